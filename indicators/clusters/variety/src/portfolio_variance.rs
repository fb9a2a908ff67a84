//! w'Σw: the variance of growth that a region's mix of industries would have, given how industries move together.
use mercatoria_core::{ChangeLaw::*, *};
use mercatoria_numeric::{moments::mean, sum::sum_by2};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose shares weigh.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SharesAt {
    /// The last period.
    #[default]
    Last,
    /// The first period.
    First,
}
mercatoria_core::bounded! {
    /// Degrees of freedom that the means take: 0 or 1.
    Ddof(u32): 0 => 1, {"type": "integer", "minimum": 0, "maximum": 1};
}
/// Portfolio variance of regions.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PortfolioVariance {
    /// Whose shares weigh.
    pub shares: SharesAt,
    /// Covariances divide by the number of growth rates less this.
    pub ddof: Ddof,
}
impl Default for PortfolioVariance {
    fn default() -> Self {
        Self {
            shares: SharesAt::Last,
            ddof: Ddof::new(1),
        }
    }
}

impl Indicator for PortfolioVariance {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "variety.portfolio_variance",
        title: "Portfolio variance of a region's industries",
        formula: "w'Σw, w = industry shares of the region, Σ = covariance over time of the growth rates of industries in all regions together",
        form: Form::Column(Matrix::ROW),
        reading: "low: industries whose ups and downs cancel out",
        sources: &[
            "Conroy, M. E. (1975). The concept and measurement of regional industrial diversification. Southern Economic Journal 41(3).",
        ],
        peers: &[],
        example: Example::csv("row,column,period,value\nA,i,1,100\nA,j,1,100\nA,i,2,110\nA,j,2,90\nA,i,3,110\nA,j,3,90\nB,i,1,100\nB,j,1,100\nB,i,2,110\nB,j,2,90\nB,i,3,110\nB,j,3,90\n")
            .gives("A: 0.00005"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let shares = match self.shares {
            SharesAt::Last => c.after(),
            SharesAt::First => c.before(),
        };
        let totals: Vec<&[f64]> = c.tables.iter().map(Matrix::column_totals).collect();
        (0..shares.rows())
            .map(|r| {
                let total = shares.row_totals()[r];
                if total == 0.0 {
                    return Err(Undefined::EmptyRow);
                }
                let weights: Vec<f64> = shares.row(r).iter().map(|x| x / total).collect();
                portfolio_variance(&weights, &totals, self.ddof.get() as usize)
            })
            .collect()
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![ScaleFree, Relabel, Within(0.0, 1e15)]
    }
}

/// `w'Σw` from shares and the totals of the industries in each period: the variance of `Σ w_i g_i(t)` over time, so never
/// negative and without the covariance matrix. Rates are `(X₂ − X₁) / X₁`.
///
/// # Errors
/// `TooFew` for fewer than `ddof + 1` rates, `ZeroBase` where an industry with weight starts from nothing.
pub fn portfolio_variance(weights: &[f64], totals: &[&[f64]], ddof: usize) -> Measure {
    let mut growth = vec![];
    for pair in totals.windows(2) {
        let mut rates = vec![0.0; weights.len()];
        for (i, rate) in rates
            .iter_mut()
            .enumerate()
            .filter(|(i, _)| weights[*i] > 0.0)
        {
            if pair[0][i] == 0.0 {
                return Err(Undefined::ZeroBase);
            }
            *rate = (pair[1][i] - pair[0][i]) / pair[0][i];
        }
        growth.push(sum_by2(weights, &rates, |w, g| w * g));
    }
    if growth.len() <= ddof.max(1) {
        return Err(Undefined::TooFew);
    }
    let mean = mean(&growth).ok_or(Undefined::TooFew)?;
    let squares = sum_by2(&growth, &growth, |a, b| (a - mean) * (b - mean));
    Ok(squares / (growth.len() - ddof) as f64)
}

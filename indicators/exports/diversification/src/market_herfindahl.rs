//! H over the markets of an exporter, itself left out.
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_diversity::{Herfindahl, herfindahl};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How many markets there are, for the normalised index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MarketCount {
    /// All markets of the table other than the exporter itself.
    #[default]
    Others,
    /// All markets of the table.
    All,
    /// Markets that the exporter sells to.
    Active,
}
/// Concentration of an exporter's markets.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarketHerfindahl {
    /// Rescale, (H − 1/N)/(1 − 1/N).
    pub normalised: bool,
    /// N of the normalised index.
    pub count: MarketCount,
    /// On the scale of percent squared, 0 to 10 000.
    pub percent: bool,
}

impl Indicator for MarketHerfindahl {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.market_herfindahl",
        title: "Market concentration of exports (Herfindahl)",
        formula: "H_c = Σ_{d ≠ c} (x_cd/X_c)²; normalised (H − 1/N)/(1 − 1/N)",
        form: Form::Column(Matrix::ROW),
        reading: "rows are exporters, columns markets; 1: a single market; 1/N: equal shares",
        sources: &[
            "Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5).",
            "World Bank, World Integrated Trade Solution, notes on indicators.",
        ],
        peers: &["Sales of a country to itself in the table are no exports and are left out."],
        example: Example::csv("row,column,value\nA,B,3\nA,C,1\nB,A,5\n").gives("A: 0.625; B: 1"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let own = own_columns(m);
        let mut line = vec![0.0; m.columns()];
        (0..m.rows())
            .map(|r| {
                line.copy_from_slice(m.row(r));
                if let Some(own) = own[r] {
                    line[own] = 0.0;
                }
                self.of(&line, own[r])
            })
            .collect()
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        (!self.normalised).then_some(|unit, m| {
            let inner = Herfindahl::default();
            let own = own_columns(m);
            let mut out = Values::default();
            let scale = if unit.percent { 1e4 } else { 1.0 };
            for r in 0..m.rows() {
                let d = m.row_distribution(r);
                let refused = own[r].is_some_and(|at| d.amounts[at] > 0.0)
                    || d.gaps.iter().any(|gap| own[r] == Some(gap.at as usize));
                match Indicator::enclosure(&inner) {
                    _ if d.is_complete() => {
                        let mut line = d.amounts.to_vec();
                        if let Some(own) = own[r] {
                            line[own] = 0.0;
                        }
                        out.push(unit.of(&line, own[r]));
                    }
                    Some(enclose) if !refused => match enclose(&inner, &d).get(0) {
                        Value::Interval { lower, upper, .. } => {
                            out.push_between(lower * scale, upper * scale);
                        }
                        value => out.push(value.measure().map(|h| h * scale)),
                    },
                    _ => out.push(Err(Undefined::PartlyKnown)),
                }
            }
            out
        })
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let top = if self.percent { 1e4 } else { 1.0 };
        vec![ScaleFree, Relabel, Within(0.0, top)]
    }
}
impl MarketHerfindahl {
    fn of(&self, line: &[f64], own: Option<usize>) -> Measure {
        let total = sum(line);
        if total <= 0.0 {
            return Err(Undefined::EmptyRow);
        }
        let mut h = herfindahl(line, total);
        if self.normalised {
            let n = match self.count {
                MarketCount::Others => line.len() - usize::from(own.is_some()),
                MarketCount::All => line.len(),
                MarketCount::Active => line.iter().filter(|x| **x > 0.0).count(),
            };
            if n < 2 {
                return Err(Undefined::OneLabel);
            }
            let least = 1.0 / n as f64;
            h = ((h - least) / (1.0 - least)).max(0.0);
        }
        Ok(if self.percent { h * 1e4 } else { h })
    }
}
/// The column of each row that is the row itself.
pub(crate) fn own_columns(m: &Matrix) -> Vec<Option<usize>> {
    let columns: std::collections::HashMap<&str, usize> =
        m.axis(Matrix::COLUMN).labels().zip(0..).collect();
    let rows = m.axis(Matrix::ROW).labels();
    rows.map(|label| columns.get(label).copied()).collect()
}

//! Do industries concentrate over time? Slope of a measure of concentration, with a block-bootstrap band.
use mercatoria_core::*;
use mercatoria_divergence::{kullback_leibler, locational_gini};
use mercatoria_diversity::herfindahl;
use mercatoria_numeric::{
    elementary::sqrt,
    moments::mean,
    order::{QuantileType, quantile, sorted},
    random::Stream,
    sum::{sum_by, sum_by2},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Measure of concentration.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Concentration {
    /// Theil's index of the industry's regions against all activity.
    #[default]
    Theil,
    /// Locational Gini coefficient against all activity, 0 to 1.
    Gini,
    /// Herfindahl index over the regions.
    Herfindahl,
}
/// Trend of concentration of industries.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConcentrationTrend {
    /// Measure of concentration.
    pub measure: Concentration,
    /// Level of the band.
    pub level: Level,
    /// Periods drawn together: residuals of neighbouring periods are alike.
    pub block: Count,
    /// Number of draws.
    pub draws: Count,
    /// Seed of the random numbers.
    pub seed: Seed,
}
impl Default for ConcentrationTrend {
    fn default() -> Self {
        Self {
            measure: Concentration::Theil,
            level: Level::new(0.95),
            block: Count::new(2),
            draws: Count::new(999),
            seed: Seed::new(1),
        }
    }
}

impl Indicator for ConcentrationTrend {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.concentration_trend",
        title: "Trend of concentration of industries",
        formula: "slope of the measure on time (differences of numeric period labels, else steps); band: quantiles of slopes of the line plus residuals drawn in blocks",
        form: Form::Column(Matrix::COLUMN),
        reading: "above 0: the industry concentrates; a band that contains 0 leaves the direction open. Few periods make the band rough",
        sources: &[
            "Dumais, G., Ellison, G. and Glaeser, E. L. (2002). Geographic concentration as a dynamic process. Review of Economics and Statistics 84(2).",
            "Künsch, H. R. (1989). The jackknife and the bootstrap for general stationary observations. Annals of Statistics 17(3).",
        ],
        peers: &["No package has it."],
        example: Example::csv("row,column,period,value\nA,i,1,1\nB,i,1,1\nA,i,2,2\nB,i,2,1\nA,i,3,3\nB,i,3,1\nA,j,1,1\nB,j,1,1\nA,j,2,1\nB,j,2,1\nA,j,3,1\nB,j,3,1\n")
            .params("{\"measure\":\"herfindahl\"}")
            .gives("j: [0, 0]"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let times = times(c.periods);
        let kind = IntervalKind::Confidence {
            level: self.level.get(),
            method: "block bootstrap, percentile".into(),
            resampled: "residuals of periods".into(),
        };
        let mut out = Values::with_capacity(c.before().columns());
        for i in 0..c.before().columns() {
            match self.series(c, i).and_then(|ys| self.band(&times, &ys)) {
                Ok((slope, lower, upper)) => out.push_interval(&kind, Some(slope), lower, upper),
                Err(why) => out.push(Err(why)),
            }
        }
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![]
    }
}
/// The labels as numbers, if all are; else 0, 1, 2, …
fn times(periods: &Axis) -> Vec<f64> {
    let numbers: Option<Vec<f64>> = periods
        .labels()
        .map(|l| l.parse().ok().filter(|x: &f64| x.is_finite()))
        .collect();
    numbers.unwrap_or_else(|| (0..periods.len()).map(|t| t as f64).collect())
}
impl ConcentrationTrend {
    fn series(&self, c: &Change<'_>, i: usize) -> Result<Vec<f64>, Undefined> {
        c.tables
            .iter()
            .map(|m| {
                let totals = (m.column_totals()[i], m.total());
                if totals.0 == 0.0 {
                    return Err(Undefined::EmptyColumn);
                }
                Ok(match self.measure {
                    Concentration::Theil => kullback_leibler(m.column(i), m.row_totals(), totals),
                    Concentration::Gini => locational_gini(m.column(i), m.row_totals(), totals),
                    Concentration::Herfindahl => herfindahl(m.column(i), totals.0),
                })
            })
            .collect()
    }
    fn band(&self, times: &[f64], ys: &[f64]) -> Result<(f64, f64, f64), Undefined> {
        let n = ys.len();
        if n < 3 {
            return Err(Undefined::TooFew);
        }
        let (slope, residuals, moments) = line(times, ys).ok_or(Undefined::Constant)?;
        let block = (self.block.get() as usize).min(n);
        // Residuals of a fitted line are too small by this.
        let wider = sqrt(n as f64 / (n as f64 - 2.0));
        let slopes: Vec<f64> = (0..u64::from(self.draws.get()))
            .map(|draw| {
                let mut stream = Stream::new(self.seed.get(), draw);
                let mut drawn = Vec::with_capacity(n + block);
                while drawn.len() < n {
                    let start = stream.below((n - block + 1) as u64) as usize;
                    drawn.extend(&residuals[start..start + block]);
                }
                let along = sum_by2(&moments, &drawn[..n], |t, e| t * e);
                slope + wider * along / sum_by(&moments, |t| t * t)
            })
            .collect();
        let slopes = sorted(&slopes);
        let tail = (1.0 - self.level.get()) / 2.0;
        let at = |p: f64| quantile(&slopes, p, QuantileType::Linear).ok_or(Undefined::TooFew);
        Ok((slope, at(tail)?, at(1.0 - tail)?))
    }
}
/// Slope, residuals, and times less their mean.
fn line(times: &[f64], ys: &[f64]) -> Option<(f64, Vec<f64>, Vec<f64>)> {
    let (t_mean, y_mean) = (mean(times)?, mean(ys)?);
    let t: Vec<f64> = times.iter().map(|t| t - t_mean).collect();
    let squares = sum_by(&t, |t| t * t);
    if squares == 0.0 {
        return None;
    }
    let slope = sum_by2(&t, ys, |t, y| t * (y - y_mean)) / squares;
    let residuals = t.iter().zip(ys).map(|(t, y)| y - y_mean - slope * t);
    Some((slope, residuals.collect(), t))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_noise_has_a_band_of_no_width() {
        let unit = ConcentrationTrend::default();
        let (slope, lower, upper) = unit.band(&[1.0, 2.0, 4.0], &[1.0, 3.0, 7.0]).unwrap();
        assert!((slope - 2.0).abs() < 1e-14 && upper - lower < 1e-12);
    }

    /// White noise about a known line: the band contains the slope about as often as its level says.
    #[test]
    fn the_band_covers() {
        let times: Vec<f64> = (0..24).map(f64::from).collect();
        let unit = ConcentrationTrend {
            draws: Count::new(199),
            block: Count::new(1),
            ..ConcentrationTrend::default()
        };
        let covered = (0..400u64)
            .filter(|trial| {
                let mut stream = Stream::new(99, *trial);
                let ys: Vec<f64> = times.iter().map(|t| 0.3 * t + stream.normal()).collect();
                let (_, lower, upper) = unit.band(&times, &ys).unwrap();
                lower <= 0.3 && 0.3 <= upper
            })
            .count();
        assert!((360..=396).contains(&covered), "{covered} of 400");
    }
}

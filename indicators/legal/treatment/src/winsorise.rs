//! Extreme values moved to the next one until skewness or kurtosis pass.
use crate::{by_column, skew_kurt_test::Moments};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_numeric::order::argsort;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Winsorising by skewness and kurtosis.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Winsorise {
    /// Most steps; tied values move in one step. `null`: as many as it takes.
    pub winmax: Option<Count>,
    /// The test passes below this absolute skewness …
    pub skew_thresh: Amount,
    /// … or below this excess kurtosis.
    pub kurt_thresh: Finite,
}
impl Default for Winsorise {
    fn default() -> Self {
        Self {
            winmax: Some(Count::new(5)),
            skew_thresh: Amount::new(2.0),
            kurt_thresh: Finite::new(3.5),
        }
    }
}

impl Indicator for Winsorise {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "treatment.winsorise",
        title: "Winsorising",
        formula: "while |G1| ≥ 2 and G2 ≥ 3.5 and steps are left: all maxima to the next lower value if G1 ≥ 0, else all minima to the next higher",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::CRITERION, Scoreboard::PERIOD],
            &[],
        ),
        reading: "the values after treatment; notes say which criteria were touched and whether the test passes now. A test that is not defined leaves the column untreated",
        sources: &[
            "JRC (2018). COIN Tool user guide.",
            "Becker, W. et al. (2022). COINr: an R package for composite indicators. Journal of Open Source Software 7(78).",
        ],
        peers: &[
            "COINr 1.1 counts a step per value level: tied values move together, so more points than winmax can move; so it is here.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,3\nd,x,2\ne,x,1\nf,x,99\n")
            .gives("a,x: 1; f,x: 3"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let notes = std::cell::RefCell::new(vec![]);
        let mut out = by_column(board, |c, known| {
            let treated = winsorise(
                known,
                self.winmax.map(|w| w.get() as usize),
                self.skew_thresh.get(),
                self.kurt_thresh.get(),
            )?;
            if treated.moved > 0 || treated.pass != Some(true) {
                let label = board.criteria.label(c);
                let outcome = match treated.pass {
                    Some(true) => "the test passes",
                    Some(false) => "the test still fails",
                    None => "the test is not defined, left as it was",
                };
                notes.borrow_mut().push(format!(
                    "{label}: {} points moved; {outcome}",
                    treated.moved
                ));
            }
            Ok(treated.values)
        });
        notes
            .into_inner()
            .into_iter()
            .for_each(|n| out.note("winsorised", n));
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("coinr-1.1", Self::default())]
    }
}

/// A column after winsorising.
#[derive(Debug, Clone, PartialEq)]
pub struct Winsorised {
    /// The values in their places.
    pub values: Vec<f64>,
    /// Number of points moved.
    pub moved: usize,
    /// Does the test pass now? `None` where it is not defined.
    pub pass: Option<bool>,
}
/// Winsorises known numbers; [`Undefined::Constant`] for fewer than two distinct ones.
///
/// ```
/// let treated = mercatoria_treatment::winsorise(&[1.0, 2.0, 3.0, 2.0, 1.0, 99.0], Some(5), 2.0, 3.5).unwrap();
/// assert_eq!((treated.values[5], treated.moved), (3.0, 1));
/// ```
pub fn winsorise(
    xs: &[f64],
    winmax: Option<usize>,
    skew_thresh: f64,
    kurt_thresh: f64,
) -> Result<Winsorised, Undefined> {
    if mercatoria_normalisation::is_constant(xs) {
        return Err(Undefined::Constant);
    }
    let passes = |m: &Moments| match m.shape() {
        (Some(g1), Some(g2)) => Some(g1.abs() < skew_thresh || g2 < kurt_thresh),
        (Some(g1), None) if g1.abs() < skew_thresh => Some(true),
        _ => None,
    };
    let mut values = xs.to_vec();
    let mut moments = Moments::of(xs);
    let mut pass = passes(&moments);
    let mut moved = 0;
    if pass == Some(false) {
        // Places in ascending order; [low, high] is what has not been pulled in yet.
        let order = argsort(xs);
        let at = |k: usize| xs[order[k] as usize];
        let (mut low, mut high) = (0, order.len() - 1);
        let (mut low_moved, mut high_moved) = (0, 0);
        let mut steps = 0;
        while pass == Some(false) && winmax.is_none_or(|most| steps < most) {
            let (Some(g1), _) = moments.shape() else {
                break;
            };
            if g1 >= 0.0 {
                let top = at(high);
                let mut next = high;
                while next > low && at(next) == top {
                    next -= 1;
                }
                if at(next) == top {
                    break;
                }
                moments.shift(top, at(next), (order.len() - 1 - next) as f64);
                high = next;
                high_moved = order.len() - 1 - next;
            } else {
                let bottom = at(low);
                let mut next = low;
                while next < high && at(next) == bottom {
                    next += 1;
                }
                if at(next) == bottom {
                    break;
                }
                moments.shift(bottom, at(next), next as f64);
                low = next;
                low_moved = next;
            }
            steps += 1;
            pass = passes(&moments);
            // Sums that were shifted often lose digits: near a threshold the values themselves decide.
            let near = matches!(moments.shape(), (Some(g1), Some(g2))
                if (g1.abs() - skew_thresh).abs() < 1e-6 || (g2 - kurt_thresh).abs() < 1e-6);
            if near || steps % 16 == 0 {
                let now: Vec<f64> = xs.iter().map(|x| x.clamp(at(low), at(high))).collect();
                moments = Moments::of(&now);
                pass = passes(&moments);
            }
        }
        let (floor, ceiling) = (at(low), at(high));
        values.iter_mut().for_each(|x| *x = x.clamp(floor, ceiling));
        moved = low_moved + high_moved;
    }
    Ok(Winsorised {
        values,
        moved,
        pass,
    })
}

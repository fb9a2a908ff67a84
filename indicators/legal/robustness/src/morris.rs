//! Elementary effects.
use mercatoria_core::*;
use mercatoria_normalisation::ByCriterion;
use mercatoria_numeric::moments;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Elementary effects.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Morris {
    /// The criterion that is the output.
    pub output: String,
    /// Range of each factor, which becomes [0, 1]; without, that of its values.
    pub bounds: ByCriterion<[Finite; 2]>,
}
impl Default for Morris {
    fn default() -> Self {
        Self {
            output: "y".into(),
            bounds: ByCriterion::new(),
        }
    }
}

impl Indicator for Morris {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.morris",
        title: "Elementary effects",
        formula: "EE = Δy/Δx along each step of the trajectories, x on [0, 1]; μ, μ* = mean |EE|, σ (n − 1), and DGSM bound mean EE²/(π² V)",
        form: Form::Own(&["mu", "mu_star", "sigma", "dgsm"]),
        reading: "μ* large: the factor matters; σ large: it interacts or is not linear; dgsm bounds the total Sobol index from above for uniform factors. Units are the points in order of their labels (numbers by size), d + 1 to a trajectory; criteria the factors and the output",
        sources: &[
            "Morris, M. D. (1991). Factorial sampling plans for preliminary computational experiments. Technometrics 33(2). Kucherenko, S., Sobol, I. M. (2009). Derivative based global sensitivity measures. Mathematics and Computers in Simulation 79(10).",
        ],
        peers: &[],
        example: Example::csv(
            "unit,criterion,value\n1,x,0\n1,y,0\n2,x,1\n2,y,3\n3,x,0\n3,y,1\n4,x,1\n4,y,6\n",
        )
        .gives("x,mu: 4; x,mu_star: 4"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let factors: Vec<usize> = (0..board.criteria.len())
            .filter(|c| board.criteria.label(*c) != self.output)
            .collect();
        let labels: Vec<&str> = factors.iter().map(|c| board.criteria.label(*c)).collect();
        let mut out = Values::over(vec![Axis::new("factor", labels)]);
        match self.effects(board, &factors) {
            Ok(all) => {
                for effects in all {
                    let (list, v) = effects;
                    let size: Vec<f64> = list.iter().map(|e| e.abs()).collect();
                    let square: Vec<f64> = list.iter().map(|e| e * e).collect();
                    out.push(moments::mean(&list).ok_or(Undefined::TooFew));
                    out.push(moments::mean(&size).ok_or(Undefined::TooFew));
                    out.push(moments::standard_deviation(&list, 1).ok_or(Undefined::TooFew));
                    let bound = moments::mean(&square).ok_or(Undefined::TooFew);
                    let pi = std::f64::consts::PI;
                    out.push(if v > 0.0 {
                        bound.map(|b| b / (pi * pi * v))
                    } else {
                        Err(Undefined::ZeroVariance)
                    });
                }
            }
            Err(why) => (0..4 * factors.len()).for_each(|_| out.push(Err(why))),
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
impl Morris {
    /// Effects of each factor, and the variance of the output.
    fn effects(
        &self,
        board: &Scoreboard,
        factors: &[usize],
    ) -> Result<Vec<(Vec<f64>, f64)>, Undefined> {
        let output = board
            .criteria
            .position(&self.output)
            .ok_or(Undefined::OutsideReference)?;
        let order = in_order(&board.units);
        let column = |c: usize| -> Result<Vec<f64>, Undefined> {
            let all = board.column(0, c);
            let sorted: Vec<f64> = order.iter().map(|u| all[*u]).collect();
            if sorted.iter().any(|x| x.is_nan()) {
                Err(Undefined::Missing)
            } else {
                Ok(sorted)
            }
        };
        let y = column(output)?;
        let step = factors.len() + 1;
        if y.len() < step || y.len() % step != 0 {
            return Err(Undefined::TooFew);
        }
        let v = moments::variance(&y, 0).unwrap_or(0.0);
        factors
            .iter()
            .map(|c| {
                let x = column(*c)?;
                let (low, high) = match self.bounds.get(board.criteria.label(*c)) {
                    Some(ends) => (ends[0].get(), ends[1].get()),
                    None => mercatoria_normalisation::extremes(&x),
                };
                if low >= high {
                    return Err(Undefined::ZeroRange);
                }
                let mut effects = vec![];
                for start in (0..y.len()).step_by(step) {
                    for at in start..start + step - 1 {
                        let dx = (x[at + 1] - x[at]) / (high - low);
                        if dx != 0.0 {
                            effects.push((y[at + 1] - y[at]) / dx);
                        }
                    }
                }
                Ok((effects, v))
            })
            .collect()
    }
}
/// Units in the order of their labels, numbers by size.
pub(crate) fn in_order(units: &Axis) -> Vec<usize> {
    let numbers: Option<Vec<f64>> = units
        .labels()
        .map(|label| number(label).ok().filter(|x| !x.is_nan()))
        .collect();
    let mut order: Vec<usize> = (0..units.len()).collect();
    if let Some(numbers) = numbers {
        order.sort_by(|a, b| numbers[*a].total_cmp(&numbers[*b]));
    }
    order
}

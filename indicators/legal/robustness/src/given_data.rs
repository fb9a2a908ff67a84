//! Sensitivity from a plain sample.
use mercatoria_core::*;
use mercatoria_numeric::{
    elementary::{cos, sin},
    order::{argsort, median, sorted},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Sensitivity from a plain sample.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GivenData {
    /// The criterion that is the output.
    pub output: String,
    /// Number of classes of equal size.
    pub classes: Count,
    /// Harmonics of RBD-FAST.
    pub harmonics: Count,
}
impl Default for GivenData {
    fn default() -> Self {
        Self {
            output: "y".into(),
            classes: Count::new(10),
            harmonics: Count::new(10),
        }
    }
}

impl Indicator for GivenData {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "robustness.given_data",
        title: "Sensitivity from a plain sample",
        formula: "PAWN: median over classes of x of the Kolmogorov distance between y and y in the class; δ: ½ Σ share ∫|f(y) − f(y|class)| over classes of equal probability; RSA: Kolmogorov distance of x between the halves of y; RBD-FAST: power at the first harmonics of y sorted along x; HDMR: R² of a cubic in x",
        form: Form::Own(&["pawn", "delta", "rsa", "rbd_fast", "hdmr"]),
        reading: "0: the factor does not matter. Units are the draws, criteria the factors and the output",
        sources: &[
            "Pianosi, F., Wagener, T. (2015). A simple and efficient method for global sensitivity analysis based on cumulative distribution functions. Environmental Modelling & Software 67. Borgonovo, E. (2007). A new uncertainty importance measure. Reliability Engineering & System Safety 92(6). Tarantola, S., Gatelli, D., Mara, T. (2006). Random balance designs. Reliability Engineering & System Safety 91(6).",
        ],
        peers: &[],
        example: Example::csv(
            "unit,criterion,value\n1,x,1\n2,x,2\n3,x,3\n4,x,4\n1,y,1\n2,y,2\n3,y,3\n4,y,4\n",
        )
        .params(r#"{"classes":2}"#)
        .gives("x,pawn: 0.5; x,rsa: 1; x,delta: 0.5; x,hdmr: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let factors: Vec<usize> = (0..board.criteria.len())
            .filter(|c| board.criteria.label(*c) != self.output)
            .collect();
        let labels: Vec<&str> = factors.iter().map(|c| board.criteria.label(*c)).collect();
        let mut out = Values::over(vec![Axis::new("factor", labels)]);
        for c in &factors {
            match self.measures(board, *c) {
                Ok(cells) => cells.into_iter().for_each(|x| out.push(x)),
                Err(why) => (0..5).for_each(|_| out.push(Err(why))),
            }
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}
impl GivenData {
    fn measures(&self, board: &Scoreboard, c: usize) -> Result<[Measure; 5], Undefined> {
        let output = board
            .criteria
            .position(&self.output)
            .ok_or(Undefined::OutsideReference)?;
        let (xs, ys): (Vec<f64>, Vec<f64>) = (0..board.periods.len())
            .flat_map(|p| board.column(p, c).into_iter().zip(board.column(p, output)))
            .filter(|(x, y)| !x.is_nan() && !y.is_nan())
            .unzip();
        let n = xs.len();
        let classes = self.classes.get() as usize;
        if n < 2 * classes.max(2) {
            return Err(Undefined::TooFew);
        }
        if mercatoria_normalisation::is_constant(&ys) {
            return Err(Undefined::ZeroVariance);
        }
        let by_x = argsort(&xs);
        let groups: Vec<Vec<f64>> = (0..classes)
            .map(|k| {
                by_x[k * n / classes..(k + 1) * n / classes]
                    .iter()
                    .map(|i| ys[*i as usize])
                    .collect()
            })
            .collect();
        let distances: Vec<f64> = groups.iter().map(|g| kolmogorov(g, &ys)).collect();
        let pawn = median(&distances).ok_or(Undefined::TooFew);
        // δ over classes of y of equal probability: densities become shares.
        let sorted_y = sorted(&ys);
        let bins = classes;
        let bin = |y: f64| (sorted_y.partition_point(|v| *v < y) * bins / n).min(bins - 1);
        let whole = {
            let mut counts = vec![0.0; bins];
            ys.iter().for_each(|y| counts[bin(*y)] += 1.0 / n as f64);
            counts
        };
        let mut delta = 0.0;
        for group in &groups {
            let mut counts = vec![0.0; bins];
            group
                .iter()
                .for_each(|y| counts[bin(*y)] += 1.0 / group.len() as f64);
            let apart: f64 = counts.iter().zip(&whole).map(|(a, b)| (a - b).abs()).sum();
            delta += group.len() as f64 / n as f64 * apart / 2.0;
        }
        let middle = median(&ys).ok_or(Undefined::TooFew)?;
        let half = |high: bool| -> Vec<f64> {
            xs.iter()
                .zip(&ys)
                .filter(|(_, y)| (**y > middle) == high)
                .map(|(x, _)| *x)
                .collect()
        };
        let (a, b) = (half(false), half(true));
        let rsa = if a.is_empty() || b.is_empty() {
            Err(Undefined::Tied)
        } else {
            Ok(kolmogorov(&a, &b))
        };
        // Up the odd places, down the even ones: y runs once there and back along x.
        let up = by_x.iter().step_by(2);
        let down = by_x.iter().skip(1).step_by(2).rev();
        let wave: Vec<f64> = up.chain(down).map(|i| ys[*i as usize]).collect();
        let mean = wave.iter().sum::<f64>() / n as f64;
        let power = |k: usize| {
            let (mut re, mut im) = (0.0, 0.0);
            for (t, y) in wave.iter().enumerate() {
                let angle = 2.0 * std::f64::consts::PI * (k * t % n) as f64 / n as f64;
                re += (y - mean) * cos(angle);
                im += (y - mean) * sin(angle);
            }
            re * re + im * im
        };
        let first: f64 = (1..=(self.harmonics.get() as usize).min((n - 1) / 2))
            .map(power)
            .sum();
        let all: f64 = wave.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() * n as f64 / 2.0;
        let hdmr = cubic_fit(&xs, &ys).ok_or(Undefined::ZeroVariance);
        Ok([pawn, Ok(delta), rsa, Ok((first / all).min(1.0)), hdmr])
    }
}
/// Largest distance of two empirical distributions.
fn kolmogorov(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (sorted(a), sorted(b));
    a.iter()
        .chain(&b)
        .map(|x| {
            let share = |xs: &[f64]| xs.partition_point(|v| v <= x) as f64 / xs.len() as f64;
            (share(&a) - share(&b)).abs()
        })
        .fold(0.0, f64::max)
}
/// R² of a cubic in x by orthogonal polynomials on the sample.
fn cubic_fit(xs: &[f64], ys: &[f64]) -> Option<f64> {
    let n = xs.len() as f64;
    let (low, high) = mercatoria_normalisation::extremes(xs);
    if low == high {
        return None;
    }
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>() / n;
    let mut basis = vec![vec![1.0; xs.len()]];
    for power in 1..=3 {
        let mut next: Vec<f64> = xs
            .iter()
            .map(|x| (2.0 * (x - low) / (high - low) - 1.0).powi(power))
            .collect();
        for b in &basis {
            let along = dot(&next, b);
            next.iter_mut().zip(b).for_each(|(x, b)| *x -= along * b);
        }
        let length = dot(&next, &next).sqrt();
        if length < 1e-9 {
            break;
        }
        next.iter_mut().for_each(|x| *x /= length);
        basis.push(next);
    }
    let mean = dot(ys, &basis[0]);
    let total = dot(ys, ys) - mean * mean;
    let explained: f64 = basis[1..].iter().map(|b| dot(ys, b) * dot(ys, b)).sum();
    Some((explained / total).clamp(0.0, 1.0))
}

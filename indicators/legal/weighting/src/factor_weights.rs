//! Weights from rotated principal factors.
use crate::{Over, pca_weights::correlations, shares, spread::from_data};
use mercatoria_core::*;
use mercatoria_normalisation::Decision;
use mercatoria_numeric::eigen;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How factors make weights.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactorRule {
    /// Each criterion by its largest squared loading: within its factor in proportion, factors by explained variance.
    #[default]
    Largest,
    /// All factors: squared loadings weighted by the share of variance that the factor explains.
    All,
    /// The first factor alone.
    One,
}
/// Factor weights.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FactorWeights {
    /// How factors make weights.
    pub rule: FactorRule,
    /// Number of factors; without, those with an eigenvalue above the least one.
    pub factors: Option<Count>,
    /// Least eigenvalue of a factor (Kaiser: 1).
    pub min_eigenvalue: Amount,
    /// Varimax rotation with Kaiser's normalisation.
    pub rotate: bool,
    /// Over which periods.
    pub over: Over,
}
impl Default for FactorWeights {
    fn default() -> Self {
        Self {
            rule: FactorRule::Largest,
            factors: None,
            min_eigenvalue: Amount::new(1.0),
            rotate: true,
            over: Over::Panel,
        }
    }
}

impl Indicator for FactorWeights {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "weighting.factor_weights",
        title: "Factor weights",
        formula: "loadings v√λ of the factors with λ ≥ 1, varimax; w_q ∝ largest squared loading of q",
        form: Form::Table(&[Scoreboard::CRITERION, Scoreboard::PERIOD], &[]),
        reading: "share of the criterion in the variance that the factors explain",
        sources: &[
            "Nicoletti, G., Scarpetta, S., Boylaud, O. (2000). Summary indicators of product market regulation. OECD Economics Working Paper 226.",
            "OECD/JRC (2008). Handbook on constructing composite indicators. OECD, section 6.",
        ],
        peers: &["Compind 3.4 draws a plot as a side effect."],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,4\na,y,2\nb,y,4\nc,y,8\n")
            .gives("x: 0.5; y: 0.5"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        from_data(board, self.over, |table| self.weights(table))
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        let mut laws = vec![];
        if self.over == Over::Panel {
            laws.push(crate::spread::adds_up());
        }
        laws
    }
}
impl FactorWeights {
    /// The weights of a table.
    pub fn weights(&self, table: &Decision) -> Result<Vec<f64>, Undefined> {
        let q = table.criteria();
        let matrix = correlations(table)?;
        let eigen = eigen::symmetric(&matrix, q).map_err(|_| Undefined::NotConverged)?;
        let above = eigen
            .values
            .iter()
            .filter(|v| **v >= self.min_eigenvalue.get() - 1e-12)
            .count();
        let k = self.factors.map_or(above, |f| f.get() as usize).clamp(1, q);
        let mut loadings = vec![0.0; q * k];
        for f in 0..k {
            for (i, v) in eigen.vector(f).iter().enumerate() {
                loadings[i * k + f] = v * eigen.values[f].max(0.0).sqrt();
            }
        }
        if self.rotate && k > 1 {
            varimax(&mut loadings, q, k);
        }
        let explained: Vec<f64> = (0..k)
            .map(|f| {
                (0..q)
                    .map(|i| loadings[i * k + f] * loadings[i * k + f])
                    .sum()
            })
            .collect();
        let total: f64 = explained.iter().sum();
        let weight = |i: usize| {
            let squares = loadings[i * k..(i + 1) * k].iter().map(|l| l * l);
            match self.rule {
                FactorRule::Largest => squares.fold(0.0, f64::max),
                FactorRule::All => squares.zip(&explained).map(|(s, v)| s * v / total).sum(),
                FactorRule::One => {
                    let main =
                        (0..k).fold(0, |a, b| if explained[b] > explained[a] { b } else { a });
                    loadings[i * k + main] * loadings[i * k + main]
                }
            }
        };
        shares((0..q).map(weight).collect())
    }
}

/// Rotates loadings (`q` rows of `k`) so that their squares differ most within the factors; rows are scaled to length 1 first.
pub fn varimax(loadings: &mut [f64], q: usize, k: usize) {
    let lengths: Vec<f64> = (0..q)
        .map(|i| {
            let row = &loadings[i * k..(i + 1) * k];
            row.iter().map(|l| l * l).sum::<f64>().sqrt()
        })
        .collect();
    let scale = |loadings: &mut [f64], back: bool| {
        for i in 0..q {
            if lengths[i] > 0.0 {
                for l in &mut loadings[i * k..(i + 1) * k] {
                    *l = if back {
                        *l * lengths[i]
                    } else {
                        *l / lengths[i]
                    };
                }
            }
        }
    };
    scale(loadings, false);
    for _ in 0..1000 {
        let mut turned = 0.0_f64;
        for a in 0..k {
            for b in a + 1..k {
                let (mut u1, mut v1, mut c, mut d) = (0.0, 0.0, 0.0, 0.0);
                for i in 0..q {
                    let (x, y) = (loadings[i * k + a], loadings[i * k + b]);
                    let (u, v) = (x * x - y * y, 2.0 * x * y);
                    u1 += u;
                    v1 += v;
                    c += u * u - v * v;
                    d += 2.0 * u * v;
                }
                let n = q as f64;
                let angle = mercatoria_numeric::elementary::atan2(
                    d - 2.0 * u1 * v1 / n,
                    c - (u1 * u1 - v1 * v1) / n,
                ) / 4.0;
                turned = turned.max(angle.abs());
                let (sin, cos) = (
                    mercatoria_numeric::elementary::sin(angle),
                    mercatoria_numeric::elementary::cos(angle),
                );
                for i in 0..q {
                    let (x, y) = (loadings[i * k + a], loadings[i * k + b]);
                    loadings[i * k + a] = x * cos + y * sin;
                    loadings[i * k + b] = y * cos - x * sin;
                }
            }
        }
        if turned < 1e-14 {
            break;
        }
    }
    scale(loadings, true);
}

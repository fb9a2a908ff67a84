//! Are transition probabilities the same in every period, or in every group of units?
use crate::Classes;
use crate::regimes::regimes;
use crate::states::{Sequences, States, refused};
use mercatoria_core::{PanelLaw::*, *};
use mercatoria_numeric::{distribution::chi_square, elementary::ln, sum::Compensated};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the samples are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Across {
    /// The steps from a period to the next.
    #[default]
    Periods,
    /// The groups of units in `unit_attributes`.
    Regimes,
}
/// Homogeneity of a Markov chain.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarkovHomogeneity {
    /// The column; without, the first one.
    pub column: String,
    /// What the states are.
    pub states: States,
    /// Number of quantile classes.
    pub k: Classes,
    /// What the samples are.
    pub across: Across,
    /// The attribute of the units that groups them; without, the first text.
    pub regime: String,
}
impl Default for MarkovHomogeneity {
    fn default() -> Self {
        Self {
            column: String::new(),
            states: States::Quantiles,
            k: Classes::new(5),
            across: Across::Periods,
            regime: String::new(),
        }
    }
}
const QUANTITIES: &[&str] = &["lr", "chi2", "df", "p_lr", "p_chi2"];

impl Indicator for MarkovHomogeneity {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.markov_homogeneity",
        title: "Homogeneity test of a Markov chain",
        formula: "χ² = Σ n_i(t)(p_ij(t) − p_ij)²/p_ij; LR = 2Σ n_ij(t) ln(p_ij(t)/p_ij); df = Σ_i (a_i − 1)(b_i − 1), a_i samples that have state i, b_i states it leads to",
        form: Form::Table(&[], QUANTITIES),
        reading: "small p: the probabilities differ between the samples, so that one chain does not describe them",
        sources: &[
            "Anderson, T. W. and Goodman, L. A. (1957). Statistical inference about Markov chains. Annals of Mathematical Statistics 28(1).",
            "Bickenbach, F. and Bode, E. (2003). Evaluating the Markov property in studies of economic convergence. International Regional Science Review 26(3).",
        ],
        peers: &["giddy 2.3 has the same two tests across regimes."],
        example: Example::csv(
            "unit,period,y\nA,1,1\nB,1,1\nC,1,2\nA,2,1\nB,2,2\nC,2,2\nA,3,2\nB,3,1\nC,3,2\n",
        )
        .params("{\"states\":\"given\"}")
        .gives("chi2: 1.5; df: 2"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let read = Sequences::read(panel, &self.column, self.states, self.k.get() as usize);
        let sequences = match read {
            Ok(sequences) => sequences,
            Err(why) => return refused(QUANTITIES.len(), why),
        };
        let samples: Vec<Vec<f64>> = match self.across {
            Across::Periods => (0..panel.dims[Panel::PERIOD].len() - 1)
                .map(|step| sequences.transitions_where(|_, p| p == step))
                .collect(),
            Across::Regimes => match regimes(panel, &self.regime) {
                Ok((axis, of)) => (0..axis.len())
                    .map(|g| sequences.transitions_where(|u, _| of[u] == g))
                    .collect(),
                Err(why) => return Values::undefined(QUANTITIES.len(), why),
            },
        };
        match homogeneity(&samples) {
            Ok((lr, chi2, df)) => [
                lr,
                chi2,
                df,
                chi_square::survival(lr, df),
                chi_square::survival(chi2, df),
            ]
            .into_iter()
            .map(Ok)
            .collect(),
            Err(why) => Values::undefined(QUANTITIES.len(), why),
        }
    }
    fn laws(&self) -> Vec<PanelLaw> {
        match (self.states, self.across) {
            (States::Quantiles | States::PooledQuantiles, Across::Periods) => {
                vec![Within(0.0, 1e15), ScaleFree, Units]
            }
            _ => vec![],
        }
    }
}

/// `(LR, χ², degrees of freedom)` of samples of transition counts, each states × states.
///
/// # Errors
/// `TooFew` where no state has two samples and two ways out.
pub fn homogeneity(samples: &[Vec<f64>]) -> Result<(f64, f64, f64), Undefined> {
    let k = samples.first().map_or(0, |s| s.len().isqrt());
    let (mut lr, mut chi2, mut df) = (Compensated::default(), Compensated::default(), 0.0);
    for i in 0..k {
        let pooled: Vec<f64> = (0..k)
            .map(|j| samples.iter().map(|s| s[i * k + j]).sum())
            .collect();
        let all: f64 = pooled.iter().sum();
        let sizes = samples.iter().map(|s| s[i * k..][..k].iter().sum::<f64>());
        let present: Vec<(&Vec<f64>, f64)> = samples
            .iter()
            .zip(sizes)
            .filter(|(_, n)| *n > 0.0)
            .collect();
        let ways = pooled.iter().filter(|n| **n > 0.0).count() as f64;
        if all == 0.0 {
            continue;
        }
        df += (present.len() as f64 - 1.0) * (ways - 1.0);
        for (sample, n) in present {
            for (j, together) in pooled.iter().enumerate().filter(|(_, n)| **n > 0.0) {
                let (own, p) = (sample[i * k + j], together / all);
                let gap = own / n - p;
                chi2.add(n * gap * gap / p);
                if own > 0.0 {
                    lr.add(2.0 * own * ln(own / n / p));
                }
            }
        }
    }
    if df == 0.0 {
        return Err(Undefined::TooFew);
    }
    Ok((lr.total().max(0.0), chi2.total(), df))
}

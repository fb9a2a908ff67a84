//! How units move between states: counts, probabilities and mean first passage times.
use crate::chain::Chain;
use crate::states::{EmptyState, Sequences, States, refused};
use mercatoria_core::{PanelLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mercatoria_core::bounded! {
    /// Number of classes: 2 to 100.
    Classes(u32): 2 => 100, {"type": "integer", "minimum": 2, "maximum": 100};
}
/// Transitions between states.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarkovChain {
    /// The column; without, the first one.
    pub column: String,
    /// What the states are.
    pub states: States,
    /// Number of quantile classes.
    pub k: Classes,
    /// A state that nobody left.
    pub empty: EmptyState,
}
impl Default for MarkovChain {
    fn default() -> Self {
        Self {
            column: String::new(),
            states: States::Quantiles,
            k: Classes::new(5),
            empty: EmptyState::Undefined,
        }
    }
}

impl Indicator for MarkovChain {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.markov_chain",
        title: "Markov chain of units",
        formula: "p_ij = n_ij / Σ_j n_ij over all units and steps; m_ij = 1 + Σ_{k≠j} p_ik m_kj",
        form: Form::Own(&["transitions", "probability", "first_passage"]),
        reading: "from a state to another one a period later; first_passage: mean number of periods until it is reached, diverges where it may never be",
        sources: &[
            "Quah, D. (1993). Galton's fallacy and tests of the convergence hypothesis. Scandinavian Journal of Economics 95(4).",
            "Rey, S. J. (2001). Spatial empirics for economic growth and convergence. Geographical Analysis 33(3).",
        ],
        peers: &[
            "giddy 2.3 fills the row of a state that nobody left with a choice of its own, or divides by 0; here the row has its reason, or who is there stays (empty: stay).",
        ],
        example: Example::csv("unit,period,y\nA,1,1\nB,1,1\nC,1,2\nA,2,1\nB,2,2\nC,2,2\nA,3,2\nB,3,1\nC,3,2\n")
            .params("{\"states\":\"given\"}")
            .gives("1,1,transitions: 1; 1,2,transitions: 2; 1,2,probability: 0.6666666666666666; 1,2,first_passage: 1.5; 2,2,first_passage: 1.5"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let read = Sequences::read(panel, &self.column, self.states, self.k.get() as usize);
        let sequences = match read {
            Ok(sequences) => sequences,
            Err(why) => return refused(1, why),
        };
        let counts = sequences.transitions();
        let chain = Chain::from_counts(&counts, self.empty);
        let n = chain.states();
        let passage: Vec<Vec<Measure>> = (0..n).map(|j| chain.first_passage(j)).collect();
        let mut out = Values::over(vec![sequences.axis("from"), sequences.axis("to")]);
        for i in 0..n {
            for j in 0..n {
                out.push(Ok(counts[i * n + j]));
                out.push(chain.row(i).map(|row| row[j]).ok_or(Undefined::EmptyRow));
                out.push(passage[j][i]);
            }
        }
        out
    }
    fn laws(&self) -> Vec<PanelLaw> {
        let mut laws = vec![
            Within(0.0, 1e15),
            Holds(
                "probabilities out of a state add up to 1",
                Predicate(rows_add_up),
            ),
        ];
        if self.states != States::Given
            && self.states != States::Lisa
            && self.states != States::Ranks
        {
            laws.extend([ScaleFree, Units]);
        }
        if self.states == States::Lisa || self.states == States::Ranks {
            // Side input or distinct values needed, which not every draw has.
            laws.clear();
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("giddy-2.3", Self::default())]
    }
}
fn rows_add_up(_: &Panel, values: &Values) -> Compared {
    let n = (values.len() / 3).isqrt();
    let mut seen = false;
    for i in 0..n {
        let row = (0..n).map(|j| values.get((i * n + j) * 3 + 1).point());
        if let Some(row) = row.collect::<Option<Vec<f64>>>() {
            seen = true;
            let sum: f64 = row.iter().sum();
            if (sum - 1.0).abs() > 1e-12 {
                return Err(format!("row {i} adds up to {sum}"));
            }
        }
    }
    Ok(seen)
}

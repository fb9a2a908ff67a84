//! Where a Markov chain ends up: the stationary distribution of each of its closed classes.
use crate::states::{EmptyState, Sequences, States, refused};
use crate::{Classes, chain::Chain};
use mercatoria_core::{PanelLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Stationary distribution.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MarkovSteadyState {
    /// The column; without, the first one.
    pub column: String,
    /// What the states are.
    pub states: States,
    /// Number of quantile classes.
    pub k: Classes,
    /// A state that nobody left.
    pub empty: EmptyState,
}
impl Default for MarkovSteadyState {
    fn default() -> Self {
        Self {
            column: String::new(),
            states: States::Quantiles,
            k: Classes::new(5),
            empty: EmptyState::Undefined,
        }
    }
}

impl Indicator for MarkovSteadyState {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.markov_steady_state",
        title: "Stationary distribution of a Markov chain",
        formula: "πP = π, Σπ = 1; one distribution for each set of states that is never left",
        form: Form::Own(&[]),
        reading: "share of time in each state in the long run, if the probabilities stayed as they are; a row for each closed set of states",
        sources: &[
            "Quah, D. (1993). Galton's fallacy and tests of the convergence hypothesis. Scandinavian Journal of Economics 95(4).",
            "Rey, S. J. (2001). Spatial empirics for economic growth and convergence. Geographical Analysis 33(3).",
            "Grassmann, W. K., Taksar, M. I. and Heyman, D. P. (1985). Regenerative analysis and steady state distributions for Markov chains. Operations Research 33(5).",
        ],
        peers: &["giddy 2.3 agrees, closed sets included."],
        example: Example::csv(
            "unit,period,y\nA,1,1\nB,1,1\nC,1,2\nA,2,1\nB,2,2\nC,2,2\nA,3,2\nB,3,1\nC,3,2\n",
        )
        .params("{\"states\":\"given\"}")
        .gives("1,1: 0.3333333333333333; 1,2: 0.6666666666666666"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        let read = Sequences::read(panel, &self.column, self.states, self.k.get() as usize);
        let sequences = match read {
            Ok(sequences) => sequences,
            Err(why) => return refused(1, why),
        };
        let chain = Chain::from_counts(&sequences.transitions(), self.empty);
        let classes = chain.stationary();
        let axis = Axis::numbered("closed_class", "", classes.len());
        let mut out = Values::over(vec![axis, sequences.axis("state")]);
        for (_, weights) in classes {
            weights.into_iter().for_each(|weight| out.push(weight));
        }
        out
    }
    fn laws(&self) -> Vec<PanelLaw> {
        match self.states {
            States::Lisa | States::Ranks => vec![],
            States::Given => vec![Within(0.0, 1.0)],
            _ => vec![Within(0.0, 1.0), ScaleFree, Units],
        }
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("giddy-2.3", Self::default())]
    }
}

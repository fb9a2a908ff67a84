//! Transitions of units by the class of their neighbours: does it matter who is around?
use crate::Classes;
use crate::chain::Chain;
use crate::states::{EmptyState, Sequences, States, class_bounds, class_of, lags, refused};
use mercatoria_core::{PanelLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Spatial Markov chain.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SpatialMarkov {
    /// The column; without, the first one.
    pub column: String,
    /// What the states are.
    pub states: States,
    /// Number of quantile classes.
    pub k: Classes,
    /// A state that nobody left.
    pub empty: EmptyState,
    /// Number of classes of the neighbours; without, as many as of the units.
    pub m: Option<Classes>,
}
impl Default for SpatialMarkov {
    fn default() -> Self {
        Self {
            column: String::new(),
            states: States::Quantiles,
            k: Classes::new(5),
            empty: EmptyState::Undefined,
            m: None,
        }
    }
}

impl Indicator for SpatialMarkov {
    type Input<'a> = Panel;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.spatial_markov",
        title: "Spatial Markov chain",
        formula: "p_ij|l = n_ij|l / Σ_j n_ij|l, l = class of the neighbours' weighted mean at the start of the step",
        form: Form::Own(&["transitions", "probability"]),
        reading: "compare the matrices of the neighbours' classes: equal ones mean that the neighbours do not matter",
        sources: &[
            "Rey, S. J. (2001). Spatial empirics for economic growth and convergence. Geographical Analysis 33(3).",
        ],
        peers: &[
            "giddy 2.3 forms classes over all periods together (states: pooled_quantiles) and has fixed bounds as an option; empty rows there divide by 0 or are filled, here they have their reason.",
        ],
        example: Example::csv(
            "unit,period,y\nA,1,1\nB,1,1\nC,1,4\nD,1,4\nA,2,1\nB,2,2\nC,2,4\nD,2,4\n",
        )
        .files(&[(
            "unit_relation",
            "from,to,weight\nA,B,1\nB,C,1\nC,D,1\nD,A,1\n",
        )])
        .params("{\"states\":\"pooled_quantiles\",\"k\":2}")
        .gives("1,1,1,transitions: 1; 1,1,2,probability: 0; 2,2,2,transitions: 1"),
    };
    fn compute(&self, panel: &Panel) -> Values {
        match self.table(panel) {
            Ok(values) => values,
            Err(why) => refused(1, why),
        }
    }
    fn laws(&self) -> Vec<PanelLaw> {
        match self.states {
            States::Quantiles | States::PooledQuantiles => {
                vec![Within(0.0, 1e15), ScaleFree, Units]
            }
            _ => vec![],
        }
    }
}
impl SpatialMarkov {
    fn table(&self, panel: &Panel) -> Result<Values, Undefined> {
        let k = self.k.get() as usize;
        let m = self.m.unwrap_or(self.k).get() as usize;
        let sequences = Sequences::read(panel, &self.column, self.states, k)?;
        let column = panel.column(&self.column).ok_or(Undefined::Missing)?;
        let (units, periods) = (
            panel.dims[Panel::UNIT].len(),
            panel.dims[Panel::PERIOD].len(),
        );
        if column.iter().any(|x| x.is_nan()) {
            return Err(Undefined::Missing);
        }
        let around: Vec<Vec<Option<f64>>> = (0..periods)
            .map(|p| {
                let of: Vec<f64> = column.iter().skip(p).step_by(periods).copied().collect();
                lags(panel, &of)
            })
            .collect::<Result<_, _>>()?;
        let pooled: Vec<f64> = around.iter().flatten().flatten().copied().collect();
        let classes: Vec<Vec<Option<usize>>> = around
            .iter()
            .map(|of| {
                let own: Vec<f64> = of.iter().flatten().copied().collect();
                let bounds = match self.states {
                    States::Quantiles => class_bounds(&own, m),
                    _ => class_bounds(&pooled, m),
                };
                of.iter().map(|x| x.map(|x| class_of(&bounds, x))).collect()
            })
            .collect();
        let neighbours = Axis::numbered("neighbours", "", m);
        let mut out = Values::over(vec![
            neighbours,
            sequences.axis("from"),
            sequences.axis("to"),
        ]);
        for l in 0..m {
            let counts = sequences.transitions_where(|u, p| classes[p][u] == Some(l));
            let chain = Chain::from_counts(&counts, self.empty);
            let n = chain.states();
            for i in 0..n {
                for j in 0..n {
                    out.push(Ok(counts[i * n + j]));
                    out.push(chain.row(i).map(|row| row[j]).ok_or(Undefined::EmptyRow));
                }
            }
        }
        let islands = (0..units).filter(|u| around[0][*u].is_none()).count();
        if islands > 0 {
            out.note(
                "no_neighbours",
                format!("{islands} units without neighbours are left out"),
            );
        }
        Ok(out)
    }
}

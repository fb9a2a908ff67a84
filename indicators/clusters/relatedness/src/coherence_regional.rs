//! Coherence of a region: the relatedness of what it has, weighted by how much of it there is.
use crate::{Diagonal, Presence, coherence, presence};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{
    parallel,
    sum::{sum, sum_by2},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// By what industries are weighted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// The amounts of the table.
    #[default]
    Amounts,
    /// 1 for what is present.
    Presence,
}
/// Regional coherence.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoherenceRegional {
    /// By what industries are weighted; only those present count.
    pub weights: Weights,
    /// What counts as present.
    pub presence: Presence,
    /// Threshold of presence, for an amount or a location quotient.
    pub threshold: Amount,
}
impl Default for CoherenceRegional {
    fn default() -> Self {
        Self {
            weights: Weights::Amounts,
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
        }
    }
}

impl Indicator for CoherenceRegional {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.coherence_regional",
        title: "Regional coherence",
        formula: "COH_r = Σ_i s_i WAR_i, WAR_i = Σ_{j≠i} z_ij x_rj / Σ_{j≠i} x_rj over what r has; z of co-occurrence",
        form: Form::Column(Matrix::ROW),
        reading: "above 0: the region's industries stand together more often elsewhere than chance would have it",
        sources: &[
            "Teece, D. J., Rumelt, R., Dosi, G. and Winter, S. (1994). Understanding corporate coherence. Journal of Economic Behavior and Organization 23(1).",
            "Nesta, L. and Saviotti, P. P. (2005). Coherence of the knowledge base and the firm's innovative performance. Journal of Industrial Economics 53(1).",
        ],
        peers: &[],
        example: Example::csv("row,column,value\nA,i,3\nA,j,1\nB,i,1\nB,j,1\nC,k,1\nD,k,1\n")
            .params("{\"presence\":\"positive\"}")
            .gives("A: 1.7320508075688772; C: one_label"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let bits = presence(m, self.presence, self.threshold.get());
        let z = coherence(&bits, Diagonal::NotApplicable);
        let n = m.columns();
        let of_region = |r: usize| -> Measure {
            if m.row_totals()[r] == 0.0 {
                return Err(Undefined::EmptyRow);
            }
            let has: Vec<usize> = bits.ones_in_row(r).collect();
            let weights: Vec<f64> = has
                .iter()
                .map(|c| match self.weights {
                    Weights::Amounts => m.row(r)[*c],
                    Weights::Presence => 1.0,
                })
                .collect();
            regional_coherence(&has, &weights, |i, j| z[i * n + j])
        };
        let mut out: Values = parallel::map(m.rows(), of_region).into_iter().collect();
        crate::relatedness_density::note(&mut out, self.presence.resolve(std::slice::from_ref(m)));
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Beyond the usual thresholds too little is present in a small table.
        if (0.1..=1.5).contains(&self.threshold.get()) {
            vec![Relabel]
        } else {
            vec![]
        }
    }
}

/// `Σ_i s_i Σ_{j≠i} z_ij w_j / Σ_{j≠i} w_j` over the things a region has.
///
/// # Errors
/// `OneLabel` for fewer than two things; the reason of the first relatedness that is not defined.
pub fn regional_coherence(
    has: &[usize],
    weights: &[f64],
    z: impl Fn(usize, usize) -> Measure,
) -> Measure {
    let total = sum(weights);
    if has.len() < 2 {
        return Err(if has.is_empty() {
            Undefined::Absent
        } else {
            Undefined::OneLabel
        });
    }
    let mut related = vec![0.0; has.len()];
    let mut line = vec![0.0; has.len()];
    for (a, i) in has.iter().enumerate() {
        for (b, j) in has.iter().enumerate() {
            line[b] = if a == b { 0.0 } else { z(*i, *j)? };
        }
        // The difference would lose the others' digits beside a very large one.
        let others = if 2.0 * weights[a] < total {
            total - weights[a]
        } else {
            sum(&weights[..a]) + sum(&weights[a + 1..])
        };
        if others <= 0.0 {
            return Err(Undefined::ZeroDenominator);
        }
        related[a] = sum_by2(&line, weights, |z, w| z * w) / others;
    }
    Ok(sum_by2(&related, weights, |z, w| z * (w / total)))
}

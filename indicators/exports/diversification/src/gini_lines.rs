//! Gini coefficient over lines, zeros kept or dropped.
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_inequality::gini;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is done with lines without trade.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Zeros {
    /// They count.
    #[default]
    Kept,
    /// Only active lines count.
    Dropped,
}
/// Gini coefficient of export lines.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GiniLines {
    /// Lines without trade.
    pub zeros: Zeros,
    /// N, the number of lines that there could be, where zeros count; without, those of the data.
    pub n: Option<Count>,
}

impl Indicator for GiniLines {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "diversification.gini_lines",
        title: "Gini coefficient of export lines",
        formula: "G = 2 Σ k x₍ₖ₎/(N Σ x) − (N + 1)/N",
        reading: "0: equal lines; (N − 1)/N: everything on one; more lines without trade raise it",
        sources: &["Gini, C. (1912). Variabilità e mutabilità. Bologna."],
        peers: &[
            "EconGeo 1.3 rounds to 3 decimals; econcomplex 1.0 keeps zeros of the data set, whatever the classification holds.",
        ],
        example: Example::csv("label,value\na,1\nb,3\nc,0\n")
            .params("{\"zeros\":\"dropped\"}")
            .gives("0.25"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        d.total()?;
        let active = || d.amounts.iter().copied().filter(|x| *x > 0.0);
        let lines: Vec<f64> = match (self.zeros, self.n) {
            (Zeros::Dropped, _) => active().collect(),
            (Zeros::Kept, None) => d.amounts.to_vec(),
            (Zeros::Kept, Some(n)) => {
                let mut lines: Vec<f64> = active().collect();
                let n = n.get() as usize;
                if n < lines.len() {
                    return Err(Undefined::OutOfDomain);
                }
                lines.resize(n, 0.0);
                lines
            }
        };
        Ok(gini(&lines).clamp(0.0, 1.0))
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![("econcomplex-1.0", Self::default())]
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        match (self.zeros, self.n) {
            (Zeros::Dropped, _) => vec![
                ScaleFree,
                Symmetric,
                EqualSplit(0.0),
                Within(0.0, 1.0),
                EmptyLabelNeutral,
                ReplicationTimes(1.0),
            ],
            (Zeros::Kept, None) => vec![
                ScaleFree,
                Symmetric,
                EqualSplit(0.0),
                Within(0.0, 1.0),
                TransferRaises,
                ReplicationTimes(1.0),
            ],
            // With fewer lines than are active there is no index.
            (Zeros::Kept, Some(_)) => vec![],
        }
    }
}

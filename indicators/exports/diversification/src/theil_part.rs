//! T = ln N − H(s) = ln(N/N_a) + (ln N_a − H(s)): between active and inactive lines, and within the active ones.
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_diversity::shannon;
use mercatoria_numeric::elementary::ln;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which part of the index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TheilPart {
    /// The whole index: zero lines count.
    #[default]
    Total,
    /// Among active lines: the intensive margin.
    Within,
    /// Between active and inactive lines: the extensive margin.
    Between,
}
/// Theil's index of export concentration, or one of its margins.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TheilPartOf {
    /// Which part.
    pub part: TheilPart,
    /// N, the number of lines that there could be; without, those of the data.
    pub n: Option<Count>,
}

impl Indicator for TheilPartOf {
    type Input<'a> = Distribution<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "diversification.theil_part",
        title: "Theil index of export concentration",
        formula: "T = ln N − H(s); within ln N_a − H(s); between ln(N/N_a)",
        reading: "0: equal shares of all lines; within: how unequal the active lines are; between: how few are active",
        sources: &[
            "Cadot, O., Carrère, C. and Strauss-Kahn, V. (2011). Export diversification: what's behind the hump? Review of Economics and Statistics 93(2).",
            "Theil, H. (1972). Statistical Decomposition Analysis. North-Holland.",
        ],
        example: Example::csv("label,value\na,2\nb,2\nc,0\nd,0\n").gives("0.69314718055…"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Measure {
        let parts = theil_parts(d.amounts, d.total()?, self.n)?;
        Ok(match self.part {
            TheilPart::Total => parts[0],
            TheilPart::Within => parts[1],
            TheilPart::Between => parts[2],
        })
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        match self.part {
            TheilPart::Total if self.n.is_none() => {
                vec![
                    ScaleFree,
                    Symmetric,
                    TransferRaises,
                    ReplicationTimes(1.0),
                    EqualSplit(0.0),
                ]
            }
            TheilPart::Total => vec![ScaleFree, Symmetric, TransferRaises],
            TheilPart::Within if self.n.is_none() => vec![
                ScaleFree,
                Symmetric,
                EmptyLabelNeutral,
                ReplicationTimes(1.0),
            ],
            TheilPart::Within => vec![ScaleFree, Symmetric],
            TheilPart::Between => vec![ScaleFree, Symmetric],
        }
    }
}
/// Whole, within and between of amounts over `n` lines (those given, without).
///
/// ```
/// use mercatoria_diversification::theil_parts;
/// let [whole, within, between] = theil_parts(&[2.0, 2.0, 0.0, 0.0], 4.0, None).unwrap();
/// assert_eq!((within, whole), (0.0, between));
/// ```
pub fn theil_parts(amounts: &[f64], total: f64, n: Option<Count>) -> Result<[f64; 3], Undefined> {
    let active = amounts.iter().filter(|x| **x > 0.0).count() as f64;
    let lines = n.map_or(amounts.len() as f64, |n| f64::from(n.get()));
    if lines < active {
        return Err(Undefined::OutOfDomain);
    }
    let entropy = shannon(amounts, total);
    let positive = |x: f64| x.max(0.0);
    Ok([
        positive(ln(lines) - entropy),
        positive(ln(active) - entropy),
        ln(lines / active),
    ])
}

//! One figure for a flow that both sides report: w x + (1 − w) m/(1 + c).
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is done where one side reports nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OneSided {
    /// The other side is taken: nothing reported is not nothing traded.
    #[default]
    TakeOther,
    /// It counts as zero.
    Zero,
}
/// Mirror reports reconciled: exports free on board, imports with insurance and freight.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CifFobReconciliation {
    /// Insurance and freight as a part of the fob value; the Direction of Trade Statistics take 0.06 (until 2018 0.1).
    pub cif_margin: Amount,
    /// Weight of the exporter's report.
    pub exporter_weight: Share,
    /// One side reports nothing.
    pub one_sided: OneSided,
}
impl Default for CifFobReconciliation {
    fn default() -> Self {
        Self {
            cif_margin: Amount::new(0.06),
            exporter_weight: Share::new(0.5),
            one_sided: OneSided::TakeOther,
        }
    }
}

impl Indicator for CifFobReconciliation {
    type Input<'a> = Contrast<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "classifications.cif_fob_reconciliation",
        title: "Mirror reports reconciled (fob and cif)",
        formula: "w x + (1 − w) m/(1 + c), x exports fob as the exporter reports them, m imports cif as the importer does",
        form: Form::Column(0),
        reading: "value is the exporter's report, reference the importer's; the flow free on board",
        sources: &[
            "Gaulier, G. and Zignago, S. (2010). BACI: international trade database at the product-level. CEPII working paper 2010-23.",
            "Marini, M., Dippelsman, R. and Stanger, M. (2018). New estimates for direction of trade statistics. IMF working paper 18/16.",
        ],
        peers: &[
            "BACI estimates the margin by distance and unit value and the weights by the reporter's reliability; here both are given.",
        ],
        example: Example::csv("label,value,reference\na,100,106\nb,0,53\nc,0,0\n")
            .gives("a: 100; b: 50; c: empty"),
    };
    fn compute(&self, c: &Contrast<'_>) -> Values {
        let pairs = c.amounts.amounts.iter().zip(c.reference.amounts);
        pairs
            .map(|(x, m)| {
                let (w, fob) = (
                    self.exporter_weight.get(),
                    m / (1.0 + self.cif_margin.get()),
                );
                match self.one_sided {
                    _ if x + m == 0.0 => Err(Undefined::Empty),
                    OneSided::TakeOther if *x == 0.0 => Ok(fob),
                    OneSided::TakeOther if *m == 0.0 => Ok(*x),
                    _ => Ok(w * x + (1.0 - w) * fob),
                }
            })
            .collect()
    }
}

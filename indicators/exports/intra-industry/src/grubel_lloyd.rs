//! GL = 1 − |x − m| / (x + m).
use mercatoria_core::{TradeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Grubel–Lloyd index of intra-industry trade, by label.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GrubelLloyd {}

impl Indicator for GrubelLloyd {
    type Input<'a> = Trade<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "intra_industry.grubel_lloyd",
        title: "Grubel–Lloyd index",
        formula: "GL = 1 − |x − m| / (x + m)",
        form: Form::Column(0),
        reading: "0: one-way trade; 1: exports equal imports",
        sources: &[
            "Grubel, H. G. and Lloyd, P. J. (1971). The empirical measurement of intra-industry trade. Economic Record 47(4).",
        ],
        peers: &[
            "Undefined without any trade, where spreadsheets of the ESCAP handbook print 0 or an error.",
        ],
        example: Example::csv("label,exports,imports\na,3,1\nb,5,0\nc,0,0\n")
            .gives("a: 0.5; b: 0; c: empty"),
    };
    fn compute(&self, t: &Trade<'_>) -> Values {
        t.exports
            .amounts
            .iter()
            .zip(t.imports.amounts)
            .map(|(x, m)| grubel_lloyd(*x, *m))
            .collect()
    }
    fn laws(&self) -> Vec<TradeLaw> {
        vec![ScaleFree, Relabel, Exchange, Within(0.0, 1.0)]
    }
}

/// The index of one product; without any trade the question does not arise.
///
/// ```
/// assert_eq!(mercatoria_intra_industry::grubel_lloyd(3.0, 1.0), Ok(0.5));
/// ```
pub fn grubel_lloyd(exports: f64, imports: f64) -> Measure {
    let both = exports + imports;
    if both > 0.0 {
        Ok((both - (exports - imports).abs()) / both)
    } else {
        Err(Undefined::Empty)
    }
}

//! Yeats' index of regional orientation: share of a product in exports into a region over its share in exports elsewhere.
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Regional orientation of exports.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RegionalOrientation {
    /// Attribute of the markets that says to which region each belongs.
    pub attribute: String,
    /// The region.
    pub region: String,
}
impl Default for RegionalOrientation {
    fn default() -> Self {
        Self {
            attribute: "region".into(),
            region: "inside".into(),
        }
    }
}
impl Indicator for RegionalOrientation {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "advantage.regional_orientation",
        title: "Regional orientation",
        formula: "[x^in_cp / X^in_c] / [x^out_cp / X^out_c]",
        form: Form::Grid(Flows::EXPORTER, Flows::PRODUCT),
        reading: "1: the product is as important inside the region as outside; above 1: oriented towards the region. All periods together",
        sources: &[
            "Yeats, A. (1998). Does Mercosur's trade performance raise concerns about the effects of regional trade arrangements? World Bank Economic Review 12(1).",
        ],
        example: Example::csv(
            "exporter,product,market,period,value\nA,a,X,1,3\nA,a,Y,1,1\nA,b,X,1,1\nA,b,Y,1,3\n",
        )
        .files(&[("market_attributes", "market,region\nX,inside\nY,outside\n")])
        .gives("A,a: 3; A,b: 0.3333333333333…"),
        ..Card::BLANK
    };
    fn compute(&self, f: &Flows) -> Values {
        let (rows, columns) = (f.dims[0].len(), f.dims[1].len());
        let Some(region) = f.sides[2].texts(&self.attribute) else {
            let mut out = Values::undefined(rows * columns, Undefined::Missing);
            out.note(
                "attribute_missing",
                format!("needs the attribute {:?} of the markets", self.attribute),
            );
            return out;
        };
        let mut cells = vec![[0.0; 2]; rows * columns];
        let mut totals = vec![[0.0; 2]; rows];
        for flow in f.iter() {
            let side = usize::from(*region[flow.market as usize] != *self.region);
            cells[flow.exporter as usize * columns + flow.product as usize][side] += flow.value;
            totals[flow.exporter as usize][side] += flow.value;
        }
        let quotient = |i: usize, [inside, outside]: [f64; 2]| {
            let [all_inside, all_outside] = totals[i / columns];
            if all_inside + all_outside == 0.0 {
                Err(Undefined::EmptyRow)
            } else if all_inside == 0.0 || outside == 0.0 {
                Err(Undefined::ZeroDenominator)
            } else {
                Ok((inside / all_inside) / (outside / all_outside))
            }
        };
        cells
            .iter()
            .enumerate()
            .map(|(i, cell)| quotient(i, *cell))
            .collect()
    }
}

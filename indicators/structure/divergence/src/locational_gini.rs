//! G = 1 − Σ pᵢ (Yᵢ + Yᵢ₋₁), labels sorted by sᵢ/pᵢ, Y = cumulated s.
use crate::possible::Possible;
use mercatoria_core::{ContrastLaw::*, *};
use mercatoria_numeric::sum::sum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// On which scale the index is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GiniScale {
    /// 0 to 1: twice the area between the curve and the diagonal.
    #[default]
    Unit,
    /// 0 to ½: the area itself, as Krugman has it.
    Half,
}
/// Locational Gini coefficient.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LocationalGini {
    /// Scale.
    pub scale: GiniScale,
}

impl Indicator for LocationalGini {
    type Input<'a> = Contrast<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "divergence.locational_gini",
        title: "Locational Gini coefficient",
        formula: "G = 1 − Σ pᵢ (Yᵢ + Yᵢ₋₁), sorted by sᵢ/pᵢ",
        reading: "0: spread like the reference",
        sources: &[
            "Krugman, P. (1991). Geography and Trade. MIT Press.",
            "Audretsch, D. B. and Feldman, M. P. (1996). R&D spillovers and the geography of innovation and production. American Economic Review 86(3).",
        ],
        peers: &[
            "econcomplex 1.0 gives 0.5, the maximum of its scale, for an empty industry (locational_gini), and 0 (hoover_gini); here it is undefined.",
            "EconGeo 1.3 has both scales under two names: locational.Gini is half of Hoover.Gini, which is rounded to 3 decimals.",
            "REAT 3.0 gives every region the same weight (gini.conc): that is `quotient_gini`, another index.",
        ],
        example: Example::csv("label,value,reference\na,1,1\nb,0,1\n").gives("0.5"),
        ..Card::BLANK
    };
    fn compute(&self, c: &Contrast<'_>) -> Measure {
        let gini = locational_gini(c.amounts.amounts, c.reference.amounts, c.totals()?);
        Ok(if self.scale == GiniScale::Half {
            gini / 2.0
        } else {
            gini
        })
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(|unit, c| {
            let possible = match Possible::of(c) {
                Ok(possible) => possible,
                Err(why) => return Value::Undefined(why).into(),
            };
            // Never more than Σ|s − p|, of which each label's own extreme is known; never less than half of it.
            let (low, high) =
                possible.range(locational_gini, |s, p| (s - p).abs(), |apart| apart / 2.0);
            let by = if unit.scale == GiniScale::Half {
                0.5
            } else {
                1.0
            };
            let mut out = Values::default();
            out.push_between(low.max(0.0) * by, high.min(1.0) * by);
            out
        })
    }
    fn laws(&self) -> Vec<ContrastLaw> {
        vec![
            ScaleFree,
            Symmetric,
            Mirror(0.0),
            MergingLowers,
            SplittingNeutral,
            Within(0.0, 1.0),
            Exchange,
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let scale = |scale| Self { scale };
        vec![
            ("econgeo-1.3:locational.Gini", scale(GiniScale::Half)),
            ("econgeo-1.3:Hoover.Gini", scale(GiniScale::Unit)),
            ("econcomplex-1.0:locational_gini", scale(GiniScale::Half)),
            ("econcomplex-1.0:hoover_gini", scale(GiniScale::Unit)),
            ("reat-3.0:gini2", scale(GiniScale::Unit)),
        ]
    }
}

/// Gini coefficient of the amounts against the reference, on the scale 0 to 1.
///
/// ```
/// let g = mercatoria_divergence::locational_gini(&[1.0, 0.0], &[1.0, 1.0], (1.0, 2.0));
/// assert_eq!(g, 0.5);
/// ```
pub fn locational_gini(amounts: &[f64], reference: &[f64], totals: (f64, f64)) -> f64 {
    // Labels without an amount come first and add nothing but the base they stand on; the others are sorted by their
    // quotients, whose bits order positive numbers as integers.
    let mut sorted: Vec<(u64, u32)> = vec![(0, 0); amounts.len()];
    let mut n = 0;
    for ((at, x), y) in (0u32..).zip(amounts).zip(reference) {
        sorted[n] = ((x / y).to_bits(), at);
        n += usize::from(*x > 0.0);
    }
    sorted.truncate(n);
    sorted.sort_unstable();
    // Equal quotients are one step of the curve: where all are equal the curve is the diagonal, exactly.
    let mut below = 0.0;
    let mut terms = Vec::with_capacity(n);
    for step in sorted.chunk_by(|a, b| a.0 == b.0) {
        let (x, y) = step.iter().fold((0.0, 0.0), |(x, y), (_, at)| {
            (x + amounts[*at as usize], y + reference[*at as usize])
        });
        terms.push(y * (2.0 * below + x));
        below += x;
    }
    (1.0 - sum(&terms) / (totals.0 * totals.1)).max(0.0)
}

//! GL = (Σ(x + m) − Σ|x − m|) / Σ(x + m); adjusted for the balance of trade in three ways.
use mercatoria_core::{TradeLaw::*, *};
use mercatoria_numeric::sum::{sum, sum_by2};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is done about a trade balance that is not zero, which keeps the plain index below 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Adjustment {
    /// Nothing.
    #[default]
    None,
    /// The balance |X − M| leaves the denominator (Grubel and Lloyd).
    Balance,
    /// Each flow is scaled to balanced trade before the index is taken, x (X + M)/2X and m (X + M)/2M (Aquino).
    Aquino,
}
/// Grubel–Lloyd index of all labels together.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GrubelLloydAggregate {
    /// Adjustment for the balance of trade.
    pub adjustment: Adjustment,
}

impl Indicator for GrubelLloydAggregate {
    type Input<'a> = Trade<'a>;
    type Output = Measure;
    const CARD: Card = Card {
        id: "intra_industry.grubel_lloyd_aggregate",
        title: "Grubel–Lloyd index, aggregate",
        formula: "GL = (Σ(x + m) − Σ|x − m|) / Σ(x + m); balance: denominator Σ(x + m) − |X − M|; aquino: x, m scaled to balanced trade",
        reading: "the part of trade that is two-way; finer classes lower it",
        sources: &[
            "Grubel, H. G. and Lloyd, P. J. (1975). Intra-Industry Trade. Macmillan.",
            "Aquino, A. (1978). Intra-industry trade and inter-industry specialization as concurrent sources of international trade in manufactures. Weltwirtschaftliches Archiv 114(2).",
        ],
        peers: &[
            "Undefined where the adjusted denominator is zero (a pure exporter or importer), not 0 or 1.",
        ],
        example: Example::csv("label,exports,imports\na,3,1\nb,5,3\n").gives("0.666666666666…"),
        ..Card::BLANK
    };
    fn compute(&self, t: &Trade<'_>) -> Measure {
        grubel_lloyd_aggregate(t.exports.amounts, t.imports.amounts, self.adjustment)
    }
    fn contributions(&self, t: &Trade<'_>) -> Option<Values> {
        let (x, m) = (t.exports.amounts, t.imports.amounts);
        let scale = scales(x, m, self.adjustment).ok()?;
        let of = |(x, m): (&f64, &f64)| Ok(2.0 * (x * scale[0]).min(m * scale[1]) / scale[2]);
        let mut values = Values::over(vec![t.exports.axis.clone()]);
        x.iter().zip(m).map(of).for_each(|part| values.push(part));
        Some(values)
    }
    fn laws(&self) -> Vec<TradeLaw> {
        vec![ScaleFree, Relabel, Exchange, Within(0.0, 1.0)]
    }
}

/// Factors for exports and imports, and the denominator.
fn scales(exports: &[f64], imports: &[f64], adjustment: Adjustment) -> Result<[f64; 3], Undefined> {
    let (x, m) = (sum(exports), sum(imports));
    let both = x + m;
    if both <= 0.0 {
        return Err(Undefined::Empty);
    }
    let scales = match adjustment {
        Adjustment::None => [1.0, 1.0, both],
        Adjustment::Balance => [1.0, 1.0, 2.0 * x.min(m)],
        Adjustment::Aquino if x == 0.0 || m == 0.0 => return Err(Undefined::ZeroDenominator),
        Adjustment::Aquino => [both / (2.0 * x), both / (2.0 * m), both],
    };
    if scales[2] > 0.0 {
        Ok(scales)
    } else {
        Err(Undefined::ZeroDenominator)
    }
}
/// Two-way trade as a part of all trade; exports and imports in the same order.
///
/// ```
/// use mercatoria_intra_industry::{Adjustment, grubel_lloyd_aggregate};
/// let (x, m) = ([3.0, 0.0], [1.0, 2.0]);
/// assert_eq!(grubel_lloyd_aggregate(&x, &m, Adjustment::None), Ok(2.0 / 6.0));
/// assert_eq!(grubel_lloyd_aggregate(&x, &m, Adjustment::Balance), Ok(2.0 / 6.0)); // balanced: the same
/// ```
pub fn grubel_lloyd_aggregate(exports: &[f64], imports: &[f64], adjustment: Adjustment) -> Measure {
    let [by_x, by_m, both] = scales(exports, imports, adjustment)?;
    // 2 min(x, m) = (x + m) − |x − m| without the cancellation.
    let two_way = sum_by2(exports, imports, |x, m| (x * by_x).min(m * by_m));
    Ok((2.0 * two_way / both).min(1.0))
}

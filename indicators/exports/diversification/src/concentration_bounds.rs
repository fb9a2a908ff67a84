//! H of partners of which only some are known: between the rest spread without end and the rest in one hand.
use mercatoria_core::{DistributionLaw::*, *};
use mercatoria_diversity::{Herfindahl, Unseen};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Concentration of partners with guaranteed bounds.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConcentrationBounds {
    /// The published total of everything, where the partners known do not add up to it.
    pub total: Option<Amount>,
    /// A label of the table that is the rest of the world and no partner (`other`, `rest`); empty: none.
    pub rest: String,
    /// Labels that are groups of countries: their members are not told apart, so that a group is part of what is not known about
    /// countries. Without, partners are taken as printed.
    pub blocs: Vec<String>,
    /// What may be on partners that are not seen: anything, or (an assumption) no more than on the smallest one printed.
    pub unseen: Unseen,
}
impl Default for ConcentrationBounds {
    fn default() -> Self {
        Self {
            total: None,
            rest: String::new(),
            blocs: vec![],
            unseen: Unseen::Any,
        }
    }
}

impl Indicator for ConcentrationBounds {
    type Input<'a> = Distribution<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.concentration_bounds",
        title: "Concentration of partners, with bounds",
        formula: "Σ s² ≤ H ≤ Σ s² + (rest)²; capped: the rest in pieces of the smallest partner printed",
        reading: "an interval that holds whatever the partners are that the table does not print; the capped upper end holds only under its assumption",
        sources: &[
            "Hirschman, A. O. (1964). The paternity of an index. American Economic Review 54(5).",
            "Bounds follow from Σ s² being convex: the rest spread over ever so many partners, or all on one.",
        ],
        example: Example::csv("label,value\na,3\nb,1\n")
            .params("{\"total\":10}")
            .gives("[0.1, 0.46]"),
        ..Card::BLANK
    };
    fn compute(&self, d: &Distribution<'_>) -> Values {
        self.bounds(d)
    }
    fn enclosure(&self) -> Option<Enclose<Self>> {
        Some(Self::bounds)
    }
    fn laws(&self) -> Vec<DistributionLaw> {
        let plain = self.total.is_none() && self.rest.is_empty() && self.blocs.is_empty();
        if plain {
            vec![ScaleFree, Symmetric, Within(0.0, 1.0), TransferRaises]
        } else {
            vec![]
        }
    }
}
impl ConcentrationBounds {
    fn bounds(&self, d: &Distribution<'_>) -> Values {
        let refused = |why: Undefined, code: &'static str, message: String| {
            let mut out = Values::from(Value::Undefined(why));
            out.note(code, message);
            out
        };
        let mut amounts = d.amounts.to_vec();
        let mut rest = if let Hidden::Amount(rest) = d.hidden {
            rest
        } else {
            0.0
        };
        if !self.rest.is_empty() {
            let Some(at) = d.axis.position(&self.rest) else {
                let message = format!("no label {:?}, which was named as the rest", self.rest);
                return refused(Undefined::Missing, "label_missing", message);
            };
            rest += std::mem::take(&mut amounts[at]);
        }
        let known = mercatoria_numeric::sum::sum(&amounts) + rest;
        match self.total.map(Amount::get) {
            // Decimal figures add up to their total but for the last digits of a double.
            Some(total) if total < known * (1.0 - 1e-12) => {
                let message =
                    format!("the partners add up to {known}, more than the total {total}");
                return refused(Undefined::OutOfDomain, "parts_exceed", message);
            }
            Some(total) if total > known * (1.0 + 1e-12) => rest += total - known,
            _ => {}
        }
        // A group may be one country or many: below, it is spread without end; above, it is one.
        let mut groups = vec![];
        for bloc in &self.blocs {
            match d.axis.position(bloc) {
                Some(at) => groups.push(at),
                None => {
                    let message = format!("no label {bloc:?}, which was named as a group");
                    return refused(Undefined::Missing, "label_missing", message);
                }
            }
        }
        let hidden = match d.hidden {
            Hidden::Unknown => Hidden::Unknown,
            _ if rest > 0.0 => Hidden::Amount(rest),
            _ => Hidden::Nothing,
        };
        let inner = Herfindahl {
            unseen: self.unseen,
            ..Herfindahl::default()
        };
        let enclosed = |amounts: &[f64], hidden: Hidden| {
            let mut shape = Distribution::new(d.axis, amounts, hidden);
            (shape.gaps, shape.margin) = (d.gaps, d.margin);
            if shape.is_complete() {
                return Values::from_iter([Indicator::compute(&inner, &shape)]);
            }
            match Indicator::enclosure(&inner) {
                Some(enclose) => enclose(&inner, &shape),
                None => Value::Undefined(Undefined::PartlyKnown).into(),
            }
        };
        let as_printed = enclosed(&amounts, hidden);
        if groups.is_empty() {
            return as_printed;
        }
        let mut spread = amounts.clone();
        let mut loose = rest;
        groups
            .iter()
            .for_each(|at| loose += std::mem::take(&mut spread[*at]));
        let low = enclosed(&spread, Hidden::Amount(loose));
        let ends = |values: &Values| match values.get(0) {
            Value::Interval { lower, upper, .. } => Ok((lower, upper)),
            Value::Point(x) => Ok((x, x)),
            Value::Undefined(why) => Err(why),
        };
        let mut out = Values::default();
        match (ends(&low), ends(&as_printed)) {
            (Ok((lower, _)), Ok((_, upper))) => {
                let kind = as_printed.interval_kind().cloned();
                let kind = kind.unwrap_or(IntervalKind::Bound);
                if lower < upper {
                    out.push_interval(&kind, None, lower, upper);
                } else {
                    out.push(Ok(lower));
                }
            }
            (Err(why), _) | (_, Err(why)) => out.push(Err(why)),
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Partners of Liaoning in 2023 as printed, exports and imports together, billion CNY.
    const PARTNERS: [(&str, f64); 8] = [
        ("AFR", 15.32),
        ("ASEAN", 59.54),
        ("EU", 131.71),
        ("JPN", 90.12),
        ("KOR", 63.41),
        ("RUS", 54.90),
        ("SAU", 57.57),
        ("USA", 56.72),
    ];
    fn interval(unit: &ConcentrationBounds) -> (f64, f64) {
        let axis = Axis::new("label", PARTNERS.map(|p| p.0));
        let amounts = PARTNERS.map(|p| p.1);
        let d = Distribution::new(&axis, &amounts, Hidden::Nothing);
        match unit.bounds(&d).get(0) {
            Value::Interval { lower, upper, .. } => (lower, upper),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_printed_list_of_partners_has_bounds() {
        let unit = ConcentrationBounds {
            total: Some(Amount::new(765.96)),
            ..Default::default()
        };
        let (lower, upper) = interval(&unit);
        assert!((lower - 0.07297688614487102).abs() < 1e-15);
        assert!((upper - 0.1684484948671132).abs() < 1e-15);
        let capped = ConcentrationBounds {
            unseen: Unseen::AtMostSmallest,
            ..unit.clone()
        };
        assert!((interval(&capped).1 - 0.07905795824020245).abs() < 1e-15);
        // Over countries a bloc may be many: only the five countries printed are sure to be one each.
        let countries = ConcentrationBounds {
            blocs: ["AFR", "ASEAN", "EU"].map(String::from).to_vec(),
            ..unit
        };
        let square = |x: f64| (x / 765.96) * (x / 765.96);
        let sure: f64 = [90.12, 63.41, 54.90, 57.57, 56.72].map(square).iter().sum();
        let (low, high) = interval(&countries);
        assert!((low - sure).abs() < 1e-15);
        assert_eq!(high, upper);
    }
}

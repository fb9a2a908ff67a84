//! How the output on a variant must relate to the output on the base, cell by cell, found by their labels.
use mercatoria_core::{Block, Undefined, Value};
use std::collections::BTreeMap;

/// Cells by `axis=label` in a fixed order, and the quantity.
pub(crate) type Cells = BTreeMap<(Vec<(String, String)>, String), Value>;

/// The cells of a block by label; `rename` maps (axis, label) of each.
pub(crate) fn cells(block: &Block, rename: &dyn Fn(&str, &str) -> (String, String)) -> Cells {
    let cell = |i: usize| {
        let (labels, quantity) = block.labels(i);
        let mut labels: Vec<(String, String)> = labels
            .iter()
            .map(|(axis, label)| rename(axis, label))
            .collect();
        labels.sort();
        (
            (labels, quantity.unwrap_or("").to_owned()),
            block.values.get(i),
        )
    };
    (0..block.values.len()).map(cell).collect()
}

/// The relation that a law claims.
#[derive(Clone, Debug)]
pub(crate) enum Claim {
    /// Equal, reasons included.
    Same,
    /// Equal where both are numbers; the reasons may name the other side.
    SameNumbers,
    /// The base times this.
    Times(f64),
    /// Not lower than the base.
    NotLower,
    /// Not higher than the base.
    NotHigher,
    /// Not lower than the base, in the cells with this label.
    NotLowerAt(String),
    /// Within these bounds.
    Within(f64, f64),
    /// All cells, or those that share the label of this axis, add up to this.
    SumsTo(f64, Option<&'static str>),
    /// The base encloses the variant.
    Encloses,
}

/// Equal up to rounding: ten digits of the larger of both, or of one.
pub(crate) fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

impl Claim {
    /// How many values were compared, or what is wrong.
    pub(crate) fn judge(&self, base: &Cells, variant: &Cells) -> Result<u64, String> {
        let slack = |x: f64| 1e-9 * x.abs().max(1.0);
        match self {
            Claim::Within(low, high) => {
                let mut compared = 0;
                for (key, value) in variant {
                    let Some(x) = value.point() else { continue };
                    if !(x >= low - slack(*low) && x <= high + slack(*high)) {
                        return Err(format!("{key:?}: {x} is not within [{low}, {high}]"));
                    }
                    compared += 1;
                }
                return Ok(compared);
            }
            Claim::SumsTo(wanted, axis) => return sums(*wanted, *axis, variant),
            _ => {}
        }
        let mut compared = 0;
        for (key, value) in variant {
            if let Claim::NotLowerAt(label) = self
                && key.0.iter().all(|(_, l)| l != label)
            {
                continue;
            }
            let Some(before) = base.get(key) else {
                if matches!(self, Claim::Same | Claim::SameNumbers | Claim::Times(_)) {
                    return Err(format!("{key:?} has no counterpart"));
                }
                continue;
            };
            compared += 1;
            let fails = match (self, before, value) {
                (Claim::Encloses, Value::Interval { lower, upper, .. }, _) => value
                    .point()
                    .is_some_and(|x| x < lower - slack(*lower) || x > upper + slack(*upper)),
                (Claim::Encloses, Value::Point(a), Value::Point(b)) => !close(*a, *b),
                (Claim::Encloses, ..) => {
                    compared -= 1;
                    false
                }
                (_, Value::Undefined(a), Value::Undefined(b)) => {
                    compared -= 1;
                    matches!(self, Claim::Same) && a != b
                }
                (Claim::Same | Claim::SameNumbers | Claim::Times(_), ..) => {
                    let times = if let Claim::Times(by) = self {
                        *by
                    } else {
                        1.0
                    };
                    !same(*before, *value, times)
                }
                _ => match (before.point(), value.point()) {
                    (Some(a), Some(b)) if matches!(self, Claim::NotHigher) => b > a + slack(a),
                    (Some(a), Some(b)) => b < a - slack(a),
                    _ => {
                        compared -= 1;
                        false
                    }
                },
            };
            if fails {
                return Err(format!("{key:?}: {value:?} against {before:?}"));
            }
        }
        if matches!(self, Claim::Same | Claim::SameNumbers | Claim::Times(_))
            && base.len() != variant.len()
        {
            return Err(format!("{} cells against {}", variant.len(), base.len()));
        }
        Ok(compared)
    }
}
fn same(a: Value, b: Value, times: f64) -> bool {
    let ends = |v: Value| match v {
        Value::Point(x) => (Some(x), x, x),
        Value::Interval {
            point,
            lower,
            upper,
        } => (point, lower.min(upper * times.signum()), upper),
        Value::Undefined(_) => (None, f64::NAN, f64::NAN),
    };
    let ((p, l, u), (q, m, v)) = (ends(a), ends(b));
    match (p, q) {
        (Some(x), Some(y)) => close(x * times, y),
        (None, None) => close(l * times, m) && close(u * times, v),
        _ => false,
    }
}
fn sums(wanted: f64, axis: Option<&str>, variant: &Cells) -> Result<u64, String> {
    let mut groups: BTreeMap<String, (f64, bool)> = BTreeMap::new();
    for ((labels, quantity), value) in variant {
        let label = labels
            .iter()
            .find(|(name, _)| axis == Some(name))
            .map_or("", |(_, label)| label);
        let group = groups
            .entry(format!("{label} {quantity}"))
            .or_insert((0.0, true));
        match value.point() {
            Some(x) => group.0 += x,
            None => group.1 = false,
        }
    }
    let whole = groups.iter().filter(|(_, (_, complete))| *complete);
    let mut compared = 0;
    for (group, (sum, _)) in whole {
        if !close(*sum, wanted) {
            return Err(format!("{group}: the cells add up to {sum}"));
        }
        compared += 1;
    }
    Ok(compared)
}

/// No value may be our own defect.
pub(crate) fn sound(cells: &Cells) -> Result<(), String> {
    let defect = |(_, v): &(_, &Value)| matches!(v, Value::Undefined(Undefined::Defect));
    match cells.iter().find(defect) {
        Some((key, _)) => Err(format!("{key:?}: NaN, an infinity or unordered bounds")),
        None => Ok(()),
    }
}

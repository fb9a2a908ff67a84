//! The range of an inequality measure over partly known values.
use mercatoria_core::{Distribution, Undefined, Value, Values};
use mercatoria_diversity::Possible;

/// The range of a measure that is Schur-convex, quasi-convex and scale-free, never above `most`. Units that are not seen
/// leave their number, and so the value, open.
pub(crate) fn of(d: &Distribution<'_>, f: impl Fn(&[f64], f64) -> f64, most: f64) -> Values {
    let possible = match Possible::of(d) {
        Ok(possible) if !possible.has_rest() => possible,
        Ok(_) => return Value::Undefined(Undefined::PartlyKnown).into(),
        Err(why) => return Value::Undefined(why).into(),
    };
    let (lower, upper) = possible.range(f);
    if !upper.is_finite() || !lower.is_finite() {
        return Value::Undefined(Undefined::PartlyKnown).into();
    }
    let mut out = Values::default();
    out.push_between(lower.max(0.0), upper.max(0.0).min(most));
    out
}

//! What counts as present: M_ri ∈ {0, 1} from amounts, decided without rounding.
use mercatoria_core::Matrix;
use mercatoria_numeric::bits::BitMatrix;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What counts as present.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// A table of zeros and ones is taken as given, any other by its location quotients (`advantage`).
    #[default]
    Auto,
    /// An amount above zero.
    Positive,
    /// An amount of at least the threshold.
    Amount,
    /// A location quotient of at least the threshold; in an empty row or column nothing is present.
    Advantage,
}
impl Presence {
    /// The rule that `Auto` stands for with these tables.
    pub fn resolve(self, tables: &[Matrix]) -> Self {
        let binary = |m: &Matrix| m.values().iter().all(|x| *x == 0.0 || *x == 1.0);
        match self {
            Presence::Auto if tables.iter().all(binary) => Presence::Positive,
            Presence::Auto => Presence::Advantage,
            known => known,
        }
    }
    /// For the note of a result.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Presence::Auto => "auto",
            Presence::Positive => "positive",
            Presence::Amount => "amount",
            Presence::Advantage => "advantage",
        }
    }
}

/// The presence matrix of a table under a rule, made once a table and rule.
pub fn presence(m: &Matrix, rule: Presence, threshold: f64) -> Arc<BitMatrix> {
    let rule = rule.resolve(std::slice::from_ref(m));
    let key = format!("presence {} {threshold}", rule.as_str());
    m.derived(&key, |m| present(m, rule, threshold))
}

fn present(m: &Matrix, rule: Presence, threshold: f64) -> BitMatrix {
    match rule {
        Presence::Positive | Presence::Auto => {
            BitMatrix::from_fn(m.rows(), m.columns(), |r, c| m.row(r)[c] > 0.0)
        }
        Presence::Amount => {
            BitMatrix::from_fn(m.rows(), m.columns(), |r, c| m.row(r)[c] >= threshold)
        }
        Presence::Advantage => {
            let (rows, columns, total) = (m.row_totals(), m.column_totals(), m.total());
            let mut at = (usize::MAX, &[][..]);
            BitMatrix::from_fn(m.rows(), m.columns(), |r, c| {
                if at.0 != r {
                    at = (r, m.row(r));
                }
                advantage(at.1[c], rows[r], columns[c], total, threshold)
            })
        }
    }
}

/// x X ≥ τ X_r X_i, that is LQ ≥ τ, as if computed without rounding; `false` in an empty row or column.
///
/// ```
/// use mercatoria_relatedness::advantage;
/// assert!(advantage(1.0, 3.0, 7.0, 21.0, 1.0)); // LQ = 1 exactly
/// assert!(!advantage(0.1, 0.3, 0.166_666_666_666_666_69, 0.5, 1.0)); // below 1, though both sides round to the same
/// assert!(!advantage(0.0, 0.0, 7.0, 21.0, 0.0));
/// ```
pub fn advantage(x: f64, row: f64, column: f64, total: f64, threshold: f64) -> bool {
    if row <= 0.0 || column <= 0.0 {
        return false;
    }
    let (left, right) = (x * total, threshold * (row * column));
    // Each side is wrong by less than 2⁻⁵¹ of itself; where that can matter, the exact difference decides.
    let near = (left - right).abs() <= right * 1e-15;
    if !near {
        return left > right;
    }
    let (l, r) = (two_product(x, total), two_product(row, column));
    let (h, e) = (two_product(threshold, r.0), two_product(threshold, r.1));
    sign(&[l.1, -e.1, -h.1, -e.0, l.0, -h.0]) >= 0.0
}

/// a b = p + e exactly (Dekker 1971), short of under- and overflow.
pub(crate) fn two_product(a: f64, b: f64) -> (f64, f64) {
    let split = |x: f64| {
        let high = x * 134_217_729.0;
        let high = high - (high - x);
        (high, x - high)
    };
    let p = a * b;
    let ((ah, al), (bh, bl)) = (split(a), split(b));
    (p, ((ah * bh - p) + ah * bl + al * bh) + al * bl)
}

/// The sign of a sum, exactly: an expansion grown term by term (Shewchuk 1997), whose largest part has the sign.
fn sign(terms: &[f64]) -> f64 {
    let mut parts: Vec<f64> = vec![];
    for term in terms {
        let mut carry = *term;
        for part in &mut parts {
            let sum = *part + carry;
            let virtual_part = sum - carry;
            let lost = (carry - (sum - virtual_part)) + (*part - virtual_part);
            (*part, carry) = (lost, sum);
        }
        parts.push(carry);
    }
    parts
        .iter()
        .rev()
        .copied()
        .find(|part| *part != 0.0)
        .unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_decided_as_in_integers() {
        let mut state = 1u64;
        let mut draw = |n: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) % n + 1
        };
        for _ in 0..20_000 {
            let (x, r, c, t) = (draw(1 << 30), draw(1 << 30), draw(1 << 30), draw(1 << 30));
            let (row, column) = (u128::from(r), u128::from(c));
            let exact = u128::from(x) * u128::from(t) >= row * column;
            assert_eq!(
                advantage(x as f64, r as f64, c as f64, t as f64, 1.0),
                exact
            );
            // Equality by construction, then one more and one less.
            for (extra, expected) in [(0u64, true), (1, false)] {
                let big = 3 * x * (1 << 20) + extra;
                assert_eq!(
                    advantage((3 * x) as f64, big as f64, 1.0, (1u64 << 20) as f64, 1.0),
                    expected
                );
            }
        }
    }

    #[test]
    fn a_threshold_of_a_half_is_exact_too() {
        assert!(advantage(1.0, 6.0, 7.0, 21.0, 0.5));
        assert!(!advantage(1.0, 6.0, 7.0, 21.0, 0.500_000_000_000_000_1));
        assert!(advantage(1.0, 6.0, 7.0, 21.0, 0.499_999_999_999_999_94));
    }
}

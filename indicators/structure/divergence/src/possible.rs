//! The range of a distance when cells of the amounts, or of the reference, are known only between bounds.
//!
//! The distances here are convex in the shares of either side, so the greatest value lies at a corner of either side's
//! bounds (cut by its published total), and against a known reference the least where the unknown cells are as near to it
//! as their bounds allow. Where there are too many corners, each label's own extremes are added up instead.
use mercatoria_core::{Contrast, Distribution, Hidden, Undefined};
use mercatoria_diversity::least;
use mercatoria_numeric::{order, sum::sum};

/// Up to this many unknown cells a side, and so many pairs of corners, every corner is tried.
const CORNERS: usize = 9;
const PAIRS: usize = 20_000;

/// One side: each cell between bounds, equal ones where it is known, and the total where it is known.
struct Side {
    cells: Vec<(f64, f64)>,
    gaps: Vec<usize>,
    total: Option<f64>,
}
impl Side {
    fn of(d: &Distribution<'_>) -> Result<Self, Undefined> {
        if d.hidden != Hidden::Nothing {
            return Err(Undefined::PartlyKnown);
        }
        let mut cells: Vec<(f64, f64)> = d.amounts.iter().map(|x| (*x, *x)).collect();
        let gaps: Vec<usize> = d.gaps.iter().map(|g| g.at as usize).collect();
        for gap in d.gaps {
            cells[gap.at as usize] = (gap.lower, gap.upper);
        }
        let mut side = Self {
            cells,
            gaps,
            total: d.margin,
        };
        if let Some(total) = side.total {
            let (low, high) = (side.sum(|c| c.0), side.sum(|c| c.1));
            let slack = 1e-9 * total.abs().max(1.0);
            if total < low - slack || total > high + slack {
                return Err(Undefined::Infeasible);
            }
            // Outwards by what rounding may cost.
            let noise = 1e-13 * total.abs();
            for i in &side.gaps {
                let c = side.cells[*i];
                let most = (total - (low - c.0) + noise).max(c.0);
                let others = high - c.1;
                let least = if others.is_finite() {
                    total - others - noise
                } else {
                    c.0
                };
                let upper = c.1.min(most);
                side.cells[*i] = (c.0.max(least.min(upper)), upper);
            }
        } else if side.gaps.is_empty() {
            side.total = Some(sum(d.amounts));
        }
        if side.sum(|c| c.1) == 0.0 {
            return Err(Undefined::Empty);
        }
        Ok(side)
    }
    fn sum(&self, of: impl Fn(&(f64, f64)) -> f64) -> f64 {
        self.cells.iter().map(of).sum()
    }
    fn bounded(&self) -> bool {
        self.cells.iter().all(|c| c.1.is_finite())
    }
    /// The corners of what this side may be; `None` if there are too many, or none to find.
    fn corners(&self) -> Option<Vec<Vec<f64>>> {
        if self.gaps.len() > CORNERS || !self.bounded() {
            return None;
        }
        let mut out = vec![];
        let mut cells: Vec<f64> = self.cells.iter().map(|c| c.0).collect();
        if self.gaps.is_empty() {
            return Some(vec![cells]);
        }
        for corner in 0..1usize << self.gaps.len() {
            for (bit, at) in self.gaps.iter().enumerate() {
                let c = self.cells[*at];
                cells[*at] = if corner >> bit & 1 == 1 { c.1 } else { c.0 };
            }
            let Some(total) = self.total else {
                if sum(&cells) > 0.0 {
                    out.push(cells.clone());
                }
                continue;
            };
            let all = sum(&cells);
            for (bit, at) in self.gaps.iter().enumerate() {
                let (c, old) = (self.cells[*at], cells[*at]);
                let left = total - (all - old);
                let slack = 1e-12 * total.abs().max(1.0);
                if corner >> bit & 1 == 0 && left >= c.0 - slack && left <= c.1 + slack {
                    cells[*at] = if left - c.0 <= slack {
                        c.0
                    } else {
                        left.min(c.1)
                    };
                    out.push(cells.clone());
                    cells[*at] = old;
                }
            }
        }
        Some(out)
    }
    /// Bounds of each label's share.
    fn shares(&self) -> Vec<(f64, f64)> {
        let (low, high) = (self.sum(|c| c.0), self.sum(|c| c.1));
        let share = |c: &(f64, f64)| match self.total {
            Some(total) => (c.0 / total, c.1 / total),
            None => {
                let ratio = |x: f64, others: f64| {
                    if others.is_infinite() {
                        0.0
                    } else if x.is_infinite() || others <= 0.0 {
                        1.0
                    } else {
                        x / (x + others)
                    }
                };
                let lower = if c.0 > 0.0 {
                    ratio(c.0, high - c.1)
                } else {
                    0.0
                };
                let upper = if c.1 > 0.0 {
                    ratio(c.1, low - c.0)
                } else {
                    0.0
                };
                let unclear = high.is_infinite() && c.1.is_infinite();
                (if unclear { 0.0 } else { lower }, upper)
            }
        };
        self.cells.iter().map(share).collect()
    }
}

/// Amounts and reference, each between bounds.
pub(crate) struct Possible {
    amounts: Side,
    reference: Side,
}
impl Possible {
    pub(crate) fn of(c: &Contrast<'_>) -> Result<Self, Undefined> {
        Ok(Self {
            amounts: Side::of(&c.amounts)?,
            reference: Side::of(&c.reference).map_err(|why| match why {
                Undefined::Empty => Undefined::ReferenceEmpty,
                other => other,
            })?,
        })
    }
    /// Could there be activity where the reference has none?
    pub(crate) fn may_lie_outside(&self) -> bool {
        let labels = self.amounts.cells.iter().zip(&self.reference.cells);
        labels.into_iter().any(|(x, y)| x.1 > 0.0 && y.0 == 0.0)
    }
    /// The range of a distance `f(amounts, reference, totals)`. `term(s, p)` bounds what one label adds for shares at the
    /// ends of their bounds (used where there are too many corners), `floor` is the least distance for a given Σ |s − p|.
    pub(crate) fn range(
        &self,
        f: impl Fn(&[f64], &[f64], (f64, f64)) -> f64,
        term: impl Fn(f64, f64) -> f64,
        floor: impl Fn(f64) -> f64,
    ) -> (f64, f64) {
        let value = |x: &[f64], y: &[f64]| f(x, y, (sum(x), sum(y)));
        let corners = (self.amounts.corners(), self.reference.corners());
        let upper = match corners {
            (Some(xs), Some(ys)) if xs.len() * ys.len() <= PAIRS => {
                let mut most = f64::NEG_INFINITY;
                for x in &xs {
                    for y in &ys {
                        most = most.max(value(x, y));
                    }
                }
                most
            }
            _ => {
                let shares = self.amounts.shares().into_iter();
                let added: f64 = shares
                    .zip(self.reference.shares())
                    .map(|(s, p)| {
                        [(s.0, p.0), (s.0, p.1), (s.1, p.0), (s.1, p.1)]
                            .into_iter()
                            .map(|(s, p)| term(s, p))
                            .fold(f64::NEG_INFINITY, f64::max)
                    })
                    .sum();
                added + 1e-13 * added.abs()
            }
        };
        let lower = if self.reference.gaps.is_empty() {
            let y: Vec<f64> = self.reference.cells.iter().map(|c| c.0).collect();
            self.nearest(&y, value)
        } else {
            let shares = self.amounts.shares().into_iter();
            let apart: f64 = shares
                .zip(self.reference.shares())
                .map(|(s, p)| (s.0 - p.1).max(p.0 - s.1).max(0.0))
                .sum();
            floor((apart - 1e-13).max(0.0))
        };
        (lower.min(upper), upper)
    }
    /// The least value against a known reference.
    fn nearest(&self, y: &[f64], value: impl Fn(&[f64], &[f64]) -> f64) -> f64 {
        let at = |level: f64| -> Vec<f64> {
            let cells = self.amounts.cells.iter().zip(y);
            cells.map(|(c, y)| (level * y).max(c.0).min(c.1)).collect()
        };
        if self.amounts.gaps.is_empty() {
            return value(&at(0.0), y);
        }
        let mut levels = vec![0.0];
        for (c, y) in self.amounts.cells.iter().zip(y).filter(|(_, y)| **y > 0.0) {
            levels.extend([c.0 / y, c.1 / y].into_iter().filter(|x| x.is_finite()));
        }
        let top = levels
            .iter()
            .copied()
            .fold(f64::MIN_POSITIVE, f64::max)
            .max(1.0);
        if let Some(total) = self.amounts.total {
            let (mut low, mut high) = (0.0, 2.0 * top);
            while sum(&at(high)) < total && high < 1e300 {
                high *= 2.0;
                if high > 1e30 * top {
                    break;
                }
            }
            for _ in 0..200 {
                let middle = low + (high - low) / 2.0;
                if middle <= low || middle >= high {
                    break;
                }
                if sum(&at(middle)) < total {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            let mut cells = at(high);
            // Cells on labels that the reference lacks take what is left.
            let mut left = total - sum(&cells);
            if left > 1e-12 * total {
                for i in &self.amounts.gaps {
                    let more = left.min(self.amounts.cells[*i].1 - cells[*i]).max(0.0);
                    cells[*i] += more;
                    left -= more;
                }
            }
            let found = value(&cells, y);
            return found - 1e-13 * found.abs();
        }
        levels.extend([2.0 * top, 1e3 * top, 1e6 * top]);
        order::sort(&mut levels);
        levels.dedup();
        let found = least(&levels, |level| {
            let cells = at(level);
            if sum(&cells) > 0.0 {
                value(&cells, y)
            } else {
                f64::INFINITY
            }
        });
        found - 1e-13 * found.abs()
    }
}

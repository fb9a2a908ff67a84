//! Location quotients of a table with suppressed cells, between guaranteed bounds.
//!
//! With a = the cell, b = the rest of its row, d = the rest of its column and e = all else,
//! LQ = a (a + b + d + e) / ((a + b)(a + d)): falling in b and d, rising in e, but in its own cell first rising, then falling,
//! with the top where e a² = 2 b d a + b d (b + d + e). So the ends of the cell's bounds do not suffice.
use mercatoria_core::{Matrix, Undefined};
use mercatoria_numeric::elementary::sqrt;

type Ends = (f64, f64);

/// The rest of a line: between bounds, or what a known total leaves.
#[derive(Clone, Copy)]
enum Rest {
    Total(f64),
    Between(f64, f64),
}

/// What is known of every cell, row, column and of the whole, each bound drawn as tight as the totals allow.
pub(crate) struct Known {
    cells: Vec<Ends>,
    columns: usize,
    rows: [Vec<Option<f64>>; 2],
    sums: [Vec<Ends>; 2],
    total: Option<f64>,
    whole: Ends,
}
impl Known {
    pub(crate) fn of(m: &Matrix) -> Result<Self, Undefined> {
        let columns = m.columns();
        let mut cells: Vec<Ends> = m.values().iter().map(|x| (*x, *x)).collect();
        for r in 0..m.rows() {
            for gap in m.row_gaps(r) {
                cells[r * columns + gap.at as usize] = (gap.lower, gap.upper);
            }
        }
        // A line without gaps has a known total; a published one is known too.
        let totals = |axis: usize| -> Vec<Option<f64>> {
            let published = m
                .published()
                .map(|p| if axis == 0 { &p.rows } else { &p.columns });
            (0..m.axis(axis).len())
                .map(|at| {
                    let (gaps, seen) = if axis == 0 {
                        (m.row_gaps(at), m.row_totals()[at])
                    } else {
                        (m.column_gaps(at), m.column_totals()[at])
                    };
                    let given = published.map(|p| p[at]).filter(|x| x.is_finite());
                    if gaps.is_empty() { Some(seen) } else { given }
                })
                .collect()
        };
        let mut known = Self {
            cells,
            columns,
            rows: [totals(0), totals(1)],
            sums: [vec![], vec![]],
            total: None,
            whole: (0.0, 0.0),
        };
        known.tighten(m)?;
        for axis in 0..2 {
            known.sums[axis] = (0..m.axis(axis).len())
                .map(|at| {
                    known
                        .line(axis, at)
                        .fold((0.0, 0.0), |s, c| (s.0 + c.0, s.1 + c.1))
                })
                .collect();
        }
        known.total = known
            .rows
            .iter()
            .find_map(|totals| totals.iter().copied().sum());
        let seen = known.sums[0]
            .iter()
            .fold((0.0, 0.0), |s, c| (s.0 + c.0, s.1 + c.1));
        known.whole = known.total.map_or(seen, |total| (total, total));
        Ok(known)
    }
    fn line(&self, axis: usize, at: usize) -> impl Iterator<Item = Ends> + '_ {
        let (from, step, n) = if axis == 0 {
            (at * self.columns, 1, self.columns)
        } else {
            (at, self.columns, self.cells.len() / self.columns.max(1))
        };
        (0..n).map(move |i| self.cells[from + i * step])
    }
    /// No cell holds more, or less, than the other cells of a line leave of its total.
    fn tighten(&mut self, m: &Matrix) -> Result<(), Undefined> {
        for _ in 0..8 {
            let mut moved = false;
            for axis in 0..2 {
                for at in 0..m.axis(axis).len() {
                    let gaps = if axis == 0 {
                        m.row_gaps(at)
                    } else {
                        m.column_gaps(at)
                    };
                    let Some(total) = self.rows[axis][at].filter(|_| !gaps.is_empty()) else {
                        continue;
                    };
                    let held = self
                        .line(axis, at)
                        .fold((0.0, 0.0), |s, c| (s.0 + c.0, s.1 + c.1));
                    let slack = 1e-9 * total.abs().max(1.0);
                    if total < held.0 - slack || total > held.1 + slack {
                        return Err(Undefined::Infeasible);
                    }
                    for gap in gaps {
                        let i = if axis == 0 {
                            at * self.columns + gap.at as usize
                        } else {
                            gap.at as usize * self.columns + at
                        };
                        let (low, high) = self.cells[i];
                        // Outwards by what rounding may cost, so that no possible cell is lost.
                        let noise = 1e-13 * total;
                        let most = (total - (held.0 - low) + noise).max(low);
                        let others = held.1 - high;
                        let least = if others.is_finite() {
                            total - others - noise
                        } else {
                            low
                        };
                        let now = (low.max(least.min(high)), high.min(most));
                        let now = (now.0.min(now.1), now.1);
                        moved |= now != (low, high);
                        self.cells[i] = now;
                    }
                }
            }
            if !moved {
                break;
            }
        }
        Ok(())
    }
    /// The ends of the location quotient of a cell; reasons where a line may hold nothing, or nothing bounds it.
    pub(crate) fn quotient(&self, r: usize, c: usize) -> Result<Ends, Undefined> {
        let a = self.cells[r * self.columns + c];
        let (row, column) = (self.sums[0][r], self.sums[1][c]);
        if row.1 == 0.0 {
            return Err(Undefined::EmptyRow);
        }
        if column.1 == 0.0 {
            return Err(Undefined::EmptyColumn);
        }
        if a.1 == 0.0 {
            return Ok((0.0, 0.0));
        }
        let rest = |axis: usize, at: usize, sums: Ends| match self.rows[axis][at] {
            Some(total) => Rest::Total(total),
            None => Rest::Between((sums.0 - a.0).max(0.0), apart(sums.1, a.1)),
        };
        let (b, d) = (rest(0, r, row), rest(1, c, column));
        // All else, by inclusion and exclusion of the sums of bounds.
        let seen = self.sums[0]
            .iter()
            .fold((0.0, 0.0), |s, x| (s.0 + x.0, s.1 + x.1));
        let e = (
            (seen.0 - row.0 - column.0 + a.0).max(0.0),
            if seen.1.is_finite() {
                (seen.1 - row.1 - column.1 + a.1).max(0.0)
            } else {
                f64::INFINITY
            },
        );
        let (low, high) = match self.total {
            Some(total) => of_known_total(a, b, d, total),
            None => of_open_total(a, b, d, e),
        };
        if low.is_finite() && high.is_finite() {
            // Outwards by what rounding may have cost.
            let out = (low - 1e-14 * low, high + 1e-14 * high);
            Ok(if low == high { (low, high) } else { out })
        } else {
            Err(Undefined::PartlyKnown)
        }
    }
    /// May the row or the column of a cell hold nothing?
    pub(crate) fn may_be_empty(&self, r: usize, c: usize) -> bool {
        let empty =
            |axis: usize, at: usize| self.rows[axis][at].unwrap_or(self.sums[axis][at].0) == 0.0;
        empty(0, r) || empty(1, c)
    }
    /// The ends of the share of a cell in its column, of its row in the whole, of its column in the whole, and of the cell.
    pub(crate) fn shares(&self, r: usize, c: usize) -> Option<[Ends; 4]> {
        let a = self.cells[r * self.columns + c];
        let line = |axis: usize, at: usize| match self.rows[axis][at] {
            Some(total) => (total, total),
            None => self.sums[axis][at],
        };
        let share = |part: Ends, whole: Ends| {
            // The part is in the whole: x/(x + rest) with the rest at its other end.
            let (low, high) = if whole.0 == whole.1 {
                (part.0 / whole.0, part.1 / whole.0)
            } else {
                let rest = ((whole.0 - part.0).max(0.0), apart(whole.1, part.1));
                (part.0 / (part.0 + rest.1), part.1 / (part.1 + rest.0))
            };
            (low.max(0.0), high.min(1.0))
        };
        let (row, column) = (line(0, r), line(1, c));
        if column.0 == 0.0 || row.0 == 0.0 || !self.whole.1.is_finite() || !a.1.is_finite() {
            return None;
        }
        Some([
            share(a, column),
            share(row, self.whole),
            share(column, self.whole),
            share(a, self.whole),
        ])
    }
}
/// The difference of two upper ends, infinite where the whole is.
fn apart(whole: f64, part: f64) -> f64 {
    if whole.is_infinite() {
        f64::INFINITY
    } else {
        (whole - part).max(0.0)
    }
}

/// a / (a + rest); its limit where both vanish.
fn part(a: f64, rest: f64) -> f64 {
    if a + rest == 0.0 { 1.0 } else { a / (a + rest) }
}
/// a X / ((a + b)(a + d)); its limit where a vanishes.
fn at(a: f64, b: f64, d: f64, total: f64) -> f64 {
    match (a == 0.0, b == 0.0, d == 0.0) {
        (true, true, true) => f64::INFINITY,
        (true, true, false) => total / d,
        (true, false, true) => total / b,
        _ => a / (a + b) * (total / (a + d)),
    }
}

/// LQ = a X / ((a + b)(a + d)) with X known.
fn of_known_total(a: Ends, b: Rest, d: Rest, total: f64) -> Ends {
    match (b, d) {
        (Rest::Total(row), Rest::Total(column)) => {
            let of = |a: f64| a * total / (row * column);
            (of(a.0), of(a.1))
        }
        (Rest::Total(line), Rest::Between(low, high))
        | (Rest::Between(low, high), Rest::Total(line)) => {
            let of = |a: f64, rest: f64| part(a, rest) * (total / line);
            (of(a.0, high), of(a.1, low))
        }
        (Rest::Between(b0, b1), Rest::Between(d0, d1)) => {
            let of = |a: f64, b: f64, d: f64| at(a, b, d, total);
            let top = sqrt(b0 * d0).max(a.0).min(a.1);
            (of(a.0, b1, d1).min(of(a.1, b1, d1)), of(top, b0, d0))
        }
    }
}
/// LQ = a (a + b + d + e) / ((a + b)(a + d)) with e between bounds.
fn of_open_total(a: Ends, b: Rest, d: Rest, e: Ends) -> Ends {
    match (b, d) {
        (Rest::Total(row), Rest::Total(column)) => {
            let of = |a: f64, e: f64| a * (row + column - a + e) / (row * column);
            (of(a.0, e.0), of(a.1, e.1))
        }
        (Rest::Total(line), Rest::Between(low, high))
        | (Rest::Between(low, high), Rest::Total(line)) => {
            let of = |a: f64, rest: f64, e: f64| {
                if rest.is_infinite() {
                    a / line
                } else {
                    part(a, rest) * ((line + rest + e) / line)
                }
            };
            (of(a.0, high, e.0), of(a.1, low, e.1))
        }
        (Rest::Between(b0, b1), Rest::Between(d0, d1)) => {
            let of = |a: f64, b: f64, d: f64, e: f64| match (b.is_infinite(), d.is_infinite()) {
                (false, false) => at(a, b, d, a + b + d + e),
                (true, false) => part(a, d),
                (false, true) => part(a, b),
                (true, true) => 0.0,
            };
            let top = if e.1 > 0.0 && e.1.is_finite() {
                let bd = b0 * d0;
                (bd + sqrt(bd * bd + e.1 * bd * (b0 + d0 + e.1))) / e.1
            } else {
                a.1
            };
            let top = top.max(a.0).min(a.1);
            let low = if a.0 == 0.0 && (b1 > 0.0 || d1 > 0.0) {
                0.0
            } else {
                of(a.0, b1, d1, e.0).min(of(a.1, b1, d1, e.0))
            };
            (low, of(top, b0, d0, e.1))
        }
    }
}

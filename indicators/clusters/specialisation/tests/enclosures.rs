//! Suppressed cells: bounds contain every completion, and are met where nothing but the cells' own bounds binds.
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::{Axis, Cut, Input, Margins, Matrix, Unit, Value, Values, compute};
use mercatoria_divergence::{Dissimilarity, KullbackLeibler, LocationalGini, Scale};
use mercatoria_diversity::{Herfindahl, HillNumbers, Shannon, TopKShare};
use mercatoria_inequality::{Atkinson, Gini, Theil};
use mercatoria_specialisation::{LocationQuotient, QuotientForm};

/// 64-bit linear congruential numbers in [0, 1).
struct Random(u64);
impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() * n as f64) as usize
    }
}
fn axes(rows: usize, columns: usize) -> [Axis; 2] {
    [
        Axis::numbered("row", "R", rows),
        Axis::numbered("column", "C", columns),
    ]
}
fn of(unit: &dyn Unit, cut: Cut, m: &Matrix) -> Values {
    compute(unit, cut, &Input::Matrix(m)).unwrap().values
}

#[test]
fn the_corners_of_the_cell_do_not_suffice() {
    // Row rest 1, column rest 1, all else 100, the cell between 0.1 and 10.
    let m = Matrix::new(axes(2, 2), vec![0.0, 1.0, 1.0, 100.0])
        .unwrap()
        .with_gaps(vec![(0, 0, 0.1, 10.0)]);
    let Value::Interval { lower, upper, .. } =
        of(&LocationQuotient::default(), Cut::Whole, &m).get(0)
    else {
        panic!("no interval");
    };
    assert!((lower - 0.1 * 102.1 / 1.21).abs() < 1e-12, "{lower}"); // 8.438
    assert!(
        (upper - 1.02 * 103.02 / (2.02 * 2.02)).abs() < 1e-10,
        "{upper}"
    ); // 25.75
}

/// All units under the cuts that give their shape.
fn units() -> Vec<(Box<dyn Unit>, Vec<Cut>)> {
    let quotient = |form| -> Box<dyn Unit> {
        Box::new(LocationQuotient {
            form,
            ..LocationQuotient::default()
        })
    };
    let contrast = vec![
        Cut::RowsAgainstTotal,
        Cut::ColumnsAgainstTotal,
        Cut::RowByRow,
        Cut::ColumnsAgainstEqual,
        Cut::RowsAgainstRest,
    ];
    let distribution = vec![Cut::Rows, Cut::Columns, Cut::ColumnTotals, Cut::RowTotals];
    vec![
        (quotient(QuotientForm::Ratio), vec![Cut::Whole]),
        (quotient(QuotientForm::Symmetric), vec![Cut::Whole]),
        (quotient(QuotientForm::Log), vec![Cut::Whole]),
        (quotient(QuotientForm::Additive), vec![Cut::Whole]),
        (quotient(QuotientForm::Normalised), vec![Cut::Whole]),
        (
            Box::new(LocationQuotient {
                binary: true,
                ..Default::default()
            }),
            vec![Cut::Whole],
        ),
        (
            Box::new(Dissimilarity { scale: Scale::Sum }),
            contrast.clone(),
        ),
        (
            Box::new(Dissimilarity {
                scale: Scale::Overlap,
            }),
            contrast.clone(),
        ),
        (Box::new(KullbackLeibler::default()), contrast.clone()),
        (Box::new(LocationalGini::default()), contrast),
        (Box::new(Herfindahl::default()), distribution.clone()),
        (
            Box::new(Herfindahl {
                normalised: true,
                ..Default::default()
            }),
            distribution.clone(),
        ),
        (Box::new(Shannon::default()), distribution.clone()),
        (Box::new(TopKShare::default()), distribution.clone()),
        (Box::new(HillNumbers::default()), distribution.clone()),
        (Box::new(Gini::default()), distribution.clone()),
        (Box::new(Theil::default()), distribution.clone()),
        (Box::new(Atkinson::default()), distribution),
    ]
}

/// A random table, some cells suppressed between random bounds, with or without published totals; and completions that fit.
struct Case {
    partly: Matrix,
    completions: Vec<Matrix>,
}
fn case(random: &mut Random, published: [bool; 2]) -> Case {
    let (rows, columns) = (2 + random.below(3), 2 + random.below(4));
    let truth: Vec<f64> = (0..rows * columns)
        .map(|_| {
            if random.next() < 0.15 {
                0.0
            } else {
                (20.0 * random.next()).ceil()
            }
        })
        .collect();
    let mut gaps = vec![];
    for at in 0..rows * columns {
        if random.next() < 0.35 {
            let low = (truth[at] - 6.0 * random.next()).max(0.0);
            gaps.push((
                (at / columns) as u32,
                (at % columns) as u32,
                low,
                truth[at] + 8.0 * random.next(),
            ));
        }
    }
    let whole = Matrix::new(axes(rows, columns), truth.clone()).unwrap();
    let totals = |given: bool, of: &[f64]| -> Vec<f64> {
        if given {
            of.to_vec()
        } else {
            vec![f64::NAN; of.len()]
        }
    };
    let mut partly = Matrix::new(axes(rows, columns), truth.clone())
        .unwrap()
        .with_gaps(gaps.clone());
    if published != [false, false] {
        partly = partly.with_published(Margins {
            rows: totals(published[0], whole.row_totals()),
            columns: totals(published[1], whole.column_totals()),
        });
    }
    let mut completions = vec![];
    for round in 0..60 {
        let mut cells = truth.clone();
        // Moves that leave the published totals as they are: one cell, two of a line, or four in a rectangle.
        for _ in 0..30 {
            let Some(first) = (!gaps.is_empty()).then(|| gaps[random.below(gaps.len())]) else {
                break;
            };
            let second = gaps[random.below(gaps.len())];
            let mut moved: Vec<((u32, u32), f64)> = match published {
                [false, false] => vec![((first.0, first.1), 1.0)],
                [true, false] if first.0 == second.0 => {
                    vec![((first.0, first.1), 1.0), ((second.0, second.1), -1.0)]
                }
                [false, true] if first.1 == second.1 => {
                    vec![((first.0, first.1), 1.0), ((second.0, second.1), -1.0)]
                }
                [true, true] => vec![
                    ((first.0, first.1), 1.0),
                    ((first.0, second.1), -1.0),
                    ((second.0, first.1), -1.0),
                    ((second.0, second.1), 1.0),
                ],
                _ => continue,
            };
            if moved.len() > 1 && (first.0, first.1) == (second.0, second.1) {
                continue;
            }
            if moved.len() == 4 && (first.0 == second.0 || first.1 == second.1) {
                continue;
            }
            // How far the move may go.
            let (mut down, mut up) = (f64::NEG_INFINITY, f64::INFINITY);
            for ((r, c), sign) in &moved {
                let gap = gaps.iter().find(|g| (g.0, g.1) == (*r, *c));
                let x = cells[*r as usize * columns + *c as usize];
                let (low, high) = gap.map_or((x, x), |g| (g.2, g.3));
                let ends = ((low - x) / sign, (high - x) / sign);
                down = down.max(ends.0.min(ends.1));
                up = up.min(ends.0.max(ends.1));
            }
            // The ends as often as the inside.
            let u = match round % 3 {
                0 => 0.0,
                1 => 1.0,
                _ => random.next(),
            };
            let u = if random.next() < 0.3 {
                random.next()
            } else {
                u
            };
            let by = down + u * (up - down);
            for ((r, c), sign) in moved.drain(..) {
                let at = r as usize * columns + c as usize;
                cells[at] = (cells[at] + sign * by).max(0.0);
            }
        }
        completions.push(Matrix::new(axes(rows, columns), cells).unwrap());
    }
    completions.push(whole);
    Case {
        partly,
        completions,
    }
}

#[test]
fn every_completion_lies_within_the_bounds() {
    let mut random = Random(11);
    let (mut intervals, mut refused) = (0, 0);
    for round in 0..72 {
        let published = [round % 4 == 1 || round % 4 == 3, round % 4 >= 2];
        let case = case(&mut random, published);
        for (unit, cuts) in units() {
            for cut in cuts {
                let bounds = of(&*unit, cut, &case.partly);
                for completion in &case.completions {
                    let values = of(&*unit, cut, completion);
                    for (i, (bound, value)) in bounds.iter().zip(values.iter()).enumerate() {
                        let Some(x) = value.point() else { continue };
                        let slack = 1e-9 * x.abs().max(1.0);
                        match bound {
                            Value::Interval { lower, upper, .. } => {
                                intervals += 1;
                                assert!(
                                    x >= lower - slack && x <= upper + slack,
                                    "{unit:?} {cut:?} {published:?} cell {i}: {x} outside [{lower}, {upper}]"
                                );
                            }
                            Value::Point(y) => assert!(
                                (x - y).abs() <= slack,
                                "{unit:?} {cut:?} {published:?} cell {i}: {x}, not {y}"
                            ),
                            Value::Undefined(_) => refused += 1,
                        }
                    }
                }
            }
        }
    }
    assert!(
        intervals > 100_000 && refused < 4 * intervals,
        "{intervals} {refused}"
    );
}

/// With nothing but the bounds of single cells the ends are attained: a dense grid comes as near as its step.
#[test]
fn free_bounds_are_attained() {
    let mut random = Random(5);
    let names: Vec<(Box<dyn Unit>, Cut)> = vec![
        (Box::new(LocationQuotient::default()), Cut::Whole),
        (Box::new(Herfindahl::default()), Cut::Rows),
        (Box::new(Shannon::default()), Cut::Rows),
        (Box::new(Gini::default()), Cut::Rows),
        (Box::new(Dissimilarity::default()), Cut::RowsAgainstEqual),
        (Box::new(KullbackLeibler::default()), Cut::RowsAgainstEqual),
        (Box::new(LocationalGini::default()), Cut::RowsAgainstEqual),
    ];
    for _ in 0..12 {
        let truth: Vec<f64> = (0..6)
            .map(|_| 1.0 + (9.0 * random.next()).floor())
            .collect();
        let gaps = [(0u32, 0u32, 0.5, 7.0), (0, 2, 1.0, 4.0)];
        let partly = Matrix::new(axes(2, 3), truth.clone())
            .unwrap()
            .with_gaps(gaps.to_vec());
        for (unit, cut) in &names {
            let bounds = of(&**unit, *cut, &partly);
            let mut ends = vec![(f64::INFINITY, f64::NEG_INFINITY); bounds.len()];
            let steps = 240;
            for i in 0..=steps {
                for j in 0..=steps {
                    let mut cells = truth.clone();
                    cells[0] = 0.5 + 6.5 * f64::from(i) / f64::from(steps);
                    cells[2] = 1.0 + 3.0 * f64::from(j) / f64::from(steps);
                    let m = Matrix::new(axes(2, 3), cells).unwrap();
                    for (end, value) in ends.iter_mut().zip(of(&**unit, *cut, &m).iter()) {
                        let x = value.point().unwrap();
                        *end = (end.0.min(x), end.1.max(x));
                    }
                }
            }
            for (bound, (low, high)) in bounds.iter().zip(ends) {
                if let Value::Interval { lower, upper, .. } = bound {
                    assert!(
                        (low - lower).abs() < 2e-3 && (high - upper).abs() < 2e-3,
                        "{unit:?}: [{lower}, {upper}], grid [{low}, {high}]"
                    );
                }
            }
        }
    }
}

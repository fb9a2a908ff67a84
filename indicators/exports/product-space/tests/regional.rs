//! A part of the world against the whole: what holds when a country is handed over as its own province.
#![allow(clippy::unwrap_used)] // a test that cannot build its table has failed
use mercatoria_advantage::{Denominator, RegionalRca};
use mercatoria_complexity::{Eci, EciSubnational};
use mercatoria_core::{Axis, Indicator, Matrix, Undefined, Value, Values};
use mercatoria_numeric::parallel::set_threads;
use mercatoria_product_space::{Cog, Coi, Density, MissingProducts};

const ROWS: usize = 9;
const COLUMNS: usize = 14;

/// A nested table of decimals with noise, connected and without ties.
fn world() -> Matrix {
    let cell = |r: usize, c: usize| {
        let noise = ((r * 7919 + c * 104_729 + 17) % 101) as f64 / 101.0;
        let share = 1.0 + r as f64 * 0.4 - c as f64 * 0.3 + 4.0 * noise;
        if share > 0.6 {
            (share * 1000.0).round() / 1000.0
        } else {
            0.0
        }
    };
    let values = (0..ROWS * COLUMNS)
        .map(|i| cell(i / COLUMNS, i % COLUMNS))
        .collect();
    Matrix::new(
        [
            Axis::numbered("row", "R", ROWS),
            Axis::numbered("column", "C", COLUMNS),
        ],
        values,
    )
    .unwrap()
}
/// One row of the world, `times` as large, on some of its columns, beside the world.
fn province(row: usize, times: f64, columns: &[usize]) -> Matrix {
    let world = world();
    let labels: Vec<&str> = columns.iter().map(|c| world.axis(1).label(*c)).collect();
    let values = columns.iter().map(|c| world.row(row)[*c] * times).collect();
    Matrix::new(
        [Axis::new("row", ["P"]), Axis::new("column", labels)],
        values,
    )
    .unwrap()
    .with_reference(world)
}
fn points(values: &Values) -> Vec<Option<f64>> {
    values.iter().map(Value::point).collect()
}

#[test]
fn a_country_as_its_own_province_has_its_own_numbers() {
    let world = world();
    let density = Density {
        denominator: Denominator::Reference,
        ..Density::default()
    };
    let gain = Cog {
        denominator: Denominator::Reference,
        ..Cog::default()
    };
    let outlook = Coi {
        denominator: Denominator::Reference,
        ..Coi::default()
    };
    let all: Vec<usize> = (0..COLUMNS).collect();
    let (of_world, gains) = (
        Density::default().compute(&world),
        Cog::default().compute(&world),
    );
    let (indices, outlooks) = (
        Eci::default().compute(&world),
        Coi::default().compute(&world),
    );
    for r in 0..ROWS {
        let p = province(r, 0.5, &all);
        let line = |v: &Values| points(v)[r * COLUMNS..][..COLUMNS].to_vec();
        assert_eq!(points(&density.compute(&p)), line(&of_world), "row {r}");
        assert_eq!(points(&gain.compute(&p)), line(&gains), "row {r}");
        let close = |a: &Values, b: Value| {
            let (a, b) = (a.get(0).point().unwrap(), b.point().unwrap());
            assert!((a - b).abs() < 1e-9, "row {r}: {a} and {b}");
        };
        close(&EciSubnational::default().compute(&p), indices.get(r));
        close(&outlook.compute(&p), outlooks.get(r));
    }
}

#[test]
fn the_frontier_covers_products_that_the_province_has_no_column_for() {
    let frontier = MissingProducts {
        denominator: Denominator::Reference,
        ..MissingProducts::default()
    };
    let out = frontier.compute(&province(2, 1.0, &[0, 3, 4]));
    let axes = out.own_axes().unwrap();
    assert_eq!((axes[0].len(), axes[1].len()), (1, COLUMNS));
    assert!((0..COLUMNS).all(|p| out.get(p * 6) != Value::Undefined(Undefined::Defect)));
}

#[test]
fn a_part_that_exceeds_the_whole_is_named() {
    let out = RegionalRca::default().compute(&province(1, 100.0, &[0, 1, 2]));
    assert!(
        out.notes().iter().any(|note| note.code == "not_conserved"),
        "{:?}",
        out.notes()
    );
}

#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let results = |threads: usize| {
        set_threads(threads);
        let m = world();
        let bits = |v: Values| {
            points(&v)
                .iter()
                .map(|x| x.map(f64::to_bits))
                .collect::<Vec<_>>()
        };
        let all = [
            bits(Eci::default().compute(&m)),
            bits(Density::default().compute(&m)),
            bits(Cog::default().compute(&m)),
            bits(mercatoria_complexity::EciStability::default().compute(&m)),
        ];
        set_threads(0);
        all
    };
    let one = results(1);
    assert_eq!(one, results(2));
    assert_eq!(one, results(7));
}

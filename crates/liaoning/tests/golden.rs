//! The published figures give the values that exact rational arithmetic gives (`golden.csv`, rounded once).
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::{Cut, Input, LogBase, Unit, Value, compute};
use mercatoria_divergence::{Dissimilarity, KullbackLeibler, LocationalGini};
use mercatoria_diversity::{Herfindahl, TopKShare};
use mercatoria_growth::ShiftShare;
use mercatoria_specialisation::LocationQuotient;

struct Golden {
    quantity: String,
    year: String,
    city: String,
    sector: String,
    value: f64,
}
fn golden(quantity: &str) -> Vec<Golden> {
    let rows = include_str!("golden.csv").lines().skip(1).map(|line| {
        let f: Vec<&str> = line.split(',').collect();
        Golden {
            quantity: f[0].into(),
            year: f[1].into(),
            city: f[3].into(),
            sector: f[4].into(),
            value: f[6].parse().unwrap(),
        }
    });
    let rows: Vec<Golden> = rows.filter(|g| g.quantity == quantity).collect();
    assert!(!rows.is_empty(), "no golden value {quantity}");
    rows
}
fn value(
    unit: &dyn Unit,
    cut: Cut,
    input: &Input<'_>,
    wanted: &[(&str, &str)],
    quantity: Option<&str>,
) -> Value {
    let block = compute(unit, cut, input).unwrap();
    let found = (0..block.values.len()).find(|i| {
        let (labels, q) = block.labels(*i);
        wanted.iter().all(|w| labels.contains(w)) && q == quantity
    });
    block.values.get(found.unwrap())
}
fn close(value: Value, golden: &Golden) {
    let Value::Point(x) = value else {
        panic!("{value:?}")
    };
    assert!(
        (x - golden.value).abs() <= 1e-12 * golden.value.abs(),
        "{} {} {}: {x} is not {}",
        golden.quantity,
        golden.city,
        golden.sector,
        golden.value
    );
}

#[test]
fn the_table_by_city_and_sector() {
    let by_city: [(&str, Box<dyn Unit>, Cut); 1] = [(
        "krugman_half",
        Box::new(Dissimilarity::default()),
        Cut::RowsAgainstTotal,
    )];
    let by_sector: [(&str, Box<dyn Unit>, Cut); 4] = [
        (
            "herfindahl_sector",
            Box::new(Herfindahl::default()),
            Cut::Columns,
        ),
        (
            "cr2_sector",
            Box::new(TopKShare {
                k: mercatoria_core::Count::new(2),
            }),
            Cut::Columns,
        ),
        (
            "hoover_gini_sector",
            Box::new(LocationalGini::default()),
            Cut::ColumnsAgainstTotal,
        ),
        (
            "theil_kl_sector_nats",
            Box::new(KullbackLeibler { base: LogBase::E }),
            Cut::ColumnsAgainstTotal,
        ),
    ];
    let table = |year: &str| mercatoria_liaoning::cities_by_sector(year).unwrap();
    for (quantity, unit, cut) in &by_city {
        for g in golden(quantity) {
            close(
                value(
                    &**unit,
                    *cut,
                    &Input::Matrix(&table(&g.year)),
                    &[("region", &g.city)],
                    None,
                ),
                &g,
            );
        }
    }
    for (quantity, unit, cut) in &by_sector {
        for g in golden(quantity) {
            close(
                value(
                    &**unit,
                    *cut,
                    &Input::Matrix(&table(&g.year)),
                    &[("industry", &g.sector)],
                    None,
                ),
                &g,
            );
        }
    }
    for g in golden("location_quotient") {
        let at = [("region", &*g.city), ("industry", &*g.sector)];
        close(
            value(
                &LocationQuotient::default(),
                Cut::Whole,
                &Input::Matrix(&table(&g.year)),
                &at,
                None,
            ),
            &g,
        );
    }
    for g in golden("herfindahl_city_gdp") {
        close(
            value(
                &Herfindahl::default(),
                Cut::RowTotals,
                &Input::Matrix(&table(&g.year)),
                &[],
                None,
            ),
            &g,
        );
    }
}

#[test]
fn shift_share_of_every_city_and_sector() {
    let change = mercatoria_liaoning::change("2019", "2023").unwrap();
    for (quantity, part) in [
        ("shift_share_national", "national"),
        ("shift_share_industry_mix", "industry_mix"),
        ("shift_share_regional", "regional"),
    ] {
        for g in golden(quantity).iter().filter(|g| g.sector != "all") {
            let at = [("region", &*g.city), ("industry", &*g.sector)];
            let Value::Point(x) = value(
                &ShiftShare::default(),
                Cut::Whole,
                &Input::Change(change.shape()),
                &at,
                Some(part),
            ) else {
                panic!()
            };
            assert!(
                (x - g.value).abs() <= 1e-9,
                "{quantity} {} {}: {x} is not {}",
                g.city,
                g.sector,
                g.value
            );
        }
    }
}

#[test]
fn partners_as_printed_give_bounds() {
    let partners = mercatoria_liaoning::two_way_partners().unwrap();
    let block = compute(
        &Herfindahl::default(),
        Cut::Whole,
        &Input::Distribution(partners.shape()),
    )
    .unwrap();
    let Value::Interval {
        point: None,
        lower,
        upper,
    } = block.values.get(0)
    else {
        panic!("{block:?}")
    };
    for (bound, quantity) in [
        (lower, "two_way_hhi_lower"),
        (upper, "two_way_hhi_upper_single_rest"),
    ] {
        close(Value::Point(bound), &golden(quantity)[0]);
    }
}

#[test]
fn only_shenyang_2022_exceeds_the_rounding() {
    let found: Vec<String> = ["2019", "2020", "2021", "2022", "2023"]
        .iter()
        .flat_map(|year| mercatoria_liaoning::check(year).unwrap())
        .map(|f| f.message)
        .collect();
    assert_eq!(
        found,
        ["Shenyang 2022: the sectors add up to 7695, the total is 7696"]
    );
}

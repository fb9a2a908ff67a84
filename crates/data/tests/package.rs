//! The embedded study as a package: read, checked, and made into shapes.
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::dataset::Flow;
use mercatoria_core::{Absent, Code, Fault, Hidden, Kind, Owned, ReadOptions};
use mercatoria_data::package::{self, Loaded, Package, Selection};
use std::path::PathBuf;

fn liaoning() -> Package {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../liaoning/data");
    package::open(path).unwrap().0
}

fn period(text: &str) -> ReadOptions {
    ReadOptions {
        period: Some(text.into()),
        ..ReadOptions::default()
    }
}

fn from(table: &str) -> Selection {
    Selection {
        table: Some(table.into()),
        ..Selection::default()
    }
}

fn codes(faults: &[Fault]) -> Vec<&'static str> {
    faults.iter().map(|fault| fault.code.as_str()).collect()
}

fn refused(result: Result<Loaded, Vec<Fault>>) -> Vec<Fault> {
    result.expect_err("it must be refused")
}

#[test]
fn one_row_alone_exceeds_the_tolerance() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../liaoning/data/datapackage.json");
    let (package, warnings) = package::open(path).unwrap();
    assert_eq!(package.tables.len(), 18);
    assert_eq!(codes(&warnings), ["parts_total"]);
    assert_eq!(warnings[0].row, Some(90));
    assert!(
        warnings[0].message.contains("7695.0") && warnings[0].message.contains("7696.0"),
        "{}",
        warnings[0]
    );
    assert_eq!(package.inputs.len(), 19);
    assert!(package.inputs.iter().all(|input| input.sha256.len() == 64));
}

#[test]
fn a_matrix_without_its_totals() {
    let package = liaoning();
    let loaded = package
        .shape(Kind::Matrix, &period("2023"), &from("city_gdp_by_sector"))
        .unwrap();
    let Owned::Matrix(matrix) = &loaded.owned else {
        panic!("{loaded:?}")
    };
    assert_eq!((matrix.rows(), matrix.columns()), (14, 3));
    assert_eq!(loaded.currency.as_deref(), Some("CNY"));
    assert_eq!(loaded.absent, Absent::Missing);
    assert!((matrix.total() - 30067.6).abs() < 1.0);
    assert!(loaded.notes.iter().any(|note| note.code == "rows_left_out"));
    // The table of cities describes the rows.
    assert_eq!(
        matrix.side(0).numbers("area_km2").map(|area| area[0]),
        Some(12860.0)
    );
    assert_eq!(
        codes(&refused(package.shape(
            Kind::Matrix,
            &ReadOptions::default(),
            &from("city_gdp_by_sector")
        ))),
        ["period_needed"]
    );
    assert_eq!(
        codes(&refused(package.shape(
            Kind::Matrix,
            &period("1999"),
            &from("city_gdp_by_sector")
        ))),
        ["period_unknown"]
    );
    assert_eq!(
        codes(&refused(package.shape(
            Kind::Matrix,
            &period("2023"),
            &Selection::default()
        ))),
        ["table_needed"]
    );
    assert_eq!(
        codes(&refused(package.shape(
            Kind::Matrix,
            &period("2023"),
            &from("city_gdp")
        ))),
        ["table_unknown"]
    );
}

#[test]
fn growth_says_what_it_mixes_and_never_crosses_a_break() {
    let package = liaoning();
    let loaded = package
        .shape(
            Kind::Change,
            &period("2019/2023"),
            &from("city_gdp_by_sector"),
        )
        .unwrap();
    assert_eq!(codes(&loaded.warnings), ["price_current", "vintage_mixed"]);
    let Owned::Change(change) = &loaded.owned else {
        panic!("{loaded:?}")
    };
    assert_eq!(change.shape().periods.len(), 2);
    for (years, expected) in [
        ("2014,2023", vec!["series_break"]),
        ("2018,2019", vec!["series_break"]),
        ("2010,2012", vec![]),
    ] {
        let result = package.shape(Kind::Change, &period(years), &from("city_gdp_by_sector"));
        let faults: Vec<Fault> = result
            .err()
            .into_iter()
            .flatten()
            .filter(Fault::is_error)
            .collect();
        assert_eq!(codes(&faults), expected, "{years}");
    }
}

#[test]
fn two_way_trade_is_not_exports_and_blocs_are_not_countries() {
    let package = liaoning();
    let table = from("province_trade_by_partner");
    let exports = Selection {
        flow: Some(Flow::Exports),
        ..table.clone()
    };
    let faults = refused(package.shape(Kind::Distribution, &period("2023"), &exports));
    assert_eq!(faults[0].code, Code::FlowRefused);
    assert!(faults[0].message.contains("two_way_trade"), "{}", faults[0]);
    let two_way = Selection {
        flow: Some(Flow::TwoWay),
        ..table
    };
    let faults = refused(package.shape(Kind::Distribution, &period("2023"), &two_way));
    assert_eq!(codes(&faults), ["levels_mixed"]);
    let printed = Selection {
        as_printed: true,
        ..two_way.clone()
    };
    let loaded = package
        .shape(Kind::Distribution, &period("2023"), &printed)
        .unwrap();
    assert_eq!(loaded.flow, Some(Flow::TwoWay));
    let Owned::Distribution(partners) = &loaded.owned else {
        panic!("{loaded:?}")
    };
    assert_eq!(partners.axis.len(), 8);
    // 765.96 in all, 529.29 on the eight printed partners.
    let Hidden::Amount(rest) = partners.hidden else {
        panic!("{:?}", partners.hidden)
    };
    assert!((rest - 236.67).abs() < 1e-9, "{rest}");
    let countries = Selection {
        levels: vec![("partner".into(), "country".into())],
        ..two_way
    };
    let loaded = package
        .shape(Kind::Distribution, &period("2023"), &countries)
        .unwrap();
    let Owned::Distribution(partners) = &loaded.owned else {
        panic!("{loaded:?}")
    };
    assert_eq!(partners.axis.len(), 5);
}

#[test]
fn a_preferred_flow_is_taken_where_it_is() {
    let package = liaoning();
    let mut selection = from("province_trade");
    selection.prefer = Some(Flow::Exports);
    let faults = refused(package.shape(Kind::Distribution, &period("2023"), &selection));
    assert_eq!(codes(&faults), ["role_missing"]);
    let mut partners = from("province_trade_by_partner");
    partners.prefer = Some(Flow::Exports);
    partners.as_printed = true;
    let loaded = package
        .shape(Kind::Distribution, &period("2023"), &partners)
        .unwrap();
    // Two-way trade alone is there: the caller sees it and refuses.
    assert_eq!(
        package::refusal(Flow::Exports, loaded.flow),
        Some(mercatoria_core::Undefined::TwoWayTrade)
    );
}

#[test]
fn the_register_is_read_from_its_tables() {
    let package = liaoning();
    let loaded = package
        .shape(
            Kind::Register,
            &ReadOptions::default(),
            &Selection::default(),
        )
        .unwrap();
    let Owned::Register(register) = &loaded.owned else {
        panic!("{loaded:?}")
    };
    assert!(register.criteria.len() >= 10, "{:?}", register.criteria);
    assert!(loaded.warnings.iter().any(|w| w.code == Code::Retroactive));
}

#[test]
fn groups_are_not_added_to_their_members() {
    let package = liaoning();
    let faults = refused(package.shape(
        Kind::Distribution,
        &period("2023-01/2023-05"),
        &from("province_exports_by_product"),
    ));
    assert_eq!(codes(&faults), ["groups_overlap"]);
    let mut disjoint = from("province_exports_by_product");
    disjoint
        .add("product_group=mechanical_and_electrical,textiles_and_clothing")
        .unwrap();
    let loaded = package
        .shape(Kind::Distribution, &period("2023-01/2023-05"), &disjoint)
        .unwrap();
    let Owned::Distribution(products) = &loaded.owned else {
        panic!("{loaded:?}")
    };
    assert_eq!(products.axis.len(), 2);
    assert!(matches!(products.hidden, Hidden::Amount(rest) if (rest - 62.91).abs() < 1e-9));
}

#[test]
fn scores_and_part_years() {
    let package = liaoning();
    let loaded = package
        .shape(Kind::Scoreboard, &period("2019"), &from("comparison_wgi"))
        .unwrap();
    let Owned::Scoreboard(scores) = &loaded.owned else {
        panic!("{loaded:?}")
    };
    assert_eq!((scores.units.len(), scores.criteria.len()), (6, 6));
    let mut trade = from("province_trade");
    trade.flow = Some(Flow::Exports);
    trade.add("unit=bn_cny").unwrap();
    let faults = refused(package.shape(Kind::Panel, &ReadOptions::default(), &trade));
    assert!(codes(&faults).contains(&"role_missing"));
}

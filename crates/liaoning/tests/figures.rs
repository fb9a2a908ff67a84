//! The embedded tables hold together: sources, statuses, keys, dates; and the shapes made from them are what the sources print.
use mercatoria_core::{Hidden, day};
use mercatoria_liaoning::*;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn every_table_has_its_rows() {
    let rows: Vec<usize> = FILES
        .iter()
        .map(|file| file.table().unwrap().rows())
        .collect();
    assert_eq!(
        rows,
        [
            14, 1344, 210, 364, 21, 26, 33, 29, 24, 15, 14, 20, 756, 12, 54, 45, 105, 274
        ]
    );
}

#[test]
fn every_figure_has_a_known_source_and_every_source_is_used() {
    let known: BTreeSet<&str> = sources().unwrap().iter().map(|s| s.id).collect();
    let mut used = BTreeSet::new();
    let mut take = |origin: Origin| {
        for id in origin.source_ids() {
            assert!(known.contains(id), "no source {id}");
            used.insert(id);
        }
    };
    let figures = [city_value_added(), city_population(), city_fdi()];
    figures
        .into_iter()
        .flat_map(Result::unwrap)
        .for_each(|f| take(f.origin));
    let cells = [city_trade(), city_industry_cells()];
    cells
        .into_iter()
        .flat_map(Result::unwrap)
        .for_each(|f| take(f.origin));
    let years = [province_value_added(), china_value_added()];
    years
        .into_iter()
        .flat_map(Result::unwrap)
        .for_each(|f| take(f.origin));
    let trade = [province_trade(), trade_by_partner(), exports_by_product()];
    trade
        .into_iter()
        .flat_map(Result::unwrap)
        .for_each(|f| take(f.origin));
    listed_clusters()
        .unwrap()
        .iter()
        .for_each(|f| take(f.origin));
    governance().unwrap().iter().for_each(|f| take(f.origin));
    // Three sources served as checks and for the names and the measures alone.
    assert!(used.len() >= 40, "{used:?}");
}

#[test]
fn no_figure_stands_twice() {
    let mut seen = BTreeMap::new();
    for f in city_value_added().unwrap() {
        assert!(seen.insert((f.code, f.year, f.sector), f.value).is_none());
    }
    let names: BTreeSet<&str> = cities().unwrap().iter().map(|c| c.name).collect();
    assert_eq!(names.len(), 14);
    assert!(
        city_value_added()
            .unwrap()
            .iter()
            .all(|f| names.contains(f.city))
    );
}

#[test]
fn what_is_not_printed_is_what_pencil_and_paper_give() {
    assert_eq!(two_way_partners().unwrap().hidden, Hidden::Amount(236.67));
    assert_eq!(export_groups_2023().unwrap().hidden, Hidden::Amount(62.91));
    let countries = two_way_countries().unwrap();
    assert_eq!(countries.axis.len(), 5);
    // 15 unprinted partners of 15.32, and one of 6.87.
    let capped = two_way_partners_capped().unwrap();
    assert_eq!(capped.axis.len(), 8 + 16);
    assert_eq!(capped.amounts[23], 6.87);
    let total: f64 = capped.amounts.iter().sum();
    let squares: f64 = capped
        .amounts
        .iter()
        .map(|x| (x / total) * (x / total))
        .sum();
    assert!((squares - 0.079_057_958_240_202_45).abs() < 1e-14);
}

#[test]
fn cities_against_the_province() {
    for row in reconciliation().unwrap() {
        assert!((row.province - row.cities - row.residual).abs() < 1e-9);
    }
    for year in ["2021", "2022", "2023"] {
        let cities = cities_by_sector(year).unwrap();
        let province = province_by_sector(year).unwrap();
        let gap = province.total() - cities.total();
        assert!((115.0..165.0).contains(&gap), "{year}: {gap}");
        assert!(cities.reference().is_some());
    }
}

#[test]
fn in_force_in_three_values() {
    let all = measures().unwrap();
    let on = |id: &str, y, m, d| {
        all.iter()
            .find(|x| x.id == id)
            .unwrap()
            .in_force(day(y, m, d))
    };
    assert_eq!(on("LN-BE-2016", 2016, 12, 6), InForce::No);
    assert_eq!(on("LN-BE-2016", 2017, 6, 1), InForce::Unknown);
    assert_eq!(on("LN-BE-2016", 2019, 10, 1), InForce::No);
    assert_eq!(on("LN-BE-2019", 2019, 9, 30), InForce::No);
    assert_eq!(on("LN-BE-2019", 2019, 10, 1), InForce::Yes);
    assert_eq!(on("CN-RDSD-50", 1996, 6, 1), InForce::Unknown);
    assert_eq!(on("CN-RDSD-50", 1997, 1, 1), InForce::Yes);
    // Retroactive: in force before it was adopted.
    assert_eq!(on("CN-RDSD-100-MFG", 2021, 2, 1), InForce::Yes);
    assert_eq!(on("VN-INV-2014", 2020, 12, 31), InForce::Yes);
    assert_eq!(on("VN-INV-2014", 2021, 1, 1), InForce::No);
    assert_eq!(all.iter().filter(|m| m.retroactive).count(), 2);
    assert_eq!(all.iter().filter(|m| !m.verified).count(), 9);
    let levers = all.iter().flat_map(|m| m.lever.split(';'));
    assert!(levers.into_iter().all(|lever| LEVERS.contains(&lever)));
}

#[test]
fn the_register_reads_the_files_and_flags_what_is_retroactive() {
    let (register, warnings) = register().unwrap();
    assert_eq!(register.measures.len(), 45);
    assert_eq!(warnings.len(), 2);
    assert!(register.search.is_some());
}

#[test]
fn perfect_correlation_is_the_wider_case() {
    let composites = governance::composites("2019").unwrap();
    assert_eq!(composites.len(), 6);
    for c in composites {
        // Six errors: at most √6 times as wide.
        assert!(
            c.if_independent < c.if_correlated && c.if_correlated <= c.if_independent * 6f64.sqrt()
        );
    }
}

#[test]
fn the_generated_economy_is_whole_and_depends_on_its_seed_alone() {
    assert!(generated::is_whole(1).unwrap());
    let bits = |seed| {
        let Some(mercatoria_core::Owned::Matrix(m)) =
            generated::economy(mercatoria_core::Kind::Matrix, seed).unwrap()
        else {
            panic!("a matrix")
        };
        m.values().iter().map(|x| x.to_bits()).collect::<Vec<_>>()
    };
    assert_eq!(bits(1), bits(1));
    assert_ne!(bits(1), bits(2));
}

#[test]
fn the_package_of_these_tables_has_no_fault_but_the_known_rounding() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let (package, warnings) = mercatoria_data::package::open(&folder).unwrap();
    assert_eq!(package.descriptor.resources.len(), FILES.len());
    assert!(warnings.iter().all(|fault| !fault.is_error()));
    let sums = warnings
        .iter()
        .filter(|fault| fault.code == mercatoria_core::Code::PartsTotal);
    let rows: Vec<_> = sums
        .filter(|fault| fault.message.contains("7696"))
        .collect();
    assert_eq!(rows.len(), 1, "{warnings:#?}");
}

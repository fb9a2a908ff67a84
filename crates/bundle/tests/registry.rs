//! The registry is complete, sorted and resolves names.
use mercatoria_core::{Cut, Kind, Registry};
use std::{fs, path::Path};

#[test]
fn every_flagged_manifest_is_in_the_bundle_and_the_reverse() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../indicators");
    let mut flagged = vec![];
    for family in fs::read_dir(root).unwrap() {
        for krate in fs::read_dir(family.unwrap().path()).unwrap() {
            let manifest = fs::read_to_string(krate.unwrap().path().join("Cargo.toml")).unwrap();
            assert!(
                manifest.contains("[package.metadata.mercatoria]\nkind = \"indicators\""),
                "{manifest}"
            );
            let name = manifest
                .lines()
                .find_map(|line| line.strip_prefix("name = "))
                .unwrap();
            flagged.push(name.trim_matches('"').to_owned());
        }
    }
    flagged.sort();
    let listed: Vec<&str> = mercatoria_bundle::PACKS
        .iter()
        .map(|pack| pack.package)
        .collect();
    assert_eq!(flagged, listed);
}

#[test]
fn a_pack_that_is_linked_but_not_listed_is_named() {
    let message = Registry::new(&mercatoria_bundle::PACKS[1..]).unwrap_err();
    assert!(
        message.contains("linked but not listed: [\"mercatoria-"),
        "{message}"
    );
}

#[test]
fn every_name_gives_its_unit_the_shape_it_reads() {
    for (_, name) in mercatoria_bundle::registry().unwrap().iter() {
        let unit = (name.make)();
        let given = name.cut.gives().unwrap_or(unit.about().kind);
        assert_eq!(given, unit.about().kind, "{}", name.id);
        assert_eq!(
            unit.with(&unit.params()).unwrap().params(),
            unit.params(),
            "{}: parameters survive JSON",
            name.id
        );
    }
}

#[test]
fn names_resolve_or_say_what_was_meant() {
    let registry = mercatoria_bundle::registry().unwrap();
    assert_eq!(
        registry.find("hoover_gini").unwrap().1.id,
        "concentration.gini_locational"
    );
    assert_eq!(
        registry.find("krugman_spec").unwrap().1.cut,
        Cut::RowsAgainstTotal
    );
    assert!(
        registry
            .find("herfindal")
            .unwrap_err()
            .message
            .contains("did you mean \"herfindahl\"?")
    );
    assert_eq!(
        registry
            .find("lq_log")
            .map(|(_, n)| (n.make)().about().kind)
            .unwrap(),
        Kind::Matrix
    );
    assert!(registry.iter().map(|(_, name)| name.id).is_sorted());
}

#[test]
fn a_pack_that_is_listed_but_not_linked_is_named() {
    static ELSEWHERE: mercatoria_core::Pack = mercatoria_core::Pack {
        package: "elsewhere",
        version: "0.0.0",
        family: "test",
        units: &[],
        names: &[],
    };
    let mut listed = mercatoria_bundle::PACKS.to_vec();
    listed.push(&ELSEWHERE);
    let message = Registry::new(&listed).unwrap_err();
    assert!(
        message.contains("listed but not linked: [\"elsewhere\"]"),
        "{message}"
    );
}

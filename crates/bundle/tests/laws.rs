//! Every law of every unit of every crate, under few parameter sets; each crate checks its own in full.
#[test]
fn laws_hold() {
    let registry = mercatoria_bundle::registry().unwrap();
    let budget = mercatoria_conformance::Budget {
        cases: 48,
        sets: 4,
        ..Default::default()
    };
    let results = mercatoria_conformance::check(registry.iter().map(|(_, name)| name), budget);
    let broken: Vec<String> = results
        .iter()
        .filter_map(|r| {
            Some(format!(
                "{} {}: {}\n{}",
                r.id,
                r.params,
                r.law,
                r.broken.as_ref()?
            ))
        })
        .collect();
    assert!(broken.is_empty(), "\n{}", broken.join("\n\n"));
}

//! Laws, worked examples and recorded results of every unit.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_growth::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_growth::PACK);
}

#[test]
fn oracles() {
    mercatoria_oracle::replay(
        &mercatoria_growth::PACK,
        concat!(env!("CARGO_MANIFEST_DIR"), "/oracles"),
    );
}

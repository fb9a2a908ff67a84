//! Laws, worked examples and recorded results of every unit.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_relatedness::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_relatedness::PACK);
}

#[test]
fn oracles() {
    mercatoria_oracle::replay(
        &mercatoria_relatedness::PACK,
        concat!(env!("CARGO_MANIFEST_DIR"), "/oracles"),
    );
}

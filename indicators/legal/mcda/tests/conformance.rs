//! Laws, worked examples and recorded results of other packages.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_mcda::PACK);
}
#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_mcda::PACK);
}
#[test]
fn oracles() {
    mercatoria_oracle::replay(
        &mercatoria_mcda::PACK,
        concat!(env!("CARGO_MANIFEST_DIR"), "/oracles"),
    );
}

//! Laws, worked examples and recorded results of other packages.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_weighting::PACK);
}
#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_weighting::PACK);
}
#[test]
fn oracles() {
    mercatoria_oracle::replay(
        &mercatoria_weighting::PACK,
        concat!(env!("CARGO_MANIFEST_DIR"), "/oracles"),
    );
}

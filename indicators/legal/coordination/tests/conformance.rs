//! Laws, worked examples and recorded results of other packages.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_coordination::PACK);
}
#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_coordination::PACK);
}
#[test]
fn oracles() {
    mercatoria_oracle::replay(
        &mercatoria_coordination::PACK,
        concat!(env!("CARGO_MANIFEST_DIR"), "/oracles"),
    );
}

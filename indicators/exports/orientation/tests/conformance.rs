//! Laws, worked examples and recorded results.
#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_orientation::PACK);
}
#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_orientation::PACK);
}
#[test]
fn oracles() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/oracles");
    mercatoria_oracle::replay(&mercatoria_orientation::PACK, folder);
}

//! Laws, worked examples and recorded results.
#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_diversification::PACK);
}
#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_diversification::PACK);
}
#[test]
fn oracles() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/oracles");
    mercatoria_oracle::replay(&mercatoria_diversification::PACK, folder);
}

//! Laws, worked examples and recorded results of other packages.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_ratings::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_ratings::PACK);
}

#[test]
fn oracles() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/oracles");
    mercatoria_oracle::replay(&mercatoria_ratings::PACK, folder);
}

//! Laws, worked examples and recorded results of other packages.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_concentration::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_concentration::PACK);
}

#[test]
fn oracles() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/oracles");
    mercatoria_oracle::replay(&mercatoria_concentration::PACK, folder);
}

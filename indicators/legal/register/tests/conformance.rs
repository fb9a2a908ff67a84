//! Every unit of this crate against its laws, its worked example and recorded results.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_register::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_register::PACK);
}

#[test]
fn oracles() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/oracles");
    mercatoria_oracle::replay(&mercatoria_register::PACK, folder);
}

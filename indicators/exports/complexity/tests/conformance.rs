//! Laws, worked examples and recorded results of every unit of this crate.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_complexity::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_complexity::PACK);
}

#[test]
fn oracles() {
    mercatoria_oracle::replay(
        &mercatoria_complexity::PACK,
        concat!(env!("CARGO_MANIFEST_DIR"), "/oracles"),
    );
}

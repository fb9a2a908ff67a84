//! Laws, worked examples and recorded results of every unit of this crate.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_advantage::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_advantage::PACK);
}

#[test]
fn oracles() {
    mercatoria_oracle::replay(
        &mercatoria_advantage::PACK,
        concat!(env!("CARGO_MANIFEST_DIR"), "/oracles"),
    );
}

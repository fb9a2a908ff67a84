//! Laws, worked examples and recorded results of every unit of this crate.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_product_space::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_product_space::PACK);
}

#[test]
fn oracles() {
    mercatoria_oracle::replay(
        &mercatoria_product_space::PACK,
        concat!(env!("CARGO_MANIFEST_DIR"), "/oracles"),
    );
}

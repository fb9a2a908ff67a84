//! Laws, worked examples and recorded results of other packages.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_inequality::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_inequality::PACK);
}

//! Laws, worked examples and recorded results of other packages.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_divergence::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_divergence::PACK);
}

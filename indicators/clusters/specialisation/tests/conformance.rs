//! Laws, worked examples and recorded results of other packages.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_specialisation::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_specialisation::PACK);
}

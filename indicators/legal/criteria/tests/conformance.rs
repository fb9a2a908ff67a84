//! Every unit of this crate against its laws and its worked example.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_criteria::PACK);
}

#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_criteria::PACK);
}

//! Laws, worked examples and recorded results.
#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_classifications::PACK);
}
#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_classifications::PACK);
}

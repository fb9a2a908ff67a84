//! Laws, worked examples, and scores against a brute force over vertices.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_frontier::PACK);
}
#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_frontier::PACK);
}

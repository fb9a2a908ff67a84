//! Laws, worked examples and recorded results.
#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_diversification::PACK);
}
#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_diversification::PACK);
}
#[test]
fn oracles() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/oracles");
    mercatoria_oracle::replay(&mercatoria_diversification::PACK, folder);
}
/// Words of the field that are names of other crates: their recorded results on trade tables.
#[test]
fn oracles_of_other_crates() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/elsewhere");
    let folder = |name: &str| format!("{root}/{name}");
    mercatoria_oracle::replay(&mercatoria_concentration::PACK, folder("concentration"));
    mercatoria_oracle::replay(&mercatoria_divergence::PACK, folder("divergence"));
    mercatoria_oracle::replay(&mercatoria_diversity::PACK, folder("diversity"));
    mercatoria_oracle::replay(&mercatoria_specialisation::PACK, folder("specialisation"));
}

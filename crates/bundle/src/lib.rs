//! Every indicator crate of this workspace in one registry: the crates whose manifest says
//! `[package.metadata.mercatoria] kind = "indicators"`, one line each, sorted. A test compares the list with the manifests.
use mercatoria_core::{Pack, Registry};

/// One line a crate, sorted.
pub static PACKS: &[&Pack] = &[
    &mercatoria_concentration::PACK,
    &mercatoria_divergence::PACK,
    &mercatoria_diversity::PACK,
    &mercatoria_growth::PACK,
    &mercatoria_intra_industry::PACK,
    &mercatoria_specialisation::PACK,
];
const _: () = mercatoria_core::assert_distinct(&[
    mercatoria_concentration::SEGMENT,
    mercatoria_divergence::SEGMENT,
    mercatoria_diversity::SEGMENT,
    mercatoria_growth::SEGMENT,
    mercatoria_intra_industry::SEGMENT,
    mercatoria_specialisation::SEGMENT,
]);

/// All indicators; an error names the crates that were linked but not listed, or the reverse.
///
/// ```
/// let registry = mercatoria_bundle::registry().unwrap();
/// assert_eq!(registry.find("location_quotient").unwrap().1.id, "specialisation.location_quotient");
/// ```
pub fn registry() -> Result<Registry, String> {
    Registry::new(PACKS)
}

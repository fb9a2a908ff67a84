//! What every trade table needs before it is measured: concordances with weights that the user gives as a table, an audit of what they
//! do not match, codes that are codes, mirror reports, re-exports, the universe of countries and products.
//!
//! A concordance is data: `reference.csv` with source, target and weight. HS revisions, SITC, BEC, ISIC, GB/T 4754, the classes of
//! Lall and of Rauch, and a user's own groups all go through the same mechanism; no list is embedded.
mod cif_fob_reconciliation;
mod code_hygiene;
mod codes;
mod concordance;
mod concordance_audit;
mod mapping;
mod reexport_removal;
mod universe_filter;
pub use cif_fob_reconciliation::*;
pub use code_hygiene::*;
pub use codes::*;
pub use concordance::{Concordance, MatchBy, Unmatched, Weights};
pub use concordance_audit::*;
pub use mapping::*;
use mercatoria_core::Name;
pub use reexport_removal::*;
pub use universe_filter::*;

mercatoria_core::pack! {
    family: "exports",
    units: [
        cif_fob_reconciliation::CifFobReconciliation,
        code_hygiene::CodeHygiene,
        concordance::Concordance,
        concordance_audit::ConcordanceAudit,
        reexport_removal::ReexportRemoval,
        universe_filter::UniverseFilter,
    ],
    names: [
        Name::new("classifications.hs_concordance", "Between revisions of the Harmonized System", || Box::new(Concordance { source: CodeSystem::Hs, target: CodeSystem::Hs, ..Default::default() })),
        Name::new("classifications.sitc_concordance", "Into the Standard International Trade Classification", || Box::new(Concordance { target: CodeSystem::Sitc, ..Default::default() })),
        Name::new("classifications.bec_concordance", "Into Broad Economic Categories", || Box::new(Concordance { target: CodeSystem::Bec, ..Default::default() })),
        Name::new("classifications.isic_concordance", "Into the International Standard Industrial Classification", || Box::new(Concordance { target: CodeSystem::Isic, ..Default::default() })),
        Name::new("classifications.lall_concordance", "Into Lall's classes of technology", || Box::new(Concordance { match_by: MatchBy::Prefix, ..Default::default() })),
        Name::new("classifications.rauch_concordance", "Into Rauch's classes of differentiation", || Box::new(Concordance { match_by: MatchBy::Prefix, ..Default::default() })),
        Name::new("classifications.gb_t_4754_concordance", "Into the industries of China (GB/T 4754)", || Box::new(Concordance { target: CodeSystem::GbT4754, ..Default::default() })),
    ],
}

//! Multi-criteria ranking methods. Each needs every cell of a unit: units with a gap are left out and say so. Directions and
//! weights come from the table of criteria.
// Cards end in `..Card::BLANK` also where every field is given, so that a new field breaks no unit.
#![allow(clippy::needless_update)]
mod aras;
mod aroman;
mod balanced_spotis;
mod cocoso;
mod codas;
mod comet;
mod copras;
mod dominance;
mod edas;
mod electre_i;
mod electre_ii;
mod electre_iii;
mod electre_iv;
mod electre_pairs;
mod electre_tri;
mod ervd;
mod gra;
mod lmaw;
mod lopm;
mod mabac;
mod mairca;
mod marcos;
mod method;
mod moora;
mod multimoora;
mod ocra;
mod oreste;
mod probid;
mod promethee_i;
mod promethee_ii;
mod psi;
mod rafsi;
mod ram;
mod regime;
mod rim;
mod simus;
mod spotis;
mod topsis;
mod vikor;
mod waspas;
mod wpm;
mod wsm;
pub use aras::*;
pub use aroman::*;
pub use balanced_spotis::*;
pub use cocoso::*;
pub use codas::*;
pub use comet::*;
pub use copras::*;
pub use dominance::*;
pub use edas::*;
pub use electre_i::*;
pub use electre_ii::*;
pub use electre_iii::*;
pub use electre_iv::*;
pub use electre_pairs::*;
pub use electre_tri::*;
pub use ervd::*;
pub use gra::*;
pub use lmaw::*;
pub use lopm::*;
pub use mabac::*;
pub use mairca::*;
pub use marcos::*;
pub use method::Scores;
pub use moora::*;
pub use multimoora::*;
pub use ocra::*;
pub use oreste::*;
pub use probid::*;
pub use promethee_i::*;
pub use promethee_ii::*;
pub use psi::*;
pub use rafsi::*;
pub use ram::*;
pub use regime::*;
pub use rim::*;
pub use simus::*;
pub use spotis::*;
pub use topsis::*;
pub use vikor::*;
pub use waspas::*;
pub use wpm::*;
pub use wsm::*;

use mercatoria_core::Name;

mercatoria_core::pack! {
    family: "legal",
    units: [
        aras::Aras, aroman::Aroman, balanced_spotis::BalancedSpotis, cocoso::Cocoso, codas::Codas, comet::Comet, copras::Copras,
        dominance::Dominance, edas::Edas, electre_i::ElectreI, electre_ii::ElectreIi, electre_iii::ElectreIii,
        electre_iv::ElectreIv, electre_pairs::ElectrePairs, electre_tri::ElectreTri, ervd::Ervd, gra::Gra, lmaw::Lmaw, lopm::Lopm, mabac::Mabac,
        mairca::Mairca, marcos::Marcos, moora::Moora, multimoora::Multimoora, ocra::Ocra, oreste::Oreste, probid::Probid,
        promethee_i::PrometheeI, promethee_ii::PrometheeIi, psi::Psi, rafsi::Rafsi, ram::Ram, regime::Regime, rim::Rim,
        simus::Simus, spotis::Spotis, topsis::Topsis, vikor::Vikor, waspas::Waspas, wpm::Wpm, wsm::Wsm,
    ],
    names: [
        Name::new("mcda.sprobid", "Simplified preference ranking on the basis of ideal-average distance", || Box::new(Probid { simplified: true, ..Probid::default() })),
    ],
}

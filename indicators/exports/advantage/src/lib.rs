//! Revealed comparative advantage in all its forms. The quotient itself (`rca`, symmetric, logarithmic, normalised) is the
//! location quotient of regional science and lives in `mercatoria-specialisation`; here is what trade adds: presence decided
//! exactly, heads in place of totals, imports, a part of a country against the world, and how sure a quotient is.
mod arca;
mod lafay;
mod michaely_specialisation;
mod normalised_trade_balance;
mod presence;
mod rca_binary;
mod rca_uncertainty;
mod regional_orientation;
mod regional_rca;
mod rpop;
mod trade_balance_index;
mod vollrath;
mod wrca;
pub use arca::*;
pub use lafay::*;
use mercatoria_core::{Cut, Name};
pub use michaely_specialisation::*;
pub use normalised_trade_balance::*;
pub use presence::*;
pub use rca_binary::*;
pub use rca_uncertainty::*;
pub use regional_orientation::*;
pub use regional_rca::*;
pub use rpop::*;
pub use trade_balance_index::*;
pub use vollrath::*;
pub use wrca::*;

mercatoria_core::pack! {
    family: "exports",
    units: [
        arca::Arca,
        lafay::Lafay,
        michaely_specialisation::MichaelySpecialisation,
        normalised_trade_balance::NormalisedTradeBalance,
        rca_binary::RcaBinary,
        rca_uncertainty::RcaUncertainty,
        regional_orientation::RegionalOrientation,
        regional_rca::RegionalRca,
        rpop::Rpop,
        trade_balance_index::TradeBalanceIndex,
        vollrath::Vollrath,
        wrca::Wrca,
    ],
    names: [
        Name::new("advantage.vollrath_rxa", "Relative export advantage", || Box::new(Vollrath::default())),
        Name::new("advantage.vollrath_rma", "Relative import advantage", || Box::new(Vollrath { of: Of::Rma })),
        Name::new("advantage.vollrath_rta", "Relative trade advantage", || Box::new(Vollrath { of: Of::Rta })),
        Name::new("advantage.vollrath_rc", "Revealed competitiveness", || Box::new(Vollrath { of: Of::Rc })),
        Name::new("advantage.lafay_by_row", "Lafay's index of each country", || Box::new(Lafay::default())).cut(Cut::TradeRows),
        Name::new("advantage.trade_balance_by_row", "Trade balance index of each country", || Box::new(TradeBalanceIndex::default())).cut(Cut::TradeRows),
        Name::new("advantage.normalised_trade_balance_by_row", "Normalised trade balance of each country", || Box::new(NormalisedTradeBalance::default())).cut(Cut::TradeRows),
        Name::new("advantage.michaely_by_row", "Michaely's index of each country", || Box::new(MichaelySpecialisation::default())).cut(Cut::TradeRows),
        Name::new("advantage.rca_strict", "Presence above the threshold only", || Box::new(RcaBinary { test: Test::Above, ..Default::default() })),
        Name::new("advantage.rpop_binary", "Presence by advantage a head", || Box::new(RcaBinary { advantage: Advantage::Rpop, ..Default::default() })),
        Name::new("advantage.rca_regional_binary", "Presence against the world", || Box::new(RcaBinary { denominator: Denominator::Reference, ..Default::default() })),
    ],
}

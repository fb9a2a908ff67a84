//! Where exports go and how they fit: similarity, complementarity, intensity, introversion, openness and other ratios, unit values
//! and terms of trade.
mod pair_intensity;
mod price_index;
mod ratio;
mod regional_introversion;
mod regional_weight;
mod regions;
mod trade_complementarity;
mod unit_value_index;
use mercatoria_core::{Flows, Name};
use mercatoria_diversification::BlocShares;
use mercatoria_specialisation::SimilarityLogRca;
pub use pair_intensity::*;
pub use price_index::*;
pub use ratio::*;
pub use regional_introversion::*;
pub use regional_weight::*;
pub use trade_complementarity::*;
pub use unit_value_index::*;

mercatoria_core::pack! {
    family: "exports",
    units: [
        regional_introversion::RegionalIntroversion,
        ratio::Ratio,
        regional_weight::RegionalWeight,
        trade_complementarity::TradeComplementarity,
        pair_intensity::PairIntensity,
        unit_value_index::UnitValueIndex,
    ],
    names: [
        Name::new("orientation.trade_intensity", "Trade intensity", || Box::new(PairIntensity::default())).over(Flows::EXPORTER, Flows::MARKET),
        Name::new("orientation.export_similarity_bahar", "Export similarity (Bahar, Hausmann and Hidalgo)", || Box::new(SimilarityLogRca::default())),
        Name::new("orientation.introversion", "Regional trade introversion", || Box::new(RegionalIntroversion::default())).over(Flows::EXPORTER, Flows::MARKET),
        Name::new("orientation.size_adjusted_regional_share", "Size-adjusted regional share", || Box::new(RegionalWeight::default())).over(Flows::EXPORTER, Flows::MARKET),
        Name::new("orientation.regional_market_share", "Share of regions in a country's trade", || Box::new(BlocShares { attribute: "region".into() })).over(Flows::EXPORTER, Flows::MARKET),
        Name::new("orientation.openness", "Openness (exports and imports per GDP)", || Box::new(Ratio::over(&["exports", "imports"], &["gdp"]))),
        Name::new("orientation.import_penetration", "Import penetration", || Box::new(Ratio::over(&["imports"], &["gdp", "-exports", "imports"]))),
        Name::new("orientation.export_propensity", "Export propensity (exports per GDP)", || Box::new(Ratio::over(&["exports"], &["gdp"]))).also(&["exports_per_gdp"]),
        Name::new("orientation.mpm", "Marginal propensity to import", || Box::new(Ratio { of: RatioOf::Changes, ..Ratio::over(&["imports"], &["gdp"]) })),
        Name::new("orientation.coverage_ratio", "Coverage of imports by exports", || Box::new(Ratio::over(&["exports"], &["imports"]))),
        Name::new("orientation.fdi_performance", "Performance in foreign direct investment (UNCTAD)", || Box::new(Ratio { of: RatioOf::Shares, ..Ratio::over(&["fdi"], &["gdp"]) })),
        Name::new("orientation.energy_intensity", "Energy per GDP", || Box::new(Ratio::over(&["energy"], &["gdp"]))),
        Name::new("orientation.uvi", "Unit-value index of exports", || Box::new(UnitValueIndex::default())),
        Name::new("orientation.terms_of_trade", "Terms of trade", || Box::new(UnitValueIndex { of: IndexOf::TermsOfTrade, ..Default::default() })),
        Name::new("orientation.ptt", "Purchasing power of exports", || Box::new(UnitValueIndex { of: IndexOf::PurchasingPower, ..Default::default() })),
    ],
}

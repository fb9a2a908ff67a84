//! How exports grew: rates, intensive and extensive margins, constant market share in forms that add up exactly, price and
//! quantity, and how long trade relations last.
mod against_rest;
mod cms;
mod cms_exact;
mod cms_second_order;
mod constant_market_share;
mod export_survival_km;
mod growth_rates;
mod hummels_klenow;
mod hummels_klenow_price_quantity;
mod lines;
mod margins_growth;
mod price_quantity_growth;
mod spells;
mod survival_discrete_hazard;
mod survival_log_rank;
mod volatility;
pub use cms::*;
pub use cms_exact::*;
pub use cms_second_order::*;
pub use constant_market_share::{Order, World};
pub use export_survival_km::*;
pub use growth_rates::*;
pub use hummels_klenow::*;
pub use hummels_klenow_price_quantity::*;
pub use margins_growth::*;
use mercatoria_core::Name;
pub use price_quantity_growth::*;
pub use spells::{Gap, LeftCensored, Relation, WhichSpells};
pub use survival_discrete_hazard::*;
pub use survival_log_rank::*;
pub use volatility::*;

mercatoria_core::pack! {
    family: "exports",
    units: [
        cms::Cms,
        cms_exact::CmsExact,
        cms_second_order::CmsSecondOrder,
        export_survival_km::ExportSurvivalKm,
        growth_rates::GrowthRates,
        hummels_klenow::HummelsKlenow,
        hummels_klenow_price_quantity::HummelsKlenowPriceQuantity,
        margins_growth::MarginsGrowth,
        price_quantity_growth::PriceQuantityGrowth,
        survival_discrete_hazard::SurvivalDiscreteHazard,
        survival_log_rank::SurvivalLogRank,
        volatility::Volatility,
    ],
    names: [
        Name::new("margins.cms_chain", "Constant market share, chained from period to period", || Box::new(Cms { chained: true, ..Default::default() })),
        Name::new("margins.cms_market_first", "Constant market share, markets first", || Box::new(Cms { order: Order::MarketFirst, ..Default::default() })),
        Name::new("margins.cms_three_effects", "Constant market share, three effects", || Box::new(Cms { effects: Effects::Three, ..Default::default() })),
        Name::new("margins.cms_two_effects", "Constant market share, two effects", || Box::new(Cms { effects: Effects::Two, ..Default::default() })),
        Name::new("margins.growth_cagr", "Compound rate of growth", || Box::new(GrowthRates { form: GrowthForm::Cagr })).also(&["cagr"]),
        Name::new("margins.growth_log", "Logarithmic growth", || Box::new(GrowthRates { form: GrowthForm::Log })),
        Name::new("margins.growth_midpoint", "Mid-point growth", || Box::new(GrowthRates { form: GrowthForm::Midpoint })),
        Name::new("margins.growth_trend", "Trend growth (least squares)", || Box::new(GrowthRates { form: GrowthForm::Trend })),
    ],
}

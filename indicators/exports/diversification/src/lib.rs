//! How narrow a basket of exports is, over products and over partners, and how it moves. Most names are formulas of the structure
//! crates under a cut; what is here is what trade adds: partners that are not oneself, lines that could be, old and new lines, blocs.
mod active_count;
mod active_lines;
mod bloc_concentration;
mod bloc_shares;
mod concentration_bounds;
mod exposure;
mod gini_lines;
mod groups;
mod line_turnover;
mod lorenz;
mod market_herfindahl;
mod market_penetration;
mod new_product_share;
mod root_herfindahl;
mod theil_part;
mod theil_split;
pub use active_count::*;
pub use active_lines::*;
pub use bloc_concentration::*;
pub use bloc_shares::*;
pub use concentration_bounds::*;
pub use exposure::*;
pub use gini_lines::*;
pub use line_turnover::*;
pub use lorenz::*;
pub use market_herfindahl::{MarketCount, MarketHerfindahl};
pub use market_penetration::*;
use mercatoria_core::{Cut, Flows, Name, TradeFlow};
use mercatoria_divergence::{AverageQuotient, Cosine, Dissimilarity, Scale};
use mercatoria_diversity::{HillNumbers, Shannon};
use mercatoria_growth::GrowthDispersion;
pub use new_product_share::*;
pub use root_herfindahl::*;
pub use theil_part::*;
pub use theil_split::*;

mercatoria_core::pack! {
    family: "exports",
    units: [
        active_count::ActiveCount,
        active_lines::ActiveLines,
        bloc_concentration::BlocConcentration,
        bloc_shares::BlocShares,
        concentration_bounds::ConcentrationBounds,
        exposure::Exposure,
        gini_lines::GiniLines,
        line_turnover::LineTurnover,
        lorenz::Lorenz,
        market_herfindahl::MarketHerfindahl,
        market_penetration::MarketPenetration,
        new_product_share::NewProductShare,
        root_herfindahl::RootHerfindahl,
        theil_part::TheilPartOf,
        theil_split::TheilSplit,
    ],
    names: [
        Name::new("diversification.unctad_concentration", "Export concentration by product (UNCTAD)", || Box::new(RootHerfindahl::default())).cut(Cut::Rows),
        Name::new("diversification.hhi_exporters_of_product", "Market concentration of a product over its exporters (UNCTAD)", || Box::new(RootHerfindahl::default())).cut(Cut::Columns),
        Name::new("diversification.theil", "Theil index of export concentration by exporter", || Box::new(TheilPartOf::default())).cut(Cut::Rows),
        Name::new("diversification.theil_within", "Theil index within active lines (intensive margin)", || Box::new(TheilPartOf { part: TheilPart::Within, n: None })).cut(Cut::Rows),
        Name::new("diversification.theil_between", "Theil index between active and inactive lines (extensive margin)", || Box::new(TheilPartOf { part: TheilPart::Between, n: None })).cut(Cut::Rows),
        Name::new("diversification.effective_products", "Effective number of export products", || Box::new(HillNumbers::default())).cut(Cut::Rows).also(&["effective_markets"]),
        Name::new("diversification.gini_products", "Gini coefficient of an exporter's products", || Box::new(GiniLines::default())).cut(Cut::Rows),
        Name::new("diversification.hhi_market", "Market concentration of exports (Herfindahl)", || Box::new(MarketHerfindahl::default())).over(Flows::EXPORTER, Flows::MARKET),
        Name::new("diversification.trade_entropy", "Entropy of an exporter's partners", || Box::new(Shannon::default())).cut(Cut::Rows).over(Flows::EXPORTER, Flows::MARKET),
        Name::new("diversification.n_products", "Number of export products", || Box::new(ActiveCount::default())).cut(Cut::Rows),
        Name::new("diversification.n_markets", "Number of export markets", || Box::new(ActiveCount::default())).cut(Cut::Rows).over(Flows::EXPORTER, Flows::MARKET),
        Name::new("diversification.unctad_diversification", "Export diversification (UNCTAD)", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::RowsAgainstTotal),
        Name::new("diversification.krugman", "Krugman's index of exporters against the world", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::RowsAgainstTotal),
        Name::new("diversification.spec_coeff", "Coefficient of specialisation of exporters", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::RowsAgainstTotal),
        Name::new("diversification.lq_avg", "Average location quotient of exporters", || Box::new(AverageQuotient::default())).cut(Cut::RowsAgainstTotal),
        Name::new("diversification.structural_change", "Structural change of exports, last period against first", || Box::new(Dissimilarity { scale: Scale::Half, ..Default::default() })).cut(Cut::RowsAfterAgainstBefore),
        Name::new("diversification.structure_cosine", "Cosine of an exporter's structure, last period against first", || Box::new(Cosine::default())).cut(Cut::RowsAfterAgainstBefore),
        Name::new("diversification.lilien", "Lilien's index of an exporter's structure", || Box::new(GrowthDispersion::default())).cut(Cut::RowsAfterAgainstBefore),
        Name::new("diversification.net_entry", "Entry into export products", || Box::new(LineTurnover { direction: Direction::Entry, ..Default::default() })),
        Name::new("diversification.net_exit", "Exit from export products", || Box::new(LineTurnover { direction: Direction::Exit, ..Default::default() })),
        Name::new("diversification.export_partner_concentration", "Concentration of export partners, with bounds", || Box::new(ConcentrationBounds::default())).flow(TradeFlow::Exports),
        Name::new("diversification.partner_concentration", "Concentration of partners, with bounds", || Box::new(ConcentrationBounds::default())),
        Name::new("diversification.demand_shock_exposure", "Exposure to the growth of demand of partners", || Box::new(Exposure::default())).over(Flows::EXPORTER, Flows::MARKET),
        Name::new("diversification.market_vulnerability", "Risk of partners, weighted by exports", || Box::new(Exposure { attribute: "risk".into(), ..Default::default() })).over(Flows::EXPORTER, Flows::MARKET),
        Name::new("diversification.geopolitical_concentration", "Concentration of markets by geopolitical bloc", || Box::new(BlocConcentration::default())).over(Flows::EXPORTER, Flows::MARKET),
    ],
}

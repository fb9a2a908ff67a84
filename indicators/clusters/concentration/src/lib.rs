//! How unevenly an industry is spread over regions: mostly formulas of other crates over the columns.
mod concentration_interval;
mod distances;
mod hallet_centrality;
mod hallet_clustering;
mod industry_ubiquity;
mod leave_one_out;
mod mean_distance;
mod mns_d_index;
mod morans_i_of_lq;
pub use concentration_interval::*;
pub use hallet_centrality::*;
pub use hallet_clustering::*;
pub use industry_ubiquity::*;
pub use leave_one_out::*;
pub use mean_distance::{MeanDistance, Separation};
pub use mns_d_index::*;
pub use morans_i_of_lq::*;

use mercatoria_core::{Cut, Name};
use mercatoria_divergence::{
    Dissimilarity, GiniScale, KullbackLeibler, LocationalGini, QuotientGini, Scale,
};
use mercatoria_diversity::{Herfindahl, TopKShare};

mercatoria_core::pack! {
    family: "clusters",
    units: [
        concentration_interval::ConcentrationInterval, hallet_centrality::HalletCentrality,
        hallet_clustering::HalletClustering, leave_one_out::LeaveOneOut, mean_distance::MeanDistance,
        mns_d_index::MnsDIndex, morans_i_of_lq::MoransIOfLq, industry_ubiquity::IndustryUbiquity,
    ],
    names: [
        Name::new("concentration.herfindahl_conc", "Herfindahl index of industries", || Box::new(Herfindahl::default())).cut(Cut::Columns),
        Name::new("concentration.krugman_conc", "Krugman's concentration index", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.krugman_conc_others_mean", "Krugman's concentration index against the mean of the other industries", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::ColumnsAgainstOthersMean),
        Name::new("concentration.hoover_conc", "Hoover's coefficient of concentration", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.hoover_index", "Hoover's index in per cent", || Box::new(Dissimilarity { scale: Scale::Percent })).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.hoover_equal", "Hoover's coefficient against equal shares", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::ColumnsAgainstEqual),
        Name::new("concentration.hoover_population", "Hoover's coefficient against population", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::ColumnsAgainstAttribute).against("population"),
        Name::new("concentration.gini_locational", "Locational Gini of industries", || Box::new(LocationalGini::default())).cut(Cut::ColumnsAgainstTotal).also(&["hoover_gini"]),
        Name::new("concentration.gini_krugman", "Locational Gini of industries on Krugman's scale", || Box::new(LocationalGini { scale: GiniScale::Half })).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.gini_conc_unweighted_lq", "Gini coefficient of the location quotients of industries", || Box::new(QuotientGini {})).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.theil_conc", "Theil's index of industries", || Box::new(KullbackLeibler::default())).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.theil_conc_absolute", "Theil's index of industries against equal shares", || Box::new(KullbackLeibler::default())).cut(Cut::ColumnsAgainstEqual),
        Name::new("concentration.theil_conc_topographic", "Theil's index of industries against area", || Box::new(KullbackLeibler::default())).cut(Cut::ColumnsAgainstAttribute).against("area"),
        Name::new("concentration.concentration_ratio", "Share of the largest regions", || Box::new(TopKShare::default())).cut(Cut::Columns),
        Name::new("concentration.hallet_gdp_distance", "Distance of an industry's regions in GDP (Hallet)", || Box::new(MeanDistance { distance: Separation::Attribute, attribute: "gdp".into() })),
        Name::new("concentration.hallet_income", "Income of the regions of an industry (Hallet)", || Box::new(HalletCentrality { centrality: Central::Attribute, attribute: "gdp".into() })),
        Name::new("concentration.ubiquity_normalised", "Normalised ubiquity", || Box::new(IndustryUbiquity { form: UbiquityForm::Normalised, ..IndustryUbiquity::default() })),
        Name::new("concentration.ubiquity_inverse_normalised", "Inverse normalised ubiquity", || Box::new(IndustryUbiquity { form: UbiquityForm::InverseNormalised, ..IndustryUbiquity::default() })),
        Name::new("concentration.gini_locational_interval", "Locational Gini of industries with an interval", || Box::new(ConcentrationInterval::default())).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.krugman_conc_interval", "Krugman's concentration index with an interval", || Box::new(ConcentrationInterval { measure: Concentration::Krugman, ..ConcentrationInterval::default() })).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.theil_conc_interval", "Theil's index of industries with an interval", || Box::new(ConcentrationInterval { measure: Concentration::Theil, ..ConcentrationInterval::default() })).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.herfindahl_conc_interval", "Herfindahl index of industries with an interval", || Box::new(ConcentrationInterval { measure: Concentration::Herfindahl, ..ConcentrationInterval::default() })).cut(Cut::ColumnsAgainstTotal),
    ],
}

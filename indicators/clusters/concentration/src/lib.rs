//! How unevenly an industry is spread over regions: formulas of other crates over the columns.
use mercatoria_core::{Cut, Name};
use mercatoria_divergence::{Dissimilarity, KullbackLeibler, LocationalGini, Scale};
use mercatoria_diversity::{Herfindahl, TopKShare};

mercatoria_core::pack! {
    family: "clusters",
    units: [],
    names: [
        Name::new("concentration.herfindahl_conc", "Herfindahl index of industries", || Box::new(Herfindahl::default())).cut(Cut::Columns),
        Name::new("concentration.krugman_conc", "Krugman's concentration index", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.hoover_conc", "Hoover's coefficient of concentration", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.gini_locational", "Locational Gini of industries", || Box::new(LocationalGini::default())).cut(Cut::ColumnsAgainstTotal).also(&["hoover_gini"]),
        Name::new("concentration.theil_conc", "Theil's index of industries", || Box::new(KullbackLeibler::default())).cut(Cut::ColumnsAgainstTotal),
        Name::new("concentration.concentration_ratio", "Share of the largest regions", || Box::new(TopKShare::default())).cut(Cut::Columns),
    ],
}

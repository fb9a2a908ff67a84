//! What a region does more of than the reference. Most names of the field are formulas of other crates under a cut.
mod location_quotient;
pub use location_quotient::*;
use mercatoria_core::{Cut, Name};
use mercatoria_divergence::{Dissimilarity, KullbackLeibler, LocationalGini, Scale};
use mercatoria_diversity::{Herfindahl, Shannon};

mercatoria_core::pack! {
    family: "clusters",
    units: [location_quotient::LocationQuotient],
    names: [
        Name::new("specialisation.lq_absolute", "Additive location quotient", || Box::new(LocationQuotient { form: QuotientForm::Additive, ..Default::default() })),
        Name::new("specialisation.lq_symmetric", "Symmetric location quotient", || Box::new(LocationQuotient { form: QuotientForm::Symmetric, ..Default::default() })).also(&["rsca"]),
        Name::new("specialisation.lq_log", "Logarithm of the location quotient", || Box::new(LocationQuotient { form: QuotientForm::Log, ..Default::default() })).also(&["log_rca"]),
        Name::new("specialisation.lq_normalised", "Normalised location quotient", || Box::new(LocationQuotient { form: QuotientForm::Normalised, ..Default::default() })).also(&["nrca"]),
        Name::new("specialisation.rca", "Revealed comparative advantage", || Box::new(LocationQuotient::default())).also(&["balassa"]),
        Name::new("specialisation.krugman_spec", "Krugman's specialisation index", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.krugman_rest", "Krugman's index against the rest", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::RowsAgainstRest),
        Name::new("specialisation.krugman_bilateral", "Krugman's index of pairs of regions", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::RowByRow),
        Name::new("specialisation.hoover_spec", "Coefficient of specialisation", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.similarity_fk", "Finger–Kreinin similarity of pairs of regions", || Box::new(Dissimilarity { scale: Scale::Overlap })).cut(Cut::RowByRow).also(&["finger_kreinin"]),
        Name::new("specialisation.structural_change_nav", "Change of structure of regions", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::RowsAfterAgainstBefore).also(&["structural_change"]),
        Name::new("specialisation.herfindahl_spec", "Herfindahl index of regions", || Box::new(Herfindahl::default())).cut(Cut::Rows).also(&["hhi_product"]),
        Name::new("specialisation.theil_spec", "Theil's index of regions against the nation", || Box::new(KullbackLeibler::default())).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.gini_spec", "Gini coefficient of regions against the nation", || Box::new(LocationalGini::default())).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.shannon_spec", "Entropy of regions", || Box::new(Shannon::default())).cut(Cut::Rows),
    ],
}

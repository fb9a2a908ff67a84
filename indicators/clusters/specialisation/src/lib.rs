//! What a region does more of than the reference. Most names of the field are formulas of other crates under a cut.
mod location_quotient;
mod lq_bounds;
mod lq_dartboard_test;
mod lq_focal;
mod lq_interval;
mod lq_leave_one_out;
mod lq_standardised;
mod presence;
mod rationalisation;
mod similarity_log_rca;
mod specialisation_breadth;
mod structural_upgrading;
pub use location_quotient::*;
pub use lq_dartboard_test::*;
pub use lq_focal::*;
pub use lq_interval::*;
pub use lq_leave_one_out::*;
pub use lq_standardised::*;
pub use presence::{is_present, presence};
pub use rationalisation::*;
pub use similarity_log_rca::*;
pub use specialisation_breadth::*;
pub use structural_upgrading::*;

use mercatoria_core::{Cut, Name};
use mercatoria_divergence::{
    AverageQuotient, Cosine, Dissimilarity, KullbackLeibler, LocationalGini, QuotientAverage,
    QuotientGini, Scale,
};
use mercatoria_diversity::{Herfindahl, HillNumbers, Shannon};

mercatoria_core::pack! {
    family: "clusters",
    units: [
        location_quotient::LocationQuotient, lq_dartboard_test::LqDartboardTest, lq_focal::LqFocal,
        lq_interval::LqInterval, lq_leave_one_out::LqLeaveOneOut, lq_standardised::LqStandardised,
        rationalisation::Rationalisation, similarity_log_rca::SimilarityLogRca,
        specialisation_breadth::SpecialisationBreadth, structural_upgrading::StructuralUpgrading,
    ],
    names: [
        Name::new("specialisation.lq_absolute", "Additive location quotient", || Box::new(LocationQuotient { form: QuotientForm::Additive, ..Default::default() })).also(&["lq_additive"]),
        Name::new("specialisation.lq_symmetric", "Symmetric location quotient", || Box::new(LocationQuotient { form: QuotientForm::Symmetric, ..Default::default() })).also(&["rsca"]),
        Name::new("specialisation.lq_log", "Logarithm of the location quotient", || Box::new(LocationQuotient { form: QuotientForm::Log, ..Default::default() })).also(&["log_rca"]),
        Name::new("specialisation.lq_normalised", "Normalised location quotient", || Box::new(LocationQuotient { form: QuotientForm::Normalised, ..Default::default() })).also(&["nrca"]),
        Name::new("specialisation.lq_population", "Location quotient per head", || Box::new(LocationQuotient { per: "population".into(), ..Default::default() })),
        Name::new("specialisation.lq_binary", "Presence by the location quotient", || Box::new(LocationQuotient { binary: true, ..Default::default() })),
        Name::new("specialisation.lq_proximity_adjusted", "Proximity-adjusted location quotient", || Box::new(LqFocal { kernel: Kernel::Exponential, ..Default::default() })),
        Name::new("specialisation.rca", "Revealed comparative advantage", || Box::new(LocationQuotient::default())).also(&["balassa"]),
        Name::new("specialisation.lq_average", "Average location quotient of regions", || Box::new(AverageQuotient::default())).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.hachman", "Hachman's index", || Box::new(AverageQuotient { form: QuotientAverage::Inverse })).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.krugman_spec", "Krugman's specialisation index", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.krugman_rest", "Krugman's index against the rest", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::RowsAgainstRest),
        Name::new("specialisation.krugman_others_mean", "Krugman's index against the mean of the others", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::RowsAgainstOthersMean),
        Name::new("specialisation.krugman_bilateral", "Krugman's index of pairs of regions", || Box::new(Dissimilarity { scale: Scale::Sum })).cut(Cut::RowByRow),
        Name::new("specialisation.hoover_spec", "Coefficient of specialisation", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.relative_diversity", "Relative diversity index", || Box::new(Dissimilarity { scale: Scale::Inverse })).cut(Cut::RowsAgainstTotal).also(&["rdi"]),
        Name::new("specialisation.similarity_fk", "Finger–Kreinin similarity of pairs of regions", || Box::new(Dissimilarity { scale: Scale::Overlap })).cut(Cut::RowByRow).also(&["finger_kreinin"]),
        Name::new("specialisation.structure_cosine", "Cosine coefficient of industrial structure of pairs of regions", || Box::new(Cosine {})).cut(Cut::RowByRow).also(&["cosine_coefficient"]),
        Name::new("specialisation.structure_cosine_over_time", "Cosine coefficient of a region's structure at two times", || Box::new(Cosine {})).cut(Cut::RowsAfterAgainstBefore),
        Name::new("specialisation.structural_change_nav", "Change of structure of regions", || Box::new(Dissimilarity { scale: Scale::Half })).cut(Cut::RowsAfterAgainstBefore).also(&["structural_change"]),
        Name::new("specialisation.herfindahl_spec", "Herfindahl index of regions", || Box::new(Herfindahl::default())).cut(Cut::Rows).also(&["hhi_product"]),
        Name::new("specialisation.equivalent_number_spec", "Equivalent number of industries of regions", || Box::new(HillNumbers { q: mercatoria_core::Amount::new(2.0) })).cut(Cut::Rows),
        Name::new("specialisation.theil_spec", "Theil's index of regions against the nation", || Box::new(KullbackLeibler::default())).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.gini_spec", "Gini coefficient of regions against the nation", || Box::new(LocationalGini::default())).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.gini_spec_unweighted_lq", "Gini coefficient of the location quotients of regions", || Box::new(QuotientGini {})).cut(Cut::RowsAgainstTotal),
        Name::new("specialisation.shannon_spec", "Entropy of regions", || Box::new(Shannon::default())).cut(Cut::Rows),
    ],
}

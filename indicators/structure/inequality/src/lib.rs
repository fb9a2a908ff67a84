//! Inequality of a value over units, and segregation of groups: industrial specialisation under another name.
mod atkinson;
mod atkinson_weighted;
mod bounds;
mod coefficient_of_variation;
mod coulter;
mod dalton;
mod generalized_entropy;
mod generalized_entropy_weighted;
mod gini;
mod gini_weighted;
mod groups;
mod inequality_suite;
mod inequality_suite_weighted;
mod mssd;
mod multigroup;
mod mutual_information;
mod mutual_information_difference;
mod schutz;
mod single_group;
mod theil_decomposition;
mod theil_nested;
mod weights;
mod williamson;
mod wolfson;
pub use atkinson::*;
pub use atkinson_weighted::*;
pub use coefficient_of_variation::*;
pub use coulter::*;
pub use dalton::*;
pub use generalized_entropy::*;
pub use generalized_entropy_weighted::*;
pub use gini::*;
pub use gini_weighted::*;
pub use inequality_suite::*;
pub use inequality_suite_weighted::*;
pub use mssd::*;
pub use multigroup::*;
pub use mutual_information::{MutualInformation, information};
pub use mutual_information_difference::{MutualInformationDifference, difference};
pub use schutz::*;
pub use single_group::*;
pub use theil_decomposition::{TheilDecomposition, decomposed};
pub use theil_nested::*;
pub use weights::ValuesAre;
pub use williamson::*;
pub use wolfson::*;

use mercatoria_core::{Cut, Finite, Name};
use mercatoria_divergence::Dissimilarity;
use mercatoria_diversity::{Herfindahl, Shannon};

mercatoria_core::pack! {
    family: "structure",
    units: [
        atkinson::Atkinson, atkinson_weighted::AtkinsonWeighted, coefficient_of_variation::CoefficientOfVariation,
        coulter::Coulter, dalton::Dalton, generalized_entropy::GeneralizedEntropy,
        generalized_entropy_weighted::GeneralizedEntropyWeighted, gini::Gini, gini_weighted::GiniWeighted,
        inequality_suite::InequalitySuite, inequality_suite_weighted::InequalitySuiteWeighted, mssd::Mssd,
        multigroup::Multigroup, mutual_information::MutualInformation,
        mutual_information_difference::MutualInformationDifference, schutz::Schutz, single_group::SingleGroup,
        theil_decomposition::TheilDecomposition, theil_nested::TheilNested, williamson::Williamson, wolfson::Wolfson,
    ],
    names: [
        Name::new("inequality.gini_absolute", "Gini coefficient of each column", || Box::new(Gini::default())).cut(Cut::Columns),
        Name::new("inequality.theil_t", "Theil's T", || Box::new(GeneralizedEntropy { alpha: Finite::new(1.0) })),
        Name::new("inequality.theil_l", "Theil's L (mean log deviation)", || Box::new(GeneralizedEntropy { alpha: Finite::new(0.0) })).also(&["mld", "mean_log_deviation"]),
        Name::new("inequality.cv_normalised", "Normalised coefficient of variation", || Box::new(CoefficientOfVariation { ddof: Ddof::new(1), normalised: VariationScale::RootN })),
        Name::new("inequality.duncan_dissimilarity", "Duncan's dissimilarity of pairs of groups", || Box::new(Dissimilarity::default())).cut(Cut::ColumnByColumn),
        Name::new("inequality.singlegroup_dissimilarity", "Dissimilarity of one group and all others", || Box::new(SingleGroup { index: GroupIndex::Dissimilarity, ..SingleGroup::default() })).cut(Cut::ColumnsAgainstTotal),
        Name::new("inequality.singlegroup_gini", "Gini segregation of one group", || Box::new(SingleGroup { index: GroupIndex::Gini, ..SingleGroup::default() })).cut(Cut::ColumnsAgainstTotal),
        Name::new("inequality.singlegroup_entropy", "Entropy segregation of one group", || Box::new(SingleGroup { index: GroupIndex::Entropy, ..SingleGroup::default() })).cut(Cut::ColumnsAgainstTotal),
        Name::new("inequality.singlegroup_atkinson", "Atkinson segregation of one group", || Box::new(SingleGroup { index: GroupIndex::Atkinson, ..SingleGroup::default() })).cut(Cut::ColumnsAgainstTotal),
        Name::new("inequality.isolation", "Isolation of one group", || Box::new(SingleGroup { index: GroupIndex::Isolation, ..SingleGroup::default() })).cut(Cut::ColumnsAgainstTotal),
        Name::new("inequality.interaction", "Interaction of one group with all others", || Box::new(SingleGroup { index: GroupIndex::Interaction, ..SingleGroup::default() })).cut(Cut::ColumnsAgainstTotal),
        Name::new("inequality.correlation_ratio", "Correlation ratio of one group", || Box::new(SingleGroup { index: GroupIndex::CorrelationRatio, ..SingleGroup::default() })).cut(Cut::ColumnsAgainstTotal).also(&["eta_squared"]),
        Name::new("inequality.minmax", "Min-max index of one group", || Box::new(SingleGroup { index: GroupIndex::Minmax, ..SingleGroup::default() })).cut(Cut::ColumnsAgainstTotal),
        Name::new("inequality.multigroup_dissimilarity", "Multigroup dissimilarity", || Box::new(Multigroup { index: MultigroupIndex::Dissimilarity })),
        Name::new("inequality.multigroup_gini", "Multigroup Gini coefficient", || Box::new(Multigroup { index: MultigroupIndex::Gini })),
        Name::new("inequality.multigroup_information", "Multigroup information theory index H", || Box::new(Multigroup { index: MultigroupIndex::Information })).also(&["theil_h"]),
        Name::new("inequality.multigroup_divergence", "Multigroup divergence", || Box::new(Multigroup { index: MultigroupIndex::Divergence })),
        Name::new("inequality.multigroup_normalised_exposure", "Multigroup normalised exposure", || Box::new(Multigroup { index: MultigroupIndex::NormalisedExposure })),
        Name::new("inequality.multigroup_relative_diversity", "Multigroup relative diversity", || Box::new(Multigroup { index: MultigroupIndex::RelativeDiversity })),
        Name::new("inequality.multigroup_squared_cv", "Multigroup squared coefficient of variation", || Box::new(Multigroup { index: MultigroupIndex::SquaredCv })),
        Name::new("inequality.multigroup_diversity", "Entropy of all groups", || Box::new(Shannon::default())).cut(Cut::ColumnTotals),
        Name::new("inequality.simpson_concentration", "Simpson's concentration of all groups", || Box::new(Herfindahl::default())).cut(Cut::ColumnTotals),
        Name::new("inequality.simpson_interaction", "Simpson's interaction of all groups", || Box::new(mercatoria_diversity::GiniSimpson {})).cut(Cut::ColumnTotals),
    ],
}

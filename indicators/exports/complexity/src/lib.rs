//! Economic complexity: eigenvectors, fitness and their relatives, and how sure they are.
mod complexity_q;
mod diversity;
mod eci;
mod eci_continuous;
mod eci_plus;
mod eci_reflections;
mod eci_spectrum;
mod eci_stability;
mod eci_subnational;
mod fitness;
mod fitness_map;
mod genepy;
mod genepy_index;
mod genepy_products;
mod k_c1;
mod k_p1;
mod logsupermodularity;
mod modularity;
mod nestedness;
mod nestedness_nodf;
mod nestedness_temperature;
mod norm_ubiquity;
mod pci;
mod pci_reflections;
mod pci_stability;
mod product_ubiquity;
mod reflections;
mod scale;
mod spectral;
mod stability;
pub use complexity_q::*;
pub use diversity::*;
pub use eci::*;
pub use eci_continuous::*;
pub use eci_plus::*;
pub use eci_reflections::*;
pub use eci_spectrum::*;
pub use eci_stability::*;
pub use eci_subnational::*;
pub use fitness::*;
pub use fitness_map::*;
pub use genepy::*;
pub use genepy_index::*;
pub use genepy_products::*;
pub use k_c1::*;
pub use k_p1::*;
pub use logsupermodularity::*;
use mercatoria_advantage::Advantage;
use mercatoria_core::{Name, Positive};
pub use modularity::*;
pub use nestedness::{modularity, modularity_of, nodf, temperature};
pub use nestedness_nodf::*;
pub use nestedness_temperature::*;
pub use norm_ubiquity::*;
pub use pci::*;
pub use pci_reflections::*;
pub use pci_stability::*;
pub use product_ubiquity::*;
pub use reflections::*;
pub use scale::*;
pub use spectral::*;
pub use stability::{Change, Design, Index, IndexOf, stability};

mercatoria_core::pack! {
    family: "exports",
    units: [
        complexity_q::ComplexityQ,
        diversity::Diversity,
        eci::Eci,
        eci_continuous::EciContinuous,
        eci_plus::EciPlus,
        eci_reflections::EciReflections,
        eci_spectrum::EciSpectrum,
        eci_stability::EciStability,
        eci_subnational::EciSubnational,
        fitness::Fitness,
        genepy::Genepy,
        genepy_products::GenepyProducts,
        k_c1::KC1,
        k_p1::KP1,
        logsupermodularity::Logsupermodularity,
        modularity::Modularity,
        nestedness_nodf::NestednessNodf,
        nestedness_temperature::NestednessTemperature,
        norm_ubiquity::NormUbiquity,
        pci::Pci,
        pci_reflections::PciReflections,
        pci_stability::PciStability,
        product_ubiquity::ProductUbiquity,
    ],
    names: [
        Name::new("complexity.eci_rpop", "Economic complexity with presence by heads", || Box::new(Eci { advantage: Advantage::Rpop, ..Default::default() })),
        Name::new("complexity.eci_raw", "Economic complexity, unscaled", || Box::new(Eci { scale: Scale::Raw, ..Default::default() })),
        Name::new("complexity.pci_raw", "Product complexity, unscaled", || Box::new(Pci { scale: ProductScale::Raw, ..Default::default() })),
        Name::new("complexity.pci_own_z", "Product complexity, z-scored by itself", || Box::new(Pci { scale: ProductScale::OwnZ, ..Default::default() })),
        Name::new("complexity.eci_log_rca", "Economic complexity on ln(1 + RCA)", || Box::new(EciContinuous { weights: Weights::LogRca, ..Default::default() })),
        Name::new("complexity.fitness_ext", "Fitness with extremality", || Box::new(Fitness { extremality: Positive::new(2.0), ..Default::default() })),
        Name::new("complexity.complexity_q_ext", "Complexity of products with extremality", || Box::new(ComplexityQ { extremality: Positive::new(2.0), ..Default::default() })),
        Name::new("complexity.fitness_nhefc", "Fitness with a source", || Box::new(Fitness { variant: Variant::Nhefc, ..Default::default() })),
        Name::new("complexity.fitness_sinkhorn", "Fitness by scaling to equal sums", || Box::new(Fitness { variant: Variant::Sinkhorn, ..Default::default() })),
        Name::new("complexity.fitness_minimal_extremal", "Minimal-extremal fitness", || Box::new(Fitness { variant: Variant::MinimalExtremal, ..Default::default() })),
        Name::new("complexity.eci_leave_one_out", "Country index with one country left out at a time", || Box::new(EciStability::default())),
        Name::new("complexity.eci_threshold_sweep", "Country index over thresholds of presence", || Box::new(EciStability { method: Change::Threshold, ..Default::default() })),
        Name::new("complexity.eci_bootstrap", "Country index with countries drawn anew", || Box::new(EciStability { method: Change::Bootstrap, ..Default::default() })),
        Name::new("complexity.fitness_stability", "Stability of fitness", || Box::new(EciStability { index: Index::Fitness, ..Default::default() })),
        Name::new("complexity.regional_eci", "Complexity of provinces by world product complexity", || Box::new(EciSubnational::default())),
        Name::new("complexity.genepy_stability", "Stability of GENEPY", || Box::new(EciStability { index: Index::Genepy, ..Default::default() })),
        Name::new("complexity.complexity_q_stability", "Stability of the complexity of products by fitness", || Box::new(PciStability { index: Index::Fitness, ..Default::default() })),
        Name::new("complexity.pci_leave_one_out", "Product index with one country left out at a time", || Box::new(PciStability::default())),
        Name::new("complexity.pci_threshold_sweep", "Product index over thresholds of presence", || Box::new(PciStability { method: Change::Threshold, ..Default::default() })),
        Name::new("complexity.pci_bootstrap", "Product index with countries drawn anew", || Box::new(PciStability { method: Change::Bootstrap, ..Default::default() })),
    ],
}

//! Which industries go together, how close a region is to what it has not, what entered, left and stayed, and how
//! complex a combination of technologies is.
//!
//! Units read a table of regions × industries (or technologies × patents) from the registry. Every formula is also a plain
//! function, on presence bits ([`mercatoria_numeric::bits::BitMatrix`]) or, for tables too large to be dense, on an
//! [`Incidence`].
mod coherence_regional;
mod coherence_z;
mod collaboration;
mod cooccurrence;
mod ease_of_recombination;
mod entry_exit;
mod entry_probability_model;
mod extra_regional_share;
mod growth_matrix;
mod incidence;
mod modular_complexity;
mod modular_complexity_average;
mod persistence;
mod presence;
mod relatedness_density;
mod relatedness_density_average;
mod relatedness_index;
mod relatedness_relative;
mod spells;
pub use coherence_regional::*;
pub use coherence_z::*;
pub use collaboration::*;
pub use cooccurrence::*;
pub use ease_of_recombination::*;
pub use entry_exit::*;
pub use entry_probability_model::*;
pub use extra_regional_share::*;
pub use growth_matrix::*;
pub use incidence::*;
use mercatoria_advantage::Advantage;
use mercatoria_complexity::{Eci, EciReflections, Fitness, Pci, PciReflections};
use mercatoria_core::Name;
pub use modular_complexity::*;
pub use modular_complexity_average::*;
pub use persistence::*;
pub use presence::*;
pub use relatedness_density::*;
pub use relatedness_density_average::*;
pub use relatedness_index::*;
pub use relatedness_relative::*;
pub use spells::*;

mercatoria_core::pack! {
    family: "clusters",
    units: [
        coherence_regional::CoherenceRegional, coherence_z::CoherenceZ, collaboration::Collaboration, cooccurrence::Cooccurrence,
        ease_of_recombination::EaseOfRecombination, entry_exit::EntryExit, entry_probability_model::EntryProbabilityModel,
        extra_regional_share::ExtraRegionalShare, growth_matrix::GrowthMatrix, modular_complexity::ModularComplexity,
        modular_complexity_average::ModularComplexityAverage, persistence::Persistence, relatedness_density::RelatednessDensity,
        relatedness_density_average::RelatednessDensityAverage, relatedness_index::RelatednessIndex, relatedness_relative::RelativeRelatedness,
    ],
    names: [
        Name::new("relatedness.relatedness_association", "Association strength of industries", || Box::new(RelatednessIndex { method: Method::Association, ..Default::default() })),
        Name::new("relatedness.relatedness_cosine", "Cosine relatedness of industries", || Box::new(RelatednessIndex { method: Method::Cosine, ..Default::default() })),
        Name::new("relatedness.relatedness_jaccard", "Jaccard relatedness of industries", || Box::new(RelatednessIndex { method: Method::Jaccard, ..Default::default() })),
        Name::new("relatedness.relatedness_probability", "Probabilistic relatedness of industries (Steijn)", || Box::new(RelatednessIndex { method: Method::Probability, ..Default::default() })),
        Name::new("relatedness.relatedness_conditional", "Conditional probability of industries", || Box::new(RelatednessIndex { method: Method::Conditional, ..Default::default() })),
        Name::new("relatedness.relatedness_distance", "Distance of a region to an industry", || Box::new(RelatednessDensity { scale: DensityScale::Distance, ..Default::default() })),
        Name::new("relatedness.relatedness_density_internal", "Relatedness density of what a region has", || Box::new(RelatednessDensity { cells: Cells::Present, ..Default::default() })),
        Name::new("relatedness.relatedness_density_external", "Relatedness density of what a region has not", || Box::new(RelatednessDensity { cells: Cells::Absent, ..Default::default() })),
        Name::new("relatedness.relatedness_density_internal_average", "Average relatedness density of what a region has", || Box::new(RelatednessDensityAverage { cells: Cells::Present, ..Default::default() })),
        Name::new("relatedness.relatedness_density_external_average", "Average relatedness density of what a region has not", || Box::new(RelatednessDensityAverage { cells: Cells::Absent, ..Default::default() })),
        Name::new("relatedness.kci", "Knowledge complexity of regions", || Box::new(Eci { advantage: Advantage::Given, ..Default::default() })).also(&["kci_tci"]),
        Name::new("relatedness.tci", "Knowledge complexity of technologies", || Box::new(Pci { advantage: Advantage::Given, ..Default::default() })),
        Name::new("relatedness.eci_pci", "Complexity of regions from given presence", || Box::new(Eci { advantage: Advantage::Given, ..Default::default() })),
        Name::new("relatedness.method_of_reflections", "Method of reflections from given presence", || Box::new(EciReflections { advantage: Advantage::Given, ..Default::default() })),
        Name::new("relatedness.reflections_of_technologies", "Method of reflections, technologies, from given presence", || Box::new(PciReflections { advantage: Advantage::Given, ..Default::default() })),
        Name::new("relatedness.fitness_complexity", "Fitness of regions from given presence", || Box::new(Fitness { advantage: Advantage::Given, ..Default::default() })),
        Name::new("relatedness.entry_matrix", "Entry of industries", || Box::new(EntryExit { event: Event::Entry, ..Default::default() })),
        Name::new("relatedness.exit_matrix", "Exit of industries", || Box::new(EntryExit { event: Event::Exit, ..Default::default() })),
        Name::new("relatedness.coinventor_share", "Share of all ties between regions", || Box::new(Collaboration { tie: Tie::Share })),
        Name::new("relatedness.collaboration_salton", "Salton's index of collaboration", || Box::new(Collaboration { tie: Tie::Salton })),
        Name::new("relatedness.collaboration_jaccard", "Jaccard's index of collaboration", || Box::new(Collaboration { tie: Tie::Jaccard })),
        Name::new("relatedness.collaboration_closeness", "Closeness in the network of collaboration", || Box::new(Collaboration { tie: Tie::Closeness })),
        Name::new("relatedness.collaboration_triads", "Closed triads of collaboration", || Box::new(Collaboration { tie: Tie::Triads })),
    ],
}

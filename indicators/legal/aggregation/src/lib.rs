//! Composite scores: means over a hierarchy, penalties, ordinal rules, ranks. Scores are better where they are larger.
// Cards end in `..Card::BLANK` also where every field is given, so that a new field breaks no unit.
#![allow(clippy::needless_update)]
mod ampi;
mod borda;
mod choquet;
mod copeland;
mod generalised_mean;
mod kemeny;
mod mean_min;
mod mpi;
mod outranking_matrix;
mod owa;
mod ranks;
mod scorecard;
mod wroclaw;
pub use ampi::*;
pub use borda::*;
pub use choquet::*;
pub use copeland::*;
pub use generalised_mean::*;
pub use kemeny::*;
pub use mean_min::*;
pub use mpi::*;
pub use outranking_matrix::*;
pub use owa::*;
pub use ranks::*;
pub use scorecard::*;
pub use wroclaw::*;

use mercatoria_core::{Finite, Name, Share};

fn mean(p: f64) -> GeneralisedMean {
    GeneralisedMean {
        p: Finite::new(p),
        ..GeneralisedMean::default()
    }
}

mercatoria_core::pack! {
    family: "legal",
    units: [
        ampi::Ampi, borda::Borda, choquet::Choquet, copeland::Copeland, generalised_mean::GeneralisedMean, kemeny::Kemeny,
        mean_min::MeanMin, mpi::Mpi, outranking_matrix::OutrankingMatrix, owa::Owa, ranks::Ranks, scorecard::Scorecard,
        wroclaw::Wroclaw,
    ],
    names: [
        Name::new("aggregation.arithmetic_mean", "Weighted arithmetic mean", || Box::new(mean(1.0))),
        Name::new("aggregation.geometric_mean", "Weighted geometric mean", || Box::new(mean(0.0))),
        Name::new("aggregation.harmonic_mean", "Weighted harmonic mean", || Box::new(mean(-1.0))),
        Name::new("aggregation.coverage_threshold", "Weighted mean where enough is known", || Box::new(GeneralisedMean { coverage: Share::new(0.65), ..mean(1.0) })),
        Name::new("aggregation.ogwa", "Ordered generalised weighted average", || Box::new(Owa { p: Finite::new(0.0), ..Owa::default() })),
    ],
}

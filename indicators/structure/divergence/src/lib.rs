//! Formulas on two distributions: distances, information, similarity.
mod average_quotient;
mod cosine;
mod coulter_against;
mod dissimilarity;
mod generalized_divergence;
mod kullback_leibler;
mod locational_gini;
mod possible;
mod quotient_gini;
pub use average_quotient::*;
pub use cosine::*;
pub use coulter_against::*;
pub use dissimilarity::*;
pub use generalized_divergence::*;
pub use kullback_leibler::*;
pub use locational_gini::*;
pub use quotient_gini::*;

mercatoria_core::pack! {
    family: "structure",
    units: [
        average_quotient::AverageQuotient, cosine::Cosine, coulter_against::CoulterAgainst, dissimilarity::Dissimilarity,
        generalized_divergence::GeneralizedDivergence, kullback_leibler::KullbackLeibler, locational_gini::LocationalGini,
        quotient_gini::QuotientGini,
    ],
    names: [],
}

//! Formulas on two distributions: distances, information, similarity.
mod dissimilarity;
mod kullback_leibler;
mod locational_gini;
pub use dissimilarity::*;
pub use kullback_leibler::*;
pub use locational_gini::*;

mercatoria_core::pack! {
    family: "structure",
    units: [dissimilarity::Dissimilarity, kullback_leibler::KullbackLeibler, locational_gini::LocationalGini],
    names: [],
}

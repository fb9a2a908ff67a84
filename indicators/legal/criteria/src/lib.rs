//! What is asked of the law: a catalogue of criteria as data (question, answer, scale, direction, evidence, and which indices ask
//! it), the score of coded answers, and the recipes of published indices as names.
mod answer_score;
mod catalogue;
mod index_recipe;
pub use answer_score::*;
pub use catalogue::*;
pub use index_recipe::*;

use mercatoria_core::{Name, Positive, Unit};

fn recipe(scoring: Scoring, scale: f64) -> Box<dyn Unit> {
    Box::new(IndexRecipe {
        scoring,
        scale: Positive::try_from(scale).unwrap_or(Positive::new(1.0)),
        ..IndexRecipe::default()
    })
}

mercatoria_core::pack! {
    family: "legal",
    units: [answer_score::AnswerScore, index_recipe::IndexRecipe],
    names: [
        Name::new("criteria.doing_business", "Doing Business: distance to the frontier, mean of topics", || recipe(Scoring::Frontier, 100.0)),
        Name::new("criteria.b_ready", "B-READY: points by topic, mean over pillars", || recipe(Scoring::Keep, 100.0)),
        Name::new("criteria.wjp_rule_of_law", "WJP rule of law: means of means, 0 to 1", || recipe(Scoring::Keep, 1.0)),
        Name::new("criteria.ginarte_park", "Ginarte-Park: sum of five components, 0 to 5", || Box::new(IndexRecipe { top: Join::Sum, ..IndexRecipe::default() })),
        Name::new("criteria.oecd_fdi_rri", "OECD FDI restrictiveness: capped at 1 by sector, mean of sectors", || Box::new(IndexRecipe { groups: Join::SumCappedAtOne, ..IndexRecipe::default() })),
        Name::new("criteria.oecd_tfi", "OECD trade facilitation: means of questions, 0 to 2", || recipe(Scoring::Keep, 2.0)),
        Name::new("criteria.oecd_eps", "OECD environmental policy stringency: means of classes, 0 to 6", || recipe(Scoring::Keep, 6.0)),
        Name::new("criteria.oecd_pmr", "OECD product market regulation: nested means, 0 to 6", || recipe(Scoring::Keep, 6.0)),
        Name::new("criteria.fraser_efw", "Economic Freedom of the World: range of the base period, 0 to 10", || recipe(Scoring::BaseRange, 10.0)),
        Name::new("criteria.heritage", "Index of Economic Freedom: mean of scored freedoms", || recipe(Scoring::Keep, 100.0)),
        Name::new("criteria.neri_marketisation", "Marketisation index: range of the base year, 0 to 10", || recipe(Scoring::BaseRange, 10.0)),
    ],
}

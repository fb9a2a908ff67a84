//! The criteria as data: one row each in `data/criteria.csv`.
use std::sync::LazyLock;

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// 0 or 1.
    Bool,
    /// A whole number of points.
    Ordinal,
    /// A number with a unit.
    Number,
}
/// One question that is asked of the law.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Id.
    pub id: &'static str,
    /// The levers it belongs to.
    pub levers: Vec<&'static str>,
    /// In our words.
    pub question: &'static str,
    /// How it is answered.
    pub answer: Answer,
    /// Unit of measure of the answer.
    pub unit: &'static str,
    /// The worst and the best possible answer in order of size, where the scale has ends.
    pub bounds: Option<[f64; 2]>,
    /// 1: more is better for clusters and exports; −1: less is; 0: contested, the user says.
    pub direction: i8,
    /// Law in the books, rather than in action.
    pub de_jure: bool,
    /// How published indices ask it.
    pub indices: &'static str,
    /// What an answer must be shown by.
    pub evidence: &'static str,
}

static CRITERIA: LazyLock<Vec<Criterion>> =
    LazyLock::new(|| codebook().lines().skip(1).filter_map(row).collect());

fn row(line: &'static str) -> Option<Criterion> {
    let field: Vec<&'static str> = line.split(',').collect();
    let [
        id,
        levers,
        question,
        answer,
        unit,
        low,
        high,
        direction,
        facto,
        indices,
        evidence,
    ] = field[..]
    else {
        return None;
    };
    Some(Criterion {
        id,
        levers: levers.split(';').collect(),
        question,
        answer: match answer {
            "bool" => Answer::Bool,
            "ordinal" => Answer::Ordinal,
            _ => Answer::Number,
        },
        unit,
        bounds: low
            .parse()
            .ok()
            .zip(high.parse().ok())
            .map(|(low, high)| [low, high]),
        direction: direction.parse().ok()?,
        de_jure: facto == "de_jure",
        indices,
        evidence,
    })
}
/// Every criterion, in the order of the catalogue.
///
/// ```
/// let tariff = mercatoria_criteria::criteria().iter().find(|c| c.id == "tb1_tariff").unwrap();
/// assert_eq!((tariff.direction, tariff.unit), (-1, "percent"));
/// ```
pub fn criteria() -> &'static [Criterion] {
    &CRITERIA
}
/// The catalogue as CSV, for coders; a file of further criteria has the same columns.
pub fn codebook() -> &'static str {
    include_str!("../data/criteria.csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVERS: [&str; 17] = [
        "tax_incentive",
        "subsidy_finance",
        "regulatory_streamlining",
        "ip",
        "antitrust",
        "trade_agreement",
        "customs",
        "standards",
        "tariff",
        "ntm",
        "environment",
        "coordination",
        "fdi",
        "zone",
        "labour",
        "digital_industry40",
        "rule_of_law",
    ];

    #[test]
    fn every_row_is_read_and_every_lever_is_asked_about() {
        assert_eq!(criteria().len(), codebook().lines().count() - 1);
        for lever in LEVERS {
            assert!(
                criteria().iter().any(|c| c.levers.contains(&lever)),
                "{lever}"
            );
        }
        for c in criteria() {
            assert!(c.levers.iter().all(|l| LEVERS.contains(l)), "{}", c.id);
            assert!(
                c.question.ends_with('?') && !c.evidence.is_empty() && !c.indices.is_empty(),
                "{}",
                c.id
            );
            assert!(c.bounds.is_none_or(|[low, high]| low < high), "{}", c.id);
        }
    }
}

//! Governance of six countries with the standard errors carried through. National figures: nothing here is about Liaoning.
use crate::{figures::Records, governance};
use mercatoria_core::IntervalKind;
use mercatoria_numeric::{distribution::normal, sum::sum};

/// The mean of the six indicators of a country, with its interval under two assumptions about their errors.
#[derive(Debug, Clone)]
pub struct Composite {
    /// The country.
    pub country: &'static str,
    /// Mean of the estimates.
    pub mean: f64,
    /// Half the width of the 95 % interval if the errors of the six are independent.
    pub if_independent: f64,
    /// The same if they are perfectly correlated: the widest that these standard errors allow.
    pub if_correlated: f64,
}
/// The 95 % interval of the standard normal distribution.
pub fn wide() -> f64 {
    normal::quantile(0.975)
}
/// What the intervals are, in the words of the results.
pub fn kind(independent: bool) -> IntervalKind {
    IntervalKind::Confidence {
        level: 0.95,
        method: if independent {
            "normal; errors of the six dimensions independent (an assumption)".into()
        } else {
            "normal; errors of the six dimensions perfectly correlated".into()
        },
        resampled: "standard errors of the Worldwide Governance Indicators".into(),
    }
}
/// Equal-weight means of a year.
pub fn composites(year: &str) -> Records<Composite> {
    let rows = governance()?;
    let mut countries: Vec<&str> = vec![];
    for row in rows.iter().filter(|r| r.year == year) {
        if !countries.contains(&row.country) {
            countries.push(row.country);
        }
    }
    let of = |country: &'static str| {
        let mine = rows
            .iter()
            .filter(|r| r.year == year && r.country == country);
        let (estimates, errors): (Vec<f64>, Vec<f64>) =
            mine.map(|r| (r.estimate, r.standard_error)).unzip();
        let n = estimates.len() as f64;
        let squares: Vec<f64> = errors.iter().map(|e| e * e).collect();
        Composite {
            country,
            mean: sum(&estimates) / n,
            if_independent: wide() * sum(&squares).sqrt() / n,
            if_correlated: wide() * sum(&errors) / n,
        }
    };
    Ok(countries.into_iter().map(of).collect())
}

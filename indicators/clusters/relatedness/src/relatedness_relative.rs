//! z_ri = (d_ri − mean) / sd over the industries that region r has not.
use crate::{Margins, Method, Presence, RelatednessDensity, presence};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::moments::{mean, standard_deviation};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Relative relatedness of what a region has not.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RelativeRelatedness {
    /// How related two industries are; without, as `column_relation` says, where it is given, else by proximity.
    pub relatedness: Option<Method>,
    /// Sizes in the relatedness.
    pub margins: Margins,
    /// The standard deviation divides by n less this: 0 the absent industries are all there are, 1 they are a sample.
    pub ddof: Ddof,
    /// What counts as present.
    pub presence: Presence,
    /// Threshold of presence, for an amount or a location quotient.
    pub threshold: Amount,
}
mercatoria_core::bounded! {
    /// Degrees of freedom that a mean takes: 0 or 1.
    Ddof(u32): 0 => 1, {"type": "integer", "minimum": 0, "maximum": 1};
}
impl Default for RelativeRelatedness {
    fn default() -> Self {
        Self {
            relatedness: None,
            margins: Margins::default(),
            ddof: Ddof::new(0),
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
        }
    }
}

impl Indicator for RelativeRelatedness {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.relatedness_relative",
        title: "Relative relatedness",
        formula: "z_ri = (d_ri − d̄_r) / sd_r over the industries absent from r",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "above 0: closer to the region's basket than its other absent industries are",
        sources: &[
            "Pinheiro, F. L., Hartmann, D., Boschma, R. and Hidalgo, C. A. (2022). The time and frequency of unrelated diversification. Research Policy 51(8).",
        ],
        peers: &[
            "econcomplex 1.0 divides by the population's standard deviation, as here by default, and gives NaN where the spread is 0.",
        ],
        example: Example::csv("row,column,value\nA,i,1\nB,i,1\nB,j,1\nC,k,1\nD,j,1\nD,k,1\n")
            .gives("A,i: present; A,j: 1; A,k: -1"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let of = RelatednessDensity {
            relatedness: self.relatedness,
            margins: self.margins,
            presence: self.presence,
            threshold: self.threshold,
            ..RelatednessDensity::default()
        };
        let d = of.density(m);
        let bits = presence(m, self.presence, self.threshold.get());
        let n = m.columns();
        let mut out = Values::with_capacity(m.rows() * n);
        for (r, total) in m.row_totals().iter().enumerate() {
            let absent: Vec<f64> = (0..n)
                .filter(|c| !bits.get(r, *c) && d.related[*c] > 0.0)
                .map(|c| d.shares[r * n + c])
                .collect();
            let spread = spread(&absent, self.ddof.get() as usize);
            for c in 0..n {
                out.push(match &spread {
                    _ if *total == 0.0 => Err(Undefined::EmptyRow),
                    _ if bits.get(r, c) => Err(Undefined::Present),
                    spread => d.cell(m, c, d.shares[r * n + c]).and_then(|share| {
                        let (mean, sd) = (*spread)?;
                        Ok((share - mean) / sd)
                    }),
                });
            }
        }
        crate::relatedness_density::note(&mut out, self.presence.resolve(std::slice::from_ref(m)));
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Beyond the usual thresholds nothing or everything is present in a small table.
        if !(0.1..=1.5).contains(&self.threshold.get()) {
            return vec![];
        }
        vec![
            Relabel,
            Holds(
                "the defined values of a row have mean 0",
                Predicate(|m, values| {
                    let mut seen = false;
                    for r in 0..m.rows() {
                        let row = (0..m.columns())
                            .filter_map(|c| values.get(r * m.columns() + c).point());
                        let row: Vec<f64> = row.collect();
                        if let Some(mean) = mean(&row) {
                            seen = true;
                            if mean.abs() > 1e-9 {
                                return Err(format!("mean {mean} in row {r}"));
                            }
                        }
                    }
                    Ok(seen)
                }),
            ),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let given = || Self {
            relatedness: Some(Method::Proximity),
            presence: Presence::Positive,
            ..Self::default()
        };
        vec![("econcomplex-1.0", given())]
    }
}
/// Mean and standard deviation, if the numbers differ by more than rounding.
fn spread(xs: &[f64], ddof: usize) -> Result<(f64, f64), Undefined> {
    let (mean, sd) = (
        mean(xs).ok_or(Undefined::TooFew)?,
        standard_deviation(xs, ddof).ok_or(Undefined::TooFew)?,
    );
    let largest = xs.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    if xs.len() < 2 || sd <= 1e-14 * largest {
        Err(Undefined::ZeroVariance)
    } else {
        Ok((mean, sd))
    }
}

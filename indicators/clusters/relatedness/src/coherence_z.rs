//! z_ij = (C_ij − μ) / σ against the hypergeometric: n_i and n_j drawn at random from P.
use crate::{Presence, cooccurrence, presence, relatedness_density::note};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{bits::BitMatrix, elementary::sqrt};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which side is related to itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// The rows: technologies × patents, industries × firms.
    #[default]
    Rows,
    /// The columns: patents × technologies, regions × industries.
    Columns,
}
/// What stands on the diagonal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Diagonal {
    /// Nothing: a thing is not related to itself.
    #[default]
    NotApplicable,
    /// 0.
    Zero,
    /// z of a co-occurrence of 0, as EconGeo has it.
    Kept,
}
/// Surprise of a co-occurrence.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoherenceZ {
    /// Which side is related to itself.
    pub of: Of,
    /// What stands on the diagonal.
    pub diagonal: Diagonal,
    /// What counts as present.
    pub presence: Presence,
    /// Threshold of presence, for an amount or a location quotient.
    pub threshold: Amount,
}
impl Default for CoherenceZ {
    fn default() -> Self {
        Self {
            of: Of::Rows,
            diagonal: Diagonal::NotApplicable,
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
        }
    }
}

impl Indicator for CoherenceZ {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.coherence_z",
        title: "Survivor relatedness (z of co-occurrence)",
        formula: "z_ij = (C_ij − μ_ij)/σ_ij, μ = n_i n_j/P, σ² = μ (1 − n_i/P)(P − n_j)/(P − 1)",
        form: Form::Own(&[]),
        reading: "above 0: together more often than two random draws would be; in standard deviations",
        sources: &[
            "Teece, D. J., Rumelt, R., Dosi, G. and Winter, S. (1994). Understanding corporate coherence. Journal of Economic Behavior and Organization 23(1).",
        ],
        peers: &[
            "EconGeo 1.3 keeps on the diagonal the z of a count that was set to 0 (diagonal: kept); econcomplex 1.0 puts 0.",
        ],
        example: Example::csv(
            "row,column,value\ni,P1,1\ni,P2,1\nj,P1,1\nj,P2,1\nj,P3,0\nj,P4,0\ni,P3,0\ni,P4,0\nk,P3,1\nk,P4,0\n",
        )
        .gives("i,j: 1.7320508075688772…; i,k: -1; i,i: not_applicable"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let bits = presence(m, self.presence, self.threshold.get());
        let (z, axis) = match self.of {
            Of::Rows => (
                coherence(&bits.transpose(), self.diagonal),
                m.axis(Matrix::ROW),
            ),
            Of::Columns => (coherence(&bits, self.diagonal), m.axis(Matrix::COLUMN)),
        };
        let (totals, empty) = match self.of {
            Of::Rows => (m.row_totals(), Undefined::EmptyRow),
            Of::Columns => (m.column_totals(), Undefined::EmptyColumn),
        };
        let n = totals.len();
        let mut out = Values::over(vec![axis.clone(), axis.other()]);
        for (at, z) in z.into_iter().enumerate() {
            let nothing = totals[at / n] == 0.0 || totals[at % n] == 0.0;
            out.push(if nothing { Err(empty) } else { z });
        }
        note(&mut out, self.presence.resolve(std::slice::from_ref(m)));
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![Holds(
            "z_ij = z_ji",
            Predicate(|_, values| {
                let n = values.len().isqrt();
                for (i, j) in (0..n).flat_map(|i| (0..i).map(move |j| (i, j))) {
                    let (a, b) = (values.get(i * n + j), values.get(j * n + i));
                    if let (Some(a), Some(b)) = (a.point(), b.point())
                        && (a - b).abs() > 1e-12 * a.abs().max(1.0)
                    {
                        return Err(format!("{a} and {b}"));
                    }
                }
                Ok(n > 1)
            }),
        )]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let with = |diagonal| Self {
            diagonal,
            presence: Presence::Positive,
            ..Self::default()
        };
        vec![
            ("econgeo-1.3", with(Diagonal::Kept)),
            ("econcomplex-1.0", with(Diagonal::Zero)),
        ]
    }
}

/// z of the columns of a presence matrix, columns × columns row by row.
pub fn coherence(presence: &BitMatrix, diagonal: Diagonal) -> Vec<Measure> {
    let n = presence.columns();
    let counts: Vec<f64> = presence
        .column_counts()
        .into_iter()
        .map(f64::from)
        .collect();
    let rows = presence.rows() as f64;
    let common = cooccurrence(presence);
    let cell = |(at, common): (usize, &u32)| {
        let (i, j) = (at / n, at % n);
        match (i == j, diagonal) {
            (true, Diagonal::NotApplicable) => Err(Undefined::NotApplicable),
            (true, Diagonal::Zero) => Ok(0.0),
            (true, Diagonal::Kept) => hypergeometric_z(0.0, counts[i], counts[i], rows),
            (false, _) => hypergeometric_z(f64::from(*common), counts[i], counts[j], rows),
        }
    };
    common.iter().enumerate().map(cell).collect()
}

/// z of `common` draws in both of two samples of `n_i` and `n_j` out of `population`.
///
/// ```
/// use mercatoria_relatedness::hypergeometric_z;
/// assert_eq!(hypergeometric_z(0.0, 2.0, 1.0, 4.0), Ok(-1.0)); // μ = 1/2, σ² = 1/4
/// ```
///
/// # Errors
/// `ZeroVariance` where one is in every row or in none, `TooFew` for fewer than two rows.
pub fn hypergeometric_z(common: f64, n_i: f64, n_j: f64, population: f64) -> Measure {
    if population < 2.0 {
        return Err(Undefined::TooFew);
    }
    if n_i == 0.0 || n_j == 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    // P² (P − 1) σ² = n_i n_j (P − n_i)(P − n_j): symmetric, and 0 exactly where one is everywhere.
    let variance = (n_i * (population - n_i)) * (n_j * (population - n_j));
    if variance <= 0.0 {
        return Err(Undefined::ZeroVariance);
    }
    let surplus = common * population - n_i * n_j;
    Ok(surplus * sqrt(population - 1.0) / sqrt(variance))
}

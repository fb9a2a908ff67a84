//! C = MᵀM: in how many rows two columns stand together.
use crate::{Presence, presence, relatedness_density::note};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::bits::{BitMatrix, CommonCounts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Co-occurrence of the columns.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Cooccurrence {
    /// What counts as present.
    pub presence: Presence,
    /// Threshold of presence, for an amount or a location quotient.
    pub threshold: Amount,
    /// Keep C_ii, the number of rows that have the column, instead of 0.
    pub diagonal: bool,
}
impl Default for Cooccurrence {
    fn default() -> Self {
        Self {
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
            diagonal: false,
        }
    }
}

impl Indicator for Cooccurrence {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.cooccurrence",
        title: "Co-occurrence of industries",
        formula: "C = MᵀM, M = presence; C_ii = 0",
        form: Form::Grid(Matrix::COLUMN, Matrix::COLUMN),
        reading: "the number of regions that have both industries",
        sources: &[
            "Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development of nations. Science 317.",
        ],
        peers: &["EconGeo 1.3 and econcomplex 1.0 set the diagonal to 0, as here by default."],
        example: Example::csv("row,column,value\nA,i,1\nA,j,1\nB,i,1\nB,j,1\nB,k,1\nC,k,1\n")
            .gives("i,j: 2; i,k: 1; j,k: 1; k,k: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let bits = presence(m, self.presence, self.threshold.get());
        let counts = cooccurrence(&bits);
        let n = m.columns();
        let mut out = Values::with_capacity(n * n);
        out.extend_points(counts.iter().enumerate().map(|(at, count)| {
            if at / n == at % n && !self.diagonal {
                0.0
            } else {
                f64::from(*count)
            }
        }));
        note(&mut out, self.presence.resolve(std::slice::from_ref(m)));
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        vec![
            Relabel,
            SymmetricPairs,
            Within(0.0, 1e15),
            Holds(
                "no pair stands together in more rows than there are",
                Predicate(|m, values| {
                    let most = m.rows() as f64;
                    match values.iter().find(|v| v.point().is_none_or(|x| x > most)) {
                        Some(v) => Err(format!("{v:?} of {most} rows")),
                        None => Ok(!values.is_empty()),
                    }
                }),
            ),
        ]
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let given = || Self {
            presence: Presence::Positive,
            ..Self::default()
        };
        vec![("econgeo-1.3", given()), ("econcomplex-1.0", given())]
    }
}

/// `C_ij`, columns × columns, with the number of rows that have a column on the diagonal.
///
/// ```
/// use mercatoria_numeric::bits::BitMatrix;
/// let presence = BitMatrix::from_fn(2, 2, |row, column| row <= column);
/// assert_eq!(mercatoria_relatedness::cooccurrence(&presence), [1, 1, 1, 2]);
/// ```
pub fn cooccurrence(presence: &BitMatrix) -> Vec<u32> {
    let columns = presence.transpose();
    let n = presence.columns();
    let mut all = vec![0; n * n];
    CommonCounts::new(&columns).fill(&mut all, |_, _, counts, cells| {
        cells.copy_from_slice(counts);
    });
    all
}

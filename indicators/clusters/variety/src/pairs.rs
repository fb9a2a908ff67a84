//! Distances or similarities of industries, from `column_relation`.
use mercatoria_core::{Matrix, Measure, Undefined, Values};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the relation of the columns holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relates {
    /// Distances; a pair that is not listed is missing.
    #[default]
    Distance,
    /// Similarities from 0 to 1; a pair that is not listed has none, and distance is 1 less similarity.
    Similarity,
}
/// A square table of weights, NaN where a pair is listed in neither order.
pub(crate) struct Pairs {
    n: usize,
    weights: Vec<f64>,
    relates: Relates,
}
impl Pairs {
    /// `None` without `column_relation`.
    pub(crate) fn of(m: &Matrix, relates: Relates) -> Option<Self> {
        let links = m.side(Matrix::COLUMN).links.as_ref()?;
        let n = m.columns();
        let mut weights = vec![f64::NAN; n * n];
        for (from, to, weight) in &links.links {
            let (from, to) = (*from as usize, *to as usize);
            weights[from * n + to] = *weight;
            // One direction stands for both where the other is not listed.
            if weights[to * n + from].is_nan() {
                weights[to * n + from] = *weight;
            }
        }
        Some(Self {
            n,
            weights,
            relates,
        })
    }
    fn weight(&self, i: usize, j: usize) -> Measure {
        let weight = self.weights[i * self.n + j];
        match self.relates {
            _ if weight < 0.0 => Err(Undefined::OutOfDomain),
            Relates::Similarity if weight > 1.0 => Err(Undefined::OutOfDomain),
            Relates::Similarity if weight.is_nan() => Ok(0.0),
            Relates::Distance if weight.is_nan() => Err(Undefined::Missing),
            _ => Ok(weight),
        }
    }
    /// Distance of two different columns.
    pub(crate) fn distance(&self, i: usize, j: usize) -> Measure {
        Ok(match self.relates {
            Relates::Distance => self.weight(i, j)?,
            Relates::Similarity => 1.0 - self.weight(i, j)?,
        })
    }
    /// Similarity of two different columns; of distances above 1 there is none.
    pub(crate) fn similarity(&self, i: usize, j: usize) -> Measure {
        Ok(match self.relates {
            Relates::Distance => (1.0 - self.weight(i, j)?).max(0.0),
            Relates::Similarity => self.weight(i, j)?,
        })
    }
}
pub(crate) fn note_missing(out: &mut Values) {
    out.note(
        "side_missing",
        "needs column_relation.csv (from,to,weight) beside the data",
    );
}

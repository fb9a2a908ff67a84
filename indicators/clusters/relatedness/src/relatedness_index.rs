//! How much more often two columns stand together than their frequency explains.
use crate::{Presence, cooccurrence, presence, relatedness_density::note};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{
    bits::{BitMatrix, CommonCounts},
    elementary::sqrt,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How co-occurrence is set against frequency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// C_ij T / (S_i S_j): association strength, observed over expected.
    Association,
    /// C_ij / √(S_i S_j): cosine, Salton's index.
    #[default]
    Cosine,
    /// C_ij / (S_i + S_j − C_ij): Jaccard's index.
    Jaccard,
    /// C_ij over its expectation without drawing a pair of one thing with itself (Steijn).
    Probability,
    /// C_ij / max(k_i, k_j): the smaller conditional probability, Hidalgo's proximity; always by counts.
    Proximity,
    /// C_ij / min(k_i, k_j): the larger conditional probability; always by counts.
    Overlap,
    /// C_ij / k_i: the probability of j where i is, not symmetric; always by counts.
    Conditional,
    /// C_ij / T: the share of all co-occurrences.
    Share,
}
/// What S_i, the size of a column, and T, the size of the whole, are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Margins {
    /// S_i = Σ_{j≠i} C_ij, T = Σ S_i: co-occurrences, as in the literature and EconGeo.
    #[default]
    OffDiagonal,
    /// S_i = C_ii, the rows that have i; T the number of rows: as in econcomplex.
    Counts,
}
/// Relatedness of the columns.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RelatednessIndex {
    /// How co-occurrence is set against frequency.
    pub method: Method,
    /// Sizes of columns and of the whole.
    pub margins: Margins,
    /// What counts as present.
    pub presence: Presence,
    /// Threshold of presence, for an amount or a location quotient.
    pub threshold: Amount,
}
impl Default for RelatednessIndex {
    fn default() -> Self {
        Self {
            method: Method::default(),
            margins: Margins::default(),
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
        }
    }
}

impl Indicator for RelatednessIndex {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.relatedness_index",
        title: "Relatedness of industries",
        formula: "cosine C_ij/√(S_iS_j); association C_ij T/(S_iS_j); Jaccard C_ij/(S_i+S_j−C_ij); probability C_ij/{[S_i/T·S_j/(T−S_i)+S_j/T·S_i/(T−S_j)]T/2}",
        form: Form::Grid(Matrix::COLUMN, Matrix::COLUMN),
        reading: "association and probability: 1 is what frequency alone would give; the diagonal is 0",
        sources: &[
            "van Eck, N. J. and Waltman, L. (2009). How to normalize cooccurrence data? Journal of the American Society for Information Science and Technology 60(8).",
            "Steijn, M. P. A. (2021). Improvement on the association strength: implementing a probabilistic measure based on combinations without repetition. Quantitative Science Studies 2(2).",
            "Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development of nations. Science 317.",
        ],
        peers: &[
            "econcomplex 1.0 takes the sizes from the diagonal and the number of rows as the whole (margins: counts); association, cosine, Jaccard and probability then differ from EconGeo's and the papers' by up to 0.7.",
        ],
        example: Example::csv("row,column,value\nA,i,1\nA,j,1\nB,i,1\nB,j,1\nB,k,1\nC,k,1\n")
            .gives("i,j: 0.6666666666666666; i,k: 0.4082482904638630; k,k: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let bits = presence(m, self.presence, self.threshold.get());
        let pairs = relatedness(&bits, self.method, self.margins);
        let mut out: Values = pairs.into_iter().collect();
        note(&mut out, self.presence.resolve(std::slice::from_ref(m)));
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        let mut laws = vec![Relabel];
        if self.method != Method::Conditional {
            laws.push(SymmetricPairs);
        }
        match self.method {
            Method::Association | Method::Probability => laws.push(Within(0.0, 1e15)),
            _ => laws.push(Within(0.0, 1.0)),
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let with = |margins| Self {
            margins,
            presence: Presence::Positive,
            ..Self::default()
        };
        vec![
            ("econgeo-1.3", with(Margins::OffDiagonal)),
            ("econcomplex-1.0", with(Margins::Counts)),
        ]
    }
}

/// Sizes of columns and of the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Sizes {
    /// S_i.
    pub columns: Vec<f64>,
    /// T.
    pub whole: f64,
    /// k_i, the rows that have column i.
    pub counts: Vec<f64>,
}
impl Sizes {
    /// Of a presence matrix: all are whole numbers, so exact.
    pub fn of(presence: &BitMatrix, margins: Margins) -> Self {
        let counts: Vec<f64> = presence
            .column_counts()
            .into_iter()
            .map(f64::from)
            .collect();
        if margins == Margins::Counts {
            return Self {
                columns: counts.clone(),
                whole: presence.rows() as f64,
                counts,
            };
        }
        // A row with k things holds k − 1 pairs for each of them.
        let mut columns = vec![0.0; presence.columns()];
        for (r, k) in presence.row_counts().into_iter().enumerate() {
            for c in presence.ones_in_row(r) {
                columns[c] += f64::from(k) - 1.0;
            }
        }
        let whole = columns.iter().sum();
        Self {
            columns,
            whole,
            counts,
        }
    }
    /// The relatedness of two different columns that stand together in `common` rows.
    ///
    /// # Errors
    /// `EmptyColumn` where a column stands in no row, `ZeroDenominator` where the formula divides by 0.
    #[inline]
    pub fn relatedness(&self, i: usize, j: usize, common: f64, method: Method) -> Measure {
        let (k, s) = (
            (self.counts[i], self.counts[j]),
            (self.columns[i], self.columns[j]),
        );
        if k.0 == 0.0 || k.1 == 0.0 {
            return Err(Undefined::EmptyColumn);
        }
        let (t, (si, sj)) = (self.whole, s);
        let (numerator, denominator) = match method {
            Method::Association => (common * t, si * sj),
            Method::Cosine => (common, sqrt(si * sj)),
            Method::Jaccard => (common, si + sj - common),
            Method::Probability if si >= t || sj >= t => return Err(Undefined::ZeroDenominator),
            Method::Probability => {
                let (a, b) = (si / t * (sj / (t - si)), sj / t * (si / (t - sj)));
                (common, (a + b) * (t / 2.0))
            }
            Method::Proximity => (common, k.0.max(k.1)),
            Method::Overlap => (common, k.0.min(k.1)),
            Method::Conditional => (common, k.0),
            Method::Share => (common, t),
        };
        if denominator > 0.0 {
            Ok(numerator / denominator)
        } else {
            Err(Undefined::ZeroDenominator)
        }
    }
}

/// Relatedness of all pairs of columns, columns × columns row by row; 0 on the diagonal.
///
/// ```
/// use mercatoria_numeric::bits::BitMatrix;
/// use mercatoria_relatedness::{Margins, Method, relatedness};
/// let presence = BitMatrix::from_fn(2, 2, |row, column| row <= column);
/// let phi = relatedness(&presence, Method::Proximity, Margins::Counts);
/// assert_eq!(phi[1], Ok(0.5));
/// ```
pub fn relatedness(presence: &BitMatrix, method: Method, margins: Margins) -> Vec<Measure> {
    let sizes = Sizes::of(presence, margins);
    let n = presence.columns();
    let counts = cooccurrence(presence);
    let cell = |(at, common): (usize, &u32)| {
        let (i, j) = (at / n, at % n);
        match i == j {
            true if sizes.counts[i] == 0.0 => Err(Undefined::EmptyColumn),
            true => Ok(0.0),
            false => sizes.relatedness(i, j, f64::from(*common), method),
        }
    };
    counts.iter().enumerate().map(cell).collect()
}

/// The same as numbers, 0 where there is none: what density sums over.
pub(crate) fn weights(presence: &BitMatrix, method: Method, margins: Margins) -> Vec<f64> {
    let sizes = Sizes::of(presence, margins);
    let n = presence.columns();
    let columns = presence.transpose();
    let mut phi = vec![0.0; n * n];
    CommonCounts::new(&columns).fill(&mut phi, |i, first, counts, cells| {
        for ((j, cell), common) in (first..).zip(cells).zip(counts) {
            if i != j && *common > 0 {
                let related = sizes.relatedness(i, j, f64::from(*common), method);
                *cell = related.unwrap_or(0.0);
            }
        }
    });
    phi
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand for {i, j}, {i, j, k}, {k}: C_ij = 2, C_ik = C_jk = 1; S = 3, 3, 2; T = 8.
    #[test]
    fn three_rows_by_hand() {
        let bits = BitMatrix::from_bools(3, 3, [1, 1, 0, 1, 1, 1, 0, 0, 1].map(|x| x == 1))
            .expect("nine cells");
        let near = |method, margins, ij: f64, ik: f64| {
            let phi = relatedness(&bits, method, margins);
            assert!((phi[1].unwrap() - ij).abs() < 1e-15, "{method:?} {phi:?}");
            assert!((phi[2].unwrap() - ik).abs() < 1e-15, "{method:?} {phi:?}");
        };
        near(
            Method::Association,
            Margins::OffDiagonal,
            16.0 / 9.0,
            8.0 / 6.0,
        );
        near(
            Method::Association,
            Margins::Counts,
            2.0 * 3.0 / 4.0,
            3.0 / 4.0,
        );
        near(Method::Jaccard, Margins::OffDiagonal, 0.5, 0.25);
        near(Method::Jaccard, Margins::Counts, 1.0, 1.0 / 3.0);
        near(
            Method::Probability,
            Margins::OffDiagonal,
            2.0 / 1.8,
            1.0 / (4.0 * (3.0 / 8.0 * 2.0 / 5.0 + 2.0 / 8.0 * 3.0 / 6.0)),
        );
        near(Method::Proximity, Margins::OffDiagonal, 1.0, 0.5);
        near(Method::Share, Margins::OffDiagonal, 0.25, 0.125);
    }

    #[test]
    fn what_stands_nowhere_or_alone_has_a_reason() {
        let bits =
            BitMatrix::from_bools(2, 3, [true, false, false, false, true, false]).expect("six");
        let phi = relatedness(&bits, Method::Cosine, Margins::OffDiagonal);
        assert_eq!(phi[1], Err(Undefined::ZeroDenominator));
        assert_eq!(phi[2], Err(Undefined::EmptyColumn));
    }
}

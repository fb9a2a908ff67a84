//! d_ri = Σ_q M_rq φ_qi / Σ_q φ_qi: the part of what is related to i that region r has.
use crate::{Margins, Method, Presence, presence, relatedness_index::weights};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::{
    bits::{BitMatrix, proximity_sums},
    parallel,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// For which cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cells {
    /// All.
    #[default]
    All,
    /// Industries the region has: internal density.
    Present,
    /// Industries the region has not: external density.
    Absent,
}
/// Scale of density.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DensityScale {
    /// 0 to 100.
    #[default]
    Percent,
    /// 0 to 1.
    Share,
    /// 1 less the share: distance.
    Distance,
}
/// Relatedness density.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RelatednessDensity {
    /// How related two industries are; without, as `column_relation` says, where it is given, else by proximity.
    pub relatedness: Option<Method>,
    /// Sizes in the relatedness.
    pub margins: Margins,
    /// Relatedness above this counts as 1, and else as 0.
    pub binary_above: Option<Amount>,
    /// For which cells.
    pub cells: Cells,
    /// Scale.
    pub scale: DensityScale,
    /// What counts as present.
    pub presence: Presence,
    /// Threshold of presence, for an amount or a location quotient.
    pub threshold: Amount,
}
impl Default for RelatednessDensity {
    fn default() -> Self {
        Self {
            relatedness: None,
            margins: Margins::default(),
            binary_above: None,
            cells: Cells::All,
            scale: DensityScale::Percent,
            presence: Presence::Auto,
            threshold: Amount::new(1.0),
        }
    }
}

impl Indicator for RelatednessDensity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "relatedness.relatedness_density",
        title: "Relatedness density",
        formula: "d_ri = 100 Σ_q M_rq φ_qi / Σ_q φ_qi, φ_ii = 0",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "100: the region has everything that is related to the industry; 0: nothing of it",
        sources: &[
            "Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development of nations. Science 317.",
            "Boschma, R., Balland, P.-A. and Kogler, D. F. (2015). Relatedness and technological change in cities. Industrial and Corporate Change 24(1).",
        ],
        peers: &[
            "EconGeo 1.3 rounds to whole percents or 2 decimals and gives NaN for an industry without related ones; here that cell has its reason.",
            "econcomplex 1.0 takes the proximity C_ij/max(k_i, k_j) when no relatedness is given, as here.",
        ],
        example: Example::csv("row,column,value\nA,i,1\nA,j,1\nB,i,1\nB,j,1\nB,k,1\nC,k,1\n")
            .gives("A,i: 66.66666666666666…; A,k: 100; C,i: 33.33333333333333…; C,k: 0"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let d = self.density(m);
        let bits = presence(m, self.presence, self.threshold.get());
        let n = m.columns();
        let mut out = Values::with_capacity(m.rows() * n);
        let shown = |d: f64| match self.scale {
            DensityScale::Percent => 100.0 * d,
            DensityScale::Share => d,
            DensityScale::Distance => 1.0 - d,
        };
        let defined = d.related.iter().all(|x| *x > 0.0);
        for (r, total) in m.row_totals().iter().enumerate() {
            let row = &d.shares[r * n..][..n];
            if *total == 0.0 {
                (0..n).for_each(|_| out.push(Err(Undefined::EmptyRow)));
            } else if defined && self.cells == Cells::All {
                out.extend_points(row.iter().map(|d| shown(*d)));
            } else {
                for (c, share) in row.iter().enumerate() {
                    let present = bits.get(r, c);
                    out.push(match self.cells {
                        Cells::Present if !present => Err(Undefined::Absent),
                        Cells::Absent if present => Err(Undefined::Present),
                        _ => d.cell(m, c, *share).map(shown),
                    });
                }
            }
        }
        note(&mut out, self.presence.resolve(std::slice::from_ref(m)));
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Beyond the usual thresholds nothing or everything is present in a small table.
        if !(0.1..=1.5).contains(&self.threshold.get()) {
            return vec![];
        }
        let mut laws = vec![
            Relabel,
            match self.scale {
                DensityScale::Percent => Within(0.0, 100.000_000_000_01),
                _ => Within(-1e-13, 1.000_000_000_000_1),
            },
        ];
        if self.scale == DensityScale::Percent
            && self.cells == Cells::All
            && self.presence == Presence::Positive
        {
            laws.push(Holds(
                "a region that has everything has density 100",
                Predicate(full_regions),
            ));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let given = || Self {
            presence: Presence::Positive,
            ..Self::default()
        };
        let by = |relatedness| Self {
            relatedness,
            ..given()
        };
        vec![
            ("econgeo-1.3", given()),
            ("econcomplex-1.0", by(Some(Method::Proximity))),
        ]
    }
}
fn full_regions(m: &Matrix, values: &Values) -> Compared {
    let mut seen = false;
    for r in (0..m.rows()).filter(|r| m.row(*r).iter().all(|x| *x > 0.0)) {
        for c in 0..m.columns() {
            if let Some(d) = values.get(r * m.columns() + c).point() {
                seen = true;
                if (d - 100.0).abs() > 1e-11 {
                    return Err(format!("{d} in row {r}"));
                }
            }
        }
    }
    Ok(seen)
}
pub(crate) fn note(out: &mut Values, rule: Presence) {
    let words = match rule {
        Presence::Auto | Presence::Positive => "present: an amount above zero",
        Presence::Amount => "present: an amount of at least the threshold",
        Presence::Advantage => "present: a location quotient of at least the threshold",
    };
    out.note("presence", words);
}

/// Density as shares, 0 to 1, row by row, and what is related to each column in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Density {
    /// Σ_q M_rq φ_qi / Σ_q φ_qi; 0 where nothing is related.
    pub shares: Vec<f64>,
    /// Σ_q φ_qi.
    pub related: Vec<f64>,
}
impl Density {
    pub(crate) fn cell(&self, m: &Matrix, c: usize, share: f64) -> Measure {
        match self.related[c] {
            x if x > 0.0 => Ok(share),
            _ if m.column_totals()[c] == 0.0 => Err(Undefined::EmptyColumn),
            _ => Err(Undefined::ZeroDenominator),
        }
    }
}
impl RelatednessDensity {
    /// Kept with the table: several units read it.
    pub(crate) fn density(&self, m: &Matrix) -> Arc<Density> {
        let rule = self.presence.resolve(std::slice::from_ref(m));
        let key = format!(
            "density {:?} {:?} {:?} {} {}",
            self.relatedness,
            self.margins,
            self.binary_above,
            rule.as_str(),
            self.threshold.get()
        );
        m.derived(&key, |m| {
            let bits = presence(m, rule, self.threshold.get());
            let links = m.side(Matrix::COLUMN).links.as_ref();
            let phi = match (self.relatedness, links) {
                (None, Some(links)) => {
                    let n = m.columns();
                    let mut phi = vec![0.0; n * n];
                    for (q, i, weight) in links.links.iter().filter(|(q, i, _)| q != i) {
                        phi[*q as usize * n + *i as usize] = weight.max(0.0);
                    }
                    phi
                }
                (None | Some(Method::Proximity), _) if self.binary_above.is_none() => {
                    return density_by_proximity(&bits);
                }
                (method, _) => weights(&bits, method.unwrap_or(Method::Proximity), self.margins),
            };
            let phi = match self.binary_above {
                Some(above) => phi
                    .into_iter()
                    .map(|x| f64::from(u8::from(x > above.get())))
                    .collect(),
                None => phi,
            };
            density(&bits, &phi)
        })
    }
}

/// Density for any relatedness φ (columns × columns, row by row; the diagonal is left out).
///
/// ```
/// use mercatoria_numeric::bits::BitMatrix;
/// let presence = BitMatrix::from_fn(1, 3, |_, column| column < 2);
/// let phi = [0.0, 1.0, 1.0, 1.0, 0.0, 3.0, 1.0, 3.0, 0.0];
/// assert_eq!(mercatoria_relatedness::density(&presence, &phi).shares, [0.5, 0.25, 1.0]);
/// ```
pub fn density(presence: &BitMatrix, phi: &[f64]) -> Density {
    let n = presence.columns();
    let mut related = vec![0.0; n];
    for (q, row) in phi.chunks_exact(n.max(1)).enumerate() {
        for (i, x) in row.iter().enumerate().filter(|(i, _)| *i != q) {
            related[i] += x;
        }
    }
    shares(present_weights(presence, phi), related)
}
/// Σ_q M_rq φ_qi without φ_ii, in stripes of columns and blocks of φ that stay in the cache.
fn present_weights(presence: &BitMatrix, phi: &[f64]) -> Vec<f64> {
    const WIDE: usize = 128;
    const DEEP: usize = 256;
    let n = presence.columns();
    let stripes = parallel::map_chunks(n, WIDE, |stripe| {
        let width = stripe.len();
        let mut sums = vec![0.0; presence.rows() * width];
        let mut tile = vec![0.0; DEEP * width];
        for start in (0..n).step_by(DEEP) {
            let deep = start..n.min(start + DEEP);
            for (q, cells) in deep.clone().zip(tile.chunks_exact_mut(width)) {
                cells.copy_from_slice(&phi[q * n..][stripe.clone()]);
                if stripe.contains(&q) {
                    cells[q - stripe.start] = 0.0;
                }
            }
            presence.add_present(deep.clone(), &tile[..deep.len() * width], width, &mut sums);
        }
        sums
    });
    let mut all = vec![0.0; presence.rows() * n];
    for (s, stripe) in stripes.iter().enumerate() {
        let width = WIDE.min(n - s * WIDE);
        let rows = all.chunks_exact_mut(n).zip(stripe.chunks_exact(width));
        rows.for_each(|(row, part)| row[s * WIDE..][..width].copy_from_slice(part));
    }
    all
}

/// The same for φ_qi = C_qi / max(k_q, k_i); where there are more columns than rows, without holding φ.
pub fn density_by_proximity(presence: &BitMatrix) -> Density {
    // Without φ a one costs a step for each row, with it for each column.
    if presence.rows() > presence.columns() {
        return density(
            presence,
            &weights(presence, Method::Proximity, Margins::Counts),
        );
    }
    without_phi(presence)
}
fn without_phi(presence: &BitMatrix) -> Density {
    let everything = BitMatrix::from_fn(1, presence.columns(), |_, _| true);
    let related = proximity_sums(&everything, presence, None, false);
    shares(proximity_sums(presence, presence, None, false), related)
}
fn shares(mut sums: Vec<f64>, related: Vec<f64>) -> Density {
    for row in sums.chunks_exact_mut(related.len().max(1)) {
        for (sum, of) in row.iter_mut().zip(&related) {
            *sum = if *of > 0.0 { *sum / of } else { 0.0 };
        }
    }
    Density {
        shares: sums,
        related,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_agree() {
        let bits = BitMatrix::from_fn(40, 30, |i, j| (i * 7 + j * 11) % 5 < 2 || i % 9 == j % 7);
        let phi = weights(&bits, Method::Proximity, Margins::Counts);
        let (a, b) = (density(&bits, &phi), without_phi(&bits));
        for (x, y) in a.shares.iter().zip(&b.shares) {
            assert!((x - y).abs() < 1e-13, "{x} {y}");
        }
    }
}

//! What the units of the product space share: relatedness by any norm, density, and whose products it is about.
use mercatoria_advantage::{
    Advantage, Denominator, PopulationName, Presence, Rule, Test, Threshold, conservation, places,
    presence, quotients,
};
use mercatoria_complexity::{Ddof, Ill, ProductScale, SignRule, scaled_products, solved};
use mercatoria_core::{Matrix, Undefined, Values};
use mercatoria_numeric::{
    bits::{BitMatrix, CommonCounts, proximity_sums},
    distribution::{
        hypergeometric::{self, Draw},
        poisson,
    },
    elementary::sqrt,
    parallel,
    sum::{sum, sum_by2},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How two products are related; J_pq is the number of countries that have both, S the size of a product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// J / max(S_p, S_q): the smaller of the two conditional probabilities.
    #[default]
    Max,
    /// J / min(S_p, S_q): the larger one.
    Min,
    /// J / √(S_p S_q): the cosine.
    Sqrt,
    /// J / S_p: the probability of q, given p.
    Asymmetric,
    /// J / (S_p + S_q − J).
    Jaccard,
    /// J T / (S_p S_q): over what chance gives; may exceed 1.
    Association,
    /// J over its expectation without repetition (van Eck and Waltman, Steijn); may exceed 1.
    Probability,
    /// (1 + correlation of RCA) / 2.
    Correlation,
    /// Cosine of RCA.
    CosineRca,
    /// Probability of fewer common countries by chance (hypergeometric).
    Hypergeometric,
    /// The same by Poisson.
    Poisson,
    /// The relation given with the columns.
    Given,
}
/// What the size S of a product is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// Its ubiquity u_p; T is the number of countries.
    #[default]
    Ubiquity,
    /// Its co-occurrences Σ_{q≠p} J_pq; T is their sum. EconGeo's convention.
    Cooccurrence,
}
mercatoria_core::bounded! {
    /// What a product is to itself: 0 or 1.
    Diagonal(u32): 0 => 1, {"type": "integer", "minimum": 0, "maximum": 1};
}
impl Default for Diagonal {
    fn default() -> Self {
        Self::new(0)
    }
}
/// A relatedness: norm, size, diagonal.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Relatedness {
    /// The norm.
    pub method: Method,
    /// What S is.
    pub size: Size,
    /// φ_pp is 1, not 0.
    pub own: bool,
}

/// φ of one pair from counts: J, the sizes, T, and the number of countries.
fn of_counts(method: Method, common: f64, p: f64, q: f64, all: f64) -> f64 {
    let ratio = |above: f64, below: f64| if below > 0.0 { above / below } else { 0.0 };
    match method {
        Method::Max => ratio(common, p.max(q)),
        Method::Min => ratio(common, p.min(q)),
        Method::Sqrt => ratio(common, sqrt(p * q)),
        Method::Asymmetric => ratio(common, p),
        Method::Jaccard => ratio(common, p + q - common),
        Method::Association => ratio(common * all, p * q),
        Method::Probability => ratio(
            common,
            (p / all * ratio(q, all - p) + q / all * ratio(p, all - q)) * all / 2.0,
        ),
        Method::Hypergeometric if p > 0.0 && q > 0.0 => {
            if common == 0.0 {
                0.0
            } else {
                hypergeometric::cdf(
                    common as u64 - 1,
                    Draw {
                        population: all as u64,
                        marked: p as u64,
                        drawn: q as u64,
                    },
                )
            }
        }
        Method::Poisson if p > 0.0 && q > 0.0 => {
            if common == 0.0 {
                0.0
            } else {
                poisson::cdf(common as u64 - 1, p * q / all)
            }
        }
        _ => 0.0,
    }
}

/// φ between all columns of a presence matrix, p × q in row order: P² numbers.
///
/// ```
/// use mercatoria_advantage::Presence;
/// use mercatoria_numeric::bits::BitMatrix;
/// use mercatoria_product_space::{Relatedness, relatedness};
/// let m = Presence::new(BitMatrix::from_fn(2, 2, |c, p| c <= p));
/// assert_eq!(relatedness(&m, Relatedness { own: true, ..Relatedness::default() }), [1.0, 0.5, 0.5, 1.0]);
/// ```
pub fn relatedness(m: &Presence, by: Relatedness) -> Vec<f64> {
    let columns = m.bits.transpose();
    let n = columns.rows();
    let common = CommonCounts::new(&columns);
    let (sizes, all): (Vec<f64>, f64) = match by.size {
        Size::Ubiquity => (
            m.ubiquity.iter().map(|u| f64::from(*u)).collect(),
            m.bits.rows() as f64,
        ),
        Size::Cooccurrence => {
            // Σ_q J_pq = Σ_c M_cp k_c, less the product itself.
            let k: Vec<f64> = m.diversity.iter().map(|k| f64::from(*k)).collect();
            let sizes: Vec<f64> = columns
                .ones()
                .sums(&k)
                .iter()
                .zip(&m.ubiquity)
                .map(|(s, u)| s - f64::from(*u))
                .collect();
            let all = sum(&sizes);
            (sizes, all)
        }
    };
    let mut phi = vec![0.0; n * n];
    common.fill(&mut phi, |p, first, counts, cells| {
        for (q, (cell, count)) in (first..).zip(cells.iter_mut().zip(counts)) {
            *cell = if p == q {
                f64::from(u8::from(by.own && m.ubiquity[p] > 0))
            } else {
                of_counts(by.method, f64::from(*count), sizes[p], sizes[q], all)
            };
        }
    });
    phi
}

/// φ between columns of numbers (RCA): (1 + correlation) / 2, or the cosine; 0 where a column has no spread (or length).
pub fn relatedness_of_quotients(
    values: &[f64],
    rows: usize,
    columns: usize,
    cosine: bool,
    own: bool,
) -> Vec<f64> {
    let lines: Vec<Vec<f64>> = (0..columns)
        .map(|p| {
            let column: Vec<f64> = (0..rows).map(|r| values[r * columns + p]).collect();
            let mean = if cosine {
                0.0
            } else {
                sum(&column) / rows as f64
            };
            let centred: Vec<f64> = column.iter().map(|x| x - mean).collect();
            let length = sqrt(sum_by2(&centred, &centred, |a, b| a * b));
            let size = sqrt(sum_by2(&column, &column, |a, b| a * b));
            if length > 1e-13 * size && length > 0.0 {
                centred.iter().map(|x| x / length).collect()
            } else {
                vec![]
            }
        })
        .collect();
    let rows_of = parallel::map(columns, |p| {
        (0..columns)
            .map(|q| {
                if p == q {
                    return f64::from(u8::from(own && !lines[p].is_empty()));
                }
                if lines[p].is_empty() || lines[q].is_empty() {
                    return 0.0;
                }
                let (a, b) = (&lines[p.min(q)], &lines[p.max(q)]);
                let along = sum_by2(a, b, |x, y| x * y);
                // Opposite and equal columns are so exactly, whatever the rounding.
                let along = if along.abs() > 1.0 - 1e-13 {
                    along.signum()
                } else {
                    along
                };
                if cosine { along } else { (1.0 + along) / 2.0 }
            })
            .collect::<Vec<f64>>()
    });
    rows_of.concat()
}

/// Parameters that fix a product space: presence, whose, and relatedness.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Space {
    /// The rule of presence; its denominator says whose space it is.
    pub rule: Rule,
    /// Relatedness.
    pub by: Relatedness,
}
impl Space {
    /// From the parameters of a unit.
    pub fn new(
        (advantage, threshold, test, population): (Advantage, Threshold, Test, &PopulationName),
        denominator: Denominator,
        (method, size, diagonal): (Method, Size, Diagonal),
    ) -> Self {
        Self {
            rule: Rule::new(advantage, threshold, test, population).against(denominator),
            by: Relatedness {
                method,
                size,
                own: diagonal.get() == 1,
            },
        }
    }
    /// The rule inside the table that the space comes from.
    pub fn home(&self) -> Rule {
        self.rule.clone().against(Denominator::Table)
    }
}
/// A table placed in a product space: its own, or that of its reference.
pub struct Placed<'m> {
    /// The table.
    pub table: &'m Matrix,
    /// The rule of presence, as the key of what is derived.
    key: String,
    /// The table that the space comes from.
    pub source: &'m Matrix,
    /// Presence in the source.
    pub space: Arc<Presence>,
    /// Presence of the table's rows, on the columns of the space.
    pub left: Arc<Presence>,
    /// Where the table's columns stand in the space; `None`: the same.
    pub at: Option<Arc<Vec<Option<usize>>>>,
}
impl<'m> Placed<'m> {
    /// Places a table.
    ///
    /// # Errors
    /// As [`presence`].
    pub fn new(m: &'m Matrix, space: &Space) -> Result<Self, Undefined> {
        let left = presence(m, &space.rule)?;
        let (table, key) = (m, format!("{:?}", space.rule));
        if space.rule.denominator == Denominator::Table {
            return Ok(Self {
                table,
                key,
                source: m,
                space: left.clone(),
                left,
                at: None,
            });
        }
        let source = m.reference().ok_or(Undefined::ReferenceEmpty)?;
        let at = places(m, source);
        let there = m.derived(&format!("placed {:?}", space.rule), |m| {
            let mut bits = BitMatrix::zeros(m.rows(), source.columns());
            for r in 0..m.rows() {
                left.bits
                    .ones_in_row(r)
                    .filter_map(|p| at[p])
                    .for_each(|p| bits.set(r, p, true));
            }
            Presence::new(bits)
        });
        Ok(Self {
            table,
            key,
            source,
            space: presence(source, &space.home())?,
            left: there,
            at: Some(at),
        })
    }
    /// The place of the table's column in the space.
    pub fn column(&self, p: usize) -> Option<usize> {
        self.at.as_ref().map_or(Some(p), |at| at[p])
    }
    /// φ of the space, P² numbers, kept with the source.
    ///
    /// # Errors
    /// [`Undefined::Missing`] where a given relation is not there.
    pub fn phi(&self, by: Relatedness) -> Result<Arc<Vec<f64>>, Undefined> {
        let n = self.source.columns();
        if by.method == Method::Given {
            let links = self
                .source
                .side(Matrix::COLUMN)
                .links
                .as_ref()
                .ok_or(Undefined::Missing)?;
            let mut phi = vec![0.0; n * n];
            for (p, q, w) in &links.links {
                phi[*p as usize * n + *q as usize] = *w;
            }
            (0..n).for_each(|p| phi[p * n + p] = f64::from(u8::from(by.own)));
            return Ok(Arc::new(phi));
        }
        Ok(self
            .source
            .derived(&format!("phi {by:?} {}", self.key), |source| {
                match by.method {
                    Method::Correlation | Method::CosineRca => {
                        let cosine = by.method == Method::CosineRca;
                        relatedness_of_quotients(
                            &quotients(source),
                            source.rows(),
                            n,
                            cosine,
                            by.own,
                        )
                    }
                    _ => relatedness(&self.space, by),
                }
            }))
    }
    /// Σ_q L_cq a_q φ_pq for the rows of `left`, on the columns of the space; with `from_source` of φ_qp, which differs for
    /// norms that are not symmetric.
    ///
    /// # Errors
    /// As [`Placed::phi`].
    pub fn sums(
        &self,
        left: &BitMatrix,
        values: Option<&[f64]>,
        by: Relatedness,
        from_source: bool,
    ) -> Result<Vec<f64>, Undefined> {
        if by.method == Method::Max && by.size == Size::Ubiquity {
            return Ok(proximity_sums(left, &self.space.bits, values, by.own));
        }
        let mut phi = self.phi(by)?;
        let n = self.source.columns();
        if from_source && matches!(by.method, Method::Asymmetric | Method::Given) {
            phi = Arc::new((0..n * n).map(|i| phi[i % n * n + i / n]).collect());
        }
        let lines = parallel::map(left.rows(), |c| {
            let mut line = vec![0.0; n];
            let listed: Vec<usize> = left.ones_in_row(c).collect();
            for (p, cell) in line.iter_mut().enumerate() {
                let of = &phi[p * n..][..n];
                *cell = match values {
                    Some(a) => listed.iter().map(|q| a[*q] * of[*q]).sum(),
                    None => listed.iter().map(|q| of[*q]).sum(),
                };
            }
            line
        });
        Ok(lines.concat())
    }
    /// t_p = Σ_q φ_pq of every product.
    ///
    /// # Errors
    /// As [`Placed::phi`].
    pub fn totals(&self, by: Relatedness) -> Result<Vec<f64>, Undefined> {
        let everywhere = BitMatrix::from_fn(1, self.source.columns(), |_, _| true);
        self.sums(&everywhere, None, by, false)
    }
    /// Density on the columns of the space; NaN for products without any relation.
    ///
    /// # Errors
    /// As [`Placed::phi`].
    pub fn density(&self, by: Relatedness) -> Result<Arc<Vec<f64>>, Undefined> {
        let made = self.table.derived::<Result<Arc<Vec<f64>>, Undefined>>(
            &format!("density {by:?} {}", self.key),
            |_| {
                let totals = self.totals(by)?;
                let mut sums = self.sums(&self.left.bits, None, by, false)?;
                for line in sums.chunks_exact_mut(totals.len().max(1)) {
                    // Rounding may lift a full basket a bit over 1.
                    line.iter_mut().zip(&totals).for_each(|(s, t)| {
                        *s = if *t > 0.0 {
                            (*s / t).min(1.0)
                        } else {
                            f64::NAN
                        }
                    });
                }
                Ok(Arc::new(sums))
            },
        );
        (*made).clone()
    }
    /// Complexity of the space's products on a scale; NaN where a product is nowhere present.
    ///
    /// # Errors
    /// The source has none.
    pub fn complexity(
        &self,
        space: &Space,
        scale: ProductScale,
        ddof: Ddof,
    ) -> Result<Vec<f64>, Ill> {
        match &*solved(self.source, &space.home(), SignRule::Diversity) {
            Err(ill) => Err(ill.clone()),
            Ok(s) => Ok(scaled_products(s, scale, ddof)?),
        }
    }
}
/// Why a cell of the table has no value in the space: its row is empty, its column is not there, or nobody has the product.
pub fn cell_reason(m: &Matrix, placed: &Placed<'_>, r: usize, p: usize) -> Option<Undefined> {
    if m.row_totals()[r] == 0.0 {
        return Some(Undefined::EmptyRow);
    }
    match placed.column(p) {
        None => Some(Undefined::OutsideReference),
        Some(at) if placed.space.ubiquity[at] == 0 => Some(Undefined::EmptyColumn),
        Some(_) => None,
    }
}
/// Says beside a regional result what the part does not conserve, and which products of the space it has no column for.
pub fn regional_remarks(m: &Matrix, placed: &Placed<'_>, out: &mut Values) {
    let Some(at) = &placed.at else { return };
    conservation(m, placed.source, out);
    let here: std::collections::HashSet<usize> = at.iter().flatten().copied().collect();
    let traded = |p: &usize| placed.space.ubiquity[*p] > 0 && !here.contains(p);
    let beyond = (0..placed.source.columns()).filter(traded).count();
    if beyond > 0 {
        out.note(
            "columns_of_reference",
            format!("{beyond} products of the reference have no column in the table: they count as missing and have no cell"),
        );
    }
}
/// The same reason in all cells, with a note of what is needed.
pub fn without(why: Undefined, cells: usize) -> Values {
    let mut out = Values::undefined(cells, why);
    match why {
        Undefined::ReferenceEmpty => out.note("reference_missing", "needs the table of the world, `reference`"),
        Undefined::Missing => out.note("side_missing", "needs the population of the rows, or the relation of the columns, that the parameters ask for"),
        _ => {}
    }
    out
}

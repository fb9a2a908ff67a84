//! d_cp: the part of a product's neighbourhood that a country has.
use crate::{Diagonal, Method, Placed, Size, Space, cell_reason, regional_remarks, without};
use mercatoria_advantage::{Advantage, Denominator, PopulationName, Test, Threshold};
use mercatoria_core::{MatrixLaw::*, *};
use mercatoria_numeric::parallel;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Density around a product.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Density {
    /// What makes a country present in a product.
    pub advantage: Advantage,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// Attribute of the rows with the population, for `rpop` and `either`.
    pub population: PopulationName,
    /// Whose totals, complexity and proximity: the table's own, or those of the world in `reference`.
    pub denominator: Denominator,
    /// How products are related.
    pub method: Method,
    /// What the size of a product is.
    pub size: Size,
    /// What a product is to itself: 0 or 1.
    pub diagonal: Diagonal,
    /// Only the k nearest neighbours of the product (all that tie with the k-th); all without.
    pub k: Option<Count>,
    /// Leave the country itself out when products are related (norm `max` only).
    pub leave_one_out: bool,
    /// Scale of the result.
    pub scale: DensityScale,
}
impl Density {
    fn space(&self) -> Space {
        let presence = (self.advantage, self.threshold, self.test, &self.population);
        Space::new(
            presence,
            self.denominator,
            (self.method, self.size, self.diagonal),
        )
    }
}
/// Scale of a density.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DensityScale {
    /// 0 to 1.
    #[default]
    Share,
    /// 0 to 100.
    Percent,
    /// 1 − density: the distance.
    Distance,
}
impl Indicator for Density {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.density",
        title: "Density",
        formula: "d_cp = Σ_q M_cq φ_pq / Σ_q φ_pq, φ_pp = 0",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "0: the country has nothing near the product; 1: everything that is near. On a scale of 0 to 1",
        sources: &[
            "Hidalgo, C. A., Klinger, B., Barabási, A.-L. and Hausmann, R. (2007). The product space conditions the development of nations. Science 317.",
            "Hausmann, R., Hidalgo, C. A. et al. (2013). The Atlas of Economic Complexity. MIT Press.",
        ],
        peers: &[
            "ecomplexity 0.5 gives the number of present neighbours (0 to k) for its k nearest, not a share.",
            "ecomplexity 0.5 averages RCA instead of presence in its continuous form: values far above 1.",
            "ecomplexity 0.5, economiccomplexity 2.0 and ps-calcs 2.0 count the product as its own neighbour, which shifts a density by up to 0.38 in small tables.",
            "econcomplex 1.0 and EconGeo 1.3 give per cent; EconGeo rounds to 2 decimals.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nB,b,1\nB,c,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("A,a: 1; A,b: 0.5; A,c: 1; B,c: 1"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let (space, cells) = (self.space(), m.rows() * m.columns());
        let placed = match Placed::new(m, &space) {
            Ok(placed) => placed,
            Err(why) => return without(why, cells),
        };
        let found = match (self.leave_one_out, self.k) {
            (true, _) => Ok(std::sync::Arc::new(alone(&placed, space.by.own))),
            (false, None) => placed.density(space.by),
            (false, Some(k)) => placed
                .phi(space.by)
                .map(|phi| std::sync::Arc::new(nearest(&placed, &phi, k.get() as usize))),
        };
        let density = match found {
            Ok(density) => density,
            Err(why) => return without(why, cells),
        };
        let width = placed.source.columns();
        let mut out = Values::with_capacity(cells);
        for r in 0..m.rows() {
            for p in 0..m.columns() {
                let value = placed
                    .column(p)
                    .map_or(f64::NAN, |at| density[r * width + at]);
                out.push(match cell_reason(m, &placed, r, p) {
                    Some(why) => Err(why),
                    None if value.is_nan() => Err(Undefined::ZeroDenominator),
                    None => Ok(self.scale.of(value)),
                });
            }
        }
        regional_remarks(m, &placed, &mut out);
        out
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        // Laws are drawn on small tables without side inputs, which fall apart at other thresholds.
        if self.threshold.get() != 1.0
            || matches!(self.advantage, Advantage::Rpop | Advantage::Either)
            || self.denominator == Denominator::Reference
            || self.method == Method::Given
        {
            return vec![];
        }
        let mut laws = vec![
            Relabel,
            Within(
                0.0,
                if self.scale == DensityScale::Percent {
                    100.0
                } else {
                    1.0
                },
            ),
        ];
        if self.advantage == Advantage::Rca {
            laws.push(ScaleFree);
        }
        if self.denominator == Denominator::Table
            && self.scale == DensityScale::Share
            && self.test == Test::AtLeast
        {
            laws.push(Proportional(1.0));
        }
        laws
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let one = Self {
            diagonal: Diagonal::new(1),
            ..Self::default()
        };
        vec![
            ("ecomplexity-0.5", one.clone()),
            (
                "stata-ecomplexity",
                Self {
                    test: Test::Above,
                    ..Self::default()
                },
            ),
            ("oec-0.3", Self::default()),
            (
                "econcomplex-1.0",
                Self {
                    scale: DensityScale::Percent,
                    ..Self::default()
                },
            ),
            ("economiccomplexity-2.0", one),
            (
                "econgeo-1.3",
                Self {
                    method: Method::Probability,
                    size: Size::Cooccurrence,
                    scale: DensityScale::Percent,
                    ..Self::default()
                },
            ),
        ]
    }
}
impl DensityScale {
    fn of(self, density: f64) -> f64 {
        match self {
            Self::Share => density,
            Self::Percent => 100.0 * density,
            Self::Distance => 1.0 - density,
        }
    }
}
/// Over the k nearest neighbours of each product.
fn nearest(placed: &Placed<'_>, phi: &[f64], k: usize) -> Vec<f64> {
    let n = placed.source.columns();
    let lists: Vec<(Vec<usize>, f64)> = parallel::map(n, |p| {
        let line = &phi[p * n..][..n];
        let mut sorted: Vec<f64> = line.iter().copied().filter(|x| *x > 0.0).collect();
        sorted.sort_by(|a, b| b.total_cmp(a));
        let least = sorted
            .get(k - 1)
            .or(sorted.last())
            .copied()
            .unwrap_or(f64::INFINITY);
        let list: Vec<usize> = (0..n).filter(|q| line[*q] >= least).collect();
        let total = list.iter().map(|q| line[*q]).sum();
        (list, total)
    });
    let lines = parallel::map(placed.left.bits.rows(), |r| {
        let share = |p: usize| {
            let (list, total) = &lists[p];
            let there: f64 = list
                .iter()
                .filter(|q| placed.left.bits.get(r, **q))
                .map(|q| phi[p * n + q])
                .sum();
            if *total > 0.0 {
                (there / total).min(1.0)
            } else {
                f64::NAN
            }
        };
        (0..n).map(share).collect::<Vec<f64>>()
    });
    lines.concat()
}
/// With each country left out of the counts that its own neighbourhood is judged by.
fn alone(placed: &Placed<'_>, own: bool) -> Vec<f64> {
    let columns = placed.space.bits.transpose();
    let n = columns.rows();
    let inside = placed.at.is_none();
    let lines = parallel::map(placed.left.bits.rows(), |r| {
        let here: Vec<u32> = (0..n)
            .map(|p| u32::from(inside && placed.left.bits.get(r, p)))
            .collect();
        let size: Vec<u32> = placed
            .space
            .ubiquity
            .iter()
            .zip(&here)
            .map(|(u, h)| u - h)
            .collect();
        let mut line = vec![f64::NAN; n];
        for p in 0..n {
            let (mut there, mut total) = (0.0, 0.0);
            for q in 0..n {
                let most = size[p].max(size[q]);
                if most == 0 || p == q && !own {
                    continue;
                }
                let phi = f64::from(columns.common(p, q) - here[p] * here[q]) / f64::from(most);
                total += phi;
                if placed.left.bits.get(r, q) {
                    there += phi;
                }
            }
            if total > 0.0 {
                line[p] = (there / total).min(1.0);
            }
        }
        line
    });
    lines.concat()
}

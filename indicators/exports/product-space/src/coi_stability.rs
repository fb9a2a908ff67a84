//! How far the complexity outlook moves when the table moves a little.
use mercatoria_advantage::{Advantage, PopulationName, Presence, Rule, Test, Threshold};
use mercatoria_complexity::{
    Change, Ddof, Design, ProductScale, SignRule, scaled_products, spectral, stability,
};
use mercatoria_core::*;
use mercatoria_numeric::bits::{BitMatrix, proximity_sums};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Stability of the complexity outlook index.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoiStability {
    /// What is changed.
    pub method: Change,
    /// Threshold of presence.
    pub threshold: Threshold,
    /// At or above the threshold, or above it only.
    pub test: Test,
    /// The thresholds of the sweep.
    pub thresholds: Vec<Threshold>,
    /// Draws of the bootstrap.
    pub draws: Count,
    /// Level of the bootstrap's interval.
    pub level: Level,
    /// Seed of the bootstrap.
    pub seed: Seed,
}
impl Default for CoiStability {
    fn default() -> Self {
        Self {
            method: Change::default(),
            threshold: Threshold::default(),
            test: Test::default(),
            thresholds: [0.5, 0.75, 1.0, 1.25, 1.5, 2.0]
                .map(Threshold::new)
                .to_vec(),
            draws: Count::new(200),
            level: Level::new(0.95),
            seed: Seed::new(1),
        }
    }
}
impl Indicator for CoiStability {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.coi_stability",
        title: "Stability of the complexity outlook index",
        formula: "the outlook Σ d (1 − M) PCI and its rank on the table, with the range (or percentiles) over tables with one row left out, another threshold, or rows drawn anew",
        form: Form::Table(&[Matrix::ROW], &["index", "rank"]),
        reading: "rank 1 has the largest outlook; where intervals of ranks overlap, two countries must not be compared",
        sources: &["Efron, B. and Tibshirani, R. (1993). An Introduction to the Bootstrap. Chapman & Hall."],
        peers: &["No package gives an interval of its outlook index."],
        example: Example::csv("row,column,value\nA,a,4\nA,b,3\nA,c,2\nA,d,1\nB,a,3\nB,b,1\nC,a,5\nD,a,6\nD,b,2\nD,c,1\n")
            .params(r#"{"method":"threshold","thresholds":[1]}"#)
            .gives("A, rank: [4, 4]"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let design = Design {
            change: self.method,
            rule: Rule::new(
                Advantage::Rca,
                self.threshold,
                self.test,
                &PopulationName::default(),
            ),
            thresholds: self.thresholds.iter().map(|t| t.get()).collect(),
            draws: self.draws.get() as usize,
            level: self.level.get(),
            seed: self.seed.get(),
        };
        stability(m, &design, true, &outlook)
    }
}
/// The outlook of each row of a presence matrix: density by the largest of both ubiquities, Harvard's product complexity; NaN
/// for rows without presence.
///
/// # Errors
/// The matrix has no complexity.
pub fn outlook(found: &Presence) -> Result<Vec<f64>, Undefined> {
    let s = spectral(&found.bits, SignRule::Diversity).map_err(|ill| ill.why)?;
    let pci = scaled_products(&s, ProductScale::Harvard, Ddof::new(0))?;
    let width = found.bits.columns();
    let everywhere = BitMatrix::from_fn(1, width, |_, _| true);
    let totals = proximity_sums(&everywhere, &found.bits, None, false);
    let sums = proximity_sums(&found.bits, &found.bits, None, false);
    let of = |r: usize| {
        if found.diversity[r] == 0 {
            return f64::NAN;
        }
        let missing =
            (0..width).filter(|p| !found.bits.get(r, *p) && totals[*p] > 0.0 && !pci[*p].is_nan());
        missing
            .map(|p| sums[r * width + p] / totals[p] * pci[p])
            .sum()
    };
    Ok((0..found.bits.rows()).map(of).collect())
}

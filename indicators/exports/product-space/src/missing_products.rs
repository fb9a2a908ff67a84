//! The frontier of missing products: near, complex, and opening more.
use crate::{Diagonal, GainForm, Method, Placed, Size, Space, opportunity_gain};
use mercatoria_advantage::{
    Advantage, Denominator, PopulationName, Rule, Test, Threshold, conservation,
};
use mercatoria_complexity::{Ddof, ProductScale, centre};
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Ranked missing products.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MissingProducts {
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
    /// Weight of density in the score.
    pub weight_density: Amount,
    /// Weight of product complexity in the score.
    pub weight_complexity: Amount,
    /// Weight of opportunity gain in the score.
    pub weight_gain: Amount,
    /// Other thresholds of presence, over whose spaces scores and ranks have their intervals; none without.
    pub thresholds: Vec<Threshold>,
}
impl Default for MissingProducts {
    fn default() -> Self {
        Self {
            advantage: Advantage::default(),
            threshold: Threshold::default(),
            test: Test::default(),
            population: PopulationName::default(),
            denominator: Denominator::default(),
            method: Method::default(),
            size: Size::default(),
            diagonal: Diagonal::default(),
            weight_density: Amount::new(1.0),
            weight_complexity: Amount::new(1.0),
            weight_gain: Amount::new(1.0),
            thresholds: vec![],
        }
    }
}
/// For one row: density, complexity, gain, score, rank, front; NaN where the product is not missing or has no value.
type Line = Vec<[f64; 6]>;
impl MissingProducts {
    fn space(&self) -> Space {
        let presence = (self.advantage, self.threshold, self.test, &self.population);
        Space::new(
            presence,
            self.denominator,
            (self.method, self.size, self.diagonal),
        )
    }
    fn lines(&self, m: &Matrix, space: &Space) -> Result<(Vec<Line>, Axis), Undefined> {
        let placed = Placed::new(m, space)?;
        let complexity = placed
            .complexity(space, ProductScale::Harvard, Ddof::new(0))
            .map_err(|ill| ill.why)?;
        let density = placed.density(space.by)?;
        let gain = opportunity_gain(&placed, space, &complexity, GainForm::Atlas)?;
        let width = placed.source.columns();
        let weights = [
            self.weight_density.get(),
            self.weight_complexity.get(),
            self.weight_gain.get(),
        ];
        let lines = (0..m.rows()).map(|r| {
            let mut line = vec![[f64::NAN; 6]; width];
            if m.row_totals()[r] == 0.0 {
                return line;
            }
            for p in (0..width).filter(|p| !placed.left.bits.get(r, *p)) {
                let cell = [density[r * width + p], complexity[p], gain[r * width + p]];
                if cell.iter().all(|x| !x.is_nan()) {
                    line[p][..3].copy_from_slice(&cell);
                }
            }
            score(&mut line, weights);
            line
        });
        Ok((lines.collect(), placed.source.axis(Matrix::COLUMN).clone()))
    }
}
/// Scores as weighted means of z-scores over the missing products, ranks (1 first, ties share), and layers of the frontier.
fn score(line: &mut Line, weights: [f64; 3]) {
    let missing: Vec<usize> = (0..line.len()).filter(|p| !line[*p][0].is_nan()).collect();
    let all: f64 = weights.iter().sum();
    let mut scores = vec![0.0; missing.len()];
    for (i, weight) in weights.iter().enumerate() {
        let column: Vec<f64> = missing.iter().map(|p| line[*p][i]).collect();
        // What does not vary orders nothing.
        if let Ok((mean, sd)) = centre(&column, Ddof::new(0)) {
            scores
                .iter_mut()
                .zip(&column)
                .for_each(|(s, x)| *s += weight * (x - mean) / sd);
        }
    }
    let mut order: Vec<usize> = (0..missing.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    let mut before = 0;
    for tied in order.chunk_by(|a, b| scores[*a] - scores[*b] <= 1e-9) {
        for i in tied {
            line[missing[*i]][3] = if all > 0.0 { scores[*i] / all } else { 0.0 };
            line[missing[*i]][4] = before as f64 + (tied.len() as f64 + 1.0) / 2.0;
        }
        before += tied.len();
    }
    // Layer 1 is what no other product beats in all three; peeled until nothing is left, or eight layers.
    let mut left: Vec<usize> = missing;
    for layer in 1..=8 {
        // In falling order of density only what stands before can beat.
        left.sort_by(|a, b| {
            line[*b][0]
                .total_cmp(&line[*a][0])
                .then(line[*b][1].total_cmp(&line[*a][1]))
                .then(line[*b][2].total_cmp(&line[*a][2]))
        });
        let (mut front, mut rest): (Vec<usize>, Vec<usize>) = (vec![], vec![]);
        for p in left {
            let beats = |q: &usize| {
                (0..3).all(|i| line[*q][i] >= line[p][i])
                    && (0..3).any(|i| line[*q][i] > line[p][i])
            };
            if front.iter().any(beats) {
                rest.push(p)
            } else {
                front.push(p)
            }
        }
        front.iter().for_each(|p| line[*p][5] = f64::from(layer));
        left = rest;
        if left.is_empty() {
            break;
        }
    }
    left.iter().for_each(|p| line[*p][5] = 9.0);
}
impl Indicator for MissingProducts {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "product_space.missing_products",
        title: "Frontier of missing products",
        formula: "for products with M = 0: density, PCI, opportunity gain; score = weighted mean of their z-scores over the row's missing products; rank; front = layer of the Pareto order",
        form: Form::Own(&["density", "complexity", "gain", "score", "rank", "front"]),
        reading: "rank 1 has the highest score; front 1: no other missing product is at least as good in all three. Over all products of the space, also those that the table has no column for. With `thresholds` score and rank have the range over them (a sensitivity)",
        sources: &[
            "Hausmann, R., Hidalgo, C. A. et al. (2013). The Atlas of Economic Complexity. MIT Press.",
        ],
        example: Example::csv("row,column,value\nA,a,1\nA,b,1\nA,c,1\nB,a,1\nB,b,1\nC,a,1\n")
            .params(r#"{"advantage":"given"}"#)
            .gives("B,c,rank: 1; B,a,density: present; C,b,front: 1"),
        ..Card::BLANK
    };
    fn compute(&self, m: &Matrix) -> Values {
        let space = self.space();
        let (base, axis) = match self.lines(m, &space) {
            Ok(found) => found,
            Err(why) => {
                let mut out = Values::over(vec![Axis::new("at", ["all"])]);
                (0..6).for_each(|_| out.push(Err(why)));
                return out;
            }
        };
        let others: Vec<Vec<Line>> = self
            .thresholds
            .iter()
            .filter_map(|t| {
                let rule = Rule {
                    threshold: t.get(),
                    ..space.rule.clone()
                };
                self.lines(m, &Space { rule, by: space.by })
                    .ok()
                    .map(|found| found.0)
            })
            .collect();
        let list: Vec<String> = self
            .thresholds
            .iter()
            .map(|t| t.get().to_string())
            .collect();
        let kind = IntervalKind::Sensitivity {
            choices: format!("thresholds {}", list.join(", ")).into(),
        };
        let mut out = Values::over(vec![m.axis(Matrix::ROW).clone(), axis]);
        for (r, line) in base.iter().enumerate() {
            for (p, cell) in line.iter().enumerate() {
                for (i, x) in cell.iter().enumerate() {
                    if x.is_nan() {
                        let placed_empty = m.row_totals()[r] == 0.0;
                        out.push(Err(if placed_empty {
                            Undefined::EmptyRow
                        } else {
                            Undefined::Present
                        }));
                    } else if self.thresholds.is_empty() || !(i == 3 || i == 4) {
                        out.push(Ok(*x));
                    } else {
                        let seen = others
                            .iter()
                            .map(|lines| lines[r][p][i])
                            .filter(|x| !x.is_nan());
                        let (low, high) =
                            seen.fold((*x, *x), |(low, high), x| (low.min(x), high.max(x)));
                        out.push_interval(&kind, Some(*x), low, high);
                    }
                }
            }
        }
        if let (Denominator::Reference, Some(world)) = (self.denominator, m.reference()) {
            conservation(m, world, &mut out);
        }
        if others.len() < self.thresholds.len() {
            out.note(
                "runs_without_value",
                format!(
                    "{} of {} thresholds have no complexity and are left out",
                    self.thresholds.len() - others.len(),
                    self.thresholds.len()
                ),
            );
        }
        out
    }
}

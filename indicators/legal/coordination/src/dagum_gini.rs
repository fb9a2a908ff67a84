//! Gini coefficient of units in groups: within, net between, and transvariation.
use mercatoria_core::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Dagum's decomposition.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DagumGini {
    /// The attribute of the units that names their group.
    pub group: String,
}
impl Default for DagumGini {
    fn default() -> Self {
        Self {
            group: "group".into(),
        }
    }
}

impl Indicator for DagumGini {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "coordination.dagum_gini",
        title: "Dagum's decomposition of the Gini coefficient",
        formula: "G = Σ|x − y|/(2n²μ) = G_w + G_nb + G_t; D_jh = (d − p)/(d + p), d, p mean gains of the richer group over the poorer and back",
        form: Form::Parts(
            &[Scoreboard::CRITERION, Scoreboard::PERIOD],
            &["G", "Gw", "Gnb", "Gt"],
        ),
        reading: "parts of the inequality of the units: inside groups, between groups, and from the overlap of groups; groups come from unit_attributes.csv",
        sources: &[
            "Dagum, C. (1997). A new approach to the decomposition of the Gini income inequality ratio. Empirical Economics 22.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,3\nc,x,2\nd,x,6\n")
            .files(&[("unit_attributes", "unit,group\na,p\nb,p\nc,q\nd,q\n")])
            .gives("x, G: 0.333333333333…"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let q = board.criteria.len();
        let groups: Option<Vec<String>> = board
            .side
            .texts(&self.group)
            .map(|texts| texts.iter().map(|t| t.to_string()).collect())
            .or_else(|| {
                let numbers = board.side.numbers(&self.group)?;
                Some(
                    numbers
                        .iter()
                        .map(|x| {
                            if x.is_nan() {
                                String::new()
                            } else {
                                x.to_string()
                            }
                        })
                        .collect(),
                )
            });
        let mut out = board.by_period(q, 4, |period| {
            (0..q)
                .flat_map(|c| {
                    let Some(groups) = &groups else {
                        return [Err(Undefined::NoClass); 4];
                    };
                    let column = board.column(period, c);
                    if column.iter().any(|x| x.is_nan()) {
                        return [Err(Undefined::Missing); 4];
                    }
                    if groups.iter().any(String::is_empty) {
                        return [Err(Undefined::NoClass); 4];
                    }
                    match dagum_gini(&column, groups) {
                        Ok(parts) => parts.map(Ok),
                        Err(why) => [Err(why); 4],
                    }
                })
                .collect()
        });
        if groups.is_none() {
            out.note(
                "groups",
                format!("unit_attributes.csv has no column {:?}", self.group),
            );
        }
        out
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![]
    }
}

/// G and its parts within groups, net between groups and of transvariation.
///
/// ```
/// let [g, w, b, t] = mercatoria_coordination::dagum_gini(&[1.0, 3.0, 2.0, 6.0], &["p", "p", "q", "q"]).unwrap();
/// assert!((g - (w + b + t)).abs() < 1e-15);
/// ```
pub fn dagum_gini<G: PartialEq>(xs: &[f64], groups: &[G]) -> Result<[f64; 4], Undefined> {
    if xs.iter().any(|x| *x < 0.0) {
        return Err(Undefined::OutOfDomain);
    }
    let total = mercatoria_numeric::sum::sum(xs);
    if total == 0.0 {
        return Err(Undefined::Empty);
    }
    let n = xs.len() as f64;
    let scale = 2.0 * n * total;
    let mut sets: Vec<(&G, Vec<f64>)> = vec![];
    for (x, group) in xs.iter().zip(groups) {
        match sets.iter_mut().find(|(g, _)| *g == group) {
            Some((_, set)) => set.push(*x),
            None => sets.push((group, vec![*x])),
        }
    }
    let (mut within, mut net, mut over) = (vec![], vec![], vec![]);
    for (j, (_, a)) in sets.iter().enumerate() {
        for x in a {
            within.extend(a.iter().map(|y| (x - y).abs() / scale));
        }
        for (_, b) in &sets[..j] {
            let mean = |set: &[f64]| mercatoria_numeric::sum::sum(set) / set.len() as f64;
            let (rich, poor) = if mean(a) >= mean(b) { (a, b) } else { (b, a) };
            // Gains of the richer group over the poorer, and back.
            let (mut d, mut p) = (vec![], vec![]);
            for x in rich {
                for y in poor {
                    d.push((x - y).max(0.0));
                    p.push((y - x).max(0.0));
                }
            }
            let (d, p) = (
                mercatoria_numeric::sum::sum(&d),
                mercatoria_numeric::sum::sum(&p),
            );
            // |x − y| over both orders of the pair, split by D = (d − p)/(d + p).
            net.push(2.0 * (d - p).max(0.0) / scale);
            over.push(4.0 * if d >= p { p } else { d } / scale);
        }
    }
    let sum = mercatoria_numeric::sum::sum;
    let mut gaps = vec![];
    for x in xs {
        gaps.extend(xs.iter().map(|y| (x - y).abs() / scale));
    }
    Ok([sum(&gaps), sum(&within), sum(&net), sum(&over)])
}

//! Classes by outranking of boundary profiles.
use crate::{Thresholds, credibility, electre_iii::limits};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// ELECTRE TRI-B.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ElectreTri {
    /// Boundary values by criterion from the lowest class boundary to the highest; without, the terciles.
    pub profiles: ByCriterion<Vec<Finite>>,
    /// Thresholds by criterion; without, shares of its range.
    pub thresholds: ByCriterion<Thresholds>,
    /// Indifference as a share of the range.
    pub q: Share,
    /// Preference as a share of the range.
    pub p: Share,
    /// Veto as a share of the range; without, none.
    pub v: Option<Share>,
    /// Least credibility of an outranking.
    pub cut: Share,
}
impl Default for ElectreTri {
    fn default() -> Self {
        Self {
            profiles: ByCriterion::new(),
            thresholds: ByCriterion::new(),
            q: Share::new(0.0),
            p: Share::new(0.0),
            v: None,
            cut: Share::new(0.75),
        }
    }
}

impl Indicator for ElectreTri {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.electre_tri",
        title: "ELECTRE TRI",
        formula: "pessimistic: 1 + number of the highest boundary that the unit outranks; optimistic: number of the lowest boundary that is strictly preferred to it",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["pessimistic", "optimistic"],
        ),
        reading: "1: the lowest class",
        sources: &[
            "Yu, W. (1992). ELECTRE TRI: aspects méthodologiques et manuel d'utilisation. Université Paris-Dauphine.",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,5\nc,x,9\n")
            .params(r#"{"profiles":{"x":[3,7]}}"#)
            .gives("a, pessimistic: 1; b, pessimistic: 2; c, pessimistic: 3; c, optimistic: 3"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        board.by_period(board.units.len(), 2, |period| {
            let table = Decision::of(board, period..period + 1);
            let mut out = vec![Err(Undefined::Missing); 2 * board.units.len()];
            let classes = self.classes(board, &table);
            for (at, (_, unit)) in table.rows.iter().enumerate() {
                match &classes {
                    Ok(classes) => {
                        out[2 * unit] = Ok(classes[at].0);
                        out[2 * unit + 1] = Ok(classes[at].1);
                    }
                    Err(why) => out[2 * unit..2 * unit + 2].fill(Err(*why)),
                }
            }
            out
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
impl ElectreTri {
    fn classes(&self, board: &Scoreboard, table: &Decision) -> Result<Vec<(f64, f64)>, Undefined> {
        let n = table.units();
        let profiles: Vec<Vec<f64>> = (0..table.criteria())
            .map(|c| match self.profiles.get(board.criteria.label(c)) {
                Some(given) => given.iter().map(|x| x.get()).collect(),
                None => {
                    let sorted = mercatoria_numeric::order::sorted(&table.columns[c]);
                    let tercile = |k: f64| {
                        mercatoria_numeric::order::quantile(&sorted, k / 3.0, Default::default())
                    };
                    let mut ends: Vec<f64> = [1.0, 2.0].into_iter().filter_map(tercile).collect();
                    if !table.benefit[c] {
                        ends.reverse();
                    }
                    ends
                }
            })
            .collect();
        let count = profiles.first().map_or(0, Vec::len);
        if profiles.iter().any(|p| p.len() != count) {
            return Err(Undefined::OutOfDomain);
        }
        let limits = limits(board, table, &self.thresholds, self.q, self.p, self.v);
        // Units and profiles as one table.
        let mut all = table.clone();
        for k in 0..count {
            all.rows.push((0, usize::MAX));
            for (column, profile) in all.columns.iter_mut().zip(&profiles) {
                column.push(profile[k]);
            }
        }
        let sigma = credibility(&all, &limits)?;
        let outranks = |i: usize, j: usize| sigma[i * (n + count) + j] >= self.cut.get() - 1e-12;
        Ok((0..n)
            .map(|u| {
                let reached = (0..count).rev().find(|k| outranks(u, n + k));
                let preferred = (0..count).find(|k| outranks(n + k, u) && !outranks(u, n + k));
                (
                    reached.map_or(1.0, |k| k as f64 + 2.0),
                    preferred.map_or(count as f64 + 1.0, |k| k as f64 + 1.0),
                )
            })
            .collect())
    }
}

//! ELECTRE without weights: relations of decreasing strength by counts of criteria.
use crate::{
    Thresholds,
    electre_iii::{distilled, limits},
    method::rank_units,
};
use mercatoria_core::{ScoreboardLaw::*, *};
use mercatoria_normalisation::{ByCriterion, Decision};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// ELECTRE IV.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ElectreIv {
    /// Thresholds by criterion; without, shares of its range.
    pub thresholds: ByCriterion<Thresholds>,
    /// Indifference as a share of the range.
    pub q: Share,
    /// Preference as a share of the range.
    pub p: Share,
}
impl Default for ElectreIv {
    fn default() -> Self {
        Self {
            thresholds: ByCriterion::new(),
            q: Share::new(0.1),
            p: Share::new(0.3),
        }
    }
}

impl Indicator for ElectreIv {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "mcda.electre_iv",
        title: "ELECTRE IV",
        formula: "quasi-, canonical, pseudo- and veto-dominance by counts of strict, weak and slight preferences, with credibility 1, 0.8, 0.6, 0.4; then distillation as in ELECTRE III",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["score", "rank", "descending", "ascending"],
        ),
        reading: "lower is better; weights play no part",
        sources: &[
            "Roy, B., Hugonnard, J. C. (1982). Ranking of suburban line extension projects on the Paris metro system by a multicriteria method. Transportation Research A 16(4).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,4\n")
            .gives("c, score: 1; b, score: 2; a, score: 3"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        rank_units(board, 4, |table| {
            let limits = limits(board, table, &self.thresholds, self.q, self.p, None);
            let mut credibility = vec![1.0; table.units() * table.units()];
            for i in 0..table.units() {
                for j in 0..table.units() {
                    credibility[i * table.units() + j] = relation(table, &limits, i, j)?;
                }
            }
            Ok(distilled(&credibility, table.units()))
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RelabelUnits]
    }
}
fn relation(table: &Decision, limits: &[(f64, f64, f64)], a: usize, b: usize) -> Measure {
    // Criteria with strict, weak and slight preference of a over b, then of b over a.
    let mut counts = [[0usize; 3]; 2];
    for (c, (q, p, v)) in limits.iter().enumerate() {
        if q > p || p > v {
            return Err(Undefined::OutOfDomain);
        }
        let d = table.columns[c][a] - table.columns[c][b];
        let d = if table.benefit[c] { d } else { -d };
        let size = d.abs();
        let kind = if size == 0.0 {
            continue;
        } else if size > *p {
            0
        } else if size > *q {
            1
        } else {
            2
        };
        counts[usize::from(d < 0.0)][kind] += 1;
    }
    let [
        [strict, weak, slight],
        [against, weak_against, slight_against],
    ] = counts;
    if against == 0 && weak_against == 0 && slight_against <= slight + weak + strict {
        return Ok(1.0);
    }
    if against == 0
        && weak_against <= strict
        && weak_against + slight_against <= slight + weak + strict
    {
        return Ok(0.8);
    }
    if against == 0 && weak_against <= strict + weak {
        return Ok(0.6);
    }
    let most = 2 * strict >= table.criteria();
    Ok(if against == 0 || against == 1 && most {
        0.4
    } else {
        0.0
    })
}

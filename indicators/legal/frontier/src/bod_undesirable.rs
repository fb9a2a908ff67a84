//! Benefit of the doubt with undesirable criteria.
use crate::{Peers, Row, maximise, peers::score_units};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Benefit of the doubt with undesirable criteria.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BodUndesirable {}

impl Indicator for BodUndesirable {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "frontier.bod_undesirable",
        title: "Benefit of the doubt with undesirable criteria",
        formula: "1/(1 + β), β = max: Σ λ z ≥ (1 + β) z_i for benefits, Σ λ b ≤ (1 − β) b_i for costs, Σ λ = 1",
        form: Form::Table(&[Scoreboard::UNIT, Scoreboard::PERIOD], &[]),
        reading: "1: on the frontier; costs are criteria of direction −1",
        sources: &[
            "Zanella, A., Camanho, A. S., Dias, T. G. (2015). Undesirable outputs and weighting schemes in composite indicators based on data envelopment analysis. European Journal of Operational Research 245(2).",
        ],
        peers: &[],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,1\na,y,2\nb,y,1\nc,y,1\n")
            .gives("a: 1; b: 1"),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        score_units(board, Peers::amounts, |table, peers, unit| {
            let n = peers.units();
            let row = peers.row(unit);
            let mut rows: Vec<Row> = (0..peers.criteria)
                .map(|c| {
                    let mut of: Vec<f64> = (0..n).map(|u| peers.row(u)[c]).collect();
                    if table.benefit[c] {
                        of.push(-row[c]);
                        Row::at_least(of, row[c])
                    } else {
                        of.push(row[c]);
                        Row::at_most(of, row[c])
                    }
                })
                .collect();
            let mut all = vec![1.0; n];
            all.push(0.0);
            rows.push(Row::exactly(all, 1.0));
            let mut objective = vec![0.0; n];
            objective.push(1.0);
            let (beta, _) = maximise(&objective, &rows)?;
            Ok(1.0 / (1.0 + beta.max(0.0)))
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![RatioInvariant, Within(0.0, 1.0)]
    }
}

//! (x_cd/X_c) / (M_d/W), W the imports of all, or of all but the exporter.
use mercatoria_core::{MatrixLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose imports a market's share is taken of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IntensityDenominator {
    /// Of all markets: (x_cd/X_c)/(M_d/M).
    #[default]
    World,
    /// Of all but the exporter, which does not sell to itself: (x_cd/X_c)/(M_d/(M − M_c)).
    ExcludingReporter,
}
/// Trade intensity of pairs.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PairIntensity {
    /// Whose imports a market's share is taken of.
    pub denominator: IntensityDenominator,
}

impl Indicator for PairIntensity {
    type Input<'a> = Matrix;
    type Output = Values;
    const CARD: Card = Card {
        id: "orientation.pair_intensity",
        title: "Trade intensity",
        formula: "I_cd = (x_cd/X_c)/(M_d/M); excluding_reporter: M − M_c for M",
        form: Form::Grid(Matrix::ROW, Matrix::COLUMN),
        reading: "rows are exporters, columns markets; 1: the exporter sells to the market what the world does; undefined to itself",
        sources: &[
            "Brown, A. J. (1949). Applied Economics: Aspects of the World Economy in War and Peace. Allen and Unwin.",
            "Kojima, K. (1964). The pattern of international trade among advanced countries. Hitotsubashi Journal of Economics 5(1).",
        ],
        peers: &[
            "The first form is a location quotient of exporters and markets; the WITS form takes the exporter's own imports out of the world's.",
        ],
        example: Example::csv("row,column,value\nA,B,3\nA,C,1\nB,A,2\nB,C,2\n")
            .gives("A,B: 2; A,A: not_applicable; B,C: 1.33333333333…"),
    };
    fn compute(&self, m: &Matrix) -> Values {
        let rows: std::collections::HashMap<&str, usize> =
            m.axis(Matrix::COLUMN).labels().zip(0..).collect();
        let mut out = Values::with_capacity(m.values().len());
        let (markets, all) = (m.column_totals(), m.total());
        for (r, label) in m.axis(Matrix::ROW).labels().enumerate() {
            let own = rows.get(label).copied();
            let world = match (self.denominator, own) {
                (IntensityDenominator::ExcludingReporter, Some(own)) => {
                    (all - markets[own]).max(0.0)
                }
                _ => all,
            };
            for (d, x) in m.row(r).iter().enumerate() {
                out.push(match (m.row_totals()[r], markets[d]) {
                    _ if own == Some(d) => Err(Undefined::NotApplicable),
                    (0.0, _) => Err(Undefined::EmptyRow),
                    (_, 0.0) => Err(Undefined::EmptyColumn),
                    (exports, imports) => Ok((x / exports) * (world / imports)),
                });
            }
        }
        out
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let wits = IntensityDenominator::ExcludingReporter;
        vec![("wits", Self { denominator: wits })]
    }
    fn laws(&self) -> Vec<MatrixLaw> {
        match self.denominator {
            IntensityDenominator::World => vec![ScaleFree, Relabel, Proportional(1.0)],
            IntensityDenominator::ExcludingReporter => vec![ScaleFree, Relabel],
        }
    }
}

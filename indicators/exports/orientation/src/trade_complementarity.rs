//! 1 − ½ Σ_p |m_dp/M_d − x_cp/X_c|: do the imports of one country look like the exports of another?
use mercatoria_core::{BilateralLaw::*, *};
use mercatoria_divergence::krugman;
use mercatoria_numeric::{elementary::sqrt, sum::sum_by2};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the fit is measured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComplementarityForm {
    /// What the two structures share, 0 to 1 (Michaely).
    #[default]
    Overlap,
    /// The same in percent (WITS).
    Percent,
    /// Cosine of the two structures (Allen, Linnemann).
    Cosine,
    /// Σ_p (x_cp/X_c)(m_dp/M_d)/(world share of p): 1 where the structures are independent (Drysdale); the world is all exports.
    Drysdale,
}
/// Trade complementarity of pairs of countries.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TradeComplementarity {
    /// How the fit is measured.
    pub form: ComplementarityForm,
}

impl Indicator for TradeComplementarity {
    type Input<'a> = Bilateral;
    type Output = Values;
    const CARD: Card = Card {
        id: "orientation.trade_complementarity",
        title: "Trade complementarity",
        formula: "C_cd = 1 − ½ Σ_p |m_dp/M_d − x_cp/X_c|; cosine; drysdale Σ_p (x_cp/X_c)(m_dp/M_d)/w_p",
        form: Form::Grid(Matrix::ROW, Matrix::ROW),
        reading: "rows are countries, columns products; label by label: the exporter, then the importer; 1: the importer buys just what the exporter sells; undefined with itself",
        sources: &[
            "Michaely, M. (1996). Trade preferential agreements in Latin America: an ex-ante assessment. World Bank policy research working paper 1583.",
            "Drysdale, P. (1967). Japanese Australian trade: an approach to the study of bilateral trade flows. Australian National University.",
        ],
        peers: &["WITS gives percent; form percent."],
        example: Example::csv("row,column,exports,imports\nA,p,3,0\nA,q,1,4\nB,p,0,1\nB,q,2,1\n")
            .gives("A,B: 0.75; B,A: 1; A,A: not_applicable"),
    };
    fn compute(&self, b: &Bilateral) -> Values {
        let (x, m) = (&b.exports, &b.imports);
        let n = x.rows();
        let mut out = Values::with_capacity(n * n);
        let world = x.column_totals();
        for c in 0..n {
            for d in 0..n {
                let totals = (x.row_totals()[c], m.row_totals()[d]);
                out.push(match totals {
                    _ if c == d => Err(Undefined::NotApplicable),
                    (0.0, _) => Err(Undefined::EmptyRow),
                    (_, 0.0) => Err(Undefined::ReferenceEmpty),
                    _ => match self.form {
                        ComplementarityForm::Drysdale => {
                            drysdale(x.row(c), m.row(d), world, (totals.0, totals.1, x.total()))
                        }
                        form => Ok(complementarity(x.row(c), m.row(d), totals, form)),
                    },
                });
            }
        }
        out
    }
    fn dialects() -> Vec<(&'static str, Self)> {
        let form = ComplementarityForm::Percent;
        vec![("wits", Self { form })]
    }
    fn laws(&self) -> Vec<BilateralLaw> {
        match self.form {
            ComplementarityForm::Percent => vec![ScaleFree, Relabel, Within(0.0, 100.0)],
            ComplementarityForm::Drysdale => vec![ScaleFree, Relabel],
            _ => vec![ScaleFree, Relabel, Within(0.0, 1.0)],
        }
    }
}
/// Of exports and imports by product with totals (X, M). The distance is that of `divergence.dissimilarity`.
///
/// ```
/// use mercatoria_orientation::{ComplementarityForm, complementarity};
/// assert_eq!(complementarity(&[3.0, 1.0], &[1.0, 1.0], (4.0, 2.0), ComplementarityForm::Overlap), 0.75);
/// ```
pub fn complementarity(
    exports: &[f64],
    imports: &[f64],
    totals: (f64, f64),
    form: ComplementarityForm,
) -> f64 {
    let overlap = || (1.0 - krugman(exports, imports, totals) / 2.0).clamp(0.0, 1.0);
    match form {
        ComplementarityForm::Percent => 100.0 * overlap(),
        ComplementarityForm::Cosine => {
            let (x, m) = (1.0 / totals.0, 1.0 / totals.1);
            let both = sum_by2(exports, imports, |a, b| (a * x) * (b * m));
            let square =
                |line: &[f64], scale: f64| sum_by2(line, line, |a, b| (a * scale) * (b * scale));
            (both / sqrt(square(exports, x) * square(imports, m))).clamp(0.0, 1.0)
        }
        _ => overlap(),
    }
}
fn drysdale(x: &[f64], m: &[f64], world: &[f64], totals: (f64, f64, f64)) -> Measure {
    let mut sum = mercatoria_numeric::sum::Compensated::default();
    for ((x, m), w) in x.iter().zip(m).zip(world) {
        if *x > 0.0 && *w > 0.0 {
            sum.add((x / totals.0) * (m / totals.1) * (totals.2 / w));
        }
    }
    Ok(sum.total())
}

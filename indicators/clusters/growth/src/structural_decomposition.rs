//! Growth of productivity = within industries + between them + their interaction.
use mercatoria_core::*;
use mercatoria_numeric::sum::Compensated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Weights of the parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecompositionWeights {
    /// Those of the first period; what changes together is the dynamic part (Fabricant).
    #[default]
    First,
    /// The mean of both periods; nothing is left over, the dynamic part is 0.
    Mean,
}
/// Structural decomposition of productivity.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StructuralDecomposition {
    /// Weights of the parts.
    pub weights: DecompositionWeights,
    /// As shares of the first productivity instead of in its unit.
    pub relative: bool,
}

impl Indicator for StructuralDecomposition {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "growth.structural_decomposition",
        title: "Structural decomposition of productivity",
        formula: "ΔP = Σ s₀Δp (within) + Σ p₀Δs (between) + Σ ΔsΔp (dynamic), p = output/labour of an industry, s = its share of labour",
        form: Form::Parts(&[Matrix::ROW], &["change", "within", "between", "dynamic"]),
        reading: "between above 0: labour moved to industries of higher productivity; output is the table, labour is reference.csv with the same columns",
        sources: &[
            "Fabricant, S. (1942). Employment in Manufacturing, 1899–1939. NBER.",
            "McMillan, M., Rodrik, D. and Verduzco-Gallo, Í. (2014). Globalization, structural change, and productivity growth. World Development 63.",
        ],
        peers: &["No package has it."],
        example: Example::csv("row,column,period,value\nA,i,1,10\nA,j,1,40\nA,i,2,10\nA,j,2,100\n")
            .files(&[("reference", "row,column,period,value\nA,i,1,10\nA,j,1,10\nA,i,2,5\nA,j,2,15\n")])
            .gives("A,change: 3; A,within: 1.8333333333333333; A,between: 0.75; A,dynamic: 0.4166666666666667"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let rows = c.before().rows();
        let (Some(labour1), Some(labour2)) = (c.before().reference(), c.after().reference()) else {
            let mut out = Values::undefined(rows * 4, Undefined::SideMissing);
            out.note(
                "side_missing",
                "needs reference.csv (row,column,period,value), the labour of each cell, beside the output",
            );
            return out;
        };
        let mut out = Values::with_capacity(rows * 4);
        for r in 0..rows {
            let lines = |m: &Matrix, labour: &Matrix| -> Option<(Vec<f64>, Vec<f64>)> {
                let at = labour
                    .axis(Matrix::ROW)
                    .position(m.axis(Matrix::ROW).label(r))?;
                let of = |label| labour.axis(Matrix::COLUMN).position(label);
                let places: Option<Vec<usize>> = m.axis(Matrix::COLUMN).labels().map(of).collect();
                let labour = places?.into_iter().map(|c| labour.row(at)[c]).collect();
                Some((m.row(r).to_vec(), labour))
            };
            let found = match (lines(c.before(), labour1), lines(c.after(), labour2)) {
                (Some((y1, l1)), Some((y2, l2))) => {
                    productivity_parts((&y1, &l1), (&y2, &l2), self.weights)
                }
                _ => Err(Undefined::Missing),
            };
            match found {
                Ok((parts, base)) => {
                    let unit = if self.relative { base } else { 1.0 };
                    let undefined = unit == 0.0;
                    parts.into_iter().for_each(|part| {
                        out.push(if undefined {
                            Err(Undefined::ZeroBase)
                        } else {
                            Ok(part / unit)
                        });
                    });
                }
                Err(why) => (0..4).for_each(|_| out.push(Err(why))),
            }
        }
        out
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        vec![]
    }
}

/// `[ΔP, within, between, dynamic]` and the first productivity, from (output, labour) by industry at two times.
///
/// ```
/// use mercatoria_growth::{DecompositionWeights, productivity_parts};
/// let first = (&[10.0, 40.0][..], &[10.0, 10.0][..]);
/// let last = (&[10.0, 100.0][..], &[5.0, 15.0][..]);
/// let (parts, base) = productivity_parts(first, last, DecompositionWeights::Mean).unwrap();
/// assert_eq!((parts[0], base), (3.0, 2.5));
/// assert!((parts[1] + parts[2] - 3.0).abs() < 1e-14 && parts[3] == 0.0);
/// ```
///
/// # Errors
/// `Empty` without labour, `ZeroDenominator` for output without labour, `ZeroBase` for an industry that has labour in
/// one period only: it has no productivity in the other.
pub fn productivity_parts(
    first: (&[f64], &[f64]),
    last: (&[f64], &[f64]),
    weights: DecompositionWeights,
) -> Result<([f64; 4], f64), Undefined> {
    let total = |xs: &[f64]| xs.iter().copied().collect::<Compensated>().total();
    let (l1, l2) = (total(first.1), total(last.1));
    if l1 == 0.0 || l2 == 0.0 {
        return Err(Undefined::Empty);
    }
    let mut parts = [Compensated::default(); 3];
    for i in 0..first.0.len() {
        let (y1, x1, y2, x2) = (first.0[i], first.1[i], last.0[i], last.1[i]);
        match (x1 > 0.0, x2 > 0.0) {
            (false, _) if y1 > 0.0 => return Err(Undefined::ZeroDenominator),
            (_, false) if y2 > 0.0 => return Err(Undefined::ZeroDenominator),
            (false, false) => continue,
            (true, true) => {}
            _ => return Err(Undefined::ZeroBase),
        }
        let (p1, p2, s1, s2) = (y1 / x1, y2 / x2, x1 / l1, x2 / l2);
        let (dp, ds) = (p2 - p1, s2 - s1);
        let (s, p) = match weights {
            DecompositionWeights::First => (s1, p1),
            DecompositionWeights::Mean => ((s1 + s2) / 2.0, (p1 + p2) / 2.0),
        };
        parts[0].add(s * dp);
        parts[1].add(p * ds);
        if weights == DecompositionWeights::First {
            parts[2].add(dp * ds);
        }
    }
    let base = total(first.0) / l1;
    let [within, between, dynamic] = parts.map(|part| part.total());
    Ok(([total(last.0) / l2 - base, within, between, dynamic], base))
}

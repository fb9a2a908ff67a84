//! The share of lines that a country enters or leaves: from below one threshold to at least another.
use mercatoria_core::{ChangeLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Into or out of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Absent at the start, present at the end.
    #[default]
    Entry,
    /// Present at the start, absent at the end.
    Exit,
}
/// What makes a line present.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PresenceBy {
    /// Its revealed comparative advantage.
    #[default]
    Rca,
    /// Any amount.
    Value,
}
/// Of what the lines are a share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ShareOf {
    /// Of all lines of the table.
    #[default]
    Lines,
    /// Of the lines that could: absent ones for entry, present ones for exit, at the start.
    Candidates,
    /// None: a count.
    Count,
}
/// Entry into and exit from export lines between the first and the last period.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LineTurnover {
    /// Into or out of.
    pub direction: Direction,
    /// What makes a line present.
    pub presence: PresenceBy,
    /// By advantage: absent below this.
    pub lower: Amount,
    /// By advantage: present from this on.
    pub upper: Amount,
    /// In how many periods in a row, from either end, a line must be absent, and present.
    pub persistence: Count,
    /// Of what the lines are a share.
    pub share_of: ShareOf,
}
impl Default for LineTurnover {
    fn default() -> Self {
        Self {
            direction: Direction::Entry,
            presence: PresenceBy::Rca,
            lower: Amount::new(0.5),
            upper: Amount::new(1.0),
            persistence: Count::new(1),
            share_of: ShareOf::Lines,
        }
    }
}

impl Indicator for LineTurnover {
    type Input<'a> = Change<'a>;
    type Output = Values;
    const CARD: Card = Card {
        id: "diversification.line_turnover",
        title: "Entry into and exit from export lines",
        formula: "#{p : RCA₀ < lower, RCA₁ ≥ upper}/N; by value: x₀ = 0, x₁ > 0; exit with the periods exchanged",
        form: Form::Column(Matrix::ROW),
        reading: "the share of lines that are new (or lost) at the last period against the first",
        sources: &[
            "Hausmann, R. and Klinger, B. (2007). The structure of the product space and the evolution of comparative advantage. CID working paper 146.",
            "Cadot, O., Carrère, C. and Strauss-Kahn, V. (2011). Export diversification: what's behind the hump? Review of Economics and Statistics 93(2).",
        ],
        peers: &[
            "EconGeo 1.3 and econcomplex 1.0 cross one threshold (1 to 1), which counts noise around it as entry; set lower to upper to compare.",
        ],
        example: Example::csv("row,column,period,value\nA,p,2018,5\nA,q,2018,0\nB,p,2018,5\nB,q,2018,5\nA,p,2019,5\nA,q,2019,0\nB,p,2019,5\nB,q,2019,5\nA,p,2020,5\nA,q,2020,0\nB,p,2020,5\nB,q,2020,5\nA,p,2021,5\nA,q,2021,5\nB,p,2021,5\nB,q,2021,5\nA,p,2022,5\nA,q,2022,5\nB,p,2022,5\nB,q,2022,5\nA,p,2023,5\nA,q,2023,5\nB,p,2023,5\nB,q,2023,5\n")
            .gives("A: 0.5; B: 0"),
    };
    fn compute(&self, c: &Change<'_>) -> Values {
        let window = self.persistence.get() as usize;
        let periods = c.tables.len();
        let rows = c.before().rows();
        if periods < 2 * window {
            let mut out = Values::undefined(rows, Undefined::TooFew);
            out.note(
                "periods_few",
                format!("a persistence of {window} needs {} periods", 2 * window),
            );
            return out;
        }
        let (early, late) = match self.direction {
            Direction::Entry => (&c.tables[..window], &c.tables[periods - window..]),
            Direction::Exit => (&c.tables[periods - window..], &c.tables[..window]),
        };
        (0..rows)
            .map(|r| {
                let empty = |m: &Matrix| m.row_totals()[r] == 0.0;
                if self.presence == PresenceBy::Rca && c.tables.iter().any(empty) {
                    return Err(Undefined::EmptyRow);
                }
                let lines = 0..c.before().columns();
                let absent = |p: &usize| early.iter().all(|m| self.absent(m, r, *p));
                let present = |p: &usize| late.iter().all(|m| self.present(m, r, *p));
                let turned = lines.clone().filter(|p| absent(p) && present(p)).count() as f64;
                let of = match self.share_of {
                    ShareOf::Count => return Ok(turned),
                    ShareOf::Lines => lines.len(),
                    ShareOf::Candidates if self.direction == Direction::Entry => {
                        lines.filter(absent).count()
                    }
                    ShareOf::Candidates => lines.filter(present).count(),
                };
                if of == 0 {
                    Err(Undefined::ZeroDenominator)
                } else {
                    Ok(turned / of as f64)
                }
            })
            .collect()
    }
    fn laws(&self) -> Vec<ChangeLaw> {
        let mut laws = vec![ScaleFree, Relabel];
        if self.share_of != ShareOf::Count {
            laws.push(Within(0.0, 1.0));
        }
        // With overlapping thresholds a line may be absent and present at once.
        if self.lower <= self.upper {
            laws.push(StandstillIsZero);
        }
        laws
    }
}
impl LineTurnover {
    fn absent(&self, m: &Matrix, r: usize, p: usize) -> bool {
        match self.presence {
            PresenceBy::Value => m.row(r)[p] == 0.0,
            PresenceBy::Rca => !at_least(m, r, p, self.lower.get()),
        }
    }
    fn present(&self, m: &Matrix, r: usize, p: usize) -> bool {
        match self.presence {
            PresenceBy::Value => m.row(r)[p] > 0.0,
            PresenceBy::Rca => at_least(m, r, p, self.upper.get()),
        }
    }
}
/// x X ≥ τ X_r X_p, with no quotient to round; a line that nobody exports is absent.
fn at_least(m: &Matrix, r: usize, p: usize, threshold: f64) -> bool {
    let (x, of_product) = (m.row(r)[p], m.column_totals()[p]);
    let whole = x * m.total();
    let needed = threshold * (m.row_totals()[r] * of_product);
    of_product > 0.0 && (whole >= needed || (whole - needed).abs() <= 1e-12 * needed)
}

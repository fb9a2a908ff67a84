//! Growth of the nation and of its industries between two tables, and the frame of all shift-share forms.
use crate::exact::{Dot, Exact, total};
use mercatoria_core::{Change, Matrix, Undefined, Values};
use mercatoria_numeric::parallel;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Over which periods.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Periods {
    /// The last against the first.
    #[default]
    Ends,
    /// Each against the one before, parts added up: the dynamic form (Barff and Knight).
    Annual,
}

/// A part of a region's change, or why it has none.
pub(crate) type Part = Result<Exact, Undefined>;

/// What grew between two tables with the same labels: rates as `(X₂ − X₁) / X₁`, in twice the precision.
pub(crate) struct Rates<'a> {
    pub(crate) before: &'a Matrix,
    pub(crate) after: &'a Matrix,
    /// X₁.
    pub(crate) base: Exact,
    /// g.
    pub(crate) nation: Exact,
    /// g_i; 0 for an industry that was nowhere, whose growth is then all regional.
    pub(crate) industry: Vec<Exact>,
    /// X₂ of the industries that were nowhere.
    pub(crate) new: Exact,
}
impl<'a> Rates<'a> {
    pub(crate) fn new(before: &'a Matrix, after: &'a Matrix) -> Result<Self, Undefined> {
        let (x1, x2) = (before.column_totals(), after.column_totals());
        let (base, now) = (total(x1), total(x2));
        if base.get() <= 0.0 {
            return Err(Undefined::ZeroBase);
        }
        let rate = |(x1, x2): (&f64, &f64)| match *x1 > 0.0 {
            true => Exact::difference(*x2, *x1) / Exact::from(*x1),
            false => Exact::ZERO,
        };
        let new = x1.iter().zip(x2).filter(|(x1, _)| **x1 == 0.0);
        Ok(Self {
            before,
            after,
            base,
            nation: (now - base) / base,
            industry: x1.iter().zip(x2).map(rate).collect(),
            new: new.map(|(_, x2)| Exact::from(*x2)).sum(),
        })
    }
    /// Σ x₁ of a region.
    pub(crate) fn first(&self, r: usize) -> Exact {
        total(self.before.row(r))
    }
    /// Σ x₂ of a region.
    pub(crate) fn last(&self, r: usize) -> Exact {
        total(self.after.row(r))
    }
    /// Σ x₁ g_i of a region.
    pub(crate) fn expected(&self, r: usize) -> Exact {
        let mut sum = Dot::default();
        for (x, g) in self.before.row(r).iter().zip(&self.industry) {
            sum.add_product(*g, *x);
        }
        sum.total()
    }
}

/// Parts of every region over the pairs of periods, the whole first.
pub(crate) fn by_region<const N: usize>(
    c: &Change<'_>,
    periods: Periods,
    parts: impl Fn(&Rates<'_>, usize) -> [Part; N] + Sync,
) -> Values {
    let pairs: Vec<(&Matrix, &Matrix)> = match periods {
        Periods::Ends => vec![(c.before(), c.after())],
        Periods::Annual => c
            .tables
            .windows(2)
            .map(|pair| (&pair[0], &pair[1]))
            .collect(),
    };
    let rates: Result<Vec<Rates<'_>>, Undefined> = pairs
        .into_iter()
        .map(|(before, after)| Rates::new(before, after))
        .collect();
    let rows = c.before().rows();
    let rates = match rates {
        Ok(rates) => rates,
        Err(why) => return Values::undefined(rows * N, why),
    };
    let of_region = |r: usize| -> [Part; N] {
        let mut sums = [Ok(Exact::ZERO); N];
        for rates in &rates {
            let found = parts(rates, r);
            for (sum, part) in sums.iter_mut().zip(found) {
                *sum = sum.and_then(|sum| Ok(sum + part?));
            }
        }
        sums
    };
    let mut out = Values::with_capacity(rows * N);
    let chunks = parallel::map_chunks(rows, 64, |range| range.map(of_region).collect::<Vec<_>>());
    for part in chunks.into_iter().flatten().flatten() {
        out.push(part.map(Exact::get));
    }
    out
}

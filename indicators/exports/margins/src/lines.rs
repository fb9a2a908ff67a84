//! The lines (product and market) of an exporter at two periods.
use mercatoria_core::Flows;
use mercatoria_numeric::sum::Compensated;

/// One line at both periods; 0 where there is no flow.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Line {
    pub(crate) product: u32,
    pub(crate) market: u32,
    pub(crate) before: f64,
    pub(crate) after: f64,
    /// Quantities, NaN where they are not known.
    pub(crate) quantity: (f64, f64),
}
/// Calls `f` for each line with trade at either period, in order of product and market.
pub(crate) fn lines(flows: &Flows, exporter: usize, periods: (u32, u32), mut f: impl FnMut(Line)) {
    let quantity = |i: usize| flows.quantity().map_or(f64::NAN, |q| q[i]);
    let mut line: Option<Line> = None;
    for i in flows.of_exporter(exporter) {
        let period = flows.period()[i];
        if period != periods.0 && period != periods.1 {
            continue;
        }
        let (product, market) = (flows.product()[i], flows.market()[i]);
        let same = line.is_some_and(|l| l.product == product && l.market == market);
        if !same
            && let Some(done) = line.replace(Line {
                product,
                market,
                quantity: (f64::NAN, f64::NAN),
                ..Line::default()
            })
        {
            f(done);
        }
        if let Some(line) = &mut line {
            if period == periods.0 {
                line.before = flows.value()[i];
                line.quantity.0 = quantity(i);
            }
            if period == periods.1 {
                line.after = flows.value()[i];
                line.quantity.1 = quantity(i);
            }
        }
    }
    if let Some(done) = line {
        f(done);
    }
}
/// The difference of two running sums, rounded once.
pub(crate) fn less(a: &Compensated, b: &[&Compensated]) -> f64 {
    let mut difference = *a;
    for b in b {
        difference.merge(negative(b));
    }
    difference.total()
}
fn negative(sum: &Compensated) -> Compensated {
    // s + c = total exactly split again: the head, and what the head does not hold.
    let mut out = Compensated::default();
    let head = sum.total();
    let mut rest = *sum;
    rest.add(-head);
    out.add(-head);
    out.add(-rest.total());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn difference_keeps_what_a_rounded_total_loses() {
        let (mut a, mut b) = (Compensated::default(), Compensated::default());
        [1e16, 1.0].into_iter().for_each(|x| a.add(x));
        [1e16, -1.0].into_iter().for_each(|x| b.add(x));
        assert_eq!(less(&a, &[&b]), 2.0);
    }
}

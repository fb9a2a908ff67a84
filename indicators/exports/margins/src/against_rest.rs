//! An exporter's lines beside those of the reference, group by group: one group, or one a market.
use crate::hummels_klenow::{MarginLevel, MarginReference};
use mercatoria_core::{Flows, Measure, Undefined};
use mercatoria_numeric::{
    elementary::{exp, ln},
    parallel,
    sum::{Compensated, compensated_sum},
};

/// A line that both export: own value and quantity, value and quantity of the reference.
pub(crate) type Common = [f64; 4];
/// One group of lines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    pub(crate) own: f64,
    pub(crate) reference: f64,
    /// Exports of the reference in the country's lines.
    pub(crate) common: f64,
    pub(crate) lines: Vec<Common>,
}
impl Group {
    /// 0: price, 1: quantity, 2: value, as a ratio to the reference with Sato–Vartia weights over common lines. The value of
    /// lines that the reference does not have counts in the intensive margin, so it is undefined here where there are any.
    pub(crate) fn index(&self, which: usize) -> Measure {
        if which == 2 {
            return Ok(self.own / self.common);
        }
        let own = compensated_sum(self.lines.iter().map(|l| l[0]));
        if (own - self.own).abs() > 1e-12 * self.own {
            return Err(Undefined::OutsideReference);
        }
        if self.lines.iter().any(|l| !(l[1] > 0.0 && l[3] > 0.0)) {
            return Err(Undefined::Missing);
        }
        let weight = |l: &Common| log_mean(l[0] / own, l[2] / self.common);
        let all = compensated_sum(self.lines.iter().map(weight));
        let ratio = |l: &Common| match which {
            0 => ln((l[0] / l[1]) / (l[2] / l[3])),
            _ => ln(l[1] / l[3]),
        };
        let log = compensated_sum(self.lines.iter().map(|l| weight(l) / all * ratio(l)));
        Ok(exp(log))
    }
}
/// All groups of one exporter.
pub(crate) struct AgainstRest {
    pub(crate) groups: Vec<Group>,
}
impl AgainstRest {
    /// The groups together.
    pub(crate) fn overall(&self) -> Group {
        if let [one] = &self.groups[..] {
            return one.clone();
        }
        let total = |f: fn(&Group) -> f64| compensated_sum(self.groups.iter().map(f));
        Group {
            own: total(|g| g.own),
            reference: total(|g| g.reference),
            common: total(|g| g.common),
            lines: vec![],
        }
    }
    /// Logarithmic means of the shares of each group in the own exports and in those of the reference, adding up to one.
    pub(crate) fn weights(&self) -> Vec<f64> {
        let all = self.overall();
        let weight = |g: &Group| {
            if g.own > 0.0 && g.reference > 0.0 {
                log_mean(g.own / all.own, g.reference / all.reference)
            } else {
                0.0
            }
        };
        let weights: Vec<f64> = self.groups.iter().map(weight).collect();
        let sum = compensated_sum(weights.iter().copied());
        weights
            .iter()
            .map(|w| if sum > 0.0 { w / sum } else { 0.0 })
            .collect()
    }
}
/// (a − b)/(ln a − ln b), a where they are equal.
pub(crate) fn log_mean(a: f64, b: f64) -> f64 {
    let ratio = (a - b) / b;
    if ratio.abs() < 1e-4 {
        // b · r/ln(1 + r) by its series: the quotient loses digits near 1.
        return b * (1.0 + ratio * (0.5 - ratio * (1.0 / 12.0 - ratio * (1.0 / 24.0))));
    }
    (a - b) / ln(a / b)
}
/// Π x^w over the groups with weight; the first reason found where one has none.
pub(crate) fn geometric(weights: &[f64], of: &dyn Fn(usize) -> Measure) -> Measure {
    let mut log = Compensated::default();
    let mut any = false;
    for (d, weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
        any = true;
        match of(d)? {
            0.0 => return Ok(0.0),
            x => log.add(weight * ln(x)),
        }
    }
    if any {
        Ok(exp(log.total()))
    } else {
        Err(Undefined::ReferenceEmpty)
    }
}
/// Every exporter beside its reference, in the last period. Lines are kept only where they are asked for.
pub(crate) fn against_rest(
    flows: &Flows,
    level: MarginLevel,
    reference: MarginReference,
    keep: bool,
) -> Vec<AgainstRest> {
    let period = flows.last_period();
    let by_market = level == MarginLevel::Destination;
    let groups = if by_market {
        flows.dims[Flows::MARKET].len()
    } else {
        1
    };
    let products = flows.dims[Flows::PRODUCT].len();
    let at = |product: u32, market: u32| {
        if by_market {
            product as usize * groups + market as usize
        } else {
            product as usize
        }
    };
    let (product, market, periods) = (flows.product(), flows.market(), flows.period());
    let mut world = vec![0.0; products * groups];
    let mut amounts = vec![0.0; if keep { world.len() } else { 0 }];
    for (i, x) in flows
        .value()
        .iter()
        .enumerate()
        .filter(|(i, _)| periods[*i] == period)
    {
        let at = at(product[i], market[i]);
        world[at] += x;
        if keep {
            amounts[at] += flows.quantity().map_or(f64::NAN, |q| q[i]);
        }
    }
    let mut of_group = vec![Compensated::default(); groups];
    world
        .iter()
        .enumerate()
        .for_each(|(at, x)| of_group[if by_market { at % groups } else { 0 }].add(*x));
    let of_group: Vec<f64> = of_group.iter().map(Compensated::total).collect();
    let others = reference == MarginReference::RestOfWorld;
    let rest = |all: f64, own: f64| if others { (all - own).max(0.0) } else { all };
    parallel::map(flows.dims[Flows::EXPORTER].len(), |c| {
        let mut own = vec![Compensated::default(); groups];
        let mut common = vec![Compensated::default(); groups];
        let mut lines: Vec<Vec<Common>> = vec![vec![]; groups];
        let mut line = |at: usize, value: f64, quantity: f64| {
            let group = if by_market { at % groups } else { 0 };
            own[group].add(value);
            let there = rest(world[at], value);
            common[group].add(there);
            if keep && there > 0.0 {
                lines[group].push([value, quantity, there, rest(amounts[at], quantity)]);
            }
        };
        let mut open: Option<(usize, f64, f64)> = None;
        for i in flows.of_exporter(c).filter(|i| periods[*i] == period) {
            let place = at(product[i], market[i]);
            let (x, q) = (
                flows.value()[i],
                flows.quantity().map_or(f64::NAN, |q| q[i]),
            );
            match &mut open {
                Some((at, value, quantity)) if *at == place => {
                    *value += x;
                    *quantity += q;
                }
                _ => {
                    if let Some((at, value, quantity)) = open.replace((place, x, q)) {
                        line(at, value, quantity);
                    }
                }
            }
        }
        if let Some((at, value, quantity)) = open {
            line(at, value, quantity);
        }
        let groups = (0..groups).map(|g| {
            let own = own[g].total();
            Group {
                own,
                reference: rest(of_group[g], own),
                common: common[g].total(),
                lines: std::mem::take(&mut lines[g]),
            }
        });
        AgainstRest {
            groups: groups.collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithmic_mean_is_smooth_across_its_series() {
        for r in [0.9e-4, 1.1e-4, -0.99e-4, -1.01e-4] {
            let (a, b) = (1.0 + r, 1.0);
            // The mean lies between the geometric and the arithmetic one, here to fourth order their weighted mean.
            let expected =
                (2.0 * mercatoria_numeric::elementary::sqrt(a * b) + f64::midpoint(a, b)) / 3.0;
            assert!((log_mean(a, b) - expected).abs() < 1e-12, "{r}");
        }
        assert_eq!(log_mean(0.3, 0.3), 0.3);
    }
}

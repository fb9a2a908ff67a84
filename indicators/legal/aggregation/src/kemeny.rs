//! The order that agrees most with the comparisons.
use crate::{Wins, copeland, wins};
use mercatoria_core::{ScoreboardLaw::*, *};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Most units for which all orders are weighed.
const EXACT: usize = 20;

/// Kemeny order.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Kemeny {}

impl Indicator for Kemeny {
    type Input<'a> = Scoreboard;
    type Output = Values;
    const CARD: Card = Card {
        id: "aggregation.kemeny",
        title: "Kemeny order (Condorcet, Kemeny, Young, Levenglick)",
        formula: "argmax over orders of Σ o_ij over pairs with i before j",
        form: Form::Table(
            &[Scoreboard::UNIT, Scoreboard::PERIOD],
            &["rank", "agreement", "bound", "optimal_orders"],
        ),
        reading: "rank 1 is the best. Agreement equals bound: no order agrees more; where groups of more than 20 units beat each other in circles the order comes from local search and the bound says how far it can be from the best. Number of best orders where known; the order given is then the first by label",
        sources: &[
            "Kemeny, J. G. (1959). Mathematics without numbers. Daedalus 88(4).",
            "Young, H. P., Levenglick, A. (1978). A consistent extension of Condorcet's election principle. SIAM Journal on Applied Mathematics 35(2).",
        ],
        example: Example::csv("unit,criterion,value\na,x,1\nb,x,2\nc,x,3\n").gives(
            "a, rank: 3; b, rank: 2; c, rank: 1; a, agreement: 3; a, bound: 3; a, optimal_orders: 1",
        ),
        ..Card::BLANK
    };
    fn compute(&self, board: &Scoreboard) -> Values {
        let n = board.units.len();
        board.by_period(n, 4, |period| {
            let wins = wins(board, period);
            let order = kemeny(&wins);
            let mut rank = vec![0.0; n];
            for (place, unit) in order.order.iter().enumerate() {
                rank[*unit] = place as f64 + 1.0;
            }
            let count = order.optimal.ok_or(Undefined::NotConverged);
            rank.into_iter()
                .flat_map(|rank| [Ok(rank), Ok(order.agreement), Ok(order.bound), count])
                .collect()
        })
    }
    fn laws(&self) -> Vec<ScoreboardLaw> {
        vec![AffineInvariant]
    }
}

/// An order and what is known of it.
#[derive(Debug, Clone)]
pub struct KemenyOrder {
    /// Units from the best on.
    pub order: Vec<usize>,
    /// Σ o_ij over pairs with i before j.
    pub agreement: f64,
    /// No order agrees more than this.
    pub bound: f64,
    /// Number of best orders, where all were weighed.
    pub optimal: Option<f64>,
}
/// The Kemeny order. Groups that beat every later unit are ordered by themselves; inside a group of at most 20 units all orders
/// are weighed, in a larger one units are moved as long as that helps.
pub fn kemeny(wins: &Wins) -> KemenyOrder {
    let n = wins.units;
    let share = |i: usize, j: usize| wins.share(i, j).unwrap_or(0.5);
    let mut out = KemenyOrder {
        order: vec![],
        agreement: 0.0,
        bound: 0.0,
        optimal: Some(1.0),
    };
    for group in groups(wins) {
        let pair = |a: usize, b: usize| share(group[a], group[b]);
        let m = group.len();
        let (order, best, bound, count) = if m <= EXACT {
            let (order, best, count) = exact(m, &pair);
            (order, best, best, Some(count))
        } else {
            let (order, best) = search(m, &pair);
            let mut bound = 0.0;
            for a in 0..m {
                for b in 0..a {
                    bound += pair(a, b).max(pair(b, a));
                }
            }
            (order, best, bound, None)
        };
        for before in &out.order {
            for after in &group {
                out.agreement += share(*before, *after);
                out.bound += share(*before, *after);
            }
        }
        out.agreement += best;
        out.bound += bound;
        out.optimal = out.optimal.zip(count).map(|(a, b)| a * b);
        out.order.extend(order.into_iter().map(|a| group[a]));
    }
    debug_assert_eq!(out.order.len(), n);
    if out.bound - out.agreement < 1e-9 {
        out.bound = out.agreement;
    }
    out
}
/// Groups such that each unit strictly beats all units of later groups: cuts of the Copeland order.
fn groups(wins: &Wins) -> Vec<Vec<usize>> {
    let n = wins.units;
    let score = copeland(wins);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|a, b| score[*b].total_cmp(&score[*a]));
    // The furthest place that a unit up to here does not strictly beat.
    let (mut out, mut group, mut reach) = (vec![], vec![], 0);
    for place in 0..n {
        group.push(order[place]);
        for later in (place + 1..n).rev() {
            if later <= reach {
                break;
            }
            if wins.sign(order[place], order[later]) <= 0.0 {
                reach = later;
                break;
            }
        }
        if reach <= place {
            group.sort_unstable();
            out.push(std::mem::take(&mut group));
        }
    }
    out
}
/// The best order of `m` units by dynamic programming over sets: (order, agreement, number of best orders).
fn exact(m: usize, pair: &impl Fn(usize, usize) -> f64) -> (Vec<usize>, f64, f64) {
    if m == 1 {
        return (vec![0], 0.0, 1.0);
    }
    // Sum of pair(j, i) over the j of a set, from the tables of its two halves.
    let low = m / 2;
    let masks = |bits: usize| 1usize << bits;
    let mut tables = vec![vec![]; m];
    for (i, table) in tables.iter_mut().enumerate() {
        let half = |from: usize, bits: usize| {
            let mut sums = vec![0.0; masks(bits)];
            for set in 1..masks(bits) {
                let j = set.trailing_zeros() as usize;
                let before = from + j;
                let gain = if before == i { 0.0 } else { pair(before, i) };
                sums[set] = sums[set & (set - 1)] + gain;
            }
            sums
        };
        *table = vec![half(0, low), half(low, m - low)];
    }
    let gain =
        |set: usize, i: usize| tables[i][0][set & (masks(low) - 1)] + tables[i][1][set >> low];
    let mut best = vec![0.0; masks(m)];
    let mut count = vec![1.0; masks(m)];
    for set in 1..masks(m) {
        let (mut top, mut ways) = (f64::NEG_INFINITY, 0.0);
        let mut left = set;
        while left != 0 {
            let i = left.trailing_zeros() as usize;
            left &= left - 1;
            let rest = set & !masks(i);
            let value = best[rest] + gain(rest, i);
            if value > top + 1e-10 {
                (top, ways) = (value, count[rest]);
            } else if value > top - 1e-10 {
                top = top.max(value);
                ways += count[rest];
            }
        }
        best[set] = top;
        count[set] = ways;
    }
    let mut set = masks(m) - 1;
    let (agreement, ways) = (best[set], count[set]);
    let mut order = vec![];
    while set != 0 {
        // Of the best last units the one latest by label, so that the order is the first by label.
        let mut last = 0;
        for i in (0..m).filter(|i| set & masks(*i) != 0) {
            let rest = set & !masks(i);
            if best[rest] + gain(rest, i) > best[set] - 1e-9 {
                last = i;
            }
        }
        order.push(last);
        set &= !masks(last);
    }
    order.reverse();
    (order, agreement, ways)
}
/// Moves single units to better places until none gains.
fn search(m: usize, pair: &impl Fn(usize, usize) -> f64) -> (Vec<usize>, f64) {
    let strength: Vec<f64> = (0..m)
        .map(|i| (0..m).filter(|j| *j != i).map(|j| pair(i, j)).sum())
        .collect();
    let mut order: Vec<usize> = (0..m).collect();
    order.sort_by(|a, b| strength[*b].total_cmp(&strength[*a]));
    for _ in 0..1000 {
        let mut moved = false;
        for from in 0..m {
            let unit = order[from];
            let (mut best, mut to) = (1e-10, from);
            let mut gain = 0.0;
            for place in (0..from).rev() {
                gain += pair(unit, order[place]) - pair(order[place], unit);
                if gain > best {
                    (best, to) = (gain, place);
                }
            }
            gain = 0.0;
            for place in from + 1..m {
                gain += pair(order[place], unit) - pair(unit, order[place]);
                if gain > best {
                    (best, to) = (gain, place);
                }
            }
            if to != from {
                order.remove(from);
                order.insert(to, unit);
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    let mut agreement = 0.0;
    for (place, unit) in order.iter().enumerate() {
        agreement += order[place + 1..]
            .iter()
            .map(|later| pair(*unit, *later))
            .sum::<f64>();
    }
    (order, agreement)
}

//! The chain that is replicated: columns on a scale, means up the hierarchy, places. A linear tree is one sum.
use mercatoria_aggregation::{MissingRule, Tree, ZeroRule, places, power_mean};
use mercatoria_core::{Measure, Scoreboard, Undefined};
use mercatoria_normalisation::{Decision, Scaling, TieRule, known};
use mercatoria_numeric::random::Stream;

/// One period of a board, ready to be scored under many choices.
pub(crate) struct Chain<'a> {
    pub(crate) board: &'a Scoreboard,
    pub(crate) period: usize,
    tree: Tree,
    /// Leaf by leaf, on each scale asked for; `Err` where a scale does not exist.
    scaled: Vec<Result<Vec<Vec<f64>>, Undefined>>,
    scalings: Vec<Scaling>,
    gaps: bool,
}
/// One set of choices.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    /// Place in the list of scales.
    pub(crate) scaling: usize,
    /// Power of the means.
    pub(crate) p: f64,
    /// Weight of each node of the hierarchy.
    pub(crate) weights: Vec<f64>,
    /// Rule for missing cells.
    pub(crate) missing: MissingRule,
    /// A criterion that is left out.
    pub(crate) dropped: Option<usize>,
}
impl<'a> Chain<'a> {
    pub(crate) fn new(board: &'a Scoreboard, period: usize, scalings: &[Scaling]) -> Self {
        let columns: Vec<Vec<f64>> = (0..board.criteria.len())
            .map(|c| board.column(period, c))
            .collect();
        Self {
            board,
            period,
            tree: Tree::of(board),
            gaps: columns.iter().flatten().any(|x| x.is_nan()),
            scaled: scalings
                .iter()
                .map(|s| scaled(board, &columns, *s))
                .collect(),
            scalings: scalings.to_vec(),
        }
    }
    pub(crate) fn nominal(&self) -> Choice {
        Choice {
            scaling: 0,
            p: 1.0,
            weights: self
                .board
                .hierarchy
                .iter()
                .map(|node| node.weight)
                .collect(),
            missing: MissingRule::Renormalise,
            dropped: None,
        }
    }
    /// Weights of all nodes, each disturbed by up to `noise` of itself.
    pub(crate) fn disturbed(&self, noise: f64, stream: &mut Stream) -> Vec<f64> {
        self.board
            .hierarchy
            .iter()
            .map(|node| node.weight * (1.0 + noise * (2.0 * stream.uniform() - 1.0)))
            .collect()
    }
    /// Values disturbed by their standard errors.
    pub(crate) fn with_errors(&self, stream: &mut Stream) -> Vec<Vec<f64>> {
        let (n, q) = (self.board.units.len(), self.board.criteria.len());
        (0..q)
            .map(|c| {
                (0..n)
                    .map(|u| {
                        let at = (self.period * n + u) * q + c;
                        let error = self.board.errors.get(at).copied().unwrap_or(f64::NAN);
                        let z = stream.normal();
                        let x = self.board.number(self.period, u, c);
                        if error.is_nan() { x } else { x + error * z }
                    })
                    .collect()
            })
            .collect()
    }
    /// Scores of the units, NaN where there is none.
    pub(crate) fn scores(
        &self,
        choice: &Choice,
        columns: Option<&[Vec<f64>]>,
    ) -> Result<Vec<f64>, Undefined> {
        let fresh;
        let z = match columns {
            Some(columns) => {
                fresh = scaled(self.board, columns, self.scalings[choice.scaling])?;
                &fresh
            }
            None => self.scaled[choice.scaling].as_ref().map_err(|why| *why)?,
        };
        let n = self.board.units.len();
        if choice.p == 1.0 && !self.gaps {
            let weights = self.flat(choice);
            let mut out = vec![0.0; n];
            for (w, column) in weights.iter().zip(z) {
                if *w != 0.0 {
                    out.iter_mut().zip(column).for_each(|(s, x)| *s += w * x);
                }
            }
            return Ok(out);
        }
        Ok((0..n)
            .map(|u| {
                let leaf = |c: usize| -> Measure {
                    if z[c][u].is_nan() {
                        Err(Undefined::Missing)
                    } else {
                        Ok(z[c][u])
                    }
                };
                self.up(choice, leaf).unwrap_or(f64::NAN)
            })
            .collect())
    }
    fn weight(&self, choice: &Choice, node: usize) -> f64 {
        if choice.dropped == Some(node) {
            0.0
        } else {
            choice.weights[node]
        }
    }
    /// Weight of each leaf in the whole.
    pub(crate) fn flat(&self, choice: &Choice) -> Vec<f64> {
        let mut whole = vec![0.0; self.board.hierarchy.len()];
        let share_out = |members: &[usize], of: f64, whole: &mut Vec<f64>| {
            let live = |m: &&usize| self.alive(choice, **m);
            let total: f64 = members
                .iter()
                .filter(live)
                .map(|m| self.weight(choice, *m))
                .sum();
            if total > 0.0 {
                for m in members.iter().filter(live) {
                    whole[*m] = of * self.weight(choice, *m) / total;
                }
            }
        };
        share_out(&self.tree.top, 1.0, &mut whole);
        for at in self.tree.order.iter().rev() {
            let of = whole[*at];
            share_out(&self.tree.members[*at], of, &mut whole);
        }
        whole.truncate(self.board.criteria.len());
        whole
    }
    /// Does a criterion of weight stand below? A group whose only criterion was dropped is left out.
    fn alive(&self, choice: &Choice, node: usize) -> bool {
        if node < self.board.criteria.len() {
            choice.dropped != Some(node)
        } else {
            self.tree.members[node]
                .iter()
                .any(|m| self.alive(choice, *m))
        }
    }
    fn up(&self, choice: &Choice, leaf: impl Fn(usize) -> Measure) -> Measure {
        let mut scores: Vec<Measure> = vec![Err(Undefined::Empty); self.board.hierarchy.len()];
        for (c, score) in scores
            .iter_mut()
            .enumerate()
            .take(self.board.criteria.len())
        {
            *score = leaf(c);
        }
        let node = |members: &[usize], scores: &[Measure]| -> Measure {
            let (mut xs, mut ws) = (vec![], vec![]);
            for m in members {
                let w = self.weight(choice, *m);
                match scores[*m] {
                    _ if w == 0.0 => {}
                    Ok(x) => {
                        xs.push(x);
                        ws.push(w);
                    }
                    Err(Undefined::Missing) if choice.missing == MissingRule::Propagate => {
                        return Err(Undefined::Missing);
                    }
                    Err(Undefined::Missing | Undefined::Empty) => {}
                    Err(why) => return Err(why),
                }
            }
            power_mean(&xs, &ws, choice.p, ZeroRule::Zero)
        };
        for at in &self.tree.order {
            let score = node(&self.tree.members[*at], &scores);
            scores[*at] = score;
        }
        match self.tree.top[..] {
            [one] => scores[one],
            _ => node(&self.tree.top, &scores),
        }
    }
    /// Places of the units under these scores, 1 for the best.
    pub(crate) fn places(scores: &[f64]) -> Vec<f64> {
        places(scores, true, TieRule::Min)
    }
}
fn scaled(
    board: &Scoreboard,
    columns: &[Vec<f64>],
    scaling: Scaling,
) -> Result<Vec<Vec<f64>>, Undefined> {
    columns
        .iter()
        .enumerate()
        .map(|(c, column)| {
            let some = known(column);
            if some.is_empty() {
                return Ok(vec![f64::NAN; column.len()]);
            }
            let one = Decision {
                rows: vec![],
                columns: vec![column.clone()],
                benefit: vec![board.benefit(c)],
                weights: vec![1.0],
            };
            if scaling == Scaling::None && !board.benefit(c) {
                return Err(Undefined::CostNotTurned);
            }
            if mercatoria_normalisation::is_constant(&some) {
                let same = if scaling == Scaling::ZScore { 0.0 } else { 1.0 };
                return Ok(column
                    .iter()
                    .map(|x| if x.is_nan() { f64::NAN } else { same })
                    .collect());
            }
            let mut out = one.scaled(scaling)?;
            Ok(out.swap_remove(0))
        })
        .collect()
}
impl Chain<'_> {
    /// Scores under weights of the leaves, whatever the hierarchy; missing cells are left out.
    pub(crate) fn flat_scores(
        &self,
        choice: &Choice,
        weights: &[f64],
        columns: Option<&[Vec<f64>]>,
    ) -> Result<Vec<f64>, Undefined> {
        let fresh;
        let z = match columns {
            Some(columns) => {
                fresh = scaled(self.board, columns, self.scalings[choice.scaling])?;
                &fresh
            }
            None => self.scaled[choice.scaling].as_ref().map_err(|why| *why)?,
        };
        Ok((0..self.board.units.len())
            .map(|u| {
                let pairs =
                    (0..weights.len()).filter(|c| choice.dropped != Some(*c) && !z[*c][u].is_nan());
                let (xs, ws): (Vec<f64>, Vec<f64>) = pairs.map(|c| (z[c][u], weights[c])).unzip();
                power_mean(&xs, &ws, choice.p, ZeroRule::Zero).unwrap_or(f64::NAN)
            })
            .collect())
    }
}

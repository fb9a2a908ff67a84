//! The score of one jurisdiction on one criterion as a function of the day: constant between registered dates, and a pair of
//! bounds where a date is known only to the month or the year.
use mercatoria_core::{Day, LegalMeasure, Provision, Register, Span, Step, Undefined, When};
use mercatoria_numeric::elementary::powf;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How several provisions on one criterion make one score.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// The largest: splitting an act changes nothing.
    #[default]
    Max,
    /// Their sum, at most the cap.
    SumCapped,
    /// That of the provision that entered into force last.
    Latest,
    /// 1 − Π (1 − c): as independent chances; scores within 0 and 1.
    NoisyOr,
    /// The mean over the targets of the largest on each.
    MeanOverTargets,
}

/// What of a provision counts, and how provisions combine.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// How provisions combine.
    pub combine: Combine,
    /// The cap of a capped sum.
    pub cap: f64,
    /// Times legal force / 5 of the measure, where it is given.
    pub force: bool,
    /// Times enforcement, where it is given.
    pub enforcement: bool,
    /// Times the share of the target that is covered, where it is given.
    pub coverage: bool,
    /// Times 1 − 2^(−age / half-life), age in years since entry into force.
    pub half_life: Option<f64>,
    /// Only what was known on this day.
    pub known_on: Option<Day>,
    /// Only measures all of whose facts are verified.
    pub verified_only: bool,
}
impl Default for Rule {
    /// The largest value in force, no other factor.
    fn default() -> Self {
        Self {
            combine: Combine::Max,
            cap: 1.0,
            force: false,
            enforcement: false,
            coverage: false,
            half_life: None,
            known_on: None,
            verified_only: false,
        }
    }
}

/// From this day on, until the next piece, the score lies between these bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// First day.
    pub from: Day,
    /// At least.
    pub lower: f64,
    /// At most.
    pub upper: f64,
}

fn begun(when: Option<When>, day: Day) -> (bool, bool) {
    when.map_or((false, true), |w| (w.latest <= day, w.earliest <= day))
}
/// Surely and possibly within a span on a day. Without a known beginning nothing is sure.
fn within(span: Span, day: Day) -> (bool, bool) {
    let (sure, possible) = begun(span.from, day);
    let (ended, perhaps_ended) = span
        .until
        .map_or((false, false), |w| (w.latest <= day, w.earliest <= day));
    (sure && !perhaps_ended, possible && !ended)
}
/// Surely and possibly in force on a day, suspensions taken off.
///
/// ```
/// use mercatoria_core::{Span, When, day};
/// use mercatoria_register::in_force_on;
/// let span = Span { from: When::parse("2023-07"), until: None };
/// assert_eq!(in_force_on(span, &[], day(2023, 7, 15)), (false, true));
/// assert_eq!(in_force_on(span, &[], day(2023, 8, 1)), (true, true));
/// ```
pub fn in_force_on(force: Span, suspended: &[Span], day: Day) -> (bool, bool) {
    let (mut sure, mut possible) = within(force, day);
    for span in suspended {
        let (surely_off, perhaps_off) = within(*span, day);
        sure &= !perhaps_off;
        possible &= !surely_off;
    }
    (sure, possible)
}
/// Smallest and largest value that a path may have on a day; 0 before its first step.
pub fn value_on(steps: &[Step], day: Day) -> (f64, f64) {
    let mut bounds: Option<(f64, f64)> = None;
    let mut widen = |x: f64| {
        let (low, high) = bounds.unwrap_or((x, x));
        bounds = Some((low.min(x), high.max(x)));
    };
    let started = |s: &Step| s.from.is_none_or(|w| w.latest <= day);
    let after = |later: &Step, s: &Step| match (later.from, s.from) {
        (Some(l), Some(s)) => l.earliest > s.latest,
        (Some(_), None) => true,
        (None, _) => false,
    };
    for step in steps {
        let possible = step.from.is_none_or(|w| w.earliest <= day);
        let passed = steps
            .iter()
            .any(|later| after(later, step) && started(later));
        if possible && !passed {
            widen(step.value);
        }
    }
    if !steps.iter().any(started) {
        widen(0.0);
    }
    bounds.unwrap_or((0.0, 0.0))
}

impl Rule {
    fn admits(&self, provision: &Provision, measure: Option<&LegalMeasure>) -> bool {
        let known = self.known_on.is_none_or(|day| {
            let (recorded, withdrawn) = (provision.recorded.from, provision.recorded.until);
            recorded.is_none_or(|w| w.latest <= day) && withdrawn.is_none_or(|w| w.earliest > day)
        });
        known && !(self.verified_only && measure.is_some_and(|m| !m.verified))
    }
    fn factor(&self, provision: &Provision, measure: Option<&LegalMeasure>) -> f64 {
        let given = |on: bool, x: f64| if on && !x.is_nan() { x } else { 1.0 };
        let force = measure.map_or(f64::NAN, |m| m.force) / 5.0;
        given(self.force, force)
            * given(self.enforcement, provision.enforcement)
            * given(self.coverage, provision.coverage)
    }
    /// Bounds of one provision's score on a day.
    pub fn score_on(
        &self,
        provision: &Provision,
        measure: Option<&LegalMeasure>,
        day: Day,
    ) -> (f64, f64) {
        let (sure, possible) = in_force_on(provision.force, &provision.suspended, day);
        let (low, high) = value_on(&provision.steps, day);
        let factor = self.factor(provision, measure);
        let grown = |w: Option<Day>| match (self.half_life, w) {
            (Some(half), Some(from)) => {
                1.0 - powf(2.0, -(f64::from((day - from).max(0)) / 365.25) / half)
            }
            (Some(_), None) => 0.0,
            (None, _) => 1.0,
        };
        let from = provision.force.from;
        let lower = if sure {
            low * factor * grown(from.map(|w| w.latest))
        } else {
            0.0
        };
        let full = if from.is_none() {
            1.0
        } else {
            grown(from.map(|w| w.earliest))
        };
        let upper = if possible { high * factor * full } else { 0.0 };
        (lower, upper)
    }
}

/// A sum, product or maximum over leaves that change one at a time, in fixed order: the same bits whatever came before.
struct Tree {
    nodes: Vec<(f64, f64)>,
    leaves: usize,
    join: fn(f64, f64) -> f64,
}
impl Tree {
    fn new(leaves: usize, empty: f64, join: fn(f64, f64) -> f64) -> Self {
        let leaves = leaves.max(1);
        Self {
            nodes: vec![(empty, empty); 2 * leaves.next_power_of_two()],
            leaves: leaves.next_power_of_two(),
            join,
        }
    }
    fn set(&mut self, leaf: usize, value: (f64, f64)) {
        let mut at = self.leaves + leaf;
        if self.nodes[at] == value {
            return;
        }
        self.nodes[at] = value;
        while at > 1 {
            at /= 2;
            let (a, b) = (self.nodes[2 * at], self.nodes[2 * at + 1]);
            self.nodes[at] = ((self.join)(a.0, b.0), (self.join)(a.1, b.1));
        }
    }
    fn root(&self) -> (f64, f64) {
        self.nodes[1]
    }
}

type Group<'r> = Vec<(&'r Provision, Option<&'r LegalMeasure>)>;

fn group<'r>(
    register: &'r Register,
    jurisdiction: usize,
    criterion: usize,
    rule: &Rule,
) -> Group<'r> {
    let of = |p: &&Provision| {
        p.jurisdiction as usize == jurisdiction && p.criterion as usize == criterion
    };
    let measure = |p: &Provision| register.measures.get(p.measure as usize);
    register
        .provisions
        .iter()
        .filter(of)
        .map(|p| (p, measure(p)))
        .filter(|(p, m)| rule.admits(p, *m))
        .collect()
}
/// Every day on which something of a provision may change.
fn dates(provision: &Provision) -> impl Iterator<Item = Day> + '_ {
    let spans = std::iter::once(&provision.force).chain(&provision.suspended);
    let ends = spans.flat_map(|span| [span.from, span.until]);
    let steps = provision.steps.iter().map(|step| step.from);
    ends.chain(steps)
        .flatten()
        .flat_map(|w| [w.earliest, w.latest])
}

/// The provisions of each jurisdiction and criterion, found once for all.
pub(crate) fn groups<'r>(register: &'r Register, rule: &Rule) -> Vec<Group<'r>> {
    let criteria = register.criteria.len();
    let mut all: Vec<Group<'r>> = vec![vec![]; register.jurisdictions.len() * criteria];
    for provision in &register.provisions {
        let measure = register.measures.get(provision.measure as usize);
        if rule.admits(provision, measure) {
            all[provision.jurisdiction as usize * criteria + provision.criterion as usize]
                .push((provision, measure));
        }
    }
    all
}

/// The score of a jurisdiction on a criterion over all days, as pieces; the first begins before every date.
///
/// # Errors
/// `UnitsDiffer` where provisions are in different units; `OutOfDomain` where `noisy_or` meets a score above 1.
pub fn series(
    register: &Register,
    jurisdiction: usize,
    criterion: usize,
    rule: &Rule,
) -> Result<Vec<Piece>, Undefined> {
    pieces(&group(register, jurisdiction, criterion, rule), rule)
}
pub(crate) fn pieces(
    group: &[(&Provision, Option<&LegalMeasure>)],
    rule: &Rule,
) -> Result<Vec<Piece>, Undefined> {
    if group.iter().any(|(p, _)| p.unit != group[0].0.unit) {
        return Err(Undefined::UnitsDiffer);
    }
    let above = |(p, m): &(&Provision, Option<&LegalMeasure>)| {
        p.steps.iter().any(|s| s.value * rule.factor(p, *m) > 1.0)
    };
    if rule.combine == Combine::NoisyOr && group.iter().any(above) {
        return Err(Undefined::OutOfDomain);
    }
    if rule.combine == Combine::MeanOverTargets {
        return by_target(group, rule);
    }
    let mut changes: Vec<(Day, usize)> = vec![];
    for (i, (provision, _)) in group.iter().enumerate() {
        changes.extend(dates(provision).map(|day| (day, i)));
    }
    if rule.half_life.is_some()
        && let (Some(first), Some(last)) = (
            changes.iter().map(|c| c.0).min(),
            changes.iter().map(|c| c.0).max(),
        )
    {
        // A score that matures changes every day; it is followed to the end of the year after the last date.
        let all = (first..last + 731).flat_map(|day| (0..group.len()).map(move |i| (day, i)));
        changes = all.collect();
    }
    changes.sort_unstable();
    changes.dedup();
    let mut tree = match rule.combine {
        Combine::SumCapped => Tree::new(group.len(), 0.0, |a, b| a + b),
        Combine::NoisyOr => Tree::new(group.len(), 1.0, |a, b| a * b),
        _ => Tree::new(group.len(), 0.0, f64::max),
    };
    let cap = rule.cap;
    let read = |tree: &Tree, day: Day| {
        let (low, high) = tree.root();
        match rule.combine {
            Combine::SumCapped => (low.min(cap), high.min(cap)),
            Combine::NoisyOr => (1.0 - low, 1.0 - high),
            Combine::Latest => latest(group, rule, day),
            _ => (low, high),
        }
    };
    let leaf = |(low, high): (f64, f64)| {
        if rule.combine == Combine::NoisyOr {
            (1.0 - low, 1.0 - high)
        } else {
            (low, high)
        }
    };
    let before = changes.first().map_or(0, |(day, _)| day - 1);
    for (i, (provision, measure)) in group.iter().enumerate() {
        tree.set(i, leaf(rule.score_on(provision, *measure, before)));
    }
    let (lower, upper) = read(&tree, before);
    let mut out = vec![Piece {
        from: Day::MIN,
        lower,
        upper,
    }];
    let mut at = 0;
    while let Some((day, _)) = changes.get(at).copied() {
        while let Some((same, i)) = changes.get(at).copied().filter(|(d, _)| *d == day) {
            let (provision, measure) = group[i];
            tree.set(i, leaf(rule.score_on(provision, measure, same)));
            at += 1;
        }
        let (lower, upper) = read(&tree, day);
        if out
            .last()
            .is_none_or(|last| (last.lower, last.upper) != (lower, upper))
        {
            out.push(Piece {
                from: day,
                lower,
                upper,
            });
        }
    }
    Ok(out)
}
/// The provision that began last among those in force; between bounds where it is not sure which that is.
fn latest(group: &[(&Provision, Option<&LegalMeasure>)], rule: &Rule, day: Day) -> (f64, f64) {
    let mut bounds: Option<(f64, f64)> = None;
    let mut sure_any = false;
    for (p, m) in group {
        let (sure, possible) = in_force_on(p.force, &p.suspended, day);
        let later = |q: &Provision| {
            let surely = in_force_on(q.force, &q.suspended, day).0;
            let begins =
                |w: Option<When>| w.map_or((Day::MIN, Day::MAX), |w| (w.earliest, w.latest));
            surely && begins(q.force.from).0 > begins(p.force.from).1
        };
        if !possible || group.iter().any(|(q, _)| later(q)) {
            continue;
        }
        sure_any |= sure;
        let (low, high) = value_on(&p.steps, day);
        let factor = rule.factor(p, *m);
        let (a, b) = bounds.unwrap_or((low * factor, high * factor));
        bounds = Some((a.min(low * factor), b.max(high * factor)));
    }
    let (low, high) = bounds.unwrap_or((0.0, 0.0));
    (if sure_any { low } else { 0.0 }, high)
}
fn by_target(
    group: &[(&Provision, Option<&LegalMeasure>)],
    rule: &Rule,
) -> Result<Vec<Piece>, Undefined> {
    let mut targets: Vec<&str> = group
        .iter()
        .flat_map(|(p, _)| p.targets.iter().map(|t| &**t))
        .collect();
    targets.sort_unstable();
    targets.dedup();
    let largest = Rule {
        combine: Combine::Max,
        ..*rule
    };
    if targets.is_empty() {
        return pieces(group, &largest);
    }
    let mut each = vec![];
    for target in &targets {
        let on = |(p, _): &&(&Provision, Option<&LegalMeasure>)| {
            p.targets.is_empty() || p.targets.iter().any(|t| **t == **target)
        };
        each.push(pieces(
            &group.iter().filter(on).copied().collect::<Vec<_>>(),
            &largest,
        )?);
    }
    let mut days: Vec<Day> = each.iter().flatten().map(|piece| piece.from).collect();
    days.sort_unstable();
    days.dedup();
    let n = targets.len() as f64;
    let mean = |day: Day| {
        let sum = each.iter().map(|series| at(series, day));
        let (low, high) = sum.fold((0.0, 0.0), |(a, b), (low, high)| (a + low, b + high));
        Piece {
            from: day,
            lower: low / n,
            upper: high / n,
        }
    };
    Ok(days.into_iter().map(mean).collect())
}

/// The bounds on a day.
pub fn at(series: &[Piece], day: Day) -> (f64, f64) {
    let place = series.partition_point(|piece| piece.from <= day);
    series
        .get(place.wrapping_sub(1))
        .map_or((0.0, 0.0), |p| (p.lower, p.upper))
}

/// Day-weighted mean over `from ≤ day < until`.
///
/// ```
/// use mercatoria_core::day;
/// use mercatoria_register::{Piece, average};
/// let cap = [
///     Piece { from: day(2020, 1, 1), lower: 2.0, upper: 2.0 },
///     Piece { from: day(2020, 7, 1), lower: 4.0, upper: 4.0 },
/// ];
/// assert_eq!(average(&cap, day(2020, 1, 1), day(2021, 1, 1)).0, 1100.0 / 366.0);
/// ```
pub fn average(series: &[Piece], from: Day, until: Day) -> (f64, f64) {
    let (mut low, mut high) = (0.0, 0.0);
    let start = series
        .partition_point(|piece| piece.from <= from)
        .saturating_sub(1);
    for (i, piece) in series.iter().enumerate().skip(start) {
        if piece.from >= until {
            break;
        }
        let ends = series.get(i + 1).map_or(until, |next| next.from.min(until));
        let days = f64::from(ends - piece.from.max(from));
        low += days * piece.lower;
        high += days * piece.upper;
    }
    let all = f64::from(until - from);
    (low / all, high / all)
}

//! Checks the laws of every unit of a pack, third parties' included, through the erased interface: under the default
//! parameters, every dialect, and sets that the schema suggests. A law that fails prints the smallest counterexample; a law
//! that never compared a value fails too. An indicator crate tests itself with
//!
//! ```ignore
//! #[test]
//! fn laws() {
//!     mercatoria_conformance::laws(&my_indicators::PACK);
//! }
//! #[test]
//! fn examples() {
//!     mercatoria_conformance::examples(&my_indicators::PACK);
//! }
//! ```
mod claim;
mod examples;
mod laws;
mod parameters;
mod sample;

pub use examples::example;
pub use parameters::parameter_sets;
pub use sample::{Draw, Sample, label, sample, sized};

use claim::{Claim, cells, sound};
use laws::Test;
use mercatoria_core::{Block, Cut, Form, Json, Name, Owned, Pack, Unit, Value, compute};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, prop, prop_oneof};
use proptest::test_runner::{
    Config, RngAlgorithm, RngSeed, TestCaseError, TestError, TestRng, TestRunner,
};
use std::cell::Cell;
use std::time::{Duration, Instant};

/// How much is checked.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Draws a law.
    pub cases: u32,
    /// Parameter sets a unit, the default among them.
    pub sets: usize,
    /// Seed of the draws; none: another one each time.
    pub seed: Option<u64>,
    /// After this long, the laws that are left are checked under default parameters on few draws.
    pub time: Option<Duration>,
}
impl Default for Budget {
    /// In full: 128 draws, 24 sets; random locally, fixed where `CI` is set.
    fn default() -> Self {
        Self {
            cases: 128,
            sets: 24,
            seed: std::env::var_os("CI").map(|_| 1),
            time: None,
        }
    }
}
/// What came of one law of one unit under one set of parameters.
#[derive(Debug, Clone)]
pub struct LawResult {
    /// The unit.
    pub id: &'static str,
    /// Its parameters where they differ from the defaults.
    pub params: Json,
    /// The law in words.
    pub law: String,
    /// Values compared.
    pub compared: u64,
    /// What is wrong, with the smallest counterexample.
    pub broken: Option<String>,
}

/// Checks all laws of some names; only units have laws, a name is one of them under a cut.
pub fn check<'a>(names: impl IntoIterator<Item = &'a Name>, budget: Budget) -> Vec<LawResult> {
    let started = Instant::now();
    let (mut out, mut vacuous): (Vec<LawResult>, Vec<(&str, String)>) = (vec![], vec![]);
    for name in names {
        let unit = (name.make)();
        if name.id != unit.about().card.id {
            continue;
        }
        let late = || budget.time.is_some_and(|time| started.elapsed() > time);
        let sets = if late() { 1 } else { budget.sets };
        for params in parameter_sets(&*unit, sets) {
            let Ok(unit) = unit.with(&params) else {
                continue;
            };
            let cases = if late() { 4 } else { budget.cases };
            for (law, check) in checks(&*unit) {
                let (compared, broken) = run(&*unit, cases, budget.seed, &check);
                if cases > 16 && !matches!(check, Which::Soundness | Which::Contributions) {
                    vacuous.push((unit.about().card.id, law.clone()));
                }
                out.push(LawResult {
                    id: unit.about().card.id,
                    params: params.clone(),
                    law,
                    compared,
                    broken,
                });
            }
        }
    }
    // Some parameters leave nothing to compare; a law that no set put to the test is not checked.
    for (id, law) in vacuous {
        let mut of = out.iter_mut().filter(|r| r.id == id && r.law == law);
        if let Some(first) = of.next()
            && first.compared == 0
            && first.broken.is_none()
            && of.all(|r| r.compared == 0 && r.broken.is_none())
        {
            let again = out.iter_mut().find(|r| r.id == id && r.law == law);
            let words = "    never put to the test: no value was compared";
            again
                .into_iter()
                .for_each(|r| r.broken = Some(words.to_owned()));
        }
    }
    out
}
/// The unit's example, its laws in full, and that its parameters survive JSON: panics with everything that is wrong.
pub fn laws(pack: &Pack) {
    let mut wrong: Vec<String> = vec![];
    for name in pack.all() {
        let unit = (name.make)();
        let (kind, params) = (unit.about().kind, unit.params());
        if name.cut.gives().is_some_and(|gives| gives != kind) {
            wrong.push(format!(
                "{}: {:?} does not give {kind:?}",
                name.id, name.cut
            ));
        }
        match unit.with(&params) {
            Ok(again) if again.params() == params => {}
            other => wrong.push(format!(
                "{}: {params} does not survive JSON: {other:?}",
                name.id
            )),
        }
    }
    for result in check(pack.units, Budget::default()) {
        if let Some(broken) = result.broken {
            let LawResult {
                id, params, law, ..
            } = result;
            wrong.push(format!("{id} {params}: {law}\n{broken}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
}
/// Every unit has an example, and it is right: panics with everything that is wrong.
pub fn examples(pack: &Pack) {
    let mut wrong: Vec<String> = vec![];
    for name in pack.units {
        let unit = (name.make)();
        let card = unit.about().card;
        match example(&*unit, &card.example) {
            Ok(0) => wrong.push(format!("{}: its card has no example", name.id)),
            Ok(_) => {}
            Err(why) => wrong.push(format!("{}: example: {why}", name.id)),
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is checked of a unit: its laws, and what holds for all.
enum Which {
    Law(usize),
    Soundness,
    Contributions,
    Enclosure,
}
fn checks(unit: &dyn Unit) -> Vec<(String, Which)> {
    let laws = unit.laws().statements().into_iter().enumerate();
    let mut all: Vec<_> = laws.map(|(i, law)| (law, Which::Law(i))).collect();
    all.push((
        "every cell is a number, an interval or a reason".into(),
        Which::Soundness,
    ));
    if unit.about().card.form == Form::Value {
        let words = "contributions add up to the value";
        all.push((words.into(), Which::Contributions));
    }
    if unit.encloses() {
        let words = "bounds contain the value of every completion";
        all.push((words.into(), Which::Enclosure));
    }
    all
}

fn draws() -> impl Strategy<Value = Draw> {
    let cell = || prop_oneof![1 => Just(0u8), 4 => 1u8..50];
    let rows = || vec(prop::array::uniform6(cell()), 1..7);
    (rows(), rows(), 1usize..=6, 0usize..60, 0usize..60).prop_map(|(a, b, columns, i, j)| Draw {
        a,
        b,
        columns,
        i,
        j,
    })
}

fn run(unit: &dyn Unit, cases: u32, seed: Option<u64>, which: &Which) -> (u64, Option<String>) {
    let laws = unit.laws();
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        rng_seed: seed.map_or(RngSeed::Random, RngSeed::Fixed),
        ..Config::default()
    };
    let mut runner = match seed {
        Some(_) => {
            let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
            TestRunner::new_with_rng(config, rng)
        }
        None => TestRunner::new(config),
    };
    let compared = Cell::new(0);
    let result = runner.run(&draws(), |draw| {
        let n = judge(unit, &laws, which, &draw).map_err(|(why, ..)| TestCaseError::fail(why))?;
        compared.set(compared.get() + n);
        Ok(())
    });
    let broken = match result {
        Ok(()) => None,
        Err(TestError::Fail(why, draw)) => Some(match judge(unit, &laws, which, &draw) {
            Err((why, inputs)) => {
                let shown: Vec<String> = inputs.iter().map(|s| shown(unit, s)).collect();
                format!("    {why}\n{}", shown.join("\n"))
            }
            Ok(_) => format!("    {why} (not on a second run: the unit is not a pure function)"),
        }),
        Err(TestError::Abort(why)) => Some(format!("    {why}")),
    };
    (compared.get(), broken)
}
fn shown(unit: &dyn Unit, sample: &Sample) -> String {
    let tables = sample.tables();
    let table = |t: &mercatoria_core::Table| {
        let mut lines = vec![
            t.columns
                .iter()
                .map(|(name, _)| name.as_str())
                .collect::<Vec<_>>()
                .join(","),
        ];
        for row in 0..t.rows().min(60) {
            let cell = |c: usize| match &t.columns[c].1 {
                mercatoria_core::Column::Numbers(x) => x[row].to_string(),
                mercatoria_core::Column::Labels { dictionary, codes } => {
                    dictionary[codes[row] as usize].to_string()
                }
            };
            lines.push((0..t.columns.len()).map(cell).collect::<Vec<_>>().join(","));
        }
        lines.join("\n      ")
    };
    let output = output(unit, sample).map(|(_, block)| block.values);
    let others: Vec<String> = tables
        .others
        .iter()
        .map(|(stem, other)| format!("\n    {stem}:\n      {}", table(other)))
        .collect();
    format!(
        "    of\n      {}{}\n    gives {output:?}",
        table(&tables.main),
        others.concat()
    )
}
fn output(unit: &dyn Unit, sample: &Sample) -> Result<(Owned, Block), String> {
    let kind = unit.about().kind;
    let owned = sample.read(kind).map_err(|faults| {
        let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
        words.join("; ")
    })?;
    let block = compute(unit, Cut::Whole, &owned.input()).map_err(|error| error.to_string())?;
    Ok((owned, block))
}

type Broken = (String, Vec<Sample>);
/// The number of values compared, or what is wrong and on which inputs.
fn judge(
    unit: &dyn Unit,
    laws: &mercatoria_core::Laws,
    which: &Which,
    draw: &Draw,
) -> Result<u64, Broken> {
    let plain = |axis: &str, label: &str| (axis.to_owned(), label.to_owned());
    let about = unit.about();
    let of = |s: &Sample| output(unit, s).map_err(|why| (why, vec![s.clone()]));
    match which {
        Which::Soundness => {
            let base = sample(about.kind, &about.card.example, draw);
            let (_, block) = of(&base)?;
            let all = cells(&block, &plain);
            sound(&all).map_err(|why| (why, vec![base]))?;
            Ok(all.len() as u64)
        }
        Which::Contributions => {
            let base = sample(about.kind, &about.card.example, draw);
            let (owned, block) = of(&base)?;
            let Some(parts) = unit.contributions(&owned.input()) else {
                return Ok(0);
            };
            let Value::Point(whole) = block.values.get(0) else {
                return Ok(0);
            };
            let points: Vec<f64> = parts.iter().filter_map(Value::point).collect();
            let sum: f64 = points.iter().sum();
            let size: f64 = points.iter().map(|x| x.abs()).sum();
            if (sum - whole).abs() > 1e-11 * size.max(whole.abs()).max(1e-300) {
                let why = format!("the contributions add up to {sum}, the value is {whole}");
                return Err((why, vec![base]));
            }
            Ok(points.len() as u64)
        }
        Which::Enclosure => {
            let Some((partly, whole)) = laws::partly_known(unit, draw) else {
                return Ok(1);
            };
            let (bounds, value) = (of(&partly)?.1, of(&whole)?.1);
            let kind = bounds.values.interval_kind();
            if kind.is_some_and(|kind| *kind != mercatoria_core::IntervalKind::Bound) {
                return Ok(1); // holds under its assumption only
            }
            Claim::Encloses
                .judge(&cells(&bounds, &plain), &cells(&value, &plain))
                .map_err(|why| (why, vec![partly, whole]))
        }
        Which::Law(at) => {
            let case = laws::case(unit, laws, *at, draw);
            let (owned, block) = of(&case.base)?;
            match case.test {
                Test::Own(check) => check(&owned, &block.values)
                    .map(u64::from)
                    .map_err(|why| (why, vec![case.base])),
                Test::Alone(claim) => {
                    let base = cells(&block, &plain);
                    claim
                        .judge(&base, &base)
                        .map_err(|why| (why, vec![case.base]))
                }
                Test::Pair(variant, claim, rename) => {
                    let other = of(&variant)?.1;
                    claim
                        .judge(&cells(&block, &plain), &cells(&other, &rename))
                        .map_err(|why| (why, vec![case.base, variant]))
                }
            }
        }
    }
}

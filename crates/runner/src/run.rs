//! Plan, cut, compute in parallel, collect. The same bits for any number of threads: every computation is a job of its own and
//! the jobs come back in the order of the plan.
use crate::{
    About, AxisAbout, CardAbout, Computed, DataTable, Flow, Input, NotComputed, Provenance,
    Request, Results, SCHEMA, Study, TableAbout, glob,
    study::{Derivation, none},
};
use mercatoria_core::{
    Block, Code, Cut, Fault, Json, Kind, Matrix, Name, Owned, OwnedDistribution, Pack, Registry,
    Scoreboard, Undefined, Unit, Value, compute_against,
};
use mercatoria_numeric::parallel;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// One computation of the plan.
struct Job<'s> {
    name: &'static Name,
    unit: Box<dyn Unit>,
    cut: Cut,
    table: &'s DataTable,
    period: usize,
    request: Option<&'s Request>,
}

/// Computes a study: every selected name on every table that can carry it, the study's own computations, and its derived tables.
/// `progress` is told how many of how many jobs are done.
///
/// # Errors
/// All faults of the study: unknown names, tables, cuts, parameters.
pub fn run(
    registry: &Registry,
    mut study: Study,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Results, Vec<Fault>> {
    let faults = faults(registry, &study);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut results = Results {
        schema: SCHEMA.into(),
        title: study.title.clone(),
        provenance: Provenance {
            version: env!("CARGO_PKG_VERSION").into(),
            crates: registry
                .iter()
                .map(|(pack, _)| (pack.package.to_owned(), pack.version.to_owned()))
                .collect(),
            inputs: std::mem::take(&mut study.inputs),
            seed: study.seed,
        },
        names: registry
            .iter()
            .map(|(pack, name)| (name.id.to_owned(), card(pack, name)))
            .collect(),
        warnings: study
            .warnings
            .iter()
            .map(|fault| serde_json::to_value(fault).unwrap_or(Json::Null))
            .collect(),
        ..Results::default()
    };
    // A derivation waits for its table; each round makes those whose table is there. Cycles were faults.
    let mut waiting = std::mem::take(&mut study.derive);
    while !waiting.is_empty() {
        let before = waiting.len();
        let (ready, rest): (Vec<Derivation>, Vec<Derivation>) = waiting
            .into_iter()
            .partition(|d| study.tables.iter().any(|t| t.about.id == d.from.table));
        for derivation in ready {
            match derived(registry, &study, &derivation) {
                Ok(table) => study.tables.push(table),
                Err(missing) => results.missing.push(missing),
            }
        }
        waiting = rest;
        if waiting.len() == before {
            for lost in waiting.drain(..) {
                results.missing.push(NotComputed {
                    id: lost.from.name.clone(),
                    table: lost.about.id.clone(),
                    class: Undefined::Missing.class().as_str().into(),
                    reason: Undefined::Missing.code().into(),
                    message: format!("the table {:?} could not be derived", lost.from.table),
                    needs: String::new(),
                });
            }
        }
    }
    results.tables = study.tables.iter().map(table_about).collect();
    let (jobs, missing) = plan(registry, &study);
    results.missing.extend(missing);
    let done = std::sync::atomic::AtomicUsize::new(0);
    let outcomes = parallel::map(jobs.len(), |i| {
        let outcome = execute(&jobs[i]);
        progress(
            1 + done.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
            jobs.len(),
        );
        outcome
    });
    for (job, outcome) in jobs.iter().zip(outcomes) {
        match outcome {
            Ok(block) => {
                let cells = collect(job, &block, results.names.get(job.name.id));
                results.computed.push(cells);
            }
            Err(mut missing) => {
                // The same reason at each period stands once.
                missing.table.clone_from(&job.table.about.id);
                if !results.missing.contains(&missing) {
                    results.missing.push(missing);
                }
            }
        }
    }
    results
        .missing
        .sort_by(|a, b| (&a.id, &a.table).cmp(&(&b.id, &b.table)));
    Ok(results)
}

/// What is wrong with a study against the registry and its own tables.
fn faults(registry: &Registry, study: &Study) -> Vec<Fault> {
    let mut faults = vec![];
    let derived = study.derive.iter().map(|d| &*d.about.id);
    let mut ids: Vec<&str> = study
        .tables
        .iter()
        .map(|t| &*t.about.id)
        .chain(derived)
        .collect();
    for (i, id) in ids.iter().enumerate() {
        if ids[..i].contains(id) {
            faults.push(Fault::new(
                Code::KeyDuplicate,
                format!("the table id {id:?} stands twice"),
            ));
        }
    }
    ids.sort_unstable();
    let requests = study
        .compute
        .iter()
        .chain(study.derive.iter().map(|d| &d.from));
    for request in requests {
        let place = &request.place;
        if !ids.contains(&&*request.table) {
            let meant = mercatoria_core::param::nearest(&request.table, ids.iter().copied())
                .map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
            faults.push(place.fault(
                Code::KeyForeign,
                format!("no table {:?}{meant}", request.table),
            ));
        }
        let name = match registry.find(&request.name) {
            Ok((_, name)) => name,
            Err(fault) => {
                faults.push(place.fault(fault.code, fault.message));
                continue;
            }
        };
        let unit = (name.make)();
        let cut = request.cut.unwrap_or(name.cut);
        if cut.gives().is_some_and(|gives| gives != unit.about().kind) {
            let message = format!(
                "{} reads {}; the cut {} does not give that",
                name.id,
                unit.about().kind.needs(),
                cut.as_str()
            );
            faults.push(place.fault(Code::CutImpossible, message));
        }
        if let Some(Err(found)) = request.params.as_ref().map(|params| unit.with(params)) {
            faults.extend(found.into_iter().map(|fault| {
                let pointer = format!(
                    "{}/params{}",
                    place.pointer,
                    fault.pointer.as_deref().unwrap_or("")
                );
                let mut here = place.fault(fault.code, fault.message);
                here.pointer = Some(pointer);
                here
            }));
        }
    }
    for pattern in study.select.iter().chain(&study.leave) {
        let pattern = std::slice::from_ref(pattern);
        if !registry.iter().any(|(_, name)| glob::any(pattern, name.id)) {
            faults.push(Fault::new(
                Code::IdUnknown,
                format!("no name fits {:?}", pattern[0]),
            ));
        }
    }
    faults
}

fn card(pack: &Pack, name: &Name) -> CardAbout {
    let unit = (name.make)();
    let (about, laws) = (unit.about(), unit.laws());
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    let law_names = laws.names();
    CardAbout {
        unit: about.card.id.into(),
        title: name.title.into(),
        package: pack.package.into(),
        family: pack.family.into(),
        formula: about.card.formula.into(),
        reading: about.card.reading.into(),
        shape: about.kind.as_str().into(),
        table_shape: name.cut.of().unwrap_or(about.kind).as_str().into(),
        cut: name.cut.as_str().into(),
        params: unit.params(),
        aliases: owned(name.aliases),
        laws: laws.statements(),
        peers: owned(about.card.peers),
        sources: owned(about.card.sources),
        scale_free: law_names.iter().any(|law| law.starts_with("ScaleFree")),
        homogeneous: law_names.iter().any(|law| law.starts_with("Homogeneous")),
    }
}
fn table_about(table: &DataTable) -> TableAbout {
    let (shape, axes) = table
        .periods
        .first()
        .map_or((String::new(), vec![]), |(_, owned)| {
            let input = owned.input();
            let axis = |axis: &&mercatoria_core::Axis| AxisAbout {
                name: axis.name.to_string(),
                labels: axis.labels().map(str::to_owned).collect(),
            };
            (
                input.kind().as_str().to_owned(),
                input.axes().iter().map(axis).collect(),
            )
        });
    TableAbout {
        about: table.about.clone(),
        shape,
        periods: table
            .periods
            .iter()
            .map(|(period, _)| period.clone())
            .collect(),
        axes,
        derived_from: None,
    }
}

/// Jobs in the order of names, tables and periods; what no table can carry, and what is refused.
fn plan<'s>(registry: &Registry, study: &'s Study) -> (Vec<Job<'s>>, Vec<NotComputed>) {
    let (mut jobs, mut missing) = (vec![], vec![]);
    for (pack, name) in registry.iter() {
        if !(study.select.is_empty() || glob::any(&study.select, name.id))
            || glob::any(&study.leave, name.id)
        {
            continue;
        }
        let unit = (name.make)();
        let kind = name.cut.of().unwrap_or(unit.about().kind);
        let mut carried = false;
        for table in study
            .tables
            .iter()
            .filter(|table| table.kind() == Some(kind))
        {
            match refusal(study, pack, name, &table.about) {
                Some(refused) => missing.push(refused),
                None => {
                    carried = true;
                    jobs.extend((0..table.periods.len()).map(|period| Job {
                        name,
                        unit: (name.make)(),
                        cut: name.cut,
                        table,
                        period,
                        request: None,
                    }));
                }
            }
        }
        if !carried && !missing.iter().any(|m: &NotComputed| m.id == name.id) {
            missing.push(NotComputed {
                id: name.id.into(),
                table: String::new(),
                class: Undefined::Missing.class().as_str().into(),
                reason: Undefined::Missing.code().into(),
                message: format!("no table of this study is {}", kind.needs()),
                needs: kind.needs().into(),
            });
        }
    }
    for request in &study.compute {
        let Ok((_, name)) = registry.find(&request.name) else {
            continue;
        };
        let Some(table) = study.tables.iter().find(|t| t.about.id == request.table) else {
            continue;
        };
        for (period, (label, _)) in table.periods.iter().enumerate() {
            if !(request.periods.is_empty() || glob::any(&request.periods, label)) {
                continue;
            }
            let unit = (name.make)();
            let params = request.params.clone().unwrap_or_else(none);
            if let Ok(unit) = unit.with(&params) {
                jobs.push(Job {
                    name,
                    unit,
                    cut: request.cut.unwrap_or(name.cut),
                    table,
                    period,
                    request: Some(request),
                });
            }
        }
    }
    (jobs, missing)
}
/// Why a name may not read a table, if it may not. Two-way trade is refused to every name that says exports, and to those of the
/// family of exports that the table does not name.
fn refusal(study: &Study, pack: &Pack, name: &Name, about: &About) -> Option<NotComputed> {
    let no = |reason: Undefined, message: String, needs: &str| NotComputed {
        id: name.id.into(),
        table: about.id.clone(),
        class: reason.class().as_str().into(),
        reason: reason.code().into(),
        message,
        needs: needs.into(),
    };
    let explicit = !about.only.is_empty() && glob::any(&about.only, name.id);
    let refused = study.refuse.iter().find(|r| {
        glob::any(&r.names, name.id) && (r.tables.is_empty() || glob::any(&r.tables, &about.id))
    });
    if let Some(refused) = refused {
        return Some(no(refused.reason, refused.message.clone(), &refused.needs));
    }
    let says_exports = [name.id, name.title]
        .iter()
        .any(|text| text.to_lowercase().contains("export"));
    let of_exports = pack.family == "exports" && !explicit;
    let held = about.flow.map(Flow::trade);
    let other = name.flow.is_some() && held.is_some() && name.flow != held;
    let two_way = about.flow == Some(Flow::TwoWay);
    if other && !two_way {
        let message = format!("{}: another flow than the name asks for", about.title);
        return Some(no(
            Undefined::NotApplicable,
            message,
            "the same table for that flow",
        ));
    }
    if two_way && (other || name.flow.is_none() && (says_exports || of_exports)) {
        let message = format!("{}: {}", about.title, Undefined::TwoWayTrade);
        return Some(no(
            Undefined::TwoWayTrade,
            message,
            "the same table for exports alone",
        ));
    }
    if !about.only.is_empty() && !explicit {
        return Some(no(Undefined::NotApplicable, about.only_because.clone(), ""));
    }
    None
}
fn execute(job: &Job<'_>) -> Result<Block, NotComputed> {
    let against = job.request.map_or("", |r| &r.against);
    let computed = guarded(
        &*job.unit,
        job.cut,
        against,
        &job.table.periods[job.period].1,
    );
    computed.map_err(|(reason, message)| NotComputed {
        id: job.name.id.into(),
        table: String::new(),
        class: reason.class().as_str().into(),
        reason: reason.code().into(),
        message,
        needs: String::new(),
    })
}
/// A unit that panics is our own defect, and does not take the other results with it.
fn guarded(
    unit: &dyn Unit,
    cut: Cut,
    against: &str,
    table: &Owned,
) -> Result<Block, (Undefined, String)> {
    let compute = || compute_against(unit, cut, against, &table.input());
    match catch_unwind(AssertUnwindSafe(compute)) {
        Ok(Ok(block)) => Ok(block),
        Ok(Err(error)) => Err((
            match error {
                mercatoria_core::Error::Parts { .. } | mercatoria_core::Error::Cells { .. } => {
                    Undefined::Defect
                }
                _ => Undefined::Missing,
            },
            error.to_string(),
        )),
        Err(panic) => {
            let words = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("panic");
            Err((Undefined::Defect, words.to_owned()))
        }
    }
}
fn collect(job: &Job<'_>, block: &Block, card: Option<&CardAbout>) -> Computed {
    let about = &job.table.about;
    let mut computed = Computed {
        id: job.name.id.into(),
        label: job.request.map_or(String::new(), |r| r.label.clone()),
        title: job
            .request
            .map(|r| r.title.clone())
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| job.name.title.to_owned()),
        table: about.id.clone(),
        period: job.table.periods[job.period].0.clone(),
        cut: job.cut.as_str().into(),
        against: job.request.map_or(String::new(), |r| r.against.clone()),
        params: job.unit.params(),
        dialect: job
            .request
            .and_then(|r| Some(r.params.as_ref()?["dialect"].as_str()?.to_owned()))
            .unwrap_or_default(),
        unit_of_measure: match card {
            Some(card) if card.homogeneous => about.unit.clone(),
            Some(card) if card.scale_free => "1".into(),
            _ => String::new(),
        },
        ..Computed::default()
    };
    computed.fill(block);
    computed
}

/// A derived table; what is not known to a point does not pass on cell by cell.
fn derived(
    registry: &Registry,
    study: &Study,
    derivation: &Derivation,
) -> Result<DataTable, NotComputed> {
    let from = &derivation.from;
    let no = |reason: Undefined, message: String| NotComputed {
        id: from.name.clone(),
        table: derivation.about.id.clone(),
        class: reason.class().as_str().into(),
        reason: reason.code().into(),
        message,
        needs: String::new(),
    };
    let (_, name) = registry
        .find(&from.name)
        .map_err(|fault| no(Undefined::Missing, fault.message))?;
    let unit = (name.make)()
        .with(&from.params.clone().unwrap_or_else(none))
        .map_err(|_| no(Undefined::OutOfDomain, "parameters".into()))?;
    let source = study.tables.iter().find(|t| t.about.id == from.table);
    let mut periods = vec![];
    for (period, table) in source.iter().flat_map(|t| &t.periods) {
        if !(from.periods.is_empty() || glob::any(&from.periods, period)) {
            continue;
        }
        let block = guarded(&*unit, from.cut.unwrap_or(name.cut), &from.against, table)
            .map_err(|(reason, message)| no(reason, message))?;
        let shape = reshape(&block, &derivation.quantity, derivation.shape).map_err(|why| {
            no(
                why,
                format!(
                    "{} gives no {} that can be read on",
                    from.name,
                    derivation.shape.as_str()
                ),
            )
        })?;
        periods.push((period.clone(), shape));
    }
    let mut about = derivation.about.clone();
    if let Some(source) = source {
        about.layer = source.about.layer;
    }
    Ok(DataTable::at(about, periods))
}
fn reshape(block: &Block, quantity: &str, shape: Kind) -> Result<Owned, Undefined> {
    let n = block.quantities.len().max(1);
    let at = if quantity.is_empty() {
        0
    } else {
        let found = block.quantities.iter().position(|q| *q == quantity);
        found.ok_or(Undefined::Missing)?
    };
    let places = (at..block.values.len()).step_by(n);
    let points = || -> Result<Vec<f64>, Undefined> {
        places
            .clone()
            .map(|i| match block.values.get(i) {
                Value::Point(x) => Ok(x),
                Value::Interval { .. } => Err(Undefined::PartlyKnown),
                Value::Undefined(why) => Err(why),
            })
            .collect()
    };
    let amounts = || {
        let points = points()?;
        if points.iter().any(|x| *x < 0.0) {
            return Err(Undefined::OutOfDomain);
        }
        Ok(points)
    };
    match (shape, &block.axes[..]) {
        (Kind::Distribution, [axis]) => Ok(Owned::Distribution(OwnedDistribution::new(
            axis.clone(),
            amounts()?,
        ))),
        (Kind::Matrix, [rows, columns]) => Matrix::new([rows.clone(), columns.clone()], amounts()?)
            .map(Owned::Matrix)
            .map_err(|_| Undefined::OutOfDomain),
        (Kind::Scoreboard, [units, criteria]) => Ok(Owned::Scoreboard(Scoreboard::flat(
            units.named("unit"),
            criteria.named("criterion"),
            block.values.select(places),
        ))),
        _ => Err(Undefined::UnitsDiffer),
    }
}
impl Input {
    /// The hash of a file's bytes.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        use sha2::{Digest, Sha256};
        use std::fmt::Write;
        let mut sha256 = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            let _ = write!(sha256, "{byte:02x}");
        }
        Self {
            path: path.to_owned(),
            sha256,
        }
    }
}

//! The worked example of a card, as a test.
use crate::sample::given;
use mercatoria_core::{Example, Json, Kind, Undefined, Unit, Value, compute};

/// Computes an example and compares the cells that it states.
pub fn example(unit: &dyn Unit, example: &Example) -> Result<usize, String> {
    let params: Json = if example.params.is_empty() {
        Json::Object(Default::default())
    } else {
        serde_json(example.params)?
    };
    let unit = unit.with(&params).map_err(|faults| format!("{faults:?}"))?;
    let kind = example.cut.of().unwrap_or(unit.about().kind);
    let mut sample = given(example.table);
    for (stem, rows) in example.files {
        sample.others.push(((*stem).into(), given(rows)));
    }
    let mut tables = sample.tables();
    if kind == Kind::Register && tables.main.columns.is_empty() {
        tables.main = Default::default();
    }
    let owned = kind
        .read(&tables, &Default::default())
        .map_err(|faults| format!("{faults:?}"))?
        .0;
    let block = compute(&*unit, example.cut, &owned.input()).map_err(|error| error.to_string())?;
    let stated = example
        .result
        .split(';')
        .map(str::trim)
        .filter(|s| !s.is_empty());
    let mut compared = 0;
    for cell in stated {
        let (labels, wanted) = match cell.rsplit_once(": ") {
            Some((labels, wanted)) => (labels.trim(), wanted.trim()),
            None => ("", cell),
        };
        let found = (0..block.values.len()).find(|i| {
            let (all, quantity) = block.labels(*i);
            let words: Vec<&str> = all
                .iter()
                .map(|(_, label)| *label)
                .chain(quantity)
                .collect();
            words.join(",") == labels.replace(", ", ",")
        });
        let Some(i) = found else {
            let first = (!block.values.is_empty()).then(|| block.labels(0));
            return Err(format!("no cell {labels:?}; the first is {first:?}"));
        };
        let value = block.values.get(i);
        if !agrees(value, wanted) {
            return Err(format!("{labels}: {value:?}, not {wanted}"));
        }
        compared += 1;
    }
    Ok(compared)
}
fn serde_json(text: &str) -> Result<Json, String> {
    text.parse::<Json>().map_err(|e| format!("{text}: {e}"))
}
fn agrees(value: Value, wanted: &str) -> bool {
    if let Some(bounds) = wanted.strip_prefix('[').and_then(|w| w.strip_suffix(']')) {
        let Value::Interval { lower, upper, .. } = value else {
            return false;
        };
        let ends: Vec<&str> = bounds.split(',').map(str::trim).collect();
        return ends.len() == 2 && number(lower, ends[0]) && number(upper, ends[1]);
    }
    match value {
        Value::Undefined(why) => {
            why.code() == wanted && Undefined::ALL.iter().any(|u| u.code() == wanted)
        }
        _ => value.point().is_some_and(|x| number(x, wanted)),
    }
}
/// To the digits written before an ellipsis, else to twelve digits.
fn number(x: f64, wanted: &str) -> bool {
    if let Some(digits) = wanted.strip_suffix('…') {
        let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len());
        let unit = (0..decimals).fold(1.0, |unit: f64, _| unit / 10.0);
        return digits.parse::<f64>().is_ok_and(|y| (x - y).abs() <= unit);
    }
    let exact = |y: f64| (x - y).abs() <= 1e-12 * y.abs().max(1.0);
    wanted.parse::<f64>().is_ok_and(exact)
}

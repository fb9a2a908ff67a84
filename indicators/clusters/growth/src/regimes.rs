//! Groups of units of a panel.
use mercatoria_core::{Attribute, Axis, Panel, Undefined, Values};

/// The group of each unit, by the attribute of this name (the first text if it is empty).
pub(crate) fn regimes(panel: &Panel, name: &str) -> Result<(Axis, Vec<usize>), Undefined> {
    let mut candidates = panel.side.attributes.iter();
    let found = candidates.find(|(known, attribute)| match attribute {
        Attribute::Texts(_) => name.is_empty() || name == known,
        Attribute::Numbers(_) => name == known,
    });
    let Some((_, attribute)) = found else {
        return Err(Undefined::SideMissing);
    };
    let words: Vec<String> = match attribute {
        Attribute::Texts(texts) => texts.iter().map(|t| t.to_string()).collect(),
        Attribute::Numbers(numbers) => numbers.iter().map(|x| x.to_string()).collect(),
    };
    if words.iter().any(|word| word.is_empty() || word == "NaN") {
        return Err(Undefined::Missing);
    }
    let mut labels: Vec<&str> = words.iter().map(|w| &**w).collect();
    labels.sort_unstable();
    labels.dedup();
    let of = words
        .iter()
        .map(|word| labels.binary_search(&&**word).unwrap_or(0))
        .collect();
    Ok((Axis::new("regime", labels), of))
}
pub(crate) fn refused(why: Undefined) -> Values {
    let mut out = Values::undefined(1, why);
    if why == Undefined::SideMissing {
        out.note(
            "side_missing",
            "needs unit_attributes.csv with a column of groups beside the panel",
        );
    }
    out
}

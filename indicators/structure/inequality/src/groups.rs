//! Groups of the labels of an axis: from an attribute, else from the coarsest level of a tree.
use mercatoria_core::{Attribute, Matrix};

/// The group of each label, numbered from 0, and how many there are.
pub(crate) fn of(m: &Matrix, axis: usize, attribute: &str) -> Result<(Vec<u32>, usize), String> {
    let side = m.side(axis);
    let found = side.attributes.iter().find(|(name, _)| name == attribute);
    let texts: Vec<String> = match (found, &side.tree) {
        (Some((_, Attribute::Texts(texts))), _) => texts.iter().map(|t| t.to_string()).collect(),
        (Some((_, Attribute::Numbers(x))), _) => {
            if x.iter().any(|x| x.is_nan()) {
                vec![String::new()]
            } else {
                x.iter().map(ToString::to_string).collect()
            }
        }
        (None, Some(tree)) if !tree.levels.is_empty() => {
            let level = &tree.levels[0];
            return Ok((level.group_of.clone(), level.groups.len()));
        }
        _ => {
            let name = &m.axis(axis).name;
            return Err(format!(
                "needs the groups of the {name}s: {name}_attributes.csv with a column {attribute:?}, or {name}_tree.csv"
            ));
        }
    };
    if texts.iter().any(String::is_empty) {
        return Err(format!("{attribute:?} is missing for a label"));
    }
    let (groups, group_of) = mercatoria_core::code_texts(texts.iter().map(String::as_str));
    Ok((group_of, groups.len()))
}

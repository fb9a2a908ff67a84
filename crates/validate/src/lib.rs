//! Lists every fault of a package: its descriptor against the JSON Schema of the profile, and its tables against typed rules.
//!
//! The typed rules of `mercatoria-data` stand alone: `mercatoria run` needs nothing of this crate. Here an independent
//! validator reads the same schema, so that a slip in one of the two readers shows; what both find is listed once, at file,
//! row, column and JSON pointer.
use jsonschema::{ValidationError, error::ValidationErrorKind};
use mercatoria_core::dataset::{self, Check, pointer_step};
use mercatoria_core::{Code, Fault, Json};
use mercatoria_data::package::{self, Places};
use std::collections::HashSet;
use std::path::Path;
use std::sync::OnceLock;

/// Everything that is wrong with a package, errors and warnings: a folder with `datapackage.json`, or the descriptor.
pub fn faults(path: impl AsRef<Path>) -> Vec<Fault> {
    let path = path.as_ref();
    let mut all = match package::open(path) {
        Ok((_, warnings)) => warnings,
        Err(faults) => faults,
    };
    let file = if path.is_dir() {
        path.join("datapackage.json")
    } else {
        path.to_owned()
    };
    let Ok(text) = std::fs::read_to_string(&file) else {
        return all;
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let Ok(descriptor) = serde_json::from_str::<Json>(text) else {
        return all;
    };
    let known: HashSet<(Code, Option<String>)> = all
        .iter()
        .map(|fault| (fault.code, fault.pointer.clone()))
        .collect();
    let places = Places::of(text);
    let name = file.display().to_string();
    let more = by_schema(&descriptor)
        .into_iter()
        .filter(|fault| !known.contains(&(fault.code, fault.pointer.clone())))
        .map(|fault| places.locate(fault, &name));
    all.extend(more);
    all
}

/// The faults that the JSON Schema alone finds, with JSON pointers.
///
/// ```
/// use mercatoria_core::json;
/// let faults = mercatoria_validate::by_schema(&json!({"resources": [{"name": "a", "path": "/etc/passwd"}]}));
/// assert_eq!(faults[0].code.as_str(), "path_unsafe");
/// assert_eq!(faults[0].pointer.as_deref(), Some("/resources/0/path"));
/// ```
pub fn by_schema(descriptor: &Json) -> Vec<Fault> {
    static VALIDATOR: OnceLock<Result<jsonschema::Validator, String>> = OnceLock::new();
    let schema = dataset::package_schema();
    let validator = VALIDATOR
        .get_or_init(|| jsonschema::draft202012::new(schema).map_err(|error| error.to_string()));
    match validator {
        Ok(validator) => validator
            .iter_errors(descriptor)
            .flat_map(|error| mapped(&error, schema))
            .collect(),
        Err(error) => vec![Fault::new(
            Code::Defect,
            format!("the schema of packages is no JSON Schema: {error}"),
        )],
    }
}

fn mapped(error: &ValidationError<'_>, schema: &Json) -> Vec<Fault> {
    let at = error.instance_path().as_str().to_owned();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let message = format!("the property {name:?} is required");
            let fault = Fault::new(Code::FieldMissing, message).field(name);
            vec![fault.pointer(format!("{at}/{}", pointer_step(name)))]
        }
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let each = |name: &String| {
                Fault::new(Code::FieldUnknown, format!("no property {name:?}"))
                    .pointer(format!("{at}/{}", pointer_step(name)))
            };
            unexpected.iter().map(each).collect()
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            // The alternative that was meant is the one whose faults lie inside.
            let branches = context.iter().map(|branch| -> Vec<Fault> {
                branch
                    .iter()
                    .flat_map(|error| mapped(error, schema))
                    .collect()
            });
            let inside = branches.filter(|faults| {
                faults.iter().all(|fault| {
                    fault.pointer.as_deref() != Some(&*at) || fault.code != Code::DescriptorInvalid
                })
            });
            inside.min_by_key(Vec::len).unwrap_or_else(|| {
                vec![Fault::new(code(error, schema), error.to_string()).pointer(at)]
            })
        }
        _ => vec![Fault::new(code(error, schema), error.to_string()).pointer(at)],
    }
}

/// The code of the place in the schema that was broken.
fn code(error: &ValidationError<'_>, schema: &Json) -> Code {
    let path = error.schema_path().as_str();
    let (above, keyword) = path.rsplit_once('/').unwrap_or(("", path));
    if keyword == "type" {
        return Code::DescriptorInvalid;
    }
    schema
        .pointer(above)
        .map_or(Code::DescriptorInvalid, Check::code)
}

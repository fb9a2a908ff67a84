//! The trait that a unit implements, and its erased twin.
use crate::{
    Axis, Code, Cut, Facts as _, Fault, Input, Json, Kind, Laws, Measure, Shape, Undefined, Values,
    param,
};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use std::fmt;

/// The form of what a unit returns: over which axes of its input (by number), and which named quantities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    /// One value.
    Value,
    /// By the labels of one axis.
    Column(usize),
    /// By the labels of two axes.
    Grid(usize, usize),
    /// Several named quantities over axes.
    Table(&'static [usize], &'static [&'static str]),
    /// The first quantity is the whole, the others its parts; checked on every run: |Σ parts − whole| ≤ 8 ulp · Σ|parts|.
    Parts(&'static [usize], &'static [&'static str]),
    /// Named quantities (or one without a name) over axes that the output brings: curves, spells, levels, ranked lists.
    Own(&'static [&'static str]),
    /// Over axes of the input; the value is the place of a word in the list.
    Categories(&'static [usize], &'static [&'static str]),
    /// Over axes of the input; the value is a day, counted from 1970-01-01.
    Dates(&'static [usize]),
}
impl Form {
    /// Named quantities; empty where there is one without a name.
    pub fn quantities(&self) -> &'static [&'static str] {
        match self {
            Form::Table(_, q) | Form::Parts(_, q) | Form::Own(q) => q,
            _ => &[],
        }
    }
    /// The axes of the output among those of the input; the second of two equal ones is renamed.
    pub fn axes(&self, input: &[&Axis]) -> Vec<Axis> {
        let pick = |over: &[usize]| {
            let axis = |i: usize| {
                if over[..i].contains(&over[i]) {
                    input[over[i]].other()
                } else {
                    input[over[i]].clone()
                }
            };
            // A scoreboard without periods has one without a name; it is no axis of the result.
            let nameless = |axis: &Axis| axis.len() == 1 && axis.label(0).is_empty();
            (0..over.len())
                .map(axis)
                .filter(|axis| !nameless(axis))
                .collect()
        };
        match *self {
            Form::Value | Form::Own(_) => vec![],
            Form::Column(a) => pick(&[a]),
            Form::Grid(a, b) => pick(&[a, b]),
            Form::Table(over, _)
            | Form::Parts(over, _)
            | Form::Categories(over, _)
            | Form::Dates(over) => pick(over),
        }
    }
    /// The name in results, after a cut has put `more` axes in front.
    pub fn name(&self, more: usize) -> &'static str {
        match (self, more) {
            (Form::Parts(..), _) => "parts",
            (Form::Categories(..), _) => "categories",
            (Form::Dates(_), _) => "dates",
            (Form::Value, 0) => "value",
            (Form::Value, 1) | (Form::Column(_), 0) => "column",
            (Form::Grid(a, b), 0) if a == b => "pairs",
            (Form::Value, 2) | (Form::Column(_), 1) | (Form::Grid(..), 0) => "grid",
            (Form::Own(_), _) => "curve",
            _ => "table",
        }
    }
}

/// What a person must know before trusting a number.
#[derive(Debug, Clone, Copy)]
pub struct Card {
    /// `<crate>.<file>`.
    pub id: &'static str,
    /// What the field calls it.
    pub title: &'static str,
    /// In symbols.
    pub formula: &'static str,
    /// Form of the output.
    pub form: Form,
    /// How to read a value.
    pub reading: &'static str,
    /// Where it comes from.
    pub sources: &'static [&'static str],
    /// Where other packages differ or are wrong, a sentence each.
    pub peers: &'static [&'static str],
    /// A worked example; it is on the unit's page and a test.
    pub example: Example,
}
impl Card {
    /// To be completed with `..Card::BLANK`, so that a new field breaks no unit.
    pub const BLANK: Card = Card {
        id: "",
        title: "",
        formula: "",
        form: Form::Value,
        reading: "",
        sources: &[],
        peers: &[],
        example: Example::NONE,
    };
}

/// A worked example: the rows of its input, parameters, and what some cells of the result are.
///
/// ```
/// use mercatoria_core::Example;
/// const EXAMPLE: Example = Example::csv("label,value\na,3\nb,1\n").gives("0.625");
/// assert_eq!(EXAMPLE.result, "0.625");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// The main table.
    pub table: &'static str,
    /// Other files of the folder: stem and rows.
    pub files: &'static [(&'static str, &'static str)],
    /// Parameters as JSON; empty for the defaults.
    pub params: &'static str,
    /// The cut.
    pub cut: Cut,
    /// Cells, separated by `;`: `labels, quantity: value`, where the value is a number (with `…`: to the digits written),
    /// an interval `[lower, upper]` or the code of a reason.
    pub result: &'static str,
}
impl Example {
    /// None.
    pub const NONE: Example = Self::csv("");
    /// From the rows of the main table.
    pub const fn csv(table: &'static str) -> Self {
        Self {
            table,
            files: &[],
            params: "",
            cut: Cut::Whole,
            result: "",
        }
    }
    /// With other files of the folder.
    #[must_use]
    pub const fn files(self, files: &'static [(&'static str, &'static str)]) -> Self {
        Self { files, ..self }
    }
    /// With these parameters.
    #[must_use]
    pub const fn params(self, params: &'static str) -> Self {
        Self { params, ..self }
    }
    /// Under this cut.
    #[must_use]
    pub const fn cut(self, cut: Cut) -> Self {
        Self { cut, ..self }
    }
    /// And what comes out.
    #[must_use]
    pub const fn gives(self, result: &'static str) -> Self {
        Self { result, ..self }
    }
}

/// The enclosure of a unit: all values that a partly known input may have.
pub type Enclose<I> = for<'a> fn(&I, &<I as Indicator>::Input<'a>) -> Values;
/// The laws of a unit's shape.
pub type LawOf<I> = <<I as Indicator>::Input<'static> as Shape<'static>>::Law;

/// An indicator is its parameters; computing is a pure function of them and one input.
pub trait Indicator:
    Serialize + DeserializeOwned + JsonSchema + Default + fmt::Debug + Send + Sync + 'static
{
    /// The shape it reads.
    type Input<'a>: Shape<'a>;
    /// `Measure` for `Form::Value`, `Values` for the other forms.
    type Output: Output;
    /// Documentation.
    const CARD: Card;
    /// The formula. The framework calls it with complete input only.
    fn compute(&self, input: &Self::Input<'_>) -> Self::Output;
    /// How it encloses partly known input under these parameters; without, the value there is `Undefined::PartlyKnown`.
    fn enclosure(&self) -> Option<Enclose<Self>> {
        None
    }
    /// The laws that hold under these parameters; a convention may well break one.
    fn laws(&self) -> Vec<LawOf<Self>> {
        vec![]
    }
    /// What each label (or cell, row by row) of the input contributes to a single value; they add up to it.
    fn contributions(&self, _input: &Self::Input<'_>) -> Option<Values> {
        None
    }
    /// Named parameter sets that reproduce other packages.
    fn dialects() -> Vec<(&'static str, Self)> {
        vec![]
    }
}
/// What `compute` may return.
pub trait Output {
    #[doc(hidden)]
    fn put(self, into: &mut Values);
}
impl Output for Measure {
    #[inline]
    fn put(self, into: &mut Values) {
        into.push(self);
    }
}
impl Output for Values {
    fn put(self, into: &mut Values) {
        into.append(self);
    }
}

/// What is known of a unit before it is computed.
pub struct About {
    /// Its card.
    pub card: Card,
    /// The shape it reads.
    pub kind: Kind,
}

/// The erased twin: one vtable a unit. All else is data in `About` or code that exists once.
pub trait Unit: fmt::Debug + Send + Sync {
    /// What is known before computing.
    fn about(&self) -> &'static About;
    /// Laws under these parameters.
    fn laws(&self) -> Laws;
    /// Has it an enclosure under these parameters?
    fn encloses(&self) -> bool;
    /// Appends the output; the shape must fit.
    fn compute(&self, input: &Input<'_>, into: &mut Values) -> Result<(), Error>;
    /// What each label or cell of the input contributes to a single value, where that is known.
    fn contributions(&self, input: &Input<'_>) -> Option<Values>;
    /// Parameters as JSON.
    fn params(&self) -> Json;
    /// JSON Schema of the parameters.
    fn schema(&self) -> Json;
    /// Dialects by name, with their parameters.
    fn dialects(&self) -> Vec<(&'static str, Json)>;
    /// Another one with exactly these parameters.
    fn read(&self, params: &Json) -> Result<Box<dyn Unit>, String>;
}
impl<I: Indicator> Unit for I {
    fn about(&self) -> &'static About {
        const {
            &About {
                card: I::CARD,
                kind: <I::Input<'static> as Shape<'static>>::KIND,
            }
        }
    }
    fn laws(&self) -> Laws {
        <I::Input<'static> as Shape<'static>>::erase(Indicator::laws(self))
    }
    fn encloses(&self) -> bool {
        self.enclosure().is_some()
    }
    fn compute(&self, input: &Input<'_>, into: &mut Values) -> Result<(), Error> {
        let Some(shape) = <I::Input<'_> as Shape<'_>>::of(input) else {
            return Err(Error::Needs {
                id: I::CARD.id,
                needs: Unit::about(self).kind,
                given: input.kind(),
            });
        };
        if shape.is_complete() {
            Indicator::compute(self, shape).put(into);
            return Ok(());
        }
        match self.enclosure() {
            Some(enclose) => into.append(enclose(self, shape)),
            None => refuse(&I::CARD, &shape.axes(), into),
        }
        Ok(())
    }
    fn contributions(&self, input: &Input<'_>) -> Option<Values> {
        let shape = <I::Input<'_> as Shape<'_>>::of(input)?;
        if shape.is_complete() {
            Indicator::contributions(self, shape)
        } else {
            None
        }
    }
    fn params(&self) -> Json {
        serde_json::to_value(self).unwrap_or(Json::Null)
    }
    fn schema(&self) -> Json {
        param::schema_of::<I>()
    }
    fn dialects(&self) -> Vec<(&'static str, Json)> {
        I::dialects()
            .into_iter()
            .map(|(name, unit)| (name, Unit::params(&unit)))
            .collect()
    }
    fn read(&self, params: &Json) -> Result<Box<dyn Unit>, String> {
        Ok(Box::new(I::deserialize(params).map_err(|e| e.to_string())?))
    }
}
#[cold]
fn refuse(card: &Card, axes: &[&Axis], into: &mut Values) {
    let cells = card
        .form
        .axes(axes)
        .iter()
        .map(Axis::len)
        .product::<usize>()
        * card.form.quantities().len().max(1);
    let mut refused = Values::undefined(cells, Undefined::PartlyKnown);
    let message = format!(
        "not computable: needs the amounts that are not observed; {} has no enclosure for them",
        card.id
    );
    refused.note("partly_known", message);
    into.append(refused);
}
impl dyn Unit + '_ {
    /// These parameters, those of `given` overwritten (a `dialect` first); lists all faults.
    pub fn with(&self, given: &Json) -> Result<Box<dyn Unit>, Vec<Fault>> {
        let mut params = self.params();
        let mut given = given.clone();
        if let Some(name) = given
            .as_object_mut()
            .and_then(|object| object.remove("dialect"))
        {
            let dialects = self.dialects();
            match dialects.iter().find(|(known, _)| name == *known) {
                // Where a dialect keeps the unit's default, what a name sets stays: the dialect of Jaccard is not cosine.
                Some((_, dialect)) => {
                    let defaults = self.read(&Json::Object(Default::default()));
                    let defaults = defaults.map_or(Json::Null, |unit| unit.params());
                    for (key, json) in dialect.as_object().into_iter().flatten() {
                        if defaults.get(key) != Some(json) {
                            params[key] = json.clone();
                        }
                    }
                }
                None => {
                    let known: Vec<&str> = dialects.iter().map(|(name, _)| *name).collect();
                    let message = format!(
                        "no dialect {name}; there are: {}",
                        if known.is_empty() {
                            "none".into()
                        } else {
                            known.join(", ")
                        }
                    );
                    return Err(vec![
                        Fault::new(Code::DialectUnknown, message).pointer("/dialect"),
                    ]);
                }
            }
        }
        let faults = param::faults(&self.schema(), &given);
        if !faults.is_empty() {
            return Err(faults);
        }
        for (key, json) in given.as_object().into_iter().flatten() {
            params[key] = json.clone();
        }
        self.read(&params)
            .map_err(|message| vec![Fault::new(Code::ParamValue, message).pointer("")])
    }
}

/// Why nothing was computed.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// The input has another shape.
    Needs {
        /// Which unit.
        id: &'static str,
        /// What it reads.
        needs: Kind,
        /// What it was given.
        given: Kind,
    },
    /// The unit returned another number of cells than its form says.
    Cells {
        /// Which unit.
        id: &'static str,
        /// By its form.
        wanted: usize,
        /// Returned.
        got: usize,
    },
    /// The cut's reference is not in the data.
    Against {
        /// Which cut.
        cut: Cut,
        /// What is missing.
        message: String,
    },
    /// The parts of a cell do not add up to its whole.
    Parts {
        /// Which unit.
        id: &'static str,
        /// Whole, then parts.
        cell: Vec<f64>,
    },
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Needs { id, needs, given } => {
                write!(
                    f,
                    "{id}: not computable: needs {}; given, after the cut: {}",
                    needs.needs(),
                    given.needs()
                )
            }
            Error::Against { cut, message } => write!(f, "{}: {message}", cut.as_str()),
            Error::Parts { id, cell } => {
                write!(f, "{id}: defect: the parts of {cell:?} do not add up")
            }
            Error::Cells { id, wanted, got } => write!(
                f,
                "{id}: defect: returned {got} cells where its form says {wanted}"
            ),
        }
    }
}
impl std::error::Error for Error {}

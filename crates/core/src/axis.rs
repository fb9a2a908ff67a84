//! Axes: the named lists of labels that inputs and results share.
use std::{borrow::Cow, fmt, sync::Arc};

/// One axis of an input or a result: its name and labels. Cheap to clone.
///
/// ```
/// use mercatoria_core::Axis;
/// let axis = Axis::new("region", ["Anshan", "Dalian"]);
/// assert_eq!((axis.len(), axis.label(1), axis.position("Anshan")), (2, "Dalian", Some(0)));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Axis {
    /// Name, as in the results: `row`, `region`, `criterion`, …
    pub name: Cow<'static, str>,
    labels: Arc<[Box<str>]>,
}
impl Axis {
    /// An axis with these labels.
    pub fn new<L: Into<Box<str>>>(
        name: impl Into<Cow<'static, str>>,
        labels: impl IntoIterator<Item = L>,
    ) -> Self {
        Self {
            name: name.into(),
            labels: labels.into_iter().map(Into::into).collect(),
        }
    }
    /// Labels `R1`, `R2`, … for a prefix `R`.
    pub fn numbered(name: &'static str, prefix: &str, n: usize) -> Self {
        Self::new(name, (1..=n).map(|i| format!("{prefix}{i}")))
    }
    /// Number of labels.
    pub fn len(&self) -> usize {
        self.labels.len()
    }
    /// No label?
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
    /// The label at `i`.
    pub fn label(&self, i: usize) -> &str {
        &self.labels[i]
    }
    /// All labels.
    pub fn labels(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.labels.iter().map(|label| &**label)
    }
    /// Where a label stands.
    pub fn position(&self, label: &str) -> Option<usize> {
        self.labels.iter().position(|l| &**l == label)
    }
    /// The same labels in a second role, as in a table of pairs: `row_2`.
    #[must_use]
    pub fn other(&self) -> Self {
        Self {
            name: format!("{}_2", self.name).into(),
            labels: self.labels.clone(),
        }
    }
    /// The same labels under another name.
    #[must_use]
    pub fn named(&self, name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            labels: self.labels.clone(),
        }
    }
    /// Same labels in the same order?
    pub fn same_labels(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.labels, &other.labels) || self.labels == other.labels
    }
}
impl fmt::Debug for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{:?}",
            self.name,
            self.labels().take(8).collect::<Vec<_>>()
        )
    }
}

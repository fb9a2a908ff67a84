//! Columns put into groups by a text attribute.
use mercatoria_core::Matrix;
use mercatoria_numeric::sum::Compensated;

/// Groups of columns.
pub(crate) struct Groups {
    pub(crate) labels: Vec<Box<str>>,
    of: Vec<usize>,
}
impl Groups {
    /// By an attribute; an empty text is a group of its own. The message says what is missing.
    pub(crate) fn of(m: &Matrix, attribute: &str) -> Result<Self, String> {
        let axis = m.axis(Matrix::COLUMN);
        let Some(texts) = m.side(Matrix::COLUMN).texts(attribute) else {
            return Err(format!(
                "needs {}_attributes.csv with a text column {attribute:?}",
                axis.name
            ));
        };
        let named: Vec<&str> = texts
            .iter()
            .enumerate()
            .map(|(c, text)| if text.is_empty() { axis.label(c) } else { text })
            .collect();
        let (labels, of) = mercatoria_core::code_texts(named.into_iter());
        Ok(Self {
            labels,
            of: of.into_iter().map(|code| code as usize).collect(),
        })
    }
    /// Amounts of a line by group.
    pub(crate) fn sums(&self, line: &[f64]) -> Vec<f64> {
        let mut sums = vec![Compensated::default(); self.labels.len()];
        for (x, group) in line.iter().zip(&self.of) {
            sums[*group].add(*x);
        }
        sums.iter().map(Compensated::total).collect()
    }
}

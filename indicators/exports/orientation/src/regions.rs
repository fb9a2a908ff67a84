//! Rows and columns put into regions by a text attribute of either axis.
use mercatoria_core::{Matrix, code_texts};
use mercatoria_numeric::sum::Compensated;

/// Regions of rows and columns.
pub(crate) struct Regions {
    pub(crate) labels: Vec<Box<str>>,
    of: [Vec<usize>; 2],
}
impl Regions {
    /// Without an attribute each label is a region.
    pub(crate) fn of(m: &Matrix, attribute: &str) -> Self {
        let names = |axis: usize| -> Vec<String> {
            let labels = m.axis(axis).labels();
            match m.side(axis).texts(attribute) {
                Some(texts) => labels
                    .zip(texts)
                    .map(|(label, text)| if text.is_empty() { label } else { text }.to_owned())
                    .collect(),
                None => labels.map(str::to_owned).collect(),
            }
        };
        let (rows, columns) = (names(Matrix::ROW), names(Matrix::COLUMN));
        let both = rows.iter().chain(&columns).map(String::as_str);
        let (labels, codes) = code_texts(both);
        let codes: Vec<usize> = codes.into_iter().map(|code| code as usize).collect();
        let (of_rows, of_columns) = codes.split_at(rows.len());
        Self {
            labels,
            of: [of_rows.to_vec(), of_columns.to_vec()],
        }
    }
    /// The region of each column.
    pub(crate) fn of_columns(&self) -> &[usize] {
        &self.of[Matrix::COLUMN]
    }
    /// Trade from region to region.
    pub(crate) fn sums(&self, m: &Matrix) -> Vec<f64> {
        let n = self.labels.len();
        let mut sums = vec![Compensated::default(); n * n];
        for (r, from) in self.of[Matrix::ROW].iter().enumerate() {
            for (x, to) in m.row(r).iter().zip(self.of_columns()) {
                sums[from * n + to].add(*x);
            }
        }
        sums.iter().map(Compensated::total).collect()
    }
}

//! Values and quantities of flows, gathered by exporter and product.
use mercatoria_core::{Flows, Measure, Undefined, Values};

/// Values and quantities by exporter × product, all markets together, of the flows with a quantity.
pub(crate) struct Gathered {
    pub(crate) products: usize,
    pub(crate) value: Vec<f64>,
    pub(crate) quantity: Vec<f64>,
    /// Values without quantity.
    pub(crate) unpriced: Vec<f64>,
    dropped: usize,
    period: Option<String>,
}
/// One period (the last where none is named), or the reason why not.
pub(crate) fn gather(f: &Flows, period: Option<&str>) -> Result<Gathered, Undefined> {
    let periods = &f.dims[Flows::PERIOD];
    let at = match period {
        Some(name) => periods.position(name).ok_or(Undefined::Missing)?,
        None => periods.len().saturating_sub(1),
    } as u32;
    let (rows, products) = (f.dims[Flows::EXPORTER].len(), f.dims[Flows::PRODUCT].len());
    let zero = || vec![0.0; rows * products];
    let named =
        (period.is_none() && periods.len() > 1).then(|| periods.label(at as usize).to_owned());
    let mut out = Gathered {
        products,
        value: zero(),
        quantity: zero(),
        unpriced: zero(),
        dropped: 0,
        period: named,
    };
    for flow in f.iter().filter(|flow| flow.period == at) {
        let i = flow.exporter as usize * products + flow.product as usize;
        if flow.quantity.is_nan() {
            out.unpriced[i] += flow.value;
            out.dropped += 1;
        } else {
            out.value[i] += flow.value;
            out.quantity[i] += flow.quantity;
        }
    }
    Ok(out)
}
impl Gathered {
    /// Value over quantity of a cell.
    pub(crate) fn unit_value(&self, i: usize) -> Measure {
        if self.quantity[i] > 0.0 {
            Ok(self.value[i] / self.quantity[i])
        } else if self.value[i] > 0.0 {
            Err(Undefined::ZeroDenominator)
        } else if self.unpriced[i] > 0.0 {
            Err(Undefined::NoQuantity)
        } else {
            Err(Undefined::Empty)
        }
    }
    /// The same relative to all exporters of the product.
    pub(crate) fn relative(&self) -> Vec<Measure> {
        let (mut value, mut quantity) = (vec![0.0; self.products], vec![0.0; self.products]);
        for i in (0..self.value.len()).filter(|i| self.quantity[*i] > 0.0) {
            value[i % self.products] += self.value[i];
            quantity[i % self.products] += self.quantity[i];
        }
        let of = |i: usize| {
            let world = value[i % self.products] / quantity[i % self.products];
            let own = self.unit_value(i)?;
            if world > 0.0 {
                Ok(own / world)
            } else {
                Err(Undefined::ZeroDenominator)
            }
        };
        (0..self.value.len()).map(of).collect()
    }
    /// Says which flows had no part.
    pub(crate) fn remark(&self, out: &mut Values) {
        if self.dropped > 0 {
            out.note(
                "no_quantity",
                format!("{} flows have no quantity and are left out", self.dropped),
            );
        }
        if let Some(period) = &self.period {
            out.note(
                "last_period",
                format!("of several periods the last, {period}"),
            );
        }
    }
}

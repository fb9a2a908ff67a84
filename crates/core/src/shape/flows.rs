//! Single trade flows: exporter × product × market × period.
use super::{Facts, ReadOptions, Side};
use crate::{Axis, Fault, Faults, Tables};

/// One flow, by codes into the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Who exports.
    pub exporter: u32,
    /// What.
    pub product: u32,
    /// To whom.
    pub market: u32,
    /// When.
    pub period: u32,
    /// For how much.
    pub value: f64,
    /// How much; NaN where it is not known.
    pub quantity: f64,
}
/// Trade flows, sorted by exporter, product, market and period.
pub struct Flows {
    /// Exporters, products, markets, periods.
    pub dims: [Axis; 4],
    /// Each combination at most once.
    pub flows: Vec<Flow>,
    /// What is known of exporters, products and markets.
    pub sides: [Side; 3],
}
impl Flows {
    /// Number of the exporters' axis.
    pub const EXPORTER: usize = 0;
    /// Number of the products' axis.
    pub const PRODUCT: usize = 1;
    /// Number of the markets' axis.
    pub const MARKET: usize = 2;
    /// Number of the periods' axis.
    pub const PERIOD: usize = 3;
    /// From (exporter, product, market, period, value[, quantity]) rows.
    pub fn read(tables: &Tables, options: &ReadOptions) -> Result<(Self, Vec<Fault>), Vec<Fault>> {
        let mut faults = Faults::default();
        let labels = ["exporter", "product", "market", "period"];
        let quantity = tables
            .main
            .columns
            .iter()
            .any(|(name, _)| name == "quantity");
        let measures: &[&str] = if quantity {
            &["value", "quantity"]
        } else {
            &["value"]
        };
        let Some(read) =
            super::matrix::cells(&tables.main, &labels, measures, options, &mut faults)
        else {
            return Err(faults.into_vec());
        };
        let mut flows: Vec<Flow> = (0..read.keys.len())
            .filter(|row| !read.values[0][*row].is_nan())
            .map(|row| Flow {
                exporter: read.keys[row][0],
                product: read.keys[row][1],
                market: read.keys[row][2],
                period: read.keys[row][3],
                value: read.values[0][row],
                quantity: if quantity {
                    read.values[1][row]
                } else {
                    f64::NAN
                },
            })
            .collect();
        flows.sort_by_key(|f| (f.exporter, f.product, f.market, f.period));
        let sides = [("exporter", 0), ("product", 1), ("market", 2)]
            .map(|(prefix, axis)| Side::read(tables, prefix, &read.axes[axis], &mut faults));
        let dims = [0, 1, 2, 3].map(|i| read.axes[i].clone());
        faults.finish(|| Self { dims, flows, sides })
    }
}
impl Facts for Flows {
    fn axes(&self) -> Vec<&Axis> {
        self.dims.iter().collect()
    }
}
/// Laws of flows.
#[derive(Debug, Clone, Copy)]
pub enum FlowsLaw {
    /// A law of the unit's own, in words, and its check.
    Holds(
        &'static str,
        super::Predicate<fn(&super::Flows, &crate::Values) -> super::Compared>,
    ),
    /// Multiplying all values (and quantities by the same) changes nothing.
    ScaleFree,
    /// Multiplying all values multiplies the output.
    Homogeneous,
    /// Both bounds included.
    Within(f64, f64),
    /// The order of the rows does not matter.
    Order,
}
impl FlowsLaw {
    /// In words.
    pub fn statement(&self) -> String {
        match self {
            Self::Holds(words, _) => (*words).into(),
            Self::ScaleFree => "multiplying all values changes nothing".into(),
            Self::Homogeneous => "multiplying all values multiplies the output".into(),
            Self::Within(low, high) => format!("every value lies within [{low}, {high}]"),
            Self::Order => "the order of the rows does not matter".into(),
        }
    }
}

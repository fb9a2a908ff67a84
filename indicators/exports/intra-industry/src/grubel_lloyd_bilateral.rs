//! GL of a pair: Σ_p 2 min(x_cdp, x_dcp) / Σ_p (x_cdp + x_dcp).
use crate::two_way::{Partner, two_way};
use mercatoria_core::{FlowsLaw::*, *};
use mercatoria_numeric::parallel;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is done about the balance of trade.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PairAdjustment {
    /// Nothing.
    #[default]
    None,
    /// The bilateral balance leaves the denominator.
    Balance,
    /// Each flow is scaled by the mean of what balances the exporter's and the importer's trade with everybody, in all products:
    /// ½ ((X_c + M_c)/2X_c + (X_d + M_d)/2M_d) x_cdp (Bergstrand).
    Bergstrand,
}
/// Grubel–Lloyd index of pairs of countries.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct GrubelLloydBilateral {
    /// Adjustment for the balance of trade.
    pub adjustment: PairAdjustment,
}

impl Indicator for GrubelLloydBilateral {
    type Input<'a> = Flows;
    type Output = Values;
    const CARD: Card = Card {
        id: "intra_industry.grubel_lloyd_bilateral",
        title: "Grubel–Lloyd index of pairs",
        formula: "GL_cd = Σ_p 2 min(x_cdp, x_dcp) / Σ_p (x_cdp + x_dcp)",
        form: Form::Grid(Flows::EXPORTER, Flows::MARKET),
        reading: "the part of the trade of a pair that is two-way, both directions as the exporter reports them; missing where the table does not have the partner's exports",
        sources: &[
            "Grubel, H. G. and Lloyd, P. J. (1975). Intra-Industry Trade. Macmillan.",
            "Bergstrand, J. H. (1983). Measurement and determinants of intra-industry international trade. In: Tharakan (ed.), Intra-Industry Trade. North-Holland.",
        ],
        example: Example::csv(
            "exporter,product,market,period,value\nA,p,B,2020,3\nB,p,A,2020,1\nA,q,B,2020,4\n",
        )
        .gives("A,B: 0.25; B,A: 0.25; A,A: not_applicable"),
        ..Card::BLANK
    };
    fn compute(&self, flows: &Flows) -> Values {
        let period = flows.last_period();
        let (exporters, markets) = (
            flows.dims[Flows::EXPORTER].len(),
            flows.dims[Flows::MARKET].len(),
        );
        flows.by_market();
        let balance =
            (self.adjustment == PairAdjustment::Bergstrand).then(|| Balance::of(flows, period));
        let rows = parallel::map(exporters, |c| {
            let mut sums = vec![[0.0; 4]; markets];
            two_way(flows, c, period, |_, partner, cell| {
                let Partner::Market(d) = partner else {
                    return;
                };
                let (mut x, mut m) = (cell.exports, cell.imports);
                if let Some(balance) = &balance {
                    x *= balance.factor(flows.as_market()[c], c as u32, d);
                    m *= balance.factor_back(flows, c, d);
                }
                let sum = &mut sums[d];
                sum[0] += x.min(m);
                sum[1] += x;
                sum[2] += m;
            });
            sums
        });
        let mut values = Values::with_capacity(exporters * markets);
        for (c, sums) in rows.iter().enumerate() {
            for (d, [both, x, m, _]) in sums.iter().enumerate() {
                values.push(if flows.as_market()[c] == d as u32 {
                    Err(Undefined::NotApplicable)
                } else if flows.as_exporter()[d] == Flows::NOBODY {
                    // What the partner sells is not in the table: not seen is not nothing.
                    Err(Undefined::Missing)
                } else {
                    let denominator = if self.adjustment == PairAdjustment::Balance {
                        2.0 * x.min(*m)
                    } else {
                        x + m
                    };
                    match denominator {
                        _ if x + m <= 0.0 => Err(Undefined::Empty),
                        0.0 => Err(Undefined::ZeroDenominator),
                        _ => Ok((2.0 * both / denominator).min(1.0)),
                    }
                });
            }
        }
        flows.note_period(&mut values);
        values
    }
    fn laws(&self) -> Vec<FlowsLaw> {
        vec![ScaleFree, Order, Within(0.0, 1.0)]
    }
}
/// Exports by exporter and imports by market.
struct Balance {
    exports: Vec<f64>,
    imports: Vec<f64>,
    as_exporter: Vec<u32>,
}
impl Balance {
    fn of(flows: &Flows, period: u32) -> Self {
        let mut exports = vec![0.0; flows.dims[Flows::EXPORTER].len()];
        let mut imports = vec![0.0; flows.dims[Flows::MARKET].len()];
        for f in flows.iter().filter(|f| f.period == period) {
            exports[f.exporter as usize] += f.value;
            imports[f.market as usize] += f.value;
        }
        Self {
            exports,
            imports,
            as_exporter: flows.as_exporter().to_vec(),
        }
    }
    fn side(own: f64, other: f64) -> f64 {
        if own > 0.0 {
            (own + other) / (2.0 * own)
        } else {
            0.0
        }
    }
    fn exports_of(&self, code: u32) -> f64 {
        self.exports.get(code as usize).copied().unwrap_or(0.0)
    }
    fn imports_of(&self, code: u32) -> f64 {
        self.imports.get(code as usize).copied().unwrap_or(0.0)
    }
    /// Of a flow from exporter `c`, which is market `c_market`, to market `d`.
    fn factor(&self, c_market: u32, c: u32, d: usize) -> f64 {
        let x = Self::side(self.exports_of(c), self.imports_of(c_market));
        let d_exports = self.exports_of(self.as_exporter[d]);
        let m = Self::side(self.imports[d], d_exports);
        f64::midpoint(x, m)
    }
    /// Of the flow back, from market `d` as an exporter to exporter `c` as a market.
    fn factor_back(&self, flows: &Flows, c: usize, d: usize) -> f64 {
        match (self.as_exporter[d], flows.as_market()[c]) {
            (Flows::NOBODY, _) | (_, Flows::NOBODY) => 0.0,
            (seller, buyer) => self.factor(d as u32, seller, buyer as usize),
        }
    }
}

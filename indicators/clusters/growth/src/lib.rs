//! Why regions grew, how their structure changed, whether they converge, and how positions move over time.
mod exact;
mod growth_dispersion;
mod rates;
mod shift_share;
mod shift_share_arcelus;
mod shift_share_cells;
mod shift_share_dunn;
mod shift_share_esteban_marquillas;
mod shift_share_forecast;
mod shift_share_gerfin;
mod shift_share_spatial;
mod structural_decomposition;
mod structural_upgrading;
pub use growth_dispersion::*;
use mercatoria_core::{Cut, Name};
pub use rates::Periods;
pub use shift_share::*;
pub use shift_share_arcelus::*;
pub use shift_share_cells::*;
pub use shift_share_dunn::*;
pub use shift_share_esteban_marquillas::{ShiftShareEstebanMarquillas, ZeroBase};
pub use shift_share_forecast::*;
pub use shift_share_gerfin::*;
pub use shift_share_spatial::*;
pub use structural_decomposition::*;
pub use structural_upgrading::*;

mercatoria_core::pack! {
    family: "clusters",
    units: [
        growth_dispersion::GrowthDispersion, shift_share::ShiftShare, shift_share_arcelus::ShiftShareArcelus, shift_share_cells::ShiftShareCells,
        shift_share_dunn::ShiftShareDunn, shift_share_esteban_marquillas::ShiftShareEstebanMarquillas, shift_share_forecast::ShiftShareForecast,
        shift_share_gerfin::ShiftShareGerfin, shift_share_spatial::ShiftShareSpatial, structural_decomposition::StructuralDecomposition,
        structural_upgrading::StructuralUpgrading,
    ],
    names: [
        Name::new("growth.shift_share_dynamic", "Dynamic shift-share of regions", || Box::new(ShiftShareDunn { periods: Periods::Annual })),
        Name::new("growth.lilien_index", "Lilien index of regions", || Box::new(GrowthDispersion::default())).cut(Cut::RowsAfterAgainstBefore),
    ],
}

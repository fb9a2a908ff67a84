//! Proximity of products, density, opportunity, and the network of the product space.
mod cog;
mod coi;
mod country_proximity;
mod density;
mod proximity;
mod relative_relatedness;
mod space;
pub use cog::*;
pub use coi::*;
pub use country_proximity::*;
pub use density::*;
use mercatoria_core::Name;
pub use proximity::*;
pub use relative_relatedness::*;
pub use space::*;
mercatoria_core::pack! {
    family: "exports",
    units: [cog::Cog, coi::Coi, country_proximity::CountryProximity, density::Density, proximity::Proximity, relative_relatedness::RelativeRelatedness],
    names: [
        Name::new("product_space.distance", "Distance to a product", || Box::new(Density { scale: DensityScale::Distance, ..Default::default() })),
    ],
}

//! Proximity of products, density, opportunity, and the network of the product space.
mercatoria_core::pack! { family: "exports", units: [], names: [] }

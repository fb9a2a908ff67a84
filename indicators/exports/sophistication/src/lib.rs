//! Income content of exports, technology classes, unit values and quality.
mercatoria_core::pack! { family: "exports", units: [], names: [] }

//! Rules of practice that turn indicators into a rating, and premia of clusters.
mercatoria_core::pack! {
    family: "clusters",
    units: [],
    names: [],
}

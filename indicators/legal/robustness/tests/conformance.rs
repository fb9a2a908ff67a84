//! Laws, worked examples and recorded results of other packages.

#[test]
fn laws() {
    mercatoria_conformance::laws(&mercatoria_robustness::PACK);
}
#[test]
fn examples() {
    mercatoria_conformance::examples(&mercatoria_robustness::PACK);
}
#[test]
fn oracles() {
    mercatoria_oracle::replay(
        &mercatoria_robustness::PACK,
        concat!(env!("CARGO_MANIFEST_DIR"), "/oracles"),
    );
}

/// The Sobol sequence and the estimators against SALib 1.6.0 on the Ishigami function, N = 1,024, unscrambled.
#[test]
fn ishigami_1024() {
    use mercatoria_core::{Axis, Indicator, Scoreboard, Values};
    use mercatoria_robustness::{SobolIndices, sobol_sequence};
    let pi = std::f64::consts::PI;
    let y = |u: &[f64]| {
        let x: Vec<f64> = u.iter().map(|u| pi * (2.0 * u - 1.0)).collect();
        x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
    };
    let (n, d) = (1024, 3);
    let base = sobol_sequence(n, 2 * d).expect("six dimensions");
    let mut cells = Values::default();
    for row in base.chunks(2 * d) {
        cells.push(Ok(y(&row[..d])));
        for j in 0..d {
            let mut u = row[..d].to_vec();
            u[j] = row[d + j];
            cells.push(Ok(y(&u)));
        }
        cells.push(Ok(y(&row[d..])));
    }
    let board = Scoreboard::flat(
        Axis::numbered("unit", "p", n),
        Axis::new("criterion", ["A", "ABx1", "ABx2", "ABx3", "B"]),
        cells,
    );
    let salib = SobolIndices::dialects().remove(0).1;
    let found = salib.compute(&board);
    let wanted = [
        [0.3329550751794263, 0.5581790457114659],
        [0.441313938544067, 0.4432845840303481],
        [0.018578412958719353, 0.24214937335496534],
    ];
    for (j, pair) in wanted.iter().enumerate() {
        for (k, wanted) in pair.iter().enumerate() {
            let x = found.get(2 * j + k).point().expect("a number");
            assert!((x - wanted).abs() < 1e-10, "{j} {k}: {x} against {wanted}");
        }
    }
}

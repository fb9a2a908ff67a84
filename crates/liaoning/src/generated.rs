//! A generated economy: for what 14 cities × 3 sectors cannot carry. It is about no real place, and says so in every label.
//! Capabilities nest (a region with many can do what needs few), which is what gives product spaces their structure.
use mercatoria_core::{
    Attribute, Axis, Bilateral, Fault, Kind, Links, Matrix, Owned, OwnedChange, OwnedContrast,
    OwnedDistribution, OwnedTrade, Scoreboard, Side, Values,
};
use mercatoria_numeric::{elementary::exp, random::Stream, sum::sum};

const REGIONS: usize = 12;
const PRODUCTS: usize = 18;

fn regions() -> Axis {
    Axis::new(
        "region",
        (1..=REGIONS).map(|i| format!("Generated region {i:02}")),
    )
}
fn products() -> Axis {
    Axis::new(
        "product",
        (1..=PRODUCTS).map(|i| format!("Generated product {i:02}")),
    )
}
/// Amounts of regions × products; `drift` moves the pattern on, as a later period would.
fn amounts(seed: u64, drift: u64) -> Vec<f64> {
    let mut base = Stream::new(seed, 0);
    let size: Vec<f64> = (0..REGIONS).map(|_| exp(base.normal())).collect();
    let mut values = Vec::with_capacity(REGIONS * PRODUCTS);
    for (r, size) in size.iter().enumerate() {
        for p in 0..PRODUCTS {
            let mut cell = Stream::new(seed, 1 + (r * PRODUCTS + p) as u64);
            let skill = (REGIONS - r) as f64 / REGIONS as f64;
            let demand = p as f64 / PRODUCTS as f64;
            let lucky = cell.uniform();
            let noise = exp(0.8 * cell.normal());
            cell.jump(100 + 10 * drift);
            let later = if drift == 0 {
                1.0
            } else {
                exp(0.15 * cell.normal())
            };
            // Present where the skill suffices, seldom elsewhere; rounded as statistics are.
            let present = skill + 0.35 * (lucky - 0.5) > demand;
            values.push(if present {
                (1e4 * size * noise * later).round() / 100.0
            } else {
                0.0
            });
        }
    }
    values
}
fn matrix(seed: u64, drift: u64) -> Result<Matrix, Fault> {
    let mut stream = Stream::new(seed, 1 << 32);
    let population = (0..REGIONS)
        .map(|_| (100.0 * exp(stream.normal())).round())
        .collect();
    let income = (0..REGIONS)
        .map(|_| (5e4 * exp(0.3 * stream.normal())).round())
        .collect();
    let ring = |i: usize| {
        let next = |step: usize| ((i as u32), ((i + step) % REGIONS) as u32, 1.0);
        [next(1), next(REGIONS - 1)]
    };
    let mut links: Vec<(u32, u32, f64)> = (0..REGIONS).flat_map(ring).collect();
    links.sort_by_key(|(from, to, _)| (*from, *to));
    let side = Side {
        attributes: vec![
            ("population".into(), Attribute::Numbers(population)),
            ("income".into(), Attribute::Numbers(income)),
        ],
        links: Some(Links { links }),
        ..Side::default()
    };
    Ok(Matrix::new([regions(), products()], amounts(seed, drift))?.with_side(Matrix::ROW, side))
}
/// A generated table of this shape, if there is one here.
pub fn economy(kind: Kind, seed: u64) -> Result<Option<Owned>, Fault> {
    let lines = |drift: u64| -> Result<Vec<f64>, Fault> {
        Ok(matrix(seed, drift)?.column_totals().to_vec())
    };
    Ok(Some(match kind {
        Kind::Matrix => Owned::Matrix(matrix(seed, 0)?),
        Kind::Distribution => Owned::Distribution(OwnedDistribution::new(products(), lines(0)?)),
        Kind::Contrast => Owned::Contrast(OwnedContrast {
            axis: products(),
            amounts: matrix(seed, 0)?.row(0).to_vec(),
            reference: lines(0)?,
        }),
        Kind::Change => Owned::Change(OwnedChange::new(
            Axis::new("period", ["2001", "2002", "2003"]),
            vec![matrix(seed, 0)?, matrix(seed, 1)?, matrix(seed, 2)?],
        )?),
        Kind::Trade => Owned::Trade(OwnedTrade {
            axis: products(),
            exports: matrix(seed, 0)?.row(0).to_vec(),
            imports: matrix(seed + 1, 0)?.row(1).to_vec(),
        }),
        Kind::Bilateral => Owned::Bilateral(Bilateral {
            exports: matrix(seed, 0)?,
            imports: matrix(seed + 1, 1)?,
        }),
        Kind::Scoreboard => {
            let mut stream = Stream::new(seed, 1 << 33);
            let criteria = Axis::new(
                "criterion",
                (1..=6).map(|i| format!("Generated criterion {i}")),
            );
            let cells: Values = (0..REGIONS * 6)
                .map(|_| Ok((1e3 * (1.0 + stream.uniform())).round() / 1e3))
                .collect();
            Owned::Scoreboard(Scoreboard::flat(regions().named("unit"), criteria, cells))
        }
        _ => return Ok(None),
    }))
}
/// Does every region produce something, and is every product produced? A check of the generator.
pub fn is_whole(seed: u64) -> Result<bool, Fault> {
    let m = matrix(seed, 0)?;
    Ok(sum(m.row_totals()) > 0.0
        && m.row_totals()
            .iter()
            .chain(m.column_totals())
            .all(|x| *x > 0.0))
}

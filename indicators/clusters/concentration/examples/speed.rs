//! Times of the units of a region × industry table, 3,000 × 1,000, 38 % of the cells non-zero: the least of several runs.
//!
//! `cargo run --release -p mercatoria-concentration --example speed`
use mercatoria_concentration as concentration;
use mercatoria_core::{Axis, Cut, Indicator, Input, Matrix, Unit, compute};
use mercatoria_divergence as divergence;
use mercatoria_diversity as diversity;
use mercatoria_inequality as inequality;
use mercatoria_numeric::{elementary::exp, random::Stream};
use mercatoria_specialisation as specialisation;
use std::time::Instant;

fn table(rows: usize, columns: usize) -> Matrix {
    let mut stream = Stream::new(1, 0);
    let cells: Vec<f64> = (0..rows * columns)
        .map(|_| {
            let size = (exp(3.5 + 1.6 * stream.normal()) + 1.0).floor();
            if stream.uniform() < 0.38 { size } else { 0.0 }
        })
        .collect();
    let axes = [
        Axis::numbered("row", "R", rows),
        Axis::numbered("column", "C", columns),
    ];
    Matrix::new(axes, cells).expect("amounts")
}
fn time(name: &str, unit: &dyn Unit, cut: Cut, m: &Matrix) {
    let input = Input::Matrix(m);
    let mut best = f64::INFINITY;
    let mut check = 0.0;
    let started = Instant::now();
    for run in 0..9 {
        if run > 2 && started.elapsed().as_secs_f64() > 6.0 {
            break;
        }
        let start = Instant::now();
        let block = compute(unit, cut, &input).expect("computes");
        best = best.min(start.elapsed().as_secs_f64());
        check = block
            .values
            .iter()
            .filter_map(mercatoria_core::Value::point)
            .sum();
    }
    println!(
        "{name:40} {:20} {:9.2} ms   sum {check:.6}",
        cut.as_str(),
        best * 1e3
    );
}
fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let m = table(3000, 1000);
    // What several units share is made once.
    let _ = (m.row_totals(), m.transposed());
    let of = |name: &str, unit: Box<dyn Unit>, cut: Cut| {
        if wanted.is_empty() || wanted.iter().any(|w| name.contains(&**w)) {
            time(name, &*unit, cut, &m);
        }
    };
    fn unit<I: Indicator>() -> Box<dyn Unit> {
        Box::new(I::default())
    }
    of(
        "location_quotient",
        unit::<specialisation::LocationQuotient>(),
        Cut::Whole,
    );
    let binary = specialisation::LocationQuotient {
        binary: true,
        ..Default::default()
    };
    of("location_quotient binary", Box::new(binary), Cut::Whole);
    for cut in [Cut::Rows, Cut::Columns] {
        of("herfindahl", unit::<diversity::Herfindahl>(), cut);
        of("gini_simpson", unit::<diversity::GiniSimpson>(), cut);
        of("shannon", unit::<diversity::Shannon>(), cut);
        of("hill_numbers q 1", unit::<diversity::HillNumbers>(), cut);
        of("top_k_share", unit::<diversity::TopKShare>(), cut);
        of("gini", unit::<inequality::Gini>(), cut);
        of("theil_t", unit::<inequality::Theil>(), cut);
        of("atkinson", unit::<inequality::Atkinson>(), cut);
        of("schutz", unit::<inequality::Schutz>(), cut);
        of(
            "coefficient_of_variation",
            unit::<inequality::CoefficientOfVariation>(),
            cut,
        );
    }
    for cut in [Cut::RowsAgainstTotal, Cut::ColumnsAgainstTotal] {
        of("dissimilarity", unit::<divergence::Dissimilarity>(), cut);
        of(
            "kullback_leibler",
            unit::<divergence::KullbackLeibler>(),
            cut,
        );
        of(
            "average_quotient",
            unit::<divergence::AverageQuotient>(),
            cut,
        );
        of("cosine", unit::<divergence::Cosine>(), cut);
        of("locational_gini", unit::<divergence::LocationalGini>(), cut);
        of("quotient_gini", unit::<divergence::QuotientGini>(), cut);
        of("single_group", unit::<inequality::SingleGroup>(), cut);
    }
    of("multigroup", unit::<inequality::Multigroup>(), Cut::Whole);
    of(
        "mutual_information",
        unit::<inequality::MutualInformation>(),
        Cut::Whole,
    );
    of(
        "lq_standardised",
        unit::<specialisation::LqStandardised>(),
        Cut::Whole,
    );
    of(
        "specialisation_breadth",
        unit::<specialisation::SpecialisationBreadth>(),
        Cut::Whole,
    );
    of(
        "industry_ubiquity",
        unit::<concentration::IndustryUbiquity>(),
        Cut::Whole,
    );
    of(
        "lq_leave_one_out",
        unit::<specialisation::LqLeaveOneOut>(),
        Cut::Whole,
    );
}

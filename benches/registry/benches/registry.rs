//! One bench a unit: on inputs of three sizes of the kind it reads. `cargo xtask bench GLOB` chooses by id.
use criterion::{Criterion, Throughput};
use mercatoria_core::{Cut, compute};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let registry = match mercatoria_bundle::registry() {
        Ok(registry) => registry,
        Err(message) => {
            eprintln!("{message}");
            std::process::exit(70);
        }
    };
    for (_, name) in registry.iter() {
        let unit = (name.make)();
        let about = unit.about();
        if about.card.id != name.id {
            continue;
        }
        let mut group = criterion.benchmark_group(name.id);
        for cells in [100, 1_000, 10_000] {
            let sample = mercatoria_conformance::sized(about.kind, &about.card.example, cells, 1);
            let Ok(owned) = sample.read(about.kind) else {
                continue;
            };
            group.throughput(Throughput::Elements(cells as u64));
            group.bench_function(cells.to_string(), |bencher| {
                bencher.iter(|| compute(&*unit, Cut::Whole, &owned.input()));
            });
        }
        group.finish();
    }
    criterion.final_summary();
}

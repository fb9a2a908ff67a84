//! Lists the faults and warnings of a package: `cargo run -p mercatoria-data --example package -- FOLDER`.
use mercatoria_data::package;

fn main() {
    let Some(path) = std::env::args().nth(1) else {
        return eprintln!("usage: package FOLDER");
    };
    match package::open(&path) {
        Ok((package, warnings)) => {
            for table in &package.tables {
                println!("{}: {} rows", table.name(), table.rows());
            }
            warnings.iter().for_each(|warning| println!("{warning}"));
        }
        Err(faults) => faults.iter().for_each(|fault| println!("{fault}")),
    }
}

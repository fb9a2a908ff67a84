//! Seeded mutations of descriptors, tables and parameters: whatever the bytes, faults and never a panic.
//!
//! Runs for `MERCATORIA_FUZZ_SECONDS` (3 by default); `MERCATORIA_FUZZ_SEED` chooses another sequence.
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::{Fault, Json, Kind, ReadOptions, Unit};
use mercatoria_data::package::{self, Selection};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

struct Random(u64);
impl Random {
    fn next(&mut self) -> u64 {
        // SplitMix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

const TOKENS: &[&str] = &[
    "\"",
    ",",
    "\n",
    "\r\n",
    "\r",
    "{",
    "}",
    "[",
    "]",
    ":",
    "null",
    "NaN",
    "-1",
    "1e400",
    "1e-400",
    "0.1",
    "\u{feff}",
    "\\u0000",
    "\\ud800",
    "../",
    "NA",
    ";",
    "\t",
    "''",
    "\"\"",
    "9999999999999999999999999999999999999999",
    "-0",
    "辽宁",
    "2023-13",
    "0000",
    "true",
    "two_way",
    "suppressed",
    "EU",
    "'",
    "\u{0}",
    "+",
    "e",
    "/",
    "~1",
    "#",
];

fn mutate(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(out.len() + 1);
        let end = (at + random.below(40)).min(out.len());
        match random.below(6) {
            0 if at < out.len() => out[at] = random.next() as u8,
            1 => {
                out.drain(at..end);
            }
            2 => {
                let piece = out[at..end].to_vec();
                let to = random.below(out.len() + 1);
                out.splice(to..to, piece);
            }
            3 => out.truncate(at),
            _ => {
                let token = random.one(TOKENS).as_bytes().to_vec();
                let over = if random.below(2) == 0 { at } else { end };
                out.splice(at..over, token);
            }
        }
    }
    out
}

/// Replaces, removes or adds something inside a JSON value.
fn mutate_json(json: &mut Json, random: &mut Random, depth: usize) {
    let values = [
        Json::Null,
        Json::Bool(true),
        Json::from(-1),
        Json::from(1e300),
        Json::from(""),
        Json::from("total"),
        Json::from("code"),
        Json::from("2023"),
        Json::Array(vec![]),
        Json::Object(serde_json::Map::new()),
    ];
    match json {
        Json::Object(object) if !object.is_empty() && depth > 0 => {
            let keys: Vec<String> = object.keys().cloned().collect();
            let key = random.one(&keys).clone();
            match random.below(8) {
                0 => {
                    object.remove(&key);
                }
                1 => {
                    let value = object[&key].clone();
                    object.insert(format!("{key}x"), value);
                }
                _ => {
                    if let Some(value) = object.get_mut(&key) {
                        mutate_json(value, random, depth - 1);
                    }
                }
            }
        }
        Json::Array(list) if !list.is_empty() && depth > 0 => {
            let at = random.below(list.len());
            match random.below(6) {
                0 => {
                    list.remove(at);
                }
                1 => {
                    let copy = list[at].clone();
                    list.push(copy);
                }
                _ => mutate_json(&mut list[at], random, depth - 1),
            }
        }
        other => *other = random.one(&values).clone(),
    }
}

fn sound(faults: &[Fault]) {
    for fault in faults {
        assert!(!fault.message.is_empty());
        assert_ne!(fault.code.as_str(), "defect", "{fault}");
    }
}

/// Opens a package and makes every shape of it: results or faults.
fn open_and_shape(folder: &Path) {
    let (package, warnings) = match package::open(folder) {
        Ok(opened) => opened,
        Err(faults) => {
            assert!(
                faults.iter().any(Fault::is_error),
                "refused without a reason"
            );
            return sound(&faults);
        }
    };
    sound(&warnings);
    for table in &package.tables {
        for kind in Kind::ALL {
            for period in [None, Some("2023".to_owned())] {
                let options = ReadOptions {
                    period,
                    ..ReadOptions::default()
                };
                let selection = Selection {
                    table: Some(table.name().to_owned()),
                    as_printed: true,
                    ..Selection::default()
                };
                if let Err(faults) = package.shape(*kind, &options, &selection) {
                    assert!(
                        faults.iter().any(Fault::is_error),
                        "{kind:?}: refused without a reason"
                    );
                    sound(&faults);
                }
            }
        }
    }
}

#[test]
fn mutated_packages_and_parameters_give_faults_and_never_a_panic() {
    let mut random = Random(setting("MERCATORIA_FUZZ_SEED", 20_261_124));
    let until = Instant::now() + Duration::from_secs(setting("MERCATORIA_FUZZ_SECONDS", 3));
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sound");
    let names = [
        "datapackage.json",
        "regions.csv",
        "jobs.csv",
        "trade.csv",
        "sources.csv",
    ];
    let seeds: Vec<Vec<u8>> = names
        .iter()
        .map(|name| std::fs::read(from.join(name)).unwrap())
        .collect();
    let folder: PathBuf =
        std::env::temp_dir().join(format!("mercatoria-mutation-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in names.iter().zip(&seeds) {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    let descriptor: Json = serde_json::from_slice(&seeds[0]).unwrap();
    let units: Vec<Box<dyn Unit>> = [
        &mercatoria_diversity::PACK,
        &mercatoria_specialisation::PACK,
    ]
    .iter()
    .flat_map(|pack| pack.all())
    .map(|name| (name.make)())
    .collect();
    let mut rounds = 0u64;
    while Instant::now() < until || rounds < 20 {
        rounds += 1;
        let which = random.below(names.len());
        let path = folder.join(names[which]);
        let mutated = if which == 0 && random.below(3) > 0 {
            let mut json = descriptor.clone();
            for _ in 0..=random.below(3) {
                mutate_json(&mut json, &mut random, 12);
            }
            json.to_string().into_bytes()
        } else {
            mutate(&seeds[which], &mut random)
        };
        std::fs::write(&path, &mutated).unwrap();
        open_and_shape(&folder);
        if let Ok(json) = serde_json::from_slice(&mutated) {
            sound(&mercatoria_validate::by_schema(&json));
        }
        std::fs::write(&path, &seeds[which]).unwrap();

        let unit = random.one(&units);
        let mut params = unit.params();
        mutate_json(&mut params, &mut random, 6);
        if let Err(faults) = unit.with(&params) {
            assert!(!faults.is_empty(), "{params}: refused without a fault");
            sound(&faults);
        }
        let text = mutate(params.to_string().as_bytes(), &mut random);
        if let Ok(params) = serde_json::from_slice::<Json>(&text) {
            sound(&unit.with(&params).err().unwrap_or_default());
        }
    }
    println!("{rounds} rounds");
    std::fs::remove_dir_all(&folder).unwrap();
}

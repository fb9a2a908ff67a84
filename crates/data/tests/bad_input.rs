//! What people's files do to readers.
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::{Code, Fault};
use mercatoria_data::{
    CubeRequest, CubeSource, Encoding, FileSource, Options, parse_table, read_table,
};
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

fn faults(bytes: &[u8]) -> Vec<String> {
    parse_table("t.csv", bytes, &Options::default())
        .map(|(table, _)| table.rows())
        .unwrap_err()
        .iter()
        .map(Fault::to_string)
        .collect()
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path =
            std::env::temp_dir().join(format!("mercatoria-bad-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn nul_bytes_and_their_place() {
    assert_eq!(
        faults(b"a,value\nx,1\ny\0,2\n"),
        ["error[nul_byte] t.csv:3, field \"a\": NUL byte (byte 13)"]
    );
    let wide: Vec<u8> = "a,value\nx,1\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let marked = [&[0xFF, 0xFE], &wide[..]].concat();
    assert!(faults(&marked)[0].contains("UTF-16"));
    assert!(
        faults(&wide)[0].starts_with("error[nul_byte] t.csv:1"),
        "{:?}",
        faults(&wide)
    );
}

#[test]
fn fields_of_ten_megabytes() {
    let long = "x".repeat(10 << 20);
    let found = faults(format!("a,value\n{long},1\ny,2\n").as_bytes());
    assert_eq!(
        found,
        ["error[field_too_long] t.csv:2, field \"a\": longer than 1 MB (byte 8)"]
    );
    let found = faults(format!("a,value\n\"{long}\",1\ny,two\n").as_bytes());
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("does not close within 1 MB"), "{found:?}");
    assert!(
        found[1].starts_with("error[number_invalid] t.csv:3"),
        "{found:?}"
    );
    let start = Instant::now();
    let found = faults(format!("a,value\n\"{}", "y,1\n".repeat(5 << 20)).as_bytes());
    assert!(found[0].contains("does not close"), "{found:?}");
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "an open quotation mark takes linear time"
    );
}

#[test]
fn compressed_files_whole_and_cut() {
    let folder = Folder::new("compressed");
    let rows: String = (0..20_000)
        .map(|i| format!("L{},{i}.25\n", i % 97))
        .collect();
    let text = format!("label,value\n{rows}");
    let path = folder.0.join("t.csv.gz");
    let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    let whole = encoder.finish().unwrap();
    std::fs::write(&path, &whole).unwrap();
    let (table, _) = read_table(&path, &Options::default()).unwrap();
    assert_eq!(table.rows(), 20_000);
    let request = [CubeRequest::new(["label"], "value")];
    let source = FileSource::new(&path, Options::default());
    let (from_file, _) = source.cubes(&request).unwrap();
    let (from_text, _) =
        mercatoria_data::parse_cubes("t", text.as_bytes(), &Options::default(), &request).unwrap();
    assert_eq!(from_file, from_text);
    for part in [whole.len() / 2, whole.len() - 5] {
        std::fs::write(&path, &whole[..part]).unwrap();
        for found in [
            read_table(&path, &Options::default())
                .map(|_| ())
                .unwrap_err(),
            source.cubes(&request).map(|_| ()).unwrap_err(),
        ] {
            assert!(found.iter().any(|f| f.code == Code::Truncated), "{found:?}");
        }
    }
    // Twice in one file, as `cat a.gz b.gz` makes.
    let mut again = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    again.write_all(rows.as_bytes()).unwrap();
    std::fs::write(&path, [whole, again.finish().unwrap()].concat()).unwrap();
    assert_eq!(
        read_table(&path, &Options::default()).unwrap().0.rows(),
        40_000
    );
}

#[test]
fn zstandard_whole_and_cut() {
    let folder = Folder::new("zstandard");
    let text = format!("label,value\n{}", "Anshan,12.5\nDalian,3\n".repeat(50_000));
    let whole = ruzstd::encoding::compress_to_vec(
        text.as_bytes(),
        ruzstd::encoding::CompressionLevel::Fastest,
    );
    let path = folder.0.join("t.csv.zst");
    std::fs::write(&path, &whole).unwrap();
    let (tables, _, inputs) = mercatoria_data::read_tables(&path, &Options::default()).unwrap();
    assert_eq!((tables.main.rows(), inputs[0].sha256.len()), (100_000, 64));
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let found = read_table(&path, &Options::default())
        .map(|t| t.0.rows())
        .unwrap_err();
    assert!(found.iter().all(|f| f.file.is_some()), "{found:?}");
}

/// A file that is written, cut and written again while it is read: rows, or a fault, and never a crash.
#[test]
fn files_that_change_while_they_are_read() {
    let folder = Folder::new("changing");
    let path = folder.0.join("t.csv");
    let text = format!("label,value\n{}", "Anshan,12.5\n".repeat(200_000));
    std::fs::write(&path, &text).unwrap();
    let request = [CubeRequest::new(["label"], "value")];
    let stop = std::sync::atomic::AtomicBool::new(false);
    let (mut refused, mut read) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                let file = std::fs::File::options().write(true).open(&path).unwrap();
                file.set_len(text.len() as u64 / 3).unwrap();
                drop(file);
                std::fs::write(&path, &text).unwrap();
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        for _ in 0..40 {
            match FileSource::new(&path, Options::default()).cubes(&request) {
                Ok((cubes, _)) => {
                    read += 1;
                    assert_eq!(cubes[0].len(), 1);
                }
                Err(faults) => {
                    refused += 1;
                    assert!(faults.iter().all(|f| f.file.is_some()), "{faults:?}");
                }
            }
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    assert_eq!(read + refused, 40);
    assert!(refused > 0, "nothing was noticed");
}

#[test]
fn encodings_declared_and_not() {
    let chinese = encoding_rs::GB18030
        .encode("地区,value\n辽宁,1\n㐀𠀀,2\n")
        .0
        .into_owned();
    let options = Options {
        encoding: Encoding::Gb18030,
        ..Options::default()
    };
    let (table, _) = parse_table("t.csv", &chinese, &options).unwrap();
    assert_eq!(
        (table.columns[0].0.as_str(), table.text(0, 1)),
        ("地区", "㐀𠀀")
    );
    let found = faults(&chinese);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("could be gb18030"), "{found:?}");
    let latin = b"label,value\nCura\xE7ao,1\n";
    let found = faults(latin);
    assert_eq!(
        found,
        [
            "error[encoding] t.csv:2, field \"label\": not UTF-8; the bytes could be gb18030 or latin1 (byte 16)"
        ]
    );
    let options = Options {
        encoding: Encoding::Latin1,
        ..Options::default()
    };
    assert_eq!(
        parse_table("t.csv", latin, &options).unwrap().0.text(0, 0),
        "Curaçao"
    );
    // A byte order mark says UTF-8, whatever was declared.
    let marked = "\u{FEFF}label,value\nŁódź,1\n";
    assert_eq!(
        parse_table("t.csv", marked.as_bytes(), &options)
            .unwrap()
            .0
            .text(0, 0),
        "Łódź"
    );
    let bad = [&chinese[..], b"\xFF\xFF,3\n"].concat();
    let options = Options {
        encoding: Encoding::Gb18030,
        ..Options::default()
    };
    let found = parse_table("t.csv", &bad, &options).unwrap_err();
    assert_eq!(
        (found[0].code, found[0].row),
        (Code::Encoding, Some(4)),
        "{found:?}"
    );
}

#[test]
fn codes_keep_their_zeros_and_namibia_its_name() {
    let text = b"country,product,value\nNA,010121,1\nNA,10121,\n";
    let (table, _) = parse_table("t.csv", text, &Options::default()).unwrap();
    assert_eq!(
        (table.text(0, 0), table.text(1, 0), table.text(1, 1)),
        ("NA", "010121", "10121")
    );
    assert!(table.numbers(2, &mut Default::default())[1].is_nan());
}

#[test]
fn only_the_first_hundred_of_a_code_are_listed_but_all_are_counted() {
    let text = format!("label,value\n{}", "A,x\nB,1,2\n".repeat(5000));
    let found = faults(text.as_bytes());
    assert_eq!(found.len(), 202);
    assert!(
        found[200].contains("4900 more of row_length; 5000 in all")
            || found[201].contains("4900 more of row_length; 5000 in all"),
        "{found:?}"
    );
}

#[test]
fn not_there_a_folder_empty_or_a_header_alone() {
    let folder = Folder::new("absent");
    let code = |path: PathBuf| read_table(path, &Options::default()).unwrap_err()[0].code;
    assert_eq!(code(folder.0.join("none.csv")), Code::FileMissing);
    assert_eq!(code(folder.0.clone()), Code::FileUnreadable);
    for text in ["", "\n\n", "\u{FEFF}", "a,value\n", "a,value"] {
        let found = parse_table("t.csv", text.as_bytes(), &Options::default()).unwrap_err();
        assert_eq!(found[0].code, Code::FileEmpty, "{text:?}");
    }
    let request = [CubeRequest::new(["a"], "value")];
    let found = FileSource::new(folder.0.join("none.csv"), Options::default())
        .cached_in(folder.0.join("cache"))
        .cubes(&request)
        .unwrap_err();
    assert_eq!(found[0].code, Code::FileMissing);
}

//! Processes that are killed while they write: the old file stays whole, and nothing piles up.
#![cfg(target_os = "linux")]
use mercatoria_data::{Output, write_file};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const ROLE: &str = "MERCATORIA_TEST_WRITES_INTO";
const LEN: usize = 1 << 18;

/// Not a test of its own: what the killed process does, which is to write file after file of one letter each.
#[test]
fn writer() {
    let Some(folder) = std::env::var_os(ROLE) else {
        return;
    };
    let path = Path::new(&folder).join("result.csv");
    println!("ready");
    for letter in (b'a'..=b'z').cycle() {
        write_file(&path, |out| {
            (0..64).try_for_each(|_| out.write_all(&[letter; LEN / 64]))
        })
        .unwrap();
    }
}

#[test]
fn two_hundred_killed_writers_leave_a_whole_file_and_nothing_else() {
    let folder = std::env::temp_dir().join(format!("mercatoria-killed-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("result.csv");
    let mut left_behind = 0;
    for round in 0..200u64 {
        // Two at a time, into one folder.
        let writers: Vec<_> = (0..2)
            .map(|_| {
                let program = std::env::current_exe().unwrap();
                let mut command = Command::new(program);
                command
                    .args(["--exact", "writer", "--nocapture"])
                    .env(ROLE, &folder);
                command
                    .stdout(Stdio::piped())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        std::thread::sleep(Duration::from_micros(2000 + round * 37 % 5000));
        for mut writer in writers {
            writer.kill().unwrap();
            writer.wait().unwrap();
        }
        if path.exists() {
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(bytes.len(), LEN);
            assert!(
                bytes.iter().all(|byte| *byte == bytes[0]),
                "half of one and half of another"
            );
        }
        let files = std::fs::read_dir(&folder).unwrap().count();
        left_behind += files.saturating_sub(1);
        assert!(files <= 1 + 4, "unfinished files pile up: {files}");
    }
    assert!(
        path.exists(),
        "no writer ever finished: the test shows nothing"
    );
    assert!(
        left_behind > 0,
        "no writer was killed at work: the test shows nothing"
    );
    drop(Output::create(folder.join("other.csv")).unwrap());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    std::fs::remove_dir_all(&folder).unwrap();
}

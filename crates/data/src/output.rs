//! Files that are there whole or not at all: written under another name, then renamed.
use mercatoria_core::{Code, Fault};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// How the names of unfinished files end.
const UNFINISHED: &str = ".mercatoria-tmp";
/// Where processes cannot be asked for, an unfinished file that has not changed for so long is nobody's.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// A file on its way: what is written stands under another name in the same folder until [`finish`](Self::finish). Dropped
/// before, it leaves nothing; killed before, it leaves a file that the next one in this folder removes. The old file of
/// this name stays whole until the new one is.
///
/// ```
/// use mercatoria_data::Output;
/// use std::io::Write;
/// let path = std::env::temp_dir().join(format!("mercatoria-example-{}.csv", std::process::id()));
/// let mut output = Output::create(&path).unwrap();
/// output.write_all(b"label,value\n").unwrap();
/// assert!(!path.exists());
/// output.finish().unwrap();
/// assert_eq!(std::fs::read(&path).unwrap(), b"label,value\n");
/// # std::fs::remove_file(&path).unwrap();
/// ```
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    unfinished: Option<PathBuf>,
    file: Option<BufWriter<File>>,
}

impl Output {
    /// A file that will be at `path`; the folder is made if need be.
    ///
    /// # Errors
    /// [`Code::OutputUnwritable`] where nothing can be written.
    pub fn create(path: impl Into<PathBuf>) -> Result<Self, Fault> {
        let path = path.into();
        let made = || -> io::Result<_> {
            // A pipe or a device is written to directly.
            if fs::metadata(&path).is_ok_and(|m| !m.is_file() && !m.is_dir()) {
                return Ok((None, File::options().write(true).open(&path)?));
            }
            let Some(name) = path.file_name().filter(|_| !path.is_dir()) else {
                return Err(io::Error::new(
                    io::ErrorKind::IsADirectory,
                    "this is a folder",
                ));
            };
            let folder = match path.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder,
                _ => Path::new("."),
            };
            fs::create_dir_all(folder)?;
            remove_abandoned(folder);
            let unfinished = folder.join(unfinished_name(name));
            let file = File::options()
                .write(true)
                .create_new(true)
                .open(&unfinished)?;
            Ok((Some(unfinished), file))
        };
        let (unfinished, file) = made().map_err(|error| unwritable(&path, &error))?;
        Ok(Self {
            path,
            unfinished,
            file: Some(BufWriter::with_capacity(1 << 18, file)),
        })
    }

    /// Puts the file into its place, once it is on the disk.
    ///
    /// # Errors
    /// [`Code::OutputUnwritable`]; what was there before is unchanged.
    pub fn finish(mut self) -> Result<(), Fault> {
        let finished = self.finished();
        finished.map_err(|error| unwritable(&self.path, &error))
    }

    fn finished(&mut self) -> io::Result<()> {
        if let Some(mut file) = self.file.take() {
            file.flush()?;
            if self.unfinished.is_some() {
                file.get_ref().sync_all()?;
            }
        }
        if let Some(unfinished) = &self.unfinished {
            fs::rename(unfinished, &self.path)?;
            self.unfinished = None;
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some(unfinished) = self.unfinished.take() {
            // What is buffered is not wanted any more.
            self.file.take().map(|file| file.into_parts());
            let _ = fs::remove_file(unfinished);
        }
    }
}

/// Writes a file that is there whole or not at all; see [`Output`].
///
/// # Errors
/// [`Code::OutputUnwritable`], with what to do; what was there before is unchanged.
pub fn write_file(
    path: impl Into<PathBuf>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Fault> {
    let mut output = Output::create(path)?;
    write(&mut output).map_err(|error| unwritable(&output.path, &error))?;
    output.finish()
}

/// What an error of writing means to the one who asked for the file.
pub fn unwritable(path: &Path, error: &io::Error) -> Fault {
    let what = match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "the disk is full; free some space or write elsewhere".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "the file system is read-only; write elsewhere".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "no permission to write in this folder; write elsewhere or change its permissions"
                .to_owned()
        }
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            format!("a file stands where a folder is needed ({error})")
        }
        io::ErrorKind::IsADirectory => "a folder stands where the file would be".to_owned(),
        _ => error.to_string(),
    };
    Fault::new(Code::OutputUnwritable, what).file(path.display().to_string())
}

/// `.name.process.start.number` and the ending.
fn unfinished_name(name: &std::ffi::OsStr) -> OsString {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let process = std::process::id();
    let start = started(process).unwrap_or(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let mut unfinished = OsString::from(".");
    unfinished.push(name);
    unfinished.push(format!(".{process}.{start}.{number}{UNFINISHED}"));
    unfinished
}

/// When a process started, in ticks since the machine did; `None` if there is none, or none can be asked for.
fn started(process: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // After the name, which may hold anything.
    stat.rsplit(") ").next()?.split(' ').nth(19)?.parse().ok()
}

/// Removes unfinished files whose process is gone. What cannot be removed stays: it is in nobody's way.
pub(crate) fn remove_abandoned(folder: &Path) {
    let processes_known = started(std::process::id()).is_some();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().and_then(|name| name.strip_suffix(UNFINISHED)) else {
            continue;
        };
        let mut parts = name.rsplit('.').skip(1);
        let mut part = || parts.next().and_then(|part| part.parse::<u64>().ok());
        let (Some(start), Some(process)) = (part(), part()) else {
            continue;
        };
        let old = |metadata: fs::Metadata| {
            let age = metadata.modified().ok().and_then(|m| m.elapsed().ok());
            age.is_some_and(|age| age > ABANDONED)
        };
        let gone = if processes_known && start != 0 {
            u32::try_from(process).ok().and_then(started) != Some(start)
        } else {
            entry.metadata().is_ok_and(old)
        };
        if gone {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("mercatoria-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name());
        let mut names: Vec<String> = names.map(|n| n.into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_whole_or_the_old_one() {
        let folder = folder("whole");
        let path = folder.join("deep/out.csv");
        write_file(&path, |w| w.write_all(b"one")).unwrap();
        let fault = write_file(&path, |w| {
            w.write_all(b"half")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        assert_eq!(
            fault.unwrap_err().message,
            "the disk is full; free some space or write elsewhere"
        );
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(names(&folder.join("deep")), ["out.csv"]);
        assert_eq!(
            write_file(&folder, |_| Ok(())).unwrap_err().message,
            "a folder stands where the file would be"
        );
        let below_a_file = path.join("x.csv");
        let fault = write_file(&below_a_file, |_| Ok(())).unwrap_err();
        assert_eq!(fault.code, Code::OutputUnwritable);
        assert!(fault.message.contains("a folder is needed"), "{fault}");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_dead_processes_left_is_removed_and_what_living_ones_write_is_not() {
        let folder = folder("abandoned");
        let dead = folder.join(format!(".a.csv.4294967290.77.0{UNFINISHED}"));
        let reused = folder.join(format!(".a.csv.{}.1.0{UNFINISHED}", std::process::id()));
        fs::write(&dead, "x").unwrap();
        fs::write(&reused, "x").unwrap();
        fs::write(folder.join("mine.csv"), "x").unwrap();
        let living = Output::create(folder.join("b.csv")).unwrap();
        write_file(folder.join("c.csv"), |_| Ok(())).unwrap();
        let left = names(&folder);
        assert_eq!(left.len(), 3, "{left:?}");
        assert!(left[0].starts_with(".b.csv."));
        drop(living);
        assert_eq!(names(&folder), ["c.csv", "mine.csv"]);
        fs::remove_dir_all(&folder).unwrap();
    }

    /// A device that is always full.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_device_is_said() {
        let fault = write_file("/dev/full", |w| w.write_all(&[0; 1 << 20])).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "error[output_unwritable] /dev/full: the disk is full; free some space or write elsewhere"
        );
    }
}

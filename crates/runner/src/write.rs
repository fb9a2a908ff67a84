//! Outputs appear whole or not at all.
use mercatoria_core::{Code, Fault};
use std::{fs, io, path::Path};

/// Writes all files into a folder: each beside its place first, then renamed, so that a killed run leaves the old ones whole.
///
/// # Errors
/// The folder that cannot be written; what was there is unchanged.
pub fn write_all<'a>(
    folder: &Path,
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Result<(), Fault> {
    let fault = |error: io::Error| {
        Fault::new(Code::OutputUnwritable, error.to_string()).file(folder.display().to_string())
    };
    fs::create_dir_all(folder).map_err(fault)?;
    let mut written = vec![];
    let mut failed = None;
    for (name, content) in files {
        let temporary = folder.join(format!(".{name}.{}", std::process::id()));
        let result = fs::write(&temporary, content);
        written.push((temporary, folder.join(name)));
        if let Err(error) = result {
            failed = Some(error);
            break;
        }
    }
    if failed.is_none() {
        for (temporary, place) in &written {
            if let Err(error) = fs::rename(temporary, place) {
                failed = Some(error);
                break;
            }
        }
    }
    match failed {
        None => Ok(()),
        Some(error) => {
            for (temporary, _) in written {
                let _ = fs::remove_file(temporary);
            }
            Err(fault(error))
        }
    }
}

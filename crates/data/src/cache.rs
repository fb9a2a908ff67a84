//! Cubes kept from one run to the next, by what their file holds and what was asked of it.
//!
//! An entry is one file, written whole or not at all, and ends with its own SHA-256: what is not exactly an entry is
//! ignored and made anew.
use crate::Options;
use crate::cube::{Cube, CubeRequest, Units};
use crate::exact::Exact;
use crate::fingerprint::Fingerprint;
use crate::output::write_file;
use crate::stream::hexadecimal;
use mercatoria_core::{Axis, Fault};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// How an entry begins: the form, which changes with whatever changes the cubes.
const MAGIC: &[u8] = b"mercatoria-cubes/1\n";
const ENDING: &str = "cubes";
/// Bytes of all entries of a folder together, beyond which the oldest ones go.
const MOST_BYTES: u64 = 1 << 30;

/// Cubes of one file by one plan.
#[derive(Debug)]
pub(crate) struct Entry {
    path: PathBuf,
}

impl Entry {
    /// Where these cubes are kept.
    pub(crate) fn new(
        folder: &Path,
        content: &Fingerprint,
        options: &Options,
        requests: &[CubeRequest],
    ) -> Self {
        let mut plan = Sha256::new();
        plan.update(MAGIC);
        plan.update(env!("CARGO_PKG_VERSION"));
        plan.update(content);
        // Both are plain data, whose debug form names every field.
        plan.update(format!("{options:?}\n{requests:?}"));
        let name = format!("{}.{ENDING}", hexadecimal(&plan.finalize()));
        Self {
            path: folder.join(name),
        }
    }

    /// The cubes and the SHA-256 of their file, if they were kept.
    pub(crate) fn read(&self, requests: &[CubeRequest]) -> Option<(Vec<Cube>, String)> {
        let bytes = fs::read(&self.path).ok()?;
        let (entry, hash) = bytes.split_last_chunk::<32>()?;
        if Sha256::digest(entry)[..] != hash[..] {
            return None;
        }
        let mut reader = Reader(entry.strip_prefix(MAGIC)?);
        let sha256 = reader.text()?;
        let mut cubes = vec![];
        for request in requests {
            cubes.push(reader.cube(request)?);
        }
        reader.0.is_empty().then_some((cubes, sha256))
    }

    /// Keeps cubes. An error is a warning: they are only slower the next time.
    pub(crate) fn write(&self, cubes: &[Cube], sha256: &str) -> Result<(), Fault> {
        let mut bytes = MAGIC.to_vec();
        put_text(&mut bytes, sha256);
        cubes.iter().for_each(|cube| put_cube(&mut bytes, cube));
        let hash = Sha256::digest(&bytes);
        bytes.extend_from_slice(&hash);
        write_file(&self.path, |out| out.write_all(&bytes)).map_err(Fault::warning)?;
        if let Some(folder) = self.path.parent() {
            make_room(folder, MOST_BYTES);
        }
        Ok(())
    }
}

/// Removes the oldest entries until the others are few enough.
fn make_room(folder: &Path, most: u64) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == ENDING))
        .filter_map(|path| {
            let metadata = fs::metadata(&path).ok()?;
            Some((metadata.modified().ok()?, metadata.len(), path))
        })
        .collect();
    entries.sort();
    let mut bytes: u64 = entries.iter().map(|entry| entry.1).sum();
    // The newest one stays, whatever its size.
    for (_, len, path) in entries.iter().rev().skip(1).rev() {
        if bytes <= most {
            break;
        }
        if fs::remove_file(path).is_ok() {
            bytes -= len;
        }
    }
}

fn put_number(bytes: &mut Vec<u8>, n: u64) {
    bytes.extend_from_slice(&n.to_le_bytes());
}

fn put_text(bytes: &mut Vec<u8>, text: &str) {
    put_number(bytes, text.len() as u64);
    bytes.extend_from_slice(text.as_bytes());
}

fn put_cube(bytes: &mut Vec<u8>, cube: &Cube) {
    put_number(bytes, cube.axes.len() as u64);
    for axis in &cube.axes {
        put_text(bytes, &axis.name);
        put_number(bytes, axis.len() as u64);
        axis.labels().for_each(|label| put_text(bytes, label));
    }
    put_number(bytes, cube.decimals.into());
    put_number(bytes, cube.places.len() as u64);
    bytes.reserve(cube.places.len() * 16);
    cube.places
        .iter()
        .for_each(|place| put_number(bytes, *place));
    match &cube.units {
        Units::Narrow(units) => {
            put_number(bytes, 8);
            units
                .iter()
                .for_each(|n| bytes.extend_from_slice(&n.to_le_bytes()));
        }
        Units::Wide(units) => {
            put_number(bytes, 16);
            units
                .iter()
                .for_each(|n| bytes.extend_from_slice(&n.to_le_bytes()));
        }
    }
    put_number(bytes, cube.others.len() as u64);
    for (place, exact) in &cube.others {
        let (low, digits) = exact.parts();
        put_number(bytes, *place);
        put_number(bytes, low as u64);
        put_number(bytes, digits.len() as u64);
        digits
            .iter()
            .for_each(|n| bytes.extend_from_slice(&n.to_le_bytes()));
    }
    put_number(bytes, cube.missing.len() as u64);
    for (place, rows) in &cube.missing {
        put_number(bytes, *place);
        put_number(bytes, *rows);
    }
}

struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        self.take(8)
            .and_then(|b| b.first_chunk())
            .map(|b| u64::from_le_bytes(*b))
    }

    /// A number of things of at least `size` bytes each.
    fn count(&mut self, size: usize) -> Option<usize> {
        let n = usize::try_from(self.number()?).ok()?;
        (n.checked_mul(size)? <= self.0.len()).then_some(n)
    }

    fn text(&mut self) -> Option<String> {
        let n = self.count(1)?;
        String::from_utf8(self.take(n)?.to_vec()).ok()
    }

    fn words(&mut self, n: usize) -> Option<impl Iterator<Item = [u8; 8]> + 'b> {
        let (words, _) = self.take(n.checked_mul(8)?)?.as_chunks::<8>();
        Some(words.iter().copied())
    }

    fn cube(&mut self, request: &CubeRequest) -> Option<Cube> {
        let mut axes = vec![];
        for _ in 0..self.count(16)? {
            let name = self.text()?;
            let n = self.count(8)?;
            let labels: Option<Vec<String>> = (0..n).map(|_| self.text()).collect();
            axes.push(Axis::new(name, labels?));
        }
        let decimals = u32::try_from(self.number()?).ok()?;
        let n = self.count(16)?;
        let places: Vec<u64> = self.words(n)?.map(u64::from_le_bytes).collect();
        let units = match self.number()? {
            8 => Units::Narrow(self.words(n)?.map(i64::from_le_bytes).collect()),
            _ => {
                let (wide, _) = self.take(n.checked_mul(16)?)?.as_chunks::<16>();
                Units::Wide(wide.iter().map(|b| i128::from_le_bytes(*b)).collect())
            }
        };
        let mut others = vec![];
        for _ in 0..self.count(24)? {
            let (place, low) = (self.number()?, self.number()?);
            let n = self.count(8)?;
            let digits = self.words(n)?.map(i64::from_le_bytes).collect();
            others.push((
                place,
                Exact::from_parts(usize::try_from(low).ok()?, digits)?,
            ));
        }
        let mut missing = vec![];
        for _ in 0..self.count(16)? {
            missing.push((self.number()?, self.number()?));
        }
        Some(Cube {
            axes,
            measure: request.measure.clone(),
            places,
            units,
            decimals,
            others,
            missing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_cubes;

    #[test]
    fn an_entry_is_read_as_it_was_written_or_not_at_all() {
        let folder = std::env::temp_dir().join(format!("mercatoria-cache-{}", std::process::id()));
        let rows = "x,1,1.5\nx,2,\ny,1,1e-300\ny,1,123456789012345678\ny,2,1e200\n";
        let text = format!("a,b,value\n{}", rows.repeat(20));
        let requests = [
            CubeRequest::new(["a", "b"], "value"),
            CubeRequest::counts(["b"]),
        ];
        let options = Options::default();
        let (cubes, _) = parse_cubes("t.csv", text.as_bytes(), &options, &requests).unwrap();
        let entry = Entry::new(&folder, &[7; 32], &options, &requests);
        assert!(entry.read(&requests).is_none());
        entry.write(&cubes, "abc").unwrap();
        assert_eq!(
            entry.read(&requests),
            Some((cubes.clone(), "abc".to_owned()))
        );
        let whole = fs::read(&entry.path).unwrap();
        for len in (0..whole.len()).step_by(97) {
            fs::write(&entry.path, &whole[..len]).unwrap();
            assert!(entry.read(&requests).is_none());
        }
        let mut damaged = whole.clone();
        damaged[whole.len() / 2] ^= 4;
        fs::write(&entry.path, &damaged).unwrap();
        assert!(entry.read(&requests).is_none());
        // Other bytes, options or requests are other entries.
        let german = Options {
            decimal_mark: b',',
            ..Options::default()
        };
        let others = [
            Entry::new(&folder, &[8; 32], &options, &requests),
            Entry::new(&folder, &[7; 32], &german, &requests),
            Entry::new(&folder, &[7; 32], &options, &requests[..1]),
        ];
        assert!(others.iter().all(|other| other.path != entry.path));
        others[0].write(&cubes, "abc").unwrap();
        make_room(&folder, 0);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}

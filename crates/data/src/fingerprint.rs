//! What a file holds, as one number: every byte counts, whatever the file system says of its time.
//!
//! SHA-256 is computed from the first byte to the last and so by one thread. The fingerprint is SHA-256 over the SHA-256
//! of each mebibyte and the length: as strong, and computed by all threads. There is no shortcut by size or time of
//! change: a changed byte is noticed however it was changed.
use mercatoria_numeric::parallel;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes of a leaf.
const LEAF: usize = 1 << 20;
/// Leaves that a thread takes at a time.
const TAKEN: u64 = 8;

/// SHA-256 of the leaves and the length.
pub(crate) type Fingerprint = [u8; 32];

/// Computes a fingerprint of bytes as they pass.
#[derive(Debug, Clone, Default)]
pub(crate) struct Passing {
    leaf: Sha256,
    /// Bytes of the current leaf.
    filled: usize,
    leaves: Vec<[u8; 32]>,
    bytes: u64,
}

impl Passing {
    pub(crate) fn update(&mut self, mut bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(LEAF - self.filled));
            self.leaf.update(now);
            self.filled += now.len();
            if self.filled == LEAF {
                self.leaves.push(self.leaf.finalize_reset().into());
                self.filled = 0;
            }
            bytes = later;
        }
    }

    pub(crate) fn finish(mut self) -> Fingerprint {
        if self.filled > 0 {
            self.leaves.push(self.leaf.finalize().into());
        }
        root(self.bytes, &self.leaves)
    }
}

fn root(bytes: u64, leaves: &[[u8; 32]]) -> Fingerprint {
    let mut root = Sha256::new();
    root.update(b"mercatoria-fingerprint/1\n");
    root.update(bytes.to_le_bytes());
    leaves.iter().for_each(|leaf| root.update(leaf));
    root.finalize().into()
}

/// The fingerprint of the file at `path`, by all threads.
pub(crate) fn of_file(path: &Path) -> io::Result<Fingerprint> {
    let bytes = std::fs::metadata(path)?.len();
    let pieces = bytes.div_ceil(LEAF as u64 * TAKEN);
    let hashed = parallel::map(pieces as usize, |piece| -> io::Result<Vec<[u8; 32]>> {
        let mut file = File::open(path)?;
        let start = piece as u64 * LEAF as u64 * TAKEN;
        file.seek(SeekFrom::Start(start))?;
        let mut left = (bytes - start).min(LEAF as u64 * TAKEN);
        let mut leaves = vec![];
        let mut buffer = vec![0; LEAF.min(left as usize)];
        while left > 0 {
            let here = buffer.len().min(left as usize);
            file.read_exact(&mut buffer[..here])?;
            leaves.push(Sha256::digest(&buffer[..here]).into());
            left -= here as u64;
        }
        Ok(leaves)
    });
    let mut leaves = vec![];
    for piece in hashed {
        leaves.extend(piece?);
    }
    Ok(root(bytes, &leaves))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passing_and_at_once_are_the_same_and_every_byte_counts() {
        let path = std::env::temp_dir().join(format!("mercatoria-print-{}", std::process::id()));
        let mut seen = vec![];
        for len in [0, 1, LEAF - 1, LEAF, LEAF + 1, 9 * LEAF + 5] {
            let mut bytes: Vec<u8> = (0..len).map(|i| (i * 7 % 251) as u8).collect();
            for change in [None, Some(0), Some(len / 2), len.checked_sub(1)] {
                if let Some(byte) = change.and_then(|at| bytes.get_mut(at)) {
                    *byte ^= 1;
                }
                std::fs::write(&path, &bytes).unwrap();
                let mut passing = Passing::default();
                bytes
                    .chunks(300_007)
                    .for_each(|chunk| passing.update(chunk));
                let print = passing.finish();
                assert_eq!(of_file(&path).unwrap(), print);
                seen.push((bytes.clone(), print));
            }
        }
        std::fs::remove_file(&path).unwrap();
        for (bytes, print) in &seen {
            assert!(seen.iter().all(|(b, p)| (b == bytes) == (p == print)));
        }
    }
}

//! Bytes of a file as text: hashed, decompressed and decoded on the way, in constant memory.
use crate::Encoding;
use crate::fingerprint::{Fingerprint, Passing};
use encoding_rs::{Decoder, DecoderResult};
use mercatoria_core::{Code, Fault};
use sha2::{Digest, Sha256};
use std::fs::{File, Metadata};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A file that was read, for the provenance of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Path, as given.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What the first bytes of a compressed file are.
const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];
const UTF16_MARKS: [&[u8]; 2] = [&[0xFF, 0xFE], &[0xFE, 0xFF]];
/// Bytes asked of a decompressor at a time.
const BLOCK: usize = 1 << 16;

/// What is made of the bytes of a file as they pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hashing {
    /// Nothing.
    Nothing,
    /// SHA-256.
    Sha256,
    /// SHA-256 and the fingerprint.
    Both,
}

/// What was made of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hashes {
    pub(crate) sha256: Option<String>,
    pub(crate) fingerprint: Option<Fingerprint>,
}

/// Hashes on their way.
#[derive(Debug, Clone, Default)]
struct Hasher {
    sha256: Option<Sha256>,
    fingerprint: Option<Passing>,
}

impl Hasher {
    fn update(&mut self, bytes: &[u8]) {
        if let Some(sha256) = &mut self.sha256 {
            sha256.update(bytes);
        }
        if let Some(fingerprint) = &mut self.fingerprint {
            fingerprint.update(bytes);
        }
    }
}

/// The text of a file, to be read from the beginning to the end.
pub(crate) struct Stream<'a> {
    text: Box<dyn Read + Send + 'a>,
    hasher: Arc<Mutex<Hasher>>,
    file: Option<(File, Metadata)>,
}

impl Stream<'static> {
    /// The text of the file at `path`.
    pub(crate) fn open(
        path: &Path,
        encoding: Encoding,
        hashing: Hashing,
    ) -> Result<Self, Box<Fault>> {
        let opened = || -> io::Result<_> {
            let file = File::open(path)?;
            let metadata = file.metadata()?;
            if metadata.is_dir() {
                return Err(io::Error::new(
                    io::ErrorKind::IsADirectory,
                    "this is a folder",
                ));
            }
            Ok((
                Stream::new(file.try_clone()?, encoding, hashing)?,
                file,
                metadata,
            ))
        };
        let (mut stream, file, metadata) = opened().map_err(fault_of)?;
        stream.file = Some((file, metadata));
        Ok(stream)
    }
}

impl<'a> Stream<'a> {
    /// The text that `bytes` stand for.
    pub(crate) fn of_bytes(bytes: &'a [u8], encoding: Encoding) -> Result<Self, Box<Fault>> {
        Self::new(bytes, encoding, Hashing::Sha256).map_err(fault_of)
    }

    fn new(bytes: impl Read + Send + 'a, encoding: Encoding, hashing: Hashing) -> io::Result<Self> {
        let hasher = Hasher {
            sha256: (hashing != Hashing::Nothing).then(Sha256::new),
            fingerprint: (hashing == Hashing::Both).then(Passing::default),
        };
        let hasher = Arc::new(Mutex::new(hasher));
        let hashed = Hashed {
            bytes,
            hasher: hasher.clone(),
        };
        let (first, bytes) = peek::<4>(hashed)?;
        let plain: Box<dyn Read + Send + 'a> = if first.starts_with(GZIP) {
            let buffered = BufReader::with_capacity(BLOCK, bytes);
            Box::new(flate2::bufread::MultiGzDecoder::new(buffered))
        } else if first.starts_with(ZSTD) {
            Box::new(Zstd {
                between: Some(BufReader::with_capacity(BLOCK, bytes)),
                frame: None,
            })
        } else {
            Box::new(bytes)
        };
        let (first, rest) = peek::<3>(plain)?;
        if UTF16_MARKS.iter().any(|mark| first.starts_with(mark)) {
            let message = "the file begins with the mark of UTF-16; save it as UTF-8";
            return Err(io::Error::other(Fault::new(Code::Encoding, message)));
        }
        let decoder = match encoding {
            _ if first == UTF8_MARK => None,
            Encoding::Utf8 => None,
            Encoding::Latin1 => Some(encoding_rs::WINDOWS_1252),
            Encoding::Gb18030 => Some(encoding_rs::GB18030),
        };
        let text: Box<dyn Read + Send + 'a> = match decoder {
            None if first == UTF8_MARK => {
                let mut rest = rest;
                rest.read_exact(&mut [0; UTF8_MARK.len()])?;
                Box::new(rest)
            }
            None => Box::new(rest),
            Some(encoding) => Box::new(Decoded {
                bytes: BufReader::with_capacity(BLOCK, rest),
                decoder: encoding.new_decoder_without_bom_handling(),
                name: encoding.name(),
                place: 0,
                ended: false,
                failed: None,
                text: vec![],
                handed: 0,
            }),
        };
        Ok(Self {
            text,
            hasher,
            file: None,
        })
    }

    /// Fills `buffer` as far as there is text; returns how far, and why no further if that is not the end.
    pub(crate) fn fill(&mut self, buffer: &mut [u8]) -> (usize, Option<Box<Fault>>) {
        let mut filled = 0;
        while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.text.read(rest) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return (filled, Some(fault_of(error))),
            }
        }
        (filled, None)
    }

    /// At the end: the hash of all bytes, unless the file is not the one it was at the beginning.
    pub(crate) fn finish(self) -> Result<Hashes, Box<Fault>> {
        if let Some((file, before)) = &self.file {
            let after = file.metadata().map_err(fault_of)?;
            if after.len() != before.len() || after.modified().ok() != before.modified().ok() {
                let message = format!("{} bytes before, {} after", before.len(), after.len());
                return Err(Box::new(Fault::new(Code::FileChanged, message)));
            }
        }
        drop(self.text);
        let hasher = self
            .hasher
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Ok(Hashes {
            sha256: hasher.sha256.map(|sha256| hexadecimal(&sha256.finalize())),
            fingerprint: hasher.fingerprint.map(Passing::finish),
        })
    }
}

/// Bytes as text.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The fault that an error of reading stands for.
pub(crate) fn fault_of(error: io::Error) -> Box<Fault> {
    Box::new(error.downcast::<Fault>().unwrap_or_else(|error| {
        let code = match error.kind() {
            io::ErrorKind::NotFound => Code::FileMissing,
            io::ErrorKind::UnexpectedEof => Code::Truncated,
            _ => Code::FileUnreadable,
        };
        Fault::new(code, error.to_string())
    }))
}

/// The first bytes, fewer at the end, and a reader that still gives them.
fn peek<const N: usize>(mut bytes: impl Read + Send) -> io::Result<(Vec<u8>, impl Read + Send)> {
    let mut first = Vec::with_capacity(N);
    bytes.by_ref().take(N as u64).read_to_end(&mut first)?;
    Ok((first.clone(), io::Cursor::new(first).chain(bytes)))
}

/// Bytes that are hashed as they pass.
struct Hashed<R> {
    bytes: R,
    hasher: Arc<Mutex<Hasher>>,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.bytes.read(buffer)?;
        let mut hasher = self.hasher.lock().unwrap_or_else(PoisonError::into_inner);
        hasher.update(&buffer[..n]);
        Ok(n)
    }
}

type Frame<R> = ruzstd::decoding::StreamingDecoder<R, ruzstd::decoding::FrameDecoder>;

/// All frames of a zstd file.
struct Zstd<R: BufRead> {
    /// Between frames.
    between: Option<R>,
    frame: Option<Frame<R>>,
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                match frame.read(buffer)? {
                    0 if !buffer.is_empty() => {}
                    n => return Ok(n),
                }
            }
            if let Some(frame) = self.frame.take() {
                self.between = Some(frame.into_inner());
            }
            let Some(mut bytes) = self.between.take() else {
                return Ok(0);
            };
            if bytes.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame = ruzstd::decoding::StreamingDecoder::new(bytes);
            self.frame = Some(
                frame.map_err(|e| io::Error::new(io::ErrorKind::UnexpectedEof, e.to_string()))?,
            );
        }
    }
}

/// Bytes of a declared encoding as UTF-8.
struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    name: &'static str,
    /// Bytes decoded so far.
    place: u64,
    ended: bool,
    failed: Option<Fault>,
    /// Text decoded but not yet handed over, and where it begins.
    text: Vec<u8>,
    handed: usize,
}

impl<R: BufRead> Decoded<R> {
    fn decode(&mut self) -> io::Result<()> {
        let bytes = self.bytes.fill_buf()?;
        let last = bytes.is_empty();
        self.text.resize(2 * BLOCK, 0);
        let (result, read, written) =
            self.decoder
                .decode_to_utf8_without_replacement(bytes, &mut self.text, last);
        self.text.truncate(written);
        self.handed = 0;
        self.bytes.consume(read);
        self.place += read as u64;
        match result {
            DecoderResult::InputEmpty => self.ended = last,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                let place = self.place.saturating_sub(u64::from(bad) + u64::from(after));
                let message = format!("not {} (byte {place})", self.name);
                // After the text before it.
                self.failed = Some(Fault::new(Code::Encoding, message));
            }
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.handed == self.text.len() && !self.ended {
            if let Some(fault) = self.failed.take() {
                return Err(io::Error::other(fault));
            }
            self.decode()?;
        }
        let ready = &self.text[self.handed..];
        let n = ready.len().min(buffer.len());
        buffer[..n].copy_from_slice(&ready[..n]);
        self.handed += n;
        Ok(n)
    }
}

//! Bytes of a file as text: decompressed, decoded, hashed on the way.
use crate::Encoding;
use mercatoria_core::{Code, Fault};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// A file that was read, for the provenance of results.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Path, as given.
    pub path: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The text of a file, and the hash of its bytes.
pub(crate) fn read(path: &Path, encoding: Encoding) -> Result<(Vec<u8>, InputFile), Fault> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| {
        let code = match error.kind() {
            io::ErrorKind::NotFound => Code::FileMissing,
            _ => Code::FileUnreadable,
        };
        Fault::new(code, error.to_string()).file(&name)
    };
    let mut file = File::open(path).map_err(unreadable)?;
    if file.metadata().map_err(unreadable)?.is_dir() {
        return Err(Fault::new(Code::FileUnreadable, "this is a folder").file(&name));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(unreadable)?;
    let sha256 = hexadecimal(&Sha256::digest(&bytes));
    let text = text(bytes, encoding).map_err(|fault| fault.file(&name))?;
    Ok((text, InputFile { path: name, sha256 }))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes of a file as text.
pub(crate) fn text(bytes: Vec<u8>, encoding: Encoding) -> Result<Vec<u8>, Fault> {
    let mut bytes = decompress(bytes)?;
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Fault::new(
            Code::Encoding,
            "the file begins with the mark of UTF-16; save it as UTF-8",
        ));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
        return Ok(bytes);
    }
    let decoder = match encoding {
        Encoding::Utf8 => return Ok(bytes),
        Encoding::Latin1 => encoding_rs::WINDOWS_1252,
        Encoding::Gb18030 => encoding_rs::GB18030,
    };
    match decoder.decode_without_bom_handling_and_without_replacement(&bytes) {
        Some(text) => Ok(text.into_owned().into_bytes()),
        None => Err(Fault::new(
            Code::Encoding,
            format!("bytes that are no {}", decoder.name()),
        )),
    }
}

fn decompress(bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    let result = if bytes.starts_with(&[0x1F, 0x8B]) {
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut out)
    } else if bytes.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        ruzstd::decoding::StreamingDecoder::new(BufReader::new(&bytes[..]))
            .map_err(io::Error::other)
            .and_then(|mut decoder| decoder.read_to_end(&mut out))
    } else {
        return Ok(bytes);
    };
    match result {
        Ok(_) => Ok(out),
        Err(error) => Err(Fault::new(
            Code::Truncated,
            format!("after {} bytes of text: {error}", out.len()),
        )),
    }
}

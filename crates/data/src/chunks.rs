//! A text cut into chunks at the ends of records, so that each can be read on its own.
//!
//! Where a chunk ends is decided in order, with quotes taken into account, by the rules of [`Record`]; what a chunk holds
//! depends on the text and the chunk's size, never on who reads it when.
use crate::Options;
use crate::record::{Closing, FIELD_LIMIT, Record, closing};
use crate::stream::{Hashes, Stream};
use mercatoria_core::{Code, Fault};

/// Zero bytes after the text of a chunk: reading eight bytes at once stays inside.
pub(crate) const PADDING: usize = 8;
/// Bytes of a chunk where nothing else is asked for.
pub(crate) const CHUNK: usize = 1 << 19;
/// A record longer than this is no record.
const RECORD_LIMIT: usize = 64 * FIELD_LIMIT;

/// Whole records, each with its line end.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    /// Number of chunks before it.
    pub(crate) index: usize,
    /// Bytes of text before it.
    pub(crate) byte: u64,
    buffer: Vec<u8>,
    len: usize,
}

impl Chunk {
    /// The records.
    pub(crate) fn text(&self) -> &[u8] {
        &self.buffer[..self.len]
    }

    /// The records, and [`PADDING`].
    pub(crate) fn padded(&self) -> &[u8] {
        &self.buffer[..self.len + PADDING]
    }
}

/// Cuts a stream.
pub(crate) struct Chunks<'a> {
    stream: Stream<'a>,
    size: usize,
    /// Read, but not handed over.
    carry: Vec<u8>,
    /// Text handed over.
    byte: u64,
    index: usize,
    ended: bool,
    /// Why the stream ended early.
    fault: Option<Box<Fault>>,
    delimiter: u8,
    comment: Option<u8>,
}

impl<'a> Chunks<'a> {
    pub(crate) fn new(stream: Stream<'a>, options: &Options, size: usize) -> Self {
        Self {
            stream,
            size: size.max(1),
            carry: vec![],
            byte: 0,
            index: 0,
            ended: false,
            fault: None,
            delimiter: b',',
            comment: options.comment,
        }
    }

    /// Reads the header into `record`, after blank lines and comments; returns its line and byte.
    pub(crate) fn header(&mut self, options: &Options, record: &mut Record) -> (u64, u64) {
        let mut line = 1;
        loop {
            while !self.ended
                && memchr::memchr(b'\n', &self.carry).is_none()
                && self.carry.len() < RECORD_LIMIT
            {
                self.more();
            }
            let end = memchr::memchr(b'\n', &self.carry).map_or(self.carry.len(), |at| at + 1);
            let first = &self.carry[..end];
            let skipped = matches!(first, b"\n" | b"\r\n") || self.is_comment(first);
            if !skipped || first.is_empty() {
                break;
            }
            self.hand_over(end);
            line += 1;
        }
        self.delimiter = options.delimiter_of(&self.carry);
        while !self.ended && self.whole(&self.carry) == 0 && self.carry.len() < RECORD_LIMIT {
            self.more();
            self.delimiter = options.delimiter_of(&self.carry);
        }
        if self.ended && !self.carry.ends_with(b"\n") && !self.carry.is_empty() {
            self.carry.push(b'\n');
        }
        record.read(&self.carry, self.delimiter);
        let place = (line, self.byte);
        self.hand_over(record.bytes);
        place
    }

    /// The delimiter in use.
    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    fn is_comment(&self, line: &[u8]) -> bool {
        self.comment.is_some_and(|mark| line.first() == Some(&mark))
    }

    fn hand_over(&mut self, bytes: usize) {
        self.carry.drain(..bytes);
        self.byte += bytes as u64;
    }

    /// Reads one more block into the carry.
    fn more(&mut self) {
        let mut carry = std::mem::take(&mut self.carry);
        let len = carry.len();
        carry.resize(len + self.size, 0);
        let read = self.fill(&mut carry[len..]);
        carry.truncate(len + read);
        self.carry = carry;
    }

    fn fill(&mut self, buffer: &mut [u8]) -> usize {
        let (read, fault) = self.stream.fill(buffer);
        self.ended |= read < buffer.len();
        self.fault = fault;
        read
    }

    /// The next chunk, in the buffer of an old one; `None` at the end.
    pub(crate) fn next(&mut self, mut chunk: Chunk) -> Option<Chunk> {
        let mut len = self.carry.len();
        let buffer = &mut chunk.buffer;
        buffer.resize(buffer.len().max(len + self.size + 1 + PADDING), 0);
        buffer[..len].copy_from_slice(&self.carry);
        self.carry.clear();
        let mut wanted = len + self.size;
        let end = loop {
            if !self.ended {
                buffer.resize(buffer.len().max(wanted + 1 + PADDING), 0);
                len += self.fill(&mut buffer[len..wanted]);
            }
            if self.ended && self.fault.is_none() {
                // The last line may lack its end.
                if len > 0 && buffer[len - 1] != b'\n' {
                    buffer[len] = b'\n';
                    len += 1;
                }
                break len;
            }
            let end = self.whole(&buffer[..len]);
            if end > 0 || self.ended {
                break end;
            }
            if len >= RECORD_LIMIT {
                let message = format!(
                    "no end of the record within {} MB (byte {})",
                    RECORD_LIMIT >> 20,
                    self.byte
                );
                self.fault = Some(Box::new(Fault::new(Code::FieldTooLong, message)));
                self.ended = true;
                break 0;
            }
            wanted = len + self.size.max(len);
        };
        if !self.ended {
            self.carry.extend_from_slice(&buffer[end..len]);
        }
        buffer[end..end + PADDING].fill(0);
        chunk.len = end;
        chunk.index = self.index;
        chunk.byte = self.byte;
        self.index += 1;
        self.byte += end as u64;
        (end > 0).then_some(chunk)
    }

    /// Where the last whole record of the text ends.
    fn whole(&self, text: &[u8]) -> usize {
        if memchr::memchr(b'"', text).is_none() {
            return memchr::memrchr(b'\n', text).map_or(0, |at| at + 1);
        }
        let mut end = 0;
        while let Some(bytes) = self.record(&text[end..]) {
            end += bytes;
        }
        end
    }

    /// Length of the record at the beginning of the text; `None` where its end is not yet in sight.
    fn record(&self, text: &[u8]) -> Option<usize> {
        let line = |text: &[u8]| memchr::memchr(b'\n', text).map(|at| at + 1);
        if self.is_comment(text) {
            return line(text);
        }
        let mut at = 0;
        loop {
            if text.get(at) == Some(&b'"') {
                match closing(text, at + 1) {
                    Closing::At(close) => at = close + 1,
                    Closing::Never => return line(text),
                    Closing::NotYet if self.ended => return line(text),
                    Closing::NotYet => return None,
                }
            }
            let stop = memchr::memchr2(self.delimiter, b'\n', text.get(at..)?)?;
            at += stop + 1;
            if text[at - 1] == b'\n' {
                return Some(at);
            }
        }
    }

    /// After the last chunk: the hashes of the bytes, and why the text ended early.
    pub(crate) fn finish(self) -> (Hashes, Option<Box<Fault>>) {
        match (self.fault, self.stream.finish()) {
            (Some(fault), _) | (None, Err(fault)) => (Hashes::default(), Some(fault)),
            (None, Ok(hash)) => (hash, None),
        }
    }
}

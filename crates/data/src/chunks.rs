//! A text cut into chunks at the ends of records, so that each can be read on its own.
//!
//! Where a chunk ends is decided in order, with quotes taken into account, by the rules of [`Record`]; what a chunk holds
//! depends on the text and the chunk's size, never on who reads it when.
use crate::Options;
use crate::record::{FIELD_LIMIT, Record};
use crate::stream::Stream;
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
            while !self.ended && memchr::memchr(b'\n', &self.carry).is_none() && self.carry.len() < RECORD_LIMIT {
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
        while !self.ended && self.ends(&self.carry).0 == 0 && self.carry.len() < RECORD_LIMIT {
            self.more();
            self.delimiter = options.delimiter_of(&self.carry);
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
        match self.stream.fill(buffer) {
            Ok(read) => {
                self.ended |= read < buffer.len();
                read
            }
            Err(fault) => {
                self.fault = Some(fault);
                self.ended = true;
                0
            }
        }
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
            let (end, _) = self.ends(&buffer[..len]);
            if end > 0 || self.ended {
                break end;
            }
            if len >= RECORD_LIMIT {
                let message = format!("no end of the record within {} MB (byte {})", RECORD_LIMIT >> 20, self.byte);
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

    /// Where the last whole record of the text ends, and how many records there are if that was counted.
    fn ends(&self, text: &[u8]) -> (usize, usize) {
        if memchr::memchr(b'"', text).is_none() {
            return (memchr::memrchr(b'\n', text).map_or(0, |at| at + 1), 0);
        }
        let (mut end, mut records) = (0, 0);
        while let Some(bytes) = self.record(&text[end..]) {
            end += bytes;
            records += 1;
        }
        (end, records)
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

    /// After the last chunk: the hash of the bytes, and why the text ended early.
    pub(crate) fn finish(self) -> (Option<String>, Option<Box<Fault>>) {
        match (self.fault, self.stream.finish()) {
            (Some(fault), _) | (None, Err(fault)) => (None, Some(fault)),
            (None, Ok(hash)) => (Some(hash), None),
        }
    }
}

/// What becomes of a quotation mark that was opened.
pub(crate) enum Closing {
    /// Closed here.
    At(usize),
    /// Not within the limit of a field.
    Never,
    /// Not before the end of the text.
    NotYet,
}

/// Where the quoted text that begins at `from` ends.
pub(crate) fn closing(text: &[u8], from: usize) -> Closing {
    let mut at = from;
    loop {
        let Some(found) = text.get(at..).and_then(|rest| memchr::memchr(b'"', rest)) else {
            let beyond = text.len().saturating_sub(from) > FIELD_LIMIT;
            return if beyond { Closing::Never } else { Closing::NotYet };
        };
        at += found;
        if at - from > FIELD_LIMIT {
            return Closing::Never;
        }
        if text.get(at + 1) != Some(&b'"') {
            // A text that ends here may go on with the second of two marks.
            return if at + 1 == text.len() { Closing::NotYet } else { Closing::At(at) };
        }
        at += 2;
    }
}

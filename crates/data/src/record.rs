//! One record of a delimited text: RFC 4180, strictly, with the place of everything that is wrong.
//!
//! `record = field *( delimiter field ) ( LF | CRLF | end )`; a field that begins with a quotation mark ends with one, and
//! two inside stand for one. A quotation mark inside an unquoted field is a character like any other.

/// A field longer than this is a quotation mark that was never closed, or no table.
pub(crate) const FIELD_LIMIT: usize = 1 << 20;

/// What is wrong with a record, and at which byte of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Text between a closing quotation mark and the next delimiter.
    AfterQuote(usize),
    /// Opened here, never closed.
    Unclosed(usize),
    /// Field that begins here is longer than the limit.
    TooLong(usize),
    /// NUL byte.
    Nul(usize),
    /// Carriage return that ends no line, outside quotes.
    CarriageReturn(usize),
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
            return if beyond {
                Closing::Never
            } else {
                Closing::NotYet
            };
        };
        at += found;
        if at - from > FIELD_LIMIT {
            return Closing::Never;
        }
        if text.get(at + 1) != Some(&b'"') {
            // A text that ends here may go on with the second of two marks.
            return if at + 1 == text.len() {
                Closing::NotYet
            } else {
                Closing::At(at)
            };
        }
        at += 2;
    }
}

/// The fields of one record; reused from record to record.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// Text of all fields, quotes resolved.
    text: Vec<u8>,
    /// End of each field in `text`, and where it began in the record.
    fields: Vec<(usize, usize)>,
    /// The first thing that is wrong.
    pub(crate) problem: Option<Problem>,
    /// Bytes of the record with its line end.
    pub(crate) bytes: usize,
    /// Line ends in the record, its own included.
    pub(crate) lines: u64,
    /// Nothing but a line end?
    pub(crate) blank: bool,
}

impl Record {
    /// Number of fields.
    pub(crate) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Text of a field; empty beyond the last one.
    pub(crate) fn field(&self, i: usize) -> &[u8] {
        let start = i
            .checked_sub(1)
            .and_then(|before| self.fields.get(before))
            .map_or(0, |f| f.0);
        self.fields
            .get(i)
            .and_then(|f| self.text.get(start..f.0))
            .unwrap_or_default()
    }

    /// Where a field began, in bytes from the beginning of the record.
    pub(crate) fn offset(&self, i: usize) -> usize {
        self.fields.get(i).map_or(0, |f| f.1)
    }

    /// Which field holds this byte of the record.
    pub(crate) fn field_at(&self, byte: usize) -> usize {
        self.fields
            .partition_point(|f| f.1 <= byte)
            .saturating_sub(1)
    }

    /// Reads the record at the beginning of `input`, which holds all of it, with its line end.
    pub(crate) fn read(&mut self, input: &[u8], delimiter: u8) {
        self.split(input, delimiter, true);
        if let Some(Problem::Unclosed(at)) = self.problem {
            // Whatever was opened there: the next line is read on its own.
            self.split(input, delimiter, false);
            self.problem = Some(Problem::Unclosed(at));
        }
    }

    fn split(&mut self, input: &[u8], delimiter: u8, quotes: bool) {
        self.text.clear();
        self.fields.clear();
        self.problem = None;
        let mut at = 0;
        loop {
            let start = at;
            let before = self.text.len();
            if quotes && input.get(at) == Some(&b'"') {
                at = self.quoted(input, at + 1);
            }
            let rest = at;
            while let Some(&byte) = input.get(at)
                && byte != delimiter
                && byte != b'\n'
            {
                at += 1;
            }
            let last = input.get(at) != Some(&delimiter);
            let mut tail = input.get(rest..at).unwrap_or_default();
            if last && tail.last() == Some(&b'\r') {
                tail = &tail[..tail.len() - 1];
            }
            if rest > start && !tail.is_empty() {
                self.note(Problem::AfterQuote(rest));
            }
            if let Some(cr) = memchr::memchr(b'\r', tail) {
                self.note(Problem::CarriageReturn(rest + cr));
            }
            if self.text.len() - before + tail.len() > FIELD_LIMIT {
                self.note(Problem::TooLong(start));
                self.text.truncate(before);
            } else {
                self.text.extend_from_slice(tail);
            }
            self.fields.push((self.text.len(), start));
            at += 1;
            if last {
                self.blank = self.fields.len() == 1
                    && rest == start
                    && self.text.is_empty()
                    && at <= start + 2;
                break;
            }
        }
        self.bytes = at.min(input.len());
        let record = input.get(..self.bytes).unwrap_or_default();
        self.lines = memchr::memchr_iter(b'\n', record).count() as u64;
        if let Some(nul) = memchr::memchr(0, record) {
            self.problem = Some(Problem::Nul(nul));
        }
    }

    /// Copies the text inside quotes; returns the place after the closing mark.
    fn quoted(&mut self, input: &[u8], from: usize) -> usize {
        let Closing::At(close) = closing(input, from) else {
            self.note(Problem::Unclosed(from - 1));
            return input.len();
        };
        let mut rest = &input[from..close];
        while let Some(at) = memchr::memchr(b'"', rest) {
            self.text.extend_from_slice(&rest[..=at]);
            rest = &rest[at + 2..];
        }
        self.text.extend_from_slice(rest);
        close + 1
    }

    fn note(&mut self, problem: Problem) {
        self.problem = self.problem.or(Some(problem));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(input: &str) -> (Vec<String>, Option<Problem>, usize, u64) {
        let mut record = Record::default();
        record.read(input.as_bytes(), b',');
        let texts =
            (0..record.len()).map(|i| String::from_utf8_lossy(record.field(i)).into_owned());
        (texts.collect(), record.problem, record.bytes, record.lines)
    }

    #[test]
    fn fields_lines_and_quotes() {
        let texts = |list: &[&str]| list.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        assert_eq!(fields("a,b\nc"), (texts(&["a", "b"]), None, 4, 1));
        assert_eq!(fields("a,b\r\nc"), (texts(&["a", "b"]), None, 5, 1));
        assert_eq!(fields("a,\n"), (texts(&["a", ""]), None, 3, 1));
        assert_eq!(
            fields("\"a,\"\"\n\",b\n"),
            (texts(&["a,\"\n", "b"]), None, 10, 2)
        );
        assert_eq!(
            fields("5\" pipe,1\n"),
            (texts(&["5\" pipe", "1"]), None, 10, 1)
        );
    }

    #[test]
    fn problems_have_a_place() {
        assert_eq!(fields("a,\"b\"c,d\n").1, Some(Problem::AfterQuote(5)));
        assert_eq!(fields("a,\"b\nc,d\n").1, Some(Problem::Unclosed(2)));
        assert_eq!(fields("a,\"b\nc,d\n").2, 5);
        assert_eq!(fields("a\0,b\n").1, Some(Problem::Nul(1)));
        assert_eq!(fields("a\rb,c\n").1, Some(Problem::CarriageReturn(1)));
    }

    #[test]
    fn a_record_may_be_blank() {
        let mut record = Record::default();
        for (input, blank) in [
            ("\n", true),
            ("\r\n", true),
            ("", true),
            ("\"\"\n", false),
            (",\n", false),
        ] {
            record.read(input.as_bytes(), b',');
            assert_eq!(record.blank, blank, "{input:?}");
        }
    }
}

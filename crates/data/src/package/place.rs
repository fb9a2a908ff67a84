//! Where the values of a JSON text stand: line and column of every JSON pointer, and properties that are given twice.
use mercatoria_core::dataset::pointer_step;
use mercatoria_core::{Code, Fault};
use std::collections::HashMap;

/// Line and column, both from 1; columns are counted in characters.
pub(super) type Place = (u64, u64);

/// The places of a JSON text.
#[derive(Debug, Default)]
pub struct Places {
    places: HashMap<String, Place>,
    twice: Vec<(String, Place)>,
}

impl Places {
    /// Of a text that is valid JSON; of another one, up to where it is.
    ///
    /// ```
    /// use mercatoria_data::package::Places;
    /// let places = Places::of("{\"a\": [1,\n  {\"b\": 2}]}");
    /// assert_eq!(places.find("/a/1/b"), Some((2, 4)));
    /// assert_eq!(places.find("/a/1/c"), Some((2, 3)));
    /// ```
    pub fn of(text: &str) -> Self {
        let mut places = Self::default();
        let mut scanner = Scanner {
            rest: text.char_indices().peekable(),
            place: (1, 1),
            text,
        };
        scanner.value(&mut String::new(), None, &mut places, 0);
        places
    }

    /// The place of a pointer: of the property's name where it has one, else of the value, else of what contains it.
    pub fn find(&self, pointer: &str) -> Option<(u64, u64)> {
        let mut at = pointer;
        loop {
            if let Some(place) = self.places.get(at) {
                return Some(*place);
            }
            at = &at[..at.rfind('/')?];
        }
    }

    /// Completes a fault that has a pointer into this text with file, line and column.
    pub fn locate(&self, fault: Fault, file: &str) -> Fault {
        if fault.row.is_some() {
            return match fault.file {
                Some(_) => fault,
                None => fault.file(file),
            };
        }
        let place = fault
            .pointer
            .as_deref()
            .and_then(|pointer| self.find(pointer));
        match place {
            Some((row, column)) => fault.at(file, row).column(column),
            None => fault.file(file),
        }
    }

    /// Properties that are given twice: a parser keeps only the last.
    pub fn duplicates(&self) -> impl Iterator<Item = Fault> + '_ {
        self.twice.iter().map(|(pointer, (row, column))| {
            let mut fault = Fault::new(
                Code::JsonDuplicate,
                "the property is given twice in one object",
            )
            .pointer(pointer)
            .column(*column);
            fault.row = Some(*row);
            fault
        })
    }
}

struct Scanner<'a> {
    rest: std::iter::Peekable<std::str::CharIndices<'a>>,
    place: Place,
    text: &'a str,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<char> {
        let (_, c) = self.rest.next()?;
        self.place = match c {
            '\n' => (self.place.0 + 1, 1),
            _ => (self.place.0, self.place.1 + 1),
        };
        Some(c)
    }

    fn peek(&mut self) -> Option<char> {
        while let Some((_, c)) = self.rest.peek().copied() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{feff}') {
                return Some(c);
            }
            self.next();
        }
        None
    }

    fn offset(&mut self) -> usize {
        self.rest.peek().map_or(self.text.len(), |(at, _)| *at)
    }

    /// A text with its quotation marks.
    fn string(&mut self) -> Option<String> {
        let start = self.offset();
        self.next();
        loop {
            match self.next()? {
                '\\' => {
                    self.next()?;
                }
                '"' => break,
                _ => {}
            }
        }
        let end = self.offset();
        serde_json::from_str(&self.text[start..end]).ok()
    }

    /// Reads a value at `pointer`; `None` where the text is not JSON.
    fn value(
        &mut self,
        pointer: &mut String,
        name: Option<Place>,
        places: &mut Places,
        depth: usize,
    ) -> Option<()> {
        let first = self.peek()?;
        if depth > 130 {
            return None;
        }
        let place = name.unwrap_or(self.place);
        if places.places.insert(pointer.clone(), place).is_some() {
            places.twice.push((pointer.clone(), place));
        }
        let length = pointer.len();
        match first {
            '{' => {
                self.next();
                while self.peek()? != '}' {
                    let place = self.place;
                    let name = self.string()?;
                    if self.peek()? != ':' {
                        return None;
                    }
                    self.next();
                    pointer.push('/');
                    pointer.push_str(&pointer_step(&name));
                    self.value(pointer, Some(place), places, depth + 1)?;
                    pointer.truncate(length);
                    if self.peek()? == ',' {
                        self.next();
                    }
                }
                self.next();
            }
            '[' => {
                self.next();
                let mut item = 0;
                while self.peek()? != ']' {
                    pointer.push_str(&format!("/{item}"));
                    self.value(pointer, None, places, depth + 1)?;
                    pointer.truncate(length);
                    item += 1;
                    if self.peek()? == ',' {
                        self.next();
                    }
                }
                self.next();
            }
            '"' => {
                self.string()?;
            }
            _ => {
                let mut any = false;
                while let Some((_, c)) = self.rest.peek()
                    && !matches!(c, ',' | ']' | '}' | ' ' | '\t' | '\n' | '\r')
                {
                    any = true;
                    self.next();
                }
                return any.then_some(());
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_duplicates() {
        let text = "{\n  \"a\": 1,\n  \"辽宁\": {\"x/y\": []}, \"a\": {\"~\": null}\n}";
        let places = Places::of(text);
        assert_eq!(places.find(""), Some((1, 1)));
        assert_eq!(places.find("/辽宁/x~1y"), Some((3, 10)));
        assert_eq!(places.find("/a/~0"), Some((3, 28)));
        let twice: Vec<_> = places.duplicates().collect();
        assert_eq!(twice.len(), 1);
        assert_eq!((twice[0].row, twice[0].column), (Some(3), Some(22)));
    }

    #[test]
    fn broken_texts_end_the_scan() {
        for text in [
            "",
            "{",
            "{\"a\"",
            "{\"a\":",
            "[1,",
            "[[[[",
            "\"\\",
            "{]",
            "[}",
            "nonsense}",
            "{\"a\" 1}",
        ] {
            Places::of(text);
        }
        Places::of(&"[".repeat(100_000));
    }
}

//! Texts of a column as codes, in the order of their first appearance.
//!
//! Texts of up to eight bytes are looked up as one word; nearly all codes of countries, products and periods are.

/// A text that fits a word, and its code.
#[derive(Debug, Clone, Copy)]
struct Slot {
    word: u64,
    code: u32,
}

const FREE: u32 = u32::MAX;
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// Texts and codes of one column, as one worker has met them.
#[derive(Debug, Clone)]
pub(crate) struct Dictionary {
    texts: Vec<Box<str>>,
    /// Open addressing by word, for texts of up to eight bytes.
    short: Vec<Slot>,
    shorts: usize,
    /// Open addressing by hash, for longer texts.
    long: Vec<u32>,
    longs: usize,
    /// The same texts with bytes that no unquoted field has: met only by the careful path.
    quoted: std::collections::HashMap<Box<str>, u32>,
    last: Slot,
}

impl Dictionary {
    pub(crate) fn new() -> Self {
        Self {
            texts: vec![],
            short: vec![
                Slot {
                    word: 0,
                    code: FREE
                };
                64
            ],
            shorts: 0,
            long: vec![FREE; 64],
            longs: 0,
            quoted: Default::default(),
            last: Slot {
                word: 0,
                code: FREE,
            },
        }
    }

    /// Distinct texts that are coded already.
    pub(crate) fn of(texts: Vec<Box<str>>) -> Self {
        Self {
            texts,
            ..Self::new()
        }
    }

    /// Number of texts.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// Texts, by code.
    pub(crate) fn texts(&self) -> &[Box<str>] {
        &self.texts
    }

    /// The code of an unquoted field whose bytes, zeros after them, are the word. `None` if the field is not plain text.
    #[inline(always)]
    pub(crate) fn of_word(&mut self, word: u64) -> Option<u32> {
        // Tables are mostly sorted by some of their columns.
        if self.last.word == word && self.last.code != FREE {
            return Some(self.last.code);
        }
        let mask = self.short.len() - 1;
        let mut at = slot_of(word, self.short.len());
        loop {
            let slot = self.short[at & mask];
            if slot.word == word && slot.code != FREE {
                self.last = slot;
                return Some(slot.code);
            }
            if slot.code == FREE {
                return self.new_word(word);
            }
            at += 1;
        }
    }

    #[cold]
    fn new_word(&mut self, word: u64) -> Option<u32> {
        let bytes = word.to_le_bytes();
        let len = 8 - word.leading_zeros() as usize / 8;
        let text = plain(&bytes[..len])?;
        let code = self.add(text);
        self.shorts += 1;
        if self.shorts * 2 > self.short.len() {
            let old = std::mem::take(&mut self.short);
            self.short = vec![
                Slot {
                    word: 0,
                    code: FREE
                };
                old.len() * 2
            ];
            old.into_iter()
                .filter(|slot| slot.code != FREE)
                .for_each(|slot| self.place(slot));
        }
        self.place(Slot { word, code });
        Some(code)
    }

    fn place(&mut self, slot: Slot) {
        let mask = self.short.len() - 1;
        let mut at = slot_of(slot.word, self.short.len()) & mask;
        while self.short[at].code != FREE {
            at = (at + 1) & mask;
        }
        self.short[at] = slot;
    }

    /// The code of an unquoted field. `None` if the field is not plain text.
    #[inline]
    pub(crate) fn of_field(&mut self, field: &[u8]) -> Option<u32> {
        if field.len() <= 8 {
            let mut bytes = [0; 8];
            bytes[..field.len()].copy_from_slice(field);
            return self.of_word(u64::from_le_bytes(bytes));
        }
        let mask = self.long.len() - 1;
        let mut at = slot_of(hash(field), self.long.len());
        loop {
            match self.long[at & mask] {
                FREE => return self.new_long(field),
                code if self.texts[code as usize].as_bytes() == field => return Some(code),
                _ => at += 1,
            }
        }
    }

    #[cold]
    fn new_long(&mut self, field: &[u8]) -> Option<u32> {
        let code = self.add(plain(field)?);
        self.longs += 1;
        if self.longs * 2 > self.long.len() {
            let old = std::mem::take(&mut self.long);
            self.long = vec![FREE; old.len() * 4];
            old.into_iter()
                .filter(|code| *code != FREE)
                .for_each(|code| self.place_long(code));
        }
        self.place_long(code);
        Some(code)
    }

    fn place_long(&mut self, code: u32) {
        let mask = self.long.len() - 1;
        let mut at = slot_of(hash(self.texts[code as usize].as_bytes()), self.long.len()) & mask;
        while self.long[at] != FREE {
            at = (at + 1) & mask;
        }
        self.long[at] = code;
    }

    /// The code of any text.
    pub(crate) fn of_text(&mut self, text: &str) -> u32 {
        if let Some(code) = self.of_field_if_plain(text) {
            return code;
        }
        if let Some(code) = self.quoted.get(text) {
            return *code;
        }
        let code = self.add(text);
        self.quoted.insert(text.into(), code);
        code
    }

    fn of_field_if_plain(&mut self, text: &str) -> Option<u32> {
        plain(text.as_bytes())?;
        self.of_field(text.as_bytes())
    }

    fn add(&mut self, text: &str) -> u32 {
        self.texts.push(text.into());
        (self.texts.len() - 1) as u32
    }
}

/// The text of a field that needs no second look: nothing that quotes, ends lines or ends strings.
fn plain(field: &[u8]) -> Option<&str> {
    let odd = field
        .iter()
        .any(|byte| matches!(byte, b'"' | b'\n' | b'\r' | 0));
    if odd {
        None
    } else {
        std::str::from_utf8(field).ok()
    }
}

#[inline(always)]
fn slot_of(word: u64, slots: usize) -> usize {
    (word.wrapping_mul(GOLDEN) >> (64 - slots.trailing_zeros())) as usize
}

fn hash(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    words
        .iter()
        .chain([&last])
        .fold(bytes.len() as u64, |h, word| {
            (h.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(GOLDEN)
        })
}

/// All texts of several dictionaries, sorted by bytes, and for each dictionary the code of each of its codes.
pub(crate) fn merge<'t>(parts: &[&'t [Box<str>]]) -> (Vec<Box<str>>, Vec<Vec<u32>>) {
    let mut all: Vec<&'t str> = parts
        .iter()
        .flat_map(|texts| texts.iter().map(|text| &**text))
        .collect();
    all.sort_unstable();
    all.dedup();
    // Texts are distinct within a part: its sorted texts are met in the order of all.
    let codes = parts.iter().map(|texts| {
        let mut order: Vec<u32> = (0..texts.len() as u32).collect();
        order.sort_unstable_by_key(|i| &texts[*i as usize]);
        let mut codes = vec![0; texts.len()];
        let mut code = 0;
        for i in order {
            while all[code] != &*texts[i as usize] {
                code += 1;
            }
            codes[i as usize] = code as u32;
        }
        codes
    });
    let codes = codes.collect();
    (all.into_iter().map(Into::into).collect(), codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fields_and_texts_agree() {
        let mut dictionary = Dictionary::new();
        let word = u64::from_le_bytes(*b"USA\0\0\0\0\0");
        assert_eq!(dictionary.of_word(word), Some(0));
        assert_eq!(dictionary.of_field(b"USA"), Some(0));
        assert_eq!(dictionary.of_text("USA"), 0);
        assert_eq!(dictionary.of_word(0), Some(1));
        assert_eq!(dictionary.of_text(""), 1);
        assert_eq!(dictionary.of_field(b"a longer name"), Some(2));
        assert_eq!(dictionary.of_text("a longer name"), 2);
    }

    #[test]
    fn odd_texts_are_met_by_the_careful_path_only() {
        let mut dictionary = Dictionary::new();
        assert_eq!(dictionary.of_text("a\nb"), 0);
        assert_eq!(dictionary.of_field(b"a\nb"), None);
        assert_eq!(dictionary.of_text("a\nb"), 0);
        assert_eq!(dictionary.of_field(b"\xFF"), None);
        assert_eq!(
            dictionary.of_word(u64::from_le_bytes(*b"A\0B\0\0\0\0\0")),
            None
        );
    }

    #[test]
    fn thousands_of_texts_keep_their_codes() {
        let mut dictionary = Dictionary::new();
        let texts: Vec<String> = (0..5000)
            .flat_map(|i| [i.to_string(), format!("number {i}")])
            .collect();
        for _ in 0..2 {
            for (code, text) in texts.iter().enumerate() {
                assert_eq!(dictionary.of_field(text.as_bytes()), Some(code as u32));
            }
        }
    }

    #[test]
    fn merged_codes_are_those_of_the_sorted_texts() {
        let parts: [Vec<Box<str>>; 2] =
            [vec!["b".into(), "a".into()], vec!["c".into(), "b".into()]];
        let (all, codes) = merge(&[&parts[0], &parts[1]]);
        assert_eq!(all, ["a".into(), "b".into(), "c".into()] as [Box<str>; 3]);
        assert_eq!(codes, [[1, 0], [2, 1]]);
    }
}

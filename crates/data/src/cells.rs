//! Amounts added up by the codes of some columns, as one worker meets them.
//!
//! A cell holds `2·sum + 1`, in units of the last decimal of its measure; 0 is a cell that no row has. Sums are whole
//! numbers and so the same in whatever order rows come.

use crate::number::POWERS;

/// At most so many bits of codes are laid out as an array, which is touched only where there are rows.
const DENSE_BITS: u32 = 24;
/// A code of all columns together is a word with one bit to spare.
const KEY_BITS: u32 = 63;
const FREE: u64 = u64::MAX;
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// One more decimal than the powers of a word reach is left to 128 bits.
pub(crate) fn power(up: u32) -> Option<i128> {
    match POWERS.get(up as usize) {
        Some(power) => Some(i128::from(*power)),
        None => 10i128.checked_pow(up),
    }
}

/// Amounts by place: words, until one of them is too large.
#[derive(Debug, Clone, Default)]
struct Amounts {
    narrow: Vec<i64>,
    wide: Option<Vec<i128>>,
}

impl Amounts {
    fn zeros(places: usize, wide: bool) -> Self {
        if wide {
            Self {
                narrow: vec![],
                wide: Some(vec![0; places]),
            }
        } else {
            Self {
                narrow: vec![0; places],
                wide: None,
            }
        }
    }

    fn widen(&mut self) -> &mut Vec<i128> {
        let narrow = &mut self.narrow;
        self.wide
            .get_or_insert_with(|| std::mem::take(narrow).into_iter().map(i128::from).collect())
    }

    fn put(&mut self, place: usize, doubled: i128) {
        match &mut self.wide {
            Some(wide) => wide[place] = doubled,
            None => self.narrow[place] = doubled as i64,
        }
    }
}

/// Where the amounts of a combination of codes stand.
#[derive(Debug, Clone)]
enum Places {
    /// At the codes themselves.
    Dense,
    /// By open addressing: the codes at each place.
    Hashed { keys: Vec<u64>, used: usize },
}

/// Sums by the codes of some columns.
#[derive(Debug, Clone)]
pub(crate) struct Cells {
    /// Columns of labels, and the place of their codes in a key; the last one in the lowest bits.
    columns: Vec<(usize, u32)>,
    /// Bits of the codes of each.
    bits: Vec<u32>,
    places: Places,
    amounts: Amounts,
}

/// Sums or codes beyond what can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Overflow;

impl Cells {
    pub(crate) fn new(columns: &[usize]) -> Self {
        let mut cells = Self {
            columns: columns.iter().map(|column| (*column, 0)).collect(),
            bits: vec![0; columns.len()],
            places: Places::Dense,
            amounts: Amounts::default(),
        };
        cells.lay_out(vec![0; columns.len()]).unwrap_or_default();
        cells
    }

    /// No amounts yet, with room for the same codes.
    pub(crate) fn like(&self, columns: &[usize]) -> Self {
        let mut cells = Self::new(columns);
        // The same bits were laid out before.
        cells.lay_out(self.bits.clone()).unwrap_or_default();
        cells
    }

    #[inline(always)]
    fn key(&self, codes: &[u32]) -> u64 {
        self.columns.iter().fold(0, |key, (column, shift)| {
            key | u64::from(codes[*column]) << shift
        })
    }

    /// Makes room for codes below `texts` in a column of labels.
    pub(crate) fn grow(&mut self, column: usize, texts: usize) -> Result<(), Overflow> {
        let Some(i) = self.columns.iter().position(|c| c.0 == column) else {
            return Ok(());
        };
        let needed = texts.next_power_of_two().trailing_zeros();
        if needed <= self.bits[i] {
            return Ok(());
        }
        let mut bits = self.bits.clone();
        bits[i] = needed;
        self.lay_out(bits)
    }

    fn lay_out(&mut self, bits: Vec<u32>) -> Result<(), Overflow> {
        let total: u32 = bits.iter().sum();
        if total > KEY_BITS {
            return Err(Overflow);
        }
        let wide = self.amounts.wide.is_some();
        let mut shift = total;
        let columns = self.columns.iter().zip(&bits).map(|((column, _), bits)| {
            shift -= bits;
            (*column, shift)
        });
        let columns = columns.collect();
        let (places, amounts) = if total <= DENSE_BITS {
            (Places::Dense, Amounts::zeros(1 << total, wide))
        } else {
            let slots = (2 * self.count()).next_power_of_two().max(1 << 12);
            (
                Places::Hashed {
                    keys: vec![FREE; slots],
                    used: 0,
                },
                Amounts::zeros(slots, wide),
            )
        };
        let mut next = Self {
            columns,
            bits,
            places,
            amounts,
        };
        let mut codes = vec![0; self.columns.iter().map(|c| c.0 + 1).max().unwrap_or(0)];
        self.each(|own, doubled| {
            for (code, (column, _)) in own.iter().zip(&self.columns) {
                codes[*column] = *code;
            }
            let place = next.place(&codes);
            next.amounts.put(place, doubled);
        });
        *self = next;
        Ok(())
    }

    /// Number of cells that have rows.
    fn count(&self) -> usize {
        let mut count = 0;
        self.each(|_, _| count += 1);
        count
    }

    /// The place of these codes, made if need be.
    #[inline(always)]
    fn place(&mut self, codes: &[u32]) -> usize {
        let key = self.key(codes);
        match &mut self.places {
            Places::Dense => key as usize,
            Places::Hashed { keys, used } => {
                let mask = keys.len() - 1;
                let mut at =
                    (key.wrapping_mul(GOLDEN) >> (64 - keys.len().trailing_zeros())) as usize;
                loop {
                    match keys[at & mask] {
                        found if found == key => return at & mask,
                        FREE => break,
                        _ => at += 1,
                    }
                }
                if *used * 4 >= keys.len() * 3 {
                    return self.place_in_larger(codes);
                }
                *used += 1;
                keys[at & mask] = key;
                at & mask
            }
        }
    }

    #[cold]
    fn place_in_larger(&mut self, codes: &[u32]) -> usize {
        // The same bits never overflow.
        let _ = self.lay_out(self.bits.clone());
        self.place(codes)
    }

    /// Adds an amount of the measure's units. The caller has made room for the codes.
    #[inline(always)]
    pub(crate) fn add(&mut self, codes: &[u32], units: i64) -> Result<(), Overflow> {
        let place = self.place(codes);
        if self.amounts.wide.is_none()
            && let Some(doubled) = units.checked_mul(2)
            && let Some(sum) = (self.amounts.narrow[place] | 1).checked_add(doubled)
        {
            self.amounts.narrow[place] = sum;
            return Ok(());
        }
        self.add_wide(place, units.into())
    }

    /// The same for amounts beyond a word.
    pub(crate) fn add_long(&mut self, codes: &[u32], units: i128) -> Result<(), Overflow> {
        let place = self.place(codes);
        self.add_wide(place, units)
    }

    #[cold]
    fn add_wide(&mut self, place: usize, units: i128) -> Result<(), Overflow> {
        let amounts = self.amounts.widen();
        let doubled = units.checked_mul(2).ok_or(Overflow)?;
        amounts[place] = (amounts[place] | 1).checked_add(doubled).ok_or(Overflow)?;
        Ok(())
    }

    /// Goes to units that are `10^up` times smaller.
    pub(crate) fn raise(&mut self, up: u32) -> Result<(), Overflow> {
        let power = power(up).ok_or(Overflow)?;
        let raised = |doubled: i128| match doubled {
            0 => Some(0),
            _ => (doubled - 1).checked_mul(power)?.checked_add(1),
        };
        let narrow = &mut self.amounts.narrow;
        let fits = |a: &i64| raised((*a).into()).is_some_and(|a| i64::try_from(a).is_ok());
        if self.amounts.wide.is_none() && narrow.iter().all(fits) {
            for amount in narrow {
                *amount = raised((*amount).into()).ok_or(Overflow)? as i64;
            }
            return Ok(());
        }
        for amount in self.amounts.widen() {
            *amount = raised(*amount).ok_or(Overflow)?;
        }
        Ok(())
    }

    /// Calls with the codes, in the order of the columns, and `2·sum + 1` of every cell that has rows.
    pub(crate) fn each(&self, call: impl FnMut(&[u32], i128)) {
        match &self.amounts.wide {
            Some(wide) => self.each_of(wide.iter().copied(), call),
            None => self.each_of(self.amounts.narrow.iter().map(|a| i128::from(*a)), call),
        }
    }

    fn each_of(&self, amounts: impl Iterator<Item = i128>, mut call: impl FnMut(&[u32], i128)) {
        let mut codes = vec![0; self.columns.len()];
        for (place, doubled) in amounts.enumerate().filter(|(_, doubled)| *doubled != 0) {
            let key = match &self.places {
                Places::Dense => place as u64,
                Places::Hashed { keys, .. } => keys[place],
            };
            for ((code, (_, shift)), bits) in codes.iter_mut().zip(&self.columns).zip(&self.bits) {
                *code = (key >> shift) as u32 & ((1u64 << bits) - 1) as u32;
            }
            call(&codes, doubled);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Against a map: growing codes from dense to hashed, words to wide, whole units to decimals.
    #[test]
    fn sums_survive_every_change_of_layout() {
        let mut cells = Cells::new(&[2, 0]);
        let mut expected: BTreeMap<Vec<u32>, i128> = BTreeMap::new();
        let mut state = 1u64;
        let mut texts = [1, 1, 1];
        for step in 0..60_000u64 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let top = 1 + (step / 10) as u32;
            let codes = [(state >> 33) as u32 % top, 0, (state >> 40) as u32 % top];
            for column in [0, 2] {
                texts[column] = texts[column].max(codes[column] as usize + 1);
                cells.grow(column, texts[column]).unwrap();
            }
            let units = (state >> 20) as i64 % 1_000_000_000;
            cells.add(&codes, units).unwrap();
            *expected.entry(vec![codes[2], codes[0]]).or_default() += i128::from(units);
            if step == 30_000 || step == 50_000 {
                let up = if step == 30_000 { 3 } else { 12 };
                cells.raise(up).unwrap();
                expected.values_mut().for_each(|sum| *sum *= 10i128.pow(up));
            }
        }
        let mut found = BTreeMap::new();
        cells.each(|codes, doubled| {
            assert!(found.insert(codes.to_vec(), (doubled - 1) / 2).is_none())
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sum_of_zero_is_a_cell_and_an_overflow_is_said() {
        let mut cells = Cells::new(&[0]);
        cells.add(&[0], 0).unwrap();
        let mut found = vec![];
        cells.each(|codes, doubled| found.push((codes.to_vec(), doubled)));
        assert_eq!(found, [(vec![0], 1)]);
        assert_eq!(cells.add_long(&[0], i128::MAX), Err(Overflow));
        assert_eq!(cells.raise(39), Err(Overflow));
    }
}

//! Amounts added up by the codes of some columns, as one worker meets them.
//!
//! The codes of a row make one key. A column that needs one more bit gets it at the top of the key, wherever its others
//! are: keys that were given out stay what they are, and room is made without moving anything.
//!
//! A cell holds `2·sum + 1`, in units of the last decimal of its measure; 0 is a cell that no row has. Sums are whole
//! numbers and so the same in whatever order rows come.

use crate::number::POWERS;
use std::collections::HashMap;

/// Keys of a block of cells, which is there once one of them has a row.
const BLOCK_BITS: u32 = 12;
const BLOCK: usize = 1 << BLOCK_BITS;
/// Keys with more bits are hashed from the beginning.
const DENSE_BITS: u32 = 32;
/// Most cells of all blocks together when `used` of them have rows: hashing takes less room beyond, but more time.
fn most_cells(used: usize) -> usize {
    (4 * used).max((32 * used).min(1 << 24)).max(1 << 22)
}
/// Most amounts that wait.
const WAITING: usize = 256;
/// A key has one bit to spare.
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

/// Sums or codes beyond what can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Overflow;

/// One column of labels.
#[derive(Debug, Clone, Default)]
struct Dimension {
    column: usize,
    /// Which bit of the key each bit of the code is, from the lowest.
    bits: Vec<u32>,
    /// The bits of the key for each code.
    spread: Vec<u64>,
}

impl Dimension {
    fn key(&self, code: u32) -> u64 {
        let bits = self.bits.iter().enumerate();
        bits.fold(0, |key, (i, bit)| key | u64::from(code >> i & 1) << bit)
    }

    fn code(&self, key: u64) -> u32 {
        let bits = self.bits.iter().enumerate();
        bits.fold(0, |code, (i, bit)| code | ((key >> bit & 1) as u32) << i)
    }
}

#[derive(Debug, Clone)]
enum Store {
    /// By key.
    Blocks {
        blocks: Vec<Option<Box<[i64; BLOCK]>>>,
        allocated: usize,
    },
    /// By open addressing.
    Hashed { keys: Vec<u64>, amounts: Vec<i64> },
}

/// Sums by the codes of some columns.
#[derive(Debug, Clone)]
pub(crate) struct Cells {
    dimensions: Vec<Dimension>,
    /// Bits of a key.
    total: u32,
    store: Store,
    /// Cells that have rows.
    used: usize,
    /// Keys and amounts that are not yet added.
    waiting: Vec<(u64, i64)>,
    /// What does not fit a word, to be added to the cell.
    spilt: HashMap<u64, i128>,
}

impl Cells {
    pub(crate) fn new(columns: &[usize]) -> Self {
        let dimension = |column: &usize| Dimension {
            column: *column,
            ..Dimension::default()
        };
        Self {
            dimensions: columns.iter().map(dimension).collect(),
            total: 0,
            store: Store::Blocks {
                blocks: vec![None],
                allocated: 0,
            },
            used: 0,
            waiting: Vec::with_capacity(WAITING),
            spilt: HashMap::new(),
        }
    }

    /// No amounts yet, with room for the same codes.
    pub(crate) fn like(&self) -> Self {
        let mut cells = Self {
            dimensions: self.dimensions.clone(),
            total: self.total,
            ..Self::new(&[])
        };
        cells.make_room();
        cells
    }

    /// Makes room for codes below `texts` in a column of labels.
    pub(crate) fn grow(&mut self, column: usize, texts: usize) -> Result<(), Overflow> {
        let total = &mut self.total;
        for dimension in self.dimensions.iter_mut().filter(|d| d.column == column) {
            while dimension.spread.len() < texts {
                let code = dimension.spread.len() as u32;
                if code >> dimension.bits.len() != 0 {
                    if *total == KEY_BITS {
                        return Err(Overflow);
                    }
                    dimension.bits.push(*total);
                    *total += 1;
                }
                dimension.spread.push(dimension.key(code));
            }
        }
        self.make_room();
        Ok(())
    }

    fn make_room(&mut self) {
        if let Store::Blocks { blocks, .. } = &mut self.store {
            if self.total > DENSE_BITS {
                self.hash();
            } else {
                let wanted = 1 << self.total.saturating_sub(BLOCK_BITS);
                if blocks.len() < wanted {
                    blocks.resize(wanted, None);
                }
            }
        }
    }

    #[inline(always)]
    fn key(&self, codes: &[u32]) -> u64 {
        let part = |d: &Dimension| d.spread[codes[d.column] as usize];
        // Nearly all cubes, without a loop.
        match &self.dimensions[..] {
            [a, b, c] => part(a) | part(b) | part(c),
            [a, b] => part(a) | part(b),
            all => all.iter().map(part).fold(0, |key, part| key | part),
        }
    }

    /// The cell of a key, made if need be.
    #[inline(always)]
    fn cell(&mut self, key: u64) -> &mut i64 {
        if let Store::Blocks { blocks, .. } = &self.store
            && blocks[(key >> BLOCK_BITS) as usize].is_none()
        {
            self.new_block(key);
        }
        match &mut self.store {
            Store::Blocks { blocks, .. } => {
                let block = blocks[(key >> BLOCK_BITS) as usize].get_or_insert_with(new_block);
                let cell = &mut block[key as usize % BLOCK];
                self.used += usize::from(*cell == 0);
                cell
            }
            Store::Hashed { keys, amounts } => {
                if self.used * 4 >= keys.len() * 3 {
                    let old = (std::mem::take(keys), std::mem::take(amounts));
                    let slots = 2 * old.0.len();
                    *keys = vec![FREE; slots];
                    *amounts = vec![0; slots];
                    for (key, amount) in old.0.into_iter().zip(old.1) {
                        if key != FREE {
                            let place = place(keys, key);
                            keys[place] = key;
                            amounts[place] = amount;
                        }
                    }
                }
                let place = place(keys, key);
                self.used += usize::from(keys[place] == FREE);
                keys[place] = key;
                &mut amounts[place]
            }
        }
    }

    /// A block for this key, or hashing from now on.
    #[cold]
    fn new_block(&mut self, key: u64) {
        let Store::Blocks { blocks, allocated } = &mut self.store else {
            return;
        };
        if *allocated * BLOCK >= most_cells(self.used) {
            self.hash();
        } else {
            *allocated += 1;
            blocks[(key >> BLOCK_BITS) as usize] = Some(new_block());
        }
    }

    /// Goes from blocks to hashing.
    fn hash(&mut self) {
        let slots = (2 * self.used).next_power_of_two().max(BLOCK);
        let (mut keys, mut amounts) = (vec![FREE; slots], vec![0; slots]);
        if let Store::Blocks { blocks, .. } = &self.store {
            for (high, block) in (0u64..).zip(blocks) {
                for (low, amount) in (0u64..).zip(block.iter().flat_map(|block| block.iter())) {
                    if *amount != 0 {
                        let key = high << BLOCK_BITS | low;
                        let place = place(&keys, key);
                        keys[place] = key;
                        amounts[place] = *amount;
                    }
                }
            }
        }
        self.store = Store::Hashed { keys, amounts };
    }

    /// Adds an amount of the measure's units, at the latest with the next [`flush`](Self::flush). The caller has made room
    /// for the codes.
    #[inline(always)]
    pub(crate) fn add(&mut self, codes: &[u32], units: i64) -> Result<(), Overflow> {
        let key = self.key(codes);
        self.waiting.push((key, units));
        if self.waiting.len() < WAITING {
            return Ok(());
        }
        self.flush()
    }

    /// Adds the amounts that wait. Many at once: a cell is far away in memory, and those of several rows are fetched
    /// together where nothing else is done between them.
    #[inline(never)]
    pub(crate) fn flush(&mut self) -> Result<(), Overflow> {
        let mut waiting = std::mem::take(&mut self.waiting);
        let mut done = Ok(());
        for (key, units) in waiting.drain(..) {
            let cell = self.cell(key);
            match units
                .checked_mul(2)
                .and_then(|u| (*cell | 1).checked_add(u))
            {
                Some(sum) => *cell = sum,
                None => done = done.and(self.spill(key, units.into())),
            }
        }
        self.waiting = waiting;
        done
    }

    /// Adds an amount beyond a word.
    pub(crate) fn add_long(&mut self, codes: &[u32], units: i128) -> Result<(), Overflow> {
        let key = self.key(codes);
        self.spill(key, units)
    }

    #[cold]
    fn spill(&mut self, key: u64, units: i128) -> Result<(), Overflow> {
        *self.cell(key) |= 1;
        let spilt = self.spilt.entry(key).or_default();
        *spilt = spilt.checked_add(units).ok_or(Overflow)?;
        Ok(())
    }

    /// Goes to units that are `10^up` times smaller.
    pub(crate) fn raise(&mut self, up: u32) -> Result<(), Overflow> {
        let power = power(up).ok_or(Overflow)?;
        self.flush()?;
        for spilt in self.spilt.values_mut() {
            *spilt = spilt.checked_mul(power).ok_or(Overflow)?;
        }
        let mut beyond: Vec<(u64, i128)> = vec![];
        let mut raise = |key: u64, cell: &mut i64| {
            if *cell != 0 {
                // Doubled and one more: the shift takes both away, also below zero.
                let units = i128::from(*cell >> 1) * power;
                match i64::try_from(2 * units + 1) {
                    Ok(doubled) => *cell = doubled,
                    Err(_) => {
                        *cell = 1;
                        beyond.push((key, units));
                    }
                }
            }
        };
        match &mut self.store {
            Store::Blocks { blocks, .. } => {
                for (high, block) in (0u64..).zip(blocks) {
                    let cells = block.iter_mut().flat_map(|block| block.iter_mut());
                    (0u64..)
                        .zip(cells)
                        .for_each(|(low, cell)| raise(high << BLOCK_BITS | low, cell));
                }
            }
            Store::Hashed { keys, amounts } => {
                keys.iter()
                    .zip(amounts)
                    .for_each(|(key, cell)| raise(*key, cell));
            }
        }
        beyond
            .into_iter()
            .try_for_each(|(key, units)| self.spill(key, units))
    }

    /// Calls with the codes, in the order of the columns, and the sum of every cell that has rows, once none waits.
    pub(crate) fn each(&self, mut call: impl FnMut(&[u32], i128)) {
        debug_assert!(self.waiting.is_empty());
        let n = self.dimensions.len();
        let mut codes = vec![0; n];
        let mut tell = |key: u64, cell: i64, codes: &[u32]| {
            let mut units = i128::from(cell >> 1);
            if !self.spilt.is_empty() {
                // Each part is far from the ends of 128 bits.
                units = units.saturating_add(self.spilt.get(&key).copied().unwrap_or(0));
            }
            call(codes, units);
        };
        let code = |key: u64, codes: &mut [u32]| {
            for (code, dimension) in codes.iter_mut().zip(&self.dimensions) {
                *code = dimension.code(key);
            }
        };
        match &self.store {
            Store::Blocks { blocks, .. } => {
                // What the low bits of a key say of each code.
                let mut lows = vec![0; BLOCK * n];
                for (low, codes) in (0u64..).zip(lows.chunks_exact_mut(n.max(1))) {
                    code(low, codes);
                }
                let mut highs = vec![0; n];
                for (high, block) in (0u64..).zip(blocks) {
                    let Some(block) = block else { continue };
                    code(high << BLOCK_BITS, &mut highs);
                    for (low, cell) in block.iter().enumerate() {
                        if *cell != 0 {
                            let lows = &lows[low * n..(low + 1) * n];
                            for ((code, high), low) in codes.iter_mut().zip(&highs).zip(lows) {
                                *code = high | low;
                            }
                            tell(high << BLOCK_BITS | low as u64, *cell, &codes);
                        }
                    }
                }
            }
            Store::Hashed { keys, amounts } => {
                for (key, cell) in keys.iter().zip(amounts) {
                    if *key != FREE {
                        code(*key, &mut codes);
                        tell(*key, *cell, &codes);
                    }
                }
            }
        }
    }
}

fn new_block() -> Box<[i64; BLOCK]> {
    Box::new([0; BLOCK])
}

/// Where a key is, or is to be.
#[inline(always)]
fn place(keys: &[u64], key: u64) -> usize {
    let mask = keys.len() - 1;
    let mut at = (key.wrapping_mul(GOLDEN) >> (64 - keys.len().trailing_zeros())) as usize;
    while keys[at] != key && keys[at] != FREE {
        at = (at + 1) & mask;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// Against a map: growing codes from blocks to hashing, words to spilling, whole units to decimals.
    #[test]
    fn sums_survive_every_change_of_layout() {
        for spread in [7, 40_000] {
            let mut cells = Cells::new(&[2, 0]);
            let mut expected: BTreeMap<Vec<u32>, i128> = BTreeMap::new();
            let mut state = 1u64;
            let mut texts = [1, 1, 1];
            for step in 0..60_000u64 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                let top = 1 + (step * spread / 60_000) as u32;
                let codes = [(state >> 33) as u32 % top, 0, (state >> 40) as u32 % top];
                for column in [0, 2] {
                    texts[column] = texts[column].max(codes[column] as usize + 1);
                    cells.grow(column, texts[column]).unwrap();
                }
                let units = (state >> 20) as i64 % 1_000_000_000 - 400_000_000;
                cells.add(&codes, units).unwrap();
                *expected.entry(vec![codes[2], codes[0]]).or_default() += i128::from(units);
                if step == 30_000 || step == 50_000 {
                    let up = if step == 30_000 { 3 } else { 12 };
                    cells.raise(up).unwrap();
                    expected.values_mut().for_each(|sum| *sum *= 10i128.pow(up));
                }
            }
            cells.flush().unwrap();
            let hashed = matches!(cells.store, Store::Hashed { .. });
            assert_eq!(hashed, spread > 7);
            assert!(!cells.spilt.is_empty());
            let mut found = BTreeMap::new();
            cells.each(|codes, sum| assert!(found.insert(codes.to_vec(), sum).is_none()));
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_sum_of_zero_is_a_cell_and_an_overflow_is_said() {
        let mut cells = Cells::new(&[0]);
        cells.grow(0, 1).unwrap();
        cells.add(&[0], 0).unwrap();
        cells.flush().unwrap();
        let mut found = vec![];
        cells.each(|codes, sum| found.push((codes.to_vec(), sum)));
        assert_eq!(found, [(vec![0], 0)]);
        assert_eq!(cells.add_long(&[0], i128::MAX), Ok(()));
        assert_eq!(cells.add_long(&[0], i128::MAX), Err(Overflow));
        assert_eq!(cells.raise(39), Err(Overflow));
    }

    #[test]
    fn no_dimension_is_one_cell() {
        let mut cells = Cells::new(&[]);
        cells.add(&[], 3).unwrap();
        cells.add(&[], -5).unwrap();
        cells.flush().unwrap();
        let mut found = vec![];
        cells.each(|codes, sum| found.push((codes.to_vec(), sum)));
        assert_eq!(found, [(vec![], -2)]);
    }
}

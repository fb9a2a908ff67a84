//! Trade between countries by product and year, as statistics print it: few exporters have most of it, those who can make
//! what is hard also make what is easy, flows live for some years, and amounts have heavy tails.
use crate::draw::{Purpose, choices, draws, log_normal, shares, twelve};
use crate::text::{country_code, product_codes, push_thousandths};
use mercatoria_numeric::elementary::{exp, powf};
use mercatoria_numeric::parallel;
use std::io::{self, Write};

/// A table of trade flows: `period,exporter,product,market,value`, in thousands with three decimals, sorted by the first
/// four.
///
/// ```
/// use mercatoria_synth::Trade;
/// let mut text = vec![];
/// Trade::new(1000, 1).write(&mut text).unwrap();
/// let lines: Vec<&str> = std::str::from_utf8(&text).unwrap().lines().collect();
/// assert_eq!((lines.len(), lines[0]), (1001, "period,exporter,product,market,value"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trade {
    /// Rows, exactly.
    pub rows: u64,
    /// Of all random draws.
    pub seed: u64,
    /// Countries or regions that export.
    pub exporters: usize,
    /// Products with six-digit codes.
    pub products: usize,
    /// Countries that import; the exporters are the first of them.
    pub markets: usize,
    /// Years.
    pub years: usize,
    /// The first of them.
    pub first_year: u64,
}

/// Share of exporter-product pairs with trade.
const DENSITY: f64 = 0.174;
/// Rows of one such pair in a year, on average.
const PARTNERS: u64 = 10;

impl Trade {
    /// So many rows, in an economy of a size that suits: ten million are 230 countries, 5000 products and five years; more
    /// are more years.
    pub fn new(rows: u64, seed: u64) -> Self {
        let years = (rows / 2_000_000).max(5);
        let pairs = rows as f64 / (years * PARTNERS) as f64 / DENSITY;
        let exporters = ((pairs / 21.7).max(0.0).sqrt() as usize).clamp(6, 230);
        Self {
            rows,
            seed,
            exporters,
            products: ((pairs / exporters as f64) as usize).clamp(24, 5000),
            markets: exporters.max(60),
            years: years as usize,
            first_year: 2018,
        }
    }

    /// Writes the table. Memory does not grow with the rows.
    ///
    /// # Errors
    /// Those of `out`, and [`io::ErrorKind::InvalidInput`] for more rows than there are flows between so many countries.
    pub fn write(&self, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
        out.write_all(b"period,exporter,product,market,value\n")?;
        let world = World::new(self);
        let mut drawn = vec![u32::MAX; world.pairs.len()];
        let years: Vec<u64> = shares(self.rows, &vec![1; self.years]);
        let mut owed = 0;
        for (year, rows) in years.into_iter().enumerate() {
            owed += rows;
            let cells = world.present(&mut drawn, year);
            let room: Vec<u64> = cells
                .iter()
                .map(|cells| cells.len() as u64 * (self.markets as u64 - 1))
                .collect();
            let weights: Vec<u64> = cells
                .iter()
                .map(|c| c.iter().map(|c| c.weight).sum())
                .collect();
            let mut parts = shares(owed, &weights);
            // What one exporter has no room for, the next ones take.
            for _ in 0..2 {
                let mut over = 0;
                for (part, room) in parts.iter_mut().zip(&room) {
                    let wanted = *part + over;
                    *part = wanted.min(*room);
                    over = wanted - *part;
                }
                parts[0] += over;
            }
            parts[0] = parts[0].min(room[0]);
            owed -= parts.iter().sum::<u64>();
            for window in (0..self.exporters).step_by(WINDOW) {
                let here = WINDOW.min(self.exporters - window);
                let texts = parallel::map(here, |i| {
                    let exporter = window + i;
                    world.rows(year, exporter, &cells[exporter], parts[exporter])
                });
                texts.iter().try_for_each(|text| out.write_all(text))?;
            }
        }
        if owed > 0 {
            let message = format!(
                "{} rows are {owed} more than there are flows between {} exporters and {} markets in {} products and {} years",
                self.rows, self.exporters, self.markets, self.products, self.years
            );
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        Ok(())
    }
}

/// Exporters whose rows are made at a time.
const WINDOW: usize = 32;

/// An exporter's product that is traded in a year.
struct Cell {
    product: u32,
    /// How many markets it reaches, in relation to others.
    weight: u64,
}

/// What does not change from year to year.
struct World<'a> {
    trade: &'a Trade,
    /// By exporter and product: 2³² times the probability of trade, and its amount in thousandths.
    pairs: Vec<(u32, f64)>,
    exporters: Vec<String>,
    products: Vec<String>,
    markets: Vec<String>,
    /// By twelve random bits.
    market: Vec<u32>,
    noise: Vec<f64>,
    share: Vec<f64>,
    reach: Vec<f64>,
}

impl<'a> World<'a> {
    fn new(trade: &'a Trade) -> Self {
        let seed = trade.seed;
        let traits = |purpose, n: usize| -> Vec<[f64; 6]> {
            let one = |i: usize| {
                let mut draws = draws(seed, purpose, i as u64);
                [(); 6].map(|()| draws.normal())
            };
            (0..n).map(one).collect()
        };
        let mut exporters = traits(Purpose::Exporter, trade.exporters);
        // The first codes are the most capable exporters.
        exporters.sort_by(|a, b| b[0].total_cmp(&a[0]));
        let products = traits(Purpose::Product, trade.products);
        let fit = |e: &[f64; 6], p: &[f64; 6]| {
            let related: f64 = (2..6).map(|i| e[i] * p[i]).sum();
            1.6 * e[0] - p[0] + 0.45 * related
        };
        let logistic = |x: f64| 1.0 / (1.0 + exp(-x));
        // The shift that gives the density, on a part of the pairs.
        let (by_e, by_p) = (trade.exporters.div_ceil(60), trade.products.div_ceil(400));
        let probe: Vec<f64> = exporters
            .iter()
            .step_by(by_e)
            .flat_map(|e| products.iter().step_by(by_p).map(move |p| fit(e, p)))
            .collect();
        let (mut low, mut high) = (-20.0, 20.0);
        for _ in 0..40 {
            let middle = (low + high) / 2.0;
            let mean = probe.iter().map(|x| logistic(x + middle)).sum::<f64>() / probe.len() as f64;
            if mean < DENSITY {
                low = middle;
            } else {
                high = middle;
            }
        }
        let mut pairs = vec![];
        for (rank, e) in exporters.iter().enumerate() {
            let start = pairs.len();
            let mut expected = 0.0;
            for p in &products {
                let fit = fit(e, p);
                let probability = logistic(fit + low);
                let amount = exp(1.5 * p[1] + 0.35 * fit);
                expected += probability * amount;
                pairs.push(((probability * f64::from(u32::MAX)) as u32, amount));
            }
            let scale = 3.0e12 * powf(rank as f64 + 3.0, -1.6) / expected.max(1e-9);
            pairs[start..].iter_mut().for_each(|pair| pair.1 *= scale);
        }
        let sizes = log_normal(1.4);
        let size = |i: usize| sizes[twelve(draws(seed, Purpose::Market, i as u64).next_u64(), 0)];
        let codes: Vec<String> = (0..trade.markets.max(trade.exporters))
            .map(country_code)
            .collect();
        Self {
            trade,
            pairs,
            exporters: codes[..trade.exporters].to_vec(),
            products: product_codes(trade.products),
            markets: codes[..trade.markets].to_vec(),
            market: choices(&(0..trade.markets).map(size).collect::<Vec<_>>()),
            noise: log_normal(1.3),
            share: log_normal(1.2),
            reach: log_normal(0.8).iter().map(|x| x * 256.0).collect(),
        }
    }

    /// What is traded in a year; `drawn` has the last draw of every pair, most of which last.
    fn present(&self, drawn: &mut [u32], year: usize) -> Vec<Vec<Cell>> {
        let products = self.trade.products;
        let seed = self.trade.seed;
        parallel::for_each_chunk_mut(drawn, products, |first, drawn| {
            for (i, drawn) in drawn.iter_mut().enumerate() {
                let mut draws = draws(seed, Purpose::Presence, (first + i) as u64);
                draws.jump(2 * year as u64);
                let again = draws.next_u64() >> 57;
                // About one in eight starts or ends anew.
                if year == 0 || again < 16 {
                    *drawn = (draws.next_u64() >> 32) as u32;
                }
            }
        });
        let drawn = &*drawn;
        parallel::map(self.trade.exporters, |exporter| {
            let start = exporter * products;
            let here = self.pairs[start..]
                .iter()
                .zip(&drawn[start..])
                .take(products);
            let present = (0u32..)
                .zip(here)
                .filter(|(_, (pair, drawn))| **drawn < pair.0);
            let cell = |(product, _): (u32, _)| {
                let place = (year * self.pairs.len() + start) as u64 + u64::from(product);
                let bits = draws(seed, Purpose::Reach, place).next_u64();
                let geometric = f64::from((bits >> 32 | 1 << 31).trailing_zeros() + 1);
                Cell {
                    product,
                    weight: (geometric * self.reach[twelve(bits, 0)]) as u64 + 1,
                }
            };
            present.map(cell).collect()
        })
    }

    /// The rows of one exporter in one year.
    fn rows(&self, year: usize, exporter: usize, cells: &[Cell], rows: u64) -> Vec<u8> {
        let trade = self.trade;
        let mut text = Vec::with_capacity(rows as usize * 32);
        let mut taken = vec![0u64; trade.markets.div_ceil(64)];
        let mut bits_of_rows = vec![];
        let mut start: Vec<u8> = format!(
            "{},{},",
            trade.first_year + year as u64,
            self.exporters[exporter]
        )
        .into();
        let fixed = start.len();
        let growth = powf(1.04, year as f64);
        let room = trade.markets as u64 - 1;
        let weights: Vec<u64> = cells.iter().map(|cell| cell.weight).collect();
        let mut counts = shares(rows, &weights);
        let mut over = 0;
        for _ in 0..2 {
            for count in &mut counts {
                let wanted = *count + over;
                *count = wanted.min(room);
                over = wanted - *count;
            }
        }
        for (cell, count) in cells.iter().zip(counts).filter(|(_, count)| *count > 0) {
            let pair = exporter * trade.products + cell.product as usize;
            let mut draws = draws(
                trade.seed,
                Purpose::Row,
                (year * self.pairs.len() + pair) as u64,
            );
            taken.fill(0);
            let own = exporter;
            let mut take = |market: usize| {
                let (word, bit) = (market / 64, 1u64 << (market % 64));
                let free = market != own && taken[word] & bit == 0;
                taken[word] |= if free { bit } else { 0 };
                free
            };
            bits_of_rows.clear();
            let amount = draws.next_u64();
            for _ in 0..count {
                let bits = draws.next_u64();
                bits_of_rows.push(bits);
                let mut market = self.market[twelve(bits, 0)] as usize;
                if !take(market) {
                    market = self.market[twelve(bits, 1)] as usize;
                    while !take(market) {
                        market = (market + 1) % trade.markets;
                    }
                }
            }
            let amount = self.pairs[pair].1 * self.noise[twelve(amount, 0)] * growth / count as f64;
            start.truncate(fixed);
            start.extend_from_slice(self.products[cell.product as usize].as_bytes());
            start.push(b',');
            let mut bits = bits_of_rows.iter();
            for (word, taken) in taken.iter().enumerate() {
                let mut left = *taken;
                while left != 0 {
                    let market = word * 64 + left.trailing_zeros() as usize;
                    left &= left - 1;
                    let bits = bits.next().copied().unwrap_or(0);
                    text.extend_from_slice(&start);
                    text.extend_from_slice(self.markets[market].as_bytes());
                    text.push(b',');
                    let value = amount * self.share[twelve(bits, 3)];
                    push_thousandths(&mut text, (value as u64).max(1));
                    text.push(b'\n');
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn text(trade: &Trade) -> String {
        let mut text = vec![];
        trade.write(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    /// FNV-1a: the bytes are part of the contract.
    fn fingerprint(text: &str) -> u64 {
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
        })
    }

    #[test]
    fn as_many_rows_as_asked_for_sorted_and_distinct() {
        for rows in [0, 1, 7, 1000, 12_345] {
            let trade = Trade::new(rows, 3);
            let text = text(&trade);
            let keys: Vec<String> = text
                .lines()
                .skip(1)
                .map(|line| line.rsplit_once(',').unwrap().0.replace(',', " "))
                .collect();
            assert_eq!(keys.len() as u64, rows);
            assert!(keys.is_sorted_by(|a, b| a < b));
            for line in text.lines().skip(1) {
                let fields: Vec<&str> = line.split(',').collect();
                assert_eq!(fields.len(), 5);
                assert_ne!(fields[1], fields[3]);
                assert!(fields[4].parse::<f64>().unwrap() > 0.0);
            }
        }
    }

    #[test]
    fn the_bytes_are_the_seeds_and_nothing_else() {
        let one = text(&Trade::new(20_000, 1));
        for threads in [1, 2, 7] {
            parallel::set_threads(threads);
            assert_eq!(text(&Trade::new(20_000, 1)), one);
        }
        parallel::set_threads(0);
        assert_ne!(text(&Trade::new(20_000, 2)), one);
        assert_eq!(
            fingerprint(&one),
            3_921_328_092_131_572_001,
            "{}",
            one.lines().take(4).collect::<Vec<_>>().join("\n")
        );
    }

    #[test]
    fn capable_exporters_make_what_others_make_and_more() {
        let text = text(&Trade::new(100_000, 5));
        let mut products: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut amounts: Vec<f64> = vec![];
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            products.entry(fields[1]).or_default().insert(fields[2]);
            amounts.push(fields[4].parse().unwrap());
        }
        let mut sets: Vec<&BTreeSet<&str>> = products.values().collect();
        sets.sort_by_key(|set| std::cmp::Reverse(set.len()));
        let (most, least) = (sets[0], sets[sets.len() - 1]);
        assert!(most.len() > 3 * least.len());
        let shared = least.intersection(most).count() as f64 / least.len() as f64;
        let by_chance = most.len() as f64 / Trade::new(100_000, 5).products as f64;
        assert!(shared > by_chance, "{shared} {by_chance}");
        // Heavy tails: the largest hundredth of the rows has a large part of the amount.
        amounts.sort_by(|a, b| b.total_cmp(a));
        let total: f64 = amounts.iter().sum();
        let top: f64 = amounts[..amounts.len() / 100].iter().sum();
        assert!(top > 0.3 * total, "{}", top / total);
    }

    #[test]
    fn too_many_rows_are_an_error() {
        let crowded = Trade {
            rows: 1_000_000,
            ..Trade::new(100, 1)
        };
        let error = crowded.write(&mut vec![]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    }
}

//! Units of measure as tables print them, with their powers of ten: 万元, 亿美元, `million USD`.
use mercatoria_core::{Code, Fault};

/// A unit: what is counted, and ten to which power of it.
///
/// ```
/// use mercatoria_data::Unit;
/// let yuan = Unit::named("元").unwrap();
/// assert_eq!(Unit::named("亿元").unwrap().exponent_to(&yuan), Ok(8));
/// assert_eq!(Unit::named("万美元").unwrap().exponent_to(&Unit::named("million USD").unwrap()), Ok(-2));
/// let fault = Unit::named("亿元").unwrap().exponent_to(&Unit::named("USD").unwrap()).unwrap_err();
/// assert_eq!(fault.message, "CNY and USD; an exchange rate is no power of ten");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Unit {
    /// What is counted: a currency by its ISO code, `kg`, `person`, `item`, `1` for a plain number.
    pub base: &'static str,
    /// Ten to this power of it.
    pub exponent: i32,
}

/// Names of what is counted, with its power of ten; longer names before those they end with.
const BASES: &[(&str, &str, i32)] = &[
    ("人民币元", "CNY", 0),
    ("人民币", "CNY", 0),
    ("美元", "USD", 0),
    ("欧元", "EUR", 0),
    ("日元", "JPY", 0),
    ("港元", "HKD", 0),
    ("英镑", "GBP", 0),
    ("韩元", "KRW", 0),
    ("卢布", "RUB", 0),
    ("元", "CNY", 0),
    ("公斤", "kg", 0),
    ("千克", "kg", 0),
    ("吨", "kg", 3),
    ("人", "person", 0),
    ("人次", "visit", 0),
    ("户", "household", 0),
    ("家", "item", 0),
    ("台", "item", 0),
    ("个", "item", 0),
    ("辆", "item", 0),
    ("us dollars", "USD", 0),
    ("us dollar", "USD", 0),
    ("us$", "USD", 0),
    ("usd", "USD", 0),
    ("dollars", "USD", 0),
    ("euros", "EUR", 0),
    ("euro", "EUR", 0),
    ("eur", "EUR", 0),
    ("€", "EUR", 0),
    ("yuan", "CNY", 0),
    ("rmb", "CNY", 0),
    ("cny", "CNY", 0),
    ("yen", "JPY", 0),
    ("jpy", "JPY", 0),
    ("hkd", "HKD", 0),
    ("gbp", "GBP", 0),
    ("krw", "KRW", 0),
    ("rub", "RUB", 0),
    ("metric tons", "kg", 3),
    ("tonnes", "kg", 3),
    ("tons", "kg", 3),
    ("kilograms", "kg", 0),
    ("kg", "kg", 0),
    ("persons", "person", 0),
    ("people", "person", 0),
    ("employees", "person", 0),
    ("items", "item", 0),
];

/// Words for powers of ten; longer words before those they begin or end with.
const POWERS: &[(&str, i32)] = &[
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("亿", 8),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("万", 4),
    ("千", 3),
    ("百", 2),
    ("trillions", 12),
    ("trillion", 12),
    ("billions", 9),
    ("billion", 9),
    ("bn", 9),
    ("crore", 7),
    ("millions", 6),
    ("million", 6),
    ("mio", 6),
    ("mn", 6),
    ("lakh", 5),
    ("thousands", 3),
    ("thousand", 3),
    ("1000000", 6),
    ("1000", 3),
];

impl Unit {
    /// The unit of this name, in Chinese or English; `None` for one that is not known.
    ///
    /// ```
    /// use mercatoria_data::Unit;
    /// let unit = |base, exponent| Some(Unit { base, exponent });
    /// assert_eq!(Unit::named("万吨"), unit("kg", 7));
    /// assert_eq!(Unit::named("Thousand US dollars"), unit("USD", 3));
    /// assert_eq!(Unit::named("USD 1 000"), unit("USD", 3));
    /// assert_eq!(Unit::named("万人"), unit("person", 4));
    /// assert_eq!(Unit::named("亿"), unit("1", 8));
    /// assert_eq!(Unit::named("furlong"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        let lower = name.trim().to_lowercase();
        let tight: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
        let power = |rest: &str| -> Option<i32> {
            let rest = rest.trim_matches(|c: char| c == '(' || c == ')' || c == ',');
            let rest = rest.strip_suffix("of").unwrap_or(rest);
            match rest {
                "" => Some(0),
                _ => POWERS.iter().find(|(word, _)| *word == rest).map(|p| p.1),
            }
        };
        let base = |(word, base, exponent): &(&str, &'static str, i32)| {
            let word: String = word.chars().filter(|c| !c.is_whitespace()).collect();
            let rest = tight
                .strip_suffix(&*word)
                .or_else(|| tight.strip_prefix(&*word))?;
            Some(Self {
                base,
                exponent: exponent + power(rest)?,
            })
        };
        if tight.is_empty() {
            return None;
        }
        BASES.iter().find_map(base).or_else(|| {
            let exponent = power(&tight)?;
            Some(Self {
                base: "1",
                exponent,
            })
        })
    }

    /// Ten to which power an amount is multiplied by to go from this unit to another of the same thing.
    ///
    /// # Errors
    /// [`Code::CurrencyMixed`] or [`Code::UnitsMixed`] where no power of ten leads from one to the other.
    pub fn exponent_to(&self, other: &Self) -> Result<i32, Fault> {
        if self.base == other.base {
            return Ok(self.exponent - other.exponent);
        }
        let currency = |base: &str| base.len() == 3 && base.bytes().all(|b| b.is_ascii_uppercase());
        let (a, b) = (self.base, other.base);
        Err(if currency(a) && currency(b) {
            let message = format!("{a} and {b}; an exchange rate is no power of ten");
            Fault::new(Code::CurrencyMixed, message)
        } else {
            Fault::new(Code::UnitsMixed, format!("{a} and {b}"))
        })
    }
}

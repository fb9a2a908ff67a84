//! What a crate registers, and the registry.
use crate::{Code, Cut, Fault, Flows, Indicator, TradeFlow, Unit, param::nearest};
use std::collections::BTreeMap;

/// A name that the field uses: a unit with typed parameters, under one cut. A unit itself is the name of its defaults under
/// `Cut::Whole`. Built with the functions below, so that a new property breaks no pack.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    /// `<crate>.<name>`.
    pub id: &'static str,
    /// What the field calls it.
    pub title: &'static str,
    /// The unit with its parameters.
    pub make: fn() -> Box<dyn Unit>,
    /// Where in the table its shape comes from.
    pub cut: Cut,
    /// The label or attribute that the cut measures against; empty where it needs none.
    pub against: &'static str,
    /// The flow that a table of trade must hold; none where any will do.
    pub flow: Option<TradeFlow>,
    /// Rows and columns where the table is one of single flows: exporter and product, unless the name is of markets.
    pub over: [usize; 2],
    /// Also called.
    pub aliases: &'static [&'static str],
}
impl Name {
    /// A name; the closure names typed parameters, so a renamed one does not compile.
    pub const fn new(id: &'static str, title: &'static str, make: fn() -> Box<dyn Unit>) -> Self {
        Self {
            id,
            title,
            make,
            cut: Cut::Whole,
            against: "",
            flow: None,
            over: [Flows::EXPORTER, Flows::PRODUCT],
            aliases: &[],
        }
    }
    /// The name of a unit.
    pub const fn unit<I: Indicator>() -> Self {
        Self::new(I::CARD.id, I::CARD.title, || Box::new(I::default()))
    }
    /// Under this cut.
    #[must_use]
    pub const fn cut(self, cut: Cut) -> Self {
        Self { cut, ..self }
    }
    /// Against this label or attribute, unless another is asked for.
    #[must_use]
    pub const fn against(self, against: &'static str) -> Self {
        Self { against, ..self }
    }
    /// Only of a table that holds this flow.
    #[must_use]
    pub const fn flow(self, flow: TradeFlow) -> Self {
        Self {
            flow: Some(flow),
            ..self
        }
    }
    /// Over these axes of a table of single flows.
    #[must_use]
    pub const fn over(self, rows: usize, columns: usize) -> Self {
        Self {
            over: [rows, columns],
            ..self
        }
    }
    /// Also called.
    #[must_use]
    pub const fn also(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }
}

/// All that one crate registers.
#[derive(Debug)]
pub struct Pack {
    /// The crate.
    pub package: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Structure, clusters, exports, legal, linkage, or another.
    pub family: &'static str,
    /// Units, one a file.
    pub units: &'static [Name],
    /// Names for units, of this crate or others.
    pub names: &'static [Name],
}
impl Pack {
    /// Units, then names.
    pub fn all(&self) -> impl Iterator<Item = &'static Name> {
        self.units.iter().chain(self.names)
    }
}
inventory::collect!(&'static Pack);

/// Registers a crate's units (`file::Struct`) and names. An id of another crate or file, or the same id twice, does not compile.
#[macro_export]
macro_rules! pack { (family: $family:literal, units: [$($file:ident::$unit:ident),* $(,)?], names: [$($name:expr),* $(,)?] $(,)?) => {
    /// Every indicator of this crate.
    pub static PACK: $crate::Pack = $crate::Pack {
        package: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        family: $family,
        units: &[$($crate::Name::unit::<$file::$unit>()),*],
        names: &[$($name),*],
    };
    $crate::inventory::submit! { &PACK }
    /// First segment of every id here. The bundle checks that no two crates share one; so ids are unique everywhere.
    pub const SEGMENT: &str = $crate::segment(env!("CARGO_PKG_NAME"));
    const _: () = $crate::assert_ids(SEGMENT, &[$(<$file::$unit as $crate::Indicator>::CARD.id,)* $($name.id),*], &[$(stringify!($file)),*]);
} }
/// From the end, where ids differ: the compiler's interpreter takes some 100 ns a step.
const fn same(a: &[u8], b: &[u8]) -> bool {
    let mut i = a.len();
    while a.len() == b.len()
        && i > 0
        && (a[i - 1] == b[i - 1] || a[i - 1] == b'-' && b[i - 1] == b'_')
    {
        i -= 1;
    }
    i == 0 && b.len() == a.len()
}
/// `mercatoria-product-space` → `product-space`; ids write `product_space`. A crate outside the project keeps its whole name.
pub const fn segment(package: &'static str) -> &'static str {
    if let Some((b"mercatoria-", _)) = package.as_bytes().split_at_checked(11) {
        package.split_at(11).1
    } else {
        package
    }
}
#[doc(hidden)]
pub const fn assert_ids(segment: &str, ids: &[&'static str], files: &[&str]) {
    let mut i = 0;
    while i < ids.len() {
        match ids[i].as_bytes().split_at_checked(segment.len()) {
            Some((first, [b'.', rest @ ..])) if same(segment.as_bytes(), first) => {
                assert!(
                    i >= files.len() || same(rest, files[i].as_bytes()),
                    "a unit's id must end in the name of its file"
                );
            }
            _ => panic!("{}", ids[i]), // an id must begin with the name of its crate and a point
        }
        i += 1;
    }
    assert_distinct(ids);
}
/// No two may be equal; quadratic, so for one crate's ids and for the bundle's segments, not for all ids.
pub const fn assert_distinct(ids: &[&'static str]) {
    let mut i = 0;
    while i < ids.len() {
        let mut j = 0;
        while j < i {
            if same(ids[i].as_bytes(), ids[j].as_bytes()) {
                panic!("{}", ids[i])
            }
            j += 1;
        }
        i += 1;
    }
}

/// Every indicator, by id.
#[derive(Debug)]
pub struct Registry {
    entries: BTreeMap<&'static str, (&'static Pack, &'static Name)>,
}
impl Registry {
    /// From the bundle's list; what the linker found must be the same set of crates, otherwise some would be missing in silence.
    pub fn new(listed: &[&'static Pack]) -> Result<Self, String> {
        let linked: Vec<&'static Pack> = inventory::iter::<&'static Pack>
            .into_iter()
            .copied()
            .collect();
        let lost = |from: &[&'static Pack], to: &[&'static Pack]| -> Vec<&str> {
            from.iter()
                .map(|p| p.package)
                .filter(|p| to.iter().all(|q| q.package != *p))
                .collect()
        };
        let (unlinked, unlisted) = (lost(listed, &linked), lost(&linked, listed));
        if !(unlinked.is_empty() && unlisted.is_empty()) {
            return Err(format!(
                "the registry is incomplete: listed but not linked: {unlinked:?}; linked but not listed: {unlisted:?}"
            ));
        }
        let mut entries: BTreeMap<&'static str, (&'static Pack, &'static Name)> = BTreeMap::new();
        for (pack, name) in listed.iter().flat_map(|p| p.all().map(move |n| (*p, n))) {
            if let Some((other, _)) = entries.insert(name.id, (pack, name)) {
                return Err(format!(
                    "{} is in {} and in {}",
                    name.id, other.package, pack.package
                ));
            }
        }
        Ok(Self { entries })
    }
    /// All, sorted by id.
    pub fn iter(&self) -> impl Iterator<Item = (&'static Pack, &'static Name)> + '_ {
        self.entries.values().copied()
    }
    /// By id, else by alias, else by last segment where that is unambiguous.
    pub fn find(&self, wanted: &str) -> Result<(&'static Pack, &'static Name), Fault> {
        if let Some(entry) = self.entries.get(wanted) {
            return Ok(*entry);
        }
        let last = |n: &'static Name| n.id.split_once('.').map_or(n.id, |(_, last)| last);
        for by_alias in [true, false] {
            let fits = |n: &'static Name| {
                if by_alias {
                    n.aliases.contains(&wanted)
                } else {
                    last(n) == wanted
                }
            };
            let found: Vec<_> = self.iter().filter(|(_, n)| fits(n)).collect();
            match found[..] {
                [] => {}
                [one] => return Ok(one),
                _ => {
                    let ids: Vec<&str> = found.iter().map(|(_, n)| n.id).collect();
                    return Err(Fault::new(
                        Code::IdAmbiguous,
                        format!("{wanted:?} is ambiguous: {}", ids.join(", ")),
                    ));
                }
            }
        }
        let words = self
            .iter()
            .flat_map(|(_, n)| [n.id, last(n)].into_iter().chain(n.aliases.iter().copied()));
        let meant =
            nearest(wanted, words).map_or(String::new(), |m| format!("; did you mean {m:?}?"));
        Err(Fault::new(
            Code::IdUnknown,
            format!("no indicator {wanted:?}{meant}"),
        ))
    }
}

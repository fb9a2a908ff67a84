//! Charts as rows: a label, a strip of SVG in per cent of the width, a value. Text stays text at any width.
use crate::html::escape;
use std::fmt::Write;

/// From a number to a place on the strip.
#[derive(Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) low: f64,
    pub(crate) high: f64,
}
impl Scale {
    /// From zero to a round number above the largest.
    pub(crate) fn from_zero(largest: f64) -> Self {
        Self {
            low: 0.0,
            high: round_up(largest),
        }
    }
    /// Both ways as far as the largest.
    pub(crate) fn both(largest: f64) -> Self {
        let high = round_up(largest);
        Self { low: -high, high }
    }
    fn at(self, x: f64) -> f64 {
        (100.0 * (x - self.low) / (self.high - self.low)).clamp(0.0, 100.0)
    }
}
fn round_up(x: f64) -> f64 {
    if !(x > 0.0 && x.is_finite()) {
        return 1.0;
    }
    let mut power = 1.0;
    while power < x {
        power *= 10.0;
    }
    while power / 10.0 >= x {
        power /= 10.0;
    }
    [0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8]
        .iter()
        .map(|part| part * power)
        .find(|high| *high >= x)
        .unwrap_or(power)
}
/// What stands on a strip. Colours are letters: `a`, `b`, `c`, `d`, and `0` for what is not known.
pub(crate) enum Mark {
    /// From here to there.
    Bar(f64, f64, char),
    /// What is not known: hatched.
    Unknown(f64, f64),
    /// A point.
    Dot(f64, char),
    /// A point of an earlier time: open.
    Ring(f64, char),
    /// An interval with ends.
    Range(f64, f64, char),
    /// A line between two points.
    Link(f64, f64),
    /// A reference.
    Line(f64),
}
/// One row.
pub(crate) struct Row {
    /// HTML.
    pub(crate) label: String,
    pub(crate) marks: Vec<Mark>,
    /// HTML.
    pub(crate) value: String,
    /// What a pointer shows.
    pub(crate) hint: String,
}
impl Row {
    pub(crate) fn new(label: &str, marks: Vec<Mark>, value: String) -> Self {
        Self {
            label: escape(label),
            marks,
            value,
            hint: String::new(),
        }
    }
    pub(crate) fn hint(self, hint: String) -> Self {
        Self { hint, ..self }
    }
}
/// Rows under heads; a head is a row without marks and value.
pub(crate) fn plot(rows: &[Row], scale: Scale, ticks: &[(f64, String)]) -> String {
    let mut out = String::from("<div class=plot>");
    for row in rows {
        if row.marks.is_empty() && row.value.is_empty() {
            let _ = write!(out, "<div class=g>{}</div>", row.label);
            continue;
        }
        let _ = write!(
            out,
            "<div class=l>{}</div><svg height=20 role=img>{}{}</svg><div class=v>{}</div>",
            row.label,
            if row.hint.is_empty() {
                String::new()
            } else {
                format!("<title>{}</title>", escape(&row.hint))
            },
            strip(&row.marks, scale, ticks),
            row.value
        );
    }
    let _ = write!(
        out,
        "<div></div><svg height=16>{}</svg><div></div></div>",
        axis(scale, ticks)
    );
    out
}
fn strip(marks: &[Mark], scale: Scale, ticks: &[(f64, String)]) -> String {
    let mut out = String::new();
    for (tick, _) in ticks {
        let x = scale.at(*tick);
        let _ = write!(out, "<line class=grid x1={x:.2}% x2={x:.2}% y1=0 y2=20 />");
    }
    for mark in marks {
        let _ = match *mark {
            Mark::Bar(from, to, colour) => {
                let (a, b) = (scale.at(from.min(to)), scale.at(from.max(to)));
                write!(
                    out,
                    "<rect class=f{colour} x={a:.2}% y=4 width={:.2}% height=12 />",
                    b - a
                )
            }
            Mark::Unknown(from, to) => {
                let (a, b) = (scale.at(from), scale.at(to));
                write!(
                    out,
                    "<rect fill=\"url(#hatch)\" stroke=#cfd6dc x={a:.2}% y=4 width={:.2}% height=12 />",
                    b - a
                )
            }
            Mark::Dot(x, colour) => write!(
                out,
                "<circle class=f{colour} cx={:.2}% cy=10 r=5 />",
                scale.at(x)
            ),
            Mark::Ring(x, colour) => {
                write!(
                    out,
                    "<circle class=\"open s{colour}\" cx={:.2}% cy=10 r=4 />",
                    scale.at(x)
                )
            }
            Mark::Range(from, to, colour) => {
                let (a, b) = (scale.at(from), scale.at(to));
                write!(
                    out,
                    "<line class=\"s{colour} wide\" x1={a:.2}% x2={b:.2}% y1=10 y2=10 /><line class=\"s{colour} thin\" x1={a:.2}% x2={a:.2}% y1=4 y2=16 /><line class=\"s{colour} thin\" x1={b:.2}% x2={b:.2}% y1=4 y2=16 />"
                )
            }
            Mark::Link(from, to) => write!(
                out,
                "<line class=\"sc thin\" x1={:.2}% x2={:.2}% y1=10 y2=10 />",
                scale.at(from),
                scale.at(to)
            ),
            Mark::Line(x) => write!(
                out,
                "<line class=ref x1={0:.2}% x2={0:.2}% y1=-1 y2=21 />",
                scale.at(x)
            ),
        };
    }
    out
}
fn axis(scale: Scale, ticks: &[(f64, String)]) -> String {
    let mut out = String::new();
    let last = ticks.len().saturating_sub(1);
    for (i, (tick, name)) in ticks.iter().enumerate() {
        let x = scale.at(*tick);
        // On a narrow screen only the ends and the middle have room.
        let spare = i != 0 && i != last && 2 * i != last;
        let class = if spare { " class=spare" } else { "" };
        let anchor = if x < 6.0 {
            "start"
        } else if x > 94.0 {
            "end"
        } else {
            "middle"
        };
        let _ = write!(
            out,
            "<text{class} x={x:.2}% y=11 text-anchor={anchor}>{name}</text>"
        );
    }
    out
}
/// Ticks with labels, about `n` steps; the step is round if any number of steps near `n` makes it so.
pub(crate) fn ticks(scale: Scale, n: usize, label: impl Fn(f64) -> String) -> Vec<(f64, String)> {
    let width = scale.high - scale.low;
    let is_round = |n: usize| {
        let mut step = width / n as f64;
        while step < 0.999 {
            step *= 10.0;
        }
        while step >= 9.999 {
            step /= 10.0;
        }
        [1.0, 2.0, 2.5, 5.0]
            .iter()
            .any(|round| (step - round).abs() < 1e-9)
    };
    let near = [n, n + 1, n.saturating_sub(1), n + 2];
    let n = near
        .into_iter()
        .find(|n| *n > 1 && is_round(*n))
        .unwrap_or(n);
    (0..=n)
        .map(|i| scale.low + width * i as f64 / n as f64)
        .map(|x| (x, label(x)))
        .collect()
}
/// A value that changes in steps: from (place, value) on, until the next; heights in pixels, widths in per cent.
pub(crate) fn steps(
    points: &[(f64, f64)],
    scale: Scale,
    ticks: &[(f64, String)],
    label: impl Fn(f64) -> String,
) -> String {
    const HEIGHT: f64 = 120.0;
    let largest = points.iter().map(|p| p.1).fold(0.0, f64::max);
    let y = |v: f64| HEIGHT - (HEIGHT - 22.0) * v / largest.max(1e-300);
    let mut out = format!(
        "<svg width=100% height={} role=img style=\"display:block;overflow:visible\">",
        HEIGHT + 20.0
    );
    for (tick, name) in ticks {
        let x = scale.at(*tick);
        let anchor = if x > 94.0 { "end" } else { "middle" };
        let _ = write!(
            out,
            "<line class=grid x1={x:.2}% x2={x:.2}% y1=0 y2={HEIGHT} /><text x={x:.2}% y={} text-anchor={anchor}>{name}</text>",
            HEIGHT + 15.0
        );
    }
    let mut before = 0.0;
    for (i, (from, value)) in points.iter().enumerate() {
        let a = scale.at(*from);
        let b = points.get(i + 1).map_or(100.0, |next| scale.at(next.0));
        let (high, low) = (y(*value), y(before));
        let _ = write!(
            out,
            "<line class=\"sa thin\" x1={a:.2}% x2={a:.2}% y1={low:.1} y2={high:.1} /><line class=\"sa wide\" x1={a:.2}% x2={b:.2}% y1={high:.1} y2={high:.1} /><text x={a:.2}% dx=4 y={:.1}>{}</text>",
            high - 6.0,
            label(*value)
        );
        before = *value;
    }
    let _ = write!(
        out,
        "<line class=grid x1=0 x2=100% y1={HEIGHT} y2={HEIGHT} /></svg>"
    );
    out
}
/// The hatching of what is not known; once a page.
pub(crate) const HATCH: &str = "<svg width=0 height=0 style=\"position:absolute\" aria-hidden=true><defs><pattern id=hatch width=6 height=6 patternUnits=userSpaceOnUse patternTransform=\"rotate(45)\"><rect width=6 height=6 fill=#fff /><rect width=3 height=6 fill=#cfd6dc /></pattern></defs></svg>";
/// What colours mean: class of the swatch, and words.
pub(crate) fn key(items: &[(&str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(class, words)| format!("<span><i class=\"{class}\"></i>{}</span>", escape(words)))
        .collect();
    format!("<div class=key>{items}</div>")
}

//! Every named law of every shape as an edit of the drawn table and a claim.
use crate::claim::Claim;
use crate::sample::{Draw, Sample, label, sample};
use mercatoria_core::{
    BilateralLaw, ChangeLaw, Compared, ContrastLaw, DistributionLaw, FlowsLaw, Input, Kind, Laws,
    MatrixLaw, Owned, PanelLaw, RatingsLaw, RegisterLaw, RelationLaw, ScoreboardLaw, TradeLaw,
    Unit, Values,
};

/// From the axis and label of a cell of the variant to that of the base.
type Rename = Box<dyn Fn(&str, &str) -> (String, String)>;
type Check = Box<dyn Fn(&Owned, &Values) -> Compared>;
/// One law on one draw.
pub(crate) struct Case {
    /// What is computed first.
    pub(crate) base: Sample,
    /// What must hold.
    pub(crate) test: Test,
}
pub(crate) enum Test {
    /// Of the base alone.
    Alone(Claim),
    /// Of the base alone, by the unit's own check.
    Own(Check),
    /// Of a second input against the base.
    Pair(Sample, Claim, Rename),
}

fn as_is() -> Rename {
    Box::new(|axis, label| (axis.into(), label.into()))
}
fn alone(base: Sample, claim: Claim) -> Case {
    Case {
        base,
        test: Test::Alone(claim),
    }
}
fn pair(base: Sample, variant: Sample, claim: Claim) -> Case {
    Case {
        base,
        test: Test::Pair(variant, claim, as_is()),
    }
}
/// Exchanges two labels everywhere; the output must be the same with the labels exchanged back.
fn relabelled(base: Sample, p: String, q: String) -> Case {
    let exchange = move |text: &str| {
        if text == p {
            q.clone()
        } else if text == q {
            p.clone()
        } else {
            text.to_owned()
        }
    };
    let variant = base.clone().renamed(&exchange);
    let rename: Rename = Box::new(move |axis, label| (axis.into(), exchange(label)));
    Case {
        base,
        test: Test::Pair(variant, Claim::Same, rename),
    }
}
/// The labels of a column of texts, sorted.
fn labels(s: &Sample, column: usize) -> Vec<String> {
    let mut all: Vec<String> = s.texts[column].1.clone();
    all.sort();
    all.dedup();
    all
}
/// Two labels of a column, by the places drawn; equal ones where there is only one.
fn two(s: &Sample, column: usize, draw: &Draw) -> (String, String) {
    let all = labels(s, column);
    let p = draw.i % all.len();
    let q = (p + 1 + draw.j % all.len().saturating_sub(1).max(1)) % all.len();
    (all[p].clone(), all[q].clone())
}
/// Adds the rows of label `q` of a column to those of `p`, matched by the other texts, and drops them.
fn merged(s: &Sample, column: usize, p: &str, q: &str) -> Sample {
    let mut out = s.clone();
    if p == q {
        return out;
    }
    let others = |row: usize| -> Vec<&str> {
        (0..s.texts.len())
            .filter(|c| *c != column)
            .map(|c| s.text(c, row))
            .collect()
    };
    for row in 0..s.rows() {
        if s.text(column, row) != q {
            continue;
        }
        let into = (0..s.rows()).find(|to| s.text(column, *to) == p && others(*to) == others(row));
        if let Some(into) = into {
            for (_, numbers) in &mut out.numbers {
                numbers[into] += numbers[row];
            }
        }
    }
    let q = q.to_owned();
    out.filtered(|s, row| s.text(column, row) != q)
}
/// Splits label `p` of a column into two, a quarter of each amount to a new label.
fn split(s: &Sample, column: usize, p: &str) -> Sample {
    let mut out = s.clone();
    for row in 0..s.rows() {
        if s.text(column, row) != p {
            continue;
        }
        for (c, (_, texts)) in out.texts.iter_mut().enumerate() {
            let text = if c == column {
                format!("{p}x")
            } else {
                texts[row].clone()
            };
            texts.push(text);
        }
        for (_, numbers) in &mut out.numbers {
            let x = numbers[row];
            numbers.push(x * 0.25);
            numbers[row] = x * 0.75;
        }
    }
    out
}
/// Moves half of the smaller of two amounts to the larger.
fn transferred(s: &Sample, draw: &Draw) -> Sample {
    let mut out = s.clone();
    let (p, q) = (draw.i % s.rows(), draw.j % s.rows());
    let x = &mut out.numbers[0].1;
    let (small, large) = if x[p] < x[q] { (p, q) } else { (q, p) };
    if small != large {
        let half = x[small] / 2.0;
        x[small] -= half;
        x[large] += half;
    }
    out
}
/// The measure columns exchanged.
fn exchanged(s: &Sample) -> Sample {
    let mut out = s.clone();
    let first = out.numbers[0].1.clone();
    out.numbers[0].1 = out.numbers[1].1.clone();
    out.numbers[1].1 = first;
    out
}
/// Rows in another order.
fn reordered(s: &Sample, draw: &Draw) -> Sample {
    let mut out = s.clone();
    let n = s.rows().max(1);
    for (_, column) in &mut out.texts {
        column.rotate_left(draw.i % n);
    }
    for (_, column) in &mut out.numbers {
        column.rotate_left(draw.i % n);
    }
    out
}

/// Law number `which` of a unit on a draw.
pub(crate) fn case(unit: &dyn Unit, laws: &Laws, which: usize, draw: &Draw) -> Case {
    let about = unit.about();
    let base = sample(about.kind, &about.card.example, draw);
    match laws {
        Laws::Distribution(laws) => distribution(base, laws[which], draw),
        Laws::Contrast(laws) => contrast(base, laws[which], draw),
        Laws::Matrix(laws) => matrix(base, laws[which], draw),
        Laws::Change(laws) => change(base, laws[which], draw),
        Laws::Trade(laws) => trade(base, laws[which], draw),
        Laws::Bilateral(laws) => bilateral(base, laws[which], draw),
        Laws::Flows(laws) => flows(base, laws[which], draw),
        Laws::Register(laws) => register(base, laws[which], draw),
        Laws::Scoreboard(laws) => scoreboard(base, laws[which], draw),
        Laws::Ratings(laws) => ratings(base, laws[which], draw),
        Laws::Relation(laws) => relation(base, laws[which], draw),
        Laws::Panel(laws) => panel(base, laws[which], draw),
    }
}
macro_rules! own {
    ($base:expr, $check:expr, $kind:ident) => {{
        let check = $check;
        let run: Check = Box::new(move |owned, values| match owned.input() {
            Input::$kind(shape) => (check.0)(&shape, values),
            _ => Ok(false),
        });
        Case {
            base: $base,
            test: Test::Own(run),
        }
    }};
}

fn distribution(base: Sample, law: DistributionLaw, draw: &Draw) -> Case {
    use DistributionLaw as L;
    let (p, q) = two(&base, 0, draw);
    match law {
        L::Holds(_, check) => own!(base, check, Distribution),
        L::ScaleFree => pair(base.clone(), base.scaled(8.0), Claim::Same),
        L::Homogeneous => pair(base.clone(), base.scaled(8.0), Claim::Times(8.0)),
        L::Symmetric => relabelled(base, p, q),
        L::Within(low, high) => alone(base, Claim::Within(low, high)),
        L::EqualSplit(value) => {
            let mut equal = base;
            equal.numbers[0].1.fill(1.0 + draw.i as f64);
            alone(equal, Claim::Within(value, value))
        }
        L::TransferRaises => pair(base.clone(), transferred(&base, draw), Claim::NotLower),
        L::TransferLowers => pair(base.clone(), transferred(&base, draw), Claim::NotHigher),
        L::MergingRaises => pair(base.clone(), merged(&base, 0, &p, &q), Claim::NotLower),
        L::MergingLowers => pair(base.clone(), merged(&base, 0, &p, &q), Claim::NotHigher),
        L::EmptyLabelNeutral => {
            let mut more = base.clone();
            more.row(&["Z"], &[0.0]);
            pair(base, more, Claim::Same)
        }
        L::ReplicationTimes(times) => {
            let mut twice = base.clone();
            for row in 0..base.rows() {
                let twin = format!("{}x", base.text(0, row));
                twice.row(&[&twin], &[base.numbers[0].1[row]]);
            }
            pair(base, twice, Claim::Times(times))
        }
    }
}
fn contrast(base: Sample, law: ContrastLaw, draw: &Draw) -> Case {
    use ContrastLaw as L;
    let (p, q) = two(&base, 0, draw);
    match law {
        L::Holds(_, check) => own!(base, check, Contrast),
        L::ScaleFree => {
            let mut scaled = base.clone();
            scaled.numbers[0].1.iter_mut().for_each(|x| *x *= 8.0);
            scaled.numbers[1].1.iter_mut().for_each(|x| *x *= 0.25);
            pair(base, scaled, Claim::Same)
        }
        L::Symmetric => relabelled(base, p, q),
        L::Within(low, high) => alone(base, Claim::Within(low, high)),
        L::Mirror(value) => {
            let mut mirror = base;
            mirror.numbers[1].1 = mirror.numbers[0].1.iter().map(|x| x * 3.0).collect();
            alone(mirror, Claim::Within(value, value))
        }
        L::Exchange => pair(base.clone(), exchanged(&base), Claim::SameNumbers),
        L::ExchangeNegates => pair(base.clone(), exchanged(&base), Claim::Times(-1.0)),
        L::MergingLowers => pair(base.clone(), merged(&base, 0, &p, &q), Claim::NotHigher),
        L::MergingRaises => pair(base.clone(), merged(&base, 0, &p, &q), Claim::NotLower),
        L::SplittingNeutral => pair(base.clone(), split(&base, 0, &p), Claim::Same),
    }
}
fn matrix(base: Sample, law: MatrixLaw, draw: &Draw) -> Case {
    use MatrixLaw as L;
    let column = draw.j % 2;
    let (p, q) = two(&base, column, draw);
    let (first, second) = two(&base, 0, draw);
    match law {
        L::Holds(_, check) => own!(base, check, Matrix),
        L::ScaleFree => pair(base.clone(), base.scaled(8.0), Claim::Same),
        L::Homogeneous => pair(base.clone(), base.scaled(8.0), Claim::Times(8.0)),
        L::Relabel => relabelled(base, p, q),
        L::Proportional(value) => {
            let mut product = base;
            let place = |label: &str| label[1..].parse::<usize>().unwrap_or(1) - 1;
            for row in 0..product.rows() {
                let (r, c) = (place(product.text(0, row)), place(product.text(1, row)));
                let of_column = draw.b[0][c % 6];
                product.numbers[0].1[row] = f64::from(draw.a[r][0]) * f64::from(of_column);
            }
            alone(product, Claim::Within(value, value))
        }
        L::Transpose => {
            let mut turned = base.clone();
            turned.texts.swap(0, 1);
            turned.texts[0].0 = "row".into();
            turned.texts[1].0 = "column".into();
            for (stem, _) in &mut turned.others {
                *stem = match stem.split_once('_') {
                    Some(("row", rest)) => format!("column_{rest}"),
                    Some(("column", rest)) => format!("row_{rest}"),
                    _ => stem.clone(),
                };
            }
            let rename: Rename = Box::new(|axis, label| {
                let axis = match axis {
                    "row" => "column",
                    "column" => "row",
                    other => other,
                };
                (axis.into(), label.into())
            });
            Case {
                base,
                test: Test::Pair(turned, Claim::SameNumbers, rename),
            }
        }
        L::Within(low, high) => alone(base, Claim::Within(low, high)),
        L::RowsSumTo(sum) => alone(base, Claim::SumsTo(sum, Some("row"))),
        L::ColumnsSumTo(sum) => alone(base, Claim::SumsTo(sum, Some("column"))),
        L::MergingRowsLowers => pair(
            base.clone(),
            merged(&base, 0, &first, &second),
            Claim::NotHigher,
        ),
        L::SplittingRowsNeutral => pair(base.clone(), split(&base, 0, &first), Claim::Same),
        L::SymmetricPairs => {
            let rename: Rename = Box::new(|axis, label| {
                let axis = match axis.strip_suffix("_2") {
                    Some(first) => first.to_owned(),
                    None => format!("{axis}_2"),
                };
                (axis, label.into())
            });
            Case {
                base: base.clone(),
                test: Test::Pair(base, Claim::Same, rename),
            }
        }
    }
}
/// Periods in reverse order.
fn reversed(base: &Sample, column: usize) -> Sample {
    let periods = labels(base, column);
    let mut out = base.clone();
    for text in &mut out.texts[column].1 {
        let at = periods.iter().position(|p| p == text).unwrap_or(0);
        *text = periods[periods.len() - 1 - at].clone();
    }
    out
}
fn change(base: Sample, law: ChangeLaw, draw: &Draw) -> Case {
    use ChangeLaw as L;
    let (p, q) = two(&base, draw.j % 2, draw);
    match law {
        L::Holds(_, check) => own!(base, check, Change),
        L::Homogeneous => pair(base.clone(), base.scaled(8.0), Claim::Times(8.0)),
        L::ScaleFree => pair(base.clone(), base.scaled(8.0), Claim::Same),
        L::Relabel => relabelled(base, p, q),
        L::StandstillIsZero => {
            let mut still = base;
            let n = still.rows() / labels(&still, 2).len();
            let x = &mut still.numbers[0].1;
            for row in n..x.len() {
                x[row] = x[row % n];
            }
            alone(still, Claim::Within(0.0, 0.0))
        }
        L::Within(low, high) => alone(base, Claim::Within(low, high)),
        L::Reversal => pair(base.clone(), reversed(&base, 2), Claim::Same),
        L::ReversalNegates => pair(base.clone(), reversed(&base, 2), Claim::Times(-1.0)),
    }
}
fn trade(base: Sample, law: TradeLaw, draw: &Draw) -> Case {
    use TradeLaw as L;
    let (p, q) = two(&base, 0, draw);
    match law {
        L::Holds(_, check) => own!(base, check, Trade),
        L::ScaleFree => pair(base.clone(), base.scaled(8.0), Claim::Same),
        L::Relabel => relabelled(base, p, q),
        L::Exchange => pair(base.clone(), exchanged(&base), Claim::SameNumbers),
        L::ExchangeNegates => pair(base.clone(), exchanged(&base), Claim::Times(-1.0)),
        L::Within(low, high) => alone(base, Claim::Within(low, high)),
        L::SumsTo(sum) => alone(base, Claim::SumsTo(sum, None)),
    }
}
fn bilateral(base: Sample, law: BilateralLaw, draw: &Draw) -> Case {
    use BilateralLaw as L;
    let (p, q) = two(&base, draw.j % 2, draw);
    match law {
        L::Holds(_, check) => own!(base, check, Bilateral),
        L::ScaleFree => pair(base.clone(), base.scaled(8.0), Claim::Same),
        L::Relabel => relabelled(base, p, q),
        L::Exchange => pair(base.clone(), exchanged(&base), Claim::SameNumbers),
        L::ExchangeNegates => pair(base.clone(), exchanged(&base), Claim::Times(-1.0)),
        L::Within(low, high) => alone(base, Claim::Within(low, high)),
    }
}
fn flows(base: Sample, law: FlowsLaw, draw: &Draw) -> Case {
    use FlowsLaw as L;
    let scaled = || base.clone().scaled(8.0);
    match law {
        L::Holds(_, check) => own!(base, check, Flows),
        L::ScaleFree => pair(base.clone(), scaled(), Claim::Same),
        L::Homogeneous => pair(base.clone(), scaled(), Claim::Times(8.0)),
        L::Within(low, high) => alone(base, Claim::Within(low, high)),
        L::Order => pair(base.clone(), reordered(&base, draw), Claim::Same),
    }
}
fn register(base: Sample, law: RegisterLaw, draw: &Draw) -> Case {
    use RegisterLaw as L;
    match law {
        L::Holds(_, check) => own!(base, check, Register),
        L::Order => pair(base.clone(), reordered(&base, draw), Claim::Same),
        L::AddingRaises => {
            let mut more = base.clone();
            let at = draw.i % base.rows();
            let texts: Vec<&str> = base.texts.iter().map(|(_, c)| &*c[at]).collect();
            let numbers: Vec<f64> = base.numbers.iter().map(|(_, c)| c[at]).collect();
            more.row(&texts, &numbers);
            pair(base, more, Claim::NotLower)
        }
        L::EndingLowers => {
            let mut ended = base.clone();
            let at = draw.i % base.rows();
            if let Some((_, until)) = ended.texts.iter_mut().find(|(name, _)| name == "until")
                && until[at].is_empty()
            {
                until[at] = "2023-01-01".into();
            }
            pair(base, ended, Claim::NotHigher)
        }
    }
}
fn scoreboard(base: Sample, law: ScoreboardLaw, draw: &Draw) -> Case {
    use ScoreboardLaw as L;
    let (p, q) = two(&base, 0, draw);
    let criterion = label("K", draw.j % labels(&base, 1).len());
    let edit = |s: &Sample, f: &dyn Fn(f64) -> f64| {
        let mut out = s.clone();
        for row in 0..s.rows() {
            if s.text(1, row) == criterion {
                out.numbers[0].1[row] = f(out.numbers[0].1[row]);
            }
        }
        out
    };
    let benefits = |mut s: Sample| {
        for (_, other) in &mut s.others {
            for (name, numbers) in &mut other.numbers {
                if name == "direction" {
                    numbers.fill(1.0);
                }
            }
        }
        s
    };
    match law {
        L::Holds(_, check) => own!(base, check, Scoreboard),
        L::RelabelUnits => relabelled(base, p, q),
        L::RatioInvariant => pair(base.clone(), edit(&base, &|x| x * 8.0), Claim::Same),
        L::AffineInvariant => pair(base.clone(), edit(&base, &|x| 3.0 * x + 7.0), Claim::Same),
        L::SumsTo(sum) => alone(base, Claim::SumsTo(sum, None)),
        L::Within(low, high) => alone(base, Claim::Within(low, high)),
        L::Monotone => {
            let base = benefits(base);
            let mut raised = base.clone();
            for row in 0..base.rows() {
                if base.text(1, row) == criterion && base.text(0, row) == p {
                    raised.numbers[0].1[row] += 3.0;
                }
            }
            pair(base, raised, Claim::NotLowerAt(p))
        }
        L::Between => {
            let base = benefits(base);
            let of: Vec<f64> = (0..base.rows())
                .filter(|row| base.text(0, *row) == p)
                .map(|row| base.numbers[0].1[row])
                .collect();
            let low = of.iter().copied().fold(f64::INFINITY, f64::min);
            let high = of.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let one = base.filtered(|s, row| s.text(0, row) == p);
            alone(one, Claim::Within(low, high))
        }
    }
}
fn ratings(base: Sample, law: RatingsLaw, draw: &Draw) -> Case {
    use RatingsLaw as L;
    let column = usize::from(matches!(law, L::Items));
    let (p, q) = two(&base, column, draw);
    match law {
        L::Holds(_, check) => own!(base, check, Ratings),
        L::Coders | L::Items => relabelled(base, p, q),
        L::IdenticalIsOne => {
            let mut alike = base;
            for row in 0..alike.rows() {
                let item = alike.text(1, row).to_owned();
                let first = (0..alike.rows()).find(|r| alike.text(1, *r) == item);
                alike.texts[2].1[row] = alike.text(2, first.unwrap_or(row)).to_owned();
            }
            alone(alike, Claim::Within(1.0, 1.0))
        }
        L::AtMost(high) => alone(base, Claim::Within(f64::NEG_INFINITY, high)),
    }
}
fn relation(base: Sample, law: RelationLaw, draw: &Draw) -> Case {
    use RelationLaw as L;
    let (p, q) = two(&base, 0, draw);
    match law {
        L::Holds(_, check) => own!(base, check, Relation),
        L::Relabel => relabelled(base, p, q),
        L::SumsTo(sum) => alone(base, Claim::SumsTo(sum, None)),
        L::ScaleFree => pair(base.clone(), base.scaled(8.0), Claim::Same),
    }
}
fn panel(base: Sample, law: PanelLaw, draw: &Draw) -> Case {
    use PanelLaw as L;
    let (p, q) = two(&base, 0, draw);
    match law {
        L::Holds(_, check) => own!(base, check, Panel),
        L::ScaleFree => pair(base.clone(), base.scaled(8.0), Claim::Same),
        L::Units => relabelled(base, p, q),
        L::Within(low, high) => alone(base, Claim::Within(low, high)),
    }
}

/// What an input of a kind looks like with some cells known only between bounds, and one completion of it.
pub(crate) fn partly_known(unit: &dyn Unit, draw: &Draw) -> Option<(Sample, Sample)> {
    let about = unit.about();
    if !matches!(about.kind, Kind::Distribution | Kind::Matrix) {
        return None;
    }
    let whole = sample(about.kind, &about.card.example, draw);
    if about.kind == Kind::Distribution && draw.i.is_multiple_of(2) && draw.columns > 1 {
        // The last labels are not seen; the total of all is known.
        let seen = 1 + draw.j % (draw.columns - 1);
        // Nothing unseen is no partly known table: a measure that counts labels counts those of the list.
        if whole.numbers[0].1[seen..].iter().all(|x| *x == 0.0) {
            return None;
        }
        let mut total = Sample::with(&[], &["value"]);
        total.row(&[], &[whole.numbers[0].1.iter().sum()]);
        let mut partly = whole.clone().filtered(|_, row| row < seen);
        partly.others.push(("total".into(), total));
        return Some((partly, whole));
    }
    let mut partly = whole.clone();
    let n = whole.rows();
    let (mut lower, mut upper) = (vec![f64::NAN; n], vec![f64::NAN; n]);
    for at in [draw.i % n, draw.j % n] {
        let x = whole.numbers[0].1[at];
        partly.numbers[0].1[at] = f64::NAN;
        lower[at] = (x - (draw.j % 7) as f64).max(0.0);
        upper[at] = x + (draw.i % 5) as f64;
    }
    partly.numbers.push(("lower".into(), lower));
    partly.numbers.push(("upper".into(), upper));
    Some((partly, whole))
}

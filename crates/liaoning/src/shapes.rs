//! The figures as the shapes that indicators read.
use crate::{
    CityFigure, china_value_added, cities, city_fdi, city_population, city_value_added,
    exports_by_product, files, governance, measures, province_trade, province_value_added,
    trade_by_partner,
};
use mercatoria_core::{
    Attribute, Axis, Code, Fault, Hidden, Matrix, OwnedChange, OwnedContrast, OwnedDistribution,
    OwnedTrade, ReadOptions, Register, Scoreboard, Side, Table, Tables, Values, day,
};
use mercatoria_numeric::{decimal::Decimal, sum::sum};

/// The years that are computed by default: after the correction of the statistics, before the next revision.
pub const YEARS: [&str; 5] = ["2019", "2020", "2021", "2022", "2023"];
/// The broad sectors.
pub const SECTORS: [&str; 3] = ["primary", "secondary", "tertiary"];
/// Two-way trade of the province in 2023, exports plus imports as printed, billion CNY.
pub const TWO_WAY_2023: f64 = 765.96;
/// How far the sectors of a city may be from its total, by the rounding of the source: 100 million CNY.
pub const TOLERANCE: &str = "0.1";

type Shaped<T> = Result<T, Vec<Fault>>;
fn one<T>(result: Result<T, Fault>) -> Shaped<T> {
    result.map_err(|fault| vec![fault])
}
fn no_figures(year: &str) -> Vec<Fault> {
    let message = format!("no figures for {year}");
    vec![Fault::new(Code::PeriodUnknown, message)]
}
/// The value of each city in a year, in the order of the axis; NaN where none is printed.
fn by_city(figures: &[CityFigure], year: &str, axis: &Axis) -> Vec<f64> {
    let at = |city: &str| {
        figures
            .iter()
            .find(|f| f.city == city && f.year == year)
            .map_or(f64::NAN, |f| f.value)
    };
    axis.labels().map(at).collect()
}

/// Value added of the 14 cities in three sectors in one year, 100 million CNY at current prices; beside it, as attributes of the
/// cities, resident population and area, and as reference the sectors of China where they are known.
///
/// ```
/// let m = mercatoria_liaoning::cities_by_sector("2023").unwrap();
/// assert_eq!((m.rows(), m.columns()), (14, 3));
/// ```
pub fn cities_by_sector(year: &str) -> Shaped<Matrix> {
    let cities = cities()?;
    let axes = [
        Axis::new("region", cities.iter().map(|c| c.name)),
        Axis::new("industry", SECTORS),
    ];
    let mut values = vec![f64::NAN; cities.len() * SECTORS.len()];
    for figure in city_value_added()?.iter().filter(|f| f.year == year) {
        let at = (
            axes[0].position(figure.city),
            axes[1].position(figure.sector),
        );
        if let (Some(r), Some(c)) = at {
            values[r * SECTORS.len() + c] = figure.value;
        }
    }
    if values.iter().any(|x| x.is_nan()) {
        return Err(no_figures(year));
    }
    let population = by_city(&city_population()?, year, &axes[0]);
    let area = cities.iter().map(|c| c.area_km2).collect();
    let side = Side {
        attributes: vec![
            ("population".into(), Attribute::Numbers(population)),
            ("area".into(), Attribute::Numbers(area)),
        ],
        ..Side::default()
    };
    let matrix = one(Matrix::new(axes, values))?.with_side(Matrix::ROW, side);
    Ok(match china_by_sector(year) {
        Ok(china) => matrix.with_reference(china),
        Err(_) => matrix,
    })
}
/// The sectors of China in one year, as a table of one row.
pub fn china_by_sector(year: &str) -> Shaped<Matrix> {
    let figures = china_value_added()?;
    let at = |sector: &&str| {
        figures
            .iter()
            .find(|f| f.year == year && f.sector == *sector)
            .map(|f| f.value)
    };
    let values: Option<Vec<f64>> = SECTORS.iter().map(at).collect();
    let axes = [
        Axis::new("region", ["China"]),
        Axis::new("industry", SECTORS),
    ];
    one(Matrix::new(axes, values.ok_or_else(|| no_figures(year))?))
}
/// The sectors of the province as published, as a table of one row. It is larger than its 14 cities together.
pub fn province_by_sector(year: &str) -> Shaped<Matrix> {
    let figures = province_value_added()?;
    let at = |sector: &&str| {
        figures
            .iter()
            .find(|f| f.year == year && f.sector == *sector)
            .map(|f| f.value)
    };
    let values: Option<Vec<f64>> = SECTORS.iter().map(at).collect();
    let axes = [
        Axis::new("region", ["Liaoning"]),
        Axis::new("industry", SECTORS),
    ];
    let matrix = one(Matrix::new(axes, values.ok_or_else(|| no_figures(year))?))?;
    Ok(match china_by_sector(year) {
        Ok(china) => matrix.with_reference(china),
        Err(_) => matrix,
    })
}
/// The 14 cities in three sectors at two years or more.
pub fn change_over(years: &[&'static str]) -> Shaped<OwnedChange> {
    let tables: Shaped<Vec<Matrix>> = years.iter().map(|year| cities_by_sector(year)).collect();
    one(OwnedChange::new(
        Axis::new("period", years.iter().copied()),
        tables?,
    ))
}
/// The same at two years.
pub fn change(first: &'static str, last: &'static str) -> Shaped<OwnedChange> {
    change_over(&[first, last])
}
/// Resident population of the cities against their value added in one year.
pub fn value_added_and_population(year: &str) -> Shaped<OwnedContrast> {
    let matrix = cities_by_sector(year)?;
    let axis = matrix.axis(Matrix::ROW).clone();
    let reference = by_city(&city_population()?, year, &axis);
    contrast(axis, matrix.row_totals().to_vec(), reference, year)
}
/// Utilised foreign direct investment of the cities (million USD) against their value added (100 million CNY) in one year.
pub fn investment_and_value_added(year: &str) -> Shaped<OwnedContrast> {
    let matrix = cities_by_sector(year)?;
    let axis = matrix.axis(Matrix::ROW).clone();
    let amounts = by_city(&city_fdi()?, year, &axis);
    contrast(axis, amounts, matrix.row_totals().to_vec(), year)
}
fn contrast(
    axis: Axis,
    amounts: Vec<f64>,
    reference: Vec<f64>,
    year: &str,
) -> Shaped<OwnedContrast> {
    if amounts.iter().chain(&reference).any(|x| x.is_nan()) {
        return Err(no_figures(year));
    }
    Ok(OwnedContrast {
        axis,
        amounts,
        reference,
    })
}

/// Decimal arithmetic, so that what is not printed is what a person would find with pencil and paper.
fn rest(total: f64, parts: &[f64]) -> f64 {
    let exact = |x: f64| x.to_string().parse::<Decimal>().ok();
    let left = parts
        .iter()
        .try_fold(exact(total), |left, x| {
            Some(left.and_then(|left| left.checked_sub(exact(*x)?)))
        })
        .flatten();
    left.map_or(total - sum(parts), |left| left.to_f64())
}
/// Two-way trade with the printed partners in 2023, and the rest that is not printed. Three of the eight are blocs.
pub fn two_way_partners() -> Shaped<OwnedDistribution> {
    partners(|_| true)
}
/// The same with the printed countries alone: what the blocs hold is not printed country by country and is in the rest.
pub fn two_way_countries() -> Shaped<OwnedDistribution> {
    partners(|figure| !figure.is_bloc())
}
fn partners(keep: impl Fn(&crate::TradeFigure) -> bool) -> Shaped<OwnedDistribution> {
    let figures = trade_by_partner()?;
    let kept = figures
        .iter()
        .filter(|f| f.start == "2023-01" && f.end == "2023-12" && f.flow == "two_way" && keep(f));
    let (names, amounts): (Vec<&str>, Vec<f64>) = kept.map(|f| (f.item, f.value)).unzip();
    let hidden = Hidden::Amount(rest(TWO_WAY_2023, &amounts));
    Ok(OwnedDistribution {
        hidden,
        ..OwnedDistribution::new(Axis::new("partner", names), amounts)
    })
}
/// Two-way trade in 2023 where no partner that is not printed is larger than the smallest printed one: an assumption, named as
/// such wherever it is used. The rest is split into as many partners of that size as it holds, and one smaller.
pub fn two_way_partners_capped() -> Shaped<OwnedDistribution> {
    let printed = two_way_partners()?;
    let cap = printed
        .amounts
        .iter()
        .copied()
        .fold(f64::INFINITY, f64::min);
    let (mut left, mut n) = (rest(TWO_WAY_2023, &printed.amounts), 0);
    let mut names: Vec<String> = printed.axis.labels().map(str::to_owned).collect();
    let mut amounts = printed.amounts;
    while left > 0.0 {
        n += 1;
        let part = left.min(cap);
        names.push(format!("not printed {n}"));
        amounts.push(part);
        left = rest(left, &[part]);
    }
    Ok(OwnedDistribution::new(Axis::new("partner", names), amounts))
}
/// Exports to the five destinations printed for 2003. Their total is not printed.
pub fn export_destinations_2003() -> Shaped<OwnedDistribution> {
    let figures = trade_by_partner()?;
    let kept = figures
        .iter()
        .filter(|f| f.start == "2003-01" && f.flow == "exports");
    let (names, amounts): (Vec<&str>, Vec<f64>) = kept.map(|f| (f.item, f.value)).unzip();
    Ok(OwnedDistribution {
        hidden: Hidden::Unknown,
        ..OwnedDistribution::new(Axis::new("partner", names), amounts)
    })
}
/// Exports by product group in January–May 2023: two groups that do not overlap, and the rest that is not printed by group.
pub fn export_groups_2023() -> Shaped<OwnedDistribution> {
    let figures = exports_by_product()?;
    let period = figures
        .iter()
        .filter(|f| f.start == "2023-01" && f.end == "2023-05" && !f.is_nested());
    let period: Vec<&crate::TradeFigure> = period.collect();
    let groups = period.iter().filter(|f| f.item != "all_other");
    let (names, amounts): (Vec<&str>, Vec<f64>) = groups.map(|f| (f.item, f.value)).unzip();
    let rest = period.iter().filter(|f| f.item == "all_other");
    let hidden = rest.map(|f| f.value).sum();
    Ok(OwnedDistribution {
        hidden: Hidden::Amount(hidden),
        ..OwnedDistribution::new(Axis::new("product_group", names), amounts)
    })
}
/// Exports and imports of the province in a full year, all goods, billion CNY.
pub fn province_balance(year: &str) -> Shaped<OwnedTrade> {
    let figures = province_trade()?;
    let flow = |flow: &str| {
        figures
            .iter()
            .find(|f| {
                f.flow == flow
                    && f.unit == "bn_cny"
                    && f.start == format!("{year}-01")
                    && f.end == format!("{year}-12")
            })
            .map(|f| f.value)
    };
    let (Some(exports), Some(imports)) = (flow("exports"), flow("imports")) else {
        return Err(no_figures(year));
    };
    Ok(OwnedTrade {
        axis: Axis::new("product", ["all goods"]),
        exports: vec![exports],
        imports: vec![imports],
    })
}

/// The six governance indicators of six countries in one year: national figures, not Liaoning's.
pub fn governance_scoreboard(year: &str) -> Shaped<Scoreboard> {
    let rows = governance()?;
    let of_year: Vec<_> = rows.iter().filter(|r| r.year == year).collect();
    let distinct = |key: fn(&crate::Governance) -> &'static str| {
        let mut seen: Vec<&str> = vec![];
        for row in &of_year {
            if !seen.contains(&key(row)) {
                seen.push(key(row));
            }
        }
        seen
    };
    let units = Axis::new("unit", distinct(|r| r.country));
    let criteria = Axis::new("criterion", distinct(|r| r.indicator));
    let cell = |unit: &str, criterion: &str| {
        of_year
            .iter()
            .find(|r| r.country == unit && r.indicator == criterion)
            .map(|r| r.estimate)
            .ok_or(mercatoria_core::Undefined::Missing)
    };
    let cells: Values = units
        .labels()
        .flat_map(|unit| {
            criteria
                .labels()
                .map(move |criterion| cell(unit, criterion))
        })
        .collect();
    if cells.is_empty() {
        return Err(no_figures(year));
    }
    let mut board = Scoreboard::flat(units, criteria, cells);
    board.periods = Axis::new("period", [year]);
    Ok(board)
}

/// All measures with their events. What was searched is stated: a jurisdiction's lever with a measure was searched, without a
/// claim to be complete; every other was not, and is no lever without law.
pub fn register() -> Shaped<(Register, Vec<Fault>)> {
    let mut coverage: Vec<[String; 4]> = vec![];
    for measure in measures()? {
        for lever in measure.lever.split(';') {
            for party in measure.parties.split(';') {
                let party = if party.is_empty() {
                    measure.jurisdiction
                } else {
                    party
                };
                let row = [party, lever, "", "searched"].map(str::to_owned);
                if !coverage.contains(&row) {
                    coverage.push(row);
                }
            }
        }
    }
    let header = ["jurisdiction", "criterion", "year", "status"];
    let rows = coverage
        .iter()
        .map(|row| row.iter().map(String::as_str).collect());
    let tables = Tables {
        main: Table::default(),
        others: vec![
            ("measures".into(), files::MEASURES.table()?.clone()),
            ("events".into(), files::MEASURE_EVENTS.table()?.clone()),
            (
                "coverage".into(),
                Table::from_rows("coverage", &header, rows),
            ),
        ],
    };
    Register::read(&tables, &ReadOptions::default())
}

/// Cities whose sectors differ from the printed total by more than the rounding, in decimal arithmetic.
pub fn check(year: &str) -> Shaped<Vec<Fault>> {
    let figures: Vec<CityFigure> = city_value_added()?
        .into_iter()
        .filter(|f| f.year == year)
        .collect();
    let exact = |x: f64| x.to_string().parse::<Decimal>().unwrap_or_default();
    let tolerance: Decimal = TOLERANCE.parse().unwrap_or_default();
    let mut faults = vec![];
    for total in figures.iter().filter(|f| f.sector == "total") {
        let parts = figures
            .iter()
            .filter(|f| f.city == total.city && f.sector != "total")
            .try_fold(Decimal::default(), |sum, f| sum.checked_add(exact(f.value)));
        let Some((parts, gap)) =
            parts.and_then(|parts| Some((parts, exact(total.value).checked_sub(parts)?.abs())))
        else {
            continue;
        };
        if gap > tolerance {
            let message = format!(
                "{} {year}: the sectors add up to {}, the total is {}",
                total.city,
                parts.to_f64(),
                total.value
            );
            faults.push(
                Fault::new(Code::PartsTotal, message)
                    .at(files::CITY_GDP.path, total.origin.line)
                    .field("value_added_100m_cny"),
            );
        }
    }
    Ok(faults)
}
/// First day of a year.
pub fn first_day(year: i32) -> mercatoria_core::Day {
    day(year, 1, 1)
}

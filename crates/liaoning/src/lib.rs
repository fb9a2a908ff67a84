//! The embedded study: published figures of Liaoning province, every one with its source (`data/SOURCES.csv`). Nothing is
//! estimated; an absent row means that no published figure is known. All values are at current prices, 2023 is a first
//! release: growth over these years mixes volume, price and revision.
use mercatoria_core::{Axis, Code, Fault, Hidden, Matrix, OwnedChange, OwnedDistribution, Table};

/// Value added by city, year and sector, 100 million CNY.
pub const CITY_GDP: &str = include_str!("../data/city_gdp_by_sector.csv");
/// Two-way trade of the province by partner as printed, billion CNY.
pub const PARTNERS: &str = include_str!("../data/province_trade_by_partner.csv");
/// Two-way trade of the province in 2023, exports plus imports as printed, billion CNY.
pub const TWO_WAY_2023: f64 = 765.96;
/// China's sectors together do not fall below this tolerance of rounding, in hundredths of 100 million CNY.
const TOLERANCE: i64 = 10;
const SECTORS: [&str; 3] = ["primary", "secondary", "tertiary"];

fn table(file: &str, text: &str, numbers: &[&str]) -> Result<Table, Vec<Fault>> {
    let numbers = numbers.iter().map(|name| (*name).to_owned()).collect();
    let options = mercatoria_data::Options {
        numbers,
        ..mercatoria_data::Options::default()
    };
    mercatoria_data::parse_table(file, text.as_bytes(), &options).map(|(table, _)| table)
}

/// One figure of a city.
struct Figure {
    row: usize,
    city: String,
    sector: String,
    value: f64,
}
fn city_figures(year: &str) -> Result<(Table, Vec<Figure>), Vec<Fault>> {
    let table = table(
        "city_gdp_by_sector.csv",
        CITY_GDP,
        &["value_added_100m_cny"],
    )?;
    let wanted = ["city", "year", "sector", "value_added_100m_cny"];
    let columns: Option<Vec<usize>> = wanted
        .iter()
        .map(|name| table.columns.iter().position(|(n, _)| n == name))
        .collect();
    let Some(columns) = columns else {
        return Err(vec![
            Fault::new(Code::ColumnMissing, "a column is missing").file(&table.file),
        ]);
    };
    let values = table.numbers(columns[3], &mut Default::default());
    let rows = (0..table.rows()).filter(|row| table.text(columns[1], *row) == year);
    let figures = rows.map(|row| Figure {
        row,
        city: table.text(columns[0], row).to_owned(),
        sector: table.text(columns[2], row).to_owned(),
        value: values[row],
    });
    let figures = figures.collect();
    Ok((table, figures))
}

/// Value added of the 14 cities in three sectors in one year, 100 million CNY at current prices.
///
/// ```
/// let m = mercatoria_liaoning::cities_by_sector("2023").unwrap();
/// assert_eq!((m.rows(), m.columns()), (14, 3));
/// ```
pub fn cities_by_sector(year: &str) -> Result<Matrix, Vec<Fault>> {
    let (_, figures) = city_figures(year)?;
    let mut cities: Vec<&str> = figures.iter().map(|f| &*f.city).collect();
    cities.sort_unstable();
    cities.dedup();
    if cities.is_empty() {
        return Err(vec![Fault::new(
            Code::PeriodUnknown,
            format!("no figures for {year}"),
        )]);
    }
    let axes = [
        Axis::new("region", cities.iter().copied()),
        Axis::new("industry", SECTORS),
    ];
    let mut values = vec![0.0; cities.len() * SECTORS.len()];
    for figure in &figures {
        if let (Some(r), Some(c)) = (
            axes[0].position(&figure.city),
            axes[1].position(&figure.sector),
        ) {
            values[r * SECTORS.len() + c] = figure.value;
        }
    }
    Matrix::new(axes, values).map_err(|fault| vec![fault])
}

/// The same at two years.
pub fn change(first: &str, last: &str) -> Result<OwnedChange, Vec<Fault>> {
    let tables = vec![cities_by_sector(first)?, cities_by_sector(last)?];
    OwnedChange::new(Axis::new("period", [first, last]), tables).map_err(|fault| vec![fault])
}

/// Two-way trade with the printed partners in 2023, and the rest that is not printed.
pub fn two_way_partners() -> Result<OwnedDistribution, Vec<Fault>> {
    let table = table("province_trade_by_partner.csv", PARTNERS, &["value"])?;
    let column = |name: &str| table.columns.iter().position(|(n, _)| n == name);
    let (Some(start), Some(flow), Some(partner), Some(value)) = (
        column("period_start"),
        column("flow"),
        column("partner"),
        column("value"),
    ) else {
        return Err(vec![
            Fault::new(Code::ColumnMissing, "a column is missing").file(&table.file),
        ]);
    };
    let values = table.numbers(value, &mut Default::default());
    let rows: Vec<usize> = (0..table.rows())
        .filter(|row| {
            table.text(start, *row).starts_with("2023") && table.text(flow, *row) != "exports"
        })
        .collect();
    let amounts: Vec<f64> = rows.iter().map(|row| values[*row]).collect();
    let rest = TWO_WAY_2023 - amounts.iter().sum::<f64>();
    let axis = Axis::new("partner", rows.iter().map(|row| table.text(partner, *row)));
    Ok(OwnedDistribution {
        hidden: Hidden::Amount(rest),
        ..OwnedDistribution::new(axis, amounts)
    })
}

/// Cities whose sectors differ from the printed total by more than 0.1, counted in hundredths so that the sums are exact.
pub fn check(year: &str) -> Result<Vec<Fault>, Vec<Fault>> {
    let (table, figures) = city_figures(year)?;
    let hundredths = |x: f64| (x * 100.0).round() as i64;
    let mut faults = vec![];
    for total in figures.iter().filter(|f| f.sector == "total") {
        let parts: i64 = figures
            .iter()
            .filter(|f| f.city == total.city && f.sector != "total")
            .map(|f| hundredths(f.value))
            .sum();
        let gap = hundredths(total.value) - parts;
        if gap.abs() > TOLERANCE {
            let message = format!(
                "{} {year}: the sectors add up to {}, the total is {}",
                total.city,
                parts as f64 / 100.0,
                total.value
            );
            faults.push(table.fault(Code::PartsTotal, total.row, "value_added_100m_cny", message));
        }
    }
    Ok(faults)
}

//! The figures as typed records. Every record carries where it comes from.
use crate::files::{self, Origin, Row};
use mercatoria_core::Fault;

/// All rows of a table, or all of its faults.
pub type Records<T> = Result<Vec<T>, Vec<Fault>>;

/// A prefecture-level city.
#[derive(Debug, Clone, Copy)]
pub struct City {
    /// Six digits of GB/T 2260.
    pub code: &'static str,
    /// Name in Latin letters.
    pub name: &'static str,
    /// Name in Chinese.
    pub name_zh: &'static str,
    /// Centre, degrees north.
    pub latitude: f64,
    /// Centre, degrees east.
    pub longitude: f64,
    /// Square kilometres.
    pub area_km2: f64,
    /// Named in the coastal belt plan?
    pub coastal_belt: bool,
    /// Area of its part of the free trade zone.
    pub ftz_area_km2: Option<f64>,
}
/// The 14 cities in the order of their codes.
///
/// ```
/// assert_eq!(mercatoria_liaoning::cities().unwrap()[1].name, "Dalian");
/// ```
pub fn cities() -> Records<City> {
    files::CITIES.records(|row| {
        Ok(City {
            code: row.text("code")?,
            name: row.text("name_en")?,
            name_zh: row.text("name_zh")?,
            latitude: row.needed("lat")?,
            longitude: row.needed("lon")?,
            area_km2: row.needed("area_km2")?,
            coastal_belt: row.text("coastal_belt")? == "1",
            ftz_area_km2: row.number("ftz_area_km2")?,
        })
    })
}

/// One figure of one city in one year.
#[derive(Debug, Clone, Copy)]
pub struct CityFigure {
    /// Code of the city.
    pub code: &'static str,
    /// The city.
    pub city: &'static str,
    /// The year.
    pub year: &'static str,
    /// Sector, or `total`; empty where the figure has none.
    pub sector: &'static str,
    /// In the unit of the table.
    pub value: f64,
    /// Is there a second source that agrees?
    pub confirmed: bool,
    /// Where it comes from.
    pub origin: Origin,
}
fn city_figure(row: &Row, sector: bool, value: &str) -> Result<CityFigure, Fault> {
    Ok(CityFigure {
        code: row.text("code")?,
        city: row.text("city")?,
        year: row.text("year")?,
        sector: if sector { row.text("sector")? } else { "" },
        value: row.needed(value)?,
        confirmed: sector && row.text("independent_confirmation")? == "yes",
        origin: row.origin()?,
    })
}
/// Value added by city, year and sector (and `total`), 2000–2023, 100 million CNY at current prices.
pub fn city_value_added() -> Records<CityFigure> {
    files::CITY_GDP.records(|row| city_figure(row, true, "value_added_100m_cny"))
}
/// Resident population by city and year, 10,000 persons.
pub fn city_population() -> Records<CityFigure> {
    files::CITY_POPULATION.records(|row| city_figure(row, false, "population_10k"))
}
/// Utilised foreign direct investment by city and year, million USD.
pub fn city_fdi() -> Records<CityFigure> {
    files::CITY_FDI.records(|row| city_figure(row, false, "fdi_utilised_musd"))
}

/// A figure of a sparse table: nothing is known beside what is listed.
#[derive(Debug, Clone, Copy)]
pub struct SparseFigure {
    /// City, or whatever the row is about.
    pub city: &'static str,
    /// First month.
    pub start: &'static str,
    /// Last month.
    pub end: &'static str,
    /// What is measured: a flow of trade, or a measure of industry.
    pub measure: &'static str,
    /// Product, partner or industry.
    pub item: &'static str,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Where it comes from.
    pub origin: Origin,
}
fn sparse(row: &Row, measure: &str, item: &str) -> Result<SparseFigure, Fault> {
    Ok(SparseFigure {
        city: row.text("city")?,
        start: row.text("period_start")?,
        end: row.text("period_end")?,
        measure: row.text(measure)?,
        item: row.text(item)?,
        value: row.needed("value")?,
        unit: row.text("unit")?,
        origin: row.origin()?,
    })
}
/// Published trade figures of cities.
pub fn city_trade() -> Records<SparseFigure> {
    files::CITY_TRADE.records(|row| sparse(row, "flow", "item"))
}
/// Published city × industry figures; no full matrix.
pub fn city_industry_cells() -> Records<SparseFigure> {
    files::CITY_INDUSTRY_CELLS.records(|row| sparse(row, "measure", "industry"))
}

/// A cluster on an official list.
#[derive(Debug, Clone, Copy)]
pub struct ListedCluster {
    /// The city.
    pub city: &'static str,
    /// The cluster.
    pub cluster: &'static str,
    /// Its industry.
    pub industry: &'static str,
    /// Which list.
    pub list: &'static str,
    /// Year of the list; empty where it is not printed.
    pub year: &'static str,
    /// Where it comes from.
    pub origin: Origin,
}
/// Clusters on official lists.
pub fn listed_clusters() -> Records<ListedCluster> {
    files::CITY_CLUSTERS.records(|row| {
        Ok(ListedCluster {
            city: row.text("city")?,
            cluster: row.text("cluster")?,
            industry: row.text("industry")?,
            list: row.text("kind")?,
            year: row.text("year")?,
            origin: row.origin()?,
        })
    })
}

/// A figure of the province or of China in one year.
#[derive(Debug, Clone, Copy)]
pub struct YearFigure {
    /// The year.
    pub year: &'static str,
    /// Sector, `gdp` or `total`.
    pub sector: &'static str,
    /// 100 million CNY at current prices.
    pub value: f64,
    /// Where it comes from.
    pub origin: Origin,
}
/// Value added of the province, 100 million CNY.
pub fn province_value_added() -> Records<YearFigure> {
    files::PROVINCE_GDP.records(|row| {
        Ok(YearFigure {
            year: row.text("year")?,
            sector: row.text("item")?,
            value: row.needed("value_100m_cny")?,
            origin: row.origin()?,
        })
    })
}
/// Value added of China by sector, 100 million CNY.
pub fn china_value_added() -> Records<YearFigure> {
    files::CHINA_GDP.records(|row| {
        Ok(YearFigure {
            year: row.text("year")?,
            sector: row.text("sector")?,
            value: row.needed("value_added_100m_cny")?,
            origin: row.origin()?,
        })
    })
}
/// The 14 cities together, and the province.
#[derive(Debug, Clone, Copy)]
pub struct Reconciled {
    /// The year.
    pub year: &'static str,
    /// Sector or `total`.
    pub sector: &'static str,
    /// The cities together.
    pub cities: f64,
    /// The province as published.
    pub province: f64,
    /// Province less cities.
    pub residual: f64,
}
/// The cities together against the province, 100 million CNY.
pub fn reconciliation() -> Records<Reconciled> {
    files::RECONCILIATION.records(|row| {
        Ok(Reconciled {
            year: row.text("year")?,
            sector: row.text("sector")?,
            cities: row.needed("sum_of_14_cities")?,
            province: row.needed("province_published")?,
            residual: row.needed("residual_100m_cny")?,
        })
    })
}

/// A figure of the province's trade, in all or with one partner or of one product group.
#[derive(Debug, Clone, Copy)]
pub struct TradeFigure {
    /// First month.
    pub start: &'static str,
    /// Last month.
    pub end: &'static str,
    /// `exports`, `imports`, `two_way` or `total`.
    pub flow: &'static str,
    /// Code of the partner or product group; empty for all.
    pub item: &'static str,
    /// In words.
    pub name: &'static str,
    /// The figure.
    pub value: f64,
    /// Its unit: `bn_cny` or `bn_usd`.
    pub unit: &'static str,
    /// Share of the total as printed, per cent.
    pub printed_share: Option<f64>,
    /// Where it comes from.
    pub origin: Origin,
}
impl TradeFigure {
    /// Is the partner a bloc of countries?
    pub fn is_bloc(&self) -> bool {
        matches!(self.item, "EU" | "ASEAN" | "AFR")
    }
    /// Is it a part of another group that is listed too?
    pub fn is_nested(&self) -> bool {
        self.origin.note.starts_with("inside ")
    }
}
fn trade(
    row: &Row,
    flow: Option<&'static str>,
    item: &str,
    name: &str,
) -> Result<TradeFigure, Fault> {
    let text = |field: &str| {
        if field.is_empty() {
            Ok("")
        } else {
            row.text(field)
        }
    };
    Ok(TradeFigure {
        start: row.text("period_start")?,
        end: row.text("period_end")?,
        flow: match flow {
            Some(flow) => flow,
            None => row.text("flow")?,
        },
        item: text(item)?,
        name: text(name)?,
        value: row.needed("value")?,
        unit: row.text("unit")?,
        printed_share: if flow.is_some() {
            row.number("share_pct_published")?
        } else {
            None
        },
        origin: row.origin()?,
    })
}
/// Exports, imports and two-way trade of the province.
pub fn province_trade() -> Records<TradeFigure> {
    files::PROVINCE_TRADE.records(|row| trade(row, None, "", ""))
}
/// Trade of the province by partner as printed.
pub fn trade_by_partner() -> Records<TradeFigure> {
    files::PARTNERS.records(|row| trade(row, None, "partner", "partner_name"))
}
/// Exports of the province by product group as printed.
pub fn exports_by_product() -> Records<TradeFigure> {
    files::PRODUCTS.records(|row| trade(row, Some("exports"), "product_group", "product_group"))
}

/// A governance indicator of a country, with its standard error.
#[derive(Debug, Clone, Copy)]
pub struct Governance {
    /// ISO 3166-1 alpha-3.
    pub iso3: &'static str,
    /// The country.
    pub country: &'static str,
    /// The year.
    pub year: &'static str,
    /// Which of the six.
    pub indicator: &'static str,
    /// Estimate, in standard deviations of the world's distribution.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Where it comes from.
    pub origin: Origin,
}
/// Worldwide Governance Indicators: national figures, not Liaoning's.
pub fn governance() -> Records<Governance> {
    files::GOVERNANCE.records(|row| {
        Ok(Governance {
            iso3: row.text("iso3")?,
            country: row.text("country")?,
            year: row.text("year")?,
            indicator: row.text("indicator")?,
            estimate: row.needed("estimate")?,
            standard_error: row.needed("std_err")?,
            origin: row.origin()?,
        })
    })
}

/// A source of figures.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Its id.
    pub id: &'static str,
    /// Public page, package, repository.
    pub kind: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What was taken from it.
    pub used_for: &'static str,
    /// How far it is trusted, and why.
    pub confidence: &'static str,
    /// What it was checked against.
    pub check: &'static str,
}
/// The sources of all figures.
pub fn sources() -> Records<Source> {
    files::SOURCES.records(|row| {
        Ok(Source {
            id: row.text("source_id")?,
            kind: row.text("kind")?,
            title: row.text("title")?,
            used_for: row.text("used_for")?,
            confidence: row.text("confidence")?,
            check: row.text("check_done")?,
        })
    })
}

//! The default study: tables of three layers that are never mixed (published and complete; published with gaps; generated), what is
//! refused and why, and the computations that the report's questions rest on.
use crate::{
    FILES, TWO_WAY_2023, YEARS, change_over, check, cities_by_sector, export_destinations_2003,
    export_groups_2023, generated, governance_scoreboard, investment_and_value_added,
    province_balance, province_by_sector, register, two_way_countries, two_way_partners,
    two_way_partners_capped, value_added_and_population,
};
use mercatoria_core::{Code, Cut, Fault, Kind, Owned, Register, Registry, Undefined, json};
use mercatoria_runner::{About, DataTable, Flow, Input, Layer, Refusal, Request, Study};

/// Makes a table of a shape for which the generated economy has none: kind, size, seed.
pub type More<'a> = &'a dyn Fn(Kind, usize, u64) -> Option<Owned>;

const CURRENT: &str = "current prices";
const MIXED: &str = "2019-2022 yearbook level, 2023 first release";
const UNIT: &str = "100 million CNY";

fn about(
    id: &str,
    title: &str,
    layer: Layer,
    unit: &str,
    notes: &[&str],
    sources: &[&str],
) -> About {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    About {
        id: id.into(),
        title: title.into(),
        layer,
        unit: unit.into(),
        notes: owned(notes),
        sources: owned(sources),
        ..About::default()
    }
}
fn one(about: About, shape: Owned) -> DataTable {
    DataTable::new(about, shape)
}

/// The embedded study under this registry; `more` makes generated tables of further shapes.
///
/// # Errors
/// Faults of the embedded tables: our own.
pub fn study(registry: &Registry, seed: u64, more: More<'_>) -> Result<Study, Vec<Fault>> {
    let mut study = Study {
        title: "Liaoning: published figures 2019–2023 and dated measures".into(),
        seed,
        refuse: refusals(),
        inputs: FILES
            .iter()
            .map(|file| Input::of(&format!("liaoning/{}", file.path), file.text.as_bytes()))
            .collect(),
        ..Study::default()
    };
    for year in YEARS {
        study.warnings.extend(check(year)?);
    }
    study.warnings.extend([
        Fault::new(
            Code::PriceCurrent,
            "growth 2019–2023 is at current prices: it mixes volume and price",
        ),
        Fault::new(
            Code::VintageMixed,
            "2019–2022 are at yearbook level, 2023 is a first release: growth also mixes revision",
        ),
    ]);
    let (register, warnings) = register()?;
    study.warnings.extend(warnings);
    for table in real()?
        .into_iter()
        .chain(sparse(register)?)
        .chain(made(seed, more)?)
    {
        study.add(table);
    }
    let mut requests = requests();
    // The field's own name for the index over partners, where the registry has it.
    if let Ok((_, name)) = registry.find("partner_concentration") {
        let over_partners = requests
            .iter_mut()
            .filter(|r| r.label.starts_with("two_way_"));
        over_partners.for_each(|r| r.name = name.id.into());
    }
    let requests = requests.into_iter();
    // A registry of fewer crates has fewer of these names; what it lacks is not a fault of the study.
    study.compute = requests
        .filter(|r| registry.find(&r.name).is_ok())
        .collect();
    Ok(study)
}

fn real() -> Result<Vec<DataTable>, Vec<Fault>> {
    let priced = |about: About| About {
        price_basis: CURRENT.into(),
        vintage: MIXED.into(),
        ..about
    };
    let shares_only = |about: About| About {
        only: vec!["divergence.*".into(), "inequality.*".into()],
        only_because:
            "two quantities of one year stand against each other: no change over time, no trade"
                .into(),
        ..about
    };
    let by_year = YEARS
        .iter()
        .map(|year| Ok(((*year).to_owned(), Owned::Matrix(cities_by_sector(year)?))))
        .collect::<Result<Vec<_>, Vec<Fault>>>()?;
    let cities = about(
        "cities",
        "Value added of 14 cities in three broad sectors",
        Layer::Real,
        UNIT,
        &["three sectors say how broad mixes differ; they are no map of clusters"],
        &["S04", "S05"],
    );
    let change = about(
        "change",
        "Value added of 14 cities in three broad sectors, 2019 to 2023",
        Layer::Real,
        UNIT,
        &["at current prices and over two vintages: volume, price and revision are mixed"],
        &["S04"],
    );
    let province = about(
        "province",
        "Value added of the province in three broad sectors, with China as reference",
        Layer::Real,
        UNIT,
        &["larger than its 14 cities together, nearly all of it in the secondary sector"],
        &["S17", "S18", "S19"],
    );
    let by_province = ["2021", "2022", "2023"]
        .iter()
        .map(|year| Ok(((*year).to_owned(), Owned::Matrix(province_by_sector(year)?))))
        .collect::<Result<Vec<_>, Vec<Fault>>>()?;
    let people = about(
        "people",
        "Value added of 14 cities against their resident population, 2023",
        Layer::Real,
        "100 million CNY against 10,000 persons",
        &["amounts and reference have different units: only their shares are compared"],
        &["S04", "S05"],
    );
    let investment = about(
        "investment",
        "Utilised foreign direct investment of 14 cities against their value added, 2021",
        Layer::Real,
        "million USD against 100 million CNY",
        &[
            "reporting rule of investment changed in 2015",
            "amounts and reference have different units: only their shares are compared",
        ],
        &["S04", "S22"],
    );
    let governance = about(
        "governance",
        "Governance indicators of six countries, 2019 (national, not Liaoning's)",
        Layer::Real,
        "standard deviations of the world's distribution",
        &["national figures: none of them is about Liaoning"],
        &["S48"],
    );
    Ok(vec![
        DataTable::at(priced(cities), by_year),
        one(priced(change), Owned::Change(change_over(&YEARS)?)),
        DataTable::at(
            About {
                vintage: "first releases".into(),
                only: vec!["nothing".into()],
                only_because:
                    "one row, no other region beside it: only its distance from China is computed"
                        .into(),
                ..priced(province)
            },
            by_province,
        ),
        one(
            shares_only(people),
            Owned::Contrast(value_added_and_population("2023")?),
        ),
        one(
            shares_only(investment),
            Owned::Contrast(investment_and_value_added("2021")?),
        ),
        one(
            governance,
            Owned::Scoreboard(governance_scoreboard("2019")?),
        ),
    ])
}

fn sparse(register: Register) -> Result<Vec<DataTable>, Vec<Fault>> {
    let two_way = |about: About| About {
        flow: Some(Flow::TwoWay),
        only: vec![
            "diversification.partner_concentration".into(),
            "diversity.*".into(),
            "inequality.*".into(),
            "concentration.*".into(),
        ],
        only_because: "the table holds partners: other names ask for products, regions or firms"
            .into(),
        ..about
    };
    let partners = about(
        "partners",
        "Two-way trade by partner as printed, 2023",
        Layer::Sparse,
        "billion CNY",
        &[
            "exports plus imports; blocs (EU, ASEAN, Africa) stand beside countries",
            "30.9 % of the total is not printed by partner",
        ],
        &["S26"],
    );
    let countries = about(
        "partner_countries",
        "Two-way trade with the five countries printed, 2023",
        Layer::Sparse,
        "billion CNY",
        &[
            "what the three blocs hold is not printed by country: with the rest, 57.7 % is not known",
            "the upper bound taken here as if all of it were one partner; that over partners as printed is tighter and holds over countries too",
        ],
        &["S26"],
    );
    let capped = about(
        "partners_capped",
        "Two-way trade by partner, 2023, if no partner that is not printed is larger than Africa",
        Layer::Sparse,
        "billion CNY",
        &["assumption: no unprinted partner is larger than the smallest printed one (15.32)"],
        &["S26"],
    );
    let destinations = about(
        "destinations_2003",
        "Exports to the five destinations printed for 2003",
        Layer::Sparse,
        "billion USD",
        &["177 destinations in all; the total of exports is not printed"],
        &["S13"],
    );
    let groups = about(
        "export_groups",
        "Exports by product group, January–May 2023",
        Layer::Sparse,
        "billion CNY",
        &[
            "five months; two groups that do not overlap are printed, 43.3 % is not printed by group",
            "groups are broad: a figure over groups is no figure over products",
        ],
        &["S27"],
    );
    let balance = about(
        "balance",
        "Exports and imports of the province, all goods",
        Layer::Sparse,
        "billion CNY",
        &["no table by product is published: an index over products cannot be computed"],
        &["S25", "S26"],
    );
    let measures = about(
        "measures",
        "Dated legal measures of Liaoning, China and the comparison cases",
        Layer::Sparse,
        "the measure's own",
        &[
            "what was found, not all that exists; for Liaoning 3 of 17 levers have a measure and none was searched completely",
            "de jure only: nothing is known of enforcement",
            "units differ: a cap on an assessment base is not set beside a deduction in per cent",
        ],
        &[],
    );
    let balances = ["2018", "2023"]
        .iter()
        .map(|year| Ok(((*year).to_owned(), Owned::Trade(province_balance(year)?))))
        .collect::<Result<Vec<_>, Vec<Fault>>>()?;
    Ok(vec![
        one(two_way(partners), Owned::Distribution(two_way_partners()?)),
        one(two_way(countries), Owned::Distribution(two_way_countries()?)),
        one(
            About {
                only: vec!["diversification.partner_concentration".into(), "diversity.herfindahl".into()],
                only_because: "a hypothetical table: it carries the one index whose upper bound it is".into(),
                ..two_way(capped)
            },
            Owned::Distribution(two_way_partners_capped()?),
        ),
        one(
            About {
                flow: Some(Flow::Exports),
                ..destinations
            },
            Owned::Distribution(export_destinations_2003()?),
        ),
        one(
            About {
                flow: Some(Flow::Exports),
                price_basis: CURRENT.into(),
                ..groups
            },
            Owned::Distribution(export_groups_2023()?),
        ),
        DataTable::at(
            About {
                only: vec!["*trade_balance*".into(), "*normalised_balance*".into(), "*coverage*".into()],
                only_because: "all goods together: an index over products needs exports and imports by product".into(),
                price_basis: CURRENT.into(),
                ..balance
            },
            balances,
        ),
        one(
            About {
                only: vec![
                    "register.in_force".into(),
                    "register.intensity_path".into(),
                ],
                only_because: "no score is formed of these measures: coverage does not carry it, and neither goals, force nor enforcement were coded".into(),
                ..measures
            },
            Owned::Register(register),
        ),
    ])
}

fn made(seed: u64, more: More<'_>) -> Result<Vec<DataTable>, Vec<Fault>> {
    let mut tables = vec![];
    for kind in Kind::ALL
        .iter()
        .copied()
        .filter(|kind| *kind != Kind::Register)
    {
        let shape = generated::economy(kind, seed).map_err(|fault| vec![fault])?;
        let Some(shape) = shape.or_else(|| more(kind, 12, seed)) else {
            continue;
        };
        let name = kind.as_str();
        let about = about(
            &format!("generated_{name}"),
            &format!("Generated economy ({name})"),
            Layer::Generated,
            "generated amounts",
            &["generated from a seed: about no real place; for speed and demonstration"],
            &[],
        );
        tables.push(one(about, shape));
    }
    Ok(tables)
}

/// What 14 cities × 3 sectors and sparse facts cannot carry.
fn refusals() -> Vec<Refusal> {
    let texts = |list: &[&str]| {
        list.iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>()
    };
    let refuse = |names: &[&str], tables: &[&str], reason, message: &str, needs: &str| Refusal {
        names: texts(names),
        tables: texts(tables),
        reason,
        message: message.into(),
        needs: needs.into(),
    };
    let cities = &["cities", "province", "change"];
    vec![
        refuse(
            &[
                "complexity.*",
                "product_space.*",
                "sophistication.*",
                "diversification.*",
            ],
            cities,
            Undefined::TooFewCells,
            "three broad sectors are not products: complexity, proximity and density over them mean nothing",
            "exports of the province by product (HS 6 digits) beside world trade by country and product",
        ),
        refuse(
            &["variety.*", "relatedness.*"],
            cities,
            Undefined::TooFewCells,
            "related and unrelated variety need at least two levels of a classification; three sectors have one",
            "employment or value added by city and industry at 2 and 4 digits",
        ),
        refuse(
            &["distance.*", "hotspots.*", "autocorrelation.*"],
            cities,
            Undefined::TooFewCells,
            "14 centres are no point pattern and too few areas for a test: the statistics would describe the administrative map",
            "locations of plants, or counties with their neighbours",
        ),
        refuse(
            &[
                "ratings.*",
                "*cluster*",
                "*moran*",
                "*geary*",
                "*mns_*",
                "*dartboard*",
                "hallet_*",
            ],
            &[
                "cities",
                "province",
                "change",
                "governance",
                "destinations_2003",
                "export_groups",
            ],
            Undefined::TooFewCells,
            "three broad sectors are no clusters, and 14 centres carry no spatial statistic",
            "employment, wages or plants by area and industry",
        ),
        refuse(
            &["classifications.*"],
            &[
                "cities",
                "province",
                "change",
                "destinations_2003",
                "export_groups",
            ],
            Undefined::NotApplicable,
            "the labels are no codes of a classification",
            "a table by product or industry code",
        ),
        refuse(
            &["*partner_concentration"],
            &["export_groups"],
            Undefined::NotApplicable,
            "the table holds product groups, not partners",
            "exports by destination",
        ),
        refuse(
            &["dartboard.*"],
            cities,
            Undefined::Missing,
            "indices that correct for the size of plants need the plants",
            "number and size of establishments by city and industry",
        ),
        refuse(
            &["panel.*", "effects.*", "lawlink.*"],
            cities,
            Undefined::SeriesBreak,
            "the statistics were corrected in 2016–2018: a difference in differences across the break would measure the correction",
            "city accounts revised backwards beyond 2016 at constant prices",
        ),
        refuse(
            &[
                "register.*",
                "criteria.*",
                "treatment.*",
                "normalisation.*",
                "weighting.*",
                "aggregation.*",
                "mcda.*",
                "frontier.*",
                "robustness.*",
                "coordination.*",
                "choice.*",
            ],
            &["cities", "province", "change", "people", "investment"],
            Undefined::NotApplicable,
            "the name scores measures or criteria of law; the table holds value added",
            "coded measures, or criteria by unit",
        ),
        refuse(
            &["advantage.*", "orientation.*", "*rca*", "margins.*"],
            cities,
            Undefined::NotApplicable,
            "the table holds value added, not exports",
            "exports by city and product",
        ),
    ]
}

/// The computations that the questions rest on; their labels are what the report looks up.
fn requests() -> Vec<Request> {
    let mix = json!({"scale": "half"});
    let at = |request: Request, periods: &[&str]| Request {
        periods: periods.iter().map(|p| (*p).to_owned()).collect(),
        ..request
    };
    vec![
        Request::new(
            "mix_against_cities",
            "Distance of each city's mix of sectors from that of the 14 cities",
            "divergence.dissimilarity",
            "cities",
        )
        .cut(Cut::RowsAgainstTotal)
        .params(mix.clone()),
        Request::new(
            "mix_against_china",
            "Distance of each city's mix of sectors from China's",
            "divergence.dissimilarity",
            "cities",
        )
        .cut(Cut::RowsAgainstReference)
        .params(mix.clone()),
        Request::new(
            "province_against_china",
            "Distance of the province's mix of sectors from China's",
            "divergence.dissimilarity",
            "province",
        )
        .cut(Cut::RowsAgainstReference)
        .params(mix.clone()),
        Request::new(
            "mix_shift",
            "Distance of each city's mix of sectors in 2023 from its own in 2019",
            "divergence.dissimilarity",
            "change",
        )
        .cut(Cut::RowsAfterAgainstBefore)
        .params(mix),
        Request::new(
            "city_quotients",
            "Location quotients of cities and sectors among the 14 cities",
            "specialisation.location_quotient",
            "cities",
        ),
        Request::new(
            "city_sizes",
            "Herfindahl index of the cities' value added",
            "diversity.herfindahl",
            "cities",
        )
        .cut(Cut::RowTotals),
        at(
            Request::new(
                "sector_concentration",
                "Share of the two largest cities in each sector",
                "diversity.top_k_share",
                "cities",
            )
            .cut(Cut::Columns)
            .params(json!({"k": 2})),
            &["2019", "2023"],
        ),
        Request::new(
            "two_way_partners",
            "Concentration of two-way trade over partners as printed",
            "diversity.herfindahl",
            "partners",
        ),
        Request::new(
            "two_way_countries",
            "Concentration of two-way trade over the countries printed, everything else unknown",
            "diversity.herfindahl",
            "partner_countries",
        ),
        Request::new(
            "two_way_capped",
            "Upper bound under the assumption that no unprinted partner is larger than the smallest printed one",
            "diversity.herfindahl",
            "partners_capped",
        ),
        Request::new(
            "export_groups",
            "Concentration of exports over the product groups printed",
            "diversity.herfindahl",
            "export_groups",
        ),
        Request::new(
            "city_change",
            "Shift and share, 2019 to 2023",
            "growth.shift_share",
            "change",
        ),
    ]
}
/// Share of two-way trade in 2023 that is not printed by partner.
pub fn not_printed() -> Result<f64, Vec<Fault>> {
    let printed = two_way_partners()?;
    Ok(1.0 - mercatoria_numeric::sum::sum(&printed.amounts) / TWO_WAY_2023)
}

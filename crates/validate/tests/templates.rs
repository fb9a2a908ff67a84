//! The templates of `docs/templates` with a few rows as the sources write them (the figures are invented).
#![allow(clippy::unwrap_used)] // helpers of tests
use mercatoria_core::{Code, Fault, Kind, ReadOptions, dataset::Flow};
use mercatoria_data::package::{self, Selection};
use std::path::{Path, PathBuf};

/// Writes a template and files beside it, and lists its faults.
fn with(name: &str, files: &[(&str, &[u8])]) -> (PathBuf, Vec<Fault>) {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/templates");
    let folder = std::env::temp_dir().join(format!("mercatoria-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let template = docs.join(format!("{name}.json"));
    std::fs::copy(template, folder.join("datapackage.json")).unwrap();
    for (file, bytes) in files {
        std::fs::write(folder.join(file), bytes).unwrap();
    }
    let faults = mercatoria_validate::faults(&folder);
    (folder, faults)
}

fn period(text: &str) -> ReadOptions {
    ReadOptions {
        period: Some(text.into()),
        ..ReadOptions::default()
    }
}

fn codes(faults: &[Fault]) -> Vec<Code> {
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn baci() {
    let trade = "t,i,j,k,v,q\n2022,156,276,854231,120.5,3.2\n2022,276,156,870323,80.25,           NA\n2022,516,156,010121,1.5,NA\n";
    let countries = "country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n276,Germany,DE,DEU\n516,Namibia,NA,NAM\n";
    let products =
        "code,description\n010121,\"Horses; live, pure-bred\"\n854231,Processors\n870323,Cars\n";
    let (folder, faults) = with(
        "baci",
        &[
            ("BACI_HS17_Y2022_V202401b.csv", trade.as_bytes()),
            ("country_codes_V202401b.csv", countries.as_bytes()),
            ("product_codes_HS17_V202401b.csv", products.as_bytes()),
        ],
    );
    assert_eq!(codes(&faults), []);
    let loaded = package::input(&folder, Kind::Flows, &ReadOptions::default(), None).unwrap();
    assert_eq!(loaded.flow, Some(Flow::Exports));
    assert_eq!(loaded.currency.as_deref(), Some("USD"));
    // A spreadsheet was here: zeros lost.
    let lost = trade.replace("010121", "10121");
    std::fs::write(folder.join("BACI_HS17_Y2022_V202401b.csv"), lost).unwrap();
    assert_eq!(
        codes(&mercatoria_validate::faults(&folder)),
        [Code::CodeLostZeros]
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn comtrade() {
    let trade = "typeCode,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,customsCode,netWgt,primaryValue,isReported\n\
        C,2022,156,X,0,0,H6,85,C00,,300,true\nC,2022,156,X,276,0,H6,85,C00,10,200.5,true\nC,2022,156,M,276,0,H6,85,C00,5,100,true\n";
    let (folder, faults) = with("comtrade", &[("TradeData.csv", trade.as_bytes())]);
    assert_eq!(codes(&faults), []);
    let selection = Selection {
        flow: Some(Flow::Exports),
        ..Selection::default()
    };
    let loaded =
        package::input_with(&folder, Kind::Distribution, &period("2022"), &selection).unwrap();
    assert!(loaded.notes.iter().any(|note| note.code == "rows_left_out"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn wits() {
    let trade = "Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,TradeFlowName,TradeFlowCode,TradeValue in 1000 USD\n\
        H5,CHN,85,China,DEU,Germany,2019,Export,6,250.75\nH5,CHN,85,China,EUN,European Union,2019,Export,6,900\n";
    let (folder, faults) = with("wits", &[("WITS.csv", trade.as_bytes())]);
    assert_eq!(codes(&faults), []);
    let mixed = package::input(&folder, Kind::Distribution, &period("2019"), None).unwrap_err();
    assert_eq!(codes(&mixed), [Code::LevelsMixed]);
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn eurostat() {
    let trade = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n\
        ESTAT:DS-045409(1.0),01/01/24 11:00:00,A,DE,CN,85,2,VALUE_IN_EUROS,2022,1000,\nESTAT:DS-045409(1.0),01/01/24 11:00:00,A,DE,VN,85,2,VALUE_IN_EUROS,2022,:,c\n";
    let (folder, faults) = with("eurostat", &[("ds-045409_linear.csv", trade.as_bytes())]);
    assert_eq!(codes(&faults), []);
    package::input(&folder, Kind::Matrix, &period("2022"), None).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn china_customs() {
    let header = "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,贸易方式编码,贸易方式名称,注册地编码,注册地名称,第一数量,第一计量单位,第二数量,第二计量单位,人民币\n";
    let rows = "202301,85423110,处理器,304,德国,10,一般贸易,21,辽宁省,\"1,200\",个,-,,\"12,345,678\"\n202301,01012100,马,304,德国,10,一般贸易,21,辽宁省,3,头,-,,\"9,876\"\n";
    let gb18030 = encoded(&format!("{header}{rows}"));
    let (folder, faults) = with("china-customs", &[("download.csv", &gb18030)]);
    assert_eq!(codes(&faults), []);
    let loaded = package::input(&folder, Kind::Matrix, &period("2023-01"), None).unwrap();
    let mercatoria_core::Owned::Matrix(matrix) = &loaded.owned else {
        panic!("{loaded:?}")
    };
    assert_eq!(matrix.total(), 12_345_678.0 + 9_876.0);
    let lost = encoded(&format!("{header}{rows}").replace("01012100", "1012100"));
    std::fs::write(folder.join("download.csv"), lost).unwrap();
    assert_eq!(
        codes(&mercatoria_validate::faults(&folder)),
        [Code::CodeLostZeros]
    );
    std::fs::write(folder.join("download.csv"), header).unwrap();
    assert_eq!(
        codes(&mercatoria_validate::faults(&folder)),
        [Code::Encoding],
        "UTF-8 that is declared GB 18030 is not read as something else"
    );
    std::fs::remove_dir_all(folder).unwrap();
}

fn encoded(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

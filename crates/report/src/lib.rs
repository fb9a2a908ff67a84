//! x
use mercatoria_core::Fault;
use mercatoria_runner::Results;
/// x
pub fn terminal(_: &Results, _: bool) -> String { String::new() }
/// x
pub fn pages(_: &Results, _: bool) -> Result<Vec<(&'static str, String)>, Vec<Fault>> { Ok(vec![]) }

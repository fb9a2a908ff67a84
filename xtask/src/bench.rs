//! Measurements: criterion benches of the registry, the reader against its peers, and the vectorised bars.
use crate::{
    Stop,
    workspace::{cargo, finish, packages},
};

/// `bench [GLOB|ingest|peers] [--against BASELINE]`.
pub(crate) fn bench(words: &[String]) -> Result<(), Stop> {
    let (mut glob, mut against, mut words) = (None, None, words.iter());
    while let Some(word) = words.next() {
        match &**word {
            "--against" => {
                let missing = || Stop::Usage("--against takes a baseline".into());
                against = Some(words.next().ok_or_else(missing)?.clone());
            }
            _ if glob.is_none() && !word.starts_with('-') => glob = Some(word.clone()),
            _ => return Err(Stop::Usage(format!("bench does not take {word:?}"))),
        }
    }
    let mut command = cargo();
    // `bench ingest` and other comparisons with peers are programs of their own.
    let own = glob.as_ref().map(|name| format!("mercatoria-bench-{name}"));
    if let Some(own) =
        own.filter(|own| packages().is_ok_and(|all| all.iter().any(|p| p.name == *own)))
    {
        command.args(["run", "--quiet", "--release", "--package", &own]);
        return finish(command, "the bench");
    }
    command.args([
        "bench",
        "--quiet",
        "--package",
        "mercatoria-bench-registry",
        "--",
    ]);
    command.args(glob);
    if let Some(baseline) = against {
        command.args(["--baseline", &baseline]);
    }
    finish(command, "criterion")
}

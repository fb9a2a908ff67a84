//! `synth`: seeded tables of any size, for measurements and demonstrations.
use crate::Stop;
use lexopt::Arg;
use mercatoria_synth::{KINDS, Options, run};
use std::fmt::Write;

/// `synth KIND [--rows N] [--seed N] [OUT]`.
pub(crate) fn command(mut words: lexopt::Parser) -> Result<String, Stop> {
    let (mut kind, mut options) = (None, Options::default());
    let number = |words: &mut lexopt::Parser, name: &str| -> Result<u64, Stop> {
        let text = words.value()?.to_string_lossy().replace('_', "");
        let message = || Stop::Usage(format!("--{name} is a whole number, not {text:?}"));
        text.parse().map_err(|_| message())
    };
    while let Some(word) = words.next()? {
        match word {
            Arg::Long("rows") => options.rows = number(&mut words, "rows")?,
            Arg::Long("seed") => options.seed = number(&mut words, "seed")?,
            Arg::Long("out") => options.out = Some(words.value()?.into()),
            Arg::Value(text) if kind.is_none() => kind = Some(text.to_string_lossy().into_owned()),
            Arg::Value(path) if options.out.is_none() => options.out = Some(path.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    let Some(kind) = kind else {
        let mut out = String::from("kinds of tables:\n");
        for (name, what) in KINDS {
            let _ = writeln!(out, "{name:12} {what}");
        }
        return Err(Stop::Usage(out));
    };
    let files = run(&kind, &options).map_err(|fault| Stop::Faults(vec![fault], false))?;
    Ok(files
        .iter()
        .map(|file| format!("{}\n", file.display()))
        .collect())
}

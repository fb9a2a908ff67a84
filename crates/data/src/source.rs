//! Cubes from a file or a table: what is scanned, and what is rolled up from it.
use crate::cache::Entry;
use crate::cube::{Cube, CubeRequest, CubeSource, Filter};
use crate::dictionary::Dictionary;
use crate::grouping::{Groups, together};
use crate::number::{self, Number};
use crate::scan::{Kind, Layout, Manner, Sink, scan};
use crate::stream::{self, Hashes, Hashing, InputFile, Stream};
use crate::{Options, fingerprint};
use mercatoria_core::{Code, Fault, Faults, Table};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Which of the requested cubes are added up from the rows; each of the others is a roll-up of one of them.
///
/// ```
/// use mercatoria_data::{CubePlan, CubeRequest};
/// let fine = CubeRequest::new(["year", "exporter", "product"], "value");
/// let coarse = CubeRequest::new(["exporter"], "value").only("year", ["2020"]);
/// let plan = CubePlan::new(&[coarse, fine.clone()]);
/// assert_eq!(plan.scanned(), [fine]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CubePlan {
    requests: Vec<CubeRequest>,
    scanned: Vec<CubeRequest>,
}

impl CubePlan {
    /// The plan for these requests.
    pub fn new(requests: &[CubeRequest]) -> Self {
        let mut distinct: Vec<CubeRequest> = vec![];
        for request in requests {
            if !distinct.contains(request) {
                distinct.push(request.clone());
            }
        }
        let base = |i: usize| {
            // Of two that serve each other, the first one is scanned.
            !(0..distinct.len()).any(|j| {
                j != i
                    && serves(&distinct[j], &distinct[i])
                    && (j < i || !serves(&distinct[i], &distinct[j]))
            })
        };
        let scanned = (0..distinct.len())
            .filter(|i| base(*i))
            .map(|i| distinct[i].clone())
            .collect();
        Self {
            requests: requests.to_vec(),
            scanned,
        }
    }

    /// The cubes that are added up from the rows, all in one scan.
    pub fn scanned(&self) -> &[CubeRequest] {
        &self.scanned
    }

    /// The cubes asked for, from those that were scanned: each from the coarsest that has what it needs.
    fn serve(&self, scanned: Vec<Cube>) -> Result<Vec<Cube>, Vec<Fault>> {
        let mut ready: Vec<(&CubeRequest, Cube)> = self.scanned.iter().zip(scanned).collect();
        let mut rest: Vec<&CubeRequest> = vec![];
        for request in &self.requests {
            if !rest.contains(&request) && !self.scanned.contains(request) {
                rest.push(request);
            }
        }
        rest.sort_by_key(|request| std::cmp::Reverse(request.dimensions.len()));
        for request in rest {
            let coarsest = ready
                .iter()
                .filter(|(fine, _)| serves(fine, request))
                .min_by_key(|(_, cube)| cube.len());
            let rolled = coarsest.and_then(|(fine, cube)| {
                let open: Vec<Filter> = request
                    .filters
                    .iter()
                    .filter(|filter| !fine.filters.iter().any(|f| same(f, filter)))
                    .cloned()
                    .collect();
                cube.rolled_up(&request.dimensions, &open)
            });
            match rolled {
                Some(cube) => ready.push((request, cube)),
                None => {
                    let message = format!(
                        "the sums by {} have more cells or digits than can be kept",
                        request.dimensions.join(" × ")
                    );
                    return Err(vec![Fault::new(Code::NumberRange, message)]);
                }
            }
        }
        let mut last: Vec<usize> = vec![0; ready.len()];
        let places: Vec<usize> = self
            .requests
            .iter()
            .filter_map(|request| ready.iter().position(|(r, _)| *r == request))
            .collect();
        for (i, place) in places.iter().enumerate() {
            last[*place] = i;
        }
        let mut cubes: Vec<Option<Cube>> = ready.into_iter().map(|(_, cube)| Some(cube)).collect();
        let mut out = Vec::with_capacity(places.len());
        for (i, place) in places.into_iter().enumerate() {
            // The last one to want it takes it.
            let cube = if last[place] == i {
                cubes[place].take()
            } else {
                cubes[place].clone()
            };
            out.extend(cube);
        }
        Ok(out)
    }
}

/// Do two filters keep the same rows?
fn same(a: &Filter, b: &Filter) -> bool {
    a.dimension == b.dimension && within(a, b) && within(b, a)
}

fn within(a: &Filter, b: &Filter) -> bool {
    a.labels.iter().all(|label| b.labels.contains(label))
}

/// Can `coarse` be rolled up from `fine`?
fn serves(fine: &CubeRequest, coarse: &CubeRequest) -> bool {
    let keeps_more = |f: &Filter| {
        coarse
            .filters
            .iter()
            .any(|c| c.dimension == f.dimension && within(c, f))
    };
    let can_filter = |c: &Filter| {
        fine.dimensions.contains(&c.dimension) || fine.filters.iter().any(|f| same(f, c))
    };
    fine.measure == coarse.measure
        && coarse
            .dimensions
            .iter()
            .all(|d| fine.dimensions.contains(d))
        && fine.filters.iter().all(keeps_more)
        && coarse.filters.iter().all(can_filter)
}

/// A file as a source of cubes: our own reader, which adds up while it parses. What is kept in memory is the cubes.
///
/// ```no_run
/// use mercatoria_data::{CubeRequest, CubeSource, FileSource, Options};
/// let source = FileSource::new("trade.csv", Options::default());
/// let requests = [
///     CubeRequest::new(["year", "exporter", "product"], "value"),
///     CubeRequest::new(["product"], "value").only("year", ["2020"]),
/// ];
/// let (cubes, _) = source.cubes(&requests).unwrap();
/// assert_eq!((cubes.len(), source.scans()), (2, 1));
/// ```
#[derive(Debug)]
pub struct FileSource {
    path: PathBuf,
    options: Options,
    hashed: bool,
    cache: Option<PathBuf>,
    scans: AtomicUsize,
    input: Mutex<Option<InputFile>>,
}

impl FileSource {
    /// The file at `path`, written as `options` say.
    pub fn new(path: impl Into<PathBuf>, options: Options) -> Self {
        Self {
            path: path.into(),
            options,
            hashed: true,
            cache: None,
            scans: AtomicUsize::new(0),
            input: Mutex::new(None),
        }
    }

    /// The same without the hash of the file, for a measurement or where provenance is not asked for.
    #[must_use]
    pub fn without_hash(mut self) -> Self {
        self.hashed = false;
        self
    }

    /// Keeps cubes in this folder, by what the file holds and what is asked of it: a second run on an unchanged file reads
    /// its bytes, to know that it is unchanged, but does not scan them. The oldest entries go once all have a gigabyte.
    #[must_use]
    pub fn cached_in(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// The file and its hash, once it was scanned.
    pub fn input(&self) -> Option<InputFile> {
        self.input
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set_input(&self, sha256: String) {
        let path = self.path.display().to_string();
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        *input = Some(InputFile { path, sha256 });
    }

    fn scanned(
        &self,
        requests: &[CubeRequest],
        hashing: Hashing,
    ) -> Result<(Vec<Cube>, Vec<Fault>, Hashes), Vec<Fault>> {
        let name = self.path.display().to_string();
        let stream = Stream::open(&self.path, self.options.encoding, hashing)
            .map_err(|fault| vec![fault.file(&name)])?;
        self.scans.fetch_add(1, Ordering::Relaxed);
        let manner = Manner::default();
        let scanned = of_stream(&name, stream, &self.options, requests, manner)?;
        if let Some(sha256) = &scanned.2.sha256 {
            self.set_input(sha256.clone());
        }
        Ok(scanned)
    }

    /// From the cache, else scanned and kept.
    fn kept(
        &self,
        folder: &Path,
        requests: &[CubeRequest],
    ) -> Result<(Vec<Cube>, Vec<Fault>), Vec<Fault>> {
        let name = self.path.display().to_string();
        let content = fingerprint::of_file(&self.path)
            .map_err(|error| vec![stream::fault_of(error).file(&name)])?;
        let entry = Entry::new(folder, &content, &self.options, requests);
        if let Some((cubes, sha256)) = entry.read(requests) {
            self.set_input(sha256);
            return Ok((cubes, vec![]));
        }
        let (cubes, mut warnings, hashes) = self.scanned(requests, Hashing::Both)?;
        if hashes.fingerprint != Some(content) {
            let message = "its bytes are not those of a moment ago";
            return Err(vec![Fault::new(Code::FileChanged, message).file(&name)]);
        }
        // An entry has no warnings: a file that gives some is read anew and gives them again.
        if warnings.is_empty()
            && let Err(fault) = entry.write(&cubes, &hashes.sha256.unwrap_or_default())
        {
            warnings.push(fault);
        }
        Ok((cubes, warnings))
    }
}

impl CubeSource for FileSource {
    fn cubes(&self, requests: &[CubeRequest]) -> Result<(Vec<Cube>, Vec<Fault>), Vec<Fault>> {
        let plan = CubePlan::new(requests);
        let (scanned, warnings) = match &self.cache {
            Some(folder) => self.kept(folder, plan.scanned())?,
            None => {
                let hashing = if self.hashed {
                    Hashing::Sha256
                } else {
                    Hashing::Nothing
                };
                let (cubes, warnings, _) = self.scanned(plan.scanned(), hashing)?;
                (cubes, warnings)
            }
        };
        Ok((plan.serve(scanned)?, warnings))
    }

    fn scans(&self) -> usize {
        self.scans.load(Ordering::Relaxed)
    }
}

type Scanned = (Vec<Cube>, Vec<Fault>, Hashes);

/// The cubes of one text.
fn of_stream(
    name: &str,
    stream: Stream<'_>,
    options: &Options,
    requests: &[CubeRequest],
    manner: Manner,
) -> Result<Scanned, Vec<Fault>> {
    let choose = |names: &[String], faults: &mut Faults| kinds(name, names, requests, faults);
    let sink = |layout: &Layout| Groups::new(requests, layout);
    let scan = scan(name, stream, options, manner, choose, sink)?;
    if scan.faults.has_errors() {
        return Err(scan.faults.into_vec());
    }
    let cubes = together(name, requests, &scan.layout, scan.workers)?;
    Ok((cubes, scan.faults.into_vec(), scan.hashes))
}

/// What is read of each column for these requests: nothing of most.
fn kinds(file: &str, names: &[String], requests: &[CubeRequest], faults: &mut Faults) -> Vec<Kind> {
    let labels: Vec<&String> = requests
        .iter()
        .flat_map(|r| {
            r.dimensions
                .iter()
                .chain(r.filters.iter().map(|f| &f.dimension))
        })
        .collect();
    let numbers: Vec<&String> = requests.iter().filter_map(|r| r.measure.as_ref()).collect();
    let mut wanted: Vec<&String> = labels.iter().chain(&numbers).copied().collect();
    wanted.sort_unstable();
    wanted.dedup();
    for name in wanted {
        if !names.contains(name) {
            let message = format!("no column {name:?}; there are {}", names.join(", "));
            faults.push(
                Fault::new(Code::ColumnMissing, message)
                    .file(file)
                    .field(name),
            );
        } else if labels.contains(&name) && numbers.contains(&name) {
            let message = format!("the column {name:?} is asked for as labels and as numbers");
            faults.push(Fault::new(Code::ShapeWrong, message).file(file).field(name));
        }
    }
    let (mut label, mut number) = (0.., 0..);
    let kind = |name: &String| {
        if labels.contains(&name) {
            label.next().map(Kind::Label)
        } else if numbers.contains(&name) {
            number.next().map(Kind::Number)
        } else {
            Some(Kind::Skip)
        }
    };
    names.iter().filter_map(kind).collect()
}

/// A table in memory as a source of cubes; its numbers are added up as their shortest texts.
#[derive(Debug)]
pub struct TableSource<'t> {
    table: &'t Table,
    scans: AtomicUsize,
}

impl<'t> TableSource<'t> {
    /// This table.
    pub fn new(table: &'t Table) -> Self {
        Self {
            table,
            scans: AtomicUsize::new(0),
        }
    }
}

impl CubeSource for TableSource<'_> {
    fn cubes(&self, requests: &[CubeRequest]) -> Result<(Vec<Cube>, Vec<Fault>), Vec<Fault>> {
        let plan = CubePlan::new(requests);
        let table = self.table;
        let names: Vec<String> = table.columns.iter().map(|(name, _)| name.clone()).collect();
        let mut faults = Faults::default();
        let kinds = kinds(&table.file, &names, plan.scanned(), &mut faults);
        let mut labels: Vec<(Dictionary, Vec<u32>)> = vec![];
        let mut numbers: Vec<Vec<f64>> = vec![];
        for (i, kind) in kinds.iter().enumerate() {
            match kind {
                Kind::Skip => {}
                Kind::Label(_) => {
                    let (texts, codes) = table.labels(i);
                    labels.push((Dictionary::of(texts), codes));
                }
                Kind::Number(_) => numbers.push(table.numbers(i, &mut faults)),
            }
        }
        if faults.has_errors() {
            return Err(faults.into_vec());
        }
        self.scans.fetch_add(1, Ordering::Relaxed);
        let layout = Layout::plain(names, kinds);
        let mut groups = Groups::new(plan.scanned(), &layout);
        for (column, (dictionary, _)) in labels.iter().enumerate() {
            groups.grow(column, dictionary);
        }
        let mut codes = vec![0; labels.len()];
        let mut amounts = vec![Number::Missing; numbers.len()];
        for row in 0..table.rows() {
            for (code, (_, column)) in codes.iter_mut().zip(&labels) {
                *code = column[row];
            }
            for (amount, column) in amounts.iter_mut().zip(&numbers) {
                *amount = number::shortest(column[row]);
            }
            groups.row(&codes, &amounts, row as u64);
        }
        groups.part();
        let dictionaries = labels
            .into_iter()
            .map(|(dictionary, _)| dictionary)
            .collect();
        let workers = vec![(dictionaries, groups)];
        let cubes = together(&table.file, plan.scanned(), &layout, workers)?;
        Ok((plan.serve(cubes)?, faults.into_vec()))
    }

    fn scans(&self) -> usize {
        self.scans.load(Ordering::Relaxed)
    }
}

/// The cubes of the bytes of a file called `name`; see [`FileSource`].
///
/// ```
/// use mercatoria_data::{CubeRequest, Options, parse_cubes};
/// let text = b"exporter,product,value\nA,1,0.10\nA,2,0.2\nB,1,3\n";
/// let requests = [CubeRequest::new(["exporter"], "value")];
/// let (cubes, _) = parse_cubes("t.csv", text, &Options::default(), &requests).unwrap();
/// assert_eq!(cubes[0].at(&["A"]), Some(0.3));
/// ```
///
/// # Errors
/// All faults of the text and the requests.
pub fn parse_cubes(
    name: &str,
    bytes: &[u8],
    options: &Options,
    requests: &[CubeRequest],
) -> Result<(Vec<Cube>, Vec<Fault>), Vec<Fault>> {
    parse_in(name, bytes, options, requests, Manner::default())
}

fn parse_in(
    name: &str,
    bytes: &[u8],
    options: &Options,
    requests: &[CubeRequest],
    manner: Manner,
) -> Result<(Vec<Cube>, Vec<Fault>), Vec<Fault>> {
    let plan = CubePlan::new(requests);
    let stream = Stream::of_bytes(bytes, options.encoding).map_err(|f| vec![f.file(name)])?;
    let (cubes, warnings, _) = of_stream(name, stream, options, plan.scanned(), manner)?;
    Ok((plan.serve(cubes)?, warnings))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_table;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn table_text(rows: &[(usize, usize, usize, String)], quoted: bool) -> String {
        let mut text = String::from("year,exporter,product,value\n");
        for (year, exporter, product, value) in rows {
            let exporter = if quoted && product % 3 == 0 {
                format!("\"E\"\"{exporter}\n\"")
            } else {
                format!("E{exporter}")
            };
            text += &format!("{},{exporter},{product:06},{value}\n", 2000 + year);
        }
        text
    }

    fn requests() -> Vec<CubeRequest> {
        vec![
            CubeRequest::new(["product"], "value").only("year", ["2001", "2003"]),
            CubeRequest::new(["year", "exporter", "product"], "value"),
            CubeRequest::new(["exporter"], "value"),
            CubeRequest::counts(["year", "exporter"]),
            CubeRequest::new(Vec::<String>::new(), "value"),
            CubeRequest::new(["exporter", "year"], "value").only("product", ["000001"]),
            CubeRequest::new(["exporter"], "value"),
            CubeRequest::counts(["exporter"]).only("year", ["1999"]),
        ]
    }

    /// To the last bit, by labels.
    fn cells(cube: &Cube) -> Vec<(Vec<String>, u64)> {
        let label =
            |(axis, code): (&mercatoria_core::Axis, &u32)| axis.label(*code as usize).to_owned();
        cube.cells()
            .map(|(codes, sum)| {
                (
                    cube.axes().iter().zip(&codes).map(label).collect(),
                    sum.to_bits(),
                )
            })
            .collect()
    }

    fn value() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => (0i64..100_000_000).prop_map(|n| format!("{:.3}", n as f64 / 1000.0)),
            1 => (-1000i64..1000).prop_map(|n| n.to_string()),
            1 => Just(String::new()),
            1 => any::<f64>().prop_filter("finite", |x| x.abs() < 1e300).prop_map(|x| format!("{x:e}")),
            1 => any::<i64>().prop_map(|n| n.to_string()),
            1 => (any::<i64>(), 0usize..18).prop_map(|(n, d)| format!("{}e-{d}", n / 1000)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn cubes_do_not_depend_on_how_they_are_scanned_or_rolled_up(
            rows in prop::collection::vec((0usize..5, 0usize..7, 0usize..40, value()), 1..120),
            quoted in any::<bool>(),
        ) {
            let text = table_text(&rows, quoted);
            let options = Options::default();
            let requests = requests();
            let (expected, _) = parse_cubes("t.csv", text.as_bytes(), &options, &requests).unwrap();
            for threads in [1, 2, 7] {
                mercatoria_numeric::parallel::set_threads(threads);
                for chunk in [1, 40, 700] {
                    for careful in [false, true] {
                        let manner = Manner { chunk, careful };
                        let (found, _) = parse_in("t.csv", text.as_bytes(), &options, &requests, manner).unwrap();
                        prop_assert_eq!(&found, &expected);
                    }
                }
            }
            for (request, cube) in requests.iter().zip(&expected) {
                let alone = parse_cubes("t.csv", text.as_bytes(), &options, std::slice::from_ref(request)).unwrap().0;
                prop_assert_eq!(cells(&alone[0]), cells(cube), "{:?}", request);
                prop_assert_eq!(&alone[0].missing, &cube.missing);
            }
            let missing: u64 = expected[1].missing().map(|m| m.1).sum();
            prop_assert_eq!(missing as usize, rows.iter().filter(|r| r.3.is_empty()).count());
        }

        #[test]
        fn sums_are_exact(rows in prop::collection::vec((0usize..3, 0usize..4, 0usize..5, 0i64..1_000_000_000_000), 1..200)) {
            let rows: Vec<_> = rows.into_iter().map(|(y, e, p, n)| (y, e, p, format!("{}.{:03}", n / 1000, n % 1000))).collect();
            let text = table_text(&rows, false);
            let mut expected: BTreeMap<String, i128> = BTreeMap::new();
            for (_, exporter, _, value) in &rows {
                *expected.entry(format!("E{exporter}")).or_default() += value.replace('.', "").parse::<i128>().unwrap();
            }
            let request = [CubeRequest::new(["exporter"], "value")];
            let (cubes, _) = parse_cubes("t.csv", text.as_bytes(), &Options::default(), &request).unwrap();
            let expected: Vec<(Vec<String>, u64)> = expected
                .into_iter()
                .map(|(label, sum)| (vec![label], format!("{sum}e-3").parse::<f64>().unwrap().to_bits()))
                .collect();
            prop_assert_eq!(cells(&cubes[0]), expected.clone());
            let (table, _) = parse_table("t.csv", text.as_bytes(), &Options::default()).unwrap();
            let (cubes, _) = TableSource::new(&table).cubes(&request).unwrap();
            prop_assert_eq!(cells(&cubes[0]), expected);
        }
    }

    #[test]
    fn all_cubes_of_a_plan_come_from_one_scan() {
        let rows: Vec<_> = (0..3000)
            .map(|i| (i % 5, i % 7, i % 41, format!("{}.5", i)))
            .collect();
        let path =
            std::env::temp_dir().join(format!("mercatoria-one-scan-{}.csv", std::process::id()));
        std::fs::write(&path, table_text(&rows, false)).unwrap();
        let source = FileSource::new(&path, Options::default());
        let plan = CubePlan::new(&requests());
        assert_eq!(plan.scanned().len(), 2, "one of values, one of rows");
        let (cubes, warnings) = source.cubes(&requests()).unwrap();
        std::fs::remove_file(&path).unwrap();
        assert_eq!((source.scans(), cubes.len(), warnings.len()), (1, 8, 0));
        assert_eq!(cubes[2], cubes[6]);
        assert_eq!(
            cubes[4].at(&[]),
            Some((0..3000).map(|i| i as f64 + 0.5).sum())
        );
        assert!(cubes[7].is_empty() && cubes[7].axes()[0].is_empty());
        assert_eq!(source.input().unwrap().sha256.len(), 64);
    }

    #[test]
    fn a_second_run_on_an_unchanged_file_scans_nothing() {
        let folder = std::env::temp_dir().join(format!("mercatoria-second-{}", std::process::id()));
        let (path, cache) = (folder.join("t.csv"), folder.join("cache"));
        std::fs::create_dir_all(&folder).unwrap();
        let rows: Vec<_> = (0..3000)
            .map(|i| (i % 5, i % 7, i % 41, format!("{i}.5")))
            .collect();
        let mut text = table_text(&rows, false).into_bytes();
        std::fs::write(&path, &text).unwrap();
        let time = std::fs::metadata(&path).unwrap().modified().unwrap();
        let run = || {
            let source = FileSource::new(&path, Options::default()).cached_in(&cache);
            let (cubes, warnings) = source.cubes(&requests()).unwrap();
            assert!(warnings.is_empty());
            (cubes, source.scans(), source.input())
        };
        let first = run();
        let second = run();
        assert_eq!((first.1, second.1), (1, 0));
        assert_eq!((&first.0, &first.2), (&second.0, &second.2));
        // One digit, and the time of the file as if nothing had happened.
        let at = text.len() - 2;
        text[at] = b'6';
        std::fs::write(&path, &text).unwrap();
        std::fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(time)
            .unwrap();
        let third = run();
        assert_eq!(third.1, 1);
        assert_ne!(third.0, first.0);
        // A cache that cannot be written to is a warning.
        std::fs::remove_dir_all(&cache).unwrap();
        std::fs::write(&cache, "").unwrap();
        let source = FileSource::new(&path, Options::default()).cached_in(&cache);
        let (cubes, warnings) = source.cubes(&requests()).unwrap();
        assert_eq!(
            (&cubes, warnings.len(), warnings[0].is_error()),
            (&third.0, 1, false)
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_is_asked_for_must_be_there() {
        let ask = |request| {
            parse_cubes(
                "t.csv",
                b"a,b,value\n1,2,3\n",
                &Options::default(),
                &[request],
            )
        };
        let faults = ask(CubeRequest::new(["a", "c"], "amount")).unwrap_err();
        assert_eq!(faults.len(), 2);
        assert_eq!(
            faults[0].to_string(),
            "error[column_missing] t.csv, field \"amount\": no column \"amount\"; there are a, b, value"
        );
        let faults = ask(CubeRequest::new(["a", "value"], "value")).unwrap_err();
        assert_eq!(faults[0].code, Code::ShapeWrong);
        // A column that nobody asks for is not read.
        assert!(
            parse_cubes(
                "t.csv",
                b"a,b,value\n1,2,x\n",
                &Options::default(),
                &[CubeRequest::counts(["a"])]
            )
            .is_ok()
        );
    }

    #[test]
    fn amounts_beyond_the_digits_kept_are_said() {
        let text = format!(
            "a,value\n{}",
            "x,999999999999999999\nx,0.000000000000001\n".repeat(3)
        );
        let (cubes, _) = parse_cubes(
            "t.csv",
            text.as_bytes(),
            &Options::default(),
            &[CubeRequest::new(["a"], "value")],
        )
        .unwrap();
        assert_eq!(cubes[0].at(&["x"]), Some(2_999_999_999_999_999_997.0));
        let text = "a,value\nx,1e308\nx,1e308\n";
        let faults = parse_cubes(
            "t.csv",
            text.as_bytes(),
            &Options::default(),
            &[CubeRequest::new(["a"], "value")],
        )
        .unwrap_err();
        assert_eq!(faults[0].code, Code::NumberRange);
    }
}

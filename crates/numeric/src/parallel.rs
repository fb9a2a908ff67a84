//! Ordered maps over threads, without a pool.
//!
//! The work is cut on a grid that does not depend on the number of threads; workers claim the next piece from one
//! counter and the results come back in order, so one thread and seven return the same bits. A call from within a
//! worker runs where it is: threads never multiply.

use std::cell::Cell;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// 0 stands for "as many as the machine offers".
static THREADS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    static WORKER: Cell<bool> = const { Cell::new(false) };
}

/// Number of threads that a call may use, at least 1.
///
/// ```
/// assert!(mercatoria_numeric::parallel::threads() >= 1);
/// ```
pub fn threads() -> usize {
    match THREADS.load(Ordering::Relaxed) {
        0 => {
            let offered = thread::available_parallelism().map_or(1, usize::from);
            THREADS.store(offered, Ordering::Relaxed);
            offered
        }
        set => set,
    }
}

/// Sets the number of threads for the whole process; 0 goes back to as many as the machine offers.
///
/// ```
/// use mercatoria_numeric::parallel::{set_threads, threads};
/// set_threads(3);
/// assert_eq!(threads(), 3);
/// ```
pub fn set_threads(n: usize) {
    THREADS.store(n, Ordering::Relaxed);
}

/// Runs `work` on as many threads as `pieces` of work can keep busy, this one among them, and returns what each
/// returned. A panic in one of them goes on in the caller.
fn on_threads<T: Send>(pieces: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    let workers = threads().min(pieces);
    if workers <= 1 || WORKER.get() {
        return vec![work()];
    }
    let worker = || {
        WORKER.set(true);
        work()
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(worker)).collect();
        let here = {
            let _back = Returning;
            worker()
        };
        let joined = others
            .into_iter()
            .map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        std::iter::once(here).chain(joined).collect()
    })
}

/// Ends the caller's time as a worker, also when its work panics.
struct Returning;

impl Drop for Returning {
    fn drop(&mut self) {
        WORKER.set(false);
    }
}

/// `[f(0), f(1), …, f(n − 1)]`, each computed on whichever thread is free. For work worth at least some microseconds
/// per item; for less, see [`map_chunks`].
///
/// ```
/// assert_eq!(mercatoria_numeric::parallel::map(4, |i| i * i), [0, 1, 4, 9]);
/// ```
pub fn map<T: Send>(n: usize, f: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let claimed = on_threads(n, || {
        let claim = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|i| *i < n);
        std::iter::from_fn(claim)
            .map(|i| (i, f(i)))
            .collect::<Vec<_>>()
    });
    in_order(n, claimed)
}

/// `f` of the ranges `0..chunk`, `chunk..2·chunk`, … up to `len` (the last one shorter), in this order. A `chunk` of 0
/// counts as 1.
///
/// ```
/// use mercatoria_numeric::parallel::map_chunks;
/// let sums = map_chunks(10, 4, |range| range.sum::<usize>());
/// assert_eq!(sums, [0 + 1 + 2 + 3, 4 + 5 + 6 + 7, 8 + 9]);
/// ```
pub fn map_chunks<T: Send>(
    len: usize,
    chunk: usize,
    f: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let chunk = chunk.max(1);
    map(len.div_ceil(chunk), |i| {
        let start = i * chunk;
        f(start..len.min(start.saturating_add(chunk)))
    })
}

/// Calls `f(index of the first item, chunk)` once for every chunk of `items` (the last one shorter). A `chunk` of 0
/// counts as 1.
///
/// ```
/// let mut squares = [0; 5];
/// mercatoria_numeric::parallel::for_each_chunk_mut(&mut squares, 2, |first, chunk| {
///     for (i, square) in chunk.iter_mut().enumerate() {
///         *square = (first + i) * (first + i);
///     }
/// });
/// assert_eq!(squares, [0, 1, 4, 9, 16]);
/// ```
pub fn for_each_chunk_mut<T: Send>(
    items: &mut [T],
    chunk: usize,
    f: impl Fn(usize, &mut [T]) + Sync,
) {
    let chunk = chunk.max(1);
    let pieces = items.len().div_ceil(chunk);
    let left = Mutex::new(items.chunks_mut(chunk).enumerate());
    on_threads(pieces, || {
        // The lock is held only while claiming, where nothing can panic: it is never poisoned.
        let claim = || left.lock().map_or(None, |mut left| left.next());
        std::iter::from_fn(claim).for_each(|(i, piece)| f(i * chunk, piece));
    });
}

/// Puts the workers' results, each in ascending order of its index, into one list without gaps.
fn in_order<T>(n: usize, claimed: Vec<Vec<(usize, T)>>) -> Vec<T> {
    let mut runs: Vec<_> = claimed
        .into_iter()
        .map(|run| run.into_iter().peekable())
        .collect();
    let mut results = Vec::with_capacity(n);
    if let [only] = &mut runs[..] {
        results.extend(only.map(|(_, result)| result));
        return results;
    }
    let mut before = 0;
    while results.len() < n {
        for run in &mut runs {
            while let Some((_, result)) = run.next_if(|(i, _)| *i == results.len()) {
                results.push(result);
            }
        }
        debug_assert!(results.len() > before, "every index is claimed once");
        before = results.len();
    }
    results
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    /// The setting is the process's: tests that change it take turns.
    static TURN: Mutex<()> = Mutex::new(());

    fn with_threads<T>(n: usize, f: impl FnOnce() -> T) -> T {
        let _turn = TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        set_threads(n);
        let result = f();
        set_threads(0);
        result
    }

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for threads in [1, 2, 7] {
            for n in [0, 1, 2, 6, 7, 8, 1000] {
                let squares = with_threads(threads, || map(n, |i| i * i));
                assert_eq!(squares, (0..n).map(|i| i * i).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn chunked_sums_have_the_same_bits() {
        let xs: Vec<f64> = (0..10_001).map(|i| 1.0 / f64::from(i + 1)).collect();
        let total = || {
            map_chunks(xs.len(), 97, |range| crate::sum::sum(&xs[range]))
                .iter()
                .sum::<f64>()
        };
        let one = with_threads(1, total);
        for threads in [2, 7] {
            assert_eq!(with_threads(threads, total).to_bits(), one.to_bits());
        }
    }

    #[test]
    fn chunks_cover_the_whole_once() {
        for threads in [1, 2, 7] {
            for (len, chunk) in [(0, 3), (1, 3), (9, 3), (10, 3), (10, 0), (5, usize::MAX)] {
                let ranges = with_threads(threads, || map_chunks(len, chunk, |range| range));
                assert_eq!(
                    ranges.into_iter().flatten().collect::<Vec<_>>(),
                    (0..len).collect::<Vec<_>>()
                );
                let mut seen = vec![0; len];
                with_threads(threads, || {
                    for_each_chunk_mut(&mut seen, chunk, |first, piece| {
                        piece
                            .iter_mut()
                            .enumerate()
                            .for_each(|(i, seen)| *seen += first + i + 1);
                    });
                });
                assert_eq!(seen, (1..=len).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn a_panic_reaches_the_caller_with_its_message() {
        for threads in [1, 2, 7] {
            let caught = with_threads(threads, || {
                catch_unwind(|| map(50, |i| if i == 31 { panic!("piece {i}") } else { i }))
            });
            let message = caught.unwrap_err();
            assert_eq!(
                message.downcast_ref::<String>().map(String::as_str),
                Some("piece 31")
            );
        }
    }

    #[test]
    fn a_call_within_a_worker_spawns_no_thread() {
        let nested = with_threads(2, || {
            map(2, |_| {
                let here = thread::current().id();
                map(20, |_| thread::current().id())
                    .iter()
                    .all(|id| *id == here)
            })
        });
        assert_eq!(nested, [true, true]);
        assert!(!WORKER.get());
    }
}

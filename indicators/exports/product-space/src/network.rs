//! The product space as a network: the tree of strongest links, further strong ones, and a layout that is always the same.
use mercatoria_advantage::Presence;
use mercatoria_numeric::{
    bits::CommonCounts,
    elementary::{cos, sin, sqrt},
};

/// Links of a maximum spanning forest over φ = J / max(u_p, u_q): (p, q, φ), p < q, strongest first. Ties go to lower places;
/// products without links have none.
///
/// Prim's algorithm, a line of φ at a time: P² steps, P numbers of memory.
pub fn spanning_forest(m: &Presence) -> Vec<(usize, usize, f64)> {
    let columns = m.bits.transpose();
    let n = columns.rows();
    let common = CommonCounts::new(&columns);
    let mut counts = vec![0; n];
    let mut best = vec![(0.0, usize::MAX); n];
    let mut inside = vec![false; n];
    let mut links = vec![];
    for start in 0..n {
        if inside[start] || m.ubiquity[start] == 0 {
            continue;
        }
        let mut newest = start;
        loop {
            inside[newest] = true;
            common.of_row(newest, 0..n, &mut counts);
            for q in (0..n).filter(|q| !inside[*q] && counts[*q] > 0) {
                let phi = f64::from(counts[q]) / f64::from(m.ubiquity[newest].max(m.ubiquity[q]));
                if phi > best[q].0 || phi == best[q].0 && newest < best[q].1 {
                    best[q] = (phi, newest);
                }
            }
            let next = (0..n)
                .filter(|q| !inside[*q] && best[*q].0 > 0.0)
                .reduce(|a, b| if best[b].0 > best[a].0 { b } else { a });
            let Some(next) = next else { break };
            let (phi, from) = best[next];
            links.push((from.min(next), from.max(next), phi));
            newest = next;
        }
    }
    links.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    links
}

/// All pairs with φ at or above a threshold, in order of places.
pub fn strong_links(m: &Presence, threshold: f64) -> Vec<(usize, usize, f64)> {
    let columns = m.bits.transpose();
    let mut links: Vec<(usize, usize, f64)> = CommonCounts::new(&columns)
        .map_tiles(|tile| {
            let mut found = vec![];
            tile.for_each(|p, first, counts| {
                for (q, count) in (first..).zip(counts) {
                    let most = m.ubiquity[p].max(m.ubiquity[q]);
                    let phi = f64::from(*count) / f64::from(most.max(1));
                    if q > p && *count > 0 && phi >= threshold {
                        found.push((p, q, phi));
                    }
                }
            });
            found
        })
        .concat();
    links.sort_by_key(|l| (l.0, l.1));
    links
}

/// Σ_p Σ_{q≠p} φ_pq, tile by tile: φ is never held.
///
/// ```
/// use mercatoria_advantage::Presence;
/// use mercatoria_numeric::bits::BitMatrix;
/// let m = Presence::new(BitMatrix::from_fn(2, 2, |c, p| c <= p));
/// assert_eq!(mercatoria_product_space::proximity_sum(&m), 1.0);
/// ```
pub fn proximity_sum(m: &Presence) -> f64 {
    let columns = m.bits.transpose();
    let sizes: Vec<f64> = m.ubiquity.iter().map(|u| f64::from(*u).max(1.0)).collect();
    let sums = CommonCounts::new(&columns).map_tiles(|tile| {
        let mut sum = 0.0;
        tile.for_each(|p, first, counts| {
            let own = sizes[p];
            let mut lanes = [0.0; 8];
            let rest = &sizes[first..first + counts.len()];
            for (chunk, of) in counts.chunks(8).zip(rest.chunks(8)) {
                for (lane, (count, size)) in lanes.iter_mut().zip(chunk.iter().zip(of)) {
                    *lane += f64::from(*count) / own.max(*size);
                }
            }
            sum += lanes.iter().sum::<f64>();
        });
        sum
    });
    // The upper triangle with its diagonal, which is 1 for each product that somebody has.
    let own = m.ubiquity.iter().filter(|u| **u > 0).count() as f64;
    2.0 * (sums.iter().sum::<f64>() - own)
}

/// Coordinates in the unit disc: each tree of the forest is drawn in rings around its centre, every branch in a wedge as wide
/// as it has leaves; trees side by side by size. NaN for places without links.
pub fn layout(n: usize, links: &[(usize, usize, f64)]) -> Vec<(f64, f64)> {
    let mut next: Vec<Vec<usize>> = vec![vec![]; n];
    for (p, q, _) in links {
        next[*p].push(*q);
        next[*q].push(*p);
    }
    next.iter_mut().for_each(|list| list.sort_unstable());
    // Breadth first from a start: order, parent, depth.
    let walk = |start: usize| {
        let (mut order, mut parent) = (vec![start], vec![usize::MAX; n]);
        let mut depth = vec![0usize; n];
        let mut at = 0;
        while at < order.len() {
            let here = order[at];
            at += 1;
            let from = parent[here];
            for &to in next[here].iter().filter(|to| **to != from) {
                parent[to] = here;
                depth[to] = depth[here] + 1;
                order.push(to);
            }
        }
        (order, parent, depth)
    };
    let mut trees: Vec<Vec<usize>> = vec![];
    let mut seen = vec![false; n];
    for start in 0..n {
        if !seen[start] && !next[start].is_empty() {
            let order = walk(start).0;
            order.iter().for_each(|p| seen[*p] = true);
            trees.push(order);
        }
    }
    trees.sort_by_key(|tree| (std::cmp::Reverse(tree.len()), tree[0]));
    let all: f64 = trees.iter().map(|t| sqrt(t.len() as f64)).sum();
    let mut out = vec![(f64::NAN, f64::NAN); n];
    let mut left = -1.0;
    for tree in &trees {
        // The centre is the middle of the longest path.
        let far = |from: usize| walk(from).0.last().copied().unwrap_or(from);
        let one = far(tree[0]);
        let (order, parent, depth) = walk(one);
        let other = order.last().copied().unwrap_or(one);
        let mut centre = other;
        (0..depth[other] / 2).for_each(|_| centre = parent[centre]);
        let (order, parent, depth) = walk(centre);
        let deepest = order.last().map_or(1, |p| depth[*p]).max(1) as f64;
        let mut leaves = vec![0.0f64; n];
        for p in order.iter().rev() {
            if leaves[*p] == 0.0 {
                leaves[*p] = 1.0;
            }
            if parent[*p] != usize::MAX {
                leaves[parent[*p]] += leaves[*p];
            }
        }
        let radius = sqrt(tree.len() as f64) / all;
        let middle = left + radius;
        left += 2.0 * radius;
        let mut wedge = vec![(0.0, std::f64::consts::TAU); n];
        for p in &order {
            let (from, width) = wedge[*p];
            let angle = from + width / 2.0;
            let ring = radius * depth[*p] as f64 / deepest;
            out[*p] = (middle + ring * cos(angle), ring * sin(angle));
            let mut at = from;
            for to in next[*p].iter().filter(|to| **to != parent[*p]) {
                let share = width * leaves[*to] / leaves[*p];
                wedge[*to] = (at, share);
                at += share;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use mercatoria_numeric::bits::BitMatrix;

    #[test]
    fn a_forest_has_one_link_less_than_products_in_each_part() {
        let m = Presence::new(BitMatrix::from_fn(12, 20, |c, p| (c * 5 + p * 3) % 7 < 2));
        let links = spanning_forest(&m);
        assert_eq!(links.len(), 19);
        // No other tree is heavier: every left-out pair is weaker than the weakest link on its path (checked by Kruskal).
        let mut pairs = strong_links(&m, 1e-9);
        pairs.sort_by(|a, b| b.2.total_cmp(&a.2));
        let mut root: Vec<usize> = (0..20).collect();
        let mut weight = 0.0;
        for (p, q, phi) in pairs {
            let (a, b) = (root[p], root[q]);
            if a != b {
                root.iter_mut().filter(|r| **r == b).for_each(|r| *r = a);
                weight += phi;
            }
        }
        assert!((links.iter().map(|l| l.2).sum::<f64>() - weight).abs() < 1e-12);
        let places = layout(20, &links);
        assert!(places.iter().all(|(x, y)| x * x + y * y <= 1.0 + 1e-9));
    }
}

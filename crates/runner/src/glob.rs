//! Names with `*` for any run of characters.

/// Does the text fit the pattern?
///
/// ```
/// use mercatoria_runner::fits;
/// assert!(fits("complexity.*", "complexity.eci") && fits("*_share", "diversity.top_k_share"));
/// assert!(!fits("complexity.*", "diversity.shannon") && fits("shannon", "shannon"));
/// ```
pub fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut left) = text.strip_prefix(parts.next().unwrap_or("")) else {
        return false;
    };
    let mut rest: Vec<&str> = parts.collect();
    let Some(last) = rest.pop() else {
        return left.is_empty();
    };
    for part in rest {
        let Some(at) = left.find(part) else {
            return false;
        };
        left = &left[at + part.len()..];
    }
    left.len() >= last.len() && left.ends_with(last)
}
/// Does any of the patterns fit the whole id, or its last segment where the pattern has no point?
pub(crate) fn any(patterns: &[String], id: &str) -> bool {
    let last = id.rsplit('.').next().unwrap_or(id);
    patterns
        .iter()
        .any(|p| fits(p, id) || !p.contains('.') && fits(p, last))
}

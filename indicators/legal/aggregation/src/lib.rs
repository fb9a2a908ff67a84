//! Composite scores: means over a hierarchy, penalties, ordinal rules, ranks.

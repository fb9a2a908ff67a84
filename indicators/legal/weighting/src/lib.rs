//! Weights of criteria: from the data, from judgements, by design.

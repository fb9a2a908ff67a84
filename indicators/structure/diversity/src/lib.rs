//! Formulas on one distribution: concentration, entropy, effective numbers.

//! Raw scoreboards made fit for scoring: screening, denominators, missing cells, outliers.

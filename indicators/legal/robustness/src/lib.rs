//! What a ranking rests on: uncertainty, sensitivity, stability, diagnostics.

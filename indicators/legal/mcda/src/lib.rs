//! Multi-criteria ranking methods.

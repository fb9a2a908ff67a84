//! The mercatoria program.

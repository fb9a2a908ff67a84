//! Subsystems judged together: coupling coordination, obstacles, grey degrees.

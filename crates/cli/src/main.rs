//! The `mercatoria` program with every indicator of the workspace.
fn main() -> std::process::ExitCode {
    mercatoria_cli::main(mercatoria_bundle::PACKS)
}

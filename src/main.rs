//! The process: the command line, one error printed, the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    touchline::cli::main()
}

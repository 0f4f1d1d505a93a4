//! `touchline completions` and `touchline man`: what shells and manuals know of the command line, made from the one table of
//! commands, which is clap's.

use std::io::Write as _;
use std::path::Path;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Arguments, Failed};

/// Prints a shell's completion script.
pub(super) fn completions(shell: Shell) -> Result<(), Failed> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "touchline", &mut script);
    print(&script)
}

/// Prints the manual page of the whole, or writes one page for each subcommand into a folder.
pub(super) fn man(dir: Option<&Path>) -> Result<(), Failed> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let Some(dir) = dir else {
        return print(page(&command).map_err(|error| Failed::Work(error.to_string()))?.as_bytes());
    };
    std::fs::create_dir_all(dir).and_then(|()| pages(&command, dir)).map_err(|error| {
        Failed::Work(format!("{} cannot be written to ({error}); name a folder that can", dir.display()))
    })
}

/// A page up to its options, and what the rest is made with.
fn opening(command: &Command) -> std::io::Result<(Man, Vec<u8>)> {
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    Ok((man, page))
}

/// One page for a command, and one for each below it.
fn pages(command: &Command, dir: &Path) -> std::io::Result<()> {
    let (man, mut page) = opening(command)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    examples(command, &mut page)?;
    std::fs::write(dir.join(man.get_filename()), page)?;
    shown(command).try_for_each(|inner| pages(inner, dir))
}

/// The page of the whole: each subcommand is a section of it.
fn page(command: &Command) -> std::io::Result<String> {
    let (_, mut page) = opening(command)?;
    examples(command, &mut page)?;
    let mut page = text(&page);
    shown(command).try_for_each(|inner| section(inner, &mut page))?;
    Ok(page)
}

fn section(command: &Command, page: &mut String) -> std::io::Result<()> {
    if command.has_subcommands() {
        return shown(command).try_for_each(|inner| section(inner, page));
    }
    let (man, mut part) = (Man::new(command.clone()), Vec::new());
    man.render_synopsis_section(&mut part)?;
    man.render_description_section(&mut part)?;
    if command.get_arguments().any(|of| !of.is_global_set() && of.get_id() != "help") {
        // Those of the whole are told above.
        let global = command.get_arguments().filter(|of| of.is_global_set());
        let own = global.fold(command.clone(), |own, of| own.mut_arg(of.get_id(), |of| of.hide(true)));
        Man::new(own).render_options_section(&mut part)?;
    }
    examples(command, &mut part)?;
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name()).to_uppercase();
    *page += &[".SH \"", &name, "\"\n", &text(&part).replace("\n.SH ", "\n.SS ")].concat();
    Ok(())
}

fn shown(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|inner| !inner.is_hide_set())
}

/// What stands after the options, its lines as they are: `clap_mangen` would fill them.
fn examples(command: &Command, page: &mut Vec<u8>) -> std::io::Result<()> {
    if command.get_after_help().is_none() {
        return Ok(());
    }
    let mut part = Vec::new();
    Man::new(command.clone()).render_extra_section(&mut part)?;
    let part = text(&part).replace("Examples:\n", "").replace("Example:\n", "");
    page.extend(part.replace(".SH EXTRA\n", ".SH EXAMPLES\n.nf\n").into_bytes());
    page.extend(b".fi\n");
    Ok(())
}

fn text(part: &[u8]) -> String {
    String::from_utf8_lossy(part).into_owned()
}

/// Whoever stops reading (`| head`) has what they wanted.
fn print(bytes: &[u8]) -> Result<(), Failed> {
    match std::io::stdout().write_all(bytes) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Failed::Work(error.to_string())),
        _ => Ok(()),
    }
}

//! The command line.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

use crate::browser::Kind;

/// How the program is used.
pub const USAGE: &str = "\
e2e test [OPTIONS]    tells every scenario to both browsers
e2e list              the scenarios
e2e demo [OPTIONS]    the extension at work, on the screen if there is one
e2e bench [OPTIONS]   measures
e2e shots [OPTIONS]   pictures of every view, on contact sheets; --only LANGUAGE for one language

--browser chromium|firefox   only this one
--only TEXT                  only scenarios with this in their name
--repeat N                   each scenario N times
--kill-before-each-step      stops the background before each step: nothing may get lost
--shots FOLDER               a picture after each step; the contact sheets
--accept                     with shots: keeps pictures in looks/, with which the next ones are compared
--dist FOLDER                the packed extension; chrome/ and firefox/ in it (default: dist/)

HEADED=1 shows the browsers. CHROME_BINARY, CHROMEDRIVER, FIREFOX_BINARY and GECKODRIVER name programs that are not
on the path.";

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    Test,
    List,
    Demo,
    Bench,
    Shots,
}

/// What the command line asks for.
#[derive(Clone, Debug)]
pub struct Options {
    pub command: Command,
    pub browsers: Vec<Kind>,
    pub only: Option<String>,
    pub repeat: usize,
    /// Stops the background before each step.
    pub kill: bool,
    /// Where to put a picture after each step.
    pub shots: Option<PathBuf>,
    /// Keeps the pictures for comparing.
    pub accept: bool,
    /// The folder with the packed extensions.
    pub dist: PathBuf,
    /// Where failures leave what they saw.
    pub out: PathBuf,
    pub headed: bool,
}

impl Options {
    /// Reads the arguments (without the program's name).
    ///
    /// # Errors
    /// If they don't say what to do, or say something unknown.
    pub fn parse(args: impl IntoIterator<Item = impl Into<std::ffi::OsString>>) -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("the suite is in tests/e2e")?;
        let mut command = None;
        let mut options = Self {
            command: Command::Test,
            browsers: Kind::ALL.to_vec(),
            only: None,
            repeat: 1,
            kill: false,
            shots: None,
            accept: false,
            dist: root.join("dist"),
            out: root.join("target/e2e"),
            headed: std::env::var("HEADED").is_ok_and(|value| value == "1"),
        };
        let mut args = lexopt::Parser::from_args(args);
        while let Some(arg) = args.next()? {
            match arg {
                Long("browser") => options.browsers = vec![args.value()?.parse_with(Kind::from_name)?],
                Long("only") => options.only = Some(args.value()?.string()?),
                Long("repeat") => options.repeat = args.value()?.parse()?,
                Long("kill-before-each-step") => options.kill = true,
                Long("shots") => options.shots = Some(args.value()?.into()),
                Long("accept") => options.accept = true,
                Long("dist") => options.dist = args.value()?.into(),
                Value(name) if command.is_none() => {
                    command = Some(match name.to_str() {
                        Some("test") => Command::Test,
                        Some("list") => Command::List,
                        Some("demo") => Command::Demo,
                        Some("bench") => Command::Bench,
                        Some("shots") => Command::Shots,
                        _ => bail!("{USAGE}"),
                    });
                }
                _ => return Err(arg.unexpected().into()),
            }
        }
        let Some(command) = command else { bail!("{USAGE}") };
        Ok(Self { command, ..options })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_read() {
        let line = "test --browser firefox --only guard --repeat 3 --kill-before-each-step --shots there --dist here";
        let options = Options::parse(line.split(' ')).unwrap();
        assert_eq!(options.command, Command::Test);
        assert_eq!(options.browsers, [Kind::Firefox]);
        assert_eq!(options.only.as_deref(), Some("guard"));
        assert_eq!((options.repeat, options.kill), (3, true));
        assert_eq!((options.shots, options.dist), (Some("there".into()), "here".into()));
    }

    #[test]
    fn pictures_can_be_accepted() {
        let options = Options::parse(["shots", "--accept"]).unwrap();
        assert_eq!((options.command, options.accept), (Command::Shots, true));
    }

    #[test]
    fn anything_else_is_refused() {
        for line in ["", "dance", "test --browser lynx", "test twice", "test --repeat often", "test --loud"] {
            assert!(Options::parse(line.split_whitespace()).is_err(), "{line}");
        }
    }
}

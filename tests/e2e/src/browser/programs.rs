//! Where the programs are: named by variables, or on the path under their ordinary names.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// A program, the variables that may name it, and what it is usually called.
#[derive(Debug)]
pub struct Program {
    variables: &'static [&'static str],
    names: &'static [&'static str],
}

pub const CHROMIUM: Program = Program {
    variables: &["CHROME_BINARY", "CHROMIUM_BIN"],
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
};
pub const CHROMEDRIVER: Program = Program { variables: &["CHROMEDRIVER"], names: &["chromedriver"] };
pub const FIREFOX: Program =
    Program { variables: &["FIREFOX_BINARY", "FIREFOX_BIN"], names: &["firefox", "firefox-esr"] };
pub const GECKODRIVER: Program = Program { variables: &["GECKODRIVER"], names: &["geckodriver"] };

impl Program {
    /// The program's absolute path.
    ///
    /// # Errors
    /// If no variable names it and nothing on the path has one of its names.
    pub fn find(&self) -> Result<PathBuf> {
        let named = self.variables.iter().filter_map(std::env::var_os).find(|path| !path.is_empty());
        if let Some(path) = named {
            return Ok(path.into());
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        self.names
            .iter()
            .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
            .find(|path| path.is_file())
            .with_context(|| format!("no {} on the path; set {}", self.names.join(" or "), self.variables[0]))
    }
}

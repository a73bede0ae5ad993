//! Makes the packages for both browsers out of `extension/` and the compiled modules.
//!
//! A package is first put together in memory, as a map from path to content, and only then written: once as a folder
//! that can be loaded unpacked, once as the zip that a store takes. The same input gives the same bytes.

pub mod archive;
pub mod gallery;
pub mod icons;
pub mod layout;
pub mod manifest;
pub mod sizes;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The content of a package: paths with `/` between their parts, in the order in which they are packed.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The version of the extension, which the root `Cargo.toml` decides for the whole workspace.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Whom a package is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    /// Chrome, Chromium and their relatives.
    Chrome,
    Firefox,
}

impl Browser {
    pub const ALL: [Self; 2] = [Self::Chrome, Self::Firefox];

    /// As it is called in the manifest's source and in the names of folders and archives.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
        }
    }

    /// The name of its archive.
    pub fn archive_name(self) -> String {
        format!("really-know-{VERSION}-{}.zip", self.name())
    }
}

/// Why no package could be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{}: {source}", path.display())]
    Json { path: PathBuf, source: serde_json::Error },
    #[error("the manifest's source: {0}")]
    Manifest(String),
    #[error("extension/{0} is of no kind that belongs into a package; layout.rs lists those that do")]
    Stray(String),
    #[error("{name} is not in {}; has the extension been compiled?", folder.display())]
    NotCompiled { name: String, folder: PathBuf },
    #[error("the icon {name}: {reason}")]
    Icon { name: &'static str, reason: String },
    #[error("the archive: {0}")]
    Zip(#[from] zip::result::ZipError),
    #[error("{name} has {bytes} bytes, and its budget is {budget}")]
    OverBudget { name: String, bytes: u64, budget: u64 },
}

impl Error {
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}

/// Puts the package for `browser` together.
///
/// `extension` is the source folder, `wasm` the one with the bound and optimised modules.
///
/// # Errors
/// If something can't be read, doesn't belong there, or has not been compiled.
pub fn assemble(browser: Browser, extension: &Path, wasm: &Path) -> Result<Files, Error> {
    let mut files = layout::static_files(extension)?;
    files.extend(layout::modules(wasm)?);
    files.extend(icons::render_all(&extension.join("icons"))?);
    let manifest = manifest::Source::read(&extension.join("manifest.json"))?.for_browser(browser, VERSION)?;
    files.insert("manifest.json".into(), format!("{manifest:#}\n").into_bytes());
    Ok(files)
}

/// The file that is only in the package for trying out: the question of the welcome counts as answered there.
pub const TRIAL: (&str, &str) = ("trial.json", "true\n");

/// The same package with the welcome answered, for the demo, the tests and the benchmarks. It is never put in an archive.
#[must_use]
pub fn for_trial(files: &Files) -> Files {
    let mut trial = files.clone();
    trial.insert(TRIAL.0.into(), TRIAL.1.into());
    trial
}

/// Writes a package as a folder, in place of what was there.
///
/// # Errors
/// If the folder can't be replaced.
pub fn write_folder(files: &Files, folder: &Path) -> Result<(), Error> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(Error::io(folder))?;
    }
    for (name, content) in files {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(Error::io(parent))?;
        fs::write(&path, content).map_err(Error::io(&path))?;
    }
    Ok(())
}

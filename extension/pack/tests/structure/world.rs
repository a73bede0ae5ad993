//! Everything that the checks look at, read once, so that a test can change a copy and see a check fail.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pack::manifest::Source;
use pack::{Browser, VERSION, icons, layout};
use serde_json::Value;

#[derive(Clone)]
pub struct World {
    /// What is copied into the packages as it is: HTML, JavaScript, styles and messages.
    pub files: BTreeMap<String, String>,
    /// What the build adds.
    pub produced: BTreeSet<String>,
    pub source: Source,
    pub chrome: Value,
    pub firefox: Value,
    /// The extension's Rust sources, by their path below the root.
    pub rust: BTreeMap<String, String>,
    /// The root `Cargo.toml`.
    pub cargo: String,
}

impl World {
    pub fn read() -> Self {
        let extension = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let root = extension.join("..");
        let source = Source::read(&extension.join("manifest.json")).expect("the manifest's source is whole");
        let text = |(name, bytes)| (name, String::from_utf8(bytes).expect("everything that is copied is text"));
        let mut rust = BTreeMap::new();
        read_rust(&root, &root.join("src"), &mut rust);
        Self {
            files: layout::static_files(&extension).expect("extension/ can be packed").into_iter().map(text).collect(),
            produced: icons::names().chain(layout::module_names()).collect(),
            chrome: source.for_browser(Browser::Chrome, VERSION).expect("Chrome's part fits"),
            firefox: source.for_browser(Browser::Firefox, VERSION).expect("Firefox's part fits"),
            source,
            rust,
            cargo: fs::read_to_string(root.join("Cargo.toml")).expect("the root has a Cargo.toml"),
        }
    }

    pub fn manifests(&self) -> [(Browser, &Value); 2] {
        [(Browser::Chrome, &self.chrome), (Browser::Firefox, &self.firefox)]
    }

    pub fn has(&self, name: &str) -> bool {
        self.files.contains_key(name) || self.produced.contains(name)
    }

    /// The copied files whose name ends like this.
    pub fn ending<'a>(&'a self, end: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.files
            .iter()
            .filter(move |(name, _)| name.ends_with(end))
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// JavaScript and Rust, by name.
    pub fn code(&self) -> impl Iterator<Item = (&str, &str)> {
        let rust = self.rust.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        self.ending(".js").chain(rust)
    }
}

fn read_rust(root: &Path, folder: &Path, into: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("src/ can be read") {
        let path: PathBuf = entry.expect("src/ can be read").path();
        if path.is_dir() {
            read_rust(root, &path, into);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let name = path.strip_prefix(root).expect("it lies below the root").to_string_lossy().into_owned();
            into.insert(name, fs::read_to_string(&path).expect("sources are text"));
        }
    }
}

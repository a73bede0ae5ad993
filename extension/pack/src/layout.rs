//! What belongs into a package. Whatever is not listed here stops the build, so that nothing is shipped by accident.

use std::fs;
use std::path::Path;

use crate::{Error, Files};

/// The programs compiled for the browser: `wasm/NAME.js` and `wasm/NAME_bg.wasm`.
pub const MODULES: [&str; 4] = ["background", "views", "dashboard", "exchange"];

/// Parts of `extension/` that packages are made *with*, not *of*.
const SOURCES: [&str; 3] = ["pack", "icons", "manifest.json"];

/// The folders copied as they are, and the kind of file that each may hold. `""` is `extension/` itself.
const SHIPPED: [(&str, &[&str]); 5] =
    [("", &["html", "js"]), ("page", &["js"]), ("js", &["js"]), ("styles", &["css"]), ("_locales", &["json"])];

/// Helps for working on the files beside them, left out silently.
const HELPS: [&str; 5] = [".d.ts", ".md", ".test.js", "jsconfig.json", "tsconfig.json"];

/// The files that are copied as they are.
///
/// # Errors
/// [`Error::Stray`] for a file that neither ships nor is known to help, or if one can't be read.
pub fn static_files(extension: &Path) -> Result<Files, Error> {
    let mut files = Files::new();
    walk(extension, "", &mut |name, path| {
        if is_help(name) {
            return Ok(());
        }
        if !ships(name) {
            return Err(Error::Stray(name.to_owned()));
        }
        files.insert(name.to_owned(), fs::read(path).map_err(Error::io(path))?);
        Ok(())
    })?;
    Ok(files)
}

/// The compiled modules, as `wasm/...`.
///
/// # Errors
/// [`Error::NotCompiled`] if one of [`MODULES`] is missing, or if one can't be read.
pub fn modules(folder: &Path) -> Result<Files, Error> {
    let mut files = Files::new();
    if folder.is_dir() {
        walk(folder, "", &mut |name, path| {
            files.insert(format!("wasm/{name}"), fs::read(path).map_err(Error::io(path))?);
            Ok(())
        })?;
    }
    match module_names().find(|name| !files.contains_key(name)) {
        Some(name) => Err(Error::NotCompiled { name, folder: folder.to_owned() }),
        None => Ok(files),
    }
}

/// The paths in a package that compiling makes.
pub fn module_names() -> impl Iterator<Item = String> {
    MODULES.iter().flat_map(|module| [format!("wasm/{module}.js"), format!("wasm/{module}_bg.wasm")])
}

fn is_help(name: &str) -> bool {
    HELPS.iter().any(|end| name.ends_with(end))
}

fn ships(name: &str) -> bool {
    let folder = name.split_once('/').map_or("", |(first, _)| first);
    let kind = name.rsplit_once('.').map_or("", |(_, kind)| kind);
    SHIPPED.iter().any(|(shipped, kinds)| *shipped == folder && kinds.contains(&kind))
}

/// Calls `found` with the name (relative to the first folder) and the path of every file, in no particular order.
fn walk(folder: &Path, prefix: &str, found: &mut impl FnMut(&str, &Path) -> Result<(), Error>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
        let path = entry.map_err(Error::io(folder))?.path();
        let last = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{last}");
        if last.starts_with('.') || SOURCES.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            walk(&path, &format!("{name}/"), found)?;
        } else {
            found(&name, &path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_kinds_of_files_ship() {
        for name in ["background.js", "popup.html", "styles/base.css", "_locales/en/messages.json"] {
            assert!(ships(name), "{name}");
        }
        for name in ["notes.txt", "package.json", "page/data.json", "styles/font.ttf", "elsewhere/a.js"] {
            assert!(!ships(name), "{name}");
        }
    }

    #[test]
    fn helps_are_left_out() {
        assert!(is_help("page/types.d.ts"));
        assert!(is_help("page/content.test.js"));
        assert!(!is_help("page/content.js"));
    }
}

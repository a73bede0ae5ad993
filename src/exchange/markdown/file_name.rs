//! Names of files that every system takes.

use std::collections::HashSet;

use crate::domain::text::{clean_line, fold};

/// The longest name, in bytes, without its ending: file systems allow 255, Windows counts the folders too.
const MAX_BYTES: usize = 120;

/// Gives out file names, each only once, whatever the case and the accents.
#[derive(Default)]
pub struct FileNames {
    given: HashSet<String>,
}

impl FileNames {
    /// A file name for a person, without an ending.
    pub fn give(&mut self, name: &str) -> String {
        let base = safe(name);
        let mut file_name = base.clone();
        let mut number = 2_u32;
        // macOS doesn't tell accents written in different ways apart, Windows no case: folded names are neither.
        while !self.given.insert(fold(&file_name)) {
            file_name = format!("{base} ({number})");
            number += 1;
        }
        file_name
    }
}

/// The name without what some system doesn't allow in a file's name, and without what a link can't hold in Obsidian.
fn safe(name: &str) -> String {
    let allowed = |c: char| if "<>:\"/\\|?*#^[]`".contains(c) || c.is_control() { ' ' } else { c };
    let mut safe = clean_line(&name.chars().map(allowed).collect::<String>(), MAX_BYTES);
    while safe.len() > MAX_BYTES {
        safe.pop();
    }
    // Windows drops dots and spaces at the end; a dot at the beginning hides a file elsewhere.
    let safe = safe.trim_matches(|c: char| c == '.' || c.is_whitespace());
    if safe.is_empty() {
        return "Unnamed".to_owned();
    }
    if is_device(safe) { format!("{safe}_") } else { safe.to_owned() }
}

/// Names that Windows keeps for devices, whatever ending follows.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_uppercase();
    let port = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|rest| rest.chars().count() == 1 && "0123456789¹²³".contains(rest))
    };
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str()) || port("COM") || port("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_that_every_system_takes() {
        let mut names = FileNames::default();
        for (name, file_name) in [
            ("Mia Sample", "Mia Sample"),
            ("mia  sámple", "mia sámple (2)"),
            ("../../etc/passwd", "etc passwd"),
            ("A/B: \"C\" <D>?", "A B C D"),
            ("CON", "CON_"),
            ("com1.mia", "com1.mia_"),
            (".hidden. ", "hidden"),
            (" ", "Unnamed"),
            ("???", "Unnamed (2)"),
            ("[[Mia]] #1", "Mia 1"),
        ] {
            assert_eq!(names.give(name), file_name);
        }
    }

    proptest! {
        #[test]
        fn no_name_is_given_twice(all in proptest::collection::vec("[a-bA-Bá. /]{0,3}|\\PC{0,200}", 0..20)) {
            let mut names = FileNames::default();
            let mut given = HashSet::new();
            for name in all {
                let name = names.give(&name);
                prop_assert!(name.len() <= MAX_BYTES + 8 && !name.is_empty());
                prop_assert!(!name.ends_with(['.', ' ']) && !name.contains(['/', '\\', ':', '\0']));
                prop_assert!(given.insert(name.to_lowercase()));
            }
        }
    }
}

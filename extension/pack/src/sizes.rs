//! How big the packages are, and how big they may be.

use std::fmt::Write;

use crate::{Browser, Error, archive};

/// The most that a store's archive may have, in bytes. A kilobyte is 1,000 bytes here, the stricter reading. The messages of
/// twelve languages take 15 to 17 kilobytes of it each.
pub const ARCHIVE_BUDGET: u64 = 1_950_000;

/// A table of the modules and the archive, sizes in KB.
///
/// # Errors
/// If `archive` is none.
pub fn table(browser: Browser, archive: &[u8]) -> Result<String, Error> {
    let entries = archive::entries(archive)?;
    let mut text = format!("{:<34} {:>10} {:>10}\n", browser.name(), "KB", "zipped KB");
    let mut rest = (0, 0);
    for (name, size, packed) in &entries {
        if name.ends_with(".wasm") {
            row(&mut text, name, *size, *packed);
        } else {
            rest = (rest.0 + size, rest.1 + packed);
        }
    }
    row(
        &mut text,
        &format!("{} other files", entries.iter().filter(|e| !e.0.ends_with(".wasm")).count()),
        rest.0,
        rest.1,
    );
    let bytes = archive.len() as u64;
    let share = bytes * 100 / ARCHIVE_BUDGET;
    let _ =
        writeln!(text, "{:<34} {:>10} {:>10}  {share} % of its budget", browser.archive_name(), "", kilobytes(bytes));
    Ok(text)
}

/// # Errors
/// [`Error::OverBudget`] if the archive is too big.
pub fn check(browser: Browser, archive: &[u8]) -> Result<(), Error> {
    let bytes = archive.len() as u64;
    if bytes >= ARCHIVE_BUDGET {
        return Err(Error::OverBudget { name: browser.archive_name(), bytes, budget: ARCHIVE_BUDGET });
    }
    Ok(())
}

fn row(text: &mut String, name: &str, size: u64, packed: u64) {
    let _ = writeln!(text, "  {name:<32} {:>10} {:>10}", kilobytes(size), kilobytes(packed));
}

fn kilobytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_over_its_budget_is_refused() {
        let budget = usize::try_from(ARCHIVE_BUDGET).unwrap();
        assert!(check(Browser::Chrome, &vec![0; budget - 1]).is_ok());
        assert!(check(Browser::Chrome, &vec![0; budget]).is_err());
    }
}

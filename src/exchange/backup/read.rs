//! Reading backups of this form and of every older one.

use serde::Deserialize;
use serde_json::Value;

use super::super::problem::{BackupFault, Cause, Place, Problem};
use super::{Backup, FORMAT, VERSION, v0};

type Step = fn(Value) -> Result<Value, String>;

/// One step from each older form to the next.
const STEPS: [Step; VERSION as usize] = [v0::to_v1];

/// What must be known before anything else is looked at.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    v: Option<u64>,
}

/// Reads a backup.
///
/// # Errors
/// [`Problem`] with line and column if it isn't whole or says what can't be; [`Cause::FromTheFuture`] if a newer
/// version wrote it in a form that this one doesn't know.
pub fn read(text: &str) -> Result<Backup, Problem> {
    // A list would be read as the fields of the head, one after the other.
    if text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('[') {
        return Err(Cause::NotABackup.into());
    }
    // As we write them, today's form is told by the first lines: then it is read only once.
    if text.starts_with(&super::beginning())
        && let Ok(backup) = serde_json::from_str(text)
    {
        return Ok(backup);
    }
    let head: Head = serde_json::from_str(text).map_err(|error| broken(&error))?;
    if head.format.as_deref() != Some(FORMAT) {
        return Err(Cause::NotABackup.into());
    }
    let version = head.v.ok_or(Cause::NoVersion)?;
    if version > VERSION {
        return Err(Cause::FromTheFuture(version).into());
    }
    if version == VERSION {
        return serde_json::from_str(text).map_err(|error| broken(&error));
    }
    let mut value: Value = serde_json::from_str(text).map_err(|error| broken(&error))?;
    for (step, from) in STEPS.iter().zip(0_u64..).skip(usize::try_from(version).unwrap_or(usize::MAX)) {
        value = step(value).map_err(|why| Cause::Backup(BackupFault::Unfit(format!("form {from}: {why}"))))?;
    }
    let unfit = |error: serde_json::Error| BackupFault::Unfit(format!("form {version}: {error}"));
    serde_json::from_value(value).map_err(|error| Cause::Backup(unfit(error)).into())
}

fn broken(error: &serde_json::Error) -> Problem {
    let place = Place { line: error.line() as u64, column: error.column() as u64, ..Place::default() };
    // The place is said already, and in our own words.
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    let what = match what {
        _ if error.is_eof() => BackupFault::CutOff,
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => BackupFault::HalfCharacter,
        what => BackupFault::Unfit(what.to_owned()),
    };
    Problem::new(place, Cause::Backup(what))
}

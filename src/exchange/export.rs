//! Everything, some people, or one of them, as a file.

use super::backup::{Beside, Extent};
use super::problem::Problem;
use super::table::Separator;
use super::{backup, card, markdown, moment, private, table, zip};
use crate::domain::{Mark, Moment, Person, PersonId};

/// What kind of file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    Backup,
    Table(Separator),
    /// Business cards; what RELATED calls the user, see [`card::write`].
    Cards {
        user: String,
    },
    /// A folder of Markdown notes, as a ZIP; of one person, the note alone.
    Notes,
}

/// What else there is to say.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    pub made: Moment,
    pub extent: Extent,
    /// For a backup of everything, or for what is written about one person.
    pub beside: Beside<'a>,
    /// Leave out what is marked like this or closer, see [`private::without`].
    pub without: Option<Mark>,
}

/// A file to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub name: String,
    pub media_type: &'static str,
    pub bytes: Vec<u8>,
}

/// Makes a file of these people: all, a filtered list, or one ("everything you have about me").
///
/// # Errors
/// [`Problem`] if a ZIP can't hold them.
pub fn export<'a>(
    people: impl IntoIterator<Item = (&'a PersonId, &'a Person)>,
    format: &Format,
    options: &Options<'_>,
) -> Result<File, Problem> {
    let people: Vec<(&PersonId, &Person)> = people.into_iter().collect();
    match &options.without {
        None => write(people, format, options),
        Some(from) => {
            let left: Vec<(&PersonId, Person)> =
                people.into_iter().map(|(id, person)| (id, private::without(person, from))).collect();
            // Whoever restores from such a file must know that it isn't everything.
            let options = Options { extent: Extent::Part, beside: Beside::default(), ..options.clone() };
            write(left.iter().map(|(id, person)| (*id, person)).collect(), format, &options)
        }
    }
}

fn write(people: Vec<(&PersonId, &Person)>, format: &Format, options: &Options<'_>) -> Result<File, Problem> {
    let (ending, media_type, bytes) = match format {
        Format::Backup => {
            let bytes = backup::write(people, options.beside, options.extent.clone(), options.made);
            ("json", "application/json", bytes)
        }
        Format::Table(separator) => ("csv", "text/csv;charset=utf-8;header=present", table::write(people, *separator)),
        Format::Cards { user } => ("vcf", "text/vcard;charset=utf-8", card::write(people, user)),
        Format::Notes => match people.as_slice() {
            [(id, person)] => {
                ("md", "text/markdown;charset=utf-8", markdown::about(id, person, options.beside).into_bytes())
            }
            _ => ("zip", "application/zip", zip::pack(markdown::folder(people))?),
        },
    };
    let day = moment::to_text(options.made);
    let day = day.split('T').next().unwrap_or_default();
    let part = if options.extent == Extent::Everything { "" } else { "-part" };
    Ok(File { name: format!("really-know-{day}{part}.{ending}"), media_type, bytes })
}

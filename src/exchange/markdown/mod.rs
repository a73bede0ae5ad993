//! Notes as a folder of Markdown files with front matter, as Obsidian and its like read them.

mod file_name;
mod front;
mod read;
mod write;

pub use file_name::FileNames;
pub use read::read;
pub use write::{about, folder, note};

use super::column::Column;

/// The columns that are texts of several lines: sections of the note's body. The others are front matter.
const SECTIONS: [Column; 8] = [
    Column::Memory,
    Column::Story,
    Column::GoodAt,
    Column::LooksFor,
    Column::CanHelp,
    Column::Message,
    Column::Contacts,
    Column::Decisions,
];

/// The columns of the front matter that are lists.
const LISTS: [Column; 5] = [Column::FormerProfiles, Column::Worked, Column::Met, Column::Close, Column::Tags];

/// The heading of a section begins with this; a line of a text that does gets a backslash in front.
const HEADING: &str = "## ";

/// What follows this line is for reading only. A line of a text that begins so gets a backslash in front, too.
const END: &str = "<!-- Really Know: what follows is not brought in again -->";

/// Whether a line of a text would be taken for one of ours, if it had no backslash in front.
fn is_ours(line: &str) -> bool {
    let line = line.trim_start_matches('\\');
    line.starts_with(HEADING) || line.starts_with(END)
}

/// The front matter's first and last line.
const FENCE: &str = "---";

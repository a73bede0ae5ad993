//! A link that opens a draft in the user's own mail program (RFC 6068). It has no address: to whom is the user's to say.

/// A link is no longer than this: Windows hands programs no longer ones, and cuts them without a word.
const MAX_LINK: usize = 2_000;

/// A draft for the mail program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The link.
    pub href: String,
    /// Whether the text is in it. Where it is too long, only the subject is, and the text has to be pasted: half a text would look
    /// like all of it.
    pub whole: bool,
}

impl Draft {
    /// A draft with this subject and text.
    #[must_use]
    pub fn new(subject: &str, body: &str) -> Self {
        let mut href = "mailto:?subject=".to_owned();
        encode(subject, &mut href);
        let without = href.len();
        href.push_str("&body=");
        // RFC 6068 wants line breaks as CR LF.
        encode(&body.replace("\r\n", "\n").replace('\n', "\r\n"), &mut href);
        let whole = href.len() <= MAX_LINK;
        if !whole {
            href.truncate(without);
        }
        Self { href, whole }
    }
}

/// Writes a text as UTF-8 in percent signs, apart from what RFC 3986 calls unreserved.
fn encode(text: &str, into: &mut String) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            into.push('%');
            into.push(DIGITS[usize::from(byte >> 4)]);
            into.push(DIGITS[usize::from(byte & 15)]);
        }
    }
}

//! Invitation pages made from a seed, with the truth known: generations of markup (three that were seen, and some that
//! nobody has built yet), languages, names, noise, and cards that are no invitation from a person.
//!
//! What controls and sentences say is taken from the replica's words (`tests/e2e/replica/languages.js`), which were
//! written from public records and never from the reader's lexicon: so the two can disagree.

mod card;
mod dice;
mod words;

use std::fmt::Write;

use dice::Dice;
pub use words::{Language, NOBODYS, languages};

pub const GENERATIONS: [&str; 6] = ["ember", "artdeco", "sdui", "sdui-links", "hashed", "grid"];
pub const NOISES: [&str; 4] = ["calm", "wrapped", "crowded", "hostile"];

/// A made page.
pub struct Made {
    pub html: String,
    pub language: String,
    pub generation: &'static str,
    pub noise: &'static str,
}

/// Everything that a card is made with.
struct Style<'a> {
    pub language: &'a Language,
    pub generation: &'static str,
    pub noise: &'static str,
    /// Whether controls have labels that name the sender; on a page all do, or none.
    pub named: bool,
    /// Whether controls show their words, or only a picture beside their label.
    pub shown: bool,
    /// What controls are made of.
    pub control: &'static str,
    /// One page's own class names.
    pub class: String,
}

/// The page of a seed.
pub fn page(seed: u64, languages: &[Language]) -> Made {
    let mut dice = Dice::new(seed);
    let language = &languages[dice.below(languages.len())];
    let generation = dice.pick(&GENERATIONS);
    let noise = dice.pick(&NOISES);
    let control = match generation {
        "ember" | "artdeco" | "sdui" => "button",
        "sdui-links" => dice.pick(&["a", "button"]),
        _ => dice.pick(&["button", "div", "a"]),
    };
    // A picture without a label says nothing to anybody.
    let named = language.accept_label.is_some() && !dice.one_in(5);
    let shown = !named || !dice.one_in(6);
    let class = format!("_{:08x}", dice.below(1 << 30));
    let style = Style { language, generation, noise, named, shown, control, class };
    let mut cards = String::new();
    for n in 0..3 + dice.below(5) {
        let card =
            if dice.below(10) < 6 { card::person(&style, &mut dice, n) } else { card::other(&style, &mut dice, n) };
        cards.push_str(&card);
    }
    Made { html: around(&style, &mut dice, &cards), language: language.code.clone(), generation, noise }
}

/// The page around the cards.
fn around(style: &Style, dice: &mut Dice, cards: &str) -> String {
    let lang = if dice.one_in(8) { "" } else { style.language.code.as_str() };
    let mut html = format!("<html lang=\"{lang}\"><head><title>({}) LinkedIn</title></head><body>", dice.below(9));
    if dice.one_in(3) {
        html.push_str("<div><p>We use cookies.</p><button>Accept</button><button>Reject</button></div>");
    }
    if dice.one_in(3) {
        html.push_str("<header><nav><a href=\"/feed/\">Home</a><a href=\"/in/own-profile/\">Me</a></nav></header>");
    }
    let list = match style.generation {
        "ember" | "artdeco" => "ul",
        "grid" => "section role=\"list\"",
        _ => "div role=\"list\"",
    };
    let _ = write!(html, "<main><div class=\"{}\"><h1>{}</h1>", style.class, style.language.manage);
    if dice.one_in(3) {
        // Controls for all at once, and filters.
        let (all, none) = (&style.language.accept, &style.language.ignore);
        let _ = write!(html, "<div><button>{all} (5)</button><button>{none} (5)</button><button>Filter</button></div>");
    }
    let _ = write!(html, "<{list}>{cards}</{}>", list.split(' ').next().unwrap_or("ul"));
    if dice.one_in(2) {
        let connect = &style.language.connect;
        let _ = write!(
            html,
            "<section><h2>People you may know</h2><ul><li><a href=\"/in/suggested-one/\">Suggested One</a>\
             <button aria-label=\"Invite Suggested One to connect\">{connect}</button><button>×</button></li></ul></section>"
        );
    }
    html.push_str("</div></main>");
    if dice.one_in(3) {
        let (accept, ignore) = (&style.language.accept, &style.language.ignore);
        let _ = write!(
            html,
            "<div id=\"msg-overlay\"><a href=\"/in/message-sender/\">Message Sender</a><p>wants to write to you</p>\
             <button>{accept}</button><button>{ignore}</button></div>"
        );
    }
    html.push_str("</body></html>");
    html
}

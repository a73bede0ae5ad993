//! A word without its endings, whatever its language.
//!
//! Notes don't say what language a line is in, and most lines are too short to tell. So this knows the commonest endings of
//! nine languages at once and takes the longest one off, as long as enough of the word is left. It goes wrong now and
//! then; both sides go wrong in the same way, which is all that comparing needs. (The Snowball stemmers are better for
//! one known language, and 300 KB for these.)

/// Endings, folded, the longest first within a length that is tried from long to short.
const ENDINGS: &[&str] = &[
    // Seven and more.
    "izations", "isations", "ization", "isation", "ierungen", "amiento", "imiento", "azioni", "azione", "aciones",
    "ierung", // Five and six.
    "ations", "ation", "acion", "acoes", "mente", "menti", "mento", "ments", "heit", "keit", "schaft", "ungen",
    "ingen", "ische", "ischen", "ischer", "isches", "innen", "euses", "trices", "trice", "istes", "istas", "ingly",
    "ography", "ographer", "ographie", "ografie", "ografia", "ografo", "ografa", "ograf", // Four.
    "ators", "ating", "ator", "ated", "ment", "ings", "ists", "isme", "ismo", "ista", "iste", "ique", "ical", "isch",
    "erin", "ador", "adora", "adores", "euse", "eurs", "ante", "ente", "ades", "idad", "idade", "lich", "lar", "ler",
    "lik", "ici", // Three.
    "ing", "ers", "ors", "ies", "ung", "ion", "eur", "ere", "ier", "ist", "ist", "ive", "ado", "ada", "ato", "ata",
    "ido", "ida", "are", "ere", "ire", "ern", "est", "ish", // Two and one.
    "er", "en", "em", "es", "ed", "or", "ar", "ir", "in", "al", "ia", "ie", "os", "as", "is", "ow", "om", "ami", "ach",
    "s", "e", "n", "a", "o", "i", "y", "t",
];

/// Letters that must be left.
const LEAST: usize = 4;

/// The word without its ending.
pub fn stem(word: &str) -> &str {
    let letters = word.chars().count();
    let fits = |ending: &&&str| word.ends_with(**ending) && letters >= LEAST + ending.chars().count();
    let longest = ENDINGS.iter().filter(fits).max_by_key(|ending| ending.len());
    longest.map_or(word, |ending| &word[..word.len() - ending.len()])
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            &["translator", "translating", "translation", "translations"][..],
            &["fotograf", "fotografin", "fotografie"],
            &["steuerberatung", "steuerberatungen"],
            &["carpintero", "carpinteros", "carpintera"],
            &["investing", "investor", "investors"],
        ] {
            let stems: Vec<&str> = forms.iter().map(|form| stem(form)).collect();
            assert!(stems.iter().all(|one| *one == stems[0]), "{stems:?}");
        }
        assert_eq!(stem("vet"), "vet", "short words are left alone");
    }
}

//! In WebAssembly the JavaScript engine normalizes; natively a table of ours does. Both must say the same, or
//! a note would not be found by its own name.

use really_know::domain::normal::{nfc, nfkd};
use really_know::domain::text::fold;
use unicode_normalization::UnicodeNormalization;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stand_in::js;

#[wasm_bindgen_test]
fn every_character_is_taken_apart_as_the_table_says() {
    type Form = fn(&str) -> String;
    let forms: [(Form, Form); 2] = [(nfc, |text| text.nfc().collect()), (nfkd, |text| text.nfkd().collect())];
    let mut changed = 0;
    for first in (0..=0x10_FFFF).step_by(256) {
        let characters: Vec<char> = (first..first + 256).filter_map(char::from_u32).collect();
        // Nothing combines across a line break.
        let text: String = characters.iter().flat_map(|c| [*c, '\n']).collect();
        for (engine, table) in forms {
            for ((c, ours), theirs) in characters.iter().zip(engine(&text).split('\n')).zip(table(&text).split('\n')) {
                let unchanged = theirs.chars().eq([*c]);
                changed += usize::from(!unchanged);
                // Each may know a version of Unicode that has more characters.
                let agreed = ours == theirs || unchanged || !is_assigned(*c);
                assert!(agreed, "{c:?} becomes {ours:?}, by the table {theirs:?}");
            }
        }
    }
    assert!(changed > 17_000, "the table changes {changed} characters");
}

/// Whether the engine's version of Unicode has this character.
fn is_assigned(c: char) -> bool {
    js(&format!("/\\p{{Assigned}}/u.test('\\u{{{:x}}}')", u32::from(c))).is_truthy()
}

#[wasm_bindgen_test]
fn names_fold_as_they_do_natively() {
    for (text, folded) in FOLDED {
        assert_eq!(fold(text), folded, "{text:?}");
    }
}

/// Texts, and what `fold` makes of them natively.
const FOLDED: [(&str, &str); 32] = [
    ("Zoë MÜLLER", "zoe muller"),
    ("Zoe\u{308} Mu\u{308}ller", "zoe muller"),
    ("İPEK IŞIK ışık", "ipek isik isik"),
    ("Đặng Thị Hường", "dang thi huong"),
    ("Łódź Øre Þór Æon Œuvre ħ đ ð ŧ", "lodz ore thor aeon oeuvre h d d t"),
    ("Straße STRASSE ẞ", "strasse strasse ss"),
    ("Ελένη ΕΛΈΝΗ ΐ", "ελενη ελενη ι"),
    ("Йога Йо\u{301}га", "иога иога"),
    ("ﬃ ﬁ ﬅ", "ffi fi st"),
    ("ＡＢＣ\u{3000}１２３", "abc 123"),
    ("ﾊﾞﾅﾅ が か\u{3099}", "ハナナ か か"),
    ("한국어", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}\u{110b}\u{1165}"),
    ("\u{1112}\u{1161}\u{11ab}", "\u{1112}\u{1161}\u{11ab}"),
    ("ﷺ ﻻ", "صلى الله عليه وسلم لا"),
    ("ש\u{5b8}\u{5c1}לו\u{5b9}ם", "שלום"),
    ("म\u{94b}हम\u{94d}मद क\u{93c}", "महममद क"),
    ("ক\u{9cd}ষ", "কষ"),
    ("ำ ท\u{e35}\u{e48}", "า ท"),
    ("𝕸𝖎𝖆 𝓜𝓲𝓪 Ⓜⓘⓐ", "mia mia mia"),
    ("x² H₂O ½ № ™ ℡ Ⅳ", "x2 h2o 1⁄2 no tm tel iv"),
    ("\u{212b} \u{2126} \u{212a} ſ", "a ω k s"),
    ("O’Hara O‘Hara Oʼhara", "o'hara o'hara o'hara"),
    ("a\u{200b}b\u{ad}c\u{feff} d\u{202e}e", "abc de"),
    ("👩\u{200d}🔬 🏳\u{fe0f}\u{200d}🌈", "👩🔬 🏳🌈"),
    ("a\u{301}\u{327}\u{302} ẛ\u{323}", "a s"),
    ("①⑳ ㍿ ㌔", "120 株式会社 キロ"),
    ("Ǆ ǅ ŉ ǰ ẖ", "dz dz 'n j h"),
    ("ﬓ և", "մն եւ"),
    ("\u{a0}a\u{2003}\u{3000}b\u{2028}c ", "a b c"),
    ("\u{f900} 﨩 \u{2f800}", "豈 﨩 丽"),
    ("… ‼", "... !!"),
    ("𐐀 Ꭰ \u{1d15e}", "𐐨 ꭰ 𝅗"),
];

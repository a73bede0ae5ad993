//! The ledger of introductions: nobody is introduced who didn't say yes, and nothing is noted twice.

use proptest::prelude::*;
use proptest::sample::select;
use really_know::desk::{Problem, Reply, Request, SettingsEdit};
use really_know::domain::{Moment, PersonId};
use really_know::library::ledger::{ASK_AFTER_MS, Introduction, SUGGEST_EVERY_MS, State, Step};
use really_know::library::{Change, Edit, Guard, Key, Ledger, LedgerEdit, Settings, Tally};

use super::disk::Browser;

fn begin(id: &str, people: [&PersonId; 2]) -> LedgerEdit {
    LedgerEdit::Begin { id: id.into(), people: people.map(Clone::clone), why: "bees".into() }
}

fn take(step: Step) -> LedgerEdit {
    LedgerEdit::Take { id: "i".into(), step }
}

fn two() -> [PersonId; 2] {
    [PersonId::new(1, 1), PersonId::new(2, 2)]
}

fn begun() -> Ledger {
    let mut ledger = Ledger::default();
    let [one, two] = two();
    ledger.edit(&begin("i", [&one, &two]), Moment(1)).unwrap();
    ledger
}

fn ledger(browser: &Browser) -> Ledger {
    browser.facts().ledger().unwrap().as_ref().clone()
}

#[test]
fn an_introduction_goes_its_way_and_asks_how_it_went() {
    let mut ledger = begun();
    let steps = [Step::AskedFirst, Step::FirstSaidYes, Step::AskedSecond, Step::SecondSaidYes, Step::Introduced];
    let states = [State::Asking, State::Asking, State::Asking, State::BothSaidYes, State::Introduced];
    assert_eq!(ledger.introductions[0].state(), State::Begun);
    for (n, (step, state)) in steps.into_iter().zip(states).enumerate() {
        ledger.edit(&take(step), Moment(n as i64 + 10)).unwrap();
        assert_eq!(ledger.introductions[0].state(), state);
    }
    let due = |ledger: &Ledger, at| ledger.introductions[0].is_to_be_followed_up(Moment(at));
    assert!(!due(&ledger, 14 + ASK_AFTER_MS - 1) && due(&ledger, 14 + ASK_AFTER_MS));
    ledger.edit(&take(Step::FollowedUp), Moment(20)).unwrap();
    assert!(!due(&ledger, 14 + ASK_AFTER_MS));
    ledger.edit(&take(Step::Thanked), Moment(21)).unwrap();
    assert!(ledger.introductions[0].is_over());
    ledger.edit(&LedgerEdit::TakeBack { id: "i".into(), step: Step::Thanked }, Moment(22)).unwrap();
    assert_eq!(ledger.introductions[0].state(), State::Introduced);
}

#[test]
fn what_is_stored_survives_and_is_never_written_over_by_an_older_version() {
    let mut browser = Browser::new();
    let [one, two] = two();
    assert_eq!(browser.ask(Request::Ledger { edit: begin("i", [&one, &two]) }), Reply::Done);
    browser.restart();
    assert_eq!(browser.ask(Request::Ledger { edit: take(Step::AskedSecond) }), Reply::Done);
    let key = Key::Ledger.name();
    let text = browser.disk.get(&key).unwrap();
    browser
        .disk
        .set(&key, &text.replace(r#""why":"bees""#, r#""why":"bees","mood":[1]"#).replace("askedSecond", "rang"));
    browser.restart();
    assert_eq!(browser.ask(Request::Ledger { edit: take(Step::AskedFirst) }), Reply::Done);
    let text = browser.disk.get(&key).unwrap();
    assert!(text.contains(r#""mood":[1]"#) && text.contains(r#""step":"rang""#), "{text}");

    browser.disk.set(&key, r#"{"v":2,"introductions":{}}"#);
    browser.restart();
    let Reply::Problem(Problem { message, .. }) = browser.ask(Request::Ledger { edit: take(Step::LetGo) }) else {
        panic!("a newer version's ledger was written over")
    };
    assert!(message.contains("newer version"), "{message}");
    assert_eq!(browser.disk.get(&key).unwrap(), r#"{"v":2,"introductions":{}}"#);
}

#[test]
fn whoever_is_erased_leaves_no_trace_and_whoever_is_merged_goes_by_the_other_name() {
    let mut browser = Browser::new();
    let [mia, ida, bo] = ["mia", "ida", "bo"].map(|slug| browser.write(slug, vec![Edit::Name(slug.into())]));
    let ask = |browser: &mut Browser, edit| assert_eq!(browser.ask(Request::Ledger { edit }), Reply::Done);
    ask(&mut browser, begin("i", [&mia, &ida]));
    ask(&mut browser, begin("j", [&ida, &bo]));
    ask(&mut browser, LedgerEdit::NotThese { people: [mia.clone(), bo.clone()] });
    ask(&mut browser, LedgerEdit::Suggest { people: [ida.clone(), mia.clone()] });
    browser.save(Change::Merge { keep: bo.clone(), other: ida.clone() });
    let merged = ledger(&browser);
    assert!(merged.has_pair(&mia, &bo) && merged.suggested.is_none());
    browser.save(Change::Erase { person: mia.clone() });
    let erased = ledger(&browser);
    assert_eq!(erased.introductions.iter().map(|entry| entry.id.as_str()).collect::<Vec<_>>(), ["j"]);
    assert!(!erased.are_not_these(&mia, &bo));
    assert!(!browser.disk.get(&Key::Ledger.name()).unwrap().contains(mia.as_str()));
}

#[test]
fn a_suggestion_stands_for_a_week_and_what_does_not_suit_is_remembered() {
    let mut ledger = Ledger::default();
    let people = two();
    ledger.edit(&LedgerEdit::Suggest { people: people.clone() }, Moment(5)).unwrap();
    assert!(ledger.standing_suggestion(Moment(5 + SUGGEST_EVERY_MS - 1)).is_some());
    assert!(ledger.standing_suggestion(Moment(5 + SUGGEST_EVERY_MS)).is_none());
    let [one, two] = people;
    ledger.edit(&LedgerEdit::NotThese { people: [two.clone(), one.clone()] }, Moment(6)).unwrap();
    assert!(ledger.are_not_these(&one, &two));
    assert!(ledger.standing_suggestion(Moment(7)).is_some(), "a no brings no other one at once");
}

#[test]
fn the_same_two_can_be_suggested_again_when_the_week_is_over() {
    let mut ledger = Ledger::default();
    let people = two();
    let suggest = LedgerEdit::Suggest { people: people.clone() };
    ledger.edit(&suggest, Moment(5)).unwrap();
    ledger.edit(&suggest, Moment(4 + SUGGEST_EVERY_MS)).unwrap();
    assert!(ledger.standing_suggestion(Moment(5 + SUGGEST_EVERY_MS)).is_none(), "said again, it stands no longer");
    ledger.edit(&suggest, Moment(5 + SUGGEST_EVERY_MS)).unwrap();
    let standing = ledger.standing_suggestion(Moment(6 + SUGGEST_EVERY_MS)).map(|suggested| suggested.people.clone());
    assert_eq!(standing, Some(people.to_vec()), "nobody else suits better");
}

fn check(introduction: &Introduction) -> Result<(), TestCaseError> {
    let at = |step: &Step| introduction.steps.iter().position(|taken| taken.step == *step);
    if let Some(introduced) = at(&Step::Introduced) {
        for yes in [Step::FirstSaidYes, Step::SecondSaidYes] {
            prop_assert!(at(&yes).is_some_and(|said| said < introduced), "{introduction:?}");
        }
        prop_assert!(at(&Step::Declined).is_none() && at(&Step::LetGo).is_none(), "{introduction:?}");
    }
    for step in Step::ALL {
        prop_assert!(introduction.steps.iter().filter(|taken| taken.step == *step).count() <= 1, "{introduction:?}");
    }
    Ok(())
}

#[test]
fn a_ledger_that_is_brought_in_overwrites_nothing_and_ends_nothing() {
    let mut browser = Browser::new();
    let [mia, ida] = ["mia", "ida"].map(|slug| browser.write(slug, vec![Edit::Name(slug.into())]));
    let ask = |browser: &mut Browser, edit| assert_eq!(browser.ask(Request::Ledger { edit }), Reply::Done);
    ask(&mut browser, begin("i", [&mia, &ida]));
    for step in [Step::FirstSaidYes, Step::SecondSaidYes, Step::Introduced] {
        ask(&mut browser, take(step));
    }
    let mine = ledger(&browser);
    let mut theirs = Ledger::default();
    theirs
        .edit(&LedgerEdit::Begin { id: "i".into(), people: [mia.clone(), ida.clone()], why: "boats".into() }, Moment(1))
        .unwrap();
    theirs.edit(&take(Step::AskedFirst), Moment(1)).unwrap();
    theirs.edit(&take(Step::LetGo), Moment(2)).unwrap();
    bring_in(&mut browser, "a", &theirs);
    assert_eq!(ledger(&browser), mine, "given up there, introduced here: here it stands");
    theirs.edit(&LedgerEdit::TakeBack { id: "i".into(), step: Step::LetGo }, Moment(3)).unwrap();
    theirs.edit(&begin("j", [&ida, &mia]), Moment(4)).unwrap();
    bring_in(&mut browser, "b", &theirs);
    let joined = ledger(&browser);
    let first = joined.introductions.iter().find(|entry| entry.id == "i").unwrap();
    assert!(first.has(&Step::AskedFirst) && first.has(&Step::Introduced) && first.why == "bees", "{first:?}");
    assert_eq!(joined.introductions.len(), 2);
    browser.restart();
    bring_in(&mut browser, "c", &theirs);
    assert_eq!(ledger(&browser), joined);

    // Taken back: what was here before is as it was, and what was done since stays.
    ask(&mut browser, LedgerEdit::Take { id: "j".into(), step: Step::AskedFirst });
    browser.restart();
    let Reply::Imports { imports } = browser.ask(Request::Imports) else { panic!() };
    assert_eq!(
        imports.iter().map(|import| import.import.as_str()).collect::<Vec<_>>(),
        ["b"],
        "nothing came with the others"
    );
    let undone = undo_import(&mut browser, "b");
    assert!(undone.introductions && !undone.settings && undone.left == 0, "{undone:?}");
    let after = ledger(&browser);
    assert_eq!(after.introductions.iter().find(|entry| entry.id == "i"), mine.introductions.first());
    assert!(after.introductions.iter().any(|entry| entry.id == "j"), "it has gone on since");
    bring_in(&mut browser, "d", &{
        let mut new = Ledger::default();
        new.edit(&begin("k", [&mia, &ida]), Moment(7)).unwrap();
        new.edit(&LedgerEdit::NotThese { people: [mia.clone(), ida.clone()] }, Moment(7)).unwrap();
        new
    });
    assert_ne!(ledger(&browser), after);
    undo_import(&mut browser, "d");
    assert_eq!(ledger(&browser), after);
}

fn bring_in(browser: &mut Browser, import: &str, theirs: &Ledger) {
    let introductions = Some(Box::new(theirs.clone()));
    let change = Change::ImportBeside { import: import.into(), introductions, settings: None };
    let (_, reply) = browser.change(change);
    assert!(matches!(reply, Reply::Imported(_)), "{reply:?}");
}

fn undo_import(browser: &mut Browser, import: &str) -> Tally {
    let (_, reply) = browser.change(Change::UndoImport { import: import.into() });
    let Reply::Imported(tally) = reply else { panic!("{reply:?}") };
    tally
}

#[test]
fn settings_that_came_with_a_file_go_with_it_but_not_what_was_changed_since() {
    let mut browser = Browser::new();
    let set =
        |browser: &mut Browser, edit| assert_eq!(browser.ask(Request::Settings { edits: vec![edit] }), Reply::Done);
    let settings = |browser: &Browser| browser.facts().settings().unwrap().as_ref().clone();
    set(&mut browser, SettingsEdit::KindNo("Not now".into()));
    set(&mut browser, SettingsEdit::AskFirst("How do we know each other?".into()));
    let before = settings(&browser);
    let theirs = Settings { kind_no: "Sorry".into(), guard: Guard::Off, ..before.clone() };
    let change =
        Change::ImportBeside { import: "file".into(), introductions: None, settings: Some(Box::new(theirs.clone())) };
    let (_, reply) = browser.change(change);
    assert_eq!(reply, Reply::Imported(Tally { settings: true, ..Tally::default() }));
    assert_eq!(settings(&browser), theirs);

    set(&mut browser, SettingsEdit::AskFirst("Where did we meet?".into()));
    set(&mut browser, SettingsEdit::KindNo("No, thank you".into()));
    browser.restart();
    let undone = undo_import(&mut browser, "file");
    assert!(undone.settings && !undone.introductions, "{undone:?}");
    let expected = Settings { ask_first: "Where did we meet?".into(), kind_no: "No, thank you".into(), ..before };
    assert_eq!(settings(&browser), expected);
    assert_eq!(browser.ask(Request::Imports), Reply::Imports { imports: vec![] });
}

/// Any ledger of introductions with one of a few names each, between a few people.
fn any_ledger() -> impl Strategy<Value = Ledger> {
    let person = |n: u8| PersonId::new(n, u64::from(n));
    let pair = move |n: u8| [person(n % 4), person(n / 4 % 3 + 4)];
    let steps = proptest::collection::vec((select(Step::ALL), 0..9_i64), 0..8);
    let entries = proptest::collection::vec((0..12_u8, steps), 0..4);
    let not_these = proptest::collection::vec(0..12_u8, 0..3);
    (entries, not_these, proptest::option::of((0..9_i64, 0..12_u8))).prop_map(move |(entries, not_these, suggested)| {
        let mut ledger = Ledger::default();
        for (n, steps) in entries {
            // The name says who they are and when it began, as one view made it.
            let begin = LedgerEdit::Begin { id: n.to_string(), people: pair(n), why: n.to_string() };
            ledger.edit(&begin, Moment(i64::from(n))).unwrap();
            for (step, at) in steps {
                let _ = ledger.edit(&LedgerEdit::Take { id: n.to_string(), step }, Moment(at));
            }
        }
        for n in not_these {
            ledger.edit(&LedgerEdit::NotThese { people: pair(n) }, Moment(1)).unwrap();
        }
        if let Some((at, n)) = suggested {
            ledger.edit(&LedgerEdit::Suggest { people: pair(n) }, Moment(at)).unwrap();
        }
        ledger
    })
}

/// What a ledger says, whatever the order in which it was told.
fn said(ledger: &Ledger) -> (Vec<Introduction>, Vec<Vec<PersonId>>, Option<Moment>) {
    let mut introductions = ledger.introductions.clone();
    introductions.sort_by(|one, two| one.id.cmp(&two.id));
    for entry in &mut introductions {
        entry.steps.sort_by(|one, two| (one.at, &one.step).cmp(&(two.at, &two.step)));
    }
    let mut not_these = ledger.not_these.clone();
    not_these.sort();
    (introductions, not_these, ledger.suggested.as_ref().map(|suggested| suggested.at))
}

/// Whether nothing in two ledgers excludes the other.
fn agree(one: &Ledger, two: &Ledger) -> bool {
    let ends = [Step::Introduced, Step::Declined, Step::LetGo];
    one.introductions.iter().all(|mine| {
        let theirs = two.introductions.iter().find(|theirs| theirs.id == mine.id);
        theirs.is_none_or(|theirs| ends.iter().filter(|end| mine.has(end) || theirs.has(end)).count() < 2)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn joining_loses_nothing_and_once_is_enough(one in any_ledger(), two in any_ledger()) {
        let mut joined = one.clone();
        joined.join(&two);
        let once = joined.clone();
        joined.join(&two);
        joined.join(&one);
        prop_assert_eq!(&joined, &once);
        for mine in &one.introductions {
            let now = once.introductions.iter().find(|entry| entry.id == mine.id).unwrap();
            prop_assert!(mine.steps.iter().all(|taken| now.has(&taken.step)), "{:?}", now);
            if mine.steps.iter().all(|taken| Step::ALL.contains(&taken.step)) {
                let ended = |entry: &Introduction| [State::Declined, State::LetGo].contains(&entry.state());
                prop_assert!(!mine.has(&Step::Introduced) || !ended(now), "{:?}", now);
            }
        }
        prop_assert!(two.introductions.iter().all(|entry| once.introductions.iter().any(|now| now.id == entry.id)));
        prop_assert!(one.not_these.iter().chain(&two.not_these).all(|pair| once.are_not_these(&pair[0], &pair[1])));
        let again = Ledger::decode(&once.encode()).unwrap();
        prop_assert_eq!(said(&again), said(&once));
    }

    #[test]
    fn what_does_not_exclude_each_other_is_joined_in_any_order(one in any_ledger(), two in any_ledger()) {
        prop_assume!(agree(&one, &two));
        let [mut forth, mut back] = [one.clone(), two.clone()];
        forth.join(&two);
        back.join(&one);
        prop_assert_eq!(said(&forth), said(&back));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nobody_is_introduced_without_both_having_said_yes(
        edits in proptest::collection::vec((select(Step::ALL), 0..4_u8), 0..30),
    ) {
        let mut ledger = begun();
        for (step, kind) in edits {
            let edit = if kind == 0 { LedgerEdit::TakeBack { id: "i".into(), step } } else { take(step) };
            let done = ledger.edit(&edit, Moment(2)).is_ok();
            check(&ledger.introductions[0])?;
            if done {
                let once = ledger.clone();
                // A view that isn't sure whether its request arrived repeats it.
                prop_assert_eq!(ledger.edit(&edit, Moment(3)), Ok(()));
                prop_assert_eq!(&ledger, &once);
            }
        }
        let again = Ledger::decode(&ledger.encode()).unwrap();
        prop_assert_eq!(again.introductions, ledger.introductions);
    }
}

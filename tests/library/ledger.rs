//! The ledger of introductions: nobody is introduced who didn't say yes, and nothing is noted twice.

use proptest::prelude::*;
use proptest::sample::select;
use really_know::desk::{Problem, Reply, Request, SettingsEdit};
use really_know::domain::{Moment, PersonId};
use really_know::library::ledger::{ASK_AFTER_MS, Introduction, SUGGEST_EVERY_MS, State, Step, Taken};
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

/// Which states can follow which, in one ledger. Within `Asking` and `Introduced` steps are taken that change no state.
const WAYS: &[(State, &[State])] = &[
    (State::Begun, &[State::Asking, State::LetGo]),
    (State::Asking, &[State::Asking, State::BothSaidYes, State::Declined, State::LetGo]),
    (State::BothSaidYes, &[State::Introduced, State::Declined, State::LetGo]),
    (State::Introduced, &[State::Introduced, State::Thanked, State::LetGo]),
    (State::LetGo, &[State::Thanked]),
    (State::Thanked, &[]),
    (State::Declined, &[]),
];

fn leads_to(from: State) -> &'static [State] {
    WAYS.iter().find(|(state, _)| *state == from).unwrap().1
}

/// Whether a state says only what the steps say.
fn check(entry: &Introduction) -> Result<(), TestCaseError> {
    let has = |step: Step| entry.has(&step);
    let both = has(Step::FirstSaidYes) && has(Step::SecondSaidYes);
    let no = has(Step::Declined) || has(Step::FirstDeclined) || has(Step::SecondDeclined);
    let fits = match entry.state() {
        State::Begun => entry.steps.is_empty(),
        State::Asking => !(entry.steps.is_empty() || (both && has(Step::Introduced))),
        State::BothSaidYes => both && !has(Step::Introduced),
        State::Introduced => both && has(Step::Introduced) && !has(Step::Thanked),
        State::Thanked => both && has(Step::Introduced) && has(Step::Thanked),
        State::Declined => no && !(both && has(Step::Introduced)),
        State::LetGo => has(Step::LetGo) && !(both && has(Step::Introduced) && has(Step::Thanked)),
    };
    prop_assert!(fits, "{:?} {entry:?}", entry.state());
    for step in Step::ALL {
        prop_assert!(entry.steps.iter().filter(|taken| taken.step == *step).count() <= 1, "{entry:?}");
    }
    Ok(())
}

/// Whatever is offered can be done, leads on, and is not offered again.
fn check_ways(ledger: &Ledger) -> Result<(), TestCaseError> {
    let entry = &ledger.introductions[0];
    for step in Step::ALL {
        let mut after = ledger.clone();
        let done = after.edit(&take(step.clone()), Moment(3));
        let repeated = entry.steps.last().is_some_and(|last| last.step == *step);
        prop_assert_eq!(done.is_ok(), entry.may(step) || repeated, "{:?} {:?}", step, entry);
        if entry.may(step) {
            let now = &after.introductions[0];
            check(now)?;
            prop_assert!(!now.may(step) && leads_to(entry.state()).contains(&now.state()), "{:?} {:?}", step, now);
        }
    }
    Ok(())
}

fn taken(steps: &[(i64, Step)]) -> Introduction {
    let taken = |(at, step): &(i64, Step)| Taken { at: Moment(*at), step: step.clone(), ..Taken::default() };
    let steps = steps.iter().map(taken).collect();
    Introduction { id: "i".into(), people: two().to_vec(), steps, ..Introduction::default() }
}

#[test]
fn the_ledger_knows_who_said_no() {
    let mut ledger = begun();
    assert!(!ledger.introductions[0].may(&Step::FirstDeclined), "nobody was asked");
    ledger.edit(&take(Step::AskedFirst), Moment(2)).unwrap();
    assert!(!ledger.introductions[0].may(&Step::SecondDeclined));
    let mut other = ledger.clone();
    ledger.edit(&take(Step::FirstDeclined), Moment(3)).unwrap();
    assert_eq!(ledger.introductions[0].state(), State::Declined);
    assert!(Step::ALL.iter().all(|step| !ledger.introductions[0].may(step)), "it is over");
    for step in [Step::FirstSaidYes, Step::SecondSaidYes, Step::SecondDeclined] {
        other.edit(&take(step), Moment(4)).unwrap();
    }
    assert_eq!(other.introductions[0].state(), State::Declined, "whoever said yes can still say no");
    other.edit(&LedgerEdit::TakeBack { id: "i".into(), step: Step::SecondDeclined }, Moment(5)).unwrap();
    assert_eq!(other.introductions[0].state(), State::BothSaidYes);
    ledger.join(&other);
    assert_eq!(ledger.introductions[0].state(), State::BothSaidYes, "a later yes of the same person");
    let told = |entry: &Introduction, person: usize| {
        let mut ledger = Ledger::default();
        ledger.introductions.push(entry.clone());
        ledger.about(&two()[person]).introductions.remove(0)
    };
    let declined =
        taken(&[(1, Step::AskedFirst), (2, Step::AskedSecond), (3, Step::FirstSaidYes), (4, Step::SecondDeclined)]);
    let declined = Introduction { why: "bees".into(), ..declined };
    let first: Vec<Step> = told(&declined, 0).steps.into_iter().map(|taken| taken.step).collect();
    assert_eq!(first, [Step::AskedFirst, Step::FirstSaidYes], "asks promise that nobody will know");
    assert_eq!(told(&declined, 1).steps.len(), 2);
    assert_eq!(told(&declined, 0).why, "");
    let introduced =
        taken(&[(1, Step::FirstSaidYes), (2, Step::SecondDeclined), (3, Step::SecondSaidYes), (4, Step::Introduced)]);
    assert_eq!(told(&introduced, 0).steps.len(), 3);
    assert_eq!(told(&introduced, 1).steps.len(), 4);
}

#[test]
fn letting_go_is_the_last_word_or_none() {
    let mut ledger = begun();
    for step in [Step::FirstSaidYes, Step::SecondSaidYes, Step::Introduced, Step::FollowedUp, Step::LetGo] {
        // The clock is put back meanwhile.
        ledger.edit(&take(step.clone()), Moment(if step == Step::LetGo { 1 } else { 9 })).unwrap();
    }
    assert_eq!(ledger.introductions[0].state(), State::LetGo, "nothing came of it");
    assert!(ledger.introductions[0].is_over());
    ledger.edit(&take(Step::Thanked), Moment(10)).unwrap();
    assert_eq!(ledger.introductions[0].state(), State::Thanked, "thanks came after all");
    let yes = [(1, Step::FirstSaidYes), (1, Step::SecondSaidYes)];
    let state = |more: &[(i64, Step)]| taken(&[&yes[..], more].concat()).state();
    assert_eq!(state(&[(2, Step::LetGo), (3, Step::Introduced)]), State::Introduced, "it went on elsewhere");
    assert_eq!(state(&[(2, Step::Introduced), (3, Step::LetGo)]), State::LetGo);
    assert_eq!(state(&[(2, Step::Declined), (3, Step::Introduced)]), State::Introduced);
    assert_eq!(state(&[(2, Step::Declined)]), State::Declined);
    assert_eq!(state(&[(0, Step::Declined)]), State::BothSaidYes, "whoever it was has said yes since");
    assert_eq!(taken(&[(2, Step::Introduced)]).state(), State::Asking, "nobody said yes");
}

#[test]
fn what_became_one_note_is_no_introduction() {
    let [one, _] = two();
    let entry = Introduction { people: vec![one.clone(), one], ..taken(&[]) };
    assert_eq!(entry.two(), None);
    assert_eq!(taken(&[]).two(), Some(two()));
}

#[test]
fn a_ledger_that_is_brought_in_unites_what_both_know() {
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
    theirs.edit(&begin("j", [&ida, &mia]), Moment(4)).unwrap();
    bring_in(&mut browser, "b", &theirs);
    let joined = ledger(&browser);
    let first = joined.introductions.iter().find(|entry| entry.id == "i").unwrap();
    assert!(first.has(&Step::AskedFirst) && first.has(&Step::Introduced) && first.why == "bees", "{first:?}");
    assert_eq!(first.state(), State::Introduced, "given up there, introduced here and later");
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

/// Ledgers that no view would have written: any steps at any times, in any order.
fn any_text() -> impl Strategy<Value = Ledger> {
    let unknown = (select(vec!["mood", "place"]), 0..3_i32);
    let steps = proptest::collection::vec((0..5_i64, select(Step::ALL)), 0..9);
    let entry = (0..4_u8, steps, 0..3_i64, select(vec!["", "bees", "boats"]), proptest::collection::vec(unknown, 0..2));
    proptest::collection::vec(entry, 0..4).prop_map(|entries| {
        let mut ledger = Ledger::default();
        for (n, mut steps, at, why, unknown) in entries {
            // One name is of one introduction, and a step is taken once.
            if ledger.introductions.iter().any(|entry| entry.id == n.to_string()) {
                continue;
            }
            let mut seen: Vec<Step> = Vec::new();
            steps.retain(|(_, step)| {
                !seen.contains(step) && {
                    seen.push(step.clone());
                    true
                }
            });
            let mut entry = Introduction { id: n.to_string(), why: why.into(), begun: Moment(at), ..taken(&steps) };
            entry.why_at = Moment(at % 2);
            entry.unknown.extend(unknown.into_iter().map(|(name, n)| (name.to_owned(), n.into())));
            ledger.introductions.push(entry);
        }
        ledger
    })
}

/// What a ledger says, whatever the order in which it was told.
fn said(ledger: &Ledger) -> Ledger {
    let mut said = ledger.clone();
    said.introductions.sort_by(|one, two| one.id.cmp(&two.id));
    for entry in &mut said.introductions {
        entry.steps.sort_by(|one, two| (one.at, &one.step).cmp(&(two.at, &two.step)));
    }
    said.not_these.iter_mut().for_each(|pair| pair.sort());
    said.not_these.sort();
    said
}

fn joined(one: &Ledger, two: &Ledger) -> Ledger {
    let mut joined = one.clone();
    joined.join(two);
    joined
}

/// What holds for joining any three ledgers.
fn check_joining(one: &Ledger, two: &Ledger, three: &Ledger) -> Result<(), TestCaseError> {
    let once = joined(one, two);
    prop_assert_eq!(&joined(&once, two), &once, "once is enough");
    prop_assert_eq!(&joined(&once, one), &once);
    prop_assert_eq!(said(&joined(one, one)), said(one));
    prop_assert_eq!(said(&once), said(&joined(two, one)), "whichever takes in the other");
    prop_assert_eq!(said(&joined(&once, three)), said(&joined(one, &joined(two, three))), "in any order");
    for mine in one.introductions.iter().chain(&two.introductions) {
        let now = once.introductions.iter().find(|entry| entry.id == mine.id).unwrap();
        prop_assert!(mine.steps.iter().all(|taken| now.has(&taken.step)), "{:?}", now);
        check(now)?;
        // What was said to both can't be unsaid.
        let introduced = [State::Introduced, State::Thanked];
        let gone = now.state() == State::LetGo && now.has(&Step::Introduced);
        prop_assert!(!introduced.contains(&mine.state()) || introduced.contains(&now.state()) || gone, "{:?}", now);
    }
    prop_assert!(one.not_these.iter().chain(&two.not_these).all(|pair| once.are_not_these(&pair[0], &pair[1])));
    prop_assert_eq!(said(&Ledger::decode(&once.encode()).unwrap()).introductions, said(&once).introductions);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn joining_loses_nothing_in_any_order(one in any_ledger(), two in any_ledger(), three in any_ledger()) {
        check_joining(&one, &two, &three)?;
    }

    #[test]
    fn joining_loses_nothing_of_what_no_view_would_write(one in any_text(), two in any_text(), three in any_text()) {
        check_joining(&one, &two, &three)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_an_introduction_is_in_a_legal_state(
        edits in proptest::collection::vec((select(Step::ALL), 0..4_u8), 0..30),
    ) {
        let mut ledger = begun();
        for (step, kind) in edits {
            let edit = if kind == 0 { LedgerEdit::TakeBack { id: "i".into(), step } } else { take(step) };
            let done = ledger.edit(&edit, Moment(2)).is_ok();
            check(&ledger.introductions[0])?;
            check_ways(&ledger)?;
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

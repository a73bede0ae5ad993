//! The Worker beside the dashboard, asked as the dashboard asks it.

use std::cell::RefCell;

use really_know::domain::{Field, Moment, Person, PersonId, ProfileAddress};
use really_know::exchange::Cause;
use really_know::exchange::problem::AgeFault;
use really_know::exchange::worker::talk::{
    Counts, FileKind, Job, Keep, LeaveOut, Named, Opened, Order, Says, Show, Told, Trouble,
};
use really_know::exchange::worker::{Around, Worker};
use really_know::library::ledger::Step;
use really_know::library::past::Earlier;
use really_know::library::{Change, Command, CommandId, Consent, Ledger, LedgerEdit, Settings, Shard};

use crate::given::mia;

/// A browser in which progress is written down and random numbers are known.
#[derive(Default)]
struct Quiet(RefCell<Vec<(usize, usize)>>);

impl Around for Quiet {
    fn progress(&self, done: usize, total: usize) {
        self.0.borrow_mut().push((done, total));
    }
    fn random(&self, bytes: &mut [u8]) -> Result<(), Trouble> {
        bytes.fill(7);
        Ok(())
    }
    fn decode(&self, _: &str, _: &[u8]) -> Option<String> {
        None
    }
}

fn omar() -> (PersonId, Person) {
    let address = ProfileAddress::from_slug("omar-test").ok();
    (PersonId::new(9, 9), Person { name: "Omar Test".into(), address, story: "Bees.".into(), ..Person::default() })
}

/// A Worker that was handed these people.
fn with(people: impl IntoIterator<Item = (PersonId, Person)>) -> Worker {
    let mut worker = Worker::default();
    for (id, person) in people {
        let mut shard = Shard::default();
        shard.people.insert(id, person);
        worker.shard(&shard.encode()).unwrap();
    }
    worker
}

fn order(kind: FileKind) -> Order {
    Order {
        whose: None,
        kind,
        leave_out: LeaveOut::Nothing,
        passphrase: String::new(),
        made: Moment(1_795_424_400_000),
        history: Vec::new(),
    }
}

/// Makes a file: its name, how many people, and the bytes.
fn export(worker: &mut Worker, order: Order) -> (String, usize, Vec<u8>) {
    match worker.job(Job::Export(order), &Quiet::default()) {
        Told::Made { name, people, bytes, .. } => {
            let made = worker.take_made();
            assert_eq!(made.len(), bytes);
            (name, people, made)
        }
        other => panic!("{other:?}"),
    }
}

fn ask(worker: &mut Worker, name: &str, file: &[u8], passphrase: &str) -> Told {
    worker.file(file.to_vec());
    worker.job(Job::Open { name: name.into(), passphrase: passphrase.into() }, &Quiet::default())
}

fn open(worker: &mut Worker, name: &str, file: &[u8], passphrase: &str) -> Opened {
    match ask(worker, name, file, passphrase) {
        Told::Opened(opened) => *opened,
        other => panic!("{other:?}"),
    }
}

/// The people of all parts, as the background would get them.
fn parts(worker: &mut Worker) -> Vec<Command> {
    let Told::Parts { parts, people, .. } = worker.job(Job::Parts { import: "i".into() }, &Quiet::default()) else {
        panic!("no parts")
    };
    let mut commands = Vec::new();
    let mut given = 0;
    for n in 0..parts {
        let job = Job::Part { n, command: CommandId(n.to_string()) };
        let Told::Part { people } = worker.job(job, &Quiet::default()) else { panic!("no part") };
        given += people;
        let text = worker.take_text();
        commands.push(serde_json::from_str(&text).unwrap());
        // What was made beforehand is the same as what is asked for anew.
        if n % 2 == 0 {
            let again = Job::Part { n, command: CommandId(n.to_string()) };
            worker.job(again, &Quiet::default());
            assert_eq!(worker.take_text(), text);
        }
        worker.look_ahead();
    }
    assert_eq!(given, people);
    commands
}

#[test]
fn a_backup_goes_out_and_comes_back_into_an_empty_library() {
    let mut settings = Settings::default();
    settings.policy.words = "Only people I worked with.".into();
    let mut full = with([mia(), omar()]);
    full.settings(&settings.encode());
    for (passphrase, name) in
        [("", "really-know-2026-11-23.json"), ("bees and boats", "really-know-2026-11-23.json.age")]
    {
        let (made, people, file) =
            export(&mut full, Order { passphrase: passphrase.into(), ..order(FileKind::Backup) });
        assert_eq!((made.as_str(), people), (name, 2));

        let mut empty = Worker::default();
        let opened = open(&mut empty, &made, &file, passphrase);
        assert_eq!(opened.counts, Counts { added: 2, ..Counts::default() });
        assert_eq!(opened.settings.as_ref(), Some(&settings));
        let commands = parts(&mut empty);
        let Change::Import { import, people } = &commands[0].change else { panic!("{commands:?}") };
        let mut brought: Vec<&Person> = people.iter().filter_map(|incoming| incoming.person.as_deref()).collect();
        brought.sort_by_key(|person| person.name.clone());
        assert_eq!((import.as_str(), brought), ("i", vec![&mia().1, &omar().1]));

        // Into the same library it changes nothing, and has nothing new in its settings.
        let opened = open(&mut full, &made, &file, passphrase);
        assert_eq!((opened.counts, opened.settings), (Counts { same: 2, ..Counts::default() }, None));
        assert!(parts(&mut full).is_empty());
    }
}

#[test]
fn a_locked_file_asks_for_its_passphrase() {
    let mut worker = with([mia()]);
    let (name, _, file) = export(&mut worker, Order { passphrase: "bees".into(), ..order(FileKind::Table) });
    assert_eq!(name, "really-know-2026-11-23.csv.age");
    for (passphrase, expected) in [("", Cause::Encrypted), ("boats", Cause::WrongPassphrase)] {
        let told = ask(&mut worker, &name, &file, passphrase);
        assert!(matches!(&told, Told::Trouble(trouble) if trouble.cause() == Some(&expected)), "{told:?}");
    }
    assert_eq!(open(&mut worker, &name, &file, "bees").counts.same, 1);
    let told = ask(&mut worker, &name, &file[..file.len() - 9], "bees");
    assert!(
        matches!(&told, Told::Trouble(trouble) if trouble.cause() == Some(&Cause::Age(AgeFault::Changed))),
        "{told:?}"
    );
}

#[test]
fn one_person_or_some_of_the_lines() {
    let mut worker = with([mia(), omar()]);
    let (_, people, file) = export(&mut worker, Order { whose: Some(vec![mia().0]), ..order(FileKind::Backup) });
    let text = String::from_utf8(file).unwrap();
    assert_eq!(people, 1);
    assert!(text.contains("Mia") && !text.contains("Omar Test\",\"address"), "{text}");
    assert!(text.contains(r#""extent": "part""#) && !text.contains("settings"), "not everything, and no settings");

    let (_, _, file) = export(&mut worker, Order { leave_out: LeaveOut::Private, ..order(FileKind::Backup) });
    let text = String::from_utf8(file).unwrap();
    // One line of Mia's story may be told.
    assert!(text.contains("We met in a queue.") && !text.contains("boats") && !text.contains("settings"), "{text}");
}

#[test]
fn people_are_found_by_a_part_of_their_name() {
    let mut worker = with([mia(), omar()]);
    let mut find = |text: &str| match worker.job(Job::Find { text: text.into() }, &Quiet::default()) {
        Told::Found(found) => found.into_iter().map(|Named { name, .. }| name).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(find("sampl"), ["Mia Sämple"]);
    assert_eq!(find("M"), ["Omar Test", "Mia Sämple"], "short names first");
    assert!(find(" ").is_empty());
}

#[test]
fn choices_are_told_and_counted() {
    // The same name at another address, another Omar without one, and a headline that differs.
    let mia_differs = Person { headline: "Miller".into(), ..mia().1 };
    let namesake = Person { name: "omar test".into(), headline: "Pilot".into(), ..Person::default() };
    let mut elsewhere = with([(PersonId::new(1, 1), mia_differs), (PersonId::new(2, 2), namesake)]);
    let (name, _, file) = export(&mut elsewhere, order(FileKind::Cards));

    let mut worker = with([mia(), omar()]);
    let opened = open(&mut worker, &name, &file, "");
    assert_eq!((opened.counts.unclear, opened.counts.differing), (1, 1));
    assert_eq!(opened.differing, [(Field::Headline, 1)]);
    let show = |worker: &mut Worker, what| match worker.job(Job::Show { what, from: 0 }, &Quiet::default()) {
        Told::Shown(shown) => shown.entries,
        other => panic!("{other:?}"),
    };
    let unclear = show(&mut worker, Show::Unclear);
    assert_eq!(unclear[0].candidates[0].name, "Omar Test");
    let differing = show(&mut worker, Show::Differing);
    assert_eq!(
        (differing[0].differing[0].mine.as_str(), differing[0].differing[0].theirs.as_str()),
        ("Baker, beekeeper; \"boss\"", "Miller")
    );
    assert!(parts(&mut worker).is_empty(), "nothing happens without a yes");

    let counted = |worker: &mut Worker, job| match worker.job(job, &Quiet::default()) {
        Told::Counts(counts) => counts,
        other => panic!("{other:?}"),
    };
    let counts = counted(&mut worker, Job::Answer { at: Some(unclear[0].at), answer: Says::New });
    assert_eq!((counts.added, counts.unclear), (1, 0));
    let counts = counted(&mut worker, Job::Choose { at: None, field: None, keep: Keep::Theirs });
    assert_eq!(counts.changed, 1);
    let Change::Import { people, .. } = parts(&mut worker).remove(0).change else { panic!("no import") };
    assert_eq!(people.len(), 2);
    assert_eq!(show(&mut worker, Show::Unclear).len(), 1, "an answer can be changed");
}

#[test]
fn a_backup_is_compared_with_the_library() {
    let mut worker = with([mia(), omar()]);
    let (name, _, file) = export(&mut worker, order(FileKind::Backup));
    let check = |worker: &mut Worker| {
        worker.file(file.clone());
        match worker.job(Job::Check { name: name.clone(), passphrase: String::new() }, &Quiet::default()) {
            Told::Checked(checked) => checked,
            other => panic!("{other:?}"),
        }
    };
    assert!(check(&mut worker).complete);
    let later = Person { story: "Bees, and boats.".into(), ..omar().1 };
    let new = (PersonId::new(3, 3), Person { name: "Bo Li".into(), ..Person::default() });
    let checked = check(&mut with([mia(), (omar().0, later), new]));
    assert!(!checked.complete);
    assert_eq!((checked.same, checked.missing, checked.different), (1, 1, 1));
    assert_eq!(checked.names, ["Bo Li", "Omar Test"]);
}

#[test]
fn nothing_is_said_to_be_complete_while_a_part_of_the_library_cannot_be_read() {
    let check = |break_it: fn(&mut Worker)| {
        let mut worker = with([mia(), omar()]);
        let (name, _, file) = export(&mut worker, order(FileKind::Backup));
        break_it(&mut worker);
        worker.file(file);
        match worker.job(Job::Check { name, passphrase: String::new() }, &Quiet::default()) {
            Told::Checked(checked) => (checked.complete, checked.unread, checked.same),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(check(|_| ()), (true, 0, 2));
    assert_eq!(check(|worker| drop(worker.shard("{\"v\":1,").unwrap_err())), (false, 1, 2));
    assert_eq!(check(|worker| drop(worker.ledger("[").unwrap_err())), (false, 1, 2));
}

/// A ledger in which one was asked about meeting the other, by the stored text.
fn ledger(people: [&PersonId; 2]) -> Ledger {
    let mut ledger = Ledger::default();
    let people = people.map(Clone::clone);
    ledger.edit(&LedgerEdit::Begin { id: "i".into(), people: people.clone(), why: "bees".into() }, Moment(1)).unwrap();
    ledger.edit(&LedgerEdit::NotThese { people }, Moment(2)).unwrap();
    Ledger::decode(&ledger.encode()).unwrap()
}

fn introductions(worker: &mut Worker) -> Option<Ledger> {
    match worker.job(Job::Parts { import: "i".into() }, &Quiet::default()) {
        Told::Parts { introductions, .. } => introductions.map(|ledger| *ledger),
        other => panic!("{other:?}"),
    }
}

#[test]
fn introductions_come_along_by_the_ids_that_people_have_here() {
    let ours = ledger([&mia().0, &omar().0]);
    let mut full = with([mia(), omar()]);
    full.ledger(&ours.encode()).unwrap();
    let (name, _, file) = export(&mut full, order(FileKind::Backup));

    // Into an empty library: everybody keeps their id.
    let mut empty = Worker::default();
    assert!(open(&mut empty, &name, &file, "").introductions);
    assert_eq!(introductions(&mut empty), Some(ours.clone()));

    // Mia is here under another id; Omar is only a name, of whom nothing is known until it is said.
    let (here, namesake) = (PersonId::new(4, 4), PersonId::new(5, 5));
    let mut other = with([(here.clone(), mia().1), (namesake.clone(), Person { address: None, ..omar().1 })]);
    let opened = open(&mut other, &name, &file, "");
    let unclear = opened.counts.unclear;
    assert_eq!((opened.introductions, introductions(&mut other)), (unclear == 0, None));
    other.job(Job::Answer { at: None, answer: Says::Same(namesake.clone()) }, &Quiet::default());
    let brought = introductions(&mut other).unwrap();
    assert!(brought.has_pair(&here, &namesake) && brought.are_not_these(&here, &namesake), "{brought:?}");

    // What is there already doesn't come once more, and a part of the library holds none of it.
    assert!(!open(&mut full, &name, &file, "").introductions);
    assert_eq!(introductions(&mut full), None);
    let some = Order { whose: Some(vec![mia().0, PersonId::new(7, 7)]), ..order(FileKind::Backup) };
    let (_, _, part) = export(&mut full, some);
    assert!(!String::from_utf8(part).unwrap().contains("introductions"));
}

#[test]
fn whoever_asks_gets_everything_about_them() {
    let mut full = with([mia(), omar()]);
    let mut ledger = ledger([&mia().0, &omar().0]);
    let people = [omar().0, PersonId::new(7, 7)];
    ledger.edit(&LedgerEdit::Begin { id: "other".into(), people, why: "not hers".into() }, Moment(1)).unwrap();
    full.ledger(&ledger.encode()).unwrap();
    let about = Order { whose: Some(vec![mia().0]), ..order(FileKind::Backup) };
    let (_, _, file) = export(&mut full, about);
    let text = String::from_utf8(file).unwrap();
    assert!(
        text.contains("\"introductions\"") && !text.contains("bees\","),
        "why is nobody's before both said yes: {text}"
    );
    for step in [Step::FirstSaidYes, Step::SecondSaidYes, Step::Introduced] {
        ledger.edit(&LedgerEdit::Take { id: "i".into(), step }, Moment(3)).unwrap();
    }
    full.ledger(&ledger.encode()).unwrap();
    let earlier = Earlier { field: "story".into(), was: "what I wrote first".into(), ..Earlier::default() };
    let about = Order { whose: Some(vec![mia().0]), history: vec![earlier], ..order(FileKind::Backup) };
    let (name, _, file) = export(&mut full, about.clone());
    assert_eq!(name, "really-know-2026-11-23-part.json", "no full backup, and it says so");
    let text = String::from_utf8(file.clone()).unwrap();
    assert!(text.contains("\"why\":\"bees\"") && text.contains("what I wrote first"), "{text}");
    assert!(!text.contains("not hers") && !text.contains("settings"), "{text}");
    let opened = open(&mut full, &name, &file, "");
    assert!(opened.part && opened.counts.same == 1);
    for kind in [FileKind::Backup, FileKind::Notes] {
        let (_, _, file) = export(&mut full, Order { leave_out: LeaveOut::Sensitive, kind, ..about.clone() });
        let text = String::from_utf8(file).unwrap();
        assert!(!text.contains("introductions") && !text.contains("Introductions"), "only what may be seen: {text}");
        assert!(!text.contains("what I wrote first"), "only what may be seen: {text}");
    }

    // The same for whoever reads no JSON. What is only for reading is not brought in again.
    let (name, _, file) = export(&mut full, Order { kind: FileKind::Notes, ..about });
    assert_eq!(name, "really-know-2026-11-23-part.md");
    let text = String::from_utf8(file.clone()).unwrap();
    for said in ["Mia", "bees", "what I wrote first", "to somebody, because: bees"] {
        assert!(text.contains(said), "no “{said}” in {text}");
    }
    let beside = text.split("<!--").nth(1).expect("what is only for reading");
    assert!(!text.contains("not hers") && !beside.contains(&omar().1.name), "{text}");
    assert_eq!(open(&mut full, &name, &file, "").counts.same, 1);
    let (name, _, file) = export(&mut full, order(FileKind::Backup));
    assert!(!open(&mut full, &name, &file, "").part);
}

#[test]
fn a_check_finds_introductions_that_the_file_does_not_have() {
    let mut worker = with([mia(), omar()]);
    let mut ledger = ledger([&mia().0, &omar().0]);
    worker.ledger(&ledger.encode()).unwrap();
    let (name, _, file) = export(&mut worker, order(FileKind::Backup));
    let mut check = |ledger: &Ledger| {
        worker.ledger(&ledger.encode()).unwrap();
        worker.file(file.clone());
        match worker.job(Job::Check { name: name.clone(), passphrase: String::new() }, &Quiet::default()) {
            Told::Checked(checked) => (checked.complete, checked.introductions_missing),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(check(&ledger), (true, false));
    ledger.edit(&LedgerEdit::Suggest { people: [omar().0, mia().0] }, Moment(9)).unwrap();
    assert_eq!(check(&ledger), (true, false), "suggestions are made anew");
    ledger.edit(&LedgerEdit::Take { id: "i".into(), step: Step::AskedFirst }, Moment(9)).unwrap();
    assert_eq!(check(&ledger), (false, true));
    assert_eq!(check(&Ledger::default()), (true, false), "what is only in the file is no loss");
}

#[test]
fn leave_to_read_is_no_part_of_a_backup() {
    let mut settings =
        Settings { consent: Consent::Yes, collapsed: true, kind_no: "No.".into(), ..Settings::default() };
    let mut worker = with([mia()]);
    worker.settings(&settings.encode());
    let (name, _, file) = export(&mut worker, order(FileKind::Backup));
    assert!(!String::from_utf8(file.clone()).unwrap().contains("consent"));
    settings.consent = Consent::No;
    worker.settings(&settings.encode());
    assert_eq!(open(&mut worker, &name, &file, "").settings, None, "nothing else is different");
}

#[test]
fn progress_ends_where_the_file_does() {
    let people = (0..2_500_u64)
        .map(|n| (PersonId::new(n.to_be_bytes()[7], n), Person { name: format!("P{n}"), ..Person::default() }));
    let (name, _, file) = export(&mut with(people), order(FileKind::Backup));
    let mut worker = Worker::default();
    worker.file(file);
    let around = Quiet::default();
    worker.job(Job::Open { name, passphrase: String::new() }, &around);
    assert_eq!(*around.0.borrow(), [(1_000, 2_500), (2_000, 2_500), (2_500, 2_500)]);
    // Whole shards go together.
    let mut shards = Vec::new();
    for command in parts(&mut worker) {
        let Change::Import { people, .. } = command.change else { panic!("no import") };
        let mut own: Vec<u8> = people
            .iter()
            .map(|incoming| match &incoming.who {
                really_know::library::Who::Person(id) => id.shard(),
                other => panic!("{other:?}"),
            })
            .collect();
        own.dedup();
        shards.extend(own);
    }
    assert!(shards.is_sorted_by(|one, two| one < two), "{shards:?}");
}

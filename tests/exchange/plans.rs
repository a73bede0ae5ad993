//! What an import would do, for a person to read.

use really_know::domain::{Field, Mark, Person, PersonId, ProfileAddress};
use really_know::exchange::plan::{Answer, Counts, Fate, Keep, Library, Planner, Progress};
use really_know::exchange::{Kind, Source};
use really_know::library::Who;

use crate::apply::{Shelf, source};
use crate::given::{mia, omar, read_file};

fn named(name: &str, slug: &str) -> Person {
    Person { name: name.into(), address: ProfileAddress::from_slug(slug).ok(), ..Person::default() }
}

const CONNECTIONS: &str = "\u{feff}Notes:\r\n\"When exporting your connection data, you may notice, that some are missing.\
    \"\r\n\r\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n\
    Mia,Sämple,https://www.linkedin.com/in/mia-sample,,\"Crumb, Ltd\",Baker,12 Mar 2024\r\n\
    ,,,,,,\r\n\
    Zoë,\"O\"\"Hara\",https://www.linkedin.com/in/zo%C3%AB-ohara,zoe@example.com,Boats,,7-Feb-22\r\n\
    Omar,Test,https://www.linkedin.com/in/omar-test-1,,,,13 Mar 2024\r\n";

#[test]
fn linkedins_own_export() {
    let source = read_file("Connections.csv", CONNECTIONS.as_bytes()).unwrap();
    assert_eq!(source.kind, Kind::LinkedInConnections);
    let rows: Vec<(u64, &str, &str)> = source
        .people
        .iter()
        .map(|found| (found.place.line, found.person.name.as_str(), found.person.headline.as_str()))
        .collect();
    let expected = [(5, "Mia Sämple", "Baker, Crumb, Ltd"), (7, "Zoë O\"Hara", "Boats"), (8, "Omar Test", "")];
    assert_eq!(rows, expected);
    assert_eq!(source.people[1].person.address.as_ref().unwrap().as_str(), "zoë-ohara");
    assert_eq!(source.ignored.get("Email Address"), Some(&1));
    assert_eq!(source.left_out, []);

    let (mia, omar) = (mia(), omar());
    let library = Library::new([mia.clone(), omar.clone()]);
    let mut plan = Planner::new(&library, source).finish();
    assert_eq!(plan.counts(), Counts { added: 1, changed: 0, same: 1, asked: 1, skipped: 0, differing: 1 }, "{plan:?}");
    // Mia is known by her address; that her headline is another one now is a choice.
    let Fate::Change { who, filled, differing } = &plan.entries[0].fate else { panic!() };
    assert_eq!((who, filled.as_slice()), (&mia.0, [].as_slice()));
    assert_eq!(differing[0].field, Field::Headline);
    plan.choose_for_all(&Field::Headline, Keep::Both);
    assert_eq!(plan.counts().changed, 0, "two headlines can't stand");
    plan.choose_for_all(&Field::Headline, Keep::Theirs);
    assert_eq!(plan.after(0, &library).unwrap().headline, "Baker, Crumb, Ltd");
    // Omar has only the name in common: the user says who he is.
    assert_eq!(plan.entries[2].candidates, std::slice::from_ref(&omar.0));
    assert_eq!(plan.after(2, &library), None);
    plan.answer(2, &Answer::SamePerson(omar.0.clone()), &library);
    assert_eq!(plan.after(2, &library).unwrap().address.unwrap().as_str(), "omar-test-1");
    plan.answer(2, &Answer::Skip, &library);
    assert_eq!(plan.counts().skipped, 1);
    plan.answer(2, &Answer::SomebodyNew, &library);
    assert_eq!(plan.counts(), Counts { added: 2, changed: 1, same: 0, asked: 0, skipped: 0, differing: 1 });
    assert_eq!(plan.parts(&library, 500, usize::MAX).concat().len(), 3);
}

#[test]
fn a_former_address_is_enough() {
    let library = Library::new([mia()]);
    let plan = Planner::new(&library, source([named("M. Muster", "MIA-Muster")])).finish();
    let Fate::Change { who, differing, .. } = &plan.entries[0].fate else { panic!("{plan:?}") };
    assert_eq!(who, &mia().0);
    assert_eq!(differing.iter().map(|choice| choice.field.clone()).collect::<Vec<_>>(), [Field::Name]);
}

#[test]
fn the_choice_between_two_texts() {
    let mut shelf = Shelf::new();
    shelf.import([Person { story: "Bees.".into(), ..named("Mia", "mia") }]);
    let file = || source([Person { story: "Boats.".into(), good_at: "Knots".into(), ..named("Mia", "mia") }]);
    for (keep, story) in [(Keep::Mine, "Bees."), (Keep::Theirs, "Boats."), (Keep::Both, "Bees.\n\nBoats.")] {
        let mut plan = shelf.plan(file());
        plan.choose(0, &Field::Story, keep);
        let after = plan.after(0, &shelf.library()).unwrap();
        assert_eq!((after.story.as_str(), after.good_at.as_str()), (story, "Knots"));
    }
    let mut plan = shelf.plan(file());
    plan.choose(0, &Field::Story, Keep::Both);
    shelf.carry_out(&plan);
    // The same file again finds its text there, and asks nothing more.
    assert!(matches!(shelf.plan(file()).entries[0].fate, Fate::Same { .. }));
}

#[test]
fn where_nothing_is_done_the_preview_shows_no_note() {
    // A line that is sensitive in a field that is sensitive as a whole: joining two notes says it once.
    let mut mia = Person { story: "Bees.".into(), headline: "Baker".into(), ..named("Mia", "mia") };
    mia.marks.set(&Field::Story, None, Some(Mark::Sensitive));
    mia.marks.set(&Field::Story, Some("Bees."), Some(Mark::Sensitive));
    let library = Library::new([(PersonId::new(1, 1), mia)]);
    let theirs = Person { headline: "Boss".into(), ..named("Mia", "mia") };
    let mut plan = Planner::new(&library, source([theirs])).finish();
    assert!(matches!(plan.entries[0].fate, Fate::Change { .. }), "{plan:?}");
    assert_eq!((plan.counts().changed, plan.counts().same), (0, 1));
    assert!(plan.parts(&library, 1, usize::MAX).is_empty());
    assert_eq!(plan.after(0, &library), None);
    plan.choose(0, &Field::Headline, Keep::Theirs);
    assert_eq!(plan.counts().changed, 1);
    assert_eq!(plan.parts(&library, 1, usize::MAX).concat().len(), 1);
    assert_eq!(plan.after(0, &library).unwrap().headline, "Boss");
}

#[test]
fn one_person_twice_in_a_file_is_one() {
    let mut plan = Planner::new(
        &Library::default(),
        source([
            Person { story: "Bees.".into(), ..named("Mia", "mia") },
            named("Omar", "omar"),
            Person { good_at: "Bread".into(), ..named("Mia", "mia") },
        ]),
    )
    .finish();
    assert_eq!(plan.entries.len(), 2);
    let mia = plan.entries.remove(0).theirs;
    assert_eq!((mia.story.as_str(), mia.good_at.as_str()), ("Bees.", "Bread"));
    let left_out: Vec<String> = plan.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(left_out, ["line 4: this is the same person as in line 2; both were joined"]);
}

#[test]
fn namesakes_in_one_file_stay_apart() {
    let file = || source([named("John Smith", "john-1"), named("John Smith", "john-2")]);
    let mut shelf = Shelf::new();
    let plan = shelf.plan(file());
    assert_eq!(plan.counts().added, 2);
    shelf.carry_out(&plan);
    assert_eq!(shelf.plan(file()).counts().same, 2);
    // A third of that name might be one of them.
    assert_eq!(shelf.plan(source([named("john smith", "john-3")])).counts().asked, 1);
}

#[test]
fn whom_the_file_calls_otherwise_is_no_namesake() {
    let (renamed, namesake) = (named("Omar", "b-slug"), Person { name: "mia".into(), ..Person::default() });
    for people in [[renamed.clone(), namesake.clone()], [namesake, renamed]] {
        let file = || source(people.clone());
        let mut shelf = Shelf::new();
        shelf.import([named("Mia", "b-slug")]);
        let mut plan = shelf.plan(file());
        assert_eq!((plan.counts().added, plan.counts().asked, plan.counts().differing), (1, 0, 1), "{plan:?}");
        plan.choose_for_all(&Field::Name, Keep::Theirs);
        shelf.carry_out(&plan);
        let again = shelf.plan(file()).counts();
        assert_eq!((again.added, again.changed, again.same), (0, 0, 2));
    }
}

#[test]
fn an_address_never_moves_from_one_person_to_another() {
    let mut shelf = Shelf::new();
    shelf.import([named("Mia", "mia"), named("Omar", "omar")]);
    let theirs = Person { aliases: ProfileAddress::from_slug("omar").into_iter().collect(), ..named("Mia", "mia") };
    let plan = shelf.plan(source([theirs]));
    let left_out: Vec<String> = plan.left_out.iter().map(ToString::to_string).collect();
    assert_eq!(left_out, ["line 2: the profile omar belongs to Omar in your library, and stays there"]);
    assert!(matches!(plan.entries[0].fate, Fate::Same { .. }));
}

#[test]
fn people_of_a_backup_keep_their_ids() {
    let (id, person) = mia();
    let mut backup = Source::new(Kind::Backup { version: 1, made: None });
    backup.people = source([person]).people;
    backup.people[0].id = Some(id.clone());
    let plan = Planner::new(&Library::default(), backup).finish();
    let parts = plan.parts(&Library::default(), 500, usize::MAX);
    assert_eq!(parts[0][0].who, Who::Person(id));
}

#[test]
fn a_plan_is_made_in_steps_and_can_be_given_up() {
    let library = Library::default();
    let people = || (0..10).map(|n| named(&format!("P{n}"), &format!("p-{n}")));
    let mut planner = Planner::new(&library, source(people()));
    assert_eq!(planner.step(4), Progress { done: 4, total: 10 });
    assert_eq!(planner.step(0), Progress { done: 4, total: 10 });
    drop(planner);
    let mut planner = Planner::new(&library, source(people()));
    while planner.step(3).done < 10 {}
    assert_eq!(planner.finish(), Planner::new(&library, source(people())).finish());
}

#[test]
fn parts_keep_to_few_shards() {
    let library = Library::default();
    let plan = Planner::new(&library, source((0..600).map(|n| named(&format!("P{n}"), &format!("p-{n}"))))).finish();
    let parts = plan.parts(&library, 100, usize::MAX);
    let shard = |who: &Who| match who {
        Who::Address(address) => really_know::library::shard_of(address),
        Who::Person(id) => PersonId::shard(id),
        Who::New => 0,
    };
    let shards: Vec<u8> = parts.iter().flatten().map(|incoming| shard(&incoming.who)).collect();
    assert_eq!((parts.len(), shards.len()), (6, 600));
    assert!(shards.is_sorted());
}

#[test]
fn parts_are_no_larger_than_a_message_may_be() {
    let library = Library::default();
    let long = |n: u32| Person { story: "x".repeat(10_000), ..named(&format!("P{n}"), &format!("p-{n}")) };
    let plan = Planner::new(&library, source((0..600).map(long))).finish();
    let parts = plan.parts(&library, 10_000, 500_000);
    assert_eq!(parts.iter().map(Vec::len).sum::<usize>(), 600);
    for part in &parts {
        let bytes = serde_json::to_string(part).unwrap().len();
        assert!((100_000..550_000).contains(&bytes) || part.len() == parts.last().unwrap().len(), "{bytes}");
    }
}

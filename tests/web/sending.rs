//! Changes that are sent until they are known to be saved.

use really_know::desk::{Problem, ProblemKind};
use really_know::domain::{Decision, Moment, PersonId};
use really_know::library::{Change, CommandId, Edit, Who};
use really_know::ui::send::{Post, Posting, Saved};
use serde_json::{Value, json};
use sycamore::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::shipped::interrupted;
use crate::stand_in::{chrome, js, json};

const PERSON: &str = "0700000000000000ff";

/// A place for a view's signals to live in.
fn post() -> Post {
    let mut post = None;
    let _ = create_root(|| post = Some(Post::new()));
    post.unwrap()
}

fn decided(why: &str, at: i64) -> Change {
    let decision = Decision { at: Moment(at), why: why.to_owned(), ..Decision::default() };
    Change::Write { who: Who::New, edits: vec![Edit::AddDecision(decision)], base: vec![] }
}

/// The ids of the commands that were sent.
fn sent() -> Vec<Value> {
    json("fake.sent.map((request) => request.command.command.id)").as_array().unwrap().clone()
}

#[wasm_bindgen_test]
async fn what_failed_goes_out_again_under_its_name() {
    chrome();
    let post = post();
    js(&format!(
        "const full = {{ problem: {{ kind: 'storage', message: 'no room' }} }}; \
         const saved = {{ saved: {{ person: '{PERSON}', reallyKnow: true }} }}; \
         fake.replies = [full, saved, saved, full, saved]; undefined"
    ));
    assert_eq!(post.save(decided("a", 1), None).await, None);
    let problem = Problem { kind: ProblemKind::Storage, message: "no room".to_owned(), why: None };
    assert_eq!(post.posting().get_clone_untracked(), Posting::Failed(problem));

    // The same answer, given again a moment later.
    let saved = post.save(decided("a", 2), None).await.unwrap();
    assert_eq!(post.posting().get_clone_untracked(), Posting::Idle);
    let first = sent()[0].clone();
    let command = CommandId(first.as_str().unwrap().to_owned());
    let person = PersonId::try_from(PERSON.to_owned()).unwrap();
    assert_eq!(saved, Saved { command, person, really_know: true, conflicts: Vec::new() });
    assert_eq!(sent()[1], first);

    // It is saved now: the same again is something new. So is something else after a failure.
    post.save(decided("a", 3), None).await.unwrap();
    assert_eq!(post.save(decided("b", 4), None).await, None);
    post.save(decided("c", 5), None).await.unwrap();
    let mut ids = sent();
    assert_eq!(ids.len(), 5);
    ids.remove(1);
    let different: std::collections::BTreeSet<String> = ids.iter().map(Value::to_string).collect();
    assert_eq!(different.len(), 4, "{ids:?}");
}

#[wasm_bindgen_test]
async fn one_change_at_a_time() {
    chrome();
    let post = post();
    assert!(interrupted(0, post.save(decided("a", 1), None)).await.is_none());
    assert!(post.is_sending());
    assert_eq!(post.save(decided("a", 2), None).await, None);
    post.clear();
    assert!(post.is_sending(), "a change on its way is not forgotten");
    assert_eq!(sent().len(), 1);
}

#[wasm_bindgen_test]
async fn only_saved_is_saved() {
    chrome();
    let post = post();
    for reply in [json!("done"), json!({ "hello": { "tab": 7 } })] {
        js(&format!("fake.replies = [{reply}]"));
        assert_eq!(post.save(decided("a", 1), None).await, None);
        let Posting::Failed(problem) = post.posting().get_clone_untracked() else { panic!("{reply} is no success") };
        assert!(problem.message.contains("doesn’t understand"), "{}", problem.message);
    }
}

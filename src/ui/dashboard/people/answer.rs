//! The answer to what the room is asked: in portions, so that neither keys nor frames wait for it. The list stays as it is
//! until there is another one. The newest question wins.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::rows;
use super::state::State;
use crate::browser::pause;
use crate::library::list::Ask;
use crate::library::roll::{Asked, Everybody};

/// How long is looked for an answer before the browser may draw and hand out keys, in milliseconds: what is found in that
/// time is shown with the key that asked.
const SLICE_MS: f64 = 8.0;

/// The answer that is shown, and the one that is looked for. A copy is the same.
#[derive(Clone, Copy)]
pub struct Answer {
    slice_ms: f64,
    /// Where what is found later is shown: batches need a scope to run in.
    scope: NodeHandle,
    /// The question that isn't answered yet.
    asked: Signal<Option<Asked>>,
    /// Whether somebody changed since that was put, so that it is put again.
    again: Signal<bool>,
    /// Whether the next portion is on its way.
    waits: Signal<bool>,
    /// Who is in the list.
    pub list: Signal<Everybody>,
    /// The question that they are the answer to.
    pub to: Signal<Ask>,
}

impl Answer {
    /// Nobody, until something is asked. Make it in the room: whoever leaves it wants no answer any more.
    #[must_use]
    pub fn new() -> Self {
        Self {
            slice_ms: SLICE_MS,
            scope: use_current_scope(),
            asked: create_signal(None),
            again: create_signal(false),
            waits: create_signal(false),
            list: create_signal(Rc::default()),
            to: create_signal(Ask::default()),
        }
    }
}

impl State {
    /// Looks for the answer to what is asked now, in place of any other; it is shown at once, if that takes no longer than a moment.
    pub fn find_answer(self) {
        let Answer { asked, again, waits, .. } = self.answer;
        let ask = self.ask.get_clone_untracked();
        // Where many change, one after the other, there would never be an answer if each of them began it anew.
        if asked.with_untracked(|asked| asked.as_ref().is_some_and(|asked| *asked.ask() == ask)) {
            again.set_silent(true);
            return;
        }
        again.set_silent(false);
        asked.set_silent(Some(self.crowd.ask(ask)));
        self.go_on(self.answer.slice_ms);
        if asked.with_untracked(Option::is_some) && !waits.replace_silent(true) {
            spawn_local(self.find_the_rest());
        }
    }

    /// Answers what is asked now, however long that takes: somebody acts on the list.
    pub fn settle(self) {
        self.go_on(f64::INFINITY);
    }

    async fn find_the_rest(self) {
        let Answer { asked, waits, .. } = self.answer;
        loop {
            // The browser paints, and hands out keys and clicks.
            pause(0).await;
            if !asked.is_alive() {
                return;
            }
            self.go_on(self.answer.slice_ms);
            if asked.with_untracked(Option::is_none) {
                return waits.set_silent(false);
            }
        }
    }

    fn go_on(self, ms: f64) {
        let Answer { asked, again, .. } = self.answer;
        let until = js_sys::Date::now() + ms;
        let mut has_time = || js_sys::Date::now() < until;
        while let Some(mut now) = asked.take_silent() {
            let Some(list) = self.crowd.go_on(&mut now, &mut has_time) else {
                return asked.set_silent(Some(now));
            };
            let ask = now.ask().clone();
            if again.replace_silent(false) {
                asked.set_silent(Some(self.crowd.ask(ask.clone())));
            }
            self.show(ask, list);
            if !has_time() {
                return;
            }
        }
    }

    fn show(self, ask: Ask, list: Everybody) {
        let Answer { scope, list: shown, to, .. } = self.answer;
        let another = to.with_untracked(|to| *to != ask);
        scope.run_in(|| {
            batch(|| {
                // Before the rows are drawn: they would have to be laid out to be scrolled.
                if another {
                    rows::go_to_top(self);
                    to.set(ask);
                }
                shown.set(list);
            });
        });
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;
    use crate::domain::{Person, PersonId};
    use crate::library::Shard;
    use crate::ui::dashboard::house::House;
    use crate::ui::dynamic::effect;
    use crate::ui::popup::reading::News;

    /// A room in which nobody has time for more than a little, and what it has shown.
    fn slow_room() -> (RootHandle, State, Rc<RefCell<Vec<(String, usize)>>>) {
        let shown: Rc<RefCell<Vec<(String, usize)>>> = Rc::default();
        let (sink, seen) = (Rc::new(RefCell::new(None)), Rc::clone(&shown));
        let out = Rc::clone(&sink);
        let root = create_root(move || {
            let house = House::new();
            let mut shard = Shard::default();
            for (n, name) in ["Ana Pinto", "Bo Lind", "Bo Pinto"].into_iter().enumerate() {
                shard.people.insert(PersonId::new(7, n as u64), Person { name: name.to_owned(), ..Person::default() });
            }
            house.crowd.library.shelf.update(|shelf| {
                shelf.put(7, shard.encode());
                while shelf.index_more() {}
            });
            house.crowd.take_in(vec![News::Notes(7, shard)]);
            let state = State::new(house);
            effect(move || {
                let words = state.answer.to.with(|ask| ask.words.clone());
                seen.borrow_mut().push((words, state.list.with(|list| list.len())));
            });
            *out.borrow_mut() = Some(State { answer: Answer { slice_ms: 0.0, ..state.answer }, ..state });
        });
        let state = sink.borrow_mut().take().unwrap();
        (root, state, shown)
    }

    /// As the room asks, but without a key that waits for an answer.
    fn ask(state: State, words: &str) {
        state.ask.update_silent(|ask| words.clone_into(&mut ask.words));
        state.find_answer();
    }

    #[wasm_bindgen_test]
    async fn the_list_stays_until_the_newest_question_is_answered() {
        let (root, state, shown) = slow_room();
        let everybody = (String::new(), 3);
        assert_eq!(*shown.borrow(), [everybody.clone()]);
        ask(state, "ana");
        ask(state, "bo");
        assert_eq!(*shown.borrow(), [everybody.clone()], "nothing is shown by halves");
        for _ in 0..100 {
            pause(0).await;
        }
        assert_eq!(*shown.borrow(), [everybody, ("bo".to_owned(), 2)], "and the older question never");
        root.dispose();
    }

    #[wasm_bindgen_test]
    async fn who_acts_on_the_list_has_its_answer() {
        let (root, state, shown) = slow_room();
        ask(state, "pinto");
        state.settle();
        assert_eq!(shown.borrow().last(), Some(&("pinto".to_owned(), 2)));
        // Somebody changes while a question is open: it is answered all the same, and put again.
        ask(state, "bo");
        state.find_answer();
        state.settle();
        assert_eq!(shown.borrow().last(), Some(&("bo".to_owned(), 2)));
        // Whoever leaves the room wants no answer.
        ask(state, "ana");
        root.dispose();
        for _ in 0..10 {
            pause(0).await;
        }
    }
}

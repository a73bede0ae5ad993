//! The rows of the waiting room and what is done with them.

use sycamore::prelude::*;
use sycamore::web::events::KeyboardEvent;
use wasm_bindgen_futures::spawn_local;

use super::Room;
use super::list::rows_of;
use super::scan::{Place, Row, Seen};
use crate::browser::{self, tabs};
use crate::desk::{Request, TabId};
use crate::domain::sorted::SortedMap;
use crate::domain::{Contact, Decision, Edtf, Person, ProfileAddress, Waiting, What};
use crate::library::undecided::SeenOn;
use crate::library::{Change, Edit, Invitation, Who};
use crate::linkedin::place::INVITATIONS;
use crate::ui::components::{icon, toast};
use crate::ui::dashboard::hands::Done;
use crate::ui::dashboard::person::{Part, keep_part, name_of};
use crate::ui::dynamic::{dynamic, handler, selector};
use crate::ui::send::send;
use crate::ui::text::{self, NAME, msg, with_name_plain};

/// Somebody who was put aside, or was to be asked first.
pub fn parked(room: Room, row: &Row) -> View {
    let Row { id, person, waiting, .. } = row.clone();
    let name = name_of(&person);
    let when = match waiting {
        Some(Waiting::Due(Some(day)) | Waiting::Later(day)) => msg!("waitingUntil", text::day(day)),
        Some(Waiting::Asked(at)) => msg!("waitingAskedOn", text::moment(at)),
        _ => String::new(),
    };
    let why = person.decisions.last().map(|decision| decision.why.clone()).unwrap_or_default();
    let to_answer = id.clone();
    let answer = handler(move |_| {
        keep_part(&to_answer, Some(Part::Doors));
        go_to(&format!("people/{to_answer}"));
    });
    let head = head(&format!("#people/{id}"), &person);
    let decide = Decide { room, who: Who::Person(id), name: name.clone(), edits: Vec::new() };
    let (aside, let_go) = (decide.clone().aside(), decide.let_go());
    let answer_label = msg!("waitingAnswer");
    let answer_whom = spoken(&answer_label, &msg!("waitingAnswerWhom", NAME), &name);
    let profile = profile(&person);
    view! {
        li(class="waiting-row", "data-test"="row") {
            (head)
            p(class="waiting-when") { span(class="soft") { (when) } " " span(class="page-why", dir="auto") { (why) } }
            div(class="waiting-acts") {
                button(r#type="button", class="button", "data-test"="answer", "aria-label"=answer_whom, on:click=answer) { (answer_label) }
                (aside) (let_go) (profile)
            }
        }
    }
}

/// Senders whose invitation was seen and has no answer.
pub fn seen(room: Room, senders: ReadSignal<Vec<Seen>>) -> View {
    let some = selector(move || senders.with(|senders| !senders.is_empty()));
    let many = selector(move || senders.with(|senders| senders.iter().filter_map(Seen::earlier).nth(1).is_some()));
    let inside = move || {
        if !some.get() {
            return View::new();
        }
        let key = |seen: &Seen| match &seen.place {
            Place::Tab(tab, _) => format!("{} {}", seen.address, tab.0),
            Place::Earlier(invitation) => format!("{} {}", seen.address, invitation.at.0),
        };
        let rows = rows_of("seen", senders, key, move |seen| sender_row(room, seen.clone()));
        let (title, about, all_gone) = (msg!("waitingSeen"), msg!("waitingSeenAbout"), msg!("waitingAllGone"));
        let dismiss = move |_| {
            room.scan.dismiss(senders.with_untracked(|senders| senders.iter().filter_map(Seen::earlier).collect()));
        };
        view! {
            section(class="part waiting-list", "data-test"="seen", "aria-labelledby"="waiting-seen") {
                div(class="part-head") {
                    h2(id="waiting-seen") { (title) }
                    button(r#type="button", class="link", "data-test"="all-gone", hidden=move || !many.get(),
                        on:click=handler(dismiss)) { (all_gone) }
                }
                p(class="part-about soft") { (about) }
                (rows)
            }
        }
    };
    let gone = move || {
        let count = room.scan.dismissed.with(SortedMap::len);
        if count == 0 {
            return View::new();
        }
        toast::toast(
            "gone",
            text::plural("waitingDismissed", count).into(),
            Some(Box::new(move || room.scan.put_back())),
        )
    };
    let (inside, gone) = (dynamic(inside), dynamic(gone));
    view! { (inside) div(role="status") { (gone) } }
}

impl Seen {
    /// What is remembered of an invitation that no open tab shows.
    fn earlier(&self) -> Option<(ProfileAddress, Invitation)> {
        match &self.place {
            Place::Tab(..) => None,
            Place::Earlier(invitation) => Some((self.address.clone(), invitation.clone())),
        }
    }
}

fn sender_row(room: Room, seen: Seen) -> View {
    let Seen { address, name, headline, place } = seen;
    let person =
        Person { name: name.clone(), headline: headline.clone(), address: Some(address.clone()), ..Person::default() };
    let mut edits = vec![Edit::Name(name.clone()), Edit::Headline(headline)];
    let head = head(&address.href(), &person);
    let (when, first, last) = match place {
        Place::Tab(tab, message) => {
            edits.push(Edit::Message(message));
            (String::new(), turn(tab, address.clone(), &name), View::new())
        }
        Place::Earlier(invitation) => (
            msg!("waitingSeenOn", text::moment(invitation.at)),
            to_the_invitation(&address, &invitation, &name),
            gone(room, address.clone(), invitation, &name),
        ),
    };
    let decide = Decide { room, who: Who::Address(address), name, edits };
    let (aside, let_go) = (decide.clone().aside(), decide.let_go());
    view! {
        li(class="waiting-row", "data-test"="row") {
            (head)
            p(class="waiting-when soft") { (when) }
            div(class="waiting-acts") { (first) (aside) (let_go) (last) }
        }
    }
}

/// Shows the tab with the invitation, and asks there.
fn turn(tab: TabId, address: ProfileAddress, name: &str) -> View {
    let label = msg!("waitingTurn");
    let whom = spoken(&label, &msg!("waitingAnswerWhom", NAME), name);
    let turn = handler(move |_| {
        let request = Request::Turn { to: address.clone(), tab: Some(tab) };
        spawn_local(async move {
            // The tab is shown even if the invitation went from its page meanwhile.
            drop(send(&request).await);
            drop(tabs::show(tab).await);
        });
    });
    view! { button(r#type="button", class="button", "data-test"="turn", "aria-label"=whom, on:click=turn) { (label) } }
}

/// Leads to the page that the invitation stands on, where the sidebar asks.
fn to_the_invitation(address: &ProfileAddress, invitation: &Invitation, name: &str) -> View {
    let href = match invitation.on {
        SeenOn::Profile => address.href(),
        SeenOn::List | SeenOn::Other(_) => INVITATIONS.to_owned(),
    };
    let label = msg!("waitingToInvitation");
    let whose = spoken(&label, &msg!("waitingToInvitationWhose", NAME), name);
    view! {
        a(class="button", href=href, target="_blank", rel="noreferrer", "data-test"="to-invitation", "aria-label"=whose) { (label) }
    }
}

/// The invitation was answered elsewhere, or taken back: nobody is to be reminded of it.
fn gone(room: Room, address: ProfileAddress, invitation: Invitation, name: &str) -> View {
    let label = msg!("waitingGone");
    let whose = spoken(&label, &msg!("waitingGoneWhose", NAME), name);
    let dismiss = handler(move |_| room.scan.dismiss(vec![(address.clone(), invitation.clone())]));
    view! {
        button(r#type="button", class="button button-quiet", "data-test"="gone-one", "aria-label"=whose, on:click=dismiss) { (label) }
    }
}

/// Somebody to be in touch with again. C notes a contact, today and without a word; more can be said on the page.
pub fn touch(room: Room, row: &Row) -> View {
    let Row { id, person, due, .. } = row.clone();
    let name = name_of(&person);
    let last = match due.and_then(|due| due.last) {
        Some(last) => msg!("touchLast", text::date(last)),
        None => msg!("touchNoContact"),
    };
    let how = person.contacts.iter().rev().find(|contact| contact.on == due.and_then(|due| due.last));
    let how = how.map(|contact| contact.how.clone()).unwrap_or_default();
    let head = head(&format!("#people/{id}"), &person);
    let log_label = msg!("personLog");
    let log_whom = spoken(&log_label, &msg!("touchLogWhom", NAME), &name);
    let log = move || {
        let contact = Contact { on: Some(Edtf::Day(browser::today())), ..Contact::default() };
        room.hands.write(id.clone(), vec![Edit::AddContact(contact)], Done::Logged, name.clone());
    };
    let keys = {
        let log = log.clone();
        handler(move |event: KeyboardEvent| {
            let off = untrack(|| room.store.settings()).letter_keys_off;
            let plain = !(off || event.ctrl_key() || event.meta_key() || event.alt_key() || event.repeat());
            if plain && event.key().eq_ignore_ascii_case("c") {
                event.prevent_default();
                log();
            }
        })
    };
    let profile = profile(&person);
    view! {
        li(class="waiting-row", "data-test"="row", on:keydown=keys) {
            (head)
            p(class="waiting-when") { span(class="soft") { (last) } " " span(class="page-why", dir="auto") { (how) } }
            div(class="waiting-acts") {
                button(r#type="button", class="button", "data-test"="log-contact", "aria-label"=log_whom, "aria-keyshortcuts"="c",
                    on:click=handler(move |_| log())) { (log_label) span(class="key-hint", "data-key"="C") }
                (profile)
            }
        }
    }
}

/// Name and headline; the name leads to the note, or to the profile of whom there is none.
fn head(href: &str, person: &Person) -> View {
    let (href, name, headline) = (href.to_owned(), name_of(person), person.headline.clone());
    let elsewhere = !href.starts_with('#');
    let (target, rel) = (elsewhere.then_some("_blank"), elsewhere.then_some("noreferrer"));
    view! {
        p(class="waiting-who") {
            a(class="list-name", href=href, target=target, rel=rel, "data-test"="who") { bdi { (name) } }
            span(class="list-note") { bdi { (headline) } }
        }
    }
}

/// A control's name for those who hear it: what it shows, which is what somebody says who speaks to the computer (WCAG 2.5.3), and
/// then whom it is about.
fn spoken(label: &str, about: &str, name: &str) -> String {
    [label, ": ", &with_name_plain(about, name)].concat()
}

fn profile(person: &Person) -> View {
    let Some(address) = &person.address else { return View::new() };
    let (href, label) = (address.href(), msg!("popupProfile"));
    let whose = spoken(&label, &msg!("waitingProfileWhose", NAME), &name_of(person));
    view! {
        a(class="waiting-profile", href=href, target="_blank", rel="noreferrer", "data-test"="profile", "aria-label"=whose) { (label) }
    }
}

/// A decision about somebody, and what goes with it for somebody who has no note yet.
#[derive(Clone)]
struct Decide {
    room: Room,
    who: Who,
    name: String,
    edits: Vec<Edit>,
}

impl Decide {
    fn decide(&self, decision: Decision, done: Done) {
        let decision = Decision { at: browser::now(), ..decision };
        let edits = self.edits.iter().cloned().chain([Edit::AddDecision(decision)]).collect();
        let change = Change::Write { who: self.who.clone(), edits, base: Vec::new() };
        self.room.hands.act(change, done, self.name.clone(), |_| ());
    }

    /// Put aside, for how long?
    fn aside(self) -> View {
        let (label, more) = (msg!("waitingAgain"), icon::line(icon::UNFOLD));
        let whom = spoken(&label, &msg!("waitingAgainWhom", NAME), &self.name);
        let choices: Vec<View> = [
            (7, msg!("sidebarInAWeek"), "week"),
            (30, msg!("sidebarInAMonth"), "month"),
            (91, msg!("sidebarInThreeMonths"), "quarter"),
        ]
        .into_iter()
        .map(|(days, label, test)| {
            let this = self.clone();
            let park = handler(move |_| {
                let day = browser::today().plus_days(days);
                let decision = Decision { what: What::NotYet, until: Some(day), ..Decision::default() };
                this.decide(decision, Done::Parked(day));
            });
            view! { button(r#type="button", class="button", "data-test"=test, on:click=park) { (label) } }
        })
        .collect();
        view! {
            details(class="waiting-again") {
                summary(class="button button-quiet", "data-test"="again", "aria-label"=whom) { (label) (more) }
                div(class="waiting-days") { (choices) }
            }
        }
    }

    fn let_go(self) -> View {
        let label = msg!("waitingLetGo");
        let whom = spoken(&label, &msg!("waitingLetGoWhom", NAME), &self.name);
        let glyph = icon::line(icon::CLOSE);
        let go = handler(move |_| {
            self.decide(Decision { what: What::DontKnow, ..Decision::default() }, Done::LetGo);
        });
        view! {
            button(r#type="button", class="button button-quiet", "data-test"="let-go", "aria-label"=whom, on:click=go) {
                (glyph) (label)
            }
        }
    }
}

/// Turns to another place of the dashboard.
fn go_to(fragment: &str) {
    let location = js_sys::Reflect::get(&window(), &"location".into()).unwrap_or_default();
    let _ = js_sys::Reflect::set(&location, &"hash".into(), &fragment.into());
}

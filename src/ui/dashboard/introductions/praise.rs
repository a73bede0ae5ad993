//! What can honestly be said of somebody, and a recommendation of it.

use std::rc::Rc;

use sycamore::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::known::{facts, refocus};
use super::picker::{Pick, picker};
use super::questions::{Whose, questions};
use super::sheet::{Sheet, kept_lines, sheet};
use super::state::Desk;
use crate::domain::Person;
use crate::introductions::recommend::{RECOMMENDATION_LIMIT, honest, recommend};
use crate::introductions::{Missing, Side, Text};
use crate::ui::clipboard;
use crate::ui::dashboard::rooms::Part;
use crate::ui::dynamic::{dynamic, handler, live_text, selector};
use crate::ui::text::{self, msg};

/// The part of the room with recommendations.
pub fn praise(desk: Desk) -> View {
    let pick = Pick {
        id: "intro-praised",
        label: || msg!("introPraised"),
        place: desk.praised,
        choose: |desk, person| desk.praised.set(person),
    };
    let box_view = picker(desk, pick);
    let chosen = selector(move || desk.praised.get_clone().and_then(|id| desk.note_of(&id)));
    let inside = dynamic(move || {
        desk.shown.track();
        let Some(person) = chosen.get_clone() else { return View::new() };
        let honest = honest(&person);
        let name = text::isolated(&person.name);
        if !honest.missing.is_empty() {
            return not_yet(desk, &person, &name, &honest.missing);
        }
        let skills = honest.skills.iter().map(|line| line.text().to_owned()).collect::<Vec<String>>();
        let episodes = honest.episodes.iter().map(|line| line.text().to_owned()).collect::<Vec<String>>();
        let noted = person.clone();
        // Nothing is chosen: which episode shows which skill is the user's to say.
        let (skill, episode) = (create_signal(usize::MAX), create_signal(usize::MAX));
        let skill_list = skills.clone();
        let skills = choice("intro-skill", msg!("introSkills"), skills, skill);
        let episodes = choice("intro-episode", msg!("introEpisodes"), episodes, episode);
        let written: ReadSignal<Text> =
            selector(move || recommend(&person, skill.get(), episode.get(), desk.manner()).unwrap_or_default());
        let edited = desk.own.text("praise", desk.praised.get_clone_untracked().into_iter().collect());
        let names = Rc::new(move |_: Side| name.clone());
        let warnings = Rc::new(move |text: &str| kept_lines(std::slice::from_ref(&noted), text));
        let draft = sheet(desk, Sheet { id: "praise".into(), written, edited, names, warnings });
        let length = selector(move || {
            let text = edited.get_clone().unwrap_or_else(|| written.with(Text::plain));
            crate::domain::reply::length(&text)
        });
        let says =
            live_text(move || msg!("introPraiseLength", length.get().to_string(), RECOMMENDATION_LIMIT.to_string()));
        let too_long = live_text(move || {
            let over = length.get().saturating_sub(RECOMMENDATION_LIMIT);
            if over == 0 { String::new() } else { msg!("introPraiseTooLong", text::number(over)) }
        });
        let (tone, language) =
            (super::texts::tone(desk, "praise-tone"), super::texts::language(desk, "praise-language"));
        let (heading, help, heading_id) = (msg!("introHonest"), msg!("introLanguageHelp"), whose(desk).heading_id());
        refocus(desk, &heading_id);
        let backed = selector(move || written.with(|text| !text.paragraphs.is_empty()));
        let endorsed = endorsement(move || skill_list.get(skill.get()).cloned().unwrap_or_default());
        view! {
            h3(id=heading_id, tabindex="-1") { (heading) }
            div(class="pair") { (skills) (episodes) }
            div(class="given", hidden=move || !backed.get()) {
                div(class="manner") { (tone) (language) }
                p(class="field-help") { (help) }
                article(class="letter", data-test="intro-praise") { (draft) p(class="field-help") { (says) } p(class="field-error", role="status", data-test="intro-praise-long") { (too_long) } }
                (endorsed)
            }
        }
    });
    super::section(Part::Praise, view! { (box_view) (inside) })
}

/// The note of whoever is to be recommended.
const fn whose(desk: Desk) -> Whose {
    Whose { place: desk.praised, id: "praised" }
}

/// The skill that the chosen episode shows, to be copied into LinkedIn's list of skills.
fn endorsement(skill: impl Fn() -> String + Clone + 'static) -> View {
    let (heading, copied) = (msg!("introEndorse"), create_signal(false));
    let text = skill.clone();
    let copy = move |_| {
        let text = untrack(&text);
        spawn_local(async move {
            let done = clipboard::copy(&text).await;
            if copied.is_alive() {
                copied.set(done);
            }
        });
    };
    let label = live_text(move || if copied.get() { msg!("commonCopied") } else { msg!("commonCopy") });
    view! {
        article(class="letter", data-test="intro-endorse") {
            h3 { (heading) }
            p(class="quote", dir="auto") { (skill()) }
            div(class="row") {
                button(r#type="button", class="button", data-test="intro-endorse-copy", on:click=handler(copy)) { (label) }
            }
        }
    }
}

/// What the notes support all the same, line by line, and the questions whose answers would make a recommendation of it.
fn not_yet(desk: Desk, person: &Person, name: &str, missing: &[Missing]) -> View {
    let heading = msg!("introPraiseNot", name);
    let whose = whose(desk);
    let heading_id = whose.heading_id();
    refocus(desk, &heading_id);
    let (facts, questions) = (facts(desk, whose, person), questions(desk, whose, missing));
    view! {
        div(class="banner", data-test="intro-praise-missing", role="status") { p(id=heading_id, class="banner-title", tabindex="-1") { (heading) } }
        div(class="known", data-test="intro-praise-found") { (facts) (questions) }
    }
}

/// One of some lines.
fn choice(name: &'static str, legend: String, lines: Vec<String>, value: Signal<usize>) -> View {
    let lines: Vec<View> = lines
        .into_iter()
        .enumerate()
        .map(|(n, line)| {
            view! {
                label(class="told-line") {
                    input(r#type="radio", name=name, data-test=name, prop:checked=move || value.get() == n,
                          on:change=handler(move |_| value.set(n)))
                    span(dir="auto") { (line) }
                }
            }
        })
        .collect();
    view! {
        fieldset(class="told known") {
            legend(class="field-label") { (legend) }
            (lines)
        }
    }
}

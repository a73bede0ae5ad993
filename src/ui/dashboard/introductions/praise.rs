//! What can honestly be said of somebody, and a recommendation of it.

use std::rc::Rc;

use sycamore::prelude::*;

use super::picker::{Pick, picker};
use super::sheet::{Sheet, sheet};
use super::state::Desk;
use super::words;
use crate::introductions::recommend::{RECOMMENDATION_LIMIT, honest, recommend};
use crate::introductions::{Side, Text};
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
        let Some(person) = chosen.get_clone() else { return View::new() };
        let honest = honest(&person);
        let name = text::isolated(&person.name);
        if !honest.missing.is_empty() {
            let heading = msg!("introPraiseNot", name);
            let names = |_| name.clone();
            let questions: Vec<View> = honest
                .missing
                .iter()
                .map(|missing| {
                    let question = words::missing(missing, &names);
                    view! { li { (question) } }
                })
                .collect();
            return view! {
                div(class="banner", data-test="intro-praise-missing", role="status") {
                    p(class="banner-title") { (heading) }
                    ul(class="lines") { (questions) }
                }
            };
        }
        let (skill, episode) = (create_signal(0_usize), create_signal(0_usize));
        let lines = |lines: &[crate::introductions::Shareable<'_>]| -> Vec<String> {
            lines.iter().map(|line| line.text().to_owned()).collect()
        };
        let skills = choice("intro-skill", msg!("introSkills"), lines(&honest.skills), skill);
        let episodes = choice("intro-episode", msg!("introEpisodes"), lines(&honest.episodes), episode);
        let written: ReadSignal<Text> =
            selector(move || recommend(&person, skill.get(), episode.get(), desk.manner()).unwrap_or_default());
        let edited = create_signal(None::<String>);
        let names = Rc::new(move |_: Side| name.clone());
        let draft = sheet(desk, Sheet { id: "praise", written, edited, names });
        let length = live_text(move || {
            let text = edited.get_clone().unwrap_or_else(|| written.with(Text::plain));
            msg!("introPraiseLength", text.chars().count().to_string(), RECOMMENDATION_LIMIT.to_string())
        });
        let (tone, language) =
            (super::texts::tone(desk, "praise-tone"), super::texts::language(desk, "praise-language"));
        let heading = msg!("introHonest");
        view! {
            h3 { (heading) }
            div(class="pair") { (skills) (episodes) }
            div(class="manner") { (tone) (language) }
            article(class="letter", data-test="intro-praise") { (draft) p(class="field-help") { (length) } }
        }
    });
    super::section(Part::Praise, view! { (box_view) (inside) })
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

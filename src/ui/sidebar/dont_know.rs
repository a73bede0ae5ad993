//! "I don't know them (yet)": ask first, say a kind no, look again later, or leave it at that.

use sycamore::prelude::*;
use sycamore::web::events::Event;

use super::draft::{Choice, Until};
use super::saving::{Missing, Saving};
use super::{reply, who};
use crate::ui::components::chips::segments;
use crate::ui::components::field::{self, Field};
use crate::ui::dynamic::{dynamic, handler, live_text};
use crate::ui::text::{self, NAME, msg, with_name};

/// The panel that stands in the place of the doors.
pub fn panel(saving: &Saving) -> View {
    let form = saving.form;
    let bar = saving.bar;
    let sender = saving.sender.clone();
    let title = msg!("sidebarDontKnowTitle", NAME);
    let title = dynamic(move || with_name(&title, &who::short_name(bar.name(&sender))));
    let back = msg!("sidebarBackToDoors");
    let choices = vec![
        (Choice::AskFirst, msg!("sidebarAskFirst"), "reply-ask-first"),
        (Choice::KindNo, msg!("sidebarKindNo"), "reply-kind-no"),
        (Choice::NotYet, msg!("sidebarNotYet"), "not-yet"),
        (Choice::Leave, msg!("sidebarLeave"), "leave"),
    ];
    let choices = segments("choice", msg!("sidebarDontKnowChoices"), choices, form.choice);
    let saving = saving.clone();
    let more = dynamic(move || match form.choice.get() {
        Choice::AskFirst => reply::reply(&saving, reply::Kind::AskFirst),
        Choice::KindNo => reply::reply(&saving, reply::Kind::KindNo),
        Choice::NotYet => when(&saving),
        Choice::Leave => {
            let help = msg!("sidebarLeaveHelp");
            view! { p(class="field-help") { (help) } }
        }
    });
    let why = Field::new("why", msg!("sidebarWhy"), form.why).placeholder(msg!("sidebarWhyHelp")).test("why").view();
    view! {
        section(class="dont-know-panel", "data-test"="dont-know-panel") {
            div(class="row panel-head") {
                h3(class="ask-question", id="dont-know-first", tabindex="-1") { (title) }
                button(r#type="button", class="link small", "data-test"="back-to-doors", on:click=handler(move |_| {
                    form.dont_know.set(false);
                    field::focus("door-worked");
                })) { (back) }
            }
            (choices)
            (more)
            (why)
        }
    }
}

fn when(saving: &Saving) -> View {
    let form = saving.form;
    let missing = saving.missing;
    let choices = vec![
        (Until::Week, msg!("sidebarInAWeek"), "until-week"),
        (Until::Month, msg!("sidebarInAMonth"), "until-month"),
        (Until::Quarter, msg!("sidebarInThreeMonths"), "until-quarter"),
        (Until::OnDay, msg!("sidebarOnDay"), "until-on-day"),
    ];
    let choices = segments("until", msg!("sidebarLookAgain"), choices, form.until);
    let label = msg!("sidebarLookAgain");
    let day_label = msg!("sidebarDay");
    let lacks_day = msg!("sidebarMissingDay");
    let on_day = move || form.until.get() == Until::OnDay;
    let today = crate::browser::today().to_string();
    let in_words = live_text(move || {
        let draft = form.draft();
        draft.day().map(|day| msg!("sidebarAsideUntil", text::day(day))).unwrap_or_default()
    });
    view! {
        div(class="field") {
            span(class="field-label") { (label) }
            (choices)
            input(id="until-day", class="input", r#type="date", min=today, "aria-label"=day_label, "data-test"="until-day",
                hidden=move || !on_day(), prop:value=form.day,
                on:input=handler(move |event: Event| field::take_in(&event, form.day)))
            p(class="field-error", role="alert", hidden=move || missing.get() != Missing::Day) { (lacks_day) }
            p(class="field-help", "aria-live"="polite") { (in_words) }
        }
    }
}

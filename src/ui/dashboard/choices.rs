//! The smaller parts of the settings: guard, where to ask, notes, privacy.

use sycamore::prelude::*;

use super::fields::{section, switch};
use super::house::{Extent, House};
use super::rooms::Part;
use super::saver::Saver;
use crate::browser::runtime;
use crate::desk::SettingsEdit;
use crate::library::Consent;
use crate::library::settings::{AskIn, AskOn};
use crate::ui::components::consent;
use crate::ui::dynamic::{handler, live_text, selector};
use crate::ui::popup;
use crate::ui::text::{self, msg};

/// How the guard behaves.
pub fn guard(house: House) -> View {
    section(Part::Guard, None, popup::guard(house.store))
}

/// Whether LinkedIn's pages may be read at all.
fn consent(house: House) -> View {
    let trouble = create_signal(None);
    let said = selector(move || {
        let settings = house.store.settings();
        (settings.may_read(), settings.consent_at)
    });
    // The region and the button stay, whatever is answered: the one is read out, the other keeps the keyboard.
    let says = live_text(move || match said.get() {
        (true, at) => msg!("consentGiven", text::moment(at)),
        (false, _) => msg!("consentAbsent"),
    });
    let to = move || if said.get().0 { Consent::No } else { Consent::Yes };
    let label = live_text(move || if said.get().0 { msg!("consentTakeBack") } else { msg!("consentYes") });
    let class = move || if said.get().0 { "link" } else { "button" };
    let press = handler(move |_| consent::answer(untrack(to), trouble));
    let state = view! {
        p("data-test"="consent-state", role="status") { (says) }
        p(class="row") {
            button(r#type="button", class=class, "data-test"=move || format!("consent-{}", to().word()), on:click=press) { (label) }
        }
    };
    let (heading, terms, problem) = (msg!("dashboardConsent"), consent::terms(), consent::problem(trouble));
    view! { div(class="field stack") { h3(class="field-label") { (heading) } (terms) (state) (problem) } }
}

/// A place on LinkedIn where the sidebar can ask.
#[derive(Clone, Copy)]
enum Asked {
    Invitations,
    MyNetwork,
    Profiles,
}

impl Asked {
    const ALL: [Self; 3] = [Self::Invitations, Self::MyNetwork, Self::Profiles];

    const fn name(self) -> &'static str {
        match self {
            Self::Invitations => "invitations",
            Self::MyNetwork => "network",
            Self::Profiles => "profiles",
        }
    }

    fn title(self) -> String {
        match self {
            Self::Invitations => msg!("dashboardAskInvitations"),
            Self::MyNetwork => msg!("dashboardAskNetwork"),
            Self::Profiles => msg!("dashboardAskProfiles"),
        }
    }

    fn hint(self) -> String {
        match self {
            Self::Invitations => msg!("dashboardAskInvitationsHint"),
            Self::MyNetwork => msg!("dashboardAskNetworkHint"),
            Self::Profiles => msg!("dashboardAskProfilesHint"),
        }
    }

    fn off(self, ask_on: &mut AskOn) -> &mut bool {
        match self {
            Self::Invitations => &mut ask_on.invitations_off,
            Self::MyNetwork => &mut ask_on.my_network_off,
            Self::Profiles => &mut ask_on.profiles_off,
        }
    }
}

/// Where the sidebar asks.
pub fn ask(house: House) -> View {
    let saver = Saver::new();
    let place = |place: Asked| {
        let name = place.name();
        switch(
            house,
            saver,
            format!("ask-on-{name}"),
            place.title(),
            Some(place.hint()),
            move |settings| !*place.off(&mut settings.ask_on.clone()),
            move |settings, on| {
                let mut ask_on = settings.ask_on.clone();
                *place.off(&mut ask_on) = !on;
                SettingsEdit::AskOn(ask_on)
            },
        )
    };
    let legend = msg!("dashboardAsk");
    let consent = consent(house);
    let panel = switch(
        house,
        saver,
        "ask-in-panel".to_owned(),
        msg!("dashboardAskPanel"),
        Some(msg!("dashboardAskPanelHint")),
        |settings| settings.ask_in == AskIn::Panel,
        |_, on| SettingsEdit::AskIn(if on { AskIn::Panel } else { AskIn::Page }),
    );
    let inviting = switch(
        house,
        saver,
        "ask-inviting".to_owned(),
        msg!("dashboardAskInviting"),
        Some(msg!("dashboardAskInvitingHint")),
        |settings| settings.ask_on.inviting,
        |settings, on| SettingsEdit::AskOn(AskOn { inviting: on, ..settings.ask_on.clone() }),
    );
    let places: Vec<View> = Asked::ALL.into_iter().map(place).collect();
    section(
        Part::Ask,
        Some(saver),
        view! {
            (consent)
            fieldset(class="switches") { legend(class="visually-hidden") { (legend) } (places) (inviting) (panel) }
        },
    )
}

/// How many notes there are, and where.
pub fn notes(house: House) -> View {
    let count = move || match house.extent.get() {
        None => msg!("dashboardCounting"),
        Some(Extent { people: 0, .. }) => msg!("dashboardNobody"),
        Some(Extent { people, bytes }) => msg!("dashboardSize", text::plural("dashboardPeople", people), size(bytes)),
    };
    let lines = lines([msg!("dashboardNotesHere"), msg!("dashboardNotesSync"), msg!("dashboardNotesUninstall")]);
    section(
        Part::Notes,
        None,
        view! { p(class="count", data-test="people-count") { (count()) } ul(class="lines") { (lines) } },
    )
}

/// What Really Know does not do, and the version that doesn't.
pub fn privacy() -> View {
    let lines = lines([
        msg!("dashboardPrivacyNetwork"),
        msg!("dashboardPrivacyAccount"),
        msg!("dashboardPrivacyPages"),
        msg!("dashboardPrivacyActs"),
        msg!("dashboardPrivacySecret"),
    ]);
    let version = msg!("dashboardVersion", runtime::version());
    section(
        Part::Privacy,
        None,
        view! { ul(class="lines") { (lines) } p(class="version", data-test="version") { (version) } },
    )
}

fn lines<const N: usize>(lines: [String; N]) -> Vec<View> {
    lines.into_iter().map(|line| view! { li { (line) } }).collect()
}

/// A size in megabytes, to one place.
fn size(bytes: usize) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{}", tenths / 10, tenths % 10)
}

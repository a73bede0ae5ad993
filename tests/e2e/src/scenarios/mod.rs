//! The stories, each told to a real browser.

mod access;
mod backup;
mod beside;
mod desk;
mod guard;
mod harness;
mod introductions;
mod jot;
mod languages;
mod library;
mod lives;
mod looks;
mod made;
mod outgoing;
mod page;
mod people;
mod person;
mod review;
mod safe;
mod scroll;
mod views;
mod waiting;
mod walks;
mod welcome;

use std::future::Future;
use std::pin::Pin;

use anyhow::Result;
use serde_json::{Value, json};

use crate::site::Site;
use crate::wait::until;
use crate::world::World;

type Told<'a> = Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// Waits until LinkedIn has heard that the n-th invitation was accepted, and nothing else.
pub async fn accepted(world: &World, n: usize) -> Result<()> {
    acted(world, "accept", n).await
}

/// The same of any act. A page may take a card away before it tells LinkedIn.
pub async fn acted(world: &World, act: &str, n: usize) -> Result<()> {
    let wanted = [(act.to_owned(), format!("70000000000000000{n:02}"))];
    until("LinkedIn to hear of it", async || Ok(world.site.acts()), |acts| *acts == wanted).await?;
    Ok(())
}

/// What is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// Really Know as packed for trying out: its welcome is answered.
    Product,
    /// Really Know as it is shipped, just installed.
    Cold,
    /// The same in a browser whose user wants nothing to move.
    Calm,
    /// The same in a German browser.
    German,
    /// The same in an Arabic browser.
    Arabic,
    /// The same in a Japanese browser.
    Japanese,
    /// Really Know with a background that never answers a held click.
    Deaf,
    /// Really Know with a background that doesn't answer the sidebar.
    Mute,
    /// Really Know with storage that can be made full.
    Full,
    /// `fixtures/mini-extension`: as little as shows that the harness works.
    Mini,
}

impl Extension {
    /// What the browser speaks that it is installed in.
    pub const fn language(self) -> &'static str {
        match self {
            Self::German => "de",
            Self::Arabic => "ar",
            Self::Japanese => "ja",
            Self::Product | Self::Cold | Self::Calm | Self::Deaf | Self::Mute | Self::Full | Self::Mini => "en-US",
        }
    }
}

/// One story.
#[derive(Debug)]
pub struct Scenario {
    /// The module and the function.
    pub name: &'static str,
    pub story: &'static str,
    pub extension: Extension,
    pub run: for<'a> fn(&'a mut World) -> Told<'a>,
}

/// Makes the table of stories.
macro_rules! table {
    ($($extension:ident { $($module:ident :: $name:ident : $story:literal,)+ })+) => {
        /// Every story, in the order in which they are told.
        pub const ALL: &[Scenario] = &[
            $($( Scenario {
                name: concat!(stringify!($module), "/", stringify!($name)),
                story: $story,
                extension: Extension::$extension,
                run: |world| Box::pin($module::$name(world)),
            }, )+)+
        ];
    };
}

table! {
    Mini {
        harness::serves_the_replica: "The proxy leads LinkedIn's address to the replica, under its strict policy.",
        harness::refuses_other_hosts: "Everything else is refused and written down.",
        harness::enters_the_sidebar: "A driver gets into a frame that a page does not.",
        harness::kills_the_background: "A stopped background is woken by a message.",
        harness::reloads_the_extension: "The extension comes back after a reload.",
        harness::survives_a_crash: "The whole browser dies and starts again on its profile.",
        harness::starts_anew: "Nothing of one scenario reaches the next.",
        harness::takes_pictures: "Pictures, in light and dark.",
    }
    Product {
        review::ten_are_answered_with_few_keys: "Ten invitations with at most thirty keys beside the lines of memory.",
        review::answers_by_keyboard: "The whole flow by keyboard: held, asked, answered, accepted, the next one.",
        review::answers_by_mouse: "The whole flow by mouse.",
        review::does_not_know_them: "Not yet, a kind no, and what is shown when they come again.",
        review::greets_whom_it_knows: "A sender in the library is greeted with what was written.",
        review::who_was_put_aside_is_asked_again: "The day to look again has come: asked, with what was written.",
        review::begins_with_a_greeting: "A list on which everybody is known greets the first.",
        review::an_old_draft_overwrites_nothing: "An answer begun before the note was changed elsewhere.",
        review::decisions_are_noticed_and_undone: "A card that goes after a click is a decision; it can be taken back.",
        review::a_failed_accept_is_no_decision: "LinkedIn could not do it and the card is back.",
        review::linkedins_own_dialog: "The page's own dialog stands between the click and its effect.",
        review::survives_a_kill_in_the_middle: "The background is stopped in the middle of an answer.",
        review::a_killed_background_answers: "The first message after a stop is answered, every time.",
        review::two_tabs_at_once: "An answer in one tab is known in the other.",
        review::more_cards_while_scrolling: "Cards that come while scrolling are listed in page order.",
        guard::pauses_once: "A click on Accept is held once; the second goes through.",
        guard::a_double_click_is_one_click: "Both clicks of a double click are held, and the third goes through.",
        guard::holds_nobody_where_it_can_not_ask: "A page that takes the sidebar away for good, or hides it, is left alone.",
        guard::holds_once_wherever_the_sender_stands: "Held on the list, not held again on the profile.",
        guard::accept_anyway: "“Accept anyway” leads to the user's own click.",
        guard::reminds_without_holding: "Level “remind”: the click goes through, and the question stays.",
        guard::off_does_nothing: "Level “off”: nothing happens.",
        guard::ignore_is_never_held: "Ignore goes through at once, and is noticed.",
        guard::every_generation: "Held once, then let go, in every generation of markup.",
        guard::other_kinds_are_never_touched: "Pages, newsletters, events and groups are accepted with one click.",
        guard::a_profile_offers_its_note: "A profile without an invitation has a tab with the user's note.",
        guard::guards_a_profile: "Accept on the sender's own profile page is held too.",
        guard::guards_the_preview: "Accept in My Network's preview is held too.",
        guard::follows_navigation_within_the_page: "There and back again without a page load.",
        guard::nodes_are_replaced: "The page draws its cards anew between reading, question, answer and click.",
        guard::an_orphan_leaves: "The extension is reloaded under an open page.",
        outgoing::asks_before_an_invitation: "Asked, if one wants it, when Connect is pressed, which goes through; the note is at hand.",
        outgoing::a_connect_that_opens_a_dialog_goes_through: "The same where the page opens a dialog; other people's Connect is none.",
        outgoing::points_at_a_person: "On a page that can't be read: pointed at by keyboard and by mouse, given up, chosen.",
        lives::a_page_comes_back_from_the_cache: "Left by a link and brought back from the back/forward cache.",
        lives::a_prerendered_page_waits_to_be_seen: "A page that is drawn ahead: nothing before it is shown, everything then.",
        lives::a_translated_page_is_guarded_as_before: "Every text is written anew between question and click.",
        lives::another_extension_has_buttons_in_the_cards: "Buttons of another extension in every card, before and after the question.",
        lives::a_page_whose_head_and_body_come_late: "Head and body go, and come again.",
        lives::switched_off_it_leaves_the_page: "The extension is switched off, and taken out, under an open page.",
        scroll::an_hour_keeps_no_more_than_a_minute: "Thousands of cards in a list that uses its nodes again: what is kept stays as small.",
        made::a_held_click_is_on_an_accept: "Forty made-up pages that change under the click: only an Accept is held, and once.",
        page::hostile_texts_stay_text: "Markup, formulas, direction overrides and 10,000 characters from senders.",
        page::nothing_can_be_told_from_the_page: "A page script that looks for us finds a bare element.",
        page::no_request_leaves: "The proxy has seen no request of the extension.",
        page::an_unreadable_page_is_said_to_be_one: "A list without a readable invitation offers a report and asking by address.",
        page::covers_no_button_of_others: "Nor a button of entries that are none of ours, or not for certain.",
        page::covers_no_button: "The frame at three window sizes, collapsed, and as a sheet.",
        library::kills_lose_nothing: "The whole browser is killed during a stream of edits; what was acknowledged is there.",
        library::many_hands_lose_nothing: "Eight contexts edit the same people at once; every edit is there, once.",
        backup::goes_out_and_comes_back: "A backup is saved, read back, everything erased, and brought in again; twice changes nothing.",
        backup::introductions_and_lists_come_back: "Introductions and saved lists go out with a backup, are checked, and come back.",
        backup::a_locked_file_goes_round: "A file with a passphrase: strength, confirmation, a wrong one, the right one.",
        backup::an_import_is_stopped_and_undone: "An import that is stopped in the middle, and undone.",
        backup::broken_files_change_nothing: "Cut, newer, half, damaged and foreign files get an answer and change nothing.",
        backup::people_of_one_name_are_asked_about: "Who is who, and whose words stand, is the user's choice.",
        backup::the_trash_gives_back: "Put back from the trash, and empty it.",
        backup::a_damaged_part_is_told: "A part that can't be read: told, saved as text, begun anew, dropped.",
        backup::fits_every_window: "The backup room at every width, light and dark.",
        safe::one_person_goes_out: "“Everything you have about me”: one person's notes as a file, without anybody else's.",
        safe::a_backup_is_called_for: "The rail says when there is no backup, or much has changed since; a backup ends that.",
        safe::a_check_tells_what_is_missing: "A backup read back: whole, then what was changed, added and deleted since, and a damaged one.",
        safe::the_old_form_is_kept_until_a_backup_is_read_back: "What an update changed: saved as it was, and let go when a backup was read back.",
        safe::reading_is_cancelled: "A big file is given up while it is read, and another one chosen.",
        introductions::introduces_two: "Two people, what is missing asked and answered, three texts with their sources, kept as they were changed.",
        introductions::gives_first_and_answers: "A suggestion a week, a request pasted, a recommendation with its episode, a reply for the sidebar.",
        introductions::the_ledger_waits_for_both: "Nobody is introduced before both said yes; nothing is lost, at three widths.",
        desk::by_keyboard_alone: "By keyboard alone: two chosen, asked, introduced, asked how it went, thanked.",
        desk::whoever_is_chosen_first_comes_first: "Two people chosen in the list come to the desk in that order.",
        desk::asks_how_it_went: "Three weeks later the waiting room leads to the ledger's entry.",
        desk::two_are_dragged_to_the_tray: "Two rows of the list dragged to the tray, and from there to the desk.",
        desk::replies_of_ones_own: "Replies of one's own: made, renamed, deleted, taken back, offered by the sidebar.",
        views::popup_finds_people_again: "Search with a typing mistake, edit, delete, undo.",
        views::popup_shows_who_waits: "The popup lists the senders of its tab and turns the sidebar to one.",
        views::popup_notes_a_contact_and_leads_to_every_room: "A contact noted and undone in the popup; people, waiting and settings by their names.",
        views::keys_are_shown_and_can_be_switched_off: "A question mark shows all keys, in every view; single letters can be switched off.",
        views::popup_keeps_what_is_typed: "A popup that closes in the middle of a word has it again.",
        jot::a_window_begins_with_who_was_pointed_at: "“Remember this person” opens a window of its own, with the address; the popup's own line stays.",
        jot::somebody_known_is_shown_instead: "“Remember this person” on the link of somebody who has a note: it is shown.",
        jot::the_popup_remembers_a_line: "A line about somebody: understood as it is typed, kept, saved, undone, gone on with.",
        jot::the_people_room_remembers_a_line: "The same above the list of people; without a name it isn't saved.",
        jot::who_was_expected_is_asked_about: "Jotted down before they invite: asked about, joined, taken back, somebody else.",
        views::a_link_to_a_setting_stays_in_place: "A link to a part of the settings leads there, although a list comes above it later.",
        views::settings_change_the_verdict: "The user's rule decides what counts, at once and everywhere.",
        people::an_empty_room_teaches: "Nobody yet: how people come in.",
        people::is_searched_and_narrowed_down: "Search, filters, orders; back and forward.",
        people::the_form_stays_open: "Narrowed down, somebody looked at, and back: the form is open as it was.",
        people::lists_are_saved: "A list gets a name, is opened another day, and forgotten.",
        people::many_are_chosen_by_keyboard: "Chosen, tagged, deleted together, and taken back; a page opened with Enter.",
        people::the_bar_leaves_the_list_where_it_is: "Chosen in a small window: the list stays in its place, the bar in one line until it is unfolded.",
        people::many_are_dealt_with_in_plain_sight: "Chosen and out of sight, scrolled and back again, a large delete: said, kept, asked.",
        people::what_many_acts_did_can_be_stopped_and_undone: "Five deletes, one of which fails, or is stopped: the others are undone.",
        people::another_rule_is_seen_at_once: "A door that doesn't count any more: filter and colours of the list follow.",
        people::nobody_is_listed_after_everything_was_erased: "Everything erased while the list is open: it is empty.",
        person::a_page_is_read_and_written_in_place: "A person's page: read, written part by part, undone, its history.",
        person::what_is_begun_is_there_again: "A part that was begun is open again when the page is.",
        person::marks_are_set_by_keyboard: "Private, shareable, sensitive: line by line, by keyboard.",
        person::contacts_are_logged_with_one_key: "C, a line, Enter; how often to be in touch; a contact taken out.",
        person::two_notes_become_one_and_two_again: "Merged with a namesake's note, and taken back.",
        person::a_deleted_note_comes_back: "Deleted, undone; deleted, brought back from the trash; the link to export.",
        person::a_conflict_is_shown_and_chosen: "A note changed elsewhere meanwhile: both values, and the user chooses.",
        person::the_popup_shows_a_conflict: "The same in the popup, also after it was closed.",
        waiting::who_was_put_aside_waits_here: "Due, later, asked first: answered, put aside again, let go, undone.",
        waiting::who_was_seen_can_be_answered: "Senders in an open tab without an answer.",
        waiting::who_was_not_answered_is_not_forgotten: "Invitations without an answer outlive their tab: found again, gone, put aside, decided.",
        waiting::a_tab_that_leads_elsewhere_is_not_open: "The tab with the invitations goes to another site and comes back.",
        waiting::keeping_in_touch_is_a_list: "A cadence for friends, one list, one key.",
        access::what_happens_is_said: "What was saved, undone, found and asked is said by a live region that was there before.",
        walks::somebody_curates_after_a_month: "A month later: who waits, notes without a story, another rule.",
        walks::an_engineer_comes_back_to_the_rest: "Forty invitations, an hour a month: some answered, the rest waits when the page is closed.",
        walks::by_keyboard_at_twice_the_size: "The keyboard alone at 200 %: held, answered, accepted, from row to row, a contact with one key.",
        walks::somebody_hears_the_dashboard: "By keyboard and ear: every stop of the Tab key has a role and a name.",
    }
    Product {
        beside::the_icon_counts: "The toolbar's icon says how many senders wait in the tab, and only there.",
        beside::the_panel_asks: "Asked in the browser's own panel: nothing is inserted in the page.",
        beside::a_key_opens_the_panel: "Where the question stands in the panel, the shortcut opens it.",
        languages::another_language_is_chosen: "Arabic chosen in an English browser: every view turns around, and back.",
    }
    Cold {
        welcome::opens_once_and_leads_to_an_answer: "From the installation to the first saved answer, counted.",
        welcome::reads_nothing_before_the_yes: "A page is not looked at before the user says yes, and wakes up when they do.",
        welcome::asks_beside_the_invitations: "Not now, never, and yes, in the card beside the invitations.",
        welcome::can_be_taken_back: "Taken back in the settings: everything stops at once, the notes stay.",
        welcome::asks_whoever_comes_from_an_earlier_version: "A library with notes and settings says nothing about consent.",
        welcome::sample_works: "The sample asks like the sidebar, and stores nothing.",
        walks::a_newcomer_with_forty_invitations: "A newcomer: the welcome, forty invitations, the first note, and where it is.",
        looks::as_before: "Every view looks as in the pictures that were accepted.",
    }
    Calm {
        access::keeps_the_rules: "axe-core and the accessibility tree have nothing against any view in any state, light or dark, at 200 %, and nothing moves.",
    }
    German {
        languages::speaks_german: "In a German browser the sidebar, the popup and the dashboard are German.",
        looks::as_before_in_german: "Every view looks as in the German pictures that were accepted.",
    }
    Arabic {
        languages::speaks_arabic: "In an Arabic browser they are Arabic, and run from right to left.",
        walks::a_freelancer_in_arabic: "Arabic, in a narrow window: from the welcome to the settings.",
        looks::as_before_in_arabic: "Every view looks as in the Arabic pictures that were accepted.",
    }
    Japanese {
        languages::speaks_japanese: "In a Japanese browser they are Japanese.",
        looks::as_before_in_japanese: "Every view looks as in the Japanese pictures that were accepted.",
    }
    Full {
        safe::a_full_disk_loses_nothing: "No room: said in the sidebar, the popup and the backup room; a backup works, and what was typed is saved later.",
    }
    Mute {
        lives::a_sidebar_that_never_starts_holds_nobody: "A sidebar that could not be loaded: after four seconds no click is held.",
    }
    Deaf {
        guard::a_press_is_held_whole: "A key that is held down is one press; it is stopped until it is let go.",
        guard::a_dead_background_holds_nobody: "A held click that nobody acknowledges lets every hold go in 300 ms.",
        guard::a_late_hello_is_not_said_again: "A hello that is answered late doesn't take the background back to where the page was.",
    }
}

/// A made-up person's invitation.
pub fn invitation(n: usize, name: &str) -> Value {
    let slug = name.to_lowercase().replace(' ', "-");
    json!({
        "id": format!("70000000000000000{n:02}"), "kind": "person", "slug": slug, "name": name,
        "headline": "Baker at Crumb Ltd", "message": null, "mutual": null, "badges": [], "target": null,
        "acceptAs": "button", "friction": false,
    })
}

/// Three people on the present generation of the page.
pub fn three() -> Value {
    three_in("sdui2026", "en")
}

/// Three people on a generation of the page, in a language.
pub fn three_in(generation: &str, language: &str) -> Value {
    let people = ["Mia Sample", "Omar Test", "Lena Beispiel"];
    let invitations: Vec<Value> = people.iter().enumerate().map(|(n, name)| invitation(n + 1, name)).collect();
    json!({
        "generation": generation, "language": language, "batch": 10, "afterAccept": "remove",
        "invitations": invitations, "suggestions": [
            { "slug": "some-suggestion", "name": "Some Suggestion", "headline": "Painter" },
        ], "profiles": [],
    })
}

/// Invitations that come from no person.
pub fn other_kinds_in(site: &Site, generation: &str) -> Result<Value> {
    let mut scenario = site.scenario_file("other-kinds")?;
    scenario["generation"] = json!(generation);
    scenario["language"] = json!("en");
    scenario["batch"] = json!(50);
    Ok(scenario)
}

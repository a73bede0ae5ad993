mod figures;
mod fixtures;
mod languages;
mod mutations;
mod report;
mod script;
mod trees;

use really_know::linkedin::{Reading, read};

use crate::page::Page;

pub const LIST: &str = "https://www.linkedin.com/mynetwork/invitation-manager/received/";

pub fn read_page(page: &Page) -> Reading {
    read(&page.place, &page.shot, &page.candidates)
}

/// What must be so on every page, whatever was done to it: a card's controls are the true ones.
pub fn mistakes(page: &Page, reading: &Reading) -> Vec<String> {
    let mut mistakes = Vec::new();
    for card in &reading.cards {
        let truth = |node| page.truth.get(&node).cloned().unwrap_or_default();
        if truth(card.accept).accept.as_deref() != Some(card.address.as_str()) {
            mistakes.push(format!("wrong Accept: {card:?}"));
        }
        if card.ignore.is_some_and(|ignore| truth(ignore).ignore.as_deref() != Some(card.address.as_str())) {
            mistakes.push(format!("wrong Ignore: {card:?}"));
        }
        if card.evidence.is_empty() || card.name.is_empty() {
            mistakes.push(format!("a card without evidence or name: {card:?}"));
        }
    }
    mistakes
}

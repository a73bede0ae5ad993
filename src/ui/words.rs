//! Doors, kinds, verdicts and decisions in the user's language. Every message is named here in full, so
//! that a check of the sources finds the ones that are missing.

use super::text::{self, NAME, msg};
use crate::desk::Standing;
use crate::domain::{Cadence, CloseKind, Door, MetKind, NotYet, Verdict, What, WorkKind};

/// A door as the user says it: "We worked together".
#[must_use]
pub fn door_title(door: Door) -> String {
    match door {
        Door::Worked => msg!("doorWorked"),
        Door::Met => msg!("doorMet"),
        Door::Close => msg!("doorClose"),
    }
}

/// What belongs behind a door.
#[must_use]
pub fn door_hint(door: Door) -> String {
    match door {
        Door::Worked => msg!("doorWorkedHint"),
        Door::Met => msg!("doorMetHint"),
        Door::Close => msg!("doorCloseHint"),
    }
}

/// What the kinds behind a door are called together, for screen readers.
#[must_use]
pub fn door_kinds(door: Door) -> String {
    match door {
        Door::Worked => msg!("doorWorkedKinds"),
        Door::Met => msg!("doorMetKinds"),
        Door::Close => msg!("doorCloseKinds"),
    }
}

/// How two people worked together.
#[must_use]
pub fn work_kind(kind: &WorkKind) -> String {
    match kind {
        WorkKind::Colleague => msg!("doorKindColleague"),
        WorkKind::Client => msg!("doorKindClient"),
        WorkKind::Partner => msg!("doorKindBusinessPartner"),
        WorkKind::Supplier => msg!("doorKindSupplier"),
        WorkKind::Manager => msg!("doorKindManager"),
        WorkKind::Report => msg!("doorKindReport"),
        WorkKind::Mentor => msg!("doorKindMentor"),
        WorkKind::Investor => msg!("doorKindInvestor"),
        WorkKind::Taught => msg!("doorKindTaught"),
        WorkKind::Volunteer => msg!("doorKindVolunteer"),
        WorkKind::Other(word) => word.clone(),
    }
}

/// On what occasion two people met.
#[must_use]
pub fn met_kind(kind: &MetKind) -> String {
    match kind {
        MetKind::Event => msg!("doorKindEvent"),
        MetKind::Introduced => msg!("doorKindIntroduced"),
        MetKind::Meeting => msg!("doorKindMeeting"),
        MetKind::Studies => msg!("doorKindStudies"),
        MetKind::Travel => msg!("doorKindTravel"),
        MetKind::Neighbours => msg!("doorKindNeighbours"),
        MetKind::Hobby => msg!("doorKindHobby"),
        MetKind::Other(word) => word.clone(),
    }
}

/// How close two people are.
#[must_use]
pub fn close_kind(kind: &CloseKind) -> String {
    match kind {
        CloseKind::Friend => msg!("doorKindFriend"),
        CloseKind::Family => msg!("doorKindFamily"),
        CloseKind::Partner => msg!("doorKindLifePartner"),
        CloseKind::InLaw => msg!("doorKindInLaw"),
        CloseKind::Other(word) => word.clone(),
    }
}

/// The verdict as a sentence with [`NAME`] in it: "You really know NAME: you worked together."
#[must_use]
pub fn verdict(verdict: &Verdict) -> String {
    match verdict {
        Verdict::ReallyKnow(doors) => {
            let reasons: Vec<String> = doors.iter().map(|door| reason(*door)).collect();
            msg!("commonReallyKnow", NAME, text::list(&reasons))
        }
        Verdict::NotYet(NotYet::NoMemory) => msg!("commonNoMemory", NAME),
        Verdict::NotYet(NotYet::DoorsDontCount(_)) => msg!("commonDoorsDontCount", NAME),
        Verdict::NotYet(NotYet::Parked(Some(day))) => msg!("commonParkedUntil", NAME, text::day(*day)),
        Verdict::NotYet(NotYet::Parked(None)) => msg!("commonParked", NAME),
        Verdict::NotYet(NotYet::DontKnow) => msg!("commonDontKnow", NAME),
        Verdict::NoAnswer => msg!("commonNoAnswer", NAME),
    }
}

fn reason(door: Door) -> String {
    match door {
        Door::Worked => msg!("doorWorkedReason"),
        Door::Met => msg!("doorMetReason"),
        Door::Close => msg!("doorCloseReason"),
    }
}

/// A standing in a word or two.
#[must_use]
pub fn standing(standing: Standing) -> String {
    match standing {
        Standing::NoAnswer => msg!("commonStandingNoAnswer"),
        Standing::ReallyKnow => msg!("commonStandingReallyKnow"),
        Standing::Parked => msg!("commonStandingParked"),
        Standing::NotQuite => msg!("commonStandingNotQuite"),
        Standing::DontKnow => msg!("commonStandingDontKnow"),
    }
}

/// A decision with [`NAME`] in it: "You accepted NAME".
#[must_use]
pub fn decided(what: &What) -> String {
    match what {
        What::Accepted => msg!("commonAccepted", NAME),
        What::Ignored => msg!("commonIgnored", NAME),
        What::NotYet => msg!("commonPutAside", NAME),
        What::AskedFirst => msg!("commonAskedFirst", NAME),
        What::SaidNo => msg!("commonSaidNo", NAME),
        What::DontKnow | What::Other(_) => msg!("commonSaidDontKnow", NAME),
    }
}

/// How often to be in touch.
#[must_use]
pub fn cadence(cadence: &Cadence) -> String {
    match cadence {
        Cadence::Never => msg!("touchNever"),
        Cadence::Month => msg!("touchMonth"),
        Cadence::Quarter => msg!("touchQuarter"),
        Cadence::HalfYear => msg!("touchHalfYear"),
        Cadence::Year => msg!("touchYear"),
        Cadence::Other(word) => word.clone(),
    }
}

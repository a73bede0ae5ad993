//! Every tag, and how many people have it.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::library::list::Brief;

/// So many changes are gathered at least, before they are worked in.
const GATHERED: usize = 1024;

/// Tags in the order of the alphabet. They are counted, so that a change needs no look at everybody.
#[derive(Clone, Debug, Default)]
pub(super) struct Tags {
    counts: Vec<(String, u32)>,
    /// Tags that somebody has no more, and has since, not worked in yet: while everybody is being read, there are many such portions.
    gone: Vec<String>,
    come: Vec<String>,
}

impl Tags {
    /// People went, and others came.
    pub fn change(&mut self, gone: &[Rc<Brief>], come: &[Rc<Brief>]) {
        self.gone.extend(of(gone));
        self.come.extend(of(come));
        // The more there are, the more are worked in together.
        if self.gone.len() + self.come.len() > GATHERED.max(self.counts.len() / 2) {
            self.work_in();
        }
    }

    fn work_in(&mut self) {
        let (come, gone) = (counted(std::mem::take(&mut self.come)), counted(std::mem::take(&mut self.gone)));
        if come == gone {
            return;
        }
        let more = merged(std::mem::take(&mut self.counts), come, |count, come| count + come);
        // Whatever goes was there.
        self.counts = merged(more, gone, u32::saturating_sub);
        self.counts.retain(|(_, count)| *count > 0);
    }

    pub fn iter(&mut self) -> impl ExactSizeIterator<Item = &str> {
        self.work_in();
        self.counts.iter().map(|(tag, _)| tag.as_str())
    }
}

fn of(people: &[Rc<Brief>]) -> impl Iterator<Item = String> {
    people.iter().filter_map(|brief| brief.said.as_ref()).flat_map(|said| said.tags.iter().cloned())
}

fn counted(mut tags: Vec<String>) -> Vec<(String, u32)> {
    tags.sort_unstable();
    let mut counted: Vec<(String, u32)> = Vec::new();
    for tag in tags {
        match counted.last_mut() {
            Some((last, count)) if *last == tag => *count += 1,
            _ => counted.push((tag, 1)),
        }
    }
    counted
}

/// Two counts as one; who is in both has both of their numbers.
fn merged(one: Vec<(String, u32)>, two: Vec<(String, u32)>, both: impl Fn(u32, u32) -> u32) -> Vec<(String, u32)> {
    let mut merged = Vec::with_capacity(one.len() + two.len());
    let (mut one, mut two) = (one.into_iter().peekable(), two.into_iter().peekable());
    loop {
        let order = match (one.peek(), two.peek()) {
            (Some((one, _)), Some((two, _))) => one.cmp(two),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return merged,
        };
        match order {
            Ordering::Less => merged.extend(one.next()),
            Ordering::Greater => merged.extend(two.next()),
            Ordering::Equal => {
                let (one, two) = (one.next(), two.next());
                merged.extend(one.zip(two).map(|((tag, count), (_, other))| (tag, both(count, other))));
            }
        }
    }
}

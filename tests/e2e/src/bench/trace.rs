//! What Chromium's own trace says of a page: how long each task held its main thread, and when its frames began.
//!
//! A trace comes as events, which `WebDriver` doesn't carry: the browser is spoken to over its own socket.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::browser::{Browser, Socket};

/// Tasks, frames, and the mark by which the page's thread is known.
const CATEGORIES: [&str; 4] = [
    "disabled-by-default-devtools.timeline",
    "devtools.timeline.frame",
    "disabled-by-default-devtools.timeline.frame",
    "blink.user_timing",
];
/// What the page says of itself in the trace.
const MARK: &str = "really-know-bench";

/// A trace that is being taken.
#[derive(Debug)]
pub struct Recording {
    socket: Socket,
}

/// What was going on in the page, in milliseconds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traced {
    /// How long each task held the page's main thread, from its beginning to its end.
    pub tasks: Vec<f64>,
    /// The same without the time in which the thread had no processor.
    pub work: Vec<f64>,
    /// From the beginning of one frame to that of the next. A page that wants frames all the time has one with each turn of
    /// the screen, unless something takes longer.
    pub frames: Vec<f64>,
}

impl Recording {
    /// Begins a trace of the present tab.
    pub async fn start(browser: &Browser) -> Result<Self> {
        let mut socket = Socket::open(&browser.devtools()?).await?;
        let config = json!({
            "recordMode": "recordAsMuchAsPossible", "excludedCategories": ["*"], "includedCategories": CATEGORIES,
        });
        socket.call(None, "Tracing.start", json!({ "traceConfig": config })).await?;
        browser.eval(&format!("performance.mark('{MARK}');"), vec![]).await?;
        Ok(Self { socket })
    }

    /// Ends it, and reads what it says of the page that was marked.
    pub async fn stop(mut self) -> Result<Traced> {
        self.socket.call(None, "Tracing.end", json!({})).await?;
        let mut events = Vec::new();
        loop {
            let mut message = self.socket.receive().await?;
            match message["method"].as_str() {
                Some("Tracing.dataCollected") => {
                    events.extend(message["params"]["value"].as_array_mut().map(std::mem::take).unwrap_or_default());
                }
                Some("Tracing.tracingComplete") => {
                    ensure!(message["params"]["dataLossOccurred"] != true, "a part of the trace was lost");
                    return read(&events);
                }
                _ => {}
            }
        }
    }
}

/// Reads the events of a trace.
fn read(events: &[Value]) -> Result<Traced> {
    let mark = events.iter().find(|event| event["name"] == MARK).context("the page is not in the trace")?;
    let (process, thread) = (&mark["pid"], &mark["tid"]);
    let ms = |event: &Value, name: &str| event[name].as_f64().map(|microseconds| microseconds / 1000.0);
    let tasks: Vec<&Value> = events
        .iter()
        .filter(|event| event["name"] == "RunTask" && event["pid"] == *process && event["tid"] == *thread)
        .collect();
    // Each of them once, on whichever thread it is written down.
    let begins = |event: &&Value| event["name"] == "BeginMainThreadFrame" && event["pid"] == *process;
    let mut begun: Vec<f64> = events.iter().filter(begins).filter_map(|event| ms(event, "ts")).collect();
    begun.sort_by(f64::total_cmp);
    Ok(Traced {
        tasks: tasks.iter().filter_map(|task| ms(task, "dur")).collect(),
        work: tasks.iter().filter_map(|task| ms(task, "tdur")).collect(),
        frames: begun.windows(2).map(|pair| pair[1] - pair[0]).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_marked_pages_thread_counts() {
        let event = |name: &str, pid: u32, tid: u32, ts: u32, dur: u32| json!({ "name": name, "pid": pid, "tid": tid, "ts": ts, "dur": dur, "tdur": dur / 2 });
        let events = [
            event("RunTask", 7, 1, 1000, 4000),
            event(MARK, 7, 1, 2000, 0),
            event("RunTask", 7, 2, 2000, 900_000),
            event("RunTask", 8, 1, 2000, 900_000),
            event("RunTask", 7, 1, 9000, 51_000),
            event("BeginMainThreadFrame", 7, 3, 70_000, 0),
            event("BeginMainThreadFrame", 7, 3, 20_000, 0),
            event("BeginMainThreadFrame", 8, 3, 30_000, 0),
        ];
        let traced = read(&events).unwrap();
        assert_eq!(traced, Traced { tasks: vec![4.0, 51.0], work: vec![2.0, 25.5], frames: vec![50.0] });
        assert!(read(&events[2..]).is_err(), "a page that isn't in it");
    }
}

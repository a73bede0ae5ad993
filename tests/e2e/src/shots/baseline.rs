//! Pictures of every view as they were when somebody looked at them and found them good, and the comparison with now.
//!
//! Letters are drawn differently on every machine. So pictures lie in a folder that is named by how a probe text comes out;
//! on a machine that draws it otherwise there is nothing to compare with, and that is said.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde_json::json;

use super::picture::{Difference, Picture};
use super::tour::{self, Camera, Part, Subject};
use crate::browser::{BLANK, Kind};
use crate::world::World;

/// What is done with the pictures that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    Compare,
    /// They are good: the next ones are compared with these.
    Accept,
}

/// Writes letters of three scripts, in both kinds of type, on the empty page.
const PROBE: &str = "document.body.replaceChildren(...['Palatino, serif', 'system-ui, sans-serif'].flatMap((family) => \
    [13, 15, 18, 24].map((size) => { const line = document.createElement('p'); line.textContent = 'Hamburgefonstiv 0123 كيف عرفت Ęğß'; \
    line.style.font = `${size}px ${family}`; line.style.margin = '4px'; return line; })));";

/// Keeps a caret from blinking in and out of the pictures.
const NO_CARET: &str = "if (!document.adoptedStyleSheets.length) { const sheet = new CSSStyleSheet(); \
    sheet.replaceSync('* { caret-color: transparent !important; }'); document.adoptedStyleSheets.push(sheet); }";

/// Walks past every view and compares it, or keeps it.
///
/// # Errors
/// If a view looks different, or can't be reached.
pub async fn tell(world: &mut World, language: &'static str, aim: Aim) -> Result<()> {
    if world.browser.kind != Kind::Chromium || world.kill {
        println!("        skipped: pictures are compared in Chromium, and once a run is enough");
        return Ok(());
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let print = fingerprint(world).await?;
    let kept = root.join("looks").join(&print).join(language);
    if aim == Aim::Compare && !kept.is_dir() {
        println!("        skipped: no pictures were taken where letters are drawn as here ({print});");
        println!("        `./build.sh shots --accept` takes them, for comparing what is changed later");
        return Ok(());
    }
    if aim == Aim::Accept && kept.is_dir() {
        std::fs::remove_dir_all(&kept)?;
    }
    let found = root.ancestors().nth(2).unwrap_or(root).join("target/looks").join(language);
    if found.is_dir() {
        std::fs::remove_dir_all(&found)?;
    }
    let mut comparing = Comparing { aim, language, kept, found, seen: Vec::new(), other: Vec::new() };
    tour::walk(world, language, &mut comparing).await?;
    comparing.finish()
}

/// How this machine draws letters, as a name for a folder.
async fn fingerprint(world: &World) -> Result<String> {
    let browser = &world.browser;
    browser.open_view(BLANK).await?;
    browser.set_size(640, 400).await?;
    browser.eval(PROBE, vec![]).await?;
    let picture = Picture::decode(&browser.web.screenshot_as_png().await?);
    browser.close_tab().await?;
    Ok(format!("{}-{:016x}", browser.kind.name(), picture?.print()))
}

struct Comparing {
    aim: Aim,
    language: &'static str,
    kept: PathBuf,
    /// Where what is different is put, beside how it was.
    found: PathBuf,
    seen: Vec<String>,
    other: Vec<String>,
}

/// The widths and heights in which a part is kept; the middle one of a list first.
fn sizes(part: Part) -> &'static [(u32, u32)] {
    match part {
        Part::Sidebar => &[(1280, 800), (640, 400), (360, 740)],
        // As wide as it makes itself.
        Part::Popup => &[(400, 600)],
        Part::Tab => &[(800, 720), (1280, 720), (360, 720)],
    }
}

impl Comparing {
    /// The themes in which a picture is kept. Colours have nothing to do with the language: in any but the first, one width will do
    /// in the dark.
    fn themes(&self, first: bool) -> &'static [(bool, &'static str)] {
        if first || self.language == super::COMPARED[0] {
            &[(true, "dark"), (false, "light")]
        } else {
            &[(false, "light")]
        }
    }
}

impl Camera for Comparing {
    async fn take(&mut self, world: &World, subject: Subject) -> Result<()> {
        let browser = &world.browser;
        for (n, &(width, height)) in sizes(subject.part).iter().enumerate() {
            browser.set_size(width, height).await?;
            subject.come_into_view(world).await?;
            browser.eval(NO_CARET, vec![]).await?;
            let mut part = [0, 0, usize::try_from(width)?, usize::try_from(height)?];
            if subject.part == Part::Sidebar {
                browser.enter_frame().await?;
                browser.eval(NO_CARET, vec![]).await?;
                browser.leave_frame().await?;
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "it is inside of the window"
                )]
                let rect = browser.frame_rect().await?.map(|side| side.max(0.0) as usize);
                part = rect;
            }
            for (dark, theme) in self.themes(n == 0) {
                browser.set_dark(*dark).await?;
                let picture = Picture::decode(&browser.picture().await?)?.cut(part).reduced();
                self.look(&format!("{}-{width}-{theme}.png", subject.name), &picture)?;
            }
        }
        let (width, height) = sizes(subject.part)[0];
        browser.set_size(width, height).await
    }
}

impl Comparing {
    fn look(&mut self, file: &str, now: &Picture) -> Result<()> {
        self.seen.push(file.to_owned());
        let kept = self.kept.join(file);
        if self.aim == Aim::Accept {
            return now.save(&kept);
        }
        if !kept.is_file() {
            self.other.push(format!("{file} is new"));
            return now.save(&self.found.join(file));
        }
        let before = Picture::decode(&std::fs::read(&kept)?)?;
        let difference = match now.difference(&before) {
            None => return Ok(()),
            Some(difference) => difference,
        };
        let (said, cells) = match difference {
            Difference::Size(was, is) => (format!("{file} was {was:?} and is {is:?} in size"), Vec::new()),
            Difference::Cells(cells) => (format!("{file} differs in {} places", cells.len()), cells),
        };
        self.other.push(said);
        before.save(&self.found.join(format!("was-{file}")))?;
        now.with_marked(&cells).save(&self.found.join(format!("marked-{file}")))?;
        now.save(&self.found.join(file))
    }

    /// Says what is different, and what is no longer there.
    fn finish(mut self) -> Result<()> {
        for entry in std::fs::read_dir(&self.kept)? {
            let file = entry?.file_name().to_string_lossy().into_owned();
            if !self.seen.contains(&file) {
                self.other.push(format!("{file} was not seen"));
            }
        }
        if self.other.is_empty() {
            return Ok(());
        }
        bail!(
            "{}; see {}. If that is how it should look: ./build.sh shots --accept",
            json!(self.other),
            self.found.display()
        )
    }
}

//! Contact sheets: every picture of a browser, a language and a theme on one page.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::{Value, json};

use super::tour::{Camera, Part, Subject};
use crate::browser::{Browser, Kind};
use crate::world::World;

/// The colours in which everything is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    /// Colours of the user's own choosing, which Chromium can play.
    Forced,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Forced];

    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Forced => "forced",
        }
    }

    async fn wear(self, browser: &Browser) -> Result<()> {
        if self == Self::Forced {
            let features = json!([{ "name": "forced-colors", "value": "active" }]);
            return browser.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await.map(drop);
        }
        browser.set_dark(self == Self::Dark).await
    }
}

/// Widths and heights in which a part is seen. 640 x 400 is the usual window at 200 %.
fn sizes(part: Part) -> &'static [(u32, u32)] {
    match part {
        Part::Sidebar => &[(1280, 800), (640, 400), (360, 740)],
        Part::Popup => &[(400, 600)],
        Part::Tab => &[(1400, 1000), (800, 1000), (640, 400), (320, 1000)],
    }
}

struct Shot {
    theme: Theme,
    subject: &'static str,
    width: u32,
    /// Within the folder.
    file: String,
}

/// Takes every view in every size and theme, and puts the pictures on sheets.
pub struct Sheets {
    folder: PathBuf,
    language: &'static str,
    shots: Vec<Shot>,
}

impl Sheets {
    /// Pictures go into this folder, which is one language's in one browser.
    #[must_use]
    pub fn new(folder: PathBuf, language: &'static str) -> Self {
        Self { folder, language, shots: Vec::new() }
    }

    /// How many pictures were taken.
    #[must_use]
    pub fn count(&self) -> usize {
        self.shots.len()
    }

    /// Writes one page for each theme, and has the browser draw it as one picture. Answers the pictures.
    ///
    /// # Errors
    /// If a file can't be written or drawn.
    pub async fn finish(&self, world: &World) -> Result<Vec<PathBuf>> {
        let mut sheets = Vec::new();
        world.browser.set_dark(false).await?;
        for theme in Theme::ALL {
            if !self.shots.iter().any(|shot| shot.theme == theme) {
                continue;
            }
            let page = self.folder.join(format!("{}.html", theme.name()));
            std::fs::write(&page, self.html(world.browser.kind, theme))?;
            let picture = page.with_extension("png");
            draw(&world.browser, &page, &picture).await?;
            sheets.push(picture);
        }
        Ok(sheets)
    }

    fn html(&self, kind: Kind, theme: Theme) -> String {
        let title = format!("{}, {}, {}", kind.name(), self.language, theme.name());
        let mut html = head(&title);
        let mut row = "";
        for shot in self.shots.iter().filter(|shot| shot.theme == theme) {
            // Popups are small enough for one row.
            let now = if shot.subject.starts_with("popup") { "popup" } else { shot.subject };
            if now != row {
                row = now;
                html.push_str("<hr>\n");
            }
            let Shot { subject, width, file, .. } = shot;
            // Everything at half its size.
            let shown = width / 2;
            let _ = writeln!(
                html,
                "<figure><a href=\"{file}\"><img src=\"{file}\" width=\"{shown}\" alt=\"\"></a><figcaption>{subject}, {width} px</figcaption></figure>"
            );
        }
        html
    }
}

impl Camera for Sheets {
    async fn take(&mut self, world: &World, subject: Subject) -> Result<()> {
        let browser = &world.browser;
        for &(width, height) in sizes(subject.part) {
            browser.set_size(width, height).await?;
            // Firefox's windows have a smallest width.
            let shown = browser.eval("return innerWidth;", vec![]).await?;
            let shown = shown.as_u64().and_then(|shown| u32::try_from(shown).ok()).unwrap_or(width);
            if self.shots.iter().any(|shot| (shot.subject, shot.width) == (subject.name, shown)) {
                continue;
            }
            subject.come_into_view(world).await?;
            for theme in Theme::ALL {
                // The sidebar's frame is in another process, which the driver's command doesn't reach.
                let possible = browser.kind == Kind::Chromium && subject.part != Part::Sidebar;
                if theme == Theme::Forced && !(possible && (width, height) == sizes(subject.part)[0]) {
                    continue;
                }
                theme.wear(browser).await?;
                let file = format!("{}-{shown}-{}.png", subject.name, theme.name());
                browser.shot(&self.folder.join(&file)).await?;
                self.shots.push(Shot { theme, subject: subject.name, width: shown, file });
            }
        }
        browser.set_dark(false).await?;
        let (width, height) = sizes(subject.part)[0];
        browser.set_size(width, height).await
    }
}

/// Has the browser draw a page as one picture.
async fn draw(browser: &Browser, page: &Path, picture: &Path) -> Result<()> {
    browser.new_tab().await?;
    browser.set_size(1800, 1000).await?;
    browser.open(&format!("file://{}", page.display())).await?;
    let height = browser.eval("return document.documentElement.scrollHeight;", vec![]).await?;
    let height = height.as_u64().and_then(|height| u32::try_from(height).ok()).unwrap_or(1000);
    browser.set_size(1800, height.min(16_000)).await?;
    browser.shot(picture).await?;
    browser.close_tab().await
}

fn head(title: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><style>\
         body {{ margin: 16px; background: #777; color: #fff; font: 14px/1.4 system-ui, sans-serif; }} \
         main {{ display: flex; flex-wrap: wrap; align-items: start; gap: 16px; }} figure {{ margin: 0; }} \
         hr {{ inline-size: 100%; margin: 0; border: 0; }} img {{ display: block; max-width: 100%; height: auto; }} a {{ color: inherit; }}</style><h1>{title}</h1><main>\n"
    )
}

/// One page that leads to all sheets.
///
/// # Errors
/// If it can't be written.
pub fn index(folder: &Path, sheets: &[PathBuf]) -> Result<PathBuf> {
    let mut html = head("Really Know, every view");
    for sheet in sheets {
        let name = sheet.strip_prefix(folder).unwrap_or(sheet).display().to_string();
        let page = name.replace(".png", ".html");
        let _ = writeln!(
            html,
            "<figure><a href=\"{page}\"><img src=\"{name}\" width=\"560\" alt=\"\"></a><figcaption>{page}</figcaption></figure>"
        );
    }
    let path = folder.join("index.html");
    std::fs::write(&path, html)?;
    Ok(path)
}

/// Whether the browser has letters for a language: two of its characters then don't look the same, and Japanese ones are as wide
/// as they are high (Firefox draws a box with the character's number, which is narrower).
///
/// # Errors
/// If the browser doesn't answer.
pub async fn has_letters(world: &World, language: &str) -> Result<bool> {
    let (letters, wide) = match language {
        "ja" => ("人間", true),
        "ar" => ("كع", false),
        _ => ("ag", false),
    };
    let script = "const [letters, wide] = arguments; const draw = (text) => { \
        const canvas = document.createElement('canvas'); canvas.width = canvas.height = 64; \
        const on = canvas.getContext('2d'); on.font = '40px sans-serif'; on.fillText(text, 8, 48); \
        return [on.getImageData(0, 0, 64, 64).data.join(), on.measureText(text).width]; }; \
        const [[one, width], [other]] = [...letters].map(draw); \
        return one !== other && (!wide || Math.abs(width - 40) < 1);";
    Ok(world.browser.eval(script, vec![json!(letters), json!(wide)]).await? == Value::Bool(true))
}

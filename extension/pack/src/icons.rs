//! The icons, drawn from vector sources. They are not committed: their sources are.

use std::fs;
use std::path::Path;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::{Error, Files};

/// Width and height in pixels, and the source it is drawn from: the smallest size has one of its own, whose edges fall
/// between pixels.
const ICONS: [(u32, &str); 4] = [(16, "mark-16.svg"), (32, "mark.svg"), (48, "mark.svg"), (128, "mark.svg")];

/// The paths of the icons in a package.
pub fn names() -> impl Iterator<Item = String> {
    ICONS.iter().map(|(size, _)| format!("icons/{size}.png"))
}

/// Draws every icon, as `icons/SIZE.png`.
///
/// # Errors
/// If a source can't be read or drawn.
pub fn render_all(folder: &Path) -> Result<Files, Error> {
    names().zip(ICONS).map(|(name, (size, source))| Ok((name, render(folder, source, size)?))).collect()
}

fn render(folder: &Path, name: &'static str, size: u32) -> Result<Vec<u8>, Error> {
    let path = folder.join(name);
    let svg = fs::read(&path).map_err(Error::io(&path))?;
    let bad = |reason: String| Error::Icon { name, reason };
    let tree = Tree::from_data(&svg, &Options::default()).map_err(|error| bad(error.to_string()))?;
    let mut pixels = Pixmap::new(size, size).ok_or_else(|| bad("it has no size".into()))?;
    #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
    let scale = size as f32 / tree.size().width();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| bad(error.to_string()))
}

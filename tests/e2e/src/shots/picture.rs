//! Pictures as rows of red, green and blue, and what is different between two of them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};

/// A picture without transparency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
    /// Row by row, three bytes a pixel.
    pixels: Vec<u8>,
}

/// A palette has no room for more.
const COLOURS: usize = 256;
/// Cells are compared, not pixels: this many pixels wide and high.
const CELL: usize = 8;
/// A cell whose colours differ by this much on average (of 255) shows something else. The edges of letters that are drawn
/// a little differently stay below a third of it.
const ELSE: u32 = 10;
/// A cell that differs by this much is another shade, or its letters are drawn differently.
const SHADE: u32 = 3;
/// So many of all cells may: the letters of a page stand in fewer, its paper in most.
const SHADES_ALLOWED: f64 = 0.25;

/// What is different between two pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The sizes: that before, and that now.
    Size([usize; 2], [usize; 2]),
    /// The corners of cells that show something else.
    Cells(Vec<[usize; 2]>),
}

impl Picture {
    /// Reads a PNG as browsers make them, or as [`Self::save`] does.
    ///
    /// # Errors
    /// If it is none, or has 16 bits.
    pub fn decode(png: &[u8]) -> Result<Self> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().context("no PNG")?;
        let mut bytes = vec![0; reader.output_buffer_size().context("a picture without end")?];
        let info = reader.next_frame(&mut bytes)?;
        ensure!(info.bit_depth == png::BitDepth::Eight, "a PNG with {:?} bits", info.bit_depth);
        let samples = info.color_type.samples();
        ensure!(samples >= 3, "a PNG without colours");
        let (width, height) = (usize::try_from(info.width)?, usize::try_from(info.height)?);
        let pixels = bytes.chunks_exact(samples).take(width * height).flat_map(|pixel| &pixel[..3]).copied().collect();
        Ok(Self { width, height, pixels })
    }

    /// Writes it as a PNG, as small as it gets: with [`COLOURS`] colours at most, which makes it half as large. Which colours are
    /// left out is seen in the edges of letters, if at all.
    ///
    /// # Errors
    /// If the file can't be written.
    pub fn save(&self, path: &Path) -> Result<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = std::fs::File::create(path).with_context(|| format!("writing {}", path.display()))?;
        let mut encoder = png::Encoder::new(file, u32::try_from(self.width)?, u32::try_from(self.height)?);
        let (colours, places) = self.palette();
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(colours.concat());
        // Neighbours in a palette have nothing to do with each other.
        encoder.set_filter(png::Filter::NoFilter);
        encoder.set_compression(png::Compression::High);
        encoder.write_header()?.write_image_data(&places)?;
        Ok(())
    }

    /// Its most frequent colours, and for each pixel the place of its own among them, or of the nearest.
    fn palette(&self) -> (Vec<[u8; 3]>, Vec<u8>) {
        let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
        for pixel in self.pixels.as_chunks::<3>().0 {
            *counts.entry(*pixel).or_default() += 1;
        }
        let mut colours: Vec<([u8; 3], usize)> = counts.into_iter().collect();
        colours.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let kept: Vec<[u8; 3]> = colours.iter().take(COLOURS).map(|(colour, _)| *colour).collect();
        let place = |colour: [u8; 3]| {
            let nearest = kept.iter().enumerate().min_by_key(|(_, kept)| distance(**kept, colour));
            nearest.and_then(|(place, _)| u8::try_from(place).ok()).unwrap_or_default()
        };
        let places: BTreeMap<[u8; 3], u8> = colours.iter().map(|(colour, _)| (*colour, place(*colour))).collect();
        let pixels = self.pixels.as_chunks::<3>().0;
        (kept, pixels.iter().map(|pixel| places.get(pixel).copied().unwrap_or_default()).collect())
    }

    /// A part of it: left, top, width, height. What reaches over its edges is left out.
    #[must_use]
    pub fn cut(&self, [left, top, width, height]: [usize; 4]) -> Self {
        let (width, height) = (width.min(self.width.saturating_sub(left)), height.min(self.height.saturating_sub(top)));
        let row = |y: usize| &self.pixels[((top + y) * self.width + left) * 3..][..width * 3];
        Self { width, height, pixels: (0..height).flat_map(row).copied().collect() }
    }

    /// Half as wide and high, in 32 shades of each colour: small to keep, and still a picture of every letter.
    #[must_use]
    pub fn reduced(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            for x in 0..width {
                for colour in 0..3 {
                    let at = |dx: usize, dy: usize| u16::from(self.at(2 * x + dx, 2 * y + dy)[colour]);
                    let mean = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1) + 2) / 4;
                    let shade = (mean * 31 + 127) / 255;
                    pixels.push(u8::try_from(shade * 255 / 31).unwrap_or(u8::MAX));
                }
            }
        }
        Self { width, height, pixels }
    }

    /// What is different here from how it was before; nothing if only edges and shades are.
    #[must_use]
    pub fn difference(&self, before: &Self) -> Option<Difference> {
        let size = |of: &Self| [of.width, of.height];
        if size(self) != size(before) {
            return Some(Difference::Size(size(before), size(self)));
        }
        let corners = (0..self.height).step_by(CELL).flat_map(|y| (0..self.width).step_by(CELL).map(move |x| [x, y]));
        let cells: Vec<([usize; 2], u32)> = corners.map(|corner| (corner, self.cell(before, corner))).collect();
        let above = |least: u32| cells.iter().filter(move |(_, by)| *by >= least).map(|(corner, _)| *corner);
        let (other, shades) = (above(ELSE).collect::<Vec<_>>(), above(SHADE).collect::<Vec<_>>());
        #[expect(clippy::cast_precision_loss, reason = "pictures are small")]
        let allowed = cells.len() as f64 * SHADES_ALLOWED;
        #[expect(clippy::cast_precision_loss, reason = "pictures are small")]
        let many = shades.len() as f64 > allowed;
        match (other.is_empty(), many) {
            (true, false) => None,
            (false, false) => Some(Difference::Cells(other)),
            (_, true) => Some(Difference::Cells(shades)),
        }
    }

    /// By how much a cell differs on average, by its most different colour in each pixel.
    fn cell(&self, before: &Self, [left, top]: [usize; 2]) -> u32 {
        let (mut sum, mut count) = (0, 0);
        for y in top..(top + CELL).min(self.height) {
            for x in left..(left + CELL).min(self.width) {
                let pairs = self.at(x, y).into_iter().zip(before.at(x, y));
                sum += pairs.map(|(now, was)| u32::from(now.abs_diff(was))).max().unwrap_or_default();
                count += 1;
            }
        }
        sum / count
    }

    fn at(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * 3;
        [self.pixels[at], self.pixels[at + 1], self.pixels[at + 2]]
    }

    /// The same with the given cells tinted.
    #[must_use]
    pub fn with_marked(&self, cells: &[[usize; 2]]) -> Self {
        let mut marked = self.clone();
        for &[left, top] in cells {
            for y in top..(top + CELL).min(self.height) {
                for x in left..(left + CELL).min(self.width) {
                    marked.pixels[(y * self.width + x) * 3] = u8::MAX;
                }
            }
        }
        marked
    }

    /// A number that is another one for nearly every other picture (FNV-1a).
    #[must_use]
    pub fn print(&self) -> u64 {
        self.pixels
            .iter()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

/// How far two colours are from each other.
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    a.into_iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet with a button, of which the edges can be soft, as antialiasing makes them.
    fn sheet(button: [u8; 3], left: usize, edge: u8) -> Picture {
        let (width, height) = (160, 96);
        let mut pixels = Vec::new();
        for y in 0..height {
            for x in 0..width {
                let inside = (left..left + 40).contains(&x) && (40..56).contains(&y);
                let on_edge = inside && (x == left || x == left + 39);
                let paper = [250, 245, 236_u8];
                let soft = |(colour, paper): (u8, u8)| {
                    let mixed = (u16::from(colour) * u16::from(255 - edge) + u16::from(paper) * u16::from(edge)) / 255;
                    u8::try_from(mixed).unwrap()
                };
                let mut pairs = button.into_iter().zip(paper);
                pixels.extend(match (inside, on_edge) {
                    (_, true) => [(); 3].map(|()| soft(pairs.next().unwrap())),
                    (true, _) => button,
                    (false, _) => paper,
                });
            }
        }
        Picture { width, height, pixels }
    }

    const AUBERGINE: [u8; 3] = [111, 44, 72];

    #[test]
    fn the_same_and_antialiasing_pass() {
        let before = sheet(AUBERGINE, 40, 0).reduced();
        assert_eq!(before.difference(&before), None);
        assert_eq!(sheet(AUBERGINE, 40, 90).reduced().difference(&before), None, "softer edges");
        assert_eq!(sheet([113, 46, 74], 40, 0).reduced().difference(&before), None, "a shade that nobody sees");
    }

    #[test]
    fn what_moved_or_changed_its_colour_fails() {
        let before = sheet(AUBERGINE, 40, 0).reduced();
        let moved = sheet(AUBERGINE, 44, 0).reduced().difference(&before);
        assert!(matches!(&moved, Some(Difference::Cells(cells)) if cells.len() >= 2), "by four pixels: {moved:?}");
        let recoloured = sheet([47, 97, 68], 40, 0).reduced().difference(&before);
        let Some(Difference::Cells(cells)) = recoloured else { panic!("recoloured") };
        assert!(cells.iter().all(|[x, y]| (16..40).contains(x) && (16..32).contains(y)), "only the button: {cells:?}");
        let mut gone = sheet([250, 245, 236], 40, 0).reduced();
        assert!(gone.difference(&before).is_some(), "gone");
        gone.pixels.iter_mut().for_each(|colour| *colour = colour.saturating_sub(4));
        let paper = sheet([250, 245, 236], 40, 0).reduced();
        assert!(gone.difference(&paper).is_some(), "the whole paper a little darker");
    }

    #[test]
    fn another_size_is_told() {
        let before = sheet(AUBERGINE, 40, 0);
        let now = before.cut([0, 0, 100, 96]);
        assert_eq!(now.difference(&before), Some(Difference::Size([160, 96], [100, 96])));
    }

    #[test]
    fn what_was_saved_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/one.png");
        let picture = sheet(AUBERGINE, 40, 0).cut([30, 30, 500, 50]);
        assert_eq!((picture.width, picture.height), (130, 50));
        picture.save(&path).unwrap();
        assert_eq!(Picture::decode(&std::fs::read(path).unwrap()).unwrap(), picture);
        assert!(Picture::decode(b"no picture").is_err());
    }

    #[test]
    fn what_has_too_many_colours_is_kept_nearly() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("many.png");
        let (width, height) = (64, 64);
        // 4096 colours, none of them twice; and a button, of which every pixel is the same.
        let mut picture = Picture { width, height, pixels: Vec::new() };
        for at in 0..width * height {
            let shade = |by: usize| u8::try_from(at / by % 16 * 17).unwrap();
            let button = at / width > 40 && at % width > 40;
            picture.pixels.extend(if button { AUBERGINE } else { [shade(1), shade(16), shade(256)] });
        }
        picture.save(&path).unwrap();
        let kept = Picture::decode(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(kept.at(50, 50), AUBERGINE);
        let colours = kept.palette().0;
        assert_eq!(colours.len(), COLOURS);
        for (now, was) in kept.pixels.as_chunks::<3>().0.iter().zip(picture.pixels.as_chunks::<3>().0) {
            let nearest = colours.iter().map(|colour| distance(*colour, *was)).min();
            assert_eq!(Some(distance(*now, *was)), nearest, "{was:?} became {now:?}");
        }
    }

    #[test]
    fn pictures_have_prints() {
        assert_eq!(sheet(AUBERGINE, 40, 0).print(), sheet(AUBERGINE, 40, 0).print());
        assert_ne!(sheet(AUBERGINE, 40, 0).print(), sheet(AUBERGINE, 41, 0).print());
    }
}

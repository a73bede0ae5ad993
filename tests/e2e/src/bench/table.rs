//! Samples, what is aimed at, and the table that shows both.

use std::fmt::Write;

/// What a row should stay below.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// Half of the samples.
    Median(f64),
    /// Nineteen of twenty samples.
    P95(f64),
    /// Every sample.
    Most(f64),
}

impl Aim {
    /// Whether the samples meet it.
    pub fn is_met(self, spread: &Spread) -> bool {
        match self {
            Self::Median(limit) => spread.median < limit,
            Self::P95(limit) => spread.p95 < limit,
            Self::Most(limit) => spread.most < limit,
        }
    }

    fn in_words(self) -> String {
        match self {
            Self::Median(limit) => format!("median < {}", number(limit)),
            Self::P95(limit) => format!("p95 < {limit}"),
            Self::Most(limit) => format!("most < {limit}"),
        }
    }
}

/// How samples are spread.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub least: f64,
    pub median: f64,
    pub p95: f64,
    pub most: f64,
}

impl Spread {
    /// Nearest ranks, so that every figure is one that was measured; `None` for no samples.
    pub fn of(samples: &[f64]) -> Option<Self> {
        let mut sorted = samples.to_vec();
        sorted.sort_by(f64::total_cmp);
        let rank = |percent: usize| sorted.get((sorted.len() * percent).div_ceil(100).max(1) - 1).copied();
        Some(Self { least: *sorted.first()?, median: rank(50)?, p95: rank(95)?, most: *sorted.last()? })
    }
}

/// One thing that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where: a browser, or a package.
    place: &'static str,
    what: String,
    unit: &'static str,
    samples: Vec<f64>,
    aim: Option<Aim>,
    /// The median of what the same machine did at the same time without us.
    reference: Option<f64>,
}

impl Row {
    /// Samples in milliseconds.
    pub fn ms(place: &'static str, what: impl Into<String>, samples: Vec<f64>) -> Self {
        Self { place, what: what.into(), unit: "ms", samples, aim: None, reference: None }
    }

    /// One size, in thousands of bytes.
    pub fn kb(place: &'static str, what: impl Into<String>, bytes: u64) -> Self {
        // Sizes are far below 2^52.
        let size = bytes as f64 / 1000.0;
        Self { place, what: what.into(), unit: "KB", samples: vec![size], aim: None, reference: None }
    }

    /// How many.
    pub fn count(place: &'static str, what: impl Into<String>, count: u64) -> Self {
        Self { place, what: what.into(), unit: "", samples: vec![count as f64], aim: None, reference: None }
    }

    /// With an aim.
    pub fn aims(self, aim: Aim) -> Self {
        Self { aim: Some(aim), ..self }
    }

    /// Compared with what the machine did without us.
    pub fn beside(self, reference: &[f64]) -> Self {
        Self { reference: Spread::of(reference).map(|spread| spread.median), ..self }
    }

    /// Whether it was measured and meets its aim.
    fn is_good(&self) -> bool {
        self.aim.zip(Spread::of(&self.samples)).is_some_and(|(aim, spread)| aim.is_met(&spread))
    }

    fn line(&self) -> String {
        let Some(spread) = Spread::of(&self.samples) else {
            return format!("{:8}  {:67} {:>4}  nothing was measured", self.place, self.what, 0);
        };
        let figures = if self.samples.len() == 1 {
            format!("{:>9} {:>9} {:>9} {:>9}", "", number(spread.median), "", "")
        } else {
            let Spread { least, median, p95, most } = spread;
            format!("{:>9} {:>9} {:>9} {:>9}", number(least), number(median), number(p95), number(most))
        };
        let aim = match self.aim {
            Some(aim) => format!("{:13} {}", aim.in_words(), if aim.is_met(&spread) { "met" } else { "MISSED" }),
            None => String::new(),
        };
        let ratio = match self.reference.filter(|reference| *reference > 0.0) {
            Some(reference) => format!("{:.1}", spread.median / reference),
            None => String::new(),
        };
        let line = format!(
            "{:8}  {:67} {:>4} {figures} {:2} {ratio:>6}  {aim}",
            self.place,
            self.what,
            self.samples.len(),
            self.unit,
        );
        line.trim_end().to_owned()
    }
}

/// Three digits that say something, no more.
fn number(value: f64) -> String {
    if value >= 99.95 {
        format!("{value:.0}")
    } else if value >= 9.995 {
        format!("{value:.1}")
    } else {
        format!("{value:.2}")
    }
}

/// The table as text.
pub fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:8}  {:67} {:>4} {:>9} {:>9} {:>9} {:>9} {:2} {:>6}  aim\n",
        "", "", "n", "least", "median", "p95", "most", "", "× ref"
    );
    let mut place = "";
    for row in rows {
        if row.place != place && !place.is_empty() {
            text.push('\n');
        }
        place = row.place;
        let _ = writeln!(text, "{}", row.line());
    }
    let aims = rows.iter().filter(|row| row.aim.is_some()).count();
    let met = rows.iter().filter(|row| row.is_good()).count();
    let _ = writeln!(text, "\n{met} of {aims} aims met");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_measured_ones() {
        let samples: Vec<f64> = (1..=40).rev().map(f64::from).collect();
        assert_eq!(Spread::of(&samples), Some(Spread { least: 1.0, median: 20.0, p95: 38.0, most: 40.0 }));
        assert_eq!(Spread::of(&[7.0]).map(|spread| (spread.least, spread.p95)), Some((7.0, 7.0)));
        assert_eq!(Spread::of(&[]), None);
    }

    #[test]
    fn an_aim_looks_at_its_figure() {
        let spread = Spread { least: 1.0, median: 2.0, p95: 3.0, most: 9.0 };
        assert!(Aim::Median(2.1).is_met(&spread) && !Aim::Median(2.0).is_met(&spread));
        assert!(Aim::P95(3.1).is_met(&spread) && !Aim::P95(3.0).is_met(&spread));
        assert!(Aim::Most(9.1).is_met(&spread) && !Aim::Most(9.0).is_met(&spread));
    }

    #[test]
    fn the_table_says_what_is_met() {
        let rows = [
            Row::ms("chromium", "a question", vec![10.0, 20.0, 300.0]).aims(Aim::P95(100.0)).beside(&[10.0]),
            Row::kb("dist", "a module", 123_456),
            Row::ms("dist", "nothing", vec![]).aims(Aim::Most(1.0)),
        ];
        let table = table(&rows);
        assert!(table.contains("20.0       300       300 ms    2.0  p95 < 100     MISSED"), "{table}");
        assert!(table.contains("nothing was measured") && table.contains("123"), "{table}");
        assert!(table.ends_with("\n0 of 2 aims met\n"), "{table}");
    }
}

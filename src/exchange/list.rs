//! Several values in one cell: `bees; boats`. A `;` inside of a value is written `\;`.

/// One cell for all of them.
#[must_use]
pub fn join<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.replace('\\', "\\\\").replace(';', "\\;")).collect();
    items.join("; ")
}

/// The values of a cell, without the white space around them; blank ones are left out.
#[must_use]
pub fn split(cell: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = String::new();
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => items.push(std::mem::take(&mut item)),
            '\\' => match chars.next() {
                Some(escaped @ (';' | '\\')) => item.push(escaped),
                other => {
                    item.push('\\');
                    item.extend(other);
                }
            },
            c => item.push(c),
        }
    }
    items.push(item);
    items.iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_type() {
        assert_eq!(split(" bees ;boats;; C:\\x "), ["bees", "boats", "C:\\x"]);
        assert_eq!(join(["a;b", "c\\"]), "a\\;b; c\\\\");
    }

    proptest! {
        #[test]
        fn values_come_back(items in proptest::collection::vec("[^\\s](.*[^\\s])?", 0..5)) {
            prop_assert_eq!(split(&join(items.iter().map(String::as_str))), items);
        }
    }
}

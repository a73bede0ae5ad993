//! The extension speaks the browser's language.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::three_in;
use crate::pages::sidebar::{Sidebar, hook};
use crate::pages::views::Page;
use crate::wait::until;
use crate::world::World;

/// A page's language and direction.
const ROOT: &str = "const root = document.documentElement; return [root.lang, root.dir];";

/// Words that have to be seen in a language.
struct Words {
    language: &'static str,
    direction: &'static str,
    /// The sidebar's question, without the name.
    question: &'static str,
    /// What the popup says before anybody is in it.
    nobody: &'static str,
    /// The dashboard's first room.
    people: &'static str,
}

pub async fn speaks_german(world: &mut World) -> Result<()> {
    let words = Words {
        language: "de",
        direction: "ltr",
        question: "Woher kennst du",
        nobody: "Noch niemand hier",
        people: "Menschen",
    };
    speaks(world, &words).await
}

pub async fn speaks_arabic(world: &mut World) -> Result<()> {
    let words =
        Words {
            language: "ar", direction: "rtl", question: "كيف عرفت", nobody: "لا أحد هنا بعد", people: "الأشخاص"
        };
    speaks(world, &words).await
}

/// Chosen in the settings of a browser that speaks another one.
pub async fn another_language_is_chosen(world: &mut World) -> Result<()> {
    let arabic =
        Words {
            language: "ar", direction: "rtl", question: "كيف عرفت", nobody: "لا أحد هنا بعد", people: "الأشخاص"
        };
    let english = Words {
        language: "en-US",
        direction: "ltr",
        question: "How do you know",
        nobody: "Nobody here yet",
        people: "Nobody is here yet",
    };
    for (words, choice) in [(&arabic, "ar"), (&english, "")] {
        world.step(&format!("chooses “{choice}”")).await?;
        world.browser.open_view("dashboard.html#settings/language").await?;
        let there = async || world.browser.eval("return !!document.querySelector('#ui-language');", vec![]).await;
        until("the choice", there, |there| *there == json!(true)).await?;
        let choose = "const it = document.querySelector('#ui-language'); it.value = arguments[0]; \
                      it.dispatchEvent(new Event('change', { bubbles: true })); return null;";
        world.browser.eval(choose, vec![json!(choice)]).await?;
        // The page begins anew.
        let root = async || world.browser.eval(ROOT, vec![]).await;
        until("the settings in that language", root, |root| *root == json!([words.language, words.direction])).await?;
        world.picture().await?;
        world.browser.close_tab().await?;
        speaks(world, words).await?;
    }
    Ok(())
}

pub async fn speaks_japanese(world: &mut World) -> Result<()> {
    let words =
        Words {
            language: "ja", direction: "ltr", question: "どんなお知り合いですか", nobody: "まだ", people: "人"
        };
    speaks(world, &words).await
}

async fn speaks(world: &mut World, words: &Words) -> Result<()> {
    world.request(json!({ "consent": { "answer": "yes" } })).await?;
    world.open_invitations(three_in("sdui2026", words.language)).await?;
    world.step("the sidebar asks").await?;
    Sidebar(&world.browser).asks_about("Mia Sample").await?;
    Sidebar(&world.browser).shows(&hook("question"), words.question).await?;
    is_written_in(words, &Sidebar(&world.browser).eval(ROOT, vec![]).await?)?;

    for (view, text) in [("popup.html", words.nobody), ("dashboard.html", words.people)] {
        world.step(view).await?;
        world.browser.open_view(view).await?;
        Page(&world.browser).shows("main", text).await?;
        is_written_in(words, &world.browser.eval(ROOT, vec![]).await?)?;
        world.picture().await?;
        world.browser.close_tab().await?;
    }
    Ok(())
}

fn is_written_in(words: &Words, root: &Value) -> Result<()> {
    ensure!(*root == json!([words.language, words.direction]), "the page says it is {root}");
    Ok(())
}

//! Checks that the parts of the extension fit together, and that each of these checks can fail.

mod checks;
mod languages;
mod scan;
mod world;

use checks::Problems;
use serde_json::{Value, json};
use world::World;

type Check = fn(&World) -> Problems;

#[track_caller]
fn holds(check: Check) {
    let problems = check(&World::read());
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// Changes a copy of the world, and expects the check to say so in words that contain `said`.
#[track_caller]
fn notices(check: Check, said: &str, change: impl FnOnce(&mut World)) {
    let mut world = World::read();
    let before = check(&world);
    change(&mut world);
    let new: Problems = check(&world).into_iter().filter(|problem| !before.contains(problem)).collect();
    assert!(new.iter().any(|problem| problem.contains(said)), "expected \"{said}\" among {new:#?}");
}

fn put(name: &str, text: &str) -> impl FnOnce(&mut World) {
    move |world| {
        world.files.insert(name.into(), text.into());
    }
}

#[test]
fn files_that_the_manifests_name_exist() {
    holds(checks::manifest_files_exist);
    notices(checks::manifest_files_exist, "sidebar.js", |world| {
        world.firefox["background"]["scripts"] = json!(["sidebar.js"]);
    });
    notices(checks::manifest_files_exist, "icons/64.png", |world| world.chrome["icons"]["64"] = json!("icons/64.png"));
}

#[test]
fn files_refer_only_to_files_that_exist() {
    holds(checks::references_exist);
    notices(checks::references_exist, "js/gone.js", put("x.html", "<script src=\"js/gone.js\"></script>"));
    notices(checks::references_exist, "styles/gone.css", put("x.html", "<link rel=\"x\" href=\"styles/gone.css\">"));
    notices(checks::references_exist, "./gone.js", put("js/x.js", "import init from \"./gone.js\";"));
    notices(checks::references_exist, "gone.html", put("js/x.js", "open(chrome.runtime.getURL(\"gone.html\"));"));
    notices(checks::references_exist, "../../x.js", put("js/x.js", "import \"../../x.js\";"));
}

#[test]
fn scripts_import_only_what_modules_export() {
    holds(checks::imports_are_exported);
    let import = "import init, { onNothing } from \"../wasm/background.js\";";
    notices(checks::imports_are_exported, "imports onNothing", put("js/x.js", import));
}

#[test]
fn nothing_is_shipped_that_nothing_refers_to() {
    holds(checks::nothing_is_orphaned);
    notices(checks::nothing_is_orphaned, "js/lonely.js", put("js/lonely.js", ""));
    notices(checks::nothing_is_orphaned, "styles/lonely.css", put("styles/lonely.css", ""));
}

#[test]
fn pages_have_no_script_or_style_inside() {
    holds(checks::pages_are_plain);
    notices(checks::pages_are_plain, "script inside", put("x.html", "<script>alert(1)</script>"));
    notices(checks::pages_are_plain, "script inside", put("x.html", "<script src=\"a.js\">alert(1)</script>"));
    notices(checks::pages_are_plain, "style inside", put("x.html", "<style>p { color: red }</style>"));
    notices(checks::pages_are_plain, "style inside", put("x.html", "<p style=\"color: red\">"));
    notices(checks::pages_are_plain, "src/ui/x.rs has a style", |world| {
        world.rust.insert("src/ui/x.rs".into(), "view! { p(class=\"a\", style=\"color: red\") }".into());
    });
    notices(checks::pages_are_plain, "handler onclick", put("x.html", "<button type=\"button\" onclick=\"go()\">"));
}

#[test]
fn nothing_leaves_the_machine() {
    holds(checks::nothing_is_remote);
    notices(
        checks::nothing_is_remote,
        "https://example.org/a.js",
        put("x.html", "<p src=\"https://example.org/a.js\">"),
    );
    notices(checks::nothing_is_remote, "//example.org", put("js/x.js", "import \"//example.org/x.js\";"));
    notices(checks::nothing_is_remote, "url()", put("styles/x.css", "p { background: url(a.png) }"));
    notices(checks::nothing_is_remote, "uses fetch", put("js/x.js", "await fetch(address)"));
    notices(checks::nothing_is_remote, "uses fetch", |world| {
        let own = world.files["background.js"].clone();
        world.files.insert("background.js".into(), own.replace("trial.json", "other.json"));
    });
    notices(checks::nothing_is_remote, "js/start.js uses fetch", |world| {
        let start = world.files["js/start.js"].replace("../_locales/", "https://example.org/");
        world.files.insert("js/start.js".into(), start);
    });
    notices(checks::nothing_is_remote, "uses eval(", put("js/x.js", "eval(text)"));
    notices(checks::nothing_is_remote, "uses WebSocket", |world| {
        world.rust.insert("src/x.rs".into(), "use web_sys::WebSocket;".into());
    });
}

#[test]
fn every_permission_is_used() {
    holds(checks::permissions_are_used);
    notices(checks::permissions_are_used, "alarms", |world| world.chrome["permissions"] = json!(["storage", "alarms"]));
    notices(checks::permissions_are_used, "never used", |world| {
        world.rust.clear();
        world.files.retain(|name, _| !name.ends_with(".js"));
    });
    notices(checks::permissions_are_used, "without its permission", put("js/x.js", "chrome.alarms.create()"));
    notices(checks::permissions_are_used, "host_permissions", |world| world.firefox["host_permissions"] = json!([]));
}

#[test]
fn every_right_is_explained() {
    holds(checks::rights_are_explained);
    notices(checks::rights_are_explained, "why permissions.alarms?", |world| {
        world.firefox["permissions"] = json!(["storage", "alarms"]);
    });
    notices(checks::rights_are_explained, "not asked for", |world| {
        world.chrome["permissions"] = json!([]);
        world.firefox["permissions"] = json!([]);
    });
}

#[test]
fn rights_are_narrow() {
    holds(checks::rights_are_narrow);
    notices(checks::rights_are_narrow, "permissions", |world| world.chrome["permissions"] = json!(["tabs"]));
    notices(checks::rights_are_narrow, "content_scripts", |world| {
        world.firefox["content_scripts"][0]["matches"] = json!(["<all_urls>"]);
    });
    notices(checks::rights_are_narrow, "web_accessible_resources", |world| {
        world.chrome["web_accessible_resources"][0]["resources"] = json!(["*"]);
    });
    notices(checks::rights_are_narrow, "address does not change", |world| {
        world.chrome["web_accessible_resources"][0]["use_dynamic_url"] = json!(false);
    });
}

#[test]
fn versions_agree() {
    holds(checks::versions_agree);
    notices(checks::versions_agree, "manifest says version", |world| world.chrome["version"] = json!("99.0.0"));
    notices(checks::versions_agree, "Cargo.toml", |world| {
        world.cargo = world.cargo.replace("[workspace.package]\nversion = ", "[workspace.package]\nversion = \"9\" # ");
    });
}

#[test]
fn manifests_differ_only_where_declared() {
    holds(checks::manifests_differ_only_where_declared);
    notices(checks::manifests_differ_only_where_declared, "incognito", |world| {
        world.chrome["incognito"] = json!("split")
    });
    notices(checks::manifests_differ_only_where_declared, "theme", |world| world.firefox["theme"] = json!(true));
}

#[test]
fn the_pages_policy_is_as_agreed() {
    holds(checks::policy_is_as_agreed);
    notices(checks::policy_is_as_agreed, "unsafe-inline", |world| {
        let policy = &mut world.firefox["content_security_policy"]["extension_pages"];
        *policy = json!(policy.as_str().unwrap().replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"));
    });
    notices(checks::policy_is_as_agreed, "policy", |world| world.chrome["content_security_policy"] = json!({}));
}

#[test]
fn every_message_exists() {
    holds(checks::messages_exist);
    notices(checks::messages_exist, "no_such", |world| {
        world.chrome["action"]["default_title"] = json!("__MSG_no_such__")
    });
    notices(checks::messages_exist, "no_such", put("x.html", "<p data-message=\"no_such\"></p>"));
    notices(checks::messages_exist, "no_such", put("js/x.js", "chrome.i18n.getMessage(\"no_such\")"));
    notices(checks::messages_exist, "no_such", |world| {
        world.rust.insert("src/ui/x.rs".into(), "p { (text::t(\"no_such\")) }".into());
    });
    notices(checks::messages_exist, "no_such_other", |world| {
        world.rust.insert("src/ui/x.rs".into(), "p { (text::plural(\"no_such\", 2)) }".into());
    });
    notices(
        checks::messages_exist,
        "is not in English",
        put("_locales/xx/messages.json", "{\"no_such\": {\"message\": \"x\"}}"),
    );
    notices(
        checks::messages_exist,
        "no_such_few is not in English",
        put("_locales/xx/messages.json", "{\"no_such_few\": {\"message\": \"x\"}}"),
    );
    notices(checks::messages_exist, "says nothing", put("_locales/xx/messages.json", "{\"no_such\": {}}"));
}

/// Lets a language say something else, or nothing.
fn say(language: &str, key: &str, text: Option<&str>) -> impl FnOnce(&mut World) {
    let (name, key, text) = (format!("_locales/{language}/messages.json"), key.to_owned(), text.map(str::to_owned));
    move |world| {
        let file = world.files.get_mut(&name).expect("the language is there");
        let mut messages: Value = serde_json::from_str(file).expect("its messages can be read");
        let messages_by_key = messages.as_object_mut().expect("they have names");
        match text {
            Some(text) => messages_by_key.insert(key, json!({ "message": text })),
            None => messages_by_key.remove(&key),
        };
        *file = messages.to_string();
    }
}

#[test]
fn every_language_is_there() {
    holds(languages::languages_are_there);
    notices(languages::languages_are_there, "ja is missing", |world| {
        world.files.remove("_locales/ja/messages.json");
    });
    notices(languages::languages_are_there, "how xx counts", put("_locales/xx/messages.json", "{}"));
    notices(languages::languages_are_there, "commonLanguage says de", say("fr", "commonLanguage", Some("de")));
    notices(languages::languages_are_there, "the default locale", |world| {
        world.firefox["default_locale"] = json!("de");
    });
}

#[test]
fn every_language_says_everything() {
    let check = languages::languages_say_the_same;
    holds(check);
    notices(check, "fr lacks commonSave", say("fr", "commonSave", None));
    notices(check, "pl lacks peopleAll_few", say("pl", "peopleAll_few", None));
    notices(check, "ar lacks peopleAll_two", say("ar", "peopleAll_two", None));
    notices(check, "ja has peopleAll_one", say("ja", "peopleAll_one", Some("$1人")));
    notices(check, "de has no_such", say("de", "no_such", Some("x")));
}

#[test]
fn languages_fill_in_the_same() {
    let check = languages::variables_are_the_same;
    holds(check);
    notices(check, "es: commonReallyKnow", say("es", "commonReallyKnow", Some("Conoces de verdad a $1.")));
    notices(check, "tr: sidebarInviteTemplate", say("tr", "sidebarInviteTemplate", Some("{first}, {anı}")));
    notices(check, "pl: peopleAll_few", say("pl", "peopleAll_few", Some("kilka osób")));
    // French says “one” to nobody, too.
    notices(check, "fr: peopleAll_one", say("fr", "peopleAll_one", Some("Une personne")));
    notices(check, "nl: peopleAll_one", say("nl", "peopleAll_one", Some("$2 persoon")));
}

#[test]
fn no_language_outgrows_its_place() {
    let check = languages::messages_fit;
    holds(check);
    notices(check, "de: commonSave", say("de", "commonSave", Some("Diese Angaben jetzt speichern")));
    notices(check, "ja: commonSave", say("ja", "commonSave", Some("このメモをいますぐここに保存する")));
    notices(check, "the description has 133", say("it", "extensionDescription", Some(&"a".repeat(133))));
}

#[test]
fn nothing_is_left_in_english() {
    let check = languages::nothing_is_left_in_english;
    holds(check);
    notices(check, "nl: commonSave", say("nl", "commonSave", Some("Save")));
    notices(check, "es: peopleTag", say("es", "peopleTag", Some("Tag")));
}

#[test]
fn no_message_turns_the_text_around() {
    holds(languages::no_marks_of_direction);
    let check = languages::no_marks_of_direction;
    notices(check, "ar: commonSave", say("ar", "commonSave", Some("\u{200F}حفظ")));
    notices(check, "en: commonSavedNote", say("en", "commonSavedNote", Some("Saved: \u{2068}$1\u{2069}")));
    notices(check, "ar: commonSave", say("ar", "commonSave", Some("\u{2068}Ctrl+S")));
}

#[test]
fn every_message_is_asked_for() {
    let check = checks::messages_are_used;
    holds(check);
    notices(check, "the message no_such", say("en", "no_such", Some("x")));
    notices(check, "the message no_such_other", say("en", "no_such_other", Some("$1 x")));
    // The only place that asks for it is gone, or speaks of it in a comment.
    notices(check, "the message popupAddressTerm", |world| {
        let places = world.rust.values_mut().filter(|text| text.contains("popupAddressTerm"));
        places.for_each(|text| *text = text.replace("\"popupAddressTerm\"", "\"\" // popupAddressTerm\n"));
    });
    // Named in a table, it is asked for by whoever reads the table.
    let mut world = World::read();
    say("en", "no_such", Some("x"))(&mut world);
    world.rust.insert("src/ui/x.rs".into(), "const ROOMS: [&str; 1] = [\"no_such\"];".into());
    assert_eq!(check(&world), [""; 0]);
    // Parts that know of no messages may use the same word for something else.
    world.rust.clear();
    world.rust.insert("src/domain/x.rs".into(), "const WORD: &str = \"no_such\";".into());
    assert!(check(&world).contains(&"nobody asks for the message no_such".to_owned()));
}

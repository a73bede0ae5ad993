//! The checks. Each returns what is wrong, in words; nothing, if all is well.

use std::collections::{BTreeMap, BTreeSet};

use pack::{Browser, VERSION};
use serde_json::Value;

use crate::scan::{arguments, resolve, tags, without_comments, words};
use crate::world::World;

pub type Problems = Vec<String>;

/// What each permission is for: the use that must be found in the sources.
const PERMISSION_USES: [(&str, &str); 4] = [
    ("storage", "storage.local"),
    ("unlimitedStorage", "storage.local"),
    ("contextMenus", "chrome.contextMenus.js_name.create"),
    ("sidePanel", "chrome.sidePanel.js_name.open"),
];

/// Parts that only one browser has; the other is never asked for them.
const OTHERS_NAMESPACES: [(Browser, &str); 2] = [(Browser::Firefox, "sidePanel"), (Browser::Chrome, "sidebarAction")];

/// Parts of the browser's interface that need no permission.
const FREE_NAMESPACES: [&str; 9] =
    ["action", "commands", "dom", "extension", "i18n", "runtime", "sidebarAction", "tabs", "windows"];

/// Ways to reach another machine. `fetch` of our own modules is wasm-bindgen's and not in the sources.
const NETWORK: [&str; 8] = [
    "fetch",
    "XMLHttpRequest",
    "XmlHttpRequest",
    "WebSocket",
    "EventSource",
    "sendBeacon",
    "RTCPeerConnection",
    "WebTransport",
];

/// The requests, each for a file in our own package: whether it is the one for trying out, and the messages of the language
/// that the user chose.
const OWN_FILES: [(&str, &str); 2] = [
    ("background.js", "fetch(chrome.runtime.getURL(\"trial.json\"))"),
    ("js/start.js", "fetch(new URL(`../_locales/${language}/messages.json`, import.meta.url))"),
];

/// Namespaces of XML; nobody asks that host for anything.
const ADDRESSES_THAT_NAME: [&str; 1] = ["http://www.w3.org/"];

/// How messages are asked for. In HTML it is an attribute.
const MESSAGE_CALLS: [&str; 4] = ["t(", "msg!(", "message(", "getMessage("];
/// How a message for a number is asked for: what is named is the beginning, and English has these two endings.
const PLURAL_CALL: &str = "plural(";
const PLURAL_ENDINGS: [&str; 2] = ["_one", "_other"];
/// Endings of languages that count otherwise than English: Polish says 2 people with other words than 5.
const OTHER_PLURAL_ENDINGS: [&str; 4] = ["_zero", "_two", "_few", "_many"];
/// The browser's own messages, such as `@@bidi_dir`.
const BROWSERS_OWN: &str = "@@";
/// Where the calls mean that: only these parts know that there are messages at all.
const MESSAGE_PLACES: [&str; 6] = ["src/ui/", "src/browser/", "src/bin/", "page/", "js/", "background.js"];
const MESSAGE_ATTRIBUTE_START: &str = "data-message";

/// The only policy for our pages. WebAssembly needs `wasm-unsafe-eval`, and `connect-src` to be loaded at all.
const POLICY: [(&str, &str); 9] = [
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("img-src", "'self'"),
    ("font-src", "'self'"),
    ("connect-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("frame-ancestors", "'self' https://www.linkedin.com"),
];

const FILE_KINDS: [&str; 6] = [".html", ".js", ".css", ".png", ".wasm", ".svg"];

/// Every leaf of a value, by its place, such as `action.default_icon.16`.
fn leaves(value: &Value) -> BTreeMap<String, Value> {
    fn add(place: String, value: &Value, into: &mut BTreeMap<String, Value>) {
        match value {
            Value::Object(object) => object.iter().for_each(|(key, value)| add(format!("{place}.{key}"), value, into)),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, value)| add(format!("{place}.{at}"), value, into));
            }
            leaf => {
                into.insert(place.trim_start_matches('.').to_owned(), leaf.clone());
            }
        }
    }
    let mut all = BTreeMap::new();
    add(String::new(), value, &mut all);
    all
}

fn named_files(manifest: &Value) -> Vec<String> {
    leaves(manifest)
        .values()
        .filter_map(Value::as_str)
        .filter(|text| FILE_KINDS.iter().any(|kind| text.ends_with(kind)))
        .map(str::to_owned)
        .collect()
}

pub fn manifest_files_exist(world: &World) -> Problems {
    let mut problems = Vec::new();
    for (browser, manifest) in world.manifests() {
        for name in named_files(manifest).into_iter().filter(|name| !world.has(name)) {
            problems.push(format!("{browser:?}'s manifest names {name}, which is not there"));
        }
    }
    problems
}

/// What a copied file refers to, as it is written there.
fn references(name: &str, text: &str) -> Vec<String> {
    // Messages only speak of imports.
    if name.ends_with(".json") {
        return Vec::new();
    }
    if name.ends_with(".html") {
        let reference = |tag: &crate::scan::Tag| tag.attribute("src").or(tag.attribute("href")).map(str::to_owned);
        return tags(text).iter().filter_map(reference).filter(|to| !to.starts_with('#')).collect();
    }
    let code = without_comments(text);
    let calls: &[&str] = if name.ends_with(".css") { &["@import"] } else { &["from", "import"] };
    let mut found: Vec<String> = calls.iter().flat_map(|call| arguments(&code, call)).map(str::to_owned).collect();
    // Given to the browser, these are relative to the extension. The empty one asks for the extension's own address.
    let own = arguments(&code, "getURL(").filter(|to| !to.is_empty() && *to != pack::TRIAL.0);
    found.extend(own.map(|to| format!("/{}", to.trim_start_matches('/'))));
    found
}

pub fn references_exist(world: &World) -> Problems {
    let mut problems = Vec::new();
    for (name, text) in &world.files {
        for reference in references(name, text) {
            if !resolve(name, &reference).is_some_and(|target| world.has(&target)) {
                problems.push(format!("{name} refers to {reference}, which is not there"));
            }
        }
    }
    problems
}

/// A name that JavaScript imports and the module doesn't export stops the whole script, and no compiler sees it.
pub fn imports_are_exported(world: &World) -> Problems {
    let mut problems = Vec::new();
    for (name, text) in world.ending(".js") {
        for (module, imported) in module_imports(text) {
            let exported = world.rust.get(&format!("src/bin/{module}.rs")).map(|rust| format!("{}.", words(rust)));
            // Under a name of its own for JavaScript, or under Rust's.
            let renamed = format!(".js_name.{imported}.");
            let named = format!(".wasm_bindgen.pub.fn.{imported}.");
            if !exported.is_some_and(|exported| exported.contains(&renamed) || exported.contains(&named)) {
                problems.push(format!("{name} imports {imported}, which src/bin/{module}.rs does not export"));
            }
        }
    }
    problems
}

/// The names in braces of each import from one of our modules.
fn module_imports(text: &str) -> Vec<(String, String)> {
    let code = without_comments(text);
    let statements = code.split(';').filter(|statement| statement.trim_start().starts_with("import"));
    let mut found = Vec::new();
    for statement in statements {
        let module = arguments(statement, "from").next().and_then(|path| path.split("wasm/").nth(1));
        let names = statement.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
        if let (Some(module), Some((names, _))) = (module, names) {
            let module = module.trim_end_matches(".js");
            let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
            found.extend(names.map(|name| (module.to_owned(), name.to_owned())));
        }
    }
    found
}

/// Whatever nobody refers to is forgotten, or the reference is.
pub fn nothing_is_orphaned(world: &World) -> Problems {
    let mut waiting: Vec<String> = world.manifests().iter().flat_map(|(_, manifest)| named_files(manifest)).collect();
    // A Worker is started from Rust.
    let started = world.rust.values().flat_map(|rust| arguments(rust, "url(")).filter(|to| to.ends_with(".js"));
    waiting.extend(started.map(str::to_owned));
    let mut reached = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if let Some(text) = world.files.get(&name) {
            waiting.extend(
                references(&name, text)
                    .iter()
                    .filter_map(|reference| resolve(&name, reference))
                    .filter(|target| !reached.contains(target)),
            );
        }
        reached.insert(name);
    }
    let all = world.files.keys().chain(&world.produced);
    all.filter(|name| !name.starts_with("_locales/") && !name.ends_with("_bg.wasm") && !reached.contains(*name))
        .map(|name| format!("nothing refers to {name}"))
        .collect()
}

pub fn pages_are_plain(world: &World) -> Problems {
    let mut problems = Vec::new();
    for (name, html) in world.ending(".html") {
        for tag in tags(html) {
            if tag.name == "script" && (tag.attribute("src").is_none() || !tag.text.trim().is_empty()) {
                problems.push(format!("{name} has a script inside"));
            }
            if tag.name == "style" || tag.attribute("style").is_some() {
                problems.push(format!("{name} has a style inside, in <{}>", tag.name));
            }
            for (key, _) in tag.attributes.iter().filter(|(key, _)| key.starts_with("on")) {
                problems.push(format!("{name} has the handler {key} in <{}>", tag.name));
            }
        }
    }
    // The policy drops style attributes that a view sets. Properties set one by one (`element.style`) are allowed.
    for (name, text) in world.code().filter(|(name, _)| name.starts_with("src/ui/") || name.starts_with("js/")) {
        let code = without_comments(text);
        let marks = [" style=", "(style=", "setAttribute(\"style\"", "set_attribute(\"style\""];
        for mark in marks.iter().filter(|mark| code.contains(**mark)) {
            problems.push(format!("{name} has a style inside: {mark}"));
        }
    }
    problems
}

pub fn nothing_is_remote(world: &World) -> Problems {
    let mut problems = Vec::new();
    for (name, text) in &world.files {
        let text = if name.ends_with(".html") { text.clone() } else { without_comments(text) };
        for scheme in ["http://", "https://", "ws://", "wss://", "\"//"] {
            for (at, _) in text.match_indices(scheme) {
                if !ADDRESSES_THAT_NAME.iter().any(|known| text[at..].starts_with(known)) {
                    let address: String = text[at..].chars().take(60).take_while(|c| !c.is_whitespace()).collect();
                    problems.push(format!("{name} holds the address {address}"));
                }
            }
        }
        if name.ends_with(".css") && text.contains("url(") {
            problems.push(format!("{name} has a url(), which breaks under a dynamic address"));
        }
    }
    for (name, text) in world.code() {
        let own = OWN_FILES.iter().find(|(file, _)| name == *file).map_or("", |(_, own)| own);
        let text = text.replacen(own, "", 1);
        let words = format!(".{}.", words(&without_comments(&text)));
        for way in NETWORK.iter().filter(|way| words.contains(&format!(".{way}."))) {
            problems.push(format!("{name} uses {way}"));
        }
        for evil in ["eval(", "new Function("].iter().filter(|evil| name.ends_with(".js") && text.contains(**evil)) {
            problems.push(format!("{name} uses {evil})"));
        }
    }
    problems
}

fn texts<'a>(manifest: &'a Value, pointer: &str) -> Vec<&'a str> {
    let items = manifest.pointer(pointer).and_then(Value::as_array);
    items.into_iter().flatten().filter_map(Value::as_str).collect()
}

pub fn permissions_are_used(world: &World) -> Problems {
    // Addresses of the browser's own pages name no namespace.
    let code: Vec<String> =
        world.code().map(|(_, text)| words(&without_comments(&text.replace("chrome://", "")))).collect();
    let mut problems = Vec::new();
    for (browser, manifest) in world.manifests() {
        let permissions = texts(manifest, "/permissions");
        for permission in &permissions {
            match PERMISSION_USES.iter().find(|(known, _)| known == permission) {
                None => problems.push(format!("{browser:?}: what {permission} is used for is not listed")),
                Some((_, used)) if !code.iter().any(|code| code.contains(used)) => {
                    problems.push(format!("{browser:?}: {permission} is asked for, and {used} is never used"));
                }
                Some(_) => {}
            }
        }
        for namespace in code.iter().flat_map(|code| namespaces(code)) {
            let anothers = OTHERS_NAMESPACES.contains(&(browser, namespace));
            if !anothers && !FREE_NAMESPACES.contains(&namespace) && !permissions.contains(&namespace) {
                problems.push(format!("{browser:?}: chrome.{namespace} is used without its permission"));
            }
        }
        for key in ["optional_permissions", "host_permissions", "optional_host_permissions"] {
            if manifest.get(key).is_some() {
                problems.push(format!("{browser:?}: {key} is asked for"));
            }
        }
    }
    problems
}

fn namespaces(code: &str) -> BTreeSet<&str> {
    let parts: Vec<&str> = code.split('.').collect();
    let used = parts.windows(2).filter(|pair| ["chrome", "browser"].contains(&pair[0]));
    // `crate::browser::storage` is one of our modules, not the browser's.
    used.filter(|pair| pair[0] == "chrome")
        .map(|pair| pair[1])
        .filter(|name| name.chars().all(char::is_alphanumeric))
        .collect()
}

/// The parts of a manifest that give a right, and so need a reason.
fn rights(manifest: &Value) -> BTreeSet<String> {
    let mut rights: BTreeSet<String> =
        texts(manifest, "/permissions").iter().map(|permission| format!("permissions.{permission}")).collect();
    let others = [
        ("content_scripts.matches", "/content_scripts/0/matches"),
        ("web_accessible_resources.resources", "/web_accessible_resources/0/resources"),
        ("incognito", "/incognito"),
    ];
    rights.extend(others.iter().filter(|(_, at)| manifest.pointer(at).is_some()).map(|(name, _)| (*name).to_owned()));
    rights
}

pub fn rights_are_explained(world: &World) -> Problems {
    let why = world.source.why();
    let wanted: BTreeSet<String> = world.manifests().iter().flat_map(|(_, manifest)| rights(manifest)).collect();
    let unexplained = wanted.iter().filter(|right| !why.contains_key(*right)).map(|right| format!("why {right}?"));
    let left_over =
        why.keys().filter(|key| !wanted.contains(*key)).map(|key| format!("{key} is explained, not asked for"));
    let short =
        why.iter().filter(|(_, why)| why.len() < 40).map(|(key, _)| format!("the reason for {key} says little"));
    unexplained.chain(left_over).chain(short).collect()
}

/// LinkedIn is the only site, and the sidebar the only thing it can load.
pub fn rights_are_narrow(world: &World) -> Problems {
    let mut problems = Vec::new();
    let mut same = |browser: Browser, what: &str, found: Vec<&str>, wanted: &[&str]| {
        if found != wanted {
            problems.push(format!("{browser:?}: {what} is {found:?}"));
        }
    };
    for (browser, manifest) in world.manifests() {
        let permissions: &[&str] = match browser {
            Browser::Chrome => &["storage", "unlimitedStorage", "contextMenus", "sidePanel"],
            Browser::Firefox => &["storage", "unlimitedStorage", "contextMenus"],
        };
        same(browser, "permissions", texts(manifest, "/permissions"), permissions);
        for at in ["content_scripts", "web_accessible_resources"] {
            let count = manifest[at].as_array().map_or(0, Vec::len);
            same(browser, at, vec!["entry"; count], &["entry"]);
            let matches = texts(manifest, &format!("/{at}/0/matches"));
            same(browser, at, matches, &["https://www.linkedin.com/*"]);
        }
        let resources = texts(manifest, "/web_accessible_resources/0/resources");
        same(browser, "web_accessible_resources", resources, &["sidebar.html"]);
    }
    if world.chrome.pointer("/web_accessible_resources/0/use_dynamic_url") != Some(&Value::Bool(true)) {
        problems.push("Chrome: the sidebar's address does not change, so pages can ask for it".into());
    }
    problems
}

pub fn versions_agree(world: &World) -> Problems {
    let mut problems = Vec::new();
    if !world.cargo.contains(&format!("[workspace.package]\nversion = \"{VERSION}\"")) {
        problems.push(format!("the root Cargo.toml does not say version {VERSION}"));
    }
    if !world.cargo.contains("\nversion.workspace = true") {
        problems.push("the root package has a version of its own".into());
    }
    for (browser, manifest) in world.manifests() {
        if manifest["version"] != VERSION {
            problems.push(format!("{browser:?}'s manifest says version {}", manifest["version"]));
        }
    }
    // What the stores accept: up to four numbers.
    if VERSION.split('.').count() > 4 || VERSION.split('.').any(|part| part.parse::<u16>().is_err()) {
        problems.push(format!("no store accepts the version {VERSION}"));
    }
    problems
}

pub fn manifests_differ_only_where_declared(world: &World) -> Problems {
    let mut wanted = leaves(&Value::Object(world.source.common().clone()));
    wanted.insert("version".into(), VERSION.into());
    let mut problems = Vec::new();
    for (browser, manifest) in world.manifests() {
        let part = leaves(&Value::Object(world.source.part(browser).clone()));
        let mut shared = leaves(manifest);
        shared.retain(|place, value| part.get(place) != Some(value));
        let places: BTreeSet<&String> = shared.keys().chain(wanted.keys()).collect();
        for place in places.into_iter().filter(|place| shared.get(*place) != wanted.get(*place)) {
            problems.push(format!("{browser:?}: {place} is neither common nor declared as its own"));
        }
    }
    problems
}

pub fn policy_is_as_agreed(world: &World) -> Problems {
    let wanted: Vec<String> = POLICY.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let mut problems = Vec::new();
    for (browser, manifest) in world.manifests() {
        let policy = manifest.pointer("/content_security_policy/extension_pages").and_then(Value::as_str);
        let found: Vec<&str> = policy.unwrap_or_default().split(';').map(str::trim).collect();
        if found != wanted {
            problems.push(format!("{browser:?}: the pages' policy is {found:?}"));
        }
    }
    problems
}

/// The names of the messages in one language.
fn messages(world: &World, language: &str) -> BTreeSet<String> {
    let text = world.files.get(&format!("_locales/{language}/messages.json")).map_or("{}", String::as_str);
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    value.as_object().into_iter().flat_map(|object| object.keys().cloned()).collect()
}

/// The messages that are asked for, each with a place that does.
fn asked_messages(world: &World) -> BTreeMap<String, String> {
    let mut asked = BTreeMap::new();
    let mut ask = |key: &str, place: &str| asked.insert(key.to_owned(), place.to_owned());
    for (browser, manifest) in world.manifests() {
        for text in leaves(manifest).values().filter_map(Value::as_str) {
            if let Some(key) = text.strip_prefix("__MSG_").and_then(|text| text.strip_suffix("__")) {
                ask(key, &format!("{browser:?}'s manifest"));
            }
        }
    }
    for (name, html) in world.ending(".html") {
        for (attribute, key) in tags(html).iter().flat_map(|tag| &tag.attributes) {
            if attribute.starts_with(MESSAGE_ATTRIBUTE_START) {
                ask(key, name);
            }
        }
    }
    for (name, text) in world.code().filter(|(name, _)| MESSAGE_PLACES.iter().any(|place| name.starts_with(place))) {
        let code = without_comments(text);
        for key in MESSAGE_CALLS.iter().flat_map(|call| arguments(&code, call)) {
            ask(key, name);
        }
        for base in arguments(&code, PLURAL_CALL) {
            for ending in PLURAL_ENDINGS {
                ask(&format!("{base}{ending}"), name);
            }
        }
    }
    asked
}

pub fn messages_exist(world: &World) -> Problems {
    let known = messages(world, "en");
    let missing = |(key, place): (&String, &String)| {
        (!known.contains(key) && !key.starts_with(BROWSERS_OWN)).then(|| format!("{place} asks for the message {key}"))
    };
    let mut problems: Vec<String> = asked_messages(world).iter().filter_map(missing).collect();
    for (name, text) in world.ending("/messages.json") {
        match serde_json::from_str::<Value>(text) {
            Err(error) => problems.push(format!("{name}: {error}")),
            Ok(value) => problems.extend(message_problems(name, &value)),
        }
        let language = name.split('/').nth(1).unwrap_or_default();
        let plural_of_known = |key: &&String| {
            let base = OTHER_PLURAL_ENDINGS.iter().find_map(|ending| key.strip_suffix(ending));
            base.is_some_and(|base| known.contains(&format!("{base}_other")))
        };
        let of_its_own = messages(world, language).into_iter().filter(|key| !known.contains(key));
        problems.extend(
            of_its_own.filter(|key| !plural_of_known(&key)).map(|key| format!("{name}: {key} is not in English")),
        );
    }
    problems
}

/// What both browsers want of a message: a name of letters, digits, `_` and `@`, and a text.
fn message_problems(name: &str, value: &Value) -> Problems {
    let Some(messages) = value.as_object() else { return vec![format!("{name} is no object")] };
    let mut problems = Vec::new();
    for (key, message) in messages {
        if !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '@') {
            problems.push(format!("{name}: {key} is no name for a message"));
        }
        if message["message"].as_str().is_none_or(|text| text.trim().is_empty()) {
            problems.push(format!("{name}: {key} says nothing"));
        }
    }
    problems
}

/// Every word that stands alone between double quotes where messages are known: a name may go through a table or a variable
/// before it is asked for.
fn quoted_words(world: &World) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for (_, text) in world.code().filter(|(name, _)| MESSAGE_PLACES.iter().any(|place| name.starts_with(place))) {
        let code = without_comments(text);
        let is_word = |piece: &&str| !piece.is_empty() && piece.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        words.extend(code.split('"').filter(is_word).map(str::to_owned));
    }
    words
}

/// Messages that nobody asks for: each has to be named whole somewhere, or by its beginning where it counts something. A name
/// that is put together from pieces would be reported here, and could not be found by whoever translates it, either.
pub fn messages_are_used(world: &World) -> Problems {
    let (asked, quoted) = (asked_messages(world), quoted_words(world));
    let is_used = |key: &String| {
        let base = PLURAL_ENDINGS.iter().find_map(|ending| key.strip_suffix(ending));
        asked.contains_key(key) || quoted.contains(key) || base.is_some_and(|base| quoted.contains(base))
    };
    let unused = messages(world, "en").into_iter().filter(|key| !is_used(key));
    unused.map(|key| format!("nobody asks for the message {key}")).collect()
}

//! What screen readers are told: Chromium's accessibility tree, looked at whole.
//!
//! axe-core reads attributes and computes by itself what a browser makes of them. Here the browser says it: what has a name, which
//! landmarks there are, and whether a field that is wrong says why. Firefox has no such command; its driver tells
//! the role and the name of one element at a time (`walks/somebody_hears_the_dashboard`).

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::browser::{Browser, Kind};
use crate::shots::tour::{Part, Subject};
use crate::world::World;

/// What a screen reader says of parts that are only there for the order.
const NAMELESS: [&str; 8] = ["RootWebArea", "generic", "none", "main", "article", "note", "paragraph", "LabelText"];
/// What has to be called something wherever it is.
const NAMED: [&str; 6] = ["dialog", "alertdialog", "navigation", "complementary", "region", "radiogroup"];

/// A node that screen readers see.
#[derive(Clone, Debug)]
struct Node(Value);

impl Node {
    fn text(&self, what: &str) -> &str {
        self.0[what]["value"].as_str().unwrap_or_default().trim()
    }

    fn property(&self, name: &str) -> &Value {
        let all = self.0["properties"].as_array().into_iter().flatten();
        all.into_iter().find(|one| one["name"] == name).map_or(&Value::Null, |one| &one["value"]["value"])
    }

    fn said(&self) -> String {
        format!("{} “{}”", self.text("role"), self.text("name"))
    }
}

/// The whole tree of the present tab, with the nodes that only hold others.
async fn whole(browser: &Browser) -> Result<Vec<Node>> {
    let tree = browser.cdp("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().context("no accessibility tree")?;
    Ok(nodes.iter().cloned().map(Node).collect())
}

/// Everything in the present tab that screen readers see.
async fn nodes(browser: &Browser) -> Result<Vec<Node>> {
    Ok(whole(browser).await?.into_iter().filter(|node| node.0["ignored"] != true).collect())
}

/// What is wrong with the present view.
pub async fn check(world: &World, subject: Subject) -> Result<Vec<String>> {
    // The sidebar's frame is in another process, which the driver's command doesn't reach; the welcome's sample is the
    // same view in a tab.
    if world.browser.kind != Kind::Chromium || subject.part == Part::Sidebar {
        return Ok(Vec::new());
    }
    let nodes = nodes(&world.browser).await?;
    Ok(problems(&nodes).into_iter().map(|problem| format!("{}, heard: {problem}", subject.name)).collect())
}

fn problems(nodes: &[Node]) -> Vec<String> {
    let mut problems = Vec::new();
    let count = |role: &str| nodes.iter().filter(|node| node.text("role") == role).count();
    // What stands behind a dialog is out of reach.
    let open = count("dialog") > 0;
    if !open && count("main") != 1 {
        problems.push(format!("{} main parts", count("main")));
    }
    let first =
        nodes.iter().filter(|node| node.text("role") == "heading" && *node.property("level") == json!(1)).count();
    if !open && first != 1 {
        problems.push(format!("{first} headings of the first level"));
    }
    for node in nodes {
        let (role, name) = (node.text("role"), node.text("name"));
        if role == "RootWebArea" && name.is_empty() {
            problems.push("the page has no title".to_owned());
        }
        let reached = *node.property("focusable") == json!(true) && !NAMELESS.contains(&role);
        if (reached || NAMED.contains(&role)) && name.is_empty() {
            problems.push(format!("no name for a {role}: {}", node.0["description"]));
        }
        let wrong = node.property("invalid").as_str().is_some_and(|invalid| invalid != "false");
        if wrong && node.text("description").is_empty() {
            problems.push(format!("{} is wrong and doesn't say why", node.said()));
        }
    }
    problems
}

/// What stands in regions that speak when they change, as the browser tells it.
pub async fn spoken(browser: &Browser) -> Result<Vec<String>> {
    let nodes = whole(browser).await?;
    let children = |node: &Node| -> Vec<Node> {
        let ids: Vec<&Value> = node.0["childIds"].as_array().into_iter().flatten().collect();
        nodes.iter().filter(|other| ids.contains(&&other.0["nodeId"])).cloned().collect()
    };
    fn words(node: &Node, children: &dyn Fn(&Node) -> Vec<Node>) -> String {
        if node.text("role") == "StaticText" {
            return node.text("name").to_owned();
        }
        children(node).iter().map(|child| words(child, children)).collect::<Vec<_>>().join(" ")
    }
    let live = |node: &&Node| node.property("live").as_str().is_some_and(|live| live != "off");
    Ok(nodes.iter().filter(live).map(|node| words(node, &children)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(role: &str, name: &str, properties: &Value) -> Node {
        Node(json!({ "role": { "value": role }, "name": { "value": name }, "properties": properties }))
    }

    fn view() -> Vec<Node> {
        let heading = json!([{ "name": "level", "value": { "value": 1 } }]);
        vec![
            node("RootWebArea", "People", &json!([])),
            node("main", "", &json!([])),
            node("heading", "People", &heading),
        ]
    }

    #[test]
    fn every_mistake_is_told() {
        assert_eq!(problems(&view()), [""; 0]);
        let with = |node: Node| {
            let mut nodes = view();
            nodes.push(node);
            problems(&nodes).join(", ")
        };
        let focusable = json!([{ "name": "focusable", "value": { "value": true } }]);
        let invalid = json!([{ "name": "invalid", "value": { "value": "true" } }]);
        assert_eq!(with(node("button", "", &focusable)), "no name for a button: null");
        assert_eq!(with(node("dialog", "", &json!([]))), "no name for a dialog: null");
        assert_eq!(with(node("main", "", &json!([]))), "2 main parts");
        assert_eq!(with(node("textbox", "Year", &invalid)), "textbox “Year” is wrong and doesn't say why");
        assert_eq!(problems(&view()[1..2]), ["0 headings of the first level"]);
        assert_eq!(problems(&[node("dialog", "Keys", &json!([]))]), [""; 0], "what is behind it is out of reach");
    }
}

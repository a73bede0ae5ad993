//! The way into the sidebar: a frame in a closed shadow root, which a driver may enter and a page may not.

use anyhow::{Context, Result};
use http::Method;
use serde_json::{Value, json};

use super::Browser;
use super::driver::raw;

impl Browser {
    /// The frame element's WebDriver reference, if the sidebar is mounted.
    async fn frame(&self) -> Result<Option<Value>> {
        self.in_our_layer("iframe").await
    }

    /// What a selector finds in our own layer over the page.
    async fn in_our_layer(&self, selector: &str) -> Result<Option<Value>> {
        let hosts = "return [...document.documentElement.children].filter((e) => e.localName === 'div');";
        let hosts = self.eval(hosts, vec![]).await?;
        for host in hosts.as_array().into_iter().flatten() {
            let Some(id) = reference(host) else { continue };
            let Ok(root) = raw(&self.web, Method::GET, &format!("/element/{id}/shadow"), None).await else { continue };
            let Some(root) = reference(&root) else { continue };
            let body = json!({ "using": "css selector", "value": selector });
            let found = raw(&self.web, Method::POST, &format!("/shadow/{root}/element"), Some(body)).await;
            if let Ok(frame) = found {
                return Ok(Some(frame));
            }
        }
        Ok(None)
    }

    /// Whether the sidebar's frame is in the page.
    pub async fn has_frame(&self) -> Result<bool> {
        Ok(self.frame().await?.is_some())
    }

    /// Goes into the sidebar's frame; the next commands speak of its document.
    pub async fn enter_frame(&self) -> Result<()> {
        self.web.enter_default_frame().await?;
        let frame = self.frame().await?.context("the sidebar's frame is not in the page")?;
        raw(&self.web, Method::POST, "/frame", Some(json!({ "id": frame }))).await?;
        Ok(())
    }

    /// Goes back to the page itself.
    pub async fn leave_frame(&self) -> Result<()> {
        Ok(self.web.enter_default_frame().await?)
    }

    /// Where the frame stands in the window: left, top, width, height in CSS pixels.
    pub async fn frame_rect(&self) -> Result<[f64; 4]> {
        let frame = self.frame().await?.context("the sidebar's frame is not in the page")?;
        self.rect_of(&frame).await
    }

    /// Where the ring around a link stands that the user points at, in the same form; without size if it isn't shown.
    pub async fn ring_rect(&self) -> Result<[f64; 4]> {
        let ring = self.in_our_layer("div + div").await?.context("our layer is not in the page")?;
        // Chromium's driver shows what is hidden for as long as it measures it.
        let id = reference(&ring).context("a reference to an element")?;
        let display = raw(&self.web, Method::GET, &format!("/element/{id}/css/display"), None).await?;
        if display == "none" {
            return Ok([0.0; 4]);
        }
        self.rect_of(&ring).await
    }

    async fn rect_of(&self, element: &Value) -> Result<[f64; 4]> {
        let id = reference(element).context("a reference to an element")?;
        let rect = raw(&self.web, Method::GET, &format!("/element/{id}/rect"), None).await?;
        // The driver counts from the document's corner; the frame is fixed to the window.
        let scroll = self.eval("return [scrollX, scrollY];", vec![]).await?;
        let number = |value: &Value, name: &str| value.get(name).and_then(Value::as_f64).unwrap_or_default();
        let scrolled = |at: usize| scroll.get(at).and_then(Value::as_f64).unwrap_or_default();
        Ok([
            number(&rect, "x") - scrolled(0),
            number(&rect, "y") - scrolled(1),
            number(&rect, "width"),
            number(&rect, "height"),
        ])
    }
}

/// WebDriver's references are objects with one long key.
fn reference(value: &Value) -> Option<String> {
    value.as_object()?.values().next()?.as_str().map(str::to_owned)
}

//! Chromium as its own `DevTools` speak to it: over a socket, which carries what `WebDriver` doesn't, such as events.
//!
//! One question at a time and texts only: no library is needed for that.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

use crate::wait::until;

/// A socket to the browser.
#[derive(Debug)]
pub struct Socket {
    stream: BufReader<TcpStream>,
    /// The number of the last question.
    asked: u64,
}

impl Socket {
    /// Opens the socket at this address: `127.0.0.1:PORT/devtools/browser/…`.
    pub async fn open(address: &str) -> Result<Self> {
        let (host, path) = address.split_once('/').context("an address without a path")?;
        let mut stream = BufReader::new(TcpStream::connect(host).await.context("speaking to the browser")?);
        // The key only shows that both sides mean a WebSocket (RFC 6455, 1.3).
        let hello = format!(
            "GET /{path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: UmVhbGx5S25vd0JlbmNoMQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        );
        stream.write_all(hello.as_bytes()).await?;
        let mut answer = Vec::new();
        while !answer.ends_with(b"\r\n\r\n") {
            answer.push(stream.read_u8().await.context("the browser hung up")?);
        }
        let answer = String::from_utf8_lossy(&answer);
        ensure!(answer.starts_with("HTTP/1.1 101"), "no socket: {answer}");
        Ok(Self { stream, asked: 0 })
    }

    /// Asks the browser, or one of its pages by the session with it, and waits for the answer. Events that come before are lost.
    pub async fn call(&mut self, session: Option<&str>, method: &str, params: Value) -> Result<Value> {
        self.asked += 1;
        let mut question = json!({ "id": self.asked, "method": method, "params": params });
        if let Some(session) = session {
            question["sessionId"] = json!(session);
        }
        self.stream.write_all(&frame(question.to_string().as_bytes())?).await?;
        loop {
            let mut answer = self.receive().await?;
            if answer["id"] == self.asked {
                ensure!(answer["error"].is_null(), "{method}: {}", answer["error"]);
                return Ok(answer["result"].take());
            }
        }
    }

    /// Waits for an event, or an answer.
    pub async fn receive(&mut self) -> Result<Value> {
        let mut text = Vec::new();
        loop {
            let [first, second] = [self.stream.read_u8().await?, self.stream.read_u8().await?];
            let length = match second & 0x7f {
                126 => u64::from(self.stream.read_u16().await?),
                127 => self.stream.read_u64().await?,
                length => u64::from(length),
            };
            let mut piece = vec![0; usize::try_from(length)?];
            self.stream.read_exact(&mut piece).await?;
            match first & 0x0f {
                // A text, or more of it.
                0 | 1 => text.extend(piece),
                8 => bail!("the browser ended the conversation"),
                _ => continue,
            }
            if first & 0x80 != 0 {
                return Ok(serde_json::from_slice(&text)?);
            }
        }
    }
}

/// A text in one piece as a client sends it: behind a mask, which may be nothing but noughts (RFC 6455, 5.2).
fn frame(text: &[u8]) -> Result<Vec<u8>> {
    let mut frame = vec![0x81];
    match u16::try_from(text.len()) {
        Ok(length) if length < 126 => frame.push(0x80 | u8::try_from(length)?),
        Ok(length) => {
            frame.push(0x80 | 126);
            frame.extend(length.to_be_bytes());
        }
        Err(_) => bail!("too long for anything that is asked here"),
    }
    frame.extend([0; 4]);
    frame.extend(text);
    Ok(frame)
}

/// A page that no tab shows: what is asked there doesn't take the page under test out of sight.
#[derive(Debug)]
pub struct Aside {
    socket: Socket,
    session: String,
}

impl Aside {
    /// Opens one of the extension's pages.
    pub async fn open(address: &str, url: &str) -> Result<Self> {
        let mut socket = Socket::open(address).await?;
        let target = socket.call(None, "Target.createTarget", json!({ "url": url, "hidden": true })).await?;
        let target = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = socket.call(None, "Target.attachToTarget", target).await?;
        let session = attached["sessionId"].as_str().context("no session")?.to_owned();
        let mut aside = Self { socket, session };
        until(
            "the page aside",
            async || aside.eval("chrome.storage !== undefined").await,
            |there| *there == json!(true),
        )
        .await?;
        Ok(aside)
    }

    /// The value of an expression, or of its promise.
    pub async fn eval(&mut self, expression: &str) -> Result<Value> {
        let params = json!({ "expression": expression, "awaitPromise": true, "returnByValue": true });
        let mut said = self.socket.call(Some(&self.session), "Runtime.evaluate", params).await?;
        ensure!(said["exceptionDetails"].is_null(), "in the page aside: {}", said["exceptionDetails"]);
        Ok(said["result"]["value"].take())
    }
}

/// Where a browser with this profile listens, from the file that it leaves there.
pub fn address(profile: &Path) -> Result<String> {
    let file = profile.join("DevToolsActivePort");
    let told = std::fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let (port, path) = told.split_once('\n').context("no address in it")?;
    Ok(format!("127.0.0.1:{}{}", port.trim(), path.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_go_out_as_clients_send_them() {
        assert_eq!(frame(b"ab").unwrap(), [0x81, 0x82, 0, 0, 0, 0, b'a', b'b']);
        assert_eq!(&frame(&[b'x'; 300]).unwrap()[..4], [0x81, 0xfe, 1, 44]);
        assert!(frame(&[b'x'; 70_000]).is_err());
    }

    #[test]
    fn a_profile_tells_where_its_browser_listens() {
        let folder = tempfile::tempdir().unwrap();
        assert!(address(folder.path()).is_err());
        std::fs::write(folder.path().join("DevToolsActivePort"), "4711\n/devtools/browser/ab-12").unwrap();
        assert_eq!(address(folder.path()).unwrap(), "127.0.0.1:4711/devtools/browser/ab-12");
    }
}

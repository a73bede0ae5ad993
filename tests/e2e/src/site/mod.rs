//! The only site there is: replica pages at LinkedIn's address, behind a proxy that refuses all else.

mod proxy;
mod server;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use serde_json::Value;

/// What the world outside of the browsers saw and knows.
#[derive(Debug, Default)]
struct State {
    scenario: Value,
    /// Hosts with ports that were asked for and refused.
    refused: Vec<String>,
    /// The same, since the start.
    refused_ever: BTreeSet<String>,
    /// Requests to www.linkedin.com: method and path.
    requests: Vec<String>,
    /// What really reached "LinkedIn": accept, ignore …, with the invitation's id.
    acts: Vec<(String, String)>,
}

/// A running site.
#[derive(Clone, Debug)]
pub struct Site {
    state: Arc<Mutex<State>>,
    files: PathBuf,
    /// The proxy's port on 127.0.0.1.
    pub port: u16,
}

impl Site {
    /// Starts the proxy and the server behind it, within the current runtime.
    pub async fn start() -> Result<Self> {
        let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("replica");
        let state = Arc::new(Mutex::new(State::default()));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        let site = Self { state, files, port: listener.local_addr()?.port() };
        let tls = proxy::tls()?;
        tokio::spawn(proxy::serve(listener, tls, site.clone()));
        Ok(site)
    }

    /// A scenario from `replica/scenarios`, by its name without ending.
    pub fn scenario_file(&self, name: &str) -> Result<Value> {
        let path = self.files.join("scenarios").join(format!("{name}.json"));
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("parsing {}", path.display()))
    }

    /// Sets what pages will show, and forgets the requests, refusals and acts so far.
    pub fn set(&self, scenario: Value) {
        let mut state = self.lock();
        state.scenario = scenario;
        state.refused.clear();
        state.requests.clear();
        state.acts.clear();
    }

    /// What reached "LinkedIn" since the scenario was set.
    pub fn acts(&self) -> Vec<(String, String)> {
        self.lock().acts.clone()
    }

    /// Every host and port that was asked for and refused since the site was started.
    pub fn refused_ever(&self) -> Vec<String> {
        self.lock().refused_ever.iter().cloned().collect()
    }

    /// Hosts with ports that were asked for and refused since the scenario was set.
    pub fn refused(&self) -> Vec<String> {
        self.lock().refused.clone()
    }

    /// Requests to www.linkedin.com (method and path) since the scenario was set.
    pub fn requests(&self) -> Vec<String> {
        self.lock().requests.clone()
    }

    fn refuse(&self, target: &str) {
        let mut state = self.lock();
        state.refused.push(target.to_owned());
        state.refused_ever.insert(target.to_owned());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

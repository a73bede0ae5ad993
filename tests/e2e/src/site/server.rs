//! The replica's server: static files, one page for every path, and what "LinkedIn" is told.

use std::convert::Infallible;

use anyhow::Result;
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};

use super::Site;

/// As strict as LinkedIn's own, and stricter: nothing inline, nothing from elsewhere, Trusted Types.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     frame-src 'self'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types default";

pub async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, site: Site) -> Result<()> {
    let service = service_fn(move |request| {
        let site = site.clone();
        async move { Ok::<_, Infallible>(answer(&site, request).await) }
    });
    hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await?;
    Ok(())
}

async fn answer(site: &Site, request: Request<Incoming>) -> Response<Full<Bytes>> {
    let path = request.uri().path().to_owned();
    site.lock().requests.push(format!("{} {}", request.method(), request.uri()));
    match (request.method(), path.as_str()) {
        (&Method::POST, "/replica/act") => {
            let body = request.into_body().collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
            act(site, &body);
            respond(StatusCode::OK, "application/json", "{}")
        }
        (&Method::GET, "/favicon.ico") => respond(StatusCode::NOT_FOUND, "text/plain", ""),
        (&Method::GET, path) => match path.strip_prefix("/sc/") {
            Some(file) => static_file(site, file),
            None => page(site, request.uri().query().unwrap_or_default()),
        },
        _ => respond(StatusCode::METHOD_NOT_ALLOWED, "text/plain", ""),
    }
}

/// Records what was decided, and takes the invitation off the list.
fn act(site: &Site, body: &[u8]) {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let (act, id) = (text("act"), text("id"));
    let mut state = site.lock();
    if (act == "accept" || act == "ignore")
        && let Some(invitations) = state.scenario.get_mut("invitations").and_then(Value::as_array_mut)
    {
        invitations.retain(|invitation| invitation.get("id").and_then(Value::as_str) != Some(&id));
    }
    state.acts.push((act, id));
}

fn static_file(site: &Site, file: &str) -> Response<Full<Bytes>> {
    let kind = match file.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/speculationrules+json",
        _ => return respond(StatusCode::NOT_FOUND, "text/plain", ""),
    };
    if file.split('/').any(|part| part == "..") {
        return respond(StatusCode::NOT_FOUND, "text/plain", "");
    }
    match std::fs::read_to_string(site.files.join(file)) {
        Ok(text) => respond(StatusCode::OK, kind, text),
        Err(_) => respond(StatusCode::NOT_FOUND, "text/plain", ""),
    }
}

/// The page with the scenario that is set; or, for tabs that differ, with the one that the address asks for:
/// `?scenario=languages/de&generation=ember2018`.
fn page(site: &Site, query: &str) -> Response<Full<Bytes>> {
    let asked = |name: &str| query.split('&').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let mut scenario = site.lock().scenario.clone();
    if let Some(name) = asked("scenario").filter(|name| !name.contains('.')) {
        let Ok(file) = site.scenario_file(name) else {
            return respond(StatusCode::NOT_FOUND, "text/plain", "no such scenario");
        };
        scenario = file;
        let decided = site.acts();
        if let Some(invitations) = scenario.get_mut("invitations").and_then(Value::as_array_mut) {
            invitations.retain(|one| decided.iter().all(|(_, id)| one.get("id").and_then(Value::as_str) != Some(id)));
        }
    }
    // A page that is made already; its styles are its own.
    if let Some(html) = scenario.get("html").and_then(Value::as_str) {
        let mut response = respond(StatusCode::OK, "text/html; charset=utf-8", html.to_owned());
        let csp = CSP.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
        if let Ok(csp) = csp.parse() {
            response.headers_mut().insert("content-security-policy", csp);
        }
        return response;
    }
    if let Some(generation) = asked("generation") {
        scenario["generation"] = generation.into();
    }
    let ahead = scenario.get("prerender") == Some(&Value::Bool(true));
    let scenario = scenario.to_string().replace('<', "\\u003c");
    match std::fs::read_to_string(site.files.join("app.html")) {
        Ok(app) => {
            let mut response =
                respond(StatusCode::OK, "text/html; charset=utf-8", app.replace("%SCENARIO%", &scenario));
            if ahead {
                let rules = HeaderValue::from_static("\"/sc/prerender.json\"");
                response.headers_mut().insert("speculation-rules", rules);
            }
            response
        }
        Err(error) => respond(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", error.to_string()),
    }
}

fn respond(status: StatusCode, kind: &str, body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    Response::builder()
        .status(status)
        .header("content-type", kind)
        .header("content-security-policy", CSP)
        .header("x-content-type-options", "nosniff")
        .header("x-frame-options", "sameorigin")
        // Always asked for again, and still kept for going back.
        .header("cache-control", "no-cache")
        .body(Full::new(body.into()))
        .expect("constant headers are valid")
}

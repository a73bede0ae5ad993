//! A proxy that leads `www.linkedin.com:443` to the replica and refuses everything else.

use std::sync::Arc;

use anyhow::{Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;

use super::{Site, server};

const HOST: &str = "www.linkedin.com";

/// A server identity made up for this run; the browsers are told to accept it.
pub fn tls() -> Result<TlsAcceptor> {
    let identity = rcgen::generate_simple_self_signed([HOST.to_owned()])?;
    let key = PrivatePkcs8KeyDer::from(identity.signing_key.serialize_der());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![identity.cert.der().clone()], key.into())?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

pub async fn serve(listener: TcpListener, tls: TlsAcceptor, site: Site) {
    while let Ok((stream, _)) = listener.accept().await {
        let (tls, site) = (tls.clone(), site.clone());
        tokio::spawn(async move {
            // A browser that hangs up in the middle is no news.
            let _ = connection(stream, tls, site).await;
        });
    }
}

async fn connection(mut stream: TcpStream, tls: TlsAcceptor, site: Site) -> Result<()> {
    let head = read_head(&mut stream).await?;
    let line = head.lines().next().unwrap_or_default();
    let target = line.split_whitespace().nth(1).unwrap_or_default();
    if line.starts_with("CONNECT ") && target == format!("{HOST}:443") {
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
        server::serve(tls.accept(stream).await?, site).await
    } else {
        site.refuse(&host_and_port(target));
        stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await?;
        Ok(())
    }
}

/// Which host a request is for: a CONNECT names host and port, any other method a whole address.
fn host_and_port(target: &str) -> String {
    match target.strip_prefix("http://") {
        None => target.to_owned(),
        Some(rest) => {
            let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
            if host.contains(':') { host.to_owned() } else { format!("{host}:80") }
        }
    }
}

/// The request's head. A CONNECT has no body, and nothing else is answered, so reading byte by byte is
/// what keeps the TLS greeting behind it untouched.
async fn read_head(stream: &mut TcpStream) -> Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if head.len() > 16_384 {
            bail!("a request's head without an end");
        }
        head.push(stream.read_u8().await?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_written_with_their_ports() {
        assert_eq!(host_and_port("one.example:443"), "one.example:443");
        assert_eq!(host_and_port("http://one.example/a?b"), "one.example:80");
        assert_eq!(host_and_port("http://one.example:8080/"), "one.example:8080");
        assert_eq!(host_and_port("http://one.example?b"), "one.example:80");
    }
}

//! Files encrypted with a passphrase, in the age format (`age-encryption.org/v1`): any age tool opens them.
//!
//! Written after the format's specification (C2SP, `age.md`) over RustCrypto's ciphers, for files with a
//! passphrase only. The `age` crate does far more than that: it would add 213 KB (gzipped) to the 13 KB that
//! this takes, and 191 crates to 31.

use chacha20poly1305::aead::AeadInOut;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::limits::MAX_WORK;
use super::problem::{AgeFault, Cause, Problem};

const VERSION: &str = "age-encryption.org/v1";
/// Comes before the salt, so that no other use of the passphrase gives the same key.
const SALT_LABEL: &str = "age-encryption.org/v1/scrypt";
/// Armored files: base 64 between these lines.
const ARMOR_BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
const ARMOR_END: &str = "-----END AGE ENCRYPTED FILE-----";

const CHUNK: usize = 64 << 10;
const TAG: usize = 16;
const FILE_KEY: usize = 16;
const NONCE: usize = 16;

/// The work that we ask for, as the power of two that scrypt calls N: 2^17 with 128 MB is what OWASP's Password
/// Storage Cheat Sheet asks for first, and it takes about a second in a browser. Age's own 2^18 needs 256 MB.
pub const WORK: u8 = 17;

/// Fresh random bytes from a generator that is good enough for keys (`crypto.getRandomValues`); never to be used
/// twice.
#[derive(Clone)]
pub struct Random {
    pub file_key: [u8; FILE_KEY],
    pub salt: [u8; 16],
    pub nonce: [u8; NONCE],
}

/// Whether a file is encrypted in this format.
#[must_use]
pub fn is_age(bytes: &[u8]) -> bool {
    bytes.starts_with(VERSION.as_bytes()) || bytes.trim_ascii_start().starts_with(ARMOR_BEGIN.as_bytes())
}

/// Encrypts a file, with [`WORK`] or more or less of it.
///
/// # Errors
/// [`Cause::TooMuchWork`] if scrypt doesn't take so much.
pub fn encrypt(plain: &[u8], passphrase: &str, work: u8, random: &Random) -> Result<Vec<u8>, Problem> {
    let mut wrapped = random.file_key.to_vec();
    let key = cipher(&wrap_key(passphrase, &random.salt, work)?);
    // Each key is used for one message only, so the nonce can be zero.
    key.encrypt_in_place(&[0; 12].into(), b"", &mut wrapped).map_err(|_| Cause::Age(AgeFault::Key))?;
    let salt = base64::encode(&random.salt);
    let header = format!("{VERSION}\n-> scrypt {salt} {work}\n{}\n---", base64::encode(&wrapped));
    let mac = header_mac(&random.file_key, header.as_bytes()).finalize().into_bytes();

    let mut file = format!("{header} {}\n", base64::encode(&mac)).into_bytes();
    file.extend(random.nonce);
    let stream = cipher(&derive(&random.file_key, &random.nonce, b"payload"));
    let mut chunks = plain.chunks(CHUNK).peekable();
    let mut counter = 0_u64;
    loop {
        // An empty file is one empty chunk.
        let chunk = chunks.next().unwrap_or_default();
        let last = chunks.peek().is_none();
        let begin = file.len();
        file.extend(chunk);
        let tag = stream
            .encrypt_inout_detached(&chunk_nonce(counter, last).into(), b"", (&mut file[begin..]).into())
            .map_err(|_| Cause::Age(AgeFault::TooLong))?;
        file.extend(tag);
        counter += 1;
        if last {
            return Ok(file);
        }
    }
}

/// Opens an encrypted file.
///
/// # Errors
/// [`Cause::WrongPassphrase`]; [`Cause::Age`] if it is damaged; [`Cause::OtherRecipient`] if it was encrypted for
/// a key; [`Cause::TooMuchWork`] if opening it would take more memory than there is.
pub fn decrypt(bytes: &[u8], passphrase: &str) -> Result<Vec<u8>, Problem> {
    let unarmored;
    let bytes = match unarmor(bytes)? {
        Some(bytes) => {
            unarmored = bytes;
            &unarmored
        }
        None => bytes,
    };
    let header = Header::parse(bytes)?;
    if header.work > MAX_WORK {
        return Err(Cause::TooMuchWork(header.work).into());
    }
    let mut file_key = header.wrapped;
    let key = cipher(&wrap_key(passphrase, &header.salt, header.work)?);
    key.decrypt_in_place(&[0; 12].into(), b"", &mut file_key).map_err(|_| Cause::WrongPassphrase)?;
    let mac = header_mac(&file_key, header.signed);
    mac.verify_slice(&header.mac).map_err(|_| Cause::Age(AgeFault::ChangedHeader))?;

    let (nonce, sealed) = header.payload.split_at_checked(NONCE).ok_or(Cause::Age(AgeFault::CutOff))?;
    let stream = cipher(&derive(&file_key, nonce, b"payload"));
    let mut plain = Vec::with_capacity(sealed.len());
    let mut rest = sealed;
    let mut counter = 0_u64;
    loop {
        let (chunk, more) = rest.split_at(rest.len().min(CHUNK + TAG));
        rest = more;
        let last = rest.is_empty();
        let (text, tag) = chunk.split_at_checked(chunk.len().wrapping_sub(TAG)).ok_or(Cause::Age(AgeFault::CutOff))?;
        if text.is_empty() && counter > 0 {
            return Err(Cause::Age(AgeFault::EmptyEnd).into());
        }
        let begin = plain.len();
        plain.extend(text);
        let tag = tag.try_into().map_err(|_| Cause::Age(AgeFault::CutOff))?;
        stream
            .decrypt_inout_detached(&chunk_nonce(counter, last).into(), b"", (&mut plain[begin..]).into(), &tag)
            .map_err(|_| Cause::Age(AgeFault::Changed))?;
        counter += 1;
        if last {
            return Ok(plain);
        }
    }
}

/// The text before the payload, taken apart.
struct Header<'a> {
    salt: [u8; 16],
    work: u8,
    wrapped: Vec<u8>,
    /// What the code below authenticates.
    signed: &'a [u8],
    mac: Vec<u8>,
    payload: &'a [u8],
}

impl<'a> Header<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Self, Cause> {
        let broken = Cause::Age(AgeFault::Header);
        let mut rest = bytes;
        let mut next = || -> Option<&'a str> {
            let end = rest.iter().take(1_000).position(|byte| *byte == b'\n')?;
            let (line, more) = rest.split_at(end);
            rest = &more[1..];
            std::str::from_utf8(line).ok()
        };
        if next() != Some(VERSION) {
            return Err(broken);
        }
        let stanza: Vec<&str> = next().ok_or(broken.clone())?.split(' ').collect();
        let ["->", kind, arguments @ ..] = stanza.as_slice() else { return Err(broken) };
        // A file with a passphrase has no other recipients.
        let ("scrypt", [salt, work]) = (*kind, arguments) else { return Err(Cause::OtherRecipient) };
        let salt = base64::decode(salt).and_then(|salt| salt.try_into().ok()).ok_or(broken.clone())?;
        let digits = !work.is_empty() && !work.starts_with('0') && work.bytes().all(|byte| byte.is_ascii_digit());
        let work = work.parse().ok().filter(|_| digits).ok_or(broken.clone())?;
        let wrapped = next().and_then(base64::decode).filter(|body| body.len() == FILE_KEY + TAG);
        let wrapped = wrapped.ok_or(broken.clone())?;
        let mac = next().and_then(|line| line.strip_prefix("--- ")).ok_or(broken.clone())?;
        let signed = &bytes[..bytes.len() - rest.len() - mac.len() - 2];
        let mac = base64::decode(mac).ok_or(broken)?;
        Ok(Self { salt, work, wrapped, signed, mac, payload: rest })
    }
}

fn wrap_key(passphrase: &str, salt: &[u8], work: u8) -> Result<[u8; 32], Cause> {
    let params = scrypt::Params::new(work, 8, 1).map_err(|_| Cause::TooMuchWork(work))?;
    let mut key = [0; 32];
    scrypt::scrypt(passphrase.as_bytes(), &[SALT_LABEL.as_bytes(), salt].concat(), &params, &mut key)
        .map_err(|_| Cause::TooMuchWork(work))?;
    Ok(key)
}

fn derive(file_key: &[u8], salt: &[u8], label: &[u8]) -> [u8; 32] {
    let mut key = [0; 32];
    hkdf::Hkdf::<Sha256>::new(Some(salt), file_key).expand(label, &mut key).expect("32 bytes are not too many");
    key
}

fn cipher(key: &[u8; 32]) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(key.into())
}

fn header_mac(file_key: &[u8], header: &[u8]) -> Hmac<Sha256> {
    let key = derive(file_key, b"", b"header");
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(&key).expect("a key of any length will do");
    mac.update(header);
    mac
}

/// Eleven bytes that count, and one that says whether this is the end.
fn chunk_nonce(counter: u64, last: bool) -> [u8; 12] {
    let mut nonce = [0; 12];
    nonce[3..11].copy_from_slice(&counter.to_be_bytes());
    nonce[11] = u8::from(last);
    nonce
}

/// The bytes of an armored file; `None` if it isn't one.
fn unarmor(bytes: &[u8]) -> Result<Option<Vec<u8>>, Cause> {
    let broken = Cause::Age(AgeFault::Armor);
    let bytes = bytes.trim_ascii();
    let Some(rest) = bytes.strip_prefix(ARMOR_BEGIN.as_bytes()) else { return Ok(None) };
    let body = rest.strip_suffix(ARMOR_END.as_bytes()).ok_or(broken.clone())?;
    let text: String = body.iter().filter(|byte| !byte.is_ascii_whitespace()).map(|byte| char::from(*byte)).collect();
    base64::decode(text.trim_end_matches('=')).map(Some).ok_or(broken)
}

/// Base 64 without padding (RFC 4648, section 4), in its one canonical form.
mod base64 {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    pub fn encode(bytes: &[u8]) -> String {
        let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
        for part in bytes.chunks(3) {
            let bits = part.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - part.len()));
            for n in 0..=part.len() {
                text.push(char::from(LETTERS[(bits >> (18 - 6 * n) & 63) as usize]));
            }
        }
        text
    }

    pub fn decode(text: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
        for part in text.as_bytes().chunks(4) {
            let mut bits = 0_u32;
            for letter in part {
                bits = bits << 6 | u32::try_from(LETTERS.iter().position(|other| other == letter)?).ok()?;
            }
            bits <<= 6 * (4 - part.len());
            let [_, decoded @ ..] = bits.to_be_bytes();
            let (kept, lost) = decoded.split_at(part.len() * 3 / 4);
            // One letter alone is no byte; bits that say nothing must be zero.
            if part.len() == 1 || lost.iter().any(|byte| *byte != 0) {
                return None;
            }
            bytes.extend(kept);
        }
        Some(bytes)
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use proptest::prelude::*;

        #[test]
        fn the_examples_of_rfc_4648() {
            for (plain, text) in
                [("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("foobar", "Zm9vYmFy")]
            {
                assert_eq!(encode(plain.as_bytes()), text);
                assert_eq!(decode(text).as_deref(), Some(plain.as_bytes()));
            }
            for wrong in ["Z", "Zh", "Zm9", "Zg==", "Z g", "é"] {
                assert_eq!(decode(wrong), None, "{wrong}");
            }
        }

        proptest! {
            #[test]
            fn bytes_come_back(bytes: Vec<u8>) {
                prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
            }
        }
    }
}

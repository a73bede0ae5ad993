#!/usr/bin/env bash
# Builds, tests, demonstrates and measures Really Know. `./build.sh help` says how.
#
# Nothing has to be prepared but Rust (rustup), Node.js and npm: every other tool is looked for on the machine first and
# otherwise installed into a cache of our own, keyed by its version. Root rights are used only if the script already has
# them; it never calls sudo, and says exactly what to install where it can't.
#
# Written for bash 3.2 and later, which is what macOS ships: no associative arrays, no mapfile.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$ROOT"

CACHE=${REALLY_KNOW_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/really-know}
TOOLS=$CACHE/tools
TARGET=$ROOT/target        # the native compiler's
WASM_TARGET=$TARGET/wasm   # the WebAssembly compiler's, which can be another version
SEARCH_OUT=$TARGET/search  # what the search's bench needs in the browser
WASM_OUT=$TARGET/wasm-out  # bound and optimised modules, as they go into the packages
DIST=$ROOT/dist
QUICK_OUT=$TARGET/quick-out # bound modules of a quick build
SIZES=$TARGET/sizes.txt

WASM=wasm32-unknown-unknown
FUZZ_TARGETS="snapshot report addresses exchange library age typed json"
BINS="background views dashboard exchange"

# wasm-bindgen's version is not here: Cargo.lock decides it.
BINARYEN_VERSION=132.0.0
GECKODRIVER_VERSION=0.37.0
WASM_PACK_VERSION=0.15.1
CARGO_FUZZ_VERSION=0.13.1
TYPESCRIPT_VERSION=7.0.2
CHROME_TYPES_VERSION=0.3.7
MINISEARCH_VERSION=7.2.0
FLEXSEARCH_VERSION=0.8.212
FUSE_VERSION=7.5.0
UFUZZY_VERSION=1.0.19
AXE_VERSION=4.14.1
OLDEST_FIREFOX=143 # strict_min_version in extension/manifest.json
RUSTUP_PATIENCE=180 # seconds that `rustup target add` may take

SUMMARY="" # a line for each stage that ran

# ---------------------------------------------------------------------------------------------------------- speaking

note() { printf '[%4d s] %s\n' "$SECONDS" "$*"; }

# die WHAT HINT...: also tells how the stages before it went.
die() {
  printf '\nbuild.sh: %s\n' "$1" >&2
  shift
  if (($#)); then printf '  %s\n' "$@" >&2; fi
  if [[ $BASH_SUBSHELL -eq 0 && -n $SUMMARY ]]; then printf '\n%s' "$SUMMARY" >&2; fi
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

need_file() { [[ -e $1 ]] || die "$1 is missing." "$2"; }

am_root() { [[ $(id -u) -eq 0 ]]; }

cores() { nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 1; }

# The first argument that is a program: a name on PATH or an absolute path.
first_program() {
  local candidate
  for candidate; do
    [[ -n $candidate ]] && command -v "$candidate" 2>/dev/null && return
  done
  return 1
}

major_version() { "$1" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9][0-9]*\)\..*/\1/p' | head -n 1; }

# -------------------------------------------------------------------------------------------------------- installing

# quietly LOG COMMAND...: keeps the output for the case that it is needed.
quietly() {
  local log=$1
  shift
  "$@" >"$log" 2>&1 </dev/null && return
  printf -- '--- last lines of %s\n' "$log" >&2
  tail -n 25 "$log" >&2
  return 1
}

# Folders that an earlier run was filling when it was stopped. Those of a run that still lives are left alone.
sweep_partial() {
  local partial
  for partial in "$1".partial.*; do
    [[ -d $partial ]] || continue
    kill -0 "${partial##*.}" 2>/dev/null || rm -rf "$partial"
  done
}

# install_once DIR WHY COMMAND...: calls `COMMAND... PARTIAL`, and only when it is complete moves PARTIAL to DIR.
# So whatever is called DIR is whole, and a second run finds it at once.
install_once() {
  local dir=$1 why=$2
  shift 2
  [[ -d $dir ]] && return
  mkdir -p "$TOOLS" "$CACHE/logs"
  sweep_partial "$dir"
  local partial=$dir.partial.$$ log=$CACHE/logs/${dir##*/}.log began=$SECONDS
  note "Installing ${dir##*/}: $why"
  mkdir "$partial"
  quietly "$log" "$@" "$partial" || die "${dir##*/} could not be installed; see $log"
  # Another run may have finished the same thing meanwhile. Its copy is as good.
  if [[ -d $dir ]]; then rm -rf "$partial"; else mv "$partial" "$dir"; fi
  note "Installed ${dir##*/} in $((SECONDS - began)) s."
}

# The locked dependencies first; where one of them is not served any more, a new resolution.
cargo_install() {
  cargo install "$1" --version "$2" --root "$3" --locked || cargo install "$1" --version "$2" --root "$3"
}

# npm_install PACKAGE... DIR
npm_install() {
  local dir=${!#}
  npm install --no-audit --no-fund --no-save --prefix "$dir" "${@:1:$#-1}"
}

apt_missing() {
  local package
  for package; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
  done
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -y -qq --no-install-recommends "$@"; }

# A machine's own list of packages may be months old, and with it the browsers: it is brought up to date first, once a run.
# Without a network the old one has to do.
APT_UPDATED=
apt_install_now() {
  if [[ -z $APT_UPDATED ]]; then apt_get update || true; fi
  APT_UPDATED=yes
  apt_get install "$@"
}

# apt_install WHY PACKAGE...: false where this is no Debian, or we are not root.
apt_install() {
  local why=$1 missing
  shift
  has apt-get || return 1
  missing=$(apt_missing "$@" | tr '\n' ' ')
  [[ -z $missing ]] && return
  # shellcheck disable=SC2086 # several package names
  apt_fetch "$why" $missing
}

# apt_fetch WHY PACKAGE...: the newest there is, also of what is installed already.
apt_fetch() {
  local why=$1 began=$SECONDS
  shift
  { has apt-get && am_root; } || return 1
  mkdir -p "$CACHE/logs"
  note "Installing $*: $why"
  quietly "$CACHE/logs/apt.log" apt_install_now "$@" || return 1
  note "Installed $* in $((SECONDS - began)) s."
}

# ------------------------------------------------------------------------------------- the WebAssembly compiler

# Set by use_wasm_toolchain where the compiler on PATH is not the one that compiles for the browser.
WASM_RUST=

# for_wasm COMMAND...: with that compiler. clippy's driver doesn't see the arguments in our rustc, and reads SYSROOT.
for_wasm() {
  if [[ -n $WASM_RUST ]]; then
    env CARGO_TARGET_DIR="$WASM_TARGET" PATH="$WASM_RUST/bin:$PATH" SYSROOT="$WASM_RUST" "$@"
  else
    env CARGO_TARGET_DIR="$WASM_TARGET" "$@"
  fi
}

has_wasm_target() {
  local libs
  libs=$("$1" --print target-libdir --target $WASM 2>/dev/null) || return 1
  compgen -G "$libs/libcore-*.rlib" >/dev/null
}

add_rustup_target() {
  has rustup || return 1
  note "Adding the $WASM target: the extension's programs are compiled for the browser"
  local limit=""
  if has timeout; then limit="timeout $RUSTUP_PATIENCE"; fi
  # shellcheck disable=SC2086 # a command and its argument, or nothing
  $limit rustup target add $WASM >/dev/null 2>&1 && has_wasm_target rustc
}

# Debian's own compiler comes with its exact source, from which the target's standard library can be built.
debian_rust_version() { /usr/bin/rustc --version 2>/dev/null | awk '{ print $2 }'; }

debian_rust_dir() { echo "$TOOLS/rust-$(debian_rust_version)-$WASM-small"; }

has_debian_wasm() { [[ -x /usr/bin/rustc && -d $(debian_rust_dir) ]]; }

install_debian_rust() {
  local why="rustup can't fetch the $WASM target here, and Debian's compiler comes with the source to build it from"
  apt_install "$why" rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy rustfmt-web || return 1
  # rust-lld is a link to the linker of one LLVM version, which is a package of its own.
  apt_install "it links WebAssembly" "$(basename "$(readlink /usr/bin/rust-lld)")"
}

# An empty crate makes cargo build the standard library. Its bitcode is kept because release builds use LTO. Optimised
# for size, it makes each of our modules 7 % smaller than with cargo's usual optimisation for speed; with small sorts
# and formatting (optimize_for_size) 5 % more.
build_std() {
  local work=$1
  mkdir -p "$work/src" || return
  cat >"$work/Cargo.toml" <<TOML
[package]
name = "empty"
version = "0.0.0"
edition = "2021"
[workspace]
[profile.release]
opt-level = "s"
codegen-units = 1
TOML
  echo '#![no_std]' >"$work/src/lib.rs"
  (cd "$work" && env -u CARGO_TARGET_DIR RUSTFLAGS=-Cembed-bitcode=yes RUSTC_BOOTSTRAP=1 RUSTC=/usr/bin/rustc \
    /usr/bin/cargo build --release --target $WASM -Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro \
    -Zbuild-std-features=optimize_for_size)
}

# A compiler folder of our own, so that nothing is written below /usr: links to Debian's parts, and the new library.
# Every step is chained: called behind a `||`, bash would otherwise go on after one that failed.
assemble_debian_rust() {
  local dir=$1 partial=$2
  local work=$partial/work libs=$partial/lib/rustlib/$WASM/lib
  build_std "$work" &&
    mkdir -p "$partial/bin" "$libs" &&
    find /usr/lib/rustlib -mindepth 1 -maxdepth 1 ! -name "$WASM" -exec ln -s {} "$partial/lib/rustlib/" ';' &&
    rm "$work/target/$WASM/release/deps/"libempty-* &&
    cp "$work/target/$WASM/release/deps/"*.rlib "$libs/" &&
    ln -s /usr/bin/cargo /usr/bin/cargo-clippy /usr/bin/clippy-driver "$partial/bin/" &&
    printf '#!/bin/sh\nexec /usr/bin/rustc --sysroot "%s" "$@"\n' "$dir" >"$partial/bin/rustc" &&
    chmod +x "$partial/bin/rustc" &&
    rm -rf "$work"
}

use_debian_rust() {
  WASM_RUST=$(debian_rust_dir)
  note "The browser's side is compiled by Debian's Rust $(debian_rust_version), which has the $WASM target."
}

WASM_READY=
use_wasm_toolchain() {
  [[ -n $WASM_READY ]] && return
  WASM_READY=yes
  has cargo || die "Rust is missing." "Install it from https://rustup.rs, then run this again."
  if has_wasm_target rustc; then return; fi
  if has_debian_wasm; then
    use_debian_rust
    return
  fi
  if add_rustup_target; then return; fi
  install_debian_rust || die "The Rust target $WASM is missing and could not be added." \
    "With rustup:              rustup target add $WASM" \
    "Debian's own compiler:    apt-get install rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy (as root)"
  install_once "$(debian_rust_dir)" "the standard library for $WASM, built once (about a minute)" \
    assemble_debian_rust "$(debian_rust_dir)"
  use_debian_rust
}

# -------------------------------------------------------------------------------------------------------- build tools

# The command line tool and the library must be of one version, so the lock file decides.
wasm_bindgen_version() {
  awk '$1 == "name" { name = $3 } $1 == "version" && name == "\"wasm-bindgen\"" { gsub(/"/, "", $3); print $3; exit }' \
    Cargo.lock
}

use_wasm_bindgen() {
  local version
  version=$(wasm_bindgen_version)
  [[ -n $version ]] || die "Cargo.lock names no wasm-bindgen, so its tool's version is not known."
  install_once "$TOOLS/wasm-bindgen-$version" "it joins WebAssembly and JavaScript; the version is Cargo.lock's" \
    cargo_install wasm-bindgen-cli "$version"
  PATH=$TOOLS/wasm-bindgen-$version/bin:$PATH
}

need_npm() {
  has npm || die "npm is missing." "Install Node.js (with npm) from https://nodejs.org or your system's packages."
}

use_wasm_opt() {
  need_npm
  install_once "$TOOLS/binaryen-$BINARYEN_VERSION" "wasm-opt makes WebAssembly small" \
    npm_install "binaryen@$BINARYEN_VERSION"
  PATH=$TOOLS/binaryen-$BINARYEN_VERSION/node_modules/.bin:$PATH
}

use_wasm_pack() {
  install_once "$TOOLS/wasm-pack-$WASM_PACK_VERSION" "it runs the browser tests" \
    cargo_install wasm-pack "$WASM_PACK_VERSION"
  PATH=$TOOLS/wasm-pack-$WASM_PACK_VERSION/bin:$PATH
}

use_typescript() {
  need_npm
  TYPESCRIPT=$TOOLS/typescript-$TYPESCRIPT_VERSION
  install_once "$TYPESCRIPT" "it checks the types in the JavaScript; nothing of it is shipped" \
    npm_install "typescript@$TYPESCRIPT_VERSION" "@types/chrome@$CHROME_TYPES_VERSION"
}

# What people would use instead of our search; measured beside it, never shipped.
use_search_libraries() {
  need_npm
  SEARCH_NPM=$TOOLS/search-$MINISEARCH_VERSION-$FLEXSEARCH_VERSION-$FUSE_VERSION-$UFUZZY_VERSION
  install_once "$SEARCH_NPM" "the search is measured beside them; nothing of them is shipped" \
    npm_install "minisearch@$MINISEARCH_VERSION" "flexsearch@$FLEXSEARCH_VERSION" "fuse.js@$FUSE_VERSION" \
    "@leeoniya/ufuzzy@$UFUZZY_VERSION"
}

# It checks the views for the end-to-end suite; nothing of it is shipped.
use_axe() {
  need_npm
  local dir=$TOOLS/axe-core-$AXE_VERSION
  install_once "$dir" "it checks that the views are accessible; nothing of it is shipped" npm_install "axe-core@$AXE_VERSION"
  export AXE_CORE=$dir/node_modules/axe-core/axe.min.js
}

BUILD_TOOLS_READY=
use_build_tools() {
  [[ -n $BUILD_TOOLS_READY ]] && return
  BUILD_TOOLS_READY=yes
  use_wasm_toolchain
  use_wasm_bindgen
  use_wasm_opt
}

# ----------------------------------------------------------------------------------------------------------- browsers

# Set by use_browsers; can be given from outside.
CHROME_BINARY=${CHROME_BINARY:-}
CHROMEDRIVER=${CHROMEDRIVER:-}
FIREFOX_BINARY=${FIREFOX_BINARY:-}
GECKODRIVER=${GECKODRIVER:-}

find_chrome() {
  first_program "$CHROME_BINARY" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
}

find_firefox() {
  first_program "$FIREFOX_BINARY" firefox firefox-esr "/Applications/Firefox.app/Contents/MacOS/firefox" \
    "/Applications/Firefox Developer Edition.app/Contents/MacOS/firefox"
}

use_chrome() {
  CHROME_BINARY=$(find_chrome) || apt_install "the tests drive a real Chromium" chromium chromium-driver || true
  CHROME_BINARY=$(find_chrome) || die "No Chromium or Chrome was found." \
    "Debian, Ubuntu:  apt-get install chromium chromium-driver (as root)" \
    "macOS:           brew install --cask chromium" \
    "or set CHROME_BINARY to one."
}

# A driver is of use only for the browser of the same major version.
driver_fits() { [[ -x $1 && $(major_version "$1") == $(major_version "$CHROME_BINARY") ]]; }

find_chromedriver() {
  local driver
  driver=$(first_program "$CHROMEDRIVER" chromedriver /usr/lib/chromium-browser/chromedriver) || return 1
  driver_fits "$driver" && echo "$driver"
}

use_chromedriver() {
  CHROMEDRIVER=$(find_chromedriver) && return
  local version dir
  version=$(major_version "$CHROME_BINARY")
  if [[ $CHROME_BINARY == /usr/bin/chromium ]]; then
    apt_install "it lets the tests drive Chromium $version" chromium-driver || true
    CHROMEDRIVER=$(find_chromedriver) && return
  fi
  dir=$TOOLS/chromedriver-$version
  install_once "$dir" "it lets the tests drive $CHROME_BINARY $version" npm_install "chromedriver@$version"
  CHROMEDRIVER=$dir/node_modules/chromedriver/lib/chromedriver/chromedriver
  driver_fits "$CHROMEDRIVER" || die "$CHROMEDRIVER does not fit $CHROME_BINARY $version." \
    "Install ChromeDriver $version and set CHROMEDRIVER to it."
}

use_firefox() {
  FIREFOX_BINARY=$(find_firefox) || apt_install "the tests drive a real Firefox" firefox-esr || true
  FIREFOX_BINARY=$(find_firefox) || die "No Firefox was found." \
    "Debian:  apt-get install firefox-esr (as root)" \
    "others:  https://www.mozilla.org/firefox/" \
    "or set FIREFOX_BINARY to one."
  local version
  version=$(major_version "$FIREFOX_BINARY")
  if ((${version:-0} < OLDEST_FIREFOX)) && has dpkg-query && [[ -z $(apt_missing firefox-esr) ]]; then
    apt_fetch "Firefox ${version:-?} is too old; $OLDEST_FIREFOX is the oldest that will do" firefox-esr || true
    version=$(major_version "$FIREFOX_BINARY")
  fi
  ((${version:-0} >= OLDEST_FIREFOX)) ||
    die "$FIREFOX_BINARY is version ${version:-unknown}; $OLDEST_FIREFOX is the oldest that will do."
}

use_geckodriver() {
  GECKODRIVER=$(first_program "$GECKODRIVER" geckodriver) && return
  install_once "$TOOLS/geckodriver-$GECKODRIVER_VERSION" "it lets the tests drive Firefox" \
    cargo_install geckodriver "$GECKODRIVER_VERSION"
  GECKODRIVER=$TOOLS/geckodriver-$GECKODRIVER_VERSION/bin/geckodriver
}

BROWSERS_READY=
use_browsers() {
  [[ -n $BROWSERS_READY ]] && return
  BROWSERS_READY=yes
  use_chrome
  use_chromedriver
  use_firefox
  use_geckodriver
  note "Browsers: $CHROME_BINARY ($(major_version "$CHROME_BINARY")), $FIREFOX_BINARY ($(major_version "$FIREFOX_BINARY"))"
}

# Chromium's sandbox refuses to run as root; for everybody else it stays on.
write_webdriver_json() {
  local sandbox=""
  if am_root; then sandbox='"--no-sandbox", '; fi
  mkdir -p "$TARGET"
  cat >"$TARGET/webdriver.json" <<JSON
{
  "goog:chromeOptions": {
    "binary": "$CHROME_BINARY",
    "args": ["--headless=new", $sandbox"--disable-gpu", "--disable-dev-shm-usage"]
  },
  "moz:firefoxOptions": { "binary": "$FIREFOX_BINARY", "args": ["-headless"] }
}
JSON
}

# ----------------------------------------------------------------------------------------------------------- building

# Paths of this machine would otherwise stand in the modules: in the text of panics, and in no two builds the same.
# And nothing is inlined that makes a module larger, not even a little: the background's is 3 % smaller zipped.
release_flags() {
  echo "--remap-path-prefix=$ROOT=/really-know --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=/cargo" \
    "-Cllvm-args=-inline-threshold=0"
}

# `strip` would also remove the list of features that wasm-bindgen reads; wasm-opt leaves out the names anyway.
compile_wasm() {
  local bin
  for bin in $BINS; do need_file "src/bin/$bin.rs" "It is the entry point of the $bin context."; done
  note "Compiling for the browser"
  for_wasm env CARGO_PROFILE_RELEASE_STRIP=none RUSTFLAGS="$(release_flags)" \
    cargo build --release --target $WASM --package really-know --bins
}

bind_wasm() {
  local bin
  rm -rf "$WASM_OUT"
  mkdir -p "$WASM_OUT"
  for bin in $BINS; do
    wasm-bindgen --target web --no-typescript --out-dir "$WASM_OUT" --out-name "$bin" \
      "$WASM_TARGET/$WASM/release/$bin.wasm"
  done
}

# The features that rustc's output uses. All of them are older than minimum_chrome_version and strict_min_version.
WASM_FEATURES="--enable-bulk-memory --enable-bulk-memory-opt --enable-multivalue --enable-mutable-globals \
--enable-nontrapping-float-to-int --enable-reference-types --enable-sign-ext"

# A function that is called once is smaller inside its caller, but one with hundreds of variables is zipped badly: without
# that, modules are as large as before, and 5 % smaller zipped.
SMALL_FUNCTIONS="--one-caller-inline-max-function-size=0"

optimise_one() {
  # shellcheck disable=SC2086 # several flags
  wasm-opt -Oz $SMALL_FUNCTIONS --strip-producers --strip-target-features $WASM_FEATURES "$1" -o "$1.opt"
  mv "$1.opt" "$1"
}

optimise_wasm() {
  note "Optimising for size"
  export -f optimise_one
  export WASM_FEATURES SMALL_FUNCTIONS
  # shellcheck disable=SC2016 # expanded by the inner bash
  printf '%s\0' "$WASM_OUT"/*.wasm | xargs -0 -n 1 -P "$(cores)" bash -euc 'optimise_one "$1"' _
}

# What the modules are made from and with: if that is as it was, so are they.
wasm_stamp() {
  (cd "$WASM_TARGET/$WASM/release" && for bin in $BINS; do cksum "$bin.wasm"; done)
  echo "wasm-bindgen $(wasm_bindgen_version), binaryen $BINARYEN_VERSION $WASM_FEATURES $SMALL_FUNCTIONS"
}

finish_wasm() {
  local stamp
  stamp=$(wasm_stamp)
  if [[ -f $WASM_OUT.stamp && $(<"$WASM_OUT.stamp") == "$stamp" ]]; then
    note "The modules have not changed."
    return
  fi
  rm -f "$WASM_OUT.stamp"
  bind_wasm
  optimise_wasm
  echo "$stamp" >"$WASM_OUT.stamp"
}

# The same without any optimising, and without archives: for trying out what was just written.
compile_quickly() {
  note "Compiling for the browser, unoptimised"
  for_wasm env CARGO_PROFILE_DEV_DEBUG=0 cargo build --target $WASM --package really-know --bins
  mkdir -p "$QUICK_OUT"
  local bin
  for bin in $BINS; do
    wasm-bindgen --target web --no-typescript --out-dir "$QUICK_OUT" --out-name "$bin" "$WASM_TARGET/$WASM/debug/$bin.wasm"
  done
}

make_packages() {
  cargo run --quiet --package pack -- --wasm "$WASM_OUT" --out "$DIST" | tee "$SIZES"
}

build_extension() {
  compile_wasm
  finish_wasm
  make_packages
  note "Ready: $DIST/chrome and $DIST/firefox can be loaded unpacked."
}

# The search as a module of its own, and the libraries beside which it is measured, as one folder of scripts.
build_search_bench() {
  local modules=$SEARCH_NPM/node_modules
  note "Compiling the search for its bench"
  for_wasm env CARGO_PROFILE_RELEASE_STRIP=none RUSTFLAGS="$(release_flags)" \
    cargo build --release --target $WASM --package really-know --example search_web
  rm -rf "$SEARCH_OUT"
  mkdir -p "$SEARCH_OUT"
  wasm-bindgen --target web --no-typescript --out-dir "$SEARCH_OUT" --out-name search_web \
    "$WASM_TARGET/$WASM/release/examples/search_web.wasm"
  optimise_one "$SEARCH_OUT/search_web_bg.wasm"
  cp "$modules/minisearch/dist/es/index.js" "$SEARCH_OUT/minisearch.js"
  cp "$modules/flexsearch/dist/flexsearch.bundle.module.min.mjs" "$SEARCH_OUT/flexsearch.js"
  cp "$modules/fuse.js/dist/fuse.min.mjs" "$SEARCH_OUT/fuse.js"
  cp "$modules/@leeoniya/ufuzzy/dist/uFuzzy.mjs" "$SEARCH_OUT/ufuzzy.js"
}

# ------------------------------------------------------------------------------------------------------------- stages

check_format() {
  cargo metadata --locked --format-version 1 >/dev/null || die "Cargo.lock is not up to date."
  cargo fmt --all --check
}

lint_native() { cargo clippy --quiet --workspace --all-targets -- -D warnings; }

lint_wasm() {
  for_wasm cargo clippy --quiet --target $WASM --package really-know --lib --bins --test web -- -D warnings
}

# The content script is classic scripts that share one scope; everything else is modules.
lint_scripts() {
  local tsc=$TYPESCRIPT/node_modules/.bin/tsc
  local options=(--noEmit --allowJs --checkJs --strict --skipLibCheck --target es2024 --lib "es2024,dom,dom.iterable"
    --types chrome --typeRoots "$TYPESCRIPT/node_modules/@types")
  "$tsc" "${options[@]}" extension/page/*.js
  "$tsc" "${options[@]}" --module esnext --moduleResolution bundler \
    extension/pack/wasm.d.ts extension/background.js extension/js/*.js
}

test_native() {
  if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --workspace --exclude pack --no-fail-fast
    cargo test --workspace --exclude pack --doc
  else
    cargo test --workspace --exclude pack
  fi
}

test_structure() { cargo test --package pack; }

# test_web BROWSER MODE [FILTER]: tests/web/main.rs leaves the choice of where it runs to us, so that one binary serves
# both as a page and as a service worker. Only tests in a module named `worker` make sense in the latter. Debugging
# information makes modules ten times larger, and all of it would be read and rewritten for each run.
test_web() {
  local browser=$1 mode=$2 driver failed=0
  shift 2
  need_file tests/web/main.rs "It holds the tests that run inside the browsers."
  case $browser in
    chrome) driver=(--chrome --chromedriver "$CHROMEDRIVER") ;;
    firefox) driver=(--firefox --geckodriver "$GECKODRIVER") ;;
  esac
  # The library's own tests are of views. The others are run also if one of those fails.
  if [[ $mode != SERVICE_WORKER ]]; then wasm_pack --lib -- "$@" || failed=1; fi
  wasm_pack --test web -- "$@" || failed=1
  return $failed
}

# wasm_pack TARGET -- [FILTER], within test_web.
wasm_pack() {
  # The runner's own limits (20 s for all tests, 5 s for a driver to start) are too tight for a busy machine.
  for_wasm env -u CHROMEDRIVER -u GECKODRIVER "WASM_BINDGEN_USE_$mode=1" \
    CARGO_PROFILE_DEV_DEBUG=0 CARGO_PROFILE_DEV_STRIP=debuginfo \
    WASM_BINDGEN_TEST_TIMEOUT=120 WASM_BINDGEN_TEST_DRIVER_TIMEOUT=60 \
    "WASM_BINDGEN_TEST_WEBDRIVER_JSON=$TARGET/webdriver.json" \
    wasm-pack test --headless "${driver[@]}" "$@" | tee "$TARGET/web.log" || return 1
  # A filter that fits nothing would otherwise look like success.
  if grep -q 'no tests to run' "$TARGET/web.log" || ! grep -q '[1-9][0-9]* passed' "$TARGET/web.log"; then
    die "Not a single test ran in $browser as $mode."
  fi
}

# e2e COMMAND...: what is measured happens in the browsers, so the program that drives them needn't be optimised.
e2e() {
  need_file tests/e2e/Cargo.toml "It holds the end-to-end suite."
  env CHROME_BINARY="$CHROME_BINARY" CHROMEDRIVER="$CHROMEDRIVER" FIREFOX_BINARY="$FIREFOX_BINARY" \
    GECKODRIVER="$GECKODRIVER" cargo run --quiet --package e2e -- "$@"
}

# stage NAME COMMAND...: runs it, goes on if it fails, and remembers both for the summary.
PASSED=0
FAILED=0
LAST_STAGE=
stage() {
  local name=$1 began=$SECONDS code
  shift
  printf '\n'
  note "== $name"
  # A subshell outside of any condition: only there does a failing command inside still stop it.
  set +e
  (set -e; "$@")
  code=$?
  set -e
  if ((code == 0)); then LAST_STAGE=passed PASSED=$((PASSED + 1)); else LAST_STAGE=FAILED FAILED=$((FAILED + 1)); fi
  SUMMARY+=$(printf '%-7s %5d s  %s' $LAST_STAGE $((SECONDS - began)) "$name")$'\n'
  note "== $name: $LAST_STAGE"
}

summarise() {
  printf '\n%s\n%d passed, %d failed\n' "$SUMMARY" "$PASSED" "$FAILED"
  ((FAILED == 0))
}

lint_stages() {
  stage "format and lock file" check_format
  stage "clippy, native" lint_native
  use_wasm_toolchain
  stage "clippy, $WASM" lint_wasm
  use_typescript
  stage "types of the JavaScript" lint_scripts
}

native_stages() {
  stage "unit and property tests" test_native
  stage "structure of the extension" test_structure
}

web_stages() {
  use_build_tools
  use_wasm_pack
  use_browsers
  write_webdriver_json
  stage "browser tests, Chromium, page" test_web chrome BROWSER
  stage "browser tests, Firefox, page" test_web firefox BROWSER
  stage "browser tests, Chromium, service worker" test_web chrome SERVICE_WORKER worker
  stage "browser tests, Firefox, service worker" test_web firefox SERVICE_WORKER worker
}

e2e_stages() {
  use_build_tools
  stage "build" build_extension
  if [[ $LAST_STAGE != passed ]]; then
    note "No packages, so the end-to-end suite is left out."
    return
  fi
  use_browsers
  use_axe
  stage "the program that tells the stories" cargo build --quiet --package e2e
  stage "end to end, Chromium" e2e test --browser chromium
  stage "end to end, Firefox" e2e test --browser firefox
  local killing=(--kill-before-each-step)
  stage "end to end, Chromium, background stopped before each step" e2e test --browser chromium "${killing[@]}"
  stage "end to end, Firefox, background stopped before each step" e2e test --browser firefox "${killing[@]}"
}

# ----------------------------------------------------------------------------------------------------------- commands

run_build() {
  use_build_tools
  build_extension
}

run_quick() {
  use_build_tools
  compile_quickly
  cargo run --quiet --package pack -- --unpacked --wasm "$QUICK_OUT" --out "$DIST"
  note "$DIST/chrome and $DIST/firefox can be loaded unpacked. They are large and slow: nothing to ship or to measure."
}

run_test() {
  case ${1:-all} in
    all)
      lint_stages
      native_stages
      web_stages
      e2e_stages
      ;;
    lint) lint_stages ;;
    native) native_stages ;;
    web) web_stages ;;
    e2e) e2e_stages ;;
    *) die "There is no test stage named '$1'." "Known: lint, native, web, e2e." ;;
  esac
  summarise
}

run_demo() {
  run_build
  use_browsers
  e2e demo "$@"
}

run_bench() {
  run_build
  use_browsers
  use_search_libraries
  build_search_bench
  export SEARCH_LIBRARIES=$SEARCH_OUT
  e2e bench "$@"
}

run_shots() {
  run_build
  use_browsers
  e2e shots "$@"
}

# run_kills [TIMES]: the story tells of five at a time.
run_kills() {
  local times=${1:-50} browser
  [[ $times =~ ^[1-9][0-9]*$ ]] || die "'$times' is no number of kills." "./build.sh kills 50"
  run_build
  use_browsers
  for browser in chromium firefox; do
    stage "$times kills, $browser" e2e test --browser $browser --only library/kills --repeat $(((times + 4) / 5))
  done
  summarise
}

run_gallery() { cargo run --quiet --package pack --bin gallery -- "$TARGET/gallery"; }

use_cargo_fuzz() {
  rustup run nightly rustc --version >/dev/null 2>&1 \
    || die "Fuzzing needs a nightly compiler." "rustup toolchain install nightly --profile minimal"
  has cargo-fuzz && return
  local dir=$TOOLS/cargo-fuzz-$CARGO_FUZZ_VERSION
  install_once "$dir" "it feeds the parsers with what they haven't seen" cargo_install cargo-fuzz "$CARGO_FUZZ_VERSION"
  PATH=$dir/bin:$PATH
}

# run_fuzz [MINUTES] [TARGET...]: finds stay in target/fuzz; only what fails comes to fuzz/corpus, where tests/fuzz.rs plays
# it from then on.
run_fuzz() {
  local minutes=${1:-1} target failed=""
  if (($#)); then shift; fi
  [[ $minutes =~ ^[1-9][0-9]*$ ]] || die "'$minutes' is no number of minutes." "./build.sh fuzz 5 snapshot"
  if ((!$#)); then set -- $FUZZ_TARGETS; fi
  use_cargo_fuzz
  for target; do
    [[ -f fuzz/fuzz_targets/$target.rs ]] || die "There is nothing to fuzz named '$target'." "There are: $FUZZ_TARGETS"
    note "Fuzzing $target for $minutes min"
    local finds=$TARGET/fuzz/corpus/$target crashes=$TARGET/fuzz/crashes/$target/
    mkdir -p "$finds" "$crashes"
    cargo +nightly fuzz run --target-dir "$TARGET/fuzz/build" "$target" "$finds" "fuzz/corpus/$target" -- \
      -max_total_time=$((minutes * 60)) -timeout=10 -max_len=20000 -print_final_stats=1 -artifact_prefix="$crashes" \
      && continue
    failed="$failed $target"
    cp "$crashes"* "fuzz/corpus/$target/" 2>/dev/null || true
  done
  [[ -z $failed ]] || die "Fuzzing found something in:$failed" "The inputs are in fuzz/corpus now, for cargo test --test fuzz."
}

run_clean() {
  rm -rf "$DIST" "$TARGET"
  note "Removed dist/ and target/. Installed tools stay in $CACHE."
}

run_help() {
  cat <<TEXT
./build.sh [build]       dist/chrome, dist/firefox and one zip for each store; fails if a zip is over its budget.
                         dist/trial/chrome and dist/trial/firefox are the same with the welcome answered
./build.sh quick         the same without optimising and without zips, in a fraction of the time
./build.sh test [PART]   everything, or one part: lint, native, web, e2e
./build.sh demo          builds, then shows the extension at work
./build.sh bench         builds, then measures speed and size (about 20 minutes; docs/benchmarks.md)
./build.sh shots         builds, then puts pictures of every view on contact sheets in target/shots (about 10 minutes).
                         --accept instead keeps those that the end-to-end suite compares with, in tests/e2e/looks
./build.sh kills [N]     builds, then kills each browser N times (50) in the middle of a stream of edits, and counts what is missing
                         (the end-to-end suite does it five times; about six minutes)
./build.sh gallery       every component in every state, in target/gallery
./build.sh fuzz [MIN] [TARGET...]
                         feeds the parsers with what they haven't seen, MIN minutes each (1): $FUZZ_TARGETS
./build.sh clean         removes dist/ and target/
./build.sh help          this text

Tools are kept in $CACHE
  (REALLY_KNOW_CACHE or XDG_CACHE_HOME choose another place).
CHROME_BINARY, CHROMEDRIVER, FIREFOX_BINARY and GECKODRIVER choose browsers and drivers.
TEXT
}

main() {
  local command=${1:-build}
  if (($#)); then shift; fi
  case $command in
    build) run_build ;;
    quick) run_quick ;;
    test) run_test "$@" ;;
    demo) run_demo "$@" ;;
    bench) run_bench "$@" ;;
    shots) run_shots "$@" ;;
    kills) run_kills "$@" ;;
    gallery) run_gallery ;;
    fuzz) run_fuzz "$@" ;;
    clean) run_clean ;;
    help | -h | --help) run_help ;;
    *)
      run_help >&2
      die "There is no command named '$command'."
      ;;
  esac
}

main "$@"

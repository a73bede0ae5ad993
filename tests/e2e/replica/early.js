// @ts-check
// The first script of the page: runs while the head is parsed, as a site's own early bundle does. It sets the
// document's language before any content exists and starts the recorders, so that nothing a test asks about later
// (a click that reached the page, a foreign node, a policy violation) can happen unseen.
(() => {
  const scenario = JSON.parse(document.getElementById("scenario")?.textContent ?? "{}");
  const language = String(scenario.language ?? "en");
  const root = document.documentElement;
  root.lang = language;
  if (/^(ar|he|fa|ur)\b/.test(language)) root.dir = "rtl";

  /** @type {ReplicaClick[]} */
  const log = [];
  /** @type {ReplicaKey[]} */
  const keys = [];
  /** @type {ReplicaError[]} */
  const pageErrors = [];
  const started = performance.now();
  const since = () => Math.round(performance.now() - started);
  const globalsAtStart = new Set(Object.getOwnPropertyNames(window));

  // Inside an open shadow root the window only sees the host; the composed path knows the real target.
  /** @param {Event} event */
  const deepest = (event) => {
    const first = event.composedPath()[0];
    return first instanceof Element ? first : event.target instanceof Element ? event.target : null;
  };
  /** @param {Event} event */
  const label = (event) => {
    const target = deepest(event);
    if (!target) return "";
    const control = target.closest("button, a, input, [role=button], [role=menuitem]") ?? target;
    return (control.getAttribute("aria-label") ?? control.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 200);
  };
  const limit = 10000;
  /** @param {Event} event @param {"window"|"capture"|"bubble"} where */
  const record = (event, where) => {
    if (log.length >= limit) return;
    log.push({
      type: event.type,
      where,
      label: label(event),
      tag: deepest(event)?.tagName.toLowerCase() ?? "",
      isTrusted: event.isTrusted,
      defaultPrevented: event.defaultPrevented,
      time: since(),
    });
  };
  for (const type of [
    "pointerdown",
    "mousedown",
    "pointerup",
    "mouseup",
    "click",
    "dblclick",
    "auxclick",
    "contextmenu",
    "focusin",
  ]) {
    window.addEventListener(type, (event) => record(event, "window"), { capture: true, passive: true });
  }
  for (const type of ["keydown", "keypress", "keyup", "beforeinput", "input", "paste", "compositionend"]) {
    window.addEventListener(
      type,
      (event) => {
        if (keys.length >= limit) return;
        const key = event instanceof KeyboardEvent ? event.key : event instanceof InputEvent ? (event.data ?? "") : "";
        keys.push({ type, key, label: label(event), isTrusted: event.isTrusted, time: since() });
      },
      { capture: true, passive: true },
    );
  }

  window.addEventListener("error", (event) => {
    pageErrors.push({ kind: "error", text: event.message || "resource", source: event.filename || "", time: since() });
  });
  window.addEventListener("unhandledrejection", (event) => {
    pageErrors.push({ kind: "rejection", text: String(event.reason), source: "", time: since() });
  });
  // While probes are running, what they provoke is their result, not an error of the page.
  /** @type {ReplicaEarly["probing"]} */
  const probing = { running: 0, blocked: [] };
  document.addEventListener("securitypolicyviolation", (event) => {
    const text = `${event.effectiveDirective} ${event.blockedURI}`;
    if (probing.running > 0) probing.blocked.push(text);
    else pageErrors.push({ kind: "policy", text, source: event.sourceFile || "", time: since() });
  });

  // Every node that was ever put directly under <html> or <body>, even for an instant.
  /** @type {WeakSet<Node>} */
  const own = new WeakSet();
  /** @type {Node[]} */
  const arrivals = [];
  const watcher = new MutationObserver((records) => {
    for (const { addedNodes } of records) arrivals.push(...addedNodes);
  });
  watcher.observe(root, { childList: true });
  const watchBody = new MutationObserver(() => {
    if (!document.body) return;
    watchBody.disconnect();
    for (const node of document.body.childNodes) arrivals.push(node);
    watcher.observe(document.body, { childList: true });
  });
  watchBody.observe(root, { childList: true });

  window.__replicaEarly = { scenario, log, keys, pageErrors, record, since, own, arrivals, probing, globalsAtStart };
})();

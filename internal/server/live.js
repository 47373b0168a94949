// Live reload and the overlay of problems, while a site is served for editing.
// A classic script that needs no other: it reads data-path and data-state of
// its own element. All text reaches the page through text nodes.
(() => {
  "use strict";

  const script = document.currentScript;
  if (!script || !script.dataset.state || !window.EventSource) return;
  const { path, state } = script.dataset;
  const broken = document.body.classList.contains("nachbar-broken");

  // Memory of this tab; a browser may forbid it.
  const memory = {
    get(key) {
      try { return sessionStorage.getItem("nachbar.live." + key); } catch { return null; }
    },
    set(key, value) {
      try { sessionStorage.setItem("nachbar.live." + key, value); } catch { /* forgets */ }
    },
    remove(key) {
      try { sessionStorage.removeItem("nachbar.live." + key); } catch { /* nothing kept */ }
    },
  };

  // ---- Place on the page across a reload

  // eachDetails calls use with every <details> and a key that outlives edits
  // elsewhere on the page: its id, or its summary and how often that came before.
  function eachDetails(use) {
    const seen = new Map();
    for (const details of document.querySelectorAll("details:not(.nachbar-live *)")) {
      const summary = details.querySelector("summary");
      const name = details.id || (summary ? summary.textContent.trim() : "");
      const count = seen.get(name) || 0;
      seen.set(name, count + 1);
      use(details, name + "\n" + count);
    }
  }

  function keepPlace() {
    const open = {};
    eachDetails((details, key) => { open[key] = details.open; });
    memory.set("place", JSON.stringify({ path, x: scrollX, y: scrollY, open }));
  }

  function restorePlace() {
    const kept = memory.get("place");
    memory.remove("place");
    if (!kept) return;
    const place = JSON.parse(kept);
    if (place.path !== path) return;
    eachDetails((details, key) => {
      if (key in place.open) details.open = place.open[key];
    });
    const scroll = () => scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    scroll();
    const reached = scrollY;
    addEventListener("load", () => {
      if (scrollY === reached) scroll();
    }, { once: true });
  }

  // ---- Overlay

  // element makes <name class> with children: elements, or strings as text.
  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  const status = element("div", "nachbar-status");
  status.setAttribute("role", "status");
  const overlay = element("section", "nachbar-live");
  overlay.setAttribute("aria-labelledby", "nachbar-live-title");
  let shown = ""; // the report on view
  let cameFrom = null; // had the focus before it went into the overlay

  overlay.addEventListener("focusin", (event) => {
    if (event.relatedTarget && !overlay.contains(event.relatedTarget)) cameFrom = event.relatedTarget;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && overlay.isConnected && !event.defaultPrevented) dismiss();
  });

  function dismiss() {
    memory.set("dismissed", shown);
    close();
  }

  function close() {
    const hadFocus = overlay.contains(document.activeElement);
    overlay.remove();
    status.textContent = "";
    if (hadFocus && cameFrom && cameFrom.isConnected) cameFrom.focus();
    cameFrom = null;
  }

  function item(problem) {
    const li = element("li", "nachbar-" + problem.severity, element("strong", "", problem.label));
    if (problem.place) li.append(" ", element("code", "", problem.place));
    li.append(element("p", "", problem.message));
    if (problem.hint) li.append(element("p", "nachbar-hint", problem.hint));
    return li;
  }

  // show replaces the overlay by a report: open if a build would fail, folded
  // for mere warnings, none if all is well or this very report was dismissed.
  function show(data) {
    const report = JSON.parse(data);
    if (report.problems.length === 0) memory.remove("dismissed");
    if (broken || report.problems.length === 0 || memory.get("dismissed") === data) {
      close();
      return;
    }
    const hadFocus = overlay.contains(document.activeElement);
    const title = element("h2", "", report.title);
    title.id = "nachbar-live-title";
    const list = element("ol", "nachbar-problems", ...report.problems.map(item));
    const details = element("details", "", element("summary", "", title), list);
    if (report.more) details.append(element("p", "", report.more));
    details.open = report.errors > 0;
    const button = element("button", "", report.dismiss);
    button.type = "button";
    button.addEventListener("click", dismiss);
    overlay.lang = report.lang;
    overlay.className = "nachbar-live nachbar-live-" + (report.errors > 0 ? "errors" : "warnings");
    overlay.replaceChildren(details, button);
    if (!overlay.isConnected) document.body.append(overlay);
    if (hadFocus) button.focus();
    if (data !== shown) status.textContent = report.title;
    shown = data;
  }

  // ---- Stream

  let source = null;
  let again = 0;
  let leaving = false;

  function reload() {
    if (leaving) return;
    leaving = true;
    disconnect();
    keepPlace();
    location.reload();
  }

  // The self-check may connect to nothing, not even to this: it is reloaded by hand.
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    leaving ||= effectiveDirective === "connect-src";
  });

  // A hidden page holds no stream: browsers allow only six to one server.
  function connect() {
    clearTimeout(again);
    if (source || leaving || document.hidden) return;
    source = new EventSource("/_nachbar/events?" + new URLSearchParams({ path, state }));
    source.addEventListener("reload", reload);
    source.addEventListener("problems", (event) => show(event.data));
    source.addEventListener("error", () => {
      if (!source || source.readyState !== EventSource.CLOSED) return; // tries by itself
      disconnect();
      again = setTimeout(connect, 1000);
    });
  }

  function disconnect() {
    clearTimeout(again);
    if (source) source.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);

  const style = element("link", "");
  style.rel = "stylesheet";
  style.href = "/_nachbar/live.css";
  if (!broken) document.head.append(style);
  document.body.append(status);
  restorePlace();
  connect();
})();

// Single keys on the review pages. Without this file everything works by its buttons and links.
"use strict";
(() => {
  const DEFAULTS = {
    accept: "a", reject: "r", edit: "e", merge: "m", split: "s", note: "n", undo: "u", redo: "U",
    next: "j", previous: "k", select: "x", open: "o", search: "/", help: "?",
  };
  const STORED = "headwater-keys";

  function chosen() {
    try {
      return { ...DEFAULTS, ...JSON.parse(localStorage.getItem(STORED) || "{}") };
    } catch {
      return DEFAULTS;
    }
  }

  const page = document.body.dataset.page;
  const one = (selector) => document.querySelector(selector);
  let busy = false;

  function submit(form, button) {
    if (!form || busy) return;
    if (form.requestSubmit) form.requestSubmit(button || undefined);
  }

  function follow(selector) {
    const link = one(selector);
    if (link) location.assign(link.href);
  }

  // A form in <details>: open it and put the cursor in its first field.
  function unfold(id) {
    const details = document.getElementById(id);
    if (!details) return;
    details.open = true;
    details.scrollIntoView({ block: "center" });
    const field = details.querySelector("input:not([type=hidden]), textarea, select");
    if (field) field.focus();
  }

  // --- the list: a row at a time -------------------------------------------------------------
  const rows = [...document.querySelectorAll("tr.row")];
  let at = -1;

  function go(step) {
    if (!rows.length) return;
    if (at >= 0) rows[at].classList.remove("at");
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    rows[at].classList.add("at");
    rows[at].querySelector("a.open").focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  }

  function toggle() {
    if (at < 0) go(1);
    const box = rows[at] && rows[at].querySelector("input[type=checkbox]");
    if (box) box.checked = !box.checked;
  }

  function bulk(action) {
    const form = one("#bulk");
    const button = form && form.querySelector(`button[value=${action}]`);
    if (!button) return;
    if (!form.querySelector("input[name=incident]:checked") && at >= 0) toggle();
    submit(form, button);
  }

  const list = {
    accept: () => bulk("accept"),
    reject: () => bulk("reject"),
    next: () => go(1),
    previous: () => go(at < 0 ? 1 : -1),
    select: toggle,
    open: () => { if (at >= 0) location.assign(rows[at].querySelector("a.open").href); },
  };
  const incident = {
    accept: () => submit(one("#accept")),
    reject: () => submit(one("#reject")),
    edit: () => unfold("edit"),
    merge: () => unfold("merge"),
    split: () => unfold("split"),
    note: () => unfold("note"),
    next: () => follow(".beside a[rel=next]"),
    previous: () => follow(".beside a[rel=prev]"),
  };
  const everywhere = {
    undo: () => submit(one("#undo")),
    redo: () => submit(one("#redo")),
    search: () => { const field = one("#search"); if (field) field.focus(); },
    help: () => follow("header nav a[href$='/keys']"),
  };
  const actions = { ...everywhere, ...(page === "list" ? list : {}), ...(page === "incident" ? incident : {}) };

  document.addEventListener("submit", () => { busy = true; });
  window.addEventListener("pageshow", () => { busy = false; });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const keys = chosen();
    const action = Object.keys(keys).find((name) => keys[name] === event.key);
    if (action && actions[action]) {
      event.preventDefault();
      actions[action]();
    }
  });

  // Links to a folded form open it.
  function unfoldTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target instanceof HTMLDetailsElement) target.open = true;
  }
  window.addEventListener("hashchange", unfoldTarget);
  unfoldTarget();

  // --- a report: the event of the words that were clicked ----------------------------------------
  const text = one(".text");
  if (text) {
    text.addEventListener("click", (event) => {
      const piece = event.target.closest("[data-event], .ev, .e");
      if (!piece) return;
      let before = null;
      for (const link of document.querySelectorAll(".event h3 a")) {
        const words = document.getElementById(link.hash.slice(1));
        if (words && !(words.compareDocumentPosition(piece) & Node.DOCUMENT_POSITION_PRECEDING)) before = link;
      }
      document.querySelectorAll(".event.at").forEach((other) => other.classList.remove("at"));
      if (!before) return;
      const card = before.closest(".event");
      card.classList.add("at");
      card.scrollIntoView({ block: "nearest" });
    });
  }

  // --- the reader's own keys ---------------------------------------------------------------------
  const form = one("form.keys");
  if (form) {
    const boxes = [...form.querySelectorAll("input[data-action]")];
    const show = () => { const keys = chosen(); for (const box of boxes) box.value = keys[box.dataset.action]; };
    show();
    form.addEventListener("change", () => {
      const own = {};
      for (const box of boxes) if (box.value) own[box.dataset.action] = box.value;
      localStorage.setItem(STORED, JSON.stringify(own));
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      localStorage.removeItem(STORED);
      show();
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); busy = false; });
  }
})();

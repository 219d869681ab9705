// Single keys on the review pages, and a report's text in step with what was read from it.
// Without this file everything works by its buttons and links.
"use strict";
(() => {
  const STORED = "headwater-keys";
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const page = document.body.dataset.page;
  document.documentElement.classList.add("js");
  let busy = false;

  // --- which key does what ------------------------------------------------------------------
  const list = one("#keylist");
  const usual = Object.fromEntries(all("[data-action]", list).map((row) => [row.dataset.action, row.dataset.key]));

  function chosen() {
    try {
      return { ...usual, ...JSON.parse(localStorage.getItem(STORED) || "{}") };
    } catch {
      return usual;
    }
  }

  function help() {
    if (list.open) return list.close();
    const keys = chosen();
    for (const row of all("[data-action]", list)) {
      one("kbd", row).textContent = keys[row.dataset.action];
      row.hidden = !actions[row.dataset.action];
    }
    list.showModal();
  }

  // --- helpers --------------------------------------------------------------------------------
  function submit(form, button) {
    if (form && !busy) form.requestSubmit(button || undefined);
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
    const field = one("input:not([type=hidden]), textarea, select", details);
    if (field) field.focus();
  }

  // --- the list: a row at a time --------------------------------------------------------------
  const rows = all("tr.row");
  let at = -1;

  function go(step) {
    if (!rows.length) return;
    if (at >= 0) rows[at].classList.remove("at");
    at = Math.max(0, Math.min(rows.length - 1, at + step));
    rows[at].classList.add("at");
    one("a.open", rows[at]).focus({ preventScroll: true });
    rows[at].scrollIntoView({ block: "nearest" });
  }

  function toggle() {
    if (at < 0) go(1);
    const box = rows[at] && one("input[type=checkbox]", rows[at]);
    if (box) box.checked = !box.checked;
  }

  function bulk(action) {
    const form = one("#bulk");
    const button = form && one(`button[value=${action}]`, form);
    if (!button) return;
    if (!one("input[name=incident]:checked", form) && at >= 0) toggle();
    submit(form, button);
  }

  const every = one("#every");
  if (every) {
    every.addEventListener("change", () => {
      for (const box of all("input[name=incident]")) box.checked = every.checked;
    });
  }

  // --- a report: text and cards in step --------------------------------------------------------
  const text = one(".text");
  const panel = one(".read");
  const cards = panel ? all(".card", panel) : [];
  const wordsOf = (card) => document.getElementById(`w-${card.dataset.at}`);

  function show(card) {
    for (const other of [...cards, ...all(".text .at")]) other.classList.remove("at");
    if (!card) return;
    card.classList.add("at");
    if (card.id.startsWith("a")) {
      for (const words of all(`[data-a="${card.id.slice(1)}"]`, text)) words.classList.add("at");
    }
    bring(card);
  }

  // Scroll the panel alone, so that the text stays where it is read.
  function bring(card) {
    const beside = panel.scrollHeight > panel.clientHeight && getComputedStyle(panel).position === "sticky";
    if (!beside) return card.scrollIntoView({ block: "nearest" });
    const top = card.getBoundingClientRect().top - panel.getBoundingClientRect().top + panel.scrollTop;
    panel.scrollTop = Math.max(0, top - panel.clientHeight / 4);
  }

  function step() {
    const seen = cards.filter((card) => {
      const words = wordsOf(card);
      const box = words && words.getClientRects().length ? words.getBoundingClientRect() : null;
      const near = box && box.bottom > 0 && box.top < window.innerHeight;
      card.classList.toggle("near", Boolean(near));
      return near;
    });
    if (seen.length && !panel.matches(":hover, :focus-within") && !one(".card.at", panel)) bring(seen[0]);
  }

  function bounds() {
    const card = one(".card.at") || one(".card:target");
    const form = card && one(":scope > .more > form.bounds", card);
    const words = String(getSelection());
    if (!form || !words.trim()) return;
    one("textarea", form).value = words;
    submit(form);
  }

  if (text && panel) {
    text.addEventListener("click", (event) => {
      if (!String(getSelection()).trim()) {
        const link = event.target.closest("a[href^='#']");
        const said = event.target.closest("[data-a]");
        const id = link ? link.hash.slice(1) : said && `a${said.dataset.a}`;
        const card = id && document.getElementById(id);
        if (!card || !card.classList.contains("card")) return;
        event.preventDefault();
        show(card);
      }
    });
    panel.addEventListener("click", (event) => {
      const card = event.target.closest(".card");
      if (card && !event.target.closest("a, button, textarea, summary")) show(card);
    });
    let due = false;
    window.addEventListener("scroll", () => {
      if (due) return;
      due = true;
      requestAnimationFrame(() => { due = false; step(); });
    }, { passive: true });
    step();
  }

  // --- keys --------------------------------------------------------------------------------------
  const lists = {
    accept: () => bulk("accept"),
    reject: () => bulk("reject"),
    next: () => go(1),
    previous: () => go(at < 0 ? 1 : -1),
    select: toggle,
    open: () => { if (at >= 0) location.assign(one("a.open", rows[at]).href); },
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
    undecided: () => follow(".beside a.undecided"),
  };
  const everywhere = {
    undo: () => submit(one("#undo")),
    redo: () => submit(one("#redo")),
    search: () => { const field = one("#search"); if (field) field.focus(); },
    help,
  };
  const report = { bounds };
  const actions = { ...everywhere, ...({ list: lists, incident, report }[page] || {}) };

  document.addEventListener("submit", () => { busy = true; });
  window.addEventListener("pageshow", () => { busy = false; });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
    if (typing) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const keys = chosen();
    const action = Object.keys(keys).find((name) => keys[name] === event.key && actions[name]);
    if (!action || (list.open && action !== "help")) return;
    event.preventDefault();
    actions[action]();
  });

  // Links to a folded form open it.
  function unfoldTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target instanceof HTMLDetailsElement) target.open = true;
    // Words in a closed passage: show where it is; opening it is the reader's to decide.
    const closed = target && target.closest("details.graphic:not([open])");
    if (closed) closed.scrollIntoView({ block: "center" });
  }
  window.addEventListener("hashchange", unfoldTarget);
  unfoldTarget();

  // --- the reader's own keys -----------------------------------------------------------------------
  const form = one("form.keys");
  if (form) {
    const boxes = all("input[data-action]", form);
    const twice = one("#twice");
    const show = () => { const keys = chosen(); for (const box of boxes) box.value = keys[box.dataset.action]; };
    const check = () => {
      const values = boxes.map((box) => box.value);
      const same = boxes.filter((box) => values.filter((value) => value === box.value).length > 1);
      twice.textContent = same.length ? `${same[0].value} is on two actions; the first one takes it.` : "";
    };
    show();
    form.addEventListener("change", () => {
      const own = {};
      for (const box of boxes) if (box.value) own[box.dataset.action] = box.value;
      localStorage.setItem(STORED, JSON.stringify(own));
      check();
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      localStorage.removeItem(STORED);
      show();
      check();
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); busy = false; });
  }
})();

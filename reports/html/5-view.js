// Views, addresses, keys and printing.

const views = ["summary", "cases", "requirements"];
let current = "";

function show(view) {
  if (view === current) return;
  current = view;
  if (filters[view]) filters[view].apply();
  for (const v of views) {
    document.getElementById(v).hidden = v !== view;
    document.getElementById(v).classList.toggle("on", v === view);
  }
  for (const a of all("nav a")) {
    if (a.getAttribute("href") === "#" + view) a.setAttribute("aria-current", "page"); else a.removeAttribute("aria-current");
  }
}

// setHash writes where the reader is into the address without moving there.
function setHash(place, message) {
  let hash = "#" + encodeURIComponent(place);
  if (message) hash += "/" + message;
  const query = filters[place] && filters[place].query();
  if (query) hash += "?" + query;
  history.replaceState(null, "", hash);
}

// focusOn gives an element the focus, and again when the browser is done with
// its own way to the address, which takes the focus away.
let focused = null;
function focusOn(element) {
  focused = element;
  element.focus({ preventScroll: true });
}
window.addEventListener("load", () => {
  if (focused && document.activeElement === document.body) focused.focus({ preventScroll: true });
});

// reveal brings an item into sight, even if the filter hides it.
function reveal(view, item) {
  show(view);
  if (item.hidden) {
    const q = view === "requirements" && item.dataset.b === "0" ? "all=1" : "";
    filters[view].set(q);
  }
}

// go takes the reader to what the address names: a view with its filter, a
// requirement, a case, or a message in a session of a case.
async function go() {
  const hash = location.hash.slice(1);
  const [, place, message, query] = /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/.exec(hash) || ["", ""];
  const name = decodeURIComponent(place || "summary");
  if (views.includes(name)) {
    show(name);
    if (query !== undefined) filters[name].set(query);
    window.scrollTo(0, 0);
    return;
  }
  if (name.startsWith("req-")) show("requirements");
  const item = document.getElementById(name);
  if (!item) return;
  if (item.classList.contains("req")) {
    reveal("requirements", item);
    for (const e of all(".req.at")) e.classList.remove("at");
    item.classList.add("at");
    item.scrollIntoView({ block: "center" });
    focusOn(one("a", item));
    return;
  }
  if (!item.classList.contains("case")) return;
  reveal("cases", item);
  openCase(item);
  item.scrollIntoView({ block: "start" });
  focusOn(one("summary", item));
  if (!message) return;
  const [n, x, from] = message.split(".");
  const box = all(".session", item)[n - 1];
  if (box) await openAt(box, +x, from);
}

// openAt opens a session at a message, marked as a finding has it if one points there.
async function openAt(box, x, from, at) {
  box.open = true;
  const ladder = await drawLadder(box);
  await ladder.open(x, from, at || offencesOf(box).find((o) => o.x === x && (!o.from || o.from === from)));
}

function openCase(c) {
  unwrap(c);
  c.open = true;
}

// opened reacts to a case or a session that is opened, by whatever means.
function opened(e) {
  if (!e.target.open) return;
  if (e.target.classList.contains("session")) drawLadder(e.target);
  else if (e.target.classList.contains("case")) {
    unwrap(e.target);
    const boxes = all(".session", e.target);
    if (boxes.length === 1) boxes[0].open = true;
  }
}

function keys(e) {
  const summary = e.target.closest && e.target.closest(".case > summary");
  if (!summary || e.altKey || e.ctrlKey || e.metaKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
  let to = summary.parentElement;
  if (e.key === "Home") to = one(".case:not([hidden])");
  else if (e.key === "End") to = all(".case:not([hidden])").pop();
  else if (step) {
    do to = step > 0 ? to.nextElementSibling : to.previousElementSibling; while (to && to.hidden);
  } else return;
  e.preventDefault();
  if (to) one("summary", to).focus();
}

// On paper what did not pass stands in full.
let openedForPrint = [];
function beforePrint() {
  openedForPrint = all(".case:not([hidden]):not([open])").filter((c) => ["fail", "error", "warn", "known"].includes(c.dataset.v));
  openedForPrint.forEach(openCase);
}
function afterPrint() {
  for (const c of openedForPrint) c.open = false;
  openedForPrint = [];
}

const openAtMost = 200;

function start() {
  for (const form of all("form.filter")) startFilter(form);
  document.addEventListener("toggle", opened, true);
  document.addEventListener("keydown", keys);
  document.addEventListener("click", (e) => {
    const button = e.target.closest("button.show");
    if (!button) return;
    const d = button.dataset;
    const box = one(`.session[data-t="${d.t}"]`, button.closest(".case"));
    openAt(box, +d.x, d.from, { line: +d.line, off: +d.off, req: d.req });
  });
  one(".open-all").addEventListener("click", () => {
    const list = all(".case:not([hidden])").filter((c) => ["fail", "error", "known"].includes(c.dataset.v));
    list.slice(0, openAtMost).forEach(openCase);
    say(`${Math.min(list.length, openAtMost)} of ${list.length} opened`);
  });
  one("#cases .list").addEventListener("click", (e) => {
    const summary = e.target.closest(".case > summary");
    if (summary) setHash(summary.parentElement.id);
  });
  window.addEventListener("hashchange", go);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  show("summary");
  go();
}

start();
performance.mark("ready"); // for whoever measures how long a large report takes

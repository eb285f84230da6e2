// A session as a ladder: CPE on the left, the other side on the right, one
// rung for each message.

const rungsAtOnce = 300;
const pauseFrom = 1; // protocol seconds of silence that are worth a line

const seconds = (s) => (s < 10 ? s.toFixed(3) : s < 1000 ? s.toFixed(2) : s.toFixed(0)) + " s";

// offencesOf lists what the findings around a session point at in it.
function offencesOf(box) {
  const own = all(`button.show[data-t="${box.dataset.t}"]`, box.closest(".case"));
  return own.map((b) => ({ x: +b.dataset.x, from: b.dataset.from, line: +b.dataset.line, off: +b.dataset.off, req: b.dataset.req }));
}

const pointsAt = (o, r) => o.x === r.x && r.start !== undefined && (!o.from || o.from === r.from);

// nameOf is what a message is called.
function nameOf(r) {
  const status = r.status ? String(r.status) + " " : "";
  if (r.method === "empty") return status + (r.status ? "empty response" : "empty POST");
  if (r.method) return (r.status && r.status !== 200 ? status : "") + r.method;
  return r.start.replace(/ HTTP\/[\d.]+$/, "").replace(/^HTTP\/[\d.]+ /, "");
}

function tagsOf(r) {
  const tags = [];
  if (r.fault) tags.push(make("span", { class: "tag fault" }, "fault " + r.fault));
  if (r.id !== undefined) tags.push(make("span", { class: "tag" }, "ID " + (r.id === "" ? "(empty)" : r.id)));
  if (r.hold !== undefined) tags.push(make("span", { class: "tag" }, "HoldRequests " + (r.hold ? "1" : "0")));
  for (const n of r.notes || []) tags.push(make("span", { class: "tag" }, n));
  if (r.lane) tags.push(make("span", { class: "tag" }, r.lane));
  if (r.truncated) tags.push(make("span", { class: "tag fault" }, "cut off: " + r.truncated));
  tags.push(make("span", { class: "tag" }, `connection ${r.conn}${r.tls ? ", TLS" : ""}, ${r.len} bytes`));
  if (r.intent) tags.push(make("span", { class: "intent" }, "wrong on purpose: " + r.intent));
  return tags;
}

// drawLadder fills a session's box once; the promise gives its hand.
const drawn = new WeakMap();
function drawLadder(box) {
  if (!drawn.has(box)) drawn.set(box, build(box));
  return drawn.get(box);
}

async function build(box) {
  const place = one(".ladder", box), session = box.dataset.t;
  place.replaceChildren(make("p", { class: "muted" }, "Opening the session …"));
  let ladder;
  try { ladder = await ladderOf(session); } catch (trouble) {
    place.replaceChildren(make("p", { class: "trouble" }, "The session cannot be shown: " + trouble.message + "."));
    return { open: async () => {} };
  }
  const offences = offencesOf(box), rungs = ladder.rungs || [], factor = ladder.factor || 1, began = rungs.length ? rungs[0].at : 0;
  const list = make("ol"), more = make("button", { type: "button", class: "more" });
  const files = rungs.some((r) => r.lane === "file transfer");
  const scaled = factor !== 1 ? make("p", { class: "hint" }, `Times are protocol time, ${factor} seconds of it in a real second.`) : "";
  const changed = ladder.changed ? make("p", { class: "trouble" }, "The transcript was changed after the run: its checksum is not the one in results.json.") : "";
  place.replaceChildren(changed, scaled, make("div", { class: "ends", "aria-hidden": "true" }, make("span", {}, "time"),
    make("span", { class: "parties" }, make("span", {}, "CPE"), make("span", {}, files ? "ACS, file server" : "ACS"))), list, more);
  // A diagnosis speaks of the case's own session, which is the first.
  const stop = sessionIndex(box) === 1 ? rungs.findLastIndex((r) => r.x === +(box.closest(".case").dataset.stop || -1)) : -1;
  const rows = [];
  let next = 0, lastSession = 0, lastEnd = null;
  const extend = (upTo) => {
    for (; next < Math.min(upTo, rungs.length); next++) {
      const r = rungs[next], at = (r.at - began) * factor;
      if (lastEnd !== null && at - lastEnd >= pauseFrom) list.append(make("li", { class: "pause" }, make("span", {}, seconds(at - lastEnd) + " of silence")));
      lastEnd = at + (r.took || 0) * factor;
      if (r.session && r.session !== lastSession) {
        list.append(make("li", { class: "split" }, make("span", {}, "Session " + r.session)));
        lastSession = r.session;
      }
      rows[next] = r.closed ? endOf(r, at) : rungOf(r, at, next);
      list.append(rows[next]);
      if (next === stop) list.append(make("li", { class: "stop" }, make("span", {}, "⚠ " + box.closest(".case").dataset.stopped)));
    }
    more.hidden = next >= rungs.length;
    more.textContent = `Show further messages (${rungs.length - next} left)`;
  };
  const endOf = (r, at) => make("li", { class: "end" }, make("span", {}, `connection ${r.conn}${r.lane ? " (" + r.lane + ")" : ""} closed` +
    (r.closed === "?" ? "" : " by the " + r.closed) + (r.notes ? ": " + r.notes.join(", ") : "") + ", +" + seconds(at)));
  const rungOf = (r, at, n) => {
    const bad = offences.filter((o) => pointsAt(o, r));
    const right = r.from === "CPE";
    const button = make("button", { type: "button", class: `rung ${right ? "right" : "left"}${r.lane ? " side" : ""}${bad.length ? " offending" : ""}`, "aria-expanded": "false", "data-i": n },
      make("span", { class: "at" }, "+" + seconds(at)),
      make("span", { class: "wire" }, make("span", { class: "hidden-text" }, `${r.from} to ${r.to}: `), make("b", {}, nameOf(r)), ...tagsOf(r).flatMap((t) => [t, " "]),
        ...[...new Set(bad.map((o) => o.req))].map((req) => make("span", { class: "offence" }, (req === "note" ? "ℹ note" : "✕ breaks " + req)))));
    button.addEventListener("click", () => (button.getAttribute("aria-expanded") === "true" ? close(button) : open(n, bad[0])));
    return make("li", {}, button);
  };
  const close = (button) => {
    button.setAttribute("aria-expanded", "false");
    const pane = one(".bytes", button.parentElement);
    if (pane) pane.remove();
    button.focus();
    setHash(box.closest(".case").id);
  };
  const open = async (n, at) => {
    extend(n + 1);
    const r = rungs[n], row = rows[n], button = one("button.rung", row);
    const before = one(".bytes", row);
    if (before) before.remove();
    const id = `bytes-${session}-${n}`;
    const shut = make("button", { type: "button", class: "close" }, "Close");
    shut.addEventListener("click", () => close(button));
    const pane = make("div", { class: "bytes", id }, make("header", {},
      make("span", {}, make("b", {}, r.start), ` exchange ${r.x}, ${r.from} to ${r.to}, ${r.len} bytes`), make("span", { class: "controls" }, shut)));
    pane.addEventListener("keydown", (e) => { if (e.key === "Escape") { e.stopPropagation(); close(button); } });
    if (at && !at.line) pane.append(make("p", { class: "hint" }, "The finding is about this message as a whole."));
    row.append(pane);
    button.setAttribute("aria-expanded", "true");
    setHash(box.closest(".case").id, `${sessionIndex(box)}.${r.x}.${r.from}`);
    try {
      const bytes = await bytesOf(session);
      showBytes(pane, bytes.subarray(r.off, r.off + r.len), at);
      if (r.content) {
        pane.append(make("header", {}, make("span", {}, "The body with its content coding undone"), make("span", { class: "controls" })));
        const decoded = make("div", {}, make("span", { class: "controls" }));
        pane.append(decoded);
        showBytes(decoded, bytes.subarray(r.off + r.len, r.off + r.len + r.content), null);
      }
    } catch (trouble) {
      pane.append(make("p", { class: "trouble" }, "The bytes cannot be shown: " + trouble.message + "."));
    }
    return button;
  };
  list.addEventListener("keydown", (e) => {
    if (!e.target.classList.contains("rung")) return;
    const own = all("button.rung", list), i = own.indexOf(e.target);
    const to = { ArrowDown: own[i + 1], ArrowUp: own[i - 1], Home: own[0], End: own[own.length - 1] }[e.key];
    if (to) { e.preventDefault(); e.stopPropagation(); to.focus(); }
    if (e.key === "Escape" && e.target.getAttribute("aria-expanded") === "true") { e.stopPropagation(); close(e.target); }
  });
  more.addEventListener("click", () => extend(next + rungsAtOnce));
  const worst = rungs.findIndex((r) => offences.some((o) => pointsAt(o, r)));
  extend(Math.max(rungsAtOnce, worst + 20));
  return {
    // open shows the bytes of the message of an exchange and goes there.
    open: async (x, from, at) => {
      const n = rungs.findIndex((r) => pointsAt({ x, from }, r));
      if (n < 0) return;
      const button = await open(n, at);
      button.scrollIntoView({ block: "start" });
      window.scrollBy(0, -60);
      button.focus({ preventScroll: true });
    },
  };
}

const sessionIndex = (box) => all(".session", box.closest(".case")).indexOf(box) + 1;

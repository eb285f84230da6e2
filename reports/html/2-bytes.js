// The bytes of one message, line by line, with the offending ones marked.

const windowSize = 400; // pieces shown at a time
const longLine = 240;   // bytes from which a line is shown in pieces
const hardPiece = 4000;
const [LF, CR, SLASH, LT, GT] = [10, 13, 47, 60, 62];

// piecesOf cuts bytes into what is shown on a line of its own: the lines, and,
// if wanted, long lines of XML between two elements. It changes no byte.
function piecesOf(bytes, split) {
  const pieces = [];
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    let end = bytes.indexOf(LF, start);
    const next = end < 0 ? bytes.length : end + 1;
    if (end < 0) end = bytes.length;
    let from = start, first = true;
    const cut = (to) => { pieces.push({ line, from, to, first }); from = to; first = false; };
    if (end - start > longLine) {
      for (let i = start + 1; i < end; i++) {
        if (split && bytes[i] === LT && bytes[i - 1] === GT || i - from >= hardPiece) cut(i);
      }
    }
    cut(end);
    start = next;
  }
  return pieces;
}

const strict = new TextDecoder("utf-8", { fatal: true });

// textOf decodes bytes; what is not UTF-8 or not to be printed is shown by its
// number, told apart from text that reads the same.
function textOf(bytes) {
  const parts = [];
  const escape = (n) => parts.push(make("span", { class: "esc" }, "\\x" + n.toString(16).padStart(2, "0")));
  let text;
  try { text = strict.decode(bytes); } catch {
    text = null;
    for (const b of bytes) {
      if (b >= 32 && b < 127 || b === 9) parts.push(String.fromCharCode(b)); else escape(b);
    }
    return parts;
  }
  for (const part of text.split(/([\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff])/u)) {
    if (part.length === 1 && /[^\t\u0020-\u007e\u00a0-\u200a\u2010-\u2027\u2030-\u205f\u2070-\ufefe\uff00-\uffff]/u.test(part)) {
      const n = part.charCodeAt(0);
      parts.push(make("span", { class: "esc" }, n < 256 ? "\\x" + n.toString(16).padStart(2, "0") : "\\u" + n.toString(16).padStart(4, "0")));
    } else if (part) parts.push(part);
  }
  return parts;
}

// markEnd says how far the marked bytes go: an element's tag or text, within
// the line and no further than can be taken in at a glance.
function markEnd(bytes, from) {
  const inTag = bytes[from] === LT;
  let to = from;
  while (to < bytes.length && to - from < 120 && bytes[to] !== LF && bytes[to] !== CR) {
    if (inTag && bytes[to] === GT) return elementEnd(bytes, from, to + 1);
    if (!inTag && to > from && bytes[to] === LT) return to;
    to++;
  }
  return to;
}

// elementEnd goes on from the end of a tag to that of its element, if there is
// nothing but text in it.
function elementEnd(bytes, from, tag) {
  let to = tag;
  while (to < bytes.length && bytes[to] !== LT && bytes[to] !== LF) to++;
  if (bytes[from + 1] === SLASH || bytes[tag - 2] === SLASH || bytes[to] !== LT || bytes[to + 1] !== SLASH) return tag;
  while (to < bytes.length && bytes[to] !== GT && bytes[to] !== LF) to++;
  return bytes[to] === GT && to - from < 200 ? to + 1 : tag;
}

// showBytes fills a box with the bytes; at is null or says line and offset.
function showBytes(box, bytes, at) {
  const state = { split: true };
  const mark = at && at.line > 0 ? { from: at.off, to: markEnd(bytes, at.off) } : null;
  const text = make("div", { class: "text", tabindex: "0", role: "region", "aria-label": "Bytes, line by line" });
  const row = (p) => {
    let end = p.to;
    if (end > p.from && bytes[end - 1] === CR && (end === bytes.length || bytes[end] === LF)) end--;
    const hit = mark && p.line === at.line && (mark.from < p.to || mark.from === p.to && p.from <= mark.from) && mark.to >= p.from;
    const line = make("span", { class: hit ? "l hit" : "l", "data-n": p.first ? p.line : "" });
    if (hit) {
      const from = Math.max(mark.from, p.from), to = Math.min(Math.max(mark.to, from), end);
      line.append(...textOf(bytes.subarray(p.from, from)));
      if (to > from) line.append(make("mark", {}, ...textOf(bytes.subarray(from, to))));
      line.append(...textOf(bytes.subarray(to, end)));
    } else line.append(...textOf(bytes.subarray(p.from, end)));
    if (!line.childNodes.length) line.append("\u00a0");
    return line;
  };
  const draw = () => {
    const pieces = piecesOf(bytes, state.split);
    let target = mark ? pieces.findIndex((p) => p.line === at.line && mark.from < p.to) : -1;
    if (mark && target < 0) target = pieces.findLastIndex((p) => p.line === at.line);
    let from = Math.max(0, target - windowSize / 2), to = Math.min(pieces.length, from + windowSize);
    const pre = make("pre");
    const earlier = make("button", { type: "button", class: "more" }), later = make("button", { type: "button", class: "more" });
    const label = () => {
      earlier.hidden = from === 0;
      later.hidden = to === pieces.length;
      earlier.textContent = `Show earlier lines (${from} left)`;
      later.textContent = `Show further lines (${pieces.length - to} left)`;
    };
    earlier.addEventListener("click", () => {
      const start = Math.max(0, from - windowSize);
      pre.prepend(...pieces.slice(start, from).map(row));
      from = start;
      label();
    });
    later.addEventListener("click", () => {
      const end = Math.min(pieces.length, to + windowSize);
      pre.append(...pieces.slice(to, end).map(row));
      to = end;
      label();
    });
    pre.append(...pieces.slice(from, to).map(row));
    label();
    text.replaceChildren(earlier, pre, later);
    const first = one("mark", text) || one(".hit", text);
    if (first) requestAnimationFrame(() => { text.scrollTop = first.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop - text.clientHeight / 3; });
    return pieces.some((p) => !p.first);
  };
  box.append(text);
  if (draw()) {
    const toggle = make("input", { type: "checkbox", checked: true });
    toggle.addEventListener("change", () => { state.split = toggle.checked; draw(); });
    one(".controls", box).prepend(make("label", {}, toggle, " break long lines between elements"));
  }
}

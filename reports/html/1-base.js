// What the other parts share: finding and making elements, telling a screen
// reader, and opening what is carried compressed at the end of the page.

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// make builds an element; children may be text, elements or nothing.
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((c) => c !== undefined && c !== null && c !== ""));
  return element;
}

function say(text) { one("#said").textContent = text; }

// parsed is kept when the whole page, its sessions included, has been read.
const parsed = document.readyState === "loading"
  ? new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }))
  : Promise.resolve();

// carried gives the bytes of an element that holds base64 of deflate.
async function carried(id) {
  if (!document.getElementById(id)) await parsed;
  const element = document.getElementById(id);
  if (!element) throw new Error("the page is not complete: it may have been cut off on its way");
  if (element.dataset.trouble) throw new Error(element.dataset.trouble);
  const packed = Uint8Array.from(atob(element.textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// bytesOf keeps the sessions last read, since a reader stays with a few.
const kept = new Map();
function bytesOf(session) {
  if (!kept.has(session)) {
    kept.set(session, carried("b" + session));
    if (kept.size > 3) kept.delete(kept.keys().next().value);
  }
  return kept.get(session);
}

const ladders = new Map();
function ladderOf(session) {
  if (!ladders.has(session)) {
    ladders.set(session, carried("s" + session).then((bytes) => JSON.parse(new TextDecoder().decode(bytes))));
  }
  return ladders.get(session);
}

// unwrap makes elements of what stands in a noscript below an element. To a
// browser with scripts that is text, which costs next to nothing until then;
// to one without it is the page. It was written by the same template as all
// the rest, with everything of the device escaped.
function unwrap(element) {
  for (const text of all("noscript", element)) {
    const template = document.createElement("template");
    template.innerHTML = text.textContent;
    text.replaceWith(template.content);
  }
}

// plainText is what a reader sees of an element that may not be unwrapped yet.
const entities = { "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&#43;": "+", "&amp;": "&" };
function plainText(element) {
  return element.textContent.replace(/<[^>]*>/g, " ").replace(/&[#\w]+;/g, (e) => entities[e] || e);
}

// The filters of the two lists. What they are set to stands in the address, so
// that it can be sent to somebody else.

const filters = {};

function startFilter(form) {
  const view = form.dataset.for, section = document.getElementById(view);
  let items = null, texts = null;
  const shown = one(".shown", form), none = one(".none", section), groups = all(".sec", section);
  const apply = () => {
    if (!items) {
      if (view === "requirements") unwrap(section);
      items = all(view === "cases" ? ".case" : ".req", section);
    }
    const data = new FormData(form);
    const verdicts = new Set(data.getAll("verdict"));
    const subject = data.get("subject"), level = data.get("level"), bound = data.get("bound");
    const ids = (data.get("req") || "").toLowerCase().split(/[\s,]+/).filter(Boolean);
    const words = (data.get("text") || "").toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length && !texts) texts = items.map((i) => plainText(i).toLowerCase());
    let n = 0;
    const counts = {}; // of what the filter would show, verdicts aside
    items.forEach((item, i) => {
      const d = item.dataset;
      const other = (!subject || d.s === subject) && (!bound || d.b === "1") &&
        (!level || d.l === level || d.l === level + "-not") && (!ids.length || ids.some((id) => covers(d.r, id))) && words.every((w) => texts[i].includes(w));
      if (other) counts[d.v] = (counts[d.v] || 0) + 1;
      const ok = other && (!verdicts.size || verdicts.has(d.v));
      if (item.hidden === ok) item.hidden = !ok;
      if (ok) n++;
    });
    for (const chip of all(".chip", form)) one(".n", chip).textContent = counts[one("input", chip).value] || 0;
    for (const g of groups) g.hidden = !one(".req:not([hidden])", g);
    shown.textContent = `${n} of ${items.length} shown`;
    none.hidden = n > 0;
    return n;
  };
  let timer = 0;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { say(`${apply()} shown`); setHash(view); }, 120);
  };
  form.addEventListener("input", changed);
  form.addEventListener("reset", () => setTimeout(changed));
  form.addEventListener("submit", (e) => e.preventDefault());
  filters[view] = {
    apply,
    // query gives the settings as they stand in the address.
    query: () => {
      const q = new URLSearchParams();
      for (const [name, value] of new FormData(form)) {
        if (value && name !== "bound") q.has(name) ? q.set(name, q.get(name) + "," + value) : q.set(name, value);
      }
      if (form.elements.bound && !form.elements.bound.checked) q.set("all", "1");
      return q.toString().replaceAll("%2C", ",");
    },
    // set takes the settings from the address; what is not named is cleared.
    set: (query) => {
      const q = new URLSearchParams(query);
      form.reset();
      clearTimeout(timer);
      const verdicts = (q.get("verdict") || "").split(",");
      for (const e of form.elements) {
        if (e.name === "verdict") e.checked = verdicts.includes(e.value);
        else if (e.name === "bound") e.checked = !q.has("all");
        else if (e.name && q.has(e.name)) e.value = q.get(e.name);
      }
      setTimeout(() => clearTimeout(timer)); // the reset needs no second pass
      return apply();
    },
  };
}

// covers tells whether one of the ids is the one asked for, or lies in the
// section asked for.
function covers(ids, wanted) {
  return ids.toLowerCase().split(" ").some((id) => id === wanted || id.startsWith(wanted) && /^[-.]/.test(id.slice(wanted.length)));
}

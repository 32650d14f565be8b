// Which papers fit what is chosen, how many there would be of each value, and where one chooses.

const MOST_SHOWN = 8;
const MOST_UNFOLDED = 16;
// The least pixels of the chart of years beside the filters, and on a phone; of a year's name with
// what keeps it from the next one; of the mark of a gap; and between two bars.
const [WIDE, NARROW] = [605, 288];
const NAME = 38;
const GAP = 18;
const BETWEEN = 3;

// The values of each facet that a paper has.
function valuesOf(paper) {
  const { sections } = paper;
  const paths = [];
  for (let depth = 1; depth <= Math.min(sections.length, 3); depth++) paths.push(sections.slice(0, depth).join(STEP));
  return {
    section: paths,
    year: paper.year ? [paper.year] : [],
    venue: paper.venue ? [paper.venue] : [],
    has: paper.code ? ["code"] : [],
    file: paper.group.file ? [paper.group.file] : [],
  };
}

// The papers among those found that have a chosen value of each facet, and the counts of each value
// among the papers that fit all other facets.
function fitting(places, papers, state) {
  const counts = Object.fromEntries(FACETS.map((name) => [name, new Map()]));
  const chosen = FACETS.filter((name) => state[name].size);
  const kept = [];
  for (const place of places) {
    const { values } = papers[place];
    const failed = chosen.filter((name) => !values[name].some((value) => state[name].has(value)));
    if (failed.length > 1) continue;
    if (!failed.length) kept.push(place);
    for (const name of failed.length ? failed : FACETS) {
      for (const value of values[name]) counts[name].set(value, (counts[name].get(value) ?? 0) + 1);
    }
  }
  return { kept, counts };
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

// One list of check boxes. `values` are in the order in which they stand; a path stands below its
// beginning. Gives back a function that shows counts and what is chosen.
function facet(name, label, values, totals, choose) {
  const items = new Map();
  const top = element("ul");
  for (const value of values) {
    const steps = name === "section" ? value.split(STEP) : [value];
    const parent = items.get(steps.slice(0, -1).join(STEP));
    const input = element("input", { type: "checkbox", onchange: () => choose(name, value, input.checked) });
    const count = element("small");
    const bar = element("i");
    const own = element("label", {}, input, element("span", { dir: "auto" }, saidOf(name, value)), count, bar);
    const item = { input, count, bar, own, line: element("li", {}, own), value, list: null, above: parent };
    items.set(value, item);
    if (parent) (parent.list ??= unfolding(parent, values.length <= MOST_UNFOLDED)).append(item.line);
    else top.append(item.line);
  }
  const most = Math.max(...values.map((value) => totals.get(value)));
  const box = element("fieldset", {}, element("legend", {}, label), top);
  const firstFew = topFew([...items.values()].filter(({ above }) => !above), box);
  const update = (counts, chosen) => {
    for (const [value, { input, count, bar, own, list, above }] of items) {
      const found = counts.get(value) ?? 0;
      if (count.textContent !== grouped(found)) {
        count.textContent = grouped(found);
        bar.style.transform = `scaleX(${found / most})`;
        own.classList.toggle("empty", !found);
      }
      input.checked = chosen.has(value);
      if (input.checked) for (let each = above; each; each = each.above) unfold(each, true);
    }
    firstFew(counts, chosen);
  };
  return { box, update };
}

// What a chosen value is called.
function saidOf(name, value) {
  if (name === "has") return "Has code";
  return name === "section" ? value.split(STEP).at(-1) : value;
}

// Shows of many values the first few that papers have, and lets all be shown.
function topFew(items, box) {
  if (items.length <= MOST_SHOWN + 2) return () => {};
  let isOpen = false;
  let again = () => {};
  const button = element("button", { type: "button", class: "all", onclick: () => again((isOpen = !isOpen)) });
  box.append(button);
  const show = (counts, chosen) => {
    const having = items.filter(({ value }) => counts.get(value) || chosen.has(value));
    const few = new Set(isOpen ? having : having.filter(({ value }, at) => at < MOST_SHOWN || chosen.has(value)));
    for (const item of items) item.line.hidden = !few.has(item);
    box.hidden = !having.length;
    button.hidden = having.length <= MOST_SHOWN;
    button.textContent = isOpen ? "Show fewer" : `Show all ${having.length}`;
    again = () => show(counts, chosen);
  };
  return show;
}

function unfold({ list }, isOpen) {
  list.hidden = !isOpen;
  list.previousElementSibling.setAttribute("aria-expanded", String(isOpen));
}

// Lets the values below one be folded away.
function unfolding(parent, isOpen) {
  const list = element("ul");
  const name = saidOf("section", parent.value);
  const toggle = () => unfold({ list }, list.hidden);
  parent.line.append(element("button", { type: "button", class: "unfold", "aria-label": `Sections of ${name}`, onclick: toggle }), list);
  unfold({ list }, isOpen);
  return list;
}

// The years of the chart: all from the first to the last, but for long stretches without papers,
// for each of which there is an empty text.
function yearsShown(years) {
  const shown = [];
  for (const year of years) {
    const missing = shown.length ? year - shown.at(-1) - 1 : 0;
    if (missing > 3) shown.push("");
    else for (let at = missing; at > 0; at--) shown.push(String(year - at));
    shown.push(year);
  }
  return shown;
}

// Which bars of a chart of so many pixels have their year below them: the last and the first, those
// beside a gap, and of all others, from the last on, each that has room.
function namedYears(all, width, hasPapers) {
  const gaps = all.filter((year) => !year).length;
  const pitch = (width - gaps * (GAP + BETWEEN) + BETWEEN) / (all.length - gaps);
  let left = 0;
  const places = all.map((year) => {
    const middle = left + (pitch - BETWEEN) / 2;
    left += year ? pitch : GAP + BETWEEN;
    return Math.min(Math.max(middle, NAME / 2), width - NAME / 2);
  });
  const named = new Set();
  const name = (at) => {
    if ([...named].every((other) => Math.abs(places[other] - places[at]) > NAME)) named.add(at);
  };
  const backwards = all.map((_, at) => at).filter((at) => all[at]).reverse();
  name(all.length - 1);
  name(0);
  backwards.filter((at) => all[at + 1] === "" || all[at - 1] === "").forEach(name);
  backwards.filter((at) => hasPapers(all[at])).forEach(name);
  return named;
}

// The chart of years: a bar for each, of the papers found before all there are.
function yearChart(box, years, totals, choose) {
  const all = yearsShown(years);
  const most = Math.max(...totals.values());
  const [named, namedOnPhone] = [WIDE, NARROW].map((width) => namedYears(all, width, (year) => totals.has(year)));
  const bars = [];
  const parts = all.map((year, at) => {
    if (!year) return element("div", { class: "gap", "aria-hidden": "true" }, "…");
    const total = totals.get(year) ?? 0;
    const [ghost, bar] = [element("b"), element("i")];
    const label = element("span", { "aria-hidden": "true" }, named.has(at) || namedOnPhone.has(at) ? year : "");
    if (!named.has(at)) label.classList.add("on-phone");
    if (!namedOnPhone.has(at)) label.classList.add("off-phone");
    const button = element("button", { type: "button", onclick: (event) => choose(year, event.shiftKey) }, ghost, bar, label);
    button.disabled = !total;
    ghost.style.transform = `scaleY(${total / most})`;
    bars.push({ year, button, bar });
    return button;
  });
  box.replaceChildren(...parts);
  return (counts, chosen) => {
    for (const { year, button, bar } of bars) {
      const found = counts.get(year) ?? 0;
      bar.style.transform = `scaleY(${found / most})`;
      button.setAttribute("aria-pressed", String(chosen.has(year)));
      const label = `${year}: ${grouped(found)} ${found === 1 ? "paper" : "papers"}`;
      if (button.title === label) continue;
      button.title = label;
      button.setAttribute("aria-label", label);
    }
  };
}

// Which papers fit what is chosen, how many there would be of each value, and where one chooses.

const MOST_SHOWN = 8;
const MOST_UNFOLDED = 16;

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
  let hiddenOnes = 0;
  for (const value of values) {
    const steps = name === "section" ? value.split(STEP) : [value];
    const parent = items.get(steps.slice(0, -1).join(STEP));
    const input = element("input", { type: "checkbox", onchange: () => choose(name, value, input.checked) });
    const count = element("small");
    const bar = element("i");
    const own = element("label", {}, input, element("span", { dir: "auto" }, name === "has" ? "Has code" : steps.at(-1)), count, bar);
    const line = element("li", {}, own);
    const item = { input, count, bar, own, line, value, children: null };
    items.set(value, item);
    if (parent) {
      parent.children ??= unfolding(parent, values.length <= MOST_UNFOLDED);
      parent.children.append(line);
    } else {
      top.append(line);
      if (top.childElementCount > MOST_SHOWN + 2) hiddenOnes++;
    }
  }
  const box = element("fieldset", {}, element("legend", {}, label), top);
  if (hiddenOnes) {
    const lines = [...top.children].slice(MOST_SHOWN);
    const button = element("button", { type: "button", class: "all", onclick: () => fold(lines[0].hidden) });
    const fold = (open) => {
      lines.forEach((line) => (line.hidden = !open));
      button.textContent = open ? "Show fewer" : `Show all ${top.childElementCount}`;
    };
    fold(false);
    box.append(button);
  }
  const most = Math.max(...totals.values());
  const update = (counts, chosen) => {
    for (const [value, { input, count, bar, own, line, children }] of items) {
      const found = counts.get(value) ?? 0;
      if (count.textContent !== String(found)) {
        count.textContent = found;
        bar.style.width = `calc((100% - 36px) * ${found / most})`;
        own.classList.toggle("empty", !found);
      }
      input.checked = chosen.has(value);
      if (input.checked) for (let above = line; above !== top; above = above.parentElement) above.hidden = false;
      if (children && input.checked && children.hidden) children.previousElementSibling.click();
    }
  };
  return { box, update };
}

// Lets the values below one be folded away.
function unfolding(parent, open) {
  const list = element("ul");
  list.hidden = !open;
  const button = element("button", {
    type: "button", class: "unfold", "aria-expanded": String(open), "aria-label": `Sections of ${parent.value.split(STEP).at(-1)}`,
    onclick: () => {
      list.hidden = !list.hidden;
      button.setAttribute("aria-expanded", String(!list.hidden));
    },
  });
  parent.line.append(button, list);
  return list;
}

// The chart of years: a bar for each, of the papers found before all there are.
function yearChart(box, years, totals, choose) {
  const [first, last] = [Number(years[0]), Number(years.at(-1))];
  const all = last - first > 60 ? years : Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
  const most = Math.max(...totals.values());
  const step = Math.ceil(all.length / 14);
  const bars = all.map((year, at) => {
    const total = totals.get(year) ?? 0;
    const [ghost, bar] = [element("b"), element("i")];
    const label = element("span", { "aria-hidden": "true" }, (all.length - 1 - at) % step ? "" : year);
    const button = element("button", { type: "button", title: year, onclick: (event) => choose(year, event.shiftKey) }, ghost, bar, label);
    if (!total) button.disabled = true;
    ghost.style.height = `calc((100% - 40px) * ${total / most})`;
    return { year, button, bar };
  });
  box.replaceChildren(...bars.map(({ button }) => button));
  return (counts, chosen) => {
    for (const { year, button, bar } of bars) {
      const found = counts.get(year) ?? 0;
      bar.style.height = `calc((100% - 40px) * ${found / most})`;
      button.setAttribute("aria-pressed", String(chosen.has(year)));
      button.setAttribute("aria-label", `${year}: ${found} ${found === 1 ? "paper" : "papers"}`);
      button.title = `${year}: ${found}`;
    }
  };
}

// The page at work: what is typed and chosen, the rows that are shown for it, and the address.

// Papers of which an index is made at once where it is needed; that of more is made bit by bit.
const FEW_PAPERS = 1000;
const AT_ONCE = 25;
const byId = (id) => document.getElementById(id);
const facts = JSON.parse(byId("facts").textContent);
// A venue may be called what every object has, as `constructor`.
facts.venues = new Map(Object.entries(facts.venues));
const table = byId("papers");
const papers = papersOf(table);
const everything = papers.map(({ place }) => place);
for (const paper of papers) paper.values = valuesOf(paper);
const totals = fitting(everything, papers, emptyState()).counts;
const years = [...totals.year.keys()].sort((one, other) => one - other);
const bibtex = bibliography(facts);
let state = stateOf(location.hash, years, totals);
let shown = [];
const rows = rowsIn(table, papers);
const heads = [...table.tHead.rows[0].cells];

const search = new PaperSearch();
let indexedPapers = 0;
function index(count) {
  search.add(papers.slice(indexedPapers, indexedPapers + count).map((paper) => searched(paper, facts)));
  indexedPapers = Math.min(papers.length, indexedPapers + count);
}

// Makes the index where nothing else is to do, and answers what was asked meanwhile.
function indexMore() {
  index(AT_ONCE);
  if (indexedPapers < papers.length) return true;
  performance.mark("indexed");
  if (isAwaited) answer();
  return false;
}
let isAwaited = false;

// What a query finds. `asr with code` means those with code, unless a title has these words.
const WITH_CODE = /\b(?:with|has|having) code\b/i;
function find(query) {
  if (!WITH_CODE.test(query) || papers.some(({ title }) => WITH_CODE.test(title))) return search.find(query);
  const others = query.replace(WITH_CODE, " ");
  const found = askedWords(others).length ? search.find(others) : { places: everything, all: true, terms: [] };
  return { ...found, places: found.places.filter((place) => papers[place].code) };
}

// What is asked for, answered: rows, counts and charts.
function answer() {
  const asked = askedWords(state.q).length > 0;
  if (asked && indexedPapers < papers.length) {
    if (papers.length <= FEW_PAPERS) index(papers.length);
    else {
      isAwaited = true;
      showCounts(totals);
      byId("count").textContent = "Searching …";
      byId("main").classList.add("waits");
      return;
    }
  }
  isAwaited = false;
  byId("main").classList.remove("waits");
  const found = asked ? find(state.q) : { places: everything, all: true, terms: [] };
  const { kept, counts } = fitting(found.places, papers, state);
  shown = sorted(kept);
  rows.show(shown, !asked && state.sort === "list", found.terms);
  showTold(found, asked);
  showCounts(counts);
}

function showCounts(counts) {
  for (const [name, { update }] of facets) update(counts[name], state[name]);
  updateYears?.(counts.year, state.year);
}

// The languages' own order of names; browsers take their time to look it up.
let collator = null;
function sorted(places) {
  if (state.sort === "list") return places;
  collator ??= new Intl.Collator(undefined, { numeric: true });
  const [field, turn] = state.sort.startsWith("-") ? [state.sort.slice(1), -1] : [state.sort, 1];
  const of = (place) => papers[place][field];
  return [...places].sort((one, other) => {
    const [a, b] = [of(one), of(other)];
    if (a === null || b === null) return (a === null) - (b === null) || one - other;
    return turn * (field === "year" ? a - b : collator.compare(a, b)) || one - other;
  });
}

function showTold(found, asked) {
  byId("count").textContent = `${grouped(shown.length)} of ${grouped(papers.length)}`;
  byId("none").hidden = shown.length > 0;
  byId("papers").hidden = shown.length === 0;
  byId("near").hidden = found.all || !shown.length;
  byId("near").textContent = "No paper has all of these words; these have most of them.";
  byId("cite-shown").disabled = shown.length === 0;
  byId("sort").options[0].textContent = asked ? "Best match" : "As listed";
  byId("sort").value = state.sort;
  showChosen();
  for (const head of heads) {
    const own = head.dataset.sort && state.sort.endsWith(head.dataset.sort);
    if (own) head.setAttribute("aria-sort", state.sort.startsWith("-") ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

function showChosen() {
  const chips = [];
  const chip = (said, drop, name = "") => {
    const button = element("button", { type: "button", class: name, onclick: drop }, element("span", { dir: "auto" }, said));
    if (!name) button.append(element("span", { "aria-hidden": "true" }, "×"));
    if (!name) button.setAttribute("aria-label", `Remove filter: ${said}`);
    chips.push(element("li", {}, button));
  };
  for (const name of FACETS) {
    if (name === "year") {
      const said = saidYears(state.year, years);
      const inWords = said.replace(/(\d+)-(?=,|$)/, "since $1").replaceAll("-", "–").replaceAll(",", ", ");
      if (said) chip(inWords, () => change(() => state.year.clear()));
      continue;
    }
    for (const value of state[name]) {
      chip(saidOf(name, value), () => change(() => state[name].delete(value)));
    }
  }
  if (chips.length > 1) chip("Clear", () => change(() => (state = { ...emptyState(), q: state.q })), "clear");
  byId("chosen").replaceChildren(...chips);
}

// Kept, since to ask for it while something has changed makes the browser lay out the page.
let isFarDown = false;
addEventListener("scroll", () => (isFarDown = scrollY > innerHeight / 2), { passive: true });

// Answers what was changed, and writes it into the address.
function change(how, isTyping = false) {
  how();
  byId("q").value = state.q;
  answer();
  remember(isTyping);
  if (isFarDown) scrollToResults();
}

function scrollToResults() {
  const top = byId("main").getBoundingClientRect().top;
  if (top < 0) scrollTo({ top: scrollY + top - 80 });
}

let waiting = 0;
function remember(isTyping) {
  clearTimeout(waiting);
  const write = () => {
    const hash = hashOf(state, years);
    if (hash === location.hash) return;
    const address = hash || location.pathname + location.search;
    if (isTyping) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  };
  // Browsers take only so many changes of the address in a time.
  if (isTyping) waiting = setTimeout(write, 200);
  else write();
}

function choose(name, value, isChosen) {
  change(() => (isChosen ? state[name].add(value) : state[name].delete(value)));
}

let lastYear = null;
function chooseYear(year, isSpan) {
  change(() => {
    if (isSpan && lastYear) {
      const [first, last] = [lastYear, year].sort((one, other) => one - other);
      years.filter((each) => each - first >= 0 && last - each >= 0).forEach((each) => state.year.add(each));
    } else if (state.year.has(year)) state.year.delete(year);
    else state.year.add(year);
    lastYear = year;
  });
}

const byCount = (name) => [...totals[name].keys()].sort((one, other) => totals[name].get(other) - totals[name].get(one) || (one < other ? -1 : 1));
const facets = [];
for (const [name, label, values] of [
  ["has", "Code", byCount("has")],
  ["section", "Sections", [...totals.section.keys()]],
  ["venue", "Venues", byCount("venue")],
  ["file", "Files", [...totals.file.keys()]],
]) {
  // What all papers have tells none apart.
  const telling = values.filter((value) => totals[name].get(value) < papers.length);
  if (telling.length) facets.push([name, facet(name, label, telling, totals[name], choose)]);
}
byId("facets").replaceChildren(...facets.map(([, { box }]) => box));
const updateYears = years.length > 1 ? yearChart(byId("years"), years, totals.year, chooseYear) : null;

for (const head of heads) {
  const field = head.dataset.sort;
  if (!field) continue;
  const turned = field === "year" ? ["-year", "year"] : [field, `-${field}`];
  const next = () => [...turned, "list"][(turned.indexOf(state.sort) + 1) % 3];
  head.replaceChildren(element("button", { type: "button", onclick: () => change(() => (state.sort = next())) }, head.textContent));
}
table.setAttribute("role", "table");
table.tHead.rows[0].setAttribute("role", "row");
for (const sort of ["-title", "-venue"]) {
  const option = element("option", { value: sort }, `${sort.slice(1, 2).toUpperCase()}${sort.slice(2)}, from Z`);
  byId("sort").append(option);
}

byId("q").addEventListener("input", (event) => change(() => (state.q = event.target.value), true));
document.querySelector("form.search").addEventListener("submit", (event) => event.preventDefault());
byId("sort").addEventListener("change", (event) => change(() => (state.sort = event.target.value)));
byId("filters").addEventListener("click", (event) => {
  const open = byId("facets").classList.toggle("open");
  event.currentTarget.setAttribute("aria-expanded", String(open));
});
byId("none").querySelector("button").addEventListener("click", () => change(() => (state = emptyState())));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("main").focus();
});
document.addEventListener("keydown", (event) => {
  // What the browser is about to find, select or print must be there.
  if ((event.ctrlKey || event.metaKey) && /^[afp]$/i.test(event.key)) rows.all();
  const isTyping = /^(?:input|textarea|select)$/i.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    byId("q").focus();
    byId("q").select();
  }
});
addEventListener("popstate", () => {
  state = stateOf(location.hash, years, totals);
  byId("q").value = state.q;
  answer();
});
addEventListener("beforeprint", rows.all);

// Citing.

const dialog = byId("citation");
const text = dialog.querySelector("textarea");
function cite(cited, title, file) {
  byId("citation-title").textContent = title;
  text.value = bibtex(cited);
  dialog.querySelector("[role=status]").textContent = "";
  dialog.dataset.file = file;
  dialog.showModal();
  text.scrollTop = 0;
}

function placeOf(paper) {
  const parts = [];
  const place = `line ${paper.line}`;
  const line = facts.source ? element("a", { href: facts.source.line + paper.line }, place) : place;
  parts.push(paper.sections.length ? `Listed in ${paper.sections.join(" › ")}, ` : "On ", line);
  parts.push(` of ${paper.group.file ?? facts.file}`);
  if (facts.source?.edit) parts.push(" · ", element("a", { href: facts.source.edit }, "Correct this entry"));
  return parts;
}

byId("main").addEventListener("click", (event) => {
  const row = event.target.closest("button") && event.target.closest("tr[data-key]");
  if (!row) return;
  const paper = papers.find((each) => each.row === row);
  byId("place").replaceChildren(...placeOf(paper));
  cite([paper], paper.title, `${paper.key}.bib`);
});
byId("cite-shown").addEventListener("click", () => {
  byId("place").replaceChildren(`${shown.length} of ${papers.length} entries`);
  cite(shown.map((place) => papers[place]), "BibTeX of the papers shown", "papers.bib");
});
byId("copy").addEventListener("click", async () => {
  const said = dialog.querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(text.value);
    said.textContent = "Copied";
  } catch {
    // Refused, or missing where the page was not sent over a safe connection.
    text.focus();
    text.select();
    said.textContent = document.execCommand("copy") ? "Copied" : "Selected: press Ctrl+C or ⌘C to copy";
  }
});
byId("save").addEventListener("click", () => {
  const address = URL.createObjectURL(new Blob([text.value], { type: "application/x-bibtex" }));
  element("a", { href: address, download: dialog.dataset.file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

byId("q").value = state.q;
answer();
document.documentElement.classList.add("ready");
performance.mark("answers");
bitByBit(indexMore, () => isAwaited);

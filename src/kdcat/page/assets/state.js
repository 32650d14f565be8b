// What is asked for, as it stands in the address: `#q=lidar&year=2023-&section=Speech>ASR&has=code`.

const FACETS = ["section", "year", "venue", "has", "file"];
const SORTS = ["list", "-year", "year", "title", "-title", "venue", "-venue"];
const STEP = ">";

function emptyState() {
  return { q: "", sort: "list", ...Object.fromEntries(FACETS.map((name) => [name, new Set()])) };
}

// Reads an address. What the list does not have is left out; years are single or spans, with or
// without ends.
function stateOf(hash, years, had) {
  const state = emptyState();
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  state.q = asked.get("q") ?? "";
  state.sort = SORTS.includes(asked.get("sort")) ? asked.get("sort") : "list";
  for (const name of FACETS) {
    for (const value of asked.getAll(name)) {
      if (name === "year") spans(value, years).forEach((year) => state.year.add(year));
      else if (had[name].has(value)) state[name].add(value);
    }
  }
  return state;
}

function spans(text, years) {
  const wanted = [];
  for (const part of text.split(",")) {
    const [, from, dash, to] = part.match(/^(\d*)(-?)(\d*)$/) ?? [];
    if (from === undefined || !(from || to)) continue;
    const [first, last] = [from ? Number(from) : -Infinity, dash ? (to ? Number(to) : Infinity) : Number(from)];
    wanted.push(...years.filter((year) => Number(year) >= first && Number(year) <= last));
  }
  return wanted;
}

// The years that are chosen, as short as they can be said: `2019`, `2021-2022`, `2023-`.
function saidYears(chosen, years) {
  const said = [];
  let run = [];
  const end = () => {
    if (!run.length) return;
    const reachesEnd = run.at(-1) === years.at(-1) && run.length > 1;
    said.push(run.length === 1 ? run[0] : `${run[0]}-${reachesEnd ? "" : run.at(-1)}`);
    run = [];
  };
  for (const year of years) {
    if (chosen.has(year)) run.push(year);
    else end();
  }
  end();
  return said.join(",");
}

function hashOf(state, years) {
  const asked = new URLSearchParams();
  if (state.q) asked.set("q", state.q);
  for (const name of FACETS) {
    if (name === "year" && state.year.size) asked.set("year", saidYears(state.year, years));
    else if (name !== "year") for (const value of state[name]) asked.append(name, value);
  }
  if (state.sort !== "list") asked.set("sort", state.sort);
  const text = asked.toString().replaceAll("%2C", ",").replaceAll("%3E", STEP);
  return text ? `#${text}` : "";
}

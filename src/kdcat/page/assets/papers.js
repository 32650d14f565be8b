// The papers, as they stand in the rows of the page: there is no other copy of them.

// A number as people read it: 10,000.
const grouped = (number) => String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");

function papersOf(table) {
  const papers = [];
  let group = null;
  for (const body of table.tBodies) {
    const rows = [...body.children];
    // The rows of a large section are in several bodies, and its name is above the first.
    if (rows[0].className === "section") {
      const head = rows.shift();
      const sections = [...head.querySelectorAll("span")].map((span) => span.textContent);
      group = { sections, head, file: body.dataset.file ?? null };
    }
    for (const row of rows) papers.push(paperOf(row, papers.length, group));
  }
  for (const paper of papers) paper.work = paper.row.dataset.same ? Number(paper.row.dataset.same) : paper.place;
  return papers;
}

function paperOf(row, place, group) {
  const [named, venue, year, links] = row.cells;
  const title = named.firstElementChild;
  const code = [...links.children].find((link) => link.textContent === "Code");
  const data = row.dataset;
  return {
    row, place, group,
    sections: group.sections,
    key: data.key,
    line: data.line,
    title: title.textContent,
    authors: named.querySelector("p")?.textContent ?? null,
    authorsField: data.authors ?? null,
    venue: venue.textContent || null,
    venueField: data.venue ?? null,
    kind: data.kind ?? null,
    publication: data.publication ?? null,
    year: year.textContent.trim() || null,
    doi: data.doi ?? null,
    arxiv: data.arxiv ?? null,
    url: title.getAttribute("href"),
    code: code?.getAttribute("href") ?? null,
  };
}

// The owner and the name of a repository, by which code is known.
function repositoryOf(url) {
  return url?.match(/^https?:\/\/[^/]+\/([^/?#]+\/[^/?#]+)/)?.[1] ?? null;
}

// What of a paper is searched.
function searched(paper, facts) {
  const venue = [paper.venue, facts.venues.get(paper.venue)?.[1]];
  const ids = [paper.arxiv, paper.doi, repositoryOf(paper.code)];
  return {
    place: paper.place,
    title: paper.title,
    about: [...paper.sections, ...venue, paper.year, ...ids].filter(Boolean).join(" / "),
    authors: paper.authors ?? "",
    addresses: [paper.arxiv, paper.doi, paper.url, paper.code].filter(Boolean),
  };
}

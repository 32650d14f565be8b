// BibTeX of the papers shown, letter for letter what `kdcat export --format bibtex` writes of them.

const TYPES = { conference: "inproceedings", journal: "article" };
const VENUE_FIELDS = { conference: "booktitle", journal: "journal" };
const RUN = /--+|''+|,,+|[!?]?`+/u;

// Makes what turns papers into BibTeX, from the facts that the page has of venues and characters.
function bibliography(facts) {
  const signs = Object.keys(facts.latex).map((sign) => sign.replace(/[\\\]^-]/g, "\\$&"));
  const special = new RegExp(`${RUN.source}${signs.length ? `|[${signs.join("")}]` : ""}`, "gu");
  const names = new Set(facts.names);

  function composed(text) {
    return text.normalize("NFC").replace(/(?<![^\s(\[{‘“-])"/gu, "“").replaceAll('"', "”");
  }
  function latex(text) {
    const one = (sign) => facts.latex[sign] ?? sign;
    return composed(text).replace(special, (found) => (found.length === 1 ? one(found) : [...found].map(one).join("{}")));
  }
  const percent = (sign) => [...new TextEncoder().encode(sign)].map((byte) => "%" + byte.toString(16).toUpperCase().padStart(2, "0")).join("");
  const verbatim = (text) => text.replace(/[^!#$%&'()*+,\-./0-9:;=?@A-Z[\]_a-z~]/gu, percent);

  function hasOwnCapitals(word) {
    if (word === word.toLowerCase()) return false;
    const signs = [...word];
    if (signs.length === 1) return word !== "A";
    const rest = signs.slice(1).join("");
    return rest !== rest.toLowerCase() || names.has(word) || /\p{Nd}|\p{No}/u.test(word);
  }

  // In braces the words whose capitals a style must not touch.
  function title(written) {
    const text = composed(written);
    const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((found) => ({ word: found[0], start: found.index, end: found.index + found[0].length }));
    const isUpper = text === text.toUpperCase() && text !== text.toLowerCase();
    if (isUpper && words.length > 1) return latex(text);
    const inner = words.slice(1).filter(({ start }) => !text.slice(0, start).trimEnd().endsWith(":"));
    const capital = (word) => /^[\p{Lu}\p{Lt}]/u.test(word);
    const kept = new Set(words.filter(({ word }) => hasOwnCapitals(word)));
    const long = inner.filter(({ word }) => [...word].length >= 4);
    const upper = long.filter(({ word }) => capital(word)).length;
    if (upper < 0.5 * long.length) inner.filter(({ word }) => capital(word)).forEach((each) => kept.add(each));
    const name = text.split(":", 1)[0];
    const isName = name !== text && !name.includes(" ") && (name.match(/[\p{L}\p{N}]+/gu) ?? []).some(hasOwnCapitals);
    if (isName) words.filter(({ word, end }) => end <= name.length && capital(word)).forEach((each) => kept.add(each));
    let result = "";
    let end = 0;
    for (const each of words) {
      const own = latex(each.word);
      result += latex(text.slice(end, each.start)) + (kept.has(each) ? `{${own}}` : own);
      end = each.end;
    }
    return result + latex(text.slice(end));
  }

  // What a paper without authors is sorted and cited by.
  function shortName(written) {
    const text = written.replace(/[[\](){}]/g, "");
    const before = text.split(":", 1)[0];
    let words = before.split(/\s+/u).filter(Boolean);
    if (before === text || words.length < 1 || words.length > 5) {
      words = text.split(/\s+/u).filter(Boolean).slice(0, 4);
      while (words.length > 1 && facts.lastWords.includes(words.at(-1).toLowerCase())) words.pop();
    }
    return words.map((word) => [...word].slice(0, 40).join("")).join(" ") || "paper";
  }

  function plainAuthors(text) {
    const people = text.replaceAll(" and ", ", ").replaceAll(",,", ",").split(", ");
    const inReverse = (name) => {
      const at = name.lastIndexOf(" ");
      return at < 0 ? name : `${name.slice(at + 1)}, ${name.slice(0, at)}`;
    };
    return people.map(inReverse).join(" and ");
  }

  const withoutMarkedWords = (url) => url.replace(/#?:~:.+$/su, (found, at) => (url.indexOf("#") >= 0 && url.indexOf("#") <= at ? "" : found));

  // What the entries of one paper say together: each field from the first that has it.
  function united(papers) {
    const said = { ...papers[0] };
    for (const paper of papers) {
      for (const [field, value] of Object.entries(paper)) {
        if (said[field] === null || said[field] === undefined) said[field] = value;
      }
    }
    said.sections = [...new Set(papers.flatMap((paper) => paper.sections))];
    return said;
  }

  function* fields(paper, venue) {
    const author = paper.authorsField ?? (paper.authors ? latex(plainAuthors(paper.authors)) : "");
    if (author) yield ["author", author];
    yield ["title", title(paper.title)];
    if (!author) yield ["key", latex(shortName(paper.title))];
    if (venue.name) yield [VENUE_FIELDS[venue.kind] ?? "howpublished", latex(venue.kind === "preprint" ? `${venue.name} preprint` : venue.name)];
    for (const line of paper.publication?.split("\n") ?? []) {
      const at = line.indexOf(" ");
      yield [line.slice(0, at), line.slice(at + 1)];
    }
    if (paper.year) yield ["year", paper.year];
    if (paper.doi) yield ["doi", verbatim(paper.doi)];
    if (paper.arxiv) {
      yield ["eprint", verbatim(paper.arxiv)];
      yield ["archivePrefix", "arXiv"];
      if (paper.arxiv.includes("/")) yield ["primaryClass", verbatim(paper.arxiv.split("/", 1)[0])];
    }
    if (paper.url) yield ["url", verbatim(withoutMarkedWords(paper.url))];
    if (paper.code) yield ["code", verbatim(withoutMarkedWords(paper.code))];
    if (paper.sections.length) yield ["keywords", paper.sections.map((name) => (name.includes(",") ? `{${latex(name)}}` : latex(name))).join(", ")];
  }

  // The text of a bibliography: papers in their order, each once, however often it is listed.
  return function bibtex(papers) {
    const works = new Map();
    for (const paper of papers) {
      if (!works.has(paper.work)) works.set(paper.work, []);
      works.get(paper.work).push(paper);
    }
    const cited = [...works.values()].map(united);
    const seen = new Map();
    const keys = new Map();
    for (const paper of [...cited].sort((one, other) => one.place - other.place)) {
      const count = (seen.get(paper.key) ?? 0) + 1;
      seen.set(paper.key, count);
      keys.set(paper, count > 1 ? `${paper.key}-${count}` : paper.key);
    }
    return cited
      .map((paper) => {
        const written = paper.venueField ?? paper.venue ?? (paper.arxiv ? "arXiv" : null);
        const [known, name] = facts.venues.get(written) ?? ["", written];
        const kind = paper.kind ?? known;
        const lines = [...fields(paper, { kind, name })].map(([field, value]) => `  ${field} = {${value}},\n`);
        return `@${TYPES[kind] ?? "misc"}{${keys.get(paper)},\n${lines.join("")}}\n`;
      })
      .join("\n");
  };
}

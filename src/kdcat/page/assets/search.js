// Words, and the index of them. What is found is ranked by MiniSearch (BM25+); which papers fit is
// decided here: those that have all words of the query, or if there are none, those that have most.

const MARKS = /\p{M}+/gu;
const WORD = /[\p{L}\p{N}]+(?:[+#]+(?![\p{L}\p{N}]))?/gu;
// Writings that put no space between words: each character is one.
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const PARTS = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+|\p{Lo}+/gu;
const HYPHENATED = /\p{L}+(?:[-\u2010-\u2013]\p{L}+)+/gu;
const FILLER = new Set(
  "a an and are as at by for from in into is it its of on or the to via with using toward towards".split(" "),
);

function plain(text) {
  return text.normalize("NFKD").replace(MARKS, "").toLowerCase();
}

// The words of a text in small letters, without accents.
function wordsOf(text) {
  const words = [];
  for (const [word] of text.normalize("NFKD").replace(MARKS, "").matchAll(WORD)) {
    const small = word.toLowerCase();
    if (UNPARTED.test(small)) words.push(...[...small].filter((sign) => UNPARTED.test(sign)));
    else words.push(small);
  }
  return words;
}

// Those that the index has of a text: beside each word its parts (`PointDistiller`: point,
// distiller), and as one word each two neighbours (`point cloud`: pointcloud) and what hyphens join.
function indexed(text) {
  const words = wordsOf(text);
  const bare = text.normalize("NFKD").replace(MARKS, "");
  const more = [];
  for (const [word] of bare.matchAll(WORD)) {
    const parts = word.match(PARTS) ?? [];
    if (parts.length > 1) more.push(...parts.filter((part) => part.length > 1).map((part) => part.toLowerCase()));
  }
  for (const [joined] of bare.matchAll(HYPHENATED)) more.push(joined.replace(/\P{L}/gu, "").toLowerCase());
  for (let at = 1; at < words.length; at++) {
    if (!FILLER.has(words[at]) && !UNPARTED.test(words[at])) more.push(words[at - 1] + words[at]);
  }
  return [...words, ...more];
}

// Stands before initials in the index, so that no other word begins like them or is near to them.
const INITIALS = "===";

// The initials of each two to five words side by side: `Relational Knowledge Distillation` is rkd.
function initials(text) {
  const letters = wordsOf(text).filter((word) => !FILLER.has(word)).map((word) => word[0]).join("");
  const found = new Set();
  for (let length = 2; length <= 5; length++) {
    for (let at = 0; at + length <= letters.length; at++) found.add(INITIALS + letters.slice(at, at + length));
  }
  return [...found];
}

// An address or identifier in the one form of all its ways, so that a pasted one finds its paper.
function sameAddress(text) {
  return text.trim().toLowerCase()
    .replace(/^(?:https?:\/\/)?(?:www\.)?/, "")
    .replace(/^(?:arxiv\.org\/(?:abs|pdf|html)\/|arxiv:|(?:dx\.)?doi\.org\/|doi:)\s*/, "")
    .replace(/[?#].*$/, "")
    .replace(/^(\d{4}\.\d{4,5})(?:v\d+)?(?:\.pdf)?$/, "$1")
    .replace(/(?:\.git)?\/*$/, "");
}

// The stem of an English word, near enough to find its other forms.
function stem(word) {
  if (word.length < 5 || !/^[a-z]+$/.test(word)) {
    return /^[a-z]{3,}[^su]s$/.test(word) ? word.slice(0, -1) : word;
  }
  return word
    .replace(/(?:ies|ied)$/, "y")
    .replace(/([^s])s$/, "$1")
    .replace(/(?:ations?|ators?|ating|ated|ates?)$/, "at")
    .replace(/(?:ions?|ing|ed|ers?|ors?|ive|ment)$/, "")
    .replace(/(.)\1$/, "$1")
    .replace(/(?:e|y)$/, "");
}

const BOOST = { title: 3, initials: 0.8, sections: 1.2, venue: 1, authors: 1.5, year: 1, ids: 1 };
const OPTIONS = {
  prefix: (term) => term.length > 1,
  weights: { fuzzy: 0.25, prefix: 0.45 },
  boost: BOOST,
};
const mayBeMisspelt = (term, distance) => term.length > (distance > 1 ? 5 : 3) && !/\d/.test(term);

class PaperSearch {
  // Of papers in an array, found by their places in it.
  constructor() {
    this.index = new MiniSearch({
      idField: "place",
      fields: Object.keys(BOOST),
      extractField: (paper, field) => paper[field === "initials" ? "title" : field],
      tokenize: (text, field) => (field === "initials" ? initials(text) : indexed(text)),
      // The word itself too: one that is still being typed begins like it, but not like its stem.
      processTerm: (term) => (FILLER.has(term) ? null : [...new Set([stem(term), term])]),
      searchOptions: { tokenize: wordsOf, processTerm: (term) => (FILLER.has(term) ? null : stem(term)) },
    });
    this.titles = [];
    this.addresses = new Map();
  }

  add(papers) {
    for (const paper of papers) {
      this.titles[paper.place] = ` ${wordsOf(paper.title).join(" ")} `;
      for (const address of paper.addresses) {
        const same = sameAddress(address);
        this.addresses.set(same, [...(this.addresses.get(same) ?? []), paper.place]);
      }
    }
    this.index.addAll(papers);
  }

  // What MiniSearch finds. A word that nothing has, nor begins with, is taken for the nearest ones.
  results(words, asked) {
    const whole = { prefix: false, fuzzy: false, tokenize: (text) => [text], processTerm: (term) => term };
    const short = words.filter((word) => word.length > 1 && word.length < 6 && !FILLER.has(word));
    const queries = [words.join(" "), { ...whole, queries: short.map((word) => INITIALS + word) }];
    const search = (options) => {
      const results = this.index.search({ combineWith: "OR", queries }, { ...OPTIONS, ...options });
      for (const each of results) each.has = new Set(each.queryTerms.map((term) => stem(term.replace(INITIALS, ""))));
      return results;
    };
    let found = search({});
    const known = new Map();
    for (const distance of [1, 2]) {
      for (const { has } of found) has.forEach((term) => known.set(term, known.get(term) ?? distance - 1));
      const unknown = asked.filter((term) => !known.has(term) && mayBeMisspelt(term, distance));
      if (!unknown.length) continue;
      unknown.forEach((term) => known.set(term, distance));
      found = search({ fuzzy: (term) => known.get(term) || false });
      for (const term of unknown) known.delete(term);
    }
    return found;
  }

  // The places of the papers that fit a query, best first, and whether they have all its words.
  find(query) {
    const pasted = this.addresses.get(sameAddress(query));
    if (pasted) return { places: [...new Set(pasted)], all: true, terms: [] };
    const whole = wordsOf(query);
    // A letter is the beginning of a word that is still to come.
    if (whole.length > 1 && /^\p{L}$/u.test(whole.at(-1)) && !UNPARTED.test(whole.at(-1))) whole.pop();
    const asked = [...new Set(whole.filter((word) => !FILLER.has(word)).map(stem))];
    if (!asked.length) return { places: [], all: true, terms: [] };
    const results = this.results(whole, asked);
    const phrases = [...query.matchAll(/["“]([^"“”]+)["”]/g)].map(([, phrase]) => wordsOf(phrase).join(" "));
    const together = ` ${whole.join(" ")}`;
    let best = 0;
    const found = [];
    for (const { id, score, has } of results) {
      const title = this.titles[id];
      if (phrases.some((phrase) => !title.includes(phrase))) continue;
      best = Math.max(best, has.size);
      const factor = title.startsWith(together) ? 8 : title.includes(together) ? 6 : 1;
      found.push({ id, count: has.size, score: score * factor });
    }
    const kept = found.filter(({ count }) => count >= best);
    kept.sort((one, other) => other.score - one.score || one.id - other.id);
    return { places: kept.map(({ id }) => id), all: best >= asked.length, terms: results.length ? asked : [] };
  }
}

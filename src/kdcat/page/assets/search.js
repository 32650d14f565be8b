// Words, and the index of them. What is found is ranked by MiniSearch (BM25+); which papers fit is
// decided here: those that have all words of the query, or if there are none, those that have most.

const MARKS = /\p{M}+/gu;
const WORD = /[\p{L}\p{N}]+(?:[+#]+(?![\p{L}\p{N}]))?/gu;
// Writings that put no space between words: each character is one.
const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const PARTS = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+|\p{Lo}+/gu;
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
// distiller), and each two neighbours as one (`point cloud`: pointcloud).
function indexed(text) {
  const words = wordsOf(text);
  const more = [];
  for (const [word] of text.normalize("NFKD").replace(MARKS, "").matchAll(WORD)) {
    const parts = word.match(PARTS) ?? [];
    if (parts.length > 1) more.push(...parts.filter((part) => part.length > 1).map((part) => part.toLowerCase()));
  }
  for (let at = 1; at < words.length; at++) {
    if (!FILLER.has(words[at]) && !UNPARTED.test(words[at])) more.push(words[at - 1] + words[at]);
  }
  return [...words, ...more];
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

const BOOST = { title: 3, sections: 1.2, venue: 1, authors: 1.5, year: 1, ids: 2 };
const OPTIONS = {
  prefix: (term) => term.length > 1,
  weights: { fuzzy: 0.25, prefix: 0.45 },
  boost: BOOST,
};
const mayBeMisspelt = (term) => term.length > 3 && !/\d/.test(term);

class PaperSearch {
  // Of papers in an array, found by their places in it.
  constructor() {
    this.index = new MiniSearch({
      idField: "place",
      fields: Object.keys(BOOST),
      tokenize: indexed,
      processTerm: (term) => (FILLER.has(term) ? null : stem(term)),
      searchOptions: { tokenize: wordsOf, processTerm: (term) => (FILLER.has(term) ? null : stem(term)) },
    });
    this.titles = [];
  }

  add(papers) {
    for (const paper of papers) this.titles[paper.place] = wordsOf(paper.title).join(" ");
    this.index.addAll(papers);
  }

  // What MiniSearch finds; a word that nothing has, nor begins with, may be misspelt.
  results(query, asked) {
    const exact = this.index.search(query, OPTIONS);
    const known = new Set(exact.flatMap(({ queryTerms }) => queryTerms));
    if (asked.every((term) => known.has(term) || !mayBeMisspelt(term))) return exact;
    const fuzzy = (term) => (known.has(term) || !mayBeMisspelt(term) ? false : 0.25);
    return this.index.search(query, { ...OPTIONS, fuzzy, maxFuzzy: 2 });
  }

  // The places of the papers that fit a query, best first, and whether they have all its words.
  find(query) {
    const whole = wordsOf(query);
    const asked = [...new Set(whole.filter((word) => !FILLER.has(word)).map(stem))];
    if (!asked.length) return { places: [], all: true, terms: [] };
    const results = this.results(query, asked);
    const phrases = [...query.matchAll(/["“]([^"“”]+)["”]/g)].map(([, phrase]) => wordsOf(phrase).join(" "));
    const together = whole.join(" ");
    let best = 0;
    const found = [];
    for (const { id, score, queryTerms, match } of results) {
      const title = this.titles[id];
      if (phrases.some((phrase) => !title.includes(phrase))) continue;
      const count = queryTerms.length;
      best = Math.max(best, count);
      found.push({ id, count, score: score * (title.includes(together) ? (title.startsWith(together) ? 2 : 1.5) : 1) });
    }
    const enough = Math.max(best, 1);
    const kept = found.filter(({ count }) => count >= enough);
    kept.sort((one, other) => other.score - one.score || one.id - other.id);
    return { places: kept.map(({ id }) => id), all: best >= asked.length, terms: results.length ? asked : [] };
  }
}

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

// The words of a query that tell what is looked for. A letter at its end is the beginning of one
// that is still to come, as may be `as`, where there is no other: of `asr`.
function askedWords(query) {
  const words = wordsOf(query);
  const last = words.at(-1) ?? "";
  const isBegun = /^\p{L}$/u.test(last) && !UNPARTED.test(last);
  const telling = (isBegun ? words.slice(0, -1) : words).filter((word) => !FILLER.has(word));
  return telling.length || isBegun ? [...new Set(telling)] : words.slice(-1);
}

// Those that the index has of a text, as it is to find them: each word and its stem, and the parts
// of such as `PointDistiller`.
function indexed(text) {
  const found = new Set();
  for (const [word] of text.normalize("NFKD").replace(MARKS, "").matchAll(WORD)) {
    const small = word.toLowerCase();
    if (UNPARTED.test(small)) {
      for (const sign of small) found.add(sign);
      continue;
    }
    if (FILLER.has(small)) continue;
    found.add(small).add(stem(small));
    const parts = word.match(PARTS) ?? [];
    if (parts.length > 1) for (const part of parts) if (part.length > 1) found.add(stem(part.toLowerCase()));
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
  const one = word.replace(/ies$|ied$/, "y").replace(/([^s])s$/, "$1");
  return one.replace(/(?<=....)(?:ation|ator|ating|ated|ate)$|(?<=...)(?:ion|ing|ed|er|or|ive|ment|e|y)$/, "").replace(/(.)\1$/, "$1");
}

const BOOST = { title: 3, about: 1, authors: 1.5 };
const OPTIONS = { boost: BOOST, weights: { fuzzy: 0.25, prefix: 0.45 } };
const SCORE_OF_INITIALS = 0.8;
const SCORE_OF_JOINED = 3;
const SHORTEST_JOINED = 6;
// To look for words near to one takes as much as its letters squared.
const LONGEST_MISSPELT = 40;
function mayBeMisspelt(term, distance) {
  return term.length > (distance > 1 ? 5 : 3) && term.length <= LONGEST_MISSPELT && !/\d/.test(term);
}

class PaperSearch {
  // Of papers in an array, found by their places in it.
  constructor() {
    this.index = new MiniSearch({
      idField: "place",
      fields: Object.keys(BOOST),
      tokenize: indexed,
      processTerm: (term) => term,
      searchOptions: { tokenize: (text) => text.split(" ") },
    });
    this.titles = [];
    this.squeezed = [];
    this.initials = [];
    this.addresses = new Map();
  }

  add(papers) {
    for (const paper of papers) {
      const words = wordsOf(paper.title);
      this.titles[paper.place] = ` ${words.join(" ")} `;
      this.squeezed[paper.place] = words.join("");
      this.initials[paper.place] = words.filter((word) => !FILLER.has(word)).map((word) => word[0]).join("");
      for (const address of paper.addresses) {
        const same = sameAddress(address);
        this.addresses.set(same, [...(this.addresses.get(same) ?? []), paper.place]);
      }
    }
    this.index.addAll(papers);
  }

  // What has words of those asked for, by its place: which of them, and the score.
  having(asked) {
    let found = this.scores(asked, {});
    for (const distance of [1, 2]) {
      // A word that nothing has, nor begins with, is taken for the nearest ones.
      const known = new Set();
      for (const { has } of found.values()) for (const term of has) known.add(term);
      const unknown = asked.filter(({ term }) => !known.has(term) && mayBeMisspelt(term, distance));
      if (!unknown.length) break;
      const meant = new Set(unknown.map(({ term }) => term));
      for (const [place, { has, score }] of this.scores(unknown, { fuzzy: (term) => meant.has(term) && distance })) {
        const soFar = found.get(place);
        if (!soFar) found.set(place, { has, score });
        else {
          soFar.score += score;
          has.forEach((term) => soFar.has.add(term));
        }
      }
    }
    return found;
  }

  scores(asked, options) {
    const found = new Map();
    const query = asked.map(({ term }) => term).join(" ");
    const prefix = (term) => term.length > 1;
    for (const { id, score, queryTerms } of this.index.search(query, { ...OPTIONS, prefix, ...options })) {
      found.set(id, { has: new Set(queryTerms), score });
    }
    if (options.fuzzy) return found;
    for (const { word, term } of asked) {
      this.also(found, term, this.initials, word.length > 1 && word.length < 6 ? word : null, SCORE_OF_INITIALS);
      this.also(found, term, this.squeezed, word.length >= SHORTEST_JOINED ? word : null, SCORE_OF_JOINED);
    }
    return found;
  }

  // Adds the papers whose initials, or titles without spaces, hold a word that they did not have.
  also(found, term, texts, word, worth) {
    if (word === null) return;
    const places = [];
    texts.forEach((text, place) => text.includes(word) && !found.get(place)?.has.has(term) && places.push(place));
    const score = worth * Math.log(1 + texts.length / (places.length || 1));
    for (const place of places) {
      if (!found.has(place)) found.set(place, { has: new Set(), score: 0 });
      found.get(place).has.add(term);
      found.get(place).score += score;
    }
  }

  // The places of the papers that fit a query, best first, and whether they have all its words.
  find(query) {
    const pasted = this.addresses.get(sameAddress(query));
    if (pasted) return { places: [...new Set(pasted)], all: true, terms: [] };
    const asked = askedWords(query).map((word) => ({ word, term: word }));
    asked.forEach((each, at) => (each.term = at === asked.length - 1 ? each.word : stem(each.word)));
    const phrases = [...query.matchAll(/["“]([^"“”]+)["”]/g)].map(([, phrase]) => wordsOf(phrase).join(" "));
    const together = ` ${wordsOf(query).join(" ")}`;
    let best = 0;
    const found = [];
    for (const [place, { has, score }] of this.having(asked)) {
      const title = this.titles[place];
      if (phrases.some((phrase) => !title.includes(phrase))) continue;
      best = Math.max(best, has.size);
      const factor = title.startsWith(together) ? 8 : title.includes(together) ? 6 : 1;
      found.push({ place, count: has.size, score: score * factor });
    }
    // Fewer than half of the words are no answer.
    const kept = found.filter(({ count }) => count >= best && 2 * count >= asked.length);
    kept.sort((one, other) => other.score - one.score || one.place - other.place);
    return { places: kept.map(({ place }) => place), all: best >= asked.length, terms: kept.length ? asked.map(({ term }) => stem(term)) : [] };
  }
}

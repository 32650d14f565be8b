"""Papers to search, and queries with the papers that are right for them.

- search-dev.jsonl: queries written by hand over the catalog.
- search-machine-made.jsonl: made from the catalog's titles: parts, other orders, beginnings, joined
  and parted words, and typing errors (letters swapped, lost, doubled, added or replaced, of which
  some by their neighbours on the keyboard); errors are one, two in two words, or two in one word.
- search-many.jsonl: two to five words that follow one another in one title of the catalog, and
  stand somewhere in at least two others.
- search-natural.jsonl: queries as people ask, with graded answers, on which search was developed.
- search-held-out.jsonl: more such, written before their answers were looked at; nothing was made to
  fit them.
- search-nonsense.jsonl: what nothing in the catalog answers, much of it with words near its own.
- search-other.jsonl: queries written by hand over another catalog, search-other-papers.jsonl.
"""

from __future__ import annotations

import json
from functools import cache
from math import log2
from typing import Any

from hypothesis import strategies as st

from kdcat.index.lexicon import Lexicon
from kdcat.paper import Paper
from kdcat.searching.find import Found, find
from kdcat.searching.query import Qualifier, parse
from tests.making import DATA, LABELLED


def rows(name: str) -> list[dict[str, Any]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def papers() -> tuple[Paper, ...]:
    """The catalog's papers by their hand labels, so that reading is not tested here."""
    return LABELLED


@cache
def other_papers() -> tuple[Paper, ...]:
    return tuple(Paper(**row) for row in rows("search-other-papers.jsonl"))


@cache
def lexicon(of: tuple[Paper, ...]) -> Lexicon:
    return Lexicon.build(of)


def nothing(_: Qualifier) -> list[int]:
    return []


def ask(text: str, of: tuple[Paper, ...] | None = None, limit: int | None = None) -> Found:
    of = papers() if of is None else of
    return find(parse(text), of, lexicon(of), qualified=nothing, limit=limit)


def lines(text: str, of: tuple[Paper, ...] | None = None) -> list[int]:
    """The lines of the papers found, best first."""
    return [match.paper.line for match in ask(text, of).matches]


def gain(ranked: list[int], query: dict[str, Any]) -> float:
    """nDCG@10 with marginal papers left out, as score.py has it."""
    ranked = [line for line in ranked if line not in query.get("marginal", ())]
    right = set(query["relevant"])
    found = sum(1 / log2(i + 2) for i, line in enumerate(ranked[:10]) if line in right)
    return found / sum(1 / log2(i + 2) for i in range(min(10, len(right))))


WORDS = "a of BERT Tiny TinyBERT bert 3D 2024 net-work networks n\u00e9t - : \u6df1 kd translation"
texts = st.one_of(
    st.lists(st.sampled_from(WORDS.split())).map(" ".join),
    st.text(max_size=30),
)
addresses = st.one_of(
    st.none(),
    st.sampled_from(
        ["https://github.com/A_b/C-d", "http://x.github.io/y/", "https://arxiv.org/abs/2403.01479"]
    ),
    texts,
)
some_papers = st.lists(
    st.builds(
        Paper,
        id=texts,
        title=texts,
        venue=st.none() | texts,
        venue_raw=st.none() | texts,
        year=st.none() | st.integers(0, 9999),
        modality=st.none() | texts,
        task=st.none() | texts,
        subtask=st.none() | texts,
        paper_url=addresses,
        code_url=addresses,
        doi=st.none() | texts,
        arxiv_id=st.none() | st.just("2403.01479") | texts,
        catalog=st.just("c"),
        line=st.integers(1, 99),
    ),
    max_size=6,
).map(tuple)

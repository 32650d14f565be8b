"""Search: which papers fit a query, in what order, and what in them matched."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import defaultdict
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kdcat
from kdcat.errors import UsageError
from kdcat.index.lexicon import Lexicon
from kdcat.index.number_arrays import held
from kdcat.searching.find import Found, Match, find, search
from kdcat.searching.highlights import Span
from kdcat.searching.query import Qualifier, parse
from kdcat.searching.ranking import own_score, ranking, scores
from kdcat.searching.understanding import understand
from tests.searching.cases import (
    ask,
    gain,
    lexicon,
    lines,
    nothing,
    other_papers,
    papers,
    rows,
    some_papers,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.paper import Paper

# How well it is to do on the queries of each set: what issue 3 asks for, on all sets alike.
KNOWN, TYPOS, MANY, TOPICS, NONSENSE = 0.98, 0.95, 0.95, 0.95, 0.02


@pytest.mark.slow
@pytest.mark.parametrize("name", ["search-dev.jsonl", "search-machine-made.jsonl"])
def test_what_is_looked_for_comes_first(name: str) -> None:
    first = defaultdict(list)
    missed = []
    for query in rows(name):
        if query["kind"] in ("topic", "none"):
            continue
        kind = "typos" if "typo" in query["kind"] else "known"
        right = lines(query["query"])[:1] in [[line] for line in query["relevant"]]
        first[kind].append(right)
        if not right:
            missed.append(query["query"])
    assert sum(first["known"]) / len(first["known"]) >= KNOWN, missed
    assert sum(first["typos"]) / len(first["typos"]) >= TYPOS, missed


@pytest.mark.slow
def test_where_many_titles_fit_the_one_that_has_the_words_together_comes_first() -> None:
    queries = rows("search-many.jsonl")
    missed = [one["query"] for one in queries if lines(one["query"])[:1] != one["relevant"]]
    assert 1 - len(missed) / len(queries) >= MANY, missed


def test_topics() -> None:
    gains = {
        query["query"]: gain(lines(query["query"]), query)
        for query in rows("search-dev.jsonl")
        if query["kind"] == "topic"
    }
    assert sum(gains.values()) / len(gains) >= TOPICS, gains


@pytest.mark.slow
def test_nonsense_is_not_answered() -> None:
    asked = [
        query["query"]
        for name in ("search-dev.jsonl", "search-nonsense.jsonl")
        for query in rows(name)
        if query["kind"] == "none"
    ]
    answered = [query for query in asked if lines(query)]
    assert len(answered) / len(asked) <= NONSENSE, answered


@pytest.mark.slow
def test_another_catalog() -> None:
    first, gains, answered = [], [], []
    for query in rows("search-other.jsonl"):
        found = lines(query["query"], other_papers())
        if query["kind"] == "none":
            answered.append(bool(found))
        elif query["kind"] == "topic":
            gains.append(gain(found, query))
        else:
            first.append(found[:1] == query["relevant"])
    assert sum(first) / len(first) >= KNOWN
    assert sum(gains) / len(gains) >= TOPICS
    assert not any(answered)


@pytest.mark.slow
@pytest.mark.parametrize("paper", papers(), ids=lambda paper: str(paper.line))
def test_a_title_pasted_whole_finds_its_paper_first(paper: Paper) -> None:
    for pasted in (paper.title, f"  {paper.title.upper()} .", paper.title.replace("-", "\u2010")):
        best = ask(pasted).matches[0]
        # Some papers are listed under two tasks.
        assert best.paper.title == paper.title
        assert best.score == pytest.approx(1.0)


@pytest.mark.slow
@pytest.mark.parametrize("paper", papers(), ids=lambda paper: str(paper.line))
def test_an_address_pasted_finds_its_paper(paper: Paper) -> None:
    for field in ("paper_url", "code_url"):
        address = getattr(paper, field)
        if address:
            found = [match.paper for match in ask(address).matches]
            assert paper in found
            assert {getattr(other, field) for other in found} == {address}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Phrases: word for word, in this order, but for case, dashes and plurals.
        ('"part segmentation"', [72]),
        ('"Part-Segmentations"', [72]),
        ('"segmentation part"', []),
        ('"segmentation by vision" part', [72]),
        ('"partdis"', []),
        # Exclusion.
        ("rnn", [195, 203]),
        ("rnn -streaming", [203]),
        ('rnn -"module replacing"', [195]),
        ("rnn -module-replacing", [195]),
        ("rnn -title:streaming", [203]),
        ("rnn -strea", [195, 203]),
        # Either.
        ("paintbrush OR affordance", [118, 120]),
        ("2d paintbrush OR scene", [62]),
        ('rnn streaming OR "module replacing"', [195, 203]),
        ("paintbrush OR the", [118]),
        # In the title alone.
        ("title:input", []),
        ("title:paintbrush", [118]),
        ('title:"3d paintbrush"', [118]),
        # Years and identifiers are never taken for others.
        ("paintbrush 2024", [118]),
        ("paintbrush 2023", []),
        ("2412.16381", []),
        ("arxiv 2412.16380", [90]),
        ("mt dnn", [183]),
        # Filler words need not be there.
        ("the paintbrush of the paper", [118]),
        ("wth paintbrush 3d", [118]),
        ("affordance wiht", [120]),
        # Nothing.
        ("", []),
        (" : - ", []),
    ],
)
def test_queries(text: str, found: list[int]) -> None:
    assert sorted(lines(text)) == found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        # Other forms of a word, and of a spelling.
        ("summarising noisily", 178),
        ("recognising chinese text", 172),
        # Joined, parted, within a name.
        ("light weight voice", 253),
        ("subband", 213),
        ("endtoend enhancement e3net", 214),
        ("sub-band", 213),
        ("dvqa", 285),
        # Abbreviations that papers use, and initials of words that stand together.
        ("rnn-t streaming", 195),
        ("e2e slu two stage", 241),
        ("lgkd", 66),
        ("iuspkd", 258),
        # Beginnings, of the last word or of one that is nothing else.
        ("unsup registration", 78),
        ("stylization of 3d sh", 118),
        # Typing errors: more of them where other words are known.
        ("paralel wavenet", 235),
        ("parallel wavenet ast", 235),
        ("mrb-net", 264),
        ("dq-whsiper", 211),
        ("ddq-whsiper", 211),
        ("ewak to sttrong", 38),
        ("discrepency uncertianty aware", 174),
        ("feature lidr", 39),
        ("odeling for elf", 284),
        # A misspelled word that is another word of the catalog.
        ("speech form translation comprehensively", 232),
    ],
)
def test_what_is_meant_comes_first(text: str, first: int) -> None:
    assert lines(text)[:1] == [first]


@pytest.mark.parametrize(
    "text", ["x4kd", "graphql", "pension", "malware", "icml 2031", "e9net", "x4k"]
)
def test_what_is_not_meant_is_not_found(text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("speech enhancement", "Alpha of Speech Enhancement", "Speech from Enhancement Alpha"),
        ("speech enhancement", "A Speech Enhancement", "A Speech Enhancement of B"),
        ("speech enhancement", "Speech Enhancement of A", "A of Speech Enhancement"),
        ("speech enhancement", "Speech Enhancement", "Enhancement Speech"),
        ("network", "A Network", "A Networks"),
        ("translation", "Translation A B", "Translating"),
        ("bert", "A BERT", "A TinyBERT"),
        ("tiny bert", "TinyBERT: A", "A Tiny B BERT"),
        ("tinybert", "TinyBERT", "Tiny-BERT"),
        ("kd", "KD of A", "Knowledge Distillation"),
    ],
)
def test_the_better_comes_first(text: str, better: str, worse: str) -> None:
    two = tuple(papers()[0]._replace(title=title) for title in (worse, better))
    assert [match.paper.title for match in ask(text, two).matches] == [better, worse]


def test_the_title_says_more_than_other_fields() -> None:
    sole = papers()[0]._replace(title="A B", modality=None, task=None, venue=None, code_url=None)
    ranked = (
        sole._replace(code_url="https://github.com/x/speech"),
        sole._replace(modality="Speech"),
        sole._replace(task="Speech"),
        sole._replace(title="A Speech"),
    )
    assert [match.paper for match in ask("speech", ranked).matches] == [
        ranked[3], ranked[2], ranked[0], ranked[1]
    ]  # fmt: skip


def test_qualifiers_are_the_callers() -> None:
    asked = []

    def qualified(qualifier: Qualifier) -> list[int]:
        asked.append(qualifier)
        return [0, 1, 2]

    def chosen(text: str, within: list[int] | None = None) -> list[int]:
        found = find(parse(text), papers(), lexicon(papers()), within=within, qualified=qualified)
        return [match.paper.line for match in found.matches]

    assert chosen("venue:x") == [38, 39, 40]
    assert asked == [Qualifier("venue", "x", 6)]
    assert chosen("venue:x radar") == [39, 40]
    assert chosen("-venue:x radar") == [90]
    assert chosen("venue:x", within=[1, 5]) == [39]
    assert chosen("radar", within=[1, 5]) == [39]
    assert chosen("venue:x OR paintbrush") == [118, 38, 39, 40]
    assert chosen("-venue:x", within=[2, 3]) == [41]


def test_a_found_paper_says_what_matched() -> None:
    found = ask("lircdpeth 2024 harborsarah")
    assert found == Found([found.matches[0]], None, (), (), {"lircdpeth": ("lircdepth",)})
    match = found.matches[0]
    assert match.paper.line == 90
    assert match.spans == (
        Span("title", 0, 9, "lircdpeth"),
        Span("year", 0, 4, "2024"),
        Span("code_url", 19, 30, "harborsarah"),
    )
    assert 0 < match.score < 1


@pytest.mark.parametrize(
    "text",
    [
        # Near a part of a word (DEtection), a filler word, a venue's name or a repository's owner;
        # a short word two letters apart; one for which only the commonest words could vouch.
        *("elections", "hate speech", "pottery knowledge distillation", "whale song"),
        *("video rental", "vaccine knowledge distillation"),
    ],
)
def test_a_word_of_its_own_is_no_misspelling(text: str) -> None:
    assert lines(text) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["search-dev.jsonl", "search-many.jsonl"])
def test_papers_that_fit_alike_are_scored_once_and_rightly(name: str) -> None:
    of = lexicon(papers())
    for query in rows(name):
        by = ranking(understand(parse(query["query"]), papers(), of, nothing))
        every = range(len(papers()))
        assert [*scores(by, every)] == [own_score(by, row, of.titles.of(row)) for row in every]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("tinybret", ["Simplified [TinyBERT]: Knowledge Distillation for Document Retrieval"]),
        (
            "pointcloud completion chamfer",
            [
                (
                    "Loss Distillation via Gradient Matching for [Point] [Cloud] [Completion] with "
                    "Weighted [Chamfer] Distance"
                )
            ],
        ),
        ("video adviser", ["[VideoAdviser]: Video Knowledge Distillation for Multimodal Transfer"]),
        (
            "mrc augment",
            ["[Machine] [Reading] [Comprehension] as Data [Augmentation]: A Case Study"],
        ),
    ],
)
def test_marks_in_titles(text: str, marked: list[str]) -> None:
    shown = []
    for match in ask(text).matches:
        title = match.paper.title
        for span in sorted(match.spans, reverse=True):
            if span.field == "title" and title[span.start : span.end] != "Video":
                title = f"{title[: span.start]}[{title[span.start : span.end]}]{title[span.end :]}"
        shown.append(title)
    assert len(shown) == len(marked)
    assert all(one.startswith(start) for one, start in zip(shown, marked, strict=True)), shown


@pytest.mark.parametrize(
    ("text", "suggestion", "unknown"),
    [
        ("lidar zzxqy", None, ("zzxqy",)),
        # Without the year it is another question.
        ("speech recognition 1998", None, ()),
        ('"speach recognition" robust', '"speech recognition" robust', ("speach",)),
        # Words of the field are not misspelt, those near to others by chance are not meant.
        ("dlib captcha", None, ("dlib", "captcha")),
        ("weather forecasting", None, ("weather forecasting",)),
        ("paintbrush", None, ()),
    ],
)
def test_suggestions(text: str, suggestion: str | None, unknown: tuple[str, ...]) -> None:
    found = ask(text)
    assert (found.suggestion, found.unknown) == (suggestion, unknown)
    if suggestion:
        assert found.matches == []
        assert ask(suggestion).matches


def test_a_hint_comes_along() -> None:
    assert ask("writer:hinton").hints == parse("writer:hinton").hints != ()


def test_equally_good_papers_keep_their_order() -> None:
    twins = [papers()[5]._replace(line=line) for line in (9, 3, 7)]
    assert lines(twins[0].title, tuple(twins)) == [9, 3, 7]


@pytest.mark.slow
def test_the_order_of_the_papers_changes_only_ties() -> None:
    shuffled = list(papers())
    random.Random(3).shuffle(shuffled)
    for query in rows("search-dev.jsonl"):
        there = {m.paper: (m.score, m.spans) for m in ask(query["query"]).matches}
        here = {m.paper: (m.score, m.spans) for m in ask(query["query"], tuple(shuffled)).matches}
        assert here == there


def test_a_limit_cuts_the_end() -> None:
    everything = ask("distillation").matches
    assert len(everything) > 100
    assert ask("distillation", limit=7).matches == everything[:7]
    assert ask("distillation", limit=0).matches == []


def test_only_papers_that_are_returned_are_looked_at() -> None:
    looked = []

    class Shy:
        def __getitem__(self, row: int) -> Paper:
            looked.append(row)
            return papers()[row]

    shy = cast("Sequence[Paper]", Shy())
    find(parse("speech recogniton"), shy, lexicon(papers()), qualified=nothing, limit=3)
    assert len(looked) == 3


def test_the_python_interface() -> None:
    found = search(papers(), "year:2024 has:code -tagging lidar", 1)
    assert [(match.paper.line, type(match)) for match in found] == [(104, Match)]
    with pytest.raises(UsageError):
        search(papers(), "year:lidar")


def test_what_was_made_to_answer_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    built = []

    def build(of: Sequence[Paper]) -> Lexicon:
        built.append(len(of))
        return whole(of)

    whole = Lexicon.build
    monkeypatch.setattr(Lexicon, "build", build)
    of = papers()[:9]
    first = search(of, "distillation")
    assert all(match.paper is of[of.index(match.paper)] for match in first)
    assert search(of, "distillation") == first
    assert built == [9]
    # Other papers, equal ones included, and what may have changed since, are looked at anew.
    assert search((*of,), "distillation") == first
    assert search(papers()[:5], "distillation") != first
    changing = list(of)
    assert search(changing, "distillation") == first
    changing.clear()
    assert search(changing, "distillation") == []
    assert built == [9, 9, 5, 9, 0]


def test_a_catalog_keeps_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    catalogs = [kdcat.read(), kdcat.read()]
    before = [catalog.search("lidar", limit=3) for catalog in catalogs]
    assert before[0] == before[1] == kdcat.search(catalogs[0].papers, "lidar", 3)
    assert len(before[0]) == 3
    monkeypatch.setattr(Lexicon, "build", None)
    assert [catalog.search("lidar", limit=3) for catalog in catalogs] == before


def test_a_venue_goes_by_its_other_names(monkeypatch: pytest.MonkeyPatch) -> None:
    def other_name(name: str) -> SimpleNamespace | None:
        return SimpleNamespace(name="NeurIPS") if name in ("nips", "nourotic") else None

    monkeypatch.setattr("kdcat.bibliography.venues.find", other_name)
    assert sorted(lines("nips 2024")) == [73]
    assert sorted(lines("nourotic 2024")) == [73]
    assert sorted(lines("title:nips")) == []


def test_an_address_is_also_what_follows_its_question_mark() -> None:
    one, other = (
        papers()[0]._replace(paper_url=f"https://openreview.net/forum?id={name}", line=line)
        for line, name in enumerate("ab")
    )
    assert lines("https://openreview.net/forum?id=a", (one, other)) == [0]
    assert lines("https://openreview.net/forum?id=b", (one, other)) == [1]
    assert lines("https://openreview.net/forum?id=a&utm_source=x#y", (one, other)) == [0]
    assert lines("https://openreview.net/forum?id=c", (one, other)) == []
    assert lines("https://openreview.net/pdf?id=a", (one, other)) == []


@pytest.mark.parametrize(
    "text",
    [
        "https://arxiv.org/pdf/2412.16380v2",
        "arxiv.org/abs/2412.16380",
        "arXiv:2412.16380",
        "arXiv:2412.16380v1",
        "(2412.16380)",
        "https://github.com/harborsarah/LiRCDepth/tree/main",
        "github.com/harborsarah/LiRCDepth",
        "harborsarah/LiRCDepth",
    ],
)
def test_one_paper_by_what_names_it(text: str) -> None:
    assert lines(text) == [90]


@pytest.mark.parametrize(
    "text",
    [
        "10.1145/3651640.3651652",
        "doi:10.1145/3651640.3651652",
        "https://doi.org/10.1145/3651640.3651652",
    ],
)
def test_one_paper_by_its_doi(text: str) -> None:
    assert lines(text) == [49]


@pytest.mark.slow
def test_a_kept_lexicon_answers_alike() -> None:
    contents = lexicon(papers()).stored()
    for query in rows("search-dev.jsonl"):
        kept = Lexicon.load(held(contents))
        found = find(parse(query["query"]), papers(), kept, qualified=nothing)
        assert found == ask(query["query"])


@pytest.mark.slow
def test_rapidfuzz_and_venues_are_loaded_for_words_that_may_need_them_alone() -> None:
    program = (
        "import sys\n"
        "from tests.searching.cases import ask\n"
        "assert ask('lidar segmentation cvpr 2022').matches\n"
        "assert ask('lidar segmentation nuscenes').matches\n"
        "assert ask('point cloud completion wav2vec').matches\n"
        "assert sys.modules.keys().isdisjoint(['rapidfuzz', 'tomllib'])\n"
        "assert ask('lidra segmentation').matches\n"
        "assert 'rapidfuzz' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


QUERIES = st.one_of(
    st.text(max_size=40),
    texts,
    st.lists(
        st.sampled_from(
            ["-", '"', "OR", "title:", "bert", "tiny", "kd", "translaton", "netwrok", "2024", "a"]
        )
    ).map(lambda pieces: " ".join(pieces).replace('" ', '"').replace("- ", "-").replace(": ", ":")),
)


@pytest.mark.slow
@given(QUERIES, some_papers, st.none() | st.integers(-1, 3))
@settings(max_examples=300, deadline=None)
def test_any_query_over_any_papers(text: str, of: tuple[Paper, ...], limit: int | None) -> None:
    try:
        query = parse(text)
    except UsageError:
        return
    found = find(query, of, Lexicon.build(of), qualified=nothing, limit=limit)
    scores = [match.score for match in found.matches]
    assert scores == sorted(scores, reverse=True)
    assert limit is None or len(scores) <= max(limit, 0)
    for match in found.matches:
        assert match.paper in of
        assert 0 <= match.score <= 1
        for span in match.spans:
            assert 0 <= span.start < span.end <= len(str(getattr(match.paper, span.field)))
            assert span.word in text
    if found.suggestion is not None:
        assert find(parse(found.suggestion), of, Lexicon.build(of), qualified=nothing).matches


@pytest.mark.slow
@given(some_papers)
@settings(deadline=None)
def test_any_title_finds_its_paper(of: tuple[Paper, ...]) -> None:
    for paper in of:
        # As words, whatever else the title might mean.
        words = " ".join(word.lstrip("-") for word in paper.title.replace('"', " ").split())
        if any(map(str.isalnum, words)) and ":" not in words:
            assert paper in [match.paper for match in ask(words, of).matches]

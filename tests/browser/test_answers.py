"""Questions of a query and chosen values, beside what the commands answer to the same options."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.browser.answers import (
    FACETS,
    Facet,
    Ground,
    Question,
    Value,
    all_values,
    answer,
    as_chosen,
    counts,
)
from kdcat.cli import catalogs
from kdcat.cli.options import Where
from kdcat.cli.program import run
from kdcat.index.papers import Index
from kdcat.searching.find import search
from tests.making import LABELLED, paper

PAPERS = (
    paper("Alpha of speech", "Speech/ASR", venue="ACL", year=2021, code_url="https://x.org/c"),
    paper("Beta of speech", "Speech/TTS/ASR", venue="ACL", year=2022, line=2),
    paper("Gamma of text", "Text/ASR/ASR", venue="EMNLP", year=2021, line=3),
    paper("Delta of text", "Text", line=4),
    paper("Epsilon lidar", line=5, year=2020, code_url="https://x.org/e"),
)
GROUND = Ground(Index.build(PAPERS))


def ids(question: Question, ground: Ground = GROUND) -> list[str]:
    return [ground.papers[row].id for row in answer(ground, question).rows]


def chosen(*values: tuple[Facet, Value]) -> frozenset[tuple[Facet, Value]]:
    return frozenset(values)


def test_values_of_a_facet_mean_or_and_different_facets_and() -> None:
    assert ids(Question()) == ["paper-1", "paper-2", "paper-3", "paper-4", "paper-5"]
    assert ids(Question("", frozenset({("task", "ASR")}))) == ["paper-1", "paper-2", "paper-3"]
    both = chosen(("task", "ASR"), ("task", "TTS"), ("year", 2022), ("year", 2021))
    assert ids(Question("", both)) == ["paper-1", "paper-2", "paper-3"]
    assert ids(Question("", both | chosen(("venue", "ACL")))) == ["paper-1", "paper-2"]
    assert ids(Question("", frozenset({("code", True)}))) == ["paper-1", "paper-5"]
    assert ids(Question("", frozenset({("code", True), ("code", False)}))) == ids(Question())
    assert ids(Question("text", frozenset({("year", 2021)}))) == ["paper-3"]
    assert ids(Question("", frozenset({("venue", "none")}))) == []


def test_a_facet_is_counted_as_if_none_of_its_own_values_were_chosen() -> None:
    asked = Question("", chosen(("venue", "ACL"), ("year", 2021)))
    assert dict(counts(GROUND, answer(GROUND, asked))) == {
        "modality": {"Speech": 1},
        "task": {"ASR": 1},
        "venue": {"ACL": 1, "EMNLP": 1},
        "year": {2021: 1, 2022: 1},
        "code": {True: 1},
        "catalog": {"list.md": 1},
    }
    assert all_values(GROUND.papers) == {
        "modality": {"Speech": 2, "Text": 2},
        "task": {"ASR": 3, "TTS": 1},
        "venue": {"ACL": 2, "EMNLP": 1},
        "year": {2022: 1, 2021: 2, 2020: 1},
        "code": {False: 3, True: 2},
    }


def test_several_catalogs_are_a_facet_that_combines_as_the_others_do() -> None:
    others = (
        paper("Zeta of speech", "Speech/ASR", venue="ACL", year=2021, catalog="more.md"),
        paper("Eta of text", "Text", venue="ACL", year=2022, catalog="more.md", line=2),
        paper("Theta", "Text", venue="ACL", year=2022, catalog="third.md"),
    )
    ground = Ground(Index.build(PAPERS + others))
    assert all_values(ground.papers)["catalog"] == {"list.md": 5, "more.md": 2, "third.md": 1}
    asked = Question("", chosen(("catalog", "more.md"), ("modality", "Speech")))
    given = answer(ground, asked)
    assert list(given.rows) == [5]
    found = dict(counts(ground, given))
    assert found["catalog"] == {"list.md": 2, "more.md": 1}
    assert found["modality"] == {"Speech": 1, "Text": 1}
    both = asked.chosen | chosen(("catalog", "third.md"))
    assert [*answer(ground, Question("text", both)).rows] == []
    assert [*answer(ground, Question("", both - {("modality", "Speech")})).rows] == [5, 6, 7]


def test_values_stand_in_the_order_of_their_papers_then_of_their_names_years_the_last_first() -> (
    None
):
    papers = (
        *(paper(f"Paper {n}", "Speech", venue=venue, year=2020 + n % 2, line=n + 1)
          for n, venue in enumerate(("Zeta", "Beta", "alpha", "Zeta"))),
    )  # fmt: skip
    values = all_values(Index.build(papers))
    assert [*values["venue"].items()] == [("Zeta", 2), ("alpha", 1), ("Beta", 1)]
    assert [*values["year"].items()] == [(2021, 2), (2020, 2)]


def test_what_is_said_is_what_search_says() -> None:
    found = answer(GROUND, Question("speech with code"))
    assert (found.said, found.is_near, found.is_wrong) == ("read as has:code", False, False)
    found = answer(GROUND, Question("speehc"))
    assert found.said == "'speehc' is taken for speech"
    found = answer(GROUND, Question("zzxqy"))
    assert (list(found.rows), found.said) == ([], "no paper has 'zzxqy'")
    found = answer(GROUND, Question('"speehc"'))
    assert found.said == """no paper has 'speehc'; did you mean "speech"?"""
    hint, *others = answer(GROUND, Question("years:2021 speech with code")).said.split("; ")[::2]
    assert (hint, others) == (
        "years: is not a qualifier, so it was read as a word", ["read as year:2021 has:code"]
    )  # fmt: skip
    found = answer(GROUND, Question("lidar zzz9"))
    assert (list(found.rows), found.said, found.is_near) == (
        [4],
        "no paper has 'zzz9'; nearest:",
        True,
    )
    assert found.found is not None
    assert found.found.missing(4) == ("zzz9",)
    found = answer(GROUND, Question("venue:none"))
    assert (list(found.rows), found.is_wrong) == ([], True)
    assert found.said == "no venue 'none' in list.md; venues: ACL, EMNLP"
    words = ("planet", "planer", "planed", "planes", "planks")
    papers = tuple(paper(f"Of {word}", "Text", line=n) for n, word in enumerate(words, 1))
    found = answer(Ground(Index.build(papers)), Question("planez"))
    assert found.said == "'planez' is taken for planed or planer or planes ..."


OPTIONS: dict[Facet, list[str]] = {
    "modality": ["--modality", "Speech"],
    "task": ["--task", "Speech Recognition (ASR)"],
    "venue": ["--venue", "ICASSP"],
    "year": ["--year", "2023"],
    "code": ["--code"],
}
VALUES: dict[Facet, Value] = {
    "modality": "Speech",
    "task": "Speech Recognition (ASR)",
    "venue": "ICASSP",
    "year": 2023,
    "code": True,
}
COMMANDED = tuple(OPTIONS)
"""The facets that are options too; of catalogs the commands are told which to open."""
BUNDLED = Ground(Index.build(LABELLED))


@pytest.mark.parametrize(
    "query", ["", "knowledge distillation", "speech since 2020", "lidar nuscenes"]
)
@pytest.mark.parametrize("facets", [*product(COMMANDED[:2], COMMANDED[2:]), COMMANDED, ()])
def test_it_answers_as_the_commands_do(
    query: str, facets: tuple[Facet, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    ground = Ground(catalogs.opened(None))
    question = Question(query, frozenset((name, VALUES[name]) for name in facets))
    argv = [word for name in facets for word in OPTIONS[name]]
    command = ["search", *query.split()] if query else ["list"]
    given = answer(ground, question)
    assert run([*command, *argv, "--json"]) == 0
    out, err = capsys.readouterr()
    found = [ground.papers[row].id for row in given.rows]
    assert found == [each["id"] for each in json.loads(out)]
    assert all(said in err for said in given.said.split("; "))
    assert bool(given.said) == bool(err) or not query


chosen_values = st.frozensets(
    st.sampled_from(
        sorted(((f, v) for f, vs in all_values(BUNDLED.papers).items() for v in vs), key=str)
    ),
    max_size=6,
)


@given(chosen_values)
def test_the_counts_are_of_what_would_be_shown(picked: frozenset[tuple[Facet, Value]]) -> None:
    question = Question("", picked)
    for facet, numbers in counts(BUNDLED, answer(BUNDLED, question)):
        others = frozenset(pair for pair in question.chosen if pair[0] != facet)
        for value, number in numbers.items():
            shown = answer(BUNDLED, Question("", others | {(facet, value)})).rows
            assert len(shown) == number


@given(chosen_values)
def test_options_that_values_stand_for_are_shown_as_chosen(
    picked: frozenset[tuple[Facet, Value]],
) -> None:
    for facet in FACETS:
        own = frozenset(pair for pair in picked if pair[0] == facet)
        if own:
            rows = list(answer(BUNDLED, Question("", own)).rows)
            found = as_chosen(BUNDLED, facet, rows)
            assert found is not None
            assert list(answer(BUNDLED, Question("", found)).rows) == rows


def test_an_option_that_no_values_stand_for_is_not_shown_as_chosen() -> None:
    rows = Where(None, None, None, None, None, ["Speech"], None, None).rows(GROUND.papers)
    assert rows == [0, 1]
    assert as_chosen(GROUND, "modality", [0, 1]) == chosen(("modality", "Speech"))
    assert as_chosen(GROUND, "modality", [0]) is None
    assert as_chosen(GROUND, "code", []) is None


def test_within_what_other_options_leave() -> None:
    ground = GROUND._replace(within=[1, 2, 4])
    assert ids(Question(), ground) == ["paper-2", "paper-3", "paper-5"]
    assert ids(Question("", frozenset({("task", "ASR")})), ground) == ["paper-2", "paper-3"]
    assert ids(Question("speech"), ground) == ["paper-2"]
    assert [match.paper.id for match in search(PAPERS, "speech")] == ["paper-1", "paper-2"]


# What is loaded beforehand is loaded when nobody waits.
_LOADS = """
import json, sys
import kdcat.browser.browser
from kdcat.browser.answers import Ground, Question, answer, counts, load_search
from kdcat.browser.known import known_of
from kdcat.cli import catalogs
index = catalogs.opened(None)
load_search()
before = set(sys.modules)
for query in json.loads(sys.argv[1]):
    given = answer(Ground(index), Question(query))
    counts(Ground(index), given)
    for row in given.rows[:1]:
        known_of(index, row)
print(*sorted(set(sys.modules) - before))
"""
_QUERIES = [
    *("asr d", "lidar segmnetation", "zzzqx foo", "papers since 2022", "at CVPR", "the latest"),
    *("github asr", "title:foo", "year:2020-", "venue:CVPRR", "author:hinton", "has:code asr"),
    *('"point cloud" lidr', "speech -asr", "around 2021", "2503.00001", "10.1007/978-3-030"),
    *("https://arxiv.org/abs/2203.14956", "distillation by Hinton from 2021 not on arxiv"),
]


def test_all_that_answers_need_is_loaded_before() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADS, json.dumps(_QUERIES)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("\n", "")


# Who loads a part of a package while another thread loads the package may be given it half loaded.
_AT_ONCE = """
import sys, threading
from kdcat.browser.answers import Ground, Question, answer, load_search
from kdcat.cli import catalogs

works = [load_search, lambda: answer(Ground(catalogs.opened(None)), Question("segmnetation"))]
if sys.argv[1] == "search":
    works.reverse()
other = threading.Thread(target=works[1])

def meanwhile(event, given):
    if event == "import" and given[0] == sys.argv[2] and other.ident is None:
        other.start()
        other.join(1)

sys.addaudithook(meanwhile)
works[0]()
other.join()
"""


@pytest.mark.parametrize("first", ["loading", "search"])
@pytest.mark.parametrize("part", ["rapidfuzz.distance", "rapidfuzz.fuzz", "rapidfuzz.process"])
def test_a_search_may_need_what_is_being_loaded(first: str, part: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _AT_ONCE, first, part], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")

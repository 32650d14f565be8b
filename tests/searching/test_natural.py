"""Queries as people ask: graded answers of our own, and queries that nothing in the catalog answers."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import pytest

from kdcat.index.papers import Index
from kdcat.searching import weights
from tests.making import DATA
from tests.searching.cases import papers, rows

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import search_quality

# What issue 15 asks for.
GAIN, GAIN_OF_FILTERS, FALSE = 0.62, 0.95, 0.15


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "least"), [("search-natural.jsonl", 60), ("search-held-out.jsonl", 30)]
)
def test_people_find_what_they_ask_for(file: str, least: int) -> None:
    queries = rows(file)
    values = search_quality.values(Index.build(papers()), queries)
    by_kind = defaultdict(list)
    for query, value in zip(queries, values, strict=True):
        by_kind[query["kind"]].append(value)
    unanswered = by_kind.pop("none")
    every = [value for of_kind in by_kind.values() for value in of_kind]
    assert len(every) >= least
    assert sum(every) / len(every) >= GAIN
    of_filters = by_kind["filter-in-words"]
    assert sum(of_filters) / len(of_filters) >= GAIN_OF_FILTERS
    assert 1 - sum(unanswered) / len(unanswered) <= FALSE


@pytest.mark.slow
def test_related_papers_are_those_that_a_person_names() -> None:
    queries = rows("search-related.jsonl")
    values = search_quality.values(Index.build(papers()), queries)
    assert sum(values) / len(values) >= GAIN


@pytest.mark.parametrize(
    ("query", "found", "value"),
    [
        ({"kind": "none", "relevant": []}, [], 1.0),
        ({"kind": "none", "relevant": []}, [1], 0.0),
        ({"kind": "known", "relevant": [1, 2]}, [2, 9], 1.0),
        ({"kind": "known", "relevant": [1, 2]}, [9, 1], 0.0),
        ({"kind": "topic", "relevant": [1, 2]}, [1, 2, 9], 1.0),
        ({"kind": "topic", "relevant": [1], "marginal": [8]}, [8, 1], 1.0),
        ({"kind": "concept", "relevant": {"1": 3, "2": 1}}, [1, 2], 1.0),
        ({"kind": "concept", "relevant": {"1": 3, "2": 1}}, [], 0.0),
        ({"kind": "concept", "relevant": {"1": 1}}, [9, 9, 1], 0.5),
    ],
)
def test_how_a_query_counts(query: search_quality.Query, found: list[int], value: float) -> None:
    assert search_quality.value(query, found) == pytest.approx(value)


def test_a_weight_that_is_needed_is_told_from_one_that_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(weights, "OF_NO_USE", 1.0, raising=False)
    asked = []

    def search(_: Index, query: str) -> list[int]:
        asked.append(query)
        if query == "c":
            return [38]
        return [38] if weights.SAME > 0.5 or query == "b" else []

    monkeypatch.setattr(search_quality, "search", search)
    queries = [{"query": name, "kind": "known", "relevant": [38]} for name in "abc"]
    index = Index.build(papers())
    base = search_quality.values_and_needs(index, queries)
    assert base == ([1.0] * 3, [frozenset({"SAME"})] * 2 + [frozenset()])
    asked.clear()
    needs = search_quality.sweep(index, queries, base, ["SAME", "OF_NO_USE"])
    assert needs == {"SAME": ["a"], "OF_NO_USE": []}
    # What asks for no weight is not asked again.
    assert {*asked} == {"a", "b"}
    assert weights.SAME > 0.5


@pytest.mark.slow
def test_the_benchmark_prints_what_it_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert search_quality.main([str(DATA / "search-related.jsonl")]) == 0
    name, count, *rest = capsys.readouterr().out.split()
    assert (name, count, rest[:2]) == ("search-related.jsonl", "15", ["queries", "nDCG@10"])

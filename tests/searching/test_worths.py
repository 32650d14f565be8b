"""What each worth counts for in a score: it is seen where one of them is changed.

The numbers behind the queries are reckoned by hand from what `weights` says of each: 0.72 for the
words, 0.22 for standing together, 0.04 for how much of the title they are and 0.02 for its start.
"""

from __future__ import annotations

from math import log

import pytest

from kdcat.index.papers import Index
from kdcat.paper import Paper
from kdcat.searching import weights
from kdcat.searching.related import related
from tests.making import paper
from tests.searching.cases import ask
from tests.searching.test_near import listed

ALONE = 0.72 + 0.22
WHOLE = 0.04 + 0.02
SCORES = [
    ("INFLECTED", "zebras", {"title": "Zebra"}, ALONE * 0.95 + WHOLE),
    ("DERIVED", "recognize", {"title": "Recognition"}, ALONE * 0.85 + WHOLE),
    ("PART", "bert", {"title": "TinyBERT"}, ALONE * 0.92 + WHOLE),
    ("BEGINNING", "segm", {"title": "Segmentation"}, ALONE * 0.75 + WHOLE),
    ("JOINED", "pointcloud", {"title": "Point Cloud"}, ALONE * 0.99 + WHOLE),
    ("SYNONYM", "asr", {"title": "Speech Recognition"}, ALONE * 0.85 + WHOLE),
    ("ERROR", "recognitoin", {"title": "Recognition"}, ALONE * 0.88 + WHOLE),
    ("IDENTIFIER", "wolke", {"code_url": "https://github.com/wolke/x"}, ALONE * 0.7),
    ("WHOLE_IDENTIFIER", "2412.16380", {"arxiv_id": "2412.16380"}, ALONE * 0.95),
    ("GAP", "zebra lidar", {"title": "Zebra of Lidar"}, 0.72 + 0.22 / 1.5 + 0.04 * 2 / 3 + 0.02),
    ("BEFORE", "lidar zebra", {"title": "Zebra Lidar"}, 0.72 + 0.22 * 0.25 + WHOLE),
    ("COVERED", "zebra", {"title": "Zebra of the Old Days"}, ALONE + 0.04 / 5 + 0.02),
    ("BEGINS", "zebra", {"title": "A Zebra"}, ALONE + 0.04 / 2 + 0.02 / 2),
    ("FILLER", "zebra of lidar", {"title": "Zebra Lidar"}, 0.72 * 2 / 2.15 + 0.22 + WHOLE),
    ("FIELDS together", "zebra lidar", {"task": "Zebra Lidar"}, ALONE * 0.8),
    # The place nearby is worth less, but not too much less; or it is.
    (
        "CLOSE",
        "zebra recognition",
        {"title": "Recognition Zebra Recognize"},
        0.72 * (1 + 0.85) / 2 + 0.22 + 0.04 + 0.02 / 2,
    ),
    (
        "CLOSE",
        "zebra recognition",
        {"title": "Recognition Zebra of Recognize"},
        0.72 * 1 + 0.22 * 0.25 + 0.04 * 3 / 4 + 0.02,
    ),
    *(
        (f"FIELDS {field}", "zebra", {field: "Zebra"}, ALONE * worth)
        for field, worth in (
            ("task", 0.8), ("subtask", 0.8), ("modality", 0.6), ("authors", 0.8),
            ("venue_raw", 0.84),
        )
    ),
    ("FIELDS venue", "zebra", {"venue": "Zebra", "venue_raw": "Zebra"}, ALONE * 0.85),
    ("FIELDS year", "2031", {"year": 2031}, ALONE * 0.9),
]  # fmt: skip


def score(query: str, has: dict[str, object]) -> float:
    blank = listed("Nothing of It")[0]
    found = ask(query, (blank._replace(**has), *listed()))  # type: ignore[arg-type]
    return found.matches[0].score


@pytest.mark.parametrize(("_", "query", "has", "worth"), SCORES)
def test_what_a_finding_is_worth(_: str, query: str, has: dict[str, object], worth: float) -> None:
    assert score(query, has) == pytest.approx(worth, abs=1e-9)


def information(of: int, having: int) -> float:
    return log((of + 1) / (having + 0.5))


def test_what_other_words_are_worth() -> None:
    of = listed("Future Path Zebra", "Forecasting Zebra")
    scores = {match.paper.title: match.score for match in ask("trajectory zebra", of).matches}
    zebra = information(7, 2)
    # Two papers have something like it, and one of them a word of the same meaning.
    told = (information(7, 1) * information(7, 2)) ** 0.5
    assert scores == {
        "Future Path Zebra": pytest.approx((zebra + 0.85 * told) / (zebra + told)),
        "Forecasting Zebra": pytest.approx((zebra + 0.5 * told) / (zebra + told)),
    }


def test_a_name_that_is_lacking_says_as_much_as_what_no_paper_has() -> None:
    (match,) = ask("kitti zebra", listed("Zebra")).matches
    zebra = information(6, 1)
    assert match.score == pytest.approx(zebra / (zebra + information(6, 0)))


@pytest.mark.parametrize(("having", "others", "is_enough"), [(3, 7, True), (5, 5, False)])
def test_how_much_the_rest_must_say_beside_a_name(
    having: int, others: int, is_enough: bool
) -> None:
    titles = [f"Optical Flow {letter}x" for letter in "abcdefgh"[:having]]
    titles += [f"Another {letter}y" for letter in "abcdefgh"[: others - 5]]
    of = listed(*titles)
    assert len(of) == having + others
    assert len(ask("kitti optical flow", of).matches) == having * is_enough


def alike(*papers: Paper) -> list[float]:
    index = Index.build(papers)
    return [each.score for each in related(index, papers[0], {0})]


def test_what_a_section_and_a_venue_are_worth() -> None:
    others = [paper(f"Another {letter}x", line=9) for letter in "abcdef"]
    words = information(9, 1) + information(9, 1)
    share = information(9, 2)
    one = paper("Zebra Quagga", task="T", venue="V")
    for field, part in (("task", 0.5), ("venue", 0.1)):
        other = paper("Kudu Eland", **{field: getattr(one, field)}, modality=None)
        scores = alike(one, other, paper("Gnu"), *others)
        most = words + 0.5 * (share if field == "task" else information(9, 1))
        most += 0.1 * (share if field == "venue" else information(9, 1))
        assert scores == ([pytest.approx(part * share / most)] if field == "task" else [])


@pytest.mark.parametrize(("having", "is_reason"), [(6, True), (7, False)])
def test_a_word_that_most_papers_have_is_no_reason(having: int, is_reason: bool) -> None:
    assert (information(10, having) >= weights.TELLING) == is_reason
    titles = [f"Zebra {letter}x" for letter in "abcdefgh"[:having]]
    papers = [paper(title, line=line) for line, title in enumerate(titles)]
    papers += [paper(f"Other {letter}y", line=90) for letter in "abcdefgh"[: 10 - having]]
    assert bool(alike(*papers)) == is_reason

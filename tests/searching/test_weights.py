"""The numbers of search: for each a query that needs it, and that it is seen where one is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kdcat.searching import weights
from tests.searching.cases import ask
from tests.searching.test_near import listed

if TYPE_CHECKING:
    from kdcat.index.lexicon import Field
    from kdcat.paper import Paper

CASES = {
    # How far a beginning, joined and parted words and initials reach.
    ("SHORTEST_BEGINNING", "segm lidar"): ("Lidar Segmentation",),
    ("SHORTEST_BEGINNING", "seg lidar", "Lidar Segmentation"): (),
    ("SHORTEST_UNFINISHED", "lidar se"): ("Lidar Segmentation",),
    ("SHORTEST_UNFINISHED", "lidar x", "Lidar Xray"): (),
    ("LONGEST_JOINED", "bi lstm net"): ("A bilstmnet",),
    ("LONGEST_JOINED", "tiny bi lstm net", "A tinybilstmnet"): (),
    ("MOST_PARTS", "unet"): ("A U-Net",),
    ("MOST_PARTS", "bilstmnet"): ("A bi lstm net",),
    ("MOST_PARTS", "tinybilstmnet", "A tiny bi lstm net"): (),
    ("INITIALS_LENGTHS", "ctc"): ("Connectionist Temporal Classification",),
    ("INITIALS_LENGTHS", "sl", "Spoken Language"): (),
    ("INITIALS_LENGTHS", "rpcdmn"): ("Robust Point Cloud Dense Mask Networks",),
    ("INITIALS_LENGTHS", "arpcdmn", "Any Robust Point Cloud Dense Mask Networks"): (),
    # How many errors a word may hold, and which.
    ("ERRORS_FROM", "bret"): ("Bert of Alpha",),
    ("ERRORS_FROM", "gxn", "GAN of Alpha"): (),
    ("ERRORS_FROM", "speekor"): ("Speaker of Alpha",),
    ("ERRORS_FROM", "comora", "Camera of Alpha"): (),
    ("ERRORS_FROM", "sogmontotion"): ("Segmentation of Alpha",),
    ("ERRORS_FROM", "rocognotian", "Recognition of Alpha"): (),
    ("ERRORS_FROM_SUPPORTED", "lidar gxn"): ("Lidar GAN",),
    ("ERRORS_FROM_SUPPORTED", "lidar zn", "Lidar ZX"): (),
    ("ERRORS_FROM_SUPPORTED", "lidar comora"): ("Lidar Camera",),
    ("ERRORS_FROM_SUPPORTED", "lidar vaxol", "Lidar Voxel"): (),
    ("ERRORS_FROM_SUPPORTED", "lidar attontoan"): ("Lidar Attention",),
    ("ERRORS_FROM_SUPPORTED", "lidar dotoctar", "Lidar Detector"): (),
    ("SHORTEST_ASTRAY", "zetectar"): ("Detector of Alpha",),
    ("SHORTEST_ASTRAY", "lidar zpeakor", "Lidar Speaker"): (),
    ("SHORTEST_LENGTHENED", "lidar separatn"): ("Lidar Separation",),
    ("SHORTEST_LENGTHENED", "lidar detectn", "Lidar Detection"): (),
    ("MOST_NAME_ERRORS", "inter-ld"): ("Inter-KD Stuff",),
    ("MOST_NAME_ERRORS", "inxxr-kd", "Inter-KD Stuff"): (),
    # How much of a query a near answer may lack.
    ("MOST_LACKING", "emotion retrieval segmentation translation captioning"): (
        "Emotion Retrieval Segmentation",
    ),
    (
        "MOST_LACKING",
        "emotion retrieval segmentation translation captioning tracking lidar",
        "Emotion Retrieval Segmentation Translation",
        "Captioning of Alpha",
        "Tracking of Alpha",
        "Lidar of Alpha",
    ): (),
}  # fmt: skip
"""The weight and a query: the titles of the papers, of which the first alone is found. Where none
is, the titles stand behind the query."""

BETTER = [
    ("SYNONYM", "asr", "Speech Recognition of A", {"modality": "ASR"}),
    ("JOINED", "pointcloud", "Point Cloud", {"modality": "Pointcloud"}),
    ("FIT", "speech translation", "A Speech Translation", {"title": "Speech Translate A"}),
    ("ERROR", "lidar camera fission", "Lidar Camera Mission", {"title": "Lidar Camera Fusion"}),
]
"""The weight, a query, the title that is better, and what another paper has instead."""


def right(case: tuple[str, ...], titles: tuple[str, ...]) -> bool:
    name, query, *others = case
    matches = ask(query, listed(*titles, *others)).matches
    wanted = [match for match in matches if name == "MOST_LACKING" or not match.missing]
    return [match.paper.title for match in wanted] == [*titles[:1]]


def in_order(query: str, better: str, other: dict[str, str]) -> bool:
    blank = listed("Nothing of It")[0]
    worse = blank._replace(**other)  # type: ignore[arg-type]
    of = (worse, blank._replace(title=better), *listed("Fission Tracks"))
    return [match.paper.title for match in ask(query, of).matches][:2] == [better, worse.title]


@pytest.mark.slow
@pytest.mark.parametrize(("case", "titles"), CASES.items())
def test_how_far_words_reach(case: tuple[str, ...], titles: tuple[str, ...]) -> None:
    assert right(case, titles)


@pytest.mark.parametrize(("_", "query", "better", "other"), BETTER)
def test_what_is_worth_more(_: str, query: str, better: str, other: dict[str, str]) -> None:
    assert in_order(query, better, other)


def everywhere(word: str) -> tuple[Paper, ...]:
    """Papers that have a word each in another field, those in which it is worth less first."""
    blank = listed("A B")[0]
    return (
        blank._replace(modality=word),
        blank._replace(code_url=f"https://github.com/x/{word}"),
        blank._replace(task=word),
        blank._replace(subtask=word),
        blank._replace(authors=word),
        blank._replace(venue_raw=word),
        blank._replace(venue=word, venue_raw=word),
        blank._replace(title=f"A {word}"),
    )


def test_where_a_word_is_worth_more() -> None:
    of = everywhere("Zebra")
    order = [of.index(match.paper) for match in ask("zebra", of).matches]
    assert order == [7, 6, 5, 2, 3, 4, 1, 0]
    dated = (
        of[0]._replace(venue_raw="Of 2031"),
        of[0]._replace(year=2031),
        of[0]._replace(title="A 2031"),
    )
    assert [dated.index(match.paper) for match in ask("2031", dated).matches] == [2, 1, 0]


@pytest.mark.parametrize("most", [None, 0, 2])
def test_how_many_errors_a_venue_may_hold(
    most: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if most is not None:
        monkeypatch.setattr(weights, "MOST_VENUE_ERRORS", most)
    blank = listed("A B")[0]
    of = (blank._replace(venue="Interspeech", venue_raw="Interspeech"), *listed("Lidar"))
    found = [len(ask(query, of).matches) for query in ("interspeach", "intarspeach")]
    assert (found == [1, 0]) == (most is None)


def changed(value: object) -> list[object]:
    """What a bound may be changed to: each of its numbers by one either way."""
    if isinstance(value, int):
        return [value - 1, value + 1]
    if isinstance(value, range):
        return [range(value.start + a, value.stop + b) for a in (-1, 0, 1) for b in (-1, 0, 1)
                if (a == 0) != (b == 0)]  # fmt: skip
    assert isinstance(value, tuple)
    return [
        (*value[:i], part + by, *value[i + 1 :]) for i, part in enumerate(value) for by in (-1, 1)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted({case[0] for case in CASES}))
def test_a_bound_that_is_changed_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own = [(case, titles) for case, titles in CASES.items() if case[0] == name]
    for value in changed(getattr(weights, name)):
        monkeypatch.setattr(weights, name, value)
        assert not all(right(*each) for each in own), value


@pytest.mark.parametrize(("name", "query", "better", "other"), BETTER)
def test_a_worth_that_is_nothing_is_seen(
    name: str, query: str, better: str, other: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weights, name, 0.0)
    assert not in_order(query, better, other)


@pytest.mark.parametrize("field", [field for field in weights.FIELDS if field != "title"])
@pytest.mark.parametrize("by", [0.0, 2.0])
def test_a_changed_worth_of_a_field_is_seen(
    field: Field, by: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = dict(weights.FIELDS)
    of[field] *= by
    monkeypatch.setattr(weights, "FIELDS", of)
    with pytest.raises(AssertionError):
        test_where_a_word_is_worth_more()

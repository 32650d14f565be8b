"""Near answers: what a paper may lack, what it may have instead, and what stays unanswered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.paper import Paper
from kdcat.searching.find import find, search
from kdcat.searching.query import parse
from kdcat.searching.thesaurus import of_groups
from tests.searching.cases import ask, lexicon, nothing, papers, some_papers

QUERY_WORDS = "shrink bert BERT kd tiny zzxqy network models lidar -the a 2024 2d speech OR cvpr method compress since"


def listed(*titles: str) -> tuple[Paper, ...]:
    """Papers of some titles, between others that share no word with them."""
    blank = papers()[0]._replace(venue="V", venue_raw="V", modality=None, task=None, code_url=None)
    others = [f"Unrelated {word}" for word in ("Alpha", "Beta", "Gamma", "Delta", "Epsilon")]
    return tuple(
        blank._replace(title=title, line=line, id=f"p{line}", paper_url=f"https://x.org/{line}")
        for line, title in enumerate([*titles, *others], start=1)
    )


def near(text: str, *titles: str) -> list[tuple[str, tuple[str, ...]]]:
    """The titles found and what each lacks, best first."""
    return [(match.paper.title, match.missing) for match in ask(text, listed(*titles)).matches]


@pytest.mark.parametrize(
    ("text", "titles", "found"),
    [
        # Something of the same meaning, something that one may be glad of, in that order.
        (
            "shrink bert",
            ("Pruning BERT", "Compressing BERT", "BERT"),
            [("Compressing BERT", ("shrink",))],
        ),
        (
            "compressing transcription",
            ("Quantized Speech Recognition", "Compact Speech Recognition"),
            [
                ("Compact Speech Recognition", ("compressing", "transcription")),
                ("Quantized Speech Recognition", ("compressing", "transcription")),
            ],
        ),
        # A related word leads one way only.
        ("speech synthesis", ("Vocoders",), [("Vocoders", ("speech", "synthesis"))]),
        ("pointpillars", ("3D Object Detection",), [("3D Object Detection", ("pointpillars",))]),
        ("3d object detection", ("Faster PointPillars",), []),
        # What is done to a thing is the thing's name.
        (
            "kitti separating speech",
            ("Speech Separation", "Separate Rooms for Speech"),
            [("Speech Separation", ("kitti",))],
        ),
        ("predicting optical flow", ("Optical Flow by Hand",), []),
        # A name may be missing where the rest says enough, and only there.
        (
            "kitti optical flow",
            ("Optical Flow by Hand",),
            [("Optical Flow by Hand", ("kitti",))],
        ),
        ("video rental", ("Video One", "Video Two"), []),
        # Beside what is surely a name one word is enough, unless most papers have it.
        ("video kinetics", ("Video One",), [("Video One", ("kinetics",))]),
        ("nuscenes kitti video", ("Video One",), [("Video One", ("nuscenes", "kitti"))]),
        ("video zzx2", ("Video One",), [("Video One", ("zzx2",))]),
        ("video Okapi", ("Video One",), [("Video One", ("Okapi",))]),
        ("video OKAPi", ("Video One",), [("Video One", ("OKAPi",))]),
        ("Okapi video", ("Video One",), []),
        ("VIDEO OKAPI", ("Video One",), []),
        ("video kinetics okapi", ("Video One",), []),
        ("protein kinetics", ("Video One",), []),
        ("unrelated kinetics", ("Unrelated One", "Unrelated Two"), []),
        ("kinetics", ("Video One",), []),
        # One concept of two may not, one of three may.
        ("emotion retrieval", ("Emotion by Hand", "Retrieval"), []),
        (
            "emotion retrieval segmentation",
            ("Emotion Retrieval", "Segmentation"),
            [("Emotion Retrieval", ("segmentation",))],
        ),
        # What the field has and the list lacks is not answered with the rest.
        ("emotion retrieval segmentation protein", ("Emotion Retrieval Segmentation",), []),
        ("emotion retrieval super resolution", ("Emotion Retrieval in One Resolution",), []),
        # Unless its last words begin one that the list has.
        (
            "image to video editing",
            ("Video Editing of Photos", "Video of Photos"),
            [("Video Editing of Photos", ("image",))],
        ),
        ("image to video kites", ("Video of Photos",), []),
        # What the field has is no misspelling of what the list has.
        (
            "stealing lidar",
            ("Teaming Lidar", "Lidar Extraction"),
            [("Lidar Extraction", ("stealing",))],
        ),
        # Words of a term stand together.
        ("knowledge graph search", ("Graph of Knowledge Retrieval",), []),
        # And what stands apart is no term.
        (
            'knowledge "tiny bert" graph',
            ("Tiny BERT Knowledge for GNN",),
            [("Tiny BERT Knowledge for GNN", ("graph",))],
        ),
        # A phrase and a condition are not given up.
        ('shrink "tiny bert"', ("A BERT that is Compressed and Tiny",), []),
        ("shrink bert -language", ("Compressing BERT Language Models",), []),
        ("shrink bert OR gru", ("Compressing GRU", "GRU"), [("Compressing GRU", ("shrink",))]),
    ],
)
def test_near_answers(
    text: str, titles: tuple[str, ...], found: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert near(text, *titles) == found


@pytest.mark.parametrize(
    "text",
    [
        "is there any work on paintbrush",
        "which methods are there for paintbrush",
        "how can I find papers about the paintbrush, please",
        "give me something on paintbrush",
    ],
)
def test_filler_need_not_fit(text: str) -> None:
    assert [(match.paper.line, match.missing) for match in ask(text).matches] == [(118, ())]


def test_what_fits_is_never_beside_what_is_near() -> None:
    titles = ("Compressing BERT", "Shrinking BERT", "Tiny BERT")
    assert near("shrink bert", *titles) == [("Shrinking BERT", ())]


def test_what_no_paper_has_is_said() -> None:
    found = ask("shrink bert nuscenes", listed("Compressing BERT for Speech"))
    assert (found.unknown, found.reason) == (
        ("nuscenes", "shrink"),
        "no paper has 'nuscenes' or 'shrink'",
    )
    assert ask("paintbrush affordance").reason == "no paper has both 'paintbrush' and 'affordance'"
    assert ask("paintbrush affordance tagging").reason == (
        "no paper has all of 'paintbrush', 'affordance' and 'tagging'"
    )


def test_a_term_that_no_paper_has_is_named_as_a_whole() -> None:
    found = ask("reinforcement learning bert", listed("Learning BERT"))
    assert (found.matches, found.unknown) == ([], ("reinforcement learning",))
    assert found.reason == "no paper has 'reinforcement learning'"


def test_what_is_like_a_word_is_marked() -> None:
    (match,) = ask("shrink bert", listed("Compressing a BERT")).matches
    assert [(span.start, span.end, span.word) for span in match.spans] == [
        (0, 11, "shrink"),
        (14, 18, "bert"),
    ]


def test_strict_leaves_out_what_is_near() -> None:
    of = listed("Compressing BERT")
    assert [match.missing for match in search(of, "shrink bert")] == [("shrink",)]
    assert search(of, "shrink bert", strict=True) == []
    assert len(search(of, "compress bert", strict=True)) == 1


def test_a_reader_has_synonyms_of_his_own() -> None:
    of = listed("Alpha of Roses", "Tulips of Alpha")

    def found(text: str) -> list[str]:
        own = of_groups([((("peony",), ("rose",)), (("tulip",),))])
        answer = find(parse(text), of, lexicon(of), qualified=nothing, synonyms=lambda: own.groups)
        return [match.paper.title for match in answer.matches]

    assert found("peony") == ["Alpha of Roses", "Tulips of Alpha"]
    assert found("tulips peonies") == ["Tulips of Alpha"]
    assert found("shrink peony") == []


def test_only_rows_that_may_be_returned_are() -> None:
    of = listed("Compressing BERT", "Tiny BERT", "Compact BERT")
    found = find(parse("shrink bert"), of, lexicon(of), within=[1], qualified=nothing)
    assert [match.paper.title for match in found.matches] == ["Tiny BERT"]
    found = find(parse("compressing bert"), of, lexicon(of), within=[], qualified=nothing)
    assert (found.matches, found.reason) == ([], "1 paper fits without the filters")


def test_conditions_that_no_paper_fits_at_once_are_said() -> None:
    assert ask("year:2020 year:2021").reason == ("no paper fits both 'year:2020' and 'year:2021'")
    assert ask("year:2020 -lidar has:code OR radar").reason == (
        "no paper fits all of 'year:2020', '-lidar' and 'has:code OR radar'"
    )
    assert ask("year:2020").reason is None


def test_a_word_that_the_field_has_is_not_proposed_otherwise() -> None:
    of = listed("Sequence Level")
    assert ask('"sequense level"', of).suggestion == '"sequence level"'
    assert ask('"sentence level"', of).suggestion is None


def test_words_that_say_little_may_be_missing_and_are_named() -> None:
    assert near("shrink bert pipelines", "Compressing BERT", "Compressing a BERT Pipeline") == [
        ("Compressing BERT", ("shrink", "pipelines")),
        ("Compressing a BERT Pipeline", ("shrink",)),
    ]
    assert near("bert pipelines", "BERT") == [("BERT", ("pipelines",))]


def test_a_misspelt_word_is_what_it_is_taken_for() -> None:
    found = ask("speach recogntion nuscenes", limit=2)
    assert found.misspelt == {"speach": ("speech",), "recogntion": ("recognition",)}
    assert found.reason == "no paper has 'nuscenes'"
    assert [match.missing for match in found.matches] == [("nuscenes",)] * 2
    # Of words that are as near the most usual is meant.
    titles = ("Radar", "Radio Depth", "Radio Waves")
    assert [match.paper.title for match in ask("radao kitti depth", listed(*titles)).matches] == [
        "Radio Depth"
    ]
    # What is surely a name is no misspelling.
    assert ask("speech Radao", limit=1).misspelt == {}
    of = listed("Compressing BERT", "A Camera")
    assert ask("shrink camero bert", of).misspelt == {"camero": ("camera",)}
    assert ask("shrink Camero bert", of).misspelt == {}


def test_a_misspelt_word_is_no_reason_that_nothing_fits() -> None:
    within = find(
        parse("speach recogntion year:2015"), papers(), lexicon(papers()), qualified=nothing
    )
    assert (within.matches, within.reason) == ([], "28 papers fit without year:2015")


@given(st.lists(st.sampled_from(QUERY_WORDS.split()), max_size=6).map(" ".join), some_papers)
def test_either_all_fit_or_each_lacks_something(text: str, of: tuple[Paper, ...]) -> None:
    of = (*of, *listed("Compressing BERT", "Tiny BERT Network for Speech"))
    found = search(of, text)
    assert len({not match.missing for match in found}) <= 1
    if found and found[0].missing:
        assert search(of, text, strict=True) == []
        assert all(0 <= match.score <= 1 for match in found)
        assert all(word in text.split() for match in found for word in match.missing)

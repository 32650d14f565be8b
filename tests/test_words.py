"""Words: how texts are taken apart, and which words are forms of one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.searching.synonyms import longest, synonyms
from kdcat.words import (
    inflection,
    parts,
    places,
    plain,
    plain_words,
    split,
    stem,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Weak-to-strong 3d", ["weak", "to", "strong", "3d"]),
        ("in Bird's-Eye View", ["in", "bird", "eye", "view"]),
        ("Bird\u2019s", ["bird"]),
        ("FBK@IWSLT2020", ["fbk", "iwslt2020"]),
        ("Audio\u2013Visual", ["audio", "visual"]),
        ("Mod\u00e8le na\u00efve", ["modele", "naive"]),
        ("Mode\u0300le", ["modele"]),
        ("STRASSE stra\u00dfe", ["strasse", "strasse"]),
        ("\U0001d400bc", ["abc"]),
        ("a_b c++ {x}", ["a", "b", "c", "x"]),
        ("\u6df1\u5ea6 \u0430\u0411", ["\u6df1\u5ea6", "\u0430\u0431"]),
        (" - : \u2014 ", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert plain_words(text) == words


@pytest.mark.slow
@given(st.text())
def test_places_are_those_of_the_words(text: str) -> None:
    found = list(places(text))
    assert [place.word for place in found] == plain_words(text)
    assert [text[place.start : place.end] for place in found] == split(text)
    assert all(place.word and "\n" not in place.word for place in found)


@pytest.mark.slow
@given(st.text())
def test_a_plain_word_is_as_plain_as_can_be(text: str) -> None:
    for word in plain_words(text):
        if any(map(str.isalnum, word)):
            assert plain(word) == word


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("TinyBERT", {"tiny", "bert"}),
        ("RankDVQA", {"rank", "dvqa"}),
        ("VideoAdviser", {"video", "adviser"}),
        ("IWSLT2020", set()),
        ("DCASE2024Challenge", {"dcase", "2024", "challenge", "dcase2024", "2024challenge"}),
        ("LiRCDepth", {"li", "rc", "depth", "lirc", "rcdepth"}),
        ("TinyViT", {"tiny", "vi", "vit", "tinyvi"}),
        ("Segmentation", set()),
        ("plain", set()),
        ("BERT", set()),
        ("2020", set()),
    ],
)
def test_parts_of_a_word(written: str, found: set[str]) -> None:
    assert parts(written) == found


def test_parts_of_an_endless_word_are_few() -> None:
    assert len(parts("Ab" * 10_000)) < 50


@pytest.mark.parametrize(
    "forms",
    [
        "network networks",
        "class classes classed",
        "study studies",
        "distill distilled distilling distil",
        "box boxes",
        "emphasized emphasised emphasizing emphasise",
        "model models modeling modelling modelled",
        "colour color colors",
        "centre center",
        "analyse analyzing",
        "label labels labelled labeled labeling",
        "llm llms",
    ],
)
def test_inflections(forms: str) -> None:
    assert len({inflection(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "recognition recognize recognise recognizer recognizing",
        "summarization summarisation summarize summarizing",
        "translation translate translator translating",
        "distillation distill distiller distilled",
        "segmentation segment segmented segmenting",
        "detection detect detector detecting detectors",
        "classification classify classifier",
        "generation generate generative generator",
        "efficient efficiency efficiently",
        "robust robustness",
        "supervision supervised",
        "caption captioning captions captioner",
        "communication communicate communicating",
        "retrieval retrieve retriever",
        "analysis analyses analyze analysing",
        "hypothesis hypotheses",
        "synthesis synthesize synthesise",
        "embed embedding embedded",
        "explanation explain explainable",
        "registration register registering",
        "restoration restore restoring",
        "exploration explore exploring",
        "transfer transferring transferable",
        "colorization colourization colourisation colouring",
        "defense defence defend defending",
        "decision decide",
        "inversion invert inverting",
        "vertex vertices",
        "adaptation adaptive adapt",
        "enhancement enhance enhanced enhancing",
        "replacement replace replacing",
        "completeness complete completely",
    ],
)
def test_words_of_one_stem(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "others",
    [
        "general generation",
        "speech speed",
        "model modal",
        "vision visual",
        "text test",
        "teacher teeth",
        "bus bu",
        "fusion fuse",
        "community communication",
        "restore rest",
        "interval interview",
    ],
)
def test_words_of_other_stems(others: str) -> None:
    one, other = others.split()
    assert stem(one) != stem(other)


@given(st.text())
def test_stems_are_of_any_text(text: str) -> None:
    assert stem(inflection(text)) == stem(text) or text


def test_words_that_mean_the_same_do_so_both_ways() -> None:
    assert synonyms()["nmt",] == (("neural", "machine", "translation"),)
    assert synonyms()[tuple(map(inflection, ("bird", "eye", "view")))] == (("bev",),)
    for short, meanings in synonyms().items():
        assert len(short) <= longest()
        for meaning in meanings:
            back = synonyms()[tuple(map(inflection, meaning))]
            assert short in {tuple(map(inflection, one)) for one in back}

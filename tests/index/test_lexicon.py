"""The lexicon: built, dumped, taken up again, and what it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.index.lexicon import FACETS, Lexicon
from kdcat.index.number_arrays import held, pack, unpack
from kdcat.index.texts import Texts
from kdcat.words import plain_words
from tests.searching.cases import papers, some_papers, texts

if TYPE_CHECKING:
    from kdcat.paper import Paper

TEXTS = ["TinyBERT: Tiny or not", "Point Cloud", "", "a point, a cloud"]


def named(of: Texts, numbers: object) -> list[str]:
    return [of.word(number) for number in numbers]  # type: ignore[attr-defined]


def words(of: Texts) -> list[str]:
    return [word for length in range(99) for word in of.beginning_so_long("", length).values()]


def test_what_texts_know() -> None:
    of = Texts.build(TEXTS)
    assert len(of) == 4
    assert words(of) == ["a", "or", "not", "bert", "tiny", "cloud", "point", "tinybert"]
    assert of.beginning_so_long("", 4) == {3: "bert", 4: "tiny"}
    assert of.beginning_so_long("t", 4) == of.sharing(4, [(2, "ny")], 0) == {4: "tiny"}
    assert of.sharing(4, [(1, "ny"), (0, "be")], 0) == {3: "bert"}
    assert of.sharing(4, [(1, "ny"), (3, "be")], 1) == {4: "tiny"}
    assert of.beginning_so_long("", 6) == of.sharing(9, [(0, "t")], 0) == {}
    assert [of.so_long(length) for length in (4, 6, 99)] == [2, 0, 0]
    assert [named(of, of.of(text)) for text in range(4)] == [plain_words(text) for text in TEXTS]
    assert {word: list(of.holding(i)) for i, word in enumerate(words(of))} == {
        "a": [3],
        "bert": [],
        "cloud": [1, 3],
        "not": [0],
        "or": [0],
        "point": [1, 3],
        "tiny": [0],
        "tinybert": [0],
    }
    assert [of.count(number) for number in range(8)] == [1, 1, 1, 0, 1, 2, 2, 1]
    assert (of.number("point"), of.number("poin"), of.number("zebra")) == (6, None, None)
    assert named(of, of.beginning("tiny")) == ["tiny", "tinybert"]
    assert named(of, of.beginning("x")) == []
    assert named(of, of.wholes(3)) == ["tinybert"]
    assert named(of, of.wholes(0)) == []


def test_where_many_words_stand_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kdcat.index.texts._MANY_ASKED", 2)
    contents = Texts.build(TEXTS).stored()
    read = []

    def stored(name: str, start: int = 0, end: int | None = None) -> bytes:
        read.append((name, start, end))
        return held(contents)(name, start, end)

    of = Texts(stored)
    assert [list(of.holding(number)) for number in range(8)] == [
        [3], [0], [0], [], [0], [1, 3], [1, 3], [0]
    ]  # fmt: skip
    assert read == [
        ("starts", 0, None),
        ("postings", 0, 4),
        ("postings", 4, 8),
        ("postings", 0, None),
    ]


def test_initials_stay_within_a_text() -> None:
    of = Texts.build(["Point Cloud", "Point clouds: Fast"])
    assert [named(of, run) for run in of.initials("pc")] == [
        ["point", "cloud"],
        ["point", "clouds"],
    ]
    assert [named(of, run) for run in of.initials("pcf")] == [["point", "clouds", "fast"]]
    assert list(of.initials("cp")) == []


@pytest.mark.slow
@given(st.lists(texts))
def test_every_word_is_where_it_stands(given: list[str]) -> None:
    of = Texts.build(given)
    assert words(of) == sorted(sorted(words(of)), key=len)
    assert set(words(of)) >= {word for text in given for word in plain_words(text)}
    assert [named(of, of.of(text)) for text in range(len(given))] == [*map(plain_words, given)]
    for number, word in enumerate(words(of)):
        assert of.number(word) == number
        assert list(of.holding(number)) == [
            text for text in range(len(given)) if word in plain_words(given[text])
        ]


@pytest.mark.slow
@given(some_papers)
def test_taken_up_again_it_is_the_same(of: tuple[Paper, ...]) -> None:
    built = Lexicon.build(of)
    contents = built.stored()
    assert all(isinstance(content, bytes) for content in contents.values())
    assert Lexicon.load(held(contents)).stored() == contents


@pytest.mark.slow
@given(some_papers)
def test_facets_are_the_papers_fields(of: tuple[Paper, ...]) -> None:
    lexicon = Lexicon.build(of)
    assert len(lexicon) == len(of)
    for field in FACETS:
        facet = lexicon.facet(field)
        for row, paper in enumerate(of):
            value = getattr(paper, field)
            number = facet.numbers[row]
            if value is None:
                assert not facet.texts.of(number)
            else:
                assert named(facet.texts, facet.texts.of(number)) == plain_words(str(value))


def test_a_letter_beyond_ascii_belongs_to_its_word() -> None:
    paper = papers()[0]._replace(code_url="https://github.com/wolke/caf\u00e9-net")
    of = Lexicon.build([papers()[1], paper])
    assert [of.identified(name) for name in ("caf\u00e9", "net", "caf", "wolke/caf\u00e9-net")] == [
        [1], [1], [], [1]
    ]  # fmt: skip


def test_loading_reads_only_what_is_needed() -> None:
    contents = Lexicon.build(papers()).stored()
    read = []

    def stored(name: str, start: int = 0, end: int | None = None) -> bytes:
        read.append(name)
        return contents[name][start:end]

    lexicon = Lexicon.load(stored)
    assert read == []
    assert lexicon.titles.number("lidar")
    assert read == ["titles/lengths", "titles/words"]
    assert [papers()[row].line for row in lexicon.identified("boschresearch/direg")] == [78]
    assert read == ["titles/lengths", "titles/words", "identifiers", "identifiers/starts"]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("2412.16380", [90]),
        ("2412", []),
        ("16380", []),
        ("10.1145/3651640.3651652", [49]),
        ("10.1145", []),
        ("sakharok13/x-ray-teacher-patching-tools", [38]),
        ("direg", [78]),
        ("mt-dnn", [183]),
        ("mtdnn", [183]),
        ("mondi", [108]),
        ("ondi", []),
        ("", []),
    ],
)
def test_identifiers(name: str, lines: list[int]) -> None:
    assert [papers()[row].line for row in Lexicon.build(papers()).identified(name)] == lines


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("https://arxiv.org/abs/2412.16380", [90]),
        ("http://www.arXiv.org/abs/2412.16380/", [90]),
        ("https://github.com/boschresearch/direg#readme", [78]),
        ("https://ieeexplore.ieee.org/document/10136716", [288]),
        ("https://example.org", []),
        ("", []),
    ],
)
def test_addresses(address: str, lines: list[int]) -> None:
    found = Lexicon.build(papers()).addressed(address)
    assert [papers()[row].line for row in found] == lines


def test_numbers_are_four_bytes_the_least_first() -> None:
    numbers = unpack(b"\x01\x00\x00\x00\x00\x01\x00\x00")
    assert list(numbers) == [1, 256]
    assert pack(numbers) == b"\x01\x00\x00\x00\x00\x01\x00\x00"
    with pytest.raises(ValueError, match="multiple"):
        unpack(b"123")

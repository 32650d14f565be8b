"""How often units are read, and what is not looked for in them."""

import io

import pytest

from kdcat.layouts import headings, reader, readings
from kdcat.layouts.flat import Flat, flat
from kdcat.layouts.inline import page_parser
from kdcat.layouts.mask import masked
from kdcat.layouts.names import POSSIBLE, confidence
from kdcat.layouts.piece import Piece
from kdcat.layouts.pieces import html_pieces, parsed_pieces, whole_content
from kdcat.layouts.said import Said
from kdcat.layouts.said import said as told_of
from kdcat.layouts.titles import RECOGNISERS, Head, possible
from kdcat.layouts.units import Unit
from kdcat.reading.blocks import Block
from kdcat.reading.catalog import read
from kdcat.text import Span

DIRECTED = "# Papers\n\n<!-- kdcat: layout table title=1 -->\n\n"


@pytest.fixture
def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the units that are read, one for each time."""
    seen: list[str] = []
    made = readings.Ways

    def ways(*arguments: object) -> object:
        seen.append(arguments[0].text)  # type: ignore[attr-defined]
        return made(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(reader, "Ways", ways)
    return seen


def test_the_body_of_details_is_read_once_for_itself_and_once_for_its_summary(
    texts_read: list[str],
) -> None:
    read(
        io.StringIO(
            f"{DIRECTED}<details><summary>Aa b</summary>\n\n[c](https://a.org)\n\n</details>\n"
        )
    )
    assert texts_read == ["c", "Aa b\nc", "Aa b"]


def test_headings_are_read_until_it_is_sure_that_they_are_no_titles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = []
    own = reader.read

    def noting(unit: Unit, *arguments: object) -> object:
        names.append(unit.blocks[0].content)
        return own(unit, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(headings, "read", noting)
    read(io.StringIO(DIRECTED + "".join(f"## H{at}\n\na 2020\n\n" for at in range(10))))
    # Where five of ten are none, six cannot be titles.
    assert names == ["H0", "H1", "H2", "H3", "H4"]


@pytest.mark.parametrize(
    "text",
    [
        "Alpha beta gamma",
        "**Alpha beta gamma**, CVPR 2020",
        "[Alpha beta gamma](https://a.org), CVPR 2020",
        "A. Author, “Alpha beta gamma,” CVPR 2020",
        'A. Author, "Alpha beta gamma", CVPR 2020',
        "A. Author, ``Alpha beta gamma'', CVPR 2020",
        "Title: Alpha beta gamma",
        "标题：Alpha beta gamma",
        "*Alpha beta gamma*. A. Author",
        "2020 - Alpha beta gamma - A. Author",
        "https://a.org/alpha",
    ],
)
def test_forms_are_possible_where_their_recognisers_find_a_title(text: str) -> None:
    shown = flat([parsed_pieces(whole_content(text), page_parser(), {})])
    head = Head(shown, masked(shown), 0, len(shown.text))
    found = [form for form, recognise in RECOGNISERS.items() if recognise(head) is not None]
    assert [form for form in possible(head) if form in found] == found


@pytest.mark.parametrize(
    ("word", "sure"),
    [("Hinton", POSSIBLE), ("hinton", 0.0), ("BERT", 0.0), ("Etal", 0.0), ("and", 0.0)],
)
def test_one_word_may_be_a_name(word: str, sure: float) -> None:
    assert confidence(word) == sure


@pytest.mark.parametrize(
    ("html", "texts"),
    [("Alpha beta", ["Alpha beta"]), ("a &amp; b", ["a & b"]), ("a\nb", ["a", " ", "b"])],
)
def test_html_without_tags_is_text(html: str, texts: list[str]) -> None:
    found = html_pieces(whole_content(html))
    assert [piece.text for piece in found] == texts
    assert html_pieces(whole_content("Alpha")) == [Piece("text", "Alpha", (0, 5))]  # type: ignore[arg-type]


def test_what_can_be_no_title_is_not_asked_what_is_said_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An entry is no paper whatever that is."""
    asked: list[str] = []

    def said(*arguments: object) -> object:
        asked.append(arguments[0].text)  # type: ignore[attr-defined]
        return told_of(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(readings, "said", said)
    page = read(io.StringIO("# T\n\n- : [](of b](https://a.org/00003)[\n" * 3)).listing
    assert page is not None
    assert [skipped.reason for skipped in page.skipped] == ["nothing says that it is a paper"] * 3
    assert not asked
    assert read(io.StringIO("# T\n\n- *Aa bb of cc*, [code](https://a.org) CVPR 2020\n")).papers
    assert asked


@pytest.mark.parametrize("entry", ["Aa bb of cc: https://a.org/d", "[Aa bb of cc (d e) f]"])
def test_that_an_address_or_brackets_are_no_title_is_seen_at_once(
    monkeypatch: pytest.MonkeyPatch, entry: str
) -> None:
    """And no names and no venue are looked for in it, which say how much like a title it is."""
    asked: list[str] = []

    def confidence_of(text: str) -> float:
        asked.append(text)
        return confidence(text)

    monkeypatch.setattr(readings, "confidence", confidence_of)
    ways = readings.Ways(flat([[Piece("text", entry, Span(0, len(entry)))]]), 0, len(entry))
    monkeypatch.setattr(readings.Ways, "_span", lambda _ways, _form: Span(0, len(entry)))
    assert not ways.readings(reader.FAIR)
    assert not asked
    assert ways.titled()
    assert readings.plausibility(entry) < reader.FAIR


def test_what_can_be_no_title_is_not_read_beside_what_may_be_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before somebody asks how well it fits; and what fits best is told without it."""
    titles: list[str] = []

    def said(unit: Flat, mask: str, title: Span) -> Said:
        titles.append(unit.text[slice(*title)])
        return told_of(unit, mask, title)

    monkeypatch.setattr(readings, "said", said)
    content = "**aa *Bb cc of dd* [[paper]]https://a.org"
    block = Block("paragraph", content, 1, 2, 0)
    found = reader.read(Unit("item", [block]), [], reader.Reader(page_parser())).found
    assert found.best == found.fair
    assert found.best is not None
    assert found.best.form == "title in italics"
    assert titles == ["Bb cc of dd"]
    assert found.scores["title in italics"] == found.best.score
    assert found.scores["title first"] < reader.FAIR

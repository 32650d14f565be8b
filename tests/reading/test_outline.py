"""The outline of a document: its title, sections and contents, and the links into the page."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.editing.contents import items_of
from kdcat.reading.catalog import read
from kdcat.reading.document import Document
from kdcat.text import Lines, Span


def document(text: str) -> Document:
    return read(io.StringIO(text)).document


ENTRY = "* **A title**, CVPR 2024, [ :link: ](https://x.org/a)\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("* [A](#a)\n  * [B](#b)\n* C\n  * [D](<#d>)\n", [1, 2, 4]),
        ("Words.\n\n* plain\n* [A](#a)\n\nMore words.\n\n* [B](#b)\n", [4]),
        ("* [A](#a)\n\n# H\n\n* [B](#b)\n", [1]),
        ("* [A](#a)\n\n```\ncode\n```\n\n* [B](#b)\n", [1]),
        (f"{ENTRY}* [A](#a)\n", []),
        ("* [A](#a)\n* **A title**, CVPR 2024, [ :link: ](https://x.org/a)\n* [B](#b)\n", [1]),
        ("[A](#a)\n", []),
        ("", []),
    ],
)
def test_the_contents_are_the_first_list_of_links_into_the_page(
    text: str, lines: list[int]
) -> None:
    found = document(text)
    assert [block.line for block in found.contents] == lines
    # Adding takes the same list for the contents.
    assert [item.line for item in items_of(found)] == lines


def test_headings_above_the_contents_are_no_sections() -> None:
    text = "# T\n\n## Contents\n\n* [A](#a)\n\n## A\n\n### B *c*\n"
    found = document(text)
    assert found.title == (1, "T", 1)
    assert found.headings == ((1, "T", 1), (2, "Contents", 3), (2, "A", 7), (3, "B c", 9))
    assert found.sections == ((2, "A", 7), (3, "B c", 9))
    assert found.slugs == dict(zip(("t", "contents", "a", "b-c"), found.headings, strict=True))


def test_links_into_the_page_are_those_of_the_rendered_page() -> None:
    text = (
        '<a name="Z"></a>\n\n> 1. [a *b*](#A%20b "t") ![i](#i)\n>    * `[c](#c)` <!-- [d](#d) -->\n'
        "\n[e](#user-content-e), [f](x#f), [g][1] [[h]](<#h>)\n\n[1]: #g\n"
    )
    found = document(text)
    assert [
        (link.text, link.fragment, link.anchor, link.depth, text[slice(*link.span)])
        for link in found.in_page_links
    ] == [
        ("a *b*", "A%20b", "A b", 0, '[a *b*](#A%20b "t")'),
        ("e", "user-content-e", "e", 0, "[e](#user-content-e)"),
        ("[h]", "h", "h", 0, "[[h]](<#h>)"),
    ]
    for link in found.in_page_links:
        assert text[slice(*link.label_span)] == link.text
        assert text[slice(*link.fragment_span)] == link.fragment
    assert found.anchors == {"Z"}


def test_lines_of_code_are_known() -> None:
    text = "a\n\n```\nb\n```\n\n    c\n    d\n\ne\n"
    assert document(text).code_lines == {3, 4, 5, 7, 8}


@given(st.text("ab \r\n\t\u2028", max_size=30))
def test_lines(text: str) -> None:
    lines = Lines(text)
    told = [lines.content(number) + lines.ending_of(number) for number in range(1, len(lines))]
    last = lines.content(len(lines)) if len(lines) else ""
    whole = "".join(told)
    assert text.startswith(whole)
    assert text[len(whole) :].rstrip("\r\n") == last
    assert list(lines) == [lines.span(number) for number in range(1, len(lines) + 1)]
    for offset in range(len(text)):
        number, column = lines.place(offset)
        assert number == lines.number(offset)
        assert lines.span(number).start + column - 1 == offset
        assert lines.after(number - 1) <= offset < lines.after(number)
    assert lines.after(0) == 0
    assert lines.after(len(lines)) == len(text)


def test_what_is_said_of_lines() -> None:
    lines = Lines("a\r\n \t\n\u2028b")
    assert list(lines) == [Span(0, 1), Span(3, 5), Span(6, 8)]
    assert [lines.is_blank(number) for number in range(1, 6)] == [False, True, False, True, True]
    assert [lines.is_closed(number) for number in range(4)] == [True, True, True, False]
    assert [lines.ending_of(number) for number in range(4)] == ["\r\n", "\r\n", "\n", "\r\n"]
    assert (lines.ending, Lines("a").ending, len(Lines("")), len(Lines("a\n"))) == (
        *("\r\n", "\n"),
        *(0, 1),
    )
    with pytest.raises(IndexError):
        lines.span(4)

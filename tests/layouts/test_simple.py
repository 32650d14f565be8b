"""Pieces without the inline parser: those that it gives, wherever they are given."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from kdcat.layouts.inline import parser
from kdcat.layouts.piece import Content, Piece
from kdcat.layouts.pieces import parsed_pieces
from kdcat.layouts.simple import simple_pieces
from kdcat.text import Span

PARTS = [
    *("a", "b c", " ", "  ", "\n", "*", "**", "_", "[", "]", "](", "(", ")", "`", "\\", "<", ">"),
    *("!", "&", "&amp;", "~", "-", "--", "**A b**", "*c*", "[ :link: ](https://x.org/a_b)", "`d`"),
    *("<!-- kdcat: ignore a-b -->", "<!--", "-->", "<!-- ", " -->", "<https://x.org>", ", 2020"),
]


@example(["a <!-- b - c -->", "\n", "d"])
@example(["<!-- a --", " -->"])
@example(["[a <!-- ](https://x.org) -->"])
@given(st.lists(st.sampled_from(PARTS), max_size=10))
def test_simple_pieces_are_those_of_the_inline_parser(parts: list[str]) -> None:
    text = "".join(parts).strip()
    content = Content(text, (0,), (5,))
    simple = simple_pieces(content)
    assert simple is None or simple == parsed_pieces(content, parser(), {})


def test_an_entry_with_a_comment_is_simple() -> None:
    assert simple_pieces(Content("**A** <!-- b-c -->", (0,), (2,))) == [
        Piece("text", "A", Span(4, 5), strong=True),
        Piece("text", " ", Span(7, 8)),
        Piece("comment", "", Span(8, 20), detail=" b-c "),
    ]

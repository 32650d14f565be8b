"""Simple inline Markdown without the inline parser: what it says is the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kdcat.layouts.inline import page_parser
from kdcat.layouts.piece import Content, Link, Piece
from kdcat.layouts.pieces import parsed_pieces
from kdcat.layouts.shown import Page, Parts
from kdcat.layouts.sights import Sight
from kdcat.layouts.simple import simple_pieces
from kdcat.text import Span

SIMPLE = st.sampled_from([
    *"**_[]()!\\&<>`|'\". \tab,:",
    "**", "**a**", "*a b*", "_a_", "[a](u)", "[[a](u)]", "[a]( u )", "[b]( ", " )", "[[a]](u)", "[**a**](u)", "**[a](u)**", " \n", "  \n",
    "**[a]**", "**a**(", "**a**[b](u)", "__`c`__", "[__`c`__ __`d`__]", "<br>", "<br />", "<[a](u)>", "[a]()", "<br", "__`", "`__", "[`c`](u)", "[` [c] `](u)",
    "\\\n", "\n  ", "\\[", "\\]", "<https://a.b>", "<https://a", "`c`", "` c `", "a_b", "CVPR 2020", " - ", "A Title: of", "!", "https://a_b.c/d*e", "~~", "~",
    "**a `c` b**", "&amp;", "&lt;", "&quot;x", "**a &gt; b**", "**&amp;**", "amp;", "**a\\&b**", "**a\nb**", "**a  \nb**", "**[a] `c`\n", "c`**", "\\**", " ** ", " * ", "**a", "b **", "** ",
    "a*b", "*c", "d* ", "~*，", ",*a b*c", "a**b**c", "a](", "b*é", "](",
])  # fmt: skip


@settings(max_examples=1000)
@given(st.lists(SIMPLE, max_size=14).map("".join))
def test_simple_pieces_are_those_of_the_parser(text: str) -> None:
    content = Content(text.strip(), (0,), (7,))
    simple = simple_pieces(content)
    if simple is not None:
        assert simple == parsed_pieces(content, page_parser(), {})


@settings(max_examples=1000)
@given(st.lists(SIMPLE, max_size=14).map("".join))
def test_what_is_seen_of_simple_content_is_what_the_parser_sees(text: str) -> None:
    def seen(references: dict[str, object]) -> list[Sight]:
        return Page(Parts(), references, page_parser()).seen(text.strip())

    # Where there are link references, all content is parsed.
    assert seen({}) == seen({"references": {"NO LABEL OF THESE": {"href": "", "title": ""}}})


def test_what_is_simple_is_read_and_the_rest_is_left_to_the_parser() -> None:
    def found(text: str) -> list[Piece] | None:
        return simple_pieces(Content(text, (0,), (0,)))

    assert found("**A**, [b](u)") == [
        Piece("text", "A", Span(2, 3), strong=True),
        Piece("text", ", ", Span(5, 7)),
        Piece("text", "b", Span(8, 9), link=Link("u", Span(7, 13), Span(8, 9))),
    ]
    assert found("**[36]** A [__`c`__]<br><[b]()>") == [
        Piece("text", "[36]", Span(2, 6), strong=True),
        Piece("text", " A [", Span(8, 12)),
        Piece("code", "c", Span(14, 17), strong=True),
        Piece("text", "]", Span(19, 20)),
        Piece("hardbreak", " ", Span(20, 24)),
        Piece("text", "<", Span(24, 25)),
        Piece("text", "b", Span(26, 27), link=Link("", Span(25, 30), Span(26, 27))),
        Piece("text", ">", Span(30, 31)),
    ]
    assert found("[` [pdf] `](u)") == [
        Piece("code", "[pdf]", Span(1, 10), link=Link("u", Span(0, 14), Span(1, 10)))
    ]
    assert found("**A\n`c` \\%** ** b") == [
        Piece("text", "A", Span(2, 3), strong=True),
        Piece("softbreak", " ", Span(3, 3), strong=True),
        Piece("code", "c", Span(4, 7), strong=True),
        Piece("text", " %", Span(7, 10), strong=True),
        Piece("text", " ** b", Span(12, 17)),
    ]
    assert found("a &amp; **&lt;**") == [
        Piece("text", "a & ", Span(0, 8)),
        Piece("text", "<", Span(10, 14), strong=True),
    ]
    assert found("a &eacute;") is None
    assert found("**A ** *b") == [Piece("text", "**A ** *b", Span(0, 9))]
    assert found("**A ** *b c*d") is None
    # An address that is not closed is text.
    assert found("a <https://b") == [Piece("text", "a <https://b", Span(0, 12))]
    assert found("<https://b](c)>") == [
        Piece("text", "https://b](c)", Span(1, 14), link=Link("https://b](c)", Span(0, 15), None))
    ]
    # A mark opens and closes within a word, and is text where it does neither.
    assert found("~*，a.b*CVPR") == [
        Piece("text", "~", Span(0, 1)),
        Piece("text", "，a.b", Span(2, 6), emphasis=True),
        Piece("text", "CVPR", Span(7, 11)),
    ]
    assert found("a**b**c") == [
        Piece("text", "a", Span(0, 1)),
        Piece("text", "b", Span(3, 4), strong=True),
        Piece("text", "c", Span(6, 7)),
    ]
    assert found("a*b") == [Piece("text", "a*b", Span(0, 3))]
    assert found("，*，a*b") is None
    # So is a bracket that no other one opens, or with nothing behind it that closes.
    assert found("a](b) c") == [Piece("text", "a](b) c", Span(0, 7))]
    assert found("[a](b") == [Piece("text", "[a](b", Span(0, 5))]
    assert found("[a](b c)") is None
    assert found("***A***") is None
    assert found("[a](<u v>)") is None
    assert found("<b>a</b>") is None

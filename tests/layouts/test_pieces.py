"""The pieces of a block: the text a reader sees, and where it stands in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from kdcat.layouts.inline import inline_tokens, page_parser, parser
from kdcat.layouts.piece import Content, Link, Piece
from kdcat.layouts.pieces import (
    block_content,
    destination_span,
    html_pieces,
    pieces,
    row_contents,
)
from kdcat.text import LINE_END, Lines, Span

MARKS = [
    *"*_`~[]()<>!\\&;#|'\"-+=:.,\n \tab1é",
    "**", "~~", "](", "[a](b)", "[x]", "![i](s)", "<b>", "</b>", "<br>", "<a href='u'>", "</a>",
    "<!-- c -->", "&amp;", "&#65;", "\\*", "\\\n", "  \n", "<http://a.b>", "``", "> ", "- ", "1. ",
    "https://x.y", "# ", "| ", "\r\n", "\r", "    ", "\n\n", "[x]: /u\n",
]  # fmt: skip
MARKDOWN = st.lists(st.sampled_from(MARKS), max_size=40).map("".join)


def flatten(text: str) -> list[Piece]:
    return pieces(Content(text, (0,), (0,)), parser(), {})


def inline_blocks(text: str) -> Iterator[tuple[Content, MarkdownIt, dict[str, object]]]:
    """Every inline token of a text with its content placed."""
    lines = Lines(text)
    env: dict[str, object] = {}
    markdown = parser()
    tokens = MarkdownIt("commonmark").parse(text, env)
    for token in tokens:
        if token.type == "inline":
            assert token.map
            yield block_content(token.content, lines, token.map[0] + 1), markdown, env


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(MARKDOWN)
def test_each_text_stands_in_the_source_at_its_place(text: str) -> None:
    for content, markdown, env in inline_blocks(text):
        for piece in pieces(content, markdown, env):
            source = text[slice(*piece.span)]
            if piece.kind == "text":
                assert piece.text in (source, unescapeAll(source), unescape(source))
            elif piece.kind == "code":
                # Prefixes of the lines stand between those of a code span.
                assert source[0] == source[-1] == "`"
            if piece.link:
                whole = text[slice(*piece.link.span)]
                assert whole[0] in "[<"
                assert whole[-1] in ")]>"
                if piece.link.label:
                    assert piece.link.span.start <= piece.link.label.start <= piece.span.start
                    assert piece.span.end <= piece.link.label.end or whole.startswith("<")


@pytest.mark.slow
@pytest.mark.parametrize("ours", [parser, page_parser])
@settings(max_examples=1000, deadline=None)
@given(MARKDOWN)
def test_tokens_are_those_of_markdown_it(ours: Callable[[], MarkdownIt], text: str) -> None:
    def said(tokens: Sequence[Token]) -> list[tuple[str, str, object]]:
        shown = [
            (t.type, t.content, t.attrs.get("href"))
            for t in tokens
            if t.type != "text" or t.content
        ]
        joined: list[tuple[str, str, object]] = []
        for kind, content, href in shown:
            if kind in ("text", "text_special") and joined and joined[-1][0] == "text":
                joined[-1] = ("text", joined[-1][1] + content, None)
            else:
                joined.append(("text" if kind == "text_special" else kind, content, href))
        return joined

    plain = MarkdownIt("commonmark")
    plain.validateLink = lambda url: True  # type: ignore[method-assign]
    plain.normalizeLink = lambda url: url  # type: ignore[method-assign]
    plain.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    if ours is page_parser:
        plain.enable("strikethrough")
    theirs: list[Token] = []
    plain.inline.parse(text, plain, {}, theirs)
    assert said(inline_tokens(text, ours(), {})) == said(theirs)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(MARKDOWN)
def test_html_pieces_stand_at_their_places(text: str) -> None:
    for piece in html_pieces(Content(text, (0,), (0,))):
        if piece.kind == "text":
            assert unescape(text[slice(*piece.span)]) == piece.text


def test_pieces_of_an_entry() -> None:
    text = '**A &amp; B**, *CVPR* [`p`](u "t") <b>x</b><br>![i](s)'
    link = Link("u", Span(22, 34), Span(23, 26))
    assert flatten(text) == [
        Piece("text", "A & B", Span(2, 11), strong=True),
        Piece("text", ", ", Span(13, 15)),
        Piece("text", "CVPR", Span(16, 20), emphasis=True),
        Piece("text", " ", Span(21, 22)),
        Piece("code", "p", Span(23, 26), link=link),
        Piece("text", " ", Span(34, 35)),
        Piece("text", "x", Span(38, 39), strong=True),
        Piece("hardbreak", " ", Span(43, 47)),
        Piece("image", "i", Span(47, 54), detail="s"),
    ]


def test_html_links_and_images() -> None:
    parts = html_pieces(
        Content('<a href="u&amp;v">T</a>\n<img alt="A" src=\'s\'/><summary>S</summary>', (0,), (0,))
    )
    link = Link("u&v", Span(0, 18), Span(18, 18))
    assert parts == [
        Piece("text", "T", Span(18, 19), link=link),
        Piece("softbreak", " ", Span(23, 24)),
        Piece("image", "A", Span(24, 46), detail="s"),
        Piece("html", "", Span(46, 55), detail="summary"),
        Piece("text", "S", Span(55, 56)),
        Piece("html", "", Span(56, 66), detail="/summary"),
    ]


@pytest.mark.parametrize(
    ("source", "content", "after"),
    [
        ("> # A #", "A", "# "),
        ("- ## a b ##", "a b", "## "),
        ("A # b\n=====", "A # b", ""),
        ("> - a\n>   b", "a\nb", "- "),
    ],
)
def test_content_is_placed_after_the_marks_of_its_block(
    source: str, content: str, after: str
) -> None:
    placed = block_content(content, Lines(source), 1)
    start = source.index(after) + len(after)
    assert placed.span(0, 1) == Span(start, start + 1)
    end = placed.span(len(content) - 1, len(content)).end
    assert source[end - 1] == content[-1]


def test_lines() -> None:
    lines = Lines("a\r\nb\rc\n")
    assert [lines.content(n) for n in range(1, len(lines) + 1)] == ["a", "b", "c"]
    assert [lines.number(at) for at in range(8)] == [1, 1, 1, 2, 2, 3, 3, 3]
    assert LINE_END.split("a\r\nb\rc\n") == ["a", "b", "c", ""]


@pytest.mark.slow
@pytest.mark.parametrize(
    "run", ["*", "_", "[", "<", "<!--", "`", "![", "**a", "&", "\\", "~~", "[a](b)", "<b>"]
)
def test_long_runs_of_marks_are_flattened(run: str) -> None:
    # Of the square of its length this would take minutes.
    parts = flatten(run * (60_000 // len(run)))
    assert parts or run == "<b>"
    html_pieces(Content(run * (60_000 // len(run)), (0,), (0,)))


@pytest.mark.slow
@settings(max_examples=800, deadline=None)
@given(st.text(alphabet="ab|\\ \t`*", max_size=30), st.text(alphabet="ab|\\ \t`*", max_size=30))
def test_cells_are_those_of_markdown_it(head: str, row: str) -> None:
    text = f"{head}\n{'|-' * head.count('|') or '-'}|-|\n{row}"
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    lines = Lines(text)
    cells = [t for t in tokens if t.type == "inline" and t.map and t.map[1] == t.map[0] + 1]
    if not tokens or tokens[0].type != "table_open":
        return
    count = sum(t.type == "th_open" for t in tokens)
    for number in {
        t.map[0] + 1 for t in cells if t.map and t.map[1] <= (tokens[0].map or [0, 0])[1]
    }:
        theirs = [t.content for t in cells if t.map == [number - 1, number]]
        ours = [c.text for c in row_contents(lines.content(number), lines.span(number).start)]
        assert (ours + [""] * count)[:count] == theirs


def test_a_pipe_in_a_cell_has_its_place() -> None:
    row = " | `a\\|b` c | d"
    code, other = row_contents(row, 100)
    assert (code.text, other.text) == ("`a|b` c", "d")
    assert code.span(2, 3) == Span(106, 107)
    assert code.span(0, 5) == Span(103, 109)
    assert other.span(0, 1) == Span(114, 115)


@pytest.mark.parametrize(
    ("source", "destination"),
    [
        ("[a](u)", "u"),
        ("[a]( <u v> 't')", "u v"),
        ('[a](u(1)\\) "t")', "u(1)\\)"),
        ("<http://u>", "http://u"),
        ("[a]()", ""),
        ("[r]", None),
    ],
)
def test_destination_stands_as_written(source: str, destination: str | None) -> None:
    env: dict[str, object] = {"references": {"R": {"href": "/u", "title": ""}}}
    piece = pieces(Content(source, (0,), (0,)), parser(), env)[0]
    assert piece.link
    span = destination_span(piece.link, source)
    assert (span and source[slice(*span)]) == destination


@pytest.mark.parametrize("alternative", ["[a](b)", "a [b](c) d", "![[a](b)](c)", "<https://x.org>"])
def test_a_link_in_the_text_of_an_image_is_read(alternative: str) -> None:
    """CommonMark 6.4: an image's text may hold links, of which nothing is left but their text."""
    text = f"![{alternative}](i.png)[x](y)"
    (image, link) = pieces(Content(text, (0,), (0,)), parser(), {})
    assert (image.kind, image.detail) == ("image", "i.png")
    assert (link.kind, link.text) == ("text", "x")


@settings(max_examples=200, deadline=None)
@given(MARKDOWN)
def test_the_pieces_of_a_long_content_stand_where_it_stands(text: str) -> None:
    """A long content is read once, wherever it stands, and again where references differ."""
    long = (text.replace("\r", "") + " a").ljust(1000, ".")
    envs: list[dict[str, object]] = [{}, {"references": {"X": {"href": "/u", "title": ""}}}]
    for env in envs:
        whole = pieces(Content(long, (0,), (0,)), parser(), env)
        assert pieces(Content(long, (0,), (7,)), parser(), env) == pieces(
            Content(long, (0, 1), (7, 8)), parser(), env
        )
        assert pieces(Content(long, (0,), (0,)), parser(), env) == whole
    assert (whole == flatten(long)) == ("/u" not in {p.link and p.link.destination for p in whole})

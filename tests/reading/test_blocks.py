"""The walk: what it sees is what markdown-it sees of the whole text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt, parser_block
from markdown_it.rules_block import StateBlock

from kdcat.layouts.inline import page_parser
from kdcat.reading import blocks
from kdcat.reading.blocks import Block, Walked

LINES = st.sampled_from([
    "", "", "- a", "* b c", "+ **T**, v", "1. a", "2) b", "- [a](u)", "- [a]: u", "- # h", "- > q", "- - x", "* * *", "---", "===", "text", "  more",
    "    code", "\tcode", "# H", "## H", "#x", "| a | b |", "|-|-|", "- ```", "```", "<div>", "- <b>x</b>", " * c", "-", "- ", "-  two", "- \\*a", "- **",
    "- *a*", "- _a_", "- 1. x", "- 2020. x", "[a]: /u", "> q", "- a\u00a0", "- a  ", "- a | b", "- ***a***", "~~~", '- "q"', "10. a", "   ",
    "- <!-- c -->", "<!-- c -->", "- |a|b|", "  |-|-|", "- `a", "2. a", "0. a",
    "*   **T**, v  ", "-    four", "-     five", "1.    a", "2)     a", "-  # h", "-    - a", "     five",
    "- ~a", "- ~~~", "- ~~a~~ b", "**a** b", "*a*", "2019 a", "2019. a", "<b>a</b>", "<br>", "__a__", "a\u00a0", "text  ", "é",
    "- <b>", "- <b>  ", "- <i>a", "- <em> x</em>", "- <strong>|a|b|", "- <b><div>", "- </b> a", "- <br> a",
    "[a", "b]: /u", "[a]", "(a", "  ===", "  --", "  - a",
])  # fmt: skip


def walked(text: str) -> list[Block]:
    return list(Walked(text, page_parser(), {}))


@settings(max_examples=800)
@given(st.lists(LINES, max_size=12), st.booleans())
def test_simple_items_and_paragraphs_are_those_of_the_parser(lines: list[str], ended: bool) -> None:
    text = "\n".join(lines) + "\n" * ended
    found = walked(text)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks, "_SIMPLE_ITEM", re.compile(r"(?!)"))
        patched.setattr(blocks, "_SIMPLE_PARAGRAPH", re.compile(r"(?!)"))
        assert found == walked(text)


def test_the_label_of_a_definition_may_go_on_over_lines() -> None:
    env: dict[str, object] = {}
    assert not list(Walked("[a\nb]: /u\n", page_parser(), env))
    assert env == {"references": {"A B": {"title": "", "href": "/u", "map": [0, 2]}}}
    assert walked("[a\nb]\n") == [Block("paragraph", "[a\nb]", 1, 3)]


def test_a_rule_is_asked_only_where_it_may_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not at each line of a paragraph or an item."""
    asked: list[str] = []

    def noted(state: StateBlock, start: int, _end: int, _silent: bool) -> bool:
        asked.append(state.getLines(start, start + 1, 9, keepLastLF=False))
        return False

    rules = [
        (name, noted if name == "fence" else rule, chains)
        for name, rule, chains in parser_block._rules
    ]
    monkeypatch.setattr(parser_block, "_rules", rules)
    list(Walked("* a\n  b\n  ~c\n  - d\n* > e\n", page_parser.__wrapped__(), {}))
    assert asked == ["~c"]


def test_items_of_one_line_are_taken_together() -> None:
    """Each as it is read by the parser, where its text begins no other block."""
    text = "- a\n- ~a\n- **b**\n1. c\n"
    assert not Walked(text, page_parser(), {}).but_items
    assert Walked("- ~~~\n- a\n", page_parser(), {}).but_items


def of_markdown_it(text: str) -> list[tuple[str, str, int]]:
    """The blocks as the parser sees the whole text: kind, content, first line; a table as one."""
    markdown = MarkdownIt("commonmark").enable("table")
    found = []
    before, in_table = "", False
    for token in markdown.parse(text):
        if token.type in ("table_open", "table_close"):
            in_table = token.type == "table_open"
            if in_table and token.map:
                found.append(("row", "", token.map[0] + 1))
        elif not in_table and token.map and token.content:
            kinds = {
                "inline": before.removesuffix("_open"),
                "code_block": "code",
                "html_block": "html",
            }
            found.append((kinds.get(token.type, token.type), token.content, token.map[0] + 1))
        before = token.type
    return found


@given(st.one_of(
    st.text("*[]()#:\n `<>-+1.ab\t=_~|\\", max_size=300).map(lambda text: text.replace("\r", "\n")),
    st.lists(LINES, max_size=15).map("\n".join),
    st.lists(st.sampled_from(["a", "b c", "=", "--", "- a", "  a", "  ==", "    ---", "> a", "|-|", ""]), max_size=8).map("\n".join),
))  # fmt: skip
def test_the_walk_sees_what_markdown_it_sees_in_one_go(text: str) -> None:
    seen = [
        (block.kind, "" if block.kind == "row" else block.content, block.line)
        for block in walked(text)
        if block.content and (block.kind != "row" or block.line == block.level)
    ]
    assert seen == of_markdown_it(text)


def test_blocks_of_a_page() -> None:
    text = "# T\n\n- a\n  b\n  - c\n\n| h | i |\n|-|-|\n| j |\n\n> - d\n\n<p>e\n\n    f\n"
    assert walked(text) == [
        Block("heading", "T", 1, 2, None, (), 1),
        Block("paragraph", "a\nb", 3, 5, 0, ()),
        Block("paragraph", "c", 5, 6, 1, (0,)),
        Block("row", "| h | i |", 7, 8, None, (), 7),
        Block("row", "| j |", 9, 10, None, (), 7),
        Block("paragraph", "d", 11, 12, 2, ()),
        Block("html", "<p>e\n", 13, 14),
        Block("code", "f\n", 15, 16),
    ]


def test_an_item_that_begins_with_a_comment_begins_with_its_text() -> None:
    assert walked("* <!-- c -->\n  **A**\n") == [
        Block("html", "<!-- c -->\n", 1, 2, None, (0,)),
        Block("paragraph", "**A**", 2, 3, 0, ()),
    ]


def test_definitions_that_stand_close_together_are_looked_through_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_through: list[str] = []

    class Counted:
        def match(self, text: str, start: int) -> object:
            found = simple.match(text, start)
            looked_through.append(found[0] if found else "")
            return found

    simple = blocks._SIMPLE_PARAGRAPH
    monkeypatch.setattr(blocks, "_SIMPLE_PARAGRAPH", Counted())
    text = "".join(f"[{at}]: https://a.org/{at}\n" for at in range(100))
    assert walked(text) == []
    assert sum(map(len, looked_through)) <= len(text)

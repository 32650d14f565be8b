"""What a page shows, told by the walk, is what markdown-it sees of the whole text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock

from kdcat.layouts.inline import page_parser
from kdcat.layouts.shown import Part, Parts
from kdcat.reading.document import document

LINES = st.sampled_from([
    "", "", "- a", "* b c", "+ **T**, v", "1. a", "2) b", "- [a](u)", "- [a]: u", "- # h", "- > q", "- - x", "* * *", "---", "===", "text", "  more",
    "    code", "# H", "| a | b |", "|-|-|", "- ```", "```", "```py", "<div>", "- <b>x</b>", " * c", "-", "- ", "- \\*a", "- 1. x", "[a]: /u", "> q",
    "> - q", "- a  ", "- <!-- c -->", "<!-- c -->", "2. a", "0. a", "  - d", "   2. e", "<pre>  a", "<br>", "**a** b",
])  # fmt: skip


def parts(text: str) -> list[tuple[str, str]]:
    shown = document(text, shown=True).shown
    assert shown is not None
    return [(part.kind, part.content) for part in shown.parts]


def in_one_go(text: str) -> list[tuple[str, str]]:
    """The parts of the tokens that markdown-it makes of the whole text."""
    markdown = page_parser()
    told = Parts()
    state = StateBlock(text, markdown, {}, [])
    markdown.block.tokenize(state, 0, state.lineMax)
    for token in state.tokens:
        if token.level == 0 and token.type.endswith("list_open"):
            # Two lists that follow each other here are two: a definition stands between them.
            told.take([])
        told.take([token])
    return [(part.kind, part.content) for part in told.parts]


@settings(max_examples=800)
@given(st.lists(LINES, max_size=12).map("\n".join))
def test_what_the_walk_shows_is_what_markdown_it_sees_in_one_go(text: str) -> None:
    assert parts(text) == in_one_go(text)


@pytest.mark.parametrize("definition", ["[a]: /u\n", ""], ids=["parted", "one list"])
def test_a_list_goes_on_where_only_empty_lines_stand_between(definition: str) -> None:
    closed = [("bullet_list_close", ""), ("bullet_list_open ul ", "")] if definition else []
    item = [("list_item_open li ", ""), ("inline", "a")]
    assert parts(f"- a\n\n{definition}- a\n") == [
        ("bullet_list_open ul ", ""), *item, *closed, *item, ("bullet_list_close", ""),
    ]  # fmt: skip


def test_the_lines_of_a_list_reach_to_the_end_of_its_last_item() -> None:
    shown = document("3. a\n4. - b\n\n     c\n5. d\n\n# e\n", shown=True).shown
    assert shown is not None
    lines = {
        (1, 6): [("ordered_list_open ol 3", ""), ("ordered_list_close", "")],
        (2, 5): [("list_item_open li ", "")] * 2,
    }
    assert {
        place: [
            (part.kind, part.content)
            for part in shown.parts
            if part.kind.startswith(("ordered", "list_item_open"))
            and (part.lines.start, part.lines.stop) == place
        ]
        for place in lines
    } == lines
    assert shown.parts[-2:] == [
        Part("inline", "e", range(7, 8)),
        Part("heading_close", "", range(7, 8)),
    ]

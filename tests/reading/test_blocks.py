"""The walk: what is taken as it stands is what markdown-it makes of it."""

from __future__ import annotations

import re
from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock

from kdcat.layouts.inline import parser
from kdcat.reading import blocks
from kdcat.reading.blocks import Block, Heading

PARTS = [
    *("* ", "- ", "+ ", "1. ", "> ", "# ", "## x", "*", "**a**", "a", "[", "[a]: /b", "]:", "("),
    *(" ", "  ", "    ", "\t", "\n", "\n\n", "\r", "\x0b", "\xa0", "é", "---", "===", "```", "<b>"),
    *("* **a**, b\n", "- c\n", '"', "_"),
]


def walked(text: str) -> tuple[list[blocks.Element], dict[str, object]]:
    references: dict[str, object] = {}
    return list(blocks.walk(text, parser(), references)), references


@example("* **a**\n- [a]: /b\n")
@example("* a\n===\n")
@example("* a\n\n  b\n")
@example("* a\n \n\n \tb\n")
@example("* [a\nb]: /c\n")
@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_items_of_one_line_are_what_markdown_it_makes_of_them(text: str) -> None:
    with patch.object(blocks, "_ITEM", re.compile(r"(?!)(?P<content>)")):
        expected = walked(text)
    assert walked(text) == expected


def test_items_of_one_line_are_not_handed_to_markdown_it() -> None:
    markdown = parser()
    tokens = []

    class Noting(StateBlock):
        def push(self, ttype, tag, nesting):  # type: ignore[no-untyped-def]
            token = super().push(ttype, tag, nesting)
            tokens.append((ttype, self.line))
            return token

    text = "# A\n* **a**, b\n+ c [d](e)\n\n* f\n  g\n* h\n\n  i\n"
    with patch.object(blocks, "StateBlock", Noting):
        assert list(blocks.walk(text, markdown, {})) == [
            Heading(1, "A", 1),
            Block("**a**, b", 2, 3, 0, ()),
            Block("c [d](e)", 3, 4, 1, ()),
            Block("f\ng", 5, 7, 2, ()),
            Block("h", 7, 8, 3, ()),
            Block("i", 9, 10, None, (3,)),
        ]
    assert [kind for kind, _ in tokens if kind in ("heading_open", "list_item_open")] == [
        "heading_open", "list_item_open", "list_item_open",
    ]  # fmt: skip

"""Rules of markdown-it's block parser for long pages.

Tables are one token; definitions and underlines are looked for where there may be one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block import lheading, reference
from markdown_it.rules_block import table as table_rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.rules_block import StateBlock


def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown-it's rule for a link reference definition, asked only where one may come yet."""
    last = getattr(state, "last_definition", len(state.src))
    return state.bMarks[start] <= last and reference(state, start, end, silent)


def underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown-it's rule for a heading with an underline, asked only where one may follow.

    It asks of each line of a paragraph whether anything ends it there, as the rule for paragraphs
    does again. But few characters begin an underline or what ends a paragraph.
    """
    line = start + 1
    while line < end and not state.isEmpty(line):
        if _MAY_END.match(state.src, state.bMarks[line] + state.tShift[line]):
            return lheading(state, start, end, silent)
        line += 1
    if not state.is_code_block(start):
        # As it is left by that rule where it finds none.
        state.parentType = "paragraph"
    return False


_MAY_END = re.compile(r"[-=~>*_+#<|:0-9]|```")
"""How an underline begins, or what may end a paragraph: a block of another kind, and the row of
dashes of a table."""


def rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown-it's rule for a table, which makes one token of all its rows.

    Where a table begins is what markdown-it says; it ends as there (GFM: at the first empty line or
    the beginning of another block). The lines stand in the token's content as they are.
    """
    if not table_rule(state, start, end, True):
        return False
    if silent:
        return True
    terminators: list[Callable[[StateBlock, int, int, bool], bool]] = state.md.block.ruler.getRules(
        "blockquote"
    )
    parent, state.parentType = state.parentType, "table"
    line = start + 2
    while line < end and state.sCount[line] >= state.blkIndent and not state.isEmpty(line):
        if state.is_code_block(line) or any(rule(state, line, end, True) for rule in terminators):
            break
        line += 1
    state.parentType = parent
    token = state.push("rows", "table", 0)
    token.map = [start, line]
    token.content = "\n".join(
        state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]
        for at in range(start, line)
    )
    state.line = line
    return True

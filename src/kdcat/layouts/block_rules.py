"""Rules of markdown-it's block parser for long pages.

Tables are one token, and so are paragraphs. A rule is asked only where what it begins with stands:
of most lines each of a dozen would say that it does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, lheading, reference
from markdown_it.rules_block import table as table_rule

if TYPE_CHECKING:
    from collections.abc import Iterable

Rule = Callable[[StateBlock, int, int, bool], bool]

BUT_TABLES = "but tables"
"""The name of the rules that begin a block, less that for tables."""
_CHAINS = ("", "paragraph", "reference", "blockquote", "list")
_BEGINS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""The characters that a block begins with, behind its indentation, where only some do."""


class Blocks(ParserBlock):
    """markdown-it's block parser, which asks a rule only where what it begins with stands."""

    def __init__(self, ruler: Ruler[Rule]) -> None:
        """Take the rules of a parser as they are now."""
        super().__init__()
        self.ruler = _Asking(ruler)


class _Asking(Ruler[Rule]):
    """Rules of which each chain is one that asks those that may begin where it is asked."""

    def __init__(self, ruler: Ruler[Rule]) -> None:
        super().__init__()
        self._active = ruler.get_active_rules()
        names = dict(zip(ruler.getRules(""), self._active, strict=True))
        chains = {chain: ruler.getRules(chain) for chain in _CHAINS}
        chains[BUT_TABLES] = [rule for rule, name in names.items() if name != "table"]
        self._chains = {
            chain: [_asked_where_it_begins([(names[rule], rule) for rule in rules])]
            for chain, rules in chains.items()
        }

    def getRules(self, chainName: str = "") -> list[Rule]:  # noqa: N802, N803 (markdown-it's names)
        return self._chains[chainName]

    def get_active_rules(self) -> list[str]:
        return self._active


def _asked_where_it_begins(rules: Iterable[tuple[str, Rule]]) -> Rule:
    rules = tuple(rules)
    anywhere = tuple([rule for name, rule in rules if name not in _BEGINS])
    by_first = {
        first: tuple([rule for name, rule in rules if first in _BEGINS.get(name, first)])
        for first in "".join(_BEGINS.values())
    }

    def ask(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        for rule in by_first.get(state.src[at : at + 1], anywhere):
            if rule(state, start, end, silent):
                return True
        return False

    return ask


def definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown-it's rule for a link reference definition, asked only where one may come yet."""
    last = getattr(state, "last_definition", len(state.src))
    return state.bMarks[start] <= last and reference(state, start, end, silent)


def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown-it's rules for a paragraph and for a heading with an underline, as one.

    Both ask of each line whether anything ends the paragraph there. A paragraph is one token.
    """
    source, indent = state.src, state.blkIndent
    (ends,) = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    line = start + 1
    while line < end:
        at = state.bMarks[line] + state.tShift[line]
        if at >= state.eMarks[line]:
            break
        # What is indented further is text of the paragraph, and so is what a quotation left out.
        if 0 <= state.sCount[line] <= indent + _MOST_INDENTED:
            if state.sCount[line] >= indent and _UNDERLINE.match(source, at):
                state.parentType = parent
                return lheading(state, start, end, silent)
            if ends(state, line, end, True):
                break
        line += 1
    state.line = line
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, line, indent, False).strip(MD_TRIM_CHARS)
    token.map = [start, line]
    token.children = []
    # Here markdown-it leaves `parentType` as it is: lists that follow are told from it.
    return True


_MOST_INDENTED = 3
_UNDERLINE = re.compile(r"(?:-++|=++)[ \t]*+(?:\n|\Z)")


def rows(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Markdown-it's rule for a table, which makes one token of all its rows.

    Where a table begins is what markdown-it says; it ends as there (GFM: at the first empty line or
    the beginning of another block). The lines stand in the token's content as they are.
    """
    below = start + 1
    if below >= end or not state.src.startswith(
        _BELOW_HEADER, state.bMarks[below] + state.tShift[below]
    ):
        return False
    if not table_rule(state, start, end, True):
        return False
    if silent:
        return True
    (ends,) = state.md.block.ruler.getRules("blockquote")
    parent, state.parentType = state.parentType, "table"
    line = start + 2
    while line < end and state.sCount[line] >= state.blkIndent and not state.isEmpty(line):
        if state.is_code_block(line) or ends(state, line, end, True):
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


_BELOW_HEADER = ("|", "-", ":")

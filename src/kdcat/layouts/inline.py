"""Inline Markdown parsed by markdown-it-py, with the place of each token.

markdown-it says on which lines a block stands, and nothing of where its inline tokens do. Here each
token remembers it: in `map`, which markdown-it fills for blocks only, the offsets at which the
token begins and ends in the parsed content.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    strikethrough,
    text,
)

from kdcat.layouts.block_rules import Blocks, definition, paragraph, rows
from kdcat.layouts.once import kept
from kdcat.layouts.sights import sights

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]

_Of = TypeVar("_Of")
_Made = TypeVar("_Made")


@cache
def parser() -> MarkdownIt:
    """Return the Markdown parser that reads lists: CommonMark, with link destinations as written.

    Destinations come out less their escapes (CommonMark 6.3): judging and encoding them is left to
    whoever uses them, so `javascript:` is a destination here and no address there.
    """
    return _own()


def _own() -> MarkdownIt:
    markdown = MarkdownIt("commonmark")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    markdown.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    markdown.inline = _Inline(markdown)
    return markdown


@cache
def page_parser() -> MarkdownIt:
    """Return the parser of pages in any form: `parser`, with GitHub's tables and strikethrough.

    What is added is said by https://github.github.com/gfm/.
    """
    markdown = _own().enable(["table", "strikethrough"])
    markdown.block.ruler.at("reference", definition)
    markdown.block.ruler.at("paragraph", paragraph)
    markdown.block.ruler.at("table", rows, {"alt": ["paragraph", "reference"]})
    markdown.block.ruler.disable("lheading")
    markdown.block = Blocks(markdown.block.ruler)
    return markdown


def inline_tokens(content: str, markdown: MarkdownIt, env: dict[str, object]) -> list[Token]:
    """Return the inline tokens of a block's content, each with its place in the content in `map`.

    A text token is placed where its characters stand. The `link_open` of a link has three numbers:
    where the whole link begins and ends, and where its label ends.

    Args:
        content: The content of an `inline` token of markdown-it.
        markdown: The parser (`parser`).
        env: The document's link references.
    """
    if len(content) >= LONG:
        return _tokens_of_long(content, one_of(markdown, content), References(env))
    return _tokens(content, markdown, env)


LONG = 1000
"""Characters of a content for which the parser is not asked again each time it is looked at."""


def one_of(markdown: MarkdownIt, content: str) -> MarkdownIt:
    """Return one parser for both: they say the same where nothing may be struck out."""
    return markdown if "~" in content else page_parser()


class References:
    """The link references of a document, which are equal where they lead to the same."""

    def __init__(self, env: dict[str, object]) -> None:
        references = env.get("references", {})
        assert isinstance(references, dict)
        self.of: dict[str, object] = references
        # While a page is walked, references are added.
        self._count = len(references)

    def __hash__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, References) and (
            (self.of is other.of and self._count == other._count) or self.of == other.of
        )


def _tokens_of_long(content: str, markdown: MarkdownIt, references: References) -> list[Token]:
    def made() -> list[Token]:
        tokens = _tokens(content, markdown, {"references": references.of})
        once = kept()
        # A fix compares all that it changed when all has been read anew: of many long contents the
        # tokens are no longer kept then, and what is shown takes a part of their place. Of what
        # may be struck out another parser says what is shown.
        if once is not None and not references.of and "~" not in content:
            once.sights.keep(content, sights(tokens))
        return tokens

    return _TOKENS.get((content, markdown, references), len(content), made)


_MOST_LATELY = 6_000_000
"""Characters that are kept of contents and what was made of them, before the last one.

What is not kept is parsed again when an entry is judged, and so up to four times by a fix.
"""
_MOST_TOKENS = 500_000
"""The same of tokens, for which few ask when there are pieces: for a content in other places."""
_OF_A_PART = 8
"""For how many characters a token or a piece counts: each takes 200 to 300 bytes."""


class Lately(Generic[_Of, _Made]):
    """What was made of long contents lately, and need not be made anew for whoever asks next."""

    def __init__(self, parts: Callable[[_Made], int], most: int = _MOST_LATELY) -> None:
        """Keep nothing yet.

        Args:
            parts: Returns of how many tokens or pieces a thing is made.
            most: How many characters are kept before the last content.
        """
        self._made: dict[_Of, _Made] = {}
        self._parts = parts
        self._most = most
        self._kept = 0

    def known(self, of: _Of) -> _Made | None:
        """Return what was made of a content; None where nothing was."""
        return self._made.get(of)

    def get(self, of: _Of, characters: int, make: Callable[[], _Made]) -> _Made:
        """Return what is made of a content of so many characters."""
        made = self._made.get(of)
        if made is None:
            if self._kept > self._most:
                # Before the next is made: else both are there at once.
                self._made.clear()
                self._kept = 0
            made = make()
            self._made[of] = made
            self._kept += characters + _OF_A_PART * self._parts(made)
        return made


_TOKENS: Lately[tuple[str, MarkdownIt, References], list[Token]] = Lately(len, _MOST_TOKENS)


def _tokens(content: str, markdown: MarkdownIt, env: dict[str, object]) -> list[Token]:
    state = _PlacedState(content, markdown, env, [])
    markdown.inline.tokenize(state)
    for rule in markdown.inline.ruler2.getRules(""):
        if rule.__name__ == "fragments_join":
            # It would join text tokens and lose their places; `pieces` joins what is alike.
            break
        rule(state)
    for token in state.tokens:
        # Each has one of its own, which takes more memory than most of what it says.
        token.meta = _NOTHING
        if not token.attrs:
            token.attrs = _NOTHING
    return state.tokens


_NOTHING: dict[str, Any] = {}


class _PlacedState(StateInline):
    """The state of markdown-it's inline parser, which lets each token remember its place."""

    _pending_at = -1

    def append_pending(self, text: str) -> None:
        if self._pending_at < 0:
            # All rules that add pending text do so before they move on.
            self._pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 (markdown-it's name)
        token = super().pushPending()
        # Pending text is a run of the source, cut at its end by `newline` alone.
        token.map = [self._pending_at, self._pending_at + len(token.content)]
        self._pending_at = -1
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        self._pending_at = -1
        token.map = [self.pos, self.pos]
        return token


class _Inline(ParserInline):
    """markdown-it's inline parser, which asks a rule only where what it begins with stands.

    No rule begins with a hyphen or a colon, and each of a dozen would say so.
    """

    def __init__(self, markdown: MarkdownIt) -> None:
        """Begin with the rules of the parser of a page, each of which remembers places."""
        super().__init__()
        self.ruler, self.ruler2 = markdown.inline.ruler, markdown.inline.ruler2
        for name, rule in _PLACED.items():
            self.ruler.at(name, rule)

    @cached_property
    def _rules(self) -> dict[str, tuple[Rule, ...]]:
        """The rules by the character that they begin with; of others there is but text."""
        names = self.ruler.get_active_rules()
        active = list(zip(names, self.ruler.getRules(""), strict=True))
        return {
            first: tuple(rule for name, rule in active if first in _BEGINS.get(name, ""))
            for first in map(chr, range(128))
            if self.terminator_re.match(first)
        }

    def tokenize(self, state: StateInline) -> None:
        source, end, rules = state.src, state.posMax, self._rules
        most = state.md.options["maxNesting"]
        while state.pos < end:
            is_taken = False
            if state.level < most:
                for rule in rules.get(source[state.pos], _TEXT):
                    is_taken = rule(state, False)
                    if is_taken:
                        break
            if not is_taken:
                state.append_pending(source[state.pos])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 (markdown-it's name)
        start, known = state.pos, state.cache
        if start in known:
            state.pos = known[start]
            return
        if state.level < state.md.options["maxNesting"]:
            is_taken = False
            for rule in self._rules.get(state.src[start], _TEXT):
                state.level += 1
                is_taken = rule(state, True)
                state.level -= 1
                if is_taken:
                    break
            if not is_taken:
                state.pos += 1
        else:
            # As markdown-it has it.
            state.pos = state.posMax + 1
        known[start] = state.pos


def _placed(rule: Rule, marker: str) -> Rule:
    """Let the token of a rule remember where what it matched begins and ends; see `inline_tokens`.

    The rule pushes one token, or for a link `link_open` first; the text before it may be pushed on
    that occasion, as a token of its own.
    """

    def placed(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if state.src[start] != marker:
            return False
        count = len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and len(state.tokens) > count:
            added = state.tokens[count]
            if added.map and added.map[0] < start:
                added = state.tokens[count + 1]
            added.map = [start, state.pos]
            closing = state.tokens[-1].map
            # In the text of an image no places are known, and none are asked for.
            if added.type == "link_open" and not added.info and closing is not None:
                added.map.append(closing[0])
        return True

    placed.__name__ = rule.__name__
    return placed


def _delimiters_placed(rule: Rule, markers: str) -> Rule:
    """The same for a rule that pushes each delimiter of a run as a token."""

    def placed(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if silent or state.src[start] not in markers or not rule(state, silent):
            return False
        # From the end, since text may have been pushed before the run.
        end, at = state.pos, len(state.tokens)
        while end > start:
            at -= 1
            token = state.tokens[at]
            token.map = [end - len(token.content), end]
            end -= len(token.content)
        return True

    return placed


_PLACED: dict[str, Rule] = {
    "escape": _placed(escape, "\\"),
    "backticks": _placed(backtick, "`"),
    "strikethrough": _delimiters_placed(strikethrough.tokenize, "~"),
    "emphasis": _delimiters_placed(emphasis.tokenize, "*_"),
    "link": _placed(link, "["),
    "image": _placed(image, "!"),
    "autolink": _placed(autolink, "<"),
    "html_inline": _placed(html_inline, "<"),
    "entity": _placed(entity, "&"),
}
_BEGINS = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""The characters that a rule begins with."""
_TEXT: tuple[Rule, ...] = (text,)

"""Inline Markdown parsed by markdown-it-py, with the place of each token.

markdown-it says on which lines a block stands, and nothing of where its inline tokens do. Here each
token remembers it: in `map`, which markdown-it fills for blocks only, the offsets at which the
token begins and ends in the parsed content.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    entity,
    escape,
    html_inline,
    image,
    link,
    strikethrough,
    text,
)
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from kdcat.layouts.block_rules import Blocks, definition, paragraph, rows
from kdcat.layouts.once import kept
from kdcat.layouts.sights import sights

if TYPE_CHECKING:
    from collections.abc import Callable

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
    if state.delimiters or any(state.tokens_meta):
        for rule in markdown.inline.ruler2.getRules(""):
            if rule.__name__ == "fragments_join":
                # It would join text tokens and lose their places; `pieces` joins what is alike.
                break
            rule(state)
    return state.tokens


_NOTHING: dict[str, Any] = {}


class _Token(Token):
    """A token of which the dictionaries, empty in nearly all, take neither time nor memory."""

    __slots__ = ()

    def __init__(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> None:
        self.type, self.tag, self.nesting = ttype, tag, nesting
        self.attrs = self.meta = _NOTHING
        self.content = self.markup = self.info = ""
        self.children = self.map = None
        self.level = 0
        self.block = self.hidden = False


class _PlacedState(StateInline):
    """The state of markdown-it's inline parser, which lets each token remember its place."""

    _pending_at = -1

    def append_pending(self, text: str) -> None:
        if self._pending_at < 0:
            # All rules that add pending text do so before they move on.
            self._pending_at = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> Token:  # noqa: N802 (markdown-it's name)
        token = _Token("text", "", 0)
        token.content = self.pending
        token.level = self.pendingLevel
        # Pending text is a run of the source, cut at its end by `newline` alone.
        token.map = [self._pending_at, self._pending_at + len(token.content)]
        self.tokens.append(token)
        self.pending = ""
        self._pending_at = -1
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        # As markdown-it's own, but for the place and what a token is made of.
        if self.pending:
            self.pushPending()
        self._pending_at = -1
        token = _Token(ttype, tag, nesting)
        token.map = [self.pos, self.pos]
        inside = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token.level = self.level
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            inside = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(inside)
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
        at = state.pos
        while at < end:
            if plain := _NO_RULE.match(source, at, end):
                state.append_pending(plain[0])
                at = state.pos = plain.end()
                continue
            is_taken = False
            if state.level < most:
                for rule in rules[source[at]]:
                    is_taken = rule(state, False)
                    if is_taken:
                        break
            if not is_taken:
                state.append_pending(source[at])
                state.pos += 1
            at = state.pos
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


def _struck(state: StateInline, silent: bool) -> bool:
    """Markdown-it's rule for `~~`, which pushes a run as tokens of one or two characters."""
    start = state.pos
    if not strikethrough.tokenize(state, silent):
        return False
    # From the end, since text may have been pushed before the run.
    end, at = state.pos, len(state.tokens)
    while end > start:
        at -= 1
        token = state.tokens[at]
        token.map = [end - len(token.content), end]
        end -= len(token.content)
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Markdown-it's rule for `*` and `_`, each of which is a token that remembers its place."""
    if silent:
        return False
    start, marker = state.pos, state.src[state.pos]
    run = state.scanDelims(start, marker == "*")
    for at in range(start, start + run.length):
        token = state.push("text", "", 0)
        token.content = marker
        token.map = [at, at + 1]
        state.delimiters.append(
            Delimiter(
                ord(marker), run.length, len(state.tokens) - 1, -1, run.can_open, run.can_close
            )
        )
    state.pos = start + run.length
    return True


_PLACED: dict[str, Rule] = {
    "escape": _placed(escape, "\\"),
    "backticks": _placed(backtick, "`"),
    "strikethrough": _struck,
    "emphasis": _emphasis,
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
_NO_RULE = re.compile(f"[^{re.escape(''.join(_BEGINS.values()))}]+")
_TEXT: tuple[Rule, ...] = (text,)

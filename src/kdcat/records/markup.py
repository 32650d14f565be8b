r"""Markup: texts of registries as plain text: no HTML, JATS or MathML, no LaTeX, no controls.

Crossref's titles and abstracts hold JATS and MathML (https://www.crossref.org/documentation/
schema-library/markup-guide-metadata-segments/), DataCite's HTML, those of arXiv TeX; all of them
hold entities, some escaped twice.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import unescape
from typing import TYPE_CHECKING

from kdcat.printable import printable
from kdcat.records.record import longest
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_READ = 100_000
"""Characters of a text with its markup that are looked at: more is no title and no abstract."""
_LONGEST_LATEX = 20_000

# Elements whose content is none of the text.
_UNSEEN = re.compile(
    r"<((?:mml:)?(?:script|style|annotation|annotation-xml)|tex-math|object)\b[^<>]*>",
    re.IGNORECASE,
)
_NAMES = (
    "a|abbr|article|b|big|blockquote|body|bold|br|center|cite|code|col|dd|del|disp-formula|div|dl|dt|em|"
    "fn|font|h[1-6]|head|html|hr|i|img|inline-formula|inline-graphic|ins|italic|label|li|link|list|"
    "list-item|math|mark|meta|monospace|ol|overline|p|pre|roman|s|sans-serif|sc|scp|sec|section|small|"
    "span|strike|strong|styled-content|sub|subtitle|sup|table|tbody|td|th|thead|title|tr|tt|u|ul|underline|"
    "uri|wbr|xref|alternatives|named-content|ext-link"
)
# Known elements alone: `a < b` and `V<max>` are no markup.
_TAG = re.compile(
    rf"</?(?:(?:jats|mml|xhtml|m):[\w-]{{1,40}}|(?:{_NAMES}))(?:\s[^<>]{{0,1000}})?/?>|<!--[^>]{{0,1000}}-->",
    re.IGNORECASE,
)
# Where one of these ends, so does a word.
_BLOCK = re.compile(
    r"(?i)</?(?:jats:)?(?:p|br|div|sec|section|title|li|list-item|h[1-6]|td|tr|ul|ol|hr)\b"
)
# What stands before an abstract and says no more than that it is one.
_HEADING = re.compile(
    r"\s*(?:<(?:jats:)?(?P<tag>title|b|h\d)>\s*(?:abstract|summary)\s*+[.:]?+\s*+</(?:jats:)?(?P=tag)>"
    r"|(?:abstract|summary)\s*[:\u2014])",
    re.IGNORECASE,
)


def plain_text(value: object, field: str = "") -> str | None:
    """Return a text of a registry as plain text on one line, None where it is none.

    Args:
        value: What stands where the text is meant: text, or an array whose first item is one.
        field: The field of a record that it is for, which knows how long it may be.
    """
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str) or len(value) > _LONGEST_READ:
        return None
    text = _unescaped(value)
    if field == "abstract" and (heading := _HEADING.match(text)):
        text = text[heading.end() :]
    if "<" in text:
        text = _TAG.sub(_between, _without_unseen(text))
    if "\\" in text or "$" in text or "{" in text:
        text = without_latex(text)
    text = one_line(_visible(text))
    return text if text and len(text) <= longest(field) else None


def _unescaped(text: str) -> str:
    # `&amp;lt;` is met, and nothing escaped more often.
    for _ in range(2):
        if "&" not in text:
            break
        text = unescape(text)
    return text


def _without_unseen(text: str) -> str:
    """The text less the elements that nobody sees, whole; one without an end is left."""
    folded = text.lower()
    kept, start = [], 0
    endless: set[str] = set()
    for opening in _UNSEEN.finditer(text):
        name = opening[1].lower()
        if opening.start() < start or name in endless:
            continue
        closing = folded.find(f"</{name}>", opening.end())
        if closing < 0:
            endless.add(name)
            continue
        kept += [text[start : opening.start()], " "]
        start = closing + len(f"</{name}>")
    return "".join([*kept, text[start:]])


def _between(tag: re.Match[str]) -> str:
    return " " if _BLOCK.match(tag[0]) else ""


def _visible(text: str) -> str:
    """The text without what acts or does not show; what breaks the line is a blank."""
    text = re.sub(r"[\t\n\v\f\r\x85]", " ", text)
    return printable(text).replace("\N{REPLACEMENT CHARACTER}", "")


# What TeX's own mathematics is taken for: `$5 and $6` is not.
_MATHEMATICS = re.compile(r"\$\$?([^$]{1,500})\$\$?")
_SIGNS = re.compile(r"[\\_^{}=<>+|]|^\S{1,12}$")


def without_latex(text: str) -> str:
    r"""Return a text with LaTeX's letters and signs as they are printed: `\"o` is `ö`.

    What cannot be read, and what is too long, stays as it is.
    """
    if len(text) > _LONGEST_LATEX:
        return text
    text = _commands_read(_MATHEMATICS.sub(_formula, text))
    return _GROUP.sub(r"\1", text) if "{" in text else text


# Braces that keep the capitals of a word: `{BERT}`, `{\"o}` once it is read.
_GROUP = re.compile(r"\{([^\W_][^{}\\,]{0,80}|[^{}\\\s])\}")
_SCRIPT = re.compile(r"([_^])\{([^{}]{1,40})\}")
_LETTER = r"(?:\{\\?[^\W\d_]\}|\\[ij]\b|[^\W\d_])"
_COMMAND = re.compile(
    rf"""\\["'`^~=.]\s{{0,2}}{_LETTER}|\\[uvHcdbkr](?:\s{{0,2}}\{{\\?[^\W\d_]\}}|\s[^\W\d_]\b)"""
    r"|\\[A-Za-z]{1,30}\*?(?:\{[^{}]{0,300}\}){0,2}(?:\s(?=[a-z]))?|\\[&%$#_{}]"
)
_MOST_NESTED = 3


def _formula(found: re.Match[str]) -> str:
    inside = found[1]
    if not _SIGNS.search(inside.strip()) or inside.strip().isdecimal():
        return found[0]
    return _SCRIPT.sub(r"\1\2", _commands_read(inside)).strip()


def _commands_read(text: str) -> str:
    # The innermost of commands in one another are read first.
    for _ in range(_MOST_NESTED):
        if "\\" not in text:
            break
        text = _COMMAND.sub(_command, text)
    return text


def _command(found: re.Match[str]) -> str:
    return _as_printed(found[0])


@lru_cache(maxsize=1024)
def _as_printed(command: str) -> str:
    # Behind a command that is a letter TeX drops the blank, behind a word's it is one.
    written = command.rstrip()
    blank = (
        command[len(written) :] if written.endswith("}") or len(written) > _LONGEST_LETTER else ""
    )
    try:
        read: str = _decoder()(written)
    except Exception:  # noqa: BLE001 (a macro without its argument is any error, at any depth)
        return command
    return read + blank if "%s" not in read else command


_LONGEST_LETTER = len(r"\ss")


@cache
def _decoder() -> Callable[[str], str]:
    import logging

    from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    reader = LatexNodes2Text(math_mode="text", strict_latex_spaces=True)
    convert: Callable[..., str] = reader.latex_to_text
    return lambda text: convert(text, tolerant_parsing=True)

"""The page itself: one HTML file with its style and its program in it, which loads nothing else.

Its parts are the files of `assets/`. What comes from a list is escaped by the template wherever it
stands, and a Content-Security-Policy (https://www.w3.org/TR/CSP3/) allows no other script or style
than these, by their hashes.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from kdcat import __version__
from kdcat.formats.bibtex import NAMES
from kdcat.formats.citations import NO_LAST_WORD
from kdcat.page.rows import file_names, groups, latex_commands, venue_facts
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jinja2 import Environment

    from kdcat.bibliography.repositories import FilePages
    from kdcat.page.rows import Group, Row
    from kdcat.paper import Paper

_ASSETS = files("kdcat.page") / "assets"
_PROGRAM = ("search.js", "bibtex.js", "papers.js", "state.js", "facets.js", "rows.js", "page.js")
"""The parts of the page's program; each knows those before it."""
_MOST_IN_BODY = 32
"""So many rows are one body of the table; a browser lays out the bodies near the window."""
_FIRST_SCREEN = 900
"""Pixels of rows that surely fill a window of `.early` in page.css, with what is above them."""
_NAME_HEIGHT, _TITLE_HEIGHT, _AUTHORS_HEIGHT = 58, 43, 17
"""Pixels that the name of a section, and of a row each part takes at least."""
_DEEPEST = 3
"""So many levels of sections are filters, in facets.js too."""
_ROWS_OF_BODIES = "".join(f".n{rows}{{--rows:{rows}}}" for rows in range(1, _MOST_IN_BODY + 1))
"""By how many rows a body has its height is guessed."""
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*.*?\*/[ \t]*)\n", re.MULTILINE | re.DOTALL)


class Feed(NamedTuple):
    """Another file beside the page, that it leads to."""

    name: str
    type: str
    """The media type."""
    label: str


class Body(NamedTuple):
    """Rows that are one body of the table."""

    group: Group
    rows: Sequence[Row]
    is_first: bool
    """Whether the name of the section stands above them."""
    is_later: bool
    """Whether no window of a usual height has them when the page is opened."""


def page(
    title: str,
    papers: Sequence[Paper],
    pages: FilePages | None = None,
    feeds: Sequence[Feed] = (),
) -> Iterator[str]:
    """Yield the page of a list, in pieces.

    Args:
        title: What the list is called.
        papers: The entries, in the order of the list.
        pages: Where the list's file is read and corrected, if that is known.
        feeds: The files that lie beside the page.
    """
    names = list(file_names(papers).values())
    style = _asset("page.css") + _ROWS_OF_BODIES
    start = _module(_asset("start.js"))
    program = _licensed(_asset("minisearch.js")) + _module("".join(map(_asset, _PROGRAM)))
    years = [paper.year for paper in papers if paper.year is not None]
    span = str(min(years)) if years else ""
    template = _environment().get_template("page.html")
    yield from template.generate(
        title=printable(title),
        count=f"{len(papers):,}",
        years=span if not years or min(years) == max(years) else f"{span}–{max(years)}",  # noqa: RUF001
        bodies=_bodies(groups(papers)),
        has_filters=any(
            len(set(values)) > 1 for values in zip(*map(_filtered_by, papers), strict=True)
        ),
        has_venues=any(paper.venue for paper in papers),
        has_chart=len(set(years)) > 1,
        several_files=len(names) > 1,
        files=names[0] if len(names) == 1 else f"{len(names)} files",
        repository=pages.repository if pages else None,
        feeds=feeds,
        version=__version__,
        icon=b64encode((_ASSETS / "icon.png").read_bytes()).decode(),
        policy=_policy(style, [start, program]),
        style=style,
        start=start,
        program=program,
        facts=_facts(papers, pages),
    )


def _filtered_by(paper: Paper) -> tuple[object, ...]:
    """What the page has filters for; where all papers say the same, there is none of it."""
    return paper.catalog, paper.sections[:_DEEPEST], paper.told_venue, paper.code_url is None


def _bodies(groups: Iterable[Group]) -> Iterator[Body]:
    height = 0
    for group in groups:
        for start in range(0, len(group.rows), _MOST_IN_BODY):
            rows = group.rows[start : start + _MOST_IN_BODY]
            yield Body(group, rows, start == 0, height >= _FIRST_SCREEN)
            height += _NAME_HEIGHT if start == 0 and group.sections else 0
            height += sum(_TITLE_HEIGHT + (_AUTHORS_HEIGHT if row.authors else 0) for row in rows)


def _facts(papers: Sequence[Paper], pages: FilePages | None) -> str:
    """What the page's program must know beside the rows, as JSON that ends no script element."""
    facts = {
        "venues": venue_facts(papers),
        "latex": latex_commands(papers),
        "names": sorted(NAMES),
        "lastWords": sorted(NO_LAST_WORD),
        "file": next(iter(file_names(papers).values()), None),
        "source": {"line": pages.line, "edit": pages.edit} if pages else None,
    }
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", r"\u003c").replace("\u2028", r"\u2028").replace("\u2029", r"\u2029")


def _policy(style: str, scripts: Sequence[str]) -> str:
    """The policy that lets these run and nothing else, and sends nothing anywhere."""
    own = " ".join(map(_hash, scripts))
    return (
        f"default-src 'none'; script-src {own}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    from hashlib import sha256

    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def _asset(name: str) -> str:
    """A file of the page, less the lines that are only comments."""
    text = (_ASSETS / name).read_text(encoding="utf-8")
    return _COMMENT.sub("", text)


def _module(program: str) -> str:
    """The program with names of its own."""
    return f'(() => {{\n"use strict";\n{program}}})();\n'


def _licensed(library: str) -> str:
    """The library with its licence above it, as that asks."""
    licence = (_ASSETS / "minisearch.LICENSE.txt").read_text(encoding="utf-8")
    return f"/*! MiniSearch\n{licence.strip()}\n*/\n{library}"


def _environment() -> Environment:
    from jinja2 import Environment, StrictUndefined
    from jinja2.loaders import FunctionLoader

    def load(name: str) -> str:
        return (_ASSETS / name).read_text(encoding="utf-8")

    return Environment(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

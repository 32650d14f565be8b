"""What a list says of its own form, in comments: `<!-- kdcat: layout table title=1 venue=2 -->`.

Such a comment holds to the end of the section that it stands in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.layouts.columns import Columns, Role

MARKED = "marked as no papers"
"""Why a unit is skipped that a comment of the list says to be no paper."""

_DIRECTIVE = re.compile(r"\s*kdcat\s*:\s*(?P<said>.*)", re.DOTALL)
_FORMS = {
    "bold": "title in bold",
    "link": "title is a link",
    "quotes": "title in quotes",
    "key": "title after its name",
    "first": "title first",
    "after-authors": "title after the authors",
    "italics": "title in italics",
}
_ROLES: dict[str, Role] = {
    name: name for name in ("title", "authors", "venue", "date", "paper", "code", "project")
} | {"year": "date"}


class Directive(NamedTuple):
    """How the papers of a section are to be read."""

    papers: bool = True
    """False where there are none."""
    form: str | None = None
    """The recogniser that is to read them, a key of `RECOGNISERS`."""
    columns: Columns | None = None
    """What the columns of tables hold."""


def directive(comment: str) -> Directive | None:
    """Return what a comment asks for, or None where it asks for nothing that is known.

    Args:
        comment: The text of a comment of HTML, without its marks: `kdcat: no papers`;
            `kdcat: layout table title=1 venue=2` with columns from 1, each `title`, `authors`,
            `venue`, `year`, `date`, `paper`, `code` or `project`; `kdcat: layout FORM` with `bold`,
            `link`, `quotes`, `key`, `first`, `after-authors` or `italics`.
    """
    found = _DIRECTIVE.fullmatch(comment)
    if not found:
        return None
    words = found["said"].lower().split()
    if words == ["no", "papers"]:
        return Directive(papers=False)
    if words[:1] != ["layout"] or len(words) < 2:
        return None
    if words[1] == "table":
        columns = _columns(words[2:])
        return Directive(columns=columns) if columns else None
    form = _FORMS.get(words[1])
    return Directive(form=form) if form and len(words) == 2 else None


def directives(html: str) -> list[Directive]:
    """Return what the comments in raw HTML ask for."""
    return [asked for comment in _comments(html) if (asked := directive(comment)) is not None]


def _comments(html: str) -> Iterator[str]:
    end = 0
    while (start := html.find("<!--", end)) >= 0:
        end = html.find("-->", start + 4)
        if end < 0:
            # Nor does any that opens behind it.
            return
        yield html[start + 4 : end]


def _columns(words: list[str]) -> Columns | None:
    numbers: dict[int, Role] = {}
    for word in words:
        name, _, number = word.partition("=")
        if name not in _ROLES or not number.isdecimal() or not 1 <= int(number) <= _MOST_COLUMNS:
            return None
        numbers[int(number) - 1] = _ROLES[name]
    title = next((at for at, role in numbers.items() if role == "title"), None)
    if title is None:
        return None
    roles = tuple(numbers.get(at, "other") for at in range(max(numbers) + 1))
    # Few lists ask for it, and what reads columns takes long to load.
    from kdcat.layouts.columns import Columns

    return Columns(title, roles, ())


_MOST_COLUMNS = 100

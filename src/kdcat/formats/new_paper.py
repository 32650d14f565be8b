"""A paper that is to be added to a catalog, made of words from outside."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import address, arxiv_id, doi
from kdcat.errors import KdcatError
from kdcat.paper import LEVELS, Paper
from kdcat.printable import printable
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping


def new_paper(
    title: str,
    venue: str | None = None,
    year: int | None = None,
    modality: str | None = None,
    task: str | None = None,
    subtask: str | None = None,
    paper_url: str | None = None,
    code_url: str | None = None,
    *,
    authors: str | None = None,
    date: str | None = None,
    project_url: str | None = None,
) -> Paper:
    """Return a paper as it is to be listed: a `Paper` that stands nowhere yet.

    Args:
        title: The title as it is to be rendered. White space in it is made one space, here and in
            all other text.
        venue: The venue as it is to be written.
        year: 1900 to 2099.
        modality: The section, by its name or by what `find_sections` takes for it; so for the next.
        task: The section in it.
        subtask: The section in that.
        paper_url: The absolute http or https address of the paper.
        code_url: The one of its code.
        authors: The authors as they are to be written.
        date: When it appeared, `2023-10` or `2023-10-18`; the year follows from it.
        project_url: The address of the project's page.

    Raises:
        KdcatError: A text has control characters, an address is none, or the date is none or
            of another year.
    """
    clean = _cleaned(
        title=title, venue=venue, modality=modality, task=task, subtask=subtask, authors=authors
    )
    if not clean["title"]:
        raise KdcatError("a paper without a title cannot be added")
    _check(clean["title"], paper_url=paper_url, code_url=code_url, project_url=project_url)
    return Paper(
        id="", title=clean["title"], venue=None, venue_raw=clean["venue"], year=_year(year, date),
        modality=clean["modality"], task=clean["task"], subtask=clean["subtask"],
        paper_url=paper_url, code_url=code_url,
        doi=doi(paper_url or "") or doi(code_url or ""),
        arxiv_id=arxiv_id(paper_url or "") or arxiv_id(code_url or ""), catalog="", line=0,
        authors=clean["authors"], date=date, project_url=project_url,
    )  # fmt: skip


def _cleaned(**texts: str | None) -> dict[str, str | None]:
    return {name: _clean(name, text) for name, text in texts.items()}


def _check(title: str, **addresses: str | None) -> None:
    for name, url in addresses.items():
        if url is not None and address(url) != url:
            raise KdcatError(
                f"{printable(title)}: the {name} {printable(url)!r} is not an absolute "
                "http or https address"
            )


def _year(year: int | None, date: str | None) -> int | None:
    """The year that is meant by a year and a date."""
    if date is None:
        return year
    if not _DATE.fullmatch(date):
        raise KdcatError(f"the date {printable(date)!r} is not like 2023-10 or 2023-10-18")
    if year not in (None, int(date[:4])):
        raise KdcatError(f"the date {date} is not in the year {year}")
    return int(date[:4])


_DATE = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")


def _clean(name: str, text: str | None) -> str | None:
    """The text on one line, None if it is empty."""
    if text is None:
        return None
    line = one_line(text)
    if printable(line) != line:
        raise KdcatError(f"the {name} {printable(line)!r} has control characters")
    return line or None


# What the catalog says; the other keys of a paper follow from these and are passed over.
_TEXTS = ("title", "venue", *LEVELS, "paper_url", "code_url", "authors")


def paper_said(place: str, said: Mapping[str, object], section: tuple[str | None, ...]) -> Paper:
    """Return a paper of a file from elsewhere as it is to be listed.

    Args:
        place: Where the file says it, for messages.
        said: Its values by the fields of a `Paper`; others than those the catalog says are passed
            over.
        section: The modality, task and subtask, whatever the file says of them.

    Raises:
        KdcatError: A value is not what the field holds, or there is no title.
    """
    texts: dict[str, str | None] = {}
    for key in _TEXTS:
        # The venue as written, where it is told apart from its canonical name.
        value = said.get("venue_raw") or said.get("venue") if key == "venue" else said.get(key)
        if value is not None and not isinstance(value, str):
            raise KdcatError(f"{place}: {key} is not text: {_short(value)}")
        texts[key] = value
    if not (texts["title"] or "").strip():
        raise KdcatError(f"{place}: no title")
    year = said.get("year")
    if isinstance(year, str) and re.fullmatch(r"[0-9]{4}", year):
        year = int(year)
    if year is not None and (
        not isinstance(year, int) or isinstance(year, bool) or not 1900 <= year <= 2099
    ):
        raise KdcatError(f"{place}: year is not a year: {_short(year)}")
    if any(section):
        texts.update(zip(LEVELS, section, strict=True))
    try:
        return new_paper(year=year, **{key: value for key, value in texts.items() if value})
    except KdcatError as error:
        raise KdcatError(f"{place}: {error}") from None


_LONGEST_SHOWN = 60


def _short(value: object) -> str:
    """A value as JSON, or as much of it as a message has room for."""
    written = json.dumps(value)
    return written if len(written) <= _LONGEST_SHOWN else f"{written[:_LONGEST_SHOWN]}..."

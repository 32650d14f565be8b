"""What a row of a table says, once it is known what its columns hold."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from kdcat.layouts.dates import dates, years
from kdcat.layouts.names import citation
from kdcat.layouts.readings import Ways
from kdcat.layouts.roles import address_role, is_download, label_role, says_nothing
from kdcat.layouts.venues import KNOWN, SAID, is_date, venue_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.cells import Cell
    from kdcat.layouts.columns import Columns, Role
    from kdcat.layouts.readings import Reading
    from kdcat.layouts.said import Said
    from kdcat.layouts.tally import Tally


def column_written_once(sample: Sequence[Sequence[Cell]], layout: Columns) -> int | None:
    """Return the column in which a date is written once, above the rows that it is of; else None.

    Where one is written twice in a row, an empty cell says nothing.

    Args:
        sample: The cells of the first rows, the header not among them.
        layout: What the columns hold.
    """
    if "date" not in layout.roles:
        return None
    at = layout.roles.index("date")
    said = [row[at].text if at < len(row) else "" for row in sample]
    if not said or not said[0] or all(said):
        return None
    return at if all(one != other or not one for one, other in pairwise(said)) else None


def row_reading(row: Sequence[Cell], layout: Columns, tally: Tally) -> Reading | None:
    """Return what a row says under a layout of its table, or None where it has no title.

    Args:
        row: The cells.
        layout: What the columns hold.
        tally: How the titles of the rows before were set apart.
    """
    if layout.title >= len(row):
        return None
    best = _title_reading(row[layout.title], tally)
    if best is None:
        return None
    told = best.said
    # Those of all cells are put together once: a row may have as many as it likes.
    others = list(told.links)
    for at, cell in enumerate(row):
        if at == layout.title or not (cell.text or cell.flat.targets):
            continue
        role = layout.roles[at] if at < len(layout.roles) else "other"
        header = layout.labels[at] if at < len(layout.labels) else ""
        told = _with_links(_with(told, role, cell), role, cell, header, others)
    return best._replace(form="table", said=told._replace(links=tuple(others)))


def _title_reading(cell: Cell, tally: Tally) -> Reading | None:
    ways = Ways(cell.flat, 0, len(cell.flat.text))
    favourite = tally.favourite()
    if favourite is not None:
        alone = ways.reading(favourite)
        if alone is not None and tally.fits(alone):
            return alone
    best = max(ways.readings(), key=lambda reading: reading.score, default=None)
    tally.note(best)
    return best


def _with(told: Said, role: Role, cell: Cell) -> Said:
    """Add what a cell says; what the title's cell said of the same stands, but for its venue."""
    text = cell.text.strip(" -–—/*")  # noqa: RUF001
    if not text:
        return told
    if role == "authors":
        return told._replace(authors=told.authors or text)
    if role == "citation" and (cited := citation(cell.flat.targets[0].label)):
        told = told._replace(authors=told.authors or cited.names, year=told.year or cited.year)
    elif role == "venue":
        told = _with_venue(told, text, labelled=bool(cell.flat.targets))
    elif role == "date":
        told = _with_date(told, text)
    badge = _BADGE.search(text) if role in ("other", "date") and told.venue is None else None
    if badge and (found := venue_in(badge[1])):
        year = told.year or found.year
        told = told._replace(venue=found.venue, venue_rank=found.rank, year=year)
    return told


# In a column of venues, `Ubicomp24`.
_FUSED = re.compile(r"([A-Za-z]{3,})[-' ]?([012]\d)(?!\d)")
_BADGE = re.compile(r"\[([^\[\]]{3,40})\]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_VENUE = 80


def _with_venue(told: Said, text: str, *, labelled: bool) -> Said:
    found = venue_in(text)
    if found is None and labelled and label_role(text) is not None:
        # A column of sources may hold nothing but the label of a link: `[Paper](URL)`.
        return told
    venue = None if is_date(text) or len(text) >= _LONGEST_VENUE else text
    numbers = dates(text) or years(text)
    if not found and not numbers and (fused := _FUSED.match(text)):
        venue, numbers = fused[1] + text[fused.end() :], years(f"'{fused[2]}")
    year = numbers[-1].year if numbers else None
    if found:
        venue, year = found.venue, found.year or year
    if venue is None:
        return told._replace(year=year or told.year)
    rank = found.rank if found else SAID
    return told._replace(venue=venue, venue_rank=rank, year=year or told.year)


def _with_date(told: Said, text: str) -> Said:
    written = dates(text)
    numbers = written or years(text)
    if numbers:
        beside_venue = told.year if told.venue else None
        date = told.date or (written[0].iso if written else None)
        told = told._replace(year=beside_venue or numbers[0].year, date=date)
    found = venue_in(_YEAR.sub("", text)) if told.venue is None else None
    if found and found.rank == KNOWN:
        told = told._replace(venue=found.venue, venue_rank=KNOWN)
    return told


def _with_links(
    told: Said, role: Role, cell: Cell, header: str, others: list[tuple[str, str]]
) -> Said:
    """Add the links of a cell; those that are no field's go to the others."""
    for target in cell.flat.targets:
        url = target.destination
        if not url.lower().startswith(("http://", "https://")):
            continue
        meant: str | None = target.role
        own = label_role(target.label) if not says_nothing(target.label) else None
        if own is None and role in ("paper", "code", "project"):
            # What a column of links has for download may be a model.
            meant = "other" if role == "paper" and is_download(url) else role
        elif own is None and meant is None:
            meant = address_role(url) or ("paper" if role in ("venue", "citation") else None)
        if meant == "paper" and (told.paper_url is None or _better(told, role)):
            told = told._replace(paper_url=url, paper_labelled=True)
        elif meant == "code" and told.code_url is None:
            told = told._replace(code_url=url)
        elif meant == "project" and told.project_url is None:
            told = told._replace(project_url=url)
        else:
            others.append((target.label or header, url))
    return told


def _better(told: Said, role: Role) -> bool:
    """Whether a column of papers says better where the paper is than the title's link."""
    assert told.paper_url is not None
    return role == "paper" and not told.paper_labelled and address_role(told.paper_url) != "paper"

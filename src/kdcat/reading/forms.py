"""How a catalog was read: the form of each section, what was left out, and how sure that is."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kdcat.layouts.description import HOME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.reading.catalog import Catalog
    from kdcat.reading.page import Form, Skipped

_MOST_LINES = 8


def forms(catalog: Catalog) -> list[Form]:
    """Return the form of each section that holds papers, in the order of the file."""
    if catalog.listing is not None:
        return catalog.listing.forms
    from kdcat.reading.page import Form

    found = []
    for sections, group in groupby(catalog.listings, key=lambda listing: listing.sections):
        blocks = [listing.block for listing in group]
        end = blocks[-1].end_line
        found.append(Form(blocks[0].line, end, sections, HOME, len(blocks), ()))
    return found


def skipped(catalog: Catalog) -> list[Skipped]:
    """Return what looks like an entry and was not read as one, in the order of the file."""
    if catalog.listing is not None:
        return catalog.listing.skipped
    from kdcat.reading.page import Skipped

    return sorted(Skipped(*unread) for unread in (*catalog.unread, *catalog.marked))


def alike(catalog: Catalog) -> float:
    """Return the share of the papers that were read as those around them, from 0 to 1.

    In the home form all are, for it is known by itself.
    """
    return catalog.listing.alike if catalog.listing is not None else 1.0


def section_of(form: Form) -> str:
    """Return the section of a form with those that it stands in, outermost first."""
    return " / ".join(form.sections) or "no section"


def numbers(lines: Sequence[int]) -> str:
    """Return the numbers of lines; of many the first ones, and how many more there are."""
    more = len(lines) - _MOST_LINES
    shown = ", ".join(map(str, lines[:_MOST_LINES]))
    return shown + (f" and {more} more" if more > 0 else "")

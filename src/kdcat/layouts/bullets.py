"""Entries of one bullet: the ways of writing them, one recogniser each.

A recogniser is a function from the runs of a block to its parts, or None where the block is not
written so. What a reader of the rendered page would say is the measure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.bibliography.addresses import address
from kdcat.layouts.fields import SEPARATORS, YEAR_AT_END, YEAR_INSIDE
from kdcat.layouts.labels import label_name, labels_as_text
from kdcat.layouts.runs import Run, ends_text, is_labelled, text_before_links

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORTCODE = re.compile(r":[\w+-]+:")


class Parts(NamedTuple):
    """The parts of an entry."""

    way: Literal["bold", "linked", "plain"]
    """How its title is told from the rest."""
    title: str
    """As rendered, white space and separators around it included."""
    title_runs: Sequence[Run]
    """The runs of a title in bold, and of what joins them; the run of a linked title."""
    title_link: str | None
    """Where the title itself links to."""
    rest: Sequence[Run]
    """The fields and the links behind the title."""


def bold_title(runs: Sequence[Run]) -> Parts | None:
    """`**TITLE**, VENUE YEAR, [ :link: ](URL) [ :octocat: ](URL)`, the form of the catalog.

    `**A** : **B**` is one title, `A : B`. The title may be a link itself.
    """
    start = 0
    for run in runs:
        if run.strong and run.text.strip():
            break
        if not _is_ornament(run):
            return None
        start += 1
    else:
        return None
    end = start + 1
    while end < len(runs):
        if runs[end].strong:
            end += 1
        elif runs[end].text.strip() == ":" and _goes_on(runs[end + 1 : end + 2]):
            end += 2
        else:
            break
    title_runs, rest = runs[start:end], runs[end:]
    title = "".join([run.text for run in title_runs])
    if not _tells_title(title, rest):
        return None
    links = [run.destination for run in title_runs if run.destination]
    return Parts("bold", title, title_runs, links[0] if links else None, rest)


def _tells_title(title: str, rest: Sequence[Run]) -> bool:
    """Whether a beginning in bold is a title: a sentence that begins in bold is prose."""
    if any(map(ends_text, rest)):
        return True
    # A title is followed by a separator or by nothing.
    after = "".join([run.text for run in rest]).lstrip()
    if after and after[0] not in ",.;:|-–—(":  # noqa: RUF001
        return False
    # So are words before a colon, unless a comma says that more of an entry could follow.
    if title.rstrip().endswith(":") and not after.startswith(","):
        return False
    ends_in_year = YEAR_AT_END.search(after.rstrip(SEPARATORS))
    return not (after and after[0] in ":-–—" and not ends_in_year)  # noqa: RUF001


def _goes_on(following: Sequence[Run]) -> bool:
    """Whether a title goes on behind a colon, in bold."""
    return any(run.strong and not is_labelled(run) for run in following)


def linked_title(runs: Sequence[Run]) -> Parts | None:
    """`[TITLE](URL), VENUE YEAR [code](URL)`: the title is the link to the paper."""
    shown = [run for run in runs if run.text.strip()]
    if not shown or shown[0].destination is None or is_labelled(shown[0]):
        return None
    title, rest = shown[0], shown[1:]
    if address(title.destination) is None:
        return None
    if not any(map(ends_text, rest)) and not YEAR_INSIDE.search("".join(run.text for run in rest)):
        return None
    return Parts("linked", title.text, [title], title.destination, rest)


def plain_title(runs: Sequence[Run]) -> Parts | None:
    """`TITLE, VENUE YEAR, [ :link: ](URL)`: the stars around the title were forgotten."""
    end = next((number for number, run in enumerate(runs) if ends_text(run)), None)
    if end is None or not (text := text_before_links(runs)).strip():
        return None
    head, comma, fields = text.rstrip(SEPARATORS).rpartition(",")
    if not (comma and YEAR_INSIDE.search(fields)):
        head, fields = text, ""
    first = runs[end]
    if not is_labelled(first) and (label := next(labels_as_text(first.text), None)):
        # What stands before a label that is no link is said already.
        first = Run(first.text[label.start() :], first.strong, first.destination)
    return Parts("plain", head, (), None, [Run(fields, False, None), first, *runs[end + 1 :]])


def _is_ornament(run: Run) -> bool:
    """An emoji or a mark before the title says nothing of the paper."""
    return not run.destination and not any(
        letter.isalnum() for letter in _SHORTCODE.sub("", run.text)
    )


def destination(rest: Sequence[Run], labels: frozenset[str]) -> str | None:
    """Return the first destination under one of the labels that is an address; else the first."""
    destinations = [
        run.destination
        for run in rest
        if run.destination is not None and label_name(run.text) in labels
    ]
    if len(destinations) < 2:
        return destinations[0] if destinations else None
    return next((written for written in destinations if address(written)), destinations[0])

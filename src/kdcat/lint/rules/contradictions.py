"""Rules about entries that the address of their paper contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.editing.edit import Edit
from kdcat.lint.problem import WARNING, Finding
from kdcat.lint.rule import Rule, example
from kdcat.lint.rules.venues import venue_conflict
from kdcat.lint.rules.years import year_conflict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.lint.checked_document import CheckedDocument


def year_vs_url(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        conflict = year_conflict(entry)
        # Where the address is of another venue too, `venue-vs-url` says both.
        if conflict and not venue_conflict(entry):
            message, wanted = conflict
            edits = (Edit(*entry.year, wanted),) if wanted and entry.year else ()
            yield Finding(*entry.span, message, wanted, unsafe=edits)


YEAR_VS_URL = Rule(
    name="year-vs-url",
    severity="error",
    fixable="unsafe",
    check=year_vs_url,
    what="The address of the paper says another year.",
    why=(
        "Proceedings carry their year in the address; one of the two is wrong. Of a registration "
        "year (Elsevier, Springer) only an earlier year is reported."
    ),
    wrong=example("""
        * **Alpha**, NeurIPS 2025, [ :link: ](https://proceedings.neurips.cc/paper_files/paper/2024/hash/b7-Abstract-Conference.html)
        """),
    right=example("""
        * **Alpha**, NeurIPS 2024, [ :link: ](https://proceedings.neurips.cc/paper_files/paper/2024/hash/b7-Abstract-Conference.html)
        """),
    changes=("year",),
)


def venue_vs_url(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        conflict = venue_conflict(entry)
        if not conflict:
            continue
        message, wanted, severity = conflict
        if in_year := year_conflict(entry):
            yield Finding(
                *entry.span,
                f"{message}; {in_year[0]}: is it the address of another paper?",
                severity=severity,
            )
            continue
        edits = (Edit(*entry.venue, wanted),) if wanted and entry.venue else ()
        yield Finding(*entry.span, message, wanted, unsafe=edits, severity=severity)


VENUE_VS_URL = Rule(
    name="venue-vs-url",
    severity="error",
    fixable="unsafe",
    check=venue_vs_url,
    what="The address of the paper is of another venue.",
    why="One of the two is wrong. Workshops or Findings under the main venue's name are a warning.",
    wrong=example("""
        * **Alpha**, CVPR 2021, [ :link: ](https://openaccess.thecvf.com/content/ICCV2021/html/Li_Alpha_ICCV_2021_paper.html)
        """),
    right=example("""
        * **Alpha**, ICCV 2021, [ :link: ](https://openaccess.thecvf.com/content/ICCV2021/html/Li_Alpha_ICCV_2021_paper.html)
        """),
    changes=("venue", "venue_raw"),
    also=(WARNING,),
)

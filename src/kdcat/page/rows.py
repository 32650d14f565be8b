"""The papers of a page as its rows, each fact once, and the facts that many rows share.

What a row says is what a reader sees in it. Only what follows from nothing seen is beside it: the
key of the paper, its identifiers, and where the usual reading of a name would be another.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.venues import find
from kdcat.bibliography.works import listings
from kdcat.formats.bibtex import author_field, commands, latex, of_publication
from kdcat.formats.citations import reference_kind, references
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kdcat.bibliography.names import Authors
    from kdcat.formats.citations import Reference
    from kdcat.paper import Paper

_BUNDLED = "kdcat:"
"""What the name of the catalog that comes with kdcat begins with."""


class Row(NamedTuple):
    """One entry of the list, as the page shows it. No text in it has control characters."""

    key: str
    """The id of the paper."""
    title: str
    authors: str | None
    venue: str | None
    """The short name, or the venue as written where none is known."""
    year: int | None
    date: str | None
    paper_url: str | None
    links: tuple[tuple[str, str], ...]
    """What each of the other links leads to, `Code` first, and its address."""
    line: int
    """The line of the file on which the entry begins."""
    doi: str | None
    arxiv_id: str | None
    authors_field: str | None
    """The authors as BibTeX has them, where they are not read as `plain_authors` reads them."""
    venue_field: str | None
    """The venue as a bibliography names it, where the short name stands for another one."""
    kind: str | None
    """The kind of the venue, where its name does not tell it."""
    publication: str | None
    """Volume, pages and the like as BibTeX has them, a field on each line."""
    same_as: int | None
    """The place of the first row of the same paper; None of that row itself."""


class Group(NamedTuple):
    """Rows beneath each other that stand in one section."""

    file: str
    """The file, as `file_names` calls it."""
    sections: tuple[str, ...]
    """The names of the sections, outermost first; none where it has none."""
    rows: tuple[Row, ...]


def groups(papers: Sequence[Paper]) -> list[Group]:
    """Return the entries as the list has them: those of one section side by side in a group.

    Args:
        papers: The entries, in the order of the list.
    """
    first = _first_of_same(papers)
    files = file_names(papers)
    rows = [_row(paper, same) for paper, same in zip(papers, first, strict=True)]
    found = []
    sides = zip(papers, rows, strict=True)
    for (file, sections), side in groupby(sides, lambda pair: (pair[0].catalog, pair[0].sections)):
        names = tuple(map(printable, sections))
        found.append(Group(files[file], names, tuple([row for _, row in side])))
    return found


def file_names(papers: Sequence[Paper]) -> dict[str, str]:
    """Return what a page calls the files of its papers, by their names as given.

    A page is for others, who need not know in which folders of this machine they lie: what all of
    them have in common goes.
    """
    given = list(dict.fromkeys(paper.catalog for paper in papers))
    paths = [PurePath(name.removeprefix(_BUNDLED)).parts for name in given]
    common = 0
    while (
        all(len(parts) > common + 1 for parts in paths)
        and len({p[: common + 1] for p in paths}) == 1
    ):
        common += 1
    shown = (
        "standard input" if name == "-" else "/".join(parts[common:])
        for name, parts in zip(given, paths, strict=True)
    )
    return dict(zip(given, map(printable, shown), strict=True))


def venue_facts(papers: Sequence[Paper]) -> dict[str, tuple[str, str]]:
    """Return for each known venue, by the name that the rows have, its kind and its full name.

    Args:
        papers: The entries.
    """
    facts: dict[str, tuple[str, str]] = {}
    written = [one for paper in papers for one in (paper.told_venue, paper.venue_raw) if one]
    if any(paper.arxiv_id and not paper.venue_raw for paper in papers):
        # A bibliography says that of what has a number there and no venue.
        written.append("arXiv")
    for name in dict.fromkeys(written):
        venue = find(name)
        if venue and (name == venue.name or venue.name not in facts):
            facts[printable(venue.name)] = (reference_kind(venue), venue.full_name)
    return facts


def latex_commands(papers: Sequence[Paper]) -> dict[str, str]:
    """Return the commands of LaTeX for the characters of the papers that need one."""
    texts = [
        text
        for paper in papers
        for text in (
            *(paper.title, paper.told_authors, paper.venue_raw, paper.told_venue),
            *paper.sections,
        )
        if text
    ]
    texts += [full_name for _, full_name in venue_facts(papers).values()]
    return commands(map(printable, texts))


def plain_authors(text: str) -> str:
    """Return authors as BibTeX has them, read in the simplest way; the page reads them so too.

    Names stand between commas, the last behind `and`; of each the last word is the family name.
    """
    names = text.replace(" and ", ", ").replace(",,", ",").split(", ")
    read = []
    for name in names:
        given, _, family = name.rpartition(" ")
        read.append(f"{family}, {given}" if given else family)
    return " and ".join(read)


def _row(paper: Paper, same_as: int | None) -> Row:
    (reference,) = references([paper])
    authors = printable(paper.told_authors) if paper.told_authors else None
    venue = printable(paper.told_venue) if paper.told_venue else None
    venue_field, kind = _venue_facts(paper, venue, reference)
    links = [("Code", paper.code_url), ("Project", paper.project_url)]
    links += [(label, address) for label, address in paper.links]
    return Row(
        paper.id,
        printable(paper.title),
        authors,
        venue,
        paper.told_year,
        paper.date,
        _shown(paper.paper_url),
        tuple([(printable(label), address) for label, url in links if (address := _shown(url))]),
        paper.line,
        reference.doi,
        reference.arxiv_id,
        _authors_field(authors, reference.authors),
        venue_field,
        kind,
        "\n".join(f"{name} {value}" for name, value in of_publication(reference)) or None,
        same_as,
    )


def _shown(url: str | None) -> str | None:
    return None if url is None else printable(url)


def _authors_field(written: str | None, authors: Authors) -> str | None:
    field = author_field(authors)
    return None if field == latex(plain_authors(written or "")) else field


def _venue_facts(
    paper: Paper, shown: str | None, reference: Reference
) -> tuple[str | None, str | None]:
    """The venue of a bibliography and its kind, where what the row shows says another."""
    read = _written_otherwise(paper) or shown or ("arXiv" if reference.arxiv_id else None)
    venue = find(read) if read else None
    name = venue.full_name if venue else read
    field = _written_otherwise(paper) if name == reference.venue else reference.venue
    kind = reference_kind(find(field) if field else venue)
    return field, None if kind == reference.kind else reference.kind


def _written_otherwise(paper: Paper) -> str | None:
    if paper.venue_raw is None or paper.venue_raw == paper.venue:
        return None
    meant = find(paper.venue_raw)
    return None if meant and meant == find(paper.venue or "") else printable(paper.venue_raw)


def _first_of_same(papers: Sequence[Paper]) -> Iterator[int | None]:
    """For each entry the place of the first of the same paper; None for that itself."""
    places = {id(paper): place for place, paper in enumerate(papers)}
    first: list[int | None] = [None] * len(papers)
    for listing in listings(papers):
        for paper in listing[1:]:
            first[places[id(paper)]] = places[id(listing[0])]
    yield from first

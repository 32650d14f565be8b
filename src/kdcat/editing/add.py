"""Papers added to a catalog in its own style: where their entries go, and how they are written.

Adding only inserts lines. What comes out is read back, and is the papers asked for beside all
those that were there, or nothing comes out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import arxiv_id, doi, parts, same_url
from kdcat.bibliography.works import folded
from kdcat.editing.edit import edits_of
from kdcat.editing.groups import groups_in
from kdcat.editing.read_back import read_back
from kdcat.editing.sections import (
    GROUP,
    named_section,
    section_at,
    section_of,
    sections_of,
)
from kdcat.editing.style import is_home_style, usual_style
from kdcat.errors import KdcatError
from kdcat.layouts.line import entry_line
from kdcat.layouts.once import parsed_once
from kdcat.paper import LEVELS, Paper
from kdcat.reading.ids import id_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kdcat.editing.edit import Edit
    from kdcat.editing.sections import NewSections, Path, Sections
    from kdcat.layouts.line import Style
    from kdcat.reading.catalog import Catalog


class Listed(NamedTuple):
    """A paper asked for that is there already."""

    asked: Paper
    there: Paper
    """The entry that lists it; of those asked for before it, one whose line is 0."""
    by: str
    """What the two have in common: `title`, `address`, `arXiv id` or `DOI`."""


def already_listed(papers: Iterable[Paper], wanted: Iterable[Paper]) -> list[Listed]:
    """Return those of the papers wanted that are listed, or that are wanted twice.

    Args:
        papers: The papers of the catalog.
        wanted: Papers as `new_paper` gives them.
    """
    names_wanted = [(paper, list(_names(paper))) for paper in wanted]
    shared_by = _Shared(paper for paper, _ in names_wanted)
    known: dict[tuple[str, str], Paper] = {}
    for paper in papers:
        if shared_by.may_be(paper):
            for name in _names(paper):
                known.setdefault(name, paper)
    listed = []
    for paper, names in names_wanted:
        if shared := next((name for name in names if name in known), None):
            listed.append(Listed(paper, known[shared], shared[0]))
        for name in names:
            known.setdefault(name, paper)
    return listed


def _names(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", folded(paper.title)
    if paper.arxiv_id:
        yield "arXiv id", paper.arxiv_id
    if paper.doi:
        yield "DOI", paper.doi
    if paper.paper_url:
        yield "address", same_url(paper.paper_url)


class _Shared:
    """What entries must have to share a name with any of some papers, seen without their names.

    To make all names of all entries takes as long as a fifth of reading the list.
    """

    def __init__(self, wanted: Iterable[Paper]) -> None:
        self._ids: set[str] = set()
        self._identifiers: set[str | None] = set()
        self._hosts: set[str] = set()
        for paper in wanted:
            # One of a title: what is equal folded has one id.
            self._ids.add(id_of(paper.title))
            self._identifiers |= {paper.arxiv_id, paper.doi}
            if url := paper.paper_url:
                if identifier := arxiv_id(url) or doi(url):
                    self._identifiers.add(identifier)
                else:
                    self._hosts.add(parts(url).host)
        self._identifiers.discard(None)

    def may_be(self, paper: Paper) -> bool:
        """Return whether an entry may share a name: a title, an identifier, or an address.

        Two addresses of one thing carry one identifier; without any, they are on one host.
        """
        return (
            paper.id in self._ids
            or paper.arxiv_id in self._identifiers
            or paper.doi in self._identifiers
            or (paper.paper_url is not None and parts(paper.paper_url).host in self._hosts)
        )


class Addition(NamedTuple):
    """Papers listed in a catalog."""

    edits: list[Edit]
    """The insertions that list them."""
    catalog: Catalog
    """The catalog as it is read with the insertions made."""
    untold: list[tuple[Paper, tuple[str, ...]]]
    """Papers of which the form of the entries has no place for some fields, and which."""


# The form of each entry is asked for, where it stands, and what it says when the page is read back.
@parsed_once()
def add(catalog: Catalog, papers: Sequence[Paper], new_sections: bool = False) -> Addition:
    """Return the insertions that list papers in a catalog, in its own style, and what they make.

    An entry goes into its section by year if the section is sorted so, else to the end, and below
    no heading that is not its own. Whether it is listed already is not asked: see `already_listed`.

    Args:
        catalog: The catalog.
        papers: The papers, as `new_paper` gives them.
        new_sections: Make the sections that are missing, in the table of contents too.

    Raises:
        UsageError: There is no such section, or several; the message says what there is.
        KdcatError: A paper cannot be written so that it is read as asked.
    """
    sections = sections_of(catalog)
    new: NewSections = {}
    by_section: dict[Path, list[Paper]] = {}
    for paper in papers:
        path = section_of(sections, paper, new, new_sections)
        by_section.setdefault(path, []).append(in_section(paper, path))
    # Most of what is refused is refused by now, and how it is written takes a while to load.
    if not _writes_home(catalog):
        from kdcat.editing.alike import as_neighbours

        return Addition(*as_neighbours(sections, by_section, new))
    return _in_home_form(sections, by_section, new)


def _in_home_form(
    sections: Sections, by_section: Mapping[Path, Sequence[Paper]], new: NewSections
) -> Addition:
    """Papers listed in the home form."""
    from kdcat.editing import placement

    catalog = sections.catalog
    style = usual_style(catalog.document, catalog.listings)
    insertions = [
        insertion
        for path, those in by_section.items()
        if path not in new
        for insertion in placement.entries(sections, path, those, style)
    ]
    new_entries = {
        path: [entry_line(paper, _style_in(sections, path, style, new)) for paper in those]
        for path, those in by_section.items()
    }
    insertions += placement.new_sections(sections, new, new_entries)
    edits = edits_of(sections.lines, insertions)
    wanted = [paper for those in by_section.values() for paper in those]
    untold = [(paper, names) for paper in wanted if (names := _beyond_home(paper))]
    return Addition(edits, _as_asked(catalog, edits, wanted), untold)


def _style_in(sections: Sections, path: Path, style: Style, new: NewSections) -> Style:
    """The style in a section: in a new group, as deep as the entries of the one beside it."""
    if new.get(path) != GROUP:
        return style
    entry = groups_in(sections, path[:-1])[-1].entries[0]
    line = sections.lines.content(entry.block.line)
    return style._replace(indent=line[: len(line) - len(line.lstrip(" \t"))])


def in_section(paper: Paper, path: Path) -> Paper:
    """Return a paper as it stands in a section."""
    modality, task, subtask = (*path, None, None, None)[: len(LEVELS)]
    deeper = tuple(path[len(LEVELS) :])
    return paper._replace(modality=modality, task=task, subtask=subtask, deeper=deeper)


_BEYOND_HOME = ("authors", "date", "project_url")


def _beyond_home(paper: Paper) -> tuple[str, ...]:
    """The fields of a paper for which the home form has no place."""
    return tuple(name for name in _BEYOND_HOME if getattr(paper, name) is not None)


def _writes_home(catalog: Catalog) -> bool:
    """Whether entries are written in the home form; so where there is none."""
    if catalog.listing is None:
        return not catalog.listings or is_home_style(catalog.document, catalog.listings)
    return not catalog.listings


def find_section(catalog: Catalog, words: str, may_be_new: bool = False) -> Path:
    """Return the section that a path in words means: `Speech / Recognition`, outermost first.

    Raises:
        UsageError: There is no such section, or several; the message says what there is.
    """
    return section_at(sections_of(catalog), words, may_be_new)


def find_sections(catalog: Catalog, names: Sequence[str]) -> Path:
    """Return the section that is meant by names, outermost first.

    A name is meant by itself, whatever its case, by the acronym in its brackets, or by whole words.

    Raises:
        UsageError: There is no such section, or several; the message says what there is.
    """
    return named_section(sections_of(catalog), names, {})


_SAID = ("title", "venue_raw", "year", "modality", "task", "subtask", "paper_url", "code_url")


def _as_asked(catalog: Catalog, edits: Sequence[Edit], papers: Sequence[Paper]) -> Catalog:
    """Read what the edits make, and see that it is the papers asked for beside all the others."""
    after, new, lost = read_back(catalog, edits, _facts)
    read = Counter(map(_facts, new))
    wanted = Counter(map(_facts, papers))
    same_unread = [entry.text for entry in after.unread] == [entry.text for entry in catalog.unread]
    if lost is None and read == wanted and same_unread:
        return after
    for paper in papers:
        if not read[_facts(paper)]:
            raise KdcatError(_misread(paper, new))
    raise KdcatError(
        f"{catalog.name}: adding this would change how other entries are read; not done"
    )


def _facts(paper: Paper) -> tuple[object, ...]:
    return tuple(getattr(paper, name) for name in _SAID)


def _misread(paper: Paper, new: Sequence[Paper]) -> str:
    """What is read instead of a paper that cannot be written."""
    same = [other for other in new if other.title == paper.title] or list(new)
    for name in _SAID if same else ():
        meant, read = getattr(paper, name), getattr(same[0], name)
        if meant != read:
            said = "nothing" if read is None else repr(read)
            return (
                f"{paper.title}: the {name} {meant!r} cannot be written: it would be read as {said}"
            )
    return f"{paper.title}: cannot be written so that it is read as one entry"

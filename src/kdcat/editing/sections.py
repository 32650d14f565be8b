"""The sections of a catalog, and which one is meant by names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kdcat.editing.groups import groups_in
from kdcat.errors import KdcatError, UsageError, perhaps
from kdcat.paper import LEVELS
from kdcat.words import plain_words, ways_to_say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog, Listing
    from kdcat.reading.outline import Section
    from kdcat.text import Lines

Path = tuple[str, ...]
"""The names of the sections that something stands in, outermost first."""
NewSections = dict[Path, int]
"""The sections that are to be made, with the levels of their headings, or `GROUP`."""
GROUP = 0
"""The level of a section that is a group without a heading, as those beside it are."""

_DEEPEST_HEADING = 6
_MOST_NAMES = 20
"""Names in the path of a section: as many as headings can stand in one another, each of three."""
_LONGEST_NAME = 1_000
"""Characters of the name of a new section: what is longer is no name, and costs time to write."""
# White space is tried from its first character on alone: from each, its length counts twice.
_BETWEEN = re.compile(r"(?<!\s)\s+/\s+|(?:(?<!\s)\s*|(?<=\s))/\s*$|^\s*/\s*")
# A heading that is one line, perhaps in items and quotes; any other has a line below its text.
_CLOSED_HEADING = re.compile(r"[ \t>]*+(?:(?:[-+*]|\d{1,9}[.)])[ \t>]++)*+#{1,6}(?:[ \t]|$)")


class HeadedSection(NamedTuple):
    """A section that has a heading, and where it ends."""

    path: Path
    heading: Section
    below: int
    """The last line of the heading."""
    own_end: int
    """The last line before the next heading."""
    end: int
    """The last line before the next heading that is not in it."""


class NamesWithin:
    """The names of the sections in a section, and what each is called besides."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names that are there; each once."""
        self.names: dict[str, None] = {}
        self._said: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Add the name of a section that is to be made."""
        self.names[name] = None
        for words in ways_to_say(name):
            self._said[tuple(words)][name] = None

    def meant(self, name: str, by_words: bool) -> list[str]:
        """Return the names that are meant by one, in the first way that fits any."""
        if name in self.names:
            return [name]
        words = plain_words(name)
        if not words:
            return []
        meant = list(self._said.get(tuple(words), ()))
        if meant or not by_words:
            return meant
        return [
            other
            for other in self.names
            if f" {' '.join(words)} " in f" {' '.join(plain_words(other))} "
        ]


@dataclass(frozen=True, eq=False)
class Sections:
    """The sections of a catalog. Groups of a nested list are sections without a heading."""

    catalog: Catalog
    headed: tuple[HeadedSection, ...]
    by_path: dict[Path, list[HeadedSection]]
    """The same by their paths: several may have one."""
    listings: dict[Path, list[Listing]]
    """The entries of each section, those of the sections in it not among them."""
    names: dict[Path, list[str]]
    """The names of the sections in each section."""
    known: dict[Path, NamesWithin]
    """The same, and the names of those to be made, of the sections that were asked about."""

    @property
    def lines(self) -> Lines:
        """The lines of the catalog."""
        return self.catalog.document.lines

    def entries(self, path: Path) -> list[Listing]:
        """Return the entries of a section."""
        return self.listings.get(path, [])

    def own_entries(self, section: HeadedSection) -> list[Listing]:
        """Return the entries below a heading, of several with one name."""
        of_all = self.entries(section.path)
        first = bisect_right(of_all, section.below, key=_line_of)
        return of_all[first : bisect_right(of_all, section.own_end, key=_line_of)]

    def section(self, path: Path) -> HeadedSection | None:
        """Return the section with a heading; of several the first that has entries."""
        same = self.by_path.get(path, [])
        return next(filter(self.own_entries, same), same[0] if same else None)

    def names_in(self, path: Path) -> NamesWithin:
        """Return the names of the sections in a section, those to be made among them."""
        if path not in self.known:
            self.known[path] = NamesWithin(self.names.get(path, ()))
        return self.known[path]


def _line_of(listing: Listing) -> int:
    return listing.block.line


def sections_of(catalog: Catalog) -> Sections:
    """Return the sections of a catalog."""
    headed = _headed(catalog)
    by_path: dict[Path, list[HeadedSection]] = defaultdict(list)
    for section in headed:
        by_path[section.path].append(section)
    listings: dict[Path, list[Listing]] = defaultdict(list)
    for listing in catalog.listings:
        listings[listing.sections].append(listing)
    names: dict[Path, dict[str, None]] = defaultdict(dict)
    for path in (*(section.path for section in headed), *listings):
        for depth, name in enumerate(path):
            names[path[:depth]][name] = None
    return Sections(
        catalog,
        headed,
        dict(by_path),
        dict(listings),
        {path: list(inner) for path, inner in names.items()},
        {},
    )


def _headed(catalog: Catalog) -> tuple[HeadedSection, ...]:
    document = catalog.document
    # A heading may be the title of a paper, and is no section then.
    titles = {listing.block.line for listing in catalog.listings}
    headings = [section for section in document.sections if section.line not in titles]
    ends: dict[int, int] = {}
    paths: list[Path] = []
    around: list[Section] = []
    for heading in headings:
        while around and around[-1].level >= heading.level:
            ends[around.pop().line] = heading.line - 1
        around.append(heading)
        paths.append(tuple(section.text for section in around))
    last = len(document.lines)
    ends_of_texts = {
        block.line: block.end_line for block in document.but_items if block.kind == "heading"
    }
    own_ends = [*(heading.line - 1 for heading in headings[1:]), last]
    return tuple(
        HeadedSection(
            path,
            heading,
            _last_line(document.lines, heading.line, ends_of_texts[heading.line]),
            own_end,
            ends.get(heading.line, last),
        )
        for heading, path, own_end in zip(headings, paths, own_ends, strict=False)
    )


def _last_line(lines: Lines, line: int, end_of_text: int) -> int:
    """The last line of a heading that begins on a line, and whose text ends before another."""
    return line if _CLOSED_HEADING.match(lines.content(line)) else end_of_text


# Sections by name.


def section_of(
    sections: Sections, paper: Paper, new: NewSections, may_be_new: bool = False
) -> Path:
    """Return the section that a paper goes to; one that is to be made is added to the new ones.

    Raises:
        UsageError: There is no such section, or several; the message says what there is.
        KdcatError: The section has no place.
    """
    names = [getattr(paper, level) for level in LEVELS] + list(paper.deeper)
    given = [name for name in names if name]
    if given != names[: len(given)]:
        missing = LEVELS[names.index(None)]
        raise UsageError(f"{paper.title}: a section in no {missing}: name the {missing} too")
    if not given and sections.names_in(()).names:
        raise UsageError(f"{paper.title}: no modality; {_known(sections, ())}")
    return named_section(sections, given, new, may_be_new)


def named_section(
    sections: Sections, names: Sequence[str], new: NewSections, may_be_new: bool = False
) -> Path:
    """Return the section that names mean, outermost first; one to be made is added to the new.

    A name is meant by itself, whatever its case, by the acronym in its brackets, or, where no
    section may be new, by whole words.

    Raises:
        UsageError: There is no such section, or several; the message says what there is.
        KdcatError: The section has no place.
    """
    path: Path = ()
    for name in names:
        known = sections.names_in(path)
        meant = known.meant(name, by_words=not may_be_new)
        if len(meant) > 1:
            raise UsageError(f"{_level(path)} {name!r} could be {' or '.join(meant)}")
        if not meant and not may_be_new:
            raise UsageError(
                f"{sections.catalog.name}: no {_level(path)} {name!r}"
                f"{' in ' + ' / '.join(path) if path else ''}{perhaps(name, list(known.names))}; "
                f"{_known(sections, path)}; --new-section makes it"
            )
        if not meant and len(name) > _LONGEST_NAME:
            raise UsageError(
                f"the name of a new {_level(path)} has more than {_LONGEST_NAME:,} characters"
            )
        if not meant:
            new[(*path, name)] = _new_level(sections, path, name, new)
            known.add(name)
        path = (*path, *(meant or [name]))
    return path


def _level(path: Path) -> str:
    """What a section in a section is called."""
    return LEVELS[len(path)] if len(path) < len(LEVELS) else "section"


def section_at(sections: Sections, words: str, may_be_new: bool = False) -> Path:
    """Return the section that a path in words means: `Speech / Recognition`, outermost first.

    The longest name that fits is taken first, so that `Segmentation / Detection` may be one; what
    stands once may stand without the sections around it.

    Args:
        sections: The sections of the catalog.
        words: Names with ` / ` between them.
        may_be_new: Whether the last names may be of sections that are not there.

    Raises:
        UsageError: There is no such section, or several; the message says what there is.
    """
    names = [name.strip() for name in _BETWEEN.split(words)]
    names = [name for name in names if name]
    if not names:
        raise UsageError("--section names no section")
    if len(names) > _MOST_NAMES:
        raise UsageError(f"--section has more than {_MOST_NAMES} names with ` / ` between them")
    if path := _known_path(sections, words, names):
        return path
    if may_be_new:
        for known in range(len(names) - 1, 0, -1):
            around = " / ".join(names[:known])
            if path := _known_path(sections, around, names[:known]):
                return (*path, *names[known:])
        return tuple(names)
    every = [" / ".join((*path, name)) for path, inner in sections.names.items() for name in inner]
    raise UsageError(
        f"{sections.catalog.name}: no section {words!r}{perhaps(words, every)}; "
        f"sections: {', '.join(sections.names_in(()).names) or 'none'}; --new-section makes it"
    )


def _known_path(sections: Sections, words: str, names: Sequence[str]) -> Path | None:
    """The section that names mean, from the outermost or by itself; None if there is none.

    Raises:
        UsageError: There are several.
    """
    if path := _below(sections, (), names):
        return path
    paths = [path for path in sections.names if path]
    found = list(dict.fromkeys(filter(None, (_below(sections, path, names) for path in paths))))
    if len(found) > 1:
        several = "; ".join(" / ".join(path) for path in found)
        raise UsageError(f"section {words!r} could be {several}")
    return found[0] if found else None


def _below(sections: Sections, path: Path, names: Sequence[str]) -> Path | None:
    """The section below another that names mean, the longest first; None if there is none."""
    if not names:
        return path
    known = sections.names_in(path)
    for taken in range(len(names), 0, -1):
        for name in known.meant(" / ".join(names[:taken]), by_words=False):
            if found := _below(sections, (*path, name), names[taken:]):
                return found
    return None


def _known(sections: Sections, path: Path) -> str:
    many = {"modality": "modalities", "task": "tasks", "subtask": "subtasks"}
    names = ", ".join(sections.names_in(path).names) or "none"
    return f"{many.get(_level(path), 'sections')}: {names}"


def _new_level(sections: Sections, parent: Path, name: str, new: NewSections) -> int:
    """The level of the heading of a new section: that of those beside it."""
    beside = [section for section in sections.headed if section.path[:-1] == parent]
    own = sections.section(parent)
    title = sections.catalog.title
    if beside:
        level = beside[-1].heading.level
    elif groups_in(sections, parent):
        return GROUP
    elif new.get(parent) == GROUP:
        raise KdcatError(
            f"{' / '.join(parent)} is a new group without a heading: {name!r} has no place"
        )
    elif parent in new:
        level = new[parent] + 1
    elif own:
        level = own.heading.level + 1
    elif not parent:
        level = title.level + 1 if title else 2
    else:
        raise KdcatError(
            f"{' / '.join(parent)} is a group without a heading: {name!r} has no place"
        )
    if level > _DEEPEST_HEADING:
        raise KdcatError(f"{' / '.join(parent)} is as deep as headings go: {name!r} has no place")
    return level

"""How a catalog is laid out: its sections, where a new entry goes, and how entries are written.

Everything is told as lines to insert below lines that are there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from kdcat.bibliography.works import folded
from kdcat.editing.edit import Edit
from kdcat.errors import KdcatError, UsageError, did_you_mean
from kdcat.layouts.inline import parser
from kdcat.layouts.labels import CODE_LABELS, PAPER_LABELS
from kdcat.layouts.line import destination, entry_line, escaped
from kdcat.layouts.pieces import rendered_text
from kdcat.paper import LEVELS
from kdcat.reading.blocks import Block, Heading, walk
from kdcat.searching.filters import ways_to_say
from kdcat.text import LINE_END
from kdcat.words import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kdcat.paper import Paper
    from kdcat.reading.catalog import Catalog, Listing
    from kdcat.reading.outline import Section

Path = tuple[str, ...]
"""The names of the sections that something stands in, outermost first."""
_DEEPEST_HEADING = 6


# Lines, and what is inserted between them.


class Lines:
    """The lines of a text, counted from 1, and where each begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        self._ends = []
        for found in LINE_END.finditer(text):
            self._ends.append(found.start())
            self._starts.append(found.end())
        self._ends.append(len(text))
        ending = LINE_END.search(text)
        self.ending = ending[0] if ending else "\n"
        self.count = len(self._starts) - (self._starts[-1] == len(text))

    def __getitem__(self, line: int) -> str:
        return self.text[self._starts[line - 1] : self._ends[line - 1]]

    def blank(self, line: int) -> bool:
        """Whether there is nothing on a line; so past the end."""
        return line > self.count or not self[line].strip(" \t")

    def after(self, line: int) -> int:
        """The place in the text after a line and its ending."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def closed(self, line: int) -> bool:
        """Whether a line has a line ending; the place above the first counts as having one."""
        return line == 0 or line < len(self._starts)

    def ending_of(self, line: int) -> str:
        """The ending of a line, or of the text's first line where it has none."""
        if 0 < line < len(self._starts):
            return self.text[self._ends[line - 1] : self._starts[line]]
        return self.ending


class Insertion(NamedTuple):
    """New lines below a line of the text; below 0 is above the first."""

    below: int
    lines: tuple[str, ...]


def edits(lines: Lines, insertions: Iterable[Insertion]) -> list[Edit]:
    """Return insertions as edits of the text, one for each place.

    New lines end as the line above them does, and the text's last line as it did.
    """
    below: dict[int, list[str]] = defaultdict(list)
    for insertion in insertions:
        lines_here, new_lines = below[insertion.below], insertion.lines
        if lines_here and new_lines and not (lines_here[-1] or new_lines[0]):
            # One blank line is enough between what goes into one place.
            new_lines = new_lines[1:]
        lines_here += new_lines
    found = []
    for line, new in sorted(below.items()):
        ending, place = lines.ending_of(line), lines.after(line)
        text = "".join(each + ending if lines.closed(line) else ending + each for each in new)
        found.append(Edit(place, place, text))
    return found


# How entries are written.

_LABEL = r"\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
_DESTINATION = r"\((?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)"
_ENTRY = re.compile(
    rf"""
    (?P<indent>[ \t]*)(?P<bullet>(?:[*+-][ \t]+)?)\*\*.*?
    (?P<before>,?[ \t]{{1,9}})(?P<paper>{_LABEL}){_DESTINATION}
    (?:(?P<between>[ \t]*)(?P<code>{_LABEL}){_DESTINATION})?
    """,
    re.VERBOSE,
)


class _Style(NamedTuple):
    """How an entry is written, around what it says."""

    indent: str | None = ""
    bullet: str | None = "* "
    before: str | None = ", "
    paper: str | None = "[ :link: ]"
    between: str | None = " "
    code: str | None = "[ :octocat: ]"

    def written(self, paper: Paper) -> str:
        head = entry_line(paper._replace(paper_url=None, code_url=None)).removeprefix("* ")
        links = [
            f"{label}({destination(url)})"
            for label, url in ((self.paper, paper.paper_url), (self.code, paper.code_url))
            if url
        ]
        text = f"{self.indent}{self.bullet}{head}"
        return f"{text}{self.before}{(self.between or '').join(links)}" if links else text


def _style_of(line: str) -> _Style | None:
    """The style of an entry's line; None in it where the entry shows nothing."""
    found = _ENTRY.match(line)
    if not found or _label(found["paper"]) not in PAPER_LABELS:
        return None
    if found["code"] and _label(found["code"]) not in CODE_LABELS:
        return _Style._make((*found.groups()[:-2], None, None))
    return _Style._make(found.groups())


def _label(text: str) -> str:
    return text.strip(" \t[]()").casefold()


def _usual(styles: Sequence[Sequence[_Style]]) -> _Style:
    """The usual style: part by part the most frequent of the first styles that show it."""
    parts = []
    for at, default in enumerate(_Style()):
        shown = ([style[at] for style in those if style[at] is not None] for those in styles)
        parts.append(next((Counter(seen).most_common(1)[0][0] for seen in shown if seen), default))
    return _Style._make(parts)


# Where they go.

_CLOSED_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
# What stands at the end of a section and belongs to the next: a rule, an anchor, a comment.
_NOT_CONTENT = re.compile(
    r" {0,3}(?:(?:[-*_][ \t]*){3,}|<!--.*-->|<a\b[^>]*>(?:\s*</a>)?|</?(?:br|hr|p|div)\b[^>]*>)\s*$"
)


class _Node(NamedTuple):
    """A section of the text: its heading, and where it ends."""

    path: Path
    level: int
    heading: Section
    below: int
    """The last line of the heading."""
    own_end: int
    """The last line before the next heading."""
    end: int
    """The last line before the next heading that is not in it."""


class _Item(NamedTuple):
    """An item of the table of contents."""

    depth: int
    line: int
    end: int
    """The last line of the item's own text."""
    bullet: str
    """What stands before the link on the line."""
    text: str
    target: str
    """The anchor that the item links to, decoded and in small letters."""


class Layout:
    """The sections of a catalog, the new ones among them, and how its entries are laid out."""

    def __init__(self, catalog: Catalog) -> None:
        self.lines = Lines(catalog.text)
        self.new: dict[Path, int] = {}
        """The sections to be made, with the levels of their headings."""
        self._catalog = catalog
        self._heading_lines = frozenset(heading.line for heading in catalog.headings)
        self._items = _contents(catalog.text, self.lines)
        self._nodes = self._read_nodes()
        self._listings: dict[Path, list[Listing]] = defaultdict(list)
        for listing in catalog.listings:
            self._listings[listing.sections].append(listing)
        self._children: dict[Path, list[str]] = defaultdict(list)
        for path in (*(node.path for node in self._nodes), *self._listings):
            for depth, name in enumerate(path[: len(LEVELS)]):
                if name not in self._children[path[:depth]]:
                    self._children[path[:depth]].append(name)
        self._all_styles = self._styles(catalog.listings)

    def _read_nodes(self) -> list[_Node]:
        start = self._items[0].line if self._items else 0
        title = self._catalog.title
        headings = [
            heading
            for heading in self._catalog.headings
            if heading is not title and heading.line > start
        ]
        ends: dict[int, int] = {}
        paths: list[Path] = []
        around: list[Section] = []
        for heading in headings:
            while around and around[-1].level >= heading.level:
                ends[around.pop().line] = heading.line - 1
            around.append(heading)
            paths.append(tuple(section.text for section in around))
        last = self.lines.count
        own_ends = [*(heading.line - 1 for heading in headings[1:]), last]
        return [
            _Node(
                path,
                heading.level,
                heading,
                self._last_line(heading),
                own_end,
                ends.get(heading.line, last),
            )
            for heading, path, own_end in zip(headings, paths, own_ends, strict=False)
        ]

    def _last_line(self, heading: Section) -> int:
        line = heading.line
        if not _CLOSED_HEADING.match(self.lines[line]):
            while line < self.lines.count and not _UNDERLINE.match(self.lines[line]):
                line += 1
        return line

    # Sections by name.

    def find(self, paper: Paper, new_sections: bool) -> Path:
        """The section of a paper; a new one is remembered."""
        names = [getattr(paper, level) for level in LEVELS]
        given = [name for name in names if name]
        if given != names[: len(given)]:
            missing = LEVELS[names.index(None)]
            raise UsageError(f"{paper.title}: a section in no {missing}: name the {missing} too")
        if not given and self._children[()]:
            raise UsageError(f"{paper.title}: no modality; {self._known(())}")
        return self.named(given, new_sections)

    def named(self, names: Sequence[str], new_sections: bool) -> Path:
        """The section that names mean, outermost first; a new one is remembered."""
        path: Path = ()
        for name in names:
            found = _meant(name, self._children[path], not new_sections)
            if len(found) > 1:
                raise UsageError(f"{LEVELS[len(path)]} {name!r} could be {' or '.join(found)}")
            if not found and not new_sections:
                raise UsageError(
                    f"{self._catalog.name}: no {LEVELS[len(path)]} {name!r}"
                    f"{' in ' + ' / '.join(path) if path else ''}"
                    f"{did_you_mean(name, self._children[path])}; {self._known(path)}; "
                    "--new-section makes it"
                )
            if not found:
                self._make(path, name)
            path = (*path, *(found or [name]))
        return path

    def _known(self, path: Path) -> str:
        many = {"modality": "modalities", "task": "tasks", "subtask": "subtasks"}
        return f"{many[LEVELS[len(path)]]}: {', '.join(self._children[path]) or 'none'}"

    def _make(self, parent: Path, name: str) -> None:
        beside = [node for node in self._nodes if node.path[:-1] == parent]
        own = self._node(parent)
        if beside:
            level = beside[-1].level
        elif parent in self.new:
            level = self.new[parent] + 1
        elif own:
            level = own.level + 1
        elif not parent:
            level = self._catalog.title.level + 1 if self._catalog.title else 2
        else:
            raise KdcatError(
                f"{' / '.join(parent)} is a group without a heading: {name!r} has no place"
            )
        if level > _DEEPEST_HEADING:
            raise KdcatError(
                f"{' / '.join(parent)} is as deep as headings go: {name!r} has no place"
            )
        self.new[(*parent, name)] = level
        self._children[parent].append(name)

    def _node(self, path: Path) -> _Node | None:
        """The section's heading; of several, the first that has entries."""
        found = [node for node in self._nodes if node.path == path]
        for node in found:
            if any(node.below < one.block.line <= node.own_end for one in self._listings[path]):
                return node
        return found[0] if found else None

    # Entries of sections that are there.

    def entries(self, path: Path, papers: Sequence[Paper]) -> Iterator[Insertion]:
        """The insertions that list papers in a section that is there."""
        node = self._node(path)
        here = self._listings[path]
        if node:
            here = [one for one in here if node.below < one.block.line <= node.own_end] or here
        style = _usual([self._styles(here), self._all_styles])
        if not here:
            yield self._first_entries(node, [style.written(paper) for paper in papers])
            return
        apart = ("",) * self._gap(here)
        rows = _in_order([one.paper.year for one in here], papers, self._direction(path, here))
        for at, paper in rows:
            beside = here[max(at - 1, 0)]
            line = self.lines[beside.block.line]
            # As deep as the entry beside it: deeper, it would be read as part of that.
            indent = line[: len(line) - len(line.lstrip(" \t"))]
            written = style._replace(indent=indent).written(paper)
            if at:
                yield Insertion(self._item_end(beside), (*apart, written))
            else:
                yield Insertion(beside.block.line - 1, (written, *apart))

    def _styles(self, listings: Iterable[Listing]) -> list[_Style]:
        found = (
            _style_of(" ".join(self.lines[at] for at in range(one.block.line, one.block.end_line)))
            for one in listings
        )
        return [style for style in found if style]

    def _item_end(self, listing: Listing) -> int:
        """The last line of an entry, with what is indented below it; a heading ends it."""
        first = self.lines[listing.block.line]
        indent = len(first) - len(first.lstrip())
        end = line = listing.block.end_line - 1
        while line < self.lines.count:
            line += 1
            text = self.lines[line]
            if not text.strip():
                continue
            if line in self._heading_lines or listing.block.item is None:
                break
            if len(text) - len(text.lstrip()) <= indent:
                break
            end = line
        return end

    def _gap(self, listings: Sequence[Listing]) -> int:
        """The usual number of blank lines between entries, here or else in the whole catalog."""
        for those in (listings, self._catalog.listings):
            gaps = Counter(
                sum(map(self.lines.blank, range(self._item_end(one) + 1, other.block.line)))
                for one, other in pairwise(those)
                if one.sections == other.sections
            )
            if gaps:
                return gaps.most_common(1)[0][0]
        return 0

    def _direction(self, path: Path, here: Sequence[Listing]) -> int:
        """1 where years rise, -1 where they fall, 0 where neither can be said.

        Where all years of a section are the same, the other sections of the modality decide if
        they agree.
        """
        own = _directions(here)
        if len(own) != 2:
            return next(iter(own), 0)
        beside = [
            _directions(those) for other, those in self._listings.items() if other[:1] == path[:1]
        ]
        sure = {direction for both in beside if len(both) == 1 for direction in both}
        unsorted = any(not both for both in beside)
        return sure.pop() if len(sure) == 1 and not unsorted else 0

    def _spaced(self) -> bool:
        """Whether a blank line stands between a heading and its first entry."""
        firsts = Counter(
            self.lines.blank(node.below + 1)
            for node in self._nodes
            if (here := self._listings.get(node.path)) and here[0].block.line <= node.own_end
        )
        return bool(firsts) and firsts.most_common(1)[0][0]

    def _headings_apart(self) -> bool:
        """Whether a blank line stands between a heading and one right below it."""
        below = Counter(
            other.heading.line - one.below > 1
            for one, other in pairwise(self._nodes)
            if self._last_content(one.below, one.own_end) == one.below and other.level > one.level
        )
        return not below or below.most_common(1)[0][0]

    def _first_entries(self, node: _Node | None, written: Sequence[str]) -> Insertion:
        """The entries of a section that has none: below the heading and what is said there."""
        start, end = (node.below, node.own_end) if node else (0, self.lines.count)
        content = self._last_content(start, end)
        if content > start:
            below, before = content, [""]
        elif start and self.lines.blank(start + 1) and start < self.lines.count and self._spaced():
            below, before = start + 1, []
        else:
            below, before = start, [""] if start and self._spaced() else []
        return Insertion(below, (*before, *self._apart(written), *self._blank_after(below)))

    def _apart(self, written: Sequence[str]) -> list[str]:
        gap = [""] * self._gap(())
        return [line for at, one in enumerate(written) for line in [*(gap if at else ()), one]]

    def _blank_after(self, line: int) -> list[str]:
        return [] if self.lines.blank(line + 1) else [""]

    def _last_content(self, start: int, end: int) -> int:
        """The last line after `start` with something of the section on it; `start` if none has."""
        while end > start and (self.lines.blank(end) or _NOT_CONTENT.match(self.lines[end])):
            end -= 1
        return end

    # New sections.

    def sections(self, by_section: dict[Path, list[Paper]]) -> Iterator[Insertion]:
        """The insertions that make the new sections, with their entries."""
        style = _usual([self._all_styles])
        places: list[tuple[Path, int]] = []
        for path in self.new:
            if path[:-1] in self.new:
                continue
            below, apart = self._new_place(path[:-1])
            text: list[str] = []
            for inner in self._inside(path):
                places.append((inner, below))
                text += [""] if apart else []
                text.append(f"{'#' * self.new[inner]} {escaped(inner[-1])}")
                written = [style.written(paper) for paper in by_section.get(inner, ())]
                text += [""] if written and self._spaced() else []
                text += self._apart(written)
                apart = bool(written) or self._headings_apart()
            yield Insertion(below, (*text, *self._blank_after(below)))
        if self._items and places:
            yield from self._new_items(places)

    def _inside(self, path: Path) -> list[Path]:
        """A new section and the new ones in it, each before those in it."""
        inner = [other for other in self.new if other[:-1] == path]
        return [path, *(deeper for other in inner for deeper in self._inside(other))]

    def _new_place(self, parent: Path) -> tuple[int, bool]:
        """The line below which a new section goes, and whether a blank line goes first."""
        node = self._node(parent)
        if node is None:
            start = self._items[-1].end if self._items else 0
            beside = [other for other in self._nodes if len(other.path) == 1]
            # What follows the last section with papers, such as a licence, is not of the catalog.
            holding = [
                other
                for other in beside
                if any(path[:1] == other.path and those for path, those in self._listings.items())
            ]
            node = next(reversed(holding or beside), None)
            if node is None:
                below = self._last_content(start, self.lines.count)
                return below, below > 0
        below = self._last_content(node.below, node.end)
        return below, below > node.below or self._headings_apart()

    # The table of contents.

    def _new_items(self, places: Sequence[tuple[Path, int]]) -> Iterator[Insertion]:
        slugs = self._slugs(places)
        anchors = {node.path: slugs[node.heading.line, 0] for node in reversed(self._nodes)}
        made: dict[Path, tuple[int, int]] = {}
        for number, (path, below) in enumerate(places, start=1):
            parent = path[:-1]
            if parent in made:
                depth, line = made[parent]
                depth += 1
            elif not parent:
                depth, line = 0, self._items[-1].end
            elif item := self._item_of(anchors.get(parent), parent[-1]):
                depth = item.depth + 1
                line = self._last_inside(item)
            else:
                continue
            beside = [item for item in self._items if item.depth == depth]
            if not beside:
                continue
            if parent not in made:
                before = [
                    node for node in self._nodes if node.path[:-1] == parent and node.below <= below
                ]
                siblings = [self._item_of(anchors[node.path], node.path[-1]) for node in before]
                last = next(
                    (item for item in reversed(siblings) if item and item.depth == depth), None
                )
                line = self._last_inside(last) if last else line
                model = last or beside[-1]
            else:
                model = beside[-1]
            made[path] = depth, line
            gap = self._blank_above(model) if len(beside) > 1 else 0
            text = f"{model.bullet}[{escaped(path[-1])}](#{slugs[below, number]})"
            yield Insertion(line, (*([""] * gap), text))

    def _item_of(self, anchor: str | None, name: str) -> _Item | None:
        for item in self._items:
            if item.target == anchor:
                return item
        return next((item for item in self._items if folded(item.text) == folded(name)), None)

    def _last_inside(self, item: _Item) -> int:
        end = item.end
        for other in self._items[self._items.index(item) + 1 :]:
            if other.depth <= item.depth:
                break
            end = other.end
        return end

    def _blank_above(self, item: _Item) -> int:
        line = item.line - 1
        while line > 0 and self.lines.blank(line):
            line -= 1
        return item.line - 1 - line

    def _slugs(self, places: Sequence[tuple[Path, int]]) -> dict[tuple[int, int], str]:
        """The anchors of all headings: of those that are there by (line, 0), of new ones by place.

        Raises:
            KdcatError: A new heading would take the anchor of one that is there.
        """
        there = [((heading.line, 0), heading.text) for heading in self._catalog.headings]
        new = [((below, number), path[-1]) for number, (path, below) in enumerate(places, start=1)]
        before = dict(
            zip([key for key, _ in there], slugs([text for _, text in there]), strict=True)
        )
        headings = sorted([*there, *new])
        after = dict(
            zip([key for key, _ in headings], slugs([text for _, text in headings]), strict=True)
        )
        for key, slug in before.items():
            if after[key] != slug:
                raise KdcatError(
                    f"{self._catalog.name}:{key[0]}: a new section of that name above would take "
                    f"its anchor #{slug}; choose another name"
                )
        return after


def _meant(name: str, known: Sequence[str], by_words: bool) -> list[str]:
    """The known names that are meant by one, in the first way that fits any."""
    if name in known:
        return [name]
    words = plain_words(name)
    if not words:
        return []
    found = [other for other in known if words in ways_to_say(other)]
    if not found and by_words:
        found = [
            other
            for other in known
            if f" {' '.join(words)} " in f" {' '.join(plain_words(other))} "
        ]
    return found


def _directions(listings: Sequence[Listing]) -> set[int]:
    """The directions in which entries are sorted by year, 1 and -1; both if all years are equal."""
    years = [one.paper.year for one in listings if one.paper.year is not None]
    return {
        direction
        for direction in (1, -1)
        if all((other - one) * direction >= 0 for one, other in pairwise(years))
    }


def _in_order(
    years: Sequence[int | None], papers: Iterable[Paper], direction: int
) -> list[tuple[int, Paper]]:
    """Papers in their order, each with the number of the entries that stay before it."""
    rows: list[tuple[int | None, Paper | None]] = [(year, None) for year in years]
    for paper in papers:
        at = len(rows)
        if direction and paper.year is not None:
            dated = [(row, year) for row, (year, _) in enumerate(rows) if year is not None]
            not_after = [row for row, year in dated if (paper.year - year) * direction >= 0]
            at = not_after[-1] + 1 if not_after else dated[0][0] if dated else at
        rows.insert(at, (paper.year, paper))
    found, before = [], 0
    for _, new in rows:
        if new is None:
            before += 1
        else:
            found.append((before, new))
    return found


_IN_PAGE = re.compile(r"\[(?P<text>(?:[^\[\]\\]|\\.)*)\]\(\s*<?#(?P<target>[^)\s>]*)")
_LINKS_PAPER = re.compile(r"\[\s*:(?:link|octocat):")


def _contents(text: str, lines: Lines) -> list[_Item]:
    """The items of the table of contents: the first links into the page, above all entries."""
    markdown, env = parser(), dict[str, object]()
    items: list[_Item] = []
    for element in walk(text, markdown, env):
        if isinstance(element, Heading) and items:
            break
        if not isinstance(element, Block):
            continue
        if _LINKS_PAPER.search(element.content):
            break
        found = _IN_PAGE.search(element.content)
        if element.item is None or not found:
            continue
        bullet = lines[element.line].partition("[")[0]
        items.append(
            _Item(
                len(element.parents),
                element.line,
                element.end_line - 1,
                bullet,
                rendered_text(found["text"], markdown, env),
                unquote(found["target"]).lower(),
            )
        )
    return items


def slugs(texts: Iterable[str]) -> list[str]:
    """Return the anchors that GitHub gives to headings, from their rendered texts in order."""
    taken: Counter[str] = Counter()
    found = []
    for text in texts:
        kept = (
            letter
            for letter in text.lower()
            if letter in " -" or unicodedata.category(letter)[0] in "LM"
            or unicodedata.category(letter) in {"Nd", "Pc"}
        )  # fmt: skip
        slug = unique = "".join(kept).replace(" ", "-")
        while unique in taken:
            unique = f"{slug}-{taken[slug]}"
            taken[slug] += 1
        taken[unique] += 1
        found.append(unique)
    return found

"""Where the parts of an entry stand in the source: its title, its fields and its links.

What the parts are is said by the recogniser that reads the entry, from the same pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, get_args

from kdcat.bibliography.addresses import address
from kdcat.layouts.bullets import destination
from kdcat.layouts.footnotes import CALLS
from kdcat.layouts.hidden import hidden_places, marks_of_containers, with_blanks
from kdcat.layouts.labels import PAPER_LABELS, LinkKind, is_home, kind_of, labels_as_text
from kdcat.layouts.pieces import destination_span
from kdcat.layouts.recognise import is_usual_entry, known, usual_form, usual_venue_and_year
from kdcat.layouts.title_places import STRONG_LENGTH, Stretch, behind_link, stretches
from kdcat.text import Span
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt

    from kdcat.layouts.bullets import Parts
    from kdcat.layouts.piece import Content, Link, Piece
    from kdcat.layouts.runs import Run


class EntryLink(NamedTuple):
    """A link to the paper or to its code, though it may be broken."""

    kind: LinkKind
    label: Span
    """Its text; of a title that is a link, the title."""
    span: Span
    """From its bracket to its closing parenthesis; a broken one may go on to the line's end."""
    url: Span
    """The destination as written; empty where it stands elsewhere, in a link reference."""
    destination: str | None
    """Where it leads, as CommonMark reads it; None where CommonMark sees no link."""
    address: str | None
    """The destination if it is an absolute http or https URL with a host, else None."""
    is_home: bool
    """Whether its label is that of the home form."""


@dataclass
class Places:
    """Where the parts of an entry stand; of most entries nobody asks for more than the links."""

    source: str
    """The text that the entry stands in."""
    span: Span
    """Where it stands there, from its bullet on."""
    body: int
    """Where the text of the entry begins, behind its bullet."""
    hidden: tuple[Span, ...]
    """Where something stands that is no text: code, images, HTML, and where links lead."""
    is_bold: bool
    """Whether its title is told by being bold."""
    titles: tuple[Stretch, ...] = ()
    """The title; in several parts where it is cut (`**A** : **B**`)."""
    links: tuple[EntryLink, ...] = ()
    """In their order; of a title that is a link, that is the paper's where no other is labelled."""
    fields: Span | None = None
    """What stands between the title and the first link; None where the title's place is unknown."""
    said: tuple[str | None, int | None] = (None, None)
    """The venue and the year that the fields say."""
    marks: tuple[Span, ...] = ()
    """The marks of what it stands in (`> `)."""

    @cached_property
    def masked(self) -> str:
        """The characters of the entry's span, with blanks for what is `hidden` and for `marks`."""
        blanks = sorted([*self.hidden, *self.marks])
        return with_blanks(self.source[slice(*self.span)], self.span.start, blanks)

    @cached_property
    def venue(self) -> Span | None:
        """Where the venue stands; None where that is not known."""
        return _place_of_words(self.said[0], *self._text_of_fields)

    @cached_property
    def year(self) -> Span | None:
        """Where the year stands; None where that is not known."""
        return _place_of_year(self.said[1], *self._text_of_fields)

    @property
    def _text_of_fields(self) -> tuple[str, int]:
        """What is shown of the fields, and where it begins."""
        start, end = self.fields or (self.span.start, self.span.start)
        return self.masked[start - self.span.start : end - self.span.start], start

    @property
    def is_home(self) -> bool:
        """Whether it is written in the home form: a title in bold, and labels of that form."""
        return self.is_bold and any(link.is_home for link in self.links)


def places(
    content: Content, source: str, span: Span, markdown: MarkdownIt, env: dict[str, object]
) -> Places:
    """Return where the parts of an entry stand in the source.

    Args:
        content: The inline Markdown of the block that is the entry, with its places.
        source: The text it is from.
        span: The lines of the entry in the source, from its bullet on.
        markdown: The parser (`kdcat.layouts.inline.parser`).
        env: The document's link references.

    Raises:
        ValueError: The block is no entry.
    """
    usual = usual_form(content.text) if len(content.starts) == 1 else None
    if usual and is_usual_entry(usual):
        return _usual_places(usual, source, span, content.places[0])
    block, block_runs, told = known(content, markdown, env)
    if told is None:
        raise ValueError(f"no entry: {content.text!r}")
    entry, parts = told
    if usual and parts.way == "bold":
        return _usual_places(usual, source, span, content.places[0])
    first = content.span(0, 0).start
    hidden, marks = tuple(hidden_places(block)), tuple(marks_of_containers(content, source))
    said, is_bold = (entry.venue_raw, entry.year), parts.way == "bold"
    found = Places(source, span, first, hidden, is_bold, said=said, marks=marks)
    if parts.way == "plain":
        words = _place_of_words(entry.title, found.masked[first - span.start :], first)
        found.titles = (Stretch(words, words),) if words else ()
    else:
        found.titles = tuple(stretches(parts, block, source, first))
    found.links = tuple(_links(block, block_runs, parts, found))
    titles = found.titles
    if titles and (parts.way != "bold" or titles[-1].words.end < titles[-1].whole.end):
        after = behind_link(titles[-1], block, source)
        if call := CALLS.match(source, after, span.end):
            after = call.end()
        found.fields = Span(after, _end_of_fields(after, span.end, found.links, block))
    return found


def _usual_places(usual: re.Match[str], source: str, span: Span, first: int) -> Places:
    """The same for an entry of the usual form, in which all stands where it stands in the form."""

    def place(group: str) -> Span:
        start, end = usual.span(group)
        return Span(first + start, first + end)

    title = place("title")
    whole = Span(first, title.end + STRONG_LENGTH)
    links = [
        EntryLink(kind, place(label), place(link), place(kind), url, address(url), is_home=True)
        for kind, label, link in _GROUPS
        if (url := usual[kind])
    ]
    fields = Span(whole.end, links[0].span.start if links else span.end)
    hidden = tuple([Span(link.label.end, link.span.end) for link in links])
    titles, said = (Stretch(title, whole),), usual_venue_and_year(usual)
    return Places(source, span, first, hidden, True, titles, tuple(links), fields, said)


_GROUPS: tuple[tuple[LinkKind, str, str], ...] = tuple(
    (kind, f"{kind}_label", f"{kind}_link") for kind in get_args(LinkKind)
)
"""The kinds of link, each with the groups of the usual form that are its label and its whole."""
_MARKER = re.compile(r"(?:[*+-]|\d{1,9}[.)])[ \t]+")


def places_of_read(
    content: Content, source: str, span: Span, title: str, addresses: Mapping[LinkKind, str | None],
    markdown: MarkdownIt, env: dict[str, object],
) -> Places:  # fmt: skip
    """Return where the parts of an entry stand that was read in another form than the home one.

    Its title is found by its words, its links by where they lead; what stands between them is not
    taken apart, so that no rule of form judges it.

    Args:
        content: The lines of the entry less its bullet, with their places.
        source: The text of the document.
        span: Where the entry stands in it.
        title: What was read as its title.
        addresses: What was read as the addresses of the paper and of its code.
        markdown: The parser (`kdcat.layouts.inline.parser`).
        env: The document's link references.
    """
    raw = source[slice(*span)]
    marker = _MARKER.match(raw)
    body = span.start + (marker.end() if marker else 0)
    block = known(content, markdown, env).pieces
    found = Places(source, span, body, tuple(hidden_places(block)), False)
    words = _place_of_words(title, found.masked, span.start)
    found.titles = (Stretch(words, words),) if words else ()
    kinds = {url: kind for kind, url in addresses.items() if url}
    shown: dict[int, list[Piece]] = {}
    for piece in block:
        if piece.link is not None:
            shown.setdefault(id(piece.link), []).append(piece)
    links, before = [], None
    for piece in block:
        link = piece.link
        if link is None or link is before:
            continue
        before = link
        if kind := kinds.get(address(link.destination) or ""):
            links.append(_placed(kind, link, shown[id(link)], source, False))
    found.links = tuple(links)
    return found


# The fields.

_HTTP = ("http://", "https://")


def _end_of_fields(after: int, end: int, links: Iterable[EntryLink], block: Iterable[Piece]) -> int:
    """Where the fields behind the title end: at the first link, of any kind if none is labelled."""
    labelled = (link.span.start for link in links)
    others = (
        piece.link.span.start
        for piece in block
        if piece.link and piece.link.destination.lower().startswith(_HTTP)
    )
    return next((start for starts in (labelled, others) for start in starts if start >= after), end)


_SHOWN = re.compile(r"\S+")


def _place_of_words(words: str | None, said: str, offset: int) -> Span | None:
    sought = one_line(words or "")
    if not sought:
        return None
    start = said.find(sought)
    before = said[: start + len(sought)] if start >= 0 else said
    if before.isprintable() and "  " not in before:
        # Its white space is one blank at a time already.
        return Span(offset + start, offset + start + len(sought)) if start >= 0 else None
    # They are looked for with one blank for each white space, as they are given.
    runs = list(_SHOWN.finditer(said))
    starts = list(accumulate((len(run[0]) + 1 for run in runs), initial=0))
    start = " ".join(run[0] for run in runs).find(sought)
    if start < 0:
        return None
    first, last = (bisect_right(starts, at) - 1 for at in (start, start + len(sought) - 1))
    return Span(
        offset + runs[first].start() + start - starts[first],
        offset + runs[last].start() + start + len(sought) - starts[last],
    )


def _place_of_year(year: int | None, said: str, offset: int) -> Span | None:
    """The last place of the year, and not of digits of another number where there is a choice."""
    for pattern in _forms_of_year(year) if year else ():
        if found := list(pattern.finditer(said)):
            return _shifted(Span(*found[-1].span()), offset)
    return None


@lru_cache(maxsize=256)
def _forms_of_year(year: int) -> tuple[re.Pattern[str], ...]:
    forms = (rf"(?<![\d.]){year}(?!\d|\.\d)", rf"(?<!\d){year}(?!\d)")
    return tuple(map(re.compile, forms))


# The links.


def _links(
    block: Iterable[Piece], block_runs: Sequence[Run], parts: Parts, entry: Places
) -> list[EntryLink]:
    """The links of an entry, though they may be broken, in their order."""
    links = [*_labelled(block_runs, entry.source), *_title_link(parts, entry.source)]
    if any(any(labels_as_text(run.text)) for run in block_runs):
        links += _broken_links(block, links, entry.masked, entry.span.start)
    return sorted(links, key=lambda link: link.span)


def _broken_links(
    block: Iterable[Piece], links: Iterable[EntryLink], masked: str, start: int
) -> Iterator[EntryLink]:
    """The labels that CommonMark sees as text, each with what was meant as its destination."""
    whole = (piece.link.span for piece in block if piece.link)
    shown = with_blanks(masked, start, whole)
    labels = list(labels_as_text(shown))
    starts = sorted(
        [label.start() for label in labels] + [link.span.start - start for link in links]
    )
    end = 0
    for label in labels:
        if label.start() < end:
            continue
        behind = bisect_left(starts, label.end())
        limit = starts[behind] if behind < len(starts) else len(masked)
        url, end = _broken(masked, label.end(), limit)
        name = "home" if label["home"] else "other"
        yield EntryLink(
            kind_of(one_line(label[name])) or "paper",
            _shifted(Span(*label.span(name)), start),
            _shifted(Span(label.start(), end), start),
            _shifted(url, start),
            None,
            None,
            is_home=name == "home",
        )
        end = max(end, label.end())


def _labelled(block_runs: Iterable[Run], source: str) -> Iterator[EntryLink]:
    """The links whose text is a label."""
    before = None
    for run in block_runs:
        kind = kind_of(run.text) if run.destination is not None else None
        link = run.pieces[0].link if run.pieces else None
        if kind is None or link is None or link is before:
            continue
        before = link
        yield _placed(kind, link, run.pieces, source, is_home(run.text))


def _title_link(parts: Parts, source: str) -> Iterator[EntryLink]:
    """The link of a title, where no other is labelled as the paper's."""
    if parts.title_link is None or destination(parts.rest, PAPER_LABELS) is not None:
        return
    for run in parts.title_runs:
        if run.destination and run.pieces and (link := run.pieces[0].link):
            yield _placed("paper", link, run.pieces, source, False)
            return


def _placed(
    kind: LinkKind, link: Link, shown: Sequence[Piece], source: str, is_home: bool
) -> EntryLink:
    label = link.label or Span(shown[0].span.start, shown[-1].span.end)
    url = destination_span(link, source) or Span(link.span.end, link.span.end)
    leads_to = address(link.destination)
    return EntryLink(kind, label, link.span, url, link.destination, leads_to, is_home)


def _broken(masked: str, label_end: int, limit: int) -> tuple[Span, int]:
    """The place of what was meant as a destination, and of the end of what was meant as a link."""
    start = label_end + masked.startswith("(", label_end)
    end = masked.find(")", start, limit)
    if start == label_end or end < 0:
        end = start if start == label_end else len(masked[:limit].rstrip())
        return Span(start, end), end
    return Span(start, end), end + 1


def _shifted(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)

"""Rules about what the network says: of the papers the registries, of the addresses their servers.

They find nothing unless it was asked (`kdcat lint --online`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.bibliography.venues import find
from kdcat.bibliography.works import folded
from kdcat.editing.edit import Edit
from kdcat.lint.answers import Answers
from kdcat.lint.problem import Finding
from kdcat.lint.rule import Rule, example
from kdcat.lint.rules.titles import edit_of_title
from kdcat.lint.rules.years import year_conflict
from kdcat.records.fitting import Key, alike, is_of, is_published_as, keys_of
from kdcat.records.kept import Kept
from kdcat.records.links import Link
from kdcat.records.record import Record
from kdcat.records.venue_names import known_venue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kdcat.lint.checked_document import CheckedDocument, Entry
    from kdcat.paper import Paper

_WHEN = "2026-11-26T12:00:00Z"
_DAY = len("2026-11-26")
_MOST_YEARS = 1
"""Years that a registry may differ by: a paper is often online the year before it is printed."""


def _identified(document: CheckedDocument, entry: Entry) -> Iterator[tuple[Key, Record]]:
    """The records that the registries have of an entry's identifiers, whatever they are of."""
    assert document.answers is not None
    for key in keys_of(entry.paper):
        answer = document.answers.records.get(str(key))
        if key.kind != "title" and answer and answer.record and is_of(key, answer.record):
            yield key, answer.record


def title_differs(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        written = entry.paper.title
        for _, record in _identified(document, entry):
            said = record.title
            if said is None or folded(said) == folded(written):
                continue
            place = entry.titles[0] if len(entry.titles) == 1 else entry.span
            if alike(written, said):
                edits = edit_of_title(document, entry, written, said)
                yield Finding(*place, f"{record.source} has the title {said!r}", said, unsafe=edits)
            else:
                message = (
                    f"{record.source} has {said!r} there: the address is of another paper, or the "
                    "title was changed"
                )
                yield Finding(*place, message)
            break


_ALPHA = Record(
    title="Alpha of the Betas", year=2021, venue="Nature", doi="10.1038/s41586-021-00001-1",
    kind="journal", source="Crossref", fetched=_WHEN,
)  # fmt: skip
_OF_ALPHA = Answers({"doi:10.1038/s41586-021-00001-1": Kept(_WHEN, _ALPHA)})

TITLE_DIFFERS = Rule(
    name="title-differs",
    severity="warning",
    fixable="unsafe",
    check=title_differs,
    what="The registry of the paper's DOI or arXiv id has another title.",
    why="The title is misspelt or was changed since, or the address is of another paper.",
    wrong=example("""
        * **Alpha of the Beta**, Nature 2021, [ :link: ](https://www.nature.com/articles/s41586-021-00001-1)
        """),
    right=example("""
        * **Alpha of the Betas**, Nature 2021, [ :link: ](https://www.nature.com/articles/s41586-021-00001-1)
        """),
    changes=("title",),
    answers=_OF_ALPHA,
)  # fmt: skip


def year_differs(document: CheckedDocument) -> Iterator[Finding]:
    for entry in document.judged:
        paper, year = entry.paper, entry.stated_year
        # What the address itself says is told without the network (year-vs-url).
        if year_conflict(entry):
            continue
        for _, record in _identified(document, entry):
            if (
                year is None
                or record.year is None
                or abs(record.year - year) <= _MOST_YEARS
                or not is_published_as(paper, record)
                or not alike(paper.title, record.title or "")
                or (record.kind == "preprint")
            ):
                continue
            place = entry.year or entry.span
            yield Finding(*place, f"{record.source} has the year {record.year}", str(record.year))
            break


YEAR_DIFFERS = Rule(
    name="year-differs",
    severity="warning",
    fixable="no",
    check=year_differs,
    what="The registry of the paper's DOI has another year, by more than one.",
    why=(
        "One of them is wrong, or the address is of another version. Of a preprint the number says "
        "the year (arxiv-year-mismatch)."
    ),
    wrong=example("""
        * **Alpha of the Betas**, Nature 2024, [ :link: ](https://www.nature.com/articles/s41586-021-00001-1)
        """),
    right=example("""
        * **Alpha of the Betas**, Nature 2021, [ :link: ](https://www.nature.com/articles/s41586-021-00001-1)
        """),
    answers=_OF_ALPHA,
)  # fmt: skip


def published_since(document: CheckedDocument) -> Iterator[Finding]:
    assert document.answers is not None
    for entry in document.judged:
        paper = entry.paper
        if paper.arxiv_id is None or not _is_preprint(paper):
            continue
        record = _published(paper, document.answers)
        if record is None or record.venue is None:
            continue
        known = known_venue(record.venue)
        venue = known.name if known else record.venue
        address = f"https://doi.org/{record.doi}" if record.doi else None
        said = " ".join(filter(None, (venue, str(record.year or ""))))
        wanted = ", ".join(filter(None, (said, address)))
        message = f"published since: {wanted} ({record.source})"
        edits = _edits(document, entry, venue, record.year, address)
        yield Finding(*entry.span, message, wanted, unsafe=edits)


def _is_preprint(paper: Paper) -> bool:
    written = paper.venue_raw or paper.venue
    venue = find(written) if written else None
    return written is None or (venue is not None and venue.kind == "preprint")


def _published(paper: Paper, answers: Answers) -> Record | None:
    """The record of the journal or conference version of a preprint, None where none is known.

    It is that of the DOI that arXiv names, else what Semantic Scholar has for the arXiv id.
    """
    found = answers.records.get(f"arxiv:{paper.arxiv_id}")
    named = found.record.doi if found and found.record else None
    for key in (f"doi:{named}" if named else None, f"published:{paper.arxiv_id}"):
        answer = answers.records.get(key) if key else None
        record = answer.record if answer else None
        if record is None or record.kind not in ("journal", "conference"):
            continue
        is_same = (
            record.doi == named if key == f"doi:{named}" else record.arxiv_id == paper.arxiv_id
        )
        if is_same and alike(paper.title, record.title or ""):
            return record
    return None


def _edits(
    document: CheckedDocument, entry: Entry, venue: str, year: int | None, address: str | None
) -> tuple[Edit, ...]:
    """The entry with the published version's venue, year and address; all of them or nothing."""
    link = entry.link("paper")
    if not (entry.venue and entry.year and year and address and link and link.address):
        return ()
    # A name that is no plain text here could become anything in Markdown.
    if not all(letter.isalnum() or letter in " -&:'." for letter in venue):
        return ()
    if link.url.start == link.url.end or not document.text[slice(*entry.year)].isdecimal():
        return ()
    return (
        Edit(*entry.venue, venue), Edit(*entry.year, str(year)), Edit(*link.url, address)
    )  # fmt: skip


PUBLISHED_SINCE = Rule(
    name="published-since",
    severity="warning",
    fixable="unsafe",
    check=published_since,
    what="An entry of arXiv has been published in a journal or at a conference since.",
    why="Readers want to know where it was reviewed, and to cite that version.",
    wrong=example("""
        * **Alpha of the Betas**, arXiv 2020, [ :link: ](https://arxiv.org/abs/2001.00001)
        """),
    right=example("""
        * **Alpha of the Betas**, Nature 2021, [ :link: ](https://doi.org/10.1038/s41586-021-00001-1)
        """),
    changes=("venue", "venue_raw", "year", "paper_url", "doi", "arxiv_id"),
    answers=Answers({"published:2001.00001": Kept(_WHEN, _ALPHA._replace(arxiv_id="2001.00001"))}),
)  # fmt: skip


def _links(document: CheckedDocument, state: str) -> Iterator[tuple[Entry, tuple[int, int], Link]]:
    """The links of a state, each with the place of its address; of a reference link its own."""
    assert document.answers is not None
    for entry in document.judged:
        for link in entry.links:
            found = document.answers.links.get(link.address or "")
            if found and found.state == state:
                place = link.url if link.url.start < link.url.end else link.span
                yield entry, place, found


def link_dead(document: CheckedDocument) -> Iterator[Finding]:
    for _, place, link in _links(document, "dead"):
        yield Finding(*place, f"the address leads nowhere: {link.said} ({link.checked[:_DAY]})")


LINK_DEAD = Rule(
    name="link-dead",
    severity="error",
    fixable="no",
    check=link_dead,
    what="An address is not found, again and again, or there is no such host.",
    why=(
        "Nobody can follow it. That a server lets no program in (403), was asked too often (429) "
        "or has a trouble of its own is no fault."
    ),
    wrong=example("""
        * **Alpha**, Nature 2021, [ :link: ](https://example.org/gone)
        """),
    right=example("""
        * **Alpha**, Nature 2021, [ :link: ](https://example.org/there)
        """),
    answers=Answers(
        links={
            "https://example.org/gone": Link("dead", _WHEN, "404 three times"),
            "https://example.org/there": Link("alive", _WHEN),
        }
    ),
)


def link_moved(document: CheckedDocument) -> Iterator[Finding]:
    for _, place, link in _links(document, "moved"):
        wanted = link.target or ""
        edits = (Edit(*place, wanted),) if _is_plain(wanted) and _is_url(document, place) else ()
        yield Finding(
            *place, f"the address has moved ({link.checked[:_DAY]})", wanted, unsafe=edits
        )


def _is_plain(url: str) -> bool:
    """Whether an address stands in a link as it is."""
    return all("!" <= letter <= "~" and letter not in "()<>\\[]\"'|*`" for letter in url)


def _is_url(document: CheckedDocument, place: tuple[int, int]) -> bool:
    return document.text[slice(*place)].lower().startswith("http")


LINK_MOVED = Rule(
    name="link-moved",
    severity="warning",
    fixable="unsafe",
    check=link_moved,
    what="An address has moved for good, its server says.",
    why="One day the server will not say so any more.",
    wrong=example("""
        * **Alpha**, Nature 2021, [ :link: ](https://example.org/old)
        """),
    right=example("""
        * **Alpha**, Nature 2021, [ :link: ](https://example.org/new)
        """),
    changes=("paper_url", "code_url", "doi", "arxiv_id"),
    answers=Answers(
        links={"https://example.org/old": Link("moved", _WHEN, "301", "https://example.org/new")}
    ),
)


def code_link_empty(document: CheckedDocument) -> Iterator[Finding]:
    assert document.answers is not None
    for entry in document.judged:
        for link in entry.links:
            found = document.answers.repositories.get(link.address or "")
            if link.kind == "code" and found and found.state == "empty":
                place = link.url if link.url.start < link.url.end else link.span
                yield Finding(*place, f"no code is there: {found.said} ({found.checked[:_DAY]})")


CODE_LINK_EMPTY = Rule(
    name="code-link-empty",
    severity="warning",
    fixable="no",
    check=code_link_empty,
    what="The repository on GitHub holds no code: nothing, or a README and pictures alone.",
    why="Many say that code will come, and it never does.",
    wrong=example("""
        * **Alpha**, Nature 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/soon)
        """),
    right=example("""
        * **Alpha**, Nature 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://github.com/a/code)
        """),
    answers=Answers(
        repositories={"https://github.com/a/soon": Link("empty", _WHEN, "README.md alone")}
    ),
)

"""Paper: what one entry of a catalog says."""

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from kdcat.records.record import Record

Field = Literal[
    "id", "title", "venue", "venue_raw", "year", "modality", "task", "subtask", "paper_url",
    "code_url", "doi", "arxiv_id", "catalog", "line", "authors", "date", "project_url",
]  # fmt: skip
"""The name of a paper's field that is one text or number."""
NestedField = Literal["links", "sections", "record"]
"""The name of a field that is a mapping or a list."""
Level = Literal["modality", "task", "subtask"]
"""The name of a field that names a section."""


class Paper(NamedTuple):
    """One entry of a catalog, as it stands there; a field is None where the catalog is silent.

    Fields are read by their names; new ones are only ever added at the end. `FIELDS` are JSON keys
    and CSV columns, in their order, which never changes; behind them JSON has `NESTED_FIELDS`.
    """

    id: str
    """A short name of the title, made from it alone: equal titles have one, see `reading.ids`."""
    title: str
    """The title as it is rendered: no Markdown, one space between words."""
    venue: str | None
    """The canonical short name of the venue, or the venue as written where none is known."""
    venue_raw: str | None
    """The venue as written, less the year at its end."""
    year: int | None
    """The year as written, mistakes included."""
    modality: str | None
    """The outermost section the entry stands in."""
    task: str | None
    """The section of the second level."""
    subtask: str | None
    """The section of the third level."""
    paper_url: str | None
    """The absolute http or https address of the paper."""
    code_url: str | None
    """The absolute http or https address of the code."""
    doi: str | None
    """The DOI that one of the addresses carries, in lower case."""
    arxiv_id: str | None
    """The arXiv identifier that one of the addresses carries, without its version."""
    catalog: str
    """The catalog's file, as it was given; `kdcat:catalog.md` is the bundled one."""
    line: int
    """The 1-based line of the file on which the entry begins."""
    authors: str | None = None
    """The authors as written."""
    date: str | None = None
    """When it appeared, in ISO 8601, as exact as written: `2023-10`; None where only a year is."""
    project_url: str | None = None
    """The absolute http or https address of the project's page."""
    deeper: tuple[str, ...] = ()
    """The sections below the third level, outermost first; `sections` has them all."""
    links: tuple[tuple[str, str], ...] = ()
    """The other links: a label and its absolute http or https address; no label comes twice."""
    record: "Record | None" = None
    """What a registry says of the paper, see `kdcat.records`; None where that is not known."""

    @property
    def sections(self) -> tuple[str, ...]:
        """The names of all sections the entry stands in, outermost first; none where it has none.

        Its first three are the modality, task and subtask.
        """
        names = (self.modality, self.task, self.subtask, *self.deeper)
        return tuple([name for name in names if name])

    @property
    def told_authors(self) -> str | None:
        """The authors as written, else those of the record."""
        return self.authors or (self.record.names if self.record else None)

    @property
    def told_venue(self) -> str | None:
        """The venue as the list has it, else as the record names it."""
        return self.venue or (self.record.venue if self.record else None)

    @property
    def told_year(self) -> int | None:
        """The year as written, else that of the record."""
        return self.year if self.year is not None or not self.record else self.record.year


FIELDS: tuple[Field, ...] = get_args(Field)
"""The names of a paper's fields, in their order."""

NESTED_FIELDS: tuple[NestedField, ...] = get_args(NestedField)
"""The names of the fields that only formats with lists and mappings have unasked."""

RECORD_FIELDS: tuple[str, ...] = (
    "record.title", "record.authors", "record.editors", "record.abstract", "record.venue",
    "record.year", "record.doi", "record.arxiv_id", "record.kind", "record.pages", "record.volume",
    "record.issue", "record.publisher", "record.source", "record.fetched",
)  # fmt: skip
"""The names of what a paper's record says, one by one."""

LEVELS: tuple[Level, ...] = get_args(Level)
"""The fields that name the sections, outermost first."""


def json_value(paper: Paper, field: str) -> object:
    """Return a field as JSON has it: links as a mapping of label to address, sections as a list.

    `record` is an object, and `record.doi` a field of it; None where the paper has no record.
    """
    if field.startswith("record"):
        if paper.record is None:
            return None
        said = paper.record.as_json()
        return said if field == "record" else said[field.removeprefix("record.")]
    if field == "links":
        return dict(paper.links)
    if field == "sections":
        return list(paper.sections)
    return getattr(paper, field)

"""Papers for a program: a function from papers to text for each format, and the one table of them.

Importing this loads no format. `kdcat.formats.sqlite` writes a file, not text, and is on its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.errors import UsageError
from kdcat.paper import FIELDS, Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Columns = Mapping[str, Sequence[object]]
    """What is known beside the papers' fields: a name, and one value for each paper."""


class Format(NamedTuple):
    """A way to write papers as text."""

    name: str
    suffix: str
    """The usual end of a file's name, its dot included."""
    summary: str
    """One line for the help."""
    render: Callable[[Sequence[Paper], Sequence[str], Columns], Iterator[str]]
    """From papers, the names of the fields asked for, and further columns, to pieces of text."""
    fields: tuple[str, ...] = ()
    """The fields written unless others are asked for; none where the format says what it holds."""
    once: bool = False
    """Whether a paper listed twice is written once."""

    @property
    def takes_fields(self) -> bool:
        """Whether the fields can be chosen."""
        return bool(self.fields)


def render(
    name: str,
    papers: Iterable[Paper],
    fields: Sequence[str] | None = None,
    extra: Columns | None = None,
) -> Iterator[str]:
    r"""Return papers as text in a format, in pieces.

    Lines end as the format has it (`\r\n` in csv and ris), so write the pieces as they are: open
    the file with `newline=""`.

    Args:
        name: The format, one of `FORMATS`.
        papers: The papers, in their order.
        fields: What to write of each, in this order; the format's own choice without it.
        extra: Further columns, such as a search's scores: one value for each paper under each
            name. Written after the fields by the formats that write all fields, and by the others
            where `fields` names them.

    Raises:
        UsageError: There is no such format or field, or the format does not let fields be chosen;
            the message says what is allowed.
    """
    extra = extra or {}
    if name not in FORMATS:
        from kdcat.errors import no_such

        raise no_such("format", name, list(FORMATS))
    form = FORMATS[name]
    if fields is None:
        fields = (*form.fields, *extra) if form.fields == FIELDS else form.fields
    elif not form.takes_fields:
        others = ", ".join([other.name for other in FORMATS.values() if other.takes_fields])
        raise UsageError(f"the fields of {name} cannot be chosen; those of {others} can")
    else:
        _check(fields, (*FIELDS, *extra))
    return form.render(tuple(papers), tuple(dict.fromkeys(fields)), extra)


def _check(fields: Sequence[str], known: Sequence[str]) -> None:
    for field in fields:
        if field not in known:
            from kdcat.errors import no_such

            raise no_such("field", field, known)
    if not fields:
        raise UsageError(f"no field is asked for; fields: {', '.join(known)}")


def _rows(
    papers: Sequence[Paper], fields: Sequence[str], extra: Columns
) -> Iterable[Sequence[object]]:
    """The values of the fields, paper by paper."""
    if tuple(fields) == FIELDS:
        return papers
    columns: list[Sequence[object]] = []
    for field in fields:
        if field in extra:
            columns.append(extra[field])
        else:
            at = FIELDS.index(field)
            columns.append([paper[at] for paper in papers])
    return zip(*columns, strict=True)


def _tsv(papers: Sequence[Paper], fields: Sequence[str], extra: Columns) -> Iterator[str]:
    from kdcat.formats.tabular import tsv

    return tsv(_rows(papers, fields, extra))


def _csv(papers: Sequence[Paper], fields: Sequence[str], extra: Columns) -> Iterator[str]:
    from kdcat.formats.tabular import csv

    return csv(_rows(papers, fields, extra), fields)


def _json(papers: Sequence[Paper], fields: Sequence[str], extra: Columns) -> Iterator[str]:
    from kdcat.formats.json_text import array, objects

    return array(objects(_rows(papers, fields, extra), fields))


def _jsonl(papers: Sequence[Paper], fields: Sequence[str], extra: Columns) -> Iterator[str]:
    from kdcat.formats.json_text import lines, objects

    return lines(objects(_rows(papers, fields, extra), fields))


def _markdown(papers: Sequence[Paper], _fields: Sequence[str], _extra: Columns) -> Iterator[str]:
    from kdcat.layouts.line import entry_line
    from kdcat.printable import printable

    return (printable(entry_line(paper)) + "\n" for paper in papers)


def _bibtex(papers: Sequence[Paper], _fields: Sequence[str], _extra: Columns) -> Iterator[str]:
    from kdcat.formats.bibtex import bibtex

    return bibtex(papers)


def _ris(papers: Sequence[Paper], _fields: Sequence[str], _extra: Columns) -> Iterator[str]:
    from kdcat.formats.ris import ris

    return ris(papers)


def _csl_json(papers: Sequence[Paper], _fields: Sequence[str], _extra: Columns) -> Iterator[str]:
    from kdcat.formats.csl_json import csl_json

    return csl_json(papers)


_TSV_FIELDS = ("id", "title", "venue", "year", "modality", "task", "paper_url", "code_url")

FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("tsv", ".tsv", "one line per paper, tab separated, no header", _tsv, _TSV_FIELDS),
        Format("csv", ".csv", "a table with a header, for spreadsheets", _csv, FIELDS),
        Format("json", ".json", "an array of objects, one to a line", _json, FIELDS),
        Format("jsonl", ".jsonl", "one JSON object to a line", _jsonl, FIELDS),
        Format("markdown", ".md", "bullets in the catalog's own form", _markdown),
        Format("bibtex", ".bib", "entries for LaTeX, each paper once", _bibtex, once=True),
        Format("ris", ".ris", "references for EndNote, each paper once", _ris, once=True),
        Format("csl-json", ".json", "references for Pandoc, each paper once", _csl_json, once=True),
    )
}
"""The formats by their names, in the order in which they are shown."""

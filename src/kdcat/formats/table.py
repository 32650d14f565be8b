"""The one table of the formats, each of which is a module of this folder.

Importing this loads no format.
"""

from __future__ import annotations

from importlib import import_module
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from kdcat.errors import UsageError
from kdcat.paper import FIELDS, NESTED_FIELDS, RECORD_FIELDS, Paper, json_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    Columns = Mapping[str, Sequence[object]]
    """What is known beside the papers' fields: a name, and one value for each paper."""

Key = Literal["id", "author-year"]
"""What the keys of a bibliography are made of."""
KEYS: tuple[Key, ...] = get_args(Key)
Holds = Literal["rows", "papers", "file"]
"""What a format can hold, and with it how its function is called.

`rows`: rows of anything under names, `(rows, names)` to pieces of text; `papers`: papers alone,
`(papers)` to pieces of text; `file`: papers in a file that is no text, `(papers, path)`.
"""


class Format(NamedTuple):
    """A way to write papers.

    It is the function of its name in the module of its name, with `_` for `-`, and loaded when it
    is used.
    """

    name: str
    suffixes: tuple[str, ...]
    """The ends of a file's name that stand for it, their dots included; the usual one first."""
    holds: Holds
    summary: str
    """What it is, in one line of Markdown."""
    fields: tuple[str, ...] = ()
    """The fields written unless others are asked for; none where the format says what it holds."""
    once: bool = False
    """Whether a paper listed twice is written once."""
    nested: bool = False
    """Whether a value may be a list or a mapping."""
    header: Literal["always", "never", "if wanted"] = "never"
    """Whether the names of the columns stand above the rows."""

    @property
    def takes_fields(self) -> bool:
        """Whether the fields can be chosen."""
        return self.holds == "rows"

    def function(self) -> Callable[..., Any]:
        """Return the function that writes the format, see `Holds`."""
        name = self.name.replace("-", "_")
        function: Callable[..., Any] = getattr(import_module(f"kdcat.formats.{name}"), name)
        return function


_ALL_FIELDS = (*FIELDS, *NESTED_FIELDS)
_TSV_FIELDS = ("id", "title", "venue", "year", "modality", "task", "paper_url", "code_url")

FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format(
            "tsv", (".tsv",), "rows",
            f"one line for each paper: {', '.join(_TSV_FIELDS)}; a header with `--header`",
            _TSV_FIELDS, header="if wanted",
        ),
        Format(
            "csv", (".csv",), "rows",
            "all fields with a header, after RFC 4180; text that a spreadsheet would run or take "
            "for a number begins with `'`, an arXiv id with `arXiv:`", FIELDS, header="always",
        ),
        Format(
            "json", (".json",), "rows", "an array of objects, one to a line", _ALL_FIELDS,
            nested=True,
        ),
        Format("jsonl", (".jsonl",), "rows", "one object on each line", _ALL_FIELDS, nested=True),
        Format(
            "markdown", (".md",), "papers",
            "bullets in the catalog's own form under their headings, a catalog again",
        ),
        Format(
            "bibtex", (".bib",), "papers",
            "a bibliography for LaTeX: each paper once, its sections as keywords", once=True,
        ),
        Format(
            "ris", (".ris",), "papers", "the same for EndNote, Zotero, Mendeley and JabRef",
            once=True,
        ),
        Format("csl-json", (".json",), "papers", "the same for Pandoc and citeproc", once=True),
        Format(
            "sqlite", (".db", ".sqlite", ".sqlite3"), "file",
            "a database with a `papers` table and full-text search (`kdcat export` only)",
        ),
    )
}  # fmt: skip
"""The formats by their names, in the order in which they are shown."""
TEXT_FORMATS = {name: form for name, form in FORMATS.items() if form.holds != "file"}
"""Those that are text, and can be printed."""
ROW_FORMATS = {name: form for name, form in FORMATS.items() if form.holds == "rows"}
"""Those that hold rows of anything, not of papers alone."""


def render_rows(
    name: str, rows: Iterable[Sequence[object]], names: Sequence[str], header: bool = False
) -> Iterator[str]:
    """Return rows of anything as text in a format, in pieces.

    Args:
        name: The format, one of `ROW_FORMATS`.
        rows: The values of each row: text, numbers, None, and lists and mappings of these.
        names: The names of the columns, in the order of the values.
        header: Whether the names stand above the rows, where the format leaves it open.
    """
    form = ROW_FORMATS[name]
    if header and form.header == "if wanted":
        rows = chain([names], rows)
    pieces: Iterator[str] = form.function()(rows, names)
    return pieces


def render(
    name: str,
    papers: Iterable[Paper],
    fields: Sequence[str] | None = None,
    extra: Columns | None = None,
    header: bool = False,
    key: str | None = None,
) -> Iterator[str]:
    r"""Return papers as text in a format, in pieces.

    Lines end as the format has it (`\r\n` in csv and ris), so write the pieces as they are: open
    the file with `newline=""`.

    Args:
        name: The format, one of `TEXT_FORMATS`.
        papers: The papers, in their order.
        fields: What to write of each, in this order; the format's own choice without it.
        extra: Further columns, such as a search's scores: one value for each paper under each
            name. Written after the fields by the formats that write all fields, and by the others
            where `fields` names them.
        header: Whether the names stand above the rows, where the format leaves it open.
        key: What the keys of a bibliography are made of, one of `KEYS`; the id without
            it.

    Raises:
        UsageError: There is no such format or field, or the format does not let fields be chosen;
            the message says what is allowed.
    """
    extra = extra or {}
    if name not in TEXT_FORMATS:
        from kdcat.errors import no_such

        raise no_such("format", name, list(TEXT_FORMATS))
    form = TEXT_FORMATS[name]
    if not form.takes_fields:
        if fields is not None:
            raise UsageError(
                f"the fields of {name} cannot be chosen; those of {', '.join(ROW_FORMATS)} can"
            )
        keyed = {"key": key} if key is not None and form.once else {}
        pieces: Iterator[str] = form.function()(tuple(papers), **keyed)
        return pieces
    if fields is None:
        fields = (*form.fields, *extra) if form.fields[: len(FIELDS)] == FIELDS else form.fields
    else:
        _check(fields, (*_ALL_FIELDS, *RECORD_FIELDS, *extra))
    names = tuple(dict.fromkeys(fields))
    return render_rows(name, _rows(tuple(papers), names, extra), names, header)


def _check(fields: Sequence[str], known: Sequence[str]) -> None:
    for field in fields:
        if field not in known:
            from kdcat.errors import no_such

            raise no_such("field", field, [name for name in known if name not in RECORD_FIELDS])
    if not fields:
        raise UsageError(f"no field is asked for; fields: {', '.join(_ALL_FIELDS)}")


def _rows(
    papers: Sequence[Paper], fields: Sequence[str], extra: Columns
) -> Iterable[Sequence[object]]:
    """The values of the fields, paper by paper."""
    columns: list[Sequence[object]] = []
    for field in fields:
        if field in extra:
            columns.append(extra[field])
        elif field in NESTED_FIELDS or field in RECORD_FIELDS:
            columns.append([json_value(paper, field) for paper in papers])
        else:
            columns.append([*map(attrgetter(field), papers)])
    return zip(*columns, strict=True)

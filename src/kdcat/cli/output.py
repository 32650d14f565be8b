"""The answer of a command that gives papers: sorted, cut to a number, in the format asked for."""

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from kdcat.cli import DONE, NO
from kdcat.cli.format_names import TABLE, format_names
from kdcat.cli.streams import at_terminal, screen, shows_links, tell_people, write
from kdcat.errors import UsageError
from kdcat.formats.table import FORMATS, render
from kdcat.paper import FIELDS, NESTED_FIELDS, RECORD_FIELDS, Paper
from kdcat.words import how_many

if TYPE_CHECKING:
    from kdcat.searching.find import Match


class Output(NamedTuple):
    """How the papers are wanted."""

    format: str
    fields: tuple[str, ...] | None
    exit_status: bool
    header: bool

    @classmethod
    def of(
        cls, format_name: str | None, as_json: bool, fields: str | None, exit_status: bool = False,
        extra: Sequence[str] = (), header: bool = False,
    ) -> "Output":  # fmt: skip
        """Take the options of a command.

        Raises:
            UsageError: There is no such format or field; the message says what there is.
        """
        if as_json and format_name not in {None, "json"}:
            raise UsageError(f"--json and --format {format_name} cannot both be meant")
        wanted = "json" if as_json else format_name or (TABLE if at_terminal() else "tsv")
        name = _known_format(wanted)
        check_header(name, header)
        return cls(name, known_fields(fields, extra), exit_status, header)

    def marks_matches(self) -> bool:
        """Whether it is shown which words a search found where."""
        holds_lists = self.format != TABLE and FORMATS[self.format].nested
        return self.format == TABLE or holds_lists or "matches" in (self.fields or ())


def check_header(format_name: str, header: bool) -> None:
    """Raise UsageError where a header is wanted of a format that has none."""
    if header and format_name != TABLE and FORMATS[format_name].header == "never":
        raise UsageError(f"--header goes with tsv; {format_name} has none")


def _known_format(name: str) -> str:
    names = format_names()
    if name not in names:
        from kdcat.errors import no_such

        raise no_such("format", name, names)
    return name


def known_fields(text: str | None, extra: Sequence[str] = ()) -> tuple[str, ...] | None:
    """Return the fields that are named, each once; None where none are asked for.

    Raises:
        UsageError: There is no such field; the message says what there is.
    """
    if text is None:
        return None
    known = (*FIELDS, *NESTED_FIELDS, *extra)
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in known and name not in RECORD_FIELDS:
            from kdcat.errors import no_such

            raise no_such("field", name, RECORD_FIELDS if name.startswith("record.") else known)
    if not names:
        raise UsageError(f"--fields names no field; fields: {', '.join(known)}")
    return tuple(dict.fromkeys(names))


def print_papers(
    papers: Sequence[Paper],
    output: Output,
    matches: Sequence["Match"] | None = None,
    *,
    extra: Mapping[str, Sequence[object]] | None = None,
    note: tuple[str, Sequence[str]] | None = None,
    pages: bool = False,
) -> int:
    """Print papers and return the exit code.

    Args:
        papers: The papers, in their order.
        output: How they are wanted.
        matches: For a search, what matched in each of them.
        extra: What is known beside the papers' fields, by the name of the field.
        note: For the table a word, and what it heads for each of them.
        pages: Whether there is more than one file that they may be from: the table says which.
    """
    extra = {} if extra is None else extra
    if matches is not None:
        extra = _columns(matches)
        note = ("lacks", [", ".join(match.missing) for match in matches])
    if output.format == TABLE:
        from kdcat.display.tables import print_table

        spans = [match.spans for match in matches] if matches else None
        out = screen(sys.stdout)
        as_text = not shows_links()
        print_table(papers, out, output.fields, spans, extra, note, pages=pages, addresses=as_text)
    else:
        write(render(output.format, papers, output.fields, extra, output.header))
    if output.format == TABLE:
        tell_people(how_many(len(papers), "paper"))
    fitting = papers if matches is None else [match for match in matches if not match.missing]
    return NO if output.exit_status and not fitting else DONE


def _columns(matches: Sequence["Match"]) -> dict[str, list[object]]:
    """What a search knows beside the papers: their scores, what matched where, what is missing."""
    return {
        "score": [round(match.score, 4) for match in matches],
        "matches": [[span._asdict() for span in match.spans] for match in matches],
        "missing": [[*match.missing] for match in matches],
    }


def sorted_papers(papers: Sequence[Paper], keys: str | None) -> list[Paper]:
    """Return the papers sorted by `year,-venue`: first by year, then by venue from its end.

    Papers without the field come last, either way; equal ones keep their order.

    Raises:
        UsageError: There is no such field.
    """
    return [papers[place] for place in in_order(papers, keys)]


def in_order(papers: Sequence[Paper], keys: str | None) -> list[int]:
    """Return the places of the papers as `sorted_papers` sorts them.

    Raises:
        UsageError: There is no such field.
    """
    ordered = list(range(len(papers)))
    wanted: dict[str, str] = {}
    for key in keys.split(",") if keys else ():
        # By a field that they are sorted by already nothing is sorted any more.
        wanted.setdefault(key.strip().lstrip("+-"), key)
    for name, key in reversed(wanted.items()):
        if name not in FIELDS:
            from kdcat.errors import no_such

            raise no_such("field", name, FIELDS, " to sort by")
        values = [getattr(paper, name) for paper in papers]
        without = [place for place in ordered if values[place] is None]
        having = [place for place in ordered if values[place] is not None]
        having.sort(key=partial(_sort_key, values), reverse=key.strip().startswith("-"))
        ordered = having + without
    return ordered


def _sort_key(values: Sequence[object], place: int) -> tuple[int, str]:
    value = values[place]
    return (value, "") if isinstance(value, int) else (0, str(value).casefold())

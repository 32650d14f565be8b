"""The options that several commands share, each with its help and its completion."""

from typing import TYPE_CHECKING, Annotated, NamedTuple, cast

import typer

from kdcat.cli import completion
from kdcat.cli.format_names import format_names, one_of
from kdcat.cli.streams import tell, tell_people
from kdcat.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kdcat.index.papers import Index
    from kdcat.searching.filters import Filter
    from kdcat.searching.query import Name

_MOST_NAMED = 3
_OPEN = ("year", "title", "author")
"""The filters of which not all values that there are can be told."""
_CATALOG, _FILTERS, _OUTPUT = "Catalog", "Filters", "Output"

Catalogs = Annotated[
    list[str] | None,
    typer.Option(
        "--catalog", "-c", metavar="PATH", rich_help_panel=_CATALOG,
        autocompletion=completion.catalogs,
        help="A catalog to read: a file, a folder or a pattern of files, the name of a list that "
        "you follow, - for standard input; repeatable. "
        "Default: $KDCAT_CATALOG, else that of config.toml, else the bundled one.",
    ),
]  # fmt: skip
NoCache = Annotated[
    bool,
    typer.Option(
        "--no-cache",
        rich_help_panel=_CATALOG,
        help="Read the catalog anew, and keep no index of it.",
    ),
]
Modality = Annotated[
    list[str] | None,
    typer.Option(
        "--modality", "-m", metavar="NAME", rich_help_panel=_FILTERS,
        autocompletion=completion.modalities, help="Papers of a modality, such as speech.",
    ),
]  # fmt: skip
Task = Annotated[
    list[str] | None,
    typer.Option(
        "--task", "-t", metavar="NAME", rich_help_panel=_FILTERS,
        autocompletion=completion.tasks, help="Papers of a task or subtask, such as asr.",
    ),
]  # fmt: skip
Section = Annotated[
    list[str] | None,
    typer.Option(
        "--section", metavar="NAME", rich_help_panel=_FILTERS,
        autocompletion=completion.sections, help="Papers of a section of any level.",
    ),
]  # fmt: skip
Venue = Annotated[
    list[str] | None,
    typer.Option(
        "--venue", metavar="NAME", rich_help_panel=_FILTERS,
        autocompletion=completion.venues, help="Papers of a venue, by any of its names.",
    ),
]  # fmt: skip
Year = Annotated[
    list[str] | None,
    typer.Option(
        "--year", "-y", metavar="YEARS", rich_help_panel=_FILTERS,
        autocompletion=completion.years,
        help="2024, 2020-2023, 2020-, -2019 or >2020; commas mean or.",
    ),
]  # fmt: skip
Title = Annotated[
    list[str] | None,
    typer.Option(
        "--title",
        metavar="WORDS",
        rich_help_panel=_FILTERS,
        help="Papers with these words in the title, as search finds them.",
    ),
]
Author = Annotated[
    list[str] | None,
    typer.Option(
        "--author", metavar="NAME", rich_help_panel=_FILTERS,
        help="Papers of an author, by the family name, or with others of the names or initials.",
    ),
]  # fmt: skip
Code = Annotated[
    bool | None,
    typer.Option(
        "--code/--no-code", rich_help_panel=_FILTERS, help="Papers with code, or without."
    ),
]
NotIn = Annotated[
    list[str] | None,
    typer.Option(
        "--not-in", metavar="PATH", rich_help_panel=_FILTERS, autocompletion=completion.catalogs,
        help="Papers that another list lacks; named as with --catalog, repeatable.",
    ),
]  # fmt: skip
Sort = Annotated[
    str | None,
    typer.Option(
        "--sort", "-s", metavar="A,-B", rich_help_panel=_OUTPUT,
        autocompletion=completion.sort_keys, help="Sort by fields; - before one: from its end.",
    ),
]  # fmt: skip
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", "-n", min=0, metavar="N", rich_help_panel=_OUTPUT, help="At most N papers."
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format", "-f", metavar="FORMAT", rich_help_panel=_OUTPUT,
        autocompletion=completion.of(format_names()),
        help=f"{one_of(format_names())}. Default: a table on a terminal, tsv in a pipe.",
    ),
]  # fmt: skip
Json = Annotated[
    bool, typer.Option("--json", rich_help_panel=_OUTPUT, help="Short for --format json.")
]
Fields = Annotated[
    str | None,
    typer.Option(
        "--fields", metavar="A,B,C", rich_help_panel=_OUTPUT, autocompletion=completion.fields,
        help="Only these fields, in this order.",
    ),
]  # fmt: skip


def _without_arguments(ctx: typer.Context, wanted: bool) -> bool:
    """What comes out can be asked before there is a question."""
    for parameter in ctx.command.params if wanted else ():
        parameter.required = False
    return wanted


Schema = Annotated[
    bool,
    typer.Option(
        "--schema", callback=_without_arguments, is_eager=True, rich_help_panel=_OUTPUT,
        help="Print the JSON Schema of the JSON output, and nothing else.",
    ),
]  # fmt: skip
Header = Annotated[
    bool,
    typer.Option(
        "--header", rich_help_panel=_OUTPUT, help="With tsv: the fields' names as a first line."
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", rich_help_panel=_OUTPUT, help="Only papers that fit, none that are near."
    ),
]
Abstracts = Annotated[
    bool,
    typer.Option(
        "--abstracts",
        rich_help_panel=_FILTERS,
        help="Look for the words in the abstracts too, of papers that 'kdcat complete' has found.",
    ),
]
ExitStatus = Annotated[
    bool,
    typer.Option(
        "--exit-status", "-e", rich_help_panel=_OUTPUT, help="Exit with 1 if nothing matches."
    ),
]


class Where(NamedTuple):
    """The filter options of one call."""

    modality: list[str] | None
    task: list[str] | None
    venue: list[str] | None
    year: list[str] | None
    title: list[str] | None
    section: list[str] | None
    author: list[str] | None
    code: bool | None

    def filters(self) -> "list[Filter]":
        """Return one filter for each option that was given, but for the words of titles.

        Raises:
            UsageError: One of them is given nothing.
        """
        from kdcat.searching.filters import Filter

        filters = []
        for field, values in zip(self._fields[:-1], self[:-1], strict=True):
            for value in values or () if field in _OPEN else ():
                if not any(map(str.isalnum, value)):
                    raise UsageError(f"--{field} needs a value")
            if values and field != "title":
                filters.append(Filter(cast("Name", field), tuple(values)))
        if self.code is not None:
            filters.append(Filter("has", ("code" if self.code else "no-code",)))
        return filters

    def rows(self, index: "Index") -> list[int] | None:
        """Return the rows of the papers that fit; None where no option was given: all do.

        What the words of titles were taken for is said on standard error, and if none has them.

        Raises:
            UsageError: A value names nothing in the catalog.
        """
        if not any(value is not None for value in self):
            return None
        from kdcat.searching.filters import select
        from kdcat.searching.query import MOST_WORDS

        rows = select(index, self.filters())
        if self.title:
            asked = dict.fromkeys(self.title)
            if sum(len(words.split()) for words in asked) > MOST_WORDS:
                raise UsageError(f"title: more than {MOST_WORDS:,} words: ask with fewer")
            fitting = set().union(*(_in_titles(index, words) for words in asked))
            rows = [row for row in rows if row in fitting]
        return rows


def _in_titles(index: "Index", words: str) -> set[int]:
    from kdcat.searching.in_titles import in_titles

    found = in_titles(index, words)
    tell_misspelt(found.misspelt)
    if not found.rows and len(index):
        from shlex import quote

        unknown = " or ".join(map(repr, found.unknown)) or "all of these words"
        near = " or ".join(found.near[:_MOST_NAMED])
        meant = f"; did you mean {near}?" if near else ""
        tell(f"kdcat: nothing fits --title {quote(words)}: no title has {unknown}{meant}")
    return found.rows


def tell_misspelt(misspelt: "Mapping[str, Sequence[str]]") -> None:
    """Say to a person which words were taken for which others."""
    for typed, words in misspelt.items():
        meant = " or ".join(words[:_MOST_NAMED]) + " ..." * (len(words) > _MOST_NAMED)
        tell_people(f"{typed!r} is taken for {meant}")

"""What the shell proposes for an option: the real values of the catalog that is asked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer  # noqa: TC002 (who calls these looks at what they take)

from kdcat.errors import KdcatError
from kdcat.paper import FIELDS, NESTED_FIELDS, RECORD_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kdcat.index.papers import Index
    from kdcat.paper import Paper

_HARMLESS = "_.,+/-"
_HARMLESS_IN_QUOTES = f"{_HARMLESS} ()[]&"
"""What a shell takes for itself, beside letters and digits."""
_SHORTEST_WORD = 2
_VALUES = {"has": ("code", "paper"), "is": ("preprint",)}
_NAMED = ("modality", "task", "section", "venue")


def see_empty_word() -> None:
    """Let what bash has before the cursor end with a word, though an empty one, behind a colon.

    It parts words at colons, and takes what is proposed for what follows the last of them.
    """
    words = os.environ.get("COMP_WORDS", "").split("\n")
    place = os.environ.get("COMP_CWORD", "")
    if words[-1] == ":" and place == str(len(words) - 1):
        os.environ["COMP_CWORD"] = str(len(words))


def catalogs(incomplete: str) -> list[str]:
    """Propose lists that are followed, and beside them files, which alone the shell finds."""
    from kdcat.cli import followed

    names = [*followed.proposed(incomplete)]
    return [*names, *_paths(incomplete)] if names else []


def _paths(incomplete: str) -> list[str]:
    """The folders and Markdown files whose path begins so, as a shell can take them."""
    from kdcat.reading.page_patterns import ENDS

    folder, last = os.path.split(incomplete)
    try:
        with os.scandir(folder or os.curdir) as entries:
            found = [(entry.name, entry.is_dir()) for entry in entries]
    except (OSError, ValueError):
        return []
    return [
        os.path.join(folder, f"{name}/" if is_folder else name)  # noqa: PTH118 (as it was typed)
        for name, is_folder in sorted(found)
        if name.startswith(last)
        and (last or not name.startswith("."))
        and (is_folder or name.lower().endswith(ENDS))
        and _is_safe(name, _HARMLESS)
    ]


def modalities(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the catalog's modalities."""
    return _names(ctx, "modality", incomplete)


def tasks(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the catalog's tasks and subtasks; only those of the modalities that were named."""
    index = _index(ctx)
    if index is None:
        return []
    named = ctx.params.get("modality") or []
    if isinstance(named, str):
        named = [named]
    if not named:
        return _names(ctx, "task", incomplete)
    from kdcat.searching.filters import Filter, select

    try:
        rows = select(index, [Filter("modality", tuple(named))])
    except KdcatError:
        return []
    papers = index.papers(rows)
    own = {name for paper in papers for name in (paper.task, paper.subtask) if name}
    return _beginning(sorted(own, key=str.casefold), incomplete)


def sections(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the catalog's sections of every level."""
    return _names(ctx, "section", incomplete)


def venues(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the catalog's venues."""
    return _names(ctx, "venue", incomplete)


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the years of the catalog's papers, latest first."""
    index = _index(ctx)
    return [] if index is None else _beginning(_years(index), incomplete)


def references(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose ids and arXiv ids of papers, or a further word of a title.

    To be opened with --code are only papers that have code.
    """
    index = _index(ctx)
    if index is None:
        return []
    papers: Iterable[Paper] = index.papers()
    if ctx.info_name == "open" and ctx.params.get("code"):
        papers = [paper for paper in papers if paper.code_url]
    before, space, last = incomplete.rpartition(" ")
    named = [] if space else _beginning((paper.id for paper in papers), incomplete)
    if not space and incomplete[:1].isdecimal():
        named += _beginning((paper.arxiv_id for paper in papers if paper.arxiv_id), incomplete)
    if len(last) < _SHORTEST_WORD:
        return named
    from kdcat.words import plain_words

    wanted = set(plain_words(before))
    words = {
        word
        for paper in papers
        if wanted.issubset(own := plain_words(paper.title))
        for word in own
        if word.startswith(last.lower())
    }
    # What an id begins with leads to it, so that the word alone says no more.
    further = sorted(word for word in words if not any(name.startswith(word) for name in named))
    return [*named, *(f"{before}{space}{word}" for word in further)]


def query(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose a value for the condition that a query ends with: `lidar venue:CV`."""
    rest, space, last = incomplete.rpartition(" ")
    name, colon, value = last.rpartition(":")
    before = f"{rest}{space}{name}{colon}"
    if not colon:
        # bash parts words at colons: `venue`, `:`, `CV`.
        name, colon = ["", "", *(ctx.params.get("query") or [])][-2:] if not space else ("", "")
        before = ""
    if colon != ":":
        return []
    field = name.lstrip("-").lower()
    index = _index(ctx)
    if index is None:
        return []
    if field in _VALUES:
        proposed = _beginning(_VALUES[field], value)
    elif field == "year":
        proposed = _beginning(_years(index), value)
    elif field in _NAMED:
        proposed = _names(ctx, field, value, in_quotes=False)
    else:
        return []
    return [before + name for name in proposed]


def _years(index: Index) -> list[str]:
    written = sorted((int(year) for year in index.column("year").values if year), reverse=True)
    return [*map(str, written)]


def of(names: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what proposes those of some names that begin as what was typed."""
    return lambda incomplete: _beginning(names, incomplete)


def fields(incomplete: str) -> list[str]:
    """Propose a further field for a list of them."""
    return _further(incomplete, (*FIELDS, *NESTED_FIELDS, *RECORD_FIELDS))


def sort_keys(incomplete: str) -> list[str]:
    """Propose a further key for a list of them, either way round."""
    return _further(incomplete, [*FIELDS, *(f"-{field}" for field in FIELDS)])


def _further(incomplete: str, names: Iterable[str]) -> list[str]:
    before, comma, last = incomplete.rpartition(",")
    given = before.split(",")
    return [f"{before}{comma}{name}" for name in _beginning(names, last) if name not in given]


def _beginning(
    names: Iterable[str], incomplete: str, *, in_quotes: bool | None = None
) -> list[str]:
    """The names with that beginning, as the shell can take them.

    A name with white space or a character that means something to a shell is proposed as its slug,
    which the options understand as well; in quotes, white space and brackets mean nothing else. The
    shell, which minds case, gets the case that was typed.
    """
    in_quotes = _is_in_quotes() if in_quotes is None else in_quotes
    wanted = incomplete.casefold()
    # What begins otherwise is not worth the module of words, which takes its time to load.
    near = [name for name in names if wanted[:1] in {"", *_beginnings(name)}]
    harmless = _HARMLESS_IN_QUOTES if in_quotes else _HARMLESS
    safe = [name if _is_safe(name, harmless) else _slug(name) for name in near]
    return [
        name if name.startswith(incomplete) else incomplete + name[len(incomplete) :].lower()
        for name in dict.fromkeys(safe)
        if name.casefold().startswith(wanted)
    ]


def _beginnings(name: str) -> tuple[str, str]:
    """The first character of a name, and of its slug."""
    return name[:1].casefold(), next(filter(str.isalnum, name), "").casefold()


def _is_safe(name: str, harmless: str) -> bool:
    """Whether no shell sees more in a name than its letters."""
    return all(letter.isalnum() or letter in harmless for letter in name)


def _is_in_quotes() -> bool:
    """Whether the word that is completed begins with a quote that has no pair yet."""
    line = os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS", "")
    quote = ""
    for letter in line:
        if letter in "\"'" and quote in {"", letter}:
            quote = "" if quote else letter
    return bool(quote)


def _slug(name: str) -> str:
    from kdcat.words import plain_words

    return "-".join(plain_words(name))


def _names(
    ctx: typer.Context, field: str, incomplete: str, *, in_quotes: bool | None = None
) -> list[str]:
    from kdcat.searching.filters import names

    index = _index(ctx)
    if index is None:
        return []
    return _beginning(names(index, field), incomplete, in_quotes=in_quotes)


def _index(ctx: typer.Context) -> Index | None:
    """The index of the catalogs named so far; None, and silence, where they cannot be read."""
    from kdcat.cli.catalogs import cache_folder, sources
    from kdcat.index.cache import index_of

    named = [name for name in ctx.params.get("catalog") or [] if name != "-"]
    try:
        return index_of(sources(named, lambda message: None), cache_folder())
    except KdcatError:
        return None

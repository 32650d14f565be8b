"""What the shell proposes for an option: the real values of the catalog that is asked."""

from collections.abc import Callable, Iterable

import typer

from kdcat.errors import KdcatError
from kdcat.paper import FIELDS, NESTED_FIELDS


def modalities(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the catalog's modalities."""
    return _names(ctx, "modality", incomplete)


def tasks(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the catalog's tasks and subtasks."""
    return _names(ctx, "task", incomplete)


def sections(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the catalog's sections of every level."""
    return _names(ctx, "section", incomplete)


def venues(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the catalog's venues."""
    return _names(ctx, "venue", incomplete)


def years(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the years of the catalog's papers, latest first."""
    index = _index(ctx)
    if index is None:
        return []
    written = sorted((int(year) for year in index.column("year").values if year), reverse=True)
    return _beginning(map(str, written), incomplete)


def references(ctx: typer.Context, incomplete: str) -> list[str]:
    """Propose the ids of papers."""
    index = _index(ctx)
    return [] if index is None else _beginning((paper.id for paper in index), incomplete)


def of(names: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what proposes those of some names that begin as what was typed."""
    return lambda incomplete: _beginning(names, incomplete)


def fields(incomplete: str) -> list[str]:
    """Propose a further field for a list of them."""
    return _further(incomplete, (*FIELDS, *NESTED_FIELDS))


def sort_keys(incomplete: str) -> list[str]:
    """Propose a further key for a list of them, either way round."""
    return _further(incomplete, [*FIELDS, *(f"-{field}" for field in FIELDS)])


def _further(incomplete: str, names: Iterable[str]) -> list[str]:
    before, comma, last = incomplete.rpartition(",")
    given = before.split(",")
    return [f"{before}{comma}{name}" for name in _beginning(names, last) if name not in given]


def _beginning(names: Iterable[str], incomplete: str) -> list[str]:
    """The names with that beginning, as the shell can take them.

    A name with white space or a character that means something to a shell is proposed as its slug,
    which the options understand as well; the shell, which minds case, gets the case that was typed.
    """
    wanted = incomplete.casefold()
    # What begins otherwise is not worth the module of words, which takes its time to load.
    near = [name for name in names if wanted[:1] in {"", *_beginnings(name)}]
    safe = [name if _is_safe(name) else _slug(name) for name in near]
    return [
        name if name.startswith(incomplete) else incomplete + name[len(incomplete) :].lower()
        for name in dict.fromkeys(safe)
        if name.casefold().startswith(wanted)
    ]


def _beginnings(name: str) -> tuple[str, str]:
    """The first character of a name, and of its slug."""
    return name[:1].casefold(), next(filter(str.isalnum, name), "").casefold()


def _is_safe(name: str) -> bool:
    """Whether no shell sees more in a name than its letters."""
    return all(letter.isalnum() or letter in "_.,+/-" for letter in name)


def _slug(name: str) -> str:
    from kdcat.words import plain_words

    return "-".join(plain_words(name))


def _names(ctx: typer.Context, field: str, incomplete: str) -> list[str]:
    from kdcat.searching.filters import names

    index = _index(ctx)
    return [] if index is None else _beginning(names(index, field), incomplete)


def _index(ctx: typer.Context):  # type: ignore[no-untyped-def]
    """The index of the catalogs named so far; None, and silence, where they cannot be read."""
    from kdcat.cli.catalogs import cache_folder, sources
    from kdcat.index.cache import index_of

    named = [name for name in ctx.params.get("catalog") or [] if name != "-"]
    try:
        return index_of(sources(named), cache_folder())
    except KdcatError:
        return None

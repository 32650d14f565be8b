"""The years in filters that are said in words, many of which depend on the catalog's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.index.lexicon import Lexicon

_SPANS = {"NEWEST": 1, "RECENT": 2, "LATEST": 2, "TEN": 10}
_LATEST = frozenset(["latest", "newest"])
_EARLIEST = frozenset(["earliest", "oldest"])
_STEPS = {"YEAR": 0, "YEAR+": 1, "YEAR-": -1}


def years_of(lexicon: Lexicon) -> list[int]:
    """Return the years that papers of the catalog have, in their order."""
    texts = lexicon.texts("year")
    words = {texts.word(number) for text in range(len(texts)) for number in texts.of(text)}
    return sorted(int(word) for word in words if word.isdecimal())


def is_extreme(words: Sequence[str], years: str) -> bool:
    """Return whether a filter asks for the latest or the earliest papers, and not for all others.

    Args:
        words: Its words, such as `the latest` or `except the latest`.
        years: The years that it means, as they are typed.
    """
    if not _LATEST.isdisjoint(words) or "most recent" in " ".join(words):
        return years.endswith("-")
    return not _EARLIEST.isdisjoint(words) and years.startswith("-")


def written_years(value: str, years: list[int], span: int, lexicon: Lexicon) -> str | None:
    """Return the years that a pattern means as they are typed: YEAR+.. with 2021 is 2022-.

    Args:
        value: What the pattern has behind `year:`, as `spoken_grammar` describes it.
        years: The years that were said; those that are used up are removed.
        span: How many years were said, as in the last five.
        lexicon: The lexicon of the catalog.

    Returns:
        The years, or None where they depend on the catalog's and it has none.
    """
    if value in ("LAST", "OLDER", "SAME_DECADE", "EARLIEST", *_SPANS):
        known = years_of(lexicon)
        return _years_by(value, known[0], known[-1], span) if known else None
    if value == "DECADE":
        return f"{years[0]}-{years[0] + 9}"
    if value == "AROUND":
        return f"{years[0] - 1}-{years[0] + 1}"
    first, dots, last = value.partition("..")
    ends = [str(years.pop(0) + _STEPS[end]) if end else "" for end in (first, last)]
    if all(ends) and dots:
        ends.sort()
    return ends[0] + ("-" if dots else "") + ends[1]


def _years_by(value: str, oldest: int, newest: int, span: int) -> str:
    match value:
        case "EARLIEST":
            return f"-{oldest + 1}"
        case "NEWEST":
            return str(newest)
        case "OLDER":
            return f"-{newest - span}"
        case "SAME_DECADE":
            return f"{newest // 10 * 10}-{newest // 10 * 10 + 9}"
        case _:
            return f"{newest - _SPANS.get(value, span) + 1}-"

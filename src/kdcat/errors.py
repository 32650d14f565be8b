"""What goes wrong that a user can cause, and what may have been meant instead."""

from __future__ import annotations

# The one of typing, whose import takes 7 ms in which nothing could yet answer to Ctrl-C.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_LIKE_ENOUGH = 75.0
# RapidFuzz's WRatio says at most 60 of texts of which one is more than eight times as long.
_TOO_LONG = 8
_AS_GOOD = 5.0
_MOST = 3


class KdcatError(Exception):
    """Trouble whose message is the whole report: one line that says what, where and what to do.

    The program prints the message after ``kdcat: `` and exits with status 2.
    """


class UsageError(KdcatError):
    """The words of the command, not the catalog, are what is wrong."""


def nearest(word: str, known: Sequence[str]) -> list[str]:
    """Return the known words most like the one given, best first, three at the most."""
    if len(word) > _TOO_LONG * max(map(len, known), default=0):
        return []
    from rapidfuzz import fuzz, process

    found = process.extract(
        word,
        known,
        scorer=fuzz.WRatio,
        processor=str.casefold,
        limit=_MOST,
        score_cutoff=_LIKE_ENOUGH,
    )
    return [name for name, score, _ in found if score >= found[0][1] - _AS_GOOD]


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return a clause for the end of a message, or nothing where no known word is near."""
    question = _question(word, known)
    return f"; {question}" if question else ""


def perhaps(word: str, known: Sequence[str]) -> str:
    """Return the same in brackets, for a message that goes on behind the word."""
    question = _question(word, known)
    return f" ({question})" if question else ""


def _question(word: str, known: Sequence[str]) -> str:
    found = nearest(word, known)
    return f"did you mean {' or '.join(found)}?" if found else ""


def no_such(what: str, name: str, known: Sequence[str], purpose: str = "") -> UsageError:
    """Return the error for a name that is unknown: what may be meant, and what there is.

    Args:
        what: What it should name, such as `format`.
        name: The name that was given.
        known: The names there are.
        purpose: What it was wanted for, such as ` to sort by`.
    """
    return UsageError(
        f"no {what} {name!r}{purpose}{perhaps(name, known)}; {what}s: {', '.join(known)}"
    )

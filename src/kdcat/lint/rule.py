"""Rule: what is to be found in catalogs, and the documentation that stands beside it."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kdcat.lint.answers import Answers
    from kdcat.lint.checked_document import CheckedDocument
    from kdcat.lint.problem import Finding, Severity
    from kdcat.paper import Field

Fixable = Literal["safe", "some", "unsafe", "named", "no"]
"""`safe`: by `--fix`; `some`: some by `--fix`, others with `--unsafe`; `unsafe`: with `--unsafe`;
`named`: by `--fix` where it is asked for by name; `no`: by a person."""
Alteration = Literal["commas", "separators", "words", "addresses", "items"]
"""What a reader of the page may find changed: white space before commas; separators, and the marks
of bold text; words; where links lead; items more."""


class Rule(NamedTuple):
    """A rule: what it finds, why that is a fault, and whether it is mended.

    `kdcat lint --explain` prints it, and its examples are its tests: in the wrong one exactly this
    is found, in the right one nothing.
    """

    name: str
    severity: Severity
    """The severity of its problems, unless the finding says another one of `also`."""
    fixable: Fixable
    check: Callable[[CheckedDocument], Iterable[Finding]]
    what: str
    why: str
    wrong: str
    """A catalog in which exactly this is found, see `example`."""
    right: str
    """The same without the fault."""
    changes: tuple[Field | Literal["*"], ...] = ()
    """The fields of a paper that its fix may change; `*` for the whole entry."""
    alters: tuple[Alteration, ...] = ()
    """What its safe fix may change for a reader of the page; white space may change in any case."""
    also: tuple[Severity, ...] = ()
    """The other severities that its findings may have."""
    answers: Answers | None = None
    """Of a rule that needs the network, what is answered for its examples; None of the others."""

    @property
    def is_online(self) -> bool:
        """Whether it looks at what was answered on the network, and finds nothing without."""
        return self.answers is not None

    def is_mended(self, *, unsafe: bool) -> bool:
        """Return whether a fix may mend what it finds.

        Args:
            unsafe: Whether fixes are made that are not safe.
        """
        return self.fixable in ("safe", "some", "named") or (unsafe and self.fixable == "unsafe")

    @property
    def severities(self) -> tuple[Severity, ...]:
        """All severities that its findings may have."""
        return (self.severity, *self.also)


def example(text: str) -> str:
    """Return the catalog that a text in three quotes shows, less the indentation of the code.

    Args:
        text: A line end, the lines of the catalog, and the indentation of the closing quotes.
    """
    return dedent(text).removeprefix("\n")

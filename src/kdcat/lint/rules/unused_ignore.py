"""The rule about the comments that silence the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.lint.rule import Rule, example

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kdcat.lint.checked_document import CheckedDocument
    from kdcat.lint.problem import Finding


def unused_ignore(_document: CheckedDocument) -> Iterable[Finding]:
    # Only `kdcat.lint.checking` knows what a comment has silenced, and so finds these itself.
    return ()


UNUSED_IGNORE = Rule(
    name="unused-ignore",
    severity="warning",
    fixable="no",
    check=unused_ignore,
    what="A comment, or the configuration, silences a rule that finds nothing there.",
    why="It hides the fault that comes next, or its rule is misspelt.",
    wrong=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) <!-- kdcat: ignore expiring-url -->
        """),
    right=example("""
        * **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)
        """),
)

"""The labels of links: what the text of a link says that it leads to."""

from __future__ import annotations

import re
from typing import Literal

LinkKind = Literal["paper", "code"]

HOME_PAPER, HOME_CODE = ":link:", ":octocat:"
"""The labels of the home form, shortcodes of GitHub for pictures."""
PAPER_LABELS = frozenset(
    {HOME_PAPER, "paper", "pdf", "link", "arxiv", ":page_facing_up:", "🔗", "📄"}
)
CODE_LABELS = frozenset({HOME_CODE, "code", "github", "repo", "official code", ":computer:", "💻"})

_HOME = f"{HOME_PAPER}|{HOME_CODE}"
_OTHERS = "|".join(sorted((PAPER_LABELS | CODE_LABELS) - {HOME_PAPER, HOME_CODE}))
_OTHERS = _OTHERS.replace(" ", r"\s+")
HOME_LABEL = re.compile(rf"\[\s*(?:{_HOME})")
"""The beginning of a link of the home form, which may be no link to CommonMark."""
LABEL_AS_TEXT = re.compile(
    rf"!?\[\s*(?:(?P<home>{_HOME})\s*\]?|(?P<other>{_OTHERS})\s*\](?=\())", re.IGNORECASE
)
"""A label in the text of an entry: a link that CommonMark does not see as one (its destination has
spaces, say). On the page its brackets show."""


def kind_of(label: str) -> LinkKind | None:
    """Return what a link leads to by its text, brackets around it left aside; None for no label."""
    name = label_name(label)
    return "paper" if name in PAPER_LABELS else "code" if name in CODE_LABELS else None


def label_name(label: str) -> str:
    """Return the text of a label without white space, brackets and capitals."""
    return label.strip(" \t[]()").casefold()


def is_home(label: str) -> bool:
    """Return whether a label is that of the home form."""
    return label_name(label) in (HOME_PAPER, HOME_CODE)

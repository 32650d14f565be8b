"""The labels of links: what the text of a link says that it leads to."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Literal

from kdcat.bibliography.addresses import address, host_of
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
_AS_TEXT = re.compile(
    rf"!?\[\s*(?:(?P<home>{_HOME})\s*\]?|(?P<other>{_OTHERS})\s*\](?=\())", re.IGNORECASE
)


def labels_as_text(text: str) -> Iterator[re.Match[str]]:
    """Return the labels in the text of an entry: links that CommonMark does not see as such.

    Their destination has spaces, say. On the page their brackets show. What is a label of the home
    form is the group `home`, of another `other`.
    """
    # Most texts have no bracket, and an expression without regard to case looks at each character.
    return _AS_TEXT.finditer(text) if "[" in text else iter(())


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


def named_links(
    links: Iterable[tuple[str, str]], taken: Iterable[str | None]
) -> tuple[tuple[str, str], ...]:
    """Return the other links of an entry under names of their own.

    A link without a text goes by its host; of several with one text, the later have a number behind
    it: `video`, `video 2`. What is no absolute http or https address is left out.

    Args:
        links: Labels and destinations, as written.
        taken: The addresses that the entry's fields have, which are not said twice.
    """
    known = set(taken)
    so_far: Counter[str] = Counter()
    named: dict[str, str] = {}
    for label, written in links:
        url = address(written)
        if url is None or url in known:
            continue
        known.add(url)
        own = name = _without_brackets(label) or host_of(url)
        while name in named:
            so_far[own] += 1
            name = f"{own} {so_far[own] + 1}"
        named[name] = url
    return tuple(named.items())


_BRACKETS = ("[]", "()", "【】", "（）")  # noqa: RUF001


def _without_brackets(label: str) -> str:
    """A label on one line, less the brackets around all of it: `[PyTorch (official)]`."""
    text = one_line(label).strip(" |,;:")
    while text[:1] + text[-1:] in _BRACKETS:
        text = text[1:-1].strip(" |,;:")
    return text

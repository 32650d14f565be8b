"""The addresses that an entry gives: of the paper, its code, its page, and the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.bibliography.addresses import path_of
from kdcat.layouts.roles import address_role, is_download, says_nothing
from kdcat.layouts.venues import is_venue

if TYPE_CHECKING:
    from kdcat.layouts.flat import Flat, Target
    from kdcat.text import Span


class Links(NamedTuple):
    """The addresses that an entry gives."""

    paper: str | None
    code: str | None
    project: str | None
    others: tuple[tuple[str, str], ...]
    """Label and address."""
    paper_labelled: bool
    """Whether a label that says so leads to the paper."""


def links(flat: Flat, title: Span) -> Links:
    """Return the addresses of an entry, by their labels, the title's link and their hosts.

    Args:
        flat: The entry.
        title: Where its title stands.
    """
    if not flat.targets:
        return _NONE
    choosing = _Choosing()
    for target in flat.targets:
        if _HTTP.match(target.destination):
            inside = target.span.start < title.end and target.span.end > title.start
            choosing.take(target, inside=inside)
    return choosing.chosen(flat.text)


_NONE = Links(None, None, None, (), paper_labelled=False)
_BOOK = "book"
"""The text of a link to a whole work, where no other leads to it."""
# The field that a link is the value of, by its name: whatever it leads to, it is that, or no code.
_FIELD = re.compile(
    r"(?i)(?<![^\W_])(?:(?P<code>codes?|implementation|代码)|(?:exp)?env|environments?|datasets?|data|"
    r"benchmarks?|simulators?|数据集|环境)\s?[:：]\s?[\[(]?$"  # noqa: RUF001
)
_LONGEST_FIELD = 20
_HTTP = re.compile(r"(?i)\s*https?://[^\s/?#]*[^\W_][^\s/?#]*")


class _Choosing:
    """The addresses met so far, by what they lead to."""

    def __init__(self) -> None:
        self._by_role: dict[str, str] = {}
        self._labelled = False
        self._title: str | None = None
        self._venue: str | None = None
        self._unlabelled: list[Target] = []
        self._others: list[tuple[str, str]] = []

    def take(self, target: Target, *, inside: bool) -> None:
        """Note a link; one that is no label and stands inside the title is the title's."""
        url = target.destination
        if target.role is not None:
            self._take_labelled(target)
        elif inside and is_download(url):
            # `[NAME OF A MODEL](https://x.org/weights.tar.gz)`
            self._others.append((target.label, url))
        elif inside:
            self._title = self._title or url
        elif (
            self._venue is None
            and "paper" not in self._by_role
            and is_venue(target.label)
            and path_of(url).strip("/")
        ):
            self._venue = url
        else:
            self._unlabelled.append(target)

    def _take_labelled(self, target: Target) -> None:
        url, role = target.destination, target.role
        assert role is not None
        is_paper = address_role(url) == "paper"
        if role == "paper" and not path_of(url).strip("/") and is_venue(target.label):
            # The home of the venue is no paper.
            role = "other"
        if role == "project" and is_paper and "paper" not in self._by_role:
            role = "paper"
        if role == "other" or role in self._by_role:
            self._others.append((target.label, url))
            return
        self._by_role[role] = url
        if role == "paper":
            self._labelled = is_paper or not says_nothing(target.label)

    def chosen(self, text: str) -> Links:
        """Return which address is which, when all have been met in a text."""
        paper = self._paper()
        for target in self._unlabelled:
            url = target.destination
            # A file in a repository is a note or a page, not the code.
            role = None if "/blob/" in url else address_role(url)
            before = text[max(0, target.span.start - _LONGEST_FIELD) : target.span.start]
            field = _FIELD.search(before) if ":" in before or "：" in before else None  # noqa: RUF001
            if field and (role == "code" or field["code"]):
                # `Code: [official](URL)`, `Environment: [NAME](URL)`
                role = "code" if field["code"] else None
            if paper is None and (
                role == "paper" or target.label.strip("[]() ").casefold() == _BOOK
            ):
                paper = url
            elif role in ("code", "project") and role not in self._by_role:
                self._by_role[role] = url
            else:
                self._others.append((target.label, url))
        return Links(
            paper,
            self._by_role.get("code"),
            self._by_role.get("project"),
            tuple(self._others),
            "paper" in self._by_role and self._labelled,
        )

    def _paper(self) -> str | None:
        paper = self._by_role.get("paper")
        if self._venue and not self._title:
            # `[[ICML](..)] [[arXiv](..)]`: the first is meant.
            if paper:
                self._others.append(("paper", paper))
            self._labelled = True
            return self._venue
        title = self._title
        if paper is None:
            return title or self._venue
        if title and not self._labelled and address_role(title) == "paper":
            self._others.append(("link", paper))
            return title
        if title and title != paper:
            self._others.append(("title", title))
        return paper

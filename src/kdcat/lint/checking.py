"""Checking: the problems of catalogs, less those that a comment in the catalog silences."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from kdcat.lint.checked_document import Collection, checked_document
from kdcat.lint.problem import Finding, Problem, by_place
from kdcat.lint.rules.table import BY_NAME, RULES, UNUSED_IGNORE
from kdcat.lint.traits import is_list
from kdcat.reading.catalog import no_collection
from kdcat.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence, Set

    from kdcat.lint.answers import Answers
    from kdcat.lint.checked_document import CheckedDocument
    from kdcat.lint.problem import Severity
    from kdcat.lint.rule import Rule
    from kdcat.reading.catalog import Catalog

_IGNORE = re.compile(r"<!--\s*+kdcat:\s*+ignore\b")
_NAME = re.compile(r"[^\s,]+")


class _Ignore(NamedTuple):
    """A rule's name in a comment, and the lines where it silences the rule."""

    rule: str
    start: int
    end: int
    lines: range


def check(
    catalogs: Sequence[Catalog],
    wanted: Callable[[str, Severity], bool] | None = None,
    answers: Answers | None = None,
    lines: Set[int] | None = None,
) -> list[Problem]:
    """Return the problems of catalogs, file by file in the order of its lines.

    Args:
        catalogs: They are one collection: an entry of one may contradict that of another.
        wanted: Whether the problems of a rule and a severity are asked for; None: all are.
        answers: What was answered on the network; without it rules that need it find nothing.
        lines: The lines of which the problems are asked for; None: all are. Of less than a whole
            list it is not told whether a comment silences nothing.
    """
    found = Checking(catalogs, answers, lines).problems(wanted)
    return [problem for problem in found if lines is None or problem.line in lines]


class Checking:
    """Catalogs that are checked together: each rule is asked once, however often it is wanted."""

    def __init__(
        self,
        catalogs: Sequence[Catalog],
        answers: Answers | None = None,
        lines: Set[int] | None = None,
    ) -> None:
        """Take the catalogs together, and ask no rule yet; see `check`."""
        self.catalogs = tuple(catalogs)
        together = Collection()
        with no_collection():
            for catalog in catalogs:
                checked_document(catalog, answers, lines, together)
        self._pages = [_Page(document) for document in together.documents]

    def problems(self, wanted: Callable[[str, Severity], bool] | None = None) -> list[Problem]:
        """Return the problems, file by file in the order of its lines.

        Args:
            wanted: Whether the problems of a rule and a severity are asked for; None: all are.
        """
        # It is asked for each problem, and its answer may depend on all pages.
        asked = cache(wanted or _any)
        with no_collection():
            return [problem for page in self._pages for problem in _problems(page, asked)]


def holds_a_list(catalog: Catalog) -> bool:
    """Return whether a page holds a list of papers at all, see `kdcat.lint.traits.is_list`."""
    return is_list(checked_document(catalog))


def _any(_rule: str, _severity: Severity) -> bool:
    return True


class _Page:
    """A catalog, and what the rules that were asked about it found."""

    def __init__(self, document: CheckedDocument) -> None:
        self.document = document
        self._found: dict[str, list[Problem]] = {}

    @cached_property
    def ignores(self) -> list[_Ignore]:
        """The comments that silence rules."""
        return list(_ignores(self.document))

    def found(self, rule: Rule) -> list[Problem]:
        """Return what a rule finds, before any of it is silenced."""
        if rule.name not in self._found:
            self._found[rule.name] = [
                _problem(rule, self.document, finding) for finding in rule.check(self.document)
            ]
        return self._found[rule.name]


def _problems(page: _Page, wanted: Callable[[str, Severity], bool]) -> list[Problem]:
    document, ignores = page.document, page.ignores
    # Those of a rule that hold for the same lines are silencing together.
    together: dict[tuple[str, range], list[_Ignore]] = {}
    for ignore in ignores:
        together.setdefault((ignore.rule, ignore.lines), []).append(ignore)
    at: dict[tuple[str, int], list[tuple[str, range]]] = {}
    for rule_name, lines in together:
        if rule_name in BY_NAME:
            for line in lines:
                at.setdefault((rule_name, line), []).append((rule_name, lines))
    used: set[tuple[str, range]] = set()
    found = []
    # What a comment silences is looked for in any case where it is told that there is nothing.
    tells_unused = wanted(UNUSED_IGNORE.name, UNUSED_IGNORE.severity)
    silenced = {name for name, _ in together if tells_unused}
    for rule in RULES:
        if rule.is_online and document.answers is None:
            continue
        if rule.name not in silenced and not any(
            wanted(rule.name, severity) for severity in rule.severities
        ):
            continue
        if not at:
            found += page.found(rule)
            continue
        for problem in page.found(rule):
            silencing = at.get((rule.name, problem.line), ())
            used.update(silencing)
            if not silencing:
                found.append(problem)
    if tells_unused:
        found += [
            _problem(UNUSED_IGNORE, document, _unused(ignore))
            for ignore in ignores
            if (ignore.rule, ignore.lines) not in used and _was_looked_for(ignore, document)
        ]
    return by_place(problem for problem in found if wanted(problem.rule, problem.severity))


def _was_looked_for(ignore: _Ignore, document: CheckedDocument) -> bool:
    """Whether it is known that there is nothing to be silenced."""
    rule = BY_NAME.get(ignore.rule)
    if rule is None:
        return True
    return document.judged == document.entries and (
        not rule.is_online or document.answers is not None
    )


def _problem(rule: Rule, document: CheckedDocument, finding: Finding) -> Problem:
    assert finding.severity is None or finding.severity in rule.severities
    # Whoever fixes asks no rule of which nothing is mended.
    assert not finding.edits or rule.is_mended(unsafe=False)
    assert not finding.unsafe or rule.is_mended(unsafe=True)
    line, column = document.place(finding.start)
    # Nearly all end on the line that they begin on.
    if finding.start <= finding.end < document.lines.after(line):
        end = (line, column + finding.end - finding.start)
    else:
        end = document.place(finding.end)
    return Problem(
        rule.name,
        finding.severity or rule.severity,
        document.catalog.name,
        line,
        column,
        *end,
        finding.message,
        finding.suggestion,
        bool(finding.edits),
        finding.edits,
        finding.unsafe,
        document.paper_at(line),
    )


def _ignores(document: CheckedDocument) -> Iterator[_Ignore]:
    """The comments that silence rules: of the entry they stand in or before, else of the line."""
    if "<!--" not in document.text:
        return
    blocks = {
        line: range(entry.listing.block.line, entry.listing.block.end_line)
        for entry in document.entries
        for line in range(entry.listing.block.line, entry.listing.block.end_line)
    }
    before = 0
    for start, rules in _comments(document.text):
        line, _ = document.place(start)
        if line in document.code:
            continue
        last, _ = document.place(rules.end + len("-->"))
        alone = before != line and document.text[document.line(line).start : start].strip() == ""
        before = last
        if alone and line not in blocks:
            line = last + 1
        lines = blocks.get(line, range(line, line + 1))
        for name in _NAME.finditer(document.text, *rules):
            yield _Ignore(name[0], *name.span(), lines)


def _comments(text: str) -> Iterator[tuple[int, Span]]:
    """Where each comment that silences rules begins, and where the names of the rules stand."""
    end = 0
    while opening := _IGNORE.search(text, end):
        end = text.find(">", opening.end())
        if end < 0:
            return
        # Where this end does not end a comment, none that opens before it is ended.
        if text.endswith("--", opening.end(), end):
            yield opening.start(), Span(opening.end(), end - len("--"))


def _unused(ignore: _Ignore) -> Finding:
    reason = "finds nothing here" if ignore.rule in BY_NAME else "is no rule"
    return Finding(ignore.start, ignore.end, f"{ignore.rule} is to be ignored, but {reason}")

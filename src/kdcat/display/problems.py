"""Problems of a catalog for a reader at a terminal."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

from kdcat.display.console import print_text
from kdcat.lint.problem import ERROR, SEVERITIES, STYLE, WARNING
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from kdcat.lint.problem import Problem, Severity

_STYLES: dict[Severity, Style] = {
    ERROR: Style(bold=True, color="red"),
    WARNING: Style(color="magenta"),
    STYLE: Style.null(),
}
_DIM, _BOLD = Style(dim=True), Style(bold=True)
_INDENT = 4


def print_problems(problems: Sequence[Problem], out: Console) -> None:
    """Print the problems by file, the gravest first, and how many there are of each rule.

    Args:
        problems: The problems, in the order of their files.
        out: Where to print.
    """
    files = groupby(problems, key=lambda problem: problem.catalog)
    for number, (name, of_file) in enumerate(files):
        if number:
            out.print()
        print_text(Text().append(printable(name), _BOLD), out)
        for problem in sorted(of_file, key=lambda each: SEVERITIES.index(each.severity)):
            print_text(_line(problem), out, _INDENT)
    counts = Counter(problem.rule for problem in problems)
    if len(counts) > 1:
        out.print()
        _print_counts(problems, counts, out)


def _line(problem: Problem) -> Text:
    line = Text("  ").append(f"{problem.line}:{problem.column}  ")
    line.append(f"{problem.severity}: {problem.rule}", _STYLES[problem.severity])
    line.append(f": {printable(problem.message)}")
    if problem.fixable:
        line.append(" [fixable]", _DIM)
    return line


def _print_counts(problems: Sequence[Problem], counts: Counter[str], out: Console) -> None:
    severities = {problem.rule: problem.severity for problem in problems}
    fixable = Counter(problem.rule for problem in problems if problem.fixable)
    width = len(str(max(counts.values())))
    rules = sorted(counts, key=lambda rule: (SEVERITIES.index(severities[rule]), -counts[rule]))
    for rule in rules:
        line = (
            Text("  ").append(f"{counts[rule]:>{width}}  ").append(rule, _STYLES[severities[rule]])
        )
        if fixable[rule]:
            line.append(f"  {fixable[rule]} fixable", _DIM)
        print_text(line, out, _INDENT)

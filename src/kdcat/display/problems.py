"""Problems of a catalog for a reader at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from kdcat.lint.problem import ERROR, STYLE, WARNING
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from kdcat.lint.problem import Problem, Severity

_STYLES: dict[Severity, str] = {ERROR: "bold red", WARNING: "yellow", STYLE: "cyan"}


def print_problems(problems: Sequence[Problem], out: Console) -> None:
    """Print each problem on a line, as `kdcat.lint.report.text` says it, in colours.

    Args:
        problems: The problems, in their order.
        out: Where to print.
    """
    for problem in problems:
        place = printable(f"{problem.catalog}:{problem.line}:{problem.column}: ")
        line = Text(place, style="dim")
        line.append(problem.rule, style=_STYLES[problem.severity])
        line.append(f": {printable(problem.message)}", style="not dim")
        if problem.fixable:
            line.append(" [fixable]", style="not dim green")
        # The terminal wraps a long line and lets it be copied whole.
        out.print(line, soft_wrap=True)

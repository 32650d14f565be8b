"""Problems for a program: JSON, GitHub's workflow commands, and SARIF."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from kdcat.formats.json import escaped
from kdcat.formats.table import render_rows
from kdcat.lint.problem import ERROR, KEYS, STYLE, WARNING
from kdcat.lint.rules.table import ALL
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kdcat.lint.problem import Problem

_GITHUB_LEVELS = {ERROR: "error", WARNING: "warning", STYLE: "notice"}
_SARIF_LEVELS = {ERROR: "error", WARNING: "warning", STYLE: "note"}
_ROOT = "%SRCROOT%"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def record(problem: Problem) -> dict[str, object]:
    """Return a problem as its JSON object has it."""
    return dict(zip(KEYS, problem, strict=False))


def text(problems: Sequence[Problem]) -> str:
    """Return a line for each problem: `catalog.md:213:1: error: RULE: MESSAGE [fixable]`.

    The beginning is as compilers have it, so that editors know it.
    """
    return "".join(
        printable(
            f"{problem.catalog}:{problem.line}:{problem.column}: {problem.severity}: "
            f"{problem.rule}: {problem.message}"
        )
        + (" [fixable]\n" if problem.fixable else "\n")
        for problem in problems
    )


def as_json(problems: Sequence[Problem]) -> str:
    """Return an array of objects, one to a line."""
    rows = [problem[: len(KEYS)] for problem in problems]
    return "".join(render_rows("json", rows, KEYS))


def github(problems: Sequence[Problem]) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a change.

    https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands; the
    escapes are those of actions/toolkit, packages/core/src/command.ts.
    """
    lines = []
    for problem in problems:
        properties = {
            "file": problem.catalog,
            "line": problem.line,
            "endLine": problem.end_line,
            "col": problem.column,
            "endColumn": problem.end_column,
            "title": problem.rule,
        }
        written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        level = _GITHUB_LEVELS[problem.severity]
        lines.append(f"::{level} {written}::{_data(problem.message)}\n")
    return "".join(lines)


def _data(value: str) -> str:
    # GitHub obeys only whole lines, so a line end in a message must not end its line.
    return printable(value.replace("%", "%25"))


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def sarif(problems: Sequence[Problem]) -> str:
    """Return a SARIF 2.1.0 log, with columns counted in Unicode code points.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html. The addresses of files are
    relative to the root of their git repository, as GitHub's code scanning wants them
    (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning),
    else to the working directory; those of files outside of both are absolute.
    """
    from kdcat import __version__

    places = {name: _artifact(name) for name in {problem.catalog for problem in problems}}

    names = [rule.name for rule in ALL]
    rules = [
        {
            "id": rule.name,
            "shortDescription": {"text": rule.what},
            "help": {"text": rule.why},
            "defaultConfiguration": {"level": _SARIF_LEVELS[rule.severity]},
        }
        for rule in ALL
    ]
    results = [
        {
            "ruleId": problem.rule,
            "ruleIndex": names.index(problem.rule),
            "level": _SARIF_LEVELS[problem.severity],
            "message": {"text": problem.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": places[problem.catalog],
                        "region": _region(problem),
                    }
                }
            ],
        }
        for problem in problems
    ]
    driver = {"name": "kdcat", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped(json.dumps(log, indent=2, ensure_ascii=False)) + "\n"


def _region(problem: Problem) -> dict[str, int]:
    return {
        "startLine": problem.line,
        "startColumn": problem.column,
        "endLine": problem.end_line,
        "endColumn": problem.end_column,
    }


def _artifact(name: str) -> dict[str, str]:
    """The address of a catalog, as its name was given."""
    from urllib.parse import quote

    # Not resolved: a link to a file elsewhere stands where it stands.
    path = Path(os.path.normpath(Path.cwd() / name))
    if not path.is_file():
        # Standard input, and the catalog that comes with kdcat.
        return {"uri": quote(os.fsencode(name))}
    root = next((folder for folder in path.parents if (folder / ".git").exists()), Path.cwd())
    if not path.is_relative_to(root):
        return {"uri": path.as_uri()}
    within = path.relative_to(root).as_posix()
    return {"uri": quote(os.fsencode(within)), "uriBaseId": _ROOT}


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
}
"""The formats by their names."""

"""Papers and catalogs for all tests: what is not said is left out.

    paper("A title", "Speech/ASR", venue="ACL", year=2021)
    catalog(entry("ACL 2021"))

`LABELLED` are the 172 entries of the bundled catalog by their hand labels, so that a test that uses
them does not test the reader as well.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kdcat.bibliography.addresses import arxiv_id, doi
from kdcat.lint.checking import check
from kdcat.paper import LEVELS, Paper
from kdcat.reading.catalog import parse
from kdcat.reading.source import Source

if TYPE_CHECKING:
    from kdcat.lint.problem import Problem
    from kdcat.reading.catalog import Catalog

DATA = Path(__file__).parent / "data"
ROOT = Path(__file__).parent.parent

PAPER_LINK = "[ :link: ](https://x.org/a)"
CODE_LINK = "[ :octocat: ](https://github.com/a/b)"
LINKS = f"{PAPER_LINK} {CODE_LINK}"
"""The links of the home form."""


def paper(title: str = "A title", section: str | None = None, **said: Any) -> Paper:
    """A paper on line 1 of `list.md` that says what is given: the id is made of the line."""
    line = said.get("line", 1)
    fields: dict[str, Any] = {"id": f"paper-{line}", "catalog": "list.md", "line": 1}
    fields |= dict.fromkeys(("venue", "year", "paper_url", "code_url"))
    fields |= dict.fromkeys(LEVELS)
    fields |= dict(zip(LEVELS, () if section is None else section.split("/"), strict=False))
    fields |= {"venue_raw": said.get("venue")} | said
    urls = [fields["paper_url"] or "", fields["code_url"] or ""]
    found = {
        "doi": doi(urls[0]) or doi(urls[1]),
        "arxiv_id": arxiv_id(urls[0]) or arxiv_id(urls[1]),
    }
    return Paper(title=title, **(found | fields))


def entry(fields: str = "", url: str = "https://x.org/a", title: str = "A title") -> str:
    """A line of the home form."""
    return f"* **{title}**, {fields}, [ :link: ]({url})\n"


def source(text: str | bytes, name: str = "list.md") -> Source:
    return Source(name, text.encode() if isinstance(text, str) else text, None)


def catalog(text: str | bytes, name: str = "list.md") -> Catalog:
    return parse(source(text, name))


def problems(text: str, *rules: str) -> list[Problem]:
    """What lint finds in a catalog by some rules."""
    return [problem for problem in check([catalog(text)]) if problem.rule in rules]


def _labelled(label: dict[str, Any]) -> Paper:
    """What a label says, and the identifiers by simpler expressions than the program's own."""
    url = label["paper_url"] or ""
    arxiv = re.search(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5})", url)
    found = re.search(r"/(10\.\d{4,9}/[^?#\s]+)", url)
    return Paper(
        id=f"paper-{label['line']}",
        doi=found[1].lower() if found else None,
        arxiv_id=arxiv[1] if arxiv else None,
        catalog="catalog.md",
        **label,
    )


LABELS = tuple(map(json.loads, (DATA / "labels.jsonl").read_text(encoding="utf-8").splitlines()))
LABELLED = tuple(map(_labelled, LABELS))


def git(folder: Path, *words: str, moment: str = "") -> str:
    """Run git in a folder, without anyone's settings, and return what it prints, less blank ends.

    Args:
        folder: The folder.
        words: The command.
        moment: When what is committed is said to be committed; now without it.
    """
    done = subprocess.run(
        [
            *("git", "-c", "user.name=a", "-c", "user.email=a@b.c"),
            *("-c", "init.defaultBranch=main", *words),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
        env={
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            **({"GIT_COMMITTER_DATE": moment} if moment else {}),
        },
    )
    return done.stdout.strip()

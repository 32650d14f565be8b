"""The help: examples first, the names of fields, and whole words at every width."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kdcat import __version__
from kdcat.cli.command_table import COMMANDS
from tests.cli.test_terminal import on_terminal, plain
from tests.conftest import Kdcat

SHOW_AT_40 = """\
Usage: kdcat show REF... [OPTION...]

Show all that is known of a paper, with
the places where it is listed and its
neighbours.

Examples:
  kdcat show radardistill
  kdcat show 2412.16380 \\
      --format bibtex
  kdcat show \\
      https://arxiv.org/abs/2403.01479 \\
      'simplified tinybert'
  kdcat list --task asr --fields id \\
      | kdcat show -

With --format or --json, the paper in
that format: a citation, a part of a
catalog, an object.

Arguments:
  REF...
      An id or its beginning, an arXiv
      id, a DOI, an address, or words of
      the title; - for those on the
      lines of standard input.

Output:
  -f, --format FORMAT
      table, tsv, csv, json, jsonl,
      markdown, bibtex, ris or csl-json.
      Default: a table on a terminal,
      tsv in a pipe.
  --json
      Short for --format json.
  --fields A,B,C
      Only these fields, in this order.
  --header
      With tsv: the fields' names as a
      first line.
  --schema
      Print the JSON Schema of the JSON
      output, and nothing else.
  --no-pager
      Do not show a long answer in
      $KDCAT_PAGER, $PAGER or less.

Catalog:
  -c, --catalog PATH
      A catalog to read: a file, a
      folder or a pattern of files, the
      name of a list that you follow, -
      for standard input; repeatable.
      Default: $KDCAT_CATALOG, else that
      of config.toml, else the bundled
      one.
  --no-cache
      Read the catalog anew, and keep no
      index of it.

Options:
  -h, --help
      Show this message and exit.

Fields:
  For --fields: id, title, venue,
  venue_raw, year, modality, task,
  subtask, paper_url, code_url, doi,
  arxiv_id, catalog, line, authors,
  date, project_url, links, sections,
  record.
  Of a paper's record: record.title,
  record.authors, record.editors,
  record.abstract, record.venue,
  record.year, record.doi,
  record.arxiv_id, record.kind,
  record.pages, record.volume,
  record.issue, record.publisher,
  record.source, record.fetched.
"""
USAGES = {
    "list": "[OPTION...]",
    "search": "[QUERY...] [OPTION...]",
    "browse": "[QUERY...] [OPTION...]",
    "related": "REF [OPTION...]",
    "show": "REF... [OPTION...]",
    "open": "REF... [OPTION...]",
    "stats": "[OPTION...]",
    "export": "[OPTION...]",
    "page": "[OPTION...]",
    "layout": "[OPTION...]",
    "lint": "[FILE...] [OPTION...]",
    "add": "[URL|DOI|ARXIV] [OPTION...]",
    "complete": "[REF...] [OPTION...]",
    "diff": "OLD NEW [OPTION...]",
    "follow": "[SOURCE] [OPTION...]",
    "unfollow": "NAME... [OPTION...]",
    "update": "[NAME...] [OPTION...]",
    "new": "[NAME...] [OPTION...]",
}


@pytest.mark.slow
def test_a_narrow_terminal_has_whole_words() -> None:
    shown, code = on_terminal("show", "--help", columns=40)
    assert (plain(shown), code) == (SHOW_AT_40, 0)


@pytest.mark.slow
@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_the_help_says_the_same_at_every_width(
    name: str | None, kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch
) -> None:
    words: list[list[str]] = []
    for columns in (40, 80, 120, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        text = kdcat(*[name] if name else [], "--help")
        assert max(map(len, text.splitlines())) <= columns
        words.append(text.replace(" \\\n", " ").split())
    assert words == [words[-1]] * 4


@pytest.mark.parametrize("name", COMMANDS)
def test_examples_come_before_options(name: str, kdcat: Kdcat) -> None:
    text = kdcat(name, "--help")
    assert text.splitlines()[0] == f"Usage: kdcat {name} {USAGES[name]}"
    assert f"\n  kdcat {name}" in text[text.index("\nExamples:\n") : text.index("\nOptions:\n")]


def test_fields_are_named_where_they_are_chosen(kdcat: Kdcat) -> None:
    assert kdcat("search", "--help").partition("Fields:\n")[2] == (
        "  For --fields and --sort: id, title, venue, venue_raw, year, modality, task,\n"
        "  subtask, paper_url, code_url, doi, arxiv_id, catalog, line, authors, date,\n"
        "  project_url.\n"
        "  For --fields alone: links, sections, record, score, matches, missing.\n"
        "  Of a paper's record: record.title, record.authors, record.editors,\n"
        "  record.abstract, record.venue, record.year, record.doi, record.arxiv_id,\n"
        "  record.kind, record.pages, record.volume, record.issue, record.publisher,\n"
        "  record.source, record.fetched.\n"
    )
    assert "Fields:" not in kdcat("open", "--help")


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (["help"], ["--help"]),
        (["help", "search"], ["search", "--help"]),
        (["help", "help"], ["--help"]),
        (["help", "--help"], ["--help"]),
        (["-h"], ["--help"]),
    ],
    ids=" ".join,
)
def test_help_is_a_word_too(words: list[str], same: list[str], kdcat: Kdcat) -> None:
    assert kdcat(*words) == kdcat(*same)


def test_the_version_has_a_short_option(kdcat: Kdcat) -> None:
    assert kdcat("-V") == f"kdcat {__version__}\n"


@pytest.mark.parametrize("words", [("--help",), ("help", "list")])
def test_without_docstrings_there_is_help_still(words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-OO", "-m", "kdcat", *words], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\n  -h, --help" in done.stdout

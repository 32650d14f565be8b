"""The manual page: an option is told once, and queries, fields and formats have their sections."""

from __future__ import annotations

import re
from collections import Counter

from kdcat.cli.manual import manual
from kdcat.formats.table import FORMATS
from kdcat.paper import FIELDS, NESTED_FIELDS
from kdcat.searching.query import NAMES

PAGE = manual()
SECTIONS = dict(re.findall(r"^\.SH (.+)\n((?:(?!\.SH ).*\n)*)", PAGE, re.MULTILINE))


def terms(section: str) -> list[str]:
    """What is explained in a section, as it is read."""
    found = re.findall(r"^\.TP\n\.B (.*)$", SECTIONS[section], re.MULTILINE)
    return [term.replace("\\-", "-").replace("\\(dq", '"') for term in found]


def test_the_sections_are_those_of_a_manual_page() -> None:
    assert list(SECTIONS) == [
        *("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS"),
        *("QUERIES", "FIELDS", "FORMATS", "EXIT STATUS", "ENVIRONMENT"),
    ]


def test_what_several_commands_share_is_told_once() -> None:
    told = Counter(re.findall(r"^\.TP\n(\.B \\-.*\n.*)$", PAGE, re.MULTILINE))
    assert {entry for entry, count in told.items() if count > 1} == set()
    assert {"-m, --modality NAME", "-s, --sort A,-B", "-c, --catalog PATH"} <= set(terms("OPTIONS"))
    # `kdcat add` alone has a --modality of its own, which says something else.
    assert terms("COMMANDS").count("-m, --modality NAME") == 1
    assert "\\-\\-modality, \\-\\-task, \\-\\-venue" in SECTIONS["COMMANDS"]


def test_all_conditions_fields_and_formats_are_told() -> None:
    assert sorted(set(re.findall(r"(\w+):", " ".join(terms("QUERIES"))))) == sorted(NAMES)
    more = ["score", "matches", "missing", "reasons"]
    assert terms("FIELDS") == [*FIELDS, *NESTED_FIELDS, *more]
    assert terms("FORMATS") == ["table", *FORMATS]

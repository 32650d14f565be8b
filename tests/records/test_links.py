"""What is kept of addresses, hostile when it is read back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kdcat.records.links import Link, add, read, tidy
from tests.records.answers import FETCHED

ALIVE = Link("alive", FETCHED)
MOVED = Link("moved", FETCHED, "301", "https://example.org/b")
URL = "https://example.org/a"


def test_the_last_of_an_address_counts(tmp_path: Path) -> None:
    file = tmp_path / "links.jsonl"
    add(file, {URL: ALIVE})
    add(file, {URL: MOVED, "https://x.org": Link("dead", FETCHED, "404 three times")})
    assert read(file) == {URL: MOVED, "https://x.org": Link("dead", FETCHED, "404 three times")}
    for _ in range(600):
        add(file, {URL: MOVED})
    tidy(file)
    assert len(file.read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"url": None}, {"url": "a" * 5000}, {"state": "gone"}, {"state": ["dead"]}, {"checked": "today"},
        {"checked": None}, {"said": 5}, {"target": 5}, {"target": "javascript:alert(1)"},
        {"target": "https://example.org/\u202e"}, {"state": "moved", "target": None}, {"more": 1},
    ],
)  # fmt: skip
def test_a_line_of_another_form_is_none(tmp_path: Path, changed: dict[str, object]) -> None:
    file = tmp_path / "links.jsonl"
    add(file, {"https://x.org": ALIVE})
    line = {"url": URL, "state": "alive", "checked": FETCHED, "said": "", "target": None} | changed
    file.write_bytes(file.read_bytes() + json.dumps(line).encode() + b"\n[]\n{\n")
    assert read(file) == {"https://x.org": ALIVE}

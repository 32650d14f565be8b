"""Which records are asked for: what is missing, and what is too old."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kdcat.records.fitting import Key
from kdcat.records.kept import Kept
from kdcat.records.wanting import Found, age, found, wanted
from tests.records.answers import paper, record

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
OWL = paper(title="An owl", arxiv_id="2203.00017")
KEY = Key("arxiv", "2203.00017")


@pytest.mark.parametrize(
    ("fetched", "known", "older_than", "asked"),
    [
        ("2026-11-26T11:00:00Z", True, None, False),
        ("2016-11-26T11:00:00Z", True, None, False),
        ("2026-11-26T11:00:00Z", False, None, False),
        ("2026-10-26T11:00:00Z", False, None, True),
        ("2026-11-26T11:00:00Z", True, 0, True),
        ("2026-11-20T11:00:00Z", True, 7, False),
        ("2026-11-18T11:00:00Z", True, 7, True),
        # A clock was wrong.
        ("2027-11-26T11:00:00Z", False, None, True),
        ("2026-13-26T11:00:00Z", False, None, True),
    ],
)
def test_what_is_kept_is_asked_for_when_it_is_too_old(
    fetched: str, known: bool, older_than: int | None, asked: bool
) -> None:
    kept = {str(KEY): Kept(fetched, record(arxiv_id="2203.00017") if known else None)}
    oldest = None if older_than is None else timedelta(days=older_than)
    assert wanted([[OWL]], kept, NOW, oldest) == ({KEY: OWL} if asked else {})


def test_a_paper_is_asked_for_once_however_often_it_is_listed() -> None:
    with_doi = OWL._replace(doi="10.9999/owl", arxiv_id=None)
    assert wanted([[OWL, with_doi], [OWL]], {}, NOW) == {Key("doi", "10.9999/owl"): OWL, KEY: OWL}


@pytest.mark.parametrize("title", ["", "  ", "x" * 2001])
def test_a_title_that_is_none_is_not_asked_for(title: str) -> None:
    asked = wanted([[paper(title=title)]], {}, NOW)
    assert asked == {}


def test_what_is_kept_of_a_paper() -> None:
    taken, near = (
        record(title="An owl", arxiv_id="2203.00017"),
        record(title="A mole", arxiv_id="2203.00017"),
    )
    fetched = "2026-11-26T11:00:00Z"
    assert found([OWL], {}) == Found("not asked", None)
    assert found([OWL], {str(KEY): Kept(fetched, None)}) == Found("none", None)
    assert found([OWL], {str(KEY): Kept(fetched, near)}) == Found("near", near)
    assert found([OWL], {str(KEY): Kept(fetched, taken)}) == Found("taken", taken)


def test_an_age() -> None:
    assert age("2026-11-26T11:00:00Z", NOW) == timedelta(hours=1)
    assert age("never", NOW) == timedelta.max

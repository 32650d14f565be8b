"""The copies of a list: which stay, and for how long."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from kdcat.errors import KdcatError
from kdcat.following.kept import Fetched, content, forget, keep, kept, sources

DAY = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)  # a Monday


def fetched(text: str, *others: str) -> Fetched:
    texts = {"README.md": text} | {f"{number}.md": one for number, one in enumerate(others)}
    return Fetched({path: (one.encode(), 1) for path, one in texts.items()}, {"u": {"etag": text}})


def test_what_is_kept_is_what_is_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    assert kept(folder) is None
    first = keep(folder, "o/r", fetched("one", "other"), DAY)
    assert kept(folder) == first
    pages = sources(folder, "mine", first.newest)
    assert [(page.name, page.content, page.collection) for page in pages] == [
        ("mine:README.md", b"one", "mine"), ("mine:0.md", b"other", "mine"),
    ]  # fmt: skip
    assert [page.may_change for page in pages] == [False, False]
    assert first.validators == {"u": {"etag": "one"}}
    assert (first.newest.papers, first.checked) == (2, DAY)


def test_an_unchanged_list_is_no_other_copy(tmp_path: Path) -> None:
    keep(tmp_path, "o/r", fetched("one"), DAY)
    again = keep(tmp_path, "o/r", fetched("one"), DAY + timedelta(days=1))
    assert [copy.time for copy in again.copies] == [DAY]
    assert again.checked == DAY + timedelta(days=1)
    assert len([*(tmp_path / "pages").iterdir()]) == 1


def test_a_list_from_elsewhere_begins_anew(tmp_path: Path) -> None:
    keep(tmp_path, "o/r", fetched("one"), DAY)
    other = keep(tmp_path, "o/s", fetched("two"), DAY + timedelta(days=1))
    assert (other.source, len(other.copies)) == ("o/s", 1)


def test_what_a_clock_wrote_that_ran_ahead_is_put_right_by_the_next_copy(tmp_path: Path) -> None:
    keep(tmp_path, "o/r", fetched("none"), DAY - timedelta(days=10))
    keep(tmp_path, "o/r", fetched("one"), DAY)
    then = DAY - timedelta(days=9)
    after = keep(tmp_path, "o/r", fetched("two"), then)
    assert [copy.time for copy in after.copies] == [DAY - timedelta(days=10), then, then]
    assert after.checked == then
    (page,) = sources(tmp_path, "mine", after.newest)
    assert page.content == b"two"


def test_of_two_years_of_days_those_stay_that_are_promised(tmp_path: Path) -> None:
    days = 500
    for day in range(0, days, 1):
        last = keep(tmp_path, "o/r", fetched(f"day {day}"), DAY + timedelta(days=day))
    now = DAY + timedelta(days=days - 1)
    ages = [(now - copy.time).days for copy in last.copies]
    assert ages[-60:] == [*range(59, -1, -1)]
    older = [copy.time.date() for copy in last.copies if now - copy.time >= timedelta(days=60)]
    # The last of each week, a Sunday, but for the week in which it is decided.
    assert {date.isoweekday() for date in older[:-1]} == {7}
    assert max(ages) < 400
    assert len(older) == 48
    pages = {f"{page.digest}.md" for copy in last.copies for page in copy.pages}
    assert {file.name for file in (tmp_path / "pages").iterdir()} == pages
    assert kept(tmp_path) == last


_PAGE = ["a" * 64, 1]


@pytest.mark.parametrize(
    "copies",
    [
        [],
        [{"time": "2026-11-02T09:00:00+00:00", "pages": {}}],
        # Moments that some zone of time has no date for.
        [{"time": "0001-01-01T00:00:00+00:00", "pages": {"README.md": _PAGE}}],
        [{"time": "9999-12-31T23:59:59-01:00", "pages": {"README.md": _PAGE}}],
        # A name that no file can have.
        [{"time": "2026-11-02T09:00:00+00:00", "pages": {"\ud800.md": _PAGE}}],
    ],
)
def test_a_state_whose_copies_cannot_be_is_damaged(
    tmp_path: Path, copies: list[dict[str, Any]]
) -> None:
    keep(tmp_path, "o/r", fetched("one"), DAY)
    file = tmp_path / "state.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"copies": copies}))
    with pytest.raises(KdcatError, match="is damaged; 'kdcat update' fetches the list anew"):
        kept(tmp_path)


def test_what_another_kdcat_read_no_papers_in_is_read_again(tmp_path: Path) -> None:
    keep(tmp_path, "o/r", fetched("one")._replace(without=frozenset(["a" * 40])), DAY)
    before = kept(tmp_path)
    assert before
    assert before.without == {"a" * 40}
    file = tmp_path / "state.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"reader": "0.0.1"}))
    assert kept(tmp_path) == before._replace(without=frozenset())


def test_a_page_that_is_no_longer_what_was_written_is_none(tmp_path: Path) -> None:
    copy = keep(tmp_path, "o/r", fetched("one"), DAY).newest
    assert content(tmp_path, copy.pages[0]) == b"one"
    (file,) = (tmp_path / "pages").iterdir()
    file.write_bytes(b"two")
    assert content(tmp_path, copy.pages[0]) is None
    (source,) = sources(tmp_path, "mine", copy)
    with pytest.raises(KdcatError, match="mine: its copy is damaged; 'kdcat update mine' fetches"):
        source.text()
    file.unlink()
    assert content(tmp_path, copy.pages[0]) is None
    with pytest.raises(KdcatError, match="mine: its copy is no longer there; 'kdcat update mine'"):
        sources(tmp_path, "mine", copy)
    keep(tmp_path, "o/r", fetched("one"), DAY)
    assert content(tmp_path, copy.pages[0]) == b"one"


def test_what_the_reader_put_there_stays_until_he_leaves(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    keep(folder, "o/r", fetched("one"), DAY)
    (folder / "pages" / "own.md").write_text("own")
    keep(folder, "o/r", fetched("two"), DAY)
    assert (folder / "pages" / "own.md").read_text() == "own"
    forget(folder)
    assert not folder.exists()
    forget(folder)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere there is none of them")
def test_what_is_no_folder_goes_and_is_not_waited_for(tmp_path: Path) -> None:
    for make in (os.mkfifo, Path.touch, lambda path: path.symlink_to("nowhere")):
        make(tmp_path / "mine")
        forget(tmp_path / "mine")
        assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(KdcatError, match=r"file.*: cannot be written: Not a directory"):
        keep(tmp_path / "file" / "mine", "o/r", fetched("one"), DAY)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere there is none of them")
@pytest.mark.parametrize("kind", ["fifo", "folder", "device", "circle"])
def test_a_page_that_is_no_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    copy = keep(tmp_path, "o/r", fetched("one"), DAY).newest
    file = tmp_path / "pages" / f"{copy.pages[0].digest}.md"
    file.unlink()
    if kind == "fifo":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    else:
        file.symlink_to("/dev/zero" if kind == "device" else file)
    with pytest.raises(KdcatError) as raised:
        sources(tmp_path, "mine", copy)
    said = "mine: its copy is no longer there; 'kdcat update mine' fetches it anew"
    assert str(raised.value) == said
    assert content(tmp_path, copy.pages[0]) is None


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside),
    max_leaves=6,
)


@pytest.mark.slow
@bounds(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["version", "reader", "source", "checked", "copies", "validators", "without"]),
    st.sampled_from([None, "time", "pages"]),
    _ANYTHING,
)
def test_any_state_is_read_or_said_to_be_damaged(
    tmp_path: Path, name: str, inside: str | None, value: Any
) -> None:
    keep(tmp_path, "o/r", fetched("one"), DAY)
    file = tmp_path / "state.json"
    state = json.loads(file.read_text())
    if name == "copies" and inside:
        state["copies"][0][inside] = value
    else:
        state[name] = value
    file.write_text(json.dumps(state))
    try:
        read = kept(tmp_path)
    except KdcatError as error:
        said = str(error)
    else:
        assert read is not None
        assert read.newest.papers >= 0
        said = "is damaged"
    assert "is damaged" in said

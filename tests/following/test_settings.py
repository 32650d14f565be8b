"""The reader's settings: changed as he would change them, by one after another."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from kdcat.errors import KdcatError
from kdcat.following.settings import Settings, follow, read, rename, unfollow

WRITTEN = """\
# Mine.
catalog = [ "a", "b" ] # both

[follow] # lists
a   =   "o/a"   # the first
# The second:
b = 'o/b'
"""


def test_what_else_is_there_stays(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(WRITTEN)
    follow(file, "c.d", "https://example.org/c.md")
    assert file.read_text() == WRITTEN + '"c.d" = "https://example.org/c.md"\n'
    rename(file, "c.d", "e")
    assert file.read_text() == WRITTEN + 'e = "https://example.org/c.md"\n'
    unfollow(file, "e")
    assert file.read_text() == WRITTEN
    unfollow(file, "a")
    assert (
        file.read_text()
        == """\
# Mine.
catalog = ["b" ] # both

[follow] # lists
# The second:
b = 'o/b'
"""
    )
    found = read(file)
    assert (found.catalogs, list(found.followed)) == (("b",), ["b"])
    assert (found.name_of("B"), found.name_of("O/B"), found.name_of("a")) == ("b", "b", None)


def test_there_need_be_no_file_nor_folder(tmp_path: Path) -> None:
    file = tmp_path / "kdcat" / "config.toml"
    assert read(file) == Settings(file)
    follow(file, "a", "o/a")
    assert list(read(file).followed) == ["a"]
    assert file.read_text().startswith("# What kdcat knows of you")


def test_many_at_once_write_one_after_another(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    names = [f"list{number}" for number in range(12)]
    together = threading.Barrier(len(names))

    def write(name: str) -> None:
        together.wait(20)
        follow(file, name, f"o/{name}")

    writers = [threading.Thread(target=write, args=[name]) for name in names]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert sorted(read(file).followed) == sorted(names)


@pytest.mark.slow
@bounds(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="[]=follwcatg.\"'\n\\#{},1 é\x00", max_size=60) | st.binary(max_size=30))
def test_any_file_is_read_or_refused_in_one_line(tmp_path: Path, content: str | bytes) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = file.read_bytes()
    try:
        known = {*read(file).followed}
    except KdcatError as error:
        said = str(error)
    else:
        said = ""
        if "a" not in map(str.lower, known):
            follow(file, "a", "o/a")
            assert {*read(file).followed} == known | {"a"}
    if said:
        assert "\n" not in said
        assert said.startswith(str(file))
        with pytest.raises(KdcatError):
            follow(file, "a", "o/a")
        assert file.read_bytes() == before

"""`kdcat page`: the files it writes, and what it says when it cannot."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from xml.etree import ElementTree as Xml

import pytest
import yaml  # type: ignore[import-untyped]

from kdcat.following import ages
from kdcat.following.kept import Fetched, keep
from tests.conftest import Kdcat
from tests.making import ROOT, git

ONE = "# Ladders\n\n## Wood\n* **Alpha one**, CVPR 2020, [ :link: ](https://x.org/a)\n"
TWO = "* **Beta two**, ICML 2021, [ :link: ](https://x.org/b)\n"
THREE = "* **Gamma three**, ICML 2021, [ :link: ](https://x.org/c)\n"


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_a_folder_has_the_page_and_the_papers(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    path = write(ONE)
    assert kdcat("page", "-c", path, "-o", f"{tmp_path}/a/site/") == ""
    site = tmp_path / "a" / "site"
    assert names_in(site) == ["index.html", "papers.json"]
    assert text_of(site / "papers.json") == kdcat("list", "-c", path, "--json")
    page = text_of(site / "index.html")
    assert (
        '<link rel="alternate" type="application/json" title="Ladders" href="papers.json">' in page
    )
    assert "<title>Ladders</title>" in page
    # Where the list lies on this machine is nobody's business.
    assert str(tmp_path) not in page
    assert "Made by kdcat" in page


def test_one_file_stands_alone(kdcat: Kdcat, write: Callable[..., str], tmp_path: Path) -> None:
    kdcat("page", "-c", write(ONE), "-o", str(tmp_path / "list.html"), "--heading", "My <ladders>")
    assert names_in(tmp_path) == ["list.html", "list.md"]
    page = text_of(tmp_path / "list.html")
    assert "<title>My &lt;ladders&gt;</title>" in page
    assert "papers.json" not in page


def test_a_folder_may_be_called_as_a_file_is(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "list.html").mkdir()
    kdcat("page", "-c", write(ONE), "-o", str(tmp_path / "list.html"))
    assert names_in(tmp_path / "list.html") == ["index.html", "papers.json"]


def test_the_page_is_the_data_and_has_each_fact_once(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    kdcat("page", "-c", write(ONE + TWO), "-o", str(tmp_path / "list.html"))
    page = text_of(tmp_path / "list.html")
    for fact in ("Alpha one", "https://x.org/a", "Beta two", "https://x.org/b", "Wood"):
        assert page.count(fact) == 1
    assert re.findall(r"https?://[^\"' )]+", page) == ["https://x.org/a", "https://x.org/b"]


def test_the_bundled_catalog_is_small_enough_for_a_slow_line(kdcat: Kdcat, tmp_path: Path) -> None:
    kdcat("page", "-o", str(tmp_path / "list.html"))
    assert (tmp_path / "list.html").stat().st_size < 250_000


def test_filters_choose_the_papers(kdcat: Kdcat, tmp_path: Path) -> None:
    site = tmp_path / "site"
    kdcat("page", "-o", str(site), "--task", "asr", "--code")
    papers = json.loads(text_of(site / "papers.json"))
    assert papers == json.loads(kdcat("list", "--task", "asr", "--code", "--json"))
    assert text_of(site / "index.html").count("<tr data-key") == len(papers)


def test_several_files_are_one_page(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "lists").mkdir()
    write(ONE, "lists/one.md")
    write(f"# Two\n\n{TWO}", "lists/two.md")
    kdcat("page", "-c", str(tmp_path / "lists"), "-o", str(tmp_path / "list.html"))
    page = text_of(tmp_path / "list.html")
    assert re.findall(r'<tbody class="n1 first" data-file="(.*)">', page) == ["one.md", "two.md"]


def test_what_is_there_is_replaced_only_if_asked(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    page = tmp_path / "list.html"
    page.write_text("mine")
    asked = ("page", "-c", write(ONE), "-o", str(page))
    said = f"kdcat: {page}: exists and was not replaced; add --force to replace it\n"
    kdcat(*asked, code=2, stderr=said)
    assert text_of(page) == "mine"
    kdcat(*asked, "--force")
    assert text_of(page).startswith("<!doctype html>")


def test_nothing_is_written_where_one_file_cannot_be(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    (site / "index.html").mkdir(parents=True)
    said = f"kdcat: {site}/index.html: is a directory; name a file in it\n"
    kdcat("page", "-c", write(ONE), "-o", str(site), "--force", code=2, stderr=said)
    assert names_in(site) == ["index.html"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    path = write(ONE)
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    said = f"kdcat: {tmp_path}/site: cannot be made: Permission denied\n"
    kdcat("page", "-c", path, "-o", f"{tmp_path}/site", code=2, stderr=said)


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["-o", ""], "--output needs a name"),
        (["-o", "/dev/null/site"], "/dev/null/site: cannot be made: Not a directory"),
        (["-o", "{folder}/list.md"], "{folder}/list.md: is a file; name a folder, or a file that ends in .html"),
        (["-o", "{folder}/none/list.html"], "{folder}/none/list.html: cannot be written: No such file or directory"),
        (["-o", "x", "--source", "https://x.org"], "--source https://x.org: is no page of a file on GitHub, GitLab or Codeberg, such as https://github.com/OWNER/NAME/blob/main/README.md"),
    ],
)  # fmt: skip
def test_errors_are_one_clear_line(
    argv: list[str], said: str, kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    path = write(ONE)
    words = [word.format(folder=tmp_path) for word in argv]
    kdcat("page", "-c", path, *words, code=2, stderr=f"kdcat: {said.format(folder=tmp_path)}\n")
    assert names_in(tmp_path) == ["list.md"]


def test_a_list_without_papers_has_no_page(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    path = write("# Nothing\n")
    said = f"kdcat: {path}: no papers in it\nkdcat: no papers, so no page was written\n"
    kdcat("page", "-c", path, "-o", str(tmp_path / "site"), code=2, stderr=said)
    assert names_in(tmp_path) == ["list.md"]


def test_the_feed_is_what_came_in_by_the_history(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    monkeypatch.setattr("kdcat.following.ages.now", lambda: now)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "remote", "add", "origin", "git@github.com:o/ladders.git")
    for day, text in enumerate((ONE, ONE + TWO, ONE + TWO + THREE), start=1):
        path = write(text)
        git(tmp_path, "add", "list.md")
        git(tmp_path, "commit", "-q", "-m", "x", moment=f"2026-03-0{day}T10:00:00Z")
    kdcat("page", "-c", path, "-o", str(tmp_path / "site"))
    assert names_in(tmp_path / "site") == ["feed.xml", "index.html", "papers.json"]
    feed = Xml.parse(tmp_path / "site" / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    shown = [
        (entry.findtext(f"{atom}title"), entry.findtext(f"{atom}published"))
        for entry in feed.iter(f"{atom}entry")
    ]
    assert shown == [
        ("Gamma three", "2026-03-03T10:00:00Z"),
        ("Beta two", "2026-03-02T10:00:00Z"),
    ]
    monkeypatch.setattr("kdcat.page.site._MOST_NEWS", 1)
    kdcat("page", "-c", path, "-o", str(tmp_path / "site"), "--force")
    fewer = text_of(tmp_path / "site" / "feed.xml")
    assert re.findall(r"<entry>\s*<id>.*</id>\s*<title>(.*)</title>", fewer) == ["Gamma three"]
    page = text_of(tmp_path / "site" / "index.html")
    assert 'href="https://github.com/o/ladders">Source</a>' in page
    assert "https://github.com/o/ladders/blob/main/list.md?plain=1#L" in page
    assert 'type="application/atom+xml"' in page


@pytest.mark.parametrize("name", ["HEAD", "objects/info/alternates"])
def test_a_git_that_does_not_answer_is_asked_once(
    kdcat: Kdcat,
    write: Callable[..., str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    monkeypatch.setattr("kdcat.diff.git.PATIENCE", 1)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "remote", "add", "origin", "git@github.com:o/ladders.git")
    path = write(ONE)
    git(tmp_path, "add", "list.md")
    git(tmp_path, "commit", "-q", "-m", "x")
    fifo = tmp_path / ".git" / name
    fifo.unlink(missing_ok=True)
    os.mkfifo(fifo)
    start = monotonic()
    assert kdcat("page", "-c", path, "-o", str(tmp_path / "site")) == ""
    assert monotonic() - start < 2
    assert names_in(tmp_path / "site") == ["index.html", "papers.json"]


def test_the_workflow_of_the_document_publishes_what_is_written(
    kdcat: Kdcat, write: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_of(ROOT / "docs" / "page.md")
    workflow = yaml.safe_load(text.partition("```yaml\n")[2].partition("```")[0])
    steps = workflow["jobs"]["page"]["steps"]
    (command,) = [step["run"] for step in steps if step.get("run", "").startswith("kdcat ")]
    (folder,) = [step["with"]["path"] for step in steps if "path" in step.get("with", {})]
    monkeypatch.chdir(tmp_path)
    write(ONE, "README.md")
    assert kdcat(*command.split()[1:]) == ""
    assert names_in(tmp_path / folder) == ["index.html", "papers.json"]


def test_a_list_that_is_followed_has_its_origin_and_its_news(
    kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "config" / "kdcat").mkdir(parents=True)
    settings = tmp_path / "config" / "kdcat" / "config.toml"
    settings.write_text('[follow]\nladders = "o/ladders@main"\n')
    folder = tmp_path / "data" / "kdcat" / "lists" / "ladders"
    now = ages.now()
    for days, text in ((20, ONE), (3, ONE + TWO)):
        pages = {"docs/list.md": (text.encode(), text.count("**") // 2)}
        keep(folder, "o/ladders@main", Fetched(pages, {}), now - timedelta(days=days))
    kdcat("page", "-c", "ladders", "-o", str(tmp_path / "site"))
    page = text_of(tmp_path / "site" / "index.html")
    assert "https://github.com/o/ladders/blob/main/docs/list.md?plain=1#L" in page
    feed = text_of(tmp_path / "site" / "feed.xml")
    assert re.findall(r"<entry>\s*<id>.*</id>\s*<title>(.*)</title>", feed) == ["Beta two"]


@pytest.mark.parametrize("pattern", ["lists", "lists/*.md"])
def test_a_folder_is_called_by_its_readme_or_its_name(
    pattern: str, kdcat: Kdcat, write: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "lists").mkdir()
    write(ONE, "lists/one.md")
    asked = ("page", "-c", str(tmp_path / pattern), "--force", "-o", str(tmp_path / "list.html"))
    kdcat(*asked)
    assert "<title>lists</title>" in text_of(tmp_path / "list.html")
    write(f"# Two ladders\n\n{TWO}", "lists/README.md")
    kdcat(*asked)
    assert "<title>Two ladders</title>" in text_of(tmp_path / "list.html")

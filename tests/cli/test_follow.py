"""`kdcat follow`, `unfollow`, `update` and `new`, against servers of this machine."""

from __future__ import annotations

import gzip
import json
import os
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]
import pytest

from kdcat.cli import followed
from kdcat.cli.command_table import COMMANDS
from kdcat.cli.program import run
from kdcat.following import ages, kept
from kdcat.network import lists as network_lists
from kdcat.network.pages import git_name
from tests.cli.test_completion import proposed
from tests.conftest import Kdcat
from tests.loopback import Reply, Web, asked, replies

DAY = datetime(2026, 11, 5, 10, 0, tzinfo=UTC)
RAW, API = "https://raw.githubusercontent.com", "https://api.github.com"
README = f"{RAW}/o/r/HEAD/README.md"
COMMIT, OTHER_COMMIT = "a" * 40, "b" * 40


def paper(title: str, section: str = "") -> str:
    heading = f"## {section}\n\n" if section else ""
    return f"{heading}* **{title}**, ACL 2024, [ :link: ](https://x.org/{title.split(maxsplit=1)[0].lower()})\n"


LIST = paper("Alpha one", "Text") + paper("Beta two")


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Set the clock to a number of days after the first."""

    def at(days: float) -> None:
        monkeypatch.setattr(ages, "now", lambda: DAY + timedelta(days=days))

    at(0)
    return at


@pytest.fixture
def mine(web: Web, at: Callable[[float], None], kdcat: Kdcat) -> Web:
    """A web whose list `o/r` is followed as `mine`."""
    web.pages[README] = LIST
    kdcat("follow", "o/r", "--as", "mine")
    web.asked.clear()
    return web


def repository(
    web: Web, files: dict[str, str], name: str = "o/r", commit: str = COMMIT, **more: Any
) -> None:
    """Put the files of a repository on GitHub."""
    web.pages[f"{API}/repos/{name}/commits/HEAD"] = commit
    tree = [
        {"path": path, "type": "blob", "mode": "100644", "sha": git_name(text.encode()), **more}
        for path, text in files.items()
    ]
    web.pages[f"{API}/repos/{name}/git/trees/{commit}?recursive=1"] = json.dumps({"tree": tree})
    for path, text in files.items():
        for ref in ("HEAD", commit):
            web.pages[f"{RAW}/{name}/{ref}/{path}"] = text


def titles(kdcat: Kdcat, name: str, **more: Any) -> list[str]:
    return kdcat("list", "-c", name, "--fields", "title", **more).splitlines()


# The way of a list.


def test_a_list_is_followed_read_updated_and_left(
    web: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    web.pages[README] = LIST
    row = "mine\to/r\t2\t1\t2026-11-05T10:00:00Z\t2026-11-05T10:00:00Z\n"
    assert kdcat("follow", "o/r", "--as", "mine") == row
    assert kdcat("follow") == row
    assert titles(kdcat, "mine") == ["Alpha one", "Beta two"]
    assert kdcat("search", "alpha", "-c", "O/R", "--fields", "title,catalog") == "Alpha one\tmine\n"

    at(3)
    assert kdcat("update") == "mine\tunchanged\t0\t2\to/r\t2026-11-08T10:00:00Z\n"
    assert kdcat("new") == ""
    web.pages[README] = LIST + paper("Gamma three", "Speech")
    at(4)
    assert kdcat("update", "mine") == "mine\tupdated\t1\t3\to/r\t2026-11-09T10:00:00Z\n"
    assert kdcat("new", "--fields", "list,added,title,modality") == (
        "mine\t2026-11-09T10:00:00Z\tGamma three\tSpeech\n"
    )
    assert kdcat("follow", "--json") == (
        '[\n {"name": "mine", "source": "o/r", "papers": 3, "pages": 1, '
        '"checked": "2026-11-09T10:00:00Z", "changed": "2026-11-09T10:00:00Z"}\n]\n'
    )
    assert kdcat("unfollow", "mine") == ""
    assert kdcat("follow") == ""
    assert not followed.folder_of_list("mine").exists()
    assert kdcat("list", "-c", "mine", code=2, stderr=(
        "kdcat: mine: no such file, and no list that you follow (see 'kdcat follow')\n"
    )) == ""  # fmt: skip


def test_what_has_not_changed_is_not_sent_again(mine: Web, kdcat: Kdcat) -> None:
    kdcat("update")
    (one,) = mine.asked
    assert one.url == README
    assert one.headers["if-none-match"].startswith('"')
    assert "authorization" not in one.headers


@pytest.mark.parametrize("tag", ['"\xe9"', '"' + "x" * 9000 + '"', "\x7f", ""])
def test_a_validator_that_cannot_be_said_again_is_not(
    web: Web, kdcat: Kdcat, at: Callable[[float], None], tag: str
) -> None:
    web.answers[README] = [Reply(200, LIST, {"ETag": tag})]
    kdcat("follow", "o/r")
    assert kdcat("update", "--fields", "name,result") == "r\tunchanged\n"
    assert [one.headers.get("if-none-match") for one in web.asked] == [None, None]


def test_the_token_is_sent_to_github_and_stands_nowhere(
    web: Web, kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch, at: Callable[[float], None]
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    web.pages[README] = LIST
    web.pages["https://example.org/kd.md"] = LIST
    kdcat("follow", "o/r")
    kdcat("follow", "https://example.org/kd.md")
    assert asked(web, ["authorization"]) == [
        ("GET", README, "Bearer secret"), ("GET", "https://example.org/kd.md", "-"),
    ]  # fmt: skip
    home = followed.settings_file().parent.parent.parent
    for file in home.rglob("*"):
        assert not file.is_file() or b"secret" not in file.read_bytes()


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("o/r@v1:docs/kd.md", f"{RAW}/o/r/v1/docs/kd.md"),
        ("https://github.com/o/r/blob/main/docs/a%20b.md", f"{RAW}/o/r/main/docs/a%20b.md"),
        ("https://github.com/o/r/tree/main/docs", f"{RAW}/o/r/main/docs/README.md"),
        ("https://gitlab.com/g/s/p", "https://gitlab.com/g/s/p/-/raw/HEAD/README.md"),
        ("https://gitlab.com/g/p/-/blob/main/kd.md", "https://gitlab.com/g/p/-/raw/main/kd.md"),
        ("https://example.org/kd.md#top", "https://example.org/kd.md"),
    ],
)
def test_a_source_is_asked_for_where_it_lives(
    web: Web, kdcat: Kdcat, at: Callable[[float], None], source: str, url: str
) -> None:
    web.pages[url] = LIST
    kdcat("follow", source, "--as", "mine")
    assert web.urls() == [url]
    assert titles(kdcat, "mine") == ["Alpha one", "Beta two"]


# Several pages.


def test_other_pages_are_read_where_the_readme_holds_no_papers(
    web: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    files = {
        "README.md": "# Papers\n\n- [Speech](docs/speech.md)\n",
        "docs/speech.md": paper("Alpha one"),
        "text.markdown": paper("Beta two"),
        "CONTRIBUTING.md": "# Write to us\n",
        ".github/hidden.md": paper("Hidden"),
        "code.py": "print()",
    }
    repository(web, files)
    assert kdcat("follow", "o/r").split("\t")[:4] == ["r", "o/r", "2", "2"]
    assert kdcat("list", "-c", "r", "--fields", "catalog,title") == (
        "r:docs/speech.md\tAlpha one\nr:text.markdown\tBeta two\n"
    )
    assert titles(kdcat, "r:docs/speech.md") == ["Alpha one"]
    assert kdcat("list", "-c", "r:docs/spech.md", code=2, stderr=(
        "kdcat: no page 'docs/spech.md' in r (did you mean docs/speech.md?); "
        "pages: docs/speech.md, text.markdown\n"
    )) == ""  # fmt: skip

    for _ in range(2):
        web.asked.clear()
        kdcat("update")
        # The README, and which commit is the newest: no more, as nothing has changed.
        assert web.urls() == [README, f"{API}/repos/o/r/commits/HEAD"]

    text = paper("Beta two")
    for number, commit in enumerate((OTHER_COMMIT, "e" * 40)):
        text += paper(f"Gamma three{number}")
        repository(web, files | {"text.markdown": text}, commit=commit)
        web.asked.clear()
        assert kdcat("update").split("\t")[:4] == ["r", "updated", "1", str(3 + number)]
        # Pages without papers are known too, and not asked for again.
        assert web.urls() == [
            README,
            f"{API}/repos/o/r/commits/HEAD",
            f"{API}/repos/o/r/git/trees/{commit}?recursive=1",
            f"{RAW}/o/r/{commit}/text.markdown",
        ]


def test_all_pages_are_read_where_a_pattern_asks_for_them(
    web: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    repository(
        web,
        {
            "README.md": paper("Alpha one"),
            "docs/a.md": paper("Beta two"),
            "docs/b/c.md": paper("Gamma three"),
        },
    )
    kdcat("follow", "o/r:**", "--as", "all")
    kdcat("follow", "o/r:docs/*.md", "--as", "part")
    assert titles(kdcat, "all") == ["Alpha one", "Beta two", "Gamma three"]
    assert titles(kdcat, "part") == ["Beta two"]


def test_pages_that_have_too_much_together_are_refused(
    web: Web, kdcat: Kdcat, at: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = {"a.md": paper("Alpha one"), "b.md": paper("Beta two")}
    repository(web, pages)
    monkeypatch.setattr(network_lists, "MOST", sum(map(len, pages.values())) - 1)
    message = "kdcat: o/r: its pages have more than 0 MB; name a part of them\n"
    assert kdcat("follow", "o/r", code=2, stderr=message) == ""
    monkeypatch.setattr(network_lists, "MOST", sum(map(len, pages.values())))
    kdcat("follow", "o/r")


def test_a_readme_of_another_name_is_found(
    web: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    repository(web, {"readme.MD": paper("Alpha one"), "other.md": paper("Beta two")})
    kdcat("follow", "o/r")
    assert titles(kdcat, "r") == ["Alpha one"]
    web.asked.clear()
    kdcat("update")
    assert web.urls() == [f"{RAW}/o/r/HEAD/readme.MD"]


def test_pages_of_a_project_on_gitlab_are_read(
    web: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    api = "https://gitlab.com/api/v4/projects/g%2Fp"
    web.pages[api] = json.dumps({"default_branch": "main"})
    web.pages[f"{api}/repository/commits/main"] = json.dumps({"id": COMMIT})
    tree = f"{api}/repository/tree?recursive=true&per_page=100&ref={COMMIT}&page="
    one, two = (
        json.dumps([{"path": path, "type": "blob", "mode": "100644", "id": path}])
        for path in ("a.md", "b.md")
    )
    web.answers[f"{tree}1"] = [Reply(200, one, {"X-Next-Page": "2"})]
    web.answers[f"{tree}2"] = [Reply(200, two, {"X-Next-Page": ""})]
    web.pages[f"https://gitlab.com/g/p/-/raw/{COMMIT}/a.md"] = paper("Alpha one")
    web.pages[f"https://gitlab.com/g/p/-/raw/{COMMIT}/b.md"] = paper("Beta two")
    kdcat("follow", "https://gitlab.com/g/p")
    assert titles(kdcat, "p") == ["Alpha one", "Beta two"]


def test_paths_of_a_hostile_repository_are_names_and_no_files(
    web: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    paths = [
        "../../x.md",
        "/etc/x.md",
        "CON.md",
        "a/../../b.md",
        "c\x1b[31m.md",
        "d\n.md",
        "x" * 300 + ".md",
        "nul.md",
        "A.md",
        "a.md",
    ]
    repository(web, {path: paper(f"Paper{number} x") for number, path in enumerate(paths)})
    for path in paths:
        from urllib.parse import quote

        web.pages[f"{RAW}/o/r/{COMMIT}/{quote(path)}"] = web.pages[f"{RAW}/o/r/{COMMIT}/{path}"]
    kdcat("follow", "o/r")
    listed = kdcat("list", "-c", "r", "--fields", "catalog").splitlines()
    assert "r:CON.md" in listed
    assert not any("\x1b" in name or "\ufffd" in name for name in listed)
    home = followed.settings_file().parent.parent.parent
    files = [file.relative_to(home) for file in home.rglob("*") if file.is_file()]
    assert {file.parts[0] for file in files} <= {"config", "data", "authority.pem"}
    lists = followed.folder_of_list("r")
    for file in (home / "data").rglob("*"):
        assert file.is_relative_to(lists) or lists.is_relative_to(file)


def test_a_link_in_a_repository_is_no_page(
    web: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    repository(web, {"a.md": paper("Alpha one")}, mode="120000")
    message = "kdcat: o/r: no papers in its pages of Markdown\n"
    assert kdcat("follow", "o/r", code=2, stderr=message) == ""


# What cannot be had.


NOT_HAD = {
    "nothing": ([Reply(404)], "there is nothing there (404)"),
    "gone": ([Reply(410)], "there is nothing there (404)"),
    "page": ([Reply(200, "<!DOCTYPE html><p>", {})], "is a web page, not Markdown; name the address of the Markdown file itself"),
    "called a page": ([Reply(200, "# x", {"Content-Type": "text/html"})], "is a web page, not Markdown; name the address of the Markdown file itself"),
    "no text": ([Reply(200, b"\xff\xfe\x00")], "is no Markdown text: not UTF-8: byte 0 (0xff) on line 1"),
    "NUL": ([Reply(200, b"a\x00b")], "is no Markdown text: byte 1 on line 1 is NUL"),
    "no papers": ([Reply(200, "# Nothing")], "no papers in it"),
    "nothing in it": ([Reply(200, "")], "no papers in it"),
    "refused": ([Reply(403)], "the server refuses it (403)"),
    "trouble": (replies(500), "the server is in trouble (500); try again later"),
    "odd": ([Reply(302)], "the server answers 302 to https://example.org/kd.md"),
    "unasked 304": (replies(304), "the server answers 304 to https://example.org/kd.md"),
    "too large": ([Reply(200, b"x", {}, length=21 << 20)], "the answer has more than 20 MB"),
    "bomb": ([Reply(200, gzip.compress(bytes(21 << 20)), {"Content-Encoding": "gzip"})], "the answer has more than 20 MB"),
    "cut off": ([Reply(200, LIST, cut=20)], "the answer broke off"),
    "circle": ([Reply(301, "", {"Location": "/kd.md"})], "redirected more than 5 times"),
    "to a file": ([Reply(301, "", {"Location": "file:///etc/passwd"})], "redirected to file:///etc/passwd: is no address of a server"),
    "to http": ([Reply(301, "", {"Location": "http://example.org/"})], "redirected to http://example.org/: only https addresses are asked"),
    "codes": ([Reply(301, "", {"Location": "https://127.0.0.1/%1b[31m"})], "redirected into a network of its own: https://127.0.0.1/%1b[31m"),
}  # fmt: skip


@pytest.mark.parametrize("bad", NOT_HAD)
def test_what_is_no_list_is_not_followed(
    web: Web, kdcat: Kdcat, at: Callable[[float], None], bad: str
) -> None:
    answers, why = NOT_HAD[bad]
    url = "https://example.org/kd.md"
    web.answers[url] = answers
    assert kdcat("follow", url, code=2, stderr=f"kdcat: {url}: {why}\n") == ""
    assert kdcat("follow") == ""
    assert not followed.settings_file().exists()
    assert not followed.folder_of_list("kd").exists()


# That nothing has changed is then what was asked for.
@pytest.mark.parametrize("bad", sorted({*NOT_HAD} - {"unasked 304"}))
def test_the_copy_stays_where_its_list_cannot_be_had(
    web: Web, kdcat: Kdcat, at: Callable[[float], None], bad: str
) -> None:
    answers, why = NOT_HAD[bad]
    url = "https://example.org/kd.md"
    web.pages[url] = LIST
    kdcat("follow", url, "--as", "mine")
    web.answers[url] = list(answers)
    at(2)
    message = f"kdcat: {url}: {why}; the copy of 2026-11-05 stays\n"
    assert kdcat("update", code=2, stderr=message) == f"mine\tfailed\t\t\t{url}\t\n"
    assert titles(kdcat, "mine") == ["Alpha one", "Beta two"]
    del web.answers[url]
    assert kdcat("update").startswith("mine\tunchanged\t0\t2\t")


def test_a_repository_that_is_not_there_is_told_from_one_without_a_list(
    web: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    def refused(source: str, why: str) -> None:
        assert kdcat("follow", source, code=2, stderr=f"kdcat: {source}: {why}\n") == ""

    refused("no/such", "no such repository on GitHub, or it is private ($GITHUB_TOKEN lets in)")
    web.answers[f"{API}/repos/an/empty/commits/HEAD"] = replies(409)
    refused("an/empty", "the repository is empty")
    web.answers[f"{API}/repos/o/r/commits/v9"] = replies(422)
    refused("o/r@v9", "no such repository on GitHub, or no branch, tag or commit 'v9' in it")
    repository(web, {"README.md": "# Nothing\n"}, "o/none")
    refused("o/none", "no papers in its pages of Markdown")
    refused("o/r:kd.md", "there is nothing there (404)")
    refused("https://gitlab.com/g/p", "no such repository on gitlab.com")
    web.answers[f"{API}/repos/bad/token/commits/HEAD"] = replies(401)
    refused("bad/token", "GitHub refuses $GITHUB_TOKEN (401); make a new one, or unset it")
    limit = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"}
    web.answers[f"{API}/repos/too/often/commits/HEAD"] = [Reply(403, "", limit)]
    assert "is asked too often" in failure(kdcat, "too/often")
    # Behind the last moment that has a date.
    late = {"Retry-After": "Fri, 31 Dec 9999 23:59:59 -0100"}
    web.answers[f"{API}/repos/too/late/commits/HEAD"] = [Reply(429, "", late)]
    assert "is asked too often and answers nothing before 2" in failure(kdcat, "too/late")
    for number, body in enumerate(["[]", "{", '{"tree": 1}', "null", "[" * 100000]):
        repository(web, {"a.md": LIST}, f"odd/{number}")
        web.pages[f"{API}/repos/odd/{number}/git/trees/{COMMIT}?recursive=1"] = body
        assert failure(kdcat, f"odd/{number}").endswith("cannot be understood\n")
    repository(web, {"a.md": LIST}, "odd/commit", commit="<html>")
    assert failure(kdcat, "odd/commit").endswith("cannot be understood\n")


def failure(kdcat: Kdcat, source: str) -> str:
    import contextlib
    import io

    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        assert run(["follow", source]) == 2
    (line,) = said.getvalue().splitlines(keepends=True)
    return line


def test_of_several_lists_those_that_can_be_had_are_updated(
    mine: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    mine.pages["https://example.org/kd.md"] = LIST
    kdcat("follow", "https://example.org/kd.md")
    del mine.pages["https://example.org/kd.md"]
    at(1)
    message = "kdcat: https://example.org/kd.md: there is nothing there (404); the copy of 2026-11-05 stays\n"
    assert kdcat("update", "--fields", "name,result,new", code=2, stderr=message) == (
        "mine\tunchanged\t0\nkd\tfailed\t\n"
    )


# Names.


def test_a_name_is_one_list_alone(mine: Web, kdcat: Kdcat) -> None:
    def refused(*words: str, why: str) -> None:
        assert kdcat(*words, code=2, stderr=f"kdcat: {why}\n") == ""

    refused(
        "follow",
        "a/b",
        "--as",
        "Mine",
        why="'Mine' is what o/r is called; choose another name with --as NAME",
    )
    refused(
        "follow",
        "a/b",
        "--as",
        "CON",
        why="a list cannot be called 'CON': Windows keeps this name for a device",
    )
    refused(
        "follow",
        "a/b",
        "--as",
        "../x",
        why="a list cannot be called '../x': a name has letters a-z, digits, '-', '_', '.' inside, 64 at the most",
    )
    refused(
        "follow",
        "a/b",
        "--as",
        "x.md",
        why="a list cannot be called 'x.md': it would be taken for a file",
    )
    refused("follow", "--as", "x", why="--as goes with a list to follow")
    refused("update", "mien", why="no list 'mien' (did you mean mine?); lists: mine")
    refused("unfollow", "none", why="no list 'none'; lists: mine")
    refused("new", "none", why="no list 'none'; lists: mine")
    assert mine.asked == []


def test_a_list_gets_another_name_and_keeps_its_copies(
    mine: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    file = followed.settings_file()
    file.write_text('catalog = "mine"  # usual\n[follow]\nmine = "o/r"\n')
    mine.pages[README] = LIST + paper("Gamma three")
    at(1)
    said = "kdcat: mine: is called ours from now on\n"
    assert kdcat("follow", "o/r", "--as", "ours", "--fields", "name", stderr=said) == "ours\n"
    assert file.read_text() == 'catalog = "ours"  # usual\n[follow]\nours = "o/r"\n'
    assert kdcat("new", "--fields", "list,title") == "ours\tGamma three\n"
    assert not followed.folder_of_list("mine").exists()
    kdcat("follow", "o/r", "--as", "Ours", stderr="kdcat: ours: is called Ours from now on\n")
    assert titles(kdcat, "ours") == ["Alpha one", "Beta two", "Gamma three"]
    assert kdcat("follow", "--fields", "name") == "Ours\n"


def test_to_follow_a_list_again_updates_it(mine: Web, kdcat: Kdcat) -> None:
    mine.pages[README] = LIST + paper("Gamma three")
    kdcat("follow", "https://github.com/O/r")
    assert titles(kdcat, "mine") == ["Alpha one", "Beta two", "Gamma three"]
    assert kdcat("follow").count("\n") == 1


def test_a_file_goes_before_a_list_of_its_name(
    mine: Web, kdcat: Kdcat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine").write_text(paper("Here"))
    assert titles(kdcat, "mine") == ["Here"]
    assert titles(kdcat, "o/r") == ["Alpha one", "Beta two"]
    kdcat(
        "follow",
        "o/r",
        stderr="kdcat: mine: a file here has that name, and -c mine means the file\n",
    )
    assert kdcat("follow", "./mine", code=2, stderr=(
        "kdcat: ./mine: is a file here, which needs no following: kdcat list -c ./mine\n"
    )) == ""  # fmt: skip


def test_every_command_reads_a_list_by_its_name(
    mine: Web, kdcat: Kdcat, write: Callable[..., str]
) -> None:
    here = write(paper("Alpha one"))
    assert (
        kdcat("show", "alpha one", "-c", "mine", "--fields", "title", "-f", "tsv") == "Alpha one\n"
    )
    assert (
        kdcat("stats", "-c", "mine", "--by", "modality", "-f", "csv")
        == "modality,papers,with_code\r\nText,2,0\r\n"
    )
    assert (
        kdcat("export", "-c", "mine", "-f", "tsv", "--fields", "title") == "Alpha one\nBeta two\n"
    )
    assert kdcat("list", "-c", here, "--not-in", "mine") == ""
    assert kdcat("list", "-c", "mine", "--not-in", here, "--fields", "title") == "Beta two\n"
    assert (
        kdcat("diff", here, "mine", "--fields", "change,title")
        == "added\tBeta two\nmoved\tAlpha one\n"
    )
    assert kdcat("diff", "mine", "o/r") == ""
    assert kdcat("layout", "-c", "mine").startswith("mine:3-4: Text: ")
    kdcat("lint", "mine", "--select", "error")
    assert mine.asked == []


def test_a_copy_is_never_changed(mine: Web, kdcat: Kdcat) -> None:
    mine.pages[README] = LIST.replace("https://x.org/alpha", "https://x.org/alpha?utm_source=b")
    kdcat("update")
    message = (
        "kdcat: mine: is the copy of a list that you follow and is not changed; change the list "
        "where it lives, or a file of your own\n"
    )
    assert kdcat("lint", "mine", "--fix", code=2, stderr=message) == ""
    new = ("--title", "New", "--venue", "ACL", "--year", "2024", "--paper-url", "https://x.org/n")
    assert kdcat("add", "-c", "mine", *new, "--modality", "Text", code=2, stderr=message) == ""
    folder = followed.folder_of_list("mine") / "pages"
    kept_file = next(iter(folder.iterdir()))
    kdcat("export", "-c", "mine", "-f", "tsv", "--output", str(kept_file), "--force", code=2, stderr=(
        f"kdcat: {kept_file}: is the catalog itself and was not replaced; name another file\n"
    ))  # fmt: skip


# Settings.


def test_the_settings_are_the_readers_own(mine: Web, kdcat: Kdcat) -> None:
    file = followed.settings_file()
    written = (
        '# My lists.\ncatalog = ["mine"]  # the usual one\n\n[follow]\n# The first.\nmine = "o/r"\n'
    )
    file.write_text(written)
    assert titles(kdcat, "mine") == kdcat("list", "--fields", "title").splitlines()
    mine.pages["https://example.org/a.b.md"] = LIST
    kdcat("follow", "https://example.org/a.b.md", "--as", "a.b")
    assert file.read_text() == written + '"a.b" = "https://example.org/a.b.md"\n'
    kdcat("unfollow", "a.b")
    assert file.read_text() == written
    kdcat("unfollow", "o/r")
    assert file.read_text() == (
        "# My lists.\ncatalog = []  # the usual one\n\n[follow]\n# The first.\n"
    )
    assert len(kdcat("list").splitlines()) == 172


def test_the_usual_catalog_may_be_a_file_and_is_the_last_to_be_asked(
    mine: Web, kdcat: Kdcat, write: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = followed.settings_file()
    (file.parent / "own.md").write_text(paper("Own"))
    file.write_text('catalog = "own.md"\n')
    assert kdcat("list", "--fields", "title") == "Own\n"
    monkeypatch.setenv("KDCAT_CATALOG", write(paper("Environment")))
    assert kdcat("list", "--fields", "title") == "Environment\n"
    assert kdcat("list", "-c", write(paper("Named"), "n.md"), "--fields", "title") == "Named\n"
    monkeypatch.delenv("KDCAT_CATALOG")
    file.write_text('catalog = "none.md"\n')
    assert kdcat("list", code=2, stderr=(
        f"kdcat: {file.parent}/none.md: no such file ({file} names it as the catalog)\n"
    )) == ""  # fmt: skip
    # The home of somebody who has none here.
    file.write_text('catalog = "~no-such-user/own.md"\n')
    assert kdcat("list", code=2, stderr=(
        f"kdcat: {file.parent}/~no-such-user/own.md: no such file ({file} names it as the catalog)\n"
    )) == ""  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("follow = 1\n", "1: follow must be a table: [follow], then name = \"owner/repo\""),
        ("[follow]\nmine = 1\n", "2: mine must be a text such as 'owner/repo'"),
        ("[follow]\nmine = \"o/..\"\n", "2: o/..: names no repository on github.com; name owner/repo"),
        ("[follow]\n\"../x\" = \"o/r\"\n", "2: a list cannot be called '../x': a name has letters a-z, digits, '-', '_', '.' inside, 64 at the most"),
        ("[follow]\na = \"o/r\"\nA = \"o/s\"\n", "3: 'A': two names differ only in case"),
        ("catlog = \"x\"\n", "1: no key 'catlog' (did you mean catalog?); keys: catalog, contact, follow"),
        ("catalog = 1\n", "1: catalog must be a name or path, or an array of them"),
        ("catalog = [1]\n", "1: catalog must be a name or path, or an array of them"),
        ("[follow\n", "1: expected ']' at the end of a table declaration"),
        ("a = \"\\ud800\"", "1: "),
        (b"\xff", "1: not UTF-8 text"),
    ],
    ids=lambda value: str(value)[:20],
)  # fmt: skip
def test_a_mistake_in_the_settings_is_told_by_its_line(
    mine: Web, capsys: pytest.CaptureFixture[str], text: str | bytes, why: str
) -> None:
    file = followed.settings_file()
    file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    before = file.read_bytes()
    for words in (
        ["list"],
        ["list", "-c", "mine"],
        ["follow"],
        ["update"],
        ["new"],
        ["follow", "a/b"],
        ["unfollow", "mine"],
    ):
        assert run(words) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"kdcat: {file}:{why}")
        assert said.err.count("\n") == 1
    assert file.read_bytes() == before


def test_which_files_are_in_use_is_said(kdcat: Kdcat, mine: Web) -> None:
    lines = kdcat("--version", "--verbose").splitlines()
    file, data = followed.settings_file(), followed.folder_of_list("x").parent
    assert lines[1:4] == [
        f"settings  {file}", f"synonyms  {file.parent}/synonyms.toml (not there)", f"lists     {data}",
    ]  # fmt: skip
    assert [line.split()[0] for line in lines] == [
        "kdcat",
        "settings",
        "synonyms",
        "lists",
        "records",
        "cache",
        "catalog",
    ]
    assert kdcat("--verbose", "--version").splitlines() == lines
    file.write_text('catalog = "mine"\n[follow]\nmine = "o/r"\n')
    assert kdcat("--version", "--verbose").splitlines()[-1] == "catalog   mine (settings)"
    kdcat("--verbose", "list", code=2, stderr="kdcat: --verbose goes with --version\n")


# What is new.


def test_what_is_new_is_told_in_every_form(
    mine: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    mine.pages[README] = LIST + paper("Gamma three", "Speech") + paper("Delta four")
    at(5)
    kdcat("update")
    at(6)
    assert kdcat("new", "--format", "markdown") == (
        "## mine\n\n### Speech\n\n"
        "* **Gamma three**, ACL 2024, [ :link: ](https://x.org/gamma)\n"
        "* **Delta four**, ACL 2024, [ :link: ](https://x.org/delta)\n"
    )
    (one, two) = json.loads(kdcat("new", "--json"))
    assert (one["list"], one["added"], one["title"], two["title"]) == (
        "mine", "2026-11-10T10:00:00Z", "Gamma three", "Delta four",
    )  # fmt: skip
    read = feedparser.parse(kdcat("new", "-f", "atom"))
    assert not read.bozo
    assert [entry.title for entry in read.entries] == ["Gamma three", "Delta four"]
    assert [entry.updated for entry in read.entries] == ["2026-11-10T10:00:00Z"] * 2
    assert kdcat("new", "-f", "table").splitlines() == [
        "mine", "  Speech", "    Gamma three, ACL 2024  2026-11-10", "    Delta four, ACL 2024  2026-11-10",
    ]  # fmt: skip
    assert kdcat("new", "-f", "atom", "--json", code=2, stderr=(
        "kdcat: atom is of one form; --json, --fields and --header are not\n"
    )) == ""  # fmt: skip
    kdcat("new", "-f", "bibtex", code=2, stderr=(
        "kdcat: news cannot be bibtex; formats: table, tsv, csv, json, jsonl, markdown, atom\n"
    ))  # fmt: skip


def test_a_time_says_from_when_on_it_is_new(
    mine: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    text = LIST
    for day, title in ((2, "Gamma"), (10, "Delta"), (20, "Epsilon"), (30, "Zeta")):
        text += paper(title)
        mine.pages[README] = text
        at(day)
        kdcat("update")
    at(30.5)
    since = {
        "2w": "Epsilon Zeta", "1d": "Zeta", "12h": "", "3 weeks": "Delta Epsilon Zeta", "22d": "Delta Epsilon Zeta",
        "1y": "Gamma Delta Epsilon Zeta", "2026-11-15": "Delta Epsilon Zeta", "2026-11": "Gamma Delta Epsilon Zeta",
        "2026-11-16T00:00Z": "Epsilon Zeta", "99999y": "Gamma Delta Epsilon Zeta",
    }  # fmt: skip
    for when, titles_then in since.items():
        said = kdcat("new", "--since", when, "--fields", "title")
        assert said.split() == titles_then.split(), when
    assert kdcat("new", "--fields", "title") == "Epsilon\nZeta\n"
    dates = kdcat("new", "--since", "1y", "--fields", "added").split()
    assert [date[:10] for date in dates] == ["2026-11-07", "2026-11-15", "2026-11-25", "2026-12-05"]
    for when in ("soon", "2w2", "2027-01-01", "2026-13-01", "", "-1d"):
        assert kdcat("new", "--since", when, code=2, stderr=(
            f"kdcat: --since {when!r} is yet to come\n" if when == "2027-01-01" else
            f"kdcat: --since {when!r} is no time; write 2w (weeks), 10d (days), or a date as 2026-11-05\n"
        )) == ""  # fmt: skip
    assert kdcat("new", "--since", "12h", "-e", code=1) == ""


def test_what_was_corrected_moved_or_written_anew_is_no_news(
    mine: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    at(1)
    rows = enumerate(("Beta two", "Alpha one", "Gamma three: learning to see"))
    mine.pages[README] = "## NLP\n\n| Title | Venue |\n|---|---|\n" + "".join(
        f"| [{title}](https://arxiv.org/abs/2401.0000{number}) | ACL 2024 |\n"
        for number, title in rows
    )
    kdcat("update")
    assert kdcat("new", "--fields", "title") == "Gamma three: learning to see\n"
    at(2)
    mine.pages[README] = LIST
    kdcat("update")
    at(3)
    # What came and went is not there now.
    assert kdcat("new", "--fields", "title") == ""


def test_a_list_that_was_first_followed_yesterday_does_not_flood_the_news(
    mine: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    mine.pages["https://example.org/kd.md"] = "".join(paper(f"Paper{n} x") for n in range(50))
    at(13)
    kdcat("follow", "https://example.org/kd.md")
    at(14)
    mine.pages["https://example.org/kd.md"] = str(mine.pages["https://example.org/kd.md"]) + paper(
        "Last"
    )
    kdcat("update")
    assert kdcat("new", "--fields", "list,title") == "kd\tLast\n"


# Old copies.


def test_the_age_of_an_old_copy_is_said_and_nobody_is_asked(
    mine: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    at(6)
    assert titles(kdcat, "mine") == ["Alpha one", "Beta two"]
    at(9)
    said = "kdcat: mine: 9 days old; 'kdcat update' looks for newer\n"
    assert titles(kdcat, "mine", stderr=said) == ["Alpha one", "Beta two"]
    kdcat("new", stderr=said)
    at(30)
    kdcat("list", "-c", "mine", stderr=said.replace("9 days", "4 weeks"))
    # A clock that went back is no reason to complain.
    at(-30)
    kdcat("list", "-c", "mine")
    assert mine.asked == []


def test_a_damaged_copy_is_told_and_fetched_anew(mine: Web, kdcat: Kdcat) -> None:
    folder = followed.folder_of_list("mine")
    state = folder / "state.json"
    whole = state.read_bytes()
    for damage in (
        b"",
        b"{",
        b"[]",
        b"null",
        whole[:50],
        whole.replace(b'"version": 1', b'"version": 9'),
        b'{"version": 1}',
        b"[" * 100000,
    ):
        state.write_bytes(damage)
        kdcat("list", "-c", "mine", code=2, stderr=(
            f"kdcat: {state}: is damaged; 'kdcat update' fetches the list anew\n"
        ))  # fmt: skip
        assert kdcat("update", "--fields", "name,result") == "mine\tfetched\n"
        assert titles(kdcat, "mine") == ["Alpha one", "Beta two"]
    (page,) = (folder / "pages").iterdir()
    page.unlink()
    kdcat("list", "-c", "mine", code=2, stderr=(
        "kdcat: mine: its copy is no longer there; 'kdcat update mine' fetches it anew\n"
    ))  # fmt: skip
    kdcat("update")
    assert titles(kdcat, "mine") == ["Alpha one", "Beta two"]
    page.write_text("other")
    kdcat("update")
    assert titles(kdcat, "mine") == ["Alpha one", "Beta two"]


def test_a_state_that_names_other_files_reads_none(mine: Web, kdcat: Kdcat) -> None:
    folder = followed.folder_of_list("mine")
    state = json.loads((folder / "state.json").read_text())
    for digest in ("../../../../etc/passwd", "x", "A" * 64, 5, None):
        state["copies"][-1]["pages"] = {"README.md": [digest, 1]}
        (folder / "state.json").write_text(json.dumps(state))
        kdcat("list", "-c", "mine", code=2, stderr=(
            f"kdcat: {folder / 'state.json'}: is damaged; 'kdcat update' fetches the list anew\n"
        ))  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has none")
def test_nobody_waits_for_what_is_no_file(mine: Web, kdcat: Kdcat) -> None:
    state, file = followed.folder_of_list("mine") / "state.json", followed.settings_file()
    for path in (state, file):
        path.unlink()
        os.mkfifo(path)
        why = (
            "is damaged; 'kdcat update' fetches the list anew"
            if path == state
            else "is no regular file"
        )
        kdcat("list", "-c", "mine", code=2, stderr=f"kdcat: {path}: {why}\n")


def test_settings_may_lie_elsewhere(mine: Web, kdcat: Kdcat, tmp_path: Path) -> None:
    file = followed.settings_file()
    file.rename(tmp_path / "dotfile")
    file.symlink_to(tmp_path / "dotfile")
    mine.pages["https://example.org/kd.md"] = LIST
    kdcat("follow", "https://example.org/kd.md")
    assert file.is_symlink()
    assert (tmp_path / "dotfile").read_text().endswith('kd = "https://example.org/kd.md"\n')


def test_a_list_of_the_settings_that_was_not_fetched_is_told_to_be(mine: Web, kdcat: Kdcat) -> None:
    followed.settings_file().write_text('[follow]\nother = "o/r"\nmine = "o/s"\n')
    for name in ("other", "mine"):
        message = f"kdcat: {name}: is not fetched yet; 'kdcat update {name}' does it\n"
        kdcat("list", "-c", name, code=2, stderr=message)
    mine.pages[f"{RAW}/o/s/HEAD/README.md"] = paper("Of s")
    assert kdcat("update", "--fields", "name,result,new") == "other\tfetched\t0\nmine\tfetched\t0\n"
    assert titles(kdcat, "mine") == ["Of s"]
    assert kdcat("new") == ""


# Links in the folder of the copies, two at once, a search meanwhile.


def test_what_a_link_leads_to_stays(mine: Web, kdcat: Kdcat, tmp_path: Path) -> None:
    folder = followed.folder_of_list("mine")
    elsewhere = tmp_path / "elsewhere"
    folder.rename(elsewhere)
    (elsewhere / "own.txt").write_text("mine")
    folder.symlink_to(elsewhere)
    assert titles(kdcat, "mine") == ["Alpha one", "Beta two"]
    victim = tmp_path / "victim"
    victim.write_text("whole")
    (elsewhere / "state.json").unlink()
    (elsewhere / "state.json").symlink_to(victim)
    kdcat("update")
    assert victim.read_text() == "whole"
    assert titles(kdcat, "mine") == ["Alpha one", "Beta two"]
    kdcat("unfollow", "mine")
    assert (elsewhere / "own.txt").read_text() == "mine"
    assert not folder.is_symlink()


def test_updates_and_searches_at_once_tear_nothing(mine: Web, kdcat: Kdcat) -> None:
    versions = [LIST + "".join(paper(f"More{n} x") for n in range(count)) for count in range(6)]
    mine.answers[README] = [Reply(200, text) for text in versions * 4]
    folder = followed.folder_of_list("mine")
    errors: list[BaseException] = []
    counts = set()

    def update() -> None:
        from kdcat.cli.lists import fetched

        settings = followed.settings()
        assert settings is not None
        try:
            for _ in range(6):
                fetched(settings, ["mine"])
        except BaseException as error:  # noqa: BLE001 (told below)
            errors.append(error)

    writers = [threading.Thread(target=update) for _ in range(3)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        copy = kept.kept(folder)
        assert copy is not None
        (source,) = kept.sources(folder, "mine", copy.newest)
        assert source.content.decode() in versions
        counts.add(copy.newest.papers)
    assert errors == []
    assert counts <= {2, 3, 4, 5, 6, 7}
    left = {file.name for file in (folder / "pages").iterdir()}
    copies = kept.kept(folder)
    assert copies is not None
    assert left == {f"{page.digest}.md" for copy in copies.copies for page in copy.pages}


def test_a_list_that_changes_while_it_is_read_is_read_as_it_was(
    web: Web, kdcat: Kdcat, at: Callable[[float], None]
) -> None:
    first = {"README.md": "# x\n", "a.md": paper("Alpha one"), "b.md": paper("Beta two")}
    repository(web, first)

    def change() -> None:
        repository(web, {"README.md": "# x\n", "a.md": paper("Other")}, commit=OTHER_COMMIT)

    tree = f"{API}/repos/o/r/git/trees/{COMMIT}?recursive=1"
    web.answers[tree] = [Reply(200, web.pages[tree], before=change)]
    kdcat("follow", "o/r")
    assert titles(kdcat, "r") == ["Alpha one", "Beta two"]


# Sockets.


@pytest.mark.parametrize(
    "command", sorted({*COMMANDS} - {"follow", "update", "complete", "browse"})
)
def test_no_other_command_opens_a_socket(
    mine: Web,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    new = (
        "--title",
        "New",
        "--venue",
        "ACL",
        "--year",
        "2024",
        "--paper-url",
        "https://x.org/n",
        "--modality",
        "Text",
    )
    words = {
        "search": ["alpha"], "related": ["alpha one"], "show": ["alpha one"], "open": ["alpha one"],
        "export": ["-f", "json"], "add": [*new, "--dry-run"], "diff": ["mine", "mine"], "unfollow": ["mine"],
        "page": ["-o", str(tmp_path / "list.html")],
    }  # fmt: skip
    catalog = [] if command in {"diff", "unfollow", "new"} else ["-c", "mine"]
    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "create_connection", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setattr("webbrowser.open", lambda *_: True)
    monkeypatch.setenv("BROWSER", "true")
    assert run([command, *words.get(command, []), *catalog]) in (0, 1), capsys.readouterr().err
    assert mine.asked == []


def test_follow_without_a_source_opens_no_socket(
    mine: Web, kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", None)
    assert kdcat("follow", "--fields", "name") == "mine\n"


@pytest.mark.slow
def test_the_shell_proposes_lists_and_files_beside_them(
    mine: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in ("mirror.md", "mix.txt", ".mi.md", "other.md", "mi x.md"):
        Path(file).write_text(LIST)
    Path("mine.d").mkdir()
    assert proposed("list", "-c", "mi") == ["mine", "mine.d/", "mirror.md"]
    assert proposed("search", "a", "--not-in", "mine") == ["mine", "mine.d/"]
    assert proposed("list", "-c", "mirror") == [""]
    assert proposed("update", "") == ["mine"]
    assert proposed("unfollow", "mine") == ["mine"]
    assert proposed("new", "x") == [""]
    assert proposed("list", "-c", "mine", "--modality", "t") == ["text"]
    followed.settings_file().write_text("[follow\n")
    assert proposed("list", "-c", "mi") == [""]
    assert mine.asked == []

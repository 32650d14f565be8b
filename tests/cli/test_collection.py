"""Several pages as one list: a folder or a pattern in the place of a file."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kdcat.cli.completion import modalities
from tests.conftest import Kdcat

ENTRY = "* **{}**, CVPR {}, [ :link: ]({})\n"
ALPHA = ENTRY.format("Alpha of one", 2021, "https://example.org/a")
# The same paper as another maintainer writes it: its arXiv id says so, and its title nearly.
ARXIV = "https://arxiv.org/abs/2101.00001"
BETA = ENTRY.format("Beta: the way of two students", 2022, ARXIV)
BETAS = ENTRY.format("Beta: the way of two student", 2022, f"{ARXIV}v2")
GAMMA = ENTRY.format("Gamma for three", 2023, "https://example.org/c")


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KDCAT_CACHE_DIR", str(tmp_path / "cache"))
    for name, content in {
        "lists/vision.md": f"# Lists\n\n## Vision\n\n{ALPHA}{BETA}",
        "lists/more/speech.md": f"# Lists\n\n## Speech\n\n{BETAS}",
        "lists/more/text.markdown": f"# Lists\n\n## Text\n\n{GAMMA}{ALPHA}",
        "lists/CONTRIBUTING.md": "# How to help\n\nWrite to us.\n",
        "lists/.drafts/draft.md": f"## Drafts\n\n{GAMMA}",
        "other.md": f"## Other\n\n{GAMMA}{BETAS}",
        "notes/a.md": "# Notes\n",
        "notes/b.md": "None yet.\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


LISTED = """\
Beta: the way of two student	lists/more/speech.md	5
Gamma for three	lists/more/text.markdown	5
Alpha of one	lists/more/text.markdown	6
Alpha of one	lists/vision.md	5
Beta: the way of two students	lists/vision.md	6
"""
FIELDS = ("--fields", "title,catalog,line")


@pytest.mark.parametrize("name", ["lists", "lists/", "lists/**/*.m*", "**"])
def test_every_entry_of_a_folder_is_listed_in_the_order_of_the_paths(
    kdcat: Kdcat, pages: Path, name: str
) -> None:
    if name == "**":
        (pages / "other.md").unlink()
    for _ in ("read", "kept"):
        assert kdcat("list", "-c", name, *FIELDS) == LISTED
    assert kdcat("list", "-c", name, "--no-cache", *FIELDS) == LISTED


def test_the_catalog_of_the_environment_may_be_a_folder(
    kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KDCAT_CATALOG", "lists")
    assert kdcat("list", *FIELDS) == LISTED


def test_a_file_that_is_named_beside_its_folder_is_read_once(kdcat: Kdcat) -> None:
    listed = LISTED.splitlines(keepends=True)
    out = kdcat("list", "-c", "lists/vision.md", "-c", "lists", "-c", "**", *FIELDS)
    other = "Gamma for three\tother.md\t3\nBeta: the way of two student\tother.md\t4\n"
    assert out == "".join([*listed[3:], *listed[:3], other])


def test_what_changes_in_a_folder_is_answered_anew(kdcat: Kdcat, pages: Path) -> None:
    assert kdcat("list", "-c", "lists", *FIELDS) == LISTED
    (pages / "lists/more/speech.md").unlink()
    assert kdcat("list", "-c", "lists", *FIELDS) == "".join(LISTED.splitlines(keepends=True)[1:])
    (pages / "lists/a.md").write_text(GAMMA)
    assert kdcat("list", "-c", "lists", *FIELDS).splitlines()[0] == "Gamma for three\tlists/a.md\t1"


def test_a_paper_of_several_pages_is_one_with_several_places(kdcat: Kdcat) -> None:
    out = kdcat("show", "2101.00001", "-c", "lists")
    assert out.split("\n\n")[1].splitlines()[-2:] == [
        "listed  Speech, lists/more/speech.md line 5",
        "        Vision, lists/vision.md line 6",
    ]
    told = "kdcat: 5 entries of 3 papers\n"
    assert kdcat("stats", "-c", "lists", "--by", "catalog", stderr=told) == (
        "catalog\tpapers\twith_code\n"
        "lists/more/text.markdown\t2\t0\nlists/vision.md\t2\t0\nlists/more/speech.md\t1\t0\n"
    )
    assert kdcat("stats", "-c", "lists/more", "--by", "year") == (
        "year\tpapers\twith_code\n2021\t1\t0\n2022\t1\t0\n2023\t1\t0\n"
    )
    assert kdcat("stats", "-c", "lists", "-f", "table", stderr="").splitlines()[0] == (
        "5 entries, 3 papers, 0 with code (0%), 1 venue, in 3 files"
    )
    exported = json.loads(kdcat("export", "-c", "lists", "-f", "csl-json"))
    assert [item["title"] for item in exported] == [
        "Beta: the way of two student", "Gamma for three", "Alpha of one",
    ]  # fmt: skip


def test_a_table_says_which_file_a_paper_is_from_where_there_are_several(
    kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    table = kdcat("search", "gamma", "-c", "lists", "-f", "table")
    assert [line.rstrip() for line in table.splitlines()] == [
        "year  venue  title            catalog",
        "2023  CVPR   Gamma for three  lists/more/text.markdown",
    ]
    assert "catalog" not in kdcat("search", "gamma", "-c", "other.md", "-f", "table")
    monkeypatch.setenv("COLUMNS", "40")
    table = kdcat("list", "--title", "gamma", "-c", "lists", "-f", "table")
    assert [line.rstrip() for line in table.splitlines()] == [
        "Gamma for three", "  CVPR 2023", "  lists/more/text.markdown",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["list", "-c", "other.md", "--not-in", "lists"], []),
        (["list", "-c", "lists", "--not-in", "other.md"], ["Alpha of one", "Alpha of one"]),
        (["search", "of", "--strict", "-c", "lists", "--not-in", "other.md"], ["Alpha of one"] * 2),
        (["search", "--not-in", "lists/more", "-c", "lists"], []),
        (["export", "-f", "tsv", "-c", "lists", "--not-in", "lists/vision.md"], ["Gamma for three"]),
        (["list", "-c", "lists", "--not-in", "lists/v*", "--not-in", "other.md"], []),
        (["list", "-c", "lists", "--limit", "1", "--not-in", "lists/more/s*"], ["Gamma for three"]),
        (["list", "-c", "lists", "--year", "2023", "--not-in", "lists/vision.md"], ["Gamma for three"]),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_one_list_lacks_of_another(
    kdcat: Kdcat, words: list[str], expected: list[str]
) -> None:
    assert kdcat(*words, "--fields", "title").splitlines() == expected


def test_counts_are_of_what_another_list_lacks(kdcat: Kdcat) -> None:
    out = kdcat("stats", "--by", "year", "-c", "other.md", "--not-in", "lists/vision.md")
    assert out == "year\tpapers\twith_code\n2023\t1\t0\n"


def test_standard_input_is_read_once(kdcat: Kdcat) -> None:
    message = "kdcat: standard input (-) can be read only once\n"
    kdcat("list", "-c", "-", "--not-in", "-", code=2, stderr=message, stdin=ALPHA)
    assert kdcat("list", "-c", "lists/v*", "--not-in", "-", *FIELDS, stdin=ALPHA) == (
        "Beta: the way of two students\tlists/vision.md\t6\n"
    )


def test_a_folder_without_papers_is_told(kdcat: Kdcat) -> None:
    assert kdcat("list", "-c", "notes", stderr="kdcat: notes: no papers in it\n") == ""
    assert kdcat("list", "-c", "notes", "-c", "lists", *FIELDS, stderr="kdcat: notes: no papers in it\n") == LISTED  # fmt: skip
    missing = "kdcat: notes/*.txt: no file fits this pattern\n"
    kdcat("list", "-c", "notes/*.txt", code=2, stderr=missing)


def test_a_file_that_is_no_text_is_told_and_left_out(kdcat: Kdcat, pages: Path) -> None:
    (pages / "lists/latin.md").write_bytes(ALPHA.encode() + "* Café\n".encode("latin-1"))
    message = (
        "kdcat: lists/latin.md: not UTF-8: byte 70 (0xe9) on line 2; convert the file to UTF-8"
    )
    for _ in ("read", "kept"):
        assert kdcat("list", "-c", "lists", *FIELDS, stderr=f"{message}; left out\n") == LISTED
    # What judges the pages passes over none.
    for command in (["lint", "lists"], ["layout", "-c", "lists"]):
        kdcat(*command, code=2, stderr=f"{message}\n")


def test_a_folder_with_what_cannot_be_read_is_not_read_again(
    kdcat: Kdcat, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcat.reading.source.MOST", 1 << 20)
    # What a thousand pages are known by does not stand in what is read of the file at first.
    monkeypatch.setattr("kdcat.index.cache._AT_ONCE", 64)
    (pages / "lists/long.md").write_bytes(b" " * (1 << 21))
    told = "kdcat: lists/long.md: has more than 1 MB; this is no catalog; left out\n"
    assert kdcat("list", "-c", "lists", *FIELDS, stderr=told) == LISTED
    monkeypatch.setattr("kdcat.reading.catalog.parse", lambda *_: pytest.fail("read again"))
    assert kdcat("list", "-c", "lists", *FIELDS, stderr=told) == LISTED


def test_of_many_that_cannot_be_read_a_few_are_told(
    kdcat: Kdcat, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcat.cli.catalogs._MOST_TOLD", 1)
    for name in "abc":
        (pages / f"lists/{name}.md").write_bytes(b"\0")
    told = "kdcat: lists/a.md: byte 0 on line 1 is NUL; this is not a text file; left out\n"
    more = "kdcat: and 2 more cannot be read\n"
    assert kdcat("list", "-c", "lists", *FIELDS, stderr=told + more) == LISTED


def test_pages_that_are_not_written_alike_are_told_at_once(
    kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kdcat.cli.catalogs._ENOUGH_ALIKE", 1.1)
    told = (
        "kdcat: lists: of 4 of its pages less than 110 % of the papers were read alike; "
        "'kdcat layout -c lists' says how\n"
        "kdcat: other.md: 100 % of its papers were read alike; "
        "'kdcat layout -c other.md' says how\n"
    )
    kdcat("list", "-c", "lists", "-c", "other.md", "--limit", "0", stderr=told)


def test_the_pages_of_a_folder_are_judged_as_one_collection(
    kdcat: Kdcat, pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pages / "lists/CONTRIBUTING.md").write_text("# Help\n\n- [How](#nowhere)\n")
    later = ENTRY.format("Alpha of one", 2024, "https://example.org/a")
    (pages / "lists/more/later.md").write_text(f"## Later\n\n{later}")
    said = json.loads(kdcat("lint", "lists", "-f", "json", code=1, stderr="2 warnings\n"))
    assert [(problem["catalog"], problem["rule"]) for problem in said] == [
        ("lists/more/text.markdown", "conflicting-duplicates"),
        ("lists/vision.md", "conflicting-duplicates"),
    ]
    told: list[str] = []
    monkeypatch.setattr("kdcat.cli.commands.layout.tell_people", told.append)
    assert kdcat("layout", "-c", "lists") == (
        "lists/more/later.md:3-3: Later: home form; 1 paper\n"
        "lists/more/speech.md:5-5: Speech: home form; 1 paper\n"
        "lists/more/text.markdown:5-6: Text: home form; 2 papers\n"
        "lists/vision.md:5-6: Vision: home form; 2 papers\n"
    )
    assert len(told) == 4


def test_pages_of_a_folder_are_mended(kdcat: Kdcat, pages: Path) -> None:
    for name in ("vision.md", "more/text.markdown"):
        page = pages / "lists" / name
        page.write_text(page.read_text().replace("example.org/a", "example.org/a#:~:text=a"))
    notes = pages / "lists" / "CONTRIBUTING.md"
    notes.write_text("See [this](https://example.org/a#:~:text=a).\n")
    done = "fixed text-fragment: the address ends in words to be marked on the page"
    told = (
        f"lists/more/text.markdown:6: {done}\nlists/more/text.markdown: 1 fixed\n"
        f"lists/vision.md:5: {done}\nlists/vision.md: 1 fixed\n"
    )
    assert kdcat("lint", "lists", "--fix", stderr=told) == ""
    assert (pages / "lists/vision.md").read_text() == f"# Lists\n\n## Vision\n\n{ALPHA}{BETA}"
    assert notes.read_text() == "See [this](https://example.org/a#:~:text=a).\n"


@pytest.mark.parametrize("name", ["lists", "lists/*.md", "notes"])
def test_papers_are_added_to_one_file(kdcat: Kdcat, name: str) -> None:
    message = f"kdcat: {name}: papers are added to one file; name one of its files\n"
    kdcat("add", "-c", name, "--title", "New", code=2, stderr=message)


@pytest.mark.parametrize("words", [["-c", "lists"], ["-c", "other.md", "--not-in", "lists/*"]])
def test_an_answer_replaces_no_page_that_it_is_made_from(
    kdcat: Kdcat, pages: Path, words: list[str]
) -> None:
    page = pages / "lists" / "vision.md"
    before = page.read_bytes()
    message = (
        "kdcat: lists/vision.md: is the catalog itself and was not replaced; name another file\n"
    )
    for command in (["export", "-f", "csv", "-o"], ["stats", "--plot"]):
        kdcat(*command, "lists/vision.md", "--force", *words, code=2, stderr=message)
    assert page.read_bytes() == before


@pytest.mark.skipif(os.name != "posix", reason="names are text here")
def test_a_name_that_is_no_text_harms_nothing(kdcat: Kdcat, pages: Path) -> None:
    folder = pages / os.fsdecode(b"odd\xff\n\x1b[31m")
    folder.mkdir()
    (folder / "a\tb.md").write_text(ALPHA)
    for _ in ("read", "kept"):
        out = kdcat("list", "-c", "odd*", "--json")
        assert json.loads(out)[0]["catalog"] == f"{folder.name}/a\tb.md"
    assert kdcat("list", "-c", "odd*", "-c", "other.md", *FIELDS).splitlines()[0] == (
        "Alpha of one\todd\ufffd \ufffd[31m/a b.md\t1"
    )
    assert kdcat("list", "-c", "odd*", "-c", "lists", "-f", "table").isprintable() is False


def test_values_of_a_folder_are_proposed() -> None:
    from types import SimpleNamespace

    context = SimpleNamespace(params={"catalog": ["lists"]})
    assert modalities(context, "") == ["Speech", "Text", "Vision"]  # type: ignore[arg-type]
    nothing = SimpleNamespace(params={"catalog": ["no*"]})
    assert modalities(nothing, "") == []  # type: ignore[arg-type]

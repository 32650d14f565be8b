"""What a change brought: `kdcat lint --since`."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.lint.checking import check
from kdcat.lint.since import Before, brought
from tests.conftest import Kdcat
from tests.making import catalog, entry, git

# Each test makes a repository with git.
pytestmark = pytest.mark.slow


HTTP = "http://x.org/"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One commit with two pages, each with a fault, and `old` as its name."""
    folder = tmp_path / "repository"
    (folder / "sub").mkdir(parents=True)
    git(folder, "init", "-q")
    (folder / "a.md").write_text(
        "## Speech\n\n"
        + entry("ACL 2021", HTTP + "a", "Alpha")
        + entry("ACL 2021", "https://x.org/b", "Beta")
    )
    (folder / "sub/b.md").write_text(
        "## Video\n\n\n" + entry("ICASP 2021", "https://x.org/c", "Gamma")
    )
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "one")
    git(folder, "tag", "old")
    monkeypatch.chdir(folder)
    return folder


def insecure(page: str, line: int, column: int) -> str:
    return f"{page}:{line}:{column}: warning: insecure-http: the address is http, not https\n"


DELTA = entry("ACL 2022", HTTP + "d", "Delta")


def test_what_was_there_is_old_wherever_it_stands(kdcat: Kdcat, repository: Path) -> None:
    page = repository / "a.md"
    assert kdcat("lint", "a.md", code=1, stderr="1 warning\n") == insecure("a.md", 3, 35)
    assert kdcat("lint", "a.md", "--since", "old") == ""
    text = page.read_text()
    page.write_text("# List\n\nSome words.\n\n## Other\n\n" + DELTA + text)
    new = insecure("a.md", 7, 35)
    assert kdcat("lint", "a.md", "--since", "old", code=1, stderr="1 warning\n") == new
    assert kdcat("lint", "--since=old", ".", code=1, stderr="1 warning\n") == new
    assert kdcat("lint", "--since", "", "a.md", code=1, stderr="2 warnings\n") != new
    # The same fault at what another paper is now.
    page.write_text(text.replace("Alpha", "Something else entirely").replace("/a)", "/z)"))
    again = insecure("a.md", 3, 53)
    assert kdcat("lint", "a.md", "--since", "HEAD", code=1, stderr="1 warning\n") == again
    # The title was corrected, and the rest of the entry too: it is the paper that it was.
    page.write_text(text.replace("Alpha", "The Alpha").replace("ACL 2021", "EMNLP 2021"))
    assert kdcat("lint", "a.md", "--since", "HEAD") == ""


def test_a_fault_that_is_there_once_more_is_new_once(kdcat: Kdcat, repository: Path) -> None:
    page = repository / "sub/b.md"
    page.write_text(page.read_text() + "\n\n\nText.\n\n\n\nText.\n")
    said = kdcat(
        "lint", ".", "--since", "HEAD", "--style", code=1, stderr="2 style; 2 fixable with --fix\n"
    )
    assert said == (
        "sub/b.md:5:1: style: blank-line-run: 3 blank lines [fixable]\n"
        "sub/b.md:9:1: style: blank-line-run: 3 blank lines [fixable]\n"
    )
    git(repository, "commit", "-qam", "two")
    page.write_text(page.read_text() + "\n\n\nText.\n")
    said = kdcat(
        "lint", ".", "--since", "HEAD", "--style", code=1, stderr="1 style; 1 fixable with --fix\n"
    )
    assert said == "sub/b.md:13:1: style: blank-line-run: 3 blank lines [fixable]\n"


def test_lines_that_messages_name_do_not_count(kdcat: Kdcat, repository: Path) -> None:
    page = repository / "a.md"
    page.write_text(page.read_text() + entry("ACL 2021", HTTP + "a", "Alpha"))
    new = "a.md:5:1: error: duplicate-in-section: listed already in this section, on line 3\n"
    said = kdcat("lint", ".", "--since", "HEAD", code=1, stderr="1 error, 1 warning\n")
    assert said == new + insecure("a.md", 5, 35)
    git(repository, "commit", "-qam", "two")
    page.write_text("# List\n\n" + page.read_text())
    assert kdcat("lint", ".", "--since", "HEAD") == ""


def test_pages_that_were_renamed_moved_or_taken_apart(kdcat: Kdcat, repository: Path) -> None:
    git(repository, "mv", "sub/b.md", "c.md")
    assert kdcat("lint", ".", "--since", "HEAD") == ""
    # An entry that went to another page takes its fault with it, once.
    a, c = repository / "a.md", repository / "c.md"
    alpha = entry("ACL 2021", HTTP + "a", "Alpha")
    a.write_text(a.read_text().replace(alpha, ""))
    c.write_text(c.read_text() + alpha)
    assert kdcat("lint", ".", "--since", "HEAD") == ""
    a.unlink()
    assert kdcat("lint", ".", "--since", "HEAD") == ""
    (repository / "d.md").write_text(alpha)
    said = kdcat("lint", ".", "--since", "HEAD", code=1, stderr="1 warning\n")
    assert said == insecure("d.md", 1, 35)


def test_fixes_are_made_of_what_is_new(kdcat: Kdcat, repository: Path) -> None:
    page = repository / "a.md"
    old = entry("ACL  2021", "https://x.org/e", "Epsilon")
    page.write_text(page.read_text() + old)
    git(repository, "commit", "-qam", "two")
    new = entry("ACL  2022", "https://x.org/f", "Zeta")
    before = page.read_text()
    page.write_text(before + new)
    words = ("lint", ".", "--since", "HEAD", "--style")
    diff = kdcat(*words, "--diff", code=1)
    assert [line for line in diff.splitlines() if line[:1] in "+-"][2:] == [
        f"-{new.rstrip()}",
        f"+{new.rstrip().replace('  ', ' ')}",
    ]
    assert page.read_text() == before + new
    said = "a.md:6: fixed double-space: more than one space\na.md: 1 fixed\n"
    assert kdcat(*words, "--fix", stderr=said) == ""
    assert page.read_text() == before + new.replace("  ", " ")


def test_one_page_of_a_collection_is_judged_with_the_others(kdcat: Kdcat, repository: Path) -> None:
    (repository / "kdcat.toml").write_text('pages = ["**/*.md"]\n')
    page = repository / "sub/b.md"
    page.write_text(page.read_text() + entry("EMNLP 2023", HTTP + "a", "Alpha"))
    said = kdcat(
        *("lint", "./sub/b.md", "--since", "HEAD"), code=1,
        stderr="kdcat: kdcat.toml is obeyed\n2 warnings\n",
    )  # fmt: skip
    assert said == (
        "./sub/b.md:5:1: warning: conflicting-duplicates: listed also at a.md:3: the year is 2023 here and "
        "2021 there, the venue is EMNLP here and ACL there\n" + insecure("./sub/b.md", 5, 37)
    )


def test_a_job_summary(kdcat: Kdcat, repository: Path) -> None:
    page = repository / "a.md"
    page.write_text(page.read_text() + entry("ICASP 2021", "https://x.org/c", "Gamma") + DELTA)
    (repository / "sub/b.md").unlink()
    (repository / "c.md").write_text(DELTA)
    said = kdcat("lint", ".", "--since", "HEAD", "-f", "markdown", code=1, stderr="2 warnings\n")
    assert said == (
        "## Findings\n\n"
        "| Place | Severity | Rule | What |\n| --- | --- | --- | --- |\n"
        "| a.md:6 | warning | insecure-http | the address is http, not https |\n"
        "| c.md:1 | warning | insecure-http | the address is http, not https |\n"
        "\n## Listed on other pages too\n\n"
        "* Delta: a.md:6, c.md:1\n"
        "\n## Papers\n\n2 added, 1 moved\n\n"
        "## New papers\n\n"
        "* **Delta**, ACL 2022, [ :link: ](http://x.org/d)\n\n"
        "### Speech\n\n"
        "* **Delta**, ACL 2022, [ :link: ](http://x.org/d)\n\n"
        "## Moved papers\n\n"
        "* **Gamma**, ICASP 2021, [ :link: ](https://x.org/c)\n"
        "  * section: Video → Speech\n"
    )
    without = kdcat("lint", "a.md", "-f", "markdown", "--select", "toc-text")
    assert without == "## Findings\n\nNone.\n"


def test_a_summary_holds_text_and_is_not_too_long(kdcat: Kdcat, repository: Path) -> None:
    title = "A | `b` <img src=x> [c](http://e.org)"
    (repository / "a.md").write_text(
        "".join(
            entry("ACL 2021", f"{HTTP}{n}", f"{title.replace('|', chr(92) + '|')} {n}")
            for n in range(3)
        )
    )
    said = kdcat("lint", "a.md", "--since", "HEAD", "-f", "markdown", code=1, stderr="3 warnings\n")
    assert said.count("insecure-http") == 3
    assert "<img" not in said.replace("\\<img", "")


def test_what_has_no_revision(kdcat: Kdcat, repository: Path, tmp_path: Path) -> None:
    message = f"kdcat: no revision 'nope' in the git repository of {repository}\n"
    assert kdcat("lint", "a.md", "--since", "nope", code=2, stderr=message) == ""
    message = "kdcat: '--output=x' begins like an option and is no revision\n"
    assert kdcat("lint", "a.md", "--since=--output=x", code=2, stderr=message) == ""
    for name in ("-", "kdcat:catalog.md"):
        message = (
            f"kdcat: {name}: is no file of a repository, and so in no revision; name one that is\n"
        )
        assert kdcat("lint", name, "--since", "HEAD", code=2, stderr=message) == ""
    outside = tmp_path / "outside.md"
    outside.write_text(DELTA)
    message = f"kdcat: {outside}: {tmp_path} is not in a git repository\n"
    assert kdcat("lint", str(outside), "--since", "HEAD", code=2, stderr=message) == ""
    git(tmp_path, "init", "-q")
    # Before the first commit all is new.
    said = kdcat("lint", str(outside), "--since", "HEAD", code=1, stderr="1 warning\n")
    assert said == insecure(str(outside), 1, 35)


_LINES = st.lists(
    st.sampled_from([
        entry("ACL 2021", HTTP + "a", "Alpha"), entry("ICASP 2021", HTTP + "b", "Beta"),
        entry("ICASP 2021", "https://x.org/b", "Beta two"), "## Speech\n", "\n", "Text. \n",
    ]),
    max_size=12,
)  # fmt: skip


@given(_LINES, _LINES)
def test_what_is_new_is_some_of_what_there_is(old: list[str], new: list[str]) -> None:
    then, now = [catalog("".join(old))], [catalog("".join(new))]
    problems, before = check(now), Before(then, check(then))
    found = brought(problems, now, before)
    assert [problem for problem in problems if problem in found] == found
    assert len(found) >= len(problems) - len(before.problems)
    assert brought(problems, now, Before([], [])) == problems
    assert brought(problems, now, Before(now, problems)) == []
    # Lines that say nothing change nothing.
    shifted = [catalog("Some words.\n\n" + "".join(new))]
    if not any(problem.rule == "section-not-sorted" for problem in problems):
        later = brought(check(shifted), shifted, Before(now, problems))
        assert [problem.rule for problem in later if problem.paper] == []


def test_revisions_obey_the_configuration_that_is_there(kdcat: Kdcat, repository: Path) -> None:
    (repository / "sub/kdcat.toml").write_text('[venues]\nTinyML = ["Tiny Models"]\n')
    page = repository / "sub/b.md"
    page.write_text(entry("Tiny Models 2024", "https://x.org/t", "Tau"))
    git(repository, "commit", "-qam", "two")
    obeyed = "kdcat: sub/kdcat.toml is obeyed\n"
    words = ("diff", "old:sub/b.md", "HEAD:sub/b.md", "--fields", "change,venue")
    assert kdcat(*words, stderr=obeyed) == "added\tTinyML\nremoved\tICASP\n"

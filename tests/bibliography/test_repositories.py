"""The pages of a file on a host of repositories."""

from __future__ import annotations

import pytest

from kdcat.bibliography.repositories import FilePages, pages_at, pages_of_file

GITHUB = FilePages(
    "https://github.com/o/r",
    "o/r",
    "https://github.com/o/r/blob/main/docs/a%20list.md?plain=1#L",
    "https://github.com/o/r/edit/main/docs/a%20list.md",
)


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/o/r",
        "https://github.com/o/r.git",
        "https://GitHub.com/o/r/",
        "https://token:x@github.com/o/r.git",
        "git@github.com:o/r.git",
        "ssh://git@github.com/o/r.git",
        "ssh://git@github.com:22/o/r",
        "git://github.com/o/r",
    ],
)
def test_a_remote_of_any_scheme_has_its_pages(remote: str) -> None:
    assert pages_of_file(remote, "main", "docs/a list.md") == GITHUB


def test_hosts_name_their_pages_otherwise() -> None:
    assert pages_of_file("https://gitlab.com/g/s/r.git", "main", "l.md") == FilePages(
        "https://gitlab.com/g/s/r",
        "g/s/r",
        "https://gitlab.com/g/s/r/-/blob/main/l.md?plain=1#L",
        "https://gitlab.com/g/s/r/-/edit/main/l.md",
    )
    assert pages_of_file("https://codeberg.org/o/r", "main", "l.md") == FilePages(
        "https://codeberg.org/o/r",
        "o/r",
        "https://codeberg.org/o/r/src/branch/main/l.md?display=source#L",
        "https://codeberg.org/o/r/_edit/main/l.md",
    )


def test_without_a_branch_nothing_is_corrected() -> None:
    pages = pages_of_file("https://github.com/o/r", None, "l.md")
    assert pages is not None
    assert (pages.line, pages.edit) == ("https://github.com/o/r/blob/HEAD/l.md?plain=1#L", None)


@pytest.mark.parametrize(
    "remote", ["/srv/git/r.git", "https://example.org/o/r", "https://github.com.evil.org/o/r", ""]
)
def test_other_remotes_have_no_pages(remote: str) -> None:
    assert pages_of_file(remote, "main", "l.md") is None


@pytest.mark.parametrize(
    "page",
    [
        "https://github.com/o/r/blob/main/docs/a%20list.md",
        "https://github.com/o/r/blob/main/docs/a%20list.md?plain=1#L12",
        "https://github.com/o/r/blob/main/docs/a%20list.md#section",
    ],
)
def test_a_page_leads_to_the_others(page: str) -> None:
    assert pages_at(page) == GITHUB


def test_pages_of_other_hosts_lead_to_theirs() -> None:
    page = "https://gitlab.com/g/s/r/-/blob/main/l.md"
    assert pages_at(page) == pages_of_file("https://gitlab.com/g/s/r", "main", "l.md")
    page = "https://codeberg.org/o/r/src/branch/main/l.md"
    assert pages_at(page) == pages_of_file("https://codeberg.org/o/r", "main", "l.md")


@pytest.mark.parametrize(
    "text", ["https://github.com/o/r", "javascript:alert(1)", "https://example.org/blob/main/l.md"]
)
def test_what_is_no_page_of_a_file_leads_nowhere(text: str) -> None:
    assert pages_at(text) is None

"""What a person calls the place a list comes from, and how it is written down."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.errors import UsageError
from kdcat.following.names import usual_name, why_no_name
from kdcat.following.origins import origin

MEANT = [
    ("Tebmer/Awesome-KD", "Tebmer/Awesome-KD", "awesome-kd"),
    ("o/r@v1.0:docs/speech.md", "o/r@v1.0:docs/speech.md", "r-speech"),
    ("o/r@feat/x:docs/", "o/r@feat/x:docs/", "r-docs"),
    ("o/r:**", "o/r:**", "r"),
    ("o/r.git", "o/r", "r"),
    ("https://github.com/o/r", "o/r", "r"),
    ("http://www.github.com/o/r/", "o/r", "r"),
    ("github.com/o/r", "o/r", "r"),
    ("git@github.com:o/r.git", "o/r", "r"),
    ("https://me:secret@github.com/o/r", "o/r", "r"),
    ("https://github.com/o/r?tab=readme-ov-file#papers", "o/r", "r"),
    ("https://github.com/o/r/blob/main/docs/a%20b.md?plain=1#x", "o/r@main:docs/a b.md", "r-a-b"),
    ("https://github.com/o/r/tree/main", "o/r@main", "r"),
    ("https://github.com/o/r/tree/main/docs", "o/r@main:docs/", "r-docs"),
    ("https://github.com/o/r:docs/*.md", "o/r:docs/*.md", "r"),
    ("https://raw.githubusercontent.com/o/r/main/README.md", "o/r@main:README.md", "r"),
    ("https://raw.githubusercontent.com/o/r/refs/heads/main/a.md", "o/r@main:a.md", "r-a"),
    ("https://raw.githubusercontent.com/o/r/HEAD/a.md", "o/r:a.md", "r-a"),
    ("https://gitlab.com/g/s/p", "https://gitlab.com/g/s/p", "p"),
    ("https://gitlab.com/g/p:**", "https://gitlab.com/g/p:**", "p"),
    (
        "https://gitlab.com/g/p/-/blob/main/x.md?ref_type=heads",
        "https://gitlab.com/g/p/-/blob/main/x.md", "p-x",
    ),
    ("https://git.example.org/g/p/-/tree/main/docs", "https://git.example.org/g/p/-/tree/main/docs/", "p-docs"),
    ("https://example.org/speech.md#top", "https://example.org/speech.md", "speech"),
    ("https://example.org/README.md", "https://example.org/README.md", "example.org"),
    ("example.org/a/kd.md", "https://example.org/a/kd.md", "kd"),
    ("http://127.0.0.1:8000/a.md", "http://127.0.0.1:8000/a.md", "a"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "written", "name"), MEANT, ids=str)
def test_a_source_means_one_origin_however_it_is_written(
    source: str, written: str, name: str
) -> None:
    found = origin(source)
    assert (found.written(), usual_name(found)) == (written, name)
    assert origin(written) == found


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("", "'' is no source of a list; name owner/repo, owner/repo@ref:path, or an address"),
        ("o", "'o' is no source of a list; name owner/repo, owner/repo@ref:path, or an address"),
        ("./a.md", "'./a.md' is no source of a list; name owner/repo, owner/repo@ref:path, or an address"),
        ("file:///etc/passwd", "'file:///etc/passwd' is no source of a list; name owner/repo, owner/repo@ref:path, or an address"),
        ("o/..", "o/..: names no repository on github.com; name owner/repo"),
        ("o/r:../../etc/passwd", "o/r:../../etc/passwd: '../../etc/passwd' is no path in a repository"),
        ("o/r:/etc/passwd", "o/r:/etc/passwd: '/etc/passwd' is no path in a repository"),
        ("o/r:a\\b.md", "o/r:a\\b.md: 'a\\\\b.md' is no path in a repository"),
        ("o/r:\x1b[31m", "o/r:\x1b[31m: '\\x1b[31m' is no path in a repository"),
        ("o/r@--upload-pack=x", "o/r@--upload-pack=x: '--upload-pack=x' is no ref in a repository"),
        ("https://github.com/o", "https://github.com/o: names no repository on github.com; name owner/repo"),
        ("https://github.com/o/r/issues/3", "https://github.com/o/r/issues/3: is no page of files; name o/r, or the address of a file"),
        ("https://github.com/o/r/blob/main/..%2f..%2fx", "https://github.com/o/r/blob/main/..%2f..%2fx: '../../x' is no path in a repository"),
        ("https://example.org/x.md:**", "https://example.org/x.md:**: a pattern goes with a repository alone"),
        ("a" * 3000, "a" * 40 + "...: is too long for a source"),
    ],
    ids=lambda value: value[:30],
)  # fmt: skip
def test_what_is_no_source_is_refused_with_a_reason(source: str, why: str) -> None:
    with pytest.raises(UsageError) as caught:
        origin(source)
    assert str(caught.value) == why


@pytest.mark.parametrize(
    "name",
    [
        "", ".", "..", "a/b", "a\\b", "../x", "a b", "-a", "a.", "CON", "nul.txt", "com1", "LPT9",
        "list.md", "a\x1b", "ä", "x" * 65, "a:b", "a@b",
    ],
)  # fmt: skip
def test_a_name_makes_a_folder_everywhere_or_is_none(name: str) -> None:
    assert why_no_name(name) is not None


@pytest.mark.parametrize("name", ["a", "llm-kd", "KD_2", "v1.0", "x" * 64, "console", "com10"])
def test_a_plain_name_is_a_name(name: str) -> None:
    assert why_no_name(name) is None


@given(st.text(alphabet="abO./@:*-_%#?\\ \x00é", max_size=24))
def test_any_text_means_an_origin_that_can_be_written_down_or_is_refused(text: str) -> None:
    for source in (text, f"o/{text}", f"https://github.com/{text}", f"https://gitlab.com/{text}"):
        try:
            found = origin(source)
        except UsageError:
            continue
        assert origin(found.written()) == found
        name = usual_name(found)
        assert name is None or why_no_name(name) is None
        if found.server != "web":
            assert ".." not in found.path.split("/")

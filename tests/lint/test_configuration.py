"""A list's configuration: what it says, where it is found, and what a hostile one cannot do."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kdcat.bibliography import venues
from kdcat.bibliography.venues import Venue
from kdcat.errors import KdcatError
from kdcat.lint.choices import Choice
from kdcat.lint.configuration import Configuration, configuration, find
from kdcat.lint.mistakes import Keys, line_of, lines_of
from tests.conftest import Kdcat
from tests.making import entry

OBEYED = "kdcat: kdcat.toml is obeyed\n"
HTTP, HTTPS = "http://x.org/", "https://x.org/"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two pages with a fault of their own, and one with a fault in common, in a repository."""
    top = tmp_path / "repository"
    (top / ".git").mkdir(parents=True)
    pages = {
        "speech/README.md": entry("ICASP 2021", HTTP + "a", "Alpha")
        + entry("ACL 2021", HTTPS, "B"),
        "video/README.md": entry("CVPR 2021", HTTP + "c", "Gamma"),
        "notes/README.md": "# Notes\n\n* A note\n",
    }
    for name, text in pages.items():
        (top / name).parent.mkdir()
        (top / name).write_text(text)
    monkeypatch.chdir(top)
    return top


MISSPELT = "speech/README.md:1:14: warning: venue-misspelled: ICASP is ICASSP misspelt\n"
SPEECH = "speech/README.md:1:37: warning: insecure-http: the address is http, not https\n"
VIDEO = "video/README.md:1:36: warning: insecure-http: the address is http, not https\n"
ALL = MISSPELT + SPEECH + VIDEO
FOR_NOTHING = "is to be ignored, but finds nothing there\n"
PAGES = 'pages = ["*/README.md"]\n'


def test_all_that_it_can_say(tmp_path: Path) -> None:
    text = """\
pages = ["*/README.md", "list.md"]
select = ["error", "double-space"]
ignore = [{ rules = ["insecure-http"], entry = "Alpha", reason = "no other" }]
order = "newest first"

[[select]]
"""
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(text)
    text = text.removesuffix("[[select]]\n") + '[venues]\n"Tiny" = ["Workshop on Tiny Models"]\n'
    file = tmp_path / "kdcat.toml"
    file.write_text(text)
    expected = Configuration(
        file,
        tmp_path,
        ("*/README.md", "list.md"),
        (Choice(frozenset({"error", "double-space"})),),
        (Choice(frozenset({"insecure-http"}), None, "Alpha", "no other"),),
        -1,
        (Venue("Tiny", "Workshop on Tiny Models", "conference", ("Workshop on Tiny Models",)),),
        text,
    )
    assert find(tmp_path) == expected


def test_without_words_its_pages_are_judged(
    kdcat: Kdcat, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "kdcat.toml").write_text(PAGES)
    said = f"{OBEYED}3 warnings\n"
    assert kdcat("lint", code=1, stderr=said) == ALL
    assert kdcat("lint", ".", code=1, stderr=said) == ALL
    assert kdcat("lint", "speech", code=1, stderr=f"{OBEYED}2 warnings\n") == MISSPELT + SPEECH
    monkeypatch.setenv("KDCAT_CATALOG", "nothing.md")
    assert kdcat("lint", code=1, stderr=said) == ALL
    (repository / "kdcat.toml").write_text('pages = ["speech", "video"]\n')
    assert kdcat("lint", code=1, stderr=said) == ALL
    (repository / "empty").mkdir()
    monkeypatch.chdir(repository / "empty")
    above = "".join(f"../{line}\n" for line in ALL.splitlines())
    assert kdcat("lint", code=1, stderr=said.replace("kdcat.toml", "../kdcat.toml")) == above
    none = "kdcat: .: none of the pages of ../kdcat.toml is in it\n"
    assert kdcat("lint", ".", code=2, stderr=none) == ""


def test_without_pages_all_lists_of_the_folder_are(
    kdcat: Kdcat, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kdcat("lint", ".", code=1, stderr="3 warnings\n") == ALL
    (repository / ".hidden").mkdir()
    (repository / ".hidden" / "list.md").write_text(entry("ICASP 2021"))
    (repository / "kdcat.toml").write_text("")
    assert kdcat("lint", code=1, stderr=f"{OBEYED}3 warnings\n") == ALL
    said = f"{OBEYED}kdcat: notes: no list of papers in it\n"
    assert kdcat("lint", "notes", code=2, stderr=said) == ""
    assert kdcat("lint", "--lists-only", "notes", stderr=OBEYED) == ""
    (repository / "notes/kdcat.toml").write_text("")
    monkeypatch.chdir(repository / "notes")
    said = f"{OBEYED}kdcat: .: no list of papers in it\n"
    assert kdcat("lint", code=2, stderr=said) == ""
    assert kdcat("lint", "--lists-only", stderr=OBEYED) == ""


@pytest.mark.parametrize(
    ("settings", "left"),
    [
        ('rules = ["insecure-http"]', MISSPELT),
        ('rules = ["warning"]', ""),
        ('rules = ["all"]\npage = "video/*"', MISSPELT + SPEECH),
        ('rules = ["insecure-http"]\npage = "speech/README.md"', MISSPELT + VIDEO),
        ('rules = ["insecure-http"]\nentry = "alpha"', MISSPELT + VIDEO),
        ('rules = ["insecure-http"]\nentry = "http://x.org/a"', MISSPELT + VIDEO),
        (
            'rules = ["insecure-http"]\nentry = "Alpha"\npage = "video/**"',
            f"{ALL}kdcat.toml:2:1: warning: unused-ignore: insecure-http {FOR_NOTHING}",
        ),
    ],
)
def test_rules_are_ignored_where_it_says(
    kdcat: Kdcat, repository: Path, settings: str, left: str
) -> None:
    (repository / "kdcat.toml").write_text(f'{PAGES}[[ignore]]\nreason = "r"\n{settings}\n')
    count = left.count("\n")
    said = f"{count} warning{'s' if count > 1 else ''}\n" if count else ""
    assert kdcat("lint", code=1 if count else 0, stderr=OBEYED + said) == left


def test_what_is_ignored_for_nothing_is_told_where_that_is_known(
    kdcat: Kdcat, repository: Path
) -> None:
    ignores = [
        'rules = ["insecure-http"]\npage = "speech/README.md"',
        'rules = ["insecure-http"]\nentry = "Gamma"\npage = "speech/README.md"',
        'rules = ["expiring-url", "text-fragment"]',
        'rules = ["double-space"]',
        'rules = ["link-dead"]',
        'rules = ["error"]\npage = "*/README.md"',
    ]
    (repository / "kdcat.toml").write_text(
        PAGES + "".join(f'[[ignore]]\nreason = "r"\n{one}\n' for one in ignores)
    )

    def unused(line: int, rules: str) -> str:
        return f"kdcat.toml:{line}:1: warning: unused-ignore: {rules} {FOR_NOTHING}"

    here, everywhere = unused(6, "insecure-http"), unused(11, "expiring-url, text-fragment")
    style, errors = unused(14, "double-space"), unused(20, "error")
    said = f"{OBEYED}5 warnings\n"
    assert kdcat("lint", code=1, stderr=said) == MISSPELT + VIDEO + here + everywhere + errors
    said = f"{OBEYED}6 warnings\n"
    assert kdcat("lint", "--style", code=1, stderr=said) == (
        MISSPELT + VIDEO + here + everywhere + style + errors
    )
    # What is ignored on other pages too cannot be told from one.
    said = f"{OBEYED}2 warnings\n"
    assert kdcat("lint", "speech/README.md", code=1, stderr=said) == MISSPELT + here
    assert kdcat("lint", "--ignore", "unused-ignore", code=1, stderr=said) == MISSPELT + VIDEO


def test_rules_are_chosen_where_it_says(kdcat: Kdcat, repository: Path) -> None:
    (repository / "speech/README.md").write_text(entry("ICASP  2021", HTTP, "Alpha"))
    config = repository / "kdcat.toml"
    config.write_text(f'{PAGES}select = ["insecure-http"]')
    insecure = (
        "speech/README.md:1:38: warning: insecure-http: the address is http, not https\n" + VIDEO
    )
    assert kdcat("lint", code=1, stderr=f"{OBEYED}2 warnings\n") == insecure
    spaces = "speech/README.md:1:19: style: double-space: more than one space [fixable]\n"
    only = f"{OBEYED}1 style; 1 fixable with --fix\n"
    assert kdcat("lint", "--select", "double-space", code=1, stderr=only) == spaces
    config.write_text(f'{PAGES}[[select]]\nrules = ["style"]\npage = "speech/*"\nreason = "new"\n')
    said = f"{OBEYED}3 warnings, 1 style; 1 fixable with --fix\n"
    assert kdcat("lint", code=1, stderr=said).splitlines(keepends=True)[1] == spaces


def test_fixes_obey_it(kdcat: Kdcat, repository: Path) -> None:
    page = repository / "speech/README.md"
    both = entry("ACL  2021", title="Alpha") + entry("ACL  2021", title="Beta")
    page.write_text(both)
    (repository / "kdcat.toml").write_text(
        'pages = ["speech/README.md"]\n[[ignore]]\nrules = ["double-space"]\nentry = "Beta"\n'
        'reason = "so written"\n'
    )
    done = "speech/README.md:1: fixed double-space: more than one space"
    said = f"{OBEYED}{done}\nspeech/README.md: 1 fixed\n1 error\n"
    shared = "speech/README.md:2:35: error: paper-link-shared: the same address as that of 'Alpha' at line 1\n"
    assert kdcat("lint", "--fix", "--style", code=1, stderr=said) == shared
    assert page.read_text() == both.replace("  2021", " 2021", 1)


def test_venues_of_ones_own_are_known_to_lint_add_and_diff(
    kdcat: Kdcat, repository: Path, write: Callable[..., str]
) -> None:
    page = repository / "speech/README.md"
    page.write_text(entry("ICASP 2021"))
    (repository / "kdcat.toml").write_text(
        'pages = ["speech/README.md"]\n[venues]\n"ICASP" = ["Inner Circle of Speech"]\n'
        'CVPR = ["Seeing and Recognizing"]\n'
    )
    assert kdcat("lint", stderr=OBEYED) == ""
    page.write_text(entry("Inner Circle of Speech 2021"))
    other = write(entry("ICASP 2021").replace("A title", "A  title"), "other.md")
    assert kdcat("diff", other, str(page), "--fields", "fields", stderr=OBEYED) == "venue_raw\n"
    added = kdcat(
        *("add", "--title", "Beta", "--venue", "ICASP", "--year", "2022", "--dry-run"),
        *("--paper-url", "https://x.org/b"),
        stderr=OBEYED,
    )
    assert "+" + entry("ICASP 2022", "https://x.org/b", "Beta") in added
    (repository / "kdcat.toml").write_text(PAGES)
    message = (
        "kdcat: name one of the pages with --catalog: notes/README.md, speech/README.md, "
        "video/README.md\n"
    )
    assert kdcat("add", "--title", "Beta", code=2, stderr=message) == ""
    assert venues.find("ICASP") is None
    assert venues.canonical("Seeing and Recognizing") == "Seeing and Recognizing"


def test_own_names_take_nothing_from_known_ones() -> None:
    own = [
        Venue("Tiny", "Tiny", "conference", ("CVPR", "TM")),
        Venue("icassp", "x", "journal", ("IC",)),
    ]
    with venues.known_too(own):
        assert [venues.canonical(name) for name in ("CVPR", "TM", "tiny", "IC", "ICASSP")] == [
            "CVPR", "Tiny", "Tiny", "ICASSP", "ICASSP",
        ]  # fmt: skip
    assert [venues.canonical(name) for name in ("TM", "IC")] == ["TM", "IC"]


def test_it_is_looked_for_up_to_the_top_of_the_repository(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "repository" / "deep" / "deeper"
    inner.mkdir(parents=True)
    for folder in (tmp_path / "outer", inner.parent):
        (folder / "kdcat.toml").write_text("")
    # Without a repository, in the folder alone.
    assert find(inner) is None
    assert find(inner.parent) is not None
    (tmp_path / "outer" / "repository" / ".git").write_text("gitdir: elsewhere")
    found = find(inner)
    assert found is not None
    assert found.file == inner.parent / "kdcat.toml"
    found.file.unlink()
    assert find(inner) is None


def test_a_table_of_pyproject_counts_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    inner = tmp_path / "inner"
    inner.mkdir()
    outer = tmp_path / "pyproject.toml"
    outer.write_text('[project]\nname = "x"\n\n[tool.kdcat]\npages = ["a.md"]\n')
    (inner / "pyproject.toml").write_text('[project]\ndependencies = ["kdcat"]\n')
    found = find(inner)
    assert found is not None
    assert (found.file, found.pages) == (outer, ("a.md",))
    # One that is broken is nobody's business, unless it speaks of kdcat.
    (inner / "pyproject.toml").write_text('[project\nkdcat = "x"')
    assert find(inner) == found
    outer.write_text("[tool.kdcat]\n\npage = 1\n")
    with pytest.raises(KdcatError, match=r"pyproject.toml:3: no key 'page' \(did you mean pages\?"):
        find(inner)
    (tmp_path / "kdcat.toml").write_text("")
    found = find(inner)
    assert found is not None
    assert found.file == tmp_path / "kdcat.toml"


def test_the_bundled_list_and_standard_input_obey_none(
    kdcat: Kdcat, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "kdcat.toml").write_text("nonsense = 1")
    kdcat("lint", "-", stdin=entry("ACL 2021"))
    monkeypatch.setenv("KDCAT_CATALOG", "speech/README.md")
    # What reads papers reads no configuration.
    assert kdcat("list", "--fields", "title") == "Alpha\nB\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a = \n", "1: invalid value"),
        ("\n\na", "3: expected '=' after a key in a key/value pair"),
        ("# x\n\npage = 1\n", "3: no key 'page' (did you mean pages?); keys: pages, select, ignore, order, venues"),
        ('pages = "x.md"', "1: pages must be an array of texts"),
        ('pages = [\n  "a.md",\n  "../b.md",\n]', "3: pages: '../b.md' leads out of the repository"),
        ('pages = ["/etc/x.md"]', "1: pages: '/etc/x.md' leads out of the repository"),
        ('pages = ["C:/x.md"]', "1: pages: 'C:/x.md' leads out of the repository"),
        ("pages = ['..\\x.md']", "1: pages: '..\\\\x.md' leads out of the repository"),
        ('pages = ["~/x.md"]', "1: pages: '~/x.md' leads out of the repository"),
        (f"pages = ['{'?' * 1001}']", f"1: pages: {'?' * 1001!r} is too long"),
        ('pages = [""]', "1: pages: '' is no pattern of files in the repository"),
        ('select = ["eror"]', "1: no rule 'eror'; did you mean error?"),
        ("select = 1", "1: select must be an array"),
        ("select = [1]", "1: select must hold tables, not 1"),
        ('ignore = ["error"]', "1: ignore needs reasons: [[ignore]] with rules and a reason"),
        ('\n[[ignore]]\nrules = ["error"]\n', "2: ignore lacks its reason"),
        ('[[ignore]]\nreason = "r"\n', "1: ignore lacks its rules"),
        (
            '[[ignore]]\nreason = "r"\nrules = ["error"]\n\n[[ignore]]\n# x\nrule = 1\n',
            "7: no key 'rule' (did you mean rules?); keys: rules, page, entry, reason",
        ),
        ('[[ignore]]\nrules = ["insecure-htp"]\nreason = "r"\n', "2: no rule 'insecure-htp'; did you mean insecure-http?"),
        ('[[ignore]]\nrules = ["all"]\nreason = 1\n', "3: reason must be a text"),
        ('[[ignore]]\nrules = ["all"]\nreason = "r"\npage = "../x"\n', "4: page: '../x' leads out of the repository"),
        ("venues = 1", "1: venues must be a table"),
        ('[venues]\nX = "y"\n', "2: X must be an array of texts"),
        ('[venues]\nX = [" "]\n', "2: a venue needs a name"),
        ('[lint]\noutput = "x"\n', "1: no key 'lint'; keys: pages, select, ignore, order, venues"),
        ("\na = " + "1" * 5000, "2: a number of too many digits"),
        ("\na = " + "[" * 100_000, "2: too deeply nested"),
        ("\n" + "a." * 100_000 + "a = 1", "2: too many dots on one line"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(
    kdcat: Kdcat, repository: Path, text: str, message: str
) -> None:
    (repository / "kdcat.toml").write_text(text)
    expected = f"kdcat: kdcat.toml:{message}\n"
    assert kdcat("lint", code=2, stderr=expected) == ""
    assert kdcat("lint", "speech/README.md", code=2, stderr=expected) == ""


@pytest.mark.parametrize("name", ["missing.md", "*/missing.md", "x" * 300])
def test_pages_that_are_none_are_a_mistake(kdcat: Kdcat, repository: Path, name: str) -> None:
    (repository / "kdcat.toml").write_text(f'pages = [\n  "video/README.md",\n  "{name}",\n]\n')
    said = f"kdcat: kdcat.toml:3: pages: '{name}' names no file\n"
    assert kdcat("lint", code=2, stderr=said) == ""


def test_a_link_out_of_the_repository_is_not_followed(
    kdcat: Kdcat, repository: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(entry("ICASP 2021"))
    (repository / "link.md").symlink_to(secret)
    (repository / "folder").symlink_to(tmp_path)
    config = repository / "kdcat.toml"
    for pattern, name in (
        ("link.md", "link.md"),
        ("*.md", "link.md"),
        ("folder/secret.md", "secret.md"),
    ):
        config.write_text(f'pages = ["{pattern}"]')
        said = f"kdcat: kdcat.toml:1: pages: '{pattern}' leads out of the repository, by '{name}'\n"
        assert kdcat("lint", code=2, stderr=said) == ""
    config.write_text('pages = ["**/secret.md"]')
    said = "kdcat: kdcat.toml:1: pages: '**/secret.md' names no file\n"
    assert kdcat("lint", code=2, stderr=said) == ""
    config.unlink()
    config.symlink_to(secret)
    said = "kdcat: kdcat.toml: is a symbolic link, and is not followed\n"
    assert kdcat("lint", code=2, stderr=said) == ""


def test_what_is_no_file_is_not_waited_for(kdcat: Kdcat, repository: Path) -> None:
    os.mkfifo(repository / "kdcat.toml")
    assert kdcat("lint", code=2, stderr="kdcat: kdcat.toml: is no regular file\n") == ""


_NAMES = st.sampled_from(
    ["pages", "select", "ignore", "venues", "rules", "reason", "page", "entry"]
)
_VALUES = st.recursive(
    st.one_of(st.integers(), st.booleans(), st.text(), st.sampled_from(["all", "*.md", "../x"])),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.one_of(_NAMES, st.text()), inner)),
)


@given(st.one_of(st.dictionaries(st.one_of(_NAMES, st.text()), _VALUES)))
def test_any_table_is_a_configuration_or_an_error(table: dict[str, object]) -> None:
    with suppress(KdcatError):
        found = configuration(table, Path("/r/kdcat.toml"), Path("/r"))
        parts = [part for pattern in found.pages for part in pattern.split("/")]
        assert not {"", ".."} & set(parts)


@given(
    st.text(alphabet=st.sampled_from("pagesignorvu=[]{}\"'\\#\n\r\t .,*/1-_\x00\x0b\ufeff\u2028"))
)
@example('pages = ["\\u0000"]')
@example("ignore = [[]]")
@example("[venues]\n'' = []")
@example("[[pages]]")
def test_any_text_is_a_configuration_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    (folder / "kdcat.toml").write_bytes(text.encode())
    said = ["kdcat.toml:1"]
    try:
        find(folder)
    except KdcatError as error:
        said.append(str(error))
    assert re.search(r"kdcat\.toml:\d+", said[-1])


@given(st.binary(max_size=40))
def test_any_bytes_are_a_configuration_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "any"
    folder.mkdir(exist_ok=True)
    (folder / "kdcat.toml").write_bytes(content)
    with suppress(KdcatError):
        assert find(folder) is not None


@pytest.mark.slow
def test_the_line_of_keys() -> None:
    text = '# x\na = 1\n\n[b]\n# y\nc = [\n  1,\n  """\n[d]\n""",\n]\n[[e]]\n[[e]]\nf.g = 1\n'
    assert [line_of(text, keys) for keys in (("a",), ("b",), ("b", "c"), ("e", 1), ("e", 1, "f", "g"))] == [
        2, 4, 6, 13, 14,
    ]  # fmt: skip
    assert line_of(text, ("b", "c"), "[d]") == 9
    assert line_of(text, ("nothing",)) == 1
    several: list[Keys] = [("a",), ("b", "c"), ("e", 0), ("e", 1)]
    assert lines_of(text, [*several, ("nothing",)]) == [2, 6, 12, 13, 1]
    long = "x = [\n" + "1,\n" * 50_000 + "]\n"
    assert line_of(long + "y = 1\n", ("y",)) == 50_003
    of_windows = text.replace("\n", "\r\n")
    assert lines_of(of_windows, several) == [2, 6, 12, 13]
    nested = "[[a]]\n[[a.b]]\n[[a]]\n[a.c]\nd = 1 # [\n[[a.b]]\n[[a.b]]\ne = '[' # \"\n"
    keys: list[Keys] = [
        ("a",),
        ("a", 0, "b", 0),
        ("a", 1),
        ("a", 1, "c", "d"),
        ("a", 1, "b", 1, "e"),
    ]
    assert [line_of(nested, one) for one in keys] == [1, 2, 3, 5, 8]
    assert lines_of("a = [{}, {}]\n", [("a", 0), ("a", 1), ("a", 2)]) == [1, 1, 1]


def test_an_ignore_far_below_that_silences_nothing_is_told_with_its_line(
    kdcat: Kdcat, repository: Path
) -> None:
    ignore = '[[ignore]]\nrules = ["expiring-url"]\nreason = "none {}"\n'
    many = "".join(ignore.format(number) for number in range(2000))
    (repository / "kdcat.toml").write_text(f'pages = ["README.md"]\n{many}', encoding="utf-8")
    (repository / "README.md").write_text("# A\n\n* **Alpha**, CVPR 2020\n", encoding="utf-8")
    said = "kdcat: kdcat.toml is obeyed\n1 error, 2000 warnings\n"
    told = kdcat("lint", "--format", "json", stderr=said, code=1)
    lines = [one["line"] for one in json.loads(told) if one["rule"] == "unused-ignore"]
    assert lines == [*range(2, 6002, 3)]


def test_sections_are_sorted_as_it_says(kdcat: Kdcat, repository: Path) -> None:
    page = repository / "kdcat.toml"
    listed = repository / "speech" / "README.md"
    years = [
        f"* **Alpha {year}**, CVPR {year}, [ :link: ](https://x.org/{year})\n"
        for year in (2020, 2022, 2021)
    ]
    listed.write_text("## Text\n\n" + "".join(years))
    words = ("lint", "speech/README.md", "--select", "section-not-sorted", "--fix")
    for order, wanted in (("newest first", [1, 2, 0]), ("oldest first", [0, 2, 1])):
        listed.write_text("## Text\n\n" + "".join(years))
        page.write_text(f'order = "{order}"\n')
        fault = "fixed section-not-sorted: the years of the papers neither rise nor fall throughout"
        said = f"{OBEYED}speech/README.md:1: {fault}\nspeech/README.md: 1 fixed\n"
        assert kdcat(*words, stderr=said) == ""
        assert listed.read_text() == "## Text\n\n" + "".join(years[place] for place in wanted)
    page.write_text("\norder = 'by year'\n")
    said = "kdcat: kdcat.toml:2: order must be 'oldest first' or 'newest first'\n"
    kdcat(*words, code=2, stderr=said)


def test_add_tells_of_the_other_pages_that_list_a_paper(kdcat: Kdcat, repository: Path) -> None:
    words = [
        *("add", "-c", "video/README.md", "--title", "ALPHA", "--venue", "CVPR", "--year", "2021"),
        *("--paper-url", f"{HTTPS}b", "--dry-run", "--force"),
    ]
    alone = kdcat(*words)
    (repository / "kdcat.toml").write_text(PAGES)
    assert kdcat(*words, stderr=OBEYED) == alone
    told = "kdcat: ALPHA: the same title is at speech/README.md:1 too\n"
    assert kdcat(*words[:-1], stderr=OBEYED + told) == alone
    (repository / "kdcat.toml").write_text('pages = ["video/README.md"]\n')
    assert kdcat(*words[:-1], stderr=OBEYED) == alone

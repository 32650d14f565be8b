"""`kdcat add URL|DOI|ARXIV`: one identifier, and the entry is written in the list's own style."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Kdcat
from tests.loopback import Web
from tests.records.answers import entry
from tests.registries import Registries

LIST = """\
## Birds

* **A Wren**, ICASSP 2019, [ :link: ](https://example.org/wren)

## Moles

* **A Mole**, CVPR 2020, [ :link: ](https://example.org/mole)
"""
OTHER = """\
## Birds

- [A Wren](https://example.org/wren), Ann Bee and Bo Li, ICASSP 2019
- [A Tit](https://example.org/tit), Ann Bee, Cy Li, ICML 2020
- [A Crow](https://example.org/crow), Ann Bee, CVPR 2021
"""
SPARROW = "* **Teaching a sparrow by a choir**, TPAMI 2022, [ :link: ](https://doi.org/10.9999/sparrow.2022.17)"


@pytest.fixture
def registries(web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Registries:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    return Registries(web, monkeypatch)


def diff(name: str, added: str) -> str:
    return (
        f"--- a{name}\n+++ b{name}\n@@ -1,6 +1,7 @@\n ## Birds\n \n"
        f" * **A Wren**, ICASSP 2019, [ :link: ](https://example.org/wren)\n+{added}\n \n ## Moles\n \n"
    )


@pytest.mark.parametrize(
    ("said", "line", "asked"),
    [
        ("10.9999/sparrow.2022.17", SPARROW, "doi.org"),
        ("doi:10.9999/SPARROW.2022.17", SPARROW, "doi.org"),
        ("https://doi.org/10.9999/sparrow.2022.17", SPARROW, "doi.org"),
        ("2203.00017v2", "* **An owl at night**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017)", "export.arxiv.org"),
        ("https://arxiv.org/pdf/2203.00017", "* **An owl at night**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017)", "export.arxiv.org"),
        ("https://doi.org/10.48550/arXiv.2203.00017", "* **An owl at night**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017)", "export.arxiv.org"),
    ],
)  # fmt: skip
def test_one_identifier_makes_an_entry(
    kdcat: Kdcat,
    registries: Registries,
    write: Callable[[str | bytes], str],
    said: str,
    line: str,
    asked: str,
) -> None:
    birds = write(LIST)
    assert kdcat("add", said, "-c", birds, "-m", "birds") == diff(birds, line)
    assert line in Path(birds).read_text()
    assert registries.asked() == {asked: 1}
    # It is listed now, and its record kept.
    title = line[4:].partition("**")[0]
    refused = f"kdcat: {title}: the same title is at {birds}:4; --force adds it all the same\n"
    kdcat("add", said, "-c", birds, "-m", "birds", code=2, stderr=refused)
    assert registries.asked() == {}


def test_what_the_command_line_says_goes_first(
    kdcat: Kdcat, registries: Registries, write: Callable[[str | bytes], str]
) -> None:
    birds = write(LIST)
    said = kdcat(
        "add",
        "2203.00017",
        "-c",
        birds,
        "-m",
        "birds",
        "--title",
        "An Owl",
        "--code-url",
        "https://github.com/a/owl",
    )
    line = "* **An Owl**, arXiv 2022, [ :link: ](https://arxiv.org/abs/2203.00017) [ :octocat: ](https://github.com/a/owl)"
    assert said == diff(birds, line)


def test_a_list_with_authors_gets_them(
    kdcat: Kdcat, registries: Registries, write: Callable[[str | bytes], str]
) -> None:
    birds = write(OTHER)
    kdcat("add", "10.9999/sparrow.2022.17", "-c", birds, "-m", "birds")
    assert Path(birds).read_text() == OTHER + (
        "- [Teaching a sparrow by a choir](https://doi.org/10.9999/sparrow.2022.17), "
        "Ada Lark, Bo Li Jr., Cy van den Berg, Choir Collaboration, TPAMI 2022\n"
    )


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("https://example.org/paper", "'https://example.org/paper' carries no DOI and no arXiv id; give --title, --venue and --year instead"),
        ("a title", "'a title' carries no DOI and no arXiv id; give --title, --venue and --year instead"),
        ("10.9999/unknown", "doi.org knows no 10.9999/unknown"),
        ("2203.99999", "arXiv knows no 2203.99999"),
    ],
)  # fmt: skip
def test_what_no_registry_knows(
    kdcat: Kdcat,
    registries: Registries,
    write: Callable[[str | bytes], str],
    said: str,
    message: str,
) -> None:
    birds = write(LIST)
    assert (
        kdcat("add", said, "-c", birds, "-m", "birds", code=2, stderr=f"kdcat: {message}\n") == ""
    )
    assert Path(birds).read_text() == LIST


def test_a_preprint_that_has_been_published_is_said_to_be(
    kdcat: Kdcat, registries: Registries, write: Callable[[str | bytes], str]
) -> None:
    registries.arxiv["2203.00017"] = entry(
        title="An owl at night", more="<arxiv:doi>10.9999/owl</arxiv:doi>"
    )
    said = "kdcat: published since: 10.9999/owl, which may be added instead\n"
    birds = write(LIST)
    kdcat("add", "2203.00017", "-c", birds, "-m", "birds", "--dry-run", stderr=said)


def test_an_identifier_beside_a_file_of_papers(
    kdcat: Kdcat, registries: Registries, write: Callable[[str | bytes], str]
) -> None:
    said = "kdcat: '2203.00017' and the papers of new.bib cannot both be meant\n"
    kdcat("add", "2203.00017", "-c", write(LIST), "--bibtex", "new.bib", code=2, stderr=said)
    assert registries.asked() == {}


@pytest.mark.parametrize(
    "title",
    [
        "A [link](https://x.org) **bold**",
        "&lt;b&gt; a | b",
        "# head",
        "<!-- kdcat: no papers -->",
        "\x1b[2J owl",
    ],
)
def test_a_hostile_title_is_a_title_or_is_refused(
    kdcat: Kdcat,
    registries: Registries,
    write: Callable[[str | bytes], str],
    title: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import html

    from kdcat.cli.program import run
    from kdcat.reading.catalog import read

    registries.arxiv["2203.00017"] = entry(title=html.escape(title.replace("\x1b", "")))
    birds = write(LIST)
    code = run(["add", "2203.00017", "-c", birds, "-m", "birds"])
    papers = read(birds).papers
    assert len(papers) == 2 + (code == 0)
    assert "\x1b" not in Path(birds).read_text()

"""docs/complete.md, from the list to the printed bibliography, with registries on loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from run_examples import ROOT, blocks, renewed
from tests.conftest import Kdcat
from tests.loopback import Web
from tests.registries import LIST, Registries

TEXT = (ROOT / "docs" / "complete.md").read_text(encoding="utf-8")
FILES = {block.file: block.content for block in blocks(TEXT) if block.file}


@pytest.fixture
def registries(web: Web, monkeypatch: pytest.MonkeyPatch) -> Registries:
    return Registries(web, monkeypatch)


@pytest.mark.slow
def test_the_walk_is_what_it_is_said_to_be(web: Web, registries: Registries) -> None:
    assert FILES["birds.md"] == LIST
    # Whoever runs in another process is led here by a proxy.
    led = {"HTTPS_PROXY": web.plain, "SSL_CERT_FILE": os.environ["SSL_CERT_FILE"]}
    assert renewed(TEXT, led).splitlines() == TEXT.splitlines()
    # In all: one for arXiv, one for the DOI, two for titles; and none for what was run again.
    assert registries.asked() == {
        "export.arxiv.org": 1, "doi.org": 1, "api.semanticscholar.org": 2
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("name", "tool"), [("paper", "bibtex"), ("biber", "biber")])
def test_the_bibliography_is_printed(
    kdcat: Kdcat,
    registries: Registries,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    tool: str,
) -> None:
    if missing := [program for program in ("pdflatex", tool) if not shutil.which(program)]:
        pytest.skip(f"{missing[0]} is not installed here")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for file, content in FILES.items():
        Path(file).write_text(content, encoding="utf-8")
    kdcat("complete", "-c", "birds.md", stderr=(
        "4 papers: 3 with a record, 1 with a near one that was not taken, 0 unknown; 4 requests\n"
    ))  # fmt: skip
    kdcat(
        "export", "-f", "bibtex", "--key", "author-year", "-c", "birds.md", "--output", "papers.bib"
    )
    latex = ("pdflatex", "-draftmode", "-interaction=nonstopmode", "-halt-on-error", name)
    for command in (latex, (tool, name), latex, latex):
        done = subprocess.run(command, capture_output=True, check=False)
        said = done.stdout.decode("utf-8", "replace")
        assert done.returncode == 0, said[-3000:]
        assert "Warning--" not in said
        assert "WARN - " not in said
    assert "undefined" not in said
    if tool == "bibtex":
        bibliography = " ".join(Path("paper.bbl").read_text().replace("\\newblock", "").split())
        assert bibliography == (
            "\\begin{thebibliography}{1} "
            "\\bibitem{lark2021} Ada Lark and B.~Li. A finch that hears. Birds, 2021. "
            "\\bibitem{lark2022} Ada Lark, Bo~Li, Jr., Cy~van~den Berg, and {Choir Collaboration}. "
            "Teaching a sparrow by a choir. "
            "{\\em IEEE Transactions on Pattern Analysis and Machine Intelligence}, "
            "44(7):1204--1217, 2022. \\end{thebibliography}"
        )

"""BibTeX, printed by LaTeX: by BibTeX's own style, by natbib's, and by Biber and biblatex."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from kdcat.formats.citations import references
from kdcat.formats.table import render
from kdcat.paper import Paper
from kdcat.printable import printable
from tests.formats.cases import ALL, BARE, FULL, HOSTILE, hostile

PREPRINT = BARE._replace(
    title="A preprint", venue="arXiv", venue_raw="arXiv", year=2024, arxiv_id="2409.02020",
    paper_url="https://arxiv.org/abs/2409.02020#:~:text=a,-b",
)  # fmt: skip
PRINTED_BY_ACM = PREPRINT._replace(
    title="Somewhere", venue="ACM", venue_raw="ACM", arxiv_id=None, doi="10.1145/1_2",
    paper_url="https://dl.acm.org/doi/10.1145/1_2",
)  # fmt: skip
JOURNAL = PRINTED_BY_ACM._replace(title="In a journal", venue="TMM", venue_raw="TMM", year=2023)
FEW = (FULL, BARE, PREPRINT, PRINTED_BY_ACM, JOURNAL)
# Without a font for them, LaTeX has no letters of other scripts and no replacement character.
LATIN = tuple(
    hostile(text)
    for text in HOSTILE
    if not re.search("[^\\u0000-\\u024f\\u2000-\\u22ff]", printable(text))
)
MANY = (*FEW, *ALL, *LATIN)

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("pdflatex", "bibtex"))), reason="LaTeX is not installed here"
)


def compiled(folder: Path, papers: Iterable[Paper], package: str, end: str, tool: str) -> list[str]:
    """The warnings of BibTeX or Biber, where LaTeX then prints all without an error."""
    (folder / "papers.bib").write_bytes("".join(render("bibtex", papers)).encode())
    (folder / "paper.tex").write_text(
        "\\documentclass{article}\n\\usepackage[T1]{fontenc}\n\\usepackage{textcomp,amssymb,url}\n"
        f"{package}\n\\begin{{document}}\n\\nocite{{*}}\n{end}\n\\end{{document}}\n"
    )
    latex = ("pdflatex", "-draftmode", "-interaction=nonstopmode", "-halt-on-error", "paper")
    warnings: list[str] = []
    for command in (latex, (tool, "paper"), latex):
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        said = done.stdout.decode("utf-8", "replace")
        assert done.returncode == 0, said[-3000:]
        warnings += re.findall(r"^(?:Warning--|WARN - |ERROR - )(.*)", said, re.MULTILINE)
    return warnings


def without_author(papers: Iterable[Paper]) -> list[str]:
    """What BibTeX says of what the catalog does not know: the authors of articles."""
    return [
        f"empty author in {one.key}"
        for one in references(papers)
        if one.kind in {"conference", "journal"}
    ]


def printed(folder: Path) -> str:
    """The bibliography as BibTeX hands it to LaTeX."""
    text = (folder / "paper.bbl").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", text.replace("\\newblock", ""))


@pytest.mark.slow
def test_bibtex_warns_of_nothing_but_the_authors(tmp_path: Path) -> None:
    end = "\\bibliographystyle{plain}\n\\bibliography{papers}"
    warnings = compiled(tmp_path, MANY, "", end, "bibtex")
    assert sorted(warnings) == sorted(without_author(MANY))


@pytest.mark.slow
def test_natbib_warns_of_nothing_that_is_known(tmp_path: Path) -> None:
    end = "\\bibliographystyle{plainnat}\n\\bibliography{papers}"
    warnings = compiled(tmp_path, MANY, "\\usepackage{natbib}", end, "bibtex")
    without_year = [f"empty year in {one.key}" for one in references(MANY) if not one.year]
    assert sorted(warnings) == sorted([*without_author(MANY), *without_year])


@pytest.mark.slow
def test_biber_warns_of_nothing(tmp_path: Path) -> None:
    if not shutil.which("biber"):
        pytest.skip("Biber is not installed here")
    package = "\\usepackage[backend=biber]{biblatex}\n\\addbibresource{papers.bib}"
    assert compiled(tmp_path, MANY, package, "\\printbibliography", "biber") == []


@pytest.mark.slow
def test_the_plain_style_prints_where_a_paper_appeared(tmp_path: Path) -> None:
    end = "\\bibliographystyle{plain}\n\\bibliography{papers}"
    compiled(tmp_path, FEW, "", end, "bibtex")
    keys = {one.name: one.key for one in references(FEW)}
    assert printed(tmp_path) == (
        "\\begin{thebibliography}{1} "
        f"\\bibitem{{{keys['A preprint']}}} A preprint. arXiv preprint, 2024. "
        f"\\bibitem{{{keys['Bare']}}} Bare. "
        f"\\bibitem{{{keys['In a journal']}}} In a journal. "
        "{\\em IEEE Transactions on Multimedia}, 2023. "
        f"\\bibitem{{{keys['RadarDistill']}}} {{RadarDistill}}: Boosting radar {{\\&}} {{LiDAR}} "
        "{\\textbraceleft}50{\\%}{\\textbraceright} with distillation. "
        "In {\\em IEEE/CVF Conference on Computer Vision and Pattern Recognition}, 2024. "
        f"\\bibitem{{{keys['Somewhere']}}} Somewhere. Association for Computing Machinery, 2024. "
        "\\end{thebibliography} "
    )


@pytest.mark.slow
def test_natbib_prints_the_address_and_cites_by_the_name(tmp_path: Path) -> None:
    end = "\\bibliographystyle{plainnat}\n\\bibliography{papers}"
    compiled(tmp_path, [PREPRINT], "\\usepackage{natbib}", end, "bibtex")
    (one,) = references([PREPRINT])
    assert printed(tmp_path).partition("\\bibitem")[2] == (
        f"[A preprint()]{{{one.key}}} A preprint. A preprint. arXiv preprint, 2024. "
        "URL \\url{https://arxiv.org/abs/2409.02020}. \\end{thebibliography} "
    )

"""Catalogs of any size in the form of the real one, or in other forms, the same at every run.

    python benchmarks/catalogs.py 10000 > list.md
    python benchmarks/catalogs.py 100000 tables > list.md
    python benchmarks/catalogs.py 100000 pages FOLDER

The other forms are `bullets`, `tables` and `paragraphs`; `mixed` has each of them in its turn.
`pages` writes the papers of the first to a folder, a hundred to a page.
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REAL = Path(__file__).parent.parent / "catalog.md"
PAPERS_OF_A_TASK = 40
TASKS_OF_A_MODALITY = 25
PAPERS_OF_A_PAGE = 100


def catalog(papers: int) -> str:
    """Return a catalog with that many papers, made of the real one's words, venues and years."""
    real = REAL.read_text(encoding="utf-8")
    titles = re.findall(r"^\* +\*\*(.+?)\*\*", real, re.MULTILINE)
    venues = re.findall(r"\*\*, ([^,\[]+?) 20\d\d", real)
    chance = random.Random(papers)
    words = sorted({word for title in titles for word in title.replace(":", "").split()})
    lines = ["# Catalog", ""]
    for number in range(papers):
        if number % (PAPERS_OF_A_TASK * TASKS_OF_A_MODALITY) == 0:
            lines += ["", f"## Modality {number // (PAPERS_OF_A_TASK * TASKS_OF_A_MODALITY)}"]
        if number % PAPERS_OF_A_TASK == 0:
            task = " ".join(chance.sample(words, 2))
            lines += ["", f"### {task} {number // PAPERS_OF_A_TASK}"]
        name = "".join(chance.choice("bcdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3))
        title = f"{name.capitalize()}{chance.choice(('Net', 'KD', 'BERT', ''))}: "
        title += " ".join(chance.sample(words, chance.randint(5, 11)))
        year = chance.randint(2015, 2024)
        link = (
            f"https://arxiv.org/abs/{year % 100:02}{chance.randint(1, 12):02}.{number % 100000:05}"
        )
        entry = f"* **{title}**, {chance.choice(venues)} {year}, [ :link: ]({link})"
        if chance.random() < 0.4:
            entry += f" [ :octocat: ](https://github.com/{name}/{name}-{number})"
        lines.append(entry)
    return "\n".join(lines) + "\n"


def pages(text: str, papers_of_each: int) -> list[str]:
    """Return the papers of a catalog on pages of so many, each under the headings of its own."""
    found: list[list[str]] = [["# Page"]]
    above: dict[str, str] = {}
    papers = 0
    for line in text.splitlines():
        mark = line.partition(" ")[0]
        if mark in ("##", "###"):
            above[mark] = line
            found[-1] += ["", line]
        elif mark == "*":
            if papers and papers % papers_of_each == 0:
                found.append(["# Page", "", above["##"], "", above["###"]])
            papers += 1
            found[-1].append(line)
    return ["\n".join(lines) + "\n" for lines in found]


class Entry(NamedTuple):
    title: str
    authors: str
    venue: str
    year: int
    paper: str
    code: str | None


_FIRST = ("Ann", "Bo", "Chen", "Dana", "Emil", "Fatima", "Geoffrey", "Hana", "Ivan", "Jia-Li")
_LAST = ("Abadi", "Brown", "Chang", "Duarte", "Eriksen", "van der Fonk", "Garcia", "Hinton", "Iyer")


def _entries(papers: int) -> Iterator[Entry]:
    real = REAL.read_text(encoding="utf-8")
    titles = re.findall(r"^\* +\*\*(.+?)\*\*", real, re.MULTILINE)
    chance = random.Random(papers)
    words = sorted({word for title in titles for word in re.findall(r"[A-Za-z-]{3,}", title)})
    venues = ("CVPR", "ICLR", "NeurIPS", "ACL", "Interspeech", "IEEE Transactions on Multimedia")
    for number in range(papers):
        title = " ".join(chance.sample(words, chance.randint(6, 12)))
        title = title[0].upper() + title[1:]
        names = [f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" for _ in range(3)]
        year = chance.randint(2015, 2024)
        paper = (
            f"https://arxiv.org/abs/{year % 100:02}{chance.randint(1, 12):02}.{number % 100000:05}"
        )
        code = f"https://github.com/kd/kd-{number}" if chance.random() < 0.4 else None
        yield Entry(title, ", ".join(names), chance.choice(venues), year, paper, code)


def _bullet(entry: Entry) -> str:
    code = f" [[code]({entry.code})]" if entry.code else ""
    return f"- [{entry.title}]({entry.paper}), {entry.authors}, *{entry.venue} {entry.year}*.{code}"


def _row(entry: Entry) -> str:
    code = f"[Github]({entry.code})" if entry.code else "-"
    return f"| [{entry.title}]({entry.paper}) | {entry.venue} | {entry.year} | {code} |"


def _paragraph(entry: Entry) -> str:
    code = f" [[code]({entry.code})]" if entry.code else ""
    links = f"[[paper]({entry.paper})]{code}"
    return f"**{entry.title}**\n*{entry.authors}*\n{entry.venue} {entry.year}. {links}\n"


_ROWS: dict[str, tuple[str, Callable[[Entry], str]]] = {
    "bullets": ("", _bullet),
    "tables": ("| Title | Venue | Year | Code |\n|---|---|---|---|\n", _row),
    "paragraphs": ("", _paragraph),
}


def foreign(papers: int, form: str) -> str:
    """Return a list with that many papers in a form, or in each of them in its turn (`mixed`)."""
    forms = list(_ROWS) if form == "mixed" else [form]
    lines = ["# Papers", ""]
    head, row = _ROWS[forms[0]]
    for number, entry in enumerate(_entries(papers)):
        if number % PAPERS_OF_A_TASK == 0 and (number == 0 or form != "tables"):
            head, row = _ROWS[forms[number // PAPERS_OF_A_TASK % len(forms)]]
            lines += ["", f"## Section {number // PAPERS_OF_A_TASK}", "", *head.splitlines()]
        lines.append(row(entry))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    size, *form = sys.argv[1:]
    if form[:1] == ["pages"]:
        for number, page in enumerate(pages(catalog(int(size)), PAPERS_OF_A_PAGE)):
            place = Path(form[1]) / f"group{number // 50}" / f"page{number}.md"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(page, encoding="utf-8")
    else:
        sys.stdout.write(foreign(int(size), form[0]) if form else catalog(int(size)))

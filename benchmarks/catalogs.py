"""Catalogs of any size in the form of the real one, the same at every run.

python benchmarks/catalogs.py 10000 > list.md
"""

from __future__ import annotations

import random
import re
import sys
from pathlib import Path

REAL = Path(__file__).parent.parent / "catalog.md"
PAPERS_OF_A_TASK = 40
TASKS_OF_A_MODALITY = 25


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


if __name__ == "__main__":
    sys.stdout.write(catalog(int(sys.argv[1])))

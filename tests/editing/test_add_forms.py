"""`kdcat add` in lists of other forms: written as the neighbours are, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kdcat.editing import alike, style
from kdcat.editing.add import add, find_section, in_section
from kdcat.editing.edit import apply
from kdcat.editing.read_back import read_back
from kdcat.errors import KdcatError, UsageError
from kdcat.formats.new_paper import new_paper
from tests.making import catalog

if TYPE_CHECKING:
    from kdcat.paper import Paper

FULL = new_paper(
    "A view: is it new?", "WACV", 2021, "Vision", None, None, "https://arxiv.org/abs/2105.01234",
    "https://github.com/b/view", authors="Gita Ink, Hans Blot", date="2021-05-03",
)  # fmt: skip
SHORT = new_paper(
    "One more view", "AAAI", 2023, "Vision", paper_url="https://arxiv.org/abs/2305.01234"
)


class Case(NamedTuple):
    """A list, and the lines that list the two papers in it."""

    text: str
    full: str
    full_untold: tuple[str, ...]
    short: str
    short_untold: tuple[str, ...]


CASES = {
    "linked": Case(
        """\
# Papers

## Vision

- [Seeing less with more](https://arxiv.org/abs/2001.00001), Anna Author, Bert Writer, 2020
- [Small eyes: learning from views](https://arxiv.org/abs/2101.00002), Carl Scribe, 2021
- [Hidden views](https://arxiv.org/abs/2201.00003), Dora Penn, Emil Quill, 2022

## Sound

- [Loud nets](https://arxiv.org/abs/2001.00004), Fay Note, 2020
- [Quiet nets](https://arxiv.org/abs/2101.00005), Gus Tone, Hal Pitch, 2021
""",
        """\
- [A view: is it new?](https://arxiv.org/abs/2105.01234), Gita Ink, Hans Blot, 2021
""",
        ("venue_raw", "code_url", "date"),
        """\
- [One more view](https://arxiv.org/abs/2305.01234), 2023
""",
        ("venue_raw",),
    ),
    "calls of footnotes": Case(
        """\
# Papers

## Vision

- [Seeing less with more](https://arxiv.org/abs/2001.00001)[^1], CVPR 2020
- [Small eyes: learning from views](https://arxiv.org/abs/2101.00002)[^1], ECCV 2020[^2]
- [Hidden views for hidden nets](https://arxiv.org/abs/2201.00003)[^1], ICLR 2022

[^1]: A preprint.
[^2]: An honour.
""",
        """\
- [A view: is it new?](https://arxiv.org/abs/2105.01234), WACV 2021
""",
        ("code_url", "authors", "date"),
        """\
- [One more view](https://arxiv.org/abs/2305.01234), AAAI 2023
""",
        (),
    ),
    "brackets": Case(
        """\
# Papers

## Vision

* Seeing less with more. CVPR 2020. [[Paper](https://arxiv.org/abs/2001.00001)] [[Code](https://github.com/a/less)]
* Small eyes: learning from views. ECCV 2020. [[Paper](https://arxiv.org/abs/2101.00002)]
* Hidden views for hidden nets. ICLR 2022. [[Paper](https://arxiv.org/abs/2201.00003)] [[Code](https://github.com/a/hidden)]
* Views of everything. NeurIPS 2022. [[Paper](https://arxiv.org/abs/2201.00009)] :star:

## Sound

* Loud nets. ICASSP 2020. [[Paper](https://arxiv.org/abs/2001.00004)] [[Code](https://github.com/a/loud)]
* Quiet nets. Interspeech 2021. [[Paper](https://arxiv.org/abs/2101.00005)]
""",
        """\
* A view: is it new? WACV 2021. [[Paper](https://arxiv.org/abs/2105.01234)] [[Code](https://github.com/b/view)]
""",
        ("authors", "date"),
        """\
* One more view. AAAI 2023. [[Paper](https://arxiv.org/abs/2305.01234)]
""",
        (),
    ),
    "quoted": Case(
        """\
# Papers

## Vision

- Anna Author, Bert Writer. "Seeing Less With More." CVPR 2020. [pdf](https://arxiv.org/abs/2001.00001)
- Carl Scribe. "Small Eyes: Learning From Views." ECCV 2020. [pdf](https://arxiv.org/abs/2101.00002)
- Dora Penn, Emil Quill. "Hidden Views." ICLR 2022. [pdf](https://arxiv.org/abs/2201.00003)
""",
        """\
- Gita Ink, Hans Blot. "A view: is it new?" WACV 2021. [pdf](https://arxiv.org/abs/2105.01234)
""",
        ("code_url", "date"),
        """\
- "One more view." AAAI 2023. [pdf](https://arxiv.org/abs/2305.01234)
""",
        (),
    ),
    "table": Case(
        """\
# Papers

## Vision

| Year | Title | Venue | Paper | Code |
|------|-------|-------|-------|------|
| 2020 | Seeing less with more | CVPR | [link](https://arxiv.org/abs/2001.00001) | [code](https://github.com/a/less) |
| 2020 | Small eyes: learning from views | ECCV | [link](https://arxiv.org/abs/2101.00002) | - |
| 2022 | Hidden views for hidden nets | ICLR | [link](https://arxiv.org/abs/2201.00003) | - |
""",
        """\
| 2021 | A view: is it new? | WACV | [link](https://arxiv.org/abs/2105.01234) | [code](https://github.com/b/view) |
""",
        ("authors", "date"),
        """\
| 2023 | One more view | AAAI | [link](https://arxiv.org/abs/2305.01234) | - |
""",
        (),
    ),
    "numbered": Case(
        """\
# Papers

## Vision

1. **Seeing less with more.** *Anna Author, Bert Writer.* CVPR 2020. [[pdf](https://arxiv.org/abs/2001.00001)]
2. **Small eyes: learning from views.** *Carl Scribe.* ECCV 2020. [[pdf](https://arxiv.org/abs/2101.00002)]
3. **Hidden views for hidden nets.** *Dora Penn, Emil Quill.* ICLR 2022. [[pdf](https://arxiv.org/abs/2201.00003)] [[code](https://github.com/a/hidden)]
""",
        """\
4. **A view: is it new?** *Gita Ink, Hans Blot.* WACV 2021. [[pdf](https://arxiv.org/abs/2105.01234)] [[code](https://github.com/b/view)]
""",
        ("date",),
        """\
4. **One more view.** AAAI 2023. [[pdf](https://arxiv.org/abs/2305.01234)]
""",
        (),
    ),
    "badges": Case(
        """\
# Papers

## Vision

- ![](https://img.shields.io/badge/CVPR-2020-blue) [Seeing less with more](https://arxiv.org/abs/2001.00001) [![Star](https://img.shields.io/github/stars/a/less.svg?style=social&label=Star)](https://github.com/a/less)
- ![](https://img.shields.io/badge/ECCV-2020-blue) [Small eyes: learning from views](https://arxiv.org/abs/2101.00002)
- ![](https://img.shields.io/badge/ICLR-2022-blue) [Hidden views for hidden nets](https://arxiv.org/abs/2201.00003) [![Star](https://img.shields.io/github/stars/a/hidden.svg?style=social&label=Star)](https://github.com/a/hidden)
""",
        """\
- ![](https://img.shields.io/badge/WACV-2021-blue) [A view: is it new?](https://arxiv.org/abs/2105.01234) [![Star](https://img.shields.io/github/stars/b/view.svg?style=social&label=Star)](https://github.com/b/view)
""",
        ("authors", "date"),
        """\
- ![](https://img.shields.io/badge/AAAI-2023-blue) [One more view](https://arxiv.org/abs/2305.01234)
""",
        (),
    ),
    "twoline": Case(
        """\
# Papers

## Vision

- **Seeing less with more** [[paper](https://arxiv.org/abs/2001.00001)] [[code](https://github.com/a/less)]
  - Anna Author, Bert Writer. *CVPR 2020*
- **Small eyes: learning from views** [[paper](https://arxiv.org/abs/2101.00002)]
  - Carl Scribe. *ECCV 2020*
- **Hidden views for hidden nets** [[paper](https://arxiv.org/abs/2201.00003)]
  - Dora Penn, Emil Quill. *ICLR 2022*
""",
        """\
- **A view: is it new?** [[paper](https://arxiv.org/abs/2105.01234)] [[code](https://github.com/b/view)]
  - Gita Ink, Hans Blot. *WACV 2021*
""",
        ("date",),
        """\
- **One more view** [[paper](https://arxiv.org/abs/2305.01234)]
  - *AAAI 2023*
""",
        (),
    ),
    "paragraphs": Case(
        """\
# Papers

## Vision

**Seeing less with more** \\
*Anna Author, Bert Writer* \\
CVPR 2020. [[Paper](https://arxiv.org/abs/2001.00001)] [[Github](https://github.com/a/less)] \\
5 Jan 2020

**Small eyes: learning from views** \\
*Carl Scribe* \\
ECCV 2020. [[Paper](https://arxiv.org/abs/2101.00002)] \\
14 Apr 2020

**Hidden views for hidden nets** \\
*Dora Penn, Emil Quill* \\
ICLR 2022. [[Paper](https://arxiv.org/abs/2201.00003)] [[Project](https://hidden.github.io/)] \\
7 Sep 2022
""",
        """
**A view: is it new?** \\
*Gita Ink, Hans Blot* \\
WACV 2021. [[Paper](https://arxiv.org/abs/2105.01234)] [[Github](https://github.com/b/view)] \\
3 May 2021
""",
        (),
        """
**One more view** \\
AAAI 2023. [[Paper](https://arxiv.org/abs/2305.01234)]
""",
        (),
    ),
}


def added(text: str, paper: Paper) -> tuple[str, tuple[str, ...]]:
    """The lines that list a paper, and the fields they have no place for; nothing else changed."""
    before = catalog(text)
    edits, made, untold = add(before, [paper])
    (edit,) = edits
    assert edit.start == edit.end
    assert made.text == apply(text, edits)
    others = [one._replace(line=0) for one in made.papers if one.title != paper.title]
    assert others == [one._replace(line=0) for one in before.papers]
    return edit.text, untold[0][1] if untold else ()


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_paper_is_written_as_its_neighbours_are(name: str) -> None:
    case = CASES[name]
    assert added(case.text, FULL) == (case.full, case.full_untold)
    assert added(case.text, SHORT) == (case.short, case.short_untold)


@pytest.mark.parametrize(("year", "place"), [(2025, 1), (2023, 2), (2021, 4)])
def test_a_row_never_parts_a_header_from_its_table(year: int, place: int) -> None:
    rows = [
        f"| [{name} for everyone](https://arxiv.org/abs/2001.0000{at}) | ICML {2024 - at} |\n"
        for at, name in enumerate(("Seeing less", "Small eyes", "Hidden views", "Many views"))
    ]
    text = f"# Papers\n\n## Vision\n\n{rows[0]}|---|---|\n{''.join(rows[1:])}"
    address = "https://arxiv.org/abs/2001.01234"
    paper = new_paper("One view more", "ICML", year, "Vision", paper_url=address)
    _, made, _ = add(catalog(text), [paper])
    rows.insert(place, f"| [One view more]({address}) | ICML {year} |\n")
    assert made.text == f"# Papers\n\n## Vision\n\n{rows[0]}|---|---|\n{''.join(rows[1:])}"


def test_what_a_neighbour_alone_says_is_not_copied() -> None:
    text = """# Papers

- [Seeing less](https://arxiv.org/abs/2001.00001), CVPR 2020. `pruning` :star:
- [Small eyes](https://arxiv.org/abs/2101.00002), ECCV 2020. A study of eyes on the beach.
- [Hidden nets](https://arxiv.org/abs/2201.00003), ICLR 2022. (survey)
"""
    paper = SHORT._replace(modality=None)
    line = "- [One more view](https://arxiv.org/abs/2305.01234), AAAI 2023."
    assert added(text, paper)[0].rstrip(".\n") == line.rstrip(".")


class Mended(NamedTuple):
    """A list, a paper, and the line that lists it; each was written badly once."""

    text: str
    paper: Paper
    line: str


HEAD = "# Papers\n\n"
NOWHERE = SHORT._replace(modality=None)
MENDED = {
    "no rating": Mended(
        """- Seeing less. CVPR 2020. [[pdf](https://arxiv.org/abs/2001.00001)] **(Eyes)** :star::star::star:
- Small eyes. ECCV 2020. [[pdf](https://arxiv.org/abs/2101.00002)] :star::star::star:
- Hidden nets. ICLR 2022. [[pdf](https://arxiv.org/abs/2201.00003)] :star::star:
""",
        NOWHERE,
        "- One more view. AAAI 2023. [[pdf](https://arxiv.org/abs/2305.01234)]",
    ),
    "the full stop of et al. closes the authors": Mended(
        """- Anna Author, et al. "**Seeing less with more**." CVPR 2020. [[pdf](https://arxiv.org/abs/2001.00001)]
- Bert Writer, et al. "**Small eyes: learning**." ECCV 2020. [[pdf](https://arxiv.org/abs/2101.00002)]
- Carl Scribe, et al. "**Hidden nets for all**." ICLR 2022. [[pdf](https://arxiv.org/abs/2201.00003)]
""",
        NOWHERE._replace(authors="Gita Ink, Hans Blot"),
        '- Gita Ink, Hans Blot. "**One more view**." AAAI 2023. [[pdf](https://arxiv.org/abs/2305.01234)]',
    ),
    "a title without its link": Mended(
        """- [Seeing less](https://arxiv.org/abs/2001.00001) | CVPR 2020
- [Small eyes](https://arxiv.org/abs/2101.00002) | ECCV 2020
- [Hidden nets](https://arxiv.org/abs/2201.00003) | ICLR 2022
""",
        NOWHERE._replace(paper_url=None, arxiv_id=None),
        "- One more view | AAAI 2023",
    ),
    "white space of a neighbour's link": Mended(
        """- Seeing less. CVPR 2020. [[pdf](https://arxiv.org/abs/2001.00001  )]
""",
        NOWHERE,
        "- One more view. AAAI 2023. [[pdf](https://arxiv.org/abs/2305.01234)]",
    ),
    "stars within a venue": Mended(
        """| Title | Venue | Year | Paper | Code |
|-------|-------|------|-------|------|
| Seeing less with more | CVPR **(Best)** | 2020 | [pdf](https://arxiv.org/abs/2001.00001) | - |
| Small eyes for whales | ECCV **(Best)** | 2020 | [pdf](https://arxiv.org/abs/2101.00002) | - |
| Hidden nets of views | ICLR **(Best)** | 2022 | [pdf](https://arxiv.org/abs/2201.00003) | - |
""",
        NOWHERE,
        "| One more view | AAAI | 2023 | [pdf](https://arxiv.org/abs/2305.01234) | - |",
    ),
    "cells as wide as those beside them": Mended(
        """| Title                  | Venue | Paper                                   |
|------------------------|-------|-----------------------------------------|
| Seeing less            | CVPR  | [pdf](https://arxiv.org/abs/2001.00001) |
| Small eyes for a whale | ECCV  | -                                       |
| Hidden nets            | ICLR  | [pdf](https://arxiv.org/abs/2201.00003) |
""",
        NOWHERE._replace(year=None),
        "| One more view          | AAAI  | [pdf](https://arxiv.org/abs/2305.01234) |",
    ),
    "the picture of a neighbour": Mended(
        """| Title | Picture | Venue | Paper |
|-------|---------|-------|-------|
| Seeing less with more | <img width="200" src="a.png"> | CVPR 2020 | [pdf](https://arxiv.org/abs/2001.00001) |
| Small eyes for whales | <img width="200" src="b.png"> | ECCV 2020 | [pdf](https://arxiv.org/abs/2101.00002) |
| Hidden nets of views | ![](c.png) | ICLR 2022 | [pdf](https://arxiv.org/abs/2201.00003) |
""",
        NOWHERE,
        "| One more view |  | AAAI 2023 | [pdf](https://arxiv.org/abs/2305.01234) |",
    ),
    "the arXiv id as a label": Mended(
        """- Seeing less with more. CVPR 2020. [[2001.00001]](https://arxiv.org/abs/2001.00001)
- Small eyes for whales. ECCV 2020. [[2101.00002]](https://arxiv.org/abs/2101.00002)
- Hidden nets of views. ICLR 2022. [[2201.00003]](https://arxiv.org/abs/2201.00003)
""",
        NOWHERE,
        "- One more view. AAAI 2023. [[2305.01234]](https://arxiv.org/abs/2305.01234)",
    ),
    "the affiliation of a small section": Mended(
        """## Sound

- Loud nets for all, CVPR 2020 (*Sorbonne*). [[pdf](https://arxiv.org/abs/2001.00001)]
- Loud ears for all, ECCV 2021 (*Uppsala*). [[pdf](https://arxiv.org/abs/2101.00002)]
- Loud eyes for all, ICLR 2022 (*Coimbra*). [[pdf](https://arxiv.org/abs/2201.00003)]

## Vision

- Seeing less with more, ICLR 2022 (*Bologna*). [[pdf](https://arxiv.org/abs/2201.00004)]
- Small eyes for whales, ICLR 2023 (*Bologna*). [[pdf](https://arxiv.org/abs/2301.00005)]
""",
        SHORT,
        "- One more view, AAAI 2023. [[pdf](https://arxiv.org/abs/2305.01234)]",
    ),
    "as deep as its neighbours": Mended(
        """## Vision

 * Seeing less with more, CVPR 2020. [[pdf](https://arxiv.org/abs/2001.00001)]
 * Small eyes for whales, ECCV 2021. [[pdf](https://arxiv.org/abs/2101.00002)]

## Sound

 * Loud nets:
   * Loud nets for all, CVPR 2020. [[pdf](https://arxiv.org/abs/2001.00003)] [[code](https://github.com/a/b)]
   * Loud ears for all, ECCV 2021. [[pdf](https://arxiv.org/abs/2101.00004)] [[code](https://github.com/a/c)]
""",
        SHORT._replace(code_url="https://github.com/b/view"),
        " * One more view, AAAI 2023. [[pdf](https://arxiv.org/abs/2305.01234)] [[code](https://github.com/b/view)]",
    ),
    "the label of an HTML link goes with it": Mended(
        """- <a href="https://arxiv.org/abs/2001.00001">Seeing less with more</a>, CVPR 2020, <a href="https://github.com/a/b0">code</a>
- <a href="https://arxiv.org/abs/2101.00002">Small eyes for whales</a>, ECCV 2020, <a href="https://github.com/a/b1">code</a>
- <a href="https://arxiv.org/abs/2201.00003">Hidden nets of views</a>, ICLR 2022, <a href="https://github.com/a/b2">code</a>
""",
        NOWHERE,
        '- <a href="https://arxiv.org/abs/2305.01234">One more view</a>, AAAI 2023',
    ),
    "what parted the last link": Mended(
        """- Seeing less with more，CVPR 2020，[pdf](https://arxiv.org/abs/2001.00001)，[code](https://github.com/a/b0)
- Small eyes for whales，ECCV 2020，[pdf](https://arxiv.org/abs/2101.00002)，[code](https://github.com/a/b1)
- Hidden nets of views，ICLR 2022，[pdf](https://arxiv.org/abs/2201.00003)，[code](https://github.com/a/b2)
""",
        NOWHERE,
        "- One more view，AAAI 2023，[pdf](https://arxiv.org/abs/2305.01234)",
    ),
    "the comma within brackets": Mended(
        """- Seeing less with more, CVPR 2020. [[pdf](https://arxiv.org/abs/2001.00001), [code](https://github.com/a/b0)]
- Small eyes for whales, ECCV 2020. [[pdf](https://arxiv.org/abs/2101.00002), [code](https://github.com/a/b1)]
- Hidden nets of views, ICLR 2022. [[pdf](https://arxiv.org/abs/2201.00003), [code](https://github.com/a/b2)]
""",
        NOWHERE,
        "- One more view, AAAI 2023. [[pdf](https://arxiv.org/abs/2305.01234)]",
    ),
    "the picture before the last link": Mended(
        """- [Seeing less with more](https://arxiv.org/abs/2001.00001) - `CVPR 2020` - ⭐ [code](https://github.com/a/b0)
- [Small eyes for whales](https://arxiv.org/abs/2101.00002) - `ECCV 2020` - ⭐ [code](https://github.com/a/b1)
- [Hidden nets of views](https://arxiv.org/abs/2201.00003) - `ICLR 2022` - ⭐ [code](https://github.com/a/b2)
""",
        NOWHERE,
        "- [One more view](https://arxiv.org/abs/2305.01234) - `AAAI 2023`",
    ),
    "the pages of a neighbour": Mended(
        """- Seeing less with more. *CVPR* 2020, pp. 10-20. [[pdf](https://arxiv.org/abs/2001.00001)]
- Small eyes for whales. *ECCV* 2020, pp. 11-21. [[pdf](https://arxiv.org/abs/2101.00002)]
- Hidden nets of views. *ICLR* 2022, pp. 12-22. [[pdf](https://arxiv.org/abs/2201.00003)]
""",
        NOWHERE,
        "- One more view. *AAAI* 2023. [[pdf](https://arxiv.org/abs/2305.01234)]",
    ),
    "the name of the picture before the last link": Mended(
        """- [Seeing less with more](https://arxiv.org/abs/2001.00001) - CVPR 2020 - :octocat: [code](https://github.com/a/b)
- [Small eyes for whales](https://arxiv.org/abs/2101.00002) - ECCV 2020 - :octocat: [code](https://github.com/a/c)
- [Hidden nets of views](https://arxiv.org/abs/2201.00003) - ICLR 2022 - :octocat: [code](https://github.com/a/d)
""",
        NOWHERE,
        "- [One more view](https://arxiv.org/abs/2305.01234) - AAAI 2023",
    ),
    "signs that are no pictures": Mended(
        """- Seeing less with more, CVPR 2020 [pdf](https://arxiv.org/abs/2001.00001) SIGNS x - [code](https://github.com/a/b)
- Small eyes for whales, ECCV 2020 [pdf](https://arxiv.org/abs/2101.00002) SIGNS x - [code](https://github.com/a/c)
- Hidden nets of views, ICLR 2022 [pdf](https://arxiv.org/abs/2201.00003) SIGNS x - [code](https://github.com/a/d)
""".replace("SIGNS", ":-" * 40),
        NOWHERE,
        f"- One more view, AAAI 2023 [pdf](https://arxiv.org/abs/2305.01234) {':-' * 40} x",
    ),
    "under the line that names its venue": Mended(
        """> CVPR 2020

- Seeing less with more. [[pdf](https://arxiv.org/abs/2001.00001)]

> AAAI 2023

- Small eyes for whales. [[pdf](https://arxiv.org/abs/2301.00002)]

> ICLR 2024

- Hidden nets of views. [[pdf](https://arxiv.org/abs/2401.00003)]
""",
        NOWHERE,
        "- One more view. [[pdf](https://arxiv.org/abs/2305.01234)]",
    ),
    "the label in italics of a link that few have": Mended(
        """- **Seeing less with more**. CVPR 2020. [*pdf*](https://arxiv.org/abs/2001.00001)
- **Small eyes for whales**. ECCV 2020. [*pdf*](https://arxiv.org/abs/2101.00002) [*code*](https://github.com/a/b)
- **Hidden nets of views**. ICLR 2022. [*pdf*](https://arxiv.org/abs/2201.00003)
""",
        NOWHERE._replace(code_url="https://github.com/b/view"),
        "- **One more view**. AAAI 2023. [*pdf*](https://arxiv.org/abs/2305.01234) [*code*](https://github.com/b/view)",
    ),
    "the label in brackets of a link that few have": Mended(
        """- **[CVPR 2020]** Seeing less with more [(pdf)](https://arxiv.org/abs/2001.00001)
- **[ECCV 2020]** Small eyes for whales [(pdf)](https://arxiv.org/abs/2101.00002) [(code)](https://github.com/a/b)
- **[ICLR 2022]** Hidden nets of views [(pdf)](https://arxiv.org/abs/2201.00003)
""",
        NOWHERE._replace(code_url="https://github.com/b/view"),
        "- **[AAAI 2023]** One more view [(pdf)](https://arxiv.org/abs/2305.01234) [(code)](https://github.com/b/view)",
    ),
    "a short name that is the link": Mended(
        """- [SLM](https://arxiv.org/abs/2001.00001): SLM: Seeing less with more (CVPR2020)
- [SEW](https://arxiv.org/abs/2101.00002): SEW: Small eyes for whales (ECCV2020)
- [HNV](https://arxiv.org/abs/2201.00003): HNV: Hidden nets of views (ICLR2022)
""",
        NOWHERE,
        "- [One more view](https://arxiv.org/abs/2305.01234) (AAAI2023)",
    ),
    "a short name that is the link and begins the title": Mended(
        """- [SLM](https://arxiv.org/abs/2001.00001): Seeing less with more. CVPR 2020
- [SEW](https://arxiv.org/abs/2101.00002): Small eyes for whales. ECCV 2020
- [HNV](https://arxiv.org/abs/2201.00003): Hidden nets of views. ICLR 2022
""",
        NOWHERE,
        "- [One more view](https://arxiv.org/abs/2305.01234). AAAI 2023",
    ),
    "the dash behind a short name": Mended(
        """* SLM - [SLM: Seeing less with more](https://arxiv.org/abs/2001.00001) (CVPR 2020)
* SEW - [SEW: Small eyes for whales](https://arxiv.org/abs/2101.00002) (ECCV 2020)
""",
        NOWHERE,
        "* [One more view](https://arxiv.org/abs/2305.01234) (AAAI 2023)",
    ),
    "the remark of a neighbour within its marks": Mended(
        """- **[SLM]** Seeing less with more (**CVPR 2020**) [[paper](https://arxiv.org/abs/2001.00001)]
- **[SEW]** Small eyes for whales (**ECCV 2020 (Oral)**) [[paper](https://arxiv.org/abs/2101.00002)]
""",
        NOWHERE,
        "- One more view (**AAAI 2023**) [[paper](https://arxiv.org/abs/2305.01234)]",
    ),
    "the anchor and the stars of a neighbour": Mended(
        """- <a name="slm"></a> **[CVPR 2020]** Seeing less with more [[PDF](https://arxiv.org/abs/2001.00001)] ⭐️⭐️⭐️
- <a name="sew"></a> **[ECCV 2020]** Small eyes for whales [[PDF](https://arxiv.org/abs/2101.00002)] ⭐️⭐️
- <a name="hnv"></a> **[ICLR 2022]** Hidden nets of views [[PDF](https://arxiv.org/abs/2201.00003)] ⭐️⭐️
""",
        NOWHERE,
        "- **[AAAI 2023]** One more view [[PDF](https://arxiv.org/abs/2305.01234)]",
    ),
    "the volume and the number of an article": Mended(
        """- [Seeing less with more](https://arxiv.org/abs/2001.00001), *Ann Lee, Bo Chen*, Nature 549, 195 (2017)
- [Small eyes for whales](https://arxiv.org/abs/2101.00002), *Cai Wu, Dora Diaz*, Nature Physics 15, 1273 (2019)
""",
        NOWHERE._replace(authors="Gita Ink, Hans Blot"),
        "- [One more view](https://arxiv.org/abs/2305.01234), *Gita Ink, Hans Blot*, AAAI (2023)",
    ),
    "the comma between links": Mended(
        """- **Seeing less with more**, CVPR 2020, [pdf](https://arxiv.org/abs/2001.00001), [code](https://github.com/a/b)
- **Small eyes for whales**, ECCV 2020, [pdf](https://arxiv.org/abs/2101.00002)
""",
        NOWHERE._replace(code_url="https://github.com/b/view"),
        "- **One more view**, AAAI 2023, [pdf](https://arxiv.org/abs/2305.01234), [code](https://github.com/b/view)",
    ),
}


@pytest.mark.parametrize("name", MENDED)
def test_an_entry_is_well_formed(name: str) -> None:
    case = MENDED[name]
    assert added(HEAD + case.text, case.paper)[0] == case.line + "\n"


def test_a_neighbour_whose_title_has_an_end_of_its_own_does_not_show_the_stop() -> None:
    text = (
        "# Papers\n\n## Vision\n\n"
        "- **Views that change.** ICML 2019. [[pdf](https://arxiv.org/abs/1901.00001)]\n"
        "- **Is this a view?** ICLR 2020. [[pdf](https://arxiv.org/abs/2001.00002)]\n"
        "- **What is seen?** CVPR 2020. [[pdf](https://arxiv.org/abs/2001.00003)]\n"
        "- **Who looks?** CVPR 2021. [[pdf](https://arxiv.org/abs/2101.00003)]\n"
    )
    line = "- **One more view.** AAAI 2023. [[pdf](https://arxiv.org/abs/2305.01234)]\n"
    assert added(text, SHORT) == (line, ())


def test_headings_that_are_titles_are_no_sections() -> None:
    text = "# Views\n\n" + "".join(
        f"#### [{title}](https://arxiv.org/abs/200{at}.00001)\n*Ann Author, Bert Writer. AAAI, 200{at}.*\n\n"
        for at, title in enumerate(
            ["Seeing less with more", "Small eyes that see", "Views of a view"]
        )
    )
    paper = SHORT._replace(modality=None, authors="Gita Ink")
    lines = "#### [One more view](https://arxiv.org/abs/2305.01234)\n*Gita Ink. AAAI, 2023.*\n"
    assert added(text, paper) == (f"\n{lines}", ())


def test_what_is_folded_away_below_a_neighbour_is_not_copied() -> None:
    text = "# Views\n\n## Vision\n\n" + "".join(
        f"### {title}\n**Authors**: Ann Author, Bert Writer\n<details>\n<summary>Abstract</summary>\n"
        f"Much is seen.\n</details>\n\n[Paper](https://arxiv.org/abs/200{at}.00001)\n\n"
        for at, title in enumerate(
            ["Seeing less with more", "Small eyes that see", "Views of a view"]
        )
    )
    lines, untold = added(text, SHORT._replace(authors="Gita Ink"))
    assert lines.strip() == (
        "### One more view\n**Authors**: Gita Ink\n\n[Paper](https://arxiv.org/abs/2305.01234)"
    )
    assert untold == ("venue_raw", "year")


def test_what_the_few_rows_of_a_table_have_in_common_is_not_copied() -> None:
    text = (
        "# Views\n\n## Vision\n\n| Paper | Group | Venue |\n|---|---|---|\n"
        "| [Seeing less with more](https://arxiv.org/abs/2001.00001) | Google | ICML 2020 |\n"
        "| [Small eyes that see](https://arxiv.org/abs/2101.00002) | Google | AAAI 2021 |\n"
    )
    row = "| [One more view](https://arxiv.org/abs/2305.01234) |  | AAAI 2023 |\n"
    assert added(text, SHORT) == (row, ())


def test_what_no_neighbour_can_say_is_refused_with_one() -> None:
    text = """# Papers

## Vision

- Eyes, a study, as told in [this text](https://arxiv.org/abs/2001.00001) of CVPR 2020
"""
    with pytest.raises(KdcatError) as refused:
        add(catalog(text), [SHORT])
    assert str(refused.value) == (
        "One more view: cannot be written as the entries of list.md are: none of them has a form "
        "that could be told; line 5 is:\n"
        "- Eyes, a study, as told in [this text](https://arxiv.org/abs/2001.00001) of CVPR 2020"
    )


def test_a_refusal_shows_the_beginning_of_a_long_neighbour() -> None:
    told = f"- Eyes, {'a study ' * 40}, as told in [this text](https://arxiv.org/abs/2001.00001)"
    with pytest.raises(KdcatError) as refused:
        add(catalog(f"# Papers\n\n## Vision\n\n{told}\n"), [SHORT])
    assert str(refused.value).split("\n")[1:] == [f"{told[:300]}..."]


SECTIONS = """# Papers

## Segmentation / Detection

### Fast

- [Seeing less](https://arxiv.org/abs/2001.00001), CVPR 2020

### Slow

- [Small eyes](https://arxiv.org/abs/2101.00002), ECCV 2020

## Sound

### Fast

- [Loud nets](https://arxiv.org/abs/2201.00003), ICLR 2022

#### Very

##### Most

- [Quiet nets](https://arxiv.org/abs/2201.00004), ICLR 2022
"""


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("Segmentation / Detection / Fast", ("Segmentation / Detection", "Fast")),
        ("segmentation / detection / slow", ("Segmentation / Detection", "Slow")),
        ("Slow", ("Segmentation / Detection", "Slow")),
        ("Sound / Fast / Very / Most", ("Sound", "Fast", "Very", "Most")),
        ("Most", ("Sound", "Fast", "Very", "Most")),
        ("Very / Most", ("Sound", "Fast", "Very", "Most")),
    ],
)
def test_a_section_is_named_by_its_path(words: str, path: tuple[str, ...]) -> None:
    before = catalog(SECTIONS)
    assert find_section(before, words) == path
    paper = in_section(SHORT, path)
    _, after, _ = add(before, [paper])
    assert [one.sections for one in after.papers if one.title == SHORT.title] == [path]


def test_a_name_that_stands_twice_needs_its_path() -> None:
    with pytest.raises(UsageError) as refused:
        find_section(catalog(SECTIONS), "Fast")
    assert str(refused.value) == (
        "section 'Fast' could be Segmentation / Detection / Fast; Sound / Fast"
    )
    with pytest.raises(UsageError, match="no section 'Fats'"):
        find_section(catalog(SECTIONS), "Fats")


TITLES = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)


@given(name=st.sampled_from(sorted(CASES)), title=TITLES, year=st.integers(2015, 2025))
@settings(max_examples=40, deadline=None)
def test_what_is_added_is_read_as_asked_or_refused(name: str, title: str, year: int) -> None:
    text = CASES[name].text
    try:
        paper = new_paper(
            title, "AAAI", year, "Vision", paper_url="https://arxiv.org/abs/2305.01234"
        )
        before = catalog(text)
        edits, after, untold = add(before, [paper])
    except KdcatError:
        return
    assert all(edit.start == edit.end for edit in edits)
    read = [one._replace(line=0) for one in after.papers]
    old = [one._replace(line=0) for one in before.papers]
    new = [one for one in read if one not in old]
    assert [one for one in read if one in old] == old
    lacking = {field for _, fields in untold for field in fields}
    for field in {"title", "venue_raw", "year", "paper_url", "modality", "authors"} - lacking:
        assert [getattr(one, field) for one in new] == [getattr(paper, field)]


def test_a_badge_that_is_a_label_is_written_and_no_mark_is_left_open() -> None:
    badge = "[![GitHub](https://img.shields.io/badge/Github-blue?logo=github)]"
    text = (
        "# Papers\n\n## Vision\n\n"
        "- **Seeing less with more** | [paper](https://arxiv.org/abs/2001.00001)\n"
        f"- **Small eyes** | [paper](https://arxiv.org/abs/2101.00002) | "
        f"{badge}(https://github.com/a/eyes)\n\n"
        "## Sound\n\n"
        "- **Loud**: nets that hear | [paper](https://arxiv.org/abs/2001.00004)\n"
        "- **Quiet**: nets that listen | [paper](https://arxiv.org/abs/2001.00005)\n"
    )
    full = new_paper(
        "A view of all", None, None, "Vision", None, None, "https://arxiv.org/abs/2105.01234",
        "https://github.com/b/view",
    )  # fmt: skip
    sound = new_paper("A sound of all", None, None, "Sound", None, None, "https://arxiv.org/abs/1")
    assert added(text, full)[0] == (
        f"- **A view of all** | [paper](https://arxiv.org/abs/2105.01234) | "
        f"{badge}(https://github.com/b/view)\n"
    )
    assert added(text, sound)[0] == "- A sound of all | [paper](https://arxiv.org/abs/1)\n"


def test_for_many_papers_the_page_is_read_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "".join(f"- [Deep nets {at}](https://x.org/{at}), ICML 2020\n" for at in range(40))
    page = catalog(f"# Papers\n\n## Vision\n\n{rows}")
    papers = [
        new_paper(f"Wide nets {at}", "ICML", 2021, "Vision", paper_url=f"https://y.org/{at}")
        for at in range(40)
    ]
    readings: list[int] = []

    def noted(*asked: Any) -> object:
        readings.append(1)
        return read_back(*asked)

    monkeypatch.setattr(alike, "read_back", noted)
    addition = add(page, papers)
    assert apply(page.text, addition.edits) == page.text + "".join(
        f"- [Wide nets {at}](https://y.org/{at}), ICML 2021\n" for at in range(40)
    )
    assert len(readings) <= 3


def test_for_many_sections_the_style_of_the_page_is_looked_for_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entry = "* **Deep nets {0}**, ICML 2020, [ :link: ](https://x.org/{0})"
    sections = "".join(f"## Section {at}\n\n{entry.format(at)}\n\n" for at in range(40))
    page = catalog(f"# Papers\n\n{sections}")
    papers = [
        new_paper(f"Wide nets {at}", "ICML", 2021, f"Section {at}", paper_url=f"https://y.org/{at}")
        for at in range(40)
    ]
    looked_at: list[int] = []
    look = style.style_of

    def noted(*asked: Any) -> object:
        looked_at.append(1)
        return look(*asked)

    monkeypatch.setattr(style, "style_of", noted)
    assert len(add(page, papers).edits) == len(papers)
    assert len(looked_at) <= 3 * len(papers)


ONE, TWO, URL = (
    "Seeing less with more views",
    "Small eyes for larger views",
    "https://arxiv.org/abs/2101.0000",
)
NEW, CODED = "https://arxiv.org/abs/2305.01234", "https://github.com/b/view"


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        ("- **{title}** [![arXiv](https://img.shields.io/badge/arXiv-{id}-red.svg)]({url}) CVPR 2020", f"- **One more view** [![arXiv](https://img.shields.io/badge/arXiv-2305.01234-red.svg)]({NEW}) AAAI 2023"),
        ("- [{name}](https://github.com/a/{name}) - *CVPR* 2020 - [{title}]({url})", f"- [code]({CODED}) - *AAAI* 2023 - [One more view]({NEW})"),
        ("- [{title}]({url}) (Google, CVPR 2020)", f"- [One more view]({NEW}) (AAAI 2023)"),
        ("- **{title}** CVPR 2020, Oral. [[paper]]({url})", f"- **One more view** AAAI 2023. [[paper]]({NEW})"),
        ("- **{title}** (CVPR, Jul 2020) [[paper]]({url})", f"- **One more view** (AAAI, 2023) [[paper]]({NEW})"),
        ('- **{title}**. In *CVPR*, 2020. [pdf]({url} "{name}")', f"- **One more view**. In *AAAI*, 2023. [pdf]({NEW})"),
        ("- **{title}.** PNAS 2021;118(15):e2016239{name}. [DOI]({url})", f"- **One more view.** AAAI 2023. [DOI]({NEW})"),
        ("- `CVPR 2020` `{name}` **{title}** [Paper]({url})", f"- `AAAI 2023` **One more view** [Paper]({NEW})"),
    ],
)  # fmt: skip
def test_what_is_of_one_paper_is_not_said_of_the_next(entry: str, written: str) -> None:
    lines = [
        entry.format(title=title, url=f"{URL}{name}", id=f"2101.0000{name}", name=name)
        for name, title in (("1", ONE), ("2", TWO))
    ]
    text = "# Papers\n\n## Vision\n\n" + "\n".join(lines) + "\n"
    paper = SHORT._replace(code_url=CODED if "github.com/a" in entry else None)
    after, _ = added(text, paper)
    assert [line for line in after.splitlines() if line not in text.splitlines()] == [written]

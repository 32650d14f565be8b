"""What the columns of a table hold, by the words of its header and by what its cells look like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from kdcat.layouts.dates import dates, years
from kdcat.layouts.names import citation, confidence
from kdcat.layouts.readings import plausibility
from kdcat.layouts.roles import address_role, label_role
from kdcat.layouts.venues import is_date, is_venue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kdcat.layouts.cells import Cell

Role = Literal["title", "authors", "venue", "date", "citation", "paper", "code", "project", "other"]

_TITLE = """
title; paper title; papers; paper name; paper; name; 标题; 论文; 论文标题; 题目; 论文名称;
publication; article; works; work; method; model; 제목; 论文题目; paper / resource; reference
"""
_AUTHORS = """
author; authors; first author; 作者; by; researchers
"""
_VENUE = """
venue; conference; journal; conf; conf.; pub; pub.; publication venue; published in; publisher;
publication; published; conference/journal; venue/year; venue & year; journal/conference; where;
source; pub & date; pub&date; 会议; 期刊; 会议/期刊; 发表; 出处; 来源; year & venue; venue & date;
booktitle; proceeding; proceedings; accepted
"""
_DATE = """
year; date; time; publish date; published date; publication date; submitted; release; released;
release date; publish; 日期; 时间; 年份; 发表时间; 年; month; submission date; arxiv date;
first released; update
"""
_PAPER = """
link; links; pdf; arxiv; paper link; paper url; url; paper; doi; download; 链接; 论文链接;
abstract; openreview; arxiv link; pdf link; pdf/link; paper & code
"""
_CODE = """
code; github; repo; repository; implementation; official code; codes; source code; code link;
code/model; 代码; 代码链接; 开源; star; stars; pytorch; github link; code & model; code/project;
开源代码; open source; open-source; github repo; code available; code url
"""
_PROJECT = """
project; website; project page; homepage; page; web; site; webpage; 项目; 主页; 项目主页;
project/code; project link
"""
_NAMES: tuple[tuple[Role, str], ...] = (
    ("title", _TITLE),
    ("authors", _AUTHORS),
    ("venue", _VENUE),
    ("date", _DATE),
    ("paper", _PAPER),
    ("code", _CODE),
    ("project", _PROJECT),
)
# A name that is in two of them has the role of the later: titles win by their content.
_HEADERS = {
    " ".join(name.split()): role
    for role, names in _NAMES
    for name in names.replace("\n", " ").split(";")
}
_OF_TITLES = frozenset(
    ("title", "titles", "paper title", "标题", "题目", "论文标题", "论文题目", "论文名称", "제목")
)
"""Headers of columns that hold titles, however short these are."""
_OF_A_WORK = frozenset(["method", "model", "name", "work", "works"])
"""Headers of columns that hold titles where no other column does: `BERT` is a model's name."""
_OF_NO_PAPER_WORDS = """
task tasks domain category type language architecture team teams affiliation affiliations
institution institutions institute organization organisation company lab group university
team/author 单位 机构 团队 公司 任务 类别
"""
_OF_NO_PAPER = frozenset(_OF_NO_PAPER_WORDS.split())
"""Headers of columns that say nothing of a paper, though their cells may look as if they did."""
_FEWEST_ALIKE, _MOST_ALIKE = 0.5, 0.8
_SAMPLE = 40


class Columns(NamedTuple):
    """What the columns of a table hold."""

    title: int
    roles: tuple[Role, ...]
    """Of each column; that of the title is `title`."""
    labels: tuple[str, ...]
    """The words of the header."""


def columns(header: Sequence[str], sample: Sequence[Sequence[Cell]]) -> Columns | None:
    """Return what the columns of a table hold, or None where no column holds titles.

    Args:
        header: The texts of the header's cells.
        sample: The cells of some rows.
    """
    width = max([len(header), *(len(row) for row in sample[:_SAMPLE])], default=0)
    named = [_named(header[at]) if at < len(header) else None for at in range(width)]
    looks = [
        _Look([row[at] for row in sample[:_SAMPLE] if at < len(row) and row[at].text])
        for at in range(width)
    ]
    scores = [
        _title_score(name, look, is_said=_names_titles(header, at))
        - (_BESIDE_A_TITLE if _names_work(header, at) else 0.0)
        for at, (name, look) in enumerate(zip(named, looks, strict=True))
    ]
    title = max(range(width), key=lambda at: (scores[at], -at), default=-1)
    if title < 0:
        return None
    is_said = _names_titles(header, title)
    if _title_score(named[title], looks[title], is_said=is_said) < _FEWEST_ALIKE:
        if not any(look.cited >= _MOST_ALIKE for look in looks) or looks[0].cited:
            return None
        # Works that are cited have a name at least, which stands first: `ComplEx`.
        title = 0
    elif looks[title].worded < _FEWEST_ALIKE:
        return None
    roles: list[Role] = []
    for at in range(width):
        role = named[at]
        if at == title:
            role = "title"
        elif looks[at].cited >= _FEWEST_ALIKE:
            role = "citation"
        elif role in (None, "title"):
            role = _by_content(looks[at], header[at] if at < len(header) else "", role)
        elif role in ("paper", "code", "project") and not looks[at].targets:
            role = _by_content(looks[at], "", None)
        elif role == "paper" and looks[at].venue >= _FEWEST_ALIKE > looks[at].paper:
            role = "venue"
        roles.append(role or "other")
    return Columns(title, tuple(roles), tuple(header))


def is_paper(row: Sequence[Cell]) -> bool:
    """Return whether the first row of a table is a paper, and names none of its columns.

    GitHub has no table without a header, so that the first paper may stand in it.

    Args:
        row: Its cells.
    """
    leads = any(
        target.role is None and address_role(target.destination) == "paper"
        for cell in row
        for target in cell.flat.targets
    )
    return leads and not any(_named(cell.text) for cell in row)


_BESIDE_A_TITLE = 0.5
_SAID_TO_BE_TITLES = 0.4
"""What the header `Title` weighs more than one that may head names of methods or links as well."""
_BETWEEN_LABELS = 4
"""Characters that may stand around each link of a cell that cites and says nothing else."""
_WORD = 4
"""A title has a word of so many letters; marks of what works and what does not have none."""


def _names_titles(header: Sequence[str], at: int) -> bool:
    return at < len(header) and header[at].strip(" *_").casefold() in _OF_TITLES


def _names_work(header: Sequence[str], at: int) -> bool:
    return at < len(header) and header[at].strip().casefold() in _OF_A_WORK


def _named(header: str) -> Role | None:
    name = re.sub(r"[^\w\s/&.]|_", " ", header.casefold())
    name = " ".join(name.split())
    if name in _HEADERS:
        return _HEADERS[name]
    for part in re.split(r"\s*[/&]\s*|\s+and\s+|\s+or\s+", name):
        if part in _HEADERS:
            return _HEADERS[part]
    role = label_role(header)
    return None if role in (None, "other") else role


class _Look:
    """What the cells of a column look like: shares from 0 to 1."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        count = len(cells) or 1
        self.count = len(cells)
        self.titles = sum(_titled(cell) for cell in cells) / count
        self.linked = sum(any(t.role is None for t in cell.flat.targets) for cell in cells) / count
        self.labelled = sum(bool(cell.flat.targets) and not _titled(cell) for cell in cells) / count
        self.venue = sum(is_venue(cell.text) and not is_date(cell.text) for cell in cells) / count
        self.worded = sum(map(_has_word, cells)) / count
        self.cited = sum(_cites(cell) for cell in cells) / count
        self.date = (
            sum(
                bool(dates(cell.text) or years(cell.text)) and len(cell.text) < 24 for cell in cells
            )
            / count
        )
        self.names = (
            sum(confidence(cell.text) >= 0.5 and len(cell.text) > 8 for cell in cells) / count
        )
        roles = [
            target.role or address_role(target.destination)
            for cell in cells
            for target in cell.flat.targets
        ]
        self.targets = len(roles)
        self.code = roles.count("code") / max(1, len(roles)) if roles else 0.0
        self.paper = roles.count("paper") / max(1, len(roles)) if roles else 0.0
        self.length = sum(len(cell.text) for cell in cells) / count


def _has_word(cell: Cell) -> bool:
    return any(sum(map(str.isalpha, word)) >= _WORD for word in cell.text.split()) or (
        not cell.text.isascii() and sum(map(str.isalpha, cell.text)) > _WORD * 2
    )


def _cites(cell: Cell) -> bool:
    """Whether a cell cites, and says nothing else: `[Ollivier et al., 2017](URL)`."""
    targets = cell.flat.targets
    if not targets or citation(targets[0].label) is None:
        return False
    return len(cell.text) < sum(len(target.label) + _BETWEEN_LABELS for target in targets)


def _titled(cell: Cell) -> float:
    # `[CIKM 2015] [TITLE](URL)`
    named = [target.label for target in cell.flat.targets if target.role is None]
    is_link = len(named) == 1 and cell.text.startswith("[") and cell.text.endswith(named[0])
    text = named[0] if is_link else cell.text
    if len(text.split()) < 3 or (
        all(t.role for t in cell.flat.targets) and cell.flat.targets and len(text) < 20
    ):
        return 0.0
    whole = plausibility(text.split(". ")[0][:300])
    if is_link or whole > _OF_SEVERAL or "\n" not in cell.flat.text:
        return whole
    # `**TITLE**<br>*AUTHORS*<br>VENUE`
    lines = (line.strip(" \t*_") for line in cell.flat.text.split("\n", _MOST_LINES)[:_MOST_LINES])
    told = (line[:300] for line in lines if len(line.split()) >= _FEWEST_WORDS)
    return max(map(plausibility, told), default=whole)


_OF_SEVERAL = 0.5
"""What is no more of a title as a whole may have one on a line of its own."""
_MOST_LINES, _FEWEST_WORDS = 4, 3


def _title_score(named: Role | None, look: _Look, *, is_said: bool) -> float:
    if not look.count or look.cited >= _FEWEST_ALIKE:
        return 0.0
    score = look.titles
    if is_said and look.worded >= _FEWEST_ALIKE:
        # `Layer Normalization` has the look of a name.
        score += _SAID_TO_BE_TITLES + 0.5 * look.names
    if named == "title":
        score += 0.4
    elif named is not None and named != "paper":
        score -= 0.5
    if look.linked > _FEWEST_ALIKE and look.titles > 0.3:
        score += 0.3
    return score - 0.5 * look.names - 0.5 * look.venue - (0.4 if look.length > 260 else 0.0)


def _by_content(look: _Look, header: str, named: Role | None) -> Role | None:
    # `Dataset` and `Task` head no venues and years, though `WMT14` looks like both, and no authors.
    is_other = label_role(header) == "other" or header.strip().casefold() in _OF_NO_PAPER
    if not is_other:
        if look.venue >= _FEWEST_ALIKE and look.labelled < _FEWEST_ALIKE:
            return "venue"
        if look.names >= _FEWEST_ALIKE:
            return "authors"
        if look.date >= _FEWEST_ALIKE:
            return "date"
    if look.labelled >= 0.2:
        if look.code >= _FEWEST_ALIKE:
            return "code"
        if look.paper >= _FEWEST_ALIKE:
            return "paper"
    return "other" if named is None else None


def described_columns(layout: Columns) -> str:
    """Return the layout of a table in words."""
    said = [f"title in column {layout.title + 1}"]
    said += [
        f"{role} in column {at + 1}"
        for at, role in enumerate(layout.roles)
        if role not in ("title", "other")
    ]
    return "table: " + ", ".join(said)

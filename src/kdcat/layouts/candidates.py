"""Candidates: the units of a document that may be papers, each with the readings that fit it.

Whether an item with a list in it is one paper with its details, or a group of papers, is decided
here, by which of the two reads better.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from kdcat.layouts.mask import keyed
from kdcat.layouts.names import confidence
from kdcat.layouts.pieces import rendered
from kdcat.layouts.reader import Candidate, Found, read
from kdcat.layouts.readings import plausibility
from kdcat.layouts.recognise import is_labelled_as_entry
from kdcat.layouts.venues import is_venue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kdcat.layouts.reader import Reader
    from kdcat.layouts.readings import Reading
    from kdcat.layouts.units import Unit
    from kdcat.reading.blocks import Block

_PLAUSIBLE = 0.9
_MAY_BE = re.compile(
    r"]\(|]\s?\[|://|www\.|href|(?:19|20)\d\d|['’‘]\d\d|\[(?:[^\[\]\n]++|[^\[\]\n]*+\[)\]"  # noqa: RUF001
)
_ADDRESS = re.compile(r"]\s?[(\[]|://|www\.|href")
_DATED = re.compile(r"\d\d\W*$")
_BOLD = re.compile(r"\*\*|__|<b>|<strong>")
_MOST_DETAILS = 12
_LONG = 1200


def candidates(units: Sequence[Unit], reader: Reader) -> Iterator[Candidate]:
    """Yield the candidates among units that stand together, in the order of the document."""
    aside: str | None = None
    number = 0
    own_papers = _are_groups(units)
    while number < len(units):
        unit = units[number]
        number += 1
        if unit.kind == "summary" and not unit.blocks[0].content:
            aside = None
            continue
        if (
            unit.kind == "paragraph"
            and not unit.children
            and not is_labelled_as_entry(unit.blocks[0].content)
        ):
            # The list right after a paragraph may hold what belongs to it.
            end = number
            while (
                end < len(units)
                and units[end].kind == "item"
                and _touches(units[end - 1], units[end])
            ):
                end += 1
            if end > number and (whole := _with_list(unit, units[number:end], reader)):
                whole.aside = aside
                yield whole
                number = end
                continue
        end = _end_of_body(units, number) if unit.kind == "summary" else number
        if end > number and (whole := _with_body(unit, units[number:end], reader)):
            whole.aside = aside
            yield whole
            number = end
            continue
        found = list(_of_unit(unit, reader, (), is_group=own_papers))
        if unit.kind == "summary" and not any(candidate.strong for candidate in found):
            aside = reader.text(unit.blocks[0])
            continue
        if unit.kind == "paragraph" and (line := _line_above(unit, reader)):
            aside = line
        for candidate in found:
            candidate.aside = aside
            yield candidate


def above_tables(units: Sequence[Unit], reader: Reader) -> dict[int, str]:
    """Return the summary or the bold line above each table, by the line on which that begins."""
    above: dict[int, str] = {}
    if not any(unit.kind == "row" for unit in units):
        return above
    last = ""
    for unit in units:
        block = unit.blocks[0]
        if unit.kind == "row":
            above[block.level] = last
        elif unit.kind == "summary":
            last = reader.text(block) if block.content else ""
        elif unit.kind == "paragraph" and (line := _line_above(unit, reader)):
            last = line
    return above


def _end_of_body(units: Sequence[Unit], start: int) -> int:
    """Where the body of a `details` ends whose summary stands before; the start if it has none."""
    for number in range(start, min(len(units), start + _MOST_DETAILS)):
        if units[number].kind == "summary":
            return number if not units[number].blocks[0].content else start
        if units[number].kind == "row":
            return start
    return start


def _with_body(summary: Unit, body: Sequence[Unit], reader: Reader) -> Candidate | None:
    """A paper whose title is a summary, with the body of its `details`, or None where it is not."""
    papers = (
        candidate
        for unit in body
        if reader.env.get("references") or _may_lead(unit)
        for candidate in _of_unit(unit, reader, ())
    )
    if any(is_titled(candidate) for candidate in papers):
        return None
    blocks = _texts(body)
    whole = read(type(summary)(summary.kind, summary.blocks, list(body)), blocks, reader)
    if whole.best is None or not whole.strong:
        return None
    if plausibility(whole.best.title) >= _PLAUSIBLE:
        return whole
    return whole if read(summary, [], reader).strong else None


def _may_lead(unit: Unit) -> bool:
    """Whether a unit may have an address; an abstract has none mostly, and takes long to read."""
    return any(_ADDRESS.search(block.content) for block in unit.blocks) or any(
        map(_may_lead, unit.children)
    )


def is_titled(candidate: Candidate) -> bool:
    """Return whether a unit is a paper with a title and an address of its own."""
    best = candidate.best if candidate.strong else None
    return best is not None and (
        best.form == "home"
        or (plausibility(best.title) >= _PLAUSIBLE and best.said.paper_url is not None)
    )


def _touches(before: Unit, after: Unit) -> bool:
    return after.line - before.end_line <= 1


def _line_above(unit: Unit, reader: Reader) -> str | None:
    """The text of a line that is a heading in all but name.

    It is set in bold as a whole, or says nothing but a venue with its year: `> CVPR 2020`.
    """
    content = unit.blocks[0].content
    if len(content) > 80:
        return None
    if line := _in_bold(unit, reader):
        return line
    return content if _DATED.search(content) and is_venue(content) else None


def _in_bold(unit: Unit, reader: Reader) -> str | None:
    """The text of a paragraph that is set in bold as a whole."""
    if not _BOLD.match(unit.blocks[0].content):
        return None
    shown = [piece for piece in reader.pieces(unit.blocks[0]) if piece.text.strip()]
    return (
        rendered(shown)
        if shown and all(piece.strong and not piece.link for piece in shown)
        else None
    )


def _of_unit(
    unit: Unit, reader: Reader, owners: tuple[str, ...], *, is_group: bool = False
) -> Iterator[Candidate]:
    if not unit.children:
        # A paragraph with neither a link nor a year: nothing says that it is a paper.
        yield _alone(unit, reader, owners, may_be=unit.kind != "paragraph" or _may_be(unit))
        return
    name = None
    children: list[Candidate] = []
    own_papers = _are_groups(unit.children)
    for child in unit.children:
        if child.children and name is None:
            name = reader.text(unit.blocks[0])
        children += _of_unit(child, reader, (*owners, name or ""), is_group=own_papers)
    # Else it is a name, which says nothing of a paper.
    says = _may_be(unit)
    own = partial(_alone, unit, reader, owners, may_be=says)
    papers = [child for child in children if child.strong]
    if papers and not (is_group or _is_group(unit, papers, reader)):
        name = ""
    if says and papers and (below := _below(unit, own, children, reader, owners)):
        yield below
        return
    if papers and not _are_details(own(), papers):
        name = name if name is not None else reader.text(unit.blocks[0])
        if own().strong:
            yield own()
        for found in children:
            found.owners = (*owners, name, *found.owners[len(owners) + 1 :])
        yield from children
        return
    if says and (below := _below(unit, own, children, reader, owners)):
        yield below
        return
    yield read(unit, [*_own_details(unit), *_texts(unit.children)], reader, owners=owners)


def _may_be(unit: Unit) -> bool:
    return _MAY_BE.search(unit.blocks[0].content) is not None


def _alone(unit: Unit, reader: Reader, owners: tuple[str, ...], *, may_be: bool) -> Candidate:
    """A unit without what is below it, read where it may be a paper."""
    if not may_be:
        return Candidate(unit, [], Found(), 0, owners)
    return read(unit, _own_details(unit), reader, owners=owners)


def _are_groups(units: Sequence[Unit]) -> bool:
    """Whether items are sections of their own: all hold lists, most of them several items."""
    items = [unit for unit in units if unit.kind == "item"]
    return (
        len(items) > 1
        and all(item.children for item in items)
        and sum(len(item.children) > 1 for item in items) * 2 > len(items)
        and any(len(item.children) > 2 for item in items)
        and not any(_ADDRESS.search(item.blocks[0].content) for item in items)
    )


def _is_group(unit: Unit, papers: Sequence[Candidate], reader: Reader) -> bool:
    """Whether an item that owns papers is a section of its own: bold, with a colon, with several.

    One or two papers may as well be those of a laboratory or of a model, but not those of a venue.
    """
    content = unit.blocks[0].content
    return (
        len(papers) > 2
        or content.startswith(("**", "__"))
        or content.rstrip().endswith((":", "："))  # noqa: RUF001
        or bool(unit.children[0].children)
        or is_venue(reader.text(unit.blocks[0]))
    )


def _own_details(unit: Unit) -> list[Block]:
    return [block for block in unit.blocks[1:_MOST_DETAILS] if len(block.content) < _LONG]


def _texts(units: Sequence[Unit]) -> list[Block]:
    found: list[Block] = []
    for unit in units:
        found += [block for block in unit.blocks if len(block.content) < _LONG]
        found += _texts(unit.children)
        if len(found) > _MOST_DETAILS:
            break
    return found[:_MOST_DETAILS]


def _has_link(candidate: Candidate) -> bool:
    return candidate.best is not None and candidate.best.said.paper_url is not None


def _are_details(own: Candidate, papers: Sequence[Candidate]) -> bool:
    """Whether what looks like papers in a list belongs to the paper that owns it."""
    if not own.strong or not _has_link(own):
        return False
    assert own.best is not None
    if plausibility(own.best.title) < 0.9:
        return False
    return all(
        child.best is not None
        and (child.best.said.paper_url is None or plausibility(child.best.title) < 0.9)
        for child in papers
    )


def _below(
    unit: Unit,
    own: Callable[[], Candidate],
    children: Sequence[Candidate],
    reader: Reader,
    owners: tuple[str, ...],
) -> Candidate | None:
    """A name with links, and below it the title: `NAME [paper]`, `- AUTHORS, TITLE`.

    What the unit says on its own is asked for only where what is below it may be a title.
    """
    if not 1 <= len(unit.children) <= 3:
        return None
    first = children[0].best if children else None
    if first is None or first.said.paper_url or first.said.code_url:
        return None
    if (
        sum(child.best is not None and child.best.said.authors is not None for child in children)
        > 1
    ):
        return None
    if any(field.key != "title" for field in keyed(reader.text(unit.children[0].blocks[0]))):
        # `Summary: ...`
        return None
    cited = first.said.authors is not None and plausibility(first.title) >= 0.7
    may_be_named = (
        len(first.title) > 20
        and _is_whole(children[0], first, reader)
        and plausibility(first.title) >= 1.0
    )
    if not (cited or may_be_named) or (len(children) > 1 and any(map(_has_link, children))):
        return None
    name = own()
    if not _may_be_named(name) or not (cited or _is_short(name)):
        return None
    details = [*_own_details(unit), *_texts(unit.children)]
    number = 1 + len(_own_details(unit))
    found = read(unit, details, reader, below=number, owners=owners)
    return found if found.best is not None else None


def _may_be_named(own: Candidate) -> bool:
    """Whether the title of a paper may stand below what an item says: a name, or links alone."""
    if own.best is None:
        return True
    return _has_link(own) and not (own.best.said.authors and plausibility(own.best.title) > 0.9)


def _is_short(own: Candidate) -> bool:
    """Whether what an item says is no title of some words."""
    return (
        own.best is None or len(own.best.title.split()) <= 4 or plausibility(own.best.title) < 0.6
    )


def _is_whole(candidate: Candidate, reading: Reading, reader: Reader) -> bool:
    """Whether a title is all that its item says."""
    return len(reader.text(candidate.unit.blocks[0])) <= len(reading.title) + 3


_FIELD = re.compile(
    r"(?i)[\W_]*(?:paper|code|project|home ?page|page|web ?site|pdf|arxiv|link|demo|video|"
    r"dataset|data|"
    r"authors?|venue|论文|代码|主页|项目|数据集)[\W_]*?[:：]"  # noqa: RUF001
)
_FEW_FIELDS, _MOST_FIELDS = 4, 8


def _titled_above(unit: Unit, items: Sequence[Unit], reader: Reader) -> Candidate | None:
    """A line in bold that is a title, with a list of fields right after it: `- Paper: ADDRESS`."""
    if _in_bold(unit, reader) is None:
        return None
    if not all(_FIELD.match(item.blocks[0].content) for item in items):
        return None
    whole = type(unit)(unit.kind, unit.blocks, list(items))
    found = read(whole, [*_own_details(unit), *_texts(items)], reader)
    if found.best is None or plausibility(found.best.title) < _PLAUSIBLE:
        return None
    if _NO_PAPER_YET.match(items[0].blocks[0].content) and found.best.said.code_url:
        # The field of a paper that has none says as surely that it is one.
        found.strong = True
    return found if found.strong else None


# `- Paper: None`
_NO_PAPER_YET = re.compile(r"(?i)\W*(?:paper|论文)[\s*]*[:：]\s*+(?:none|n/?a|无|暂无|-)?+\s*+$")  # noqa: RUF001


def _with_list(unit: Unit, items: Sequence[Unit], reader: Reader) -> Candidate | None:
    """A paragraph that is one paper with the list right after it, or None where it is not."""
    if not 1 <= len(items) <= _MOST_FIELDS or any(item.children for item in items):
        return None
    own = read(unit, _own_details(unit), reader)
    if not own.strong and not _may_be_named(own):
        return _titled_above(unit, items, reader)
    if len(items) > _FEW_FIELDS:
        return None
    children = [read(item, _own_details(item), reader) for item in items]
    whole = type(unit)(unit.kind, unit.blocks, list(items))
    if below := _below(whole, lambda: own, children, reader, ()):
        return below
    if not own.strong or any(child.strong and _has_link(child) for child in children):
        return None
    said = " ".join(reader.text(item.blocks[0]) for item in items)
    found = read(whole, [*_own_details(unit), *_texts(items)], reader)
    if (
        confidence(said)
        or re.search(r"(?i)\b(?:authors?|venue|paper|code|abstract|tl;dr)\b", said)
        or _says_who_or_where(found, own)
    ):
        return found
    return None


def _says_who_or_where(found: Candidate, own: Candidate) -> bool:
    """Whether the list after a title says its authors or its venue, and nothing else."""
    if found.best is None or own.best is None or found.best.title != own.best.title:
        return False
    more, less = found.best.said, own.best.said
    is_new = (more.authors and not less.authors) or (more.venue and not less.venue)
    return bool(is_new) and more.unexplained <= less.unexplained

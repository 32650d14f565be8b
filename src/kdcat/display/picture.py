"""Counts of papers as a picture for a slide. Needs matplotlib, of the extra `plot`."""

from __future__ import annotations

import logging
import warnings
from typing import TYPE_CHECKING, Any

from kdcat.errors import KdcatError, UsageError
from kdcat.extras import lacking
from kdcat.formats.file import written_whole
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from matplotlib.axes import Axes

    from kdcat.index.counts import Count, Value

SUFFIXES = (".svg", ".png", ".pdf")
_MOST_BARS = 25
_MOST_PARTS = 7
_MOST_UPRIGHT = 14
# Okabe and Ito's colours, told apart by people of any colour vision
# (https://jfly.uni-koeln.de/color/); grey is for the rest.
_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442")
_GREY = "#999999"
_OTHERS = "others"


def draw(path: Path, counts: Sequence[Count], fields: Sequence[str]) -> None:
    """Draw the counts by one field as bars, by two as bars in parts.

    Args:
        path: The file to write; its end (.svg, .png or .pdf) says what.
        counts: As `kdcat.index.counts.count` gives them.
        fields: The fields they were counted by.

    Raises:
        UsageError: The file's end is none of `SUFFIXES`.
        KdcatError: matplotlib is not installed, there is nothing to draw, or the file cannot be
            written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"{path}: a picture's name ends in {', '.join(SUFFIXES)}")
    if not counts:
        raise KdcatError("no papers to draw")
    # What it would say of its own settings is nothing to whoever wants a picture.
    logging.getLogger("matplotlib").addHandler(logging.NullHandler())
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
        from matplotlib.layout_engine import ConstrainedLayoutEngine
    except ImportError:
        raise lacking("--plot", "matplotlib", "plot") from None
    total = sum(count.papers for count in counts)
    # A title from a catalog is text, not TeX: `$` must not start a formula.
    style: dict[Any, Any] = {
        "text.parse_math": False,
        "svg.hashsalt": "kdcat",
        "font.size": 14,
        "svg.fonttype": "path",
    }
    with rc_context(style):
        layout = ConstrainedLayoutEngine(w_pad=0.25, h_pad=0.25)
        figure = Figure(figsize=(12.8, 7.2), dpi=150, layout=layout)
        axes = figure.add_subplot()
        if fields[0] == "year":
            _columns(axes, counts, fields)
        else:
            _bars(axes, counts, fields)
        by = " and ".join(field.removeprefix("has_") for field in fields)
        axes.set_title(f"{total} papers by {by}", loc="left", fontsize=20, pad=16)
        axes.spines[["top", "right"]].set_visible(False)
        with written_whole(path) as beside, warnings.catch_warnings():
            # Letters that its font has not are drawn as boxes.
            warnings.simplefilter("ignore")
            figure.savefig(beside, format=path.suffix[1:].lower())


def _columns(axes: Axes, counts: Sequence[Count], fields: Sequence[str]) -> None:
    """Years from left to right, those without papers among them."""
    years = [int(year) for count in counts if (year := count.values[0]) is not None]
    first, last = (min(years), max(years)) if years else (0, -1)
    places: dict[Value, int] = {year: year - first for year in range(first, last + 1)}
    if any(count.values[0] is None for count in counts):
        places[None] = len(places)
    below = [0] * len(places)
    for name, colour, part in _parts(counts, fields):
        heights = [part.get(value, 0) for value in places]
        axes.bar(list(places.values()), heights, bottom=below, color=colour, label=name, width=0.8)
        below = [bar + part for bar, part in zip(below, heights, strict=True)]
    for place, height in enumerate(below):
        if height:
            axes.annotate(
                str(height),
                (place, height),
                ha="center",
                va="bottom",
                xytext=(0, 3),
                textcoords="offset points",
            )
    labels = ["no year" if value is None else str(value) for value in places]
    axes.set_xticks(list(places.values()), labels)
    if len(places) > _MOST_UPRIGHT:
        axes.tick_params(axis="x", rotation=90 if len(places) > 2 * _MOST_UPRIGHT else 45)
    axes.set_ylabel("papers")
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    if len(fields) > 1:
        axes.legend(frameon=False, loc="upper left")


def _bars(axes: Axes, counts: Sequence[Count], fields: Sequence[str]) -> None:
    """The most frequent on top; below `_MOST_BARS` the others in one, and those without a value."""
    values = list(dict.fromkeys(count.values[0] for count in counts))
    named = [value for value in values if value is not None]
    groups: list[tuple[str, list[Value]]] = [
        (_label(fields[0], value), [value]) for value in named[:_MOST_BARS]
    ]
    if rest := named[_MOST_BARS:]:
        groups.append((f"{len(rest)} {_OTHERS}", [*rest]))
    if len(named) < len(values):
        groups.append((_label(fields[0], None), [None]))
    labels = [label for label, _ in groups]
    left = [0] * len(labels)
    for name, colour, part in _parts(counts, fields):
        widths = [sum(part.get(value, 0) for value in grouped) for _, grouped in groups]
        axes.barh(range(len(labels)), widths, left=left, color=colour, label=name, height=0.75)
        left = [bar + part for bar, part in zip(left, widths, strict=True)]
    for place, width in enumerate(left):
        axes.annotate(
            str(width), (width, place), va="center", xytext=(4, 0), textcoords="offset points"
        )
    axes.set_yticks(range(len(labels)), labels, fontsize=14 if len(labels) <= 16 else 11)
    axes.invert_yaxis()
    axes.set_xlabel("papers")
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if len(fields) > 1:
        axes.legend(frameon=False, loc="lower right")


def _parts(
    counts: Sequence[Count], fields: Sequence[str]
) -> list[tuple[str, str, dict[Value, int]]]:
    """The second field's values with their colours, and for each the papers by the first field."""
    if len(fields) == 1:
        return [("papers", _COLOURS[0], {count.values[0]: count.papers for count in counts})]
    sizes: dict[Value, int] = {}
    for count in counts:
        sizes[count.values[1]] = sizes.get(count.values[1], 0) + count.papers
    by_year = fields[1] == "year"
    if by_year:
        ordered = sorted(sizes, key=lambda year: (year is None, int(year or 0)))
        named = ordered[-_MOST_PARTS:]
    else:
        named = sorted(sizes, key=lambda value: -sizes[value])[:_MOST_PARTS]
    parts = [
        (_label(fields[1], value), colour, _first_fields(counts, {value}))
        for value, colour in zip(named, _COLOURS, strict=False)
    ]
    if others := sizes.keys() - {*named}:
        # Years stand in their order, so the others, which are older, come first.
        name = f"before {named[0]}" if by_year else _OTHERS
        parts.insert(0 if by_year else len(parts), (name, _GREY, _first_fields(counts, others)))
    return parts


def _first_fields(counts: Sequence[Count], seconds: AbstractSet[Value]) -> dict[Value, int]:
    """The papers by the first field, of those whose second field is one of some values."""
    papers: dict[Value, int] = {}
    for count in counts:
        if count.values[1] in seconds:
            papers[count.values[0]] = papers.get(count.values[0], 0) + count.papers
    return papers


def _label(field: str, value: Value) -> str:
    if field == "has_code" and value is not None:
        return "with code" if value else "without code"
    return "none given" if value is None else _short(str(value))


def _short(text: str) -> str:
    text = printable(text)
    return text if len(text) <= 40 else f"{text[:39]}…"

"""Rows as a table for spreadsheets, comma separated."""

from __future__ import annotations

from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from kdcat.formats.tsv import cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_AT_ONCE = 500
# Those of OWASP's list that are left once tabs and line ends are spaces, and the wide forms that
# spreadsheets of East Asia take for the same.
_FORMULA = tuple("=+-@＝＋－＠")  # noqa: RUF001


def csv(rows: Iterable[Sequence[object]], names: Sequence[str]) -> Iterator[str]:
    r"""Return rows as comma separated values under a header, in pieces.

    The form is that of RFC 4180, section 2, whose lines end in `\r\n`: who wants lines for other
    tools has `tsv`. Text that a spreadsheet would run as a formula, because it begins with `=`,
    `+`, `-` or `@`, gets an apostrophe before it
    (https://owasp.org/www-community/attacks/CSV_Injection), and so does text that is all a number,
    of which digits would be lost. For the same reason an `arxiv_id` is written as arXiv says it,
    `arXiv:2409.02020`. Tabs, line ends and control characters are made `printable`.

    Args:
        rows: The values; None is empty, lists and mappings are JSON.
        names: The names of the columns.
    """
    from csv import writer

    text = StringIO()
    table = writer(text, lineterminator="\r\n")
    table.writerow(names)
    written = [_arxiv if name == "arxiv_id" else _inert for name in names]
    remaining = iter(rows)
    while batch := list(islice(remaining, _AT_ONCE)):
        table.writerows(
            [[write(value) for write, value in zip(written, row, strict=True)] for row in batch]
        )
        yield text.getvalue()
        text.seek(0)
        text.truncate()
    yield text.getvalue()


def _arxiv(value: object) -> str:
    return f"arXiv:{cell(value)}" if value else ""


def _inert(value: object) -> str:
    text = cell(value)
    if isinstance(value, str) and (text.lstrip().startswith(_FORMULA) or _is_number(text)):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True

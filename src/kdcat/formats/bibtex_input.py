"""Papers of a BibTeX file that are to be added to a catalog."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from functools import cache, partial
from typing import TYPE_CHECKING

from kdcat.bibliography.addresses import as_arxiv_id
from kdcat.errors import KdcatError
from kdcat.extras import lacking
from kdcat.formats.new_paper import paper_said
from kdcat.printable import printable
from kdcat.records.venue_names import venue_of
from kdcat.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bibtexparser.model import Entry

    from kdcat.paper import Paper


def from_bibtex(text: str, name: str, section: tuple[str | None, ...] = ()) -> list[Paper]:
    """Return the papers of a BibTeX text.

    The venue is the `booktitle` or `journal`, by its short name where one is known; the address is
    the `url`, else that of the `doi`, else that of the arXiv `eprint` or of the arXiv number that
    stands in the `journal` or its `volume`, as Google Scholar and DBLP write it; the code's is
    `code`, as `kdcat export --format bibtex` writes it. Authors are `Ada Lovelace, Bo Li`, with
    `et al.` for others; where they cannot be read there are none.

    Args:
        text: The BibTeX text.
        name: How the text is called in messages.
        section: The modality, task and subtask of the papers, which BibTeX has not.

    Raises:
        KdcatError: The text is no BibTeX, what is wanted of it is no LaTeX that can be read, or
            bibtexparser is not installed.
    """
    papers = []
    for key, kind, fields in _entries(text, name):
        place = f"{name}: {key}"
        plain = partial(_plain, fields, place)
        year = re.search(r"(?:19|20)\d\d", fields.get("year") or fields.get("date") or "")
        said: dict[str, object] = {
            "title": plain("title"),
            "venue": venue_of(kind, plain),
            "year": int(year[0]) if year else None,
            "paper_url": _address(fields),
            "code_url": _unescaped(fields.get("code")),
            "authors": _authors(fields.get("author", ""), place),
        }
        papers.append(paper_said(place, said, section))
    return papers


_Fields = dict[str, str]


def _entries(text: str, name: str) -> Iterator[tuple[str, str, _Fields]]:
    """The key and kind of each entry, and its fields as written."""
    try:
        from bibtexparser.entrypoint import parse_string
    except ImportError:
        raise lacking("BibTeX", "bibtexparser", "bibtex") from None
    # What it would log of a fault is raised below.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    library = parse_string(text)
    for block in library.failed_blocks:
        line = f":{block.start_line + 1}" if block.start_line is not None else ""
        reason = one_line(str(getattr(block.error, "abort_reason", block.error)))
        reason = reason.partition(". ")[0].rstrip(".")
        raise KdcatError(f"{name}{line}: not BibTeX that can be read: {reason}")
    if not library.entries:
        raise KdcatError(f"{name}: no BibTeX entry in it")
    for entry in library.entries:
        yield entry.key, entry.entry_type.lower(), _fields(entry)


def _plain(fields: _Fields, place: str, name: str) -> str | None:
    """A field without its LaTeX, None where the entry has none of the name.

    Raises:
        KdcatError: It is no LaTeX that can be read, or longer than what a paper says of itself.
    """
    if name not in fields:
        return None
    if len(fields[name]) > _LONGEST:
        raise KdcatError(f"{place}: its {name} is longer than {_LONGEST:,} characters")
    decode, complaints = _decoder()
    complaints.clear()
    text = None
    with suppress(Exception):  # A macro without its argument is any error, at any depth.
        # In mathematics a hyphen is a minus.
        text = decode(fields[name].replace(r"\ensuremath{-}", "\N{MINUS SIGN}"))
    if text is None or complaints:
        raise KdcatError(f"{place}: its {name} is not LaTeX that can be read")
    return one_line(text)


_LONGEST = 20_000
"""Characters of a field: pylatexenc takes time with the square of its length."""
# What pylatexenc does not know or reads as something else, and what `kdcat export` writes with it.
_OWN_MACROS = {
    # Else an address stands in angle brackets.
    "url": "%s",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textbar": "|",
    # LaTeX prints the sign of ASCII, not the accent.
    "textasciicircum": "^",
}


@cache
def _decoder() -> tuple[Callable[[str], str], list[logging.LogRecord]]:
    """What makes LaTeX plain text, and where its complaints about the last one are found."""
    from pylatexenc import latexwalker  # type: ignore[import-untyped]
    from pylatexenc.latex2text import (  # type: ignore[import-untyped]
        LatexNodes2Text,
        MacroTextSpec,
        get_default_latex_context_db,
    )

    complaints: list[logging.LogRecord] = []
    heard = logging.Handler()
    heard.emit = complaints.append  # type: ignore[method-assign,assignment]
    logging.getLogger("pylatexenc").addHandler(heard)
    macros = get_default_latex_context_db()
    own = [MacroTextSpec(name, text) for name, text in _OWN_MACROS.items()]
    macros.add_context_category("own", prepend=True, macros=own)
    decode = LatexNodes2Text(latex_context=macros, math_mode="verbatim").latex_to_text
    # Else it makes them anew for each text, which takes longer than the name of an author.
    known = latexwalker.get_default_latex_context_db()
    return partial(decode, latex_context=known), complaints


# DBLP tells `Wei Wang 0001` from others of the name.
_NAMESAKE = re.compile(r"\s\d{4}$")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_MOST_PARTS = 3
"""Parts of a name with commas between them; of more, BibTeX says that it has too many commas."""


def _authors(written: str, place: str) -> str | None:
    """The names of authors, given names first, with commas between them."""
    names = []
    for name in _outside_braces(_AND, written):
        parts = _outside_braces(_COMMA, name)
        if len(parts) > _MOST_PARTS:
            return None
        try:
            decoded = [_plain({"author": part}, place, "author") or "" for part in parts]
        except KdcatError:
            return None
        # `Lovelace, Ada` and `Lovelace, Jr, Ada`.
        *family, given = decoded
        names.append(_NAMESAKE.sub("", " ".join(filter(None, [given, *family]))))
    if names and names[-1] in ("others", "et al", "et al."):
        return f"{', '.join(names[:-1])} et al." if names[:-1] else None
    authors = ", ".join(filter(None, names))
    is_named = authors.lower() != "anonymous" and printable(authors) == authors
    return authors if authors and is_named else None


def _outside_braces(between: re.Pattern[str], text: str) -> list[str]:
    """The parts of a text between which something stands that is in no braces."""
    parts, start, seen, depth = [], 0, 0, 0
    for match in between.finditer(text):
        passed = text[seen : match.start()]
        depth += passed.count("{") - passed.count("}")
        seen = match.start()
        if not depth:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]


def _fields(entry: Entry) -> _Fields:
    return {field.key.lower(): one_line(str(field.value)) for field in entry.fields}


def _address(fields: _Fields) -> str | None:
    if url := _unescaped(fields.get("url")):
        return url
    if found := _unescaped(fields.get("doi")):
        return found if "://" in found else f"https://doi.org/{found}"
    prefix = fields.get("archiveprefix", fields.get("eprinttype", "")).lower()
    if (eprint := fields.get("eprint")) and prefix in {"", "arxiv"}:
        return f"https://arxiv.org/abs/{eprint.removeprefix('arXiv:')}"
    for name in ("journal", "volume", "note", "howpublished"):
        for word in re.split(r"[\s,;()]+", fields.get(name, "")):
            if number := as_arxiv_id(word.removeprefix("abs/")):
                return f"https://arxiv.org/abs/{number}"
    return None


def _unescaped(url: str | None) -> str | None:
    r"""An address as it is: without `\url{}` and the backslashes that LaTeX wants in it."""
    if url is None:
        return None
    inside = re.fullmatch(r"\\(?:url|path)\{(.*)\}", url)
    return re.sub(r"\\([%#&_~{}$])", r"\1", inside[1] if inside else url) or None

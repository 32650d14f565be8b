"""An entry of a catalog: how one is recognised in a block, and what it says.

Each way of writing an entry is one recogniser: a function from the pieces of a block to what the
entry says, or None. `recognise` tries them in order. What a reader of the rendered page would say
is the measure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Entry(NamedTuple):
    """What one entry says of its paper, apart from where it stands."""

    title: str
    venue_raw: str | None
    year: int | None
    paper_url: str | None
    code_url: str | None


class Piece(NamedTuple):
    """A run of rendered text of one kind."""

    text: str
    strong: bool
    destination: str | None
    """Where the text links to, as written; None outside a link."""


PAPER_LABELS = frozenset(
    {":link:", "paper", "pdf", "link", "arxiv", ":page_facing_up:", "🔗", "📄"}
)
CODE_LABELS = frozenset(
    {":octocat:", "code", "github", "repo", "official code", ":computer:", "💻"}
)

# A link that CommonMark does not see as one (its destination has spaces, say) still ends the text
# of the entry: on the page its brackets show.
_LINK_AS_TEXT = re.compile(r"!?\[\s*:(?:link|octocat):\s*\]?")
_SHORTCODE = re.compile(r":[\w+-]+:")
_SEPARATORS = " \t,.;:|-–—"  # noqa: RUF001 (the dashes people write)
_YEAR = r"(?:19|20)\d\d"
_YEAR_AT_END = re.compile(rf"(?<!\d)(?P<year>{_YEAR})[)\]]*$")
# Not the first digits of an arXiv identifier (2004.12345), nor a part of a longer number.
_YEAR_INSIDE = re.compile(rf"(?<![\d.])(?P<year>{_YEAR})(?!\d|\.\d)")
_YEAR_FUSED = re.compile(rf"(?<=[A-Za-z]){_YEAR}(?!\d)")

# The usual form, where none of its characters can mean anything else in CommonMark: such an entry
# says the same with the inline parser and without it, at a twentieth of the time. Whatever does
# not match is parsed. (A test holds the two ways equal.)
_USUAL_FORM = re.compile(
    r"""
    \*\*(?P<title>[^\s*_\[\]<>&`\\][^*_\[\]<>&`\\\n]*(?<!\s))\*\*
    (?P<fields>[,.:]?(?:\ [^*_\[\]<>`\\\n!]*)?)
    (?:\[\ ?:link:\ ?\]\((?P<paper>https?://[^\s()<>\\\x00-\x20\x7f-\x9f]+)\))?[ ]*
    (?:\[\ ?:octocat:\ ?\]\((?P<code>https?://[^\s()<>\\\x00-\x20\x7f-\x9f]+)\))?[ ]*
    """,
    re.VERBOSE,
)


def recognise(content: str, markdown: MarkdownIt, env: dict[str, object]) -> Entry | None:
    """Return what a block says if it is an entry, else None.

    Args:
        content: The inline Markdown of the block.
        markdown: The parser (`kdcat.blocks.parser`).
        env: The document's link references.
    """
    parts = _usual_pieces(content) or pieces(content, markdown, env)
    for recogniser in RECOGNISERS:
        if entry := recogniser(parts):
            return entry
    return None


def _usual_pieces(content: str) -> list[Piece] | None:
    """The pieces of an entry of the usual form, as `pieces` gives them; None of any other."""
    usual = _USUAL_FORM.fullmatch(content)
    # What looks like an entity (`&amp;`) is left to the parser.
    if not usual or ("&" in content and ";" in content):
        return None
    parts = [Piece(usual["title"], True, None), Piece(usual["fields"], False, None)]
    if usual["paper"]:
        parts.append(Piece(" :link: ", False, usual["paper"]))
    if usual["code"]:
        parts.append(Piece(" :octocat: ", False, usual["code"]))
    return parts


def pieces(content: str, markdown: MarkdownIt, env: dict[str, object]) -> list[Piece]:
    """Return the rendered text of inline Markdown in runs of one kind; an image is its alt text."""
    found: list[Piece] = []
    strong = 0
    destination: str | None = None
    for token in _inline(content, markdown, env):
        match token.type:
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "link_open":
                destination = str(token.attrs["href"])
                # A link with no text is still a link, and ends the text before it.
                found.append(Piece("", strong > 0, destination))
            case "link_close":
                destination = None
            case "text" | "text_special" | "code_inline" | "image":
                _append(found, Piece(token.content, strong > 0, destination))
            case "softbreak" | "hardbreak":
                _append(found, Piece(" ", strong > 0, destination))
    return found


def rendered(content: str, markdown: MarkdownIt, env: dict[str, object]) -> str:
    """Return the text of inline Markdown as it is rendered, on one line."""
    return one_line("".join(piece.text for piece in pieces(content, markdown, env)))


def one_line(text: str) -> str:
    """Return the text with one space for each run of white space, and none around it."""
    return " ".join(text.split())


def _inline(content: str, markdown: MarkdownIt, env: dict[str, object]) -> list[Token]:
    tokens: list[Token] = []
    markdown.inline.parse(content, markdown, env, tokens)
    return tokens


def _append(found: list[Piece], piece: Piece) -> None:
    if found and found[-1][1:] == piece[1:]:
        found[-1] = piece._replace(text=found[-1].text + piece.text)
    else:
        found.append(piece)


def bold_title(parts: Sequence[Piece]) -> Entry | None:
    """`**TITLE**, VENUE YEAR, [ :link: ](URL) [ :octocat: ](URL)`, the form of the catalog.

    `**A** : **B**` is one title, `A : B`. The title may be a link itself.
    """
    start = next(
        (at for at, piece in enumerate(parts) if piece.strong and piece.text.strip()), None
    )
    if start is None or not all(_is_ornament(piece) for piece in parts[:start]):
        return None
    end = start + 1
    while end < len(parts):
        joint = "".join(piece.text for piece in parts[end : end + 1] if not piece.strong).strip()
        if parts[end].strong:
            end += 1
        elif joint == ":" and _label(parts, end + 1) is None and _strong(parts, end + 1):
            end += 2
        else:
            break
    title = "".join(piece.text for piece in parts[start:end])
    rest = parts[end:]
    after = "".join(piece.text for piece in rest).lstrip()
    if not _has_link(rest):
        # A sentence that begins in bold is prose; a title is followed by a separator or by nothing.
        if after and after[0] not in ",.;:|-–—(":  # noqa: RUF001
            return None
        if title.rstrip().endswith(":"):
            return None
        if after and after[0] in ":-–—" and not _YEAR_AT_END.search(after.rstrip(_SEPARATORS)):  # noqa: RUF001
            return None
    href = next((piece.destination for piece in parts[start:end] if piece.destination), None)
    return _entry(title, rest, href)


def linked_title(parts: Sequence[Piece]) -> Entry | None:
    """`[TITLE](URL), VENUE YEAR [code](URL)`: the title is the link to the paper."""
    shown = [piece for piece in parts if piece.text.strip()]
    if not shown or shown[0].destination is None or _labelled(shown[0]):
        return None
    if address(shown[0].destination) is None:
        return None
    rest = shown[1:]
    if not _has_link(rest) and not _YEAR_INSIDE.search("".join(piece.text for piece in rest)):
        return None
    return _entry(shown[0].text, rest, shown[0].destination)


def plain_title(parts: Sequence[Piece]) -> Entry | None:
    """`TITLE, VENUE YEAR, [ :link: ](URL)`: the stars around the title were forgotten."""
    end = next((at for at, piece in enumerate(parts) if _ends_text(piece)), None)
    if end is None or not (text := _text_before_links(parts)).strip():
        return None
    head, comma, fields = text.rstrip(_SEPARATORS).rpartition(",")
    if not (comma and _YEAR_INSIDE.search(fields)):
        head, fields = text, ""
    return _entry(head, [Piece(fields, strong=False, destination=None), *parts[end:]], None)


RECOGNISERS = (bold_title, linked_title, plain_title)
"""The ways of writing an entry that are known, the most telling first."""


def _entry(title: str, rest: Sequence[Piece], title_link: str | None) -> Entry | None:
    title = one_line(title).rstrip(",;")
    if not any(letter.isalnum() for letter in title):
        return None
    paper = _destination(rest, PAPER_LABELS)
    return Entry(
        title,
        *venue_and_year(_text_before_links(rest)),
        address(title_link) if paper is None else address(paper),
        address(_destination(rest, CODE_LABELS)),
    )


def _is_ornament(piece: Piece) -> bool:
    """An emoji or a mark before the title says nothing of the paper."""
    return not piece.destination and not any(
        letter.isalnum() for letter in _SHORTCODE.sub("", piece.text)
    )


def _labelled(piece: Piece) -> bool:
    return piece.destination is not None and _name(piece.text) in PAPER_LABELS | CODE_LABELS


def _name(label: str) -> str:
    return label.strip(" \t[]()").casefold()


def _label(parts: Sequence[Piece], at: int) -> str | None:
    return _name(parts[at].text) if at < len(parts) and _labelled(parts[at]) else None


def _strong(parts: Sequence[Piece], at: int) -> bool:
    return at < len(parts) and parts[at].strong


def _ends_text(piece: Piece) -> bool:
    return _labelled(piece) or bool(_LINK_AS_TEXT.search(piece.text))


def _has_link(parts: Sequence[Piece]) -> bool:
    return any(map(_ends_text, parts))


def _text_before_links(parts: Sequence[Piece]) -> str:
    text = ""
    for piece in parts:
        if _labelled(piece):
            break
        if broken := _LINK_AS_TEXT.search(piece.text):
            return text + piece.text[: broken.start()]
        text += piece.text
    return text.rstrip("[(")


def _destination(parts: Sequence[Piece], labels: frozenset[str]) -> str | None:
    """The first destination under one of the labels that is an address; else the first at all."""
    found = [
        piece.destination
        for piece in parts
        if piece.destination is not None and _name(piece.text) in labels
    ]
    return next((link for link in found if address(link)), found[0] if found else None)


@lru_cache(maxsize=4096)
def venue_and_year(text: str) -> tuple[str | None, int | None]:
    """Return what the text between title and links says: the venue less the year at its end.

    The year is the last number from 1900 to 2099 in the text. Where it does not stand at the end
    (`DCASE2024 Challenge`), the venue keeps it, as written.
    """
    text = one_line(text).strip(_SEPARATORS)
    year: int | None = None
    if at_end := _YEAR_AT_END.search(text):
        venue = text[: at_end.start()].rstrip(_SEPARATORS + "([")
        year = int(at_end["year"])
    else:
        venue = text
        inside = _YEAR_INSIDE.findall(text) or _YEAR_FUSED.findall(text)
        if inside:
            year = int(inside[-1])
    for opening, closing in ("()", "[]"):
        if venue.startswith(opening) and (venue.endswith(closing) or closing not in venue):
            venue = venue[1:].removesuffix(closing).strip(_SEPARATORS)
    return venue or None, year


_ADDRESS = re.compile(r"https?://[^\s/?#]*[^\W_][^\s/?#]*", re.IGNORECASE)
# White space, controls, the marks that change the direction of text and what has no encoding (lone
# surrogates) may not stand in an address.
_NOT_IN_ADDRESS = re.compile(
    "[\\s\\x00-\\x20\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufeff]"
)


def address(destination: str | None) -> str | None:
    """Return the destination if it is an absolute http or https URL with a host, else None.

    Characters that may not stand in a URL and would break a line or deceive the eye (white space,
    controls, direction marks) are percent-encoded (RFC 3986, section 2.1); the rest stays as it is.
    """
    if destination is None or not _ADDRESS.match(destination := destination.strip()):
        return None
    return _NOT_IN_ADDRESS.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")),
        destination,
    )

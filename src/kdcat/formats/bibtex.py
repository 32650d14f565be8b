"""Papers as BibTeX entries.

The rules are those of BibTeX's own manual, "BibTeXing" (Oren Patashnik, 1988), and for `eprint`,
`archivePrefix` and `primaryClass` of https://info.arxiv.org/help/hypertex/bibstyles.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import quote

from kdcat.formats.citations import references
from kdcat.words import normal_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kdcat.bibliography.names import Authors, Name
    from kdcat.formats.citations import Reference
    from kdcat.formats.table import Key
    from kdcat.paper import Paper

_TYPES = {"conference": "inproceedings", "journal": "article"}
_VENUE_FIELDS = {"conference": "booktitle", "journal": "journal"}


def bibtex(papers: Iterable[Paper], key: Key = "id") -> Iterator[str]:
    """Yield the BibTeX entry of each paper, a blank line between them.

    Args:
        papers: Entries; a paper listed twice gives one.
        key: What its key is made of.
    """
    before = ""
    for reference in references(papers, key):
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(reference))
        yield f"{before}@{_TYPES.get(reference.kind, 'misc')}{{{reference.key},\n{fields}}}\n"
        before = "\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    if reference.authors.names:
        yield "author", author_field(reference.authors)
    yield "title", title(reference.title)
    if not reference.authors.names:
        # Without an author, the styles of BibTeX sort by it, and those of natbib cite it.
        yield "key", latex(reference.name)
    if venue := _venue(reference):
        # Of what tells where a `@misc` appeared, the usual styles print `howpublished` alone.
        yield _VENUE_FIELDS.get(reference.kind, "howpublished"), latex(venue)
    yield from of_publication(reference)
    if reference.year is not None:
        yield "year", str(reference.year)
    if reference.doi:
        yield "doi", _verbatim(reference.doi)
    if reference.arxiv_id:
        yield "eprint", _verbatim(reference.arxiv_id)
        yield "archivePrefix", "arXiv"
        # Only identifiers from before April 2007 tell the archive and, some of them, the class.
        archive, slash, _ = reference.arxiv_id.partition("/")
        if slash:
            yield "primaryClass", _verbatim(archive)
    if reference.url:
        yield "url", _verbatim(reference.url)
    if reference.code_url:
        # No style prints it: it is there for whoever reads the file.
        yield "code", _verbatim(reference.code_url)
    if reference.keywords:
        yield "keywords", ", ".join(map(_keyword, reference.keywords))


def of_publication(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the fields, with their values, of where in its venue a paper stands."""
    if reference.publisher and not reference.venue:
        # What appeared in nothing else, as a thesis: a `@misc`, of which none prints the publisher.
        yield "howpublished", latex(reference.publisher)
    if reference.editors.names and reference.kind == "conference":
        yield "editor", author_field(reference.editors)
    if reference.volume:
        yield "volume", latex(reference.volume)
    # BibTeX complains of a number beside a volume in proceedings, and cannot print both.
    if reference.issue and (reference.kind == "journal" or not reference.volume):
        yield "number", latex(reference.issue)
    if reference.pages:
        yield "pages", _RANGE.sub("--", latex(reference.pages))
    if reference.publisher and reference.venue and reference.kind != "journal":
        yield "publisher", latex(reference.publisher)


# Pages from one to another, with whatever dash: `12-19`, and a dash of LaTeX's.
_RANGE = re.compile(r"(?<=\w)(?:-(?:\{\}-)*|\{\\textendash\}|\{\\textemdash\})(?=\w)")


def author_field(authors: Authors) -> str:
    """Return the names of the authors as the field `author` has them; empty where none is named."""
    if not authors.names:
        return ""
    others = ["others"] if authors.others else []
    return " and ".join([*map(_author, authors.names), *others])


def _author(name: Name) -> str:
    """A name as `von Last, Jr, First`, which leaves nothing to guess ("BibTeXing", section 4)."""
    family = _one_part(name.family)
    # In braces is one word, with capitals, whatever is in it: a group, a particle inside a name.
    if family[0] != "{" and (name.whole or any(word[0].islower() for word in name.family.split())):
        family = f"{{{family}}}"
    last = f"{latex(name.particle)} {family}".strip()
    return ", ".join(filter(None, [last, _one_part(name.suffix), _one_part(name.given)]))


# What parts names, or the parts of one, unless it stands in braces.
_PARTING = re.compile(r",|\band\b", re.IGNORECASE)


def _one_part(text: str) -> str:
    return f"{{{latex(text)}}}" if _PARTING.search(text) else latex(text)


def _venue(reference: Reference) -> str | None:
    # The number of a preprint is in `eprint` and `url`, and what prints these would print it twice.
    return f"{reference.venue} preprint" if reference.kind == "preprint" else reference.venue


def _keyword(text: str) -> str:
    # Keywords are parted at the commas outside of braces.
    return f"{{{latex(text)}}}" if "," in text else latex(text)


def _verbatim(text: str) -> str:
    r"""Return what `\url` and `\href` print as it is.

    Only what would end the field or is no character of a URL (RFC 3986, section 2) is
    percent-encoded; `% # & _ ~` stay as they are.
    """
    return re.sub(r"""[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]""", _percent_encoded, text)


def _percent_encoded(character: re.Match[str]) -> str:
    return quote(character[0], safe="", errors="replace")


_WORD = re.compile(r"[^\W_]+")
# Names that many titles of the field hold, of people, places and languages.
NAMES = frozenset(
    {
        "Arabic", "Bayes", "Bayesian", "Boltzmann", "Bregman", "Cantonese", "Chinese",
        "Dirichlet", "Earth", "English", "Euclidean", "European", "Fisher", "Fourier", "French",
        "Gaussian", "German", "Gumbel", "Hilbert", "Indian", "Japanese", "Jensen", "Korean",
        "Kullback", "Laplacian", "Leibler", "Lipschitz", "Mandarin", "Markov", "Minkowski",
        "Riemannian", "Shapley", "Spanish", "Turing", "Wasserstein", "Wikipedia",
    }
)  # fmt: skip
"""Words of a title whose capital no style may touch, beside those that show it by themselves."""
_MOSTLY = 0.5
_LONG_WORD = 4


def title(text: str) -> str:
    """Return a title for BibTeX, in braces the words whose capitals a style must not touch.

    Those are words with a capital inside (`LiDAR`, `BERT`) or with a digit (`3D`), letters that
    stand for something (`X-ray`), known names, the parts of a method's name (`MVP-Net:`), and in a
    title that is otherwise in small letters whatever is capitalised. A title all in capitals tells
    nothing.
    """
    text = _composed(text)
    words = list(_WORD.finditer(text))
    if text.isupper() and len(words) > 1:
        return latex(text)
    # BibTeX itself leaves the first letter of the title and the one after a colon.
    inner = [
        word
        for before, word in pairwise(words)
        if not text[before.end() : word.start()].rstrip().endswith(":")
    ]
    kept = {word for word in words if _has_own_capitals(word[0])}
    if _in_small_letters([word[0] for word in inner]):
        kept |= {word for word in inner if word[0][0].isupper()}
    end_of_name = _end_of_name(text)
    kept |= {word for word in words if word.end() <= end_of_name and word[0][0].isupper()}
    result, end = [], 0
    for word in words:
        if word in kept:
            result += [latex(text[end : word.start()]), f"{{{latex(word[0])}}}"]
            end = word.end()
    return "".join([*result, latex(text[end:])])


def _end_of_name(text: str) -> int:
    """The place of the colon after a method's name, 0 where the title does not begin with one."""
    name, colon, _ = text.partition(":")
    is_name = colon and " " not in name and any(map(_has_own_capitals, _WORD.findall(name)))
    return len(name) if is_name else 0


def _has_own_capitals(word: str) -> bool:
    if word == word.lower():
        return False
    if len(word) == 1:
        return word != "A"
    return word[1:] != word[1:].lower() or word in NAMES or any(map(str.isdigit, word))


def _in_small_letters(words: list[str]) -> bool:
    long = [word for word in words if len(word) >= _LONG_WORD]
    return sum(word[0].isupper() for word in long) < _MOSTLY * len(long)


# By commands of LaTeX: its own special characters, the accented Latin letters, Greek, and usual
# signs, for which any font and engine has one. Other characters stay: LaTeX reads UTF-8 by default
# since 2018 (LaTeX News 28), Biber always did. What fonts would join
# (two hyphens, quotes or commas) is kept apart.
_BY_COMMAND = re.compile(
    r"[\\{}%&#$_~^<>|]|--+|''+|,,+|[!?]?`+"
    "|[À-ĥĨ-ķĹ-ľŁ-ňŊ-ťŨ-ůŲ-žΓΔΘΛΞΠΣΦΨΩα-νξπρσςτ-ω±°§–—‘’“”„…←→↔−≈≠≤≥∈∞]"  # noqa: RUF001
)
# pylatexenc writes braces as `\{`, which BibTeX counts, and a bar as it is, which is a dash in the
# usual font encoding; the quotes are to be read by people too.
_OWN_COMMANDS = {
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "|": r"{\textbar}",
    "“": "{``}",
    "”": "{''}",
}


def latex(text: str) -> str:
    """Return the text as LaTeX that prints it."""
    return _BY_COMMAND.sub(_command_at, _composed(text))


def commands(texts: Iterable[str]) -> dict[str, str]:
    """Return what stands in LaTeX for each character of the texts that may not stand there itself.

    Runs of hyphens, quotes and commas, of which LaTeX would make one sign, are not among them.
    """
    found = {
        sign for text in texts for place in _BY_COMMAND.findall(_composed(text)) for sign in place
    }
    return {sign: _command(sign) for sign in sorted(found)}


_OPENING_QUOTE = re.compile(r'(?<![^\s(\[{‘“-])"')  # noqa: RUF001


def _composed(text: str) -> str:
    """The text with accents and letters as one, and double quotes as they are printed.

    Straight ones have no command in the usual font encoding.
    """
    text = normal_form("NFC", text)
    return _OPENING_QUOTE.sub("“", text).replace('"', "”") if '"' in text else text


def _command_at(place: re.Match[str]) -> str:
    characters = place[0]
    return _command(characters) if len(characters) == 1 else "{}".join(characters)


@cache
def _command(character: str) -> str:
    return _OWN_COMMANDS.get(character) or _encoder()(character)


@cache
def _encoder() -> Callable[[str], str]:
    from pylatexenc.latexencode import UnicodeToLatexEncoder  # type: ignore[import-untyped]

    # Braces around each command, so that BibTeX takes an accented letter for one letter.
    encoder = UnicodeToLatexEncoder(replacement_latex_protection="braces-almost-all")
    encode: Callable[[str], str] = encoder.unicode_to_latex
    return encode

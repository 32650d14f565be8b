"""Text that does nothing but show: no control codes, no marks that reorder what is beside them.

Nor is anything in it that does not show at all, and lets two texts look alike that are not.
"""

import re
from functools import cache

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_TABLE = dict.fromkeys((*range(32), *range(127, 160)), _REPLACEMENT) | {
    ord(space): " " for space in "\t\n\v\f\r\x85\u2028\u2029"
}
MARKS = (
    # Unicode's bidirectional formatting characters (UAX 9, section 2), with which a title could
    # show other than it reads.
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
    # What Unicode lets programs ignore (Default_Ignorable_Code_Point in DerivedCoreProperties.txt):
    # soft hyphens, fillers, the space and the joiners of words, the byte order mark, tags...
    "\\u00ad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u2060-\\u2065\\u206a-\\u206f\\u3164"
    "\\ufeff\\uffa0\\ufff0-\\ufff8\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a"
    "\\U000e0000-\\U000e00ff\\U000e01f0-\\U000e0fff"
    # The marks of annotations (23.8), the surrogates, which have no encoding, and the
    # noncharacters (23.7), which no text for others has.
    "\\ufff9-\\ufffb\\ud800-\\udfff\\ufdd0-\\ufdef"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(17))
)
"""What does not show, or turns the direction of text, within the brackets of a regular
expression."""
_JOINERS = "\\u200c\\u200d"
_VARIANTS = "\\u180b-\\u180d\\u180f\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef"
BESIDE = _JOINERS + _VARIANTS
"""What shows by what it stands beside, within brackets: the joiners, and what chooses a variant of
the character before."""
_ALONE = (
    f"(?:(?<=[{_JOINERS}])(?:(?<![^\\x00-\\x7f{_JOINERS}].)|(?![^\\x00-\\x7f{BESIDE}]))"
    f"|(?<=[{_VARIANTS}])(?<![^\\x00-\\x7f{BESIDE}].)(?!\\u20e3))"
)
"""That the character before is one of these and does nothing, as a regular expression.

A joiner between letters of other writings than ASCII says how they are written, and it makes one
picture of several. A variant is one of such a letter or picture, or of what a key shows (U+20E3);
in a row they would hold a text that nobody sees.
"""
_LETTERS = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Those of all these that Python takes for letters or marks of letters, and so for printable."""


@cache
def hidden(more: str = "") -> re.Pattern[str]:
    """Return the regular expression of one character that does not show, or acts by its place.

    It is compiled when it is first needed: most texts have none.

    Args:
        more: Further characters that are wanted, as they stand within brackets.
    """
    return re.compile(f"[{more}{MARKS}{BESIDE}](?:(?<![{BESIDE}])|{_ALONE})", re.DOTALL)


def shows(text: str) -> bool:
    """Return whether a text is seen at once to be printable as it is; most are."""
    return text.isprintable() and (text.isascii() or _LETTERS.isdisjoint(text))


def printable(text: str) -> str:
    """Return the text with what acts, or does not show, made visible as U+FFFD.

    That are controls, direction marks, characters without width, and lone surrogates. White space
    that would break the line becomes a space. The length stays, so that a place in the text is the
    same place in what is printed.
    """
    # Said here once more, for a call takes longer than the question.
    if (text.isascii() and text.isprintable()) or shows(text):
        return text
    shown = text.translate(_TABLE)
    return shown if shows(shown) else hidden().sub(_REPLACEMENT, shown)

"""Text that does nothing but show: no control codes, no marks that reorder what is beside them.

Nor is anything in it that does not show at all, and lets two texts look alike that are not.
"""

import re

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), _REPLACEMENT)
_SPACES = {ord(space): " " for space in "\t\n\v\f\r\x85\u2028\u2029"}
# Unicode's bidirectional formatting characters (UAX 9, section 2), with which a title could show
# other than it reads, and the surrogates, which have no encoding.
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
# Of no width: the space and the joiners of words, the byte order mark, what Unicode deprecates
# (23.3), the marks of annotations (23.8) and the tags (23.9).
_UNSEEN = (
    *(0x180E, 0x200B, 0xFEFF),
    *(*range(0x2060, 0x2065), *range(0x206A, 0x2070), *range(0xFFF9, 0xFFFC)),
    *range(0xE0000, 0xE0080),
)
_TABLE = (
    _CONTROLS
    | _SPACES
    | dict.fromkeys((*_DIRECTIONS, *_UNSEEN, *range(55296, 57344)), _REPLACEMENT)
)
JOINER = "(?<![^\\x00-\\x7f])[\\u200c\\u200d]|[\\u200c\\u200d](?![^\\x00-\\x7f])"
"""A joiner that joins nothing, as a regular expression.

Between letters of other writings than ASCII it says how they are written, and it makes one picture
of several.
"""
_JOINER = re.compile(JOINER)


def printable(text: str) -> str:
    """Return the text with what acts, or does not show, made visible as U+FFFD.

    That are controls, direction marks, characters without width, and lone surrogates. White space
    that would break the line becomes a space. The length stays, so that a place in the text is the
    same place in what is printed.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = text.translate(_TABLE)
    return _JOINER.sub(_REPLACEMENT, shown) if "\u200c" in shown or "\u200d" in shown else shown

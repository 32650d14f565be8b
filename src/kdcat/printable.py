"""Text that does nothing but show: no control codes, no marks that reorder what is beside them."""

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), _REPLACEMENT)
_SPACES = {ord(space): " " for space in "\t\n\v\f\r\x85\u2028\u2029"}
# Unicode's bidirectional formatting characters (UAX 9, section 2), with which a title could show
# other than it reads, and the surrogates, which have no encoding.
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_TABLE = _CONTROLS | _SPACES | dict.fromkeys((*_DIRECTIONS, *range(55296, 57344)), _REPLACEMENT)


def printable(text: str) -> str:
    """Return the text with each control, direction mark or lone surrogate made visible as U+FFFD.

    White space that would break the line becomes a space. The length stays, so that a place in the
    text is the same place in what is printed.
    """
    return text if text.isascii() and text.isprintable() else text.translate(_TABLE)

"""The home form: whether the entries of a page have it, which is read without a vote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.layouts.directives import directives
from kdcat.layouts.recognise import (
    is_bold_entry,
    is_labelled_as_entry,
    is_linked_entry,
    lists_entries,
)

if TYPE_CHECKING:
    from kdcat.reading.document import Document

_BOLD_TITLE = re.compile(r"^[ \t]*+[*+-][ \t]++\*\*(?:(?!\]\()[^\n])*\*\*", re.MULTILINE)
# A number in an address is none.
_YEAR = re.compile(r"(?<!/)\b(?:19|20)\d\d\b")


def is_home(walked: Document) -> bool:
    """Return whether the entries have the home form: with those like it, they are not fewer.

    A page without any address but in titles in bold, which are no links, and without years but
    behind such titles holds no entry of another form that could be told from other text. Where a
    comment asks for another form, it has that.
    """
    home = like = other = dated = 0
    for element in walked.elements:
        if element.kind == "html" and any(asked.papers for asked in directives(element.content)):
            return False
        is_paragraph = element.kind == "paragraph"
        if is_paragraph and is_labelled_as_entry(element.content):
            home += 1
        elif is_paragraph and (is_bold_entry(element.content) or is_linked_entry(element.content)):
            like += 1
        elif is_paragraph or element.kind == "row":
            # A paragraph of running text has links, too.
            is_one = element.kind == "row" or element.item is not None
            other += is_one and "](http" in element.content
            # A footnote is none, whatever its number.
            is_plain = not element.content.startswith(("**", "[^"))
            dated += is_plain and _YEAR.search(element.content) is not None
        elif element.kind in ("code", "fence") and lists_entries(element.content):
            home += 1
    if home:
        return home + like >= other
    # References need no address: `1. Ann Author (1994). TITLE. A JOURNAL.`
    is_dated = like > 0 or dated >= _FEWEST_REFERENCES
    return not is_dated and "://" not in _BOLD_TITLE.sub("", walked.text)


_FEWEST_REFERENCES = 2

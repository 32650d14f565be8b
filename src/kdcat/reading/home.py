"""The home form: whether the entries of a page have it, which is read without a vote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kdcat.layouts.directives import directives
from kdcat.layouts.recognise import is_bold_entry, is_linked_entry, lists_entries

if TYPE_CHECKING:
    from kdcat.reading.document import Document

_BOLD_TITLE = re.compile(r"^[ \t]*+[*+-][ \t]++\*\*(?:(?!\]\()[^\n])*\*\*", re.MULTILINE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def is_home(walked: Document) -> bool:
    """Return whether the entries have the home form: those are not fewer than other links.

    A page without any address but in titles in bold, which are no links, and without years holds no
    entry of another form that could be told from other text. Where a comment asks for another form,
    it has that. Where no title is in bold it is that of `[TITLE](URL), VENUE YEAR`, and more than
    all others must have it.
    """
    home = linked = other = dated = referred = 0
    for element in walked.elements:
        if element.kind == "html" and any(asked.papers for asked in directives(element.content)):
            return False
        if element.kind == "paragraph":
            if is_bold_entry(element.content):
                home += 1
            elif element.item is None:
                # A paragraph has the home form only with its title in bold.
                other += "](http" in element.content and is_linked_entry(element.content)
                referred += _YEAR.search(element.content) is not None
            elif is_linked_entry(element.content):
                linked += 1
            else:
                other += "](http" in element.content
                dated += _YEAR.search(element.content) is not None
        elif element.kind == "row":
            other += "](http" in element.content
            referred += _YEAR.search(element.content) is not None
        elif element.kind in ("code", "fence") and lists_entries(element.content):
            home += 1
    if home:
        return home + linked >= other
    if linked:
        return linked > max(other, dated)
    # References need no address: `1. Ann Author (1994). TITLE. A JOURNAL.`
    return dated + referred < _FEWEST_REFERENCES and "://" not in _BOLD_TITLE.sub("", walked.text)


_FEWEST_REFERENCES = 2

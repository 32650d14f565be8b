"""The numbers of search: what each kind of finding is worth, and how far each way of reading goes.

They were set by hand. Each is here because a query needs it: benchmarks/search_quality.py tells how
well search answers with them and which query of its files needs which, and the tests of this module
have queries for those that only few kinds of queries need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kdcat.index.lexicon import Field

# Where a word was found.

FIELDS: Mapping[Field, float] = {
    "title": 1.0,
    "task": 0.8,
    "subtask": 0.8,
    "modality": 0.6,
    "venue": 0.85,
    "venue_raw": 0.84,
    "year": 0.9,
    "authors": 0.8,
}
"""How much a word found in a field is worth."""
IDENTIFIER = 0.7
"""How much a word is worth that is a part of an identifier, such as a repository's owner."""
ABSTRACT = 0.3
"""How much a word is worth that stands in the abstract of a paper's record, if it may."""
WHOLE_IDENTIFIER = 0.95
"""How much words are worth that are an identifier together, such as an arXiv id."""

# How it was found; 1 is the word itself.

INFLECTED = 0.95
"""Its plural, its -ed or -ing, its British form."""
DERIVED = 0.85
"""Another word of its stem, such as recognition for recognize."""
PART = 0.92
"""A word of which it is a part, such as tinybert for bert."""
BEGINNING = 0.75
"""A longer word that it begins."""
JOINED = 0.99
"""Words that are joined or parted otherwise, such as point cloud for pointcloud."""
SYNONYM = 0.85
"""A known abbreviation, what it or its letters may stand for, or another name of a venue."""
ERROR = 0.12
"""How much less a word is worth for each typing error."""

# How far the ways of reading a word go.

SHORTEST_BEGINNING = 4
"""The least number of letters that are taken for the beginning of a word ..."""
SHORTEST_UNFINISHED = 2
"""... and of those at the end of the query, where more may be yet to be typed."""
LONGEST_JOINED = 3
"""The greatest number of words of the query that are read as one."""
MOST_PARTS = 3
"""The greatest number of words that a word of the query is read as."""
INITIALS_LENGTHS = range(3, 7)
"""The numbers of letters of a word that may be the initials of others."""

# How far typing errors are forgiven.

ERRORS_FROM = (4, 7, 12)
"""From so many letters on a word may hold an error, a second, a third ..."""
ERRORS_FROM_SUPPORTED = (3, 6, 9)
"""... where other words of the query are known."""
SHORTEST_ASTRAY = 8
"""The least number of letters of a word whose first letter may be one of two errors; each error
more wants as many again."""
SHORTEST_LENGTHENED = 8
"""From so many letters on, two errors may be letters too many or too few alone."""
MOST_VENUE_ERRORS = 1
"""Venues have short names of their own; what is further from one is another word."""
MOST_NAME_ERRORS = 1
"""The greatest number of errors in each word of a hyphenated name."""

# How well a paper fits: the parts of its score, which sum to 1.

FIT = 0.72
"""What the words are worth where they were found."""
TOGETHER = 0.22
"""How close together they stand."""
COVERED = 0.04
"""How much of the title they are."""
BEGINS = 0.02
"""How near to the beginning of the title they stand."""

FILLER = 0.15
"""How much a word counts that need not be found, of one that must."""
CLOSE = 0.3
"""A place nearer to the word before is preferred, if it is worth at most so much less."""
GAP = 0.5
"""How fast closeness falls with each word in between."""
BEFORE = 0.25
"""How close a word is that stands before the one it follows in the query."""

# How near a paper is that does not fit.

SAME = 0.85
"""A word of the same meaning."""
RELATED = 0.5
"""One that who asks may be glad of."""
NAME = 1.0
"""How much the rest of a query must say of a paper that lacks a name, in nats."""
MOST_LACKING = 2
"""The most concepts that a paper may lack: one of three or four, two of five and more."""

# How like two papers are.

TELLING = 0.5
"""The least that a word says of a paper for which it is a reason, in nats."""
SAME_TASK = 0.5
"""How much of what a section says of a paper counts ..."""
SAME_VENUE = 0.1
"""... and what the venue says."""

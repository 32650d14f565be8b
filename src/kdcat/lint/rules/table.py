"""The table of the rules, each of which stands with its documentation in a module beside this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kdcat.lint.rules import (
    contradictions,
    duplicates,
    entries,
    headings,
    links,
    online,
    table_of_contents,
    targets,
    titles,
    unused_ignore,
    venues,
    whitespace,
    years,
)

if TYPE_CHECKING:
    from kdcat.lint.rule import Rule

RULES: tuple[Rule, ...] = (
    entries.UNREAD_ENTRY,
    table_of_contents.TOC_BROKEN_ANCHOR,
    table_of_contents.TOC_ANCHOR_CASE,
    table_of_contents.HEADING_NOT_IN_TOC,
    headings.EMPTY_SECTION,
    entries.BROKEN_LINK_SYNTAX,
    entries.MISSING_PAPER_LINK,
    entries.MISSING_VENUE,
    entries.MISSING_YEAR,
    entries.MISPLACED_YEAR,
    entries.FIELD_SEPARATOR,
    years.ARXIV_YEAR_MISMATCH,
    years.YEAR_BEFORE_ARXIV,
    contradictions.YEAR_VS_URL,
    contradictions.VENUE_VS_URL,
    years.IMPOSSIBLE_VENUE_YEAR,
    venues.ARXIV_VENUE_WITHOUT_ARXIV_LINK,
    duplicates.DUPLICATE_IN_SECTION,
    duplicates.DUPLICATE_ACROSS_SECTIONS,
    duplicates.CONFLICTING_DUPLICATES,
    duplicates.PAPER_LINK_SHARED,
    venues.VENUE_MISSPELLED,
    venues.VENUE_VARIANT,
    venues.PUBLISHER_AS_VENUE,
    links.EXPIRING_URL,
    links.TEXT_FRAGMENT,
    links.TRACKING_QUERY,
    links.INSECURE_HTTP,
    links.CODE_LINK_NOT_CODE_HOST,
    links.NON_CANONICAL_ARXIV_URL,
    links.CODE_LINK_INTO_TREE,
    links.UNSTABLE_PAPER_HOST,
    links.PREPRINT_LINK_FOR_PUBLISHED_PAPER,
    whitespace.TRAILING_WHITESPACE,
    whitespace.BLANK_LINE_RUN,
    whitespace.DOUBLE_SPACE,
    whitespace.SPACE_BEFORE_COMMA,
    whitespace.LIST_MARKER_SPACING,
    headings.HEADING_BLANK_LINE,
    headings.SECTION_NOT_SORTED,
    entries.NON_ASCII_PUNCTUATION,
    links.TITLE_CASE_VS_URL,
    targets.CODE_LINK_SHARED,
    targets.TEXT_AFTER_LINKS,
    titles.MARKUP_IN_TITLE,
    titles.PLACEHOLDER,
    titles.PAGE_FURNITURE,
    titles.WORDS_RUN_TOGETHER,
    targets.SUPPLEMENT_AS_PAPER,
    table_of_contents.TOC_TEXT,
    online.TITLE_DIFFERS,
    online.YEAR_DIFFERS,
    online.PUBLISHED_SINCE,
    online.LINK_DEAD,
    online.LINK_MOVED,
    online.CODE_LINK_EMPTY,
)
"""All rules that look at catalogs, in the order of their documentation."""

UNUSED_IGNORE = unused_ignore.UNUSED_IGNORE
"""The one rule about the silencing of the others."""

ALL = (*RULES, UNUSED_IGNORE)
"""All rules."""

BY_NAME = {rule.name: rule for rule in ALL}
"""The rules by their names."""


def mended(*, unsafe: bool) -> frozenset[str]:
    """Return the names of the rules of which a fix may mend what they find.

    Args:
        unsafe: Whether fixes are made that are not safe.
    """
    return frozenset(rule.name for rule in ALL if rule.is_mended(unsafe=unsafe))

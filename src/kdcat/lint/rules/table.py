"""The table of the rules.

Each has its documentation here, from which `kdcat lint --explain` prints, and whose examples are
its tests: in the wrong one exactly this is found, in the right one nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kdcat.lint.rules import (
    duplicates,
    entries,
    links,
    table_of_contents,
    venues,
    whitespace,
    years,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kdcat.lint.document import Document
    from kdcat.lint.problem import Finding


class Rule(NamedTuple):
    """A rule: what it finds, why that is a fault, and whether it is mended."""

    name: str
    severity: str
    """`error`, `warning` or `style`, unless the finding says otherwise."""
    fixable: str
    """`safe`: by `--fix`; `unsafe`: with `--unsafe`, some by `--fix`; `no`: by a person."""
    check: Callable[[Document], Iterable[Finding]]
    what: str
    why: str
    wrong: str
    """A catalog in which exactly this is found."""
    right: str
    """The same without the fault."""
    changes: tuple[str, ...] = ()
    """The fields of a paper that its fix may change; `*` for the whole entry."""


def _found_elsewhere(_document: Document) -> Iterable[Finding]:
    """What `kdcat.lint.checking` finds itself."""
    return ()


RULES: tuple[Rule, ...] = (
    Rule(
        "unread-entry",
        "error",
        "no",
        entries.unread_entry,
        "What looks like a paper cannot be read as one.",
        "A paper that no program can read is found by none.",
        "* , ICASSP 2021, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "toc-broken-anchor",
        "error",
        "unsafe",
        table_of_contents.toc_broken_anchor,
        "A link into the page has no heading to go to.",
        (
            "Readers who click it stay where they are. Fixed by itself where one heading of "
            "the item's depth, linked by nothing else, is a near match."
        ),
        (
            "* [Spech](#spech)\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
        ),
        (
            "* [Speech](#speech)\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
        ),
    ),
    Rule(
        "toc-anchor-case",
        "style",
        "safe",
        table_of_contents.toc_anchor_case,
        "A link into the page is written in other letters than the heading's anchor.",
        "It works on GitHub, which ignores case, and not elsewhere.",
        (
            "* [Speech](#Speech)\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
        ),
        (
            "* [Speech](#speech)\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
        ),
    ),
    Rule(
        "heading-not-in-toc",
        "warning",
        "safe",
        table_of_contents.heading_not_in_toc,
        "A heading of a level that the table of contents covers is not in it.",
        (
            "Readers take what is not in the table of contents for missing. Fixed where the "
            "table mirrors the headings."
        ),
        (
            "* [Speech](#speech)\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "\n"
            "## Video\n"
            "\n"
            "* **Beta**, CVPR 2021, [ :link: ](https://x.org/b)\n"
        ),
        (
            "* [Speech](#speech)\n"
            "* [Video](#video)\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "\n"
            "## Video\n"
            "\n"
            "* **Beta**, CVPR 2021, [ :link: ](https://x.org/b)\n"
        ),
    ),
    Rule(
        "empty-section",
        "warning",
        "no",
        table_of_contents.empty_section,
        "A section and the sections in it hold no papers, nor anything else.",
        "It promises what is not there.",
        (
            "# List\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "\n"
            "## Video\n"
        ),
        ("# List\n\n## Speech\n\n* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"),
    ),
    Rule(
        "broken-link-syntax",
        "error",
        "no",
        entries.broken_link_syntax,
        ("A link that Markdown does not see as one, or that leads to no http or https address."),
        "Readers see its brackets, or click and get nowhere.",
        "* **Alpha**, ICASSP 2021, [ :link: ](Alpha of one)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "missing-paper-link",
        "error",
        "no",
        entries.missing_paper_link,
        "An entry has no link to its paper.",
        "The paper is what readers come for.",
        "* **Alpha**, ICASSP 2021, [ :octocat: ](https://github.com/a/b)\n",
        (
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://gith"
            "ub.com/a/b)\n"
        ),
    ),
    Rule(
        "missing-venue",
        "error",
        "no",
        entries.missing_venue,
        "No venue stands between title and first link.",
        "Readers judge a paper by where it appeared, and filter by it.",
        "* **Alpha**, 2021, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "missing-year",
        "error",
        "no",
        entries.missing_year,
        "No year stands between title and first link.",
        "Readers sort and filter by it.",
        "* **Alpha**, ICASSP, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "misplaced-year",
        "warning",
        "unsafe",
        entries.misplaced_year,
        "The year does not stand by itself behind the venue.",
        (
            "Programs, and readers who look at the ends of lines, miss it. `AAAI2019` is "
            "taken apart without asking."
        ),
        "* **Alpha**, AAAI2019, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, AAAI 2019, [ :link: ](https://x.org/a)\n",
        ("venue", "venue_raw"),
    ),
    Rule(
        "field-separator",
        "warning",
        "safe",
        entries.field_separator,
        "Title, venue with year, and links are not parted by a comma and a space.",
        "The form is what makes the list readable for programs.",
        "* **Alpha**. ICASSP 2021 [ :link: ](https://x.org/a)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
        ("title", "venue", "venue_raw"),
    ),
    Rule(
        "arxiv-year-mismatch",
        "error",
        "unsafe",
        years.arxiv_year_mismatch,
        "The year is not that of the arXiv identifier.",
        (
            "An identifier YYMM.NNNNN says when the paper was submitted. Where the year is "
            "the first four digits of the identifier, they were taken for it, and it is fixed "
            "without asking; else the link may be what is wrong."
        ),
        "* **Alpha**, arXiv 2005, [ :link: ](https://arxiv.org/abs/2005.14435)\n",
        "* **Alpha**, arXiv 2020, [ :link: ](https://arxiv.org/abs/2005.14435)\n",
        ("year",),
    ),
    Rule(
        "year-before-arxiv",
        "warning",
        "no",
        years.year_before_arxiv,
        "A venue's year is before that of the paper's arXiv identifier.",
        (
            "Preprints come before publication; the year, or the link, is likely wrong. (A "
            "later year is normal.)"
        ),
        "* **Alpha**, ECCV 2020, [ :link: ](https://arxiv.org/abs/2203.16034)\n",
        "* **Alpha**, ECCV 2022, [ :link: ](https://arxiv.org/abs/2203.16034)\n",
    ),
    Rule(
        "year-vs-url",
        "error",
        "unsafe",
        years.year_vs_url,
        "The address of the paper says another year.",
        (
            "Proceedings carry their year in the address; one of the two is wrong. Of a "
            "registration year (Elsevier, Springer) only an earlier year is reported."
        ),
        (
            "* **Alpha**, NeurIPS 2025, [ :link: ](https://proceedings.neurips.cc/paper_files"
            "/paper/2024/hash/b7-Abstract-Conference.html)\n"
        ),
        (
            "* **Alpha**, NeurIPS 2024, [ :link: ](https://proceedings.neurips.cc/paper_files"
            "/paper/2024/hash/b7-Abstract-Conference.html)\n"
        ),
        ("year",),
    ),
    Rule(
        "venue-vs-url",
        "error",
        "unsafe",
        venues.venue_vs_url,
        "The address of the paper is of another venue.",
        (
            "One of the two is wrong. Workshops or Findings under the main venue's name are a "
            "warning."
        ),
        (
            "* **Alpha**, CVPR 2021, [ :link: ](https://openaccess.thecvf.com/content/ICCV202"
            "1/html/Li_Alpha_ICCV_2021_paper.html)\n"
        ),
        (
            "* **Alpha**, ICCV 2021, [ :link: ](https://openaccess.thecvf.com/content/ICCV202"
            "1/html/Li_Alpha_ICCV_2021_paper.html)\n"
        ),
        ("venue", "venue_raw"),
    ),
    Rule(
        "impossible-venue-year",
        "warning",
        "no",
        years.impossible_venue_year,
        "A biennial venue, in a year in which it is not held.",
        "Venue or year is wrong.",
        "* **Alpha**, ECCV 2021, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, ECCV 2022, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "arxiv-venue-without-arxiv-link",
        "warning",
        "no",
        venues.arxiv_venue_without_arxiv_link,
        "The venue is arXiv, and no link leads to arXiv.",
        "Either the venue is the publisher's, or the preprint is not linked.",
        "* **Alpha**, arXiv 2021, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, arXiv 2021, [ :link: ](https://arxiv.org/abs/2101.00001)\n",
    ),
    Rule(
        "duplicate-in-section",
        "error",
        "unsafe",
        duplicates.duplicate_in_section,
        "A paper is listed twice in one section.",
        (
            "It is read and counted twice. Reported on the later entry; taken away, after "
            "asking, only if the lines are the same, character by character."
        ),
        (
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
        ),
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
        ("*",),
    ),
    Rule(
        "duplicate-across-sections",
        "warning",
        "no",
        duplicates.duplicate_across_sections,
        "A paper is listed in two sections.",
        "Its entries will differ one day; it may be meant.",
        (
            "# List\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "\n"
            "## Video\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
        ),
        (
            "# List\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "\n"
            "## Video\n"
            "\n"
            "* **Beta**, CVPR 2021, [ :link: ](https://x.org/b)\n"
        ),
    ),
    Rule(
        "conflicting-duplicates",
        "warning",
        "no",
        duplicates.conflicting_duplicates,
        "Two entries of one paper give different years or venues.",
        "One of them is wrong, or they are two papers.",
        (
            "# List\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "\n"
            "## Video\n"
            "\n"
            "* **Alpha**, ICASSP 2022, [ :link: ](https://x.org/a) <!-- kdcat: ignore duplica"
            "te-across-sections -->\n"
        ),
        (
            "# List\n"
            "\n"
            "## Speech\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "\n"
            "## Video\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) <!-- kdcat: ignore duplica"
            "te-across-sections -->\n"
        ),
    ),
    Rule(
        "paper-link-shared",
        "error",
        "no",
        duplicates.paper_link_shared,
        "Papers of different titles have one address.",
        "One of the links is wrong, or one paper is listed under two titles.",
        (
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "* **Something else entirely**, CVPR 2021, [ :link: ](https://x.org/a)\n"
        ),
        (
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "* **Something else entirely**, CVPR 2021, [ :link: ](https://x.org/b)\n"
        ),
    ),
    Rule(
        "venue-misspelled",
        "warning",
        "unsafe",
        venues.venue_misspelled,
        "The venue is no known one, and one slip away from one.",
        "It is not found by its name. Spellings of arXiv are fixed without asking.",
        "* **Alpha**, arXive 2021, [ :link: ](https://arxiv.org/abs/2101.00001)\n",
        "* **Alpha**, arXiv 2021, [ :link: ](https://arxiv.org/abs/2101.00001)\n",
        ("venue", "venue_raw"),
    ),
    Rule(
        "venue-variant",
        "style",
        "unsafe",
        venues.venue_variant,
        "The venue is not written by its canonical short name.",
        (
            "One venue under several names is hard to scan and to count. Fixed without asking "
            "where only the case differs."
        ),
        "* **Alpha**, icassp 2021, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
        ("venue_raw",),
    ),
    Rule(
        "publisher-as-venue",
        "warning",
        "no",
        venues.publisher_as_venue,
        "The venue is a publisher or a series.",
        "It does not say where the paper appeared.",
        "* **Alpha**, ACM 2021, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, MM 2021, [ :link: ](https://x.org/a)\n",
        ("venue", "venue_raw"),
    ),
    Rule(
        "expiring-url",
        "error",
        "no",
        links.expiring_url,
        "The address has a signature or a date of expiry.",
        "It is dead when the date has come.",
        (
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a.pdf?Expires=1740836183&Sign"
            "ature=Xi)\n"
        ),
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a.pdf)\n",
    ),
    Rule(
        "text-fragment",
        "warning",
        "safe",
        links.text_fragment,
        "The address ends in a text directive, `#:~:text=`.",
        "It marks words on the page that somebody once searched for.",
        ("* **Alpha**, arXiv 2023, [ :link: ](https://arxiv.org/abs/2305.03188#:~:text=4%20May)\n"),
        "* **Alpha**, arXiv 2023, [ :link: ](https://arxiv.org/abs/2305.03188)\n",
        ("paper_url", "code_url"),
    ),
    Rule(
        "tracking-query",
        "style",
        "safe",
        links.tracking_query,
        "The address has parameters that say whence a reader came.",
        "They mean nothing to the next reader.",
        (
            "* **Alpha**, IEEE Access 2023, [ :link: ](https://ieeexplore.ieee.org/document/1"
            "0136716?denied=)\n"
        ),
        (
            "* **Alpha**, IEEE Access 2023, [ :link: ](https://ieeexplore.ieee.org/document/1"
            "0136716)\n"
        ),
        ("paper_url", "code_url"),
    ),
    Rule(
        "insecure-http",
        "warning",
        "unsafe",
        links.insecure_http,
        "The address is http.",
        (
            "It can be read and changed on its way. Fixed without asking for sites known to "
            "serve the same page by https."
        ),
        "* **Alpha**, ICASSP 2021, [ :link: ](http://ieeexplore.ieee.org/document/9414999)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://ieeexplore.ieee.org/document/9414999)\n",
        ("paper_url", "code_url"),
    ),
    Rule(
        "code-link-not-code-host",
        "style",
        "no",
        links.code_link_not_code_host,
        "The link to the code leads to no host of code.",
        (
            "Project pages tell of code, and often have none. A warning where it is the "
            "paper's own address."
        ),
        (
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://a.gi"
            "thub.io/b)\n"
        ),
        (
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://gith"
            "ub.com/a/b)\n"
        ),
    ),
    Rule(
        "non-canonical-arxiv-url",
        "style",
        "safe",
        links.non_canonical_arxiv_url,
        "The address of an arXiv paper is not https://arxiv.org/abs/ID.",
        "The abstract leads to all versions and files.",
        "* **Alpha**, arXiv 2019, [ :link: ](https://arxiv.org/pdf/1911.12747v2)\n",
        "* **Alpha**, arXiv 2019, [ :link: ](https://arxiv.org/abs/1911.12747)\n",
        ("paper_url", "code_url"),
    ),
    Rule(
        "code-link-into-tree",
        "style",
        "unsafe",
        links.code_link_into_tree,
        "The link to the code goes to a branch or a file.",
        "It breaks when the branch is renamed.",
        (
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://gith"
            "ub.com/a/b/tree/main)\n"
        ),
        (
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) [ :octocat: ](https://gith"
            "ub.com/a/b)\n"
        ),
        ("code_url",),
    ),
    Rule(
        "unstable-paper-host",
        "style",
        "no",
        links.unstable_paper_host,
        "The paper's address is on no publisher's or archive's site.",
        "Personal pages and networks move and lock their files.",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://a.github.io/b)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "preprint-link-for-published-paper",
        "style",
        "no",
        links.preprint_link_for_published_paper,
        "The paper has a venue, and the link is to its preprint.",
        "The published version is the one to cite.",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://arxiv.org/abs/2101.00001)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://ieeexplore.ieee.org/document/9414999)\n",
    ),
    Rule(
        "trailing-whitespace",
        "style",
        "safe",
        whitespace.trailing_whitespace,
        "A line ends in white space.",
        "It shows in every diff. Line breaks of Markdown stay.",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) \n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "blank-line-run",
        "style",
        "safe",
        whitespace.blank_line_run,
        "Blank lines follow each other.",
        "One parts what is to be parted.",
        ("# List\n\n\n* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"),
        ("# List\n\n* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"),
    ),
    Rule(
        "double-space",
        "style",
        "safe",
        whitespace.double_space,
        "Spaces follow each other in an entry.",
        "They make equal entries differ.",
        "* **Alpha**, ICASSP  2021, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "space-before-comma",
        "style",
        "safe",
        whitespace.space_before_comma,
        "White space stands before a comma.",
        "It makes equal entries differ.",
        "* **Alpha**, ICASSP 2021 , [ :link: ](https://x.org/a)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "list-marker-spacing",
        "style",
        "safe",
        whitespace.list_marker_spacing,
        "Several spaces follow a bullet.",
        "It makes equal entries differ.",
        "*  **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
        "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
    ),
    Rule(
        "heading-blank-line",
        "style",
        "safe",
        table_of_contents.heading_blank_line,
        "No blank line stands before a heading.",
        "Some renderers take it for text.",
        (
            "# List\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "## Video\n"
            "\n"
            "* **Beta**, CVPR 2021, [ :link: ](https://x.org/b)\n"
        ),
        (
            "# List\n"
            "\n"
            "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n"
            "\n"
            "## Video\n"
            "\n"
            "* **Beta**, CVPR 2021, [ :link: ](https://x.org/b)\n"
        ),
    ),
    Rule(
        "section-not-sorted",
        "style",
        "no",
        table_of_contents.section_not_sorted,
        "The years in a section neither rise nor fall throughout.",
        "Sorted, what is new is found at one end.",
        (
            "# List\n"
            "\n"
            "## Video\n"
            "\n"
            "* **One**, CVPR 2021, [ :link: ](https://x.org/a)\n"
            "* **Two**, CVPR 2023, [ :link: ](https://x.org/b)\n"
            "* **Six**, CVPR 2022, [ :link: ](https://x.org/c)\n"
        ),
        (
            "# List\n"
            "\n"
            "## Video\n"
            "\n"
            "* **One**, CVPR 2021, [ :link: ](https://x.org/a)\n"
            "* **Six**, CVPR 2022, [ :link: ](https://x.org/c)\n"
            "* **Two**, CVPR 2023, [ :link: ](https://x.org/b)\n"
        ),
    ),
    Rule(
        "non-ascii-punctuation",
        "style",
        "unsafe",
        entries.non_ascii_punctuation,
        "A title or venue has a long dash, a curly quote or a no-break space.",
        "Who types the title does not find it.",
        "* **Audio\u2013Visual**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
        "* **Audio-Visual**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
        ("title", "venue", "venue_raw"),
    ),
    Rule(
        "title-case-vs-url",
        "style",
        "no",
        links.title_case_vs_url,
        "The paper's address spells the title with other capitals.",
        "Acronyms in small letters are misread.",
        (
            "* **Fast 3d bert net**, CVPR 2021, [ :link: ](https://openaccess.thecvf.com/cont"
            "ent/CVPR2021/html/Li_Fast_3D_BERT_Net_CVPR_2021_paper.html)\n"
        ),
        (
            "* **Fast 3D BERT Net**, CVPR 2021, [ :link: ](https://openaccess.thecvf.com/cont"
            "ent/CVPR2021/html/Li_Fast_3D_BERT_Net_CVPR_2021_paper.html)\n"
        ),
    ),
)
"""All rules that look at catalogs, in the order of their documentation."""

UNUSED_IGNORE = Rule(
    "unused-ignore",
    "warning",
    "no",
    _found_elsewhere,
    "A comment silences a rule that finds nothing there.",
    "It hides the fault that comes next, or its rule is misspelt.",
    "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a) <!-- kdcat: ignore expiring-url -->\n",
    "* **Alpha**, ICASSP 2021, [ :link: ](https://x.org/a)\n",
)
"""The one rule about the silencing of the others."""

ALL = (*RULES, UNUSED_IGNORE)
"""All rules."""

BY_NAME = {rule.name: rule for rule in ALL}
"""The rules by their names."""

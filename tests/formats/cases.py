"""Papers that every export format is tried on."""

import unicodedata
from typing import NamedTuple

from hypothesis import strategies as st

from kdcat.paper import FIELDS, NESTED_FIELDS, Paper, json_value
from tests.making import LABELLED, paper

ALL = LABELLED
"""The 172 hand-labelled entries."""


def as_keys(paper: Paper) -> dict[str, object]:
    """A paper as JSON has it."""
    return {name: json_value(paper, name) for name in (*FIELDS, *NESTED_FIELDS)}


FULL = Paper(
    id="radardistill-k3x9m",
    title="RadarDistill: Boosting Radar & LiDAR {50%} with Distillation",
    venue="CVPR",
    venue_raw="CVPR",
    year=2024,
    modality="3D Input",
    task="3D Object Detection",
    subtask="Radar, LiDAR",
    paper_url="https://example.org/a_b/~c%20d?x=1&y=2#z",
    code_url="https://github.com/someone/radar_distill",
    doi="10.1109/cvpr_52733.2024",
    arxiv_id="2403.05061",
    catalog="catalog.md",
    line=39,
)
BARE = paper("Bare", id="bare-00000", catalog="catalog.md")


def hostile(text: str) -> Paper:
    """A paper that says the text wherever a catalog's author can write one."""
    return FULL._replace(
        title=text, venue=text, venue_raw=text, modality=text, task=text, subtask=text, catalog=text
    )


HOSTILE = (
    "\\ { } % & # $ _ ~ ^ \" ' < > |",
    "{unbalanced",
    "unbalanced}",
    "ends in a backslash\\",
    "tab\tnew\nline\rreturn\x0bfeed\x0cform",
    "\x1b[31mred\x1b[0m \x9b31m \x7f \x00",
    "\u202eoverridden\u202c \u2066isolated\u2069 \u200f",
    "é É ő ß ł Ű ŉ Я 知識蒸留 α Ω – — “quoted” ‘so’ … − ∈",
    "e\u0301 decomposed",
    '"straight quotes" and ("more") of 5" size',
    "double -- and triple --- hyphens, ``ticks''",
    "=cmd()",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=cmd()",
    "\N{FULLWIDTH EQUALS SIGN}cmd()",
    "line\u2028and\u2029paragraph separators",
    "ER  - ",
    "TY  - JOUR",
    "@misc{key, title = {x}}",
    "**bold** *em* _em_ `code` [link](url) ![image](url) <b>html</b> &amp; &#65; $x$ ~~gone~~",
    "[red]rich markup[/]",
    "a,b;c",
    "WHOLLY IN CAPITALS",
    "x" * 5000,
    "long words " * 500,
    "\ud800 lone surrogate",
)

texts = st.one_of(
    st.text(min_size=1), st.sampled_from(HOSTILE), st.text("\\{}%&#$_~^\"'<>|-`* aZ1é")
)
"""Text as it may stand in a title."""

addresses = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), max_size=30
).map(lambda path: f"https://example.org/{path}")


class Venue(NamedTuple):
    """A venue, as much of it as a bibliography asks for."""

    full_name: str
    kind: str


VENUES = {
    "CVPR": Venue("Conference on Computer Vision & Pattern Recognition", "conference"),
    "NeurIPS Workshop": Venue("Workshop at NeurIPS", "workshop"),
    "TMM": Venue("IEEE Transactions on Multimedia", "journal"),
    "arXiv": Venue("arXiv", "preprint"),
    "ACM": Venue("Association for Computing Machinery", "publisher"),
}


def squeezed(text: str) -> str:
    """The text composed, with one space for each run of white space."""
    return " ".join(unicodedata.normalize("NFC", text).split())

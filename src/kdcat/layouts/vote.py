"""The vote: the form that fits most units of a section alike, and the units read again with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kdcat.layouts.reader import Candidate, read
from kdcat.layouts.readings import evidence, plausibility, strong
from kdcat.layouts.roles import address_role, label_role
from kdcat.layouts.section_names import holds_no_papers
from kdcat.layouts.titles import RECOGNISERS, UNMARKED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kdcat.layouts.reader import Reader

_NEAR = 0.18
"""How much worse the elected form may fit a unit than its own best."""
_ELSEWHERE = 0.3
"""What the votes of the other sections weigh."""
_ELSE = "in a section of something else"
_WITHOUT_MARKS = 0.5
_MOST_ALIKE = 0.6
_POOR = 0.25
_FEW_ALIKE = 0.4


class Election(NamedTuple):
    """What a section's units were found to be."""

    form: str | None
    papers: list[Candidate]
    skipped: list[tuple[Candidate, str]]
    """Those that are no papers, each with the reason."""


def votes(candidates: Sequence[Candidate]) -> dict[str, float]:
    """Return how well each form fits those units that can hardly be anything but papers."""
    found = {"home": 0.0, **dict.fromkeys(RECOGNISERS, 0.0)}
    for candidate in candidates:
        if candidate.strong:
            scores = candidate.found.scores
            marked = max((s for f, s in scores.items() if f not in UNMARKED), default=0.0)
            for form, score in scores.items():
                # What reads as well without marks is not what sets the title apart.
                weight = _WITHOUT_MARKS if form in UNMARKED and score <= marked else 1.0
                found[form] = found.get(form, 0.0) + weight * score
    return found


def elect(
    candidates: Sequence[Candidate],
    sections: Sequence[str],
    everywhere: Mapping[str, float],
    reader: Reader,
    asked: str | None = None,
) -> Election:
    """Return which units of a section are papers, read alike.

    Args:
        candidates: The units of the section, each read on its own.
        sections: The names of the sections around them, outermost first.
        everywhere: The votes of the whole document.
        reader: The document.
        asked: The form that the list itself asks for.
    """
    here = votes(candidates)
    most = max(sum(everywhere.values()), 1.0)
    weight = _ELSEWHERE * max(1.0, sum(here.values()))
    form = max(here, key=lambda name: here[name] + weight * everywhere.get(name, 0.0) / most)
    if asked is not None:
        form = asked
        form_or_none = asked
    elif here[form] + everywhere.get(form, 0.0) <= 0:
        form_or_none = None
    else:
        form_or_none = form
    sure = sum(candidate.strong for candidate in candidates)
    share = sure / max(1, sum(map(_may_be_one, candidates))) if sure else 0.0
    excluded = max(map(holds_no_papers, sections), default=0.0)
    papers: list[Candidate] = []
    skipped: list[tuple[Candidate, str]] = []
    for first_read in candidates:
        candidate = first_read
        if form_or_none and form != "home":
            candidate = _again(first_read, form, reader, forced=asked is not None)
        reason = _why_not(candidate, share, excluded=excluded)
        aside = holds_no_papers(candidate.aside) if candidate.aside else 0.0
        if reason is None and aside == 1 and not _is_cited(candidate):
            reason = _ELSE
        if reason is None:
            papers.append(candidate)
        else:
            skipped.append((candidate, reason))
    return Election(form_or_none, papers, skipped)


def _may_be_one(candidate: Candidate) -> bool:
    """Whether a unit has a title and more: prose has not."""
    return candidate.best is not None and (candidate.strong or evidence(candidate.best.said) > 0)


def _again(candidate: Candidate, form: str, reader: Reader, *, forced: bool) -> Candidate:
    """The unit read with the elected form, where that fits it nearly as well as its own best."""
    best = candidate.best
    if best is None or best.form == form or best.form == "home":
        return candidate
    if not forced and candidate.found.scores.get(form, 0.0) < best.score - _NEAR:
        return candidate
    again = read(
        candidate.unit,
        candidate.details,
        reader,
        below=candidate.below,
        owners=candidate.owners,
        only=form,
    )
    again.aside = candidate.aside
    return again if again.best else candidate


def _why_not(candidate: Candidate, share: float, *, excluded: float) -> str | None:
    """Why a unit is no paper; None where it is one."""
    if not candidate.found.has_title:
        return "no title"
    fair = candidate.found.fair
    if (fair is not None and fair.form == "home") or candidate.unit.kind == "heading":
        return None
    if excluded and (
        share < _MOST_ALIKE * excluded or (excluded == 1 and not _is_cited(candidate))
    ):
        return _ELSE
    if candidate.unit.kind == "paragraph" and not _stands_out(candidate):
        return "running text"
    if candidate.strong:
        if _is_elsewhere(candidate) and share < _MOST_ALIKE:
            return "leads to something else"
        return None
    best = candidate.best if share >= _MOST_ALIKE else None
    if best is not None and best.score >= _POOR and strong(best.said):
        # `Wasserstein GAN` may be a name, but not where all beside it are papers.
        return None
    if fair is None or share < _FEW_ALIKE or evidence(fair.said) == 0:
        return "nothing says that it is a paper"
    if plausibility(fair.title) < (1.0 if _is_elsewhere(candidate) else 0.7):
        return "nothing says that it is a paper"
    return None


def _is_cited(candidate: Candidate) -> bool:
    """Whether a unit is a paper even among others that are none: a venue and a year do not do."""
    if not candidate.strong:
        return False
    assert candidate.best is not None
    told = candidate.best.said
    leads_to_paper = told.paper_url is not None and address_role(told.paper_url) == "paper"
    return (
        told.paper_url is None or told.paper_labelled or leads_to_paper or told.authors is not None
    )


def _stands_out(candidate: Candidate) -> bool:
    """Whether a paragraph is no running text: its title is most of its first line."""
    assert candidate.best is not None
    said = candidate.best.said
    if candidate.below:
        return True
    within = _in_sentence(candidate.unit.blocks[0].content)
    if candidate.best.title in within or (within and candidate.best.form in UNMARKED):
        return False
    return said.unexplained <= 2 * len(candidate.best.title) + 40


def _in_sentence(content: str) -> list[str]:
    """The texts of links, which are no labels, in a sentence: `from [this survey](URL)`."""
    return [link for link in _IN_SENTENCE.findall(content) if label_role(link) is None]


_IN_SENTENCE = re.compile(r"(?<![^\s(])[a-z]{2,} \[([^\[\]\n]+)\]\(")


def _is_elsewhere(candidate: Candidate) -> bool:
    """Whether the only address of a unit is no paper's: a repository, a video, a post."""
    assert candidate.best is not None
    said = candidate.best.said
    url = said.paper_url
    if said.paper_labelled or said.venue:
        return False
    return url is not None and address_role(url) in ("code", "other") and not said.authors

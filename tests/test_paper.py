"""Paper: its fields as a closed set of words, and the sections it stands in."""

from typing import get_args

import pytest

from kdcat.paper import FIELDS, Field, Paper
from tests.formats.cases import BARE


def test_the_names_of_the_fields_are_those_of_a_paper() -> None:
    assert get_args(Field) == FIELDS
    assert tuple(name for name in Paper._fields if name in FIELDS) == FIELDS
    assert set(Paper._fields) - set(FIELDS) == {"deeper", "links", "record"}


@pytest.mark.parametrize(
    ("names", "sections"),
    [
        ((None, None, None), ()),
        (("Speech", None, None), ("Speech",)),
        (("Speech", "ASR", "Streaming"), ("Speech", "ASR", "Streaming")),
        ((None, "ASR", None), ("ASR",)),
        (("", "ASR", None), ("ASR",)),
    ],
)
def test_the_sections_are_names_alone(
    names: tuple[str | None, str | None, str | None], sections: tuple[str, ...]
) -> None:
    modality, task, subtask = names
    paper = BARE._replace(modality=modality, task=task, subtask=subtask)
    assert paper.sections == sections
    assert paper._replace(deeper=("A", "B")).sections == (*sections, "A", "B")

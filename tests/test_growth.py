"""The texts of `benchmarks/growth.py`: small ones of each family are read by every command."""

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from growth import COMMANDS, FAMILIES, ORDINARY, arguments, load, run

pytestmark = pytest.mark.slow

SOURCE = Path(__file__).parent.parent / "src" / "kdcat"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("growth")
    for command in COMMANDS:
        load(arguments(command, ORDINARY, folder))
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_small_members_of_each_family_are_read(command: str, folder: Path) -> None:
    troubled = {}
    for name, family in FAMILIES.items():
        ended = run(arguments(command, family.text(3), folder), folder)
        if ended.code not in (0, 1) and not _is_refused(ended.error):
            troubled[name] = ended.error
    assert troubled == {}


def _is_refused(error: str) -> bool:
    """Whether a command says in one line why it does not do what was asked."""
    return re.fullmatch(r"(?!.*\bbug\b)kdcat: [^\n]*\n", error) is not None


def test_families_name_what_there_is() -> None:
    """Each name of a module, or of an expression of a module, is one that the source has."""
    missing = [
        (name, part)
        for name, family in FAMILIES.items()
        for part in re.findall(r"(?:\w+/)+\w+|\bwords\b|\btext\b|\bprintable\b", family.attacks)
        if not (SOURCE / f"{part}.py").is_file()
    ]
    assert missing == []

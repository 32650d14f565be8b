"""Words that are no command, and words that a command does not take: what to type is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kdcat.searching import filters
from tests.conftest import Kdcat

LIST = """\
## Speech
### Speech Recognition (ASR)
* **Clear lidar beams**, CVPR 2020, [ :link: ](https://arxiv.org/abs/2412.16380)
## Diff
* **Point cloud completion**, NeurIPS 2022, [ :link: ](https://x.org/c)
"""


@pytest.fixture
def path(write: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> str:
    """A list of papers that is read where none is named."""
    path = write(LIST)
    monkeypatch.setenv("KDCAT_CATALOG", path)
    return path


@pytest.mark.parametrize(
    ("words", "proposed"),
    [
        (["ls"], "; try: kdcat list"),
        (["LS", "--year", "2020"], "; try: kdcat list --year 2020"),
        (["find", "lidar"], "; try: kdcat search lidar"),
        (["grep", "point cloud", "--json"], "; try: kdcat search 'point cloud' --json"),
        (["speech"], "; try: kdcat list --modality speech"),
        (["asr"], "; try: kdcat list --task asr"),
        (["speech", "recognition", "2020", "--json"], "; try: kdcat list --task 'speech recognition' --year 2020 --json"),
        (["nips", "2022"], "; try: kdcat list --venue nips --year 2022"),
        (["2022"], "; try: kdcat list --year 2022"),
        (["lidar"], "; try: kdcat search lidar"),
        (["lidr", "beams"], "; try: kdcat search lidr beams"),
        (["2412.16380"], "; try: kdcat show 2412.16380"),
        (["https://arxiv.org/abs/2412.16380"], "; try: kdcat show https://arxiv.org/abs/2412.16380"),
        (["serach"], "; did you mean search?"),
        (["serach", "a;b"], "; try: kdcat search 'a;b'"),
        (["exp"], "; did you mean export?"),
        (["diffusion"], ""),
        (["1950"], ""),
        (["zzxqy"], ""),
        ([""], ""),
        (["speech", "-c", "-"], ""),
        (["lidar", "-c", "/no/such/file"], ""),
        (["lidar", "venue:none"], ""),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.usefixtures("path")
def test_what_is_no_command_may_be_meant_as_one(
    words: list[str], proposed: str, kdcat: Kdcat
) -> None:
    said = f"kdcat: no command {words[0]!r}{proposed} (see 'kdcat --help')\n"
    assert kdcat(*words, code=2, stderr=said, stdin=LIST) == ""


@pytest.mark.parametrize(
    ("words", "extra", "proposed"),
    [
        (["list", "speech"], "speech", "; try: kdcat list --modality speech, or kdcat search speech"),
        (["list", "lidar", "-n", "3"], "lidar", "; try: kdcat search lidar -n 3"),
        (["list", "-m", "speech", "speech"], "speech", "; try: kdcat list --modality speech -m speech, or kdcat search speech -m speech"),
        (["stats", "asr", "2020"], "asr 2020", "; try: kdcat stats --task asr --year 2020"),
        (["export", "cvpr", "-o", "x.bib"], "cvpr", "; try: kdcat export --venue cvpr -o x.bib"),
        (["list", "zzxqy"], "zzxqy", ""),
        (["list", "speech", "-c", "-"], "speech", ""),
        (["related", "lidar", "beams"], "beams", ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)  # fmt: skip
@pytest.mark.usefixtures("path")
def test_words_that_a_command_does_not_take_may_be_filters(
    words: list[str], extra: str, proposed: str, kdcat: Kdcat
) -> None:
    said = (
        f"kdcat: got unexpected extra argument(s) ({extra}){proposed} "
        f"(see 'kdcat {words[0]} --help')\n"
    )
    assert kdcat(*words, code=2, stderr=said, stdin=LIST) == ""


def test_a_file_may_be_meant_as_the_catalog(kdcat: Kdcat, path: str) -> None:
    tried = f"; try: kdcat list -c {path} (see 'kdcat --help')\n"
    kdcat(path, code=2, stderr=f"kdcat: no command {path!r}{tried}")
    kdcat(
        "layout", path, code=2,
        stderr=f"kdcat: got unexpected extra argument(s) ({path}); try: kdcat layout -c {path} "
        "(see 'kdcat layout --help')\n",
    )  # fmt: skip


@pytest.mark.usefixtures("path")
def test_of_many_words_no_names_are_looked_for(
    kdcat: Kdcat, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for: list[str] = []

    def named(_: object, value: str) -> str | None:
        looked_for.append(value)
        return "year" if value == "2022" else None

    monkeypatch.setattr(filters, "field_named", named)
    years = ["2022"] * 10
    proposed = " ".join(["--year 2022"] * 10)
    kdcat(*years, code=2, stderr=(
        f"kdcat: no command '2022'; try: kdcat list {proposed} (see 'kdcat --help')\n"
    ))  # fmt: skip
    assert len(looked_for) == 10 * 11 / 2
    looked_for.clear()
    extra = " ".join(["2022"] * 11)
    said = f"kdcat: got unexpected extra argument(s) ({extra}) (see 'kdcat stats --help')\n"
    kdcat("stats", *years, "2022", code=2, stderr=said)
    assert looked_for == []

"""What was made of long contents, and for how long it is kept."""

from __future__ import annotations

from kdcat.layouts.inline import Lately


def test_what_is_kept_is_bounded_by_what_it_is_made_of() -> None:
    kept: Lately[str, range] = Lately(len)
    made: list[str] = []

    def get(name: str, parts: int) -> None:
        def make() -> range:
            made.append(name)
            return range(parts)

        kept.get(name, 10, make)

    get("short", 100)
    get("of many parts", 800_000)
    get("short", 100)
    assert made == ["short", "of many parts"]
    get("next", 100)
    get("of many parts", 800_000)
    get("next", 100)
    assert made == ["short", "of many parts", "next", "of many parts"]
    assert kept.known("short") is None

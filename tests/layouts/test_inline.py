"""What rules are asked about, what was made of long contents, and for how long it is kept."""

from __future__ import annotations

import pytest
from markdown_it.rules_inline import StateInline

from kdcat.layouts import inline
from kdcat.layouts.inline import Lately, inline_tokens


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


def test_a_rule_is_asked_only_where_it_may_begin() -> None:
    """And not at each hyphen and colon."""
    asked: list[str] = []

    def noted(state: StateInline, _silent: bool) -> bool:
        asked.append(state.src[state.pos :])
        return False

    markdown = inline._own()
    markdown.inline.ruler.at("emphasis", noted)
    inline_tokens("a-b: [c_d](e) {f} = *g", markdown, {})
    assert asked == ["_d](e) {f} = *g", "_d](e) {f} = *g", "*g"]


def test_what_begins_no_rule_is_taken_as_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not cut at each sign at which markdown-it looks for rules."""
    taken: list[str] = []
    monkeypatch.setattr(
        StateInline, "append_pending", lambda _state, added: taken.append(added), raising=False
    )
    monkeypatch.setattr(inline, "_PlacedState", StateInline)
    inline_tokens("a-b: {c} = https://a.org/d?e=%20", inline.parser(), {})
    assert taken == ["a-b: {c} = https://a.org/d?e=%20"]

"""What is made visible of a text, and what stays as it is."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kdcat.printable import printable

# Default_Ignorable_Code_Point of Unicode 15.1, less the joiners and the selectors of variants
# (https://www.unicode.org/Public/15.1.0/ucd/DerivedCoreProperties.txt).
IGNORABLE = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180E, 0x180E), (0x200B, 0x200B), (0x200E, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F)),
    *((0x3164, 0x3164), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3)),
    *((0x1D173, 0x1D17A), (0xE0000, 0xE00FF), (0xE01F0, 0xE0FFF)),
)
BESIDE = (0x200C, 0x200D, 0x180B, 0x180C, 0x180D, 0x180F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))  # fmt: skip
# Of the format characters those that are seen: they stand below numbers, or part hieroglyphs.
SEEN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13440)}  # fmt: skip


@pytest.mark.slow
def test_each_character_that_does_not_show_is_made_visible() -> None:
    ignorable = {code for first, last in IGNORABLE for code in range(first, last + 1)}
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        kind = unicodedata.category(letter)
        acts = kind in {"Cc", "Cs", "Zl", "Zp"} or (kind == "Cf" and code not in SEEN)
        none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
        stays = not (acts or none or code in ignorable or code in BESIDE)
        shown = printable(letter)
        assert (shown == letter) == stays, hex(code)
        assert stays or shown == " " or printable(f"a{letter}b") == f"a{shown}b" == "a\ufffdb"


@pytest.mark.parametrize(
    "text",
    [
        "\u2764\ufe0f and \U0001f441\ufe0f\u200d\U0001f5e8\ufe0f",  # a heart, an eye in a bubble
        "\xa9\ufe0f 2024",
        "1\ufe0f\u20e3 #\ufe0f\u20e3",  # keys
        "\u845b\U000e0100\u57ce",  # a variant of an ideograph
        "\u1820\u180b\u1821",  # and of a Mongolian letter
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
        "\u0915\u094d\u200d\u0937",  # Devanagari
        "\u77e5\u8bc6\u84b8\u998f \xa0 \u3000",
    ],
)
def test_what_shows_by_its_neighbours_stays(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\ufe0fb", "a?b"),
        ("\ufe0f\ufe01", "??"),
        ("\u2764\ufe0f\ufe0f\ufe01x", "\u2764\ufe0f??x"),
        ("\u845b\U000e0100\U000e0101", "\u845b\U000e0100?"),
        ("\u0645\u200c\u200c\u062e", "\u0645??\u062e"),
        # A text in ones and noughts, behind one letter.
        ("\u0645\u200c\u200d\ufe00\u200d\ufe00\u062e", "\u0645?????\u062e"),
        ("\u0645\u200d", "\u0645?"),
        ("x\u200d\u0645", "x?\u0645"),
        ("\x1b\ufe0f", "?\ufe0f"),
    ],
)
def test_what_shows_nothing_there_is_made_visible(text: str, shown: str) -> None:
    assert printable(text) == shown.replace("?", "\ufffd")


@given(st.text(st.sampled_from("ab \u0645\u2764\u845b\u200c\u200d\ufe0e\ufe0f\U000e0100\u180b\u20e3\xad\x1b\n\u2028")))  # fmt: skip
def test_nothing_is_left_and_each_place_stays(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert all(one in (other, "\ufffd", " ") for one, other in zip(shown, text, strict=True))
    assert printable(shown) == shown

"""Calls of footnotes, which GitHub shows as small numbers and no one reads as text: `[^1]`.

https://docs.github.com/en/get-started/writing-on-github#footnotes
"""

from __future__ import annotations

import re

CALLS = re.compile(r"(?:\[\^[^\s\[\]^]++\])++")
"""Calls that stand together; behind a colon one would be a footnote itself."""


def without_calls(text: str) -> str:
    """Return a text less its calls of footnotes."""
    return CALLS.sub("", text) if "[^" in text else text

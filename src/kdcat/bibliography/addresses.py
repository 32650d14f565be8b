"""Addresses: what is one."""

from __future__ import annotations

import re

# A host holds at least one letter or digit.
_ADDRESS = re.compile(r"https?://[^\s/?#]*[^\W_][^\s/?#]*", re.IGNORECASE)
# White space, controls and the marks that change the direction of text may not stand in an address.
_NOT_IN_ADDRESS = re.compile(
    "[\\s\\x00-\\x20\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff]"
)


def address(destination: str | None) -> str | None:
    """Return the destination if it is an absolute http or https URL with a host, else None.

    Characters that may not stand in a URL and would break a line or deceive the eye (white space,
    controls, direction marks) are percent-encoded (RFC 3986, section 2.1); the rest stays as it is.
    """
    if destination is None or not _ADDRESS.match(destination := destination.strip()):
        return None
    return _NOT_IN_ADDRESS.sub(_encoded, destination)


def _encoded(unfit: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in unfit[0].encode("utf-8", "replace"))

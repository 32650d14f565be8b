"""Who asks the registries, and with which keys."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from kdcat.cli import followed
from kdcat.errors import KdcatError

if TYPE_CHECKING:
    from kdcat.network.records import Keys


def keys() -> Keys:
    """Return what the services know the user by.

    The contact address is `$KDCAT_CONTACT`, else that of the settings; keys stand in the
    environment.

    Raises:
        KdcatError: The settings cannot be read, or what is given is no address or no key.
    """
    from kdcat.following.settings import CONTACT
    from kdcat.network.records import Keys

    contact: str | None = os.environ.get("KDCAT_CONTACT")
    if contact and not CONTACT.fullmatch(contact):
        raise KdcatError(f"$KDCAT_CONTACT is no address for letters: {contact!r}")
    if not contact and (settings := followed.settings()):
        contact = settings.contact
    return Keys(contact or None, _key("SEMANTIC_SCHOLAR_API_KEY"), _key("OPENALEX_API_KEY"))


def _key(name: str) -> str | None:
    value = os.environ.get(name, "").strip()
    if value and not re.fullmatch("[!-~]+", value):
        # A key with a line end in it would be another header.
        raise KdcatError(f"${name} is no key: it has white space or letters beyond ASCII in it")
    return value or None

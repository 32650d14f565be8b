"""What is installed only where it is wanted, and how to have it."""

from __future__ import annotations

from kdcat.errors import KdcatError


def lacking(what: str, library: str, extra: str) -> KdcatError:
    """Return the error that something needs a library that is not installed, and how to have it.

    Args:
        what: What was asked for, as the sentence begins.
        library: The library as its makers write it.
        extra: The extra of kdcat that brings it. The versions to install are those that the
            metadata of kdcat name (core metadata, `Requires-Dist`): the name of the extra would
            help only where a release of kdcat can be installed.
    """
    # Imported here because only who lacks something needs it.
    from importlib.metadata import PackageNotFoundError, requires

    try:
        known = requires("kdcat") or []
    except PackageNotFoundError:
        # Run from its folder, kdcat has no metadata.
        known = []
    parted = [one.replace('"', "'").partition(";") for one in known]
    wanted = [repr(one.strip()) for one, _, mark in parted if mark.strip() == f"extra == '{extra}'"]
    return KdcatError(f"{what} needs {library}: pip install {' '.join(wanted) or library.lower()}")

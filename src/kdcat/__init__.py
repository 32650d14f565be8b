"""kdcat: the papers of a curated Markdown list.

    catalog = kdcat.read("catalog.md")          # the bundled one without an argument
    catalog.papers                              # tuple[Paper, ...] in the order of the file
    catalog.search("lidar", limit=10)           # list[Match], best first
    kdcat.search(catalog.papers, "lidar", 10)   # the same over any papers
    kdcat.KdcatError                            # whatever goes wrong that a user can cause

Importing the package is cheap: what a name needs is loaded when the name is first used.
"""

from kdcat.errors import KdcatError

# The one of typing, whose import takes 7 ms in which nothing could yet answer to Ctrl-C.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from kdcat.library import Catalog, read
    from kdcat.paper import Paper
    from kdcat.searching.find import Match, search

__version__ = "0.2.0"
__all__ = ["Catalog", "KdcatError", "Match", "Paper", "__version__", "read", "search"]

_HOMES = {
    "Catalog": "kdcat.library",
    "read": "kdcat.library",
    "Paper": "kdcat.paper",
    "Match": "kdcat.searching.find",
    "search": "kdcat.searching.find",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value

"""`kdcat unfollow`: follow a list no longer."""

from typing import Annotated

import typer

from kdcat.cli import DONE, followed, lists
from kdcat.cli.streams import tell_people
from kdcat.following import kept, settings

EPILOG = """Examples:

  kdcat unfollow llm-kd
"""


def command(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME", autocompletion=lists.proposed,
            help="A list that you follow, by its name or its source.",
        ),
    ],
) -> int:  # fmt: skip
    """Follow lists no longer: they leave the settings, and the copies kept of them are removed."""
    found = followed.settings()
    for name in lists.named(found, names):
        settings.unfollow(followed.settings_file(), name)
        kept.forget(followed.folder_of_list(name))
        tell_people(f"{name} is no longer followed")
    return DONE

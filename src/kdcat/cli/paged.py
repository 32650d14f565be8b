"""A command whose answer is for reading: a long one goes through the pager."""

import os
from typing import Any

from typer.core import TyperOption

from kdcat.cli.helped import HelpedCommand
from kdcat.cli.pager import paged


class Paged(HelpedCommand):
    """A command with the option `--no-pager`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        option = TyperOption(
            param_decls=["--no-pager"],
            is_flag=True,
            rich_help_panel="Output",
            help="Do not show a long answer in $KDCAT_PAGER, $PAGER or less.",
        )
        self.params.append(option)

    def invoke(self, ctx: Any) -> object:
        """Run the command and return what it gives."""
        # What mends a list may ask about it, between one part of the answer and the next.
        if ctx.params.pop("no_pager") or ctx.params.get("fix"):
            return super().invoke(ctx)
        with paged(os.environ):
            return super().invoke(ctx)

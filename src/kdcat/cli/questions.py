"""What a person at a terminal is asked: on standard error, in nothing but letters that show."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, TypeVar

import typer

from kdcat.errors import UsageError
from kdcat.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = TypeVar("Answer")


def confirmed(question: str) -> bool:
    """Ask whether something is to be done, and return the answer; an empty one is no.

    Raises:
        typer.Abort: There is no answer: the person pressed Ctrl-C, or ended the input.
    """
    # Typer writes a part of its questions to standard output, which is for the answer.
    with redirect_stdout(sys.stderr):
        return typer.confirm(printable(question), err=True)


def answered(question: str, read: Callable[[str], Answer], *, optional: bool = False) -> Answer:
    """Ask for something until there is an answer that can be read, and return what was read.

    Args:
        question: What is asked.
        read: Reads an answer. What it says in a `UsageError` is told, and the question asked anew.
        optional: Whether the answer may be empty.

    Raises:
        typer.Abort: There is no answer: the person pressed Ctrl-C, or ended the input.
    """

    def checked(answer: str) -> Answer:
        try:
            return read(answer)
        except UsageError as error:
            raise typer.BadParameter(printable(str(error))) from None

    with redirect_stdout(sys.stderr):
        answer: Answer = typer.prompt(
            printable(question),
            value_proc=checked,
            default="" if optional else None,
            show_default=False,
            err=True,
        )
    return answer

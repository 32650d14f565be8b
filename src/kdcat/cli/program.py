"""The program as a function."""

import re
import sys
from collections.abc import Sequence
from contextlib import suppress

from kdcat.cli import DONE, INTERRUPTED, TROUBLE
from kdcat.cli.streams import set_up, tell
from kdcat.errors import KdcatError, did_you_mean
from kdcat.printable import printable

_NO_NUMBER = re.compile(r"is not a valid int(?:eger)?(?: range)?")


def run(argv: Sequence[str]) -> int:
    """Run the program and return its exit code, see `kdcat.cli`.

    The answer goes to standard output, whatever is said about it to standard error. The code is
    the same whether or not anyone reads them to the end (`| head`); an answer that could not be
    written for another reason, such as a full disk, is trouble.

    Args:
        argv: The words after the program's name.
    """
    try:
        set_up()
        code = _command(argv)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except KdcatError as error:
        tell(f"kdcat: {error}")
        return TROUBLE
    except OSError as error:
        tell(f"kdcat: {error.filename or 'output'}: {error.strerror or error}")
        return TROUBLE
    except MemoryError:
        tell("kdcat: there is not enough memory")
        return TROUBLE
    except Exception:
        import traceback

        with suppress(OSError):
            for line in traceback.format_exc().splitlines():
                # What went wrong may quote the text of a list or of a server.
                sys.stderr.write(f"{printable(line)}\n")
        tell("kdcat: this is a bug in kdcat; please report it with the lines above")
        return TROUBLE
    return code


def _command(argv: Sequence[str]) -> int:
    import typer

    from kdcat.cli.command_table import program

    try:
        # Without its own error handling, Typer gives back the exit code or what the command gave.
        code = program()(args=list(argv) or ["--help"], prog_name="kdcat", standalone_mode=False)
    except SystemExit as ended:
        # Typer ends the program itself after installing completion, and where what a shell asks of
        # it is nothing that it knows: with 1, which means no here.
        return TROUBLE if ended.code else DONE
    except typer.Abort:
        return INTERRUPTED
    except typer.TyperException as error:
        raise KdcatError(_in_one_line(error)) from None
    return code if isinstance(code, int) else DONE


def _in_one_line(error: Exception) -> str:
    """Typer's report of wrong words, with the way to the help."""
    if likely := getattr(error, "possibilities", None):
        # Typer's own proposals are often far-fetched.
        name = str(getattr(error, "option_name", ""))
        message = f"{getattr(error, 'message', '')}{did_you_mean(name, sorted(likely))}"
    else:
        message = str(getattr(error, "format_message", lambda: error)()).strip().rstrip(".")
    message = _NO_NUMBER.sub("is not a whole number", message)
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "kdcat"
    first = message[:1].lower() + message[1:]
    return f"{' '.join(first.split())} (see '{path} --help')"

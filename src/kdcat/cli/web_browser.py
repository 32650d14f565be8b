"""The web browser of the person at this terminal."""

import os
import sys


def is_there() -> bool:
    """Whether there may be a browser that shows something to the person at this terminal."""
    if "BROWSER" in os.environ or sys.platform != "linux":
        return True
    far = any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "CI"))
    return not far and any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def opened(url: str) -> bool:
    """Open an address, and tell whether that went well."""
    import webbrowser

    try:
        return webbrowser.open(url)
    except (webbrowser.Error, ValueError):
        # $BROWSER names none that is there, or is no command line.
        return False


def what_failed() -> str:
    """Return which browser could not open an address, and how; nothing where there is none."""
    import shutil
    import webbrowser

    if not is_there():
        return ""
    if "BROWSER" not in os.environ:
        try:
            return f"{getattr(webbrowser.get(), 'name', '') or 'the web browser'} failed"
        except webbrowser.Error:
            return ""
    programs = list(filter(None, map(_program, os.environ["BROWSER"].split(os.pathsep))))
    there = {program: shutil.which(program) is not None for program in programs}
    if not any(there.values()):
        return ""
    told = (f"{each!r} {'failed' if there[each] else 'is not there'}" for each in programs)
    return f"{', '.join(told)} ($BROWSER)"


def _program(command: str) -> str:
    """The program of a command line; nothing where that is none."""
    import shlex

    try:
        return next(iter(shlex.split(command)), "")
    except ValueError:
        return ""


def needs_terminal() -> bool:
    """Whether the web browser shows its pages on the terminal, as lynx does, and not elsewhere."""
    import webbrowser

    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    # Those that are started and waited for; the others are known, or run on by themselves.
    return type(browser) is webbrowser.GenericBrowser

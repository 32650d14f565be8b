"""What goes wrong that a user can cause."""


class KdcatError(Exception):
    """Trouble whose message is the whole report: one line that says what, where and what to do.

    The program prints the message after ``kdcat: `` and exits with status 2.
    """


class UsageError(KdcatError):
    """The words of the command, not the catalog, are what is wrong."""

"""The commands: the only place that prints, exits, reads the environment or asks about a terminal.

`kdcat.cli.program.run` is the program as a function. Each command is a module of its own, loaded
when it is asked for; `kdcat.cli.command_table` is the table of them.
"""

DONE, NO, TROUBLE, INTERRUPTED = 0, 1, 2, 130
"""The exit codes: an answer, though an empty one; no; trouble; stopped by Ctrl-C."""

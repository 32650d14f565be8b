"""The commands: one module each, whose function `command` Typer runs."""

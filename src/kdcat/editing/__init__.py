"""A text changed in its own style."""

"""Lists that one follows: which, where they come from, the copies kept of them, what came in."""

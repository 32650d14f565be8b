"""Papers out and in: one module a format, and one row in the table of them."""

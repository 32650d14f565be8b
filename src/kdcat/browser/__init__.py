"""The full-screen program: the catalog, a question that changes with every key, and its answer."""

"""A list as a page to publish: what stands in it, and the files it is written to."""

"""A text read once into one document."""

"""Finding papers: what a query means, which papers fit it, and how well."""

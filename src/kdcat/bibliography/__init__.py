"""The world's facts: venues, proceedings, identifiers, and which entries are one paper."""

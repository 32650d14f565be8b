"""The rules of a healthy list, the problems they find, and the fixes of those that have one.

`rules.table.RULES` is the table of the rules, `checking.check` finds the problems of catalogs,
`fixing.fix` makes the fixes. A rule is a function from a document
(`kdcat.lint.checked_document`) to what it found; the rules stand in modules by what they look at.
"""

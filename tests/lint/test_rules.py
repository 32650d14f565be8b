"""The table of the rules lists what stands in the modules beside it, each with its documentation."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import kdcat.lint.rules
from kdcat.lint.rule import Rule, example
from kdcat.lint.rules.table import ALL, BY_NAME, RULES, UNUSED_IGNORE

MODULES = {
    module.name: vars(import_module(f"kdcat.lint.rules.{module.name}"))
    for module in iter_modules(kdcat.lint.rules.__path__)
    if module.name != "table"
}


def test_the_table_lists_each_rule_once() -> None:
    written = [
        value for module in MODULES.values() for value in module.values() if isinstance(value, Rule)
    ]
    assert sorted(rule.name for rule in ALL) == sorted(rule.name for rule in written)
    assert list(BY_NAME) == [rule.name for rule in (*RULES, UNUSED_IGNORE)]


def test_a_rule_stands_beside_its_function_under_its_own_name() -> None:
    for rule in ALL:
        name = rule.name.replace("-", "_")
        module = vars(import_module(rule.check.__module__))
        assert rule.check.__name__ == name
        assert module[name.upper()] is rule


def test_an_example_is_written_with_the_indentation_of_the_code() -> None:
    shown = example("""
        # List

        *  **Alpha**\x20
          below
        """)
    assert shown == "# List\n\n*  **Alpha** \n  below\n"

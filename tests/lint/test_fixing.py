"""What a safe fix may never do: change a title, lose anything, or not come to an end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kdcat.bibliography.venues import Venue, known_too
from kdcat.editing.edit import Edit
from kdcat.layouts import inline
from kdcat.layouts import readings as readings_of_units
from kdcat.layouts.once import parsed_once
from kdcat.layouts.said import said
from kdcat.lint import checking, fixing
from kdcat.lint.checked_document import checked_document
from kdcat.lint.checking import check
from kdcat.lint.fixing import fix
from kdcat.lint.problem import Finding, Problem
from kdcat.lint.rule import Rule
from kdcat.lint.rules.table import ALL, BY_NAME
from kdcat.paper import Paper
from kdcat.reading.catalog import Catalog, parse, parse_alike
from kdcat.reading.source import Source

FIELDS = Paper._fields

LINK = "[ :link: ](https://x.org/a)"


def read(text: str) -> Catalog:
    return parse(Source("list.md", text.encode(), None))


def titles(text: str) -> list[str]:
    return [paper.title for paper in read(text).papers]


def fixed(
    text: str, *rules: str, agreed: Callable[[Problem], bool] | None = None
) -> tuple[str, list[str]]:
    """The text with the fixes of some rules, or of all, and the rules whose fixes were made."""
    (after,) = fix(
        [Source("list.md", text.encode(), None)],
        lambda problem: not rules or problem.rule in rules,
        agreed,
    )
    return after.source.content.decode(), [problem.rule for problem in after.problems]


# What the safe fixes did to a list, and what they do.

HARM = {
    "a title with bold text in it": (
        f"* **Foo (**bar**) baz**, CVPR 2021, {LINK}\n",
        f"* **Foo (**bar**) baz**, CVPR 2021, {LINK}\n",
    ),
    "the same with something to fix": (
        f"* **Foo (**bar**) baz**. CVPR 2021 {LINK}\n",
        f"* **Foo (**bar**) baz**, CVPR 2021, {LINK}\n",
    ),
    "bold text in a title that is not bold": (
        f"* Foo (**bar**) baz. CVPR 2021, {LINK}\n",
        f"* Foo (**bar**) baz. CVPR 2021, {LINK}\n",
    ),
    "a title in two runs": (
        f"* **A**: **B**. CVPR 2021, {LINK}\n",
        f"* **A: B**, CVPR 2021, {LINK}\n",
    ),
    "a link around the title": (
        f"* [**A**](https://a.org) CVPR 2021, {LINK}\n",
        f"* [**A**](https://a.org) CVPR 2021, {LINK}\n",
    ),
    "a link around the title and more": (
        f"* [**A** CVPR 2021](https://a.org) {LINK}\n",
        f"* [**A** CVPR 2021](https://a.org) {LINK}\n",
    ),
    "what looks like a link and is none": (
        "* **A**, CVPR 2021, \\[ :link: ](https://x.org/a?utm_source=b)\n",
        "* **A**, CVPR 2021, \\[ :link: ](https://x.org/a?utm_source=b)\n",
    ),
    "marks between what would be a picture": (
        f"* **A**, CVPR 2021 !**[x](https://y.org/x)** {LINK}\n",
        f"* **A**, CVPR 2021 !**[x](https://y.org/x)**, {LINK}\n",
    ),
    "marks that part nothing": (
        f"* **A**, **CVPR** __2021__, w**it**h {LINK}\n",
        f"* **A**, CVPR 2021, w**it**h, {LINK}\n",
    ),
    "a bracket that an address opens in what goes": (
        "* **A**, CVPR 2021, [ :link: ](https://x.org/a?utm_a=(b#c)) [x](y)\n",
        "* **A**, CVPR 2021, [ :link: ](https://x.org/a?utm_a=(b#c)) [x](y)\n",
    ),
    "a bracket that an address closes in what goes": (
        "* **B**, CVPR 2021, [ :link: ](https://x.org/a_(b#:~:text=c)) [x](y)\n",
        "* **B**, CVPR 2021, [ :link: ](https://x.org/a_(b#:~:text=c)) [x](y)\n",
    ),
    "code that reaches into the next entry": (
        f"**A** CVPR 2021 `x {LINK}\n**B**. x`  y, ICASSP 2021 {LINK}\n",
        f"**A** CVPR 2021 `x {LINK}\n**B**. x` y, ICASSP 2021 {LINK}\n",
    ),
    "emphasis around the title": (
        f"* ***A*** CVPR 2021, {LINK}\n",
        f"* ***A***, CVPR 2021, {LINK}\n",
    ),
    "a space before a comma in the title": (
        f"* **A , b** , CVPR 2021, {LINK}\n",
        f"* **A , b**, CVPR 2021, {LINK}\n",
    ),
    "comments between the fields": (
        f"* **A**. <!-- x --> CVPR 2021 <!-- y --> {LINK}\n",
        f"* **A**, <!-- x --> CVPR 2021 <!-- y -->, {LINK}\n",
    ),
    "a comment in place of the fields": (
        f"* **A** <!-- kdcat: ignore missing-venue --> {LINK}\n",
        f"* **A** <!-- kdcat: ignore missing-venue --> {LINK}\n",
    ),
    "code between the fields": (
        f"* **A**. `x  , y` CVPR 2021 {LINK}\n",
        f"* **A**, `x  , y` CVPR 2021, {LINK}\n",
    ),
    "a backtick that is escaped": (
        f"* **A**. \\` `x  , y` CVPR 2021 {LINK}\n",
        f"* **A**, \\` `x  , y` CVPR 2021, {LINK}\n",
    ),
    "the destination of another link": (
        f"* **A**, CVPR  2021, [x](<https://y.org/a  b> 't  , u') {LINK}\n",
        f"* **A**, CVPR 2021, [x](<https://y.org/a  b> 't  , u'), {LINK}\n",
    ),
    "the year in the address of a picture": (
        "* **A**, arXiv 2005 ![](https://i.org/2005.svg), [ :link: ](https://arxiv.org/abs/2005.14435)\n",
        "* **A**, arXiv 2020 ![](https://i.org/2005.svg), [ :link: ](https://arxiv.org/abs/2005.14435)\n",
    ),
    "a venue with a comment in it": (
        f"* **A**, pattern <!-- x --> recognition 2021, {LINK}\n",
        f"* **A**, pattern <!-- x --> recognition 2021, {LINK}\n",
    ),
    "bold text at the beginning of a line, which would become another block": (
        f"* **A**. CVPR 2021 [paper](https://x.org/p)\n  **<!-- b -->** {LINK}\n",
        f"* **A**, CVPR 2021, [paper](https://x.org/p)\n  **<!-- b -->** {LINK}\n",
    ),
    "a quoted entry of two lines": (
        f"> * **A**, CVPR 2021\n> {LINK}\n",
        f"> * **A**, CVPR 2021, {LINK}\n",
    ),
    "preformatted text": (
        "<pre>\na  \n\n\nb\n</pre>\n\n\ntext  \n",
        "<pre>\na  \n\n\nb\n</pre>\n\ntext\n",
    ),
    "empty lines above a definition, which is on another line then": (
        "a [b]\n\n\n\n[b]: https://x.org/b\n",
        "a [b]\n\n[b]: https://x.org/b\n",
    ),
    "a definition that would be another's": (
        "[b]: https://x.org/b\n\n\n\n[B]: https://x.org/c\n",
        "[b]: https://x.org/b\n\n[B]: https://x.org/c\n",
    ),
    "a line break in a heading": ("a  \nb  \n===\n", "a  \nb\n===\n"),
    "a backslash that would break the line": ("a\\ \nb \nc\n", "a\\ \nb\nc\n"),
    "a link into the page that is none": (
        "* [A](#a)\n\n# A\n\n\\[A](#A) `[A](#A)` [A](#A)\n",
        "* [A](#a)\n\n# A\n\n\\[A](#A) `[A](#A)` [A](#a)\n",
    ),
    "the marks in an item of the contents": (
        f"* [Spech *one* two](#spech-one-two)\n\n## Speech one two\n\n* **A**, CVPR 2021, {LINK}\n",
        f"* [Spech *one* two](#speech-one-two)\n\n## Speech one two\n\n* **A**, CVPR 2021, {LINK}\n",
    ),
    "an anchor in an item of the contents": (
        f'* <a id="x"></a>[A](#a)\n\n# A\n\n* **A**, CVPR 2021, {LINK}\n\n# B\n',
        f'* <a id="x"></a>[A](#a)\n\n# A\n\n* **A**, CVPR 2021, {LINK}\n\n# B\n',
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize(("before", "after"), HARM.values(), ids=HARM)
def test_a_safe_fix_does_no_harm(before: str, after: str) -> None:
    assert fixed(before)[0] == after
    assert titles(before) == titles(after)


# The read-back, whatever a rule says of itself.


def with_rule(
    monkeypatch: pytest.MonkeyPatch,
    changes: tuple[str, ...],
    found: Callable[[str], Finding | None],
) -> None:
    """Let lists be checked by one rule alone, which is made for the test."""

    def look(document: object) -> Iterator[Finding]:
        if finding := found(getattr(document, "text", "")):
            yield finding

    every: Any = changes
    rule = Rule("made-up", "error", "safe", look, "", "", "", "", every)
    monkeypatch.setattr(checking, "RULES", (rule,))
    monkeypatch.setitem(BY_NAME, "made-up", rule)


def title_finding(safe: bool) -> Callable[[str], Finding | None]:
    def found(text: str) -> Finding | None:
        at = text.find("Alpha")
        edits = (Edit(at, at + 5, "Beta"),)
        if at < 0:
            return None
        return Finding(at, at + 5, "", edits=edits if safe else (), unsafe=() if safe else edits)

    return found


@pytest.mark.parametrize("changes", [("title",), ("*",), (*FIELDS, "*")])
def test_no_safe_fix_changes_a_title(
    monkeypatch: pytest.MonkeyPatch, changes: tuple[str, ...]
) -> None:
    text = f"* **Alpha**, ICASSP 2021, {LINK}\n"
    with_rule(monkeypatch, changes, title_finding(safe=True))
    assert fixed(text) == (text, [])
    assert fixed(text, agreed=lambda problem: True) == (text, [])
    with_rule(monkeypatch, changes, title_finding(safe=False))
    assert fixed(text) == (text, [])
    assert fixed(text, agreed=lambda problem: False) == (text, [])
    # The whole entry may go, and only so: another in its place is none of it.
    changed = "*" not in changes
    assert fixed(text, agreed=lambda problem: True) == (
        (text.replace("Alpha", "Beta"), ["made-up"]) if changed else (text, [])
    )


@pytest.mark.parametrize("changes", [(), ("title",), ("*",)])
@pytest.mark.parametrize("safe", [True, False])
def test_a_whole_entry_goes_only_where_that_is_agreed_to(
    monkeypatch: pytest.MonkeyPatch, changes: tuple[str, ...], safe: bool
) -> None:
    first, last = f"* **Alpha**, ICASSP 2021, {LINK}\n", f"* **Beta**, ICASSP 2021, {LINK}\n"

    def found(text: str) -> Finding | None:
        edits = (Edit(0, len(first), ""),)
        if not text.startswith(first):
            return None
        return Finding(0, 5, "", edits=edits if safe else (), unsafe=() if safe else edits)

    with_rule(monkeypatch, changes, found)
    assert fixed(first + last) == (first + last, [])
    gone = not safe and "*" in changes
    assert fixed(first + last, agreed=lambda problem: True) == (
        (last, ["made-up"]) if gone else (first + last, [])
    )


EVERY_ALTERATION = (
    (), ("commas",), ("separators",), ("words",), ("addresses",), ("items",),
    ("commas", "separators", "words", "items"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("alters", EVERY_ALTERATION, ids=" ".join)
@pytest.mark.parametrize(
    "lost",
    [
        *("<!-- c -->", "`code`", "![alt](https://i.org/p.png)", "<br>", "<b>", "\\\n", "  \n"),
        *("*", "~~", "[x](https://y.org/x)", "some words", "<https://y.org/z>", "&copy;", "\\*"),
        *('"a title"', "[1]", "\n\n"),
    ],
)
def test_nothing_is_lost_whatever_a_rule_declares(
    monkeypatch: pytest.MonkeyPatch, alters: tuple[Any, ...], lost: str
) -> None:
    """The fix of another entry is made all the same."""
    text = (
        f"* **Alpha**, CVPR 2021, {LINK} x<!-- c -->`code`![alt](https://i.org/p.png)<br><b>*y*</b>"
        "~~z~~[x](https://y.org/x) some words <https://y.org/z>&copy;\\*[1]\\\n  and  \n  more "
        '[y](https://y.org "a title")\n'
        f"* **Beta**, CVPR 2021, {LINK}\n\ntext\n\n[1]: https://z.org\n"
    )
    assert lost in text

    def look(document: object) -> Iterator[Finding]:
        written = getattr(document, "text", "")
        for word, instead in ((lost, ""), ("Beta**, C", "Beta**,  C")):
            at = written.find(word)
            if at >= 0:
                yield Finding(at, at + 1, word, edits=(Edit(at, at + len(word), instead),))

    rule = Rule("made-up", "error", "safe", look, "", "", "", "", FIELDS, alters)  # type: ignore[arg-type]
    monkeypatch.setattr(checking, "RULES", (rule,))
    monkeypatch.setitem(BY_NAME, "made-up", rule)
    assert fixed(text)[0] == text.replace("Beta**, ", "Beta**,  ")


def test_a_harmful_safe_fix_is_not_hidden_by_one_that_is_agreed_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = f"* **Alpha one**, ICASSP 2021, {LINK}\n"

    def look(document: object) -> Iterator[Finding]:
        written = getattr(document, "text", "")
        for word, safe in (("Alpha", True), ("one", False)):
            at = written.find(word)
            if at >= 0:
                edits = (Edit(at, at + len(word), "x"),)
                yield Finding(
                    at, at + 1, word, edits=edits if safe else (), unsafe=() if safe else edits
                )

    rule = Rule("made-up", "error", "safe", look, "", "", "", "", ("title",))
    monkeypatch.setattr(checking, "RULES", (rule,))
    monkeypatch.setitem(BY_NAME, "made-up", rule)
    assert fixed(text, agreed=lambda problem: True) == (text.replace("one", "x"), ["made-up"])


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Source]:
    """What was read back, each time."""
    readings: list[Source] = []

    def counted(source: Source, *before: Catalog) -> Catalog | None:
        readings.append(source)
        return parse_alike(source, *before) if before else parse(source, shown=True)

    monkeypatch.setattr(fixing, "as_shown", counted)
    monkeypatch.setattr(fixing, "parse_alike", counted)
    return readings


@pytest.mark.slow
def test_many_harmful_fixes_are_left_out_at_once(readings: list[Source]) -> None:
    """Each by itself, with the other fixes of its line made, in a few readings of the list."""
    entry = "* [Foo , bar {}](https://x.org/{}) ,  CVPR 2021 [code](https://g.org/{})\n"
    text = "".join(entry.format(at, at, at) for at in range(100))
    after, made = fixed(text, "double-space", "space-before-comma")
    assert after == text.replace(" ,  CVPR", ", CVPR")
    assert made == ["space-before-comma", "double-space"] * 100
    assert len(readings) < 9


def test_fixes_that_make_it_a_list_of_another_form_are_left_out_by_rule(
    readings: list[Source],
) -> None:
    """Those of a rule that does so only with those of another one are made."""
    names = ["".join(letters) for letters in product("Lkm", "aeio", "bdf", "aeiou", "pst", "ai")]
    entries = (f"- -**A b**<br> ,__,Et {name}2020\n" for name in names[:100])
    text = "# A\n\n## B\n\n" + "".join(entries)
    after, made = fixed(text, "space-before-comma", "misplaced-year")
    assert after == text.replace(" ,__", ",__")
    assert made == ["space-before-comma"] * 100
    # As it is, with all, with those of the one rule, and then with those of the other.
    assert len(readings) == 4


@pytest.mark.slow
@pytest.mark.parametrize("plain", [0, 60])
def test_many_harmful_fixes_of_one_block_take_few_readings(
    readings: list[Source], plain: int
) -> None:
    """What does no harm is mended all the same."""
    entry = "* **A**, CVPR 2020, [ :link: ](https://a.org/a) b\n"
    harmless, code = "  b c \n" * plain, "  `\n" + "  b c \n" * 60 + "  `\n"
    after, made = fixed(entry + harmless + code, "trailing-whitespace")
    assert after == entry + harmless.replace(" \n", "\n") + code
    assert made == ["trailing-whitespace"] * plain
    assert len(readings) < (9 if plain else 8)


def test_of_a_very_long_block_no_fix_is_tried_by_itself(readings: list[Source]) -> None:
    """Those of other blocks are made."""
    code = "a `\n" + "b c \n" * 5_000 + "`\n"
    assert fixed(f"{code}\nd \n", "trailing-whitespace") == (
        f"{code}\nd\n",
        ["trailing-whitespace"],
    )
    # As it is, with all, without those of the block, and with them alone when no other is left.
    assert len(readings) == 4


@pytest.mark.slow
def test_many_fixes_that_harm_no_one_block_take_few_readings(
    readings: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each makes a block of another kind."""

    def look(document: object) -> Iterator[Finding]:
        for found in re.finditer("#b", getattr(document, "text", "")):
            yield Finding(*found.span(), "", edits=(Edit(*found.span(), "# b"),))

    rule = Rule("made-up", "error", "safe", look, "", "", "", "")
    monkeypatch.setattr(checking, "RULES", (rule,))
    monkeypatch.setitem(BY_NAME, "made-up", rule)
    text = "# A\n" + "\n#b\n" * 40
    assert fixed(text) == (text, [])
    assert len(readings) < 9


@pytest.mark.slow
def test_many_definitions_that_fixes_would_change_take_few_readings(
    readings: list[Source],
) -> None:
    text = "# A\n" + "".join(f"\n[{at}]: https://a.org/{at} 'b \n  c'\n" for at in range(40))
    fault = "\ntext \n"
    assert fixed(text + fault) == (text + fault.replace(" ", ""), ["trailing-whitespace"])
    assert len(readings) < 8


def test_blanks_before_the_commas_between_authors_go() -> None:
    line = "- [{} Networks for Vision](https://x.org/{}). Ann Lee , Bo Chen , Cy Dee. CVPR , 2021\n"
    before = "".join(line.format(name, number) for number, name in enumerate("ABCD"))
    after, made = fixed(before)
    assert after == before.replace(" ,", ",")
    assert made == ["space-before-comma"] * 4
    authors = [paper.authors for paper in parse(Source("list.md", after.encode(), None)).papers]
    assert authors == ["Ann Lee, Bo Chen, Cy Dee"] * 4


def test_each_content_is_parsed_once_in_a_state_of_the_page(parsed: list[str]) -> None:
    """And those that stay as they are, once at all."""
    lines = [
        f"* **A & <b>b</b>**  CVPR 2024 , [ :link: ](https://x.org/{number})" for number in range(5)
    ]
    good = "* **A & <b>b</b>** CVPR 2024, [ :link: ](https://x.org/5)"
    after, made = fixed("".join(f"{line}\n" for line in [*lines, good]))
    assert set(made) == {"double-space", "space-before-comma"}
    contents = {line[2:] for line in (*lines, *after.splitlines())}
    # Between the two there are states with a fix more, which is then left out.
    assert contents < {*parsed}
    assert len(parsed) == len({*parsed})


def test_entries_of_several_lines_are_parsed_once_though_they_are_placed_and_read_again(
    parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what stays as it is, is read once by vote."""
    looked_at: list[tuple[str, Any]] = []

    def noted(text: Any, mask: str, title: Any) -> Any:
        looked_at.append((text.text, title))
        return said(text, mask, title)

    monkeypatch.setattr(readings_of_units, "said", noted)
    line = "- [A *study* of views]({})\n  Ann Lee , Bo Chen\n  CVPR 202{}\n"
    good = "- [A *view* of studies](https://a.org/9)\n  Cy Dee, Eli Fox\n  CVPR 2021\n"
    before = "".join(line.format(f"https://a.org/{at}", at) for at in range(4)) + good
    after, made = fixed(before)
    assert (after, set(made)) == (before.replace(" ,", ","), {"space-before-comma"})
    assert len(parsed) == len({*parsed})
    assert "Eli Fox" in str(looked_at)
    assert len(looked_at) == len({*looked_at})


def test_what_was_read_with_the_venues_of_one_page_is_not_kept_for_another() -> None:
    text = "- [A study of views](https://arxiv.org/abs/2101.00001), Wren Meeting, 2021\n" * 3
    venue = Venue("Wren", "Wren", "conference", ("Wren Meeting",), None, ())
    with parsed_once():
        source = Source("list.md", text.encode(), None)
        assert parse(source).papers[0].venue is None
        with known_too([venue]):
            assert parse(source).papers[0].venue == "Wren"
        assert parse(source).papers[0].venue is None


def test_long_contents_are_parsed_once_though_their_tokens_are_not_kept(
    parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are: what a fix changed is compared when all of it has been read."""
    monkeypatch.setattr(inline._TOKENS, "get", lambda _of, _characters, make: make())
    title = "Kept for nobody " + "*a* b_ " * 200
    lines = [
        f"* **{title}**  CVPR 2024 , [ :link: ](https://x.org/{number})" for number in range(3)
    ]
    after, made = fixed("".join(f"{line}\n" for line in lines))
    assert set(made) == {"double-space", "space-before-comma"}
    assert {line[2:] for line in (*lines, *after.splitlines())} <= {*parsed}
    assert len(parsed) == len({*parsed})


def test_each_fix_is_asked_about_once() -> None:
    """Also where the lines, and what is said of them, are the same."""
    url = "https://openaccess.thecvf.com/content/CVPR2023/html/{}_CVPR_2023_paper.html"
    names = ["A", "B", "C", "D"]
    lines = [f"* **{name}**, CVPR 2024, [ :link: ]({url.format(name)})\n" for name in names]
    asked: list[int] = []

    def agreed(problem: Problem) -> bool:
        asked.append(problem.line)
        return problem.line % 2 == 0

    after, made = fixed("".join(lines), "year-vs-url", agreed=agreed)
    assert asked == [1, 2, 3, 4]
    assert made == ["year-vs-url"] * 2
    assert after.splitlines(keepends=True) == [
        line.replace("CVPR 2024", "CVPR 2023") if at % 2 else line for at, line in enumerate(lines)
    ]


def test_a_fix_that_was_agreed_to_and_does_harm_is_asked_about_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Though another is made, and the list is checked again."""

    def look(document: object) -> Iterator[Finding]:
        written = getattr(document, "text", "")
        for word in ("Alpha", "  "):
            at = written.find(word)
            if at >= 0:
                yield Finding(at, at + 1, word, unsafe=(Edit(at, at + len(word), " "),))

    rule = Rule("made-up", "error", "unsafe", look, "", "", "", "")
    monkeypatch.setattr(checking, "RULES", (rule,))
    monkeypatch.setitem(BY_NAME, "made-up", rule)
    asked: list[str] = []

    def agreed(problem: Problem) -> bool:
        asked.append(problem.message)
        return True

    text = f"* **Alpha**, ICASSP 2021, {LINK}\n* **Beta**, ICASSP  2021, {LINK}\n"
    assert fixed(text, agreed=agreed) == (text.replace("  ", " "), ["made-up"])
    assert asked == ["Alpha", "  "]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("CVPR 2021", 5),
        ("CVPR 2021 (no 12021)", 5),
        ("CVPR 2021, 2101.2021", 5),
        ("2021 at 2021 in time", 8),
        ("DCASE2021 Challenge", 5),
        ("CVPR [2021](https://x.org/2021) ![](https://x.org/2021)", 6),
    ],
)
def test_the_place_of_a_year(fields: str, place: int) -> None:
    before = "* **A**, "
    (entry,) = checked_document(read(f"{before}{fields}, {LINK}")).entries
    start = len(before) + place
    assert (entry.paper.year, entry.year) == (2021, (start, start + 4))


# Random Markdown around entries.

INLINE = [
    *("**", "**", "*", "_", "__", "`", "``", "\\", "[", "]", "(", ")", "!", "<", ">", "&amp;"),
    *("<!-- c -->", "<b>", "</b>", " ", " ", "  ", ",", ", ", ":", " : ", ".", "\n", "  \n", "\n  "),
    *("Foo", "bar", "é", "2021", "2005", "ICASSP", "icassp", "arXiv", "arxive", "AAAI2019"),
    *("[ :link: ](https://x.org/a)", "[ :octocat: ](https://github.com/a/b)", "[ :link: ][1]"),
    *("~~", "&nbsp;", "&#42;", "\\*", "|", "\\\n", "<br>", "<img src='a  b'>", "![[a](b)](c)"),
    *("[x](https://y.org/ICASSP)", '[x](<https://y.org/a  b> "t  , u")', "<https://y.org/z>"),
    *("`a  , b`", "![a  b](https://i.org/p.png)", "[Sp](#Speech)", "https://x.org/a?utm_source=x"),
    *("[ :link: ](http://arxiv.org/pdf/2005.12747v2#:~:text=a)", "[paper](https://x.org/p)"),
]  # fmt: skip
RUN = st.lists(st.sampled_from(INLINE), max_size=7).map("".join)
ENTRY = st.builds(
    "{}**{}**{}{}{}".format,
    st.sampled_from(["* ", "*  ", "- ", "1. ", "> * ", "* [", ""]),
    RUN,
    st.sampled_from([", ", ". ", "", " ", ": ", "](https://t.org) "]),
    RUN,
    st.sampled_from(["", LINK, f" {LINK}", f", {LINK}", "[paper](https://x.org/a)"]),
)
AROUND = st.sampled_from(
    [
        *("", " ", "# List", "## Speech  ", "### ASR", "text  ", "text\\ ", "---", "===", "> "),
        *("    code  x , y  ", "```", "<!-- x\n\n\n y -->", "<pre>", "</pre>", "<div>", "1.  one"),
        *("* [Speech](#Speech)", "  *  [ASR](#asr)", "* [Spech](#spech)", "* **Group**"),
        *(
            "|---|---|",
            "| **Foo**  , x | CVPR  2021 |",
            "<details>",
            "<td>**Foo**  , b</td>",
            "> * ",
        ),
        *("[1]: https://z.org/1 'a  , b'", "> quote  , x", "| a | b |", "* **Foo** , CVPR  2021"),
    ]
)
MARKDOWN = st.builds(
    lambda newline, lines, end: newline.join(lines) + end,
    st.sampled_from(["\n", "\n", "\r\n"]),
    st.lists(ENTRY | AROUND, max_size=5),
    st.sampled_from(["\n", ""]),
)
_PAGE = MarkdownIt("commonmark")


def tokens(text: str) -> Iterator[Token]:
    """All tokens of a page, those of the inline Markdown among them."""
    waiting = list(reversed(_PAGE.parse(text)))
    while waiting:
        token = waiting.pop()
        yield token
        waiting += reversed(token.children or [])


def as_it_is(text: str) -> list[tuple[str, str]]:
    """What no fix is about: code, HTML and pictures, but for the white space in them."""
    return [
        (token.type, " ".join(str(token.attrs.get("src") or token.content).split()))
        for token in tokens(text)
        if token.type
        in {"code_inline", "code_block", "fence", "html_inline", "html_block", "image"}
    ]


def shown(text: str) -> str:
    """The words that a page shows, block by block, less white space and separators."""
    found = []
    for token in tokens(text):
        if token.type in {"text", "text_special", "code_inline"}:
            found.append(token.content)
        elif token.type == "inline":
            found.append("\n\n")
    return re.sub(r"[ \t\r.,;:|*_–—-]+", "", "".join(found))


def destinations(text: str) -> list[object]:
    return [token.attrs["href"] for token in tokens(text) if token.type == "link_open"]


def as_html(text: str) -> str:
    """A page, less what white space makes of it: lists that are loose, and breaks in the source."""
    page = re.sub(r"</?p>|\s+", " ", _PAGE.render(text)).strip()
    return re.sub(r" ?(<[^<>]*>) ?", r"\1", page)


FREE = {"id", "line", "venue", "venue_raw", "year", "paper_url", "code_url", "doi", "arxiv_id"}


@settings(max_examples=150)
@given(MARKDOWN)
def test_the_safe_fixes_change_no_title_and_lose_nothing(text: str) -> None:
    after, made = fixed(text)
    assert titles(after) == titles(text)
    for old, new in zip(read(text).papers, read(after).papers, strict=True):
        assert {
            name for name, one, other in zip(FIELDS, old, new, strict=True) if one != other
        } <= FREE, made
    assert as_it_is(after) == as_it_is(text), made
    again, _ = fixed(after)
    assert again == after, made


WHITE_SPACE = (
    "trailing-whitespace", "blank-line-run", "double-space", "list-marker-spacing",
    "heading-blank-line",
)  # fmt: skip
ADDRESSES = ("text-fragment", "tracking-query", "insecure-http", "non-canonical-arxiv-url")
VENUES_AND_YEARS = ("misplaced-year", "arxiv-year-mismatch", "venue-misspelled", "venue-variant")


@settings(max_examples=100)
@given(MARKDOWN)
def test_what_a_page_shows_changes_in_what_the_fix_is_about_alone(text: str) -> None:
    spaced, _ = fixed(text, *WHITE_SPACE)
    assert as_html(spaced) == as_html(text)
    for rules in (("field-separator",), ("space-before-comma",)):
        parted, made = fixed(text, *rules)
        assert (shown(parted), destinations(parted)) == (shown(text), destinations(text)), made
    led, made = fixed(text, *ADDRESSES)
    assert shown(led) == shown(text) or "https://x.org/a?utm_source=x" in text, made
    dated, made = fixed(text, *VENUES_AND_YEARS)
    assert destinations(dated) == destinations(text), made


@settings(max_examples=100)
@given(MARKDOWN)
def test_an_edit_is_where_its_problem_is(text: str) -> None:
    """All else stays as it is, byte by byte (`kdcat.edit.apply`)."""
    catalog = read(text)
    lines = checked_document(catalog).lines
    for problem in check([catalog]):
        start, end = lines.span(problem.line).start, lines.after(problem.end_line)
        if problem.rule != "heading-not-in-toc":
            assert all(start <= one.start <= one.end <= end for one in problem.edits), problem


def test_every_rule_that_is_safe_says_nothing_of_titles_or_entries() -> None:
    """But for what is asked about, no rule even claims that it may change them."""
    for rule in ALL:
        if {"title", "*"} & set(rule.changes):
            assert rule.fixable == "unsafe" or rule.name == "space-before-comma"


def test_no_brackets_are_suggested_that_hold_nothing() -> None:
    text = f"* **A** (2021), Ann Author, {LINK}\n"
    found = [one for one in check([read(text)]) if one.rule == "misplaced-year"]
    assert [(one.suggestion, one.edits, one.unsafe) for one in found] == [(None, (), ())]

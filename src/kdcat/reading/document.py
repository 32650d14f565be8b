"""A document: a Markdown text walked once, from which everything else about it is derived."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kdcat.layouts.inline import page_parser, parser
from kdcat.layouts.pieces import block_content, pieces, rendered_text
from kdcat.layouts.places import Places, places
from kdcat.reading import outline
from kdcat.reading.blocks import Walked
from kdcat.text import Lines, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it import MarkdownIt

    from kdcat.layouts.piece import Content, Piece
    from kdcat.layouts.shown import Page
    from kdcat.reading.blocks import Block
    from kdcat.reading.outline import InPageLink, Section


@dataclass(frozen=True, eq=False)
class Document:
    """A text that has been walked. What is derived is found when it is first asked for."""

    text: str
    elements: Iterable[Block]
    """Its blocks in their order: headings, paragraphs, rows of tables, raw HTML and code."""
    but_items: tuple[Block, ...]
    """The same without the items of one line that stand in no other, of which a long list is."""
    markdown: MarkdownIt
    references: dict[str, object]
    """The link references, as markdown-it keeps them."""
    shown: Page | None = None
    """What it shows, where that was asked for."""

    @cached_property
    def lines(self) -> Lines:
        """The lines of the text."""
        return Lines(self.text)

    @cached_property
    def headings(self) -> tuple[Section, ...]:
        """Every heading, the title among them."""
        return tuple(
            outline.Section(element.level, self.rendered(element.content), element.line)
            for element in self.but_items
            if element.kind == "heading"
        )

    @cached_property
    def heading_lines(self) -> frozenset[int]:
        """The numbers of the lines on which headings begin."""
        return frozenset(heading.line for heading in self.headings)

    @cached_property
    def title(self) -> Section | None:
        """The document's own heading, which is not a section."""
        has_title = outline.has_title(self.headings, self.contents)
        return self.headings[0] if has_title else None

    @cached_property
    def contents(self) -> tuple[Block, ...]:
        """The items of the table of contents; empty where there is none."""
        return outline.contents(self.elements)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The headings that begin a section: behind the line on which the contents begin."""
        start = self.contents[0].line if self.contents else 0
        title = self.title
        return tuple(
            heading for heading in self.headings if heading is not title and heading.line > start
        )

    @cached_property
    def slugs(self) -> dict[str, Section]:
        """The headings by the anchors that GitHub gives them, in their order."""
        texts = (heading.text for heading in self.headings)
        return dict(zip(outline.slugs(texts), self.headings, strict=True))

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The other anchors of the page: names and ids of HTML."""
        return outline.anchors(self.text)

    @cached_property
    def in_page_links(self) -> tuple[InPageLink, ...]:
        """The links into the page, in their order."""
        return tuple(outline.in_page_links(self))

    @cached_property
    def code_lines(self) -> frozenset[int]:
        """The numbers of the lines that are code; of fenced code, those of the fences too."""
        return frozenset(
            line
            for element in self.elements
            if element.kind in ("code", "fence")
            for line in range(
                element.line,
                element.line + element.content.count("\n") + 2 * (element.kind == "fence"),
            )
        )

    def rendered(self, content: str) -> str:
        """Return the text of inline Markdown as a reader sees it, on one line."""
        return rendered_text(content, self.markdown, self.references)

    def content(self, block: Block) -> Content:
        """Return the inline Markdown of a block with its places in the text."""
        return block_content(block.content, self.lines, block.line)

    def pieces(self, block: Block) -> list[Piece]:
        """Return the pieces of a block, each with its place in the text."""
        return pieces(self.content(block), self.markdown, self.references)

    def span(self, block: Block) -> Span:
        """Return where a block stands, from its bullet on, less white space at both ends."""
        start = self.lines.start(block.line)
        raw = self.text[start : self.lines.end(min(block.end_line - 1, len(self.lines)))]
        shown = raw.strip()
        first = start + raw.find(shown)
        return Span(first, first + len(shown))

    def places(self, entry: Block) -> Places:
        """Return where the parts of an entry stand.

        Raises:
            ValueError: The block is no entry.
        """
        return places(
            self.content(entry), self.text, self.span(entry), self.markdown, self.references
        )


def document(
    text: str, progress: Callable[[int], None] | None = None, *, shown: bool = False
) -> Document:
    """Walk a text.

    Args:
        text: Markdown without NUL characters.
        progress: Called now and then with the number of the line that has been reached.
        shown: Whether to keep what the page shows.
    """
    markdown = page_parser()
    references: dict[str, object] = {}
    page = None
    if shown:
        from kdcat.layouts.shown import Page, Parts

        page = Page(Parts(), references, markdown)
    walked = Walked(text, markdown, references, progress, page.told if page else None)
    elements = tuple(walked) if len(text) < _LARGE else walked
    return Document(text, elements, walked.but_items, parser(), references, page)


_LARGE = 1 << 24
"""Characters of a text whose blocks do not stand in memory all at once."""

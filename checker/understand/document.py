"""A page, parsed once: `parse(load)` gives the Document that everything else in `understand` works on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from disputelint.checker.model import JSON, Block, Link
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand import blocks, forms, outline, previewbar, template, unmarked
from disputelint.checker.understand.collect import Collected, Drawing, Image
from disputelint.checker.understand.forms import Control, Form
from disputelint.checker.understand.links import Joiner
from disputelint.checker.understand.nesting import tree_of
from disputelint.checker.understand.walk import Walker

__all__ = ["Control", "Document", "Form", "Image", "parse"]


@dataclass(slots=True)
class Document:
    """All that is known of one page before anybody asks what it means. Treat as read-only."""

    load: Load
    url: str  # where it was in the end
    base: str  # what its links are relative to
    title: str
    source: str = field(repr=False)  # the HTML as parsed
    lang_hint: str = ""  # as declared, BCP 47 or what the page takes for it
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    links: tuple[Link, ...] = field(default=(), repr=False)
    meta: dict[str, str] = field(default_factory=dict, repr=False)  # name or property, lower case → content
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()  # hreflang, URL
    jsonld: tuple[dict[str, JSON], ...] = field(default=(), repr=False)
    microdata: tuple[dict[str, JSON], ...] = field(default=(), repr=False)
    scripts: tuple[str, ...] = field(default=(), repr=False)  # src, absolute
    inline_scripts: tuple[str, ...] = field(default=(), repr=False)
    stylesheets: tuple[str, ...] = field(default=(), repr=False)
    iframes: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    controls: tuple[Control, ...] = field(default=(), repr=False)
    images: tuple[Image, ...] = field(default=(), repr=False)
    drawings: tuple[Drawing, ...] = field(default=(), repr=False)
    template: str = ""  # key of the theme template that makes it
    tags: dict[bool, str] = field(default_factory=dict, repr=False, compare=False)  # what `language.detect` told of it
    _tree: LexborHTMLParser | None = field(default=None, repr=False, compare=False)

    @property
    def tree(self) -> LexborHTMLParser:
        """The tree of the page; made anew where the Document was handed on without it, as few pages are asked for it."""
        if self._tree is None:
            self._tree = tree_of(self.source)
        return self._tree

    @property
    def opengraph(self) -> dict[str, str]:
        """og: and product: properties (https://ogp.me/)."""
        return {key: value for key, value in self.meta.items() if key.startswith(("og:", "product:"))}

    @property
    def rendered(self) -> bool:
        """Whether it was laid out in a browser, so that visibility, boxes and sizes are known."""
        return bool(self.load.layout)

    def text(self, visible: bool = True) -> str:
        """The text of all blocks, one a line."""
        return "\n".join(block.text for block in self.blocks if block.text and (block.visible or not visible))


def parse(load: Load) -> Document:
    """The Document of a load: one parse, one walk. A load without HTML gives a Document without blocks."""
    with _no_collection():
        return _parse(load)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cyclic collector: what a walk makes lives until its end, so that looking for garbage finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _parse(load: Load) -> Document:
    source = load.html()
    tree = tree_of(source)
    previewbar.left_out(tree, source)
    url = load.final_url or load.url
    found = Collected(Joiner(url))
    root = tree.root
    if root is not None:
        if tree.head is not None:
            found.head(tree.head)
        Walker(found, tuple(load.layout[:]), drawer="drawer" in load.probes).walk(root)
        unmarked.free_content(found)
        unmarked.mark_footer(found)
    made = outline.finish(found.drafts, found.ids)
    document = Document(load, url, found.joiner.base, found.title, source, _tree=tree)
    document.lang_hint = _declared(tree, found)
    document.blocks = (*made, *_frames(load, len(made)))
    _fill(document, found, tree)
    document.template = template.key(tree)
    return document


def _fill(document: Document, found: Collected, tree: LexborHTMLParser) -> None:
    """Everything besides blocks."""
    ids, count = found.ids, len(found.drafts)
    document.links = tuple(
        Link(
            url=raw.anchor.url,
            text=blocks.fold("".join(raw.anchor.texts)) or blocks.fold(raw.anchor.fallback),
            region=raw.frame.region,
            visible=raw.anchor.seen if raw.anchor.texts else raw.frame.visible,
            selector=raw.frame.selector(ids),
            block=min(raw.block, count - 1) if raw.block is not None and count else None,
            box=blocks.box_of(raw.frame.layout),
        )
        for raw in found.links
        if raw.anchor.url
    )
    document.meta = found.meta
    document.canonical = next((url for rel, url, _ in found.head_links if "canonical" in rel.split()), "")
    document.alternates = tuple((lang, url) for rel, url, lang in found.head_links if lang and "alternate" in rel)
    document.stylesheets = tuple(url for rel, url, _ in found.head_links if "stylesheet" in rel)
    document.jsonld, document.microdata = tuple(found.json_ld), tuple(found.items)
    document.scripts, document.inline_scripts = tuple(found.scripts), tuple(found.inline_scripts)
    document.iframes = tuple(found.iframes)
    document.forms = tuple(
        forms.with_selector(form, frame.selector(ids))
        for form, frame in zip(found.forms, found.form_frames, strict=True)
    )
    labels = forms.Labels(found.label_targets, tuple(found.label_texts), _named(found, tree))
    document.controls = tuple(forms.finish(found.controls, list(document.forms), labels, ids, count))
    document.images = tuple(
        Image(
            raw.src,
            raw.alt,
            raw.frame.selector(ids),
            raw.frame.region,
            raw.width,
            raw.height,
            raw.frame.visible,
            blocks.box_of(raw.frame.layout),
            min(raw.block, count - 1) if count else None,
            raw.frame.area or _area_at(document.blocks, min(raw.block, count - 1), raw.frame.region),
            raw.frame.link.url if raw.frame.link is not None else "",
        )
        for raw in found.images
    )
    document.drawings = tuple(
        Drawing(
            raw.name,
            raw.frame.visible,
            min(raw.block, count - 1) if count else None,
            raw.frame.area or _area_at(document.blocks, min(raw.block, count - 1), raw.frame.region),
        )
        for raw in found.drawings
    )


def _area_at(made: tuple[Block, ...], index: int, region: str) -> str:
    """The area that a heading has opened at a place, for what is not itself a block."""
    return made[index].area if 0 <= index < len(made) and made[index].region == region else ""


def _named(found: Collected, tree: LexborHTMLParser) -> dict[str, str]:
    """Texts of the elements that aria-labelledby names."""
    wanted = {word for one in found.controls for word in (one.attributes.get("aria-labelledby") or "").split()}
    named = {}
    for word in sorted(wanted)[:200]:
        if '"' not in word and "\\" not in word and "\n" not in word:
            node = tree.css_first(f'[id="{word}"]')
            if node is not None:
                named[word] = blocks.fold(node.text(deep=True))[:500]
    return named


def _frames(load: Load, start: int) -> list[Block]:
    """The blocks of the frames inside a page, numbered on from its own."""
    made: list[Block] = []
    for frame in load.frames:
        tree = tree_of(frame.html) if frame.html else None
        if tree is None or tree.root is None:
            continue
        found = Collected(Joiner(frame.url))
        Walker(found, (), frame.url).walk(tree.root)
        made += outline.finish(found.drafts, found.ids, start + len(made))
    return made


def _declared(tree: LexborHTMLParser, found: Collected) -> str:
    """The language as the page declares it: html lang, xml:lang, body lang, meta, og:locale."""
    for node in (tree.css_first("html"), tree.body):
        if node is not None:
            said = node.attributes.get("lang") or node.attributes.get("xml:lang")
            if said:
                return said.strip()
    for key in ("content-language", "language", "og:locale", "dc.language"):
        if found.meta.get(key):
            return found.meta[key].split(",")[0].strip()
    return ""

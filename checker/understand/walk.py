"""One walk over the tree of a page: everything a Document holds is collected on the way, in page order.

The walk is a loop, not a recursion, so that a page nested ten thousand deep costs time and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from selectolax.lexbor import LexborNode

from disputelint.checker.model import BlockRole
from disputelint.checker.snapshot.records import Layout
from disputelint.checker.understand import blocks, drafts, markup, regions, tables
from disputelint.checker.understand.blocks import Draft
from disputelint.checker.understand.collect import Collected
from disputelint.checker.understand.folds import PANELS, Folds, panel_of, turns
from disputelint.checker.understand.frames import Anchor, Frame, Scope, Segment
from disputelint.checker.understand.tags import OTHER, TRAITS, Traits
from disputelint.checker.understand.void import SAYING, draws, holds_nothing

Attributes = Mapping[str, str | None]
_NAMING = frozenset(("id", "class", "role"))  # see Walker._named
_BOXES = frozenset(("aside", "div", "section"))
_SAID = 500  # characters of an element's text that name another
_LEVELS = {str(level): level for level in range(1, 7)}
_CLOSING_ROLES = frozenset(("button", "question", "heading", "term"))
_KEEPS_ROLE = frozenset(("heading", "term", "question", "row_header", "column_header"))
_HOLDS_IMAGE = frozenset(("", "cell", "definition", "paragraph", "item", "answer"))


class Walker:
    """Walks one tree (the page's or a frame's) and adds what it meets to `found`."""

    def __init__(
        self, found: Collected, layout: Sequence[Layout | None], frame_url: str = "", drawer: bool = False
    ) -> None:
        self.found = found
        self.layout = layout
        self.frame_url = frame_url
        self.drawer = drawer  # the page is a look at its cart's drawer, which is then no small print beside it
        self.drafts = found.drafts
        self.parts: list[Segment] = []
        self.pictures = 0  # met since the last flush
        self.tables: list[tables.Table] = []
        self.terms: list[str] = []  # the dt that governs, per open dl
        self.question = ""
        self.folds = Folds()

    def walk(self, root: LexborNode) -> None:
        """Visit everything below `root`."""
        frame = top = Frame(root.tag or "html", None, root, OTHER, 1)
        node = root.child
        enter, leave = self._enter, self._leave
        up: Any  # the frame around the one that closes: only the top has none, and it ends the walk
        while True:
            if node is None:
                leave(frame)
                if frame is top:
                    return
                node, up = frame.node.next, frame.parent
                frame = up
            elif node.is_element_node:
                child = node.child
                inner = enter(node, child, frame)
                if inner is None:
                    node = node.next
                    continue
                frame, node = inner, child
                if node is not None and inner.breaks and node.is_text_node and node.next is None:
                    self._only_text(node.text_content or "", frame)
                    node = None
            else:
                if node.is_text_node:
                    text = node.text_content
                    if text:
                        self._text(text, frame)
                node = node.next

    def _text(self, text: str, frame: Frame) -> None:
        if not self.parts and text.isspace():
            return
        if frame.tag == "pre":
            for number, line in enumerate(text.split("\n")):
                if number:
                    self.parts.append(Segment(None, frame))
                self.parts.append(Segment(line, frame))
            return
        self.parts.append(Segment(text, frame))
        if frame.link is not None:
            frame.link.texts.append(text)
            frame.link.seen = frame.link.seen or frame.visible

    def _only_text(self, text: str, frame: Frame) -> None:
        """The text of an element that breaks text and holds nothing else: a block of its own."""
        if frame.tag == "pre" or frame.link is not None:
            self._text(text, frame)
            return
        said = blocks.fold(text)
        if said:
            self.drafts.append(drafts.single(said, frame, frame, self.frame_url))

    def _enter(self, node: LexborNode, child: LexborNode | None, up: Frame) -> Frame | None:
        """The frame of an element, whose first child is given; None when nothing inside it is to be visited."""
        tag = node.tag or ""
        if tag == "svg" and up.link is None:
            if child is not None:
                self.found.drawing(node, child, up)
            return None  # a drawing, of which a page can have thousands
        traits = TRAITS.get(tag, OTHER)
        if traits.unread:
            self._unread(tag, node, up)
            return None
        if up.same_tag is None:
            up.same_tag = {tag: 1}
            nth = 1
        else:
            nth = up.same_tag[tag] = up.same_tag.get(tag, 0) + 1
        attributes: Attributes = node.attributes
        if child is None and up.link is None and not traits.replaced:
            self.found.icon(attributes.get("class"), up)
        elif child is not None and child.is_text_node and child.next is None and draws(node, attributes.get("class")):
            if traits.breaks and (self.parts or self.pictures):
                self._flush(up if up.breaks or up.block is None else up.block)
            return None
        if (child is None or (child.is_element_node and child.tag == "svg")) and holds_nothing(
            traits, attributes, child, up
        ):
            self._passed(traits, child, up)
            return None
        frame = Frame(tag, up, node, traits, nth)
        if attributes and "id" in attributes:
            frame.identifier = attributes["id"] or ""
        if traits.breaks:
            if self.parts or self.pictures:
                self._flush(up if up.breaks or up.block is None else up.block)
            frame.first = len(self.drafts)
            if up.role == "heading":
                frame.bold = False
            if self.folds.beside(up):
                frame.opens = up.visible or up.opens
            if traits.landmark or (attributes and not _NAMING.isdisjoint(attributes)):
                self._named(frame, traits, attributes, up)
            if traits.shapes:
                self._shape(frame, traits, up)
        elif traits.bold:
            frame.bold = True
        elif traits.struck:
            frame.struck = True
        behind = up.closed and tag != "summary"
        if behind:
            frame.opens = up.visible or up.opens
        if (attributes and not SAYING.isdisjoint(attributes)) or tag == "dialog":
            self._attributes(frame, attributes)
        if behind and frame.layout is None:
            frame.visible = False
        if not traits.breaks and frame.visible != up.visible:
            frame.saved, self.parts = self.parts, []
        if "onclick" in attributes and turns(attributes["onclick"] or ""):
            self.folds.meet(frame)
        if traits.special or "role" in attributes:
            self._special(frame, node, attributes)
        if traits.replaced:
            self._replaced(frame, node, attributes)
            return None
        return frame

    def _passed(self, traits: Traits, child: LexborNode | None, up: Frame) -> None:
        """An element that holds nothing to read: it ends what stands before it, and may hold drawings."""
        if traits.breaks and (self.parts or self.pictures):
            self._flush(up if up.breaks or up.block is None else up.block)
        while child is not None:
            if (inside := child.child) is not None:
                self.found.drawing(child, inside, up)
            child = child.next

    def _unread(self, tag: str, node: LexborNode, up: Frame) -> None:
        if tag == "br":
            self.parts.append(Segment(None, up))
        elif tag != "svg" or up.link is None or not up.link.fallback:
            self.found.skipped(tag, node, node.attributes, up)

    def _named(self, frame: Frame, traits: Traits, attributes: Attributes, up: Frame) -> None:
        """What the names of an element say: id, class, role. Most say nothing."""
        hint = regions.NOTHING
        classes = attributes.get("class")
        if (classes or frame.identifier) and not traits.whole:
            hint = regions.by_names(frame.identifier, classes or "")
            if frame.tag in _BOXES and not hint.area and attributes.get("aria-hidden") == "true":
                hint = regions.of_hidden(hint, frame.identifier, classes or "")
        role = (attributes["role"] or "") if "role" in attributes else ""
        if hint is not regions.NOTHING or role or traits.landmark:
            frame.region = regions.region_of(frame.tag, role, hint, up.region, up.in_content)
            frame.area = up.area or ("" if self.drawer and hint.area == "minicart" else hint.area)
            if frame.region != up.region:
                frame.scope = Scope()
            if role == "heading":
                frame.role, frame.level = "heading", _LEVELS.get(attributes.get("aria-level") or "", 2)
            elif role == "main":
                frame.in_content = True
        part = hint.part
        if frame.identifier and (opener := self.folds.opener(frame.identifier)):
            part, self.question = "answer", opener
        if role == "tabpanel":
            part = "tab"
        if part and frame.region == "main" and frame.tag not in ("label", "form", "input", "bdt"):
            frame.part = part
            frame.opens = frame.opens or (part in PANELS and up.visible)
            if part == "question" and up.role in ("", "item"):
                frame.role = "question"
            elif part == "answer" and self.question:
                frame.role, frame.label = "answer", self.question

    def _shape(self, frame: Frame, traits: Traits, up: Frame) -> None:
        """What an element that breaks text makes of it by its tag: a heading, a cell, an item, a part of its own."""
        if traits.role and not (traits.role == "item" and up.role in _KEEPS_ROLE):
            frame.role, frame.level = traits.role, traits.level
        elif traits.named and up.role not in _KEEPS_ROLE:
            frame.role = frame.tag
        if traits.scope:
            frame.scope = Scope()
        if traits.content:
            frame.in_content = True

    def _attributes(self, frame: Frame, attributes: Attributes) -> None:
        """Visibility, strikes and structured data of an element whose attributes say something of them."""
        if frame.identifier:
            self.found.ids[frame.identifier] = self.found.ids.get(frame.identifier, 0) + 1
        if markup.hides(frame.tag, attributes):
            frame.visible = False
            frame.opens = frame.opens and (frame.part in PANELS or self.folds.beside(cast("Frame", frame.parent)))
        number = attributes.get("data-dl")
        if number and len(number) < 8 and number.isascii() and number.isdigit() and int(number) < len(self.layout):
            frame.layout = self.layout[int(number)]
            if frame.layout is not None:
                frame.visible = frame.layout.visible
        style = attributes.get("style")
        if style:
            frame.struck = frame.struck or markup.strikes(frame.tag, style)
            frame.bold = frame.bold or markup.emboldens(frame.tag, style)
        if "itemprop" in attributes or "itemscope" in attributes:
            self.found.microdata(frame, cast("Frame", frame.parent), frame.node, attributes)

    def _special(self, frame: Frame, node: LexborNode, attributes: Attributes) -> None:
        """What some elements begin."""
        tag = frame.tag
        if tag == "a":
            reference = attributes.get("href")
            if reference:
                url = self.found.joiner.absolute(reference)
                frame.link = Anchor(url, fallback=attributes.get("aria-label") or attributes.get("title") or "")
        elif tag == "tr":
            if self.tables:
                tables.bold_headers(self.tables[-1], self.drafts)
                cells = [child.tag or "" for child in node.iter() if child.tag in ("td", "th")]
                self.tables[-1].start_row(cells, node.parent is not None and node.parent.tag == "thead")
        elif tag in ("td", "th"):
            if self.tables:
                tables.open_cell(self.tables[-1], frame, attributes)
        elif tag == "table":
            self.tables.append(tables.Table(unmarked=tables.of_headers(node)))
            frame.role = frame.label = ""
        elif tag == "dl":
            self.terms.append("")
        elif tag == "dd" and self.terms:
            frame.label = self.terms[-1]
        elif tag == "details":
            frame.closed = "open" not in attributes
            self.question = ""
        elif tag == "form":
            self.found.open_form(frame, attributes)
        elif tag == "label":
            self.found.open_label(frame)
        if tag == "button" or (attributes and attributes.get("role") in ("button", "checkbox", "radio", "switch")):
            self.found.control(frame, attributes, "")
            if "aria-expanded" in attributes:
                self.folds.meet(frame)

    def _leave(self, frame: Frame) -> None:
        if frame.breaks:
            if self.parts or self.pictures:
                self._flush(frame)
            if frame.traits.closing or frame.part or frame.role in _CLOSING_ROLES:
                self._close(frame)
            frame.last = len(self.drafts)
            if frame.parent is None or frame.scope is not frame.parent.scope:
                frame.scope.end = frame.last
        else:
            if frame.tag == "a" and frame.link is not None:
                self.found.close_link(frame, len(self.drafts))
            frame.last = len(self.drafts)
        if frame.saved is not None:
            self._restore(frame)

    def _restore(self, frame: Frame) -> None:
        """The text around a hidden inline element goes on as if it were not there."""
        if frame.saved is not None:
            self._flush(frame.owner, frame)
            self.parts, frame.saved = frame.saved, None

    def _close(self, frame: Frame) -> None:
        """What some elements end, now that their text is known."""
        tag = frame.tag
        if tag in ("td", "th"):
            if self.tables:
                tables.close_cell(self.tables[-1], frame, self.drafts, self._said(frame))
        elif tag == "table" and self.tables:
            self.tables.pop()
        elif tag == "dt" and self.terms:
            self.terms[-1] = self._said(frame)
        elif tag == "dl" and self.terms:
            self.terms.pop()
        elif tag == "form":
            self.found.close_form(frame)
        elif tag == "label":
            self.found.close_label(frame, self._said(frame))
        if frame.role in _CLOSING_ROLES or frame.part:
            attributes: Attributes = frame.node.attributes
            asks = frame.part == "question" or tag == "summary"
            presses = tag == "button" or attributes.get("role") == "button"
            panel = panel_of(attributes)
            said = self._said(frame) if asks or presses or panel else ""
            if presses:
                self.found.name_control(frame, said)
            self.folds.note(frame, panel, said)
            if asks:
                self.question = said
                if tag == "summary" and frame.parent is not None:
                    frame.parent.role, frame.parent.label = "answer", said
            elif frame.part == "answer":
                self.question = ""

    def _said(self, frame: Frame) -> str:
        """All visible text of a closed element."""
        words: list[str] = []
        room = _SAID
        for number in range(frame.first, len(self.drafts)):
            draft = self.drafts[number]
            if draft.text and draft.role != "option":
                words.append(draft.text)
                room -= len(draft.text)
                if room < 0:
                    break
        return " ".join(words)[:_SAID]

    def _replaced(self, frame: Frame, node: LexborNode, attributes: Attributes) -> None:
        """Elements that show something of their own instead of their children."""
        if frame.tag == "img":
            self.found.image(frame, attributes, len(self.drafts))
            self.pictures += 1
            if frame.link is not None and attributes.get("alt"):
                frame.link.fallback = frame.link.fallback or attributes["alt"] or ""
        elif frame.tag == "input":
            self._input(frame, attributes)
        elif frame.tag == "select":
            options = self.found.select(frame, node, attributes)
            self.drafts += [Draft(text, frame, "option", layout=frame.layout) for text in options]
        else:
            said = node.text(deep=True)
            self.found.control(frame, attributes, said)
            lines = [blocks.fold(line) for line in said.split("\n")]
            self.drafts += [Draft(line, frame, "paragraph", layout=frame.layout) for line in lines if line]
        self._restore(frame)
        frame.last = len(self.drafts)

    def _input(self, frame: Frame, attributes: Attributes) -> None:
        kind = (attributes.get("type") or "text").lower()
        value = attributes.get("value") or ""
        if kind in ("submit", "button", "reset") and value.strip():
            self._flush(frame.owner)
            self.drafts.append(Draft(blocks.fold(value), frame, "button", layout=frame.layout))
            self.found.control(frame, attributes, value, back=1)
        else:
            self.found.control(frame, attributes, value)

    def _flush(self, owner: Frame, hidden: Frame | None = None) -> None:
        """Make blocks of the text met since the last one. `hidden`: the inline element that hides it."""
        parts, self.parts = self.parts, []
        pictures, self.pictures = self.pictures, 0
        if len(parts) == 1:
            said = " ".join((parts[0].text or "").split())
            if said:
                self.drafts.append(drafts.single(said, parts[0].frame, hidden or owner, self.frame_url))
                return
        elif parts:
            units = blocks.paragraphs(blocks.lines_of(parts))
            if units:
                self.drafts += [drafts.of_line(unit, hidden or owner, self.frame_url) for unit in units]
                return
        if pictures and owner.region == "main" and owner.link is None and owner.role in _HOLDS_IMAGE:
            role = cast("BlockRole", owner.role or "image")
            self.drafts.append(Draft("", owner, role, image_only=True, label=owner.label, frame_url=self.frame_url))

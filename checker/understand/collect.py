"""What one walk gathers besides blocks: links, forms, images, metadata, scripts, microdata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from disputelint.checker.model import JSON, Box, RegionName
from disputelint.checker.model.record import record
from disputelint.checker.understand import blocks, forms, markup
from disputelint.checker.understand.frames import OPEN, Anchor, Frame
from disputelint.checker.understand.links import Joiner

Attributes = Mapping[str, str | None]
_TEXT_LIMIT = 5000  # characters of one microdata value
_STATED = 24  # properties nested in each other that are still read
_ASKED = 100  # drawings above the footer that are asked for their label; the stars of reviews are thousands
_DRAWINGS = 500  # with a name, of one page
_LONGEST = 120  # characters of a drawing's name
_OPTION_BLOCKS = 60  # a longer select (countries) gives no blocks


@record(frozen=True, slots=True)
class Image:
    """A picture of the page. `src` is absolute; width and height in CSS pixels, None when not said."""

    src: str
    alt: str
    selector: str
    region: RegionName
    width: int | None
    height: int | None
    visible: bool
    box: Box | None
    block: int | None  # the block it stands in or before
    area: str = ""
    link: str = ""


@dataclass(slots=True)
class RawLink:
    """A link before selectors are known."""

    frame: Frame
    anchor: Anchor
    block: int | None


@dataclass(slots=True)
class RawImage:
    """An image before selectors are known."""

    frame: Frame
    src: str
    alt: str
    width: int | None
    height: int | None
    block: int


@record(frozen=True, slots=True)
class Drawing:
    """A drawing that has a name: inline SVG, or an empty element that a style sheet makes an icon.

    `name` is what a screen reader says, else how the page's author calls it ("icon-visa"): never text of the page.
    """

    name: str
    visible: bool
    block: int | None  # the block it stands in or before
    area: str


@dataclass(slots=True)
class RawDrawing:
    """A drawing before the areas of blocks are known."""

    name: str
    frame: Frame
    block: int


@dataclass(slots=True)
class Collected:
    """Everything met on the way; `document.py` makes a Document of it."""

    joiner: Joiner
    drafts: list[blocks.Draft] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    links: list[RawLink] = field(default_factory=list)
    images: list[RawImage] = field(default_factory=list)
    drawings: list[RawDrawing] = field(default_factory=list)
    asked: int = 0  # drawings whose attributes were looked at
    controls: list[forms.Pending] = field(default_factory=list)
    forms: list[forms.Form] = field(default_factory=list)
    form_frames: list[Frame] = field(default_factory=list)
    open_forms: list[int] = field(default_factory=list)
    label_texts: list[str] = field(default_factory=list)
    label_targets: dict[str, str] = field(default_factory=dict)
    open_labels: list[int] = field(default_factory=list)
    loose_label: tuple[int, Frame | None] | None = None  # the last label that names nothing, and what it stands in
    meta: dict[str, str] = field(default_factory=dict)
    head_links: list[tuple[str, str, str]] = field(default_factory=list)  # rel, absolute URL, hreflang
    scripts: list[str] = field(default_factory=list)
    inline_scripts: list[str] = field(default_factory=list)
    json_ld: list[dict[str, JSON]] = field(default_factory=list)
    iframes: list[str] = field(default_factory=list)
    items: list[dict[str, JSON]] = field(default_factory=list)
    open_items: list[tuple[Frame, dict[str, JSON]]] = field(default_factory=list)
    title: str = ""

    def head(self, node: LexborNode) -> None:
        """Read the children of <head>."""
        child = node.child
        while child is not None:
            if child.is_element_node:
                self.skipped(child.tag or "", child, child.attributes, None)
            child = child.next

    def skipped(self, tag: str, node: LexborNode, attributes: Attributes, up: Frame | None) -> None:
        """Metadata, scripts and frames: nothing of it is text of the page."""
        get = attributes.get
        if tag == "script":
            self._script(node, attributes)
        elif tag == "meta":
            name = get("name") or get("property") or get("http-equiv") or get("itemprop")
            content = get("content")
            if name and content is not None:
                self.meta.setdefault(name.lower(), blocks.fold(content))
            if up is not None and "itemprop" in attributes:
                self.microdata(None, up, node, attributes)
        elif tag == "link":
            target = get("href")
            if target:
                self.head_links.append(
                    ((get("rel") or "").lower(), self.joiner.absolute(target), get("hreflang") or "")
                )
            if up is not None and "itemprop" in attributes:
                self.microdata(None, up, node, attributes)
        elif tag == "title":
            self.title = self.title or blocks.fold(node.text(deep=True))
        elif tag == "base":
            target = self.joiner.absolute(get("href") or "")
            if target and self.joiner.base != target:
                self.joiner = Joiner(target)
        elif tag == "iframe":
            target = self.joiner.absolute(get("src") or get("data-src") or "")
            if target:
                self.iframes.append(target)
        elif tag == "area" and get("href") and up is not None:
            anchor = Anchor(self.joiner.absolute(get("href") or ""), fallback=get("alt") or "")
            self.links.append(RawLink(up, anchor, None))
        elif tag == "svg" and up is not None and up.link is not None and not up.link.fallback:
            said = get("aria-label")
            up.link.fallback = said or ""

    def _script(self, node: LexborNode, attributes: Attributes) -> None:
        source = attributes.get("src")
        if source:
            url = self.joiner.absolute(source)
            if url:
                self.scripts.append(url)
            return
        text = node.text_content or node.text(deep=True)
        if not text:
            return
        if "ld+json" in (attributes.get("type") or "").lower():
            self.json_ld.extend(markup.read_json_ld(text))
        else:
            self.inline_scripts.append(text)

    def close_link(self, frame: Frame, block: int) -> None:
        """An <a> has closed; `block` is the number of drafts, its text being still unflushed or just flushed."""
        if frame.link is not None and frame.link.url:
            self.links.append(RawLink(frame, frame.link, block))

    def image(self, frame: Frame, attributes: Attributes, block: int) -> None:
        """An <img>."""
        get = attributes.get
        source = get("src") or ""
        if not source or source.startswith("data:"):
            source = (
                get("data-src") or get("data-lazy-src") or (get("srcset") or get("data-srcset") or "").split(" ")[0]
            )
        width, height = _pixels(get("width")), _pixels(get("height"))
        url = self.joiner.absolute(source)
        self.images.append(RawImage(frame, url, blocks.fold(get("alt") or ""), width, height, block))

    def drawing(self, node: LexborNode, child: LexborNode, up: Frame) -> None:
        """An inline <svg> whose first child is given: kept when it has a name (https://www.w3.org/TR/svg-aam-1.0/)."""
        tag = child.tag
        if tag == "-text" and (after := child.next) is not None:
            child, tag = after, after.tag
        name = None
        if tag == "title":
            name = child.text(deep=True)
        elif tag == "use":
            name = (child.attributes.get("href") or child.attributes.get("xlink:href") or "").rpartition("#")[2]
        elif self.asked < _ASKED or up.region == "footer":
            self.asked += 1
            name = node.attributes.get("aria-label")
        if name and len(self.drawings) < _DRAWINGS:
            self.drawings.append(RawDrawing(blocks.fold(name[:_LONGEST]), up, len(self.drafts)))

    def icon(self, classes: str | None, up: Frame) -> None:
        """An empty element; its classes name the icon that it shows, where they name any ("fa-brands fa-cc-visa")."""
        if classes and "-" in classes and len(self.drawings) < _DRAWINGS:
            self.drawings.append(RawDrawing(classes[:_LONGEST], up, len(self.drafts)))

    def open_form(self, frame: Frame, attributes: Attributes) -> None:
        """A <form> opens."""
        get = attributes.get
        action = self.joiner.absolute(get("action") or "") or self.joiner.base
        form = forms.Form("", action, (get("method") or "get").lower(), get("role") or "", get("id") or "")
        self.open_forms.append(len(self.forms))
        self.forms.append(form)
        self.form_frames.append(frame)

    def close_form(self, frame: Frame) -> None:
        """A <form> has closed."""
        if self.open_forms and self.form_frames[self.open_forms[-1]] is frame:
            self.open_forms.pop()

    def open_label(self, frame: Frame) -> None:
        """A <label> opens."""
        self.open_labels.append(len(self.label_texts))
        self.label_texts.append("")

    def close_label(self, frame: Frame, said: str) -> None:
        """A <label> has closed with this text."""
        if not self.open_labels:
            return
        number = self.open_labels.pop()
        self.label_texts[number] = said
        target = frame.node.attributes.get("for")
        wraps = bool(self.controls) and self.controls[-1].wrapped_in == number
        self.loose_label = None if target or wraps or not said else (number, frame.parent)
        if target and said:
            self.label_targets.setdefault(target, said)

    def control(self, frame: Frame, attributes: Attributes, value: str, back: int = 0) -> None:
        """A control opens. `back`: how many drafts of its own were already made."""
        kind = _kind(frame.tag, attributes)
        pending = forms.Pending(
            kind,
            frame,
            attributes,
            value or attributes.get("value") or "",
            self.open_forms[-1] if self.open_forms else None,
            len(self.drafts) - back,
        )
        pending.checked = "checked" in attributes or attributes.get("aria-checked") == "true"
        pending.wrapped_in = self.open_labels[-1] if self.open_labels else None
        if self.loose_label is not None and kind not in ("button", "hidden") and self.loose_label[1] is frame.parent:
            pending.beside, self.loose_label = self.loose_label[0], None
        self.controls.append(pending)

    def name_control(self, frame: Frame, said: str) -> None:
        """A button has closed with this text."""
        for pending in reversed(self.controls):
            if pending.frame is frame:
                pending.text = said
                return

    def select(self, frame: Frame, node: LexborNode, attributes: Attributes) -> list[str]:
        """A <select>: notes the control and returns the options that become blocks."""
        self.control(frame, attributes, "")
        pending = self.controls[-1]
        chosen = ""
        for option in node.css("option")[: forms.OPTION_LIMIT]:
            said = blocks.fold(option.text(deep=True))
            if not said:
                continue
            pending.options.append(said)
            if "selected" in option.attributes or not chosen:
                chosen = said
        pending.value = chosen
        return pending.options if len(pending.options) <= _OPTION_BLOCKS else []

    def microdata(self, frame: Frame | None, up: Frame, node: LexborNode, attributes: Attributes) -> None:
        """An element with itemscope or itemprop (HTML 5.2, microdata); `frame` is None for one that holds no text."""
        while self.open_items and self.open_items[-1][0].last < OPEN:
            self.open_items.pop()
        if frame is not None:
            frame.stated += 1
        value: JSON
        name = attributes.get("itemprop")
        if "itemscope" in attributes:
            item: dict[str, JSON] = {"@type": (attributes.get("itemtype") or "").rsplit("/", 1)[-1]}
            value = item
        else:
            value = self._item_value(node, attributes) if up.stated < _STATED else ""
        if name and self.open_items:
            owner = self.open_items[-1][1]
            for word in name.split():
                held = owner.setdefault(word, [])
                if isinstance(held, list):
                    held.append(value)
        elif "itemscope" in attributes:
            self.items.append(item)
        if "itemscope" in attributes and frame is not None:
            self.open_items.append((frame, item))

    def _item_value(self, node: LexborNode, attributes: Attributes) -> str:
        for key in ("content", "datetime"):
            if attributes.get(key) is not None:
                return blocks.fold(attributes[key] or "")
        if node.tag in ("a", "link", "img", "area"):
            return self.joiner.absolute(attributes.get("href") or attributes.get("src") or "")
        return blocks.fold(node.text(deep=True, separator=" "))[:_TEXT_LIMIT]


def _kind(tag: str, attributes: Attributes) -> str:
    if tag == "input":
        kind = (attributes.get("type") or "text").lower()
        return "button" if kind in forms.BUTTON_TYPES else kind
    if tag in ("button", "select", "textarea"):
        return tag
    role = attributes.get("role") or ""
    return "checkbox" if role == "switch" else role


def _pixels(value: str | None) -> int | None:
    digits = (value or "").removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else None

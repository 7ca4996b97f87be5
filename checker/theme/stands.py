"""The line of a theme that makes a place of a page, or where in the admin what stands there is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import unescape

from selectolax.lexbor import LexborNode

from disputelint.checker.model import Confidence, Text
from disputelint.checker.theme import dom
from disputelint.checker.theme.dom import View
from disputelint.checker.theme.index import Item, Theme
from disputelint.checker.theme.match import Matcher, Origin
from disputelint.checker.theme.scan import Element, fold
from disputelint.checker.theme.texts import Hit, Texts

WHY = {
    "text": Text("the words stand there", "この文言があります"),
    "locale": Text("the words are that language entry", "この言語ファイルの文言です"),
    "setting": Text("the words are that setting", "この設定値の文言です"),
    "element": Text("this tag makes the element", "この要素を出力するタグです"),
    "around": Text("the element stands inside this tag", "この要素を囲むタグです"),
    "hidden": Text("this rule hides it", "この指定で非表示になっています"),
    "marked": Text("this tag is marked as hidden", "このタグが非表示になっています"),
    "off": Text("this setting switches it off", "この設定で無効になっています"),
    "absent": Text("no block of that kind is placed here", "この種類のブロックが配置されていません"),
    "unmet": Text(
        "it is made here, under a condition that did not hold", "ここで出力されますが、条件を満たしていません"
    ),
    "made": Text("it is made here", "ここで出力されます"),
    "belongs": Text("it belongs here", "ここに置くべきものです"),
    "dropped": Text("this template does not print the page's text", "このテンプレートはページの本文を出力していません"),
    "source": Text("the quoted code stands there", "引用したコードがあります"),
    "empty": Text("this tag came out empty", "このタグの中身が空です"),
}


@dataclass(frozen=True, slots=True)
class Spotted:
    """A line of the theme (`file` as the theme's folder has it), or with `admin` a place outside of it."""

    file: str
    line: int
    confidence: Confidence
    why: str
    admin: str = ""  # key of admin_places.yaml or admin_words


@dataclass
class Reader:
    """One page held against a theme."""

    theme: Theme
    view: View
    matcher: Matcher
    texts: Texts
    _origins: dict[int, Origin | None] = field(default_factory=dict, repr=False)

    def origin(self, node: LexborNode) -> Origin | None:
        """Where a node comes from."""
        if node.mem_id not in self._origins:
            self._origins[node.mem_id] = self.matcher.origin(node)
        return self._origins[node.mem_id]

    def stands(self, selector: str, quote: str) -> Spotted | None:
        """What makes a place, by its node and its words."""
        node = self.view.node(selector) or self._node_with(quote)
        if node is None:
            return self._by_words(quote, None) or self._in_code(quote)
        if (place := self.admin_node(node)) is not None:
            return Spotted("", 0, "high", "", place)
        origin = self.origin(node)
        said = self._by_words(quote, origin) if quote else None
        if said is not None and said.confidence != "low":
            return said
        if origin is None:
            return said
        place = self._admin_of(origin, quote)
        if place:
            return Spotted("", 0, "medium", "", place)
        found = of_origin(origin) if origin.sure or said is None else said
        if found.confidence == "high" and self._composed(node, quote):
            return replace(found, confidence="medium")
        return found

    def _composed(self, node: LexborNode, quote: str) -> bool:
        """Whether a quote is put together from several elements, any of which may be what matters."""
        said = fold(quote)
        parts = [text for one in dom.below(node, 40) if (text := dom.own_text(one)) and text in said and text != said]
        return len(parts) > 1

    def of_node(self, node: LexborNode) -> Spotted | None:
        """The tag that makes a node, or where its content is written."""
        if (place := self.admin_node(node)) is not None:
            return Spotted("", 0, "high", "", place)
        origin = self.origin(node)
        if origin is None:
            return None
        if origin.skipped and (place := self._admin_of(origin, " ")):
            return Spotted("", 0, "medium", "", place)
        return of_origin(origin)

    def words_of(self, node: LexborNode) -> Spotted | None:
        """Where the words that a node shows are written."""
        origin = self.origin(node)
        text = dom.whole_text(node)
        if not text:
            return None
        said = self._by_words(text[:600], origin)
        if said is not None:
            return said
        place = self._admin_of(origin, " ") if origin is not None else ""
        return Spotted("", 0, "medium", "", place) if place else None

    def admin_node(self, node: LexborNode) -> str | None:
        """The place in the admin of what a platform prints by itself."""
        system = self.theme.system
        if system.admin_pages is None or not system.admin_pages.search(self.view.path):
            return None
        held = {one.mem_id for selector in system.admin_nodes for one in self.view.nodes(selector, 20)}
        inside = any(one.mem_id in held for one in dom.chain(node))
        kinds = [kind for kind in self.view.page.kinds if kind not in ("other", "home")]
        return (kinds[0] if kinds else "policies") if inside else None

    def _in_code(self, quote: str) -> Spotted | None:
        """Where words stand literally that no reader of the page sees: in a script, or an attribute."""
        said = quote.rstrip("…. ")
        if len(said) < 8:
            return None
        found = [
            (path, at)
            for path, source in self.theme.folder.sources.items()
            if source.kind in ("template", "data") and (at := source.text.find(said)) >= 0
        ]
        if not found or len(found) > 3:
            return None
        path, at = found[0]
        return Spotted(path, self.theme.source(path).line(at), "high" if len(found) == 1 else "low", "source")

    def _node_with(self, quote: str) -> LexborNode | None:
        for block in self.view.page.blocks:
            if quote and quote in block.text:
                return self.view.node(block.selector)
        return None

    def _by_words(self, quote: str, origin: Origin | None) -> Spotted | None:
        hits = self.texts.find(quote)
        if not hits:
            return None
        ranked = sorted(
            ((hit.likeness * self._nearness(hit.item, origin), hit) for hit in hits),
            key=lambda pair: (-pair[0], pair[1].item.file, pair[1].item.line),
        )
        score, best = ranked[0]
        if score < 0.5:
            return None
        firm = origin is not None and (origin.exact or (origin.sure >= 2.5 and origin.other_file >= 1.5))
        close = [hit for held, hit in ranked if held > score - 0.1 or (not firm and hit.likeness > best.likeness - 0.1)]
        others = {_spot(hit) for hit in close} - {_spot(best)}
        near = self._nearness(best.item, origin) >= 0.9
        sure: Confidence = "high" if score >= 0.85 and near and not others else "medium" if score >= 0.6 else "low"
        if len({file for file, _ in others} - {best.item.file}) > 2:
            sure = "low"
        why = {"locale": "locale", "setting": "setting"}.get(best.item.kind, "text")
        return Spotted(best.item.file, best.item.line, sure, why)

    def _nearness(self, item: Item, origin: Origin | None) -> float:
        """From 0 to 1: whether a text can come out at a place."""
        if origin is None:
            return 0.9 if item.file in self.matcher.page_files else 0.75
        section, element = origin.section, origin.element
        if item.kind == "locale":
            return (
                1.0 if item.key in self._keys(element) else 0.85 if item.key in self._file_keys(element.file) else 0.6
            )
        if section is not None and item.file == section.file and section.line <= item.line <= section.end:
            return 1.0
        if item.file == element.file:
            return 1.0 if element.start <= item.offset < element.end else 0.8
        if item.kind == "words":
            return 1.0 if item.file in self.matcher.page_files else 0.7
        if item.file in self.theme.brought_in(element):
            return 0.9
        return 0.65 if item.kind == "setting" else 0.55

    def _keys(self, element: Element) -> frozenset[str]:
        return self.theme.keys(element.file, element.start, element.end)

    def _file_keys(self, path: str) -> frozenset[str]:
        return self.theme.keys(path, 0, 1 << 40)

    def _admin_of(self, origin: Origin, quote: str) -> str:
        """The place in the admin whose content a start tag passes on, when all that its code prints is such content."""
        element = origin.element
        if element.tag == "#root" or not (quote or origin.skipped):
            return ""
        said = fold(unescape(quote))
        if not origin.skipped and any(fold(unescape(text)) in said for _, text in element.texts if len(text) > 1):
            return ""  # it writes words of its own there
        own = self.theme.output(element, direct=not origin.skipped)
        for rule in self.theme.system.admin:
            if any(rule.code.search(code) for code in own):
                return "product" if rule.place == "pages" and "product" in self.view.page.kinds else rule.place
        return ""


def of_origin(origin: Origin) -> Spotted:
    """The start tag of a reading, and how sure it is."""
    sure: Confidence = "low"
    if origin.sure >= 2.5 or origin.exact:
        sure = "medium"
    if origin.sure >= 4.0 and origin.margin >= 1.5 and origin.other_file >= 2.5 and origin.skipped == 0:
        sure = "high"
    if origin.skipped > 2 and sure == "medium" and not origin.exact:
        sure = "low"
    return Spotted(origin.element.file, origin.element.line, sure, "around" if origin.skipped else "element")


def _spot(hit: Hit) -> tuple[str, int]:
    return hit.item.file, hit.item.line


def best_of(found: Iterable[Spotted | None]) -> Spotted | None:
    """The surest, of equals the first."""
    held = [one for one in found if one is not None]
    order = ("high", "medium", "low")
    return min(held, key=lambda one: order.index(one.confidence)) if held else None

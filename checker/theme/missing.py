"""Where in a theme a missing thing belongs: what hides it, what switches it off, what would make it, what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from disputelint.checker.model import Place, Site
from disputelint.checker.theme import control, dom
from disputelint.checker.theme.hidden import Hiding, Shown
from disputelint.checker.theme.index import Section
from disputelint.checker.theme.knowledge import common_hooks, data, things
from disputelint.checker.theme.scan import Element
from disputelint.checker.theme.stands import Reader, Spotted

_OFF = frozenset(("false", "", "null", "0"))
_HITS = 40
_NODES = 24


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rule misses: `part` is where it belongs, `names` are facts, `link:KIND` and `topic:NAME`, nearest first."""

    part: str = ""
    names: tuple[str, ...] = ()

    @property
    def links(self) -> tuple[str, ...]:
        """The kinds of page that a link should lead to."""
        return tuple(name.removeprefix("link:") for name in self.names if name.startswith("link:"))


@dataclass(frozen=True, slots=True)
class _Hook:
    """A line of source that speaks of a thing."""

    rank: float  # smaller is nearer
    file: str
    offset: int


@dataclass
class Missing:
    """The search for where something belongs on one page."""

    reader: Reader
    hiding: Hiding
    site: Site
    _shown: Shown | None = field(default=None, repr=False)

    def belongs(self, place: Place, wanted: Wanted) -> Spotted | None:
        """Where what is missing at a place belongs."""
        part = wanted.part or (place.region if place.region in ("header", "footer") else "")
        if part == "policy_section" or (not part and self._is_text()):
            return self._content()
        named = things(wanted.names)
        anchor = self._anchor(part or "buy_box")
        links = part in ("footer", "header", "pay_button") and bool(wanted.links)
        return (
            self._hidden_link(wanted)
            or self._named_link(wanted, part)
            or self._hidden_thing(named)
            or self._in_source(named, anchor, links)
            or self._at(anchor)
        )

    @property
    def shown(self) -> Shown:
        """What of the page can be seen."""
        if self._shown is None:
            self._shown = Shown(self.reader.view)
        return self._shown

    def _is_text(self) -> bool:
        made = {"home", "product", "collection", "cart", "checkout", "contact", "blog", "other"}
        return bool(self.reader.view.page.kinds) and not made & set(self.reader.view.page.kinds)

    def _content(self) -> Spotted | None:
        """Where the text of the page is written."""
        blocks = [one for one in self.reader.view.page.blocks if one.region == "main" and one.text and not one.frame]
        for block in sorted(blocks, key=lambda one: -len(one.text))[:4]:
            found = self.reader.stands(block.selector, block.text)
            if found is not None and (found.admin or found.confidence != "low"):
                return Spotted(found.file, found.line, "medium", "belongs", found.admin)
        node = self._anchor("policy_section")
        return self.reader.of_node(node) if node is not None else None

    def _hidden_link(self, wanted: Wanted) -> Spotted | None:
        """A link to such a page is there and cannot be seen."""
        page = self.reader.view.page
        urls = {one.url for one in self.site.pages if set(wanted.links) & set(one.kinds)}
        urls |= {alias for alias, url in self.site.aliases.items() if url in urls}
        for link in page.links:
            node = self.reader.view.node(link.selector) if link.url in urls and not link.visible else None
            if node is not None and (found := self._cause(node)) is not None:
                return found
        return None

    def _cause(self, node: LexborNode) -> Spotted | None:
        cause = self.hiding.cause(self.reader.view, node)
        if cause is None:
            return None
        if cause.file:
            return Spotted(cause.file, cause.line, "high" if cause.alone else "medium", "hidden")
        found = self.reader.of_node(cause.node)
        return Spotted(found.file, found.line, found.confidence, "marked", found.admin) if found is not None else None

    def _named_link(self, wanted: Wanted, part: str) -> Spotted | None:
        """A link is named like the one that is missing, and leads elsewhere."""
        hooks = common_hooks()
        patterns = [one for kind in wanted.links for one in hooks.get(f"link.{kind}", ())]
        for link in self.reader.view.page.links if patterns else ():
            inside = link.region == part if part in ("header", "footer") else link.region in ("main", "dialog")
            if inside and len(link.text) < 60 and any(one.search(link.text) for one in patterns):
                node = self.reader.view.node(link.selector)
                found = self.reader.of_node(node) if node is not None else None
                if found is not None:
                    return found
        return None

    def _hidden_thing(self, named: Sequence[str]) -> Spotted | None:
        """The node that shows the thing is there, and hidden or empty."""
        shown = data()["common"]["shown"]
        for thing in named:
            nodes = [one for css in shown.get(thing, ()) for one in self.reader.view.nodes(css, _NODES)]
            nodes = [one for one in nodes if self._is_main(one)]
            for node in nodes:
                if self.shown.hidden(node) and (found := self._cause(node)) is not None:
                    return found
            for node in reversed(nodes):
                if self.shown.empty(node) and (found := self.reader.of_node(node)) is not None and not found.admin:
                    return Spotted(found.file, found.line, "medium" if found.confidence != "low" else "low", "empty")
        return None

    def _is_main(self, node: LexborNode) -> bool:
        return not any(one.tag in ("header", "footer", "nav", "dialog") for one in dom.chain(node))

    def _anchor(self, part: str) -> LexborNode | None:
        for selector in data()["common"]["anchors"].get(part, ()):
            for node in self.reader.view.nodes(selector, _NODES):
                if part in ("footer", "header", "head") or self._is_main(node):
                    return node
        return None

    def _at(self, node: LexborNode | None) -> Spotted | None:
        """The tag that makes the anchor."""
        origin = self.reader.origin(node) if node is not None else None
        if origin is None:
            return None
        sure = "medium" if origin.sure >= 2.5 or origin.exact else "low"
        return Spotted(origin.element.file, origin.element.line, sure, "belongs")  # type: ignore[arg-type]

    def _scope(self, anchor: LexborNode) -> tuple[list[str], Section | None]:
        """The files that make the part in which an anchor stands; without the layout around it when there are others."""
        files: list[str] = []
        section: Section | None = None
        for node in dom.chain(anchor):
            origin = self.reader.origin(node)
            if origin is not None and origin.element.file not in files:
                files.append(origin.element.file)
            section = origin.section if origin is not None else section
        layouts = set(self.reader.matcher.starts[1])
        inner = [path for path in files if path not in layouts] or files
        held: list[str] = list(inner)
        for path in inner:
            held += sorted(self.reader.theme.closure(path) - set(held))
        return held, section

    def _hooks(self, named: Sequence[str], files: Sequence[str], near: str) -> Iterator[_Hook]:
        theme = self.reader.theme
        general = common_hooks()
        for number, thing in enumerate(named):
            own = theme.system.hooks.get(thing, ())
            for rank, pattern in enumerate((*own, *general.get(thing, ()))):
                for path in files:
                    live = theme.scanned[path].live if path in theme.scanned else ""
                    for match in list(pattern.finditer(live))[:_HITS]:
                        beside = 0.0 if path == near else 0.8
                        yield _Hook(4.0 * number + rank + beside, path, match.start())

    def _in_source(self, named: Sequence[str], anchor: LexborNode | None, links: bool) -> Spotted | None:
        """The code that would make the thing, in the files that make its part of the page."""
        origin = self.reader.origin(anchor) if anchor is not None else None
        if anchor is None or origin is None:
            return None
        files, section = self._scope(anchor)
        if links:
            named = [one for one in named if one != "menu"]
        hooks = sorted(self._hooks(named, files, origin.element.file), key=lambda one: (one.rank, one.file, one.offset))
        for hook in hooks[:_HITS]:
            if (found := self._switched(hook, section)) is not None:
                return found
        for hook in hooks[:_HITS]:
            if (found := self._made(hook, links)) is not None:
                return found
        return None

    def _switched(self, hook: _Hook, section: Section | None) -> Spotted | None:
        """A setting or a missing block keeps the code from coming out."""
        theme = self.reader.theme
        for span in control.around(theme.spans(hook.file), hook.offset):
            if span.word == "when" and section is not None and section.target == hook.file:
                kinds = re.findall(r"['\"]([^'\"]+)['\"]", span.condition)
                pattern = theme.system.block_type
                if pattern is not None and pattern.search(span.subject) and kinds and not set(kinds) & section.types():
                    return self._absent(section, kinds[0])
            if span.word in ("if", "elsif", "elseif") and not re.search(
                r"\bor\b|\|\||!=\s*blank.*\bor\b", span.condition
            ):
                for line_of in self._settings(span.condition, hook.file, section):
                    return line_of
        return None

    def _absent(self, section: Section, kind: str) -> Spotted:
        for value in section.values:
            if value.path[-1] == "disabled" and value.text == "true":
                return Spotted(section.file, value.line, "high", "off")
        at = next((one for one in section.values if one.path[-1] == "block_order"), None)
        at = next((one for one in section.values if one.path[-1] == "blocks"), at)
        return Spotted(section.file, at.line if at is not None else section.line, "medium", "absent")

    def _settings(self, condition: str, path: str, section: Section | None) -> Iterator[Spotted]:
        system = self.reader.theme.system
        if re.search(r"\bnot\b|==\s*(?:false|blank|nil|empty)|!\s*\w", condition):
            return
        own, everywhere = system.own_setting, system.all_setting
        for match in own.finditer(condition) if own is not None and section is not None else ():
            values = section.setting(match["name"]) if section is not None else []
            if values and all(one.text in _OFF for one in values) and section is not None:
                yield Spotted(section.file, values[0].line, "high", "off")
        for match in everywhere.finditer(condition) if everywhere is not None else ():
            for source in self.reader.theme.folder.match(system.settings_file)[:1]:
                for value in self.reader.theme.values(source.path):
                    wanted = (system.settings_at, match["name"]) if system.settings_at else (match["name"],)
                    if value.path == wanted and value.text in _OFF:
                        yield Spotted(source.path, value.line, "high", "off")

    def _made(self, hook: _Hook, links: bool) -> Spotted | None:
        theme = self.reader.theme
        line = theme.source(hook.file).line(hook.offset)
        element = self._enclosing(hook)
        node = self._node_of(element) if element is not None else None
        if node is None:
            return Spotted(hook.file, line, "medium", "unmet" if element is not None else "made")
        if links:
            return Spotted(hook.file, line, "medium", "made")
        words = self.reader.words_of(node)
        keys = theme.keys(element.file, element.start, element.end) if element is not None else frozenset()
        if words is not None and words.why == "locale" and keys and words.confidence != "low":
            return Spotted(words.file, words.line, "medium", "locale")
        return Spotted(hook.file, line, "medium", "made")

    def _enclosing(self, hook: _Hook) -> Element | None:
        held = [one for one in self.reader.theme.scanned[hook.file].elements if one.start <= hook.offset < one.end]
        return max(held, key=lambda one: one.start, default=None)

    def _node_of(self, element: Element) -> LexborNode | None:
        """A node of the page that a start tag can have made."""
        names = sorted(one for one in element.tokens if re.fullmatch(r"[.#][A-Za-z][\w-]*", one))
        while element.parent is not None and not names:
            element = element.parent
            names = sorted(one for one in element.tokens if re.fullmatch(r"[.#][A-Za-z][\w-]*", one))
        if not names:
            return None
        return self.reader.view.node(("" if element.tag in ("*", "#root") else element.tag) + "".join(names))

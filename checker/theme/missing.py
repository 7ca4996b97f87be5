"""Where in a theme a missing thing belongs: what hides it, what switches it off, what would make it, what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborNode

from disputelint.checker.model import Evidence, Place, Site
from disputelint.checker.theme import control, dom
from disputelint.checker.theme.hidden import Hiding, Shown
from disputelint.checker.theme.index import Section
from disputelint.checker.theme.knowledge import common_hooks, data, things
from disputelint.checker.theme.scan import Element
from disputelint.checker.theme.stands import Reader, Spotted

_OFF = frozenset(("false", "", "null", "0"))
_HITS = 40
_NODES = 24
_SENTENCE = 40  # characters: shorter texts are labels


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a rule misses: `part` is where it belongs, `names` are facts, `link:KIND` and `topic:NAME`, nearest first."""

    part: str = ""
    names: tuple[str, ...] = ()
    triggers: tuple[Evidence, ...] = ()  # what on the page makes the rule ask at all

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
    own: bool  # a pattern of the system, and not a mere word
    first: bool  # of the thing itself, and not of what it usually stands beside


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
        is_text = self._is_text()
        if is_text and (dropped := self._dropped()) is not None:
            return dropped
        if part == "policy_section" or (is_text and part not in ("footer", "header", "head")):
            return self._content()
        for trigger in wanted.triggers:
            found = self.reader.stands(trigger.selector, trigger.quote) if trigger.page == place.page else None
            if found is not None and found.confidence != "low":
                return found
        named = things(wanted.names)
        anchor = self._anchor(part or "buy_box")
        return (
            self._hidden_link(wanted)
            or self._named_link(wanted, part)
            or self._hidden_thing(named)
            or self._in_source(named, anchor, bool(wanted.links))
            or self._at(anchor)
        )

    @property
    def shown(self) -> Shown:
        """What of the page can be seen."""
        if self._shown is None:
            self._shown = Shown(self.reader.view)
        return self._shown

    def _is_text(self) -> bool:
        """Whether the page is one of text, and not made up by templates."""
        made = {"home", "product", "collection", "cart", "checkout", "blog", "other"}
        return bool(self.reader.view.page.kinds) and not made & set(self.reader.view.page.kinds)

    def _dropped(self) -> Spotted | None:
        """The template of a page of text that does not print its text at all: no paragraph came out."""
        theme, view = self.reader.theme, self.reader.view
        body = theme.system.body
        if body is None or (theme.system.admin_pages is not None and theme.system.admin_pages.search(view.path)):
            return None
        blocks = [one for one in view.page.blocks if not one.frame and one.region == "main"]
        held_in = [
            (one, node) for one in blocks if (node := view.node(one.selector)) is not None and self._in_main(node)
        ]
        if any(one.visible and len(one.text) > _SENTENCE for one, _ in held_in):
            return None
        nodes = [node for _, node in held_in]
        files = {origin.element.file for node in nodes if (origin := self.reader.origin(node)) is not None}
        held = sorted((files & self.reader.matcher.page_files) - set(self.reader.matcher.starts[1]))
        printed = [code for path in held for code in theme.output(theme.scanned[path].root, direct=False)]
        if not held or any(body.search(one) for one in printed):
            return None
        titled = [one.code for one in theme.system.admin if one.place == "pages"]
        best = next((path for path in held if any(code.search(theme.scanned[path].live) for code in titled)), held[0])
        last = theme.scanned[best].elements[-1:]
        return Spotted(best, last[0].line if last else 1, "medium", "dropped")

    def _in_main(self, node: LexborNode) -> bool:
        """Whether a node stands in the page's main part; anywhere when the page marks none."""
        if self.reader.view.node("main, [role=main]") is None:
            return not self._in_frame(node)
        return any(one.tag == "main" or one.attributes.get("role") == "main" for one in dom.chain(node))

    def _in_frame(self, node: LexborNode) -> bool:
        return any(one.tag in ("header", "footer", "nav", "dialog") for one in dom.chain(node))

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
            nodes = [one for one in nodes if not self._in_frame(one)]
            for node in nodes:
                if self.shown.hidden(node) and (found := self._cause(node)) is not None:
                    return found
            for node in reversed(nodes):
                if self.shown.empty(node) and (found := self.reader.of_node(node)) is not None and not found.admin:
                    return Spotted(found.file, found.line, "medium" if found.confidence != "low" else "low", "empty")
        return None

    def _anchor(self, part: str) -> LexborNode | None:
        for selector in data()["common"]["anchors"].get(part, ()):
            for node in self.reader.view.nodes(selector, _NODES):
                if part in ("footer", "header", "head") or not self._in_frame(node):
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

    def _hooks(self, named: Sequence[str], files: Sequence[str], near: str, beyond: float) -> Iterator[_Hook]:
        """Lines of these files that speak of the things; `beyond` is added for what is not in the file `near`."""
        theme = self.reader.theme
        general = common_hooks()
        for number, thing in enumerate(named):
            own = theme.system.hooks.get(thing, ())
            for rank, pattern in enumerate((*own, *general.get(thing, ()))):
                for path in files:
                    live = theme.scanned[path].live if path in theme.scanned else ""
                    for match in islice(pattern.finditer(live), _HITS):
                        beside = 0.0 if path == near else beyond
                        yield _Hook(4.0 * number + rank + beside, path, match.start(), rank < len(own), not number)

    def _in_source(self, named: Sequence[str], anchor: LexborNode | None, links: bool) -> Spotted | None:
        """The code that would make the thing, in the files that make its part of the page."""
        origin = self.reader.origin(anchor) if anchor is not None else None
        if anchor is None or origin is None:
            return None
        files, section = self._scope(anchor)
        near = origin.element.file
        if links:
            named = [one for one in named if one.startswith("link.")]
        hooks = list(self._hooks(named, files, near, 0.8))
        if links:
            others = [path for path in self._everywhere() if path not in files]
            hooks += [one for one in self._hooks(named, others, near, 1.6) if one.own]
        hooks.sort(key=lambda one: (one.rank, one.file, one.offset))
        for hook in hooks[:_HITS]:
            if hook.own and (found := self._switched(hook, section)) is not None:
                return found
        for hook in hooks[:_HITS]:
            if (hook.own or not links) and (found := self._made(hook, links)) is not None:
                return found
        return None

    def _everywhere(self) -> list[str]:
        """The files that make the page, its layout first."""
        own, layouts = self.reader.matcher.starts
        theme = self.reader.theme
        first = [*layouts, *own, *sorted(self.reader.matcher.page_files)]
        return list(dict.fromkeys(inner for path in first for inner in (path, *sorted(theme.closure(path)))))

    def _switched(self, hook: _Hook, section: Section | None) -> Spotted | None:
        """A setting or a missing block keeps the code from coming out."""
        theme = self.reader.theme
        for span in control.around(theme.spans(hook.file), hook.offset):
            placed = self._section_of(hook.file, section)
            if span.word == "when" and placed is not None:
                kinds = re.findall(r"['\"]([^'\"]+)['\"]", span.condition)
                pattern = theme.system.block_type
                if pattern is not None and pattern.search(span.subject) and kinds and not set(kinds) & placed.types():
                    return self._absent(placed, kinds[0])
            if span.word in ("if", "elsif", "elseif") and not re.search(
                r"\bor\b|\|\||!=\s*blank.*\bor\b", span.condition
            ):
                for off in self._settings(span.condition, placed):
                    return off
        return None

    def _absent(self, section: Section, kind: str) -> Spotted:
        """Where a section leaves out a kind of block: switched off, not in its order, or not there."""
        blocks = {one.path[:-1] for one in section.values if one.path[-1] == "type" and one.text == kind}
        for value in section.values:
            if value.path[-1] == "disabled" and value.path[:-1] in blocks:
                return Spotted(section.file, value.line, "high", "off")
        own = "block_order" if blocks else "blocks"
        at = next((one.line for one in section.values if one.path[-1] == own), section.line)
        return Spotted(section.file, at, "medium", "absent")

    def _section_of(self, path: str, section: Section | None) -> Section | None:
        """The section as placed on this page that a template makes."""
        if section is not None and section.target == path:
            return section
        theme = self.reader.theme
        own = set(self.reader.matcher.starts[0])
        held = [one for rows in theme.sections.values() for one in rows if one.target == path]
        held = [one for one in held if one.file in own or not one.file.startswith("templates/")]
        return held[0] if len(held) == 1 else None

    def _settings(self, condition: str, section: Section | None) -> Iterator[Spotted]:
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
        words = self.reader.words_of(node) if hook.first else None
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

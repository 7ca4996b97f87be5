"""Which start tag of the theme made a node of the page.

A node is read together with what it stands in: from the body inwards, each node either came from some start tag or from
something the theme only passes on (a page's text). The best line of start tags is searched for, in which tags fit their
nodes and each stands where the one before lets it stand: inside it, or in a file that is brought in there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape

from selectolax.lexbor import LexborNode

from disputelint.checker.theme import dom
from disputelint.checker.theme.dom import View
from disputelint.checker.theme.index import Section, Theme
from disputelint.checker.theme.knowledge import data
from disputelint.checker.theme.scan import Element, fold

_BEAM = 14
_POSTINGS = 60  # a token that more elements carry suggests none of them
_CANDIDATES = 30
_SKIP = 0.7  # cost of a node that no start tag made


@dataclass(frozen=True, slots=True)
class State:
    """One reading of a node: the innermost start tag, how many nodes inside it have none, and how well it all fits."""

    element: Element
    score: float
    skipped: int = 0
    section: Section | None = None
    sure: float = 0.0  # weight of what ties the innermost start tag to its node
    exact: bool = False  # a wrapper told the file


@dataclass(frozen=True, slots=True)
class Origin:
    """The best reading of a node. `margin` is how much better it fits than the best one of another line."""

    element: Element
    skipped: int
    section: Section | None
    sure: float
    margin: float
    exact: bool
    other_file: float = 99.0  # margin over the best reading in another file


@dataclass
class Matcher:
    """The readings of one page's nodes."""

    theme: Theme
    view: View
    _held: dict[int, tuple[State, ...]] = field(default_factory=dict)
    _starts: tuple[State, ...] = ()
    starts: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))
    page_files: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.starts = start_files(self.theme, self.view)
        targets = [one.target for path in self.starts[0] for one in self.theme.sections.get(path, ())]
        self.page_files = frozenset((*self.starts[0], *targets))
        held = [State(self.theme.scanned[path].root, rank) for path, rank in self._ranked()]
        self._starts = tuple(held)

    def _ranked(self) -> list[tuple[str, float]]:
        own, layouts = self.starts
        ranked = {path: 3.0 - 0.2 * number for number, path in enumerate(own) if path in self.theme.scanned}
        for number, path in enumerate(layouts):
            if path in self.theme.scanned:
                ranked[path] = max(ranked.get(path, 0.0), 2.0 - 0.2 * number)
        if not ranked:
            ranked = dict.fromkeys(sorted(self.theme.scanned)[:_BEAM], 0.0)
        return sorted(ranked.items(), key=lambda pair: -pair[1])[:_BEAM]

    def origin(self, node: LexborNode) -> Origin | None:
        """Where a node comes from; None when nothing of the theme is in it."""
        states = self.readings(node)
        if not states:
            return None
        best = states[0]
        if best.element.tag == "#root" and not best.exact and best.skipped:
            return None
        line = (best.element.file, best.element.line)
        other = next((one.score for one in states if (one.element.file, one.element.line) != line), None)
        away = next((one.score for one in states if one.element.file != best.element.file), None)
        return Origin(
            best.element,
            best.skipped,
            best.section,
            best.sure,
            best.score - other if other is not None else 99.0,
            best.exact,
            best.score - away if away is not None else 99.0,
        )

    def readings(self, node: LexborNode) -> tuple[State, ...]:
        """The readings of a node, best first."""
        states = self._starts
        for at in dom.chain(node):
            held = self._held.get(at.mem_id)
            if held is None:
                held = self._held[at.mem_id] = self._step(states, at)
            states = held
        return states

    def _step(self, states: tuple[State, ...], node: LexborNode) -> tuple[State, ...]:
        wrapped = self._wrapped(states, node)
        if wrapped:
            return wrapped
        carried = dom.tokens(node)
        found: dict[int, State] = {}
        fits: dict[int, tuple[float, float]] = {}
        by_token = self._suggested(carried, node.tag or "")
        for state in states:
            skip = State(state.element, state.score - _SKIP, state.skipped + 1, state.section, state.sure, state.exact)
            _keep(found, skip, -id(state.element) - state.skipped)
            for element in (*by_token, *self._near(state, node)):
                if id(element) not in fits:
                    fits[id(element)] = self._fit(element, carried, node)
                fit, sure = fits[id(element)]
                if fit <= 0:
                    continue
                score = state.score + fit + self._move(state, element)
                made = State(element, score, 0, self._section(state, element), sure, state.exact)
                _keep(found, made, id(element))
        return tuple(sorted(found.values(), key=lambda one: (-one.score, one.element.file, one.element.line))[:_BEAM])

    def _section(self, state: State, element: Element) -> Section | None:
        if state.section is None or element.file in self.theme.closure(state.section.target):
            return state.section
        return None

    def _wrapped(self, states: tuple[State, ...], node: LexborNode) -> tuple[State, ...]:
        """The file that a wrapper's id names."""
        name = node.attributes.get("id") or ""
        for wrapper in self.theme.system.wrappers if name else ():
            match = wrapper.id.match(name)
            if match is None:
                continue
            key = match["key"]
            if wrapper.json:
                for section in self._sections(wrapper.json, key):
                    if section.target in self.theme.scanned:
                        root = self.theme.scanned[section.target].root
                        return (State(root, states[0].score + 10 if states else 10.0, 0, section, 5.0, True),)
            for pattern in wrapper.files:
                for source in self.theme.folder.match(pattern.format(key=key))[:1]:
                    root = self.theme.scanned[source.path].root
                    return (State(root, states[0].score + 10 if states else 10.0, 0, None, 5.0, True),)
        return ()

    def _sections(self, pattern: str, key: str) -> list[Section]:
        """The sections with a key in the files of a pattern, those of this page's templates first."""
        held = [
            section
            for source in self.theme.folder.match(pattern)
            for section in self.theme.sections.get(source.path, ())
            if section.key == key
        ]
        order = {path: number for number, path in enumerate(self.starts[0])}
        return sorted(held, key=lambda one: (order.get(one.file, 99), one.file))

    def _suggested(self, carried: list[str], tag: str) -> list[Element]:
        """Start tags that carry what is rare about a node."""
        rows = [(len(self.theme.by_token[token]), token) for token in set(carried) if token in self.theme.by_token]
        found: dict[int, Element] = {}
        for count, token in sorted(rows):
            if count > _POSTINGS or len(found) > 2 * _CANDIDATES:
                break
            for element in self.theme.by_token[token]:
                if element.tag in (tag, "*"):
                    found.setdefault(id(element), element)
        if len(self.theme.by_tag[tag]) <= _CANDIDATES:
            found.update((id(element), element) for element in self.theme.by_tag[tag])
        return list(found.values())[: 3 * _CANDIDATES]

    def _near(self, state: State, node: LexborNode) -> list[Element]:
        """Start tags that may follow inside the one before: its children, and the first ones of files brought in."""
        inside = [one for one in self.theme.children[id(state.element)] if one.tag in (node.tag, "*")]
        for path in self._next_files(state.element):
            root = self.theme.scanned[path].root
            inside += [one for one in self.theme.children[id(root)] if one.tag in (node.tag, "*")]
        return inside[:_CANDIDATES]

    def _next_files(self, element: Element) -> list[str]:
        return [
            target
            for offset, targets in self.theme.includes.get(element.file, ())
            if element.start <= offset < element.end
            for target in targets
            if target in self.theme.scanned
        ][:12]

    def _fit(self, element: Element, carried: list[str], node: LexborNode) -> tuple[float, float]:
        """How well a start tag fits a node, and how much of that is weight of what they share."""
        held = element.tokens
        shared = [token for token in set(carried) if token in held]
        if held and not shared:
            return 0.0, 0.0
        sure = sum(self.theme.weight(token) for token in shared)
        missing = [token for token in held if token not in carried and "^=" not in token]
        lost = sum(self.theme.weight(token) for token in missing) * (0.25 if element.open else 0.6)
        extra = 0.0
        if not element.open:
            extra = 0.4 * sum(1 for token in carried if token.startswith((".", "#")) and token not in held)
        score = 0.5 + sure - lost - extra
        if element.texts:
            own = dom.own_text(node)
            if own:
                hit = sum(1 for _, text in element.texts if len(text) > 1 and fold(unescape(text)) in own)
                score += 2.5 * hit - 1.0 * (hit == 0 and not element.open)
                sure += 3.0 * hit
        return score, sure

    def _move(self, state: State, element: Element) -> float:
        """How well a start tag follows the one before."""
        before = state.element
        if element.file == before.file:
            if element.parent is before:
                return 2.0 - 0.3 * state.skipped
            if before.start < element.start < before.end:
                depth, up = 0, element.parent
                while up is not None and up is not before and depth < 6:
                    depth, up = depth + 1, up.parent
                return 1.4 - 0.25 * depth
            return -4.0 if state.exact else -3.0
        top = element.parent is None or element.parent.tag == "#root"
        if element.file in self.theme.brought_in(before):
            return 1.6 if top else 0.8
        if element.file in self.theme.closure(before.file):
            return -0.8
        if state.exact:
            return -8.0
        if element.file in self.page_files:
            return 1.0 if top else 0.3
        return -2.5


def _keep(found: dict[int, State], state: State, key: int) -> None:
    held = found.get(key)
    if held is None or held.score < state.score:
        found[key] = state


def start_files(theme: Theme, view: View) -> tuple[list[str], list[str]]:
    """The files that make a page, nearest first: its own templates and content, then layouts."""
    system, kinds, path = theme.system, set(view.page.kinds), view.path
    own: list[str] = []
    slug = path.rpartition("/")[2]
    common = data()["common"]
    patterns = list(common["home_files"]) if not path else []
    if path:
        bare = path.strip("/")
        stem = bare.rsplit(".", 1)[0] if "." in slug else bare
        name = slug.rsplit(".", 1)[0]
        patterns = [
            one.format(path=_safe(bare if one == "{path}" else stem), slug=_safe(name))
            for one in common["content_files"]
        ]
    classes = view.body_classes()
    for template in system.templates:
        match = template.path.search(path or "/") if template.path is not None else None
        if (kinds & set(template.kinds)) or match is not None or (template.body and template.body in classes):
            said = match.groupdict() if match is not None else {}
            own += [
                source.path
                for file in template.files
                for source in theme.folder.match(file.format(**{k: _safe(v or "") for k, v in said.items()}))[:6]
            ]
    own += [source.path for pattern in patterns for source in theme.folder.match(pattern)[:3]]
    own = list(dict.fromkeys(own))
    layouts = [parent for file in own for parent in theme.parents(file)]
    for file in list(layouts):
        layouts += [one for one in theme.parents(file) if one not in layouts]
    layouts += [source.path for pattern in system.layouts for source in theme.folder.match(pattern)[:4]]
    return own, list(dict.fromkeys(layouts))


def _safe(said: str) -> str:
    """A part of an address as a part of a glob."""
    return "".join(char for char in said if char not in "*?{}[]")

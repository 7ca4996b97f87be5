"""A theme's index: elements by what is rare about them, texts by their words, includes, sections, conditions."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import PurePosixPath

from disputelint.checker.theme import control, data
from disputelint.checker.theme.data import Value
from disputelint.checker.theme.files import Folder, Source, unique
from disputelint.checker.theme.knowledge import Include
from disputelint.checker.theme.scan import Element, Scanned, fold, literals, scan

_TAGS = re.compile(r"<[^<>]{1,400}>|\{\{.*?\}\}|\{%.*?%\}|%\w+%")
_BLOCK = re.compile(r'"(?:className|tagName|slug|anchor)"\s*:\s*"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Item:
    """A text of the theme: written in a template, in a language file, in settings or in a content page."""

    file: str
    line: int
    text: str  # folded
    kind: str  # literal, words, locale, setting
    key: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A section as a template places it: `file` is the data file, `target` the template that makes it."""

    file: str
    key: str
    line: int
    end: int
    target: str
    values: tuple[Value, ...] = field(repr=False)

    def setting(self, name: str) -> list[Value]:
        """The values of a setting of the section and of its blocks."""
        return [one for one in self.values if one.plain and one.path[-2:] == ("settings", name)]

    def types(self) -> set[str]:
        """The kinds of block it holds that are not switched off."""
        off = {one.path[:-1] for one in self.values if one.path[-1] == "disabled" and one.text == "true"}
        order = {one.text for one in self.values if "block_order" in one.path}
        return {
            one.text
            for one in self.values
            if one.path[-1] == "type"
            and "blocks" in one.path
            and one.path[:-1] not in off
            and (not order or one.path[-2] in order or len(one.path) > 6)
        }


class Theme:
    """All that is known of a theme's folder. Built once, then only asked."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.system = folder.system
        tags = dict(self.system.elements)
        self.scanned: dict[str, Scanned] = {
            path: scan(path, source.text, tags)
            for path, source in folder.sources.items()
            if source.kind == "template" or (source.kind == "words" and "<" in source.text)
        }
        for path in self.scanned:
            self._add_blocks(path)
        self.by_token: dict[str, list[Element]] = defaultdict(list)
        self.by_tag: dict[str, list[Element]] = defaultdict(list)
        self.children: dict[int, list[Element]] = defaultdict(list)
        for scanned in self.scanned.values():
            for element in scanned.elements:
                self.by_tag[element.tag].append(element)
                for token in element.tokens:
                    self.by_token[token].append(element)
                if element.parent is not None:
                    self.children[id(element.parent)].append(element)
        self.count = max(1, sum(len(one.elements) for one in self.scanned.values()))
        self._values: dict[str, list[Value]] = {}
        self._spans: dict[str, list[control.Span]] = {}
        self._locales: dict[str, dict[str, Item]] = {}
        self._closures: dict[str, frozenset[str]] = {}
        self._keys: dict[str, list[tuple[int, str]]] = {}
        self._brought: dict[int, frozenset[str]] = {}

    def weight(self, token: str) -> float:
        """How much a token says: the logarithm of how rare it is."""
        return math.log((self.count + 1) / (len(self.by_token.get(token, ())) + 0.5))

    def source(self, path: str) -> Source:
        """The source of a file."""
        return self.folder.sources[path]

    def values(self, path: str) -> list[Value]:
        """The values of a data file."""
        if path not in self._values:
            self._values[path] = data.values(self.source(path))
        return self._values[path]

    def spans(self, path: str) -> list[control.Span]:
        """The conditional stretches of a template."""
        if path not in self._spans:
            scanned = self.scanned.get(path)
            self._spans[path] = control.spans(scanned.codes, self.source(path).text) if scanned else []
        return self._spans[path]

    def _add_blocks(self, path: str) -> None:
        """Elements that block comments stand for (`<!-- wp:group {"className": "x"} -->`)."""
        pattern = self.system.block_comment
        if pattern is None:
            return
        scanned = self.scanned[path]
        for offset, content in scanned.blocks:
            match = pattern.match(content)
            if match is None or match["close"]:
                continue
            name = match["name"].removeprefix(self.system.block_core)
            made = f".{self.system.block_class}{name.replace('/', '-')}"
            more = [f".{part}" for said in _BLOCK.findall(match["rest"]) for part in said.split()]
            tokens = frozenset((made, f"data-block-name={match['name']}", *more))
            line = self.source(path).line(offset)
            end = offset + len(content)
            scanned.elements.append(Element(path, offset, end, line, "*", tokens, True, scanned.root))

    @cached_property
    def includes(self) -> Mapping[str, list[tuple[int, tuple[str, ...]]]]:
        """Of each template: where it brings in which files."""
        found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for path, scanned in self.scanned.items():
            rows: list[tuple[int, tuple[str, ...]]] = []
            pieces = [*((code.start, code.text) for code in scanned.codes), *scanned.blocks]
            for offset, code in pieces:
                for include in self.system.includes:
                    for match in include.code.finditer(code):
                        if files := self._named(include, match, path):
                            rows.append((offset, files))
            found[path] = sorted(rows)
        return found

    def _named(self, include: Include, match: re.Match[str], path: str) -> tuple[str, ...]:
        said = {name: value or "" for name, value in match.groupdict().items()}
        for pattern in include.files:
            if "{more}" in pattern and not said.get("more"):
                continue
            files = self.folder.match(pattern.format(**{"name": "", "more": "", **said}))
            targets: list[str] = []
            for source in files[: 40 if "*" in pattern else 1]:
                targets += self._of_sections(source) if source.path.endswith(".json") else [source.path]
            if targets:
                return unique(one for one in targets if one != path)
        return ()

    def _of_sections(self, source: Source) -> list[str]:
        return [section.target for section in self.sections.get(source.path, ()) if section.target]

    @cached_property
    def sections(self) -> Mapping[str, list[Section]]:
        """The sections that each data file of templates and groups places."""
        found: dict[str, list[Section]] = {}
        if not self.system.section_files:
            return found
        for path, source in self.folder.sources.items():
            if source.kind == "data" and '"sections"' in source.text and not path.startswith(("locales/", "config/")):
                held = self.values(path)
                for one in held:
                    if len(one.path) == 2 and one.path[0] == "sections" and not one.plain:
                        own = tuple(two for two in held if two.path[:2] == one.path and len(two.path) > 2)
                        kind = next((two.text for two in own if two.path[2:] == ("type",)), "")
                        target = self._first(self.system.section_files, type=kind)
                        found.setdefault(path, []).append(Section(path, one.path[1], one.line, one.end, target, own))
        return found

    def _first(self, patterns: Iterable[str], **said: str) -> str:
        for pattern in patterns:
            files = self.folder.match(pattern.format(**said))
            if files:
                return files[0].path
        return ""

    def parents(self, path: str) -> tuple[str, ...]:
        """The layouts that a template names itself."""
        text = self.source(path).text
        found: list[str] = []
        for include in (*self.system.parents, *self.system.front):
            match = include.code.search(text[:4000])
            if match is not None:
                found += self._named(include, match, path)
        return unique(found)

    def closure(self, path: str) -> frozenset[str]:
        """A file with all that it brings in, directly or not."""
        if path not in self._closures:
            seen, todo = {path}, [path]
            while todo:
                for _, targets in self.includes.get(todo.pop(), ()):
                    for target in targets:
                        if target not in seen:
                            seen.add(target)
                            todo.append(target)
            self._closures[path] = frozenset(seen)
        return self._closures[path]

    def brought_in(self, element: Element) -> frozenset[str]:
        """The files that the code inside of an element brings in, directly or not."""
        known = self._brought.get(id(element))
        if known is None:
            held: set[str] = set()
            for offset, targets in self.includes.get(element.file, ()):
                if element.start <= offset < element.end:
                    for target in targets:
                        held |= self.closure(target)
            known = self._brought[id(element)] = frozenset(held)
        return known

    def keys(self, path: str, start: int, end: int) -> frozenset[str]:
        """The keys of language entries that the code in a stretch of a template asks for."""
        if path not in self._keys:
            pattern, scanned = self.system.translate, self.scanned.get(path)
            self._keys[path] = [
                (code.start + match.start(), match["key"])
                for code in (scanned.codes if scanned is not None and pattern is not None else ())
                for match in (pattern.finditer(code.text) if pattern is not None else ())
            ]
        return frozenset(key for offset, key in self._keys[path] if start <= offset < end)

    def output(self, element: Element, direct: bool) -> list[str]:
        """The code inside of an element; with `direct` only what stands in none of the elements inside it."""
        scanned = self.scanned[element.file]
        inner = [(one.start, one.end) for one in self.children[id(element)]] if direct else []
        pieces = [*((code.start, code.text) for code in scanned.codes), *scanned.blocks]
        return [
            text
            for offset, text in pieces
            if element.start < offset < element.end and not any(start <= offset < end for start, end in inner)
        ] + ([text for offset, text in scanned.blocks if offset == element.start] if element.tag == "*" else [])

    def locale(self, language: str) -> Mapping[str, Item]:
        """The texts of the file for a language, by key; of the default language when there is none."""
        if language not in self._locales:
            source = self._locale_file(language)
            held: dict[str, Item] = {}
            for one in self.values(source.path) if source is not None else ():
                if one.plain and source is not None:
                    key = ".".join(one.path)
                    held[key] = Item(source.path, one.line, _plain(one.text), "locale", key)
            self._locales[language] = held
        return self._locales[language]

    def _locale_file(self, language: str) -> Source | None:
        skip, default = self.system.not_locales, self.system.default_locale
        held = [one for pattern in self.system.locales for one in self.folder.match(pattern)]
        held = [one for one in held if skip is None or not skip.search(one.path)]

        def rank(source: Source) -> tuple[int, str]:
            parts = re.split(r"[._-]", PurePosixPath(source.path).stem.lower())
            said = language.lower()
            whole = PurePosixPath(source.path).name.lower().startswith(f"{said}.")
            fits = 0 if whole else 1 if said.partition("-")[0] in parts else 2
            return (fits if fits < 2 or default is None or not default.search(source.path) else 2), source.path

        fitting = sorted(held, key=rank)
        if fitting and rank(fitting[0])[0] < 2:
            return fitting[0]
        named = [one for one in held if default is not None and default.search(one.path)]
        return next(iter(named or fitting), None)

    @cached_property
    def items(self) -> list[Item]:
        """All texts but those of language files."""
        found: list[Item] = []
        locales = {one.path for pattern in self.system.locales for one in self.folder.match(pattern)}
        for path, source in self.folder.sources.items():
            if path in locales:
                continue
            if source.kind == "template":
                found += self._written(path, source)
            elif source.kind == "words":
                found += _content(path, source.text)
            elif source.kind == "data":
                found += [
                    Item(path, one.line, text, "setting", ".".join(one.path))
                    for one in self.values(path)
                    if one.plain and len(text := _plain(one.text)) > 3
                ]
        return found

    def _written(self, path: str, source: Source) -> list[Item]:
        scanned = self.scanned[path]
        found = [
            Item(path, source.line(offset), folded, "literal", "", offset)
            for offset, text in scanned.texts
            if (folded := _plain(text))
        ]
        for code in scanned.codes:
            for value, at in literals(code.text):
                said = _plain(value)
                if len(said) > 3 and (" " in said or not said.isascii()):
                    offset = code.start + at
                    found.append(Item(path, source.line(offset), said, "literal", "", offset))
        return found


def _plain(text: str) -> str:
    """A text without tags and placeholders, folded."""
    return fold(unescape(_TAGS.sub(" ", text)))


def _content(path: str, text: str) -> list[Item]:
    """A page of content, each line an item without its marks."""
    found: list[Item] = []
    for number, line in enumerate(text.split("\n"), start=1):
        said = _plain(re.sub(r"[*_`#>|]+|!?\[([^\]]*)\]\([^)]*\)", r" \1", line))
        if len(said) > 1 and said.strip("-= "):
            found.append(Item(path, number, said, "words"))
    return found

"""Wording per concept and language, from `rules/lexicon/*.yaml`: what a statement of some kind looks like in words.

A file maps concepts to `{description, languages: {language: [phrase | /pattern/ | {pattern, note}]}}`. A phrase is literal and is
compared folded (`normalize.fold`); a pattern is RE2, matched on folded text, and may name groups. `any` as language
holds what is the same everywhere. Per language one `Joint` says in one pass which phrases and patterns may occur; only
those are then looked at singly.

A phrase of two Latin letters or fewer than two Chinese or Japanese characters (HT, 起) means something only as a whole
label, token or link text: `scan` passes it over, `whole` knows it. A phrase with … or ○ is the shape of an example and
is not matched, except in the concepts about unfilled text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

import re2

from disputelint.checker import kept, yamlfile
from disputelint.checker.errors import RuleError
from disputelint.checker.understand.joint import SIGN, Joint, options
from disputelint.checker.understand.linear import Pattern, compiled, uncaptured
from disputelint.checker.understand.normalize import Folded, fold, fold_pattern
from disputelint.checker.understand.scan import Entry, Hit, Occurring, Scan, unusable

__all__ = ["ANY", "Entry", "Hit", "Lexicon", "Scan", "bare", "lexicon", "load"]

ANY: Final = "any"
Wording = str | Mapping[str, str]
_LATIN = re.compile(r"[0-9a-z]")
_NAMED = re.compile(r"\(\?P<\w+>")
_WORD_FIRST = frozenset(("fr", "es", "it", "pt"))  # no compounds: a /pattern/ begins where a word begins
_KEPT: Final = 4096  # combinations of words whose entries are kept, per language
_LONGEST = 4000  # characters of one text that are looked at; a sentence is never longer


class Lexicon:
    """All concepts in all languages. Build it with `lexicon()`."""

    def __init__(self, wordings: Mapping[str, list[tuple[str, Wording]]], folder: Path | None = None) -> None:
        self._folder = folder  # where the wordings stand
        self._wordings = wordings  # language → concept and wording as written; made into entries when first needed
        self._made: dict[str, tuple[Entry, ...]] = {}
        self._labels: dict[str, dict[str, list[str]]] = {}
        self._tables: dict[tuple[tuple[str, ...], tuple[str, ...]], Mapping[str, str]] = {}
        self._sets: dict[tuple[tuple[str, ...], str], tuple[Joint, tuple[Entry, ...]]] = {}
        self._joined: dict[tuple[tuple[str, ...], tuple[str, ...]], Pattern | None] = {}
        self._known: dict[tuple[tuple[str, ...], str], dict[tuple[int, ...], Occurring]] = {}

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages that have wording."""
        return frozenset(self._wordings) - {ANY}

    def supports(self, tag: str) -> bool:
        """Whether a page in this BCP 47 language can be read."""
        return any(language in self.languages for language in self.chain(tag))

    def chain(self, tag: str) -> tuple[str, ...]:
        """The lexicon languages for a BCP 47 tag, best first; empty when there is none. English stands in every shop
        that sells in Chinese, Japanese or Korean, so those read it too.
        """
        return _chain(tag, self.languages)

    def entries(self, concept: str, tag: str) -> tuple[Entry, ...]:
        """The wording of a concept in a language."""
        wanted = (*self.chain(tag), ANY)
        return tuple(entry for language in wanted for entry in self.of(language) if entry.concept == concept)

    def of(self, language: str) -> tuple[Entry, ...]:
        """All entries of one lexicon language."""
        if language not in self._made:
            self._made[language] = tuple(
                _entry(concept, language, raw) for concept, raw in self._wordings.get(language, ())
            )
        return self._made[language]

    def scan(self, text: str | Folded, tag: str, group: str = "") -> Scan:
        """Which concepts occur in a text (folded here when it is not yet). `group` "topics" looks for what headings
        are about only, "sentences" for all that sentences say; "" for everything.
        """
        folded = (text if isinstance(text, Folded) else fold(text)).text[:_LONGEST]
        return Scan(folded, self._occurring(self.chain(tag), group, folded))

    def _occurring(self, chain: tuple[str, ...], group: str, text: str) -> Occurring:
        """The entries that may occur in a text, by concept, and the concepts that do. Texts in which the same words
        occur are many (a sentence with another number, a cell with nothing), so what follows from those is kept.
        """
        joint, entries = self._set(chain, group)
        words = joint.words(text)
        known = self._known.setdefault((chain, group), {})
        if (found := known.get(words)) is None:
            named: dict[str, list[Entry]] = {}
            for index in (indexes := joint.needing(words)):
                named.setdefault(entries[index].concept, []).append(entries[index])
            certain = frozenset(entries[index].concept for index in indexes if joint.exact(index))
            found = Occurring({concept: tuple(same) for concept, same in named.items()}, certain, frozenset(named))
            if len(known) >= _KEPT:
                known.clear()
            known[words] = found
        return found

    def either(self, tag: str, *concepts: str) -> Pattern | None:
        """One RE2 for many lines of folded text: whether and where one of the concepts may occur. It finds what `scan`
        finds and perhaps more; None when there is no wording in the language.
        """
        key = (self.chain(tag), concepts)
        if key not in self._joined:
            said = [e.expression for c in concepts for e in self.entries(c, tag) if not e.whole_only]
            union = "|".join(f"(?:{_NAMED.sub('(?:', expression)})" for expression in said)
            self._joined[key] = compiled(uncaptured(f"(?m){union}"), options()) if said else None
        return self._joined[key]

    def says(self, concept: str, text: str, tag: str) -> bool:
        """Whether one concept occurs in a text (folded here): as `scan` finds it, without the automaton of all concepts."""
        folded = fold(text).text[:_LONGEST]
        likely = self.either(tag, concept)
        if likely is None or not likely.has(folded):
            return False
        entries = tuple(entry for entry in self.entries(concept, tag) if not entry.whole_only)
        return concept in Scan(folded, Occurring({concept: entries}, frozenset(), frozenset((concept,))))

    def whole(self, text: str, tag: str, *concepts: str) -> str | None:
        """The first of the concepts (of all, when none is named) whose wording is the whole text."""
        plain = bare(text)
        found = {c for language in (*self.chain(tag), ANY) for c in self._wholes(language).get(plain, ())}
        return next((concept for concept in concepts or sorted(found) if concept in found), None)

    def wholes(self, tag: str, concepts: tuple[str, ...]) -> Mapping[str, str]:
        """The wordings of some concepts, as `bare` gives a text, each with the first of the concepts that it means."""
        key = (self.chain(tag), concepts)
        if key not in self._tables:
            table: dict[str, str] = {}
            asked = frozenset(concepts)
            for language in (*key[0], ANY):
                for wording, meant in self._wholes(language).items():
                    if not asked.isdisjoint(meant):
                        said = {table.get(wording), *meant}
                        table[wording] = next(concept for concept in concepts if concept in said)
            self._tables[key] = table
        return self._tables[key]

    def _wholes(self, language: str) -> dict[str, list[str]]:
        if language not in self._labels:
            labels: dict[str, list[str]] = {}
            for concept, raw in self._wordings.get(language, ()):
                if isinstance(raw, str) and not _is_pattern(raw):
                    labels.setdefault(fold(raw).text.strip(" :"), []).append(concept)
            self._labels[language] = labels
        return self._labels[language]

    def _tried(self, entry: Entry) -> None:
        """Raise RuleError with the file and the line of an entry that is no expression."""
        try:
            entry.matcher()
        except RuleError:
            for path in sorted(self._folder.glob("*.yaml")) if self._folder else ():
                document = yamlfile.read(path, RuleError)
                for language, concept, raw, at in _told(document):
                    if (language, concept) == (entry.language, entry.concept) and _entry(
                        concept, language, raw
                    ) == entry:
                        said = raw if isinstance(raw, str) else raw["pattern"]
                        raise unusable(document.spot(at), said, _why(entry.expression)) from None
            raise

    def _set(self, chain: tuple[str, ...], group: str) -> tuple[Joint, tuple[Entry, ...]]:
        if (chain, group) not in self._sets:
            entries = tuple(
                entry
                for language in (*chain, ANY)
                for entry in self.of(language)
                if not entry.whole_only and _in_group(entry.concept, group)
            )
            try:
                joint = Joint([entry.expression for entry in entries])
            except re2.error:
                for entry in entries:
                    self._tried(entry)  # the one that is wrong says so
                raise
            self._sets[chain, group] = (joint, entries)
        return self._sets[chain, group]


def _in_group(concept: str, group: str) -> bool:
    if group in ("topics", "template"):
        return concept.startswith("topic_" if group == "topics" else "template_")
    return not group or not concept.startswith(("topic_", "link_", "button_", "row_", "template_"))


@lru_cache(maxsize=256)
def _chain(tag: str, languages: frozenset[str]) -> tuple[str, ...]:
    low = tag.replace("_", "-").casefold()
    primary = low.split("-")[0]
    if primary in ("zh", "yue", "cmn"):
        hant = any(part in ("hant", "tw", "hk", "mo") for part in low.split("-")[1:]) or primary == "yue"
        wanted: tuple[str, ...] = ("zh-Hant", "zh-Hans", "en") if hant else ("zh-Hans", "zh-Hant", "en")
    elif primary in ("ja", "ko"):
        wanted = (primary, "en")
    else:
        wanted = (primary,)
    return tuple(language for language in wanted if language in languages)


def bare(text: str) -> str:
    """A text as wordings are compared with when they are all of it: folded, without marks around it."""
    return fold(text).text.strip(" *・:。.!?")


def _is_pattern(raw: str) -> bool:
    return len(raw) > 2 and raw[0] == raw[-1] == "/"


def _entry(concept: str, language: str, raw: Wording) -> Entry:
    if not isinstance(raw, str):
        return Entry(concept, language, "", fold_pattern(raw["pattern"]), note=raw.get("note", ""))
    if _is_pattern(raw):
        body = fold_pattern(raw[1:-1])
        return Entry(concept, language, "", f"\\b(?:{body})" if language in _WORD_FIRST else body)
    folded = fold(raw).text.strip()
    body = SIGN.sub(r"\\\1", folded)
    expression = ("\\b" if _LATIN.match(folded[:1]) else "") + body + ("\\b" if _LATIN.match(folded[-1:]) else "")
    latin = folded.isascii()
    shape = ("…" in raw or "○" in raw) and "placeholder" not in concept and concept != "template_leftover"
    return Entry(concept, language, raw, expression, whole_only=shape or len(folded) < (3 if latin else 2))


def _told(document: yamlfile.Document) -> Iterable[tuple[str, str, Wording, tuple[str | int, ...]]]:
    """Language, concept, wording and place of one file's entries. Raises RuleError where its shape is wrong."""
    for concept, body in (document.value or {}).items():
        for language, wordings in body["languages"].items():
            for number, raw in enumerate(wordings):
                at = (concept, "languages", language, number)
                if not isinstance(raw, str) and not (isinstance(raw, dict) and isinstance(raw.get("pattern"), str)):
                    raise unusable(document.spot(at), repr(raw))
                yield language, concept, raw, at


def _why(expression: str) -> str:
    """What RE2 says against an expression; "" when nothing."""
    try:
        re2.compile(expression, options())
    except re2.error as problem:
        said = problem.args[0] if problem.args else ""
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return ""


def load(folder: Path) -> Lexicon:
    """The lexicon of all `*.yaml` files in a folder. Raises RuleError for a file that is wrong."""
    wordings: dict[str, list[tuple[str, Wording]]] = {}
    for path in sorted(folder.glob("*.yaml")):
        value = kept.read(path, RuleError, lambda document: list(_told(document)))
        for language, concept, raw, _ in _told(yamlfile.Document(str(path), value, "", {})):
            wordings.setdefault(language, []).append((concept, raw))
    return Lexicon(wordings, folder)


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the project."""
    with resources.as_file(resources.files("disputelint.rules") / "lexicon") as folder:
        return load(folder)

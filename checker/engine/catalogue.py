"""Everything the rules folder says, read and checked: rules, requirements, authorities, dispute reasons, presets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path

from disputelint import __version__
from disputelint.checker.collector import seldom
from disputelint.checker.config import Config
from disputelint.checker.engine.load import Known, check_shape, load_rule
from disputelint.checker.engine.preset import Preset, check_preset, preset
from disputelint.checker.engine.requirement import (
    Authority,
    Requirement,
    authorities,
    check_requirements,
    own_authorities,
    requirements,
)
from disputelint.checker.engine.rule import Rule
from disputelint.checker.engine.sources import Parsed
from disputelint.checker.engine.tree_load import Mistakes
from disputelint.checker.errors import DisputelintError, RuleError, Several
from disputelint.checker.kept import cache_folder
from disputelint.checker.model import Text
from disputelint.checker.yamlfile import Document

TOPICS = (
    "product",
    "price",
    "shipping",
    "refund",
    "contact",
    "identity",
    "checkout",
    "subscription",
    "claims",
    "payment",
    "records",
)
OWN_AUTHORITIES = "authorities.yaml"  # in a folder of own rules
_CONCEPT = re.compile(r"^([a-z_0-9]+):", re.MULTILINE)


@dataclass(frozen=True)
class Reason:
    """A canonical dispute reason. `label` names it in a sentence, `short` in a table."""

    id: str
    group: str
    label: Text
    short: Text


@dataclass(frozen=True)
class Catalogue:
    """The rules and what they rest on. `rules` by id, in order of topic and id."""

    rules: Mapping[str, Rule]
    requirements: Mapping[str, Requirement]
    authorities: Mapping[str, Authority]
    groups: Mapping[str, tuple[str, ...]]  # "EU" -> its markets
    reasons: Mapping[str, Reason]
    presets: Mapping[str, Preset]
    concepts: frozenset[str] = frozenset()
    row_labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # fact -> concepts that label its row

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Former ids, and what they are called now."""
        return {alias: rule.id for rule in self.rules.values() for alias in rule.aliases}

    def rule(self, name: str) -> Rule | None:
        """The rule of this id or former id."""
        return self.rules.get(name) or self.rules.get(self.aliases.get(name, ""))

    def after_order(self) -> tuple[Rule, ...]:
        """All rules, each behind those that it comes `after`."""
        done: dict[str, Rule] = {}
        for rule in self.rules.values():
            self._put(rule, done)
        return tuple(done.values())

    def _put(self, rule: Rule, done: dict[str, Rule]) -> None:
        for name in rule.after:
            earlier = self.rule(name)
            if earlier is not None and earlier.id not in done:
                self._put(earlier, done)
        done.setdefault(rule.id, rule)


def data_folder() -> Path:
    """The folder `rules/` of the package."""
    return Path(str(resources.files("disputelint.rules")))


@seldom()
def load(config: Config, folder: Path | None = None) -> Catalogue:
    """The catalogue of the package (`folder`: another copy of it), with the shop's own rule folders added.

    Raises RuleError, or Several with every mistake of every file.
    """
    loader = _Loader(config, folder or data_folder())
    try:
        return loader.load()
    finally:
        loader.save()


def _anything(document: Document) -> None:
    """No schema to hold against."""


class _Loader:
    """Reads the folder in the order in which names depend on each other, and keeps on after a mistake."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.config = config
        self.folder = folder
        stamp = f"{__version__} {_schemas_stamp()}"
        cache = cache_folder(config.crawl.cache_dir)
        self.parsed = Parsed(cache, folder, stamp)
        self.own = [(Path(name), Parsed(cache, Path(name), stamp)) for name in config.choice.folders]
        self.errors: list[DisputelintError] = []

    def save(self) -> None:
        """Keep what was parsed."""
        for parsed in (self.parsed, *(parsed for _, parsed in self.own)):
            parsed.save()

    def load(self) -> Catalogue:
        """The whole catalogue."""
        knowledge = self.folder / "knowledge"
        who = self.parsed.read(knowledge / "authorities.yaml", _anything)
        reasons = _reasons(self.parsed.read(knowledge / "dispute_reasons.yaml", _anything))
        everyone = authorities(who)
        for folder, parsed in self.own:
            if (folder / OWN_AUTHORITIES).is_file():
                everyone.update(own_authorities(parsed.read(folder / OWN_AUTHORITIES, _anything), everyone))
        asked = self._requirements(everyone, reasons)
        concepts = frozenset(_concepts(self.folder / "lexicon"))
        known = Known({name: one.citable for name, one in asked.items()}, reasons, concepts)
        rules = self._rules(known)
        self._after(rules)
        presets = self._presets(everyone, rules)
        if self.errors:
            raise Several(tuple(self.errors)) if len(self.errors) > 1 else self.errors[0]
        labels = knowledge / "row_labels.yaml"
        rows = self.parsed.read(labels, _anything).value if labels.is_file() else {}
        return Catalogue(
            {name: rule for name, (rule, _) in rules.items()},
            asked,
            everyone,
            {name: tuple(members) for name, members in who.value.get("groups", {}).items()},
            reasons,
            presets,
            concepts,
            {fact: tuple(names) for fact, names in rows.items()},
        )

    def _note(self, problem: DisputelintError) -> None:
        self.errors.extend(problem.errors if isinstance(problem, Several) else (problem,))

    def _requirements(self, everyone: Mapping[str, Authority], reasons: Mapping[str, Reason]) -> dict[str, Requirement]:
        found: dict[str, Requirement] = {}
        places = [(self.folder / "requirements", self.parsed)]
        places += [(folder / "requirements", parsed) for folder, parsed in self.own]
        for folder, parsed in places:
            for path in sorted(folder.glob("*.y*ml")):
                try:
                    document = parsed.read(path, check_requirements)
                    for number, one in enumerate(requirements(document, everyone, reasons)):
                        if one.id in found:
                            self._twice(one.id, document, ("requirements", number, "id"))
                        found[one.id] = one
                except DisputelintError as problem:
                    self._note(problem)
        return found

    def _rules(self, known: Known) -> dict[str, tuple[Rule, Document]]:
        found: dict[str, tuple[Rule, Document]] = {}
        names: set[str] = set()
        for path, parsed, topic in self._rule_files():
            try:
                document = parsed.read(path, check_shape)
                rule = load_rule(document, known, topic=topic)
            except DisputelintError as problem:
                self._note(problem)
                continue
            parsed.prove(path)
            for name in (rule.id, *rule.aliases):
                if name in names:
                    self._twice(name, document, ("id",) if name == rule.id else ("aliases",))
                names.add(name)
            found[rule.id] = (rule, document)
        return found

    def _rule_files(self) -> Iterator[tuple[Path, Parsed, str]]:
        for topic in TOPICS:
            for path in sorted((self.folder / topic).glob("*.y*ml")):
                yield path, self.parsed, topic
        for folder, parsed in self.own:
            if not folder.is_dir():
                self._note(
                    RuleError(
                        Text("This folder of rules does not exist", "このルールのフォルダーはありません"),
                        where=str(folder),
                        code="E223",
                    )
                )
            for path in sorted(folder.rglob("*.y*ml")):
                inside = path.relative_to(folder).parts
                if inside[0] not in ("requirements", "presets", OWN_AUTHORITIES):
                    yield path, parsed, inside[0] if len(inside) > 1 else "own"

    def _after(self, rules: Mapping[str, tuple[Rule, Document]]) -> None:
        known = {name: rule for rule, _ in rules.values() for name in (rule.id, *rule.aliases)}
        for rule, document in rules.values():
            mistakes = Mistakes(document)
            for number, name in enumerate(rule.after):
                if name not in known:
                    what = Text(f'Unknown rule "{name}"', f"「{name}」というルールはありません")
                    mistakes.add("E215", ("after", number), what, known.keys(), name)
                elif _reaches(known[name], rule, known, set()):
                    what = Text(f'"{name}" comes after this rule itself', f"「{name}」自体がこのルールの後に来ます")
                    mistakes.add("E215", ("after", number), what)
            self.errors.extend(mistakes.found)

    def _presets(self, everyone: Mapping[str, Authority], rules: Mapping[str, object]) -> dict[str, Preset]:
        found: dict[str, Preset] = {}
        paths = [(path, self.parsed) for path in sorted((self.folder / "presets").glob("*.y*ml"))]
        for folder, parsed in self.own:
            paths += [(path, parsed) for path in sorted((folder / "presets").glob("*.y*ml"))]
        paths += [(path, self.parsed) for path in own_presets(self.config)]
        for path, parsed in paths:
            try:
                one = preset(parsed.read(path, check_preset), everyone, rules)
                found[one.id if path not in own_presets(self.config) else str(path)] = one
            except DisputelintError as problem:
                self._note(problem)
        return found

    def _twice(self, name: str, document: Document, path: tuple[str | int, ...]) -> None:
        mistakes = Mistakes(document)
        mistakes.add("E214", path, Text(f'The id "{name}" is used twice', f"id「{name}」が重複しています"))
        self.errors.extend(mistakes.found)


def own_presets(config: Config) -> tuple[Path, ...]:
    """The preset files among `extends`; relative to the configuration file."""
    base = Path(config.file).parent if config.file else Path()
    return tuple(base / name for name in config.choice.extends if name.endswith((".yaml", ".yml")))


def _reaches(rule: Rule, goal: Rule, known: Mapping[str, Rule], seen: set[str]) -> bool:
    if rule.id == goal.id:
        return True
    if rule.id in seen:
        return False
    seen.add(rule.id)
    return any(_reaches(known[name], goal, known, seen) for name in rule.after if name in known)


def _reasons(document: Document) -> dict[str, Reason]:
    return {
        body["id"]: Reason(
            body["id"],
            body["group"],
            Text(body["label"]["en"], body["label"]["ja"]),
            Text(body["short"]["en"], body["short"]["ja"]),
        )
        for body in document.value["reasons"]
    }


def _concepts(folder: Path) -> Iterable[str]:
    """The names of the lexicon's concepts, without parsing its wording."""
    for path in sorted(folder.glob("*.y*ml")):
        yield from _CONCEPT.findall(path.read_text(encoding="utf-8"))


def _schemas_stamp() -> str:
    """What changes when a schema does that files were held against."""
    folder = resources.files("disputelint.schemas")
    names = ("rule.schema.json", "requirement.schema.json", "preset.schema.json", "facts.schema.json")
    return hashlib.sha256(b"".join(folder.joinpath(name).read_bytes() for name in names)).hexdigest()

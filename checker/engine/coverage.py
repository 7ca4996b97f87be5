"""How much of what each authority asks is judged by a rule: covered, uncovered, not to be seen from outside.

A rule covers a requirement when it cites it and one of its failing examples says that it breaks it. Counted are the
requirements that were read, of strength must and should; advice too for the authorities that the floor file names, and
those that come with their packs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from disputelint.checker import yamlfile
from disputelint.checker.engine.catalogue import Catalogue, data_folder
from disputelint.checker.engine.requirement import Authority, Requirement
from disputelint.checker.engine.rule import Rule
from disputelint.checker.engine.tree_load import Mistakes
from disputelint.checker.errors import RuleError, Several
from disputelint.checker.model import Text
from disputelint.checker.yamlfile import Document


@dataclass(frozen=True)
class Unobservable:
    """What no look at a shop can answer: per requirement the reason, and what each reason is called."""

    why: Mapping[str, str]
    reasons: Mapping[str, Text]


@dataclass(frozen=True)
class Floor:
    """What may stay uncovered today, per authority (none where it is not named), and whose advice counts."""

    uncovered: Mapping[str, int]
    advice: frozenset[str] = frozenset()


@dataclass(frozen=True)
class AuthorityCoverage:
    """The coverage of one authority. `total` is `covered` + `uncovered` + `unobservable`.

    Beside these stand what nobody has read, so that no rule may cite it, and advice that does not count.
    """

    authority: str
    covered: int
    uncovered: tuple[str, ...]
    unobservable: tuple[tuple[str, str], ...]  # id, reason
    not_read: tuple[str, ...]
    advice: int
    advice_covered: int
    allowed: int  # how many may stay uncovered

    @property
    def total(self) -> int:
        """How many requirements count."""
        return self.covered + len(self.uncovered) + len(self.unobservable)

    @property
    def short(self) -> bool:
        """Whether more is uncovered than the floor allows."""
        return len(self.uncovered) > self.allowed


def covered(rules: Iterable[Rule]) -> frozenset[str]:
    """The requirements that a rule cites and that one of its failing examples breaks."""
    return frozenset(
        name
        for rule in rules
        for example in rule.examples
        if example.verdict == "fail"
        for name in example.breaks
        if name in rule.requirements
    )


def coverage(catalogue: Catalogue, unobservable: Unobservable, floor: Floor) -> tuple[AuthorityCoverage, ...]:
    """The coverage of every authority that asks for something, in the order of the authorities."""
    done = covered(catalogue.rules.values())
    asked: dict[str, list[Requirement]] = {name: [] for name in catalogue.authorities}
    for requirement in catalogue.requirements.values():
        asked[requirement.authority].append(requirement)
    return tuple(
        _of(catalogue.authorities[name], found, done, unobservable, floor) for name, found in asked.items() if found
    )


def _of(
    authority: Authority, asked: Iterable[Requirement], done: Collection[str], unobservable: Unobservable, floor: Floor
) -> AuthorityCoverage:
    advised = bool({authority.id, authority.pack} & floor.advice)
    names: dict[str, list[str]] = {"covered": [], "uncovered": [], "unobservable": [], "not_read": [], "advice": []}
    for one in asked:
        if not one.citable:
            group = "not_read"
        elif one.strength == "advice" and not advised:
            group = "advice"
        elif one.id in done:
            group = "covered"
        else:
            group = "unobservable" if one.id in unobservable.why else "uncovered"
        names[group].append(one.id)
    return AuthorityCoverage(
        authority.id,
        len(names["covered"]),
        tuple(sorted(names["uncovered"])),
        tuple((name, unobservable.why[name]) for name in sorted(names["unobservable"])),
        tuple(sorted(names["not_read"])),
        len(names["advice"]),
        sum(name in done for name in names["advice"]),
        floor.uncovered.get(authority.id, 0),
    )


def unobservable(catalogue: Catalogue, path: Path | None = None) -> Unobservable:
    """`rules/knowledge/unobservable.yaml`. Raises RuleError or Several for unknown ids and reasons, and ids told twice."""
    document = yamlfile.read(path or data_folder() / "knowledge" / "unobservable.yaml", RuleError)
    reasons = {name: Text(said["en"], said["ja"]) for name, said in document.value["reasons"].items()}
    mistakes = Mistakes(document)
    why: dict[str, str] = {}
    for number, entry in enumerate(document.value["unobservable"]):
        spot = ("unobservable", number)
        name, reason = entry["id"], entry["why"]
        _known_requirement(name, catalogue, mistakes, (*spot, "id"))
        if reason not in reasons:
            what = Text(f'Unknown reason "{reason}"', f"「{reason}」という理由はありません")
            mistakes.add("E206", (*spot, "why"), what, reasons.keys(), reason)
        if name in why:
            mistakes.add("E214", (*spot, "id"), Text(f'The id "{name}" is used twice', f"id「{name}」が重複しています"))
        why[name] = reason
    _raise(mistakes)
    return Unobservable(why, reasons)


def floor(catalogue: Catalogue, path: Path | None = None) -> Floor:
    """`rules/knowledge/coverage_floor.yaml`. Raises RuleError or Several for authorities that do not exist."""
    document: Document = yamlfile.read(path or data_folder() / "knowledge" / "coverage_floor.yaml", RuleError)
    mistakes = Mistakes(document)
    allowed = dict(document.value.get("uncovered") or {})
    for name in (*allowed, *document.value["advice"]):
        if name not in catalogue.authorities:
            what = Text(f'Unknown authority "{name}"', f"「{name}」という基準の主体はありません")
            spot = ("uncovered", name) if name in allowed else ("advice",)
            mistakes.add("E219", spot, what, catalogue.authorities.keys(), name)
    _raise(mistakes)
    return Floor(allowed, frozenset(document.value["advice"]))


def _known_requirement(name: str, catalogue: Catalogue, mistakes: Mistakes, path: tuple[str | int, ...]) -> None:
    if name not in catalogue.requirements:
        what = Text(f'Unknown requirement "{name}"', f"「{name}」という要件はありません")
        mistakes.add("E204", path, what, catalogue.requirements.keys(), name)


def _raise(mistakes: Mistakes) -> None:
    if mistakes.found:
        raise Several(tuple(mistakes.found)) if len(mistakes.found) > 1 else mistakes.found[0]

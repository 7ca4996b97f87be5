"""Do these first: the changes that take away most risk, each with who, where and the text to paste.

Titles, reasons and places are data: rules/knowledge/actions.yaml, admin_places.yaml and pages.yaml.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from disputelint.checker.model import (
    JSON,
    SEVERITIES,
    STRENGTHS,
    Action,
    AppliedRequirement,
    Finding,
    RuleResult,
    Site,
    Text,
    Who,
)
from disputelint.checker.model.record import record
from disputelint.checker.risk import pages
from disputelint.checker.risk.assess import BANDS, Band, Weights, together, weights
from disputelint.checker.understand import knowledge

MOST: Final = 5
READINGS: Final = ("original", "copy", "excerpt", "secondary")  # best first
_GENERAL: Final = 3  # what more rules than these rest on says nothing of one fault in particular
_WHYS: Final = 2
_SOURCES: Final = 3
_FIXES: Final = 3
# Pages of these kinds are made by templates: there the topic, not the page, is what one person changes.
_MADE = frozenset(("product", "collection", "cart", "checkout", "home", "site", "journey", "other", "blog"))


@record(frozen=True, slots=True)
class _Group:
    """Findings that one person mends in one place."""

    kind: str  # page kind, "" for a topic of the whole shop
    topic: str
    findings: tuple[Finding, ...]


@record(frozen=True, slots=True)
class _Known:
    """The requirements of the run, and on each how many rules rest."""

    requirements: Mapping[str, AppliedRequirement]
    rules: Mapping[str, int]


def actions(
    site: Site,
    findings: Sequence[Finding],
    risk: Mapping[str, JSON],
    requirements: Sequence[AppliedRequirement],
    rules: Sequence[RuleResult] = (),
) -> tuple[Action, ...]:
    """At most five, the one that takes most from the score of a reason first.

    `risk` is the block that `assess` made. Only findings that count take part. `rules` are those that ran: a
    requirement that many of them rest on is quoted after one that speaks of the fault itself.
    """
    scale, scores = weights(), _scores(risk)
    resting = Counter(name for rule in rules for name in rule.requirements)
    known = _Known({one.id: one for one in requirements}, resting)
    groups = _groups(f for f in findings if f.verdict == "fail" and f.counted and f.status == "new")
    weighed = [(_taken(scale, group), group) for group in groups]
    weighed = [(taken, group) for taken, group in weighed if taken[0] > 0]
    weighed.sort(key=lambda pair: (-pair[0][0], -pair[0][1], -_worst(pair[1]), pair[1].kind, pair[1].topic))
    return tuple(_action(site, group, scale, scores, known) for _, group in weighed[:MOST])


def _scores(risk: Mapping[str, JSON]) -> dict[str, float]:
    rows = risk.get("reasons")
    held: dict[str, float] = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and isinstance(row.get("score"), (int, float)):
            held[str(row["id"])] = float(row["score"])  # type: ignore[arg-type]
    return held


def _groups(findings: Iterable[Finding]) -> list[_Group]:
    held: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        kind = finding.page_kind if finding.page_kind not in ("site", "journey", "other") else ""
        topic = finding.topic if finding.page_kind in _MADE else ""
        held.setdefault((kind, topic), []).append(finding)
    return [_Group(kind, topic, tuple(rows)) for (kind, topic), rows in held.items()]


def _less(scale: Weights, group: _Group) -> dict[str, float]:
    """What mending the group takes from the score of each reason."""
    return {reason: together(scale, group.findings, reason) for reason in scale.reasons}


def _taken(scale: Weights, group: _Group) -> tuple[float, float]:
    """The most that is taken from one reason, then all that is taken: a rule that names many reasons is one fault."""
    less = _less(scale, group).values()
    return max(less, default=0.0), sum(less)


def _worst(group: _Group) -> int:
    return -min(SEVERITIES.index(finding.severity) for finding in group.findings)


def _action(
    site: Site,
    group: _Group,
    scale: Weights,
    scores: Mapping[str, float],
    known: _Known,
) -> Action:
    reason, before, after = _moved(scale, scores, group)
    whole = group.kind in pages.kinds() and not any(
        page.read and not page.empty and group.kind in page.kinds for page in site.pages
    )
    sources = _sources(group, known)
    drafts = {tongue: pages.draft(group.kind, tongue, site) for tongue in _tongues(site)} if whole else {}
    paste = {tongue: held.text for tongue, held in drafts.items()} or _clauses(site, group)
    why = _why(scale, group, sources)
    if not paste:
        why = _joined([why, *_fixes(group)])
    return Action(
        title=_title(group, whole),
        why=why,
        who=_who(group),
        where=_where(site, group, whole),
        fingerprints=tuple(finding.fingerprint for finding in group.findings),
        before=before,
        after=after,
        paste=paste,
        filled_from=tuple(dict.fromkeys(one for held in drafts.values() for one in held.filled_from)),
        blanks=tuple(dict.fromkeys(one for held in drafts.values() for one in held.blanks)),
        reason=reason,
        requirements=tuple(source.id for source in sources),
        page=group.kind if whole else "",
    )


def _moved(scale: Weights, scores: Mapping[str, float], group: _Group) -> tuple[str, Band | str, Band | str]:
    """The reason that comes down most, in bands and then in score, with its bands before and after."""
    rows = []
    for reason, less in _less(scale, group).items():
        if less > 0 and reason in scores:
            before, after = scale.band(scores[reason]), scale.band(scores[reason] - less)
            rows.append((BANDS.index(before) - BANDS.index(after), less, reason, before, after))
    if not rows:
        return "", "", ""
    _, _, reason, before, after = max(rows)
    return reason, before, after


def _who(group: _Group) -> Who:
    """Who mends the worst of it; of equals, who mends most."""
    people = [finding.who for finding in group.findings if -SEVERITIES.index(finding.severity) == _worst(group)]
    return max(people, key=people.count)


def _title(group: _Group, whole: bool) -> Text:
    titles = knowledge.read("actions")
    held = titles["titles"].get(group.kind, {})
    said = held.get("whole" if whole else group.topic) or held.get(group.topic) or held.get("mend")
    return Text(**(said or titles["topics"].get(group.topic) or titles["topics"]["records"]))


def _sources(group: _Group, known: _Known) -> list[AppliedRequirement]:
    """What applies and speaks of the worst fault itself, the strongest and best read first; one per authority."""
    cited = Counter(name for finding in group.findings for name in finding.requirements)
    worst: dict[str, int] = {}
    for finding in group.findings:
        for name in finding.requirements:
            worst[name] = min(worst.get(name, len(SEVERITIES)), SEVERITIES.index(finding.severity))
    held = [known.requirements[name] for name in cited if name in known.requirements]
    rows = [one for one in held if one.applies and one.state in ("not_found", "not_met")]
    rows.sort(
        key=lambda one: (
            worst[one.id],
            STRENGTHS.index(one.strength),
            known.rules.get(one.id, 0) > _GENERAL,
            READINGS.index(one.read_as),
            -cited[one.id],
            known.rules.get(one.id, 0),
            one.id,
        )
    )
    chosen: dict[str, AppliedRequirement] = {}
    for one in rows:
        chosen.setdefault(one.authority, one)
    return list(chosen.values())[:_SOURCES]


def _why(scale: Weights, group: _Group, sources: Sequence[AppliedRequirement]) -> Text:
    data = knowledge.read("actions")
    less = _less(scale, group)
    reasons = sorted((name for name in less if less[name] > 0), key=lambda name: (-less[name], name))
    said = [Text(**data["why"][name]) for name in reasons if name in data["why"]][:_WHYS]
    if sources:
        first = sources[0]
        asks = Text(**data["asks"])
        said.append(
            asks.fill(
                name=first.authority_name, strength=Text(**data["strengths"][first.strength]), summary=first.summary
            )
        )
    return _joined(said) if said else group.findings[0].message


def _fixes(group: _Group) -> list[Text]:
    return list(dict.fromkeys(finding.fix for finding in group.findings))[:_FIXES]


def _joined(said: Sequence[Text]) -> Text:
    return Text(" ".join(one.en for one in said), "".join(one.ja for one in said))


def _clauses(site: Site, group: _Group) -> dict[str, str]:
    """The rules' own clauses, in the languages of the shop; in all they have when they have none of the shop's."""
    found: dict[str, list[str]] = {}
    for finding in group.findings:
        for tongue, text in finding.clause.items():
            if text not in found.setdefault(tongue, []):
                found[tongue].append(text)
    wanted = {tag.split("-")[0].lower() for tag in site.languages}
    kept = {tongue: texts for tongue, texts in found.items() if tongue in wanted} or found
    return {tongue: "\n\n".join(texts) for tongue, texts in sorted(kept.items())}


def _tongues(site: Site) -> list[str]:
    """The shop's languages that pages can be drafted in; English when there is none."""
    spoken = [tag.split("-")[0].lower() for tag in site.languages]
    return [tongue for tongue in dict.fromkeys(spoken) if tongue in pages.LANGUAGES] or ["en"]


def _where(site: Site, group: _Group, whole: bool) -> Text:
    said: dict[str, Any] = knowledge.read("actions")["where"]
    lines = (finding.theme for finding in group.findings)
    theme = next((one for one in lines if one is not None and one.confidence != "low"), None)
    if theme is not None:
        return Text(**said["theme"]).fill(file=theme.file, line=theme.line)
    known = _admin(site, group)
    if known is not None:
        name, place = known
        key = "admin" if place.get("read") else "usually"
        return Text(**said[key]).fill(platform=name, menu=Text(place["en"], place.get("ja", place["en"])))
    paths = list(dict.fromkeys(_path(place.page) for f in group.findings for place in f.places if place.page))
    if whole and not any(group.kind in page.kinds for page in site.pages):
        return Text(**said["new_page"])
    if len(paths) > 1 and group.kind in _MADE:
        return Text(**said["pages"]).fill(count=len(paths), path=paths[0])
    return Text(**said["page"]).fill(path=paths[0]) if paths else Text(**said["shop"])


def _admin(site: Site, group: _Group) -> tuple[str, Mapping[str, Any]] | None:
    """The platform's name and the place in its admin, when both are known."""
    held = knowledge.read("admin_places")["platforms"].get(site.platform or "")
    if held is None:
        return None
    places: Mapping[str, Any] = held["places"]
    other = "product" if group.kind == "product" else "pages"
    place = places.get(group.topic) or places.get(group.kind) or places.get(other)
    return (held["name"], place) if place else None


def _path(url: str) -> str:
    return urlsplit(url).path or "/"

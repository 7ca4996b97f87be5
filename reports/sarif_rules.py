"""The rules of a SARIF log: what each asks, who asks for it, how it is mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from disputelint.checker.model import AppliedRequirement, Finding, Language, Report, RuleResult
from disputelint.reports import inert_markup as markup
from disputelint.reports.inert import link, plain
from disputelint.reports.knowledge import short
from disputelint.reports.labels import STRENGTH

WEB: Final = "https://github.com/disputelint/disputelint"
RULES: Final = 25_000  # GitHub's limit
TAGS: Final = 20  # GitHub's limit
ASKED: Final = 12  # requirements told in a rule's help


def rules(report: Report, language: Language) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """`tool.driver.rules`, and the index of each rule in it."""
    fixes: dict[str, Finding] = {}
    for finding in report.findings:
        if finding.verdict == "fail":
            fixes.setdefault(finding.rule, finding)
    known = {one.id: one for one in report.requirements}
    listed = list({rule.id: rule for rule in report.rules}.values())[:RULES]
    made = [
        _rule(rule, [known[name] for name in rule.requirements if name in known], fixes, language) for rule in listed
    ]
    return made, {rule.id: at for at, rule in enumerate(listed)}


def _rule(
    rule: RuleResult, asking: Sequence[AppliedRequirement], fixes: Mapping[str, Finding], language: Language
) -> dict[str, Any]:
    title = plain(rule.title.in_(language), 200)
    asking = sorted(asking, key=lambda one: not one.applies)  # what applies here stands first
    why = plain(rule.why_active.in_(language), 400)
    fix = plain(fixes[rule.id].fix.in_(language), 1_000) if rule.id in fixes else ""
    full = " ".join([title.rstrip(".。") + ("。" if language == "ja" else "."), *_summaries(asking, language)])
    made: dict[str, Any] = {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.replace("_", "-").split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": full[:1_000]},
        "help": {
            "text": _text(rule, asking, why, fix, language),
            "markdown": _markdown(rule, asking, why, fix, language),
        },
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "tags": list(dict.fromkeys(["disputelint", rule.topic, *rule.reasons, *(one.authority for one in asking)]))[
                :TAGS
            ],
            "precision": rule.confidence,
            "problem.severity": "recommendation" if rule.severity == "note" else rule.severity,
        },
    }
    address = next((link(one.url) for one in asking if link(one.url)), WEB)
    made["helpUri"] = address
    return made


def _summaries(asking: Sequence[AppliedRequirement], language: Language) -> list[str]:
    return [plain(one.summary.in_(language), 300) for one in asking if one.applies][:2]


def _text(rule: RuleResult, asking: Sequence[AppliedRequirement], why: str, fix: str, language: Language) -> str:
    said = [plain(rule.title.in_(language), 200), why]
    said += [
        f"{head} {plain(one.summary.in_(language), 300)} {plain(link(one.url) or one.document, 300)}"
        for one, head in _heads(asking, language)
    ]
    if fix:
        said.append(_mend(language) + fix)
    said += [_reasons(rule, language), f"disputelint rules show {rule.id}"]
    return "\n".join(line for line in said if line)


def _markdown(rule: RuleResult, asking: Sequence[AppliedRequirement], why: str, fix: str, language: Language) -> str:
    said = [f"**{markup.markdown(rule.title.in_(language), 200)}**", markup.markdown(why, 400)]
    rows = []
    for one, head in _heads(asking, language):
        document = plain(one.document, 200) or plain(one.url, 200)
        rows.append(
            f"- {markup.markdown(head)} {markup.markdown(one.summary.in_(language), 300)} "
            + markup.anchor(markup.markdown(document, 200), one.url)
            + (f", {markup.markdown(one.section, 120)}" if one.section else "")
        )
    said.append("\n".join(rows))
    if fix:
        said.append(f"**{_mend(language).strip()}** {markup.markdown(fix, 1_000)}")
    said += [markup.markdown(_reasons(rule, language)), f"`disputelint rules show {rule.id}`"]
    return "\n\n".join(line for line in said if line)


def _heads(asking: Sequence[AppliedRequirement], language: Language) -> list[tuple[AppliedRequirement, str]]:
    rows = []
    for one in asking[:ASKED]:
        name, how = plain(one.authority_name.in_(language), 100), STRENGTH[one.strength].in_(language)
        if not one.applies:
            how += "、ここでは対象外" if language == "ja" else ", not here"
        rows.append((one, f"{name}（{how}）：" if language == "ja" else f"{name} ({how}):"))
    return rows


def _mend(language: Language) -> str:
    return "直すには：" if language == "ja" else "To mend it: "


def _reasons(rule: RuleResult, language: Language) -> str:
    if not rule.reasons:
        return ""
    names = ("、" if language == "ja" else ", ").join(plain(short(one).in_(language), 80) for one in rule.reasons)
    return f"関係する異議申立て：{names}" if language == "ja" else f"Disputes it bears on: {names}"

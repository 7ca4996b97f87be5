"""JUnit XML: a suite for each topic, a case for each rule and subject.

There is no standard; the attributes are those that Jenkins' and GitLab's readers take (the "Ant JUnit" schema, with
`file` and `line`). A failure that counts is a `failure`; what was not judged, was accepted or is too unsure to count is
`skipped` and says why; what holds is a case without either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from disputelint.checker.model import Finding, Language, Report, Text
from disputelint.reports.counts import standing
from disputelint.reports.html_words import CONFIDENCE, TOPIC
from disputelint.reports.inert_markup import xml
from disputelint.reports.labels import KIND, SEVERITY
from disputelint.reports.say import address, date, headline, host
from disputelint.reports.where import theme

PLACES = 20
LONG = 2_000
_SHOP = Text("the whole shop", "店舗全体")
_PHONE = Text("phone", "スマートフォン")
_MORE = Text("and {n} more", "ほか{n}件")
_WAIVED = Text("accepted by {owner} until {day}: {reason}", "{owner}さんが{day}まで了承：{reason}")
_BASELINED = Text(
    "known before (baseline or base), or not from this change",
    "既知の指摘（ベースラインまたは比較元）、または、この変更によるものではない指摘",
)
_UNSURE = Text("not counted: the confidence is {confidence}", "確度が「{confidence}」のため、件数には含まれません")


@dataclass(frozen=True, slots=True)
class _Case:
    """A case: `finding` None holds."""

    topic: str
    rule: str
    title: str
    subject: str
    finding: Finding | None = None


def render(report: Report, language: Language) -> bytes:
    """The report as a `testsuites` document in UTF-8."""
    suites: dict[str, list[_Case]] = {}
    for case in (*_found(report, language), *_held(report, language)):
        suites.setdefault(case.topic, []).append(case)
    root = ET.Element("testsuites", name=xml(f"disputelint {host(report)}", 200))
    skipped = failures = 0
    for topic in sorted(suites):
        suite = _suite(topic, suites[topic], report, language)
        failures += int(suite.get("failures", "0"))
        skipped += int(suite.get("skipped", "0"))
        root.append(suite)
    root.set("tests", str(sum(map(len, suites.values()))))
    root.set("failures", str(failures))
    root.set("errors", "0")
    root.set("skipped", str(skipped))
    root.set("time", f"{max(0.0, report.run.seconds):.2f}")
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _found(report: Report, language: Language) -> Iterator[_Case]:
    for finding in report.findings:
        title, _ = headline(finding, report, language)
        yield _Case(finding.topic, finding.rule, title, _subject(finding, report, language), finding)


def _subject(finding: Finding, report: Report, language: Language) -> str:
    """The page or product, else the kind of page; two findings of a rule can speak of the same one."""
    pages = list(dict.fromkeys(place.page for place in finding.places))
    kind = KIND.get(finding.page_kind)
    said = address(pages[0], report) if pages else kind.in_(language) if kind else _SHOP.in_(language)
    if len(pages) > 1:
        said += " " + _MORE.fill(n=len(pages) - 1).in_(language)
    return said + (f" ({_PHONE.in_(language)})" if finding.device == "mobile" else "")


def _held(report: Report, language: Language) -> Iterator[_Case]:
    for rule in report.rules:
        title = rule.title.in_(language)
        for url, device in rule.held:
            subject = address(url, report) if url else _SHOP.in_(language)
            phone = f" ({_PHONE.in_(language)})" if device == "mobile" else ""
            yield _Case(rule.topic, rule.id, title, subject + phone)
        if not rule.held and (many := rule.outcomes.get("pass", 0)):
            yield _Case(rule.topic, rule.id, title, f"x{many}")  # a report of an older release does not name them


def _suite(topic: str, cases: list[_Case], report: Report, language: Language) -> ET.Element:
    name = TOPIC[topic].in_(language) if topic in TOPIC else topic
    suite = ET.Element("testsuite", name=xml(name, 100), hostname=xml(host(report), 200))
    names: set[tuple[str, str]] = set()
    failed = skipped = 0
    for case in cases:
        element = _element(case, names)
        if case.finding is not None:
            inner = _outcome(case.finding, report, language)
            element.append(inner)
            failed += inner.tag == "failure"
            skipped += inner.tag == "skipped"
        suite.append(element)
    suite.attrib.update(
        tests=str(len(cases)),
        failures=str(failed),
        errors="0",
        skipped=str(skipped),
        time="0",
        timestamp=_stamp(report),
    )
    return suite


def _stamp(report: Report) -> str:
    """ISO 8601 without a zone, as the schema asks."""
    started = report.run.started[:19]
    return started if len(started) == 19 and date(started, "en") != started else "1970-01-01T00:00:00"


def _element(case: _Case, names: set[tuple[str, str]]) -> ET.Element:
    name = xml(f"{case.subject}: {case.title}", 300)
    number, unique = 2, name
    while (case.rule, unique) in names:
        unique, number = f"{name} #{number}", number + 1
    names.add((case.rule, unique))
    element = ET.Element("testcase", classname=xml(f"{case.topic}.{case.rule}", 200), name=unique, time="0")
    place = theme(case.finding) if case.finding is not None else None
    if place is not None:
        element.set("file", xml(place.file))
        element.set("line", str(place.line))
    return element


def _outcome(finding: Finding, report: Report, language: Language) -> ET.Element:
    where = standing(finding)
    if where in ("error", "warning", "note") and finding.counted:
        title, _ = headline(finding, report, language)
        element = ET.Element("failure", type=where, message=xml(title))
        element.text = "\n" + "\n".join(_told(finding, report, language)) + "\n"
        return element
    return ET.Element("skipped", message=xml(_why(finding, language)))


def _why(finding: Finding, language: Language) -> str:
    where = standing(finding)
    if where == "waived" and (note := finding.waiver) is not None:
        until = Text(date(note.expires, "en") or "?", date(note.expires, "ja") or "?")
        return _filled(_WAIVED, language, owner=note.owner, day=until.in_(language), reason=note.reason)
    if where == "baselined":
        return _BASELINED.in_(language)
    word = SEVERITY[where].in_(language).lower()
    if where == "not_judged":
        reason = f" ({finding.reason})" if finding.reason else ""
        return f"{word}{reason}: {finding.message.in_(language)}"
    if where == "waived":
        return word
    return _filled(_UNSURE, language, confidence=CONFIDENCE[finding.confidence].in_(language))


def _filled(text: Text, language: Language, **values: str) -> str:
    return text.in_(language).format_map(values)


def _told(finding: Finding, report: Report, language: Language) -> list[str]:
    _, more = headline(finding, report, language)
    lines = [xml(more, LONG)] if more else []
    for place in finding.places[:PLACES]:
        quote = xml(place.quote)
        lines.append(
            xml(place.page, 300) + (f"  「{quote}」" if quote and language == "ja" else f'  "{quote}"' if quote else "")
        )
    if len(finding.places) > PLACES:
        lines.append(_MORE.fill(n=len(finding.places) - PLACES).in_(language))
    lines.append(xml(finding.fix.in_(language), LONG))
    lines.append(xml(f"{finding.rule} {finding.fingerprint}", 300))
    return lines

"""Sentences that every human-readable output needs: dates, lists, headlines, addresses, quotes."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from disputelint.checker.model import Finding, Language, Report, Text
from disputelint.reports.inert import cut, terminal
from disputelint.reports.knowledge import authorities as known_authorities
from disputelint.reports.labels import DEVICE

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
REUSED = (
    Text(
        "Page loads: {total}; {reused} stand as rendered on {first}, unchanged since, {made} were rendered again.",
        "ページの表示{total}回のうち、{reused}回は{first}の表示から変わっていないためそのまま使い、{made}回は表示し直しました。",
    ),
    Text(
        "Page loads: {total}; {reused} stand as rendered between {first} and {last}, unchanged since, {made} were rendered"
        " again.",
        "ページの表示{total}回のうち、{reused}回は{first}から{last}の間の表示から変わっていないためそのまま使い、{made}回は"
        "表示し直しました。",
    ),
)
SAMPLED = Text(
    "Style sheets or scripts changed; the first page of each template was rendered again, and {n} looked the same.",
    "スタイルシートまたはスクリプトが変わったため、テンプレートごとに1ページを表示し直しました。うち{n}ページの見た目は"
    "同じでした。",
)
_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_PAIRS = {"“": "”", "「": "」", "『": "』", '"': '"', "(": ")", "（": "）"}


def date(iso: str, language: Language) -> str:
    """`2026-11-24` (a time may follow) as people write it; what is no date stays as it is."""
    try:
        day = datetime.date.fromisoformat(iso[:10])
    except ValueError:
        return terminal(iso)
    if language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def number(value: int) -> str:
    """An English number at the start of a sentence: in words up to twelve."""
    return _NUMBERS[value].capitalize() if 0 < value < len(_NUMBERS) else str(value)


def listed(parts: Sequence[str], language: Language, last: str = "") -> str:
    """`a, b and c` with `last` = "and"; `a、b、c` in Japanese. Parts that hold a comma are parted by semicolons."""
    if language == "ja":
        return "、".join(parts)
    comma = "; " if any(", " in part for part in parts) else ", "
    if last and len(parts) > 1:
        before = comma.join(parts[:-1]) + (";" if comma == "; " else "")
        return f"{before} {last} {parts[-1]}"
    return comma.join(parts)


def quoted(words: str) -> str:
    """A quote with the marks of its own language, made harmless for a terminal and cut."""
    inert = cut(terminal(words).strip())
    return f"「{inert}」" if _JAPANESE.search(inert) else f'"{inert}"'


def address(url: str, report: Report) -> str:
    """A page's address as the report shows it: the path on the shop's own host, the address without scheme elsewhere."""
    parts, home = urlsplit(url), urlsplit(report.target.url)
    tail = parts.path + (f"?{parts.query}" if parts.query else "")
    if parts.netloc == home.netloc or parts.scheme == "file":
        return terminal(tail or "/")
    return terminal(parts.netloc + tail) if parts.netloc else terminal(url)


def reuse(report: Report, language: Language) -> str:
    """How much of what was rendered stands as an earlier run rendered it; "" when nothing does."""
    held = report.coverage.reuse
    if held is None or not held.reused:
        return ""
    made = sum(held.made.values())
    days = [date(day, language) for day in dict.fromkeys((held.first, held.last))]
    said = REUSED[len(days) > 1].fill(
        total=held.reused + made, reused=held.reused, first=days[0], last=days[-1], made=made
    )
    parts = [said.in_(language)]
    if count := held.made.get("sample", 0):
        parts.append(SAMPLED.fill(n=count).in_(language))
    return ("" if language == "ja" else " ").join(parts)


def host(report: Report) -> str:
    """The shop's host; of files, that they are HTML."""
    parts = urlsplit(report.target.url)
    return terminal(parts.netloc or ("HTML" if parts.scheme == "file" else report.target.url))


def visited(report: Report) -> Text:
    """As whom the shop was read."""
    target = report.target
    if target.url.startswith("file:"):
        return DEVICE["files"]
    return DEVICE["both" if len(target.devices) > 1 else (target.devices or ("desktop",))[0]]


def headline(finding: Finding, report: Report, language: Language) -> tuple[str, str]:
    """What is the case, in one line without a full stop, and what the message says beyond it.

    A rule's title says what holds when the rule holds. Under a failure the first sentence of the message stands in;
    over something that was not judged the title says what the question was.
    """
    message = terminal(finding.message.in_(language)).strip()
    title = terminal(finding.title.in_(language)).strip().rstrip(".。")
    of_rule = finding.title in {rule.title for rule in report.rules if rule.id == finding.rule}
    if of_rule and finding.verdict == "fail":
        return first_sentence(message)
    return title, "" if message.rstrip(".。") == title else message


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence without its full stop, and the rest. Stops inside quotes and brackets end nothing."""
    closing: list[str] = []
    for at, char in enumerate(text):
        if closing and char == closing[-1]:
            closing.pop()
        elif char in _PAIRS:
            closing.append(_PAIRS[char])
        elif not closing and (char == "。" or (char == "." and text[at + 1 : at + 2] in ("", " "))):
            rest = text[at + 1 :].strip()
            if char == "。" or not rest or not rest[0].islower():
                return text[:at].strip(), rest
    return text, ""


def authorities(report: Report, language: Language) -> list[str]:
    """Names of the authorities judged against, in the report's order."""
    names = {**known_authorities(), **{r.authority: r.authority_name for r in report.requirements}}
    return [names.get(one, Text(one, one)).in_(language) for one in report.target.authorities]

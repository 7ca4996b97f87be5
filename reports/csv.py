"""CSV for spreadsheets: a row for each place of each finding. RFC 4180 lines, UTF-8 with a byte order mark, without
which Excel reads Japanese in its code page.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from disputelint.checker.model import Finding, Language, Place, Report, Text
from disputelint.reports.counts import standing
from disputelint.reports.html_words import CONFIDENCE, REGION
from disputelint.reports.inert_markup import cell
from disputelint.reports.knowledge import short
from disputelint.reports.labels import KIND, SEVERITY, WHO
from disputelint.reports.say import headline
from disputelint.reports.where import theme

LONG = 2_000  # characters of a cell; Excel holds 32,767
DEVICE = {"desktop": Text("desktop", "パソコン"), "mobile": Text("phone", "スマートフォン")}
ROLE = {"stands_here": Text("stands here", "ここに記載"), "belongs_here": Text("belongs here", "ここに必要")}
COLUMNS = (
    Text("Standing", "区分"),
    Text("Counts", "件数に含む"),
    Text("Severity", "重大度"),
    Text("Finding", "指摘"),
    Text("Explanation", "説明"),
    Text("To mend it", "直し方"),
    Text("Who", "担当"),
    Text("Page", "ページ"),
    Text("Kind of page", "ページの種類"),
    Text("Device", "端末"),
    Text("Place", "位置"),
    Text("Region", "領域"),
    Text("Heading", "見出し"),
    Text("Quote", "引用"),
    Text("Asked by", "求める機関"),
    Text("Dispute reasons", "異議申立ての理由"),
    Text("Confidence", "確度"),
    Text("Theme file", "テーマのファイル"),
    Text("Line", "行"),
    Text("Accepted by", "了承者"),
    Text("Accepted until", "了承の期限"),
    Text("Reason", "理由"),
    Text("Rule", "ルール"),
    Text("Fingerprint", "識別番号"),
)


def render(report: Report, language: Language) -> bytes:
    """The findings as CSV. Bytes: the line ends are CR LF on every system."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(column.in_(language) for column in COLUMNS)
    authorities = {one.id: one.authority_name.in_(language) for one in report.requirements if one.applies}
    for finding in report.findings:
        asking = dict.fromkeys(authorities[name] for name in finding.requirements if name in authorities)
        names = ("、" if language == "ja" else ", ").join(asking)
        writer.writerows(_rows(finding, names, report, language))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _rows(finding: Finding, names: str, report: Report, language: Language) -> Iterator[list[str]]:
    before, after = _of_finding(finding, report, language), _tail(finding, names, language)
    for place in finding.places or (Place(report.target.url, "belongs_here"),):
        yield [cell(value, LONG) for value in (*before, *_of_place(place, finding, language), *after)]


def _of_finding(finding: Finding, report: Report, language: Language) -> list[str]:
    title, more = headline(finding, report, language)
    where = standing(finding)
    counts = where in ("error", "warning", "note") and finding.counted
    yes = Text("yes", "はい") if counts else Text("no", "いいえ")
    return [
        SEVERITY[where].in_(language).lower(),
        yes.in_(language),
        SEVERITY[finding.severity].in_(language).lower(),
        title,
        more,
        finding.fix.in_(language),
        WHO[finding.who].in_(language),
    ]


def _of_place(place: Place, finding: Finding, language: Language) -> list[str]:
    kind = KIND.get(finding.page_kind)
    return [
        place.page,
        kind.in_(language) if kind else finding.page_kind,
        DEVICE[finding.device].in_(language),
        ROLE[place.role].in_(language),
        REGION[place.region].in_(language),
        place.heading,
        place.quote,
    ]


def _tail(finding: Finding, names: str, language: Language) -> list[str]:
    line, note = theme(finding), finding.waiver
    return [
        names,
        ("、" if language == "ja" else ", ").join(short(one).in_(language) for one in finding.reasons),
        CONFIDENCE[finding.confidence].in_(language),
        line.file if line else "",
        str(line.line) if line else "",
        note.owner if note else "",
        note.expires if note else "",
        note.reason if note else (finding.reason or ""),
        finding.rule,
        finding.fingerprint,
    ]

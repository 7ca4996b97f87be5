"""What the job summary and the pull-request comment are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import Final

from disputelint.checker.model import Language, Report, Text
from disputelint.reports import compared as compared_words
from disputelint.reports import html_risk, refused
from disputelint.reports.counts import Counts, count, sentence
from disputelint.reports.html_findings import Asked, Entry, Findings, Seen
from disputelint.reports.html_words import CONFIDENCE
from disputelint.reports.inert import plain
from disputelint.reports.inert_markup import anchor, code, fence, markdown
from disputelint.reports.labels import KIND, SEVERITY, SOUGHT, WHO
from disputelint.reports.say import address, date, headline, host, listed, visited
from disputelint.reports.verdict import verdict
from disputelint.reports.where import theme

LONG: Final = 1_200  # characters of a message or a fix
PLACES: Final = 5
GAPS: Final = 12
NOTICES: Final = 10
ACTIONS: Final = 5
ASKED: Final = 8  # rows of "who asks for it"
CHANGES: Final = 12  # rows of what differs from the base
CODES: Final = 3  # names that networks give a dispute reason
WORDS: Final[Mapping[str, Text]] = {
    "findings": Text("Findings", "指摘"),
    "finding": Text("finding", "指摘"),
    "where": Text("where", "場所"),
    "says": Text("says", "記載"),
    "asks": Text("asks", "求める機関"),
    "strength": Text("strength", "強さ"),
    "text": Text("text", "文書"),
    "first": Text("Do these first", "最初に直すこと"),
    "risk": Text("dispute reason", "異議申立ての理由"),
    "today": Text("risk today", "現在のリスク"),
    "mended": Text("what mending does", "直した場合"),
    "mend": Text("To mend it:", "直すには："),
    "paste": Text("Text to paste", "貼り付ける文面"),
    "accept": Text(
        "**To accept it**, in `disputelint.yml`, with reason and owner:",
        "**了承するには**、`disputelint.yml`に理由と担当者を添えて書きます。",
    ),
    "unseen": Text("Not seen, and why", "確認できなかったものと、その理由"),
    "required": Text("required", "必須"),
    "more": Text("and {n} more", "ほか{n}件"),
    "more_report": Text(
        "… and {n} more findings; the report has all.", "……ほか{n}件の指摘があります。全件は報告をご覧ください。"
    ),
    "line": Text("theme line: {confidence} confidence", "テーマの行の確度：{confidence}"),
    "differs": Text("what differs", "変わったもの"),
    "base": Text("before", "変更前"),
    "head": Text("with this change", "変更後"),
    "elsewhere": Text(
        "New since the base, and not from this change (never fails this check)",
        "比較元にはなく、この変更によるものでもないもの（この検査を失敗にしません）",
    ),
    "missed": Text(
        "**NOT JUDGED**: required pages were not seen. What follows speaks only of what was read.",
        "**判定できず**：必要なページを確認できませんでした。以下は、確認できた範囲の結果です。",
    ),
    "seen": Text(
        "Seen: {read} pages, {how}, {day}; nothing was bought.", "{day}、{read}ページを{how}。購入は行っていません。"
    ),
    "honesty": Text(
        "What a visitor can see, compared with published texts. No legal advice, and not from the gateways.",
        "訪問者に見える内容を、公開された文書と照らし合わせたものです。法律上の助言でも、決済会社の判断でもありません。",
    ),
    "explain": Text("Why, step by step:", "判定の過程："),
}


def joined(parts: Iterable[str]) -> str:
    """Parts with a blank line between, ending in a newline; empty ones are left out."""
    return "\n\n".join(part for part in parts if part) + "\n"


def octets(text: str) -> int:
    """Length in bytes of UTF-8."""
    return len(text.encode("utf-8", "replace"))


def units(text: str) -> int:
    """Length in UTF-16 code units: at least as many as characters, however they are counted."""
    return len(text.encode("utf-16-le", "replace")) // 2


def fitting(always: Sequence[str], blocks: Sequence[str], limit: int, size: Callable[[str], int]) -> tuple[int, int]:
    """How many of `blocks` fit beside what always stands, and how many do not."""
    room = limit - size(joined(always)) - 400  # for the line that says how many are left
    for at, block in enumerate(blocks):
        room -= size(block) + 2
        if room < 0:
            return at, len(blocks) - at
    return len(blocks), 0


def heading(word: str, language: Language, level: int) -> str:
    """A heading of one of WORDS."""
    return "#" * level + " " + WORDS[word].in_(language)


def more(left: int, language: Language) -> str:
    """That findings were left out; "" when none was."""
    return WORDS["more_report"].fill(n=left).in_(language) if left else ""


def folded(title: str, body: str) -> str:
    """A part that opens on a click."""
    return f"<details>\n<summary>{escape(title)}</summary>\n\n{body}\n</details>"


def shop(report: Report) -> str:
    """The shop's host as Markdown."""
    return markdown(host(report), 120)


def tally(counts: Counts) -> Text:
    """The failures that count: "5 errors, 20 warnings and 3 notes"."""
    held = [
        (counts.errors, "error", "errors"),
        (counts.warnings, "warning", "warnings"),
        (counts.notes, "note", "notes"),
    ]
    en = [f"{many} {one if many == 1 else several}" for many, one, several in held if many]
    ja = [f"{SEVERITY[one].ja}{many}件" for many, one, _ in held if many]
    return Text(listed(en, "en", "and"), listed(ja, "ja"))


def top(report: Report, findings: Findings) -> list[str]:
    """Verdict, counts, and what must be known before the rest is read."""
    counts, language = count(report), findings.language
    gap = "" if language == "ja" else " "
    said = f"**{markdown(verdict(report, counts).in_(language), LONG)}**{gap}{sentence(counts).in_(language)}"
    missed = report.coverage.gate_missed or report.verdict in ("inconclusive", "not_judged")
    notices = [f"- {markdown(notice.in_(language), 400)}" for notice in report.target.notices[:NOTICES]]
    return [WORDS["missed"].in_(language) if missed else "", said, "\n".join(notices)]


def compared(report: Report, findings: Findings) -> list[str]:
    """What this change did: counts, what differs before and after, and what of the new stands here by another cause."""
    held, language = report.compared, findings.language
    if held is None or not held.readable:
        return []
    table = compared_words.rows(held, language)
    lines = _head("differs", "base", "head", language=language) if table else []
    lines += [
        f"| {markdown(what, 160)} | {markdown(before, 120)} | **{markdown(after, 120)}** |"
        for what, before, after in table[:CHANGES]
    ]
    if len(table) > CHANGES:
        lines.append(f"| {WORDS['more'].fill(n=len(table) - CHANGES).in_(language)} | | |")
    return [compared_words.tally(held, report).in_(language), "\n".join(lines), _others(report, findings)]


def _others(report: Report, findings: Findings) -> str:
    """New failures that this change did not cause, with why; and facts that were changed in the admin."""
    held, language = report.compared, findings.language
    assert held is not None
    _, others = compared_words.by_cause(report, held)
    said = []
    for one in others[:CHANGES]:
        why = compared_words.why(one, held)
        title, _ = headline(one, report, language)
        pages = list(dict.fromkeys(place.page for place in one.places))
        where = f" {code(address(pages[0], report), 100)}" if pages else ""
        said.append(f"- {markdown(title, 160)}{where}: {markdown(why.in_(language), 300) if why else ''}")
    facts = [one for one in held.facts if one.content]
    said += [f"- {markdown(compared_words.fact(one, language), 300)}" for one in facts[:CHANGES]]
    if not said:
        return ""
    return folded(f"{WORDS['elsewhere'].in_(language)} ({len(others) + len(facts)})", "\n".join(said))


def actions(report: Report, findings: Findings) -> str:
    """ "Do these first", each with who, where and what it takes away."""
    language = findings.language
    colon = "：" if language == "ja" else ": "
    lines = [
        f"{at}. **{markdown(action.title.in_(language), 200)}**{'' if language == 'ja' else ' '}"
        f"{markdown(action.why.in_(language), 600)} "
        f"{WHO[action.who].in_(language)}{colon}{markdown(action.where.in_(language), 300)}"
        for at, action in enumerate(report.actions[:ACTIONS], start=1)
    ]
    return "\n".join([heading("first", language, 3), "", *lines]) if lines else ""


def risk(report: Report, findings: Findings) -> str:
    """A row for each reason that a finding bears on, worst first; nothing when all stands low."""
    language = findings.language
    rows = [row for row in html_risk.reasons(report, findings) if row.touched and row.bars.upper > 1]
    if not rows:
        return ""
    lines = _head("risk", "today", "mended", language=language)
    for row in rows:
        name = markdown(row.title, 120) + (f" ({markdown(', '.join(row.codes[:CODES]), 120)})" if row.codes else "")
        lines.append(f"| {name} | **{markdown(row.bars.word, 60)}** | {markdown(row.mending, 300)} |")
    return "\n".join(lines)


def _head(*words: str, language: Language) -> list[str]:
    return ["| " + " | ".join(WORDS[word].in_(language) for word in words) + " |", "|" + " --- |" * len(words)]


def finding(entry: Entry, findings: Findings, files: str = "") -> str:
    """One entry in full. `files` is the address at which the repository's files are shown, for the line of the theme."""
    language, first = findings.language, entry.first
    times = f" ×{entry.many}" if entry.many > 1 else ""
    said = [
        f"#### {markdown(entry.title, 200)}{times}",
        _about(entry, findings, files),
        markdown(entry.more, LONG, opens=True),
        markdown(entry.only, LONG, opens=True),
        _places(entry.places, entry.places_left, language),
    ]
    if entry.standing == "not_judged":
        return joined(said).rstrip("\n")
    if accepted := findings.accepted(first):
        return joined([*said, markdown(accepted, LONG, opens=True)]).rstrip("\n")
    said.append(_asked(entry.asked, language))
    who = markdown(entry.who, 60)
    mend = WORDS["mend"].in_(language)
    fix = markdown(first.fix.in_(language), LONG)
    said.append(f"**{mend}**{fix}（{who}）" if language == "ja" else f"**{mend}** {fix} ({who})")
    if entry.pastes:
        text = plain_lines(entry.pastes[0][1])
        said.append(folded(WORDS["paste"].in_(language), fence(text)))
    if entry.waiver:
        lines = ["waivers:", *("  " + plain(line, 400) for line in entry.waiver.split("\n"))]
        said.append(f"{WORDS['accept'].in_(language)}\n{fence(chr(10).join(lines), 'yaml')}")
    return joined(said).rstrip("\n")


def plain_lines(text: str) -> str:
    """A text to paste with its lines, nothing in it obeyed, no longer than a summary bears."""
    return "\n".join(plain(line, 2_000) for line in text[:4_000].splitlines())


def _about(entry: Entry, findings: Findings, files: str) -> str:
    """`rule` · error · fingerprint · line of the theme."""
    first, language = entry.first, findings.language
    said = [code(first.rule, 100), markdown(entry.word.lower(), 40), code(first.fingerprint, 80)]
    place = theme(first)
    if place is not None and first.theme is not None:
        name = code(f"{place.file}:{place.line}")
        said.append(anchor(name, f"{files}/{place.file}#L{place.line}") if files else name)
        confidence = CONFIDENCE[first.theme.confidence].in_(language)
        said.append(WORDS["line"].fill(confidence=confidence).in_(language))
    elif first.admin is not None:
        said.append(markdown(first.admin.in_(language), 120))
    return " · ".join(said)


def _places(places: Sequence[Seen], left: int, language: Language) -> str:
    if not places:
        return ""
    if not any(place.quote.strip() for place in places):
        said = [anchor(code(place.page), place.url) for place in places[:PLACES]]
        left += max(0, len(places) - PLACES)
        tail = [WORDS["more"].fill(n=left).in_(language)] if left else []
        return ("、" if language == "ja" else ", ").join([*said, *tail])
    lines = _head("where", "says", language=language)
    for place in places[:PLACES]:
        where = anchor(code(place.page), place.url)
        at = f" {markdown(place.where, 160)}" if place.where else ""
        lines.append(f"| {where}{at} | {markdown(place.quote)} |")
    if left := left + max(0, len(places) - PLACES):
        lines.append(f"| {WORDS['more'].fill(n=left).in_(language)} | |")
    return "\n".join(lines)


def _asked(rows: Sequence[Asked], language: Language) -> str:
    if not rows:
        return ""
    lines = _head("asks", "strength", "text", language=language)
    for row in rows[:ASKED]:
        document = anchor(markdown(row.document, 160) or code(row.url), row.url)
        section = f", {markdown(row.section, 120)}" if row.section else ""
        read = row.read[:1].lower() + row.read[1:] if row.read.startswith("Read ") else row.read
        tail = f" ({markdown(read, 160)})" if read else ""
        lines.append(
            f"| {markdown(row.authority, 80)} | {row.strength_said} | "
            f"{document}{section}{tail}: {markdown(row.summary, 300)} |"
        )
    if len(rows) > ASKED:
        lines.append(f"| | | {WORDS['more'].fill(n=len(rows) - ASKED).in_(language)} |")
    return "\n".join(lines)


def unseen(report: Report, language: Language) -> str:
    """What was not seen, required things first, folded."""
    gaps = sorted(report.coverage.gaps, key=lambda gap: not gap.required)
    if not gaps:
        return ""
    lines = []
    for gap in gaps[:GAPS]:
        known = KIND.get(gap.what) or SOUGHT.get(gap.what)
        name = known.in_(language) if known else code(address(gap.what, report), 120)
        needed = f" (**{WORDS['required'].in_(language)}**)" if gap.required else ""
        detail = markdown(gap.detail.in_(language), 300).rstrip(".。") + ("。" if language == "ja" else ". ")
        lines.append(f"- {name}{needed}: {detail}{markdown(gap.remedy.in_(language), 300)}")
    if len(gaps) > GAPS:
        lines.append(f"- {WORDS['more'].fill(n=len(gaps) - GAPS).in_(language)}")
    return folded(f"{WORDS['unseen'].in_(language)} ({len(gaps)})", "\n".join(lines))


def held_back(report: Report, language: Language) -> str:
    """The requests of pages that were not let through, folded."""
    if not report.refused:
        return ""
    lines = [f"| {' | '.join(column.in_(language) for column in refused.COLUMNS)} |", "| --- | --- | --- |"]
    lines += [
        f"| {code(row.what)} | {code(row.page)} | {markdown(row.why, 200)} |" for row in refused.rows(report, language)
    ]
    if hidden := refused.left(report):
        lines.append(f"| {refused.MORE.fill(n=hidden).in_(language)} | | |")
    body = "\n".join([refused.INTRO.in_(language), "", *lines])
    return folded(refused.HEAD.fill(n=len(report.refused)).in_(language), body)


def foot(report: Report, language: Language) -> list[str]:
    """What was seen; how to ask why; what this is not."""
    read = sum(page.seen != "unread" for page in report.pages)
    how = visited(report)
    seen = WORDS["seen"].fill(read=read, how=how.in_(language), day=markdown(date(report.target.date, language), 40))
    explain = f"{WORDS['explain'].in_(language)} `disputelint explain FINGERPRINT --report report.json`"
    version = f"disputelint {markdown(report.run.tool_version, 40)}".rstrip()
    gap = "" if language == "ja" else " "
    return [f"{seen.in_(language)} {explain}", f"<sub>{WORDS['honesty'].in_(language)}{gap}{version}</sub>"]

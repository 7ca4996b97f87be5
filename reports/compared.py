"""The words for what differs from a base, one vocabulary for terminal, HTML, comment and summary."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from disputelint.checker.model import JSON, Comparison, FactChange, Finding, Language, Report, RiskMove, Text
from disputelint.checker.model.faults import many, once
from disputelint.reports.counts import faults
from disputelint.reports.inert import cut, terminal
from disputelint.reports.labels import BAND, KIND, SOUGHT

HEADS: Final[Mapping[str, Text]] = {
    "new": Text("New", "新しい指摘"),
    "others": Text("New, and not from this change", "新しいが、この変更によるものではない指摘"),
    "mended": Text("Mended", "直った指摘"),
    "unseen": Text("No longer judged", "判定できなくなった指摘"),
    "risk": Text("Risk that moved", "変化したリスク"),
}
FACTS: Final = Text("Facts that changed", "変わった事実")
SHOP: Final = Text("the whole shop", "店舗全体")
SAME: Final = Text("No difference.", "違いはありません。")
ADMIN: Final = Text("changed in the shop's admin", "管理画面での変更")
_STAYS: Final = Text("It stays listed and does not count.", "一覧には残り、件数には含まれません。")
_BASELINE: Final = Text(
    "In the baseline: known before. It stays listed and does not count.",
    "ベースラインにある既知の指摘です。一覧には残り、件数には含まれません。",
)
_THERE: Final = Text(
    "The base has it, too. It stays listed and does not count.",
    "比較元にもある指摘です。一覧には残り、件数には含まれません。",
)
_SAMPLE: Final = Text(
    "Known before, or only shown by chance this time. It stays listed and does not count.",
    "以前からあるか、今回たまたま表示されたものです。一覧には残り、件数には含まれません。",
)
_APART: Final = Text("Not from this change.", "この変更によるものではありません。")
LINK: Final = Text("link to the {kind}{device}", "「{kind}」へのリンク{device}")
RISK: Final = Text("risk: {reason}", "リスク：{reason}")
_COUNTS: Final = Text(
    "{new} new, {mended} mended, {unseen} no longer judged, {unchanged} unchanged; {facts} facts changed.",
    "新規{new}、改善{mended}、判定できず{unseen}、変化なし{unchanged}。事実の変化{facts}。",
)
_OTHERS: Final = Text(
    " Of the new ones, {n} are not from this change.", "新規のうち{n}件は、この変更によるものではありません。"
)
_MOVE: Final = Text("{before} → {after}", "{before} → {after}")
_DAYS: Final = Text("{before} → {after} days", "{before}日 → {after}日")
_NOTHING: Final = Text("not stated", "記載なし")
_PHONE: Final = Text(" on phones", "（スマートフォン）")
_DESKTOP: Final = Text(" on desktops", "（パソコン）")
_LEFT: Final = Text(
    "The link to the {kind} left the {place}{device}", "{place}から「{kind}」へのリンクがなくなりました{device}"
)
_JOINED: Final = Text(
    "The link to the {kind} joined the {place}{device}", "{place}に「{kind}」へのリンクが加わりました{device}"
)
_PLACE: Final[Mapping[str, Text]] = {
    "nav": Text("navigation", "ナビゲーション"),
    "banner": Text("banner", "バナー"),
    "dialog": Text("dialog", "ダイアログ"),
}


def tally(held: Comparison, report: Report) -> Text:
    """How many there are of each."""
    said = _COUNTS.fill(
        new=faults(report, [one.fingerprint for one in held.new]),
        mended=many(held.mended),
        unseen=many(held.unseen),
        unchanged=faults(report, held.unchanged),
        facts=len(held.facts),
    )
    others = faults(report, [one.fingerprint for one in held.new if one.cause != "change"])
    tail = _OTHERS.fill(n=others)
    return Text(said.en + tail.en, said.ja + tail.ja) if others else said


def by_cause(report: Report, held: Comparison) -> tuple[list[Finding], list[Finding]]:
    """The new failures that this change can have caused, and the others; each fault once."""
    causes = {one.fingerprint: one.cause for one in held.new}
    new = [one for one in report.findings if one.verdict == "fail" and one.fingerprint in causes]
    ours = once(one for one in new if causes[one.fingerprint] == "change")
    return ours, once(one for one in new if causes[one.fingerprint] != "change")


def why(finding: Finding, held: Comparison) -> Text | None:
    """Why a new failure is not from this change, made harmless; None when it is, or is not new."""
    said = next((one.why for one in held.new if one.fingerprint == finding.fingerprint and one.cause != "change"), None)
    return Text(cut(terminal(said.en)) or "?", cut(terminal(said.ja)) or "?") if said else None


def known(finding: Finding, report: Report) -> Text:
    """Why a failure that is `baselined` does not count: the baseline, the base, or another cause than this change."""
    held = report.compared
    if held is None or not held.readable:
        return _BASELINE
    if (said := why(finding, held)) is not None:
        return Text(f"{_APART.en} {said.en} {_STAYS.en}", f"{_APART.ja}{said.ja}{_STAYS.ja}")
    return _THERE if finding.fingerprint in held.unchanged else _SAMPLE


def fact(change: FactChange, language: Language) -> str:
    """A fact that changed, in one line: "/refund: refund.window 30 → 14 days". What pages said is made harmless."""
    if change.name.startswith("link."):
        return _link(change, language)
    where = terminal(change.page) if change.page else SHOP.in_(language)
    device = (_PHONE if change.device == "mobile" else Text(" ", " ")).in_(language).rstrip(" ")
    tail = f" ({ADMIN.in_(language)})" if change.content else ""
    colon = "：" if language == "ja" else ": "
    return f"{where}{device}{colon}{change.name} {values(change, language)}{tail}"


def _link(change: FactChange, language: Language) -> str:
    kind = KIND.get(change.name.removeprefix("link."), Text(terminal(change.name) or "?", terminal(change.name) or "?"))
    device = _PHONE if change.device == "mobile" else _DESKTOP
    said = [
        text.fill(kind=kind, place=_place(str(at)), device=device).in_(language)
        for text, places in ((_LEFT, change.before), (_JOINED, change.after))
        for at in places
    ]
    return ("。" if language == "ja" else "; ").join(said)


def _place(region: str) -> Text:
    shown = terminal(region) or "?"
    return SOUGHT.get(region) or _PLACE.get(region) or Text(shown, shown)


def values(change: FactChange, language: Language) -> str:
    """The values before and after; of two that differ in parts, those parts."""
    before, after = change.before, change.after
    if len(before) == len(after) == 1 and isinstance(one := before[0], dict) and isinstance(two := after[0], dict):
        keys = [key for key in sorted({*one, *two}) if one.get(key) != two.get(key)]
        if keys == ["days"]:
            return _DAYS.fill(before=_short(one.get("days")), after=_short(two.get("days"))).in_(language)
        return ", ".join(f"{terminal(key)} {_short(one.get(key))} → {_short(two.get(key))}" for key in keys)
    return _MOVE.fill(before=_listed(before, language), after=_listed(after, language)).in_(language)


def _listed(found: tuple[JSON, ...], language: Language) -> str:
    return ", ".join(map(_short, found)) or _NOTHING.in_(language)


def _short(value: JSON) -> str:
    return cut(terminal(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))


def rows(held: Comparison, language: Language) -> list[tuple[str, str, str]]:
    """Facts and risks as rows of a table: what, before, after. Those changed in the admin are not among them."""
    found = []
    for one in held.facts:
        if one.content:
            continue
        if one.name.startswith("link."):
            kind = KIND.get(one.name.removeprefix("link."), SHOP)
            what = LINK.fill(kind=kind, device=_PHONE if one.device == "mobile" else _DESKTOP).in_(language)
            places = [[_place(str(at)).in_(language) for at in side] for side in (one.before, one.after)]
            before, after = (", ".join(side) or "–" for side in places)
        else:
            what = f"{terminal(one.page) if one.page else SHOP.in_(language)} {terminal(one.name)}"
            before, after = (_listed(side, language) for side in (one.before, one.after))
        found.append((what, before, after))
    for move in held.risk:
        one_band, two_band = (BAND.get(band, Text(band or "?", band or "?")) for band in (move.before, move.after))
        what = RISK.fill(reason=terminal(move.label.in_(language)) or "?").in_(language)
        found.append((what, one_band.in_(language).lower(), two_band.in_(language).lower()))
    return found


def risk(move: RiskMove, language: Language) -> str:
    """A band that moved: "Not received: low → elevated"."""
    one, two = (BAND.get(band, Text(band or "?", band or "?")) for band in (move.before, move.after))
    colon = "：" if language == "ja" else ": "
    return f"{terminal(move.label.in_(language))}{colon}{one.in_(language).lower()} → {two.in_(language).lower()}"

"""The report's verdict in one sentence, and the sentence about the likeliest dispute."""

from __future__ import annotations

from disputelint.checker.model import Language, Report, Text
from disputelint.reports.counts import Counts
from disputelint.reports.say import listed, number

NAMED = 4  # authorities named in the verdict


def verdict(report: Report, counts: Counts) -> Text:
    """How many things that authorities require were not found or not met, and whose they are."""
    asking = [
        r for r in report.requirements if r.applies and r.strength == "must" and r.state in ("not_found", "not_met")
    ]
    if not asking:
        return _without_requirements(report, counts)
    names = list(dict.fromkeys(r.authority_name for r in sorted(asking, key=lambda r: r.read_as == "secondary")))
    found = {r.state for r in asking} == {"not_found"}
    one = len(asking) == 1
    verb = ("was" if one else "were") + (" not found" if found else " not found or not met")
    requires = "requires" if len(names) == 1 else "require"
    tail = "見つかりませんでした。" if found else "見つからないか、満たされていませんでした。"
    return Text(
        f"{number(len(asking))} {'thing' if one else 'things'} that {_names(names, 'en')} {requires} {verb}.",
        f"{_names(names, 'ja')}が必須とする事項のうち、{len(asking)}点が{tail}",
    )


def _names(names: list[Text], language: Language) -> str:
    said = [name.in_(language) for name in names[:NAMED]]
    if len(names) <= NAMED:
        return "・".join(said) if language == "ja" else listed(said, "en", "or")
    if language == "ja":
        return f"{'・'.join(said[:-1])}など{len(names)}の機関"
    return f"{', '.join(said[:-1])} or {len(names) - NAMED + 1} others"


def _without_requirements(report: Report, counts: Counts) -> Text:
    if counts.findings:
        return Text(
            "Nothing that the authorities require was missed; what was found is worth mending.",
            "各機関が必須とする事項に不足は見つかりませんでした。指摘した点は改善をお勧めします。",
        )
    if counts.not_judged or report.coverage.gate_missed:
        return Text(
            "In what was read, nothing was found that fails; not everything could be judged.",
            "確認できた範囲では指摘はありませんが、判定できなかった事項があります。",
        )
    if not counts.rules_hold:
        return Text(
            "No rule speaks of anything that was read: nothing was judged.",
            "確認できた内容に当てはまるルールがなく、何も判定していません。",
        )
    return Text(
        "In what was read, everything that was checked was found.",
        "確認できた範囲では、検査した事項はすべて満たされていました。",
    )

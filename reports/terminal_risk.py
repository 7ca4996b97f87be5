"""The risk part of the terminal report: the likeliest dispute, and the bands of the others."""

from __future__ import annotations

from dataclasses import dataclass

from disputelint.checker.model import Language, Report, Text
from disputelint.reports.counts import faults
from disputelint.reports.knowledge import label
from disputelint.reports.labels import BAND
from disputelint.reports.say import listed
from disputelint.reports.sheet import COLUMN, Terminal
from disputelint.reports.width import cells, pad, wrap


@dataclass(frozen=True, slots=True)
class _Row:
    """One reason of the report's risk block, as far as it is needed here."""

    label: Text
    band: str
    upper: str
    touched: bool
    mended: int  # findings to mend for the best band
    to: str


def risk(report: Report, language: Language, how: Terminal) -> list[str]:
    """The likeliest dispute in a sentence, then a line per band; low reasons only when a finding bears on them."""
    rows = _rows(report)
    if not rows:
        return []
    said = _likeliest(rows[0], language)
    lines = wrap(said, how.width) if said else []
    bands: dict[tuple[str, bool], list[str]] = {}
    for row in rows:
        more = row.upper != row.band  # an unread page could add to it
        if row.band != "low" or more or row.touched:
            bands.setdefault((row.band, more), []).append(row.label.in_(language))
    lines += [""] if bands else []
    order = list(BAND)
    for band, more in sorted(bands, key=lambda pair: (pair[1], order.index(pair[0]))):
        word = (Text(f"{BAND[band].en} or more", f"{BAND[band].ja}以上") if more else BAND[band]).in_(language)
        first, *rest = wrap(listed(bands[(band, more)], language), how.width - COLUMN)
        shown = pad(word, COLUMN) if cells(word) < COLUMN else word + " "
        lines.append(how.ink.on("upper" if more else band, word) + shown[len(word) :] + first)
        lines += [" " * COLUMN + line for line in rest]
    return lines


def _rows(report: Report) -> list[_Row]:
    """`risk.reasons`, worst first; what has another shape (a newer release wrote it) is left out."""
    held = report.risk.get("reasons")
    rows: list[_Row] = []
    for row in held if isinstance(held, list) else []:
        if not isinstance(row, dict) or row.get("band") not in BAND:
            continue
        mending = row.get("mending")
        last = mending[-1] if isinstance(mending, list) and mending else {}
        prints = last.get("fingerprints") if isinstance(last, dict) else None
        upper = str(row.get("upper"))
        rows.append(
            _Row(
                label=label(str(row.get("id"))),
                band=str(row["band"]),
                upper=upper if upper in BAND else str(row["band"]),
                touched=bool(row.get("carried_by") or row.get("contributing") or row.get("not_judged")),
                mended=faults(report, [one for one in prints if isinstance(one, str)])
                if isinstance(prints, list)
                else 0,
                to=str(last.get("to", "")) if isinstance(last, dict) else "",
            )
        )
    return rows


def _likeliest(row: _Row, language: Language) -> str:
    if row.band == "low":
        return ""
    said = Text('The likeliest dispute is "{what}".', "最も起こりやすい異議申立ては「{what}」です。")
    sentence = said.fill(what=row.label).in_(language)
    if row.mended and row.to in BAND:
        many = Text("one finding", "1件") if row.mended == 1 else Text(f"{row.mended} findings", f"{row.mended}件")
        mends = Text(
            " Mending {many} takes it from {old} to {new}.", "{many}の指摘を直すと、「{old}」から「{new}」になります。"
        )
        old, new = (Text(BAND[band].en.lower(), BAND[band].ja) for band in (row.band, row.to))
        sentence += mends.fill(many=many, old=old, new=new).in_(language)
    return sentence

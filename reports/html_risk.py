"""The risk part of the HTML report: a row per dispute reason, and the map of pages and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from disputelint.checker.model import JSON, Report, Text
from disputelint.reports.counts import faults
from disputelint.reports.html_findings import Findings
from disputelint.reports.html_words import Words
from disputelint.reports.knowledge import codes, label, short
from disputelint.reports.labels import BAND, KIND

LEVEL = {"low": 1, "elevated": 2, "high": 3}
LINKS = 6  # findings named beside a reason


@dataclass(frozen=True, slots=True)
class Bars:
    """A band as three bars: `level` of them filled, up to `upper` hatched."""

    level: int
    upper: int
    word: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One dispute reason with its band and what stands behind it."""

    id: str
    title: str
    short: str
    bars: Bars
    mending: str
    carried: tuple[tuple[str, str], ...]
    carried_left: int
    also: tuple[tuple[str, str], ...]
    also_left: int
    widen: str
    prior: str
    prior_url: str
    codes: tuple[str, ...]
    touched: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the map. `level` 0: nothing; 9: something that was not judged."""

    level: int = 0
    word: str = ""
    count: int = 0
    target: str = ""  # filters to set: "p:product r:not_received"


@dataclass(frozen=True, slots=True)
class Heat:
    """The map: a row per kind of page, a column per reason."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[Cell, ...]], ...] = ()
    together: tuple[Cell, ...] = ()


@dataclass(slots=True)
class _Sum:
    """What comes together in one cell."""

    level: int = 0
    found: set[str] = field(default_factory=set)
    unjudged: bool = False


def reasons(report: Report, findings: Findings) -> list[Reason]:
    """The rows, worst first; what has another shape (a newer release wrote it) is left out."""
    held = report.risk.get("reasons")
    rows = [row for row in held if isinstance(row, dict)] if isinstance(held, list) else []
    return [_reason(row, findings) for row in rows if row.get("band") in BAND]


def _reason(row: dict[str, JSON], findings: Findings) -> Reason:
    words, language = findings.words, findings.language
    name, band = str(row.get("id")), str(row["band"])
    upper = str(row.get("upper")) if row.get("upper") in BAND else band
    carried, also = (findings.linked(_texts(row.get(key))) for key in ("carried_by", "contributing"))
    also = [one for one in also if one not in carried]
    unjudged = _texts(row.get("not_judged"))
    prior = row.get("prior")
    prior = prior if isinstance(prior, dict) else {}
    return Reason(
        id=name,
        title=_capital(label(name).in_(language)),
        short=_capital(short(name).in_(language)),
        bars=_bars(band, upper, words),
        mending=_mending(row, band, findings.report, words),
        carried=tuple(carried[:LINKS]),
        carried_left=max(0, len(carried) - LINKS),
        also=tuple(also[:LINKS]),
        also_left=max(0, len(also) - LINKS),
        widen=_widen(upper, faults(findings.report, unjudged), words) if upper != band else "",
        prior=_prior(prior, words),
        prior_url=str(prior.get("url") or ""),
        codes=codes(name),
        touched=bool(carried or also or unjudged),
    )


def _bars(band: str, upper: str, words: Words) -> Bars:
    word = BAND[band].in_(words.language)
    if upper != band:
        may = BAND[upper]
        word = words("perhaps", band=word, upper=Text(may.en.lower(), may.ja))
    return Bars(LEVEL[band], LEVEL[upper], word)


def _mending(row: dict[str, JSON], band: str, report: Report, words: Words) -> str:
    steps = row.get("mending")
    last = steps[-1] if isinstance(steps, list) and steps else None
    if not isinstance(last, dict) or last.get("to") not in BAND:
        return ""
    number = faults(report, _texts(last.get("fingerprints")))
    many = words("one_finding") if number == 1 else words("many_findings", n=number)
    old, new = (Text(BAND[one].en.lower(), BAND[one].ja) for one in (band, str(last["to"])))
    return words("mending", many=many, old=old, new=new)


def _widen(upper: str, number: int, words: Words) -> str:
    may = Text(BAND[upper].en.lower(), BAND[upper].ja)
    return words("widen_one", upper=may) if number == 1 else words("widen", upper=may, n=number)


def _prior(prior: dict[str, JSON], words: Words) -> str:
    said = prior.get("statement")
    if not isinstance(said, dict) or not said.get(words.language):
        return ""
    return words("prior", said=str(said[words.language]))


def heat(report: Report, findings: Findings, rows: Sequence[Reason]) -> Heat:
    """Kinds of pages and reasons: the worst page's band and the number of findings."""
    sums = _sums(report, findings)
    shown = [row for row in rows if any(reason == row.id for _, reason in sums)]
    kinds = sorted(
        {kind for kind, _ in sums},
        key=lambda kind: (
            -max(one.level for (k, _), one in sums.items() if k == kind),
            -len(set().union(*(one.found for (k, _), one in sums.items() if k == kind))),
            kind,
        ),
    )
    language, words = findings.language, findings.words
    return Heat(
        columns=tuple(row.short for row in shown),
        rows=tuple(
            (
                _capital(KIND[kind].in_(language)) if kind in KIND else words("whole_shop"),
                tuple(_cell(sums.get((kind, row.id)), kind, row.id, report, words) for row in shown),
            )
            for kind in kinds
        ),
        together=tuple(Cell(row.bars.level, BAND[_band(row.bars.level)].in_(language)) for row in shown),
    )


def _sums(report: Report, findings: Findings) -> dict[tuple[str, str], _Sum]:
    sums: dict[tuple[str, str], _Sum] = {}
    cells = report.risk.get("cells")
    for cell in cells if isinstance(cells, list) else []:
        if not isinstance(cell, dict) or cell.get("band") not in BAND:
            continue
        for kind in _kinds([str(cell.get("page"))], findings):
            one = sums.setdefault((kind, str(cell.get("reason"))), _Sum())
            one.level = max(one.level, LEVEL[str(cell["band"])])
            one.found.update(_texts(cell.get("fingerprints")))
    for finding in report.findings:
        if finding.verdict == "inconclusive" and finding.status != "waived":
            for kind in _kinds([place.page for place in finding.places], findings):
                for reason in finding.reasons:
                    sums.setdefault((kind, reason), _Sum()).unjudged = True
    return sums


def _kinds(pages: Iterable[str], findings: Findings) -> list[str]:
    """The first kind of each page: a page of two kinds would otherwise stand in two rows."""
    return list(dict.fromkeys((findings.kinds.get(page) or ("",))[0] for page in pages))


def _cell(one: _Sum | None, kind: str, reason: str, report: Report, words: Words) -> Cell:
    if one is None:
        return Cell()
    target = f"p:{kind} r:{reason}" if kind else f"r:{reason}"
    if not one.level:
        return Cell(9, words("st_not_judged"), 0, target)
    band = BAND[_band(one.level)]
    return Cell(one.level, Text(band.en.lower(), band.ja).in_(words.language), faults(report, one.found), target)


def _band(level: int) -> str:
    return next(name for name, held in LEVEL.items() if held == level)


def _texts(value: JSON) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

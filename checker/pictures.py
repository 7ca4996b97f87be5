"""Pictures in a report: which places are worth a photograph, and what the snapshot has of them.

A place on the walk to the checkout cannot be opened again: it is shown on the picture of its step, and `Place.mark` says
where on it. Every other picture is a clip with the line already drawn.
"""

from __future__ import annotations

import base64
import hashlib
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Final

from disputelint.checker.config import Config
from disputelint.checker.crawl.asks import CLIPS, PAGES, Ask
from disputelint.checker.crawl.progress import Progress
from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import SEVERITIES, Box, Device, Finding, Place, Report, Shot, Step
from disputelint.checker.model.words import CONFIDENCES
from disputelint.checker.snapshot.records import Snapshot

_PER_RULE: Final = 3  # places of one rule: a template makes the others alike
_LEAST_SECONDS: Final = 5.0  # of the run's time, for starting a browser once more
_MARGIN: Final = 4.0  # CSS pixels between words and the line round them


def wanted(report: Report, more: Iterable[Finding] = ()) -> tuple[Ask, ...]:
    """The places to photograph, worst first: of each finding's places first the first. `more` are findings of an older
    report whose places are shown as they are today.
    """
    walked = {step.page for step in report.ledger if step.kind != "product"}
    openable = {page.url for page in report.pages if page.seen != "unread"} - walked
    found = [*_asks(report.findings, openable), *(ask for one in more for ask in _today(one, report, openable))]
    asks = tuple({ask.name: ask for ask in reversed(found)}.values())[::-1]
    pages = list(dict.fromkeys((ask.page, ask.device) for ask in asks))[:PAGES]
    return tuple(ask for ask in asks if (ask.page, ask.device) in pages)[:CLIPS]


def _asks(findings: Sequence[Finding], openable: set[str]) -> Iterator[Ask]:
    failing = sorted((one for one in findings if one.verdict == "fail"), key=_badness)
    count: dict[str, int] = {}
    rows: list[list[Ask]] = []
    for finding in failing:
        row = []
        for place in finding.places:
            if place.page in openable and _pictured(place) and count.get(finding.rule, 0) < _PER_RULE:
                count[finding.rule] = count.get(finding.rule, 0) + 1
                row.append(ask_for(place, finding.device))
        rows.append(row)
    for turn in zip_longest(*rows):
        yield from (ask for ask in turn if ask is not None)


def _badness(finding: Finding) -> tuple[bool, int, int]:
    status = finding.status != "new" or not finding.counted
    return status, SEVERITIES.index(finding.severity), CONFIDENCES.index(finding.confidence)


def _pictured(place: Place) -> bool:
    """Whether a browser can show it: what belongs into the head, and markup, cannot be seen."""
    if place.role == "belongs_here":
        return place.spot != "head"
    return bool(place.selector) and not place.selector.startswith(("script", "meta", "head", "link", "title"))


def ask_for(place: Place, device: Device) -> Ask:
    """What the photographer is told of a place."""
    if place.role == "stands_here":
        return Ask(name_of(place, device), place.page, device, place.selector, place.quote)
    return Ask(name_of(place, device), place.page, device, spot=_spot(place))


def _spot(place: Place) -> str:
    spot = place.spot if place.spot in ("buy_box", "pay_button", "header", "footer") else place.region
    return spot if spot in ("buy_box", "pay_button", "header", "footer") else "main"


def name_of(place: Place, device: Device, *more: str) -> str:
    """The name of a place's clip in a snapshot."""
    said = (
        device,
        place.role,
        _spot(place) if place.role == "belongs_here" else "",
        place.page,
        place.selector,
        place.quote,
    )
    return hashlib.sha256("\n".join((*said, *more)).encode("utf-8", "replace")).hexdigest()[:32]


def _today(finding: Finding, report: Report, openable: set[str]) -> Iterator[Ask]:
    """The first place of a finding of an older report, on the page of today with the same path."""
    # A cart is empty by now: the walk is not walked again for a picture.
    place = next((one for one in finding.places if _pictured(one) and "#step-" not in one.page), None)
    if finding.page_kind in ("cart", "checkout"):
        return
    page = _same_page(place.page, report.target.url, openable) if place else None
    if place is not None and page is not None:
        spot = _spot(place) if place.role == "belongs_here" else "selector"
        yield Ask(name_today(finding), page, finding.device, place.selector, "", spot)


def name_today(finding: Finding) -> str:
    """The name of the clip that shows the place of an older finding as it is now."""
    return name_of(finding.places[0], finding.device, "today")


def _same_page(url: str, target: str, openable: set[str]) -> str | None:
    from urllib.parse import urlsplit

    if url in openable:
        return url
    old = urlsplit(url)
    return next((one for one in sorted(openable) if urlsplit(one)[2:4] == old[2:4]), None)


def photographed(
    report: Report,
    older: Iterable[Finding],
    config: Config,
    target: str,
    where: Path,
    seconds: float,
    progress: Progress,
) -> bool:
    """Take the pictures of a live audit into its snapshot at `where`; whether there are any.

    Raises Interrupted on Ctrl-C; whatever else goes wrong, the audit is as good without them.
    """
    from disputelint.checker.crawl import photograph
    from disputelint.checker.crawl.urls import normalise
    from disputelint.checker.snapshot.clips import add_clips
    from disputelint.checker.snapshot.read import open_snapshot

    asks = wanted(report, older)
    asked = normalise(target if "://" in target else f"https://{target}")
    if not asks or asked is None or seconds < _LEAST_SECONDS:
        return False
    try:
        origin = open_snapshot(where).meta.origin
        clips = photograph.take(config, asked, origin, asks, progress, seconds)
        return bool(clips and add_clips(where, clips))
    except SnapshotError:  # no room: the snapshot is whole as it was
        return False


def illustrated(report: Report, snapshot: Snapshot, older: Iterable[Finding] = ()) -> Report:
    """The report with the pictures that the snapshot has of its places; `Report.after` those of an older report's."""
    if snapshot.shots is None:
        return report
    steps = {(step.page, step.device): step for step in snapshot.steps if step.shot}
    marks = {
        (fact.evidence.page, fact.evidence.device): fact.evidence.box for fact in report.facts if fact.name == _PAY
    }
    findings = tuple(
        replace(finding, places=tuple(_shown(place, finding, snapshot.clips, steps, marks) for place in finding.places))
        for finding in report.findings
    )
    after = {
        one.fingerprint: snapshot.clips[name_today(one)]
        for one in older
        if one.places and name_today(one) in snapshot.clips
    }
    used = {place.shot for finding in findings for place in finding.places if place.shot} | set(after.values())
    images = dict(_images(sorted(used), snapshot.shots))
    findings = tuple(_kept(finding, images) for finding in findings)
    return replace(report, findings=findings, images=images, after={k: v for k, v in after.items() if v in images})


_PAY: Final = "checkout.pay_button"
_Steps = Mapping[tuple[str, Device], Step]


def _shown(
    place: Place,
    finding: Finding,
    clips: Mapping[str, str],
    steps: _Steps,
    marks: Mapping[tuple[str, Device], Box | None],
) -> Place:
    clip = clips.get(name_of(place, finding.device)) if finding.verdict == "fail" else None
    if clip is not None:
        return replace(place, shot=clip, mark=None)
    step = steps.get((place.page, finding.device))
    if step is None or step.kind == "product" or finding.verdict != "fail":
        return replace(place, shot=None, mark=None)
    box = place.box if place.role == "stands_here" else marks.get((place.page, finding.device))
    return replace(place, shot=step.shot, mark=_on_shot(box, step))


def _on_shot(box: Box | None, step: Step) -> Box | None:
    if box is None:
        return None
    x, y = step.scroll
    return Box(box.x - x - _MARGIN, box.y - y - _MARGIN, box.width + 2 * _MARGIN, box.height + 2 * _MARGIN)


def _images(names: Sequence[str], shots: Callable[[str], bytes | None]) -> Iterator[tuple[str, Shot]]:
    for name in names:
        jpeg = shots(name)
        size = jpeg_size(jpeg) if jpeg else None
        if jpeg and size:
            yield name, Shot(base64.b64encode(jpeg).decode("ascii"), *size)


def _kept(finding: Finding, images: Mapping[str, Shot]) -> Finding:
    """Without pictures that are not there, and without lines beside the picture."""
    places = []
    for place in finding.places:
        shot = images.get(place.shot or "")
        if (place.shot and shot is None) or (
            shot is not None and place.mark is not None and not _inside(place.mark, shot)
        ):
            place = replace(place, shot=None, mark=None)
        places.append(place)
    return replace(finding, places=tuple(places))


def _inside(mark: Box, shot: Shot) -> bool:
    return 0 <= mark.y + mark.height / 2 <= shot.height and 0 <= mark.x + mark.width / 2 <= shot.width


def jpeg_size(jpeg: bytes) -> tuple[int, int] | None:
    """Width and height in dots, from the frame header (ITU T.81, B.2.2); None when it is no JPEG."""
    at = 2
    if jpeg[:2] != b"\xff\xd8":
        return None
    while at + 9 < len(jpeg) and jpeg[at] == 0xFF:
        kind, length = struct.unpack(">BH", jpeg[at + 1 : at + 4])
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", jpeg[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + length
    return None

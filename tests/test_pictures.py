"""Which places are photographed, and how pictures come from the snapshot into the report."""

from __future__ import annotations

import base64
from dataclasses import replace

from disputelint.checker import pictures
from disputelint.checker.crawl.asks import CLIPS, PAGES
from disputelint.checker.model import (
    Box,
    Coverage,
    Discovery,
    Finding,
    Place,
    Report,
    ReportPage,
    Run,
    Step,
    Target,
    Text,
)
from disputelint.checker.snapshot.records import Meta, Snapshot

SHOP = "https://s.example"
SAID = Text("Said", "記載")
# The head of a JPEG of 1280 by 900 dots: start, an APP0 segment, the frame header.
JPEG = (
    bytes.fromhex("ffd8ffe00004abcdffc0001108")
    + (900).to_bytes(2, "big")
    + (1280).to_bytes(2, "big")
    + b"\x03"
    + bytes(9)
)
LITTLE = bytes.fromhex("ffd8ffc0001108") + (200).to_bytes(2, "big") + (560).to_bytes(2, "big") + b"\x03" + bytes(9)


def finding(rule: str, *places: Place, **changes: object) -> Finding:
    made = Finding(rule, "fail", "error", "high", f"print-{rule}", SAID, SAID, SAID, "refund", "owner", (), (), places)
    return replace(made, **changes)  # type: ignore[arg-type]


def place(path: str, quote: str = "some words", **changes: object) -> Place:
    made = Place(SHOP + path, "stands_here", quote=quote, selector="#here")
    return replace(made, **changes)  # type: ignore[arg-type]


def report(*findings: Finding, steps: tuple[Step, ...] = ()) -> Report:
    pages = sorted({one.page for f in findings for one in f.places})
    return Report(
        run=Run("", "", 0.0),
        target=Target(SHOP + "/", "S", "2026-01-01", ("desktop",), None, None, ("en",), (), (), ()),
        verdict="fail",
        coverage=Coverage(True, False, (), ()),
        pages=tuple(ReportPage(url, (), "rendered", "desktop", "", "en") for url in pages),
        rules=(),
        requirements=(),
        facts=(),
        findings=findings,
        ledger=steps,
    )


def snapshot(clips: dict[str, str], shots: dict[str, bytes], steps: tuple[Step, ...] = ()) -> Snapshot:
    return Snapshot(Meta(SHOP, SHOP, "2026-01-01"), (), Discovery(True, ()), steps, shots=shots.get, clips=clips)


def test_the_worst_findings_are_photographed_first_and_accepted_ones_last() -> None:
    held = report(
        finding("note", place("/n"), severity="note"),
        finding("waived", place("/w"), status="waived"),
        finding("error", place("/e"), place("/e2")),
        finding("unjudged", place("/u"), verdict="inconclusive"),
    )
    assert [ask.page.removeprefix(SHOP) for ask in pictures.wanted(held)] == ["/e", "/n", "/w", "/e2"]


def test_a_rule_that_fails_everywhere_leaves_room_for_others() -> None:
    everywhere = finding("price", *(place(f"/p{n}") for n in range(50)))
    asks = pictures.wanted(report(everywhere, finding("refund", place("/refund"), severity="note")))
    assert len(asks) == 4 and f"{SHOP}/refund" in {ask.page for ask in asks}


def test_there_are_at_most_thirty_pages_and_sixty_clips() -> None:
    held = report(*(finding(f"r{n}", place(f"/p{n % 45}", f"words {n}")) for n in range(200)))
    asks = pictures.wanted(held)
    assert len({ask.page for ask in asks}) <= PAGES and len(asks) == CLIPS


def test_what_cannot_be_opened_or_seen_is_not_asked_for() -> None:
    cart = Step(1, "add to cart", f"{SHOP}/cart#step-cart", "cart")
    held = report(
        finding("cart", place("/cart#step-cart")),
        finding("markup", place("/p", selector='script[type="application/ld+json"]')),
        finding("head", place("/p", role="belongs_here", spot="head", selector="")),
        steps=(cart,),
    )
    gone = replace(held, pages=(*held.pages, ReportPage(f"{SHOP}/gone", (), "unread", "desktop", "", "")))
    assert pictures.wanted(gone) == ()


def test_a_clip_comes_into_the_report_by_the_hash_that_its_place_names() -> None:
    where = place("/refund")
    held = report(finding("refund", where))
    taken = snapshot({pictures.name_of(where, "desktop"): "a" * 64}, {"a" * 64: LITTLE})
    shown = pictures.illustrated(held, taken)
    assert shown.findings[0].places[0].shot == "a" * 64
    image = shown.images["a" * 64]
    assert (image.width, image.height) == (560, 200) and base64.b64decode(image.data) == LITTLE
    assert pictures.illustrated(shown, taken) == shown


def test_a_place_on_the_walk_is_marked_on_the_picture_of_its_step() -> None:
    where = place("/cart", box=Box(120, 500, 400, 30))
    below = place("/cart", "far below", box=Box(120, 2000, 400, 30))
    step = Step(1, "add to cart", f"{SHOP}/cart", "cart", shot="b" * 64, scroll=(0.0, 300.0))
    shown = pictures.illustrated(report(finding("cart", where, below)), snapshot({}, {"b" * 64: JPEG}, (step,)))
    first, second = shown.findings[0].places
    assert first.shot == "b" * 64 and first.mark == Box(116, 196, 408, 38)
    assert second.shot is None and second.mark is None


def test_a_picture_that_is_no_jpeg_is_not_shown() -> None:
    where = place("/refund")
    taken = snapshot({pictures.name_of(where, "desktop"): "a" * 64}, {"a" * 64: b"GIF89a"})
    shown = pictures.illustrated(report(finding("refund", where)), taken)
    assert shown.images == {} and shown.findings[0].places[0].shot is None


def test_places_of_an_older_report_are_shown_as_they_are_today() -> None:
    then = finding("mended", place("/refund", "30 days"))
    now = report(finding("other", place("/refund", "something else")))
    asks = pictures.wanted(now, (then,))
    assert [(ask.page, ask.quote, ask.spot) for ask in asks][1:] == [(f"{SHOP}/refund", "", "selector")]
    taken = snapshot({pictures.name_today(then): "c" * 64}, {"c" * 64: LITTLE})
    assert pictures.illustrated(now, taken, (then,)).after == {"print-mended": "c" * 64}

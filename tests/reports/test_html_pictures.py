"""Pictures in the HTML report: outlined, described, each once in the document; before and after beside an earlier report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from disputelint.checker.engine.causes import Pair
from disputelint.checker.engine.compare import compare, marked
from disputelint.checker.model import Box, Finding, Place, Report, Shot
from disputelint.reports.html import render

from .full import SHOP

CLIP, STEP = "c" * 64, "d" * 64
DATA = "A" * 60_000


def pictured(report: Report, *places: Place) -> Report:
    first, *others = report.findings
    images = {CLIP: Shot(DATA, 560, 200), STEP: Shot(DATA + "BBBB", 1280, 900)}
    return replace(report, findings=(replace(first, places=places), *others), images=images)


def against(then: Report, now: Report) -> Report:
    return marked(now, compare(Pair(then, now)), then.images)


def entry(report: Report, finding: Finding) -> Any:
    return LexborHTMLParser(render(report, "en")).css_first(f"#f-{finding.fingerprint}")


def place(**changes: object) -> Place:
    return replace(Place(f"{SHOP}/refund", "stands_here", quote="30 days"), **changes)  # type: ignore[arg-type]


def test_a_clip_stands_in_the_finding_whole_with_a_description(report: Report) -> None:
    held = pictured(report, place(shot=CLIP))
    image = entry(held, held.findings[0]).css_first("figure img")
    assert image.attributes["src"] == f"data:image/jpeg;base64,{DATA}"
    assert image.attributes["decoding"] == "async" and image.attributes["width"] == "560"
    assert image.attributes["alt"] == "Clip of /refund: " + "The refund page names no number of days"


def test_a_picture_of_a_step_is_cut_to_the_place_and_the_line_drawn_on_it(report: Report) -> None:
    held = pictured(report, place(shot=STEP, mark=Box(700, 500, 200, 30)))
    picture = entry(held, held.findings[0]).css_first("figure svg")
    x, y, width, height = map(float, picture.attributes["viewBox"].split())
    line = picture.css_first("rect").attributes
    assert (width, height) == (640, 360) and 0 <= x <= 1280 - width and 0 <= y <= 900 - height
    assert line["class"] == "stands" and (float(line["x"]), float(line["y"])) == (700, 500)
    assert x < 700 and x + width > 900 and y < 500 < y + height
    belongs = pictured(report, place(shot=STEP, mark=Box(700, 500, 200, 30), role="belongs_here"))
    assert entry(belongs, belongs.findings[0]).css_first("figure rect").attributes["class"] == "belongs"


@pytest.mark.parametrize("box", [Box(float("nan"), 0, 10, 10), Box(5000, 5000, 10, 10), Box(0, 0, float("inf"), 1)])
def test_a_mark_that_is_nowhere_is_not_drawn(report: Report, box: Box) -> None:
    held = pictured(report, place(shot=STEP, mark=box))
    assert not entry(held, held.findings[0]).css("figure rect")


def test_many_findings_with_one_picture_hold_it_once(report: Report) -> None:
    first = report.findings[0]
    many = tuple(
        replace(first, rule=f"rule-{n}", fingerprint=f"{n:020x}", places=(place(shot=CLIP),)) for n in range(50)
    )
    made = render(replace(report, findings=many, images={CLIP: Shot(DATA, 560, 200)}), "en")
    assert made.count(DATA) == 1 and made.count('href="#s-' + CLIP) == 50


def test_what_was_mended_since_an_earlier_report_is_shown_before_and_after(report: Report) -> None:
    then = pictured(report, place(shot=CLIP))
    first, *others = then.findings
    rules = tuple(replace(rule, outcomes={"pass": 1}) if rule.id == first.rule else rule for rule in report.rules)
    now = replace(
        report,
        findings=tuple(others),
        rules=rules,
        after={first.fingerprint: STEP},
        images={STEP: Shot("QUJD", 640, 300)},
    )
    tree = LexborHTMLParser(render(against(then, now), "en"))
    section = tree.css_first("#since")
    assert "0 new, 1 mended" in section.css_first(".intro").text() and "was: Error" in section.text()
    before, after = section.css("figure img")
    assert before.attributes["src"].endswith(DATA) and after.attributes["src"].endswith(",QUJD")
    assert tree.css_first('.side a[href="#since"]') and tree.css_first('.lead a[href="#since"]')


def test_a_hostile_earlier_report_stays_inert(report: Report, hostile: Report) -> None:
    made = render(against(hostile, report), "en")
    tree = LexborHTMLParser(made)
    assert len(made) < 3_000_000 and len(tree.css("script")) == 1
    assert not tree.css("[onerror], [onload]") and not tree.css('a[href^="javascript"]')
    assert all(image.attributes["src"].startswith("data:image/jpeg;base64,") for image in tree.css("img"))


def test_without_an_earlier_report_nothing_speaks_of_one(report: Report) -> None:
    assert "#since" not in LexborHTMLParser(render(report, "ja")).css_first("body").html

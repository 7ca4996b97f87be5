"""A shop whose every word attacks the reports: shared by the tests of all formats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disputelint.checker.model import (
    Box,
    Comparison,
    Coverage,
    CoverageGap,
    Evidence,
    Fact,
    FactChange,
    NewFinding,
    Place,
    Report,
    ReportPage,
    RiskMove,
    Shot,
    Text,
    ThemePlace,
    WaiverNote,
)

HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg/onload=alert(3)></details></summary>"
MARKDOWN = (
    "](https://evil.example/a) [pay](https://evil.example/b) ![x](https://evil.example/c) `code` **bold** _it_ ~~no~~ "
    "| a | b | $x$ @octocat @org/team #1 GH-2 o/r#3 www.evil.example https://evil.example/d mailto:a@evil.example "
    "<https://evil.example/e>"
)
ANSI = "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\ \x9b2J \x07\x00\x0b"
COMMANDS = (
    "\n::error file=a.py,line=1::owned\n::add-mask::secret\r\n ::stop-commands::t\n##[error]owned\n##vso[task.x]y\n"
)
BIDI = "safe\u202egnp.exe\u202c \u2066x\u2069 \u200bzero\ufeff\u00ad \ufffe\uffff \ud83d"
FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1", " =1+1", "2026-11-21", "7e19")
EVERY = f"{HTML} {MARKDOWN} {ANSI} {COMMANDS} {BIDI}"
MEGABYTE = 1_000_000
ENDS = (
    ".",
    "「" * MEGABYTE,
    "`" * MEGABYTE,
    "[" * MEGABYTE,
    " \n" * (MEGABYTE // 2),
    "x" * MEGABYTE,
    "@a " * (MEGABYTE // 3),
)


def attacked(report: Report) -> Report:
    """`report` with hostile words wherever a page, a shop, a rule pack or a person's file can put words."""
    evil = Text(EVERY + ENDS[1], EVERY + ENDS[2])
    address = f"https://marumado.example/{EVERY}"
    places = tuple(
        Place(
            address + str(number),
            "stands_here",
            quote=quote,
            selector=EVERY,
            heading=EVERY,
            spot=EVERY,
            shot=(HTML, "s" * 64, "t" * 64, EVERY)[number % 4],
            mark=Box(-1e30, -5.0, 1e300, float(number)),
        )
        for number, quote in enumerate((*FORMULAS, *(EVERY + end for end in ENDS)))
    )
    changed = [
        replace(
            finding,
            title=Text(f"Title {finding.rule} {EVERY}", EVERY),
            message=Text(EVERY + ENDS[number % len(ENDS)], EVERY + ENDS[(number + 1) % len(ENDS)]),
            fix=evil,
            places=places,
            clause={"en": EVERY + "\n" + "```\n" * 20 + ENDS[5]},
            theme=(None, ThemePlace(f"../{EVERY}", -3, "high", evil), ThemePlace("a,b: c%\n::x.liquid", 7, "low"))[
                number % 3
            ],
            admin=evil,
            waiver=WaiverNote(EVERY, EVERY, EVERY) if finding.waiver else None,
            page_kind=finding.page_kind,
        )
        for number, finding in enumerate(report.findings)
    ]
    requirement = replace(
        report.requirements[0],
        authority_name=evil,
        document=EVERY,
        url=f"javascript:alert(1)//{EVERY}",
        section=EVERY,
        summary=evil,
        quote=EVERY,
        reviewed=EVERY,
        edition=EVERY,
    )
    gap = CoverageGap(address, "timeout", evil, evil, required=True)
    return replace(
        report,
        target=replace(report.target, name=EVERY + ENDS[5], url=address, authorized_by=EVERY, notices=(evil,) * 30),
        coverage=Coverage(True, True, report.coverage.kinds, (gap,) * 40),
        pages=(ReportPage(address, ("home",), "rendered", "desktop", EVERY, EVERY, detail=EVERY),),
        rules=tuple(replace(rule, title=evil, why_active=evil) for rule in report.rules),
        requirements=(requirement, *report.requirements[1:]),
        facts=(Fact("refund.window", EVERY, "high", Evidence(address, EVERY)),),
        findings=tuple(changed),
        images={HTML: Shot("QUJD", 1280, 900), "s" * 64: Shot(HTML, 1, 1), "t" * 64: Shot("QUJD", -1, 10**9)},
        after={changed[0].fingerprint: HTML, HTML: EVERY},
        compared=Comparison(
            base=address,
            date=EVERY,
            new=(
                NewFinding(changed[0].fingerprint, "change", evil),
                *(NewFinding(one.fingerprint, "content", evil) for one in changed[1:]),
            ),
            mended=tuple(changed[:2]),
            unseen=tuple(changed[2:]),
            facts=(
                FactChange(EVERY, EVERY, (EVERY, {EVERY: EVERY}), (EVERY + ENDS[4],), was=HTML, now=HTML),
                FactChange(EVERY, EVERY, ({EVERY: 1},), ({EVERY: EVERY},), "mobile", content=True),
                FactChange("", f"link.{EVERY}", (EVERY,), ("footer",)),
                FactChange("", "link.refund_policy", (EVERY,), ()),
            ),
            risk=(RiskMove(EVERY, evil, EVERY, ""),),
        ),
        run=replace(report.run, config="../../etc/passwd", config_lines={"storefront": 3}),
    )


@pytest.fixture
def hostile(report: Report) -> Report:
    """The small report of an invented shop, every word of it hostile."""
    return attacked(report)

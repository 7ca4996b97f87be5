"""Reports for the tests of the HTML report: one with every part, and one with very many findings."""

from __future__ import annotations

from dataclasses import replace

from disputelint.checker.model import (
    Action,
    Amount,
    Evidence,
    Fact,
    Finding,
    Place,
    Report,
    ReportPage,
    Shot,
    Step,
    Text,
)

SHOP = "https://marumado.example"
PIXEL = "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z"


def full(report: Report) -> Report:
    """The sample report with pages, risk, a ledger, a clip and an action that writes a whole page."""
    first, second, *others = report.findings
    first = replace(first, places=(replace(first.places[0], shot="s" * 64), *first.places))
    return replace(
        report,
        findings=(first, second, *others),
        images={"s" * 64: Shot(PIXEL, 320, 200)},
        pages=(
            ReportPage(f"{SHOP}/", ("home",), "rendered", "desktop", "Marumado", "en"),
            ReportPage(f"{SHOP}/refund", ("refund_policy",), "rendered", "desktop", "Returns", "en"),
            ReportPage(f"{SHOP}/track", ("order_tracking",), "unread", "desktop", "", "", reason="http_refusal"),
        ),
        actions=(
            Action(
                Text("Write the refund page", "返品ページを書く"),
                Text("A buyer who waits asks the bank.", "待つ購入者はカード会社に連絡します。"),
                "owner",
                Text("Pages › Refund", "ページ › 返品"),
                (first.fingerprint,),
                before="high",
                after="low",
                reason="credit_not_processed",
                requirements=("acme-refund",),
                page="refund_policy",
                paste={
                    "en": "Returns\n\nTime: [number] days\nQuestions: help@marumado.example",
                    "ja": "返品：［日数］日",
                },
                filled_from=(f"contact.email {SHOP}/about",),
                blanks=("[number]",),
            ),
        ),
        ledger=(
            Step(0, "open", f"{SHOP}/p", "product", amounts=(Amount("Price", "¥4,180", 4180.0, "JPY"),)),
            Step(1, "add", f"{SHOP}/cart", "cart", amounts=(Amount("Total", "¥5,060", 5060.0, "JPY"),)),
        ),
        facts=(
            *report.facts,
            Fact("cart.total", {"amount": 5060.0, "currency": "JPY"}, "high", Evidence(f"{SHOP}/cart", "")),
        ),
        risk=_risk(first.fingerprint, others[0].fingerprint),
    )


def _risk(carries: str, unjudged: str) -> dict[str, object]:  # type: ignore[misc]
    label = {"en": "promised refund did not arrive", "ja": "約束された返金がない"}
    row = {
        "id": "credit_not_processed",
        "label": label,
        "band": "high",
        "upper": "high",
        "score": 2.1,
        "prior": {"weight": 0, "quality": "none", "statement": None, "url": None},
        "carried_by": [carries],
        "contributing": [],
        "not_judged": [],
        "mending": [{"fingerprints": [carries], "to": "low"}],
    }
    quiet = {**row, "id": "no_show", "band": "low", "upper": "low", "carried_by": [], "mending": []}
    wider = {**quiet, "id": "unrecognized", "upper": "elevated", "not_judged": [unjudged]}
    cell = {"page": f"{SHOP}/refund", "reason": "credit_not_processed", "band": "high", "fingerprints": [carries]}
    return {"reasons": [row, wider, quiet], "cells": [cell]}


def many(report: Report, number: int) -> Report:
    """`number` findings that all say something else, over several pages, people and severities."""
    first = report.findings[0]
    made = tuple(_one(first, index) for index in range(number))
    return replace(full(report), findings=made, actions=(), risk={})


def _one(first: Finding, index: int) -> Finding:
    said = Text(f"Item {index} is not stated. A buyer then asks.", f"項目{index}が書かれていません。購入者が尋ねます。")
    return replace(
        first,
        rule=f"rule-{index % 60}",
        fingerprint=f"{index:020x}",
        title=Text(f"Item {index}", f"項目{index}"),
        message=said,
        severity=("error", "warning", "note")[index % 3],  # type: ignore[arg-type]
        who=("owner", "support", "developer", "merchandising")[index % 4],  # type: ignore[arg-type]
        page_kind=("refund_policy", "product", "cart")[index % 3],
        places=tuple(Place(f"{SHOP}/p/{index}/{at}", "stands_here", quote=f"Words {index} {at}") for at in range(4)),
    )

"""Short clauses in every language, each with the facts it states and those it must not state."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

from disputelint.checker.model import Fact
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.facts import find_all
from tests.accuracy.score import clauses

CLAUSES = Path(__file__).parents[2] / "accuracy" / "clauses"


def _page(case: dict[str, Any], language: str) -> str:
    text = case["text"] if case["text"].startswith("<") else f"<p>{html.escape(case['text'])}</p>"
    if "label" in case:
        text = f"<dl><dt>{html.escape(case['label'])}</dt><dd>{text.removeprefix('<p>').removesuffix('</p>')}</dd></dl>"
    under = f"<h2>{html.escape(case['under'])}</h2>" if "under" in case else ""
    return f'<html lang="{language}"><body><main>{under}{text}</main></body></html>'


def _facts(case: dict[str, Any], language: str) -> dict[str, list[Fact]]:
    page = _page(case, language)
    url = "https://shop.example/page"
    document = parse(Load(url, url, "desktop", "fetched", status=200, body=lambda: page))
    found: dict[str, list[Fact]] = {}
    for fact in find_all(document, (case["kind"],), language):
        found.setdefault(fact.name, []).append(fact)
    return found


def _agrees(said: Any, wanted: Any) -> bool:
    if isinstance(wanted, dict):
        return isinstance(said, dict) and all(said.get(key) == value for key, value in wanted.items())
    return wanted is True or said == wanted


@pytest.mark.parametrize(
    ("language", "case"),
    [pytest.param(*case, id=f"{case[0]}-{number}") for number, case in enumerate(clauses(CLAUSES))],
)
def test_clause_states_its_facts_and_no_others(language: str, case: dict[str, Any]) -> None:
    found = _facts(case, language)
    said = {name: [fact.value for fact in facts] for name, facts in found.items()}
    for name, wanted in case.get("says", {}).items():
        assert name in found, f"{name} not found in {case['text']!r}: {said}"
        assert _agrees(found[name][0].value, wanted), f"{name}: {said[name]} in {case['text']!r}"
    for name in case.get("not", ()):
        assert name not in found, f"{name} wrongly found in {case['text']!r}: {said[name]}"

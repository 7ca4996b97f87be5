"""Short clauses in every language, each with the facts it states and those it must not state."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from disputelint.checker.model import Fact
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.facts import find_all
from tests.accuracy.score import clauses

CASES: dict[str, list[dict[str, Any]]] = {}
for _language, _case in clauses(Path(__file__).parents[2] / "accuracy" / "clauses"):
    CASES.setdefault(_language, []).append(_case)


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


def _wrong(language: str, case: dict[str, Any]) -> Iterator[str]:
    """What was not found, found otherwise, or found although it is not there."""
    found = _facts(case, language)
    said = {name: [fact.value for fact in facts] for name, facts in found.items()}
    for name, wanted in case.get("says", {}).items():
        if name not in found:
            yield f"{name} not found in {case['text']!r}: {said}"
        elif not _agrees(found[name][0].value, wanted):
            yield f"{name}: {said[name]} in {case['text']!r}"
    for name in case.get("not", ()):
        if name in found:
            yield f"{name} wrongly found in {case['text']!r}: {said[name]}"


@pytest.mark.parametrize("language", sorted(CASES))
def test_clauses_of_a_language_state_their_facts_and_no_others(language: str) -> None:
    assert [wrong for case in CASES[language] for wrong in _wrong(language, case)] == []

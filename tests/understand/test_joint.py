from __future__ import annotations

import pytest
import re2

from disputelint.checker.understand.atoms import needs
from disputelint.checker.understand.joint import Joint

EXPRESSIONS = (
    r"\bfree returns\b",
    r"refund[^.]{0,60}(?:postage|shipping)",
    r"(?:we|our shop) (?:\w+ ){0,4}deliver(?:s|y)?",
    r"(?i)(?:Sale|offer) ends",
    r"[0-9]{1,3} ?(?:days|weeks)",
    r"(?:返品|交換)[^。]{0,20}(?:不可|できません)",
    r"\p{Han}{2,4}送料",
    r"(?P<n>ten|[0-9]+)(?: days)?",
    r"a\.b|c\|d",
)
TEXTS = (
    "we offer free returns",
    "a refund is paid less the postage",
    "refunds. the shipping is yours",
    "our shop will never knowingly deliver late",
    "sale ends today",
    "within 30 days or ten weeks",
    "返品はお受けできません",
    "全国一律送料",
    "a.b and c|d",
    "nothing of the kind",
)


def test_no_expression_that_occurs_is_passed_over() -> None:
    joint = Joint(EXPRESSIONS)
    for text in TEXTS:
        occurring = {number for number, said in enumerate(EXPRESSIONS) if re2.search(said, text)}
        found = joint.candidates(text)
        assert occurring <= set(found) and found == sorted(set(found)), text
        assert {number for number in found if joint.exact(number)} <= occurring


def test_an_expression_is_not_tried_where_a_word_it_needs_is_missing() -> None:
    joint = Joint([r"refund[^.]{0,60}(?:postage|shipping)"])
    assert joint.candidates("a refund of the price") == []
    assert joint.candidates("the postage comes before the refund") == [0]
    assert not joint.exact(0)


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (r"refund[^.]{0,60}(?:postage|shipping)", [{"refund"}, {"postage", "shipping"}]),
        (r"(?:return)?(?:costs){0,2}postage", [{"postage"}]),
        (r"deliver(?:y|ies)|parcels?", [{"deliver", "parcel"}]),
        (r"ship+ed", [{"shi"}]),
        (r"\d+[a-z]*", []),
        (r"(?:lost|[0-9]+)", []),
        (r"(unclosed", []),
        (r"送料[^。]*円", [{"送料"}]),
    ],
)
def test_what_an_expression_cannot_do_without(expression: str, words: list[set[str]]) -> None:
    assert [set(need) for need in needs(expression).all_of] == words


def test_no_expressions_occur_nowhere() -> None:
    assert Joint(()).candidates("anything") == []

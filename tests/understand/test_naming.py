"""Expressions that no element of a page is named by are told from all names at once, and never too many."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from disputelint.checker.understand import naming

_PAGE = """<body><p>Only <b>$12</b> today</p><i id=a>Number</i><i id=b>of mugs</i><input aria-labelledby="a b">
<img alt="  Blue   mug"><label for=q>How many</label><input id=q value=3></body>"""


@pytest.mark.parametrize(
    "expression",
    [
        r"^\$[0-9]+$",  # a name that is all of an element, in the midst of the page's text
        r"\bonly \$12\b",  # across elements
        r"^number of mugs$",  # from two places
        r"^blue mug$",  # an attribute, folded
        r"^how many$",
        r"^$",  # an element without a name
        r"(?m)^nowhere$",  # flags: nothing can be told
        "",
    ],
)
def test_what_may_be_a_name_stays(expression: str) -> None:
    assert naming.possible([expression], LexborHTMLParser(_PAGE)) == {expression}


@pytest.mark.parametrize("expression", [r"^12$", r"^only$ ?x", r"teapot", r"^mugs of$", r"[[:digit:]^$]{4}"])
def test_what_no_element_can_be_called_is_left_out(expression: str) -> None:
    assert naming.possible([expression, "mug"], LexborHTMLParser(_PAGE)) == {"mug"}

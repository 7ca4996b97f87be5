"""Who sells, at the foot of Korean shops: labels without a colon, side by side in one line ("상호 가람상회 대표 한별 주소 ...").

Korean shops state name, representative, address and registration on their first page (E-Commerce Act, article 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from disputelint.checker.late import late
from disputelint.checker.model import Block
from disputelint.checker.understand.facts import wording

_GATE: Final = ("사업자", "통신판매")
_LONGEST: Final = 600  # characters of a line of details
_PROSE: Final = ("다.", "요.")  # how a sentence ends that only names such details
_VALUE: Final = 60  # characters of a name
_ENDS: Final = late(r"\s[|｜/]\s|[|｜]|\s{2,}|\n|\[|\(")


@cache
def _label() -> re.Pattern[str]:
    """Every label that may follow another; what the groups `seller` and `head` name is the seller and who represents it."""
    said = {name: wording.expression(f"business.foot_{name}") for name in ("seller", "other", "representative")}
    return re.compile(
        rf"(?:^|(?<=[\s|/·,)\]]))(?:(?P<seller>{said['seller']})|(?:{said['other']})|(?P<head>{said['representative']}))"
        r"(?=[\s.:：|]|\()(?!\s(?:성명|이름))[\s.:：|]*",
        re.IGNORECASE,
    )


def unmarked(block: Block) -> Iterator[tuple[str, str, int, int]]:
    """What a line of details says of seller and representative: concept, label, and where the value begins and ends."""
    text = block.text
    if len(text) > _LONGEST or block.role in ("link", "button", "option") or text.rstrip().endswith(_PROSE):
        return
    found = list(_label().finditer(text))
    for place, label in enumerate(found):
        concept = (
            "business.label_seller" if label["seller"] else "business.label_representative" if label["head"] else ""
        )
        if not concept:
            continue
        last = found[place + 1].start() if place + 1 < len(found) else len(text)
        end = _ENDS.search(text, label.end() + 1, last)
        last = end.start() if end is not None else last
        if 1 < len(text[label.end() : last].strip()) <= _VALUE:
            yield concept, label.group().strip(" .:：|"), label.end(), last


def stands(texts: Iterator[str]) -> bool:
    """Whether a page names the registration that Korean shops have to state."""
    return any(word in text for text in texts for word in _GATE)

"""Who sells, at the foot of Korean shops: labels without a colon, side by side in one line ("상호 가람상회 대표 한별 주소 ...").

Korean shops state name, representative, address and registration on their first page (E-Commerce Act, article 10).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from disputelint.checker.late import late
from disputelint.checker.model import Block

_GATE: Final = ("사업자", "통신판매")
_LONGEST: Final = 600  # characters of a line of details
_PROSE: Final = ("다.", "요.")  # how a sentence ends that only names such details
_VALUE: Final = 60  # characters of a name
# Every label that may follow another; what the first two name is the seller and who represents it.
_LABEL: Final = late(
    r"(?:^|(?<=[\s|/·,)\]]))(?:"
    r"(?P<seller>상호 ?\(?법인명\)?|법인명 ?\(?상호\)?|상호명?|법인명|회사명|업체명|사업자명)"
    r"|(?:대표 ?(?:전화|번호|메일|이메일|계좌|연락처)|전화 ?번호|전화|연락처|고객 ?센터|팩스|FAX|TEL|이메일|메일|E-?mail"
    r"|사업장 ?(?:주소|소재지)|주소|소재지|사업자 ?(?:등록)? ?번호|통신판매업? ?(?:신고)? ?(?:번호)?|개인정보 ?(?:보호|관리|처리)? ?(?:책임자|담당자|관리자)"
    r"|호스팅 ?(?:제공자?|서비스)?|입금 ?계좌|계좌 ?번호|운영 ?시간|상담 ?시간)"
    r"|(?P<head>(?:공동 ?)?대표(?:이사|자)?(?: ?(?:명|성명|이름))?(?: ?\(?성명\)?)?))"
    r"(?=[\s.:：|]|\()(?!\s(?:성명|이름))[\s.:：|]*",
    re.IGNORECASE,
)
_ENDS: Final = late(r"\s[|｜/]\s|[|｜]|\s{2,}|\n|\[|\(")


def unmarked(block: Block) -> Iterator[tuple[str, str, int, int]]:
    """What a line of details says of seller and representative: concept, label, and where the value begins and ends."""
    text = block.text
    if len(text) > _LONGEST or block.role in ("link", "button", "option") or text.rstrip().endswith(_PROSE):
        return
    found = list(_LABEL.finditer(text))
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

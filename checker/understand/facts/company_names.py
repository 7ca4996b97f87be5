"""Names of companies: what in running text is one, by its form ("GmbH", "株式会社"), in front of the name or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from disputelint.checker.late import late
from disputelint.checker.model import Fact
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold

# A company's name in running text: capitalised words before its form, as printed.
_WORD = r"(?:[a-z]?[A-ZÀ-ÖØ-Þ0-9][\w'’.&+-]*|&|de|di|der|of|und|and|the|y|et|für|for|du|la|da|do|dos|das|del|della|des|le|les|von|van|den|het|e|\([A-Z][A-Za-z.]{1,14}\))"
_SUFFIX: Final = (
    r"(?:S\.? ?A\.?(?:P\.?I\.?)? de C\.? ?V\.?|S\. ?de R\.? ?L\.?(?: de C\.? ?V\.?)?|I(?:nc|NC)\.?|Incorporated|LLC|L\.L\.C\.|L(?:td|TD)\.?|L(?:imited|IMITED)|PLC|plc|Corp\.?|Corporation|Co\.,? ?Ltd\.?|LLP|Pty\.? ?Ltd\.?|GmbH(?: & Co\.? KG)?|"
    r"UG(?: \(haftungsbeschränkt\))?|AG|e\. ?K\.|OHG|KG|GbR|e\.U\.|S\.?A\.?R\.?L\.?|SAS|SASU|EURL|S\.A\.S?\.?|S\.L\.U?\.?|SL|S\.r\.l\.s?\.?|S\.R\.L\.S?\.?|V\.O\.F\.|v\.o\.f\.|C\.V\.|e\. ?Kf[mr]\.?|KGaA|eG|PartG|S\.n\.c\.|SNC|S\.a\.s\.|SCOP|SCI|S\.Coop\.?|C\.B\.|EIRELI|S\.A\.C\.|E\.I\.R\.L\.|"
    r"SRLS?|srls?|S\.p\.A\.?|B\.V\.|BV|BVBA|N\.V\.|NV|VOF|Lda\.?|LTDA|Ltda\.?|FZE|FZCO|DMCC|Pte\.? ?Ltd\.?|Sdn\.? Bhd\.?|Oy|AB|A/S|ApS|Sp\. z ?o\.o\.|s\.r\.o\.|Kft\.)"
)
# What a name in Latin letters is not without: a quick first look.
_MAY_NAME: Final = compiled(rf"[ ,]{_SUFFIX}|SAS|SARL|EURL|S\.A\.S\.|Société|Ditta|Impresa")
_WESTERN = late(rf"(?<![\w.])((?:{_WORD}[ ,]+){{1,6}}?{_SUFFIX})(?![\w])")
# "Private Limited", "(Pty) Ltd", "de la SARL": a form, and nobody's name in front of it.
_FORM_ALONE: Final = late(
    r"^(?:\(?(?:private|pvt|pty|pte|proprietary|opc|co|company|public|de|la|le|du|des|der|die|di|della|the|of|et|und|[a-z.]*\))\.?\)?[ ,]+)+\w+\.?$",
    re.I,
)
_POSTCODE: Final = late(r"(?:^| )[1-9][0-9]{3} [A-Z]{2}$")  # "1012 AB", "1234 NV": the letters are no form
_CJK = late(
    r"((?:株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人|一般財団法人|特定非営利活動法人|NPO法人|（株）|\(株\)|㈱|（有）|\(有\)|㈲|주식회사 ?|\(주\)|㈜)"
    r"[ 　]?(?!を|または|又は|及び|および|など|等)[\w・ー＆&.'’-]{1,30}(?:[ 　][A-Za-z][\w.&'-]*){0,3}"
    r"|(?:(?<!\w)[A-Za-z][\w.&'-]{0,20}[ 　]){0,3}(?![0-9.-]+[ 　]?[^\w]?[株有合주])[\w・ー＆&.-]{1,24}(?<![はがをにでとへ])[ 　]?(?:株式会社|有限会社|合同会社|（株）|\(株\)|㈱|주식회사|\(주\)|有限责任公司|股份有限公司|有限公司)"
    r"(?![ァ-ヶA-Za-z0-9ー])(?!(?!代表|本社|以下|東京|大阪|运营|運營|營運|经营|經營|所有|版[权權]|提供|共同|缔|締|[负負][责責]|保留|及其|的|[与與和于於]|[拥擁]有|旗下|享有)[一-龠]))"
)
# What follows a Japanese name in a sentence, and what stands before a Chinese one.
_GOES_ON = late(
    r"(?<=.)(?:が(?:提供|運営|販売|管理|主催|所有|制作|開発|行|定|お届|取り?扱|展開|経営|企画|発行|本|当)|は(?:$|、|,|本|当|お|ご|個人|次|以下|利用|会員|商品)"
    r"|の(?:個人|運営|オンライン|公式|サイト|ホームページ|ショップ|通販|サービス|商品|プライバシー|ネット|担当|銀行)|を|に(?:$|お|ご|帰属|関|対|つい|よ|所属|あり|対し)"
    r"|と(?:$|お客|利用|称|契約|の間|会員|購入)|(?:利用|会員|販売|サービス)?規約|および|及び|ならびに|並びに|または|又は|より(?=.)|から|まで|として|では|にて|です|である|代表取締役|宛)"
)
_LEADS_IN = late(r"^.{0,14}?(?:由|是|为|為|与|與|归|歸|于|於)(?=.{5,})")
# Forms that stand before the name, in French, Italian and Spanish.
_PREFIXED = late(
    r"\b((?:SAS|SARL|EURL|SASU|S\.A\.S\.|Société|Ditta|Impresa individuale)\s+(?:[A-ZÀ-Þ0-9][\w'’&.-]*(?:\s+(?:[A-ZÀ-Þ0-9&][\w'’&.-]*|et|de|di|e)){0,4}))"
)

_PERSON_ALONE: Final = late(r"[一-龠々]{1,4}[ 　][一-龠々ぁ-んァ-ヶー]{1,6}")


def has_form(name: str) -> bool:
    """Whether the name carries a company form."""
    return _CJK.search(name) is not None or _form_at_end().search(fold(name).text) is not None


@cache
def _form_at_end() -> Any:
    return compiled(rf"(?:{wording.expression('business.company_suffix')})[^\n\pL]*(?:\(|$)", wording.options())


def companies(text: str) -> Iterator[re.Match[str]]:
    """The names of companies in a text, by their forms."""
    western = _MAY_NAME.has(text)
    if western:
        yield from (
            match
            for match in _WESTERN.finditer(text)
            if _FORM_ALONE.match(match[1]) is None and _POSTCODE.search(match[1]) is None
        )
    if not text.isascii():
        yield from _CJK.finditer(text)
    if western:
        yield from _PREFIXED.finditer(text)


def whole_name(name: str, text: str) -> str:
    """The name of the company in a text that begins with `name`, where a form or a word in brackets was cut off."""
    return next((whole for match in companies(text) if (whole := bare(match[1])).startswith(name)), name)


def bare(name: str) -> str:
    """The name without the sentence around it, where no blank parts the two."""
    said = name.strip(" 　,")
    if said.isascii():
        return re.sub(
            r"^(?:(?:of|and|und|et|y|for|the|by|e|en|de|du|di|da|do|von|van|der|het|la) )+(?=[A-ZÀ-Þ0-9])", "", said
        )
    if "公司" in said:
        lead = _LEADS_IN.match(said)
        return said[lead.end() :] if lead else said
    end = _GOES_ON.search(said, 5) if re.match(r"[^\W\d_a-zA-Z]", said) else None
    return said[: end.start()].strip(" 　") if end else said


def companies_first(labelled: list[Fact]) -> list[Fact]:
    """The names of a notice in page order, but for a Japanese trade name in front of the company that bears it."""
    first = str(labelled[0].value) if labelled else ""
    if not first or has_form(first) or _PERSON_ALONE.fullmatch(first) is not None:
        return labelled
    return sorted(labelled, key=lambda fact: str(fact.value).isascii() or not has_form(str(fact.value)))

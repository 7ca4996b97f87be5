"""How addresses are printed, country by country: enough to find them without a gazetteer.

Sources: Universal Postal Union, postal addressing systems per country (postcode before or after the town, its length);
Japan Post (〒, prefecture, municipality, block numbers).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, Final

from disputelint.checker.late import late
from disputelint.checker.model.record import record
from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.sheet import Hit, Sheet
from disputelint.checker.understand.facts.street_words import BRAZILIAN_TOWN, ROMANCE, STREETS, named_street
from disputelint.checker.understand.linear import compiled
from disputelint.checker.understand.normalize import fold

_PREFECTURES: Final = (
    "北海道|青森県|岩手県|宮城県|秋田県|山形県|福島県|茨城県|栃木県|群馬県|埼玉県|千葉県|東京都|神奈川県|新潟県|富山県|石川県|福井県|"
    "山梨県|長野[県縣]|岐阜県|静岡県|愛知県|三重県|滋賀県|京都府|大阪府|兵庫県|奈良県|和歌山県|鳥取県|島根県|岡山県|広島県|山口県|"
    "徳島県|香川県|愛媛県|高知県|福岡県|佐賀県|長崎県|熊本県|大分県|宮崎県|鹿児島県|沖縄県"
)
_CROSSING: Final = late(r"# ?[0-9]{1,3} ?[a-z]? ?- ?[0-9]")
_INDIAN_DOOR: Final = (  # of a house, a plot or a shop, in place of a number and a street
    r"\b(?:(?:h\.? ?)?no|plot|shop|flat|door|office|unit|block|sector|floor)\b[.:# -]{0,3}[a-z]{0,3}-?[0-9][a-z0-9/-]{0,8}"
    r"|\b(?:[a-z]{1,5}-)?[a-z]?[0-9]{1,5}[a-z]?(?:/[0-9a-z]{1,5})?,? [a-z]"
    r"|\b(?:ground|first|second|third|[0-9]{1,2}(?:st|nd|rd|th)) floor\b"
)
_HOUSE: Final = r"\b[a-z'-]+ (?:house|mill|works|hall|court|building|barn|farm|dairy|stables|studios?|lodge|cottage|yard|centre|park|arcade|chambers|granary|maltings|brewery|forge|wharf|estate)"  # in place of a number and a street
_EASTERN: Final = frozenset(("Japanese", "Korean", "Chinese"))  # written in letters of their own
_FAR_EAST: Final = re.compile(rb"[\xe4-\xed]")  # the first byte, in UTF-8, of U+4E00 to U+D7FF: those letters
# Those that are known by a postcode or the mark of a municipality, and what of these none is without.
_CODED: Final = frozenset(
    ("Japanese in Latin letters", "Brazilian", "British", "American", "Indian", "Canadian", "European")
)
_MAY_BE_WESTERN: Final = compiled(
    r"-(?:ku|shi|gun|cho|machi)\b|[0-9]{4}|[0-9]{3} [0-9]{2}|[0-9]{2}-[0-9]{3}| [0-9][a-z]{2}\b|[a-z][0-9][a-z] ?[0-9][a-z][0-9]"
)
_PLACE: Final = r"(?:[a-z][a-z'.-]+(?: [a-z][a-z'.-]+){0,3})"
_KANJI: Final = r"[\p{Han}\p{Hiragana}\p{Katakana}ー]"
_PATTERNS: Final = (
    (
        "Japanese",
        rf"(?:〒 ?[0-9]{{3}}-?[0-9]{{4}}[ ,]*|\b[0-9]{{3}}-[0-9]{{4}} +)?(?:{_PREFECTURES}) ?[^\n。;；]{{2,90}}"
        rf"|〒 ?[0-9]{{3}}-?[0-9]{{4}}[ ,]*{_KANJI}{{1,6}}(?:市|区|郡){_KANJI}[^\n。;；]{{1,70}}"
        rf"|(?m:^{_KANJI}{{2,4}}市{_KANJI}{{1,14}}[0-9一二三四五六七八九十]{{1,3}} ?(?:丁目|-[0-9])[^\n。;；]{{0,40}}$)",
        False,
    ),
    (
        "Korean",
        r"(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|충청[남북]도|전북|전남|전라[남북]도|경북|경남|경상[남북]도|제주)(?:특별시|광역시|특별자치[시도]|도|시)? [^\n。]{3,70}",
        False,
    ),
    (
        "Chinese",
        r"(?:[\p{Han}]{2,8}(?:省|自治區|自治区))?[\p{Han}]{2,6}(?:市|縣|县)[\p{Han}0-9]{1,30}(?:路|街|道|巷|弄|段|村|區|区)[\p{Han}0-9a-z-]{0,30}(?:號|号|樓|楼|室|城|大厦|大廈|广场|廣場|工业园|工業園|园区|園區)[\p{Han}0-9a-z-]{0,20}",
        False,
    ),
    (
        "Japanese in Latin letters",
        r"\b[0-9]{1,4}(?:-[0-9]{1,4}){0,3},? [a-z][a-z' -]{2,40},? (?:[a-z' -]+, ?)?[a-z]+-(?:ku|shi|gun|cho|machi)\b[a-z ,'-]{0,50}(?:〒? ?[0-9]{3}-[0-9]{4})?(?:,? japan\b)?",
        False,
    ),
    ("Brazilian", rf"\b{ROMANCE} [^\n]{{3,110}}?\b[0-9]{{2}}\.?[0-9]{{3}}-[0-9]{{3}}\b", True),
    (
        "British",
        rf"(?:(?:(?:{STREETS})[^\n]{{0,60}}?)|{_HOUSE}, [^\n]{{3,100}}?)?\b[a-z]{{1,2}}[0-9][a-z0-9]? [0-9][a-z]{{2}}\b",
        True,
    ),
    (
        "American",
        rf"(?:(?:{STREETS})[^\n]{{0,50}}?)?\b{_PLACE},? (?:[a-z]{{2}}|[a-z]{{4,14}}) [0-9]{{5}}(?:-[0-9]{{4}})?\b",
        True,
    ),
    (
        "Indian",
        rf"(?:(?:{STREETS}|{_INDIAN_DOOR})[^\n]{{0,110}}?)?\b{_PLACE},?[^0-9\n]{{0,24}}[ -](?:pin ?(?:code)?[ :.-]{{0,3}})?[1-9][0-9]{{2}} ?[0-9]{{3}}\b",
        True,
    ),
    ("Canadian", rf"(?:(?:{STREETS})[^\n]{{0,50}}?)?\b[a-z][0-9][a-z] ?[0-9][a-z][0-9]\b", True),
    (
        "European",
        rf"(?:(?:{STREETS})[ ,;|·/()-]{{1,4}}(?:[^\n]{{0,30}}[ ,])?)?\b(?:[a-z]{{1,2}}-)?(?:[0-9]{{4}} ?[a-z]{{2}}|[0-9]{{4,5}}-[0-9]{{3}}|[0-9]{{4,5}}|[0-9]{{3}} [0-9]{{2}}|[0-9]{{2}}-[0-9]{{3}}) {_PLACE}",
        True,
    ),
    ("plus code", r"\b[2-9cfghjmpqrvwx]{4,8}\+[2-9cfghjmpqrvwx]{2,3},? [a-z][^\n.;:|]{2,120}", True),
    (
        "Indian door",
        rf"\b(?:shop|plot|flat|door|house|office|unit)\b\.? ?(?:no\b|number\b|#)?[.:# -]{{0,3}}[a-z]?-?[0-9][a-z0-9/&-]{{0,8}}, [^\n.;:]{{5,100}}?"
        rf"\b(?:road|street|nagar|colony|bazaa?r|market|marg|layout|chowk|complex|enclave|mall|lane|circle|estate)\b(?:, {_PLACE}){{1,2}}",
        True,
    ),
    (
        "door",
        r"\b(?:building|bldg|house|lot|plot|street|road|unit|villa|warehouse|suite|floor|block|sector|office|shop|flat|tower|level|phase|apartment)\b"
        r"\.? ?(?:no\b|number\b|#)?[.:# -]{0,3}[a-z]?-?[0-9][a-z0-9/&-]{0,8}, (?:[^\n.;:,|]{2,40}, ){1,6}[^\n.;:,|]{3,40}",
        True,
    ),
    ("Brazilian town", BRAZILIAN_TOWN, True),
    ("street", rf"(?:{STREETS})[^\n]{{0,60}}", True),
)
_ENDING: Final = r"(?:\b(?:tel|phone|telefon|t[ée]l|fax|e-?mail|mail|web|www|http|hours|opening|nif|cif|siret|siren|kvk|cnpj|nit|p\.? ?iva|partita iva|ust-?id|btw|rcs)\b|ＴＥＬ|TEL|電話|メール|営業|受付|※|■|●|請求|代表|担当|にて|（?以下|までご|へご|に(?:所在|お送り|ご郵送)|전화|팩스|电话|電話)"
_JOINS: Final = frozenset(
    ("near", "opp", "opposite", "behind", "beside", "no", "of", "and", "the", "at", "post", "pin")
) | frozenset(("da", "das", "de", "del", "di", "do", "dos", "la", "las", "los", "loja", "piso", "sala", "sn"))
# Right before a street: where a text says that the shop stands.
_TOLD: Final = late(
    r"\b(?:fica|ficamos|localizad[oa]s?|ubicad[oa]s?|situad[oa]s?|estamos|encontrar|encontramos|encuentranos|visit(?:e|a|anos|aci)|ven a|situee?s?|trova|troviamo|trovi|vieni|gevestigd|gelegen|bezoek|befinde[tn]|finde[nst]+|loja fisica|tienda fisica|negozio fisico)\b"
    r"[^.;!?0-9]{0,24}$"
)
_SENTENCE_END: Final = late(r"(?<=[a-z]{3})[.!?] +(?=[A-Z][a-z]* )")
_DIVISION: Final = 20  # characters behind an Indian postcode in which its state may stand
_AHEAD: Final = 24  # characters of a label or a name around an address that is a line of its own
_PLACE_END = late(rf"\s*(?:[,、/|(（]\s*)?{_ENDING}", re.I)
_MAY_END: Final = compiled(f"(?i){_ENDING}")
_UNFILLED = late(
    r"【[^】]*】|\[[^\]]{2,40}\]|○○|〇〇|××|xxx|x{3,}|\{\{|\b(?:your|street) address\b|ここに|musterstr|123 (?:main|street)|sample street|anystreet"
)
_UNFILLED_PARTS: Final = ("[", "{{", "xxx", " address", "street", "musterstr", "123 ")  # one of them, in ASCII
_JP_MORE = late(r"市|区|郡|町|村")


@record(frozen=True, slots=True)
class Shape:
    """An address found by its shape. `complete`: with street or block number; `needs_street`: worth nothing without."""

    system: str
    hit: Hit
    complete: bool
    needs_street: bool


@cache
def _compiled(said: str) -> Any:
    """Made when a page may have such an address: those of the East take long."""
    return compiled(said, wording.options())


@cache
def _street() -> Any:
    return compiled(STREETS, wording.options())


def _is_eastern(text: str) -> bool:
    return not text.isascii() and _FAR_EAST.search(text.encode()) is not None


def shapes(text: Sheet) -> Iterator[Shape]:
    """Addresses in page order of each postal system. A sheet without a digit near a place has none."""
    eastern, western = _is_eastern(text.text), text.part(_MAY_BE_WESTERN)
    portuguese = any(word in text.text for word in ("rua ", "av. ", "avenida ", "r. ", "shopping "))
    for system, expression, needs in _PATTERNS:
        if system == "Canadian" and "canada" not in text.text and " on " not in text.text:
            continue
        if system in _EASTERN and not eastern:
            continue
        if (system == "plus code" and "+" not in text.text) or (system == "Brazilian town" and not portuguese):
            continue
        part = western if system in _CODED else text
        for hit in part.find(_compiled(expression)) if part.blocks else ():
            shape = _shape(system, hit, needs)
            if shape is not None:
                yield shape


def _shape(system: str, hit: Hit, needs: bool) -> Shape | None:
    kept = _trimmed(hit)
    said = kept.text
    if system == "Japanese":
        if not _JP_MORE.search(said) or re.search(
            r"^.{2,4}[・、,/]|(?:のみ|以外|への|宛|地域|一部|送料|円|配送|沖縄・)", said[:40]
        ):
            return None
        numbered = re.search(
            r"〒|[0-9] ?-[0-9]|[0-9一二三四五六七八九十]+ ?(?:丁目|番|号|の[0-9])|[区町村市郡][^0-9]{1,8}[0-9]{1,5}$",
            said,
        )
        return Shape(system, kept, numbered is not None, True)
    if system == "Japanese in Latin letters" and not re.search(r"japan|[0-9]{3}-[0-9]{4}", said):
        return None
    if system == "Korean" and not re.search(r"[로길동리읍면] ?[0-9]|[0-9]+ ?(?:번지|층|호|길)", said):
        return None  # "제주 및 도서산간 추가 3,000원"
    if system in ("Korean", "Chinese", "Japanese in Latin letters"):
        return Shape(system, kept, bool(re.search(r"[0-9]", said)), True)
    original = kept.original
    if system == "plus code":
        return _of_plus_code(kept)
    if system == "Indian":
        doored = re.search(r"[0-9]|\bfloor\b", said[:-7]) is not None and len(said) <= 170
        words = re.findall(r"(?<![0-9])[^\W\d_]{2,}", original)  # not those of "2nd"
        small = [word for word in words if word[0].islower() and word not in _JOINS]
        if not doored or small or not in_division("IN", said + kept.after(_DIVISION)):
            return None
        return Shape(system, kept, True, True)
    if system == "Indian door":
        return _of_door(kept)
    if system == "door":
        found = _of_door(kept)
        return found if found is not None and _named(found.hit.text[found.hit.text.rfind(",") :]) else None
    if system == "Brazilian town":
        return Shape(system, kept, True, True) if original[-2:].isupper() and _written_large(original) else None
    street = _street().search(said)
    if system == "street":
        ends = _SENTENCE_END.search(original, street.end()) if street is not None else None
        if ends is not None:
            kept = Hit(kept.block, kept.folded, kept.start, kept.start + ends.start(), kept.groups)
        if street is None or not _titled(kept.original) or not _written_large(original[street.start() : street.end()]):
            return None
        crossing = _CROSSING.search(street.group()) is not None
        if not (
            crossing
            or _named(kept.text + " " + kept.after(40))
            or _stands_alone(kept, street.end())
            or _TOLD.search(kept.before(50)) is not None
        ):
            return None
        return Shape(system, kept, True, True)
    if not _titled(original) or not _postal(system, original):
        return None
    if street is None and _country_after(kept):
        return Shape(system, _with_country(kept), False, False)
    if street is not None and system != "British" and _country_after(kept):
        kept = _with_country(kept)
    housed = system == "British" and _HOUSED.match(said) is not None
    return Shape(system, kept, street is not None or housed, needs)


def _of_plus_code(hit: Hit) -> Shape | None:
    """An Open Location Code with the place behind it, as far as that is written large ("6FG2+4X Osu, Accra")."""
    code, _, place = hit.original.partition(" ")
    if re.search("[0-9]", code) is None or code != code.upper() or not _titled(place):
        return None
    words = ((word.start(), word.group()) for word in re.finditer(r"[^\W\d_]{3,}", place))
    small = next((at for at, word in words if word[0].islower() and word not in _JOINS), len(place))
    kept = len(code) + 1 + len(place[:small].rstrip(" ,·|-"))
    return Shape("plus code", Hit(hit.block, hit.folded, hit.start, hit.start + kept, hit.groups), True, True)


def _of_door(hit: Hit) -> Shape | None:
    """A door, a street and a town without a postcode ("Shop No. 4, Temple Road, Madurai"), as far as it is written large."""
    words = [(word.start(), word.group()) for word in re.finditer(r"[^\W\d_]{2,}", hit.original)]
    small = next((at for at, word in words if word[0].islower() and word not in _JOINS), len(hit.original))
    kept = hit.original[:small].rstrip(" ,.;·|-")
    if kept.count(",") < 2:
        return None
    return Shape("Indian door", Hit(hit.block, hit.folded, hit.start, hit.start + len(kept), hit.groups), True, True)


def _written_large(street: str) -> bool:
    """Whether the words of a street begin with capitals; "2 days drive from Nebraska" is none."""
    return all(word[0].isupper() or word in _JOINS for word in re.findall(r"(?<![0-9])[^\W\d_]{2,}", street))


def in_division(country: str, text: str) -> bool:
    """Whether folded text names a state, a province or a large town of the country (ISO 3166)."""
    return country in wording.chosen("business.division", text)


def _named(text: str) -> bool:
    """Whether folded text names a country, a state or a large town."""
    return wording.has("business.country_name", text) or bool(wording.chosen("business.division", text))


def _stands_alone(hit: Hit, street: int) -> bool:
    """Whether a line is a street with its number and the name of a town, and nothing else ("12 Mill Lane, Otley")."""
    line = hit.folded.text
    if hit.start > _AHEAD or len(line) - hit.end > _AHEAD or hit.text[street : street + 2] not in (", ", " ,"):
        return False
    rest = hit.original[street:].strip(" ,.")
    words = re.findall(r"[^\W\d_]+", rest)
    return 1 <= len(words) <= 6 and all(word[0].isupper() for word in words)


def _country_after(hit: Hit) -> bool:
    return (
        bool(re.match(r"[ ,(·|/-]{1,3}[a-z]", hit.after(3) + " "))
        and any(said.match(hit.after(30).lstrip(" ,(·|/-")) for _, said in wording.choices("business.country_name"))
    ) or any(said.search(hit.text[6:]) for _, said in wording.choices("business.country_name"))


def _with_country(hit: Hit) -> Hit:
    """The hit with the name of the country that follows it."""
    lead = len(hit.after(30)) - len(hit.after(30).lstrip(" ,(·|/-"))
    for _, said in wording.choices("business.country_name"):
        match = said.match(hit.after(30)[lead:])
        if match is not None:
            return Hit(hit.block, hit.folded, hit.start, hit.end + lead + match.end(), hit.groups)
    return hit


def _trimmed(hit: Hit) -> Hit:
    end = _place_end(hit.text, 4)
    stop = hit.start + end.start() if end else hit.end
    bracket = hit.folded.text.find("(", hit.start, stop)
    if bracket > hit.start and ")" not in hit.folded.text[bracket:stop]:
        stop = bracket
    text = hit.folded.text[hit.start : stop].rstrip(" ,.;|-(")
    return Hit(hit.block, hit.folded, hit.start, hit.start + len(text), hit.groups)


def _place_end(text: str, start: int) -> re.Match[str] | None:
    return _PLACE_END.search(text, start) if _MAY_END.has(text) else None


def _titled(original: str) -> bool:
    """Whether the words of a place are written with capitals, as names are."""
    words = re.findall(r"[^\W\d_]{3,}", original) or re.findall(r"\b[^\W\d_]+", original)
    return bool(words) and (words[-1][0].isupper() or sum(word[0].isupper() for word in words) * 2 >= len(words))


_HOUSED = late(_HOUSE + ",")
_UK = late(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}\b")
_US = late(
    r"\b(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]|PR|[A-Z][a-z]{3,13}) [0-9]{5}"
)
_EU = late(r"(?:^|[\s,(·|/-])(?:[A-Z]{1,2}-)?[0-9]{2,5}(?: ?[A-Z]{2}|-[0-9]{3}| [0-9]{2})?,? [A-ZÀ-Ý]['\w-]+")


def _postal(system: str, original: str) -> bool:
    if system == "British":
        return _UK.search(original) is not None
    if system == "American":
        return _US.search(original) is not None
    if system == "European":
        year = re.search(r"\b(?:19|20)[0-9]{2} [A-Z]", original)
        return _EU.search(original) is not None and not (year and not re.search(r"[0-9]", original[: year.start()]))
    return True


def street_in(text: str) -> str:
    """The street with its number that a line consists of; "" when it is something else."""
    match = _street().search(fold(text).text)
    if match is None or match.end() - match.start() < 5:
        return ""
    first, last = fold(text).back(match.start(), match.end())
    return text[first:last] if _titled(text[first:last]) else ""


@lru_cache(maxsize=2048)
def is_place(text: str) -> bool:
    """Whether a labelled value can be an address: it has a number or names a place, and is no sentence about something."""
    folded = fold(text).text
    if (
        len(folded) < 4
        or len(folded) > 170
        or re.fullmatch(r"(?:[^0-9]{0,8}[:：]?\s*)?〒?\s*[0-9]{3,5}-?[0-9]{0,4}", folded)
    ):
        return False
    eastern, western = _is_eastern(folded), _MAY_BE_WESTERN.has(folded)
    for system, expression, _ in _PATTERNS:
        may_be = eastern if system in _EASTERN else western if system in _CODED else True
        if may_be and _compiled(expression).has(folded):
            return True
    if wording.has("business.country_name", folded) and len(folded) > 8:
        return True
    if named_street(text, folded):
        return True
    words = folded.split()
    digits = any(map(str.isdigit, folded))
    sentence = re.search(
        r"(?:です|ます|ください|下さい)|\b(?:is|are|will|please|your|you|we|must|bitte|wird|veuillez|por favor)\b",
        folded,
    )
    if not folded.isascii() and not sentence and _QUARTER.fullmatch(folded) is not None:
        return True
    return digits and not sentence and (len(words) > 1 or not folded.isascii())


# A Japanese quarter without its number: "京都市左京区一乗寺里ノ前町".
_QUARTER: Final = late(r"[一-龠々ぁ-んァ-ヶ]{1,8}(?:市|区|郡)[一-龠々ぁ-んァ-ヶー]{1,20}(?<![はがをにので])")

# A Japanese address, then a telephone number without a label, or the name of the company.
_BEHIND: Final = late(r"[ 　\u200b]+(?:0[0-9]{1,3}-[0-9]{2,4}-[0-9]{3,4}\b|[^ 　]{0,12}(?:株式会社|有限会社|合同会社))")


def cut(text: str) -> int:
    """Where the address ends in a labelled value: before a phone number, a note, the next label."""
    end = _place_end(text, 6)
    stop = end.start() if end else len(text)
    if (" 0" in text or not text.isascii()) and (behind := _BEHIND.search(text, 6, stop)) is not None:
        stop = behind.start()
    return len(text[:stop].rstrip(" ,、|/("))


def unfilled(folded: str) -> bool:
    """Whether template text stands where the address should."""
    if folded.isascii() and not any(part in folded for part in _UNFILLED_PARTS):
        return False
    return _UNFILLED.search(folded) is not None

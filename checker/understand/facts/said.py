"""What a text says by its own words alone, wherever it stands: worked out once for all clauses of the same words.

Terms, footers and answers are said over and over, on one page and on many pages of a shop; only what governs them differs.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from disputelint.checker.late import late
from disputelint.checker.understand.lazily import lazily
from disputelint.checker.understand.lexicon import Scan
from disputelint.checker.understand.lexicon import lexicon as shipped_lexicon
from disputelint.checker.understand.quantities import Duration, Money, find_durations, find_money

if TYPE_CHECKING:
    from disputelint.checker.understand.facts.span_cues import Role, Timed

_EAST: Final = frozenset(("ja", "zh", "ko"))
_UNHARMED = late(
    r"\b(?:non|ni|not|nor|nicht|noch|weder|pas|niet|no|nao|sin|senza|sans|zonder|ohne|sem|ne|keine|aucun|nessun|geen|without)[ -]"
    r"(?:(?:been|be|etre|ete|essere|stat[oai]|estar?|sido|zijn|sein|ist|is|sea|alcun) )?$|\bat $"
    r"|(?:非|[無无]|沒有|没有)(?:因)?(?:商品|產品|产品|貨品)?(?:本身)?(?:的|之)?$|[無无](?![法理論论])[^。,，]{1,3}$"
)
_FOR_ALL: Final = late(r"[鑑鉴][賞赏]期|[猶犹]豫期|冷[靜静]期|[无無]理由")  # a right that asks for no fault
_UNHARMED_AFTER = late(
    r" ?(?:이|가|은|는|도)? ?없|(?:など|等)?(?:が|の|は)?(?:無い|ない|なき)(?:よう|様)"
)  # "하자가 없는", "破損がないように"
_OF_ADDRESS = late(
    r" (?:or \w+ )?(?:[a-z]+-[a-z]+ )?(?:(?:shipping|delivery|mailing|postal|customer) )?(?:address|contact|information|details|e-?mail)\b"
)
_BUT: Final = late(r"(?:ません|かねます|不可です)が、")
_BARE_NUMBER: Final = late(r"[0-9]{1,3}(?: ?[-~–] ?[0-9]{1,3})?")
_UNIT_OF_COLUMN: Final = late(r"(?:\(|\bin )?\b((?:(?:business|working|calendar) )?\w+)\)?$")


class Said:
    """One folded text in one language. Build it with `said`."""

    def __init__(self, text: str, language: str) -> None:
        self.text, self.language = text, language
        self.scan: Scan = shipped_lexicon().scan(text, language, "sentences")  # what the lexicon finds in it
        self.known = self.scan.known  # what was asked of the scan already
        self.eastern = is_eastern(language)  # Chinese, Japanese or Korean: other word order, no blanks between words
        self.priced: bool | None = None  # whether an amount of money may stand in it, as far as it was looked for
        self.timed: dict[bool, tuple[Timed, ...]] = {}  # its durations with their cues, by whether a refund is credited
        self.roles: dict[tuple[tuple[frozenset[str], ...], bool], tuple[Role, ...]] = {}  # and by what it stands under

    def has(self, *concepts: str) -> bool:
        """Whether one of the concepts occurs in it."""
        known = self.known.get(concepts)
        return self.scan.answer(concepts) if known is None else known

    @lazily
    def durations(self) -> tuple[Duration, ...]:
        """Its spans of time."""
        return find_durations(self.text, self.language)

    @lazily
    def money(self) -> tuple[Money, ...]:
        """Its amounts."""
        return () if self.priced is False else find_money(self.text, self.language)

    @lazily
    def faulty(self) -> bool:
        """Whether it names a fault that goods have, not one that they must not have ("ni abîmé", "not damaged")."""
        hits, text = self.scan.hits("fault_words"), self.text
        return bool(hits) and any(
            _UNHARMED.search(text, max(0, hit.start - 24), hit.start) is None
            and _UNHARMED_AFTER.match(text, hit.end) is None
            and _OF_ADDRESS.match(text, hit.end) is None
            for hit in hits
        )

    def _faults_instead(self) -> bool:
        """Whether a change of mind is refused first, and the times come with the fault that is accepted ("お客様都合の返品は
        できませんが、不良品は3日以内に").
        """
        turn = _BUT.search(self.text)
        if turn is None or not self.faulty or not self.durations:
            return False
        minds = all(hit.end <= turn.start() for hit in self.scan.hits("change_of_mind"))
        return minds and all(duration.start >= turn.end() for duration in self.durations)

    @lazily
    def of_fault(self) -> bool | None:
        """Whether what it says is said of faulty goods: True, False, or None where that depends on what it stands under."""
        scan = self.scan
        if self.language.startswith("zh") and _FOR_ALL.search(self.text) is not None:
            return False
        if scan.any("change_of_mind"):
            return self.language == "ja" and self._faults_instead()
        if self.faulty or (scan.any("order_trouble") and not scan.any("return_words")):
            return True
        return None


@lru_cache(maxsize=64)
def is_eastern(language: str) -> bool:
    """Whether a language is Chinese, Japanese or Korean, where words stand in another order and without blanks."""
    return language.split("-")[0] in _EAST


@lru_cache(maxsize=4096)
def said(text: str, language: str) -> Said:
    """What a folded text says; kept for those who say the same."""
    return Said(text, language)


@lru_cache(maxsize=1024)
def in_column(text: str, column: str, language: str) -> Said | None:
    """What a bare number in a cell says: it has the unit of its column ("Delivery (business days)" | "3-5"), whose folded
    text is given. None for what is no such number.
    """
    unit = _UNIT_OF_COLUMN.search(column) if _BARE_NUMBER.fullmatch(text) is not None else None
    found = find_durations(f"{text} {unit[1]}", language) if unit is not None else ()
    times = tuple(replace(one, end=len(text)) for one in found if one.core == 0)
    if not times:
        return None
    made = Said(text, language)
    made.durations = times
    return made

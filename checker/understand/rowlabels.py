"""Lines that are labels by their words alone ("販売業者", "返品・交換について"), as legal notices write them without a table.

The words are `rules/knowledge/wording/rowlabels.yaml`, Japanese and Chinese; asked of short texts that are not all ASCII.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final

from disputelint.checker.late import late
from disputelint.checker.understand import knowledge
from disputelint.checker.understand.linear import Pattern, compiled
from disputelint.checker.understand.normalize import fold

_LONGEST: Final = 32  # characters of such a line
_OF_SHOP: Final = ("who", "where")
_PARTS: Final = (*_OF_SHOP, "money", "sent", "back", "chinese")
_MARKS: Final = " :*・:。■□●○◎◆◇★☆▼▶▽※【】[]<>《》〈〉「」『』|-~→✓✔#"
_NUMBER: Final = late(r"^(?:第[0-9一二三四五六七八九十]{1,3}[条項]|\(?[0-9]{1,2}[.)、]|[①-⑳]) ?")
_SENTENCE: Final = "。！？!?、，."
_OPEN: Final = ":：・、/／"  # ends of words that go on, or that say themselves that a value follows
_JOINT: Final = late(r" ?(?:[/・、,&]|および|及び|ならびに|並びに|または|又は|と|や| ) ?")
_EAST: Final = late(r"[ぁ-んァ-ヶ一-龠]")
# A label in brackets or behind a mark that opens a line, with its value on the same line.
_BRACKETED: Final = late(r"\s*[【〈《＜<\[]([^】〉》＞>\]]{2,30})[】〉》＞>\]][ :：]?(?=\S)")
_SPACED: Final = late(r"\s*(?:[・■□●○◎◆◇★☆▼▶※*-]\s*)?([^\s:：。]{2,20}) (?:[|｜…]+ )?(?=\S)")
_PARTICLE: Final = late(
    r"[はがをにのでともへや、。，:：」』()（）]|から|まで|より|など|による|以外|について|となり|とさせ"
)
# A name may begin like a particle ("もりの文具"), and so may a line of its own.
_BEFORE_NAME: Final = late(r"[はがをにのでともへや](?![ぁ-ん])|[、。，:：」』()（）]|から|まで|より|など")
_ONE_WORD: Final = ("無料", "込", "別", "不可", "可", "等", "など")  # "送料無料", "返品不可"
_CONTINUED: Final = late(r"[、。，:：」』()（）]|[はがをに、](?![ぁ-んァ-ヶ])")


@cache
def _vocabulary(*parts: str) -> Pattern:
    said: dict[str, str] = knowledge.read("wording/rowlabels")
    wanted = "|".join(f"(?:{said[part]})" for part in parts)
    return compiled(f"(?:{wanted}){said['closing']}", _options())


def _options() -> Any:
    import re2

    options = re2.Options()
    options.max_mem = 64 << 20
    options.log_errors = False
    return options


def is_label(text: str) -> bool:
    """Whether all of a text is the label of a row, its marks and number left out."""
    return 2 <= len(text) <= _LONGEST and text[-1] not in _SENTENCE and not text.isdigit() and _known(text)


@lru_cache(maxsize=4096)
def _known(text: str) -> bool:
    plain = _plain(text)
    if len(plain) < 2:
        return False
    match = _vocabulary(*_PARTS).fullmatch
    if match(plain) is not None:
        return _EAST.search(plain) is not None or plain.isascii()
    bare = plain.replace(" ", "")
    if bare != plain and match(bare) is not None:
        return True  # "住　所"
    parts = [part for part in _JOINT.split(plain) if part]
    return len(parts) > 1 and all(match(part) is not None for part in parts)


def _plain(text: str) -> str:
    plain = _NUMBER.sub("", fold(text).text.strip(_MARKS)).strip(_MARKS)
    return " ".join(plain.split())


@lru_cache(maxsize=1024)
def within(outer: str, inner: str) -> str:
    """The label of what stands under one label inside the value of another: who and where the shop is stands alone."""
    return inner if of_shop(inner) else f"{outer} {inner.strip(_MARKS)}"


@lru_cache(maxsize=1024)
def of_shop(label: str) -> bool:
    """Whether a label is one of who sells and where, whose value is one line."""
    return _vocabulary(*_OF_SHOP).fullmatch(_plain(label)) is not None


def _goes_on(label: str, rest: str) -> bool:
    """Whether what follows a label goes on with its sentence."""
    return (_BEFORE_NAME if of_shop(label) else _PARTICLE).match(rest) is not None


def opens(text: str, *, spaced: bool) -> int:
    """How many characters of a line are a label that its value follows on the same line ("【送料】全国一律500円"); 0 for
    none. `spaced`: blanks alone may stand between ("・送料 全国一律500円").
    """
    if text.isascii():
        return 0
    found = _BRACKETED.match(text)
    if found is None and spaced:
        found = _SPACED.match(text)
    if found is None or not is_label(found.group(1)) or _goes_on(found.group(1), text[found.end() :]):
        return 0
    return len(text[: found.end()].rstrip())


def before_colon(text: str) -> str:
    """The label that opens a line and is set apart by a colon ("送料：全国一律500円"); "" for none."""
    if text.isascii():
        return ""
    said, colon, rest = text[: _LONGEST + 1].replace(":", "：").partition("：")
    return said.strip() if colon and rest.strip() and is_label(said) else ""


def leads(said: str, rest: str) -> bool:
    """Whether the first words of a line, in an element of their own, are the label of the rest."""
    if said.isascii() or said[-1] in _OPEN or rest.startswith(_ONE_WORD) or not is_label(said):
        return False
    return not _goes_on(said, rest) and not is_label(said + rest)


def heads(line: str, following: str) -> bool:
    """Whether a line is the label of the line below it, and not the beginning of its sentence."""
    if line.isascii() or line[-1] in _OPEN or not is_label(line):
        return False
    return _CONTINUED.match(following) is None and not is_label(line + following)

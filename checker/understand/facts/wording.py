"""The wording that the commerce facts look for, from `rules/knowledge/wording/`: patterns of all languages at once.

A file maps concepts to `{language: RE2 alternation}`; `all` holds what several languages share. Alternatives that begin
or end with a Latin letter match whole words only. Text is matched folded (`normalize.fold`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, Final

import re2

from disputelint.checker.understand import knowledge
from disputelint.checker.understand.linear import Pattern, compiled
from disputelint.checker.understand.normalize import fold, fold_pattern

_OPENS = re.compile(r"^[(?:]*[0-9a-z]")
_CLOSES = re.compile(r"(?<!\\)[0-9a-z][)\]?*+]*$")
_SENTENCE: Final = 300  # characters of a text of which answers are kept
_MARKS: Final = " :*・:。.!?■□●○◆◇★☆▼▶※【】[]()<>《》「」|-~→>✓✔"
_ASKED = re.compile(r"q[0-9]{0,2} ?[.:、．)] ?(?=[^\x00-\x7f])")  # what opens a question of a FAQ
_JOINTS = re.compile(
    r"\s*(?:[/・、,|()&]|および|及び|ならびに|並びに|または|又は|\band\b|\bund\b|\bet\b|(?<=[ぁ-んァ-ヶ一-龠])\s(?=[ぁ-んァ-ヶ一-龠]))\s*"
)

_TRANSLATED = re.compile(r"([^a-z]*[ぁ-んァ-ヶー一-龠]) ?(?!line|fax|mail|url)[a-z][a-z '/&-]{3,40}")


@cache
def pattern(concept: str) -> Pattern:
    """The compiled RE2 of a concept named `file.concept`, in all languages."""
    return compiled(_union(concept), options())


def expression(concept: str) -> str:
    """The RE2 of a concept as it is written, to be a part of another one."""
    return _union(concept)


@cache
def choices(concept: str) -> tuple[tuple[str, Pattern], ...]:
    """The keys of a concept that maps codes to wording (payment methods, countries), each with its pattern."""
    return tuple((key, compiled(_joined(said), options())) for key, said in _concept(concept).items())


@cache
def anything(concept: str) -> Pattern:
    """One pattern for all keys of a concept that maps codes to wording: a quick first look."""
    return compiled("|".join(_joined(said) for said in _concept(concept).values()), options())


@cache
def _choosing(concept: str) -> Any:
    """All keys of such a concept as one automaton that tells which of them occur."""
    joint = re2.Set.SearchSet(options())
    for said in _concept(concept).values():
        joint.Add(_joined(said))
    joint.Compile()
    return joint


def occurring(concept: str, text: str) -> list[tuple[str, Pattern]]:
    """The keys of such a concept whose wording occurs in folded `text`, each with its pattern."""
    if not anything(concept).has(text):
        return []
    every = choices(concept)
    return [every[number] for number in sorted(_choosing(concept).Match(text) or range(len(every)))]


def chosen(concept: str, text: str) -> list[str]:
    """The keys of such a concept whose wording occurs in folded `text`."""
    return [key for key, _ in occurring(concept, text)]


@cache
def _whole(concept: str) -> Pattern:
    return compiled(f"(?:{_union(concept)})", options())


def options() -> Any:
    """RE2 options with room for long unions."""
    options = re2.Options()
    options.max_mem = 64 << 20
    options.log_errors = False
    return options


def _concept(concept: str) -> dict[str, str]:
    file, name = concept.split(".", 1)
    found: dict[str, str] = knowledge.read(f"wording/{file}")[name]
    return found


@cache
def _union(concept: str) -> str:
    return "|".join(_joined(said) for said in _concept(concept).values())


def _joined(said: str) -> str:
    return "|".join(_bounded(fold_pattern(part)) for part in _alternatives(said))


def _bounded(part: str) -> str:
    r"""`part` with word edges where it begins or ends with a Latin letter, and gaps that stay inside one block."""
    kept = _uncaptured(part).replace("[^", r"[^\n")
    if any(char > "\u02ff" for char in part):  # RE2 knows word edges of ASCII letters only
        return f"(?:{kept})"
    opening = r"\b" if _OPENS.match(kept) else ""
    return f"{opening}(?:{kept})" + (r"\b" if _CLOSES.search(kept) else "")


def _uncaptured(part: str) -> str:
    """The expression with groups that capture nothing: RE2 then needs no second pass over a match."""
    return re.sub(r"(\\.)|\((?!\?)", lambda match: match[1] or "(?:", part)


def _alternatives(said: str) -> list[str]:
    """The top-level alternatives of an expression."""
    parts, depth, start, in_class, at = [], 0, 0, False, 0
    while at < len(said):
        char = said[at]
        if char == "\\":
            at += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(said[start:at])
            start = at + 1
        at += 1
    return [part for part in (*parts, said[start:]) if part]


def has(concept: str, text: str) -> bool:
    """Whether the wording occurs in folded `text`. Of a sentence the answer is kept: shops say the same over and over."""
    return _says(concept, text) if len(text) <= _SENTENCE else pattern(concept).has(text)


@lru_cache(maxsize=16384)
def _says(concept: str, text: str) -> bool:
    return pattern(concept).has(text)


@lru_cache(maxsize=16384)
def is_label(concept: str, label: str) -> bool:
    """Whether a label (folded here) is this concept's, whole or in one of its joined parts ("所在地・連絡先")."""
    return any(_whole(concept).fullmatch(part) is not None for part in label_parts(label))


@lru_cache(maxsize=4096)
def label_parts(label: str) -> tuple[str, ...]:
    """The folded label, and its parts where it joins several."""
    whole = fold(label).text.strip(_MARKS)
    if len(whole) > 60:
        return ()
    if whole[:1] == "q" and (asked := _ASKED.match(whole)) is not None:
        whole = whole[asked.end() :]  # "Q. お支払いについて"
    if (bilingual := _TRANSLATED.fullmatch(whole)) is not None:
        whole = bilingual[1].strip()  # "販売事業者Seller"
    parts = [part.strip(_MARKS) for part in _JOINTS.split(whole)]
    return tuple(dict.fromkeys(part for part in (whole, whole.replace(" ", ""), *parts) if part))

"""The language a page is written in: what it declares, held against its words.

Declared wins when the words agree or are too few to say; themes declare English whatever the shop writes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from disputelint.checker.understand import knowledge
from disputelint.checker.understand.document import Document

SAMPLE = 4000  # characters looked at
_TAG = re.compile(r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|[0-9]{3}))?(?:[-_.@].*)?$")
_WORD = re.compile(r"\b[^\W\d_]+\b")
_FEW_WORDS = 12
_LOG_ODDS = 3.0  # natural log: twenty to one
_THIN = 0.015  # share of known words among names and links, as a cart has them under a theme's menu
_THREE, _TWICE = 3.0, 2.0  # words that are enough there, and how far ahead of any other language
_TWINS = {
    "de": ("lb", "nds"),
    "nl": ("af", "li"),
    "pt": ("gl",),
    "es": ("gl", "an"),
    "fr": ("oc", "wa"),
    "it": ("co", "scn"),
}
_PROSE = 40  # words from which a page's own can prove what it declares
_SCRIPTS = {
    name: re.compile(f"[{letters}]+")
    for name, letters in {
        "kana": "ぁ-ゖァ-ヺｦ-ﾝ",
        "hangul": "가-힣ᄀ-ᇿ",
        "han": "一-鿿㐀-䶿",
        "cyrillic": "Ѐ-ӿ",
        "latin": "A-Za-zÀ-ɏḀ-ỿ",
        "greek": "Ͱ-Ͽ",
        "arabic": "؀-ۿ",
        "hebrew": "א-ת",
        "thai": "ก-๙",
        "devanagari": "ऀ-ॿ",
    }.items()
}
# A word takes about this many letters; scripts are compared by words, not by letters.
_FEW_LETTERS = 60  # Chinese and Japanese letters of a page that says next to nothing
_KANA_OF_FEW = 8  # of so few letters, each eighth is kana where they are Japanese
_LETTERS_PER_WORD = {"kana": 2.0, "han": 2.0, "hangul": 2.5}
_ONLY_LANGUAGE = {"hangul": "ko", "greek": "el", "hebrew": "he", "thai": "th"}
_SCRIPT_OF = {
    "ja": "kana", "zh": "han", "ko": "hangul", "el": "greek", "he": "hebrew", "th": "thai", "ar": "arabic",
    "fa": "arabic", "ur": "arabic", "hi": "devanagari", "mr": "devanagari", "ru": "cyrillic", "uk": "cyrillic",
    "bg": "cyrillic", "be": "cyrillic", "mk": "cyrillic", "sr": "cyrillic", "kk": "cyrillic", "mn": "cyrillic",
}  # fmt: skip


class Spoken:
    """The languages of one shop's pages, in the order in which they are read: where a page's words prove what it declares,
    others that declare the same and whose words do not tell (a cart of names and amounts) are taken to be in it, too.
    """

    def __init__(self) -> None:
        self._proved: set[str] = set()  # languages as pages declare them

    def of(self, document: Document) -> str:
        """As `detect`."""
        proved = document.lang_hint in self._proved
        tag = detect(document, proved=proved)
        if not proved and tag and tag == normal_tag(document.lang_hint) and _proves(document, tag):
            self._proved.add(document.lang_hint)
        return tag


def _proves(document: Document, tag: str) -> bool:
    words = [word.lower() for word in _WORD.findall(_sample(document))]
    scores = _scores(words)
    return len(words) >= _PROSE and _stands_out(scores, _primary(tag)) and scores[_primary(tag)] >= 0.05 * len(words)


def detect(document: Document, *, proved: bool = False) -> str:
    """The BCP 47 tag of a page; "" when it has no words and declares nothing. `proved`: another page of the same shop
    declares the same language and is written in it. Found out once: the crawl asks, too.
    """
    if proved not in document.tags:
        document.tags[proved] = _told(document, proved)
    return document.tags[proved]


def _told(document: Document, proved: bool) -> str:
    declared = normal_tag(document.lang_hint)
    text = _sample(document)
    counts = _letters(text)
    weights = {name: count / _LETTERS_PER_WORD.get(name, 5.0) for name, count in counts.items()}
    cjk = weights["kana"] + weights["han"]
    strongest = max(weights, key=lambda name: weights[name])
    if weights[strongest] < 1:
        return declared
    if cjk >= weights[strongest] and strongest != "latin":
        strongest = "han"
    if strongest == "latin":
        other = max((name for name in weights if name != "latin"), key=lambda name: weights[name])
        if weights[other] * 2.5 >= weights["latin"] and other != "han" and not _reads_latin(text):
            # names of brands and models stand in Latin letters everywhere
            return _of_script(other, text, counts, declared)
        if cjk * 2 >= weights["latin"] and _primary(declared) in ("ja", "zh"):
            return declared  # a page of names and codes, with its sentences in the declared language
        return _latin(text, declared, proved)
    return _of_script(strongest, text, counts, declared)


def _letters(text: str) -> dict[str, int]:
    """How many letters of each script."""
    wanted = ("latin",) if text.isascii() else _SCRIPTS
    counts = dict.fromkeys(_SCRIPTS, 0)
    for name in wanted:
        counts[name] = sum(map(len, _SCRIPTS[name].findall(text)))
    return counts


def _of_script(script: str, text: str, counts: dict[str, int], declared: str) -> str:
    if script in ("han", "kana"):
        return _chinese_or_japanese(text, counts, declared)
    if script in _ONLY_LANGUAGE:
        return declared if _primary(declared) == _ONLY_LANGUAGE[script] else _ONLY_LANGUAGE[script]
    agrees = _SCRIPT_OF.get(_primary(declared)) == script
    if script == "cyrillic":
        return _cyrillic(text, declared if agrees else "")
    return declared if agrees else _guess(text) or declared


def _reads_latin(text: str) -> bool:
    """Whether the Latin words of a mixed text make sentences."""
    words = [word.lower() for word in _WORD.findall(text) if word.isascii()]
    return max(_scores(words).values(), default=0.0) >= 0.12 * len(words)


def normal_tag(tag: str) -> str:
    """A declared language as BCP 47 writes it (RFC 5646, 2.1.1); "" for what is no language tag."""
    match = _TAG.match(tag.strip())
    if match is None:
        return ""
    language, script, region = match.groups()
    parts = [language.lower(), script.title() if script else "", region.upper() if region else ""]
    if parts[0] in ("jp", "cn", "kr"):  # countries, which shops write for languages
        parts[0] = {"jp": "ja", "cn": "zh", "kr": "ko"}[parts[0]]
    return "-".join(part for part in parts if part)


def _primary(tag: str) -> str:
    return tag.split("-")[0]


def _sample(document: Document) -> str:
    """Words of the page's own part first, then the rest, until there are enough."""
    taken: list[str] = []
    size = 0
    for wanted in (True, False):
        for block in document.blocks:
            own = block.region in ("main", "dialog") and not block.area
            if own is wanted and block.text and block.role != "option":
                taken.append(block.text)
                size += len(block.text)
                if size > SAMPLE:
                    return "\n".join(taken)
        if size > 400:
            break
    return "\n".join((document.title, document.meta.get("description", ""), *taken))


def _chinese_or_japanese(text: str, counts: dict[str, int], declared: str) -> str:
    kana, han = counts["kana"], counts["han"]
    primary = _primary(declared)
    few = kana + han < _FEW_LETTERS and primary != "zh"  # headings and buttons alone
    if kana * (_KANA_OF_FEW if few else 5) >= kana + han:  # Japanese prose is a third kana and more, names a quarter
        return declared if primary == "ja" else "ja"
    if primary == "zh" or (primary == "ja" and han + kana < 150):
        return declared
    if primary in ("yue", "cmn"):
        return declared
    data = knowledge.read("languages")["han"]
    simple, full = (sum(text.count(letter) for letter in set(data[key])) for key in ("Hans", "Hant"))
    return "zh-Hans" if simple >= full else "zh-Hant"


def _cyrillic(text: str, declared: str) -> str:
    low = text.lower()
    letters: dict[str, str] = knowledge.read("languages")["cyrillic"]
    scores = {name: sum(low.count(letter) for letter in own) for name, own in letters.items()}
    best = max(scores, key=lambda name: scores[name])
    if not scores[best]:
        return declared or _guess(text) or "ru"
    primary = _primary(declared)
    if primary and (primary not in letters or scores[primary] * 2 >= scores[best]):
        return declared
    return best


@dataclass(frozen=True)
class _Words:
    languages: frozenset[str]
    weights: dict[str, tuple[tuple[str, float], ...]]  # word -> languages with what it counts for each


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, list[Any]] = knowledge.read("languages")["stop_words"]
    by_word: dict[str, list[str]] = {}
    for language, words in data.items():
        for word in words:
            by_word.setdefault(str(word), []).append(language)
    return _Words(
        frozenset(data),
        {word: tuple((language, 1 / len(names)) for language in names) for word, names in by_word.items()},
    )


def _scores(words: Iterable[str]) -> dict[str, float]:
    known, scores = _words().weights, dict[str, float]()
    for word in words:
        for language, weight in known.get(word, ()):
            scores[language] = scores.get(language, 0.0) + weight
    return scores


def _latin(text: str, declared: str, proved: bool = False) -> str:
    words = [word.lower() for word in _WORD.findall(text)]
    scores = _scores(words)
    best = max(sorted(scores), key=lambda name: scores[name]) if scores else ""
    primary = {"no": "nb", "nn": "nb"}.get(_primary(declared), _primary(declared))
    share = scores.get(best, 0.0) / max(1, len(words))
    if primary and (len(words) < _FEW_WORDS or scores.get(primary, 0.0) * 2 >= scores.get(best, 0.0)):
        if primary in _SCRIPT_OF and len(words) >= _FEW_WORDS and share > 0.08:
            return best
        if share >= 0.03 or len(words) < _FEW_WORDS or primary not in _words().languages:
            return declared
    if primary and best == primary and share >= _THIN and _stands_out(scores, best):
        return declared  # a menu of names with a few sentences, in the declared language as far as they tell
    if share >= 0.05 and (len(words) >= 8 or not declared):
        if primary and primary not in _words().languages and share < 0.12:
            return declared  # a language we have no words of, with some loans
        return best
    guessed = "" if proved else _guess(text)
    if guessed in _TWINS.get(primary, ()):
        return declared  # Luxembourgish, says the model of a German page of names
    return guessed or declared or best


def _stands_out(scores: dict[str, float], best: str) -> bool:
    """Whether a few words speak for one language, and next to none for any other."""
    next_best = max((score for name, score in scores.items() if name != best), default=0.0)
    return scores.get(best, 0.0) >= max(_THREE, _TWICE * next_best)


def _guess(text: str) -> str:
    """py3langid's answer; it takes a second to load, so it is asked last. "" when it is not sure."""
    if len(text) < 40:
        return ""
    try:
        import py3langid
    except ImportError:
        return ""
    ranked = py3langid.rank(text[:2000])  # languages with log probabilities, likeliest first
    sure = len(ranked) < 2 or ranked[0][1] - ranked[1][1] > _LOG_ODDS
    return str(ranked[0][0]) if sure else ""

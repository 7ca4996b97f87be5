"""The words of a business name that tell it from others: without legal forms and words that every shop uses."""

from __future__ import annotations

import re
from functools import lru_cache

from disputelint.checker.understand import knowledge
from disputelint.checker.understand.normalize import fold

_TOKEN = re.compile(r"[a-z0-9]+|[^\W\d_a-z]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@lru_cache(maxsize=1)
def _common() -> tuple[frozenset[str], tuple[str, ...]]:
    value = knowledge.read("name_words")
    return frozenset(fold(word).text for word in value["words"]), tuple(fold(form).text for form in value["forms"])


def words(name: str) -> frozenset[str]:
    """The telling words of a folded name; of Chinese, Japanese and Korean each pair of neighbouring characters."""
    common, forms = _common()
    for form in forms:
        name = name.replace(form, " ")
    found: set[str] = set()
    for token in _TOKEN.findall(name):
        if _CJK.search(token):
            found.update(token[at : at + 2] for at in range(len(token) - 1))
        elif len(token) >= 3 and token not in common:
            found.add(token)
    return frozenset(found)

"""Lines with a copyright mark, and who holds the rights by them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.rows import read
from disputelint.checker.understand.facts.sheet import Hit

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document

_NOBODY: Final = re.compile(r"^all rights reserved", re.I)
_NTH: Final = re.compile(r"\(c\)(?!.{0,4}(?:19|20)\d\d)(?=.*\(d\))", re.S)  # the third item of a list in a sentence
_LONGEST_LINE: Final = 600  # characters of a line with a copyright mark
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|コピーライト)\s*(?:\(c\)|©|@)?\s*(?:(?:19|20)\d\d(?:\s*[-–~]\s*(?:(?:19|20)\d\d|present))?)?\s*,?\s*(?:by\s+)?(.{2,60}?)\s*(?:(?:19|20)\d\d\s*)?(?:[.,|•·–—-]?\s*(?:inc\. )?(?:all rights|alle rechte|tous droits|todos los|tutti i|unisex|powered|designed|made|\(|$)|(?:(?<!\bpvt)(?<!\bpte)(?<!\bpty)(?<!\bco)\.|[|•·])\s|$)",
    re.I,
)
_RESERVED = re.compile(r"\s+(?:unless|except|where)\b")


def lines(document: Document) -> Iterator[tuple[Hit, re.Match[str]]]:
    """The lines of a page that name somebody behind the mark: group 1 is what stands there."""
    for hit in read(document).text.all(wording.pattern("business.copyright_line")):
        match = _COPYRIGHT.search(hit.block.text) if len(hit.block.text) <= _LONGEST_LINE else None
        if match is not None:
            yield hit, match


def holder(match: re.Match[str]) -> str:
    """The name behind a copyright mark; "" where there is none, or the word stands in a sentence about rights ("any
    copyright or other ...").
    """
    name = _RESERVED.split(match.group(1), maxsplit=1)[0].strip(" .,-–—|")
    marked = any(mark in match.group() for mark in ("©", "(c)", "(C)"))
    if _NOBODY.search(name) or _NTH.match(match.string, match.start()):
        return ""
    return name if marked or not name[:1].islower() else ""

"""Facts of pages that an earlier run has read already: the same page, read by the same program, states the same.

`find_all` is a function of the page, its kinds and its language, of the code in this package and of the data under
`rules/`; the key of what is kept is the digest of all of them. A page of which a letter or a box differs is read anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Final

from disputelint import __version__
from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import Box, Fact, PageKind
from disputelint.checker.snapshot.codec import from_json, to_bytes, to_json
from disputelint.checker.understand.document import Document
from disputelint.checker.understand.facts import find_all

if TYPE_CHECKING:
    from disputelint.checker.snapshot.keep import Keep

_KIND: Final = "facts"
_LIBRARIES: Final = ("beautifulsoup4", "google-re2", "lxml", "phonenumbers", "price-parser", "selectolax")
# What tells of the run and not of the page.
_NOT_READ: Final = frozenset(("layout", "fetched_at", "reused", "found_by", "requests", "probes", "source"))


class KeptFacts:
    """The facts that a store keeps."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    def find(self, document: Document, kinds: tuple[PageKind, ...], language: str) -> tuple[Fact, ...]:
        """What `find_all` gives of a page."""
        key = _key(document, kinds, language)
        kept = self._keep.body(_KIND, key)
        found = None if kept is None else _unpacked(kept)
        if found is None:
            found = find_all(document, kinds, language)
            text = json.dumps([to_json(fact) for fact in found])
            if repr(_unpacked(text)) == repr(found):  # else JSON would give back something else
                self._keep.put(_KIND, key, "", text)
        return found


def _unpacked(text: str) -> tuple[Fact, ...] | None:
    try:
        held: Any = json.loads(text)
        return tuple(_fact(one) for one in held)
    except (ValueError, RecursionError, TypeError, SnapshotError):  # a damaged entry is none
        return None


def _fact(held: Any) -> Fact:
    """One fact. The numbers of its box stay whole where they were: a report writes them as they are."""
    fact = from_json(Fact, held, "fact")
    if fact.evidence.box is None:
        return fact
    box = held["evidence"]["box"]
    return replace(fact, evidence=replace(fact.evidence, box=Box(box["x"], box["y"], box["width"], box["height"])))


def _key(document: Document, kinds: Iterable[PageKind], language: str) -> str:
    load = document.load
    made = hashlib.sha256(_version())
    said = [list(kinds), language, document.url, to_json(load, _NOT_READ)]
    made.update(to_bytes(said))  # type: ignore[arg-type]
    made.update(repr(load.layout[:]).encode())
    made.update(document.source.encode("utf-8", "replace"))
    return made.hexdigest()


@lru_cache(maxsize=1)
def _version() -> bytes:
    """The digest of everything that decides which facts a page states."""
    libraries = [f"{name} {metadata.version(name)}" for name in _LIBRARIES]
    made = hashlib.sha256("\n".join([__version__, sys.version, *libraries]).encode())
    for package in ("disputelint.checker.understand", "disputelint.checker.model", "disputelint.rules"):
        for name, file in _files(resources.files(package), package):
            made.update(name.encode())
            made.update(file.read_bytes())
    return made.digest()


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    """Code and data of a folder, in the order of their names. Rules and what they cite state no facts."""
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.is_dir():
            if name != "disputelint.rules" or one.name in ("lexicon", "knowledge"):
                yield from _files(one, f"{name}/{one.name}")
        elif one.name.endswith((".py", ".yaml", ".json")):
            yield f"{name}/{one.name}", one

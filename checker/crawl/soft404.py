"""Pages that say "not found" with status 200, told apart by what the shop answers for an address that cannot exist."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit

import re2

from disputelint.checker.model.record import record
from disputelint.checker.understand.document import Document

_BETWEEN = "\0"  # stands in no text of a page: HTML has it replaced
_DIGITS = re.compile(r"\d+")
_ALIKE = 0.8
_SHELL = 120  # characters; a page with less text is filled by scripts and says nothing about itself


@record(frozen=True, slots=True)
class Print:
    """The texts of a page, without the words of its own address."""

    texts: frozenset[str]
    size: int
    final_url: str
    title: str = ""


def probe_address(origin: str, seed: int) -> str:
    """An address of the shop that cannot exist; the same for the same shop and seed."""
    return f"{origin}/{hashlib.sha256(f'{seed} {origin}'.encode()).hexdigest()[:20]}"


def print_of(document: Document) -> Print:
    """What a page says, for comparison."""
    path = unquote(urlsplit(document.load.url).path).strip("/")
    own = {part for part in (path, *path.split("/"), *re.split(r"[/_.-]", path)) if len(part) > 2}
    texts = [block.text for block in document.blocks if block.text]
    said = _BETWEEN.join(texts)  # all at once: a page has hundreds of texts
    if own:
        words = "|".join(re2.escape(word) for word in sorted(own, key=len, reverse=True))
        said = re2.compile(f"(?i){words}").sub("", said)
    kept = frozenset(text.strip() for text in _uncounted(said).casefold().split(_BETWEEN))
    return Print(kept - {""}, sum(map(len, texts)), document.url, document.title)


def _uncounted(said: str) -> str:
    """Texts with numbers and the blanks around them as one blank. Blocks hold no other white space than blanks."""
    said = _DIGITS.sub(" ", said)
    while "  " in said:
        said = said.replace("  ", " ")
    return said


@record(frozen=True, slots=True)
class Missing:
    """How one shop says "not found" with status 200: the probe's answer beside the home page."""

    probe: Print
    home: Print

    def matches(self, page: Print) -> bool:
        """Whether a page is that answer. Never for the home page itself; False when the texts do not tell."""
        if page.final_url == self.probe.final_url != self.home.final_url:
            return True
        if page.final_url == self.home.final_url:
            return self.probe.final_url == self.home.final_url
        if min(page.size, self.probe.size) < _SHELL:
            return False
        ours, theirs = page.texts - self.home.texts, self.probe.texts - self.home.texts
        if not ours and not theirs:
            # The shop answers with its home page. A stub that repeats words of the footer only is no such answer.
            return page.title == self.probe.title and _alike(page.texts, self.probe.texts)
        return _alike(ours, theirs)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= _ALIKE * len(one | other)

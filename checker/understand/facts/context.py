"""What every family of facts is given: the page's language and kinds, the lexicon, the log, and helpers for evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from disputelint.checker.model import JSON, Block, Confidence, Evidence, Fact, FactSource, PageKind, Rejected
from disputelint.checker.model.record import record
from disputelint.checker.understand.lexicon import Lexicon

if TYPE_CHECKING:
    from disputelint.checker.understand.document import Document


@dataclass(slots=True)
class Log:
    """Collects the candidates that were considered and dropped, for `facts --explain`."""

    rejected: list[Rejected] = field(default_factory=list)

    def reject(self, name: str, quote: str, why: str, value: JSON = None) -> None:
        """Note that `quote` might have been taken for the fact `name`, and why it was not."""
        self.rejected.append(Rejected(name, quote, why, value))


class Unheard(Log):
    """A log that nobody reads and that keeps nothing: an audit has no use for what was dropped."""

    __slots__ = ()

    def reject(self, name: str, quote: str, why: str, value: JSON = None) -> None:
        """Nothing."""


@record(frozen=True, slots=True)
class Context:
    """One page's circumstances. `language` is its BCP 47 tag, with or without a lexicon."""

    language: str
    kinds: frozenset[PageKind]
    lexicon: Lexicon
    log: Log
    page: str = ""  # its URL, for evidence
    cache: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # work that families share

    def evidence(self, block: Block, start: int = 0, end: int | None = None) -> Evidence:
        """Proof by the words `block.text[start:end]`."""
        return Evidence(
            page=self.page,
            quote=block.text[start:end].strip(),
            selector=block.selector,
            region=block.region,
            heading=block.headings[-1] if block.headings else "",
            box=block.box,
        )

    def fact(
        self,
        name: str,
        value: JSON,
        block: Block,
        span: tuple[int, int] | None = None,
        *,
        confidence: Confidence = "high",
        why: str = "",
        source: FactSource | None = None,
    ) -> Fact:
        """A fact said by `block`, quoting `span` of its text (all of it by default). A banner is a weaker source."""
        quote = (block.text[span[0] : span[1]] if span else block.text).strip()
        heading = block.headings[-1] if block.headings else ""
        proof = Evidence(self.page, quote, block.selector, block.region, heading, block.box)
        kind: FactSource = source or ("banner" if block.region == "banner" else "text")
        return Fact(name, value, confidence, proof, kind, why, block.index)


class Family(Protocol):
    """A module of this package: one family of facts."""

    def find(self, document: Document, context: Context) -> Iterable[Fact]:
        """The facts of this family that the document states, the most reliable first."""
        ...

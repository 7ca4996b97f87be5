"""Proof that a page was made by the theme that was asked for: a preview that falls back to the live theme proves nothing."""

from __future__ import annotations

from collections import Counter

from disputelint.checker.crawl.knowledge import knowledge
from disputelint.checker.model import JSON
from disputelint.checker.understand.document import Document

_SOURCE = 1_000_000  # characters of a page looked at


class ThemeProof:
    """Checks pages against the preview parameters of the target and the configured marker, and counts.

    `marker` is a text that only the audited version of the theme has in its pages (a commit id in a meta element).
    """

    def __init__(self, carried: tuple[tuple[str, str], ...], marker: str | None) -> None:
        asked = dict(carried)
        self._asked = [(name, asked[name], pattern) for name, pattern in knowledge().preview_proofs if name in asked]
        self._marker = marker or ""
        self._counts: Counter[str] = Counter()

    def refuses(self, document: Document, must_tell: bool = False) -> str:
        """Why this page is not by the theme asked for, in English; "" when it is, or does not tell.

        The page that `must_tell` is refused when it does not: one at least has to prove what the others are taken for.
        """
        return self.refuses_source(document.source, must_tell)

    def refuses_source(self, source: str, must_tell: bool = False) -> str:
        """As `refuses`, of the HTML of a page."""
        import re2

        source = source[:_SOURCE]
        proved = False
        for name, value, pattern in self._asked:
            shown = re2.search(pattern, source)
            if shown is not None and shown.group(1) != value:
                self._counts["wrong"] += 1
                return f"asked for {name}={value}, the page is by theme {shown.group(1)[:40]}"
            proved = proved or shown is not None
        if self._marker and self._marker not in source:
            self._counts["wrong"] += 1
            return "the marker of the audited theme is not in the page"
        if must_tell and self._asked and not proved:
            self._counts["silent"] += 1
            name, value, _ = self._asked[0]
            return f"asked for {name}={value}, and the page does not say by which theme it was made"
        self._counts["proved" if proved or self._marker else "silent"] += 1
        return ""

    def as_json(self) -> dict[str, JSON]:
        """What was asked for and how many pages proved it, contradicted it, or did not tell; {} when nothing was asked."""
        if not self._asked and not self._marker:
            return {}
        counts = {name: self._counts[name] for name in ("proved", "wrong", "silent")}
        return {"asked": {name: value for name, value, _ in self._asked}, "marker": bool(self._marker), **counts}

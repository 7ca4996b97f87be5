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

    def refuses(self, document: Document) -> str:
        """Why this page is not by the theme asked for, in English; "" when it is, or does not tell."""
        import re2

        source = document.source[:_SOURCE]
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
        self._counts["proved" if proved or self._marker else "silent"] += 1
        return ""

    def as_json(self) -> dict[str, JSON]:
        """What was asked for and how many pages proved it, contradicted it, or did not tell; {} when nothing was asked."""
        if not self._asked and not self._marker:
            return {}
        counts = {name: self._counts[name] for name in ("proved", "wrong", "silent")}
        return {"asked": {name: value for name, value, _ in self._asked}, "marker": bool(self._marker), **counts}

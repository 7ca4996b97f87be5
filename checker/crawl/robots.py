"""robots.txt (RFC 9309) for the agent `disputelint`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from disputelint.checker.snapshot.records import Load

AGENT = "disputelint"
MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB
_NAMED = re.compile(rf"^\s*user-agent\s*:\s*{AGENT}\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Robots:
    """What a shop's robots.txt says to us. `banned`: it names us and shuts the whole shop. `delay` in seconds."""

    banned: bool = False
    sitemaps: tuple[str, ...] = ()
    delay: float = 0.0
    unavailable: bool = False  # it could not be asked for: nothing may be read in bulk
    _rules: Any = field(default=None, repr=False, compare=False)

    def allows(self, url: str) -> bool:
        """Whether `url` may be read when links and sitemaps are followed in bulk."""
        if self.unavailable:
            return False
        return self._rules is None or bool(self._rules.can_fetch(url, AGENT))


def parse(text: str, origin: str) -> Robots:
    """The rules in `text`, the robots.txt of `origin`. What is not understood is skipped."""
    from protego import Protego

    rules = Protego.parse(text[:MAX_BYTES])
    banned = bool(_NAMED.search(text[:MAX_BYTES])) and not rules.can_fetch(origin + "/", AGENT)
    return Robots(banned, tuple(dict.fromkeys(rules.sitemaps)), float(rules.crawl_delay(AGENT) or 0.0), _rules=rules)


def of_load(load: Load, origin: str) -> Robots:
    """The rules that the answer for /robots.txt gives.

    RFC 9309, 2.3.1: a client error is no restriction (2.3.1.3); a server error or no answer is a complete one (2.3.1.4).
    """
    if load.seen != "unread" or load.status == 200:
        text = load.body() if load.body is not None else ""
        return Robots() if re.match(r"\s*<(?:!doctype|html)", text, re.IGNORECASE) else parse(text, origin)
    if load.status is not None and 400 <= load.status < 500 and load.status != 429:
        return Robots()
    return Robots(unavailable=True)

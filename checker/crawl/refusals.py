"""Why a page was not read: from status, headers, text and network error to a reason code.

The same for pages that a browser loaded and pages that were fetched. Signatures are data: `rules/knowledge/walls.yaml`.
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from disputelint.checker.crawl import tables
from disputelint.checker.model import ReasonCode
from disputelint.checker.model.record import record
from disputelint.checker.understand.nesting import tree_of

COMING_SOON = "the shop shows a coming-soon page"
_SCAN = 400_000  # characters of a page looked at
_PASSWORD = "password"
_NET_ERRORS: tuple[tuple[str, ReasonCode], ...] = (
    ("ERR_TOO_MANY_REDIRECTS", "redirect_loop"),
    ("ERR_CERT_", "tls_error"),
    ("ERR_SSL_", "tls_error"),
    ("ERR_BAD_SSL", "tls_error"),
    ("ERR_CONTENT_DECODING", "decode_error"),
    ("ERR_TIMED_OUT", "timeout"),
    ("ERR_CONNECTION_TIMED_OUT", "timeout"),
    ("ERR_INVALID_AUTH", "not_authorized"),
    ("ERR_", "unreachable"),
)


@record(frozen=True, slots=True)
class Refused:
    """Why a page counts as not read. `detail` is what was met, in English."""

    reason: ReasonCode
    detail: str


def classify(
    status: int | None, headers: Iterable[tuple[str, str]], html: str, asked: str = "", final: str = ""
) -> Refused | None:
    """Why an answer is not the page that was asked for; None when nothing speaks against it.

    Order: walls and captchas (they come with any status), then the status, then password and log-in pages.
    """
    low = {name.lower(): value.lower() for name, value in headers}
    text = html[:_SCAN].lower()
    marks = _held(text)
    wall = _wall(status, low, text, marks)
    if wall is not None:
        return wall
    by_status = of_status(status)
    if by_status is not None:
        return by_status
    return _gate(text, marks, asked, final or asked)


def of_status(status: int | None) -> Refused | None:
    """What a status of 400 and above says; 404 and 410 are `not_found`, all others `http_refusal`."""
    if status is None or status < 400:
        return None
    return Refused("not_found" if status in (404, 410) else "http_refusal", f"HTTP {status}")


def of_net_error(message: str) -> Refused:
    """The reason behind Chromium's `net::ERR_...` (or a message that holds one)."""
    name = re.search(r"ERR_[A-Z0-9_]+", message)
    said = name[0] if name else ""
    reason: ReasonCode = next((code for start, code in _NET_ERRORS if said.startswith(start)), "unreachable")
    return Refused(reason, said or message.strip().splitlines()[0][:200] if message.strip() else "no answer")


def is_password_page(html: str, final: str) -> bool:
    """Whether this is a shop's closed door: one password field, no user name, and little else to read."""
    page = _Page(html[:_SCAN].lower())
    if page.password_fields != 1:
        return False
    known = _signatures()["password_page"]
    path = tables.split(final).path.lower().rstrip("/")
    if any(path.endswith(str(end)) for end in known["paths"]):
        return True
    actions = [tables.split(action).path.rstrip("/") for action in page.actions]
    if not any(action.endswith(str(end)) for action in actions for end in known["actions"]):
        return False
    return page.length < int(known["max_text"])


def retry_after(headers: Iterable[tuple[str, str]], now: datetime | None = None) -> float | None:
    """Seconds that `Retry-After` asks for (RFC 9110, 10.2.3: seconds or a date); None when it does not say."""
    value = next((value.strip() for name, value in headers if name.lower() == "retry-after"), "")
    if value.isdigit():
        return float(value)
    try:
        until = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())


@lru_cache(maxsize=1)
def _signatures() -> Mapping[str, Any]:
    return tables.read("walls")


@lru_cache(maxsize=1)
def _marks() -> tuple[tuple[str, ...], Any]:
    """All that signatures look for in texts, and one RE2 set that finds which of it a page holds: "<" comes first."""
    import re2

    known = _signatures()
    said = {part for wall in known["walls"] for group in wall.get("text", ()) for part in group} | {_PASSWORD}
    words = tuple(sorted(said))
    options = re2.Options()
    options.log_errors = False
    made = re2.Set.SearchSet(options)
    for expression in ("<", *map(re2.escape, words), *map(str, known["coming_soon"])):
        made.Add(expression)
    made.Compile()
    return (*words, *map(str, known["coming_soon"])), made


def _held(text: str) -> frozenset[str]:
    """Which of the marks stand in a page: parts of signatures, and the patterns of pages that say "coming soon"."""
    marks, matcher = _marks()
    met = matcher.Match(text) or ()
    if 0 in met:
        return frozenset(marks[index - 1] for index in met if index)
    soon = frozenset(map(str, _signatures()["coming_soon"]))  # no markup, or no answer from the set
    return frozenset(mark for mark in marks if (re.search(mark, text) if mark in soon else mark in text))


def _wall(status: int | None, headers: Mapping[str, str], text: str, marks: frozenset[str]) -> Refused | None:
    short: bool | None = None
    for wall in _signatures()["walls"]:
        if "status" in wall and status not in wall["status"]:
            continue
        named = wall.get("headers", {})
        if named and all(value in headers.get(name, "") and name in headers for name, value in named.items()):
            return Refused(wall["reason"], f"{wall['name']} (HTTP {status})")
        if "text" not in wall or not all(not marks.isdisjoint(group) for group in wall["text"]):
            continue
        if short is None:
            short = _Page(text).length < _signatures()["max_text"]
        if short:
            return Refused(wall["reason"], f"{wall['name']} (HTTP {status})")
    return None


def _gate(text: str, marks: frozenset[str], asked: str, final: str) -> Refused | None:
    if any(str(pattern) in marks for pattern in _signatures()["coming_soon"]):
        return Refused("password_page", COMING_SOON)
    if _PASSWORD not in marks:
        return None
    if is_password_page(text, final):
        return Refused("password_page", f"the shop asks for a password at {tables.split(final).path or '/'}")
    login = _signatures()["login_wall"]
    here, wanted = tables.split(final).path.lower(), tables.split(asked).path.lower()
    moved = any(re.search(str(path), here) for path in login["paths"]) and here != wanted
    if moved and not any(re.search(str(path), wanted) for path in login["paths"]) and _Page(text).password_fields:
        return Refused("login_wall", f"sent on to a log-in form at {here}")
    return None


class _Page:
    """What a page's markup says at a glance. Parsed, as expressions over tags that never close cost their square."""

    def __init__(self, text: str) -> None:
        tree = tree_of(text)
        fields = (node.attributes.get("type") or "" for node in tree.css("input"))
        self.password_fields = sum(1 for kind in fields if kind.strip() == "password")
        self.actions = tuple(node.attributes.get("action") or "" for node in tree.css("form"))
        tree.strip_tags(["script", "style", "noscript", "template"])
        root = tree.body
        self.length = len("".join(root.text().split())) if root is not None else 0  # letters that a reader would see

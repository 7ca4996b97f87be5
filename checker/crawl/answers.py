"""What the look of a rendered page rests on: the answers of the shop that the browser was given for it, as digests.

Kept beside a load so that a later run can ask for the same and tell whether anything has changed (`crawl/store.py`). The
digests are of what the browser itself was given, so that a file that changes meanwhile cannot pass for the one seen.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Mapping
from typing import Final

from disputelint.checker.crawl.clock import now
from disputelint.checker.crawl.patience import in_time
from disputelint.checker.crawl.slot import Slot
from disputelint.checker.crawl.traffic import Asked, AskedKind
from disputelint.checker.crawl.volatile import steady
from disputelint.checker.model.record import record

# Request headers that choose the answer. The others are the connection's, or the person's own, which are not written down.
_CHOOSING: Final = ("user-agent", "accept", "accept-language", "x-requested-with")
_SECONDS: Final = 10.0


@record(frozen=True, slots=True)
class Answer:
    """What was answered at one address. `headers` are the request's that choose the answer."""

    kind: AskedKind
    url: str
    digest: str
    headers: tuple[tuple[str, str], ...] = ()


@record(frozen=True, slots=True)
class Rests:
    """What a load rests on besides the document at `url`; `answers` is None when one of them cannot be told."""

    url: str
    headers: tuple[tuple[str, str], ...]
    navigations: int
    answers: tuple[Answer, ...] | None


async def rests_on(slot: Slot, heard: dict[str, str]) -> Rests:
    """What the page in the slot rests on. `heard`: digests of style sheets and scripts by address, filled as they are met."""
    traffic = slot.traffic
    own = {request: asked for request, asked in traffic.watched.items() if slot.owns(asked.url)}
    answers = await asyncio.gather(*(_answer(slot, request, asked, heard) for request, asked in own.items()))
    told = tuple(dict.fromkeys(one for one in answers if one is not None))
    headers = _chosen({**traffic.spoken, **traffic.asked_with})
    whole = all(answers) and not traffic.lost_sight
    return Rests(traffic.url, headers, traffic.navigations, told if whole else None)


def digest(kind: AskedKind, status: int | None, text: str, at: str) -> str:
    """What tells one answer from another; of data and frames without what differs each time."""
    said = text.replace("\ufeff", "") if kind == "asset" else steady(text, at)
    return hashlib.sha256(f"{status}\n{said}".encode("utf-8", "replace")).hexdigest()[:32]


async def _answer(slot: Slot, request: str, asked: Asked, heard: dict[str, str]) -> Answer | None:
    known = heard.get(asked.url) if asked.kind == "asset" else None
    spoken = {"Accept-Language": slot.traffic.spoken.get("Accept-Language", "")}
    headers = () if asked.kind == "asset" else _chosen({**spoken, "Accept": "*/*", **asked.headers})
    if known is not None:
        return Answer(asked.kind, asked.url, known, headers)
    if asked.status is None or (text := await _body(slot, request)) is None:
        return None
    made = digest(asked.kind, asked.status, text, now())
    if asked.kind == "asset":
        made = heard.setdefault(asked.url, made)
    return Answer(asked.kind, asked.url, made, headers)


async def _body(slot: Slot, request: str) -> str | None:
    try:
        params = {"requestId": request}
        answer = await in_time(slot.cdp.send("Network.getResponseBody", params), _SECONDS)
    except Exception:  # it is still coming, or the browser no longer has it
        return None
    said = str(answer["body"])
    return base64.b64decode(said).decode("utf-8", "replace") if answer.get("base64Encoded") else said


def _chosen(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = {name.lower(): str(value) for name, value in headers.items() if value}
    return tuple((name, found[name]) for name in _CHOOSING if name in found)

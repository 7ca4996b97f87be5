"""Looking again at what requirements were taken from: does the quote still stand at its address?

One host is asked at the pace of a crawl, different hosts beside each other; robots.txt is obeyed (nobody sent us to these
pages), and PDF files are read. What could not be looked at is `unreachable`, never `unchanged`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from typing import Literal
from urllib.parse import urlsplit

from disputelint.checker.config import Config
from disputelint.checker.crawl import robots
from disputelint.checker.crawl.fetch import Fetcher
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.pace import Pace
from disputelint.checker.crawl.robots import Robots
from disputelint.checker.crawl.urls import Address, normalise, origin_of
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.records import Load
from disputelint.checker.understand.normalize import fold

State = Literal["unchanged", "moved", "gone", "unreachable", "no_quote", "no_address"]
LANES = 4  # hosts that are asked at a time
THIN = 200  # letters: a page with fewer is drawn by scripts, or is a wall
_GONE = frozenset((404, 410))
_SILENT = ["script", "style", "noscript", "template"]
_CUT = re.compile(r"\s*(?:\[\s*(?:\.\.\.|…)\s*\]|\.\.\.|…)\s*")  # where a quote leaves something out
_WORD = re.compile(r"\w+")


@record(frozen=True, slots=True)
class Asked:
    """A quote and the address it was read at. `others`: addresses where it may stand as well."""

    id: str
    url: str
    quote: str
    others: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class Answer:
    """How a source stands. `where` is the address it moved to; `detail` a reason code or an HTTP status."""

    id: str
    state: State
    where: str = ""
    detail: str = ""


@record(frozen=True, slots=True)
class Seen:
    """What one address answered: its `letters`; "" when nothing could be read, and then `why` is a reason code."""

    url: str
    final_url: str
    status: int | None
    text: str = ""
    why: str = ""


Told = Callable[[int, int], None]  # addresses looked at, of how many


def check(asked: Sequence[Asked], config: Config, told: Told | None = None) -> tuple[Answer, ...]:
    """How the source of each requirement stands, in the order given. Raises nothing for what a host does."""
    seen = asyncio.run(_read_all({url for one in asked for url in (one.url, *one.others)}, config, told))
    return tuple(answer(one, seen) for one in asked)


def answer(asked: Asked, seen: Mapping[str, Seen]) -> Answer:
    """How a source stands, from what its addresses answered."""
    found = seen.get(asked.url)
    if found is None:
        return Answer(asked.id, "no_address")
    if found.text and not asked.quote:
        moved = _elsewhere(asked.url, found.final_url)
        return Answer(asked.id, "moved", found.final_url) if moved else Answer(asked.id, "no_quote")
    if found.text and stands(asked.quote, found.text):
        moved = _elsewhere(asked.url, found.final_url)
        return Answer(asked.id, "moved", found.final_url) if moved else Answer(asked.id, "unchanged")
    for other in asked.others if asked.quote else ():
        held = seen.get(other)
        if held is not None and held.text and stands(asked.quote, held.text):
            return Answer(asked.id, "moved", held.final_url)
    if found.status in _GONE:
        return Answer(asked.id, "gone", detail=str(found.status))
    if not found.text:
        return Answer(asked.id, "unreachable", detail=found.why)
    return Answer(asked.id, "gone", detail="quote")


def stands(quote: str, page: str) -> bool:
    """Whether a quote stands in the `letters` of a page; what it leaves out (an ellipsis) may be anything."""
    at = 0
    for part in (letters(part) for part in _CUT.split(quote)):
        if part:
            at = page.find(part, at)
            if at < 0:
                return False
            at += len(part)
    return at > 0


def letters(text: str) -> str:
    """The letters and digits of a text, folded: what stays the same however a page sets it."""
    return "".join(_WORD.findall(fold(text).text)).replace("_", "")


def text_of(html: str) -> str:
    """The words of a page, wherever they are shown."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    tree.strip_tags(_SILENT)
    return tree.body.text(separator=" ") if tree.body is not None else ""


def _elsewhere(url: str, final: str) -> bool:
    """Whether a redirect led to another page: not only to https, `www.` or a slash at the end."""
    return _plain(url) != _plain(final)


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(normalise(url) or url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


async def _read_all(urls: Iterable[str], config: Config, told: Told | None) -> dict[str, Seen]:
    hosts: dict[str, list[str]] = {}
    for url in sorted(urls):
        tidy = normalise(url)
        if tidy is not None:
            hosts.setdefault(origin_of(tidy), []).append(url)
    pace, lanes = Pace(config.crawl.rate), asyncio.Semaphore(LANES)
    total, done = sum(map(len, hosts.values())), 0

    async def host(origin: str, pages: Sequence[str]) -> list[Seen]:
        nonlocal done
        found: list[Seen] = []
        async with lanes:
            async for seen in _read_host(origin, pages, config, pace):
                found.append(seen)
                done += 1
                if told is not None:
                    told(done, total)
        return found

    results = await asyncio.gather(*(host(origin, pages) for origin, pages in hosts.items()))
    return {seen.url: seen for result in results for seen in result}


async def _read_host(origin: str, urls: Sequence[str], config: Config, pace: Pace) -> AsyncIterator[Seen]:
    """What each address of one origin answers, one after the other."""
    guard = Guard(origin)
    await guard.look_up(guard.host)
    async with Fetcher(config, Address.of_target(origin + "/"), pace, guard) as fetcher:
        rules = await _robots(fetcher, origin)
        if rules.delay:
            pace.at_least(origin + "/", rules.delay)
        for url in urls:
            if not rules.allows(url):
                why = "unreachable" if rules.unavailable else "robots_disallowed"
                yield Seen(url, url, None, why=why)
            else:
                yield _seen(url, await fetcher.fetch(normalise(url) or url))


async def _robots(fetcher: Fetcher, origin: str) -> Robots:
    load, _ = await fetcher.data(f"{origin}/robots.txt")
    return robots.of_load(load, origin)


def _seen(url: str, load: Load) -> Seen:
    """What an address answered, in words. A page of few words was not seen as a reader sees it."""
    if load.reason is not None:
        return Seen(url, load.final_url, load.status, why=load.reason)
    text = letters(text_of(load.html()))
    if len(text) < THIN:
        return Seen(url, load.final_url, load.status, why="not_rendered")
    return Seen(url, load.final_url, load.status, text)


__all__ = ["Answer", "Asked", "Seen", "State", "answer", "check", "letters", "stands", "text_of"]

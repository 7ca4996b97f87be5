"""Reading a page without a browser: one request, its redirects, its text; every failure a Load with a reason code."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from disputelint import __version__
from disputelint.checker.config.settings import Config
from disputelint.checker.crawl import pdf, refusals
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.pace import Pace
from disputelint.checker.crawl.urls import Address, host_of, normalise, origin_of
from disputelint.checker.model import ReasonCode
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.encoding import decode
from disputelint.checker.snapshot.records import Load

if TYPE_CHECKING:
    import aiohttp

MAX_BYTES = 20 * 1024 * 1024
MAX_HOPS = 10
ATTEMPTS = 3  # of a request that was answered with 429 or 503
LONGEST_WAIT = 60.0  # seconds; a shop that asks for more is recorded as refusing
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_BUSY = frozenset((429, 503))
STUMBLES = frozenset((500, 502, 504))  # statuses that a second try often mends
STUMBLE_PAUSE = 1.0  # seconds before it
_HTML = re.compile(r"html|^text/plain|^$", re.IGNORECASE)
_TEXT = re.compile(r"^text/|xml|json", re.IGNORECASE)
_KEPT_HEADERS = 60


@record(frozen=True, slots=True)
class _Answer:
    """What came back for one hop."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cut: bool
    cookies: tuple[str, ...]

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")


class _Failed(Exception):
    """A request that came to nothing."""

    def __init__(self, reason: ReasonCode, detail: str) -> None:
        super().__init__(detail)
        self.reason: ReasonCode = reason
        self.detail = detail


def accept_language(config: Config) -> str:
    """The `Accept-Language` of the run: the locale asked for, else the shop's languages and market, else the person's."""
    first = config.crawl.locale or next(iter(config.storefront.languages or ()), "") or config.lang
    if "-" not in first and config.storefront.market and not config.crawl.locale:
        first = f"{first}-{config.storefront.market.upper()}"
    base = first.partition("-")[0]
    wanted = [first, *([base] if base != first else []), *(["en"] if base != "en" else [])]
    return ", ".join(tag if n == 0 else f"{tag};q={1 - n / 10:.1f}" for n, tag in enumerate(wanted))


class Fetcher:
    """Fetches pages over plain HTTP with one cookie jar. Use as `async with Fetcher(...) as fetcher`."""

    def __init__(self, config: Config, address: Address, pace: Pace, guard: Guard) -> None:
        self._config = config
        self.address = address
        self._pace = pace
        self._guard = guard
        self._client: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Fetcher:
        import aiohttp

        self._client = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=8, resolver=_resolver(self._guard)),
            cookie_jar=aiohttp.CookieJar(unsafe=True),  # a shop may be a bare number on loopback
            timeout=aiohttp.ClientTimeout(total=self._config.crawl.page_timeout, sock_connect=15),
            headers={
                "User-Agent": f"Mozilla/5.0 (compatible; disputelint/{__version__}; storefront audit)",
                "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
                "Accept-Language": accept_language(self._config),
            },
            max_field_size=64 * 1024,
        )
        for origin in self.address.origins:
            self.take_cookies(dict(self._config.access.cookies), origin)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None

    def take_cookies(self, cookies: dict[str, str], url: str) -> None:
        """Add cookies to the jar, for the host of `url`: what an access step in the browser was given."""
        from yarl import URL

        if self._client is not None and cookies:
            self._client.cookie_jar.update_cookies(cookies, URL(url))

    async def fetch(self, url: str) -> Load:
        """The page at `url` (an identity: preview parameters are added here), or why it could not be read."""
        load = await self._load(url)
        if load.reason is not None or load.raw is None or "pdf" not in load.content_type:
            return load
        page = await asyncio.to_thread(pdf.to_html, load.raw(), load.final_url)
        if page is None:
            return replace(load, seen="unread", reason="pdf_only", detail="a PDF without text", body=None)
        return replace(load, dom=lambda: page, body=None)

    async def data(self, url: str) -> tuple[Load, bytes]:
        """Any small file (robots.txt, a sitemap): the load and its bytes, whatever the content type says."""
        answer, seen = await self._follow_safely(url)
        load = self._record(url, answer, seen)
        refused = refusals.of_status(load.status)
        if load.reason is None:
            load = _refused(load, refused) if refused else replace(load, seen="fetched")
        return load, answer.body if isinstance(answer, _Answer) and not answer.cut else b""

    async def page_as(self, url: str, headers: Mapping[str, str]) -> Load:
        """The page at `url`, asked for with these request headers: as the browser would be answered."""
        return await self._load(url, headers)

    async def file_as(self, url: str, headers: Mapping[str, str]) -> Load:
        """A file that belongs to a page: `url` as it is, without a turn of its own, whatever its type and status are.

        A reason is given only when nothing was answered.
        """
        hops: list[str] = []
        try:
            return self._record(url, await self._follow(url, hops, headers, paced=False), hops)
        except _Failed as failed:
            return self._record(url, failed, hops)

    async def _load(self, url: str, headers: Mapping[str, str] | None = None) -> Load:
        answer, seen = await self._follow_safely(url, headers)
        load = self._record(url, answer, seen)
        if load.reason is not None or not isinstance(answer, _Answer):
            return load
        kind = load.content_type.partition(";")[0].strip().lower()
        text = load.body() if load.body is not None else ""
        refused = refusals.classify(load.status, load.headers, text, url, load.final_url)
        if refused is not None:
            return _refused(load, refused)
        load = replace(load, seen="fetched")
        if kind == "application/pdf" or answer.body[:5] == b"%PDF-":
            return replace(load, content_type="application/pdf")
        if answer.header("content-disposition").lower().startswith("attachment") or not _HTML.search(kind):
            return replace(load, seen="unread", reason="not_html", detail=kind or "a download", body=None, raw=None)
        return load

    async def _follow_safely(
        self, url: str, headers: Mapping[str, str] | None = None
    ) -> tuple[_Answer | _Failed, list[str]]:
        hops: list[str] = []
        try:
            return await self._follow(self.address.request(url), hops, headers), hops
        except _Failed as failed:
            return failed, hops

    async def _follow(
        self, url: str, hops: list[str], headers: Mapping[str, str] | None = None, *, paced: bool = True
    ) -> _Answer:
        """The answer at the end of the redirects from `url`; `hops` receives the addresses on the way."""
        met: Counter[str] = Counter()
        while True:
            met[url] += 1
            # A shop may send a visitor back once, to see whether the cookie stuck.
            if met[url] > 2 or len(hops) > MAX_HOPS:
                raise _Failed("redirect_loop", f"{len(hops)} redirects")
            await self._guard.look_up(host_of(url))
            refusal = self._guard.decide("GET", url, page_url=hops[-1] if hops else "")
            if refusal is not None:
                inward = refusal.why == "private_address"
                raise _Failed("refused_address" if inward else "http_refusal", f"{origin_of(url)}: {refusal.why}")
            answer = await self._ask_patiently(url, headers or {}, paced)
            target = answer.header("location")
            if answer.status not in _REDIRECTS or not target:
                return answer
            onward = normalise(urljoin(url, target))
            if onward is None:
                raise _Failed("unreachable", f"redirects to {target[:200]}")
            hops.append(url)
            url = onward

    async def _ask_patiently(self, url: str, headers: Mapping[str, str], paced: bool) -> _Answer:
        """One hop; 429 and 503 slow the pace and are asked again before they count."""
        for attempt in range(1, ATTEMPTS + 1):
            if paced or attempt > 1:
                await self._pace.turn(url)
            try:
                answer = await self._ask(url, headers)
            except _Failed as failed:
                if failed.reason == "unreachable" and attempt == 1 and "disconnected" in failed.detail.lower():
                    continue
                raise
            if answer.status in STUMBLES and attempt == 1:
                await asyncio.sleep(STUMBLE_PAUSE)
                continue
            if answer.status not in _BUSY or attempt == ATTEMPTS:
                return answer
            wait = refusals.retry_after(answer.headers)
            wait = 0.5 * 2**attempt if wait is None else wait
            if wait > LONGEST_WAIT:
                return answer
            self._pace.slow(url, wait)
        raise AssertionError("the last attempt returns")

    async def _ask(self, url: str, more: Mapping[str, str]) -> _Answer:
        import aiohttp

        assert self._client is not None, "use as a context manager"
        try:
            sent = {**more, **self._headers(url)}
            async with self._client.get(_exactly(url), headers=sent, allow_redirects=False) as response:
                body, cut = await _body(response)
                headers = tuple((key, value) for key, value in response.headers.items())[:_KEPT_HEADERS]
                return _Answer(url, response.status, headers, body, cut, tuple(sorted(response.cookies)))
        except TimeoutError:
            raise _Failed("timeout", f"no answer in {self._config.crawl.page_timeout:g} s") from None
        except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError, ssl.SSLError) as problem:
            raise _Failed("tls_error", _words(problem)) from None
        except aiohttp.ClientPayloadError as problem:
            broken = "content-encoding" in str(problem).lower()
            raise _Failed("decode_error" if broken else "unreachable", _words(problem)) from None
        except aiohttp.ClientError as problem:
            raise _Failed("unreachable", _words(problem)) from None
        except (OSError, ValueError) as problem:
            raise _Failed("unreachable", _words(problem)) from None

    def _headers(self, url: str) -> dict[str, str]:
        """What goes along to the shop, and to nobody else."""
        from w3lib.http import basic_auth_header

        access = self._config.access
        if not self.address.ours(url):
            return {}
        auth = access.basic_auth
        own = {"Authorization": basic_auth_header(*auth, encoding="utf-8").decode("ascii")} if auth else {}
        return {**own, **dict(access.headers)}

    def _record(self, url: str, answer: _Answer | _Failed, hops: list[str]) -> Load:
        """The Load of an answer or failure; a body that is text can be read as such."""
        load = Load(
            url=url,
            final_url=hops[-1] if hops else url,
            device="desktop",
            seen="unread",
            redirects=tuple(hops),
            fetched_at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        if isinstance(answer, _Failed):
            return replace(load, reason=answer.reason, detail=answer.detail)
        final = self.address.identity(answer.url) or answer.url
        load = replace(
            load,
            final_url=final,
            status=answer.status,
            content_type=answer.header("content-type"),
            headers=answer.headers,
            cookies=answer.cookies,
        )
        if answer.cut:
            return replace(load, reason="too_large", detail=f"cut at {MAX_BYTES // 2**20} MB")
        body = answer.body
        load = replace(load, raw=lambda: body)
        if not answer.headers or _TEXT.search(load.content_type) or not load.content_type:
            text = decode(body, load.content_type).text
            load = replace(load, body=lambda: text)
        return load


def _refused(load: Load, refused: refusals.Refused) -> Load:
    return replace(load, seen="unread", reason=refused.reason, detail=refused.detail)


async def _body(response: aiohttp.ClientResponse) -> tuple[bytes, bool]:
    """The body after content decoding, and whether it was cut at the limit. A longer one is never held."""
    parts: list[bytes] = []
    size = 0
    async for part in response.content.iter_chunked(65_536):
        size += len(part)
        if size > MAX_BYTES:
            response.close()
            return b"", True
        parts.append(part)
    return b"".join(parts), False


def _exactly(url: str) -> Any:
    """The URL as it is spelled: already quoted, and not to be quoted again."""
    from yarl import URL

    return URL(url, encoded=True)


def _resolver(guard: Guard) -> Any:
    """A resolver that leaves out what the guard does not allow: a name may lead elsewhere than when it was looked up."""
    import aiohttp

    class _Resolver(aiohttp.ThreadedResolver):
        async def resolve(self, host: str, port: int = 0, family: Any = 0) -> Any:
            found = await super().resolve(host, port, family)
            kept = [entry for entry in found if guard.allows_address(_at(entry["host"]))]
            if found and not kept:
                raise OSError(f"{host} leads to a private address")
            return kept

    return _Resolver()


def _at(number: str) -> str:
    return f"http://[{number}]/" if ":" in number else f"http://{number}/"


def _words(problem: BaseException) -> str:
    """A problem in a few words, without the address of an object."""
    return (str(problem) or type(problem).__name__)[:200]

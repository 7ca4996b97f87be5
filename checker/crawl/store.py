"""Loads of earlier runs, used again where nothing that they rest on has changed.

Before a page is rendered its HTML is asked for as the browser would be answered, and so is what the browser was given for
it: style sheets, scripts, data and frames of the shop's own hosts. All the same: the kept load stands. Only style sheets
or scripts differ: one page of each template is rendered and held against its kept load; where it looks alike, the kept
loads of the others stand. Anything else is rendered. Carts and checkouts, and pages that were not read, are never kept;
an address that led nowhere is asked for without the browser.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, Literal

from disputelint import __version__
from disputelint.checker.config.settings import Config
from disputelint.checker.crawl import clock
from disputelint.checker.crawl.answers import Answer, Rests, digest
from disputelint.checker.crawl.fetch import Fetcher
from disputelint.checker.crawl.knowledge import knowledge
from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.crawl.loaded import Loaded
from disputelint.checker.crawl.store_look import look_of, may_rotate, rotates
from disputelint.checker.crawl.urls import Address
from disputelint.checker.crawl.volatile import BLANK, assets, neutral
from disputelint.checker.model import JSON, POLICY_KINDS, Device, PageKind
from disputelint.checker.model.record import record
from disputelint.checker.snapshot.encoding import decode
from disputelint.checker.snapshot.keptload import packed, unpacked
from disputelint.checker.snapshot.mask import Mask
from disputelint.checker.snapshot.records import Load

if TYPE_CHECKING:
    from disputelint.checker.snapshot.keep import Keep

DAYS: Final = 7  # after which a load is made anew: what other hosts give a page is not asked for again
_KIND: Final = "load"
_MISS: Final = "miss"
_GONE: Final = (404, 410)
_NEVER: Final = frozenset(("cart", "checkout"))
_DATA: Final = ("guard", "blocklist", "overlays", "preview_bars", "volatile")  # files that decide what a load holds
Why = Literal["new", "old", "text", "data", "assets", "sample"]
Render = Callable[[], Awaitable[Load]]
_LOG = logging.getLogger("disputelint.crawl")


class _Differs(Exception):
    """A page is not as it was kept."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


@record(frozen=True, slots=True)
class _Entry:
    """What a kept load rests on."""

    key: str
    url: str
    device: Device
    made: str
    rests: Rests  # url: identity of the document's address
    status: int
    document: str  # digest
    template: str

    def head(self) -> str:
        held = {
            "made": self.made, "url": self.rests.url, "status": self.status, "headers": self.rests.headers,
            "document": self.document, "template": self.template,
            "answers": [(one.kind, one.url, one.digest, one.headers) for one in self.rests.answers or ()],
        }  # fmt: skip
        return json.dumps(held, ensure_ascii=False)


class LoadStore:
    """The kept loads of one shop, for one run. `wanted`: what the browser looks for on every page (names, openers)."""

    def __init__(
        self, keep: Keep, config: Config, fetcher: Fetcher, browser: str, wanted: Iterable[str], heard: dict[str, str]
    ) -> None:
        self._keep = keep
        self._fetcher = fetcher
        self._address: Address = fetcher.address
        self._mask = Mask(config.access.secrets())
        self._heard = heard
        self._asked: dict[Answer, asyncio.Task[str]] = {}
        self._samples: dict[tuple[Device, str, frozenset[tuple[str, str]]], asyncio.Future[bool]] = {}
        self._templates: dict[str, str] = {}
        self._speaks: dict[Device, tuple[tuple[str, str], ...]] = {}  # request headers of the browser
        self._count: Counter[Why | Literal["reused"]] = Counter()
        self._marker = config.theme_marker or ""
        self._run = (browser, _version(config, wanted), _access(config, keep))

    async def load(self, url: str, device: Device, render: Render) -> Loaded:
        """The page at `url` (an identity): its kept load where it stands, else what `render` gives."""
        entry = self._entry(url, device)
        if entry is None:
            return await self._missing(url, device) or await self._made("new", render)
        self._speaks.setdefault(device, entry.rests.headers)
        try:
            today, now = await self._today(entry)
        except _Differs as differs:
            return await self._made(differs.why, render)
        except Exception:  # hostile input: what cannot be held against each other is rendered
            _LOG.debug("not compared: %s", url, exc_info=True)
            return await self._made("text", render)
        then = entry.rests.answers or ()
        changed = [one for one, other in zip(now, then, strict=True) if not one.digest or one.digest != other.digest]
        renewed = replace(entry, rests=replace(entry.rests, answers=now))
        if changed:
            return await self._sampled(renewed, changed, today, render)
        return self._reused(entry, today) or await self._made("new", render)

    async def _today(self, entry: _Entry) -> tuple[str, tuple[Answer, ...]]:
        """The HTML that the shop answers with today, and today's answers besides. Raises _Differs when the page has to be
        rendered, whatever its style sheets and scripts are.
        """
        if _age(entry.made) >= DAYS:
            raise _Differs("old")
        today = await self._fetcher.page_as(entry.url, dict(_as_browser(entry.rests.headers)))
        text = today.body() if today.reason is None and today.body is not None else ""
        if not text or (today.status, today.final_url) != (entry.status, entry.rests.url):
            raise _Differs("text")
        if self._document(text, today.status, clock.now()) != entry.document:
            raise _Differs("text")
        named = assets(text, entry.rests.url)
        then = entry.rests.answers or ()
        now = tuple(await asyncio.gather(*(self._again(one, named) for one in then)))
        if any(one.kind != "asset" and one.digest != other.digest for one, other in zip(now, then, strict=True)):
            raise _Differs("data")
        return text, now

    def note(self, load: Load, template: str, kinds: Iterable[PageKind]) -> None:
        """Keep a load that was made in this run, when a later one may use it. `template` is "" for that of the same
        page on another device.
        """
        try:
            self._note(load, template, tuple(kinds))
        except Exception:  # hostile input: one load the less for later runs
            _LOG.debug("not kept: %s", load.url, exc_info=True)

    def _note(self, load: Load, template: str, kinds: tuple[PageKind, ...]) -> None:
        named = self._templates.setdefault(load.url, f"{_group(kinds)} {template}") if template else ""
        if load.reason == "not_found" and load.status in _GONE:
            self._keep.put(_MISS, self._key(load.url, load.device), "", "")
        rests = load.rests if isinstance(load, RenderedLoad) else None
        if rests is not None:
            self._speaks.setdefault(load.device, rests.headers)
        if rests is None or rests.answers is None or rests.navigations != 1 or load.body is None:
            return
        if load.reason is not None or load.seen != "rendered" or load.status != 200 or _NEVER.intersection(kinds):
            return
        where = self._address.identity(rests.url) or rests.url
        entry = _Entry(
            self._key(load.url, load.device), load.url, load.device, load.fetched_at, replace(rests, url=where),
            load.status, self._document(load.body(), load.status, load.fetched_at),
            named or self._templates.get(load.url, ""),
        )  # fmt: skip
        head = entry.head()
        if self._mask.text(head) == head:  # an address with a secret in it could not be asked for again
            self._keep.put(_KIND, entry.key, head, packed(load, self._mask))

    def summary(self) -> dict[str, JSON]:
        """For `Meta.kept`: how many loads were used again, why others were made, and what is wrong with the store."""
        made: dict[str, JSON] = {why: count for why, count in sorted(self._count.items()) if why != "reused"}
        wrong = self._keep.problem
        told: dict[str, JSON] = {"problem": {"en": wrong.en, "ja": wrong.ja}} if wrong is not None else {}
        return {"reused": self._count["reused"], "made": made, **told}

    async def _made(self, why: Why, render: Render) -> Loaded:
        load = await render()
        if load.reason is None:
            self._count[why] += 1
        return Loaded(load)

    async def _missing(self, url: str, device: Device) -> Loaded | None:
        """A page that was not there in an earlier run, when the shop says today that it is not; nothing is rendered."""
        if device not in self._speaks or self._keep.body(_MISS, self._key(url, device)) is None:
            return None
        today = await self._fetcher.page_as(url, dict(_as_browser(self._speaks[device])))
        gone = today.reason == "not_found" and today.status in _GONE
        return Loaded(replace(today, device=device)) if gone else None

    def _reused(self, entry: _Entry, today: str) -> Loaded | None:
        body = self._keep.body(_KIND, entry.key)
        load = unpacked(body) if body is not None else None
        if load is None:
            return None
        self._count["reused"] += 1
        self._templates.setdefault(entry.url, entry.template)
        return Loaded(replace(load, url=entry.url, reused=clock.now()), today)

    async def _sampled(self, entry: _Entry, changed: Iterable[Answer], today: str, render: Render) -> Loaded:
        """A page whose style sheets or scripts differ: the first of its template is rendered, the others go by it."""
        key = entry.device, entry.template or entry.url, frozenset((neutral(one.url), one.digest) for one in changed)
        sample = self._samples.get(key)
        if sample is None:
            sample = self._samples[key] = asyncio.get_running_loop().create_future()
            try:
                made = await render()
                same = await self._looks_alike(entry, made, render)
            except BaseException:
                sample.set_result(False)
                raise
            sample.set_result(same)
            self._count["sample" if same else "assets"] += 1
            return Loaded(made)
        if not await sample:
            return await self._made("assets", render)
        found = self._reused(entry, today)
        if found is None:
            return await self._made("new", render)
        self._keep.rewrite(_KIND, entry.key, entry.head())
        return found

    async def _looks_alike(self, entry: _Entry, made: Load, render: Render) -> bool:
        """Whether a page looks as its kept load does, but for what rotates: that differs in a second load, too."""
        body = self._keep.body(_KIND, entry.key)
        load = unpacked(body) if body is not None else None
        if load is None or made.reason is not None:
            return False
        kept, fresh = look_of(load), look_of(made)
        differing = fresh.differs(kept)
        if not differing:
            return differing is not None
        if not may_rotate(differing, fresh, kept):
            return False
        more = await render()
        return more.reason is None and rotates(differing, kept, fresh, look_of(more))

    async def _again(self, one: Answer, named: Mapping[str, set[str]]) -> Answer:
        """What is answered today where `one` was, the digest "" when that cannot be told.

        A style sheet or script is asked for at the address that the page has for it today (`named`).
        """
        if one.kind == "asset":
            called = named.get(neutral(one.url), {one.url})
            if one.url not in called:
                if len(called) > 1:
                    return replace(one, digest="")
                one = replace(one, url=next(iter(called)))
            if one.url in self._heard:
                return replace(one, digest=self._heard[one.url])
        bare = replace(one, digest="")
        if bare not in self._asked:
            self._asked[bare] = asyncio.create_task(self._digest(bare))
        return replace(one, digest=await self._asked[bare])

    async def _digest(self, one: Answer) -> str:
        answer = await self._fetcher.file_as(one.url, dict(_as_browser(one.headers)))
        if answer.reason is not None or answer.raw is None:
            return ""
        text = decode(answer.raw(), answer.content_type).text
        return digest(one.kind, answer.status, text, clock.now())

    def _document(self, html: str, status: int | None, at: str) -> str:
        """The digest of a page's HTML. The marker of the audited theme may be another in each run: it is proved anew."""
        return digest("frame", status, html.replace(self._marker, BLANK) if self._marker else html, at)

    def _key(self, url: str, device: Device) -> str:
        share = knowledge().share_param
        asked = [pair for pair in self._address.carried if pair[0] != share]
        return hashlib.sha256(json.dumps([url, asked, device, *self._run]).encode("utf-8", "replace")).hexdigest()

    def _entry(self, url: str, device: Device) -> _Entry | None:
        key = self._key(url, device)
        head = self._keep.head(_KIND, key)
        if head is None:
            return None
        try:
            held: Any = json.loads(head)
            answers = tuple(Answer(kind, at, made, _pairs(sent)) for kind, at, made, sent in held["answers"])
            rests = Rests(str(held["url"]), _pairs(held["headers"]), 1, answers)
            datetime.fromisoformat(held["made"])
            return _Entry(
                key, url, device, held["made"], rests, int(held["status"]), held["document"], held["template"]
            )
        except (ValueError, TypeError, KeyError, RecursionError):  # a damaged entry is none
            return None


def _as_browser(headers: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Request headers as the browser sent them: it may have said nothing of languages."""
    return {"accept-language": "", **dict(headers)}.items()


def _pairs(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(said)) for name, said in value)


def _group(kinds: Iterable[PageKind]) -> str:
    """What pages of one template are besides: a product and a policy may have the same frame around them."""
    held = set(kinds)
    return next(
        (kind for kind in ("product", "home", "collection") if kind in held), "policy" if held & POLICY_KINDS else ""
    )


def _age(made: str) -> float:
    """Days since a load was made; one from the future is as old as can be."""
    moment = datetime.fromisoformat(made)
    days = (datetime.now(UTC) - (moment if moment.tzinfo else moment.replace(tzinfo=UTC))).total_seconds() / 86_400
    return days if days >= -0.01 else float(DAYS)


def _version(config: Config, wanted: Iterable[str]) -> str:
    """Tells apart programs and settings that would make another load of the same page."""
    made = hashlib.sha256(json.dumps([__version__, config.crawl.locale, list(wanted)]).encode())
    for file in sorted(resources.files("disputelint.checker.crawl").iterdir(), key=lambda one: one.name):
        if file.name.endswith((".py", ".js")):
            made.update(file.read_bytes())
    for name in _DATA:
        file = resources.files("disputelint.rules").joinpath("knowledge", f"{name}.yaml")
        made.update(file.read_bytes() if file.is_file() else b"")
    return made.hexdigest()


def _access(config: Config, keep: Keep) -> str:
    """Tells apart ways of getting in. Of secrets it gives away as little as can be: salted, and slow to try out."""
    access = config.access
    given = [access.headers, access.cookies, access.basic_auth, access.storefront_password, access.share_key]
    if not any(given):
        return ""
    salt = keep.body("salt", "") or ""
    if not salt:
        keep.put("salt", "", "", salt := secrets.token_hex(16))
    return hashlib.scrypt(json.dumps(given).encode(), salt=salt.encode(), n=2**14, r=8, p=1, dklen=16).hex()

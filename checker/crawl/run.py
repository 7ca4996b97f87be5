"""From a URL to a snapshot: the order of a crawl, and what becomes of it when it is cut short."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from disputelint import __version__
from disputelint.checker.collector import seldom
from disputelint.checker.config.settings import Config
from disputelint.checker.crawl import entry, robots, sitemap
from disputelint.checker.crawl import progress as say
from disputelint.checker.crawl.completeness import discovery
from disputelint.checker.crawl.discover import Found, Frontier, usual_paths
from disputelint.checker.crawl.fetch import Fetcher, accept_language
from disputelint.checker.crawl.guard import Guard
from disputelint.checker.crawl.journey.result import JourneyResult
from disputelint.checker.crawl.knowledge import knowledge
from disputelint.checker.crawl.pace import Pace, side_by_side
from disputelint.checker.crawl.permission import permission
from disputelint.checker.crawl.plan import Ask, next_pages, wants_rendering
from disputelint.checker.crawl.progress import Progress
from disputelint.checker.crawl.read import Reader
from disputelint.checker.crawl.record import MAX_UNREAD, Recorder
from disputelint.checker.crawl.shop import Shop, Visit
from disputelint.checker.crawl.urls import Address, host_of, normalise, origin_of
from disputelint.checker.crawl.wares import Wares
from disputelint.checker.errors import Interrupted, UsageError
from disputelint.checker.model import Device, ReasonCode, Text
from disputelint.checker.snapshot.records import Load, Meta
from disputelint.checker.snapshot.write import SnapshotWriter
from disputelint.checker.understand import technologies
from disputelint.checker.understand.parsed import Parsed

if TYPE_CHECKING:
    from disputelint.checker.crawl.session import Session
    from disputelint.checker.crawl.store import LoadStore
    from disputelint.checker.crawl.tryouts import Tryouts
    from disputelint.checker.snapshot.keep import Keep

_LOG = logging.getLogger("disputelint.crawl")
BATCH = 16  # pages between two looks at the plan


def start_meta(config: Config, target: str) -> Meta:
    """The Meta that a snapshot of `target` starts with, dated now. Raises UsageError when the target is no web address."""
    url = normalise(target if "://" in target else f"https://{target}")
    if url is None:
        raise UsageError(
            Text(f"This is no web address: {target}", f"Webアドレスとして読めません：{target}"),
            hint=Text("Write it as https://shop.example", "https://shop.example のように書いてください。"),
        )
    crawl = config.crawl
    devices: tuple[Device, ...] = ("desktop", "mobile") if crawl.device == "both" else (crawl.device,)
    return Meta(
        target=url,
        origin=origin_of(url),
        date=_now(),
        locale=accept_language(config).partition(",")[0],
        devices=devices,
        tool_version=__version__,
        authorized_by=permission(config, url).by,
        render=crawl.render,
        seed=crawl.seed,
        settings={
            "max_pages": crawl.max_pages,
            "max_products": crawl.max_products,
            "include": list(crawl.include),
            "exclude": list(crawl.exclude),
            "device": crawl.device,
            "journey": config.journey.on,
        },
    )


async def crawl(
    config: Config,
    target: str,
    writer: SnapshotWriter,
    progress: Progress,
    parsed: Parsed | None = None,
    keep: Keep | None = None,
) -> Meta:
    """Crawl a shop into `writer` and finish it, with what earlier runs have kept. Returns what the snapshot says of the
    crawl.

    What the shop does is recorded, never raised. A run that takes longer than `crawl.timeout`, or is cancelled, keeps
    what it has (`Meta.truncated`); the cancellation is then raised on. Raises UsageError and BrowserMissing.
    """
    run = _Run(config, start_meta(config, target), writer, progress, parsed or Parsed(), keep)
    try:
        async with asyncio.timeout(config.crawl.timeout):
            await run.all()
            if (task := asyncio.current_task()) is not None and task.cancelling():
                raise asyncio.CancelledError  # somebody on the way took it for an error of his own
    except TimeoutError:
        _hush()
        run.cut_short("timeout")
    except asyncio.CancelledError:
        _hush()
        run.cut_short("interrupted")
        run.finish()
        raise
    return run.finish()


@seldom()
def crawl_now(
    config: Config,
    target: str,
    writer: SnapshotWriter,
    progress: Progress,
    parsed: Parsed | None = None,
    keep: Keep | None = None,
) -> Meta:
    """`crawl` for callers without an event loop. Raises Interrupted on Ctrl-C, with the snapshot kept."""
    try:
        return asyncio.run(crawl(config, target, writer, progress, parsed, keep))
    except KeyboardInterrupt:
        raise Interrupted(
            Text(
                "Interrupted; the snapshot keeps what was read",
                "中断しました。それまでに読み取った内容はスナップショットに残っています",
            ),
            where=str(writer.path),
        ) from None


def _hush() -> None:
    """Let nobody hear what requests that were given up say afterwards (the browser's driver ends with Ctrl-C, too)."""
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class _Run:
    def __init__(
        self,
        config: Config,
        meta: Meta,
        writer: SnapshotWriter,
        progress: Progress,
        parsed: Parsed,
        keep: Keep | None,
    ) -> None:
        self.config = config
        self.meta = meta
        self.writer = writer
        self.progress = progress
        self.parsed = parsed
        self.keep = keep
        address = Address.of_target(meta.target, config.access.share_key)
        home = address.identity(meta.target) or meta.target
        self.shop = Shop(config, home, meta.origin, address, permission(config, home), Frontier(address))
        self.shop.frontier.add([Found(home, "", "target")])
        self.recorder = Recorder(self.shop, writer)
        self.guard = Guard(meta.origin)
        self.pace = Pace(config.crawl.rate)
        self.home: Visit | None = None
        self.reader: Reader | None = None
        self.sitemap: sitemap.Sitemap | None = None
        self.tried_paths = False
        self.planned = 0
        self.wares = Wares()
        self.tryouts: Tryouts | None = None  # None: no browser to try anything out in
        self.finished = 0  # of the batch that is being read

    async def all(self) -> None:
        """The whole crawl, in order."""
        jobs = side_by_side(self.config.crawl.jobs, self.meta.origin)
        async with AsyncExitStack() as stack:
            await self.guard.look_up(self.guard.host)
            fetcher = await stack.enter_async_context(Fetcher(self.config, self.shop.address, self.pace, self.guard))
            if not await self._admitted(fetcher):
                return
            session, store = await self._browser(stack, fetcher)
            reader = self.reader = Reader(self.shop, fetcher, session, self.pace, jobs, self.parsed, store)
            if not await self._open(reader):
                return
            await self._look_around(reader)
            await self._read_all(reader)
            await self._on_phone(reader)
            await self._probe(reader)
            self._journey(await self._walk(reader))

    async def _browser(self, stack: AsyncExitStack, fetcher: Fetcher) -> tuple[Session | None, LoadStore | None]:
        """The browser, unless nothing is to be rendered, and what it has rendered in earlier runs. Raises BrowserMissing."""
        if self.config.crawl.render == "none":
            return None, None
        from disputelint.checker.crawl.session import Session
        from disputelint.checker.crawl.tryouts import Tryouts

        names, openers = technologies.globals_wanted(), knowledge().openers
        heard: dict[str, str] | None = {} if self.keep is not None else None
        session = Session(self.config, self.meta.origin, self.guard, globals_wanted=names, openers=openers, heard=heard)
        await stack.enter_async_context(session)
        self.tryouts = Tryouts(self.shop)
        self.meta = replace(self.meta, browser=session.browser_name)
        if self.keep is None or heard is None:
            return session, None
        from disputelint.checker.crawl.store import LoadStore

        wanted = (*names, *openers)
        return session, LoadStore(self.keep, self.config, fetcher, session.browser_name, wanted, heard)

    async def _admitted(self, fetcher: Fetcher) -> bool:
        """Whether robots.txt lets us in at all."""
        shop = self.shop
        self._say(say.ROBOTS)
        load, _ = await fetcher.data(f"{shop.origin}/robots.txt")
        shop.robots = robots.of_load(load, shop.origin)
        if shop.robots.banned:
            shop.done.pop(shop.home, None)
            self.recorder.unread(
                shop.frontier.candidate(shop.home), "robots_disallowed", "robots.txt names disputelint"
            )
            self._no_journey("robots_disallowed")
            return False
        if shop.robots.delay and not shop.permission.allowed:
            self.pace.at_least(f"{shop.origin}/", shop.robots.delay)
        return True

    async def _open(self, reader: Reader) -> bool:
        """The target; False when there is nothing more to do."""
        self._say(say.HOME)
        home = await reader.read(Ask(self.shop.home, "render", "home"))
        if home.document is not None and self._moved(home.load) and not await self._admitted(reader.fetcher):
            return False
        self.home = home
        if reader.session is not None:
            for name, value, _, _ in await reader.session.cookies():
                reader.fetcher.take_cookies({name: value}, home.load.final_url)
        self._settle(home)
        if home.document is None:
            self._no_journey(home.load.reason)
        return home.document is not None

    def _moved(self, load: Load) -> bool:
        """The shop is where the target ends: http to https, the bare name to www, a platform's host to the shop's own."""
        origin = origin_of(load.final_url)
        if origin in self.shop.address.origins:
            return False
        self.guard.add_host(host_of(origin))
        self.shop.moved_to(origin)
        self.meta = replace(self.meta, origin=origin)
        return True

    async def _look_around(self, reader: Reader) -> None:
        """Everything that tells of pages before the plan: how the shop says "not found", sitemaps, usual addresses."""
        shop, home = self.shop, self.home
        assert home is not None and home.document is not None
        shop.locale = shop.frontier.locale_at(home.load.final_url)
        runs_on = technologies.platform_of(technologies.detect(technologies.signs(home.document)))
        shop.frontier.use(knowledge().platforms.get(runs_on or ""))
        await reader.probe(home)
        origin = self.meta.origin
        shop.frontier.add([Found(f"{origin}/", "", "target")])
        self._say(say.SITEMAP)
        roots = (*shop.robots.sitemaps, f"{origin}/sitemap.xml")
        found = await sitemap.read(
            tuple(url for root in roots if (url := normalise(root, origin))), reader.fetcher.data, self.guard.owns
        )
        shop.frontier.add(Found(url, "", "sitemap") for url in found.pages)
        self.sitemap = found
        linked = {kind for candidate in shop.frontier.candidates() if candidate.linked for kind in candidate.kinds}
        for path in usual_paths(origin, shop.frontier.platform):
            url = shop.address.identity(path.url)
            if url is not None and not linked.intersection(self._kinds_at(path)):
                shop.frontier.add([path])
        self.tried_paths = True

    def _kinds_at(self, path: Found) -> tuple[str, ...]:
        from disputelint.checker.crawl.discover import guess

        return guess(path.url, (), self.shop.frontier.platform)

    async def _read_all(self, reader: Reader) -> None:
        while asks := next_pages(self.shop.waiting(), tuple(self.shop.done.values()), self.shop.limits):
            self.planned = sum(1 for page in self.shop.done.values() if page.counted) + len(asks)
            await self._batch(reader, asks[:BATCH])
            self.finished = 0

    async def _batch(self, reader: Reader, asks: Sequence[Ask]) -> None:
        """Read pages side by side and record them in the plan's order; when cut short, those that came to their end."""
        tasks = [asyncio.create_task(self._one(reader, ask)) for ask in asks]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()
                if task.done() and not task.cancelled():
                    self._settle(task.result())

    def _settle(self, visit: Visit) -> None:
        """Record a page, and keep what the walk and the tryouts will ask of it."""
        self.recorder.settle(visit)
        if self.config.journey.on:
            self.wares.keep(visit)
        if self.tryouts is not None:
            self.tryouts.keep(visit)

    async def _on_phone(self, reader: Reader) -> None:
        """The pages that were rendered, once more as on a phone, when both devices are asked for."""
        if self.config.crawl.device != "both" or reader.session is None:
            return
        pages = [
            page.url
            for page in self.shop.done.values()
            if page.read and (page.url == self.shop.home or wants_rendering(page.kinds))
        ]
        for start in range(0, len(pages), BATCH):
            for url in (batch := pages[start : start + BATCH]):
                self._say(say.MOBILE.fill(url=url))
            for load in await asyncio.gather(*(reader.on_device(url, "mobile") for url in batch)):
                self.writer.add_load(load)

    async def _probe(self, reader: Reader) -> None:
        """Try out, in visits of their own, whether countdowns and counters are honest."""
        if reader.session is None or self.tryouts is None or not (targets := self.tryouts.chosen()):
            return
        self._say(say.PROBES)
        await self.tryouts.make(targets, reader.session, self.pace, self.writer)

    async def _walk(self, reader: Reader) -> JourneyResult:
        """The buyer's walk, when it is wanted and allowed."""
        if not self.config.journey.on:
            return JourneyResult("off")
        allowed = self.shop.permission
        if not allowed.allowed:
            return JourneyResult("not_authorized", "not_authorized", allowed.remedy.en if allowed.remedy else "")
        if reader.session is None:
            return JourneyResult("off", "not_rendered", "the journey needs the browser")
        from disputelint.checker.crawl.journey.walk import Walker

        self._say(say.JOURNEY)
        walker = Walker(reader.session, self.shop, self.writer, self.config, self.wares.offers(), self.meta.devices)
        try:
            return await walker.walk()
        except Exception as problem:  # the walk may fail, the audit goes on
            _LOG.debug("the walk failed", exc_info=True)
            return JourneyResult("failed", "crashed", type(problem).__name__)

    def _no_journey(self, reason: ReasonCode | None) -> None:
        """Nothing could be read, so nothing could be walked."""
        if self.config.journey.on:
            self._journey(JourneyResult("failed", reason))

    def _journey(self, result: JourneyResult) -> None:
        self.meta = replace(self.meta, journey=result.state, journey_reason=result.reason, journey_detail=result.detail)

    async def _one(self, reader: Reader, ask: Ask) -> Visit:
        visit = await reader.read(ask)
        self.finished += 1
        words = say.RENDERING if visit.load.seen == "rendered" else say.READING
        self._say(words.fill(url=ask.url))
        return visit

    def cut_short(self, why: str) -> None:
        """Note that the crawl did not come to its end."""
        self.meta = replace(self.meta, truncated=why)

    def finish(self) -> Meta:
        """Record what is known and was not read, and close the snapshot."""
        cut: ReasonCode | None = "timeout" if self.meta.truncated else None
        self.recorder.what_is_left(cut, self.home is not None)
        for refusal in self.guard.refusals:
            self.writer.add_refusal(refusal)
        settings = {**self.meta.settings, "known_pages": len(self.shop.frontier)}
        if self.reader is not None:
            kept = self.reader.store.summary() if self.reader.store is not None else {}
            self.meta = replace(self.meta, theme_proof=self.reader.theme.as_json(), kept=kept)
        self.meta = replace(self.meta, entry=entry.of(self.config, self.home.load if self.home else None))
        aliases = dict(sorted(self.shop.same.items())[:MAX_UNREAD])
        self.meta = replace(self.meta, settings=settings, aliases=aliases)
        found = discovery(self.shop, self.home, self.sitemap, self.tried_paths, cut)
        self.writer.finish(found, self.meta, tuple(sorted(self.shop.beside_robots)))
        return self.meta

    def _say(self, what: Text) -> None:
        done = self.finished + sum(1 for page in self.shop.done.values() if page.counted)
        self.progress.step(done, max(done, self.planned), what)

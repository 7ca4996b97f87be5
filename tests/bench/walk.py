"""What the buyer's walk costs, in bare page loads of the same shop: one full walk, without other sorts of products.

CPU of the whole process tree, pictures of the steps included; the shop's server is not part of it. Two runs are compared:
one that does what an audit has done before it walks (the browser runs, the product's page was rendered and understood),
and one that does the same and then walks. A bare page load is what `bare_loop` takes for one of the two pages that every
walk opens, the product's and the (empty) cart's, with its start-up left out. The walk itself loads five to eight documents.
Run as a module it is one of the things measured: `python -m tests.bench.walk start|walk URL PRODUCT`.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.meter import measure

ROOT = Path(__file__).resolve().parents[2]
LOADS = 20  # bare page loads that one is the mean of
ROUNDS = 3


def ratios(browser: str) -> dict[str, float]:
    """Shop → CPU of one walk in bare page loads, medians. `browser`: path of the one that loads them."""
    found: dict[str, float] = {}
    for name, shop in (("a shop of sections with an AJAX cart", _sections), ("the demo shop", _demo)):
        with shop() as (url, product):
            walk = _median(lambda url=url, product=product: _own("walk", url, product))  # type: ignore[misc]
            start = _median(lambda url=url, product=product: _own("start", url, product))  # type: ignore[misc]
            found[name] = (walk - start) / _load(browser, [url + product, f"{url}/cart"])
    return found


def _load(browser: str, urls: Sequence[str]) -> float:
    """CPU of one bare page load, start-up left out."""

    def cost(loads: int) -> float:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "urls.txt"
            file.write_text("\n".join(urls[n % len(urls)] for n in range(loads)), encoding="utf-8")
            return _cpu(["tests.bench.bare_loop", browser, str(file)])

    few, many = (_median(lambda loads=loads: cost(loads)) for loads in (4, 4 + LOADS))  # type: ignore[misc]
    return (many - few) / LOADS


def _median(measured: Callable[[], float]) -> float:
    return statistics.median(measured() for _ in range(ROUNDS))


@contextmanager
def _sections() -> Iterator[tuple[str, str]]:
    from tests.shops.counting import open_shop
    from tests.shops.sections import SectionsShop

    with open_shop(SectionsShop()) as shop:
        yield shop.url, "/products/tea"


@contextmanager
def _demo() -> Iterator[tuple[str, str]]:
    from disputelint.checker.demo import serve

    with serve("flawed") as shop:
        yield shop.url, "/products/bamboo-whisk"


def _own(kind: str, url: str, product: str) -> float:
    return _cpu(["tests.bench.walk", kind, url, product])


def _cpu(module: Sequence[str]) -> float:
    command = [sys.executable, "-m", *module]
    usage = measure(command, ROOT, {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""})
    if usage.exit_code:
        raise SystemExit(f"{' '.join(command)} ended with {usage.exit_code}:\n{usage.stderr[-3000:]}")
    return usage.cpu


async def _run(kind: str, url: str, product: str) -> None:
    """As far as an audit is before it walks: its data is read, a product page was rendered and understood. Then `walk`."""
    from disputelint.checker.config.settings import Config
    from disputelint.checker.crawl.guard import Guard
    from disputelint.checker.crawl.journey.choose import offer_of
    from disputelint.checker.crawl.knowledge import knowledge
    from disputelint.checker.crawl.session import Session
    from disputelint.checker.understand.document import parse
    from disputelint.checker.understand.site import understand
    from tests.crawl.journey.walked import walk_in

    config = Config()
    knowledge()
    with tempfile.TemporaryDirectory() as folder:
        async with Session(config, url, Guard(url)) as session:
            document = parse(await session.render(url + product))
            understand(document)
            offer_of(document, url + product)
            if kind == "walk":
                done = await walk_in(session, config, url, (product,), Path(folder))
                if done.result.state != "walked":
                    raise SystemExit(f"the walk ended with {done.result}")


if __name__ == "__main__":
    asyncio.run(_run(*sys.argv[1:]))

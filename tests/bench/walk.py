"""What the buyer's walk costs, in bare page loads of the same shop: one full walk, without other sorts of products.

CPU of the whole process tree, pictures of the steps included; the shop's server is not part of it. The walk begins where an
audit without one would go on: the browser runs, the product's page was rendered, understood and written into a snapshot,
the collector of garbage looks as seldom as there. It ends with the walk's own snapshot written and read, its page closed.
A bare page load is what `bare_loop` takes for one more of the two pages that every walk opens, the product's and the (empty)
cart's, in a browser that has loaded some. The walk itself loads three to eight documents.

Both are taken between two marks within one run (`meter.mark`). They were differences of two runs before, one that walks and
one that does not, one that loads many and one that loads few: to start the browser and Python takes twice what is measured
and swings by half a second of itself, so that one shop's figure was 11 at one time and 21 at another. Each round measures
the walk and the loads one right after the other, because a busy machine makes all of it dearer; the figure is the median of
the rounds' ratios.
Run as a module it is one of the things measured: `python -m tests.bench.walk URL PRODUCT`.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from disputelint.checker.collector import seldom
from tests.bench.meter import mark, measure

ROOT = Path(__file__).resolve().parents[2]
LOADS = 20  # bare page loads that one is the mean of
FEW = 4  # those before them: what each of the pages at once does first is start-up
ROUNDS = 5


def ratios(browser: str) -> dict[str, float]:
    """Shop → CPU of one walk in bare page loads. `browser`: path of the one that loads them."""
    found: dict[str, float] = {}
    shops = (
        ("a shop of sections with an AJAX cart", _sections),
        ("the same in a theme of usual weight", _themed),
        ("the demo shop", _demo),
    )
    for name, shop in shops:
        with shop() as (url, product), tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "urls.txt"
            two = (url + product, f"{url}/cart")
            file.write_text("\n".join(two[n % 2] for n in range(FEW + LOADS)), encoding="utf-8")
            walk = ["tests.bench.walk", url, product]
            bare = ["tests.bench.bare_loop", browser, str(file), str(FEW)]
            rounds = [_between(walk, "ready", "walked") / _between(bare, "warm", "loaded") for _ in range(ROUNDS)]
        found[name] = statistics.median(rounds) * LOADS
        print(f"walk, {name}: {', '.join(f'{one * LOADS:.1f}' for one in rounds)}", file=sys.stderr, flush=True)
    return found


@contextmanager
def _sections() -> Iterator[tuple[str, str]]:
    from tests.shops.counting import open_shop
    from tests.shops.sections import SectionsShop

    with open_shop(SectionsShop()) as shop:
        yield shop.url, "/products/tea"


@contextmanager
def _themed() -> Iterator[tuple[str, str]]:
    from tests.bench.themed import ThemedShop
    from tests.shops.counting import open_shop

    with open_shop(ThemedShop()) as shop:
        yield shop.url, "/products/tea"


@contextmanager
def _demo() -> Iterator[tuple[str, str]]:
    from disputelint.checker.demo import serve

    with serve("flawed") as shop:
        yield shop.url, "/products/bamboo-whisk"


def _between(module: Sequence[str], first: str, last: str) -> float:
    """CPU that a module took between two of its marks, in seconds."""
    command = [sys.executable, "-m", *module]
    usage = measure(command, ROOT, {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""})
    if usage.exit_code:
        raise SystemExit(f"{' '.join(command)} ended with {usage.exit_code}:\n{usage.stderr[-3000:]}")
    return usage.marks[last] - usage.marks[first]


async def _run(url: str, product: str) -> None:
    """What an audit does without a walk: its data is read, a product page is rendered and understood, a snapshot written.
    Then it walks.
    """
    from disputelint.checker.config.settings import Config
    from disputelint.checker.crawl.discover import Found, Frontier
    from disputelint.checker.crawl.guard import Guard
    from disputelint.checker.crawl.journey.choose import offer_of
    from disputelint.checker.crawl.knowledge import knowledge
    from disputelint.checker.crawl.run import start_meta
    from disputelint.checker.crawl.session import Session
    from disputelint.checker.crawl.urls import Address
    from disputelint.checker.model import Discovery
    from disputelint.checker.snapshot.read import open_snapshot
    from disputelint.checker.snapshot.write import SnapshotWriter
    from disputelint.checker.understand.document import parse
    from disputelint.checker.understand.site import understand
    from tests.crawl.journey.walked import walk_in

    config = Config()
    knowledge()
    with tempfile.TemporaryDirectory() as folder:
        async with Session(config, url, Guard(url)) as session:
            load = await session.render(url + product)
            document = parse(load)
            understand(document)
            offer_of(document, url + product)
            Frontier(Address.of_target(url + "/")).add((Found(url + product, "", "main"),))
            meta = start_meta(config, url)
            writer = SnapshotWriter(Path(folder) / "start.wacz", meta)
            writer.add_load(load)
            writer.finish(Discovery(False, ()), meta)
            open_snapshot(Path(folder) / "start.wacz")  # as the tests' walk does with its own
            mark("ready")
            done = await walk_in(session, config, url, (product,), Path(folder), read=(load,))
            mark("walked")
            if done.result.state != "walked":
                raise SystemExit(f"the walk ended with {done.result}")


if __name__ == "__main__":
    with seldom():
        asyncio.run(_run(*sys.argv[1:]))

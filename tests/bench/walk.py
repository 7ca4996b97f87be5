"""What the buyer's walk costs, in bare page loads of the same shop: one full walk, without other sorts of products.

CPU of the whole process tree, pictures of the steps included; the shop's server is not part of it. Two runs are compared:
one that does what an audit does without a walk (the browser runs, the product's page was rendered, understood and written
into a snapshot, the collector of garbage looks as seldom as there), and one that does the same and walks. A bare page load is what `bare_loop` takes for one
more of the two pages that every walk opens, the product's and the (empty) cart's; start-up left out. The walk itself loads
three to eight documents.
Run as a module it is one of the things measured: `python -m tests.bench.walk start|walk URL PRODUCT`.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from disputelint.checker.collector import seldom
from tests.bench.meter import measure

ROOT = Path(__file__).resolve().parents[2]
LOADS = 20  # bare page loads that one is the mean of
FEW = 4  # those that its start-up is known by
ROUNDS = 4


def ratios(browser: str) -> dict[str, float]:
    """Shop → CPU of one walk in bare page loads. `browser`: path of the one that loads them.

    Each round measures everything once, and the least of all rounds counts: a busy machine only ever adds.
    """
    found: dict[str, float] = {}
    shops = (
        ("a shop of sections with an AJAX cart", _sections),
        ("the same in a theme of usual weight", _themed),
        ("the demo shop", _demo),
    )
    for name, shop in shops:
        with shop() as (url, product), tempfile.TemporaryDirectory() as folder:
            runs = {
                "walk": ["tests.bench.walk", "walk", url, product],
                "start": ["tests.bench.walk", "start", url, product],
                "few": _loads(browser, [url + product, f"{url}/cart"], FEW, Path(folder)),
                "many": _loads(browser, [url + product, f"{url}/cart"], FEW + LOADS, Path(folder)),
            }
            cost = {kind: min(costs) for kind, costs in _rounds(runs).items()}
        found[name] = (cost["walk"] - cost["start"]) / (cost["many"] - cost["few"]) * LOADS
    return found


def _rounds(runs: Mapping[str, Sequence[str]]) -> dict[str, list[float]]:
    costs: dict[str, list[float]] = {kind: [] for kind in runs}
    for _ in range(ROUNDS):
        for kind, module in runs.items():
            costs[kind].append(_cpu(module))
    return costs


def _loads(browser: str, urls: Sequence[str], loads: int, folder: Path) -> list[str]:
    """The command that loads these pages in turn."""
    file = folder / f"{loads}.txt"
    file.write_text("\n".join(urls[n % len(urls)] for n in range(loads)), encoding="utf-8")
    return ["tests.bench.bare_loop", browser, str(file)]


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


def _cpu(module: Sequence[str]) -> float:
    command = [sys.executable, "-m", *module]
    usage = measure(command, ROOT, {"NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": ""})
    if usage.exit_code:
        raise SystemExit(f"{' '.join(command)} ended with {usage.exit_code}:\n{usage.stderr[-3000:]}")
    return usage.cpu


async def _run(kind: str, url: str, product: str) -> None:
    """What an audit does without a walk: its data is read, a product page is rendered and understood, a snapshot written.
    With `walk` it walks, too.
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
            if kind == "walk":
                done = await walk_in(session, config, url, (product,), Path(folder), read=(load,))
                if done.result.state != "walked":
                    raise SystemExit(f"the walk ended with {done.result}")
            else:
                Frontier(Address.of_target(url + "/")).add((Found(url + product, "", "main"),))
                meta = start_meta(config, url)
                writer = SnapshotWriter(Path(folder) / "start.wacz", meta)
                writer.add_load(load)
                writer.finish(Discovery(False, ()), meta)
                open_snapshot(Path(folder) / "start.wacz")  # as the tests' walk does with its own


if __name__ == "__main__":
    with seldom():
        asyncio.run(_run(*sys.argv[1:]))

"""The benchmark's server, in a process of its own: keep-alive, ten minutes of cache, loopback only.

`python -m tests.bench.server` prints its address on the first line and serves until its standard input is closed. A line
written there becomes the end of the theme's style sheet, on all pages.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import storefront

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving() -> Iterator[str]:
    """The storefront at an address without a slash at its end, while the block runs."""
    with changing() as (base, _):
        yield base


@contextmanager
def changing() -> Iterator[tuple[str, Callable[[str], None]]]:
    """As `serving`, with what changes the theme: it takes rules of CSS, on one line."""
    command = [sys.executable, "-m", "tests.bench.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as server:
        assert server.stdout is not None and server.stdin is not None
        try:
            base = server.stdout.readline().strip()
            if not base:
                raise RuntimeError("the benchmark's server did not start")
            yield base, lambda rules: _changed(server, rules)
        finally:
            server.stdin.close()
            server.wait(timeout=10)


def _changed(server: subprocess.Popen[str], rules: str) -> None:
    assert server.stdout is not None and server.stdin is not None
    server.stdin.write(rules + "\n")
    server.stdin.flush()
    if server.stdout.readline().strip() != "changed":
        raise RuntimeError("the benchmark's server did not change")


async def _main() -> None:
    from aiohttp import web

    site = storefront.build()

    async def answer(request: web.Request) -> web.Response:
        found = site.get(request.path)
        if found is None:
            return web.Response(status=404, text="Not found")
        kept = {"Cache-Control": "max-age=600", "Content-Type": found.content_type}
        return web.Response(body=found.body, headers=kept)

    runner = web.ServerRunner(web.Server(answer, access_log=None))  # type: ignore[arg-type]
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    site = storefront.finished(site, base)
    print(base, flush=True)
    sheet = site["/css/theme.css"]
    while line := await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
        site["/css/theme.css"] = storefront.Answer(sheet.content_type, sheet.body + line.encode())
        print("changed", flush=True)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(_main())

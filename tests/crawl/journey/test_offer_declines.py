"""How plainly an offer can be turned down, proved on pages as a browser lays them out: size, contrast, whether it shows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from disputelint.checker.config.settings import Config
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.facts import find_all
from tests.lent import Lent
from tests.shops.counting import Asked, CountingShop, Said, open_shop

pytestmark = pytest.mark.browser

_STYLES = {
    "plain": "",
    "tiny": "#no { font-size: 7px }",
    "faint": "#no { color: #e4e4e4 }",
    "gone": "#no { display: none }",
    "outside": "#no { position: absolute; left: -9999px }",
    "cut": ".box { overflow: hidden; height: 26px } #yes { display: block; height: 26px }",
    "menu": "details > * { color: black }",
}


class _Shop(CountingShop):
    def answer(self, asked: Asked) -> Said | None:
        style = _STYLES.get(asked.path.removeprefix("/cart/"))
        if style is None:
            return None
        no = "<a id=no href='#'>No thanks</a>"
        if asked.path.endswith("menu"):
            no = f"<details><summary>More choices</summary>{no}</details>"
        return self.page(
            "Your cart",
            f"<style>{style}</style><p>Green tea £9.00</p><div class=box><button id=yes>Yes, add parcel protection</button>"
            f" {no}</div><p>Total £9.00</p>",
        )


@dataclass(frozen=True)
class _Shown:
    how: object
    size: float | None
    contrast: float | None


def test_a_decline_is_told_as_the_browser_shows_it(lent: Lent) -> None:
    seen: dict[str, _Shown] = {}

    async def go(url: str) -> None:
        async with lent.session(Config(), url) as session:
            for name in _STYLES:
                document = parse(await session.render(f"{url}/cart/{name}"))
                fact = next(f for f in find_all(document, ("cart",), "en") if f.name == "offer.choice")
                assert isinstance(fact.value, dict) and fact.block is not None
                block = document.blocks[fact.block]
                seen[name] = _Shown(fact.value["shown"], block.font_size, block.contrast)

    with open_shop(_Shop()) as shop:
        lent.run(go(shop.url))
    assert {name: one.how for name, one in seen.items()} == {
        "plain": "visible", "tiny": "visible", "faint": "visible",
        "gone": "hidden", "outside": "hidden", "cut": "hidden", "menu": "hidden",
    }  # fmt: skip
    assert seen["plain"].size and seen["plain"].size >= 14 and (seen["plain"].contrast or 0) > 7
    assert seen["tiny"].size == 7 and (seen["faint"].contrast or 21) < 1.5

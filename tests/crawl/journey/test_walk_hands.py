"""The walk's hands: what can be done at once is done by the pointer and the keys; what cannot is left undone."""

from __future__ import annotations

from typing import Any

import pytest

from disputelint.checker.config.settings import Config
from disputelint.checker.crawl.journey.hands import Hands
from tests.lent import Lent
from tests.shops.counting import Asked, CountingShop, Said, open_shop

pytestmark = pytest.mark.browser

_PAGE = """<body style="margin:0"><style>button { width: 120px; height: 30px }</style>
<button id=free>Free</button><button id=off disabled>Off</button>
<div style="position:relative;height:40px"><button id=covered>Covered</button>
<div style="position:absolute;inset:0;background:white"></div></div>
<button id=jumps onpointerdown="">Jumps</button><button id=thief hidden>Pay now</button>
<label><input id=drawn type=radio name=a style="display:none"> Drawn</label>
<label><input id=box type=checkbox> Box</label>
<input id=name><input id=fixed readonly value=held><input id=short maxlength=3>
<select id=land><option value="">-</option><option value=jp>Japan</option></select>
<div style="position:fixed;right:0;top:0"><button id=dimmed>Dimmed</button></div><div id=dim hidden></div>
<div id=cart role=dialog hidden>Your cart</div><style>#dim { position: fixed; right: 0; top: 0; width: 200px; height: 60px }</style>
<div style="height:3000px"></div><button id=low>Low</button>
<script>
  window.said = [];
  localStorage.setItem('cart', 'tea');
  for (const one of document.querySelectorAll('button')) one.onclick = (event) => said.push(one.id + (event.isTrusted ? '' : '?'));
  document.querySelector('#name').oninput = (event) => said.push('typed ' + event.isTrusted);
  document.querySelector('#name').onblur = () => said.push('left');
  document.querySelector('#land').onchange = () => said.push('land ' + document.querySelector('#land').value);
  const jumps = document.querySelector('#jumps'), thief = document.querySelector('#thief');
  jumps.onpointermove = () => { const { left, top } = jumps.getBoundingClientRect(); jumps.remove(); thief.hidden = false;
    thief.style.cssText = `position:fixed;left:${left}px;top:${top}px`; };
</script>"""


class _Shop(CountingShop):
    def answer(self, asked: Asked) -> Said | None:
        return Said(_PAGE if asked.path == "/" else "<p>Other words</p>") if asked.method == "GET" else None


def test_the_hands_do_what_a_buyer_could_do_at_once_and_nothing_else(lent: Lent) -> None:
    done: dict[str, Any] = {}

    async def go(url: str) -> None:
        async with lent.session(Config(), url) as session, session.page("desktop") as page:
            await page.goto(url)
            hands = Hands(session.slot(page))
            for name in ("free", "off", "covered", "low", "gone"):
                done[name] = await hands.click(f"#{name}")
            done["alone"] = await hands.behind("#dimmed"), await hands.behind("#covered")
            await page.evaluate(
                "for (const one of [document.querySelector('#dim'), document.querySelector('#cart')]) one.hidden = false"
            )
            done["behind"] = await hands.behind("#dimmed"), await hands.behind("#covered"), await hands.click("#dimmed")
            done["drawn"], done["box"] = await hands.tick("#drawn", True), await hands.tick("#box", True)
            done["typed"] = await hands.type([("#name", "Hanako"), ("#fixed", "x"), ("#short", "12345")])
            done["chosen"] = await hands.choose("#land", "jp"), await hands.choose("#land", "fr")
            done["jumps"] = await hands.click("#jumps")
            done["kept"] = await hands.kept()
            done["values"] = await page.evaluate(
                "[...document.querySelectorAll('input')].map(e => e.checked || e.value)"
            )
            done["said"] = await page.evaluate("said")
            done["brought"] = await hands.bring(f"{url}/other"), await hands.bring(f"{url}/other", [("a", "b")])

    with open_shop(_Shop()) as shop:
        lent.run(go(shop.url))
        assert done["brought"] == ((f"{shop.url}/other", "<p>Other words</p>"), None)
    assert done["kept"] == '[{"cart":"tea"},{}]'
    clicked = {"free": True, "off": False, "covered": False, "low": True, "gone": False, "jumps": False}
    assert {name: done[name] for name in clicked} == clicked
    assert (done["drawn"], done["box"], done["typed"], done["chosen"]) == (True, True, ["#fixed"], (True, False))
    assert done["values"] == [True, True, "Hanako", "held", "123"]
    # A dialog stays until it is closed; what lies over something without one may only be loading.
    assert (done["alone"], done["behind"]) == ((False, False), (True, False, False))
    # What came under the pointer instead of the control was not pressed.
    assert done["said"] == ["free", "low", "typed true", "left", "left", "land jp"]


_ANSWERS = {
    "/quiet": "<input id=name><button>On</button>",
    "/kept": "<input id=name oninput=\"this.setAttribute('value', this.value)\"><button>On</button>",
    "/says": '<input id=name oninput="told.hidden = false"><p id=told hidden>Delivered on Monday</p><button>On</button>',
    "/late": "<input id=name onblur=\"setTimeout(() => { document.querySelector('button').disabled = false }, 50)\">"
    "<button disabled>On</button>",
    "/framed": "<input id=name><iframe srcdoc='<p>Card</p>'></iframe>",
    "/drawn": "<input id=name><x-summary></x-summary>",
}


class _Form(CountingShop):
    def answer(self, asked: Asked) -> Said | None:
        return Said(_ANSWERS[asked.path]) if asked.path in _ANSWERS else None


def test_a_page_is_still_when_nothing_but_its_fields_has_changed_since_it_was_typed_into(lent: Lent) -> None:
    still: dict[str, tuple[bool, bool, bool]] = {}

    async def go(url: str) -> None:
        async with lent.session(Config(), url) as session, session.page("desktop") as page:
            for path in _ANSWERS:
                await page.goto(url + path)
                hands = Hands(session.slot(page))
                before = await hands.still()
                await hands.type([("#name", "Hanako")])
                await session.settle(page)
                still[path] = before, await hands.still(), await hands.still()

    with open_shop(_Form()) as shop:
        lent.run(go(shop.url))
    # Asked before anything was typed, and a second time, it is not known.
    assert {path: now for path, (before, now, again) in still.items() if not before and not again} == {
        "/quiet": True, "/kept": True, "/says": False, "/late": False, "/framed": False, "/drawn": False,
    }  # fmt: skip

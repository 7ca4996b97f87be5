"""What is read of a page: text with its layout, shadow roots, frames, dialogs; overlays are closed by refusing."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import pytest

from disputelint.checker.crawl.load import RenderedLoad
from disputelint.checker.crawl.session import Session
from disputelint.checker.snapshot.records import Layout
from tests.lent import Lent

from .driven import Driven, driven

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("reading")]

LAYOUT = """<title>T</title><style>
  .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0,0,0,0) }
  .reveal { opacity: 0; transition: opacity 1s }
</style>
<p id=plain style="font-size: 20px">plain</p>
<p id=none style="display: none">none</p>
<p id=hidden style="visibility: hidden">hidden</p>
<p id=faded style="opacity: 0">faded</p>
<p><span id=reader class=sr>for screen readers</span></p>
<p id=indented style="text-indent: -9999px">indented</p>
<p id=left style="position: absolute; left: -5000px">off the left</p>
<div style="max-height: 0; overflow: hidden"><p id=folded>folded</p></div>
<details><summary id=summary>More</summary><p id=inside>inside</p><p id=within style="display: contents">inside</p></details>
<details><summary id=named style="display: contents">Named</summary><p>x</p></details>
<details open><summary>Open</summary><p id=opened>opened</p></details>
<p id=tiny style="font-size: 0">tiny</p>
<div style="height: 40px; overflow: auto"><p style="height: 200px">a</p><p id=scrolled>scrolled</p></div>
<div style="background: #000"><p id=grey style="color: #777">grey on black</p></div>
<div style="background: url(x.png)"><p id=onpicture>on a picture</p></div>
<div style="background: rgba(0, 0, 0, 0.5)"><p id=half style="color: #fff">on half black</p></div>
<p id=modern style="color: oklch(0 0 0)">modern colour</p>
<span id=contents style="display: contents">contents</span>
<div style="height: 2000px"></div>
<p id=later class=reveal>revealed when scrolled to</p>
<label><input type=checkbox id=ticked name=t> Tick</label><input id=typed><input type=password value=hush id=secret>
<select><option>a<option id=chosen value=b>b</select><img id=picture src=/table.png alt="" width=400 height=200>
<noscript><p>no script</p></noscript><template><p>template</p></template>
<script>ticked.checked = true; typed.value = 'typed "in"'; chosen.selected = true</script>
<script type=application/ld+json>{"@type": "Product", "name": "</b>"}</script>
"""
DIALOG = """<h1>Shop</h1><button id=opens>Returns policy</button><a href="#" id=away>Shipping policy</a>
<form action=/order method=post><button>Returns order</button></form><a href="#here">Returns below</a><p id=here>Returns stay here.</p>
<script>
  opens.onclick = () => { const box = document.createElement('div'); box.setAttribute('role', 'dialog');
    box.style = 'position: fixed; inset: 40px; background: white';
    setTimeout(() => { box.innerHTML = '<p>Send anything back within thirty days of delivery, unused.</p>' }, 60);
    document.body.append(box) };
  away.onclick = event => { event.preventDefault(); location.href = '/shipping' };
</script>"""
CONSENT = """<h1>Shop</h1><p>Text</p><div id=wall style="position: fixed; inset: 0; background: #000c"><div role=dialog>
  <p>We value your privacy</p><button onclick="document.title = 'accepted'; wall.remove()">Accept all</button>
  <button onclick="document.title = 'refused'; wall.remove(); setTimeout(() => { letter.hidden = false }, 50)">REJECT</button></div></div>
  <div id=letter hidden style="position: fixed; inset: 10%; background: #fff"><p>Get 10 % off</p><form><input><button>Subscribe</button></form>
  <button aria-label=Close onclick="letter.remove(); document.title += ' closed'">×</button></div>"""
VEILED = "<style>body { opacity: 0 }</style><h1>Shop</h1>" + "<p>Returns within 30 days.</p>" * 12
DRAWN_LATE = """<h1>Shop</h1><style>.reveal { opacity: 0 } .reveal.in { opacity: 1 }</style>
<p id=shown class=reveal>Cups come back within thirty days.</p><p id=drawn></p><script>
  const show = (entries) => entries.forEach((one) => one.target.classList.toggle("in", one.isIntersecting));
  new IntersectionObserver(show).observe(document.querySelector(".reveal"));
  requestAnimationFrame(() => requestAnimationFrame(() => { drawn.textContent = "Saucers come back, too."; }));
</script>"""
COUNTED = """new Promise((done) => { let frames = 0; setTimeout(() => done(frames), 400);
  const next = () => { frames += 1; requestAnimationFrame(next); }; next(); })"""
PAGES = {
    "/drawn-in-frames": DRAWN_LATE,
    "/veiled": VEILED,
    "/blank": "<div id=app></div><script type=module src=/gone.js></script>",
    "/pictured": "<img src=/a.png alt=''><script src=/gone.js></script>",
    "/bare": "<div></div>",
    "/unveiled": VEILED + "<script>setTimeout(() => { document.body.style.opacity = 1 }, 700)</script>",
    "/layout": LAYOUT,
    "/dialog": DIALOG,
    "/consent": CONSENT,
    "/hidden-no": CONSENT.replace(
        "<button onclick=\"document.title = 'refused'",
        "<button style='display: none' onclick=\"document.title = 'refused'",
    ),
    "/faint-no": CONSENT.replace("<div role=dialog>", "<div role=dialog style='background: #fff'>").replace(
        "<button onclick=\"document.title = 'refused'",
        "<button style='all: unset; font-size: 7px; color: #eee' onclick=\"document.title = 'refused'",
    ),
    "/only-accept": CONSENT.replace("REJECT", "Allow all").replace("refused", "accepted"),
    "/shadow-consent": """<h1>Shop</h1><div id=cmp></div><script>
      const root = document.getElementById('cmp').attachShadow({mode: 'open'});
      root.innerHTML = `<div style="position: fixed; inset: 10%; background: #fff"><p>We use cookies.</p><inner-buttons></inner-buttons></div>`;
      root.querySelector('inner-buttons').attachShadow({mode: 'open'}).innerHTML = '<button id=y>Accept all</button><button id=n>Deny</button>';
      const by = (id) => root.querySelector('inner-buttons').shadowRoot.getElementById(id);
      by('y').onclick = () => document.title = 'accepted';
      by('n').onclick = () => { document.title = 'refused'; root.host.remove(); };
    </script>""",
    "/frame-consent": """<h1>Shop</h1><div id=box style="position: fixed; inset: 10%; background: #fff">
      <iframe src="http://localhost:PORT/asks" style="border: 0; width: 100%; height: 100%"></iframe></div>
      <script>onmessage = (said) => { document.title = said.data; document.getElementById('box').remove(); };</script>""",
    "/asks": """<p>We and our partners use cookies.</p><button onclick="parent.postMessage('accepted', '*')">Accept</button>
      <button style="font-size: 8px" onclick="parent.postMessage('refused', '*')">Continue without accepting</button>""",
    "/frames": """<h1>Shop</h1><div style="height: 300px"></div><iframe id=policy loading=lazy src="http://localhost:PORT/policy" style="border: 0"></iframe>
      <div style="height: 4000px"></div><iframe loading=lazy src="/terms"></iframe><iframe src="http://localhost:1/gone"></iframe>
      <div style="display: none"><iframe srcdoc="<p>unseen words in a frame</p>"></iframe></div>""",
    "/policy": "<p>Refunds within 14 days.</p>",
    "/terms": "<p>Terms far below.</p>",
    "/shadow": """<shop-box></shop-box><script>customElements.define('shop-box', class extends HTMLElement {
      connectedCallback() { this.attachShadow({mode: 'open'}).innerHTML = '<p>Free returns in the shadow</p>' } })</script>""",
    "/late": "<h1>Shop</h1><p id=price></p><script>setTimeout(() => { fetch('/price').then(r => r.text()).then(t => { price.textContent = '£12' }) }, 80)</script>",
    "/price": "12",
    "/ticking": "<h1>Shop</h1><p id=clock>0</p><script>let n = 0; setInterval(() => { clock.textContent = ++n }, 20)</script>",
    "/screen": """<h1>Shop</h1><p id=size></p><p id=met></p><p style="position: absolute; top: 870px; height: 20px">near</p>
      <p style="position: absolute; top: 910px; height: 20px">far</p><script>
      requestAnimationFrame(() => requestAnimationFrame(() => { size.textContent = [innerWidth, innerHeight, screen.width, screen.height,
        outerWidth, visualViewport.width, matchMedia('(width: 1280px) and (height: 900px)').matches].join(' ') }));
      const observer = new IntersectionObserver(all => { met.textContent = all.map(one => one.target.textContent + ' ' + one.isIntersecting).join(', ') });
      document.querySelectorAll('p[style]').forEach(one => observer.observe(one))</script>""",
    "/hooked": """<h1>Shop</h1><p>Honest text</p><script>
      Element.prototype.getBoundingClientRect = () => ({width: 0, height: 0}); Array.prototype.map = () => []; JSON.stringify = () => '{}';
      Array.prototype.toJSON = () => 'x'; window.getComputedStyle = null; window.Shop = {theme: {id: 1}};</script>""",
}


@pytest.fixture(scope="module")
def shop(lent: Lent) -> Iterator[Driven]:
    with driven(
        PAGES, globals_wanted=("Shop.theme", "Shop.nothing", "Other"), openers=("Returns", "shipping"), lent=lent
    ) as running:
        yield running


@pytest.fixture(scope="module")
def page(shop: Driven) -> RenderedLoad:
    return shop.render("/layout")


def at(load: RenderedLoad, identifier: str) -> Layout:
    found = re.search(rf'id="?{identifier}"?[^>]*data-dl="(\d+)"', load.html())
    assert found, identifier
    layout = load.layout[int(found[1])]
    assert layout is not None
    return layout


@pytest.mark.parametrize(
    "identifier",
    ["plain", "summary", "named", "opened", "scrolled", "grey", "onpicture", "contents", "later", "typed", "picture"],
)
def test_what_a_buyer_sees_is_visible(page: RenderedLoad, identifier: str) -> None:
    assert at(page, identifier).visible


@pytest.mark.parametrize(
    "identifier", ["none", "hidden", "faded", "reader", "indented", "left", "folded", "inside", "within", "tiny"]
)
def test_what_a_buyer_does_not_see_is_not(page: RenderedLoad, identifier: str) -> None:
    assert not at(page, identifier).visible


def test_size_and_contrast_are_those_of_the_screen(page: RenderedLoad) -> None:
    plain = at(page, "plain")
    assert (plain.font_size, plain.contrast, plain.x) == (20, 21, 8)
    assert plain.width > 1000 and 20 <= plain.height <= 30
    assert at(page, "grey").contrast == 4.7
    assert at(page, "onpicture").contrast is None
    assert at(page, "half").contrast == pytest.approx(4.0, abs=0.1)
    assert at(page, "modern").contrast == 21


def test_what_was_ticked_typed_and_chosen_stands_in_the_tree(page: RenderedLoad) -> None:
    html = page.html()
    assert re.search(r'<input type="checkbox" id="ticked" name="t" checked', html)
    assert 'value="typed &quot;in&quot;"' in html
    assert re.search(r'<option id="chosen" value="b" selected', html)
    assert "hush" not in html


def test_a_page_that_shows_nothing_is_waited_for_and_then_read_without_what_was_to_be_seen(
    shop: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = shop.render("/unveiled")
    assert shown.shown_text == 13 and all(one is None or one.visible for one in shown.layout)
    monkeypatch.setattr("disputelint.checker.crawl.load._UNVEILED", (0.01,))
    dark = shop.render("/veiled")
    assert dark.seen == "rendered" and dark.layout == () and "Returns within 30 days." in dark.html()


def test_a_page_whose_scripts_show_nothing_at_all_was_not_seen(shop: Driven, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disputelint.checker.crawl.load._UNVEILED", (0.01,))
    blank = shop.render("/blank")
    assert (blank.seen, blank.reason) == ("unread", "timeout") and "showed nothing" in blank.detail
    assert shop.render("/pictured").seen == shop.render("/bare").seen == "rendered"


def test_what_no_buyer_reads_is_left_out_and_structured_data_kept(page: RenderedLoad) -> None:
    html = page.html()
    assert "no script" not in html and "<p>template" not in html
    assert '{"@type": "Product", "name": "</b>"}' in html


def test_a_policy_that_a_click_opens_is_in_the_tree(shop: Driven) -> None:
    load = shop.render("/dialog")
    dialog = re.search(r'<dl-dialog data-opener="Returns policy">(.*?)</dl-dialog>', load.html(), re.DOTALL)
    assert dialog and "thirty days of delivery" in dialog[1]
    number = re.search(r'<p data-dl="(\d+)">Send', dialog[1])
    assert number and load.layout[int(number[1])].visible  # type: ignore[union-attr]
    assert load.final_url.endswith("/dialog")


def test_an_opener_that_leaves_gives_its_link_and_submit_buttons_are_not_pressed(shop: Driven) -> None:
    html = shop.render("/dialog").html()
    assert f'<dl-dialog data-opener="Shipping policy"><a href="{shop.shop.origin}/shipping">' in html
    assert 'data-opener="Returns order"' not in html and 'data-opener="Returns below"' not in html
    assert "/shipping" not in shop.shop.gets() and "/order" not in shop.shop.posts()


def test_overlays_are_closed_by_refusing(shop: Driven) -> None:
    load = shop.render("/consent")
    assert load.overlays == ("REJECT", "Close")
    assert re.search(r"<title[^>]*>refused closed</title>", load.html())
    asked: Any = load.probes["overlays"]
    assert [(one["kind"], one["accept"]["name"], one["decline"]["name"]) for one in asked] == [
        ("consent", "Accept all", "REJECT"), ("signup", "Subscribe", "Close"),
    ]  # fmt: skip
    assert asked[0]["decline"]["shown"] and asked[0]["decline"]["size"] > 10


def test_how_a_refusal_was_shown_is_kept_with_the_page(shop: Driven) -> None:
    def decline(path: str) -> Any:
        asked: Any = shop.render(path).probes["overlays"]
        return asked[0]["decline"]

    assert decline("/only-accept") is None and decline("/hidden-no")["shown"] is False
    faint = decline("/faint-no")
    assert (faint["shown"], faint["size"]) == (True, 7) and faint["contrast"] < 1.5


@pytest.mark.parametrize(
    ("path", "yes", "no", "size"),
    [("/shadow-consent", "Accept all", "Deny", 13.3), ("/frame-consent", "Accept", "Continue without accepting", 8)],
)
def test_an_overlay_in_a_shadow_tree_or_a_frame_of_another_host_is_refused_and_kept(
    shop: Driven, path: str, yes: str, no: str, size: float
) -> None:
    load = shop.render(path)
    assert load.overlays == (no,) and re.search(r"<title[^>]*>refused</title>", load.html())
    asked: Any = load.probes["overlays"]
    assert [(one["kind"], one["accept"]["name"], one["decline"]["name"]) for one in asked] == [("consent", yes, no)]
    assert asked[0]["decline"]["shown"] and asked[0]["decline"]["size"] == size


def test_an_overlay_that_only_offers_acceptance_is_left_alone(shop: Driven) -> None:
    load = shop.render("/only-accept")
    assert load.overlays == () and "accepted" not in load.html().split("</head>")[0]
    assert load.seen == "rendered"


def test_frames_with_words_are_read_with_their_place(shop: Driven) -> None:
    load = shop.render("/frames")
    frames = {frame.url.rsplit("/", 1)[-1]: frame for frame in load.frames}
    policy = frames["policy"]
    assert "Refunds within 14 days." in policy.html and policy.selector == "#policy"
    number = re.search(r'data-dl="(\d+)"', policy.html)
    layout = load.layout[int(number[1])] if number else None
    assert layout is not None and layout.visible and layout.y > 300
    assert "Terms far below" in frames["terms"].html
    assert (frames["gone"].html, frames["gone"].reason) == ("", "third_party_frame")
    unseen = re.search(r'<p data-dl="(\d+)">unseen', "".join(frame.html for frame in load.frames))
    assert unseen and not load.layout[int(unseen[1])].visible  # type: ignore[union-attr]


def test_open_shadow_roots_are_in_the_tree(shop: Driven) -> None:
    assert re.search(r"<shop-box[^>]*><dl-shadow><p[^>]*>Free returns in the shadow", shop.render("/shadow").html())


def test_what_scripts_bring_late_is_waited_for(shop: Driven) -> None:
    assert "£12" in shop.render("/late").html()


def test_a_ticking_clock_is_not_waited_for(shop: Driven) -> None:
    assert shop.render("/ticking").seconds < 2.5


def test_scripts_of_the_page_cannot_change_what_is_read(shop: Driven) -> None:
    load = shop.render("/hooked")
    assert "Honest text" in load.html()
    assert any(layout.visible for layout in load.layout if layout)


def test_known_names_on_the_window_are_found_even_then(shop: Driven) -> None:
    assert shop.render("/hooked").globals == ("Shop.theme",)
    assert shop.render("/shadow").globals == ()


def test_a_page_is_given_the_whole_screen_although_next_to_nothing_of_it_is_drawn(shop: Driven) -> None:
    html = shop.render("/screen").html()
    assert "1280 900 1280 900 1280 1280 true" in html
    assert "near true, far false" in html


def test_pages_read_side_by_side_show_what_comes_with_their_animation_frames(shop: Driven) -> None:
    async def side_by_side(session: Session) -> list[RenderedLoad]:
        found: list[RenderedLoad] = []
        for _ in range(5):
            found += await asyncio.gather(*(session.render(f"{shop.shop.origin}/drawn-in-frames") for _ in range(2)))
        return found

    for load in shop.run(side_by_side):
        assert "Saucers come back, too." in load.html()
        assert at(load, "shown").visible


def test_a_page_that_is_walked_on_gets_its_animation_frames(shop: Driven) -> None:
    async def count(session: Session) -> int:
        await asyncio.gather(*(session.render(f"{shop.shop.origin}/drawn-in-frames") for _ in range(2)))
        async with session.page() as page:
            await page.goto(f"{shop.shop.origin}/drawn-in-frames")
            async with session.page() as other:  # one of the two stood behind the other
                await other.goto(f"{shop.shop.origin}/drawn-in-frames")
                frames = [int(await other.evaluate(COUNTED))]
            async with session.page(on_journey=False) as other:
                await other.goto(f"{shop.shop.origin}/drawn-in-frames")
                async with session.page() as front:
                    await front.goto(f"{shop.shop.origin}/drawn-in-frames")
                    frames += [int(await one.evaluate(COUNTED)) for one in (front, other)]
        return min(frames)

    assert shop.run(count) > 8


def test_the_browser_opens_no_pages_of_its_own_beside_the_shops(shop: Driven) -> None:
    async def kinds(session: Session) -> set[str]:
        assert session._running is not None
        cdp = await session._running.new_browser_cdp_session()
        return {one["type"] for one in (await cdp.send("Target.getTargets", {"filter": [{}]}))["targetInfos"]}

    shop.render("/screen")
    assert "page" in shop.run(kinds)
    assert not shop.run(kinds) - {"browser", "tab", "page", "iframe"}

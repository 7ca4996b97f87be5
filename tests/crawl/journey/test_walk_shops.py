"""The walk on shops of several kinds: how far it comes, what amounts it notes, and that nothing is ever bought."""

from __future__ import annotations

from pathlib import Path

import pytest

from disputelint.checker.config.settings import Config
from disputelint.checker.understand.site import read
from tests.crawl.journey.walked import CONFIG, Walked, walk, walk_in
from tests.lent import Lent
from tests.shops.accordion import AccordionShop
from tests.shops.confirming import ConfirmingShop
from tests.shops.counting import CountingShop, open_shop
from tests.shops.gates import GatedShop
from tests.shops.headed import HeadedShop
from tests.shops.onepage import OnePageShop
from tests.shops.sections import SectionsShop
from tests.shops.storage import EngravingShop, FallbackShop, GuideShop, StorageShop

pytestmark = pytest.mark.browser


def nothing_was_bought(shop: CountingShop) -> None:
    assert shop.bad == []
    assert shop.full_carts == []


def through(lent: Lent, shop: CountingShop, folder: Path) -> Walked:
    with open_shop(shop):
        done = walk(lent, shop.url, shop.products, folder)
    nothing_was_bought(shop)
    return done


def facts(done: Walked) -> dict[str, object]:
    site = read(done.snapshot, Config())
    return {fact.name: fact.value for fact in site.facts if fact.source == "journey"}


def test_a_shop_with_variants_and_shipping_after_the_address_is_walked_to_the_pay_button(
    lent: Lent, tmp_path: Path
) -> None:
    shop = SectionsShop()
    done = through(lent, shop, tmp_path)
    assert done.result.state == "walked"
    assert [(s.kind, s.step) for s in done.steps] == [
        ("product", None), ("cart", None), ("checkout", "address"), ("checkout", "payment"),
    ]  # fmt: skip
    assert dict(done.amounts("payment"))["total"] == 16.5 and dict(done.amounts("cart"))["subtotal"] == 12.0
    told = next(v.told for v in shop.visitors.values() if v.told)
    assert told["checkout[email]"] == "buyer@example.com" and told["checkout[zip]"] == "20001"
    assert "newsletter" not in told
    pages = [load.url.removeprefix(shop.url) for load in done.snapshot.loads]
    assert pages == ["/cart", "/checkouts/one", "/checkouts/one#step-payment"]
    assert facts(done)["checkout.steps"] == 1


def test_a_japanese_shop_is_walked_as_a_guest_to_the_final_confirmation_page(lent: Lent, tmp_path: Path) -> None:
    shop = ConfirmingShop()
    done = through(lent, shop, tmp_path)
    assert done.result.state == "walked"
    assert [s.step for s in done.steps if s.kind == "checkout"] == ["entry", "address", "payment", "review"]
    assert done.steps[-1].page.endswith("/shopping/confirm")
    assert ("合計", 2860.0) in done.amounts("review")
    told = next(v.told for v in shop.visitors.values() if v.told)
    assert told["nonmember[name][name01]"] == "見本" and told["nonmember[kana][kana02]"] == "タロウ"
    assert [told[f"nonmember[tel][tel0{n}]"] for n in (1, 2, 3)] == ["03", "0000", "0000"]
    assert told["nonmember[address][pref]"] == "13" and "mailmagazine" not in told
    assert facts(done)["checkout.guest"] is True


def test_what_makes_the_total_grow_unannounced_is_a_fact(lent: Lent, tmp_path: Path) -> None:
    done = through(lent, GatedShop(), tmp_path)
    assert done.result.state == "walked"
    found = facts(done)["ledger.unannounced"]
    assert found == {"label": "shipping, handling fee", "amount": 5.95, "currency": "GBP", "step": "review"}
    assert "ledger.sum_mismatch" not in facts(done)
    assert "track" in {refusal.why for refusal in done.refused if "/api/collect" in refusal.url}


def test_a_checkout_on_one_page_is_finished_section_by_section_before_its_pay_control(
    lent: Lent, tmp_path: Path
) -> None:
    shop = OnePageShop()
    done = through(lent, shop, tmp_path)
    assert done.result.state == "walked" and shop.accounts == 0
    assert [(s.kind, s.step, s.reason) for s in done.steps if not s.reached] == [("checkout", None, "out_of_stock")]
    assert dict(done.amounts("checkout"))["total"] == 13.0
    told = next(v.told for v in shop.visitors.values() if v.told)
    assert (told["account"], told["agree"], told.get("newsletter")) == ("0", "1", None)
    assert told["country"] == "United Kingdom"
    assert [f for f in read(done.snapshot, Config()).facts if f.name == "cart.preticked"] == []
    boxes = [
        f.value for page in read(done.snapshot, Config()).pages for f in page.facts if f.name == "checkout.acceptance"
    ]
    assert boxes and all(isinstance(box, dict) and box["checked"] is False for box in boxes)


def test_a_cart_that_heads_its_checkout_is_filled_once_and_walked_to_the_button_that_waits_for_the_details(
    lent: Lent, tmp_path: Path
) -> None:
    shop = HeadedShop()
    done = through(lent, shop, tmp_path)
    assert (done.result.state, shop.most) == ("walked", 1)
    assert dict(done.amounts("checkout"))["total"] == 13.0
    last = next(load for load in done.snapshot.loads if load.url.endswith("#step-review"))
    assert "terms of sale" in last.html()


def test_a_home_page_that_a_server_gives_for_a_cart_that_it_does_not_have_is_no_cart(
    lent: Lent, tmp_path: Path
) -> None:
    done = through(lent, FallbackShop(), tmp_path)
    assert (done.result.state, done.result.reason) == ("failed", "no_add_to_cart")
    assert not [step for step in done.steps if step.kind == "cart" and step.reached]


def test_a_checkout_of_folding_steps_is_walked_past_the_password_that_it_leaves_open(
    lent: Lent, tmp_path: Path
) -> None:
    shop = AccordionShop()
    with open_shop(shop):
        done = walk(lent, shop.url, shop.products, tmp_path, platform="prestashop")
    nothing_was_bought(shop)
    assert done.result.state == "walked"
    assert [s.step for s in done.steps if s.kind == "checkout"] == ["address", "shipping", "review"]
    assert [s.reason for s in done.steps if not s.reached] == []
    assert done.amounts("review") == [("item", 23.9), ("shipping", 7.0), ("total (tax incl", 30.9)]
    told = next(v.told for v in shop.visitors.values() if v.told)
    assert (told["password"], told.get("optin"), told["psgdpr"]) == ("", None, "1")
    assert (told["id_country"], told["postcode"]) == ("1", "10115")
    assert facts(done)["checkout.guest"] is True


GATES = {
    "account": ("partial", "no_guest_checkout"),
    "captcha": ("partial", "captcha"),
    "phone": ("partial", "form_gate"),
    "membership": ("partial", "form_gate"),
    "dead": ("failed", "no_add_to_cart"),
    "sold_out": ("failed", "out_of_stock"),
}


def test_what_shuts_the_way_is_named(lent: Lent, tmp_path: Path) -> None:
    found: dict[str, tuple[str, str | None]] = {}
    noted: dict[str, str | None] = {}

    async def run() -> None:
        async with lent.session(CONFIG, "http://127.0.0.1") as session:
            for gate in GATES:
                with open_shop(GatedShop(gate)) as shop:
                    done = await walk_in(session, CONFIG, shop.url, shop.products, tmp_path / gate)
                found[gate] = (done.result.state, done.result.reason)
                noted[gate] = next(step.reason for step in reversed(done.steps) if not step.reached)
                nothing_was_bought(shop)

    lent.run(run())
    assert found == GATES
    assert noted == {gate: reason for gate, (_, reason) in GATES.items()}


def test_a_name_that_the_goods_are_to_bear_is_written_before_the_button_counts_as_dead(
    lent: Lent, tmp_path: Path
) -> None:
    done = through(lent, EngravingShop(), tmp_path)
    assert dict(done.amounts("cart"))["total"] == 9.0


def test_a_cart_that_lives_in_the_browser_holds_one_piece_and_is_emptied(lent: Lent, tmp_path: Path) -> None:
    done = through(lent, StorageShop(), tmp_path)
    assert dict(done.amounts("cart"))["total"] == 9.0
    assert "ledger.unannounced" not in facts(done)
    assert not [s for s in done.steps if s.action == "empty the cart"]  # a step of its own only where it fails


def test_a_guide_for_shoppers_is_no_checkout_and_a_supposed_one_that_is_not_there_is_none(
    lent: Lent, tmp_path: Path
) -> None:
    done = through(lent, GuideShop(), tmp_path)
    assert [s.kind for s in done.steps if s.reached] == ["product", "cart"]
    assert [(s.reason, s.detail) for s in done.steps if not s.reached] == [
        ("form_gate", "no control of the cart leads to a checkout")
    ]

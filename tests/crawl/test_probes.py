"""Countdowns and counters tried out in visits of their own: only the false ones are proved, and nothing is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from disputelint.checker.config.settings import Config, Crawl
from disputelint.checker.crawl import probes
from disputelint.checker.crawl.pace import Pace
from disputelint.checker.crawl.read import kinds_of
from disputelint.checker.crawl.shop import Visit
from disputelint.checker.model import Fact
from disputelint.checker.understand.document import parse
from disputelint.checker.understand.site import understand
from tests.lent import Lent
from tests.shops.counting import open_shop
from tests.shops.hurrying import HurryingShop

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("probes"), pytest.mark.timeout(150)]


@dataclass
class Tried:
    """What was measured on each page of the shop, the facts that came of it, and what the shop saw."""

    shop: HurryingShop
    said: dict[str, dict[str, Any]]
    facts: dict[str, list[Fact]]
    refused: set[str]

    def verdict(self, page: str, words: str) -> str:
        """What was found of the countdown or counter whose words begin so; "" when it was not followed."""
        said = self.said[page]
        for one in (*said.get("timers", ()), *said.get("counters", ())):
            if one["shown"].startswith(words):
                return str(one["verdict"])
        return ""


async def _try(lent: Lent, shop: HurryingShop) -> Tried:
    tried = Tried(shop, {}, {}, set())
    async with lent.session(Config(crawl=Crawl(jobs=3)), shop.url) as session:
        loads = await asyncio.gather(*(session.render(f"{shop.url}/p/{name}") for name in ("false", "true", "parts")))
        found = [probes.target(Visit(one, d := parse(one), kinds_of(d)), one.url) for one in loads]
        held: dict[str, dict[str, Any]] = {}
        await probes.probe(
            session, Pace(0), [one for one in found if one], lambda one, said: held.update({one.url: said})
        )
    for one in loads:
        name = one.url.rpartition("/")[2]
        tried.said[name] = held.get(one.url, {})
        page = understand(parse(replace(one, probes=tried.said[name])))
        tried.facts[name] = [fact for fact in page.facts if fact.source == "probe"]
    tried.refused = {refusal.why for refusal in session.guard.refusals}
    return tried


@pytest.fixture(scope="module")
def tried(lent: Lent) -> Iterator[Tried]:
    with pytest.MonkeyPatch.context() as patch, open_shop(HurryingShop()) as shop:
        patch.setattr(probes, "LIMIT", 100.0)  # a busy machine must not decide what is proved
        patch.setattr(probes, "_PAGE", 30.0)
        yield lent.run(_try(lent, shop))  # type: ignore[arg-type]


def test_a_countdown_that_every_new_visitor_sees_from_its_start_is_proved_to_restart(tried: Tried) -> None:
    assert tried.verdict("false", "Offer ends") == "restarts"
    assert tried.verdict("false", "Sale ends") == "restarts"  # kept in the visitor's own storage
    assert tried.verdict("parts", "15 minutes") == "restarts"


def test_a_start_that_may_be_what_is_left_of_a_real_time_is_proved_by_running_past_zero(tried: Tried) -> None:
    odd = next(one for one in tried.said["false"]["timers"] if one["shown"].startswith("Deal ends"))
    assert (odd["verdict"], odd["after_zero"]) == ("restarts", "starts_again")


def test_a_page_whose_clock_is_put_past_its_end_is_asked_for_no_more_than_its_visitors_need(tried: Tried) -> None:
    asked = [path for _, path in tried.shop.asked]
    assert tried.said["parts"]["timers"][0]["after_zero"] == "gone"
    assert asked.count("/p/parts") == 1 + 2  # the crawl's look, and two visitors
    assert asked.count("/p/false") == 1 + 4 + 1  # four visitors for the counter, one more for the second clock in doubt


def test_a_countdown_to_a_moment_is_not_accused_whoever_counts(tried: Tried) -> None:
    assert tried.verdict("true", "Offer ends") == "counts_down"
    assert tried.verdict("true", "Sale ends") == "counts_down"
    assert tried.verdict("true", "Your cart") == ""  # time of the visitor's own


def test_a_counter_made_by_chance_is_proved_and_true_ones_are_not(tried: Tried) -> None:
    assert [one["verdict"] for one in tried.said["false"]["counters"]] == ["random"]
    assert tried.verdict("true", "Only 3") == tried.verdict("true", "Last 3") == "steady"
    assert [one["verdict"] for one in tried.said["true"]["counters"]][2:] == ["unsure", "unsure"]


def test_facts_quote_the_page_and_say_what_was_measured(tried: Tried) -> None:
    facts = tried.facts["false"]
    assert [fact.name for fact in facts] == ["claims.countdown"] * 3 + ["claims.counter"]
    assert facts[0].evidence.quote.startswith("Offer ends in 00:") and "two new visitors" in facts[0].why
    true = [fact.value for fact in tried.facts["true"] if isinstance(fact.value, dict)]
    assert [value.get("restarts", value.get("random")) for value in true] == [False] * 4


def test_trying_out_sends_nothing_to_the_shop(tried: Tried) -> None:
    assert tried.shop.bad == []
    assert {method for method, _ in tried.shop.asked} == {"GET"}
    assert tried.refused == {"write_off_journey"}

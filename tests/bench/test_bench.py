from __future__ import annotations

import hashlib
import re
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.bench import ci, report, storefront
from tests.bench.meter import Usage, measure
from tests.bench.server import changing, serving
from tests.bench.themed import ThemedShop
from tests.shops.counting import Asked, Visitor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site() -> dict[str, storefront.Answer]:
    return storefront.build()


def test_the_storefront_is_the_same_bytes_every_time(site: dict[str, storefront.Answer]) -> None:
    def sums(one: dict[str, storefront.Answer]) -> dict[str, str]:
        return {path: hashlib.sha256(answer.body).hexdigest() for path, answer in one.items()}

    assert sums(site) == sums(storefront.build())
    assert sums(site) != sums(storefront.build(seed=1))


def test_it_has_sixty_pages_of_the_sizes_that_shops_have(site: dict[str, storefront.Answer]) -> None:
    pages = storefront.pages(site)
    products = sorted(len(site[path].body) for path in pages if path.startswith("/products/"))
    assert (len(pages), len(products)) == (60, 40)
    assert 75_000 < products[0] < 100_000 and 200_000 < products[-1] < 260_000


def test_every_link_and_file_that_a_page_names_is_served(site: dict[str, storefront.Answer]) -> None:
    named = {
        found
        for path in storefront.pages(site)
        for found in re.findall(r'(?:href|src)="(/[^"]*)"', site[path].body.decode())
    }
    assert named <= site.keys()


def test_the_server_answers_and_ends_with_the_block() -> None:
    with serving() as base, urllib.request.urlopen(base + "/robots.txt", timeout=10) as answer:
        assert f"Sitemap: {base}/sitemap.xml" in answer.read().decode()
    with pytest.raises(OSError):
        urllib.request.urlopen(base + "/robots.txt", timeout=2)


def test_the_meter_tells_what_a_command_took_between_its_marks() -> None:
    code = (
        "import time\nfrom tests.bench.meter import mark\nmark('first')\n"
        "end = time.process_time() + 0.3\nwhile time.process_time() < end: pass\n"
        "mark('last')\nwhile time.process_time() < end + 0.2: pass"
    )
    usage = measure([sys.executable, "-c", code], ROOT)
    assert 0.25 < usage.marks["last"] - usage.marks["first"] < 0.45 < usage.cpu


def test_the_meter_counts_children_and_keeps_what_was_said() -> None:
    spin = "import time\nwhile time.process_time() < 0.4: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {spin!r}]); print('done'); sys.exit(3)"
    usage = measure([sys.executable, "-c", code], ROOT)
    assert usage.cpu > 0.3 and usage.memory > 1_000_000
    assert (usage.exit_code, usage.stdout.strip()) == (3, "done")


def test_a_limit_is_missed_above_it_only() -> None:
    def usage(cpu: float, memory: int = 100) -> list[Usage]:
        return [Usage(cpu, 1, memory, 0, "", "")]

    found = {"bare": usage(10), "rendered": usage(13), "static": usage(2), "check": usage(4), "startup": usage(1)}
    read = {"bare": 60, "rendered": 60, "static": 60, "check": 60}
    judged = {line.what: line for line in report.lines(found, read, ["bs4"])}
    missed = [what for what, line in judged.items() if line.missed]
    assert missed == [
        "check of the saved snapshot / rendered audit, start-up left out",
        "heavy modules that --version loads bs4",
    ]
    assert judged["rendered audit / bare loop, CPU a page"].value == pytest.approx(1.3)
    assert judged["static audit, CPU a page, start-up left out"].value == pytest.approx(1000 / 60)


def test_the_gate_can_be_asked_for_any_part() -> None:
    from tests.bench import run

    parts = {name: lambda: Usage(1, 1, 1, 0, "", "") for name in ("bare", "rendered", "static", "check")}
    assert list(run._needed(parts, ["check", "pages"])) == ["rendered", "check"]  # the check needs what that one saves
    with pytest.raises(SystemExit, match="no such part: chek"):
        run._needed(parts, ["chek"])


def test_a_text_is_measured_part_by_part() -> None:
    from tests.bench import linear

    seconds = linear.read_once("prices", 2_000)
    assert set(seconds) == set(linear.PARTS) and all(spent >= 0 for spent in seconds.values())


def test_a_check_that_is_too_slow_with_what_earlier_runs_kept_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    def part(name: str, wall: float, made: int = 0, reused: int = 0) -> ci.Part:
        return ci.Part(name, Usage(2.5, wall, 100, 0, "", ""), made, reused)

    parts = [part("installation", 100), part("first run", 500, 12), part("nothing changed", 90, 1, 11)]
    lines = report.ci_lines(parts)
    assert [(line.value, line.missed) for line in lines] == [(190, True)]
    report.show({}, lines, parts)
    said = capsys.readouterr().out
    assert re.search(r"nothing changed +2\.50 +90\.0 +1 +11\n", said) and "MISSED" in said
    assert report.ci_lines([]) == []


def test_the_theme_of_the_storefront_changes_while_it_is_served() -> None:
    def sheet() -> str:
        with urllib.request.urlopen(f"{base}/css/theme.css", timeout=10) as answer:
            return str(answer.read().decode())

    with changing() as (base, change):
        before = sheet()
        change(ci.HIDING)
        assert sheet() == f"{before}{ci.HIDING}\n"


def test_the_small_shop_wears_the_theme_of_the_storefront(site: dict[str, storefront.Answer]) -> None:
    shop, buyer = ThemedShop(), Visitor()
    tea, cart = (shop.handle(Asked("GET", path, {}, {}, buyer)) for path in ("/products/tea", "/cart"))
    files = set(re.findall(r'(?:href|src)="?(/(?:css|js)/[^"> ]*)', cart.body))
    assert len(files) == 4 and files <= site.keys()
    assert {shop.handle(Asked("GET", path, {}, {}, buyer)).keep for path in files} == {600}
    assert 75_000 < len(tea.body) < 260_000 and "Add to cart" in tea.body and cart.body.count("/collections/") == 8

import json
from dataclasses import replace

import pytest

from disputelint.checker.config import Config, Waiver
from disputelint.checker.engine import baseline
from disputelint.checker.engine.judge import judge
from disputelint.checker.errors import ConfigError
from tests.engine.shop import catalogue, page, rule, site, unread

# Products whose URLs differ in the query only share a fingerprint: three findings with one fingerprint.
PRICE = rule("expect: {fact: price.amount}", subject="product")
THREE = site(page("/p?v=1", "product"), page("/p?v=2", "product"), page("/p?v=3", "product"))
ONE = site(page("/p?v=1", "product"))


def run(path, shop=THREE, **gate):
    config = Config()
    config = replace(config, gate=replace(config.gate, baseline=str(path), **{"today": "2026-11-21", **gate}))
    return judge(shop, catalogue(PRICE), config), config


def written(path, shop, **gate):
    said, config = run(path, shop, write_baseline=True, **gate)
    baseline.write(said.findings, config)
    return said, json.loads(path.read_text(encoding="utf-8"))


def statuses(said):
    return sorted(one.status for one in said.findings)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sub" / "baseline.json"


def test_a_missing_file_is_a_mistake_with_exit_code_two(path):
    with pytest.raises(ConfigError) as caught:
        run(path)
    assert caught.value.exit_code == 2
    assert "--write-baseline" in caught.value.hint.en


def test_the_first_one_takes_what_is_there(path):
    said, file = written(path, THREE)
    assert list(file["findings"].values()) == [3]
    assert file["created"] == "2026-11-21"
    assert statuses(said) == ["baselined"] * 3


def test_n_absorb_exactly_n(path):
    written(path, ONE)
    said, _ = run(path)
    assert statuses(said) == ["baselined", "new", "new"]


def test_it_does_not_grow_without_being_told(path):
    written(path, ONE)
    said, file = written(path, THREE)
    assert list(file["findings"].values()) == [1]
    assert statuses(said) == ["baselined", "new", "new"]
    assert any("--accept-new" in line.en for line in said.notices)


def test_it_grows_when_told(path):
    written(path, ONE)
    said, file = written(path, THREE, accept_new=True)
    assert list(file["findings"].values()) == [3]
    assert statuses(said) == ["baselined"] * 3


def test_it_shrinks_when_written_again(path):
    written(path, THREE)
    _, file = written(path, ONE)
    assert list(file["findings"].values()) == [1]
    _, file = written(path, site(page("/", "home")))
    assert file["findings"] == {}


def test_stale_entries_are_told_and_not_written_unasked(path):
    written(path, THREE)
    before = path.read_bytes()
    said, config = run(path, ONE)
    assert any("2 findings of the baseline were not met" in line.en for line in said.notices)
    assert baseline.write(said.findings, config) is None
    assert path.read_bytes() == before


def test_its_age_is_told(path):
    written(path, THREE)
    said, _ = run(path, today="2026-12-01")
    assert "2026-11-21 (10 days old)" in said.notices[0].en


def test_its_date_stays_when_it_is_written_again(path):
    written(path, THREE)
    _, file = written(path, THREE, today="2026-12-24")
    assert (file["created"], file["updated"]) == ("2026-11-21", "2026-12-24")


def test_writing_twice_gives_the_same_bytes(path):
    written(path, THREE)
    first = path.read_bytes()
    written(path, THREE)
    assert path.read_bytes() == first


def test_waived_and_inconclusive_findings_are_not_taken(path):
    waiver = Waiver("the-rule", "r", "o", "2026-12-31")
    _, file = written(path, ONE, waivers=(waiver,))
    assert file["findings"] == {}
    _, file = written(path, site(unread("/p", "product")), accept_new=True)
    assert file["findings"] == {}


def test_an_inconclusive_finding_is_never_absorbed(path):
    written(path, site(page("/p", "product")))
    said, _ = run(path, site(unread("/p", "product")))
    assert statuses(said) == ["new"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"findings": {"a": "1"}}', '{"findings": {"a": -1}}', '{"findings": [1]}', '{"created": 1}'],
)
def test_a_file_that_is_no_baseline_is_a_mistake(path, text):
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        run(path)
    assert caught.value.code == "E232"


def test_a_bare_table_of_counts_is_read(path):
    written(path, ONE)
    counts = json.loads(path.read_text(encoding="utf-8"))["findings"]
    path.write_text(json.dumps(counts), encoding="utf-8")
    assert statuses(run(path, ONE)[0]) == ["baselined"]

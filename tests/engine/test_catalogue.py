import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from disputelint.checker.config import Config
from disputelint.checker.engine.catalogue import data_folder, load
from disputelint.checker.errors import RuleError, Several
from tests.engine.shop import rule

REQUIREMENT = """\
authority: stripe
requirements:
  - id: stripe-a
    document: Checklist
    url: https://authority.test/
    section: Returns
    strength: must
    summary: {en: A policy is shown., ja: 方針を示す。}
    read: original
    reviewed: 2026-11-21
    checkable: page
    dispute_reasons: [canceled_returned]
"""
EXPECT = "expect: {fact: refund.window}\npages: [faq]"


@pytest.fixture
def folder(tmp_path):
    own = tmp_path / "rules"
    for name in ("knowledge", "lexicon", "requirements", "refund", "presets"):
        (own / name).mkdir(parents=True)
    for name in ("authorities.yaml", "dispute_reasons.yaml"):
        shutil.copy(data_folder() / "knowledge" / name, own / "knowledge" / name)
    write(own / "lexicon" / "price.yaml", "price_tax:\n  description: Tax\n  languages: {en: [tax]}\n")
    write(own / "requirements" / "stripe.yaml", REQUIREMENT)
    write(own / "refund" / "a-rule.yaml", rule("requirements: [stripe-a]\n" + EXPECT, "a-rule"))
    return own


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def config(tmp_path):
    plain = Config()
    return replace(plain, crawl=replace(plain.crawl, cache_dir=str(tmp_path / "cache")))


def codes(caught):
    found = caught.value
    return [error.code for error in (found.errors if isinstance(found, Several) else (found,))]


def test_rules_and_what_they_cite(folder, config):
    known = load(config, folder)
    assert known.rules["a-rule"].topic == "refund"
    assert known.requirements["stripe-a"].authority == "stripe"
    assert known.concepts == {"price_tax"}
    assert known.reasons["not_received"].label.ja == "商品が届かない"


def test_a_second_load_gives_the_same_from_the_cache(folder, config, monkeypatch):
    first = load(config, folder)
    from disputelint.checker import yamlfile

    def refuse(*_args):
        raise AssertionError("parsed again")

    monkeypatch.setattr(yamlfile, "read", refuse)
    assert load(config, folder) == first


def test_a_changed_file_is_read_anew(folder, config):
    load(config, folder)
    write(folder / "refund" / "a-rule.yaml", rule(EXPECT, "a-rule", who="support"))
    assert load(config, folder).rules["a-rule"].who == "support"


def test_a_mistake_in_a_cached_file_still_has_its_line(folder, config):
    load(config, folder)
    (folder / "requirements" / "stripe.yaml").unlink()
    with pytest.raises(RuleError) as caught:
        load(config, folder)
    assert caught.value.code == "E204"
    assert caught.value.where.source[1][1].startswith("requirements: [stripe-a]")


def test_a_damaged_or_unwritable_cache_does_no_harm(folder, config, tmp_path):
    load(config, folder)
    for file in (tmp_path / "cache").iterdir():
        file.write_bytes(b"\x00{")
    assert load(config, folder).rules
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    assert load(replace(config, crawl=replace(config.crawl, cache_dir=str(blocked / "inside"))), folder).rules


def test_all_mistakes_of_all_files_are_told_at_once(folder, config):
    write(folder / "refund" / "b-rule.yaml", rule("expect: {fact: refund.windw}", "b-rule"))
    write(folder / "refund" / "c-rule.yaml", rule("expect: {page: refnd}", "c-rule"))
    with pytest.raises(Several) as caught:
        load(config, folder)
    assert codes(caught) == ["E201", "E103"]


def test_an_id_is_used_once(folder, config):
    write(folder / "refund" / "b-rule.yaml", rule("aliases: [a-rule]\n" + EXPECT, "b-rule"))
    with pytest.raises(RuleError) as caught:
        load(config, folder)
    assert codes(caught) == ["E214"]


def test_after_must_lead_somewhere_and_never_back(folder, config):
    write(folder / "refund" / "b-rule.yaml", rule("after: [c-rule]\n" + EXPECT, "b-rule"))
    write(folder / "refund" / "c-rule.yaml", rule("after: [b-rule, a-rul]\n" + EXPECT, "c-rule"))
    with pytest.raises(Several) as caught:
        load(config, folder)
    assert codes(caught) == ["E215", "E215", "E215"]
    assert "a-rule" in caught.value.errors[2].hint.en


def test_own_folders_of_rules(folder, config, tmp_path):
    own = tmp_path / "mine"
    write(own / "my-rule.yaml", rule(EXPECT, "my-rule"))
    write(own / "shipping" / "other-rule.yaml", rule(EXPECT, "other-rule"))
    write(own / "presets" / "ours.yaml", "id: ours\ntitle: {en: Ours, ja: 当社}\nauthorities: [stripe]\n")
    known = load(replace(config, choice=replace(config.choice, folders=(str(own),))), folder)
    assert (known.rules["my-rule"].topic, known.rules["other-rule"].topic) == ("own", "shipping")
    assert known.presets["ours"].authorities == ("stripe",)
    with pytest.raises(RuleError) as caught:
        load(replace(config, choice=replace(config.choice, folders=(str(tmp_path / "none"),))), folder)
    assert codes(caught) == ["E223"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("authority: stripe", "authority: strpe", "E219"),
        ("authority: stripe", "authority: paypal", "E214"),
        ("canceled_returned", "cancelled", "E206"),
        ("read: original", "read: maybe", "E103"),
        ("    section: Returns\n", "", "E102"),
        ("strength: must", "strenght: must", "E101"),
    ],
)
def test_mistakes_in_requirements(folder, config, old, new, code):
    write(folder / "requirements" / "stripe.yaml", REQUIREMENT.replace(old, new))
    (folder / "refund" / "a-rule.yaml").unlink()
    with pytest.raises((RuleError, Several)) as caught:
        load(config, folder)
    assert code in codes(caught)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("id: mine\ntitle: {en: M, ja: 私}\nauthorities: [strpe]\n", "E219"),
        ("id: mine\ntitle: {en: M, ja: 私}\nrules: {a-rul: off}\n", "E220"),
        ("id: other\ntitle: {en: M, ja: 私}\n", "E214"),
        ("id: mine\ntitle: {en: M, ja: 私}\nrules: {a-rule: eror}\n", "E103"),
    ],
)
def test_mistakes_in_presets(folder, config, body, code):
    write(folder / "presets" / "mine.yaml", body)
    with pytest.raises(RuleError) as caught:
        load(config, folder)
    assert codes(caught) == [code]


def test_a_preset_file_named_in_extends(folder, config, tmp_path):
    path = tmp_path / "mine.yaml"
    write(path, "id: mine\ntitle: {en: M, ja: 私}\nauthorities: [stripe]\n")
    known = load(replace(config, choice=replace(config.choice, extends=(str(path),))), folder)
    assert known.presets[str(path)].id == "mine"


def test_the_rules_of_the_package_load_and_every_authority_has_both_names():
    known = load(Config())
    assert known.rules and known.requirements
    assert all(one.name.en and one.name.ja for one in known.authorities.values())
    assert {name for rule in known.rules.values() for name in rule.reasons} <= set(known.reasons)


def test_dispute_reasons_map_every_code_to_a_known_reason():
    from disputelint.checker import yamlfile

    value = yamlfile.read(Path(data_folder()) / "knowledge" / "dispute_reasons.yaml").value
    known = {one["id"] for one in value["reasons"]}
    known.add("(use the scheme table)")  # a gateway's code that only says which network's code to look up
    assert {row["canonical"] for rows in value["schemes"].values() for row in rows if "canonical" in row} <= known

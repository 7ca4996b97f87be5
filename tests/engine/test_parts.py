"""A rule that asks for several things: what its finding says is missing, and which requirements it is held against."""

from __future__ import annotations

from pathlib import Path

import pytest

from disputelint.checker.config import Config
from disputelint.checker.config.settings import Choice, Storefront
from disputelint.checker.engine.catalogue import load
from disputelint.checker.engine.judge import Judgement, judge
from disputelint.checker.errors import RuleError
from disputelint.checker.snapshot.files import open_files
from disputelint.checker.understand.site import read
from tests.engine.shop import catalogue, rule

MAIL = "<p>E-mail: help@loom-and-latch.com</p>"
PHONE = "<p>Phone: +44 20 7946 0018</p>"
ADDRESS = "<p>Loom &amp; Latch Ltd, 12 Mill Lane, Hebden Bridge HX7 8AD, United Kingdom</p>"


def contact(folder: Path, body: str, gateways: tuple[str, ...]) -> Judgement:
    (folder / "contact.html").write_text(f"<html lang=en><h1>Contact</h1>{body}", encoding="utf-8")
    choice = Choice(select=("contact-details-complete",), gateways=gateways)
    config = Config(storefront=Storefront(gateways=gateways, market="US"), choice=choice)
    return judge(read(open_files([folder / "contact.html"], "contact"), config), load(config), config)


def test_the_message_says_which_part_is_missing_and_which_is_there(tmp_path: Path) -> None:
    (finding,) = contact(tmp_path, MAIL + ADDRESS, ("stripe",)).findings
    assert finding.message.en.endswith(" Not found: a phone number. Found: an e-mail address, a postal address.")
    assert finding.message.ja.endswith("見つからないもの：電話番号。見つかったもの：メールアドレス、住所。")


def test_a_requirement_that_asks_only_for_what_is_there_is_met(tmp_path: Path) -> None:
    judged = contact(tmp_path, MAIL + ADDRESS, ("stripe", "klarna"))
    states = {one.id: one.state for one in judged.requirements}
    assert states["klarna-contact-email-or-phone"] == "found"
    assert states["stripe-contact-details-minimum"] == "not_found"
    (finding,) = judged.findings
    assert "klarna-contact-email-or-phone" not in finding.requirements
    assert finding.severity == "error"


def test_where_all_who_ask_are_content_the_rest_is_a_note(tmp_path: Path) -> None:
    (told,) = contact(tmp_path, MAIL + PHONE, ("worldpay",)).findings
    (asked,) = contact(tmp_path, MAIL + ADDRESS, ("worldpay",)).findings
    assert "worldpay-customer-service-phone" in asked.requirements
    assert (told.severity, asked.severity) == ("note", "error")


def test_a_part_that_claims_a_requirement_of_another_rule_is_a_mistake() -> None:
    body = "expect: {all: [{fact: contact.email}, {fact: contact.phone}]}"
    two = "[{en: a mail, ja: メール, requirements: [stripe-refund]}, {en: a phone, ja: 電話}]"
    with pytest.raises(RuleError) as caught:
        catalogue(rule(body, parts=two))
    assert (caught.value.code, "stripe-refund" in caught.value.what.en) == ("E204", True)

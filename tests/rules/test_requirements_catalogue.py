"""The catalogue of requirements that comes with the package."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from disputelint.checker.config import Config
from disputelint.checker.engine import catalogue, coverage
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.load import Known, check_shape, load_rule
from disputelint.checker.engine.severity import of_requirement
from disputelint.checker.errors import RuleError, Several
from disputelint.checker.yamlfile import parse, read
from disputelint.reports.labels import EDITION, READ_AS

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
FILES = sorted((catalogue.data_folder() / "requirements").glob("*.yaml"))
URL_LESS = ("urn:github-text-index:", "urn:search-result:")
REASONS = {"needs_account", "needs_history", "needs_books", "judgement_of_truth", "consequence", "aggregate"}


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue.load(Config())


def test_every_file_is_there_and_no_id_twice(known: Catalogue) -> None:
    ids = [entry["id"] for path in FILES for entry in read(path, RuleError).value["requirements"]]
    assert len(ids) == len(set(ids)) == len(known.requirements) == 813
    assert {one.authority for one in known.requirements.values()} == {path.stem for path in FILES}
    assert {one.authority for one in known.requirements.values()} == set(known.authorities)
    assert all(one.id.startswith(one.authority + "-") for one in known.requirements.values())


def test_summaries_are_in_both_languages(known: Catalogue) -> None:
    for one in known.requirements.values():
        assert JAPANESE.search(one.summary.ja), one.id
        assert not JAPANESE.search(re.sub("[「『].*?[」』]", "", one.summary.en).replace("特商法", "")) or (
            one.authority.startswith("jp-")
        ), one.id
        assert one.summary.ja.endswith("。"), one.id
        assert not re.search(r"[,;:!?()]", re.sub(r"(?<=\d),(?=\d)", "", one.summary.ja)), one.id
        assert not (one.strength == "must" and one.summary.ja.endswith("勧められています。")), one.id
        assert not (one.strength == "advice" and one.summary.ja.endswith("必要があります。")), one.id


def test_every_one_was_reviewed_and_says_how_it_was_read(known: Catalogue) -> None:
    assert {one.reviewed for one in known.requirements.values()} == {"2026-11-21"}
    assert {one.read for one in known.requirements.values()} - {*READ_AS, "original", "not_read"} == set()


def test_a_source_nobody_read_cannot_be_cited(known: Catalogue) -> None:
    unread = [one.id for one in known.requirements.values() if not one.citable]
    assert len(unread) == 16
    assert not {name for rule in known.rules.values() for name in rule.requirements} & set(unread)
    sound = next(rule for rule in known.rules.values() if rule.requirements)
    text = Path(sound.file).read_text(encoding="utf-8").replace(sound.requirements[0], unread[0])
    body = parse(text, sound.file, RuleError)
    check_shape(body)
    citable = Known(
        {name: one.citable for name, one in known.requirements.items()}, known.reasons, frozenset(known.concepts)
    )
    with pytest.raises((RuleError, Several)) as raised:
        load_rule(body, citable, topic=sound.topic)
    errors = raised.value.errors if isinstance(raised.value, Several) else (raised.value,)
    assert {one.code for one in errors} == {"E205"}


def test_a_secondary_source_says_so_and_is_never_an_error(known: Catalogue) -> None:
    secondary = [one for one in known.requirements.values() if one.read == "secondary"]
    assert len(secondary) > 300
    assert "secondary" in READ_AS["secondary"].en
    assert all(of_requirement(one) != "error" for one in secondary)
    assert all(one.read != "original" for one in known.requirements.values() if one.url.startswith("urn:"))


def test_jurisdictions_follow_authority_and_document(known: Catalogue) -> None:
    for one in known.requirements.values():
        authority = known.authorities[one.authority]
        if authority.jurisdiction:
            assert one.jurisdiction.split("-")[0] == authority.jurisdiction.split("-")[0], one.id
        if authority.kind == "law":
            assert one.jurisdiction, one.id
            assert not one.edition, one.id
        if one.edition:
            assert one.edition in EDITION, one.id
            assert one.jurisdiction in (one.edition, ""), one.id
    assert known.requirements["paypal-refund-policy-published"].edition == "EU"
    assert known.requirements["ca-qc-name"].jurisdiction == "CA-QC"
    assert known.requirements["us-ny-gbl-policy-time-limit"].jurisdiction == "US-NY"
    assert known.requirements["klarna-uk-14-day-returns"].jurisdiction == "GB"
    assert known.requirements["stripe-business-info-matches-account"].jurisdiction == ""


def test_dispute_reasons_are_known(known: Catalogue) -> None:
    for one in known.requirements.values():
        assert set(one.dispute_reasons) <= set(known.reasons), one.id


def test_addresses_are_whole(known: Catalogue) -> None:
    for one in known.requirements.values():
        for url in filter(None, (one.url, one.official_url)):
            if not url.startswith(URL_LESS):
                parts = urlsplit(url)
                assert parts.scheme in ("https", "http") and "." in parts.netloc and " " not in url, one.id


def test_japanese_terms_of_a_gateway_come_with_its_pack(known: Catalogue) -> None:
    packs = {name: one.pack for name, one in known.authorities.items() if one.pack}
    assert packs == {f"jp-gateway-{name}": name for name in ("paypal", "stripe", "square")}


def test_what_no_look_can_answer_has_one_of_the_six_reasons(known: Catalogue) -> None:
    unseen = coverage.unobservable(known)
    assert set(unseen.reasons) == set(unseen.why.values()) == REASONS
    unchecked = {one.id for one in known.requirements.values() if one.checkable == "none" and one.citable}
    assert unchecked - coverage.covered(known.rules.values()) <= set(unseen.why)
    assert all(known.requirements[name].citable for name in unseen.why)


def test_no_authority_is_covered_less_than_its_floor(known: Catalogue) -> None:
    rows = coverage.coverage(known, coverage.unobservable(known), coverage.floor(known))
    assert [row.authority for row in rows if row.short] == []

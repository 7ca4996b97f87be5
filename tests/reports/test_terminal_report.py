"""The terminal report: order, columns, widths, counts, and what pages cannot do to it."""

import re
from dataclasses import replace

import pytest

from disputelint.checker.model import (
    Coverage,
    CoverageGap,
    Evidence,
    Fact,
    Finding,
    Language,
    Place,
    Report,
    Text,
)
from disputelint.reports.ink import Ink
from disputelint.reports.sheet import Terminal
from disputelint.reports.terminal import render
from disputelint.reports.width import cells

ANSI = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;.*?\x1b\\")


def only(report: Report, *findings: Finding) -> Report:
    return replace(report, findings=findings)


def test_worst_comes_first_and_nothing_is_dropped(report: Report) -> None:
    words = re.findall(r"^(ERROR|WARNING|NOTE|NOT JUDGED|KNOWN|ACCEPTED) ", render(report, "en"), re.MULTILINE)
    assert words == ["ERROR", "ERROR", "WARNING", "NOT JUDGED", "KNOWN", "ACCEPTED"]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_line_is_wider_than_the_sheet(report: Report, language: Language) -> None:
    for width in (60, 80, 100):
        text = render(report, language, Terminal(width=width))
        assert [line for line in text.splitlines() if cells(line) > width] == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_text_of_every_block_begins_in_one_column(report: Report, language: Language) -> None:
    blocks = render(report, language).split("-" * 100)[0].strip().split("\n\n")[1:]
    for block in blocks:
        head, *rest = block.splitlines()
        word = re.match(r"(\S+(?: \S+)?)\s{2,}", head)
        assert word is not None and cells(word[0]) == 12, head
        assert all(line.startswith(" " * 12) for line in rest), block


def test_fingerprints_end_at_the_right_edge_in_both_languages(report: Report) -> None:
    for language in ("en", "ja"):
        lines = [line for line in render(report, language).splitlines() if line.endswith("a" * 20)]  # type: ignore[arg-type]
        assert [cells(line) for line in lines] == [100]


def test_counts_say_what_counts_and_name_the_rest(report: Report) -> None:
    said = " ".join(render(report, "en").split())
    assert (
        "1 error, 1 warning, 0 notes, 1 not judged, 1 accepted, 1 known before, 1 not counted (low confidence)." in said
    )
    assert "1 of 5 rules holds, 1 does not apply." in said


def test_first_sentence_of_the_message_is_the_headline_without_its_stop(report: Report) -> None:
    assert "\nERROR       The refund page names no number of days\n" in render(report, "en")
    assert "\nエラー      返品の期限が日数で書かれていない\n" in render(report, "ja")


def test_authority_strength_and_state_stand_with_the_finding(report: Report) -> None:
    assert "Acme (must): A shop must publish how goods come back. Not found." in render(report, "en")
    assert "Acme（必須）：返品の方法を公開する必要があります。見つかりませんでした。" in render(report, "ja")


def test_a_secondary_source_is_named_as_one(report: Report) -> None:
    changed = replace(report.requirements[0], read_as="secondary", edition="US")
    text = render(replace(report, requirements=(changed,)), "en")
    assert "Acme (must; US edition; secondary source):" in text


def test_requirements_that_do_not_apply_are_not_cited(report: Report) -> None:
    changed = replace(report.requirements[0], applies=False)
    assert "Acme (must)" not in render(replace(report, requirements=(changed,)), "en")


def test_quotes_carry_the_marks_of_their_own_language(report: Report) -> None:
    places = (
        Place(report.target.url + "a", "stands_here", quote="No returns"),
        Place(report.target.url + "b", "stands_here", quote="返品不可"),
    )
    text = render(only(report, replace(report.findings[0], places=places)), "ja")
    assert '/a  "No returns"' in text
    assert "/b  「返品不可」" in text


def test_pages_that_say_the_same_share_a_row(report: Report) -> None:
    places = tuple(Place(f"{report.target.url}p{n}", "stands_here", quote="Soon") for n in range(7))
    text = render(only(report, replace(report.findings[0], places=places)), "en")
    assert text.count('"Soon"') == 1
    assert "and on 2 more pages" in text


def test_findings_of_several_products_that_say_the_same_make_one_block(report: Report) -> None:
    first = report.findings[0]
    second = replace(
        first, fingerprint="9" * 20, places=(Place(report.target.url + "other", "stands_here", quote="x"),)
    )
    text = render(only(report, first, second), "en")
    assert "names no number of days (2 findings)" in text
    assert f"{'a' * 20} and 1 more" in text
    assert "2 errors" in text


def test_a_sentence_about_one_of_several_findings_is_not_said_of_all(report: Report) -> None:
    first = report.findings[0]
    second = replace(
        first, fingerprint="9" * 20, message=Text(first.message.en.replace("bank", "card issuer"), first.message.ja)
    )
    text = render(only(report, first, second), "en")
    assert "(2 findings)" in text and "ask their" not in text


def test_what_was_not_judged_is_headed_by_its_question_and_offers_no_fix(report: Report) -> None:
    text = render(only(report, report.findings[2]), "en")
    assert "\nNOT JUDGED  address-readable holds\n" in text
    assert "The address is a picture. It was not judged." in text
    assert "Owner:" not in text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_points_not_judged_for_one_reason_share_a_block_and_each_is_named(report: Report, language: Language) -> None:
    one = next(f for f in report.findings if f.verdict == "inconclusive")
    rules = [f"rule-{n}" for n in range(4)]
    alike = [replace(one, rule=rule, fingerprint=f"{n}" * 20) for n, rule in enumerate(rules)]
    said = render(only(report, *alike), language).split("-" * 100)[0]
    assert said.count("NOT JUDGED" if language == "en" else "判定できず") == 1
    assert all(said.count(rule) == 1 for rule in rules)
    two = render(only(report, *alike[:2]), language)
    assert all(finding.fingerprint in two for finding in alike[:2])


def test_hostile_page_text_stays_text(report: Report) -> None:
    evil = "\x1b]8;;http://evil.example\x1b\\click\x1b[2J\u202eevil\x07"
    place = Place(f"{report.target.url}{evil}", "stands_here", quote=evil)
    bad = replace(
        report.findings[0],
        places=(place,),
        message=Text(f"It says {evil}.", f"{evil}とある。"),
        fix=Text(evil, evil),
        clause={"en": evil},
    )
    gap = CoverageGap(f"{report.target.url}{evil}", "timeout", Text(evil, evil), Text(evil, evil), required=True)
    hostile = replace(
        report,
        findings=(bad,),
        target=replace(report.target, name=evil, authorized_by=evil, notices=(Text(evil, evil),)),
        coverage=Coverage(True, False, (), (gap,)),
    )
    for language in ("en", "ja"):
        text = render(hostile, language)  # type: ignore[arg-type]
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_colour_only_agrees_with_the_words(report: Report) -> None:
    plain = render(report, "en")
    inked = render(report, "en", Terminal(ink=Ink(color=True, links=True)))
    assert "\x1b[1;31mERROR\x1b[0m" in inked
    assert ANSI.sub("", inked) == plain


def test_links_go_to_web_addresses_only(report: Report) -> None:
    page = Place("javascript:alert(1)", "stands_here", quote="x")
    text = render(only(report, replace(report.findings[0], places=(page,))), "en", Terminal(ink=Ink(links=True)))
    assert "\x1b]8;;" not in text


def test_marks_of_the_frame_are_ascii(report: Report) -> None:
    letters = re.sub(r"[\w\s]", "", render(report, "en"))
    assert letters.isascii()


def test_a_missed_gate_heads_the_report(report: Report) -> None:
    gap = CoverageGap(
        "refund_policy",
        "timeout",
        Text("It timed out.", "時間切れです。"),
        Text("Try again.", "再実行してください。"),
        True,
    )
    missed = replace(report, verdict="not_judged", coverage=Coverage(False, True, (), (gap,)))
    assert render(missed, "en").startswith("NOT JUDGED")
    assert "Required and not seen: refund policy: It timed out. Try again." in render(missed, "en")
    assert "必要なのに未確認：返品・返金ポリシー。時間切れです。再実行してください。" in render(missed, "ja")


def test_texts_to_paste_point_into_the_html_report_or_stand_here(report: Report) -> None:
    offered = only(report, replace(report.findings[0], clause={"en": "Within 14 days."}))
    assert "Text to paste: report.html#do-1" in render(offered, "en", Terminal(html="report.html"))
    assert "Text to paste: Within 14 days." in render(offered, "en")


def test_likelihood_is_told_in_bands_and_a_possible_more(report: Report) -> None:
    rows = [
        {"id": "not_received", "band": "high", "upper": "high", "mending": [{"fingerprints": ["a"], "to": "low"}]},
        {"id": "unrecognized", "band": "low", "upper": "elevated", "not_judged": ["c"]},
        {"id": "fraud", "band": "low", "upper": "low"},
        "something a newer release writes",
    ]
    text = render(replace(report, risk={"reasons": rows}), "en")  # type: ignore[dict-item]
    assert 'The likeliest dispute is "goods not received". Mending one finding takes it from high to low.' in text
    assert "\nHigh        goods not received\n" in text
    assert "\nLow or more charge not recognised\n" in text
    assert "denies" not in text


def test_a_report_without_findings_says_so(report: Report) -> None:
    clean = replace(report, findings=(), verdict="pass", requirements=report.requirements[1:])
    assert "In what was read, everything that was checked was found." in render(clean, "en")


def test_a_report_in_which_no_rule_applies_claims_nothing(report: Report) -> None:
    silent = replace(report, findings=(), verdict="pass", requirements=(), rules=())
    assert "No rule speaks of anything that was read: nothing was judged." in render(silent, "en")


def test_facts_do_not_leak_into_the_terminal(report: Report) -> None:
    secret = Fact("x.y", "zzz-marker", "high", Evidence("p", "zzz-marker"))
    assert "zzz-marker" not in render(replace(report, facts=(secret,)), "en")

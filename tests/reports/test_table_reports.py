"""CSV, JUnit and GitHub annotations: their shape, their limits, and words that do nothing."""

import csv
import io
import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from disputelint.checker.model import CoverageGap, Language, Place, Report, Text, ThemePlace
from disputelint.reports import render
from disputelint.reports.inert_markup import cell

LANGUAGES: tuple[Language, ...] = ("en", "ja")


def rows(report: Report, language: Language = "en") -> list[list[str]]:
    data = render("csv", report, language)
    assert isinstance(data, bytes) and data.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in data.replace(b"\r\n", b"")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def cases(report: Report, language: Language = "en") -> list[ET.Element]:
    data = render("junit", report, language)
    assert isinstance(data, bytes)
    root = ET.fromstring(data)
    for suite in (root, *root):
        inner = list(suite.iter("testcase"))
        assert int(suite.get("tests", "")) == len(inner)
        for name, attribute in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
            assert int(suite.get(attribute, "")) == sum(case.find(name) is not None for case in inner)
    return list(root.iter("testcase"))


def lines(report: Report, language: Language = "en") -> list[str]:
    text = render("github", report, language)
    assert isinstance(text, str)
    return text.splitlines()


def test_csv_has_a_row_for_each_place(report: Report) -> None:
    places = tuple(Place(f"{report.target.url}p{at}", "stands_here", quote=f"quote {at}") for at in range(3))
    found = rows(replace(report, findings=(replace(report.findings[0], places=places),)))
    head, *body = found
    assert [row[head.index("Quote")] for row in body] == ["quote 0", "quote 1", "quote 2"]
    assert {row[head.index("Fingerprint")] for row in body} == {"a" * 20}
    assert {row[head.index("Asked by")] for row in body} == {"Acme"}


def test_csv_speaks_japanese(report: Report) -> None:
    head, first, *_ = rows(report, "ja")
    assert head[0] == "区分" and first[0] == "エラー"
    assert first[head.index("指摘")] == "返品の期限が日数で書かれていない"


def test_csv_tells_what_counts_and_who_accepted_what(report: Report) -> None:
    head, *body = rows(report)
    by = {row[-1][:1]: dict(zip(head, row, strict=True)) for row in body}
    assert {name: row["Counts"] for name, row in by.items()} == dict.fromkeys("ab", "yes") | dict.fromkeys("cdef", "no")
    assert by["d"]["Accepted by"] == "Mei" and by["d"]["Accepted until"] == "'2027-01-31"
    assert (by["b"]["Theme file"], by["b"]["Line"]) == ("sections/cart.liquid", "12")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+81 3", "'+81 3"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("＝1", "'＝1"),
        ("＠x", "'＠x"),
        ("\u200b=1", "'=1"),
        ("2-1", "'2-1"),
        ("1/2", "'1/2"),
        ("7e19", "'7e19"),
        ("12345678901234567890", "'12345678901234567890"),
        ("12", "12"),
        ("14 days = 2 weeks", "14 days = 2 weeks"),
        ("返品", "返品"),
    ],
)
def test_cells_are_text(text: str, shown: str) -> None:
    assert cell(text) == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_cells_are_cut_and_calculate_nothing(hostile: Report, language: Language) -> None:
    found = rows(hostile, language)
    assert {len(row) for row in found} == {24}
    every = [value for row in found[1:] for value in row]
    assert not [value for value in every if value.strip()[:1] in tuple("=+-@＝＋－＠\t\r")]
    assert max(map(len, every)) <= 2_001
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]|##\\[", "".join(every))


def test_junit_names_failures_and_why_others_were_skipped(report: Report) -> None:
    found = cases(report)
    failed = {case.get("classname"): case.find("failure") for case in found if case.find("failure") is not None}
    assert set(failed) == {"refund.refund-window-stated", "refund.cart-tidy"}
    failure = failed["refund.refund-window-stated"]
    assert failure is not None and failure.get("type") == "error"
    assert failure.get("message") == "The refund page names no number of days"
    assert "Returns are welcome." in str(failure.text) and "State the number of days." in str(failure.text)
    why = [str(skipped.get("message")) for case in found if (skipped := case.find("skipped")) is not None]
    assert sorted(why) == [
        "accepted by Mei until 31 January 2027: Ok so",
        "known before (baseline or base), or not from this change",
        "not counted: the confidence is low",
        "not judged (image_text): The address is a picture. It was not judged.",
    ]


def test_junit_has_a_case_for_each_subject_that_holds(report: Report) -> None:
    held = replace(
        report.rules[3],
        outcomes={"pass": 3},
        held=(("", "desktop"), (f"{report.target.url}tea", "desktop"), (f"{report.target.url}tea", "mobile")),
    )
    found = cases(replace(report, rules=(held,), findings=()))
    assert [case.get("name") for case in found] == [
        "the whole shop: good-rule holds",
        "/tea: good-rule holds",
        "/tea (phone): good-rule holds",
    ]
    assert not [case for case in found if list(case)]


def test_junit_names_are_unique_within_a_rule(report: Report) -> None:
    twins = tuple(replace(report.findings[0], fingerprint=letter * 20) for letter in "uvw")
    names = [case.get("name") for case in cases(replace(report, findings=twins))]
    assert len(set(names)) == len(names)


def test_junit_points_at_the_line_of_the_theme(report: Report) -> None:
    (case,) = [case for case in cases(report) if case.get("file") and case.find("failure") is not None]
    assert (case.get("file"), case.get("line")) == ("sections/cart.liquid", "12")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_make_no_wrong_xml(hostile: Report, language: Language) -> None:
    found = cases(hostile, language)
    assert len(found) == 7
    text = render("junit", hostile, language).decode("utf-8")  # type: ignore[union-attr]
    assert len(text) < 300_000
    assert not re.search("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    assert "##[" not in text and not re.search(r"^\s*::\w", text, re.MULTILINE)


def test_annotations_are_one_for_each_rule_worst_first(report: Report) -> None:
    twins = (report.findings[0], replace(report.findings[0], fingerprint="9" * 20), *report.findings[1:])
    first, second = lines(replace(report, findings=twins))
    assert first.startswith("::error title=The refund page names no number of days (2 findings)::Buyers then ask")
    assert second.startswith("::warning file=sections/cart.liquid,line=12,title=")


def test_annotations_stay_within_a_step_and_tell_the_rest(report: Report) -> None:
    first = report.findings[0]
    many = tuple(replace(first, rule=f"rule-{at:02d}", fingerprint=f"{at:020d}") for at in range(30))
    found = lines(replace(report, findings=many))
    assert len(found) == 10
    assert found[-1].startswith("::notice title=disputelint::and 21 more in all, see the summary. 30 errors")
    assert len(lines(replace(report, findings=many[:10]))) == 10
    assert "more" not in lines(replace(report, findings=many[:10]))[-1]


def test_annotations_of_a_clean_and_of_an_unseen_shop(report: Report) -> None:
    (clean,) = lines(replace(report, findings=()))
    assert clean.startswith("::notice title=disputelint::0 errors")
    gap = CoverageGap("cart", "timeout", Text("Timed out", "時間切れ"), Text("Again", "再試行"), required=True)
    missed = replace(report, findings=(), coverage=replace(report.coverage, gate_missed=True, gaps=(gap,)))
    assert lines(missed) == [
        "::error title=disputelint::NOT JUDGED: required pages were not seen (cart). "
        "What stands here speaks only of what was read.%0ATimed out%0AAgain"
    ]
    (told,) = lines(replace(missed, verdict="not_judged"))
    assert told.startswith("::warning title=disputelint::NOT JUDGED")


def test_annotation_properties_are_escaped(report: Report) -> None:
    named = replace(report.findings[0], theme=ThemePlace("a,b 50%.liquid", 0, "high"))
    (line,) = lines(replace(report, findings=(named,)))
    assert line.startswith("::error file=a%2Cb 50%25.liquid,line=1,title=")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_words_give_no_further_command(hostile: Report, language: Language) -> None:
    found = lines(hostile, language)
    assert len(found) == 3
    for line in found:
        command = re.fullmatch(r"::(error|warning|notice) ((?:[a-z]+=[^:,]*,?)+)::(.*)", line)
        assert command is not None
        assert re.search(r"::(?:error|add-mask|stop-commands)", command[3]) is None
        assert "file=" not in command[2] and "##[" not in line and len(line) < 6_000

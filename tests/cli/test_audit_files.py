"""`audit` of plain HTML, through every stage: no browser, no network."""

import json
from importlib import resources

import jsonschema

from disputelint.reports.json import parse, render

HOME = "<html lang=en><title>Harbour Pots</title><h1>Harbour Pots</h1><footer><a href=refund.html>Refunds</a></footer>"
REFUND = "<html lang=en><title>Refund policy</title><h1>Refund policy</h1><p>Ask us about returns. Be quick.</p>"


def test_a_folder_of_html_gives_a_valid_report_and_the_same_one_twice(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    (here / "shop").mkdir()
    (here / "shop" / "index.html").write_text(HOME, encoding="utf-8")
    (here / "shop" / "refund.html").write_text(REFUND, encoding="utf-8")
    first = disputelint("audit", "shop", "-f", "json=a.json", "-f", "terminal", "--now", "2026-11-24")
    second = disputelint("audit", "shop", "-f", "json=b.json", "--now", "2026-11-24")
    assert first.code == second.code and first.code in (0, 1)
    schema = json.loads(
        resources.files("disputelint.schemas").joinpath("report.schema.json").read_text(encoding="utf-8")
    )
    values = [json.loads((here / name).read_text(encoding="utf-8")) for name in ("a.json", "b.json")]
    for value in values:
        jsonschema.Draft202012Validator(schema).validate(value)
        assert value["coverage"]["gate_missed"] is False
    text = (here / "a.json").read_text(encoding="utf-8")
    assert render(parse(text)) == text
    assert f"(exit {first.code})" in first.out


def test_a_finding_of_that_report_can_be_explained_in_both_languages(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    (here / "refund.html").write_text(REFUND, encoding="utf-8")
    disputelint("audit", "refund.html", "-f", "json=report.json")
    findings = json.loads((here / "report.json").read_text(encoding="utf-8"))["findings"]
    failed = next(finding for finding in findings if finding["verdict"] == "fail")
    assert "What was asked" in disputelint("explain", failed["fingerprint"]).out
    assert "確認した内容" in disputelint("explain", failed["fingerprint"], "--lang", "ja").out


def test_a_file_without_a_title_is_called_by_its_name(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    (here / "返品 1.html").write_text("<p>Ask us about returns. Be quick.</p>", encoding="utf-8")
    assert disputelint("audit", "返品 1.html").out.startswith("返品 1.html  HTML, ")

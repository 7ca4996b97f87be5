"""SARIF as GitHub code scanning takes it: valid, anchored in the repository, nothing of a page obeyed."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from disputelint.checker.model import CoverageGap, Report, Text, ThemePlace
from disputelint.reports import render, sarif

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)


def run_of(report: Report, language: Any = "en") -> dict[str, Any]:
    log = json.loads(render("sarif", report, language))
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    held: dict[str, Any] = run
    return held


def result_of(run: dict[str, Any], fingerprint: str) -> dict[str, Any]:
    (found,) = [one for one in run["results"] if one["properties"]["fingerprint"] == fingerprint]
    held: dict[str, Any] = found
    return held


def uris(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["artifactLocation"]["uri"]] if "artifactLocation" in value else []
        return own + [uri for inner in value.values() for uri in uris(inner)]
    return [uri for inner in value for uri in uris(inner)] if isinstance(value, list) else []


def test_the_schema_would_tell(report: Report) -> None:
    log = json.loads(render("sarif", report, "en"))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(log)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_valid_and_anchored_in_files_of_the_repository(report: Report, hostile: Report, language: str) -> None:
    for shop in (report, hostile):
        run = run_of(shop, language)
        found = uris(run)
        assert len(found) == len(run["results"])
        for uri in found:
            assert ":" not in unquote(uri) and not uri.startswith("/") and ".." not in unquote(uri).split("/")
        assert all(one["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1 for one in run["results"])


def test_a_line_of_the_theme_else_of_the_configuration(report: Report) -> None:
    lines = {"storefront": 2, "rules.refund-window-stated": 9}
    run = run_of(replace(report, run=replace(report.run, config=".github/disputelint.yml", config_lines=lines)))
    rule = replace(report, run=replace(report.run, config_lines={"storefront": 2}))

    def place(run: dict[str, Any], fingerprint: str) -> tuple[str, int]:
        at = result_of(run, fingerprint)["locations"][0]["physicalLocation"]
        return at["artifactLocation"]["uri"], at["region"]["startLine"]

    assert place(run, "b" * 20) == ("sections/cart.liquid", 12)
    assert place(run, "a" * 20) == (".github/disputelint.yml", 9)
    assert place(run_of(rule), "a" * 20) == ("disputelint.yml", 2)
    assert place(run_of(report), "a" * 20) == ("disputelint.yml", 1)


@pytest.mark.parametrize("file", ["/etc/passwd", "../up.liquid", "C:\\x\\y.php", "https://evil.example/x", "a//b", ""])
def test_a_theme_file_outside_of_the_repository_anchors_nothing(report: Report, file: str) -> None:
    changed = replace(report.findings[0], theme=ThemePlace(file, 3, "high"))
    run = run_of(replace(report, findings=(changed,)))
    assert uris(run) == ["disputelint.yml"]


def test_windows_separators_of_a_theme_file_are_turned(report: Report) -> None:
    changed = replace(report.findings[0], theme=ThemePlace("sections\\カート a.liquid", 3, "high"))
    (uri,) = uris(run_of(replace(report, findings=(changed,))))
    assert unquote(uri) == "sections/カート a.liquid" and uri.isascii()


def test_page_addresses_stand_in_message_properties_and_logical_location(report: Report) -> None:
    result = result_of(run_of(report), "a" * 20)
    page = report.findings[0].places[0].page
    assert page in result["message"]["text"]
    assert result["properties"]["url"] == page
    assert result["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": page, "kind": "page"}]


def test_accepted_findings_stay_and_say_by_whom(report: Report) -> None:
    run = run_of(report)
    waived, known = result_of(run, "d" * 20), result_of(run, "e" * 20)
    assert waived["suppressions"][0]["justification"] == "Ok so"
    assert waived["suppressions"][0]["properties"] == {"owner": "Mei", "expires": "2027-01-31"}
    assert known["baselineState"] == "unchanged" and known["suppressions"]
    assert result_of(run, "a" * 20)["baselineState"] == "new"
    assert "suppressions" not in result_of(run, "a" * 20)


def test_without_a_baseline_no_result_speaks_of_one(report: Report) -> None:
    findings = tuple(one for one in report.findings if one.status != "baselined")
    assert not [one for one in run_of(replace(report, findings=findings))["results"] if "baselineState" in one]


def test_what_was_not_judged_or_does_not_count_is_no_alert(report: Report) -> None:
    run = run_of(report)
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert {(one["properties"]["fingerprint"][0], one["properties"]["standing"]) for one in told} == {
        ("c", "not_judged"),
        ("f", "not_counted"),
    }
    assert {one["properties"]["fingerprint"][0] for one in run["results"]} == set("abde")


def test_a_missed_gate_is_no_successful_run(report: Report) -> None:
    assert run_of(report)["invocations"][0]["executionSuccessful"] is True
    gap = CoverageGap("cart", "timeout", Text("Timed out", "時間切れ"), Text("Try again", "再試行"), required=True)
    missed = replace(report, findings=(), coverage=replace(report.coverage, gate_missed=True, gaps=(gap,)))
    invocation = run_of(missed)["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert "Timed out" in invocation["toolExecutionNotifications"][0]["message"]["text"]


def test_every_result_names_a_rule_with_help(report: Report) -> None:
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"] and rule["help"]["markdown"] and rule["helpUri"].startswith("https://")
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert "security-severity" not in rule["properties"]
    assert "Acme (must)" in rules[0]["help"]["text"]


def test_the_fingerprint_is_ours_and_the_same_in_both_languages(report: Report) -> None:
    prints = [[one["partialFingerprints"] for one in run_of(report, language)["results"]] for language in ("en", "ja")]
    assert prints[0] == prints[1]
    assert prints[0][0] == {"disputelintFinding/v1": "a" * 20}


def test_limits_of_github(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sarif.RESULTS == 25_000
    monkeypatch.setattr(sarif, "RESULTS", 5)
    many = tuple(replace(report.findings[1], fingerprint=f"{number:020d}", theme=None) for number in range(12))
    tags = replace(report.rules[0], reasons=tuple(f"reason-{number}" for number in range(40)))
    run = run_of(replace(report, findings=(*many, report.findings[0]), rules=(tags,)))
    assert len(run["results"]) == 5
    assert run["results"][0]["level"] == "error"
    assert "8 more results" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    assert len(run["tool"]["driver"]["rules"][0]["properties"]["tags"]) == 20


def test_hostile_words_are_cut_and_make_no_link(hostile: Report) -> None:
    text = render("sarif", hostile, "en")
    assert isinstance(text, str) and len(text) < 400_000
    assert "##[" not in text and not [line for line in text.splitlines() if line.lstrip().startswith("::")]
    run = run_of(hostile)
    for result in run["results"]:
        assert "](" not in result["message"]["text"]
        assert not [char for char in result["message"]["text"] if ord(char) < 32 and char != "\n"]
    assert "javascript:" not in json.dumps([rule["helpUri"] for rule in run["tool"]["driver"]["rules"]])

"""The JSON report: stable, complete, readable again, as its schema says."""

import json
import math
from dataclasses import replace
from importlib import resources

import jsonschema
import pytest

from disputelint.checker.model import Amount, Report, Shot, Step
from disputelint.reports.json import NotAReport, parse, render
from disputelint.reports.schema import schema


def stored_schema() -> dict[str, object]:
    text = resources.files("disputelint.schemas").joinpath("report.schema.json").read_text(encoding="utf-8")
    held: dict[str, object] = json.loads(text)
    return held


def test_what_is_written_is_read_back_whole(report: Report) -> None:
    assert parse(render(report)) == report


def test_rendering_twice_gives_the_same_bytes(report: Report) -> None:
    assert render(parse(render(report))) == render(report)


def test_it_fits_its_schema(report: Report) -> None:
    checked = jsonschema.Draft202012Validator(stored_schema())
    assert [problem.message for problem in checked.iter_errors(json.loads(render(report)))] == []


def test_schema_file_is_what_the_dataclasses_give() -> None:
    assert stored_schema() == schema(), "run: python -m disputelint.reports.schema > schemas/report.schema.json"


def test_schema_refuses_an_unknown_key(report: Report) -> None:
    value = json.loads(render(report))
    value["findings"][0]["shout"] = True
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(stored_schema()).validate(value)


def test_both_languages_of_every_text_are_kept(report: Report) -> None:
    value = json.loads(render(report))
    assert set(value["findings"][0]["message"]) == {"en", "ja"}


def test_mappings_are_sorted(report: Report) -> None:
    clause = {"ja": "あ", "de": "b", "en": "c"}
    changed = replace(report, findings=(replace(report.findings[0], clause=clause),))
    assert list(json.loads(render(changed))["findings"][0]["clause"]) == ["de", "en", "ja"]


def test_a_number_that_json_lacks_becomes_null(report: Report) -> None:
    step = Step(0, "open", "/", "cart", amounts=(Amount("Total", "?", math.nan, "JPY"),))
    assert json.loads(render(replace(report, ledger=(step,))))["ledger"][0]["amounts"][0]["amount"] is None


def test_a_lone_surrogate_of_a_page_can_be_written(report: Report) -> None:
    target = replace(report.target, name="Shop \ud83d")
    assert render(replace(report, target=target)).encode("utf-8")


def test_keys_of_a_newer_release_are_passed_over(report: Report) -> None:
    value = json.loads(render(report))
    value["findings"][0]["novelty"] = [1]
    assert parse(json.dumps(value)) == report


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", "schema_version is missing"),
        ('{"schema_version": "9"}', "'9' is not known"),
        ('{"schema_version": "1"}', "run is missing"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_what_is_no_report_says_why(text: str, said: str) -> None:
    with pytest.raises(NotAReport, match=said):
        parse(text)


def test_a_wrong_value_is_named_with_its_place(report: Report) -> None:
    value = json.loads(render(report))
    value["findings"][1]["severity"] = "fatal"
    with pytest.raises(NotAReport, match=r"findings\[1\]\.severity"):
        parse(json.dumps(value))


def test_a_picture_is_kept_whole(report: Report) -> None:
    data = "A" * 90_000
    again = parse(render(replace(report, images={"a" * 64: Shot(data, 640, 400)})))
    assert again.images["a" * 64].data == data

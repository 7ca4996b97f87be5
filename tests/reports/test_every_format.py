"""What holds for all formats at once: their counts agree, nothing hostile gets through, both languages render."""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from disputelint.checker.model import Language, Report
from disputelint.reports import FORMATS, available, render
from disputelint.reports.counts import count, sentence
from disputelint.reports.json import parse

LANGUAGES: tuple[Language, ...] = ("en", "ja")
WITHOUT_BROWSER = tuple(name for name in available() if name != "pdf")
SAID = ("terminal", "markdown", "comment")


def text_of(name: str, report: Report, language: Language) -> str:
    made = render(name, report, language)
    return made.decode("utf-8-sig") if isinstance(made, bytes) else made


def test_every_format_is_there() -> None:
    assert set(available()) == {
        "terminal", "json", "html", "pdf", "sarif", "junit", "markdown", "comment", "csv", "github", "gitlab"
    }  # fmt: skip


def test_files_of_all_formats_stand_side_by_side_in_a_folder() -> None:
    assert len({held.suffix for held in FORMATS.values()}) == len(FORMATS)


@pytest.fixture
def uneven(report: Report) -> Report:
    """One error, two warnings, three not judged, four accepted, five known, six too unsure."""
    findings = [
        replace(one, fingerprint=f"{one.fingerprint[:10]}{copy:010d}")
        for at, one in enumerate(report.findings)
        for copy in range(at + 1)
    ]
    return replace(report, findings=tuple(findings))


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_agree_in_all_formats(uneven: Report, language: Language) -> None:
    report, counts = uneven, count(uneven)
    said = sentence(counts).in_(language)
    for name in SAID:
        text = text_of(name, report, language)
        assert said.replace(" ", "") in re.sub(r"\s", "", text), name
    failing = {"error": counts.errors, "warning": counts.warnings, "note": counts.notes}
    beside = counts.not_judged + counts.waived + counts.baselined + counts.unsure

    run = json.loads(text_of("sarif", report, language))["runs"][0]
    open_ = Counter(one["level"] for one in run["results"] if "suppressions" not in one)
    assert {level: open_[level] for level in failing} == failing
    assert sum("suppressions" in one for one in run["results"]) == counts.waived + counts.baselined
    assert len(run["invocations"][0]["toolExecutionNotifications"]) == counts.not_judged + counts.unsure

    root = ET.fromstring(text_of("junit", report, language))
    assert Counter(failure.get("type") for failure in root.iter("failure")) == +Counter(failing)
    assert (root.get("failures"), root.get("skipped")) == (str(counts.findings), str(beside))

    _, *rows = csv.reader(io.StringIO(text_of("csv", report, language), newline=""))
    assert len({row[-1] for row in rows if row[1] in ("yes", "はい")}) == counts.findings
    assert len({row[-1] for row in rows}) == counts.findings + beside

    titles = [line.split("::")[1] for line in text_of("github", report, language).splitlines()]
    times = [re.search(r"[(（](\d+)(?: findings|件)[)）]", title) for title in titles]
    assert sum(int(found[1]) if found else 1 for found in times) == counts.findings

    levels = {"error": "critical", "warning": "major", "note": "minor"}
    entries = Counter(one["severity"] for one in json.loads(text_of("gitlab", report, language)))
    assert entries == +Counter({levels[level]: number for level, number in failing.items()})
    assert parse(text_of("json", report, language)) == report
    listed = text_of("html", report, language).split('<ul class="tally">', 1)[1].split("</ul>", 1)[0]
    words = re.sub("<[^>]+>", " ", listed).split()
    assert [int(word) for word in words if word.isdecimal()] == [1, 2, 0, 3, 4, 5, 6, counts.rules_hold]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in WITHOUT_BROWSER if name != "json"])
def test_a_hostile_shop_is_cut_and_obeyed_by_nothing(hostile: Report, name: str, language: Language) -> None:
    text = text_of(name, hostile, language)
    assert len(text) < 2_000_000
    assert "##[" not in text and "##vso[" not in text
    if name != "github":
        assert not re.search(r"^\s*::(?:error|add-mask|stop-commands)", text, re.MULTILINE | re.IGNORECASE)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)
    assert text.encode("utf-8")


def test_hostile_json_is_cut_and_reads_back(hostile: Report) -> None:
    text = text_of("json", hostile, "en")
    assert len(text) < 20_000_000
    assert "##[" not in text and not re.search(r"^\s*::", text, re.MULTILINE)
    again = parse(text)
    assert "##[error]owned" in again.findings[0].fix.en
    assert text_of("json", again, "en") == text


@pytest.mark.parametrize("name", [name for name in WITHOUT_BROWSER if name != "json"])
def test_rendering_twice_gives_the_same_and_languages_differ(report: Report, name: str) -> None:
    assert render(name, report, "en") == render(name, parse(text_of("json", report, "en")), "en")
    assert render(name, report, "en") != render(name, report, "ja")

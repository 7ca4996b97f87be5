"""The report as JSON: everything, in both languages, stable; the form that is saved, compared and rendered again."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from disputelint.checker.model import Report
from disputelint.reports.bounds import PAGE, saved
from disputelint.reports.codec import Unfit, decode, encode

SCHEMA_VERSION = "1"


class NotAReport(ValueError):
    """The text is no report of this tool, or of a format it does not know; the message says what is wrong."""


def render(report: Report) -> str:
    """The report as `schemas/report.schema.json` fixes it, one entry of a long list a line, ending in a newline.

    Lone surrogates, which a page's scripts can hold and UTF-8 cannot, become "?"; of `##[`, which a CI runner obeys
    anywhere in a log (`inert`), the second character is written as JSON's escape and reads back the same. A text of more than 24,000 characters is cut.
    """
    parts = [f"{_line(field.name)}: {_lines(getattr(report, field.name))}" for field in fields(report)]
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    return text.replace("##", "#\\u0023").encode("utf-8", "replace").decode("utf-8")


def _lines(value: Any) -> str:
    if isinstance(value, tuple) and value:
        return "[\n" + ",\n".join(map(_line, value)) + "\n]"
    return _line(value)


def _line(value: Any) -> str:
    """On one line, which the fast encoder of the standard library can do. What is short as a whole has no long text."""
    line = json.dumps(encode(value), ensure_ascii=False)
    return line if len(line) <= PAGE else json.dumps(encode(saved(value)), ensure_ascii=False)


def parse(text: str) -> Report:
    """The report that `text` holds. Raises NotAReport."""
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise NotAReport(f"not JSON: {problem}") from None
    if not isinstance(value, dict) or "schema_version" not in value:
        raise NotAReport("no report: schema_version is missing")
    if value["schema_version"] != SCHEMA_VERSION:
        raise NotAReport(f"schema_version {value['schema_version']!r} is not known, only {SCHEMA_VERSION!r}")
    try:
        report = decode(Report, value)
    except (Unfit, RecursionError) as problem:
        raise NotAReport(str(problem)) from None
    assert isinstance(report, Report)
    return report

"""The baseline: findings that were there when somebody drew a line. A file of fingerprint → count, and its date.

N in the file absorb exactly N findings with that fingerprint. It only ever shrinks, unless new ones are accepted.
"""

from __future__ import annotations

import datetime
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from disputelint.checker.config import Config
from disputelint.checker.engine.waivers import today
from disputelint.checker.errors import ConfigError
from disputelint.checker.model import Finding, Text
from disputelint.checker.model.words import counted


@dataclass(frozen=True)
class Baseline:
    """What a baseline file holds. `created` is the day it was first written, or "" when it does not say."""

    counts: Mapping[str, int] = field(default_factory=dict)
    created: str = ""
    exists: bool = True


def load(config: Config) -> Baseline | None:
    """The baseline that the configuration names; None when it names none.

    Raises ConfigError when the file is not there (unless it is to be written now) or is no baseline.
    """
    if not config.gate.baseline:
        return None
    path = Path(config.gate.baseline)
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if config.gate.write_baseline:
            return Baseline(exists=False)
        raise ConfigError(
            Text("There is no baseline at this place", "ベースラインのファイルがありません"),
            where=str(path),
            hint=Text("--write-baseline makes it.", "--write-baseline で作成できます。"),
            code="E231",
        ) from None
    except OSError as problem:
        said = problem.strerror or type(problem).__name__
        raise _unreadable(path, said) from None
    except ValueError:
        raise _unreadable(path, "not JSON") from None
    counts, created = _parts(value)
    if counts is None:
        raise _unreadable(path, "not fingerprints and counts")
    return Baseline(counts, created)


def _unreadable(path: Path, said: str) -> ConfigError:
    return ConfigError(
        Text(f"This baseline cannot be read: {said}", f"ベースラインを読めません：{said}"), where=str(path), code="E232"
    )


def _parts(value: Any) -> tuple[dict[str, int] | None, str]:
    if not isinstance(value, dict):
        return None, ""
    created = value.get("created", "")
    counts = value.get("findings", value if "created" not in value else None)
    if not isinstance(counts, dict) or not isinstance(created, str):
        return None, ""
    sound = all(isinstance(n, int) and not isinstance(n, bool) and n >= 0 for n in counts.values())
    return (dict(counts) if sound else None), created


def absorb(findings: Iterable[Finding], config: Config) -> tuple[list[Finding], list[Text]]:
    """The findings with those that the baseline covers marked, and what to tell of it. Raises as `load` does."""
    kept = list(findings)
    baseline = load(config)
    if baseline is None:
        return kept, []
    left = Counter(updated(baseline, kept, config) if config.gate.write_baseline else baseline.counts)
    marked = []
    for finding in kept:
        if _counts(finding) and left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            finding = replace(finding, status="baselined")
        marked.append(finding)
    return marked, _tell(baseline, kept, config)


def _counts(finding: Finding) -> bool:
    """Whether a finding is one for the baseline: a failure that nobody waived."""
    return finding.verdict == "fail" and finding.status != "waived"


def updated(baseline: Baseline, findings: Iterable[Finding], config: Config) -> dict[str, int]:
    """What the file is to hold after this run: never more of a fingerprint than before, unless new ones are accepted
    or there was no file.
    """
    now = Counter(finding.fingerprint for finding in findings if _counts(finding))
    if config.gate.accept_new or not baseline.exists:
        return dict(sorted(now.items()))
    return {name: min(count, now[name]) for name, count in sorted(baseline.counts.items()) if now[name]}


def write(findings: Iterable[Finding], config: Config) -> Text | None:
    """Write the baseline file when the configuration asks for it; what was done. Raises ConfigError."""
    if not (config.gate.write_baseline and config.gate.baseline):
        return None
    baseline = load(config) or Baseline(exists=False)
    counts = updated(baseline, findings, config)
    path = Path(config.gate.baseline)
    value = {
        "created": baseline.created or today(config).isoformat(),
        "updated": today(config).isoformat(),
        "findings": counts,
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".baseline-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(json.dumps(value, indent=2) + "\n")
        Path(name).replace(path)
    except OSError as problem:
        said = problem.strerror or type(problem).__name__
        raise ConfigError(
            Text(f"The baseline cannot be written: {said}", f"ベースラインを書き込めません：{said}"),
            where=str(path),
            code="E233",
        ) from None
    return counted(
        sum(counts.values()),
        Text("Baseline written: {n} finding in {path}", "ベースラインを保存しました：{path}（{n}件）"),
        Text("Baseline written: {n} findings in {path}", "ベースラインを保存しました：{path}（{n}件）"),
        path=path,
    )


def _tell(baseline: Baseline, findings: list[Finding], config: Config) -> list[Text]:
    lines = []
    if baseline.created:
        age = _age(baseline.created, config)
        lines.append(
            counted(
                age,
                Text("The baseline is of {day} ({n} day old).", "ベースラインは{day}のものです（{n}日前）。"),
                Text("The baseline is of {day} ({n} days old).", "ベースラインは{day}のものです（{n}日前）。"),
                day=baseline.created,
            )
            if age is not None
            else Text(
                f'The date of the baseline cannot be read: "{baseline.created}".',
                f"ベースラインの日付を読めません：「{baseline.created}」",
            )
        )
    now = Counter(finding.fingerprint for finding in findings if _counts(finding))
    stale = sum(max(0, count - now[name]) for name, count in baseline.counts.items())
    if stale and not config.gate.write_baseline:
        lines.append(
            counted(
                stale,
                Text(
                    "{n} finding of the baseline was not met any more; --write-baseline takes it out.",
                    "ベースラインのうち{n}件は今回見つかりませんでした。--write-baseline で取り除けます。",
                ),
                Text(
                    "{n} findings of the baseline were not met any more; --write-baseline takes them out.",
                    "ベースラインのうち{n}件は今回見つかりませんでした。--write-baseline で取り除けます。",
                ),
            )
        )
    new = sum(max(0, count - baseline.counts.get(name, 0)) for name, count in now.items())
    if new and config.gate.write_baseline and baseline.exists and not config.gate.accept_new:
        lines.append(
            counted(
                new,
                Text(
                    "{n} new finding was not taken into the baseline; --accept-new does that.",
                    "新しい指摘{n}件はベースラインに加えていません。加えるには --accept-new を指定してください。",
                ),
                Text(
                    "{n} new findings were not taken into the baseline; --accept-new does that.",
                    "新しい指摘{n}件はベースラインに加えていません。加えるには --accept-new を指定してください。",
                ),
            )
        )
    return lines


def _age(created: str, config: Config) -> int | None:
    try:
        return (today(config) - datetime.date.fromisoformat(created[:10])).days
    except ValueError:
        return None

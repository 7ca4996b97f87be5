"""Waivers: accepted findings, with a reason, an owner and an end. They mark findings and never drop one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from disputelint.checker.config import Config, Waiver
from disputelint.checker.engine import globs
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.errors import ConfigError
from disputelint.checker.model import Finding, Site, Text, WaiverNote
from disputelint.checker.yamlfile import nearest

_SOON: Final = 14  # days before its end that a waiver is announced


def today(config: Config) -> datetime.date:
    """The day of the run, UTC, for waivers and the baseline's age."""
    if config.gate.today:
        return datetime.date.fromisoformat(config.gate.today[:10])
    return datetime.datetime.now(datetime.UTC).date()


def last_day(waiver: Waiver) -> datetime.date | None:
    """The last day on which a waiver holds; None when its date cannot be read."""
    try:
        return datetime.date.fromisoformat(waiver.expires)
    except ValueError:
        return None


class Waivers:
    """The waivers of a configuration. Raises ConfigError for one whose rule does not exist."""

    def __init__(self, config: Config, catalogue: Catalogue) -> None:
        self._all = config.gate.waivers if config.gate.use_waivers else ()
        self._today = today(config)
        self._rules: list[str] = []
        for waiver in self._all:
            rule = catalogue.rule(waiver.rule)
            if rule is None:
                meant = nearest(waiver.rule, (*catalogue.rules, *catalogue.aliases))
                raise ConfigError(
                    Text(f'Unknown rule "{waiver.rule}"', f"「{waiver.rule}」というルールはありません"),
                    where=waiver.spot or config.file or "waivers",
                    hint=Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。") if meant else None,
                    code="E230",
                )
            self._rules.append(rule.id)

    def valid(self, waiver: Waiver) -> bool:
        """Whether it holds today; a date that cannot be read counts as past."""
        last = last_day(waiver)
        return last is not None and self._today <= last

    def place(self, rule: str, url: str) -> str:
        """Which waiver covers a rule at a URL, as a key to group by; "" for none. Those of one finding are left out."""
        for number, waiver in enumerate(self._all):
            own = self._rules[number] == rule and not waiver.fingerprint and self.valid(waiver)
            if own and waiver.url and globs.matches(waiver.url, url):
                return str(number)
        return ""

    def apply(self, findings: Iterable[Finding], site: Site, ran: frozenset[str]) -> tuple[list[Finding], list[Text]]:
        """The findings with accepted ones marked, and what to tell: ended, ending, useless waivers."""
        met: set[int] = set()
        kept = [self._marked(finding, met) for finding in findings]
        told = [line for number in range(len(self._all)) if (line := self._tell(number, met, site, ran)) is not None]
        return kept, told

    def _marked(self, finding: Finding, met: set[int]) -> Finding:
        for number, waiver in enumerate(self._all):
            if not self._covers(number, finding):
                continue
            met.add(number)
            if self.valid(waiver):
                note = WaiverNote(waiver.reason, waiver.owner, waiver.expires)
                return replace(finding, status="waived", waiver=note)
        return finding

    def _covers(self, number: int, finding: Finding) -> bool:
        waiver = self._all[number]
        if self._rules[number] != finding.rule:
            return False
        if waiver.fingerprint and waiver.fingerprint != finding.fingerprint:
            return False
        return waiver.url is None or all(globs.matches(waiver.url, place.page) for place in finding.places)

    def _tell(self, number: int, met: set[int], site: Site, ran: frozenset[str]) -> Text | None:
        waiver = self._all[number]
        at = f" ({waiver.spot})" if waiver.spot else ""
        last = last_day(waiver)
        if last is None:
            return Text(
                f'The waiver of {waiver.rule}{at} counts as ended: "{waiver.expires}" is not a date (YYYY-MM-DD).',
                f"{waiver.rule} の了承{at}は終了扱いです。「{waiver.expires}」は日付（YYYY-MM-DD）として読めません。",
            )
        if last < self._today:
            return Text(
                f"The waiver of {waiver.rule}{at} ended on {waiver.expires}; its findings count again.",
                f"{waiver.rule} の了承{at}は{waiver.expires}に終了しました。該当する指摘は再び件数に含まれます。",
            )
        if (last - self._today).days <= _SOON:
            return Text(
                f"The waiver of {waiver.rule}{at} ends on {waiver.expires} (owner: {waiver.owner}).",
                f"{waiver.rule} の了承{at}は{waiver.expires}に終了します（担当：{waiver.owner}）。",
            )
        if number not in met and self._rules[number] in ran and globs.all_seen(waiver.url, site):
            return Text(
                f"The waiver of {waiver.rule}{at} accepts nothing any more; it can go.",
                f"{waiver.rule} の了承{at}に当てはまる指摘はもうありません。削除できます。",
            )
        return None

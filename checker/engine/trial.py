"""Running the examples of many rules, on several cores: what came out, in a form that crosses processes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from disputelint.checker.config import Config
from disputelint.checker.engine import catalogue as catalogues
from disputelint.checker.engine import workshop
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.rule import Rule
from disputelint.checker.model import Text

ALONE = 40  # rules: for fewer, starting other processes takes longer than it saves
BATCH = 6  # rules that a process takes at once


@dataclass(frozen=True)
class Trial:
    """How one example of a rule came out; `number` counts from 0. `problems` is empty when it is as the rule says.

    `messages` are those of its findings, filled in as a report would show them.
    """

    rule: str
    number: int
    outcome: str
    reason: str | None
    problems: tuple[Text, ...] = ()
    messages: tuple[Text, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether all is as the example says."""
        return not self.problems


def trials(rules: Sequence[Rule], catalogue: Catalogue, config: Config, jobs: int | None = None) -> Iterator[Trial]:
    """Every example of `rules`, in order; `config` is what `catalogue` was loaded with.

    `jobs`: processes (default: one per core, four at most).
    """
    processes = min(jobs or min(4, os.cpu_count() or 1), 1 + len(rules) // ALONE)
    if processes < 2:
        for rule in rules:
            yield from _tried(rule, catalogue)
        return
    batches = [tuple(rule.id for rule in rules[at : at + BATCH]) for at in range(0, len(rules), BATCH)]
    # "spawn" on every system: a process with threads (a test's, a crawl's) must not be forked.
    with ProcessPoolExecutor(processes, get_context("spawn"), _Worker.begin, (config,)) as pool:
        for found in pool.map(_Worker.run, batches):
            yield from found


class _Worker:
    """What one process holds: its catalogue, loaded once."""

    catalogue: Catalogue

    @classmethod
    def begin(cls, config: Config) -> None:
        cls.catalogue = catalogues.load(config)

    @classmethod
    def run(cls, names: tuple[str, ...]) -> list[Trial]:
        return [one for name in names for one in _tried(cls.catalogue.rules[name], cls.catalogue)]


def _tried(rule: Rule, catalogue: Catalogue) -> list[Trial]:
    return [_trial(result) for result in workshop.test_rule(rule, catalogue)]


def _trial(result: workshop.ExampleResult) -> Trial:
    judgement = result.judgement
    verdict = workshop.worst(judgement.verdicts) if judgement is not None else None
    return Trial(
        result.rule,
        result.example.index,
        verdict.outcome if verdict is not None else "",
        verdict.reason if verdict is not None else None,
        result.problems,
        tuple(finding.message for finding in judgement.findings) if judgement is not None else (),
    )

"""What a person may have mistaken in the choice of rules, told before a shop is read for minutes."""

from __future__ import annotations

from disputelint.checker.config import Config
from disputelint.checker.engine import baseline, catalogue, packs
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.settings import Overrides
from disputelint.checker.engine.waivers import Waivers


def check(config: Config) -> Catalogue:
    """Hold rules, packs, selections, settings, waivers and the baseline of a configuration against what there is.

    Returns the rules that it read. Raises what judging would raise for them: RuleError, UsageError, ConfigError or
    Several.
    """
    known = catalogue.load(config)
    packs.check(known, config)
    Overrides(config, known)
    Waivers(config, known)
    baseline.load(config)
    return known

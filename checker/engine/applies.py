"""Whether a rule speaks to this shop: what it sells, where, on which platform, through which gateway, in which language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from disputelint.checker.config import Config
from disputelint.checker.engine.rule import (
    Applies,
    CompareLeaf,
    FactLeaf,
    LinkLeaf,
    PageLeaf,
    Rule,
    SameLeaf,
    leaves,
)
from disputelint.checker.model import Site, Text


@dataclass(frozen=True)
class Profile:
    """What is known of the shop. Configured values win over detected ones; empty: not known."""

    sells: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    platform: tuple[str, ...] = ()
    gateway: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    configured: frozenset[str] = frozenset()

    @classmethod
    def of(cls, site: Site, config: Config) -> Profile:
        """The profile of a site under a configuration."""
        said = config.storefront
        gateways = config.choice.gateways or said.gateways
        configured = {
            name
            for name, value in (
                ("sells", said.sells),
                ("market", said.market),
                ("gateway", gateways),
                ("language", said.languages),
            )
            if value
        }
        market = said.market or site.market
        return cls(
            said.sells or site.sells,
            (market,) if market else (),
            (site.platform,) if site.platform else (),
            tuple(gateways or site.gateways),
            said.languages or site.languages,
            frozenset(configured),
        )


@dataclass(frozen=True)
class Beside:
    """Why a rule does not apply, and the setting that would say whether it does ("" for none)."""

    detail: Text
    setting: str = ""


_KEYS: tuple[tuple[str, str, Callable[[Applies], tuple[str, ...]], Callable[[Profile], tuple[str, ...]]], ...] = (
    ("sells", "storefront.sells", lambda a: a.sells, lambda p: p.sells),
    ("market", "storefront.market", lambda a: a.market, lambda p: p.market),
    ("platform", "", lambda a: a.platform, lambda p: p.platform),
    ("gateway", "storefront.gateways", lambda a: a.gateway, lambda p: p.gateway),
    ("language", "storefront.languages", lambda a: a.language, lambda p: p.language),
)


def beside(rule: Rule, profile: Profile) -> Beside | None:
    """Why a rule does not apply to the shop; None when it does."""
    for name, setting, asks, has in _KEYS:
        wanted = asks(rule.applies)
        if not wanted:
            continue
        known = has(profile)
        if not known:
            return Beside(Text(f"Not known: {name}", f"不明な項目：{name}"), setting)
        if not any(alike(name, one, other) for one in wanted for other in known):
            listed, have = ", ".join(wanted), ", ".join(known)
            return Beside(
                Text(
                    f"Only for {name}: {listed} (here: {have})",
                    f"対象は{name}が{listed}の場合のみ（このサイト：{have}）",
                )
            )
    return None


def alike(key: str, wanted: str, known: str) -> bool:
    """Whether a wanted value is the known one, however it is spelt."""
    a, b = (word.casefold().replace("-", "_") for word in (wanted, known))
    return a == b or (key == "language" and b.startswith(a + "_"))


def needed_kinds(rule: Rule) -> frozenset[str]:
    """The page kinds and checkout steps a rule is about; empty when it may be answered anywhere. Where the rule names
    its pages, those of a leaf are further places where the same may stand.
    """
    kinds = set(rule.pages)
    free = False
    for leaf in (*leaves(rule.when), *leaves(rule.expect)):
        kinds |= set(leaf.scope.pages) if not rule.pages else set()
        if isinstance(leaf, PageLeaf):
            kinds.add(leaf.kind)
        elif isinstance(leaf, LinkLeaf):
            kinds |= {"home"} if not leaf.scope.pages and rule.subject == "site" else set()
        elif isinstance(leaf, CompareLeaf):
            kinds |= {page for side in (leaf.left, leaf.right) for page in side.pages}
        elif not leaf.scope.pages and not rule.pages:
            free = free or not isinstance(leaf, (FactLeaf, SameLeaf)) or rule.subject == "site"
    if rule.subject == "product":
        kinds.add("product")
        free = False
    if rule.subject == "journey":
        return frozenset(("cart", "checkout"))
    return frozenset() if free else frozenset(kinds)

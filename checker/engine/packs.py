"""Which rules run, and why: by who asks (gateways, networks, law of the market), by preset or pack, then narrowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from disputelint.checker.config import Config
from disputelint.checker.engine.applies import Profile, alike
from disputelint.checker.engine.catalogue import Catalogue
from disputelint.checker.engine.preset import Preset
from disputelint.checker.engine.requirement import Authority, Requirement
from disputelint.checker.engine.rule import Rule
from disputelint.checker.engine.severity import covers, effective, in_force
from disputelint.checker.errors import ConfigError, RuleError, UsageError
from disputelint.checker.model import JSON, Confidence, Severity, Text
from disputelint.checker.understand import knowledge
from disputelint.checker.yamlfile import nearest


@dataclass(frozen=True)
class Active:
    """A rule that runs, as it runs here."""

    rule: Rule
    severity: Severity
    confidence: Confidence
    pages: tuple[str, ...]
    why: Text
    applying: tuple[Requirement, ...]  # the cited requirements that apply here
    forced: bool = False  # its severity was set by hand


@dataclass(frozen=True)
class Chosen:
    """The rules of a run. `authorities` in the order in which they are named to people."""

    active: Mapping[str, Active]
    authorities: tuple[str, ...]
    because: tuple[Text, ...]
    holds: frozenset[str] = field(default_factory=frozenset)  # jurisdictions that hold here, "" among them


@dataclass(frozen=True)
class _Wish:
    """What presets and packs come to."""

    authorities: tuple[str, ...] = ()
    select: tuple[tuple[str, ...], ...] = ()
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, JSON] = field(default_factory=dict)


def check(catalogue: Catalogue, config: Config) -> None:
    """What `choose` would raise, without a shop."""
    wish = _wish(catalogue, (*config.choice.packs, *config.choice.extends), config)
    for _ in _narrowed(catalogue, config, wish):
        break
    _settings(catalogue, config)
    _gateways(catalogue, config)


def choose(catalogue: Catalogue, config: Config, profile: Profile) -> Chosen:
    """The rules that run. Raises UsageError or ConfigError for names that do not exist."""
    _gateways(catalogue, config)
    names = (*config.choice.packs, *config.choice.extends)
    wish = _wish(catalogue, names, config)
    holds = jurisdictions(profile.market, catalogue.groups)
    default, because = _default(catalogue, profile, holds)
    if wish.authorities:
        asked = _named(catalogue, wish.authorities, default, profile)
        listed = ", ".join(names)
        because = (
            Text(f"Chosen: {listed}", f"選ばれた基準：{listed}"),
            *(because if "default" in wish.authorities else ()),
        )
        holds = holds | {catalogue.authorities[name].jurisdiction for name in asked}
    else:
        asked = default
    settings = {**wish.rules, **_settings(catalogue, config)}
    active: dict[str, Active] = {}
    for rule in _narrowed(catalogue, config, wish):
        one = _activate(rule, catalogue, asked, holds, settings.get(rule.id))
        if one is not None:
            active[rule.id] = one
    return Chosen(active, asked, because, frozenset(holds))


def jurisdictions(market: Iterable[str], groups: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Where rules hold for a market: everywhere (""), itself, the groups it belongs to."""
    markets = set(market)
    return {"", *markets, *(group for group, members in groups.items() if markets & set(members))}


def _default(catalogue: Catalogue, profile: Profile, holds: set[str]) -> tuple[tuple[str, ...], tuple[Text, ...]]:
    gateways = profile.gateway
    known = [
        one
        for one in catalogue.authorities.values()
        if any(alike("", g, used) for g in one.gateways for used in gateways)
    ]
    assumed = not known
    if assumed:
        gateways = tuple(g for one in catalogue.authorities.values() if one.default for g in one.gateways)
    asked = tuple(
        name for name, one in catalogue.authorities.items() if _asks(one, gateways) and covers(holds, one.jurisdiction)
    )
    for name in asked:
        holds.add(catalogue.authorities[name].jurisdiction)
    return asked, (_gateways_because(catalogue, profile, asked, assumed), _market_because(catalogue, profile, holds))


def _asks(authority: Authority, gateways: Iterable[str]) -> bool:
    if authority.kind in ("network", "law", "own"):
        return True
    return any(alike("", own, used) for own in authority.gateways for used in gateways)


def _gateways_because(catalogue: Catalogue, profile: Profile, asked: tuple[str, ...], assumed: bool) -> Text:
    named = [catalogue.authorities[name].name for name in asked if catalogue.authorities[name].kind == "gateway"]
    en, ja = ", ".join(one.en for one in named), "、".join(one.ja for one in named)
    if assumed and profile.gateway:
        used = ", ".join(profile.gateway)
        return Text(
            f"No requirements of {used} are held here: {en} are assumed",
            f"{used}の要件は収録していないため、{ja}を想定",
        )
    if assumed:
        return Text(f"No gateway is known: {en} are assumed", f"決済サービスが不明のため、{ja}を想定")
    if "gateway" in profile.configured:
        return Text(f"Gateways as configured: {en}", f"設定された決済サービス：{ja}")
    return Text(f"Gateways seen on the shop: {en}", f"サイトで確認した決済サービス：{ja}")


def _market_because(catalogue: Catalogue, profile: Profile, holds: set[str]) -> Text:
    if not profile.market:
        return Text("The market is not known: no law is judged", "販売先の国が不明のため、法令は確認の対象外")
    market = profile.market[0]
    laws = (one.jurisdiction for one in catalogue.authorities.values() if one.kind == "law")
    if not any(covers(holds, law) for law in laws):
        return Text(
            f"No consumer law of {market} is held here: no law is judged",
            f"{market}の消費者法は収録していないため、法令は確認の対象外",
        )
    if "market" in profile.configured:
        return Text(f"Law of the market as configured: {market}", f"設定された販売先の法令：{market}")
    return Text(f"Law of the market the shop addresses: {market}", f"サイトの販売先の法令：{market}")


def _gateways(catalogue: Catalogue, config: Config) -> None:
    """Raises UsageError or ConfigError for a gateway that is probably misspelt. Others may be used, and not known here."""
    flag = config.choice.gateways
    named = flag or config.storefront.gateways
    if not named:
        return
    known = {name for one in catalogue.authorities.values() for name in one.gateways}
    seen = {one["id"] for one in knowledge.read("fingerprints")["technologies"] if "gateway" in one.get("category", "")}
    for name in named:
        if any(alike("", one, name) for one in known | seen):
            continue
        meant = nearest(name.casefold().replace("-", "_"), sorted(known))
        if meant is None:
            continue
        what = Text(f'Unknown gateway "{name}"', f"「{name}」という決済サービスはありません")
        hint = Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。")
        if flag:
            raise UsageError(what, where="--gateway", hint=hint)
        raise ConfigError(what, where=f"{config.file or 'disputelint.yml'}: storefront.gateways", hint=hint)


def _wish(catalogue: Catalogue, names: tuple[str, ...], config: Config) -> _Wish:
    authorities: list[str] = []
    select: list[tuple[str, ...]] = []
    ignore: list[str] = []
    rules: dict[str, JSON] = {}
    for name in names:
        found = _preset(catalogue, name)
        if found is None and name in catalogue.authorities:
            authorities.append(name)
            continue
        if found is None:
            raise _unknown_pack(name, catalogue, name in config.choice.packs)
        for preset in _extended(catalogue, found, ()):
            authorities += preset.authorities
            select += [preset.select] if preset.select else []
            ignore += preset.ignore
            rules.update(preset.rules)
    return _Wish(tuple(dict.fromkeys(authorities)), tuple(select), tuple(ignore), rules)


def _preset(catalogue: Catalogue, name: str) -> Preset | None:
    return catalogue.presets.get(name)


def _extended(catalogue: Catalogue, preset: Preset, above: tuple[str, ...]) -> Iterable[Preset]:
    """A preset behind those it extends."""
    if preset.file in above:
        raise RuleError(
            Text(f'The preset "{preset.id}" extends itself', f"プリセット「{preset.id}」が自分自身を継承しています"),
            where=preset.file,
            code="E221",
        )
    for name in preset.extends:
        found = _preset(catalogue, name)
        if found is None:
            raise RuleError(
                Text(f'Unknown preset "{name}"', f"「{name}」というプリセットはありません"),
                where=preset.file,
                code="E221",
            )
        yield from _extended(catalogue, found, (*above, preset.file))
    yield preset


def _unknown_pack(name: str, catalogue: Catalogue, flag: bool) -> UsageError | ConfigError:
    known = (*catalogue.presets, *catalogue.authorities)
    meant = nearest(name, known)
    what = Text(f'Unknown preset or pack "{name}"', f"「{name}」というプリセットや基準はありません")
    hint = (
        Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。")
        if meant
        else Text("Known: " + ", ".join(known), "使えるもの：" + "、".join(known))
    )
    return UsageError(what, where="--pack", hint=hint) if flag else ConfigError(what, where="extends", hint=hint)


def _named(
    catalogue: Catalogue, wished: tuple[str, ...], default: tuple[str, ...], profile: Profile
) -> tuple[str, ...]:
    """The authorities that ids, groups and country codes stand for, in the catalogue's order."""
    found: set[str] = set()
    kinds = {"gateways": "gateway", "networks": "network", "law": "law"}
    here = jurisdictions(profile.market, catalogue.groups)
    for wish in wished:
        if wish == "default":
            found.update(default)
        elif wish == "all":
            found.update(catalogue.authorities)
        elif wish in kinds:
            found.update(name for name, one in catalogue.authorities.items() if one.kind == kinds[wish])
        elif wish in catalogue.authorities:
            found.add(wish)
            found.update(
                name
                for name, one in catalogue.authorities.items()
                if one.pack == wish and covers(here, one.jurisdiction)
            )
        else:
            held = jurisdictions((wish,), catalogue.groups) - {""}
            found.update(
                name
                for name, one in catalogue.authorities.items()
                if one.kind == "law" and covers(held, one.jurisdiction)
            )
    found.update(name for name, one in catalogue.authorities.items() if one.kind == "own")
    return tuple(name for name in catalogue.authorities if name in found)


def selected(rule: Rule, word: str, catalogue: Catalogue) -> bool:
    """Whether a word of `--select` or `--ignore` means a rule: id, former id, beginning of the id, tag, authority."""
    if word in rule.tags or word in rule.aliases or rule.id.startswith(word):
        return True
    asking = (catalogue.authorities[catalogue.requirements[one].authority] for one in rule.requirements)
    return any(word in (authority.id, authority.pack) for authority in asking)


def _narrowed(catalogue: Catalogue, config: Config, wish: _Wish) -> Iterable[Rule]:
    for flag, words in (("--select", config.choice.select), ("--ignore", config.choice.ignore)):
        for word in words:
            if not any(selected(rule, word, catalogue) for rule in catalogue.rules.values()):
                raise _selects_nothing(flag, word, catalogue)
    narrowing = [*wish.select, *([config.choice.select] if config.choice.select else [])]
    dropped = (*wish.ignore, *config.choice.ignore)
    for rule in catalogue.rules.values():
        if all(any(selected(rule, word, catalogue) for word in words) for words in narrowing) and not any(
            selected(rule, word, catalogue) for word in dropped
        ):
            yield rule


def _selects_nothing(flag: str, word: str, catalogue: Catalogue) -> UsageError:
    tags = {tag for rule in catalogue.rules.values() for tag in rule.tags}
    meant = nearest(word, (*catalogue.rules, *catalogue.aliases, *tags))
    hint = Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。") if meant else None
    what = Text(f'{flag} "{word}" matches no rule', f"{flag}「{word}」に当てはまるルールがありません")
    return UsageError(what, where=flag, hint=hint)


def _settings(catalogue: Catalogue, config: Config) -> dict[str, JSON]:
    """`rules:` of the configuration by today's ids. Raises ConfigError for a rule that does not exist."""
    found: dict[str, JSON] = {}
    named = [(name, "rules", value) for name, value in config.choice.rules.items()]
    for override in config.choice.overrides:
        named += [(name, override.spot or "overrides", None) for name in override.rules]
    for name, place, value in named:
        rule = catalogue.rule(name)
        if rule is None:
            meant = nearest(name, (*catalogue.rules, *catalogue.aliases))
            raise ConfigError(
                Text(f'Unknown rule "{name}"', f"「{name}」というルールはありません"),
                where=place if place != "rules" else f"{config.file or 'disputelint.yml'}: rules",
                hint=Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。") if meant else None,
                code="E230",
            )
        if value is not None:
            found[rule.id] = value
    return found


def _activate(
    rule: Rule, catalogue: Catalogue, asked: tuple[str, ...], holds: Iterable[str], setting: JSON
) -> Active | None:
    cited = [catalogue.requirements[name] for name in rule.requirements]
    applying = tuple(one for one in cited if in_force(one, asked, set(holds)))
    if cited and not applying:
        return None
    options: dict[str, Any] = dict(setting) if isinstance(setting, dict) else {"severity": setting} if setting else {}
    if options.get("severity") == "off":
        return None
    severity = options.get("severity") or effective(rule, applying)
    names = tuple(dict.fromkeys(one.authority for one in applying))
    why = (
        Text(
            "Asked by " + ", ".join(catalogue.authorities[name].name.en for name in names),
            "、".join(catalogue.authorities[name].name.ja for name in names) + "が求めています",
        )
        if names
        else Text("A rule that cites nobody: always active", "出典のないルールは、つねに有効です")
    )
    pages = tuple(options.get("pages", rule.pages))
    return Active(
        rule, severity, options.get("confidence", rule.confidence), pages, why, applying, "severity" in options
    )

"""What a snapshot keeps of how the shop was entered: with what (names, no secrets), whether it opened, what would help."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from disputelint.checker.config.settings import Access, Config
from disputelint.checker.crawl import access
from disputelint.checker.crawl.knowledge import knowledge
from disputelint.checker.crawl.refusals import COMING_SOON
from disputelint.checker.model import JSON, Discovery, Text
from disputelint.checker.snapshot.records import Load, Meta
from disputelint.checker.snapshot.write import SnapshotWriter

SHUT = frozenset(("password_page", "login_wall", "http_refusal", "bot_wall", "captcha"))  # reasons that a secret mends
_EXPIRES = re.compile(r";\s*expires=(\d{1,12})")
NO_SECRETS = Text("secrets are not available here", "ここではシークレットを利用できません")
"""What the outputs call a run that lacks the secrets it needs."""


def of(config: Config, home: Load | None) -> dict[str, JSON]:
    """`Meta.entry`: `with` (what was given, by name), `opened`, `reason`, `detail` and `remedy` (both languages) when the
    shop stayed shut, `expires` (ISO date) of a crawler's signature, `warn` when the gate must not fail for want of secrets;
    {} when nothing was given and nothing stood in the way.
    """
    given = config.access
    held: dict[str, JSON] = {}
    if names := given.entered_with():
        held["with"] = list(names)
        held["opened"] = home is not None and home.reason is None
    if expires := signature_end(given):
        held["expires"] = expires
    if home is None or home.reason is None:
        return held
    if given.missing or (given.withheld and home.reason in SHUT and not names):
        return {**held, "reason": home.reason, **_without_secrets(config)}
    if said := _remedy(home, given):
        held["reason"] = home.reason
        held["remedy"] = {"en": said.en, "ja": said.ja}
    return held


def signature_end(given: Access) -> str:
    """The day (ISO, UTC) on which the crawler's signature among the headers ends; "" when there is none or no end.

    `expires` is a parameter of Signature-Input, in seconds since 1970 (RFC 9421, 2.3). Of several the first counts.
    """
    name = "signature-input"
    if name not in knowledge().signature_headers:
        return ""
    ends = [int(end) for key, value in given.headers if key.lower() == name for end in _EXPIRES.findall(value)]
    try:
        return datetime.fromtimestamp(min(ends), UTC).date().isoformat() if ends else ""
    except (ValueError, OverflowError, OSError):
        return ""


def not_entered(config: Config, meta: Meta, writer: SnapshotWriter) -> Meta:
    """Finish a snapshot of a shop that was not even asked, as the secrets that it needs are not there."""
    load = Load(meta.target, meta.target, "desktop", "unread", reason="not_authorized", detail=NO_SECRETS.en)
    writer.add_load(replace(load, kind_hint="home", found_by=("target",)))
    meta = replace(meta, journey="failed" if config.journey.on else "off", journey_reason="not_authorized")
    meta = replace(meta, entry=of(config, load))
    writer.finish(Discovery(False, (), (("sitemap", "not_authorized"),)), meta, ())
    return meta


def _without_secrets(config: Config) -> dict[str, JSON]:
    given = config.access
    names = ", ".join(given.missing)
    why = {
        "fork": Text(
            "GitHub gives none to pull requests from forks", "GitHubはフォークからのプルリクエストには渡しません"
        ),
        "dependabot": Text(
            "GitHub gives Dependabot its own secrets only", "GitHubがDependabotに渡すのは専用のシークレットだけです"
        ),
    }.get(given.withheld)
    what = Text(f"not set: {names}", f"未設定：{names}") if names else None
    beside = [one for one in (why, what) if one is not None]
    detail = Text(
        NO_SECRETS.en + (f" ({'; '.join(one.en for one in beside)})" if beside else ""),
        NO_SECRETS.ja + (f"（{'。'.join(one.ja for one in beside)}）" if beside else ""),
    )
    remedy = (
        Text(
            "A maintainer can run it on a branch of this repository.",
            "メンテナーがこのリポジトリのブランチで実行すれば判定できます。",
        )
        if given.withheld
        else Text(f"Set {names} in the environment.", f"環境変数 {names} を設定してください。")
    )
    return {
        "detail": {"en": detail.en, "ja": detail.ja},
        "remedy": {"en": remedy.en, "ja": remedy.ja},
        "warn": bool(given.withheld) and config.sources.get("on_inconclusive", "default") == "default",
    }


def _remedy(home: Load, given: Access) -> Text | None:
    """What helps against what stood in the way of the first page."""
    if home.detail == COMING_SOON:
        return access.REMEDIES["wrong_key" if given.share_key else "coming_soon"]
    if home.status == 401:
        return access.REMEDIES["wrong_login" if given.basic_auth else "login_asked"]
    if home.status in (429, 503) and home.reason == "http_refusal":
        return access.REMEDIES["busy"]
    return access.remedy(home.reason, given)

"""The files that `init` writes: `disputelint.yml` with its comments, and a workflow for the kind of shop it is."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from disputelint.checker.cli.targets import is_loopback
from disputelint.checker.crawl import tables
from disputelint.checker.model import JSON, Language, Site, Text

CONFIG = "disputelint.yml"
WORKFLOW = ".github/workflows/disputelint.yml"
_HOLE = re.compile(r"<([a-z_]+(?::[a-z]+)?)>")
_HEAD = Text(
    "Made by `disputelint init` after a look at {url}. Change what is wrong; init never writes over it.",
    "`disputelint init` が {url} を見て作成しました。違うところは直してください。init が上書きすることはありません。",
)
_UNKNOWN = Text("not recognised; write it when you know", "判別できませんでした。わかる場合は記入してください")
_ALLOWED = Text(
    "Who says that the shop is theirs, or that its owner agreed: cart and checkout are walked only then. Nothing is bought.",
    "自分の店舗である、または店主の同意を得たと申告する人。これがあるときだけカートと購入手続きを確認します。購入はしません。",
)
_GATE = (
    Text(
        "Exit 1 at or above this: error, warning, note, never.",
        "この重大度以上で終了コード1：error、warning、note、never",
    ),
    Text(
        "When required pages cannot be seen: fail (exit 3) or warn.",
        "必要なページを確認できないとき：fail（終了コード3）か warn",
    ),
)
_ACCESS = Text(
    "Names of environment variables that hold secrets, never the secrets:",
    "秘密の値を入れた環境変数の名前です。値そのものは書かないでください：",
)
_WAIVERS = Text(
    "Accepted findings, each with reason, owner and last day:", "了承した指摘。理由、担当者、期限を添えます："
)
SAYS: Mapping[str, Text] = {
    "url": Text("The shop.", "店舗のURL"),
    "name": Text("Its name.", "店舗名"),
    "market": Text("Whose consumer law applies (ISO 3166).", "適用する法令の国（ISO 3166）"),
    "languages": Text("Its languages.", "言語"),
    "currencies": Text("Currencies of its prices (ISO 4217).", "価格の通貨（ISO 4217）"),
    "sells": Text(
        "physical, digital, subscription, service, preorder.", "physical、digital、subscription、service、preorder"
    ),
    "gateways": Text("Payment gateways; they win over detected ones.", "決済会社。検出結果より優先します"),
    "platform": Text("The shop's platform.", "店舗のシステム"),
}
_STEPS: Mapping[str, Text] = {
    "preview": Text(
        "The id of the theme that your preview workflow makes; the audit proves that it saw this one.",
        "プレビュー用ワークフローが作るテーマのIDです。このテーマを見たことを検査で確かめます。",
    ),
    "staging": Text(
        "STAGING_URL is where the branch is deployed. Leave out what your staging shop does not ask for.",
        "STAGING_URL はブランチの公開先です。不要な項目は消してください。",
    ),
    "local": Text("The command that starts your storefront.", "店舗を起動するコマンドに置き換えてください。"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen of the shop. `why` says for each key how it is known; a key that is None is not known."""

    url: str
    values: Mapping[str, JSON]
    why: Mapping[str, Text]
    platform: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one file: `text` is what it would hold, `held` what it holds now (None: it is not there)."""

    path: Path
    text: str
    held: str | None

    @property
    def same(self) -> bool:
        """Whether it holds that already."""
        return self.held == self.text

    def diff(self) -> str:
        """What init would change, as a unified diff."""
        name = self.path.as_posix()
        lines = difflib.unified_diff(
            (self.held or "").splitlines(), self.text.splitlines(), name, f"{name} (init)", lineterm=""
        )
        return "\n".join(lines)


def look(site: Site, url: str) -> Look:
    """The settings that the shop's pages give away."""
    facts = [fact for page in site.pages for fact in page.facts]
    currencies = Counter(str(fact.value) for fact in facts if fact.name == "price.currency")
    by = {one.id: one for one in site.technologies}
    values: dict[str, JSON] = {
        "name": site.name or None,
        "market": site.market,
        "languages": list(site.languages),
        "currencies": [name for name, _ in currencies.most_common(3)],
        "sells": list(site.sells),
        "gateways": list(site.gateways),
    }
    why = {key: _seen(site) for key, value in values.items() if value}
    for key, ids in (("gateways", site.gateways), ("platform", (site.platform,))):
        signs = [by[one].signal for one in ids if one in by and by[one].signal]
        if signs:
            why[key] = Text(f"seen: {'; '.join(signs)}"[:200], f"手がかり：{'、'.join(signs)}"[:200])
    return Look(url, {key: value or None for key, value in values.items()}, why, site.platform)


def _seen(site: Site) -> Text:
    read = sum(page.read for page in site.pages)
    return Text(f"from {read} pages", f"{read}ページから")


def config(seen: Look, theme: str, language: Language) -> str:
    """The text of disputelint.yml."""
    from disputelint.checker.config.file import schema

    lines = [f"# yaml-language-server: $schema={schema()['$id']}"]
    lines += [f"# {_HEAD.fill(url=seen.url).in_(language)}", "storefront:", f"  url: {_scalar(seen.url)}"]
    for key, value in seen.values.items():
        note = seen.why[key].in_(language) if value else _UNKNOWN.in_(language)
        lines.append(f"  # {SAYS[key].in_(language)} ({_inline(note)})")
        lines.append(f"  {'' if value else '# '}{key}: {_scalar(value) if value else ''}".rstrip())
    lines += [f"  # {_ALLOWED.in_(language)}", "  # authorized_by:", ""]
    if theme:
        lines += ["theme:", f"  path: {_scalar(theme)}", ""]
    for key, value, said in (("fail_on", "error", _GATE[0]), ("on_inconclusive", "fail", _GATE[1])):
        lines += [f"# {said.in_(language)}", f"{key}: {value}"]
    lines += ["", f"# {_ACCESS.in_(language)}", "# access: {storefront_password: STOREFRONT_PASSWORD}"]
    lines += [f"# {_WAIVERS.in_(language)}", "# waivers:"]
    lines.append('#   - {rule: RULE, fingerprint: "", reason: "", owner: "", expires: 2027-01-31}')
    return "\n".join(lines) + "\n"


def workflow(seen: Look, theme: str, language: Language) -> str:
    """The text of the workflow."""
    data = tables.read("init")
    parts = urlsplit(seen.url)
    local = is_loopback(parts.hostname or "")
    kind = "local" if local else data["platforms"].get(seen.platform, "staging")
    filled = {
        **data["pins"],
        "url": seen.url if "'" not in seen.url else seen.url.replace("'", "%27"),
        "port": str(parts.port or 80),
        "theme": theme,
        f"say:{kind}": _STEPS[kind].in_(language),
    }
    text = _HOLE.sub(lambda hole: str(filled.get(hole[1], hole[0])), str(data["workflows"][kind]))
    return text if theme else "".join(line for line in text.splitlines(True) if line.strip() != "theme:")


def theme_of(folder: Path) -> str:
    """The theme's folder, when the project is one; ""."""
    themes: Iterable[Mapping[str, Any]] = tables.read("init")["themes"]
    return next((str(one["folder"]) for one in themes if (folder / str(one["file"])).is_file()), "")


def change(path: Path, text: str) -> Change:
    """What writing `text` to `path` would change."""
    try:
        held = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        held = None
    return Change(path, text, held)


def _scalar(value: JSON) -> str:
    """A value as YAML in one line: JSON is YAML, and a plain word stands without quotes."""
    if isinstance(value, list):
        return "[" + ", ".join(_scalar(one) for one in value) + "]"
    if isinstance(value, str) and re.fullmatch(
        r"https?://[A-Za-z0-9./_-]+(:\d+)?[A-Za-z0-9./_-]*|[A-Za-z][a-z_-]{2,}", value
    ):
        return value if value not in ("true", "false", "null", "yes", "off", "not") else json.dumps(value)
    return json.dumps(_inline(value) if isinstance(value, str) else value, ensure_ascii=False)


def _inline(text: str) -> str:
    """What a shop wrote, in one line that ends where it ends."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())

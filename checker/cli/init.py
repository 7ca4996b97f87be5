"""`disputelint init [URL]`: look at the shop, write a commented configuration and a workflow, say what was assumed."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from disputelint.checker.cli import options, options_crawl, output, targets
from disputelint.checker.cli.clicks import Argument, Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured
from disputelint.checker.cli.exit import GATE, OK
from disputelint.checker.cli.init_files import (
    CONFIG,
    SAYS,
    WORKFLOW,
    Change,
    Look,
    change,
    config,
    look,
    theme_of,
    workflow,
)
from disputelint.checker.cli.session import Session
from disputelint.checker.config import Config
from disputelint.checker.config.given import Given
from disputelint.checker.errors import UsageError
from disputelint.checker.model import Site
from disputelint.checker.model.words import Text

PAGES, PRODUCTS = 14, 2
WROTE = Text("Wrote {file}", "{file} を書きました")
SAME = Text("{file} is as init would write it", "{file} は変更の必要がありません")
KEPT = Text(
    "{file} is there and was left as it is. init would change:",
    "{file} はすでにあるため、そのままにしました。initの案との違い：",
)
ASSUMED = Text("What was assumed:", "想定した内容：")
NOT_KNOWN = Text("not recognised", "判別できず")
SHUT = Text(
    "The shop could not be read: {why}. Nothing was written.", "店舗を読み取れませんでした：{why}。何も書いていません。"
)
NEXT = Text(
    "Then: disputelint audit, and disputelint audit --baseline known.json --write-baseline --accept-new to begin with"
    " what is found today.",
    "次に：disputelint audit。今日の指摘を既知とするには"
    " disputelint audit --baseline known.json --write-baseline --accept-new",
)


def run(session: Session, settings: Mapping[str, Given], url: str | None, no_workflow: bool) -> int:
    """0 when the files are there; 3 when the shop could not be read, and nothing was written."""
    from disputelint.checker import audit
    from disputelint.checker.cli.progress import Bar
    from disputelint.checker.snapshot.read import open_snapshot

    held = configured(session, settings, None, False)
    address = url or held.storefront.url
    if not address:
        raise UsageError(
            Text("The shop's address is missing", "店舗のURLを指定してください"),
            where="disputelint init",
            hint=Text("Say: disputelint init shop.example", "例：disputelint init shop.example"),
        )
    (target,) = targets.parse([address])
    if not target.is_url:
        raise UsageError(Text("init looks at a shop's address", "initには店舗のURLを指定してください"), where=address)
    quick = _quick(held, target)
    with tempfile.TemporaryDirectory(prefix="disputelint-", ignore_cleanup_errors=True) as folder:
        with Bar(target.shown, session) as bar:
            saved = audit.crawl(target.text, quick, Path(folder) / "look.wacz", bar)
        site = audit.understood(open_snapshot(saved), quick)
    home = next((page for page in site.pages if page.read), None)
    if home is None:
        return _shut(site, session)
    seen = look(site, target.text)
    theme = theme_of(Path.cwd())
    changes = [change(Path(CONFIG), config(seen, theme, session.language))]
    if not no_workflow:
        changes.append(change(Path(WORKFLOW), workflow(seen, theme, session.language)))
    _tell(seen, changes, session)
    return OK


def _quick(held: Config, target: targets.Target) -> Config:
    """A look only: few pages, no walk; what an earlier file says of the shop must not come back as what was seen."""
    from disputelint.checker.config.settings import Storefront

    reach = replace(held.crawl, max_pages=PAGES, max_products=PRODUCTS, images=False, device="desktop")
    access = replace(held.access, missing=())
    if target.basic_auth is not None:
        access = replace(access, basic_auth=target.basic_auth)
    journey = replace(held.journey, on=False)
    said = Storefront(authorized_by=held.storefront.authorized_by)
    return replace(held, crawl=reach, journey=journey, storefront=said, access=access)


def _shut(site: Site, session: Session) -> int:
    from disputelint.checker.engine.remedies import REASONS

    said, remedy = REASONS[(site.pages[0].reason if site.pages else None) or "unreachable"]
    why = Text(f"{said.en}. {remedy.en}".rstrip("."), f"{said.ja}。{remedy.ja}".rstrip("。"))
    output.complain(SHUT.fill(why=why).in_(session.language))
    return GATE


def _tell(seen: Look, changes: list[Change], session: Session) -> None:
    from disputelint.reports.inert import terminal

    language = session.language
    lines = [ASSUMED.in_(language)]
    for key, value in {"platform": seen.platform, **seen.values}.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value or NOT_KNOWN.in_(language))
        why = f" ({seen.why[key].in_(language)})" if value and key in seen.why else ""
        lines.append(f"  {key}: {terminal(shown + why)}  # {SAYS[key].in_(language)}")
    for one in changes:
        name = one.path.as_posix()
        if one.held is None:
            output.save(one.path, one.text)
        said = WROTE if one.held is None else SAME if one.same else KEPT
        lines.append(said.fill(file=name).in_(language))
        if one.held is not None and not one.same:
            lines.append(terminal(one.diff(), keep_lines=True))
    lines.append(NEXT.in_(language))
    output.result("\n".join(lines))


command = Command(
    "init",
    run,
    text=Text(
        "Look at a shop; write disputelint.yml and a GitHub workflow.",
        "店舗を見て、disputelint.yml とGitHubのワークフローを書きます。",
    ),
    more=Text(
        "It says what it assumed. A file that is there is never written over: what would change is shown.",
        "想定した内容を示します。既存のファイルは上書きせず、違いだけを表示します。",
    ),
    examples=("disputelint init shop.example", "disputelint init shop.example --lang ja"),
    params=[
        Argument("url", required=False, metavar="[URL]", text=Text("The shop's address.", "店舗のURL。")),
        Option(
            "--no-workflow",
            flag=True,
            text=Text("Write the configuration only.", "設定ファイルだけを書きます。"),
        ),
        *options_crawl.rendering(),
        *options.access(),
    ],
)

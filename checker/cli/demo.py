"""`disputelint demo`: serve the embedded demo shop on loopback and audit it, or serve it only."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace

from disputelint.checker.cli import outputs, targets
from disputelint.checker.cli.audit import Plan, audit_all, checked, shared
from disputelint.checker.cli.clicks import Option
from disputelint.checker.cli.commands import Command
from disputelint.checker.cli.configured import configured, shown
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.types import Number, Words
from disputelint.checker.config import Config
from disputelint.checker.config.given import Given
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text

SERVING = Text("The demo shop is at {url}  (Ctrl-C ends it)", "デモ店舗：{url}（Ctrl-Cで終了）")
STATES = ("flawed", "clean")


def run(
    session: Session,
    settings: Mapping[str, Given],
    state: str,
    serve: bool,
    port: int,
    format: tuple[str, ...],
    open: bool,
    show_waived: bool,
    config: str | None,
    no_config: bool,
    show_config: bool,
    save: str | None,
    compare: str | None,
) -> int:
    """Audit the demo shop as `audit` does. No configuration of the working folder is taken unless it is named."""
    held = as_the_merchant_would_say(configured(session, settings, config, no_config or config is None))
    if show_config:
        return shown(held)
    plan = checked(Plan(session, held, outputs.parse(format), save, compare, open, show_waived, "disputelint demo"))
    from disputelint.checker import demo

    with ExitStack() as stack:
        try:
            shop = stack.enter_context(demo.serve("clean" if state == "clean" else "flawed", port))
        except OSError as problem:
            raise _taken(problem, port) from None
        if serve:
            return _serve(shop.url, session)
        (target,) = targets.parse([shop.url])
        return audit_all(plan, [replace(target, name="demo")])


def as_the_merchant_would_say(config: Config) -> Config:
    """What the demo shop's `disputelint.yml` would hold, where nothing else was said."""
    said = config.storefront
    return replace(
        config,
        storefront=replace(
            said,
            name=said.name or "Kawara & Pine",
            market=said.market or "JP",
            gateways=said.gateways if said.gateways is not None else ("paypal", "stripe"),
            sells=said.sells if said.sells is not None else ("physical", "subscription", "preorder"),
        ),
    )


def _taken(problem: OSError, port: int) -> UsageError:
    reason = problem.strerror or type(problem).__name__
    return UsageError(
        Text(f"The demo shop cannot be served: {reason}", f"デモ店舗を起動できません：{reason}"),
        where=f"127.0.0.1:{port}",
        hint=Text("Name another --port.", "別の --port を指定してください。"),
    )


def _serve(url: str, session: Session) -> int:
    from disputelint.checker.cli.output import result

    result(SERVING.fill(url=url).in_(session.language))
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return 0


command = Command(
    "demo",
    run,
    text=Text(
        "Serve the embedded demo shop on this machine and audit it.", "同梱のデモ店舗をこの環境で動かし、検査します。"
    ),
    more=Text("Takes audit's options.", "auditと同じオプションが使えます。"),
    examples=("disputelint demo", "disputelint demo --state clean", "disputelint demo --serve --port 8000"),
    params=[
        Option(
            "--state",
            type=Words(STATES),
            default="flawed",
            text=Text("The shop with its flaws (default) or without.", "問題のある状態（既定）か、問題のない状態か。"),
        ),
        Option("--serve", flag=True, text=Text("Serve it only.", "検査せず、店舗だけを動かします。")),
        Option(
            "--port",
            type=Number(least=0, most=65_535),
            default=0,
            text=Text("Where to serve it (default: a free port).", "使うポート（既定：空いているポート）。"),
        ),
        *shared(),
    ],
)

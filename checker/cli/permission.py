"""The word that a shop may be walked through to its checkout: asked for on a terminal, never assumed."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace

import click

from disputelint.checker.cli.session import Session
from disputelint.checker.cli.targets import Target
from disputelint.checker.config import Config
from disputelint.checker.model.words import Text

QUESTION = Text(
    "Is {shop} yours, or has its owner agreed to this audit? With a yes, cart and checkout are walked; nothing is bought.",
    "{shop} はあなたの店舗ですか。または店主の同意を得ていますか。「y」と答えると、カートと購入手続きも確認します。購入はしません。",
)


def with_permission(config: Config, target: Target, session: Session) -> Config:
    """`config` with the answer in `storefront.authorized_by`, when there is somebody to ask and a need to."""
    needed = config.journey.on and not config.storefront.authorized_by and target.is_url and not target.loopback
    if not needed or session.quiet or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return config
    said = QUESTION.fill(shop=target.text).in_(session.language)
    if not click.confirm(said, default=False, err=True):
        return config
    return replace(config, storefront=replace(config.storefront, authorized_by=_who(session)))


def _who(session: Session) -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for the user id
        name = "?"
    return Text(f"{name} (at the prompt)", f"{name}（画面の質問への回答）").in_(session.language)

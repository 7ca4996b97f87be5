"""The configuration of a call: file, environment and flags merged; or shown, with the source of each value."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import click

from disputelint.checker import kept
from disputelint.checker.cli import output
from disputelint.checker.cli.exit import OK
from disputelint.checker.cli.session import Session
from disputelint.checker.config import Config
from disputelint.checker.config.given import Given
from disputelint.checker.config.load import load, overview
from disputelint.checker.config.secrets import fill
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text


def configured(session: Session, settings: Mapping[str, Given], config: str | None, no_config: bool) -> Config:
    """The Config of this call. Raises UsageError for --config with --no-config, ConfigError for what is in a file."""
    if config is not None and no_config:
        raise UsageError(
            Text("--config and --no-config contradict each other", "--config と --no-config は同時に使えません"),
            where="disputelint audit",
        )
    held = load(
        settings,
        Path.cwd(),
        file=Path(config) if config else None,
        use_file=not no_config,
        language=session.language,
        explicit_language=session.explicit_language,
    )
    context = click.get_current_context(silent=True)
    if context is not None:
        context.with_resource(kept.folder(held.crawl.cache_dir))
    return fill(held, os.environ)


def shown(config: Config) -> int:
    """Print every setting with its source (`--show-config`)."""
    lines = [f"# {config.file}"] if config.file else []
    for key, value, source in overview(config):
        lines.append(f"{key} = {json.dumps(value, ensure_ascii=False)}  # {source}")
    output.result("\n".join(lines))
    return OK

"""Secrets that the configuration asks for by the name of an environment variable, and runs that get none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from disputelint.checker.config.settings import Access, Config

BOT = "dependabot[bot]"


def fill(config: Config, environ: Mapping[str, str]) -> Config:
    """`config` with the values of the variables that its file names. What flags and environment gave is kept.

    A variable that is not set, or empty, goes into `access.missing`; one whose secret was given otherwise does not.
    """
    names, given = config.variables, config.access
    missing: list[str] = []

    def value(name: str | None, held: object) -> str | None:
        if name is None or held:
            return None
        if not environ.get(name):
            missing.append(name)
        return environ.get(name) or None

    def added(held: tuple[tuple[str, str], ...], wanted: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        there = {key.lower() for key, _ in held}
        more = [(key, value(name, key.lower() in there)) for key, name in wanted.items()]
        return (*held, *((key, text) for key, text in more if text is not None))

    login = value(names.basic_auth, given.basic_auth)
    access = Access(
        headers=added(given.headers, names.headers),
        cookies=added(given.cookies, names.cookies),
        basic_auth=given.basic_auth or (_pair(login) if login else None),
        storefront_password=given.storefront_password or value(names.storefront_password, given.storefront_password),
        share_key=given.share_key or value(names.share_key, given.share_key),
        withheld=given.withheld or withheld(environ),
    )
    return replace(config, access=replace(access, missing=tuple(dict.fromkeys(missing))))


def _pair(login: str) -> tuple[str, str]:
    user, _, password = login.partition(":")
    return user, password


def withheld(environ: Mapping[str, str]) -> str:
    """Why GitHub keeps the repository's secrets from this run: "fork", "dependabot", or "" when it does not.

    docs.github.com, "Events that trigger workflows" (pull_request from forks) and "Dependabot on GitHub Actions".
    """
    if environ.get("GITHUB_ACTIONS") != "true" or environ.get("GITHUB_EVENT_NAME") == "pull_request_target":
        return ""  # the latter runs the workflow of the base, with all it has
    if environ.get("GITHUB_ACTOR") == BOT:
        return "dependabot"
    return "fork" if from_fork(event(environ)) else ""


def event(environ: Mapping[str, str]) -> Mapping[str, Any]:
    """The payload of the event that started the workflow; {} when there is none to be read."""
    path = environ.get("GITHUB_EVENT_PATH", "")
    try:
        held = json.loads(Path(path).read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def from_fork(payload: Mapping[str, Any]) -> bool:
    """Whether a pull request comes from another repository than the one it is for."""
    request = payload.get("pull_request")
    if not isinstance(request, dict):
        return False

    def repository(end: str) -> object:
        side = request.get(end)
        repo = side.get("repo") if isinstance(side, dict) else None
        return repo.get("full_name") if isinstance(repo, dict) else None

    return repository("head") != repository("base")

"""What `rules/knowledge/themes.yaml` says of theme systems, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from disputelint.checker.understand import knowledge


@dataclass(frozen=True, slots=True)
class Include:
    """How one file brings in another: `code` finds it, the group `name` is put into each of `files`."""

    code: re.Pattern[str]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrapper:
    """What the id of an element tells of its file."""

    id: re.Pattern[str]
    json: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Template:
    """Which files make a page: by kind, by address, or by a class of its body."""

    files: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    path: re.Pattern[str] | None = None
    body: str = ""


@dataclass(frozen=True, slots=True)
class AdminCode:
    """Source code that prints what is written in the admin; `place` is a key of admin_places.yaml or `admin_words`."""

    code: re.Pattern[str]
    place: str


@dataclass(frozen=True)
class System:
    """A way of building themes."""

    id: str
    marks: tuple[str, ...] = ()
    includes: tuple[Include, ...] = ()
    parents: tuple[Include, ...] = ()  # in code
    front: tuple[Include, ...] = ()  # in the front matter: `code` finds the name
    wrappers: tuple[Wrapper, ...] = ()
    layouts: tuple[str, ...] = ()
    body: re.Pattern[str] | None = None  # code that prints the text of a page
    templates: tuple[Template, ...] = ()
    locales: tuple[str, ...] = ()
    not_locales: re.Pattern[str] | None = None
    default_locale: re.Pattern[str] | None = None
    translate: re.Pattern[str] | None = None
    own_setting: re.Pattern[str] | None = None
    all_setting: re.Pattern[str] | None = None
    settings_file: str = ""
    settings_at: str = ""
    block_type: re.Pattern[str] | None = None
    elements: Mapping[str, str] = field(default_factory=dict)
    section_files: tuple[str, ...] = ()
    block_comment: re.Pattern[str] | None = None
    block_class: str = ""
    block_core: str = ""
    admin: tuple[AdminCode, ...] = ()
    admin_nodes: tuple[str, ...] = ()
    admin_pages: re.Pattern[str] | None = None
    hooks: Mapping[str, tuple[re.Pattern[str], ...]] = field(default_factory=dict)


@lru_cache(maxsize=1)
def systems() -> tuple[System, ...]:
    """Every system, in the order in which they are looked for; the last has no marks and fits everything."""
    return tuple(_system(held) for held in data()["systems"])


def data() -> Mapping[str, Any]:
    """The file as it stands."""
    held: Mapping[str, Any] = knowledge.read("themes")
    return held


@lru_cache(maxsize=1)
def common_hooks() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Wording of things in source code, for every system."""
    return _hooks(data()["common"]["hooks"])


def things(names: Iterable[str]) -> tuple[str, ...]:
    """The things that facts (`price.amount`), links (`link:terms`) and topics (`topic:price`) speak of, nearest first."""
    known: Mapping[str, list[str]] = data()["common"]["things"]
    found: list[str] = []
    for name in names:
        starred = [key for key in known if key.endswith("*") and name.startswith(key[:-1])]
        found += known.get(name) or (known[max(starred, key=len)] if starred else [])
    return tuple(dict.fromkeys(found))


def _system(held: Mapping[str, Any]) -> System:
    settings = held.get("settings", {})
    return System(
        id=held["id"],
        marks=tuple(held.get("marks", ())),
        includes=_includes(held.get("includes", ())),
        parents=_includes(one for one in held.get("parents", ()) if "code" in one),
        front=_front(one for one in held.get("parents", ()) if "front" in one),
        wrappers=tuple(
            Wrapper(re.compile(one["id"]), one.get("json", ""), tuple(one.get("files", ())))
            for one in held.get("wrappers", ())
        ),
        layouts=tuple(held.get("layouts", ())),
        body=_maybe(held.get("body")),
        templates=tuple(
            Template(tuple(one["files"]), tuple(one.get("kinds", ())), _maybe(one.get("path")), one.get("body", ""))
            for one in held.get("templates", ())
        ),
        locales=tuple(held.get("locales", ())),
        not_locales=_maybe(held.get("not_locales")),
        default_locale=_maybe(held.get("default_locale")),
        translate=_maybe(held.get("translate")),
        own_setting=_maybe(settings.get("own")),
        all_setting=_maybe(settings.get("all")),
        settings_file=settings.get("file", ""),
        settings_at=settings.get("at", ""),
        block_type=_maybe(held.get("block_type")),
        elements=held.get("elements", {}),
        section_files=tuple(held.get("section_files", {}).get("template", ())),
        block_comment=_maybe(held.get("block_comment"), re.DOTALL),
        block_class=held.get("block_class", ""),
        block_core=held.get("block_core", ""),
        admin=tuple(AdminCode(re.compile(one["code"]), one["place"]) for one in held.get("admin", ())),
        admin_nodes=tuple(held.get("admin_nodes", ())),
        admin_pages=_maybe(held.get("admin_pages")),
        hooks=_hooks(held.get("hooks", {})),
    )


def _maybe(expression: str | None, flags: int = 0) -> re.Pattern[str] | None:
    return re.compile(expression, flags) if expression else None


def _includes(rows: Iterable[Mapping[str, Any]]) -> tuple[Include, ...]:
    return tuple(Include(re.compile(one["code"], re.DOTALL), tuple(one["files"])) for one in rows)


def _front(rows: Iterable[Mapping[str, Any]]) -> tuple[Include, ...]:
    return tuple(
        Include(re.compile(rf"^{one['front']}:\s*[\"']?(?P<name>[\w./-]+)", re.MULTILINE), tuple(one["files"]))
        for one in rows
    )


def _hooks(held: Mapping[str, list[str]]) -> dict[str, tuple[re.Pattern[str], ...]]:
    return {name: tuple(re.compile(one, re.IGNORECASE) for one in rows) for name, rows in held.items()}

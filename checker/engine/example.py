"""A rule's example as a snapshot: its pages are the whole shop, and discovery is complete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from disputelint.checker.config import Config, Storefront
from disputelint.checker.engine.example_layout import laid_out
from disputelint.checker.engine.rule import Example, ExamplePage, Rule, leaves
from disputelint.checker.model import Device, Discovery, ReasonCode, Step
from disputelint.checker.snapshot.records import Load, Meta, Snapshot

ORIGIN: Final = "https://shop.example"
_DATE: Final = "2026-01-15"  # the day of examples that do not say one
_PATHS: Final = {"home": "/", "cart": "/cart", "checkout": "/checkout"}
_LISTS: Final = frozenset(("sells", "gateways", "languages", "currencies"))


def snapshot(rule: Rule, example: Example) -> Snapshot:
    """The example's shop as a crawl would have seen it."""
    device: Device = "mobile" if example.device == "mobile" else "desktop"
    taken: set[str] = set()
    styled = any(leaf.scope.needs_layout for tree in (rule.when, rule.expect) for leaf in leaves(tree))
    loads = [_load(page, _path(page, taken), device, styled) for page in example.pages]
    for kind in example.unread:
        url = ORIGIN + _free(_PATHS.get(kind, f"/{kind.replace('_', '-')}"), taken)
        loads.append(
            Load(url, url, device, "unread", reason=_reason(example), detail="", found_by=("footer",), kind_hint=kind)
        )
    origin = next(("/".join(load.url.split("/")[:3]) for load in loads if load.kind_hint == "home"), ORIGIN)
    meta = Meta(
        target=origin + "/",
        origin=origin,
        date=f"{example.date or _DATE}T00:00:00Z",
        locale=example.language,
        devices=(device,),
        journey="walked",
    )
    loads.sort(key=lambda load: (load.url, load.device))
    return Snapshot(meta, tuple(loads), Discovery(True, ("footer", "header", "menus", "sitemap")), _steps(loads))


def config(example: Example) -> Config:
    """The example's configuration, and nothing of the machine's."""
    values: dict[str, Any] = dict(example.config)
    inner = values.get("storefront", values)
    known = set(Storefront.__dataclass_fields__)
    said: dict[str, Any] = {
        key: tuple([value] if isinstance(value, str) else value) if key in _LISTS else value
        for key, value in inner.items()
        if key in known
    }
    return Config(storefront=Storefront(**said))


def _reason(example: Example) -> Any:
    return example.reason or "http_refusal"


def _path(page: ExamplePage, taken: set[str]) -> str:
    kind = page.kinds[0] if page.kinds else "other"
    step = f"/{page.step}" if page.step else ""
    return _free(page.path or _PATHS.get(kind, f"/{kind.replace('_', '-')}") + step, taken)


def _free(path: str, taken: set[str]) -> str:
    number, free = 1, path
    while free in taken:
        number += 1
        free = f"{path.rstrip('/')}-{number}"
    taken.add(free)
    return free


def _load(page: ExamplePage, path: str, device: Device, styled: bool) -> Load:
    html, layout = laid_out(_whole(page)) if styled else (_whole(page), ())
    url = path if "://" in path else ORIGIN + path
    if page.status >= 400:
        reason: ReasonCode = "not_found" if page.status in (404, 410) else "http_refusal"
        return Load(url, url, device, "unread", status=page.status, reason=reason, found_by=("footer",))
    return Load(
        url=url,
        final_url=url,
        device=device,
        seen="rendered",
        status=200,
        content_type="text/html; charset=utf-8",
        found_by=("footer",),
        kind_hint=page.kinds[0] if page.kinds else None,
        step_hint=page.step or None,  # type: ignore[arg-type]
        layout=layout,
        probes=page.probes,
        body=_said(html),
        dom=_said(html),
    )


def _said(html: str) -> Callable[[], str]:
    return lambda: html


def _whole(page: ExamplePage) -> str:
    """The example's HTML as a document in its language."""
    if "<html" in page.html.lower():
        return page.html
    lang = f' lang="{page.language}"' if page.language else ""
    body = page.html if "<body" in page.html.lower() else f"<body>{_main(page.html)}</body>"
    return f"<!doctype html><html{lang}>{body}</html>"


def _main(html: str) -> str:
    low = html.lower()
    return html if any(tag in low for tag in ("<main", "<footer", "<header", "<nav")) else f"<main>{html}</main>"


def _steps(loads: list[Load]) -> tuple[Step, ...]:
    """The walk through the example's product, cart and checkout pages."""
    order = {"product": 0, "cart": 1, "checkout": 2}
    steps = ("entry", "address", "shipping", "payment", "review")
    walked = sorted(
        (load for load in loads if load.kind_hint in order and load.seen != "unread"),
        key=lambda load: (order[load.kind_hint or ""], steps.index(load.step_hint) if load.step_hint else 0, load.url),
    )
    return tuple(_step(number, load) for number, load in enumerate(walked))


def _step(number: int, load: Load) -> Step:
    """What the walk would have noted on one page: its kind, its step and every amount on it."""
    from disputelint.checker.understand.document import parse
    from disputelint.checker.understand.facts.amounts import amounts_of
    from disputelint.checker.understand.language import detect

    kind = load.kind_hint or "other"
    document = parse(load)
    found = amounts_of(document, detect(document), kind)
    return Step(number, "open", load.url, kind, load.step_hint, load.device, amounts=found)

"""A load as text and back: what a store keeps of it between runs. Secrets are masked as in a snapshot."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import JSON
from disputelint.checker.snapshot.codec import from_json, to_bytes, to_json
from disputelint.checker.snapshot.layouts import LazyLayout, row
from disputelint.checker.snapshot.mask import Mask
from disputelint.checker.snapshot.records import Load

# What tells of the run and not of the page: how it was found is found out each time.
_NOT_KEPT = frozenset(("layout", "found_by", "link_texts", "canonical", "kind_hint", "step_hint", "reused"))


def packed(load: Load, mask: Mask) -> str:
    """The load in one line of JSON."""
    record: dict[str, JSON] = {
        "load": to_json(replace(load, headers=mask.headers(load.headers)), _NOT_KEPT, mask.text, Load),
        "layout": [row(item) for item in load.layout[:]],
        "dom": None if load.dom is None else mask.text(load.dom()),
        "body": None if load.body is None else mask.text(load.body()),
    }
    return to_bytes(record).decode("utf-8")


def unpacked(text: str) -> Load | None:
    """The load that was packed; None for what is no such text."""
    try:
        record: Any = json.loads(text)
        load = from_json(Load, record["load"], "load", _NOT_KEPT)
        layout = LazyLayout(partial(bytes, to_bytes(record["layout"])), "layout")
        tuple(layout[:])
    except (ValueError, RecursionError, TypeError, KeyError, SnapshotError):
        return None
    dom, body = record.get("dom"), record.get("body")
    if not isinstance(dom, str) or not (body is None or isinstance(body, str)):
        return None
    return replace(load, layout=layout, dom=partial(str, dom), body=None if body is None else partial(str, body))

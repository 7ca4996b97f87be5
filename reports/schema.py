"""The JSON Schema of a report, made from the dataclasses: `python -m disputelint.reports.schema` prints it.

`schemas/report.schema.json` is its output; a test fails when the two differ.
"""

from __future__ import annotations

import inspect
import json
import types
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin

from disputelint.checker.model import Report
from disputelint.reports.codec import hints_of, is_json

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def schema() -> dict[str, Any]:
    """The schema of what `reports.json.render` writes (JSON Schema 2020-12)."""
    definitions: dict[str, Any] = {}
    top = _object(Report, definitions)
    top["properties"]["schema_version"] = {"const": "1"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://disputelint.dev/schemas/report.schema.json",
        "title": "A report: what `disputelint audit -f json` writes",
        **top,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = hints_of(kind)
    names = [field.name for field in fields(kind)]
    return {
        "type": "object",
        "description": " ".join((inspect.getdoc(kind) or kind.__name__).split()),
        "properties": {name: _schema(hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _schema(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if is_json(kind):
        return {}
    if is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in definitions:
            definitions[kind.__name__] = {}  # held before it is filled: a trace contains traces
            definitions[kind.__name__] = _object(kind, definitions)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(inner, definitions) for inner in args]}
    if origin is tuple and args[1:] == (Ellipsis,):
        return {"type": "array", "items": _schema(args[0], definitions)}
    if origin is tuple:
        return {"type": "array", "prefixItems": [_schema(inner, definitions) for inner in args], "items": False}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(args[1], definitions)}
    return {"type": _PLAIN[kind]}


if __name__ == "__main__":
    print(json.dumps(schema(), ensure_ascii=False, indent=1))

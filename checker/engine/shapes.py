"""Which keywords fit which fact, from `schemas/facts.schema.json` ($defs.values): the one list of fact names and types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

# JSON Schema 2020-12 validation, 6.2 to 6.5; `matches` and `max_age` are ours.
TYPES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), frozenset({"number"})
    ),
    **dict.fromkeys(("minLength", "maxLength", "pattern", "matches", "max_age"), frozenset({"string"})),
    **dict.fromkeys(("minItems", "maxItems", "uniqueItems", "items", "contains"), frozenset({"array"})),
    **dict.fromkeys(("required", "properties"), frozenset({"object"})),
    **dict.fromkeys(("const", "enum", "not", "anyOf", "allOf"), frozenset()),
}


@dataclass(frozen=True)
class Shape:
    """What values a schema allows, as far as rules ask: types, listed values, keys, items."""

    types: frozenset[str]
    listed: tuple[Any, ...] | None = None  # all allowed values, when they are listed
    keys: Mapping[str, Shape] | None = None
    items: Shape | None = None


@lru_cache(maxsize=1)
def facts() -> Mapping[str, Shape]:
    """The shape of every fact."""
    text = resources.files("disputelint.schemas").joinpath("facts.schema.json").read_text(encoding="utf-8")
    defs = json.loads(text)["$defs"]
    return {name: _shape(schema, defs) for name, schema in defs["values"].items()}


def _shape(schema: Any, defs: Mapping[str, Any]) -> Shape:
    if not isinstance(schema, dict):
        return Shape(frozenset({"any"}))
    if "$ref" in schema:
        return _shape(defs[schema["$ref"].rsplit("/", 1)[1]], defs)
    if "const" in schema or "enum" in schema:
        listed = tuple(schema.get("enum", (schema.get("const"),)))
        return Shape(frozenset(_type(value) for value in listed), listed)
    for joined in ("anyOf", "oneOf", "allOf"):
        if joined in schema:
            return _union([_shape(one, defs) for one in schema[joined]])
    if isinstance(kinds := schema.get("type", "any"), list):
        return _union([_shape({**schema, "type": one}, defs) for one in kinds])
    kind: str = kinds
    kind = "number" if kind == "integer" else kind
    keys = {key: _shape(one, defs) for key, one in schema["properties"].items()} if "properties" in schema else None
    items = _shape(schema["items"], defs) if "items" in schema else None
    return Shape(frozenset({kind}), (True, False) if kind == "boolean" else None, keys, items)


def _union(shapes: list[Shape]) -> Shape:
    types = frozenset().union(*(shape.types for shape in shapes))
    every = [shape.listed for shape in shapes]
    listed = tuple(value for one in every for value in one or ()) if all(one is not None for one in every) else None
    keys = {key: inner for shape in shapes for key, inner in (shape.keys or {}).items()}
    return Shape(types, listed, keys or None, next((shape.items for shape in shapes if shape.items), None))


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if value is None:
        return "null"
    return {int: "number", float: "number", str: "string", list: "array", dict: "object"}[type(value)]


@dataclass(frozen=True)
class Misfit:
    """A keyword that can never speak about a value of this shape. `path` leads to it."""

    path: tuple[str | int, ...]
    code: str  # E202 a keyword of another type, E203 a value or key that cannot be, E212 not RE2
    said: str
    known: tuple[str, ...] = ()


def misfits(shape: Shape, keywords: Any, path: tuple[str | int, ...] = ()) -> Iterator[Misfit]:
    """Every keyword that does not fit the shape."""
    if not isinstance(keywords, dict):
        yield Misfit(path, "E202", "keywords")
        return
    for name, argument in keywords.items():
        here = (*path, name)
        wanted = TYPES.get(name)
        if wanted is None:
            yield Misfit(here, "E211", name, tuple(TYPES))
        elif wanted and "any" not in shape.types and not wanted & shape.types:
            yield Misfit(here, "E202", name, tuple(k for k, t in TYPES.items() if t & shape.types))
        else:
            yield from _argument(shape, name, argument, here)


def _argument(shape: Shape, name: str, argument: Any, here: tuple[str | int, ...]) -> Iterator[Misfit]:
    if name in ("const", "enum"):
        values = argument if name == "enum" and isinstance(argument, list) else [argument]
        for number, value in enumerate(values):
            if not _allowed(shape, value):
                known = tuple(str(one) for one in shape.listed or ())
                yield Misfit((*here, number) if name == "enum" else here, "E203", str(value), known)
    elif name == "pattern":
        yield from _pattern(argument, here)
    elif name in ("anyOf", "allOf") and isinstance(argument, list):
        for number, inner in enumerate(argument):
            yield from misfits(shape, inner, (*here, number))
    elif name == "not":
        yield from misfits(shape, argument, here)
    elif name in ("items", "contains") and shape.items is not None:
        yield from misfits(shape.items, argument, here)
    elif name == "required" and shape.keys is not None and isinstance(argument, list):
        for number, key in enumerate(argument):
            if key not in shape.keys:
                yield Misfit((*here, number), "E203", str(key), tuple(shape.keys))
    elif name == "properties" and shape.keys is not None and isinstance(argument, dict):
        for key, inner in argument.items():
            if key in shape.keys:
                yield from misfits(shape.keys[key], inner, (*here, key))
            else:
                yield Misfit((*here, key), "E203", str(key), tuple(shape.keys))


def _pattern(argument: Any, here: tuple[str | int, ...]) -> Iterator[Misfit]:
    from disputelint.checker.engine.keywords import pattern

    try:
        pattern(str(argument))
    except ValueError as problem:
        yield Misfit(here, "E212", str(problem))


def _allowed(shape: Shape, value: Any) -> bool:
    if shape.listed is not None:
        return any(value == one and isinstance(value, bool) == isinstance(one, bool) for one in shape.listed)
    return "any" in shape.types or _type(value) in shape.types

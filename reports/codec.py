"""Dataclasses to JSON and back, by their annotations alone: no format knows a field by name."""

from __future__ import annotations

import math
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from disputelint.checker.model import JSON

_PLAIN = frozenset((str, int, bool, type(None)))


class Unfit(ValueError):
    """Data that does not have the shape of the dataclass; `path` says where."""

    def __init__(self, path: str, said: str) -> None:
        super().__init__(f"{path or '(top)'}: {said}")
        self.path = path


def encode(value: Any) -> JSON:
    """`value` as JSON: dataclasses become objects in field order, tuples lists, dict keys sorted, NaN null."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value  # type: ignore[no-any-return]
    if kind is tuple or kind is list:
        return [item if item.__class__ in _PLAIN else encode(item) for item in value]
    names = field_names(kind)
    if names is not None:
        held = ((name, getattr(value, name)) for name in names)
        return {name: part if part.__class__ in _PLAIN else encode(part) for name, part in held}
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(value[key]) for key in sorted(value)}
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int | str):
        return value
    raise TypeError(f"cannot be written as JSON: {kind.__name__}")


@lru_cache(maxsize=256)
def field_names(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass in their order; None for another type."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def decode(kind: Any, value: JSON, path: str = "") -> Any:
    """`value` as the type `kind`. Keys that `kind` does not know are dropped: a newer release wrote them.

    Raises Unfit when something is missing or of another type.
    """
    if is_json(kind):
        return value
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, value, path)
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        if value not in args:
            raise Unfit(path, f"{value!r} is not one of {', '.join(map(repr, args))}")
        return value
    if origin in (Union, types.UnionType):
        return _union(args, value, path)
    if origin is tuple:
        return _tuple(args, value, path)
    if origin is dict:
        if not isinstance(value, dict):
            raise Unfit(path, "an object is needed")
        return {key: decode(args[1], inner, f"{path}.{key}") for key, inner in value.items()}
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if kind is type(None) or isinstance(kind, type):
        if type(value) is not kind:
            raise Unfit(path, f"{_word(kind)} is needed, not {_word(type(value))}")
        return value
    raise TypeError(f"no way to read {kind!r}")


def _object(kind: type, value: JSON, path: str) -> Any:
    if not isinstance(value, dict):
        raise Unfit(path, "an object is needed")
    hints = hints_of(kind)
    found: dict[str, Any] = {}
    for field in fields(kind):
        if field.name in value:
            found[field.name] = decode(hints[field.name], value[field.name], f"{path}.{field.name}".lstrip("."))
        elif field.default is MISSING and field.default_factory is MISSING:
            raise Unfit(path, f"{field.name} is missing")
    try:
        return kind(**found)
    except ValueError as problem:  # Text refuses an empty wording
        raise Unfit(path, str(problem)) from None


def _union(kinds: tuple[Any, ...], value: JSON, path: str) -> Any:
    if value is None and type(None) in kinds:
        return None
    last: Unfit | None = None
    for kind in kinds:
        if kind is type(None):
            continue
        try:
            return decode(kind, value, path)
        except Unfit as problem:
            last = problem
    raise last or Unfit(path, "nothing fits")


def _tuple(kinds: tuple[Any, ...], value: JSON, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise Unfit(path, "a list is needed")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(decode(kinds[0], item, f"{path}[{number}]") for number, item in enumerate(value))
    if len(kinds) != len(value):
        raise Unfit(path, f"{len(kinds)} items are needed, not {len(value)}")
    return tuple(decode(kind, item, f"{path}[{n}]") for n, (kind, item) in enumerate(zip(kinds, value, strict=True)))


def is_json(kind: Any) -> bool:
    """Whether the annotation is `JSON`: resolving it unfolds the recursive alias, so that it equals nothing."""
    args = get_args(kind)
    return get_origin(kind) in (Union, types.UnionType) and bool in args and any(get_origin(a) is list for a in args)


@lru_cache(maxsize=128)
def hints_of(kind: type) -> dict[str, Any]:
    """The resolved annotations of a dataclass."""
    return get_type_hints(kind)


def _word(kind: type) -> str:
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list"}
    return words.get(kind, "null" if kind is type(None) else "an object")

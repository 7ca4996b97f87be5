"""Our dataclasses as JSON and back, driven by their annotations: the one place that knows how.

Fields at their default are left out, callables are not data. Reading is strict: a key that the class does not have, a
missing one, a value of another type is a SnapshotError that names the place.
"""

from __future__ import annotations

import json
import math
import types
import typing
from collections.abc import Callable, Iterator, Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import lru_cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from disputelint.checker.errors import SnapshotError
from disputelint.checker.model import JSON, Text

T = TypeVar("T")
_Read = Callable[[Any, str], Any]
_Text = Callable[[str], str]
_Write = Callable[[Any, _Text], JSON]


class _AnyJSON:
    """Stands for the JSON alias while annotations are resolved."""


def to_json(
    record: object, skip: frozenset[str] = frozenset(), text: _Text = str, cls: type[Any] | None = None
) -> dict[str, JSON]:
    """`record` (a dataclass instance) as a JSON object, without the fields in `skip`; `cls` leaves out what subclasses add.

    `text` is applied to every free text (to mask secrets), not to words of a closed vocabulary or names of fields.
    """
    out: dict[str, JSON] = {}
    kind: Any = cls or type(record)
    for name, default, write in _plan(kind):
        value = getattr(record, name)
        if name not in skip and (default is MISSING or value != default):
            out[name] = write(value, text)
    return out


def from_json(cls: type[T], data: object, where: str = "", skip: frozenset[str] = frozenset()) -> T:
    """The record that `data` describes; fields in `skip` keep their default. Raises SnapshotError, naming `where`."""
    kind: Any = cls
    made: T = _reader(kind, skip)(data, where)
    return made


def to_bytes(value: JSON) -> bytes:
    """A JSON value on one line, keys sorted, in UTF-8."""
    return utf8(json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True))


def utf8(text: str) -> bytes:
    """UTF-8; a lone surrogate, which a page's script can make, becomes a question mark."""
    return text.encode("utf-8", errors="replace")


def _write_for(hint: Any) -> _Write:
    """A function that makes JSON of a value annotated with `hint`."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is str:
        return lambda value, text: text(value)
    if hint is float:
        return lambda value, text: value if math.isfinite(value) else 0.0  # a page's script may send NaN; JSON has none
    if hint is _AnyJSON:
        return _free
    if is_dataclass(hint):
        return lambda value, text: to_json(value, text=text)
    if origin in (typing.Union, types.UnionType):
        some = _write_for(_some(arguments))
        return lambda value, text: None if value is None else some(value, text)
    if origin is tuple and Ellipsis not in arguments:
        each = [_write_for(argument) for argument in arguments]
        return lambda value, text: [write(item, text) for write, item in zip(each, value, strict=True)]
    if origin in (tuple, Sequence):
        one = _write_for(arguments[0])
        return lambda value, text: [one(item, text) for item in value]
    if origin is dict:
        held = _write_for(arguments[1])
        return lambda value, text: {text(key): held(item, text) for key, item in value.items()}
    return lambda value, text: value


def _free(value: Any, text: _Text) -> JSON:
    """A JSON value of any shape."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {text(str(key)): _free(item, text) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_free(item, text) for item in value]
    return value if value is None or isinstance(value, bool | int) else str(value)


def _some(arguments: tuple[Any, ...]) -> Any:
    """The `X` of `X | None`: the only union that our records have besides JSON."""
    (inner,) = [argument for argument in arguments if argument is not type(None)]
    return inner


@lru_cache(maxsize=64)
def _plan(cls: type[Any]) -> tuple[tuple[str, Any, _Write], ...]:
    """Name, default and writer of every field that is data."""
    return tuple((field.name, _default(field), _write_for(hint)) for field, hint in _data_fields(cls))


def _default(field: Any) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _data_fields(cls: type[Any]) -> Iterator[tuple[Any, Any]]:
    hints = typing.get_type_hints(cls, localns={"JSON": _AnyJSON})
    for field in fields(cls):
        hint = hints[field.name]
        if not any(get_origin(part) is Callable for part in (hint, *get_args(hint))):
            yield field, hint


def _wrong(where: str, wanted: str, got: object) -> SnapshotError:
    kind = "null" if got is None else type(got).__name__
    return SnapshotError(
        Text(
            f"{where or 'The record'}: {wanted} expected, {kind} found",
            f"{where or '記録'}：{wanted} が必要ですが、{kind} です",
        ),
        code="E605",
    )


@lru_cache(maxsize=64)
def _reader(cls: type[Any], skip: frozenset[str] = frozenset()) -> _Read:
    readers: dict[str, _Read] = {}
    required: list[str] = []
    for field, hint in _data_fields(cls):
        if field.name in skip:
            continue
        readers[field.name] = _read_for(hint)
        if _default(field) is MISSING:
            required.append(field.name)

    def read(data: Any, where: str) -> Any:
        if not isinstance(data, dict):
            raise _wrong(where, cls.__name__, data)
        values: dict[str, Any] = {}
        for key, item in data.items():
            reader = readers.get(key)
            if reader is None:
                raise _key(where, key, Text("unknown key", "未知のキー"))
            values[key] = reader(item, f"{where}.{key}")
        for key in required:
            if key not in values:
                raise _key(where, key, Text("missing key", "必要なキーがありません"))
        return cls(**values)

    return read


def _key(where: str, key: str, what: Text) -> SnapshotError:
    place = where or "record"
    return SnapshotError(Text(f'{place}: {what.en} "{key[:80]}"', f"{place}：{what.ja}「{key[:80]}」"), code="E605")


def _read_for(hint: Any) -> _Read:
    """A function that checks and converts a JSON value to `hint`."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is _AnyJSON:
        return lambda data, where: data
    if hint in (str, bool, int, float):
        return _scalar(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        return lambda data, where: _reader(hint)(data, where)
    if origin is Literal:
        return _literal(arguments)
    if origin in (typing.Union, types.UnionType):
        return _optional(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return _many(_read_for(arguments[0]))
    if origin is Sequence:
        return _many(_read_for(arguments[0]))
    if origin is tuple:
        return _exactly([_read_for(argument) for argument in arguments])
    if origin is dict:
        return _mapping(_read_for(arguments[1]))
    raise TypeError(f"no JSON form for {hint!r}")


def _scalar(kind: type) -> _Read:
    def read(data: Any, where: str) -> Any:
        if type(data) is kind:
            return data
        if kind is float and type(data) is int:
            return float(data)
        raise _wrong(where, kind.__name__, data)

    return read


def _literal(allowed: tuple[Any, ...]) -> _Read:
    known = frozenset(allowed)

    def read(data: Any, where: str) -> Any:
        if not isinstance(data, str) or data not in known:
            raise _wrong(where, " | ".join(map(str, allowed)), data)
        return data

    return read


def _optional(arguments: tuple[Any, ...]) -> _Read:
    some = _read_for(_some(arguments))
    return lambda data, where: None if data is None else some(data, where)


def _many(item: _Read) -> _Read:
    def read(data: Any, where: str) -> Any:
        if not isinstance(data, list):
            raise _wrong(where, "list", data)
        return tuple([item(part, where) for part in data])

    return read


def _exactly(items: list[_Read]) -> _Read:
    def read(data: Any, where: str) -> Any:
        if not isinstance(data, list) or len(data) != len(items):
            raise _wrong(where, f"list of {len(items)}", data)
        return tuple([item(part, where) for item, part in zip(items, data, strict=True)])

    return read


def _mapping(item: _Read) -> _Read:
    def read(data: Any, where: str) -> Any:
        if not isinstance(data, dict):
            raise _wrong(where, "object", data)
        return {key: item(part, f"{where}.{key}") for key, part in data.items()}

    return read

"""Reading YAML that people write: YAML 1.2 booleans, no duplicate keys, and a file:line:column for every value.

PyYAML speaks YAML 1.1, where `no` is False and `12:30` is a number; here only `true`/`false`, `null`, plain integers
and floats are typed (YAML 1.2.2, 10.3.2 core schema) and every other plain scalar is text.

PyYAML is imported when the first file is parsed: mostly copies of what was parsed before are read (`kept`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from disputelint.checker.errors import ConfigError, DisputelintError, RuleError, Several, Spot
from disputelint.checker.model import Text

if TYPE_CHECKING:
    import yaml

Key = tuple[str | int, ...]
_FLOAT = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"


@cache
def _loader() -> type[yaml.SafeLoader]:
    """The C loader with the core schema's scalars only."""
    import yaml

    class Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
        yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    for tag, pattern, first in (
        ("tag:yaml.org,2002:bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
        ("tag:yaml.org,2002:null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
        ("tag:yaml.org,2002:int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
        ("tag:yaml.org,2002:float", rf"^{_FLOAT}$", list("-+.0123456789")),
    ):
        Loader.add_implicit_resolver(tag, re.compile(pattern), first)
    return Loader


@dataclass(frozen=True)
class Document:
    """A YAML file's value, and where in the file each part of it stands."""

    name: str
    value: Any
    text: str = field(repr=False)
    marks: Mapping[Key, tuple[int, int]] = field(repr=False)

    def spot(self, path: Iterable[str | int] = ()) -> Spot:
        """Where the value at `path` stands; the nearest known parent when the path itself is not in the file."""
        key = tuple(path)
        while key and key not in self.marks:
            key = key[:-1]
        line, column = self.marks.get(key, (1, 1))
        return Spot(self.name, line, column, _around(self.text, line))


def _around(text: str, line: int) -> tuple[tuple[int, str], ...]:
    lines = text.splitlines()
    return tuple((n, lines[n - 1]) for n in range(max(1, line - 1), min(len(lines), line + 1) + 1))


def read(path: Path, error: type[DisputelintError] = ConfigError) -> Document:
    """The document in `path`. Raises `error` (code E001 to E004) when it cannot be read as one YAML document."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise error(
            Text("This file is not UTF-8 text", "このファイルはUTF-8の文字列ではありません"),
            where=Spot(str(path)),
            code="E002",
            hint=Text(
                f"Save it as UTF-8 (byte {problem.start})", f"UTF-8で保存してください（{problem.start}バイト目）"
            ),
        ) from None
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise error(
            Text(f"This file cannot be read: {reason}", f"このファイルを読めません：{reason}"),
            where=str(path),
            code="E001",
        ) from None
    return parse(text, str(path), error)


def parse(text: str, name: str, error: type[DisputelintError] = ConfigError) -> Document:
    """The document that `text` holds; `name` is what errors call it. Raises as `read` does."""
    import yaml

    loader = _loader()(text)
    marks: dict[Key, tuple[int, int]] = {}
    try:
        node = loader.get_single_node()
        if node is not None:
            _walk(node, (), marks, name, text, error, set())
        value = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = getattr(problem, "problem", None) or str(problem)
        raise error(
            Text(f"This is not valid YAML: {said}", f"YAMLとして読めません：{said}"),
            where=Spot(name, line, column, _around(text, line)),
            code="E003",
        ) from None
    except RecursionError:
        raise error(
            Text("This is nested too deeply", "入れ子が深すぎます"),
            where=Spot(name, 1, 1, _around(text, 1)),
            code="E003",
        ) from None
    finally:
        loader.dispose()
    return Document(name, value, text, marks)


def _walk(
    node: yaml.Node,
    path: Key,
    marks: dict[Key, tuple[int, int]],
    name: str,
    text: str,
    error: type[DisputelintError],
    above: set[int],
) -> None:
    """Note where every key and item stands; refuse duplicate keys, and aliases that contain themselves."""
    import yaml

    spot = (node.start_mark.line + 1, node.start_mark.column + 1)
    marks.setdefault(path, spot)
    if isinstance(node, yaml.ScalarNode):
        return
    if id(node) in above:
        raise error(
            Text("An alias contains itself", "エイリアスが自分自身を含んでいます"),
            where=Spot(name, *spot, _around(text, spot[0])),
            code="E003",
        )
    inner = above | {id(node)}
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _walk(item, (*path, number), marks, name, text, error, inner)
        return
    seen: set[str] = set()
    for key, value in node.value:
        line, column = key.start_mark.line + 1, key.start_mark.column + 1
        word = str(key.value)
        if word in seen:
            raise error(
                Text(f'The key "{word}" stands here twice', f"キー「{word}」が重複しています"),
                where=Spot(name, line, column, _around(text, line)),
                code="E004",
                hint=Text("Keep one of the two.", "どちらか一方だけを残してください。"),
            )
        seen.add(word)
        marks[(*path, word)] = (line, column)
        _walk(value, (*path, word), marks, name, text, error, inner)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be."""
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def check(document: Document, schema: Mapping[str, Any], error: type[DisputelintError] = RuleError) -> None:
    """Hold a document against a JSON Schema (2020-12). Raises `error`, or Several of them: one per mistake.

    Codes: E101 unknown key, E102 missing key, E103 a value that does not fit.
    """
    told = (
        _explain(document, problem, error) for problem in _leaves(_validator(_Hash(schema)).iter_errors(document.value))
    )
    problems = list({(str(one.where), one.what): one for one in told}.values())  # one `required` gives one per key
    if len(problems) == 1:
        raise problems[0]
    if problems:
        raise Several(tuple(problems))


class _Hash:
    """A schema as a cache key, by identity."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hash) and other.schema is self.schema


@lru_cache(maxsize=32)
def _validator(key: _Hash) -> Any:
    import jsonschema

    return jsonschema.Draft202012Validator(key.schema)


def _leaves(problems: Iterable[Any]) -> Iterable[Any]:
    """The deepest errors of each: an anyOf tells nothing, the branch that came closest does."""
    for problem in problems:
        if problem.context and problem.validator in ("anyOf", "oneOf"):
            from jsonschema.exceptions import relevance

            deepest = max(len(inner.absolute_path) for inner in problem.context)
            best = [inner for inner in problem.context if len(inner.absolute_path) == deepest]
            yield from _leaves([max(best, key=relevance)])
        else:
            yield problem


def _explain(document: Document, problem: Any, error: type[DisputelintError]) -> DisputelintError:
    path = list(problem.absolute_path)
    named = ".".join(str(part) for part in path)
    place = Text(named, f"{named} ") if named else Text("this file", "このファイル")
    if problem.validator in ("additionalProperties", "unevaluatedProperties") and isinstance(problem.instance, dict):
        known = list(problem.schema.get("properties", {}))
        extra = [key for key in problem.instance if key not in known]
        word = extra[0] if extra else "?"
        meant = nearest(str(word), known)
        hint = (
            Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。")
            if meant
            else Text("Known keys: " + ", ".join(known), "使えるキー：" + ", ".join(known))
            if known
            else None
        )
        return error(
            Text('Unknown key "{word}" in {place}', "{place}に未知のキー「{word}」があります").fill(
                word=word, place=place
            ),
            where=document.spot([*path, word]),
            code="E101",
            hint=hint,
        )
    if problem.validator == "required":
        missing = [key for key in problem.validator_value if key not in problem.instance]
        names = ", ".join(missing)
        return error(
            Text("{place} lacks: {names}", "{place}に必要なキーがありません：{names}").fill(
                place=place if named else Text("This file", "このファイル"), names=names
            ),
            where=document.spot(path),
            code="E102",
        )
    hint = None
    if problem.validator == "enum":
        meant = nearest(str(problem.instance), map(str, problem.validator_value))
        hint = Text(f'Did you mean "{meant}"?', f"「{meant}」の誤りではありませんか。") if meant else None
    return error(
        Text("{place}: {said}", "{place}の値が正しくありません：{said}").fill(place=place, said=_said(problem)),
        where=document.spot(path),
        code="E103",
        hint=hint,
    )


_TYPES: Mapping[str, Text] = {
    "string": Text("text", "文字列"),
    "integer": Text("a whole number", "整数"),
    "number": Text("a number", "数値"),
    "boolean": Text("true or false", "true か false"),
    "array": Text("a list", "リスト"),
    "object": Text("a mapping", "キーと値の組"),
    "null": Text("empty", "空"),
}
_MISFITS: Mapping[str, Text] = {
    "enum": Text("{value} is not one of: {wanted}", "{value} は使えません。使える値：{wanted}"),
    "minimum": Text("{value} is less than {wanted}", "{value} は小さすぎます（{wanted}以上）"),
    "exclusiveMinimum": Text("{value} is not more than {wanted}", "{value} は小さすぎます（{wanted}より大きい値）"),
    "maximum": Text("{value} is more than {wanted}", "{value} は大きすぎます（{wanted}以下）"),
    "pattern": Text("{value} does not have the form {wanted}", "{value} は {wanted} の形ではありません"),
    "minItems": Text("the list has fewer than {wanted}", "リストの件数が足りません（{wanted}件以上）"),
    "uniqueItems": Text("something stands in the list twice", "リストに同じものが2回あります"),
}


def _said(problem: Any) -> Text:
    """Why a value does not fit, in words; as the validator says it for what is rare."""
    value, wanted = _shown(problem.instance), problem.validator_value
    if problem.validator == "type":
        kinds = [_TYPES.get(one, Text(one, one)) for one in ([wanted] if isinstance(wanted, str) else wanted)]
        listed = Text(" or ".join(one.en for one in kinds), "または".join(one.ja for one in kinds))
        return Text("{value} is not {kind}", "{value} は{kind}ではありません").fill(value=value, kind=listed)
    if problem.validator == "minLength" and not problem.instance:
        return Text("it is empty", "空です")
    if problem.validator in _MISFITS:
        shown = ", ".join(map(str, wanted)) if isinstance(wanted, list) else str(wanted)
        return _MISFITS[problem.validator].fill(value=value, wanted=shown)
    said = problem.message if len(problem.message) < 300 else problem.message[:297] + "..."
    return Text(said, said)


def _shown(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False, default=str)
    return said if len(said) < 80 else said[:77] + "..."

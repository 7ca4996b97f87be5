"""Data files of a theme with the line of every value: JSON (also with comments), YAML, PO, and plain `key: value` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from json import JSONDecodeError, loads

from disputelint.checker.theme.files import Source

_JSON = re.compile(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/|//[^\n]*|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_PAIR = re.compile(r"^(?P<indent>\s*)(?:-\s+)?(?P<key>[\w .\"'-]+?)\s*[:=]\s*(?P<value>.*?)\s*$")
_PO = re.compile(r'^(msgid|msgstr)\s+"(.*)"$')
_DEEPEST = 40

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a data file. `line` is that of the value, `end` that of its last character; of containers, text is ""."""

    path: Path
    text: str
    line: int
    end: int
    plain: bool = True  # no mapping and no list


def values(source: Source) -> list[Value]:
    """All values of a file in order; what cannot be read of it is left out."""
    if source.path.endswith(".json"):
        return _json(source)
    if source.path.endswith(".po"):
        return list(_po(source.text))
    return list(_lines(source.text))


def _json(source: Source) -> list[Value]:
    """A reader that keeps places and forgives what is broken: the values up to there are kept."""
    found: list[Value] = []
    opened: list[tuple[Path, int, int]] = []  # path, line, place in `found`
    path: list[str] = []
    counts: list[int] = []  # of lists: the next index; -1 for mappings
    key = ""
    ready = False  # a key was read, and its colon
    for match in _JSON.finditer(source.text):
        said = match.group()
        if said.startswith(("/*", "//")):
            continue
        if said in "{[" and len(opened) < _DEEPEST:
            if opened:
                path.append(_name(counts, key))
            line = source.line(match.start())
            opened.append((tuple(path), line, len(found)))
            found.append(Value(tuple(path), "", line, line, False))
            counts.append(0 if said == "[" else -1)
            ready = False
        elif said in "}]" and opened:
            held, line, at = opened.pop()
            found[at] = Value(held, "", line, source.line(match.start()), False)
            counts.pop()
            if opened:
                path.pop()
        elif said == ":":
            ready = True
        elif said == ",":
            ready = False
        elif counts and counts[-1] < 0 and not ready:
            key = _string(said)
        elif counts:
            line = source.line(match.start())
            found.append(Value((*path, _name(counts, key)), _string(said), line, line))
            ready = False
    return found


def _name(counts: list[int], key: str) -> str:
    if counts and counts[-1] >= 0:
        counts[-1] += 1
        return str(counts[-1] - 1)
    return key


def _string(said: str) -> str:
    if not said.startswith('"'):
        return said
    try:
        value = loads(said)
    except JSONDecodeError:
        return said[1:-1]
    return value if isinstance(value, str) else ""


def _po(text: str) -> Iterator[Value]:
    key = ""
    for number, line in enumerate(text.split("\n"), start=1):
        match = _PO.match(line)
        if match is not None and match[1] == "msgid":
            key = match[2]
        elif match is not None and key and match[2]:
            yield Value((key,), match[2].replace('\\"', '"'), number, number)


def _lines(text: str) -> Iterator[Value]:
    """`key: value` and `key = value` lines, nested by their indentation; a list's items have the key of the list."""
    stack: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith(("#", ";", "---")):
            continue
        indent = len(line) - len(line.lstrip())
        while stack and stack[-1][0] >= indent:
            stack.pop()
        match = _PAIR.match(line)
        above = tuple(name for _, name in stack)
        if match is None:
            if said := line.strip().removeprefix("-").strip().strip("\"'"):
                yield Value(above, said, number, number)
            continue
        key = match["key"].strip().strip("\"'")
        value = match["value"].strip("\"'")
        if value and value not in (">", "|", ">-", "|-"):
            yield Value((*above, key), value, number, number)
        else:
            stack.append((indent, key))

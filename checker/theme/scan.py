"""A template's source as elements, texts and code, each with its line. One scanner for every template language.

Code (`{{ }}`, `{% %}`, `<?php ?>`, `<% %>`) is masked first, so that what is left reads as HTML however code cuts
through tags and attributes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

_CODE = re.compile(
    r"\{%-?\s*comment\b.*?endcomment\s*-?%\}|\{#.*?#\}|\{\{-?\s*/\*.*?\*/\s*-?\}\}"
    r"|(?P<data>\{%-?\s*schema\s*-?%\}.*?\{%-?\s*endschema\s*-?%\})"
    r"|\{%.*?%\}|\{\{.*?\}\}|<\?.*?(?:\?>|\Z)|<%.*?%>",
    re.DOTALL,
)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_RAW = re.compile(r"(<(script|style)\b[^<>]{0,2000}>)(.*?)</\2", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(
    r"<(?P<close>/)?(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[^<>\"']|\"[^\"]{0,8000}\"|'[^']{0,8000}'){0,2000}+)>"
)
_ATTRIBUTE = re.compile(r"([^\s=\"'<>/\x00\x01\x02]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+)))?")
_LITERAL = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_PREFIXED = frozenset(("id", "href", "src", "name", "for", "action", "aria-labelledby", "aria-controls"))
_KEPT = frozenset(("type", "role", "itemprop", "value", "placeholder", "alt", "title", "aria-label", "method", "rel"))
HOLE = "\x00"  # code that prints
_SPLIT = "\x02"  # code that only steers: it stands between words
_GONE = "\x01"  # comments and raw text
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(slots=True)
class Code:
    """A piece of code; `text` is what stands between its marks."""

    start: int
    end: int
    text: str
    output: bool  # prints something: {{ }}, <?= ?>


@dataclass(slots=True)
class Element:
    """A start tag as written. `tokens` are what of it is fixed: `#id`, `.class`, `name=value`, `name^=beginning`."""

    file: str
    start: int
    end: int  # where its end tag ends
    line: int
    tag: str
    tokens: frozenset[str]
    open: bool  # code adds classes or attributes
    parent: Element | None = None
    texts: list[tuple[int, str]] = field(default_factory=list)  # offset, own text, folded


@dataclass(slots=True)
class Scanned:
    """What stands in one template."""

    root: Element
    elements: list[Element]
    codes: list[Code]
    texts: list[tuple[int, str]]  # offset, text as written with code cut out, of all elements and attributes
    blocks: list[tuple[int, str]]  # offset, content of HTML comments
    live: str = ""  # the source with comments, styles, scripts and schemas blanked


def fold(text: str) -> str:
    """Text as it is compared: NFKC, lower case, white space folded."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def scan(path: str, text: str, tags: dict[str, str] | None = None) -> Scanned:
    """The elements, texts and code of a template. `tags`: code words that make elements (`form` → `form`)."""
    codes, masked = _mask(text)
    return _Reader(path, text, masked, codes, tags or {}).read()


def _mask(text: str) -> tuple[list[Code], str]:
    codes: list[Code] = []
    parts: list[str] = []
    at = 0
    for match in _CODE.finditer(text):
        said = match.group()
        parts.append(text[at : match.start()])
        at = match.end()
        gone = match["data"] is not None or said.startswith("{#") or re.match(r"\{%-?\s*comment|\{\{-?\s*/\*", said)
        output = said.startswith(("{{", "<?=", "<%=")) or (said.startswith("<?") and "echo" in said)
        fill = _GONE if gone else HOLE if output else _SPLIT
        parts.append(re.sub(r"[^\n]", fill, said))
        if not gone:
            inner = re.sub(r"^(?:\{[{%]-?|<\?(?:php\b|=)?|<%=?)|(?:-?[%}]\}|\?>|%>)$", "", said)
            codes.append(Code(match.start(), match.end(), inner, output))
    parts.append(text[at:])
    return codes, "".join(parts)


class _Reader:
    """One pass over the masked source."""

    def __init__(self, path: str, text: str, masked: str, codes: list[Code], tags: dict[str, str]) -> None:
        self.path, self.text, self.codes, self.tags = path, text, codes, tags
        self.blocks: list[tuple[int, str]] = []
        masked = _COMMENT.sub(self._comment, masked)
        self.masked = _RAW.sub(
            lambda found: found[1] + _blank(found[3]) + found[0][found.end(3) - found.start() :], masked
        )
        self.root = Element(path, 0, len(text), 1, "#root", frozenset(), True)
        self.made: list[Element] = []
        self.texts: list[tuple[int, str]] = []
        self.stack: list[Element] = [self.root]
        self._line, self._at = 1, 0

    def _comment(self, match: re.Match[str]) -> str:
        self.blocks.append((match.start() + 4, self.text[match.start(1) : match.end(1)]))
        return _blank(match.group())

    def read(self) -> Scanned:
        events: list[tuple[int, int, object]] = [(match.start(), 0, match) for match in _TAG.finditer(self.masked)]
        if self.tags:
            events += [(code.start, 1, code) for code in self.codes if not code.output]
            events.sort(key=lambda event: event[:2])
        at = 0
        for start, _, event in events:
            if isinstance(event, Code):
                self._code(event)
            elif isinstance(event, re.Match):
                self._text(at, start)
                at = event.end()
                self._tag(event)
        self._text(at, len(self.masked))
        for element in self.stack[1:]:
            element.end = len(self.text)
        live = _live(self.text, self.masked)
        return Scanned(self.root, self.made, self.codes, self.texts, self.blocks, live)

    def _tag(self, match: re.Match[str]) -> None:
        name = match["name"].lower()
        if match["close"]:
            self._close(name, match.end())
            return
        tokens, loose = self._tokens(match["rest"], match.start("rest"))
        element = self._add(match.start(), match.end(), name, tokens, loose)
        if name not in _VOID and not match["rest"].endswith("/"):
            self.stack.append(element)

    def _add(self, start: int, end: int, name: str, tokens: frozenset[str], loose: bool) -> Element:
        element = Element(self.path, start, end, self._line_at(start), name, tokens, loose, self.stack[-1])
        self.made.append(element)
        return element

    def _close(self, name: str, end: int) -> None:
        for index in range(len(self.stack) - 1, 0, -1):
            if self.stack[index].tag == name:
                for element in self.stack[index:]:
                    element.end = end
                del self.stack[index:]
                return

    def _code(self, code: Code) -> None:
        """Code that makes an element: `{% form 'product', class: 'x' %}` … `{% endform %}`."""
        word = code.text.split(maxsplit=1)[0] if code.text.split() else ""
        if word in self.tags:
            said = frozenset(f".{part}" for value, _ in literals(code.text) for part in value.split())
            self.stack.append(self._add(code.start, code.end, self.tags[word], said, True))
        elif word.startswith("end") and word[3:] in self.tags:
            self._close(self.tags[word[3:]], code.end)

    def _tokens(self, rest: str, offset: int) -> tuple[frozenset[str], bool]:
        found: list[str] = []
        loose = HOLE in rest or _SPLIT in rest
        for match in _ATTRIBUTE.finditer(rest):
            name = match[1].lower()
            value = next((part for part in match.groups()[1:] if part is not None), "")
            if name == "class":
                found += [f".{part}" for part in value.replace(_SPLIT, " ").split() if _whole(part)]
            elif HOLE in value or _GONE in value or _SPLIT in value:
                begins = re.split(r"[\x00\x01\x02]", value, maxsplit=1)[0].strip()
                found.append(f"{name}^={begins}" if name in _PREFIXED and len(begins) > 3 else f"{name}")
            elif name == "id":
                found.append(f"#{value.strip()}")
            elif name in _PREFIXED or name in _KEPT or name.startswith(("data-", "aria-")):
                found.append(f"{name}={value.strip()[:120]}")
            else:
                found.append(name)
            if name in ("alt", "title", "placeholder", "aria-label", "value", "content") and _WORD.search(value):
                self._say(offset + match.start(), value)
        return frozenset(found), loose

    def _text(self, start: int, end: int) -> None:
        said = self.masked[start:end]
        if start >= end or not said or said.isspace():
            return
        for match in re.finditer(r"[^\x00\x01\x02]+", said):
            piece = match.group()
            if _WORD.search(piece):
                begin = start + match.start() + len(piece) - len(piece.lstrip())
                self._say(begin, piece)
                self.stack[-1].texts.append((begin, fold(piece)))

    def _say(self, offset: int, text: str) -> None:
        self.texts.append((offset, " ".join(re.sub(r"[\x00\x01\x02]", " ", text).split())))

    def _line_at(self, offset: int) -> int:
        self._line += self.text.count("\n", self._at, offset)
        self._at = offset
        return self._line


def _live(text: str, masked: str) -> str:
    parts: list[str] = []
    at = 0
    for match in re.finditer(r"\x01+", masked):
        parts += (text[at : match.start()], " " * (match.end() - match.start()))
        at = match.end()
    return "".join((*parts, text[at:]))


def _whole(part: str) -> bool:
    """Whether a piece of a class attribute is a class, and not what code left of one."""
    return not (
        HOLE in part or _GONE in part or part.startswith(("-", "_")) or part.endswith(("-", "_")) or part.isdigit()
    )


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", _GONE, text)


def literals(code: str) -> Iterator[tuple[str, int]]:
    """The string literals in code, with where each begins."""
    for match in _LITERAL.finditer(code):
        yield (match[1] if match[1] is not None else match[2]), match.start()

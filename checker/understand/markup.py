"""What HTML elements mean to a reader: which break the text, which hide it, which never hold any.

Sources: HTML Living Standard, section 15.3 (rendering of flow content), 4.11 (interactive elements).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from disputelint.checker.late import late
from disputelint.checker.model import JSON

# Elements whose text runs on with the text around them; every other element breaks it.
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "bdt",  # no element of HTML: generators of policies put filled-in words into it
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "mark",
        "nobr",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "output",
        "img",
        "picture",
        "input",
    ]
)
# Nothing inside these is text of the page.
SKIPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "svg",
        "math",
        "canvas",
        "object",
        "embed",
        "audio",
        "video",
        "map",
        "head",
        "link",
        "meta",
        "base",
        "title",
        "source",
        "track",
        "param",
        "datalist",
        "noembed",
        "noframes",
        "rp",
        "rt",
    ]
)
BOLD = frozenset(("b", "strong"))
STRUCK = frozenset(("del", "s", "strike"))
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# A heading inside one of these does not reach beyond it.
SCOPES = frozenset(
    [
        "section",
        "article",
        "aside",
        "main",
        "nav",
        "footer",
        "dialog",
        "details",
        "fieldset",
        "li",
        "td",
        "th",
        "dd",
        "dl-dialog",
        "body",
    ]
)
_HIDDEN_STYLE = late(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
_STRUCK_STYLE = late(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_BOLD_STYLE = late(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)


def hides(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether the element alone, without any style sheet, is not shown. `aria-hidden` hides nothing from the eye."""
    if "hidden" in attributes or "popover" in attributes:
        return True
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style):
        return True
    return tag == "dialog" and "open" not in attributes


def strikes(tag: str, style: str | None) -> bool:
    """Whether text in the element is struck out."""
    return tag in STRUCK or (style is not None and _STRUCK_STYLE.search(style) is not None)


def emboldens(tag: str, style: str | None) -> bool:
    """Whether text in the element is bold."""
    return tag in BOLD or (style is not None and _BOLD_STYLE.search(style) is not None)


_DECODER = json.JSONDecoder(strict=False)
_WRAPPERS = late(r"^\s*(?:/\*\s*)?(?:<!\[CDATA\[|<!--)?(?:\s*\*/)?|(?:/\*\s*)?(?:\]\]>|-->)(?:\s*\*/)?\s*$")
_TRAILING_COMMA = late(r",(\s*[}\]])")
# "price": 0990 is no JSON; what is meant is the number behind the zeros.
_LEADING_ZERO = late(r"""([:\[,]\s*-?)0+(?=[0-9]+(?:\.[0-9]+)?\s*[,}\]])""")
_LINE_COMMENT = late(r"^\s*//[^\n]*$", re.M)


def read_json_ld(text: str) -> Iterator[dict[str, JSON]]:
    """The objects of one JSON-LD script, `@graph` and lists flattened. Broken JSON gives what can be saved of it."""
    for value in _json_values(text):
        yield from _flat(value, 0)


def _saved(broken: str) -> str:
    """JSON without what programs that write it often leave in: comments, commas at an end, zeros before a number."""
    return _LEADING_ZERO.sub(r"\1", _TRAILING_COMMA.sub(r"\1", _LINE_COMMENT.sub("", broken)))


def _json_values(text: str) -> Iterator[Any]:
    cleaned = _WRAPPERS.sub("", text).strip()
    for attempt in (cleaned, _saved(cleaned)):
        found, position = [], 0
        try:
            while position < len(attempt):
                value, position = _DECODER.raw_decode(attempt, position)
                found.append(value)
                while position < len(attempt) and attempt[position] in " \t\r\n;,":
                    position += 1
        except (ValueError, RecursionError):
            if attempt is cleaned:
                continue
        yield from found
        return


def _flat(value: Any, depth: int) -> Iterator[dict[str, JSON]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _flat(item, depth + 1)
    elif isinstance(value, dict):
        graph = value.get("@graph")
        if isinstance(graph, list | dict):
            yield from _flat(graph, depth + 1)
            if "@type" not in value:
                return
        yield value

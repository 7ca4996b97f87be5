"""The names of elements; and which expressions no element of a page is named by, told by all its names at once.

Most rules look for what most pages lack. A name is made of an element's text, or of an attribute's value. The text of a page
holds that of each of its elements, set off by blanks, so an expression that does not occur in it occurs in none of them;
where a name begins or ends, there is a blank in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from disputelint.checker.understand.blocks import fold

_FIELDS: Final = frozenset(("input", "select", "textarea"))
_ALL: Final = 0  # place in the set of what every page has
_VALUES: Final = ("aria-label", "value", "alt", "placeholder", "title")
_STATED: Final = ", ".join(f"[{name}]" for name in (*_VALUES, "aria-labelledby"))
_MEMORY: Final = 256 << 20  # bytes at most; used as far as texts need it
# An escape, a set of characters, a place; what else is kept as it is.
_PART: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|[\^$]", re.DOTALL)
_UNREADABLE: Final = re.compile(r"\\[AzCQEpP]|\(\?[^:P]")  # what means something else in the midst of a text, and flags
_PLACES: Final = {"^": r"(?:^|\s)", "$": r"(?:$|\s)"}


def accessible_name(node: LexborNode, tree: LexborHTMLParser) -> str:
    """The name as a screen reader would say it, in short: aria-label, label, value, alt, text, title, placeholder."""
    attributes = node.attributes
    if attributes and attributes.get("aria-label"):
        return fold(attributes["aria-label"] or "")
    if attributes and "aria-labelledby" in attributes:
        pointed = (attributes["aria-labelledby"] or "").split()
        texts = [_text(found) for name in pointed if (found := _by_id(tree, name)) is not None]
        if any(texts):
            return " ".join(texts)
    if node.tag in _FIELDS:
        label = _label(node, tree)
        return fold(label or attributes.get("value") or attributes.get("alt") or attributes.get("placeholder") or "")
    said = _text(node)
    if said:
        return said
    own = attributes.get("alt") or attributes.get("title") or ""
    image = node.css_first("img[alt]") if not own else None
    return fold(own or (image.attributes.get("alt") or "" if image is not None else ""))


def _label(node: LexborNode, tree: LexborHTMLParser) -> str:
    name = node.attributes.get("id")
    if name and '"' not in name and "\\" not in name:
        label = tree.css_first(f'label[for="{name}"]')
        if label is not None:
            return _text(label)
    up = node.parent
    while up is not None:
        if up.tag == "label":
            return _text(up)
        up = up.parent
    return ""


def _by_id(tree: LexborHTMLParser, name: str) -> LexborNode | None:
    return tree.css_first(f'[id="{name}"]') if '"' not in name and "\\" not in name else None


def _text(node: LexborNode) -> str:
    return fold(node.text(separator=" "))


def possible(expressions: Iterable[str], tree: LexborHTMLParser) -> frozenset[str]:
    """Those of the expressions (RE2, case-insensitive) that may occur in the name of an element. One pass for all."""
    asked = frozenset(expressions)
    known, matcher = _matcher(asked)
    if not known:  # among them "": any name
        return asked
    met = frozenset(matcher.Match("\n\n".join(("", *_said(tree), ""))) or ())
    if _ALL not in met:  # no answer
        return asked
    missing = {expression for number, expression in enumerate(known, 1) if number not in met}
    return asked - missing


def _said(tree: LexborHTMLParser) -> Iterator[str]:
    """All that names are made of."""
    root = tree.root
    if root is not None:
        yield fold(root.text(separator=" "))
    for node in tree.css(_STATED):
        attributes = node.attributes
        if "aria-labelledby" in attributes:
            yield accessible_name(node, tree)  # may be texts from several places
        for name in _VALUES:
            if value := attributes.get(name):
                yield fold(value)


@lru_cache(maxsize=64)
def _matcher(expressions: frozenset[str]) -> tuple[tuple[str, ...], Any]:
    """The expressions that can be looked for in a whole page, and the RE2 set that finds them, in their order."""
    import re2

    known = tuple(sorted(one for one in expressions if one and _UNREADABLE.search(one) is None))
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.max_mem = _MEMORY
    made = re2.Set.SearchSet(options)
    for one in (r"\s", *known):
        made.Add(_PART.sub(lambda part: _PLACES.get(part.group(), part.group()), one))
    made.Compile()
    return known, made

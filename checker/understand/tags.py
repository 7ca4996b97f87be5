"""What the walk must know of an element by its name alone, looked up once per element instead of asked set by set."""

from __future__ import annotations

from typing import Final

from disputelint.checker.model.record import record
from disputelint.checker.understand import markup, regions

_ROLES: Final = {
    **dict.fromkeys(markup.HEADINGS, "heading"),
    "td": "cell",
    "dt": "term",
    "dd": "definition",
    "summary": "question",
    "figcaption": "caption",
    "caption": "caption",
    "legend": "caption",
    "li": "item",
}
_WHOLE: Final = frozenset(("body", "html", "main"))
_NAMED: Final = frozenset(("button", "label"))  # their name is the role of their text, unless it has one already
_SPECIAL: Final = frozenset(["a", "tr", "td", "th", "table", "dl", "dd", "details", "form", "label", "button"])
_CLOSING: Final = frozenset(["td", "th", "table", "dt", "dl", "form", "label", "button", "summary"])
_REPLACED: Final = frozenset(("img", "input", "select", "textarea"))


@record(frozen=True, slots=True)
class Traits:
    """One element name. `breaks`: its text does not run on with the text around it."""

    breaks: bool = True
    unread: bool = False  # nothing inside is text of the page
    role: str = ""  # the role that its text takes
    named: bool = False
    level: int = 0  # of a heading
    bold: bool = False
    struck: bool = False
    whole: bool = False  # its names are about the page, not about a part of it
    landmark: bool = False
    scope: bool = False  # headings inside do not reach beyond it
    content: bool = False
    shapes: bool = False  # it is more than a box: one of the above
    special: bool = False  # it begins something
    closing: bool = False  # it ends something
    replaced: bool = False  # it shows something of its own instead of its children


def _traits(tag: str) -> Traits:
    role, named = _ROLES.get(tag, ""), tag in _NAMED
    landmark, scope, content = (tag in known for known in (regions.LANDMARK_TAGS, markup.SCOPES, regions.CONTENT_TAGS))
    return Traits(
        breaks=tag not in markup.INLINE,
        unread=tag in markup.SKIPPED or tag == "br",
        role=role,
        named=named,
        level=markup.HEADINGS.get(tag, 0),
        bold=tag in markup.BOLD,
        struck=tag in markup.STRUCK,
        whole=tag in _WHOLE,
        landmark=landmark,
        scope=scope,
        content=content,
        shapes=bool(role) or named or landmark or scope or content,
        special=tag in _SPECIAL,
        closing=tag in _CLOSING,
        replaced=tag in _REPLACED,
    )


OTHER: Final = Traits()
TRAITS: Final = {
    tag: _traits(tag)
    for tag in frozenset().union(
        _ROLES, _WHOLE, _NAMED, _SPECIAL, _CLOSING, _REPLACED, markup.INLINE, markup.SKIPPED, markup.SCOPES,
        regions.LANDMARK_TAGS, regions.CONTENT_TAGS, ("br",),
    )
}  # fmt: skip

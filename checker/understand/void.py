"""Elements that hold nothing to read: boxes for icons, stars and what scripts fill in later. Pages have hundreds.

The walk makes no frame for them. They count among their siblings, and one that breaks the text still does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from selectolax.lexbor import LexborNode

from disputelint.checker.understand import regions
from disputelint.checker.understand.frames import Frame
from disputelint.checker.understand.tags import Traits

# Attributes that say something of an element whatever it holds; see Walker._attributes.
SAYING: Final = frozenset(("id", "hidden", "popover", "style", "data-dl", "itemprop", "itemscope"))


# Fonts that draw an icon in place of its name ("shopping_cart"): https://developers.google.com/fonts/docs/material_icons
_PRESSED: Final = frozenset(("a", "button"))
_DRAWN: Final = ("material-icons", "material-symbols")


def draws(node: LexborNode, classes: str | None) -> bool:
    """Whether an element's words are the name of an icon, which its font draws instead of them. What is all that a link or
    a button holds stays: nothing else says what it is for.
    """
    if not _names_icon(classes):
        return False
    return (
        (up := node.parent) is None
        or up.tag not in _PRESSED
        or (up.text(deep=True) or "").strip() != (node.text(deep=True) or "").strip()
    )


def _names_icon(classes: str | None) -> bool:
    return classes is not None and "material-" in classes and any(name in classes for name in _DRAWN)


def holds_nothing(traits: Traits, attributes: Mapping[str, str | None], child: LexborNode | None, up: Frame) -> bool:
    """Whether an element holds nothing but drawings and means nothing by itself: it breaks the text, and that is all."""
    if traits.special or traits.shapes or traits.replaced or up.closed or up.link is not None:
        return False
    while child is not None:
        if not child.is_element_node or child.tag != "svg":
            return False
        child = child.next
    if not attributes:
        return True
    if "role" in attributes or not SAYING.isdisjoint(attributes):
        return False
    classes = attributes.get("class")
    return not classes or not traits.breaks or regions.by_names("", classes) is regions.NOTHING

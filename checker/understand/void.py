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

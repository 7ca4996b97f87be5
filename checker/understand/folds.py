"""What a reader unfolds: answers of a FAQ, parts of an accordion, panels of tabs. Their text is hidden, and one press away.

Told by the control that names the panel (`aria-controls`, or what Bootstrap calls its target), by the control beside it
that says whether something is unfolded (`aria-expanded`, https://www.w3.org/TR/wai-aria-1.2/#aria-expanded) or whose
handler turns what stands next to it, and by the names that themes give to such parts (`rules/knowledge/regions.yaml`, parts).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from disputelint.checker.understand.frames import Frame

PANELS: Final = frozenset(("answer", "tab"))  # parts of which the hidden text counts as readable
_TARGETS: Final = ("aria-controls", "data-bs-target", "data-target")


# "this.nextElementSibling.classList.toggle('open')", "toggleFaq(this)"
_TURNS: Final = re.compile(
    r"next(?:Element)?Sibling|toggle\w*\((?:this|event)|toggle(?:faq|accordion|answer|panel)", re.I
)


# "toggleContent('shipping')", "openTab(event, 'care')": the id of a part of the page. Not of what opens over it.
_OPENS: Final = re.compile(
    r"(?:toggle|tab|accordion|panel|collapse|faq|section)\w*\(\s*(?:(?:this|event|evt|e)\s*,\s*)?['\"]#?([\w-]{2,40})['\"]",
    re.I,
)


def turns(handler: str) -> bool:
    """Whether what a press runs unfolds something beside the pressed element."""
    return _TURNS.search(handler) is not None


class Folds:
    """The controls of one page that open something, as the walk meets them."""

    def __init__(self) -> None:
        self._said: dict[str, str] = {}  # id of a panel → the text of the control that opens it
        self._around: Frame | None = None  # the element around the last control that folds
        self._above: Frame | None = None  # the one around that, where the control stands in a heading

    def opener(self, identifier: str) -> str:
        """The text of the control that opens the panel with this id; "" when none does."""
        return self._said.get(identifier, "")

    def meet(self, control: Frame) -> None:
        """Take note of a control that says whether something is unfolded."""
        above = control.parent
        headed = above is not None and above.role == "heading"
        self._around, self._above = above, above.parent if above is not None and headed else None

    def note(self, control: Frame, panel: str, said: str) -> None:
        """Take note of what a control says that opens a panel."""
        if panel and said and control.region == "main":
            self._said[panel] = said

    def beside(self, up: Frame) -> bool:
        """Whether what stands in `up` stands beside a control that folds: around it, or around its heading."""
        return (up is self._around or up is self._above) and up.region == "main"


def panel_of(attributes: Mapping[str, str | None]) -> str:
    """The id of the panel that a control says it opens, or its handler does; "" when it says none."""
    named = next((said.removeprefix("#") for key in _TARGETS if (said := attributes.get(key))), "")
    if named or not (handler := attributes.get("onclick")):
        return named
    opens = _OPENS.search(handler)
    return opens[1] if opens is not None else ""

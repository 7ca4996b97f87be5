"""An agency's name on the reports."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_PICTURE = re.compile("data:image/(?:png|jpeg|gif|webp|svg\\+xml);base64,[A-Za-z0-9+/]+={0,2}")


@dataclass(frozen=True, slots=True)
class Brand:
    """Name, picture (a data: address), colour (#rrggbb) and the first and last paragraph; all may be empty.

    A colour or picture of another form counts as none.
    """

    name: str = ""
    logo: str = ""
    colour: str = ""
    intro: str = ""
    closing: str = ""

    @property
    def picture(self) -> str:
        """The logo, when it is a picture that holds all of itself."""
        return self.logo if _PICTURE.fullmatch(self.logo) else ""

    def colours(self) -> tuple[str, str] | None:
        """The brand colour made readable on white and on the dark paper (contrast 4.5:1, WCAG 2.2 section 1.4.3)."""
        if not _COLOUR.fullmatch(self.colour):
            return None
        return _readable(self.colour, "#ffffff", 0), _readable(self.colour, "#17191c", 255)


def _readable(colour: str, paper: str, towards: int) -> str:
    """`colour`, mixed step by step with black (0) or white (255) until it stands out from `paper`."""
    parts = _parts(colour)
    for step in range(21):
        mixed = tuple(round(part + (towards - part) * step / 20) for part in parts)
        if _contrast(mixed, _parts(paper)) >= 4.5:
            break
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """WCAG 2.2 contrast ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(parts: tuple[int, ...]) -> float:
    linear = [c / 12.92 if (c := part / 255) <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

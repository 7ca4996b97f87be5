"""What the person asked of the command line itself: language, colour, how much is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from disputelint.checker.model.words import Language

ColorMode = Literal["auto", "always", "never"]


@dataclass(frozen=True, slots=True)
class Session:
    """Holds for one call of `disputelint`; travels as Click's `ctx.obj`."""

    language: Language = "en"
    explicit_language: bool = False  # --lang or DISPUTELINT_LANG, not the system's
    color: ColorMode = "auto"
    quiet: bool = False
    verbose: bool = False


def color_of(words: Sequence[str], environ: Mapping[str, str]) -> ColorMode:
    """What --color or DISPUTELINT_COLOR asks for, read before anything is parsed: a usage error is coloured too."""
    asked = environ.get("DISPUTELINT_COLOR", "")
    for number, word in enumerate(words):
        if word.startswith("--color="):
            asked = word.removeprefix("--color=")
        elif word == "--color" and number + 1 < len(words):
            asked = words[number + 1]
    return "always" if asked == "always" else "never" if asked == "never" else "auto"

"""What the person asked of the command line itself: language, colour, how much is said."""

from __future__ import annotations

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

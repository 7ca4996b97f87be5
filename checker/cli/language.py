"""Which of the two languages to speak, decided before anything else is parsed, so that errors speak it too."""

from __future__ import annotations

import locale
import sys
from collections.abc import Mapping, Sequence

from disputelint.checker.model.words import Language

VARIABLE = "DISPUTELINT_LANG"
_WINDOWS_JAPANESE = 0x11  # primary language id, low ten bits of a LANGID


def choose(argv: Sequence[str], environ: Mapping[str, str], system: Language, encoding: str) -> tuple[Language, bool]:
    """The language, and whether a person asked for it.

    `--lang` anywhere before `--` wins, then DISPUTELINT_LANG, then the system's language. A system that prefers
    Japanese on an output that cannot hold it (`encoding`) gets English, unless Japanese was asked for.
    """
    for asked in (_flag(argv), environ.get(VARIABLE, "").lower()):
        if asked == "en":
            return "en", True
        if asked == "ja":
            return "ja", True
    if system == "ja" and not _holds_japanese(encoding):
        return "en", False
    return system, False


def of_system(environ: Mapping[str, str]) -> Language:
    """The language of the machine: POSIX variables first, then what Windows or the C library say."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environ.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    if sys.platform == "win32":
        import ctypes

        language = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return "ja" if language & 0x3FF == _WINDOWS_JAPANESE else "en"
    return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"


def _flag(argv: Sequence[str]) -> str:
    found = ""
    for number, word in enumerate(argv):
        if word == "--":
            break
        if word == "--lang" and number + 1 < len(argv):
            found = argv[number + 1]
        elif word.startswith("--lang="):
            found = word.removeprefix("--lang=")
    return found.lower()


def _holds_japanese(encoding: str) -> bool:
    try:
        "日本語".encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True

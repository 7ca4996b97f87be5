"""The agency's name on the reports, as `reports.brand` in the configuration gives it."""

from __future__ import annotations

import base64
from pathlib import Path

from disputelint.checker.config.settings import Brand as Settings
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text
from disputelint.reports.brand import Brand

LARGEST = 1 << 20  # bytes of a logo: it stands in every report
_KINDS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


def brand(settings: Settings) -> Brand:
    """The brand with its logo read in. Raises UsageError for a logo that cannot be read, is too large or no picture."""
    return Brand(
        name=settings.name,
        logo=_logo(settings.logo) if settings.logo else "",
        colour=settings.colour,
        intro=settings.intro,
        closing=settings.closing,
    )


def _logo(path: str) -> str:
    kind = _KINDS.get(Path(path).suffix.lower())
    if kind is None:
        known = ", ".join(_KINDS)
        raise UsageError(
            Text(f"The logo is no picture that reports can hold ({known})", f"ロゴに使える画像の形式は {known} です"),
            where=path,
        )
    try:
        data = Path(path).read_bytes()
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise UsageError(
            Text(f"The logo cannot be read: {reason}", f"ロゴを読み込めません：{reason}"), where=path
        ) from None
    if len(data) > LARGEST:
        raise UsageError(Text("The logo is larger than 1 MB", "ロゴが1MBを超えています"), where=path)
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"

"""URL globs of overrides and waivers: `*` within a path segment, `**` across, `?` one character."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit


def matches(glob: str, url: str) -> bool:
    """Whether a glob matches a URL: its path when the glob begins with "/", the whole URL when it has a scheme, else
    host and path. `**` matches everything, the site as a whole ("") too.
    """
    if glob == "**":
        return True
    if not url:
        return False
    parts = urlsplit(url)
    path = parts.path or "/"
    if "://" in glob:
        subject = f"{parts.scheme}://{parts.netloc}{path}"
    elif glob.startswith("/"):
        subject = path
    else:
        subject = f"{parts.netloc}{path}"
    expression = _compiled(glob)
    asked = f"{subject}?{parts.query}" if parts.query else subject
    return bool(expression.fullmatch(subject) or expression.fullmatch(asked))


@lru_cache(maxsize=512)
def _compiled(glob: str) -> re.Pattern[str]:
    pieces = re.split(r"(\*\*|\*|\?)", glob)
    joined = "".join({"**": ".*", "*": "[^/]*", "?": "."}.get(piece, re.escape(piece)) for piece in pieces)
    return re.compile(joined)

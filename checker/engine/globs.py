"""URL globs of overrides and waivers: `*` within a path segment, `**` across, `?` one character."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from disputelint.checker.model import Site


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


def all_seen(glob: str | None, site: Site) -> bool:
    """Whether every page a glob can mean was read, so that one which meets nothing can be called useless."""
    meant = [page for page in site.pages if glob in (None, "**") or matches(glob or "", page.url)]
    if any(not page.read and page.reason != "not_found" for page in meant):
        return False
    return bool(meant) or (site.discovery.complete and not any(page.reason == "page_limit" for page in site.pages))


@lru_cache(maxsize=512)
def _compiled(glob: str) -> re.Pattern[str]:
    pieces = re.split(r"(\*\*|\*|\?)", glob)
    joined = "".join({"**": ".*", "*": "[^/]*", "?": "."}.get(piece, re.escape(piece)) for piece in pieces)
    return re.compile(joined)

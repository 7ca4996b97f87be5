"""Putting a product into the cart without its button: by its own form, else by the address that the platform names.

What a platform's address asks for stands in `rules/knowledge/platforms.yaml` (`via: endpoint`): `fields` as they are, `ask`
by a pattern (RE2 in spirit, first group) over the product page's source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from disputelint.checker.crawl.journey.buyer import Buyer, View
from disputelint.checker.crawl.journey.knowledge import walk
from disputelint.checker.crawl.slot import quietly
from disputelint.checker.crawl.tables import split

_SOURCE: Final = 1_000_000  # characters of a page that are looked at
_SEND: Final = """async ([css, url, fields]) => {
  const form = css ? document.querySelector(css) : null;
  if (css && !form) return 0;
  const body = form ? new URLSearchParams(new FormData(form)) : new URLSearchParams();
  for (const [name, value] of fields) body.set(name, value);
  return (await fetch(url || form.action, {method: "POST", body})).status; }"""


@dataclass(frozen=True)
class Sending:
    """One thing to post: a form of the page by its selector, or an address; `fields` are set in either."""

    form: str = ""
    url: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    async def send(self, buyer: Buyer) -> None:
        """Post it from the page that is open, as if its control had been pressed."""
        with buyer.armed("add"):
            await quietly(buyer.page.evaluate(_SEND, [self.form, self.url, list(self.fields)]), 8.0)
            await buyer.quiet()


def sendings(view: View, ways: dict[str, Any]) -> Iterator[Sending]:
    """What may be tried on a product's page, the page's own form first."""
    named = [entry for entry in ways.get("endpoints") or () if isinstance(entry, dict)]
    form = next((f for f in view.document.forms if walk().add_actions.search(split(f.action).path.lower())), None)
    if form is not None and form.method.lower() == "post":
        extra = next((e for e in named if split(form.action).path.rstrip("/").endswith(_path(e).rstrip("/"))), {})
        yield Sending(form.selector, form.action, _fixed(extra))
    source = view.document.source[:_SOURCE]
    origin = "/".join(view.url.split("/", 3)[:3])
    for entry in named:
        found = {name: re.search(pattern, source) for name, pattern in (entry.get("ask") or {}).items()}
        if all(found.values()):
            asked = tuple((name, match.group(1)) for name, match in found.items() if match is not None)
            yield Sending(url=origin + str(entry["path"]), fields=(*_fixed(entry), *asked))


def _path(entry: dict[str, Any]) -> str:
    return split(str(entry["path"])).path


def _fixed(entry: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in (entry.get("fields") or {}).items())

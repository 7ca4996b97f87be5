"""What may be sent: the one place that decides it. Nothing is bought, nothing inside the network is reached.

A request that is not let through becomes a Refusal whose `why` is one of WHY's keys. `Guard.decide` is pure: what it
needs to know of host names, `Guard.look_up` found out before and keeps.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any, Final, Literal
from urllib.parse import unquote

from disputelint.checker.crawl import tables
from disputelint.checker.crawl.addresses import Reach, reach_of_host, reach_of_name
from disputelint.checker.late import late
from disputelint.checker.model.refusals import WHY as WHY
from disputelint.checker.snapshot.records import Refusal

ControlClass = Literal[
    "order", "pay", "register", "subscribe", "contact", "remove", "add", "update", "shipping", "address", "continue"
]
SAFE_METHODS: Final = frozenset(("GET", "HEAD", "OPTIONS"))
_BODY_LIMIT = 65_536
_URL_LIMIT = 4_096
_READS = late(r"\s*(?:query\b|\{|fragment\b)")
_WRITES = late(r"\b(?:mutation|subscription)\b", re.IGNORECASE)
_GRAPHQL_NAMES = late(r"\b(mutation|query|subscription)\b\s*([A-Za-z_]\w*)?|([A-Za-z_]\w*)\s*(?=[({])")


@lru_cache(maxsize=128)
def _pattern(section: str, kind: str = "") -> re.Pattern[str] | None:
    """An expression of `guard.yaml`, compiled when it is first asked: that of a class in a section, or of a section that
    has no classes. None for a class that the section does not know.
    """
    held = tables.read("guard")[section]
    if not kind:
        return tables.pattern(held)
    return tables.pattern(held[kind]) if kind in held else None


def _fits(section: str, kind: str, text: str) -> bool:
    pattern = _pattern(section, kind)
    return pattern is not None and pattern.search(text) is not None


def control_class(name: str) -> ControlClass | None:
    """What a control with this accessible name does, in `guard.yaml`'s order (order and pay first); None: not known."""
    folded = " ".join(name.split())[:200]
    for kind in tables.read("guard")["controls"]:
        if _fits("controls", kind, folded):
            return kind  # type: ignore[no-any-return]
    return None


def permitted_controls() -> frozenset[str]:
    """The classes of control that a walker may use."""
    return frozenset(tables.read("guard")["permitted"])


def is_writing_link(url: str) -> bool:
    """Whether following this GET link would change something (`add-to-cart=`, `/cart/add`, logout, unsubscribe)."""
    return _fits("writing_links", "", _path(url))


def request_class(url: str, post_data: str | None = None) -> str | None:
    """The forbidden class that path, GraphQL operation or body puts a request in; None when it is in none."""
    path = _path(url)
    body = (post_data or "")[:_BODY_LIMIT]
    operations = _operations(body)
    harmless = {one["class"] for one in _harmless() if one["path"].search(path) and _proves(one, body)}
    for kind in tables.read("guard")["forbidden"]:
        if kind not in harmless and _fits("paths", kind, path):
            return str(kind)
        if any(_fits("operations", kind, name) for name in operations) or (body and _fits("bodies", kind, body)):
            return str(kind)
    return None


@lru_cache(maxsize=1)
def _harmless() -> tuple[dict[str, Any], ...]:
    """`guard.yaml`'s exceptions: class, and the patterns of path and body that prove it wrong."""
    entries = tables.read("guard")["harmless"]
    return tuple(
        {"class": str(one["class"]), **{key: tables.pattern([one[key]]) for key in ("path", "body", "unless")}}
        for one in entries
    )


def _proves(exception: dict[str, Any], body: str) -> bool:
    """Whether a whole, short body says that the request is not what its path looks like."""
    if not body or len(body) >= _BODY_LIMIT:
        return False
    return bool(exception["body"].search(body)) and not exception["unless"].search(body)


def _path(url: str) -> str:
    parts = tables.split(url[:_URL_LIMIT])
    return unquote(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def _operations(body: str) -> tuple[str, ...]:
    """Names of the GraphQL operations and fields in a request body; () when it is not GraphQL."""
    if not body.lstrip().startswith(("{", "[")):
        return ()
    try:
        value = json.loads(body)
    except ValueError:
        return tuple(re.findall(r'"operationName"\s*:\s*"(\w+)"', body))
    names: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            continue
        names += [str(item[key]) for key in ("operationName", "id") if isinstance(item.get(key), str)]
        query = item.get("query")
        if isinstance(query, str) and "{" in query and not _only_reads(query):
            names += [found[1] or found[2] for found in _GRAPHQL_NAMES.findall(query) if found[1] or found[2]]
    return tuple(names)


def _only_reads(document: str) -> bool:
    """Whether a GraphQL document holds queries alone: the names of its fields are then things read, nothing done.

    https://spec.graphql.org/October2021/#sec-Language.Operations: a mutation is a write followed by a fetch.
    """
    return _READS.match(document) is not None and not _WRITES.search(document)


def _graphql_read(body: str | None) -> bool:
    """Whether a request's body is one GraphQL query, which changes nothing."""
    if not body or not body.lstrip().startswith("{"):
        return False
    try:
        value = json.loads(body[:_BODY_LIMIT])
    except ValueError:
        return False
    query = value.get("query") if isinstance(value, dict) else None
    return isinstance(query, str) and "{" in query and _only_reads(query)


class Guard:
    """Decides over requests of one audit, and keeps what it refused.

    `origin` is the storefront's (`https://shop.example`); `hosts` are further hosts that belong to it (its checkout).
    """

    def __init__(self, origin: str, hosts: tuple[str, ...] = ()) -> None:
        self.origin = origin
        self.host = (tables.split(origin).hostname or "").lower()
        self._hosts = {self.host, self.host.removeprefix("www."), f"www.{self.host.removeprefix('www.')}"}
        self._hosts |= {host.lower() for host in hosts}
        self._reach: dict[str, Reach] = {}
        self._refused: dict[tuple[str, str, str, str], Refusal] = {}

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """Every request refused so far, each once, in order."""
        return tuple(self._refused.values())

    @property
    def target_reach(self) -> Reach:
        """How far the target's own address reaches (known after `look_up(self.host)`)."""
        return self._reach.get(self.host) or reach_of_name(self.host)

    def add_host(self, host: str) -> None:
        """Take a host as the storefront's own (the checkout that its cart leads to)."""
        self._hosts.add(host.lower())

    def owns(self, url: str) -> bool:
        """Whether a URL is on one of the storefront's own hosts."""
        return (tables.split(url).hostname or "").lower() in self._hosts

    def same_site(self, url: str) -> bool:
        """Whether secrets may go along: the storefront's own host, with or without `www.`."""
        host = (tables.split(url).hostname or "").lower()
        return host.removeprefix("www.") == self.host.removeprefix("www.")

    async def look_up(self, host: str) -> Reach:
        """Resolve a host, once; what it found is what `decide` goes by."""
        name = host.lower()
        if not name:
            return "unknown"
        if name not in self._reach:
            self._reach[name] = await reach_of_host(name)
        return self._reach[name]

    def allows_address(self, url: str) -> bool:
        """Whether the URL's host, as far as looked up, may be reached. Link-local never, unless the target is on it."""
        host = (tables.split(url).hostname or "").lower()
        reach = self._reach.get(host) or reach_of_name(host)
        if reach in ("public", "unknown") or host == self.host:
            return True
        if reach == "link_local":
            return self.target_reach == "link_local"
        return self.target_reach in ("loopback", "private", "link_local")

    def decide(
        self,
        method: str,
        url: str,
        resource_type: str = "Document",
        page_url: str = "",
        post_data: str | None = None,
        on_journey: bool = False,
        armed: str | None = None,
    ) -> Refusal | None:
        """None: it may be sent. Else the Refusal, which is also kept.

        `armed` is the class of the control that the walker used last on this page, or "access" for the access step.
        """
        why = self._why(method.upper(), url, resource_type, post_data, on_journey, armed)
        if why is None:
            return None
        refusal = Refusal(method.upper(), url, page_url, why)
        self._refused.setdefault((refusal.method, url, page_url, why), refusal)
        return refusal

    def _why(
        self, method: str, url: str, resource_type: str, post_data: str | None, on_journey: bool, armed: str | None
    ) -> str | None:
        scheme = url.split(":", 1)[0].lower()
        if scheme in ("data", "blob", "about"):
            return None
        if scheme not in ("http", "https"):
            return "scheme"
        if not self.allows_address(url):
            return "private_address"
        permitted = armed in permitted_controls()
        if method in SAFE_METHODS:
            if not is_writing_link(url) or resource_type not in ("Document", "XHR", "Fetch"):
                return None
            return None if on_journey and permitted else "writing_link"
        if armed == "access":
            return None if self.same_site(url) and _fits("access", "", _path(url)) else "unarmed"
        forbidden = request_class(url, post_data)
        if forbidden is not None and (on_journey or forbidden != "track"):
            return forbidden
        if not on_journey:
            return "write_off_journey"
        if resource_type == "Ping":  # a beacon: nothing on the page waits for its answer
            return "track"
        if _fits("safe", "", _path(url)) or _graphql_read(post_data):
            return None if self.owns(url) else "foreign_host"
        if not permitted or _fits("aside", "", _path(url)):
            return "unarmed"
        return None if self.owns(url) else "foreign_host"

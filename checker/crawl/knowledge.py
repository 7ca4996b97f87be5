"""What `rules/knowledge/platforms.yaml` and `tracking_params.yaml` say, in the shape that discovery asks for it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from disputelint.checker.crawl import tables
from disputelint.checker.model import PAGE_KINDS, PageKind
from disputelint.checker.model.record import record
from disputelint.checker.understand.normalize import fold

_PLACEHOLDER = re.compile(r"\{[^}]*\}|\*|(?<==)N\b|(?<=/)N\b")
_OPENED: tuple[PageKind, ...] = (
    "refund_policy",
    "shipping_policy",
    "privacy",
    "terms",
    "legal_notice",
    "cancellation",
    "payment_info",
)
_NUMBERS = frozenset(("N", "{digits}", "{id}", "{pk}"))


@record(frozen=True, slots=True)
class KnownPath:
    """A path that a platform (or custom) gives to a page of a kind."""

    path: str
    kind: PageKind


@record(frozen=True, slots=True)
class Platform:
    """The paths of one shop platform: `paths` by kind, `policies` to ask for."""

    id: str
    paths: tuple[KnownPath, ...]
    policies: tuple[KnownPath, ...]

    @property
    def patterns(self) -> tuple[tuple[PageKind, re.Pattern[str]], ...]:
        """The paths as patterns, matched against path and query; made when the platform is met, as a shop runs on one."""
        return _patterns(self.paths)


@record(frozen=True, slots=True)
class Knowledge:
    """All that the crawl knows about shops before it has seen one. `tracking` fits the whole name of a parameter."""

    platforms: dict[str, Platform]
    common: tuple[KnownPath, ...]
    words: tuple[tuple[PageKind, re.Pattern[str]], ...]
    product_folders: frozenset[str]
    product_files: frozenset[str]  # names of a page, without ".html", that shows each of the goods in turn
    list_names: frozenset[str]  # lower-case texts of links that lead to a list of goods
    help_hosts: frozenset[str]
    preview_params: frozenset[str]  # lower case
    share_param: str  # carries the key of a private link to a shop that is not open yet
    signature_headers: frozenset[str]  # lower case: request headers by which a shop lets its own crawler through
    locale_params: frozenset[str]
    preview_proofs: tuple[tuple[str, str], ...]  # parameter, pattern whose group is the value that the page shows
    locale_prefixes: frozenset[str]
    tracking: re.Pattern[str]
    openers: tuple[str, ...]  # lower-case words in names of controls that open a policy

    def kinds_of_words(self, text: str) -> tuple[PageKind, ...]:
        """The kinds whose words stand in a link's text or a URL's path; wide, for planning only."""
        folded = fold(text[:300]).text
        return tuple(kind for kind, pattern in self.words if pattern.search(folded))


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """What the data files say, read on first use."""
    data = tables.read("platforms")
    words: Mapping[str, Sequence[str]] = data["page_words"]
    tracking = "|".join(re.escape(name).replace(r"\*", ".*") for name in tables.read("tracking_params")["drop"])
    return Knowledge(
        platforms={entry["id"]: _platform(entry) for entry in data["platforms"]},
        common=_known(data["common_paths"]),
        words=tuple((kind, _words(words[kind])) for kind in PAGE_KINDS if kind in words),
        product_folders=frozenset(data["product_folders"]),
        product_files=frozenset(data["product_files"]),
        list_names=frozenset(data["list_names"]),
        help_hosts=frozenset(data["help_hosts"]),
        preview_params=frozenset(name.lower() for name in data["preview_params"]),
        share_param=str(data["share_param"]),
        signature_headers=frozenset(name.lower() for name in data["crawler_signature"]["headers"]),
        locale_params=frozenset(data["locale_params"]),
        preview_proofs=tuple((proof["param"], proof["pattern"]) for proof in data["preview_proofs"]),
        locale_prefixes=frozenset(data["locale_prefixes"].split()),
        tracking=re.compile(f"(?:{tracking})", re.IGNORECASE),
        openers=tuple(word for kind in _OPENED for word in words[kind] if len(word) > 3 or not word.isascii()),
    )


def _platform(entry: Mapping[str, Any]) -> Platform:
    paths = entry["paths"]
    kinds: tuple[PageKind, ...] = ("product", "checkout", "cart", "collection")
    telling = tuple(KnownPath(path, kind) for kind in kinds for path in paths.get(kind) or () if _telling(path))
    policies = _known(paths.get("policy") or ())
    return Platform(entry["id"], (*telling, *policies), policies)


@lru_cache(maxsize=8)
def _patterns(paths: tuple[KnownPath, ...]) -> tuple[tuple[PageKind, re.Pattern[str]], ...]:
    return tuple((known.kind, _pattern(known.path)) for known in paths)


def _known(entries: Sequence[Mapping[str, Any]]) -> tuple[KnownPath, ...]:
    kinds: dict[str, PageKind] = {kind: kind for kind in PAGE_KINDS}
    return tuple(KnownPath(entry["path"], kinds[entry["kind"]]) for entry in entries if "pattern" not in entry)


_ANY = "[^&]*"  # the value of a parameter that only has to be there


def _pattern(path: str) -> re.Pattern[str]:
    """A platform's path as a pattern: `{name}` is one segment, `*` anything, `[...]` optional; a query's parameters are
    looked for in any order, among others.
    """
    bare, _, query = path.partition("?")
    if bare.count("[") != bare.count("]"):  # a query that may be left out is of no use to tell pages apart
        bare, query = bare[: bare.rindex("[")], ""
    asked = "".join(
        rf"(?=[^?]*\?(?:.*&)?{_body(pair)}{_ANY if pair.endswith('=') else ''}(?:&|$))"
        for pair in query.split("&")
        if pair
    )
    if not bare:
        return re.compile(rf"^{asked}")
    return re.compile(rf"^{asked}(?:/[a-z]{{2}}(?:-[a-z]{{2}})?)?{_body(bare)}/?(?:$|(?=[?&]))", re.IGNORECASE)


def _body(path: str) -> str:
    place = 0
    parts = []
    path = path.replace("[", "\0").replace("]", "\1").removesuffix("/")
    for hole in _PLACEHOLDER.finditer(path):
        parts.append(re.escape(path[place : hole.start()]))
        name = hole.group()
        parts.append(".*" if name == "*" else r"\d+" if name in _NUMBERS else "[^/?&]+")
        place = hole.end()
    parts.append(re.escape(path[place:]))
    return "".join(parts).replace("\0", "(?:").replace("\1", ")?")


def _telling(path: str) -> bool:
    """Whether a path says more than "any slug"."""
    return bool(re.search("[a-z]", _PLACEHOLDER.sub("", path).removesuffix(".html")))


def _words(words: Sequence[str]) -> re.Pattern[str]:
    """Words at the start of a word; ones in scripts without blanks anywhere."""
    folded = [fold(word).text for word in words]
    parts = [rf"(?<![a-z0-9]){re.escape(word)}" if word.isascii() else re.escape(word) for word in folded]
    return re.compile("|".join(parts).replace(r"\ ", r"[\s_-]+").replace(r"\-", r"[\s_-]?"))

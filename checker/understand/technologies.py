"""What a shop runs on: platform, gateways, wallets, help desks, reviews, subscription and consent apps.

Signs and their weights are `rules/knowledge/fingerprints.yaml`. One `re2.Set` reads all addresses of a page, another
its markup; only signs whose words occur there are then looked at singly, so that a page without any costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

import re2

from disputelint.checker.model import Evidence, Fact, Technology
from disputelint.checker.model.record import record
from disputelint.checker.understand import knowledge
from disputelint.checker.understand.document import Document

_LITERAL = re.compile(r"'([^']+)'|([\w-]{3,})")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:\?|$)", re.IGNORECASE)  # how a picture's address ends
_SOURCE_LIMIT = 2_000_000  # characters of markup that are looked through
_WHERE = 50  # pages named per technology


@record(frozen=True, slots=True)
class Sign:
    """One sign of a technology met on a page. `weight` is the chance, 0 to 1, that it speaks for it."""

    technology: str
    sort: str
    weight: float
    what: str
    page: str


@record(frozen=True, slots=True)
class _Probe:
    technology: str
    sort: str
    weight: float
    wording: str  # as the data has it
    pattern: str  # RE2 on addresses or markup; for dom, a literal that must occur


@dataclass(frozen=True)
class _Prints:
    names: dict[str, tuple[str, str]]  # id -> name, category
    on_urls: tuple[_Probe, ...]
    on_markup: tuple[_Probe, ...]
    url_set: Any
    markup_set: Any
    globals: dict[str, tuple[_Probe, ...]]
    cookies: tuple[_Probe, ...]
    meta: tuple[_Probe, ...]
    report: float


@lru_cache(maxsize=1)
def _prints() -> _Prints:
    data: dict[str, Any] = knowledge.read("fingerprints")
    scores: dict[str, float] = data["scores"]
    urls: list[_Probe] = []
    markup: list[_Probe] = []
    named: dict[str, list[_Probe]] = {}
    cookies: list[_Probe] = []
    meta: list[_Probe] = []
    for entry in data["technologies"]:
        make = _Maker(entry, scores)
        urls += [make.probe("host", host, _host_pattern(host)) for host in entry.get("hosts", ())]
        urls += [make.probe("url", url, url) for url in entry.get("urls", ())]
        markup += [make.probe("dom", css, _literal(css)) for css in entry.get("dom", ())]
        markup += [make.probe("text", said, re2.escape(said)) for said in entry.get("text", ())]
        for name in entry.get("globals", ()):
            named.setdefault(name, []).append(make.probe("global", name, ""))
            if "." not in name and len(name) > 3:
                assigned = rf"(?:window\.|var\s|let\s|const\s){re2.escape(name)}\s*=[^=]"
                markup.append(make.probe("inline_global", name, assigned))
        cookies += [make.probe("cookie", name, "") for name in entry.get("cookies", ())]
        meta += [make.probe("meta", name, pattern) for name, pattern in (entry.get("meta") or {}).items()]
    return _Prints(
        {entry["id"]: (entry["name"], entry["category"]) for entry in data["technologies"]},
        tuple(urls),
        tuple(markup),
        _set(probe.pattern for probe in urls),
        _set(probe.pattern for probe in markup),
        {name: tuple(probes) for name, probes in named.items()},
        tuple(cookies),
        tuple(meta),
        float(data["report"]),
    )


class _Maker:
    """Makes the probes of one technology; shared signs weigh little."""

    def __init__(self, entry: dict[str, Any], scores: dict[str, float]) -> None:
        self.technology: str = entry["id"]
        self.weak = frozenset(entry.get("weak", ()))
        self.scores = scores

    def probe(self, sort: str, wording: str, pattern: str) -> _Probe:
        weight = self.scores["weak"] if wording in self.weak else self.scores[sort]
        return _Probe(self.technology, sort, weight, wording, pattern)


def _set(patterns: Iterable[str]) -> Any:
    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    options.max_mem = 64 << 20
    made = re2.Set.SearchSet(options)
    for pattern in patterns:
        made.Add(pattern)
    made.Compile()
    return made


def _host_pattern(host: str) -> str:
    """A host at label boundaries, in a URL that ends with a line feed; `*.` takes any number of labels, or none."""
    if host.startswith("*."):
        return rf"//(?:[^/\s?#]+\.)?{re2.escape(host[2:])}[:/?#\n]"
    body: str = re2.escape(host).replace(r"\*", r"[^./\s]*")
    return f"//{body}[:/?#\\n]"


def _literal(css: str) -> str:
    """The longest word of a selector: without it in the markup the selector cannot match."""
    words = [quoted or plain for quoted, plain in _LITERAL.findall(css)]
    return str(re2.escape(max(words, key=len)))


def globals_wanted() -> tuple[str, ...]:
    """The names to look for on window while a page is open; dotted ones are paths."""
    return tuple(sorted(_prints().globals))


def signs(document: Document) -> list[Sign]:
    """The signs of technologies on one page."""
    prints, load, page = _prints(), document.load, document.url
    found: list[Sign] = []
    addresses = [*document.scripts, *document.iframes, *document.stylesheets, *load.requests]
    addresses += [frame.url for frame in load.frames]
    text = "\n".join(dict.fromkeys(addresses)) + "\n"
    for index in prints.url_set.Match(text) or ():
        probe = prints.on_urls[index]
        line = _line_of(probe.pattern, text)
        if prints.names[probe.technology][1] == "platform" and _PICTURE.search(line):
            line = _line_of(probe.pattern, _unpictured(text))
            if not line:
                continue
        found.append(_sign(probe, line, page))
    source = document.source[:_SOURCE_LIMIT]
    for index in prints.markup_set.Match(source) or ():
        probe = prints.on_markup[index]
        if probe.sort == "dom" and document.tree.css_first(probe.wording) is None:
            continue
        found.append(_sign(probe, probe.wording, page))
    for name in load.globals:
        found += [_sign(probe, f"window.{name}", page) for probe in prints.globals.get(name, ())]
    for cookie in load.cookies:
        met = (probe for probe in prints.cookies if fnmatchcase(cookie, probe.wording))
        found += [_sign(probe, f"cookie {cookie}", page) for probe in met]
    for probe in prints.meta:
        content = document.meta.get(probe.wording)
        if content is not None and re2.search(probe.pattern, content) is not None:
            found.append(_sign(probe, f"meta {probe.wording}", page))
    return found


def _unpictured(text: str) -> str:
    """Addresses without those of pictures, which a shop may take from another's: they tell of no platform."""
    return "".join(line for line in text.splitlines(keepends=True) if not _PICTURE.search(line))


def _sign(probe: _Probe, what: str, page: str) -> Sign:
    return Sign(probe.technology, probe.sort, probe.weight, what[:200], page)


def _line_of(pattern: str, text: str) -> str:
    match = re2.search(pattern, text)
    if match is None:
        return ""
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", max(match.start(), start))
    return text[start : end if end > 0 else len(text)]


def detect(found: Iterable[Sign]) -> tuple[Technology, ...]:
    """The technologies that the signs of all pages speak for, surest first.

    Signs of one sort count once (three hosts of a gateway are no better proof than one); sorts combine as independent.
    """
    prints = _prints()
    by_technology: dict[str, list[Sign]] = {}
    for sign in found:
        by_technology.setdefault(sign.technology, []).append(sign)
    made = []
    for technology, held in by_technology.items():
        best: dict[str, Sign] = {}
        for sign in sorted(held, key=lambda sign: (-sign.weight, sign.what, sign.page)):
            best.setdefault(sign.sort if sign.sort not in ("host", "url") else "address", sign)
        doubt = 1.0
        for sign in best.values():
            doubt *= 1 - sign.weight
        if 1 - doubt < prints.report - 1e-9:
            continue
        name, category = prints.names[technology]
        telling = min(best.values(), key=lambda sign: (-sign.weight, sign.sort))
        where = tuple(sorted({sign.page for sign in held})[:_WHERE])
        made.append(Technology(technology, name, category, round(1 - doubt, 3), where, telling.what))
    return tuple(sorted(made, key=lambda one: (-one.confidence, one.id)))


def platform_of(technologies: Iterable[Technology]) -> str | None:
    """The shop platform, the surest one; None when none is recognised."""
    platforms = [one for one in technologies if one.category == "platform"]
    return max(platforms, key=lambda one: (one.confidence, len(one.where))).id if platforms else None


def gateways_of(technologies: Iterable[Technology]) -> tuple[str, ...]:
    """The ids of gateways and wallets in use."""
    return tuple(sorted(one.id for one in technologies if one.category in ("gateway", "wallet")))


@lru_cache(maxsize=1)
def _test_marks() -> tuple[Any, tuple[tuple[str, str], ...]]:
    """A set of all marks, and per mark its technology and pattern."""
    data: dict[str, Any] = knowledge.read("fingerprints")["test_mode"]
    marks = [(one["technology"], one["pattern"]) for one in data["keys"]]
    marks += [(one["technology"], rf"//{re2.escape(one['host'])}[:/?#\"'\s]") for one in data["hosts"]]
    return _set(pattern for _, pattern in marks), tuple(marks)


def test_mode(document: Document) -> Iterator[Fact]:
    """A gateway's test key or sandbox host on a public page: buyers cannot pay there."""
    together, marks = _test_marks()
    addresses = "\n".join((*document.load.requests, ""))
    for text in (document.source[:_SOURCE_LIMIT], addresses):
        for index in together.Match(text) or ():
            technology, pattern = marks[index]
            match = re2.search(pattern, text)
            if match is None:
                continue
            said = match.group().strip("/:?#\"' \n\t")
            shown = said if len(said) <= 24 else said[:16] + "…"  # a key, even a test key, is not repeated in full
            place = Evidence(document.load.url, shown, device=document.load.device)
            why = f"test key or sandbox host of {technology} in the page's markup"
            yield Fact("site.test_mode", f"{technology}: {shown}", "high", place, "attribute", why)

"""Plain HTML files, and folders of them, as a snapshot: no browser, no network.

A page's address is its path below the folder, as a `file:` URL (`file:///policies/refund.html`). So relative links and
links from the root join the files into a site, and nothing that is said of them depends on where the folder lies.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote

from disputelint.checker.errors import SnapshotError
from disputelint.checker.late import late
from disputelint.checker.model import Discovery, PageKind, Text
from disputelint.checker.model.record import record
from disputelint.checker.snapshot import source
from disputelint.checker.snapshot.encoding import SNIFFED, decode, is_text
from disputelint.checker.snapshot.records import Load, Meta, Snapshot

SUFFIXES: Final = frozenset((".html", ".htm", ".xhtml", ".md", ".njk", ".txt"))
LIMIT: Final = 20 * 1024 * 1024  # bytes of one file that are read, as of a page on the network
MOST: Final = 20_000  # files of one folder
# Dependencies, and parts of pages that site generators put together (Jekyll, https://jekyllrb.com/docs/structure/).
_SKIPPED: Final = frozenset(("node_modules", "__pycache__", "_includes", "_layouts", "_data", "_drafts", "_sass"))
# Where a shop is run: no buyer sees it. A file that is named itself is read all the same.
_BEHIND: Final = late(r"(?i)(?:^|[-_.])(?:wp-)?(?:admin(?:istrator|istration)?|back-?office)(?:$|[-_.])")
# What those who build the shop write for one another: by its usual name, in capitals, or in a folder of documents. Words
# that pages of a shop are called by speak against it.
_NOTES: Final = late(
    r"(?i)^(?:read-?me|changelog|changes|contributing|code[-_]of[-_]conduct|claude|agents?|gemini|copilot-instructions|licen[cs]e"
    r"|todo|roadmap|robots|humans|llms|ads|app-ads|requirements)(?:[-_.][a-z0-9-]{1,20})?\.(?:md|txt)$"
)
_CAPITALS: Final = late(r"^[A-Z0-9]{2,}(?:[-_.][A-Z0-9]+)*\.md$")
_CALLED: Final = late(
    r"(?i)polic|pol[ií]tica|privacy|terms|refund|return|shipping|delivery|contact|faq|about|legal|cookie|product|(?:^|[-_.])(?:index|home|shop)[-_.]"
    r"|impressum|imprint|agb|widerruf|datenschutz|versand|cgv|tokusho|[^\x00-\x7f]"
)
_DOCUMENTS: Final = frozenset(("docs", "doc", "documentation"))
_SITE: Final = frozenset(
    ("index.html", "index.htm", "index.md", "_config.yml", "CNAME", ".nojekyll")
)  # makes docs/ the site
_LOOKED: Final = ("footer", "header", "menus", "sitemap", "platform_paths", "dialogs", "frames")


@record(frozen=True, slots=True)
class _Found:
    """A file, its path as the person named it, and its path below the site's root."""

    path: Path
    source: str
    inside: str


def open_files(paths: Sequence[Path], kind: PageKind | None = None, date: str = "") -> Snapshot:
    """The files at `paths` (files or folders) as one site; `kind` forces the kind of every page.

    `date` is the day of the check (ISO 8601; now when empty). Raises SnapshotError when one is missing or none is a page.
    """
    found = _unique(_find(paths))
    aliases = _aliases(found)
    loads = sorted((_load(one, kind, aliases.get(one.inside, ())) for one in found), key=lambda load: load.url)
    if all(load.seen == "unread" for load in loads):
        raise SnapshotError(
            Text("There is no page in it", "ページとして読めるファイルがありません"),
            where=", ".join(str(path) for path in paths),
            hint=_why(loads),
            code="E611",
        )
    home = next((load.url for load in loads if load.url in ("file:///index.html", "file:///index.htm")), loads[0].url)
    when = date or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Snapshot(
        meta=Meta(target=home, origin="file://", date=when, render="none", files=True),
        loads=tuple(loads),
        discovery=Discovery(complete=True, looked=_LOOKED),
    )


def _why(loads: Sequence[Load]) -> Text:
    """Why none of the files is a page; which files are, when there was none."""
    if not loads:
        return Text("Files read: " + " ".join(sorted(SUFFIXES)), "読めるファイル：" + " ".join(sorted(SUFFIXES)))
    if any(load.reason == "not_html" for load in loads):
        return Text("What was found is not text: is it compressed?", "テキストではありません。圧縮されていませんか。")
    return Text(f"It cannot be opened: {loads[0].detail}", f"開けません：{loads[0].detail}")


def given_order(loads: Iterable[Load], paths: Sequence[Path]) -> list[Load]:
    """`loads` in the order in which `paths` named them; those of one folder by path."""
    rank = {_as_given(path): number for number, path in reversed(list(enumerate(paths)))}

    def place(load: Load) -> tuple[int, str]:
        named = PurePath(load.source)
        ranks = [rank[name] for name in (load.source, *(one.as_posix() for one in named.parents)) if name in rank]
        return (min(ranks, default=len(rank)), load.source)

    return sorted(loads, key=place)


def _find(paths: Sequence[Path]) -> list[_Found]:
    root = _root(paths)
    return [one for number, path in enumerate(paths) for one in _below(path, root, number)]


def _root(paths: Sequence[Path]) -> Path | None:
    """The folder that holds them all; None when there is none (two drives)."""
    folders = [path.resolve() if path.is_dir() else path.resolve().parent for path in paths]
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:
        return None


def _below(path: Path, root: Path | None, number: int) -> list[_Found]:
    if path.is_file():
        top = path.resolve().parent if root is None else root
        return [_Found(path, _as_given(path), _inside(path, top, number if root is None else None))]
    if not path.is_dir():
        raise SnapshotError(
            Text("There is no such file or folder", "ファイルもフォルダーもありません"), where=str(path), code="E610"
        )
    top = path.resolve() if root is None else root
    return [
        _Found(file, _as_given(file), _inside(file, top, number if root is None else None))
        for file in sorted(_pages(path))
    ]


def _pages(folder: Path) -> Iterable[Path]:
    """Every page below `folder`; hidden folders, dependencies, where the shop is run, notes of its builders, and links that
    lead out of it are not followed.
    """
    count = 0
    documents: set[str] = set()  # folders whose Markdown is for the builders
    for at, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _skipped(name))
        inner = at in documents or (at != str(folder) and PurePath(at).name in _DOCUMENTS and _SITE.isdisjoint(names))
        if inner:
            documents.update(os.path.join(at, name) for name in folders)
        for name in names:
            if PurePath(name).suffix.lower() in SUFFIXES and not name.startswith(".") and not _hidden(name, inner):
                count += 1
                if count > MOST:
                    raise SnapshotError(
                        Text(
                            f"More than {MOST} pages in one folder",
                            f"1つのフォルダーに{MOST}件を超えるページがあります",
                        ),
                        where=str(folder),
                        code="E612",
                    )
                yield Path(at) / name


def _hidden(name: str, documents: bool) -> bool:
    """Whether a file is for those who run or build the shop; `documents`: it lies in a folder of documents."""
    if _BEHIND.search(name) is not None or _NOTES.search(name) is not None:
        return True
    written = name.lower().endswith(".md") and (documents or _CAPITALS.search(name) is not None)
    return written and _CALLED.search(name) is None


def _skipped(folder: str) -> bool:
    return folder in _SKIPPED or _BEHIND.search(folder) is not None


def _inside(path: Path, root: Path, number: int | None) -> str:
    inside = Path(os.path.relpath(path.resolve().parent / path.name, root)).as_posix()
    return inside if number is None else f"{number}/{inside}"


def _as_given(path: Path) -> str:
    return path.as_posix()


def _unique(found: Iterable[_Found]) -> list[_Found]:
    return list({one.inside: one for one in found}.values())


def _aliases(found: Iterable[_Found]) -> dict[str, tuple[str, ...]]:
    """What web servers call a file besides its name: without its ending, and by the folder whose index it is.

    An address is given once, to the file that a server would take first (about.html before about/index.html).
    """
    taken: dict[str, str] = {}
    for inside in sorted((one.inside for one in found), key=lambda inside: (PurePath(inside).stem == "index", inside)):
        path = PurePath(inside).with_suffix("")
        if path.name == "index":
            folder = "" if path.parent.as_posix() == "." else path.parent.as_posix() + "/"
            names = [folder, folder.rstrip("/"), path.as_posix()]
        else:
            names = [path.as_posix(), path.as_posix() + "/"]
        for name in names:
            taken.setdefault(_url(name), inside)
    out: dict[str, tuple[str, ...]] = {}
    for address, inside in sorted(taken.items()):
        out[inside] = (*out.get(inside, ()), address)
    return out


def _url(inside: str) -> str:
    return "file:///" + quote(inside)


def _load(one: _Found, kind: PageKind | None, aliases: tuple[str, ...]) -> Load:
    url = _url(one.inside)
    suffix = one.path.suffix.lower()
    try:
        stat = one.path.stat()
        with one.path.open("rb") as file:
            is_page = is_text(file.read(SNIFFED))
    except OSError as problem:
        why = problem.strerror or type(problem).__name__
        return Load(url, url, "desktop", "unread", reason="unreachable", detail=why, source=one.source, kind_hint=kind)
    if not is_page:
        return Load(
            url, url, "desktop", "unread", reason="not_html", detail="not text", source=one.source, kind_hint=kind
        )
    text = _Text(one.path, suffix, stat.st_mtime_ns)
    return Load(
        url=url,
        final_url=url,
        device="desktop",
        seen="fetched",
        status=200,
        content_type="text/html",
        detail=f"cut at {LIMIT >> 20} MB" if stat.st_size > LIMIT else "",
        found_by=("target",),
        kind_hint=kind,
        aliases=aliases,
        source=one.source,
        body=text,
    )


class _Text:
    """A file's HTML, read when asked for."""

    def __init__(self, path: Path, suffix: str, changed: int) -> None:
        self._path = path
        self._suffix = suffix
        self._changed = changed

    def __call__(self) -> str:
        """The page as HTML; "" when the file is gone by now."""
        return _html(self._path, self._suffix, self._changed)


@lru_cache(maxsize=8)
def _html(path: Path, suffix: str, changed: int) -> str:
    """`changed`: when the file was written (ns), so that what was read before it was written anew is not given again."""
    del changed
    try:
        with path.open("rb") as file:
            raw = file.read(LIMIT)
    except OSError:
        return ""
    return source.to_html(decode(raw).text, suffix)

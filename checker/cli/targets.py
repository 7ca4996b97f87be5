"""What a TARGET is: what exists on disk is a file; anything else is an address, `https://` assumed."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from disputelint.checker.errors import UsageError
from disputelint.checker.late import late
from disputelint.checker.model.words import Text

_SCHEME = late(r"^([A-Za-z][A-Za-z0-9+.-]*):(?=//)")
_NEARLY = late(r"^(https?)(?:[:;]?/{0,3}|:/{3,})(?=[^/:;]+\.)", re.IGNORECASE)
_FILE = late(r"^[^/]+\.(html?|xhtml|md|njk|txt|wacz|wacz\.part|json)$|^[./~\\]|^[A-Za-z]:[\\/]|\\", re.IGNORECASE)
_HOST = late(r"^[^\s/?#@\\:<>\"'{}|^`,;()]+$")
_UNFIT = late(r'[<>:"/\\|?*\x00-\x1f]+')
_RESERVED = late(r"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)  # names Windows keeps for devices


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to audit. `name` is a legal file name on every system, unique among the targets of a call."""

    text: str  # the path as given, or the address without what was secret in it
    is_url: bool
    name: str
    basic_auth: tuple[str, str] | None = None

    @property
    def shown(self) -> str:
        """What to call it while it is read: the host, or the path."""
        return urlsplit(self.text).netloc if self.is_url else self.text

    @property
    def loopback(self) -> bool:
        """Whether it is a shop on this machine."""
        return self.is_url and is_loopback(urlsplit(self.text).hostname or "")


def parse(words: Sequence[str]) -> tuple[Target, ...]:
    """The targets in the order given. Raises UsageError for one that is neither a file nor an address."""
    targets: list[Target] = []
    for word in words:
        target = _one(word)
        taken = {one.name.lower() for one in targets}
        name, number = target.name, 2
        while name.lower() in taken:
            name, number = f"{target.name}-{number}", number + 1
        targets.append(Target(target.text, target.is_url, name, target.basic_auth))
    return tuple(targets)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine (RFC 6761: `localhost` and below it)."""
    if host.lower() == "localhost" or host.lower().endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _one(word: str) -> Target:
    if not word.strip():
        raise UsageError(Text("A TARGET is empty", "TARGETが空です"), where="TARGET")
    if _exists(word):
        path = Path(word)
        return Target(word, False, file_name(path.resolve().name.removesuffix(".part").rsplit(".", 1)[0] or "shop"))
    scheme = _SCHEME.match(word)
    if scheme is None:
        return _address(word)
    if scheme[1].lower() in ("http", "https"):
        return _url(word)
    hint = (
        Text("Give the path itself, without file://.", "file:// を付けずに、パスを指定してください。")
        if scheme[1].lower() == "file"
        else Text("Use http:// or https://.", "http:// または https:// を使ってください。")
    )
    raise UsageError(
        Text(f"{scheme[1]}:// cannot be audited", f"{scheme[1]}:// は検査できません"), where=masked(word), hint=hint
    )


def _exists(word: str) -> bool:
    try:
        return Path(word).exists()
    except (OSError, ValueError):  # too long for a path, or a character no path may have
        return False


def _address(word: str) -> Target:
    """A target without a scheme that is not on disk."""
    if nearly := _NEARLY.match(word):
        meant = f"{nearly[1].lower()}://{word[nearly.end() :]}"
        raise UsageError(
            Text("This is no address", "URLとして読めません"),
            where=masked(word),
            hint=Text(f"Did you mean {masked(meant)}?", f"{masked(meant)} の誤りではありませんか。"),
        )
    host = _split("//" + word, word).hostname or ""
    if _FILE.search(word) and not is_loopback(host):
        raise UsageError(Text("There is no such file or folder", "ファイルもフォルダーもありません"), where=word)
    return _url(("http://" if is_loopback(host) else "https://") + word)


def _url(url: str) -> Target:
    parts = _split(url, url)
    host = parts.hostname or ""
    named = "." in host.strip(".") or is_loopback(host) or parts.port is not None or ":" in host
    if not host or not (_HOST.match(host) or ":" in host) or not named:
        raise UsageError(
            Text(
                f'"{masked(url).split("://", 1)[-1]}" is neither a file here nor the address of a shop',
                f"「{masked(url).split('://', 1)[-1]}」というファイルはなく、店舗のURLでもありません",
            ),
            where="TARGET",
            hint=Text("An address looks like shop.example.", "URLは shop.example のような形です。"),
        )
    bare = parts.netloc.rpartition("@")[2]
    auth = (unquote(parts.username or ""), unquote(parts.password or "")) if "@" in parts.netloc else None
    text = urlunsplit((parts.scheme.lower(), bare, parts.path or "/", parts.query, ""))
    return Target(text, True, file_name(host if parts.port is None else f"{host}-{parts.port}"), auth)


def _split(url: str, word: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises ValueError when it is no number
    except ValueError:
        raise UsageError(
            Text("This is no address: its host or port cannot be read", "ホスト名またはポート番号を読み取れません"),
            where=masked(word),
        ) from None
    return parts


def masked(word: str) -> str:
    """The target without a password that may stand in it."""
    return re.sub(r"//[^/@\s]*@", "//***@", word) if "//" in word else re.sub(r"^[^/@\s]*:[^/@\s]*@", "***@", word)


def file_name(text: str) -> str:
    """`text` as a file name that Windows, macOS and Linux all take."""
    name = _UNFIT.sub("-", text).strip(" .-")[:100] or "shop"
    return f"{name}_" if _RESERVED.match(name) else name

"""What went over the wire during one page load, gathered from the browser's own network events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from disputelint.checker.snapshot.records import Refusal

AskedKind = Literal["asset", "data", "frame"]
MAX_BYTES: Final = 20 * 1024 * 1024  # of one response
MAX_NAVIGATIONS: Final = 10  # of a page that sends itself on by script
_MAX_REQUESTS = 1500
_SECRET_HEADERS = frozenset(("set-cookie", "cookie", "authorization"))
_AWAITED = frozenset(("XHR", "Fetch", "Document"))
_WATCHED: Final[Mapping[str, AskedKind]] = {
    "Stylesheet": "asset", "Script": "asset", "XHR": "data", "Fetch": "data", "EventSource": "data", "Document": "frame",
}  # fmt: skip


@dataclass(slots=True)
class Asked:
    """A file that the look of a page rests on, as it was asked for. `status` is None until it is answered."""

    kind: AskedKind
    url: str
    headers: Mapping[str, str]
    status: int | None = None


class Traffic:
    """One page load, as CDP's Network domain tells it (https://chromedevtools.github.io/devtools-protocol/tot/Network/).

    `trouble` is set once: "too_large" or "redirect_loop", when the load has to be stopped.
    """

    def __init__(self, main_frame: str) -> None:
        self._main_frame = main_frame
        self.requests: dict[str, None] = {}
        self.document = ""  # request id of the main document
        self.body = ("", "")  # request id of a document whose answer was asked for, and its words
        self.url = ""
        self.redirects: list[str] = []
        self.status: int | None = None
        self.headers: tuple[tuple[str, str], ...] = ()
        self.asked_with: Mapping[str, str] = {}  # headers of the request for the document; none of the person's own
        self.spoken: Mapping[str, str] = {}  # headers that the browser itself added, as the wire saw them
        self.content_type = ""
        self.navigations = 0
        self.commits = 0
        self.refused: Refusal | None = None  # the main document itself was not let through
        self.trouble = ""
        self.detail = ""
        self._sizes: dict[str, int] = {}
        self.watched: dict[str, Asked] = {}  # request id → what was asked for by GET and decides how the page looks
        self.awaited: dict[str, str] = {}  # request id → URL of what scripts and frames still wait for

    def sent(self, event: Mapping[str, Any]) -> None:
        """Network.requestWillBeSent."""
        request, url, kind = str(event["requestId"]), str(event["request"]["url"]), event.get("type", "")
        if kind == "Document" and event.get("frameId") == self._main_frame:
            if request == self.document and "redirectResponse" in event:
                self.redirects.append(str(event["redirectResponse"].get("url", "")))
            elif request != self.document:
                self.document = request
                self.navigations += 1
                self.redirects += [self.url] if self.url else []
                self.status, self.headers, self.content_type = None, (), ""
                self.asked_with = event["request"].get("headers", {})
            self.url = url
            if self.navigations > MAX_NAVIGATIONS:
                self._stop("redirect_loop", f"the page sent itself on {self.navigations} times")
            return
        if len(self.requests) < _MAX_REQUESTS and not url.startswith("data:"):
            self.requests[url] = None
        if kind in _AWAITED:
            self.awaited[request] = url
        if kind in _WATCHED and len(self.watched) < _MAX_REQUESTS and event["request"].get("method") == "GET":
            self.watched.setdefault(request, Asked(_WATCHED[kind], url, event["request"].get("headers", {})))

    def spoke(self, event: Mapping[str, Any]) -> None:
        """Network.requestWillBeSentExtraInfo: the first is the document's. Cookies and credentials are passed over."""
        if not self.spoken:
            held = event.get("headers", {})
            self.spoken = {name: str(held.get(name, "")) for name in ("Accept", "Accept-Language")}

    def answered(self, event: Mapping[str, Any]) -> None:
        """Network.responseReceived."""
        request, response = str(event["requestId"]), event["response"]
        headers = {str(name).lower(): str(value) for name, value in response.get("headers", {}).items()}
        if request == self.document:
            self.status = int(response.get("status") or 0) or None
            self.headers = tuple(
                (name, value) for name, value in sorted(headers.items()) if name not in _SECRET_HEADERS
            )
            self.content_type = headers.get("content-type") or str(response.get("mimeType", ""))
        elif request in self.watched:
            self.watched[request].status = int(response.get("status") or 0)
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > MAX_BYTES:
            self._too_large(request, int(length))

    def received(self, event: Mapping[str, Any]) -> None:
        """Network.dataReceived."""
        request = str(event["requestId"])
        size = self._sizes.get(request, 0) + int(event.get("dataLength", 0))
        self._sizes[request] = size
        if size > MAX_BYTES:
            self._too_large(request, size)

    def ended(self, event: Mapping[str, Any]) -> None:
        """Network.loadingFinished and loadingFailed."""
        request = str(event["requestId"])
        self.awaited.pop(request, None)
        if event.get("blockedReason") or "BLOCKED_BY_CLIENT" in str(event.get("errorText", "")):
            self.watched.pop(request, None)  # never sent: a page is without it each time

    @property
    def lost_sight(self) -> bool:
        """Whether more was asked for than is watched."""
        return len(self.watched) >= _MAX_REQUESTS

    def header(self, name: str) -> str:
        """A header of the main document's answer."""
        return next((value for key, value in self.headers if key == name.lower()), "")

    def _too_large(self, request: str, size: int) -> None:
        if request == self.document:
            self._stop("too_large", f"{size // (1024 * 1024)} MB or more")
        else:
            self._stop("stop", "a file of the page was larger than 20 MB")

    def _stop(self, trouble: str, detail: str) -> None:
        if not self.trouble or self.trouble == "stop":
            self.trouble, self.detail = trouble, detail

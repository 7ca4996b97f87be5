"""The progress bar on stderr: what is being read, how far; silent when stderr is no terminal."""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType
from typing import TextIO

from disputelint.checker.cli.session import Session
from disputelint.checker.model.words import Text

BAR = 30
PAUSE = 0.1  # seconds between two drawings
READING = Text("Reading {host}", "{host} を確認中")
PAGES = Text("{done}/{known} pages", "{done}/{known}ページ")


class Bar:
    """Draws `Reading host  [####....]  12/26 pages  what  0:12` over itself; use it as a context manager.

    Fits `crawl.progress.Progress`. On a stream that is no terminal nothing is drawn; with --verbose each new thing
    being done gets a line.
    """

    def __init__(self, host: str, session: Session, stream: TextIO | None = None) -> None:
        self.host = host
        self.session = session
        self.stream = stream or sys.stderr
        self.drawn = not session.quiet and self.stream.isatty()
        self.started = time.monotonic()
        self._last = 0.0
        self._said = ""
        self._line = ""

    def __enter__(self) -> Bar:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Leave the line as it stands last, so that what follows begins on a line of its own."""
        if self.drawn and self._line:
            self._put(self._line)
            self.stream.write("\n")
            self.stream.flush()

    def step(self, done: int, known: int, what: Text) -> None:
        """`done` of `known` pages are read; `what` is being done."""
        if not self.drawn:
            self._note(what)
            return
        self._line = self._made(done, known, what)
        now = time.monotonic()
        if now - self._last >= PAUSE or done == known:
            self._last = now
            self._put(self._line)

    def _note(self, what: Text) -> None:
        said = what.in_(self.session.language)
        if self.session.verbose and not self.session.quiet and said != self._said:
            from disputelint.reports.inert import terminal

            self._said = said
            self.stream.write(f"{terminal(said)}\n")
            self.stream.flush()

    def _made(self, done: int, known: int, what: Text) -> str:
        from disputelint.reports.inert import terminal

        language = self.session.language
        full = BAR if known and done >= known else BAR * done // max(known, 1)
        seconds = int(time.monotonic() - self.started)
        head = READING.fill(host=self.host).in_(language)
        pages = PAGES.fill(done=done, known=known).in_(language)
        clock = f"{seconds // 60}:{seconds % 60:02}"
        return f"{head}  [{'#' * full}{'.' * (BAR - full)}]  {pages}  {clock}  {terminal(what.in_(language))}"

    def _put(self, line: str) -> None:
        from disputelint.reports.width import cells

        room = shutil.get_terminal_size().columns - 1
        while cells(line) > room:
            line = line[:-1]
        self.stream.write("\r" + line + " " * (room - cells(line)) + "\r" + line)
        self.stream.flush()

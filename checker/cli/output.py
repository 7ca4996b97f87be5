"""Results to stdout, everything else to stderr; survives code pages that lack a character, and closed pipes."""

from __future__ import annotations

import codecs
import errno
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from disputelint.checker.cli.session import ColorMode, Session
from disputelint.checker.errors import UsageError
from disputelint.checker.model.words import Text

HANDLER = "disputelint.twins"
_OTHER = re.compile(r"[^\x00-\x7f]+")
# What says the same with characters that nearly every code page has; tried from left to right.
TWINS: Mapping[str, tuple[str, ...]] = {
    "\u2010": ("-",),
    "\u2011": ("-",),
    "\u2012": ("-",),
    "\u2013": ("-",),
    "\u2014": ("\u2015", "--"),
    "\u2015": ("--",),
    "\u2018": ("'",),
    "\u2019": ("'",),
    "\u201c": ('"',),
    "\u201d": ('"',),
    "\u201e": ('"',),
    "\u2022": ("*",),
    "\u2026": ("...",),
    "\u2192": ("->",),
    "\u2212": ("\uff0d", "-"),
    "\u301c": ("\uff5e", "-"),
    "\uff5e": ("\u301c", "-"),
    "\u00a0": (" ",),
    "\u00a5": ("\uffe5", "JPY "),
    "\uffe5": ("\u00a5", "JPY "),
    "\u00a3": ("\uffe1", "GBP "),
    "\u20ac": ("EUR ",),
    "\u00a9": ("(c)",),
    "\u00ae": ("(R)",),
    "\u2122": ("(TM)",),
    "\u00d7": ("x",),
    "\u300c": ('"',),
    "\u300d": ('"',),
    "\u3001": (", ",),
    "\u3002": (". ",),
    "\uff1a": (": ",),
    "\uff08": (" (",),
    "\uff09": (")",),
    "\u3000": (" ",),
}


def prepare_streams() -> None:
    """Let stdout and stderr write any text in whatever code page they have."""
    codecs.register_error(HANDLER, _twin)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=HANDLER)


def _twin(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: the twin that the encoding has, else the letter without its marks, else an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    said = "".join(_one(char, error.encoding) for char in error.object[error.start : error.end])
    return said, error.end


def _one(char: str, encoding: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c))
    for candidate in (*TWINS.get(char, ()), bare):
        if candidate and candidate != char and _fits(candidate, encoding):
            return candidate
    return char.encode("ascii", "backslashreplace").decode("ascii")


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def colored(stream: TextIO, mode: ColorMode, environ: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour what goes to `stream`: --color, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal.

    https://no-color.org: any non-empty value counts.
    """
    if mode != "auto":
        return mode == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR", "") not in ("", "0"):
        return True
    return stream.isatty() and environ.get("TERM") != "dumb"


def result(text: str) -> None:
    """Write a result to stdout, ending in one newline. A reader that went away (`| head`) is no error."""
    _write(sys.stdout, text if text.endswith("\n") else text + "\n")


def result_json(text: str) -> None:
    """Write JSON to stdout. Where the code page is not Unicode, other characters become JSON's own escapes: a twin of
    a quotation mark would end the string it stands in.
    """
    encoding = codecs.lookup(getattr(sys.stdout, "encoding", None) or "utf-8").name
    if not encoding.startswith("utf"):
        text = _OTHER.sub(lambda found: json.dumps(found[0])[1:-1], text)
    result(text)


def result_bytes(data: bytes) -> None:
    """Write a binary result (a PDF) to stdout."""
    with _read_to_the_end_or_not(sys.stdout):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def note(session: Session, text: Text) -> None:
    """Say something to the person, on stderr; not with --quiet."""
    if not session.quiet:
        _write(sys.stderr, text.in_(session.language) + "\n")


def complain(text: str) -> None:
    """Say something that must be read, on stderr, whatever --quiet says."""
    _write(sys.stderr, text if text.endswith("\n") else text + "\n")


def _write(stream: TextIO, text: str) -> None:
    with _read_to_the_end_or_not(stream):
        stream.write(text)
        stream.flush()


@contextmanager
def _read_to_the_end_or_not(stream: TextIO) -> Iterator[None]:
    """A reader that goes away (Windows calls it EINVAL) leaves the exit code to the verdict."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in (errno.EPIPE, errno.EINVAL):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())  # what remains has nowhere to go


def save(path: Path, content: str | bytes) -> None:
    """Write an output file, its folder made when missing. Raises UsageError when it cannot be written."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise UsageError(
            Text(f"The output cannot be written: {reason}", f"出力を書き込めません：{reason}"), where=str(path)
        ) from None

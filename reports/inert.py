"""Makes what a page said harmless in each output: the one place per output that escapes untrusted text."""

from __future__ import annotations

import re

# Bidirectional controls reorder what stands around them (UAX #9); others hide characters.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u200b\u200c\u2060-\u2065\ufeff\u00ad\ufff9-\ufffb\U000e0000-\U000e007f]")
_SPACE = re.compile(r"[ \t\r\n\f\v\u0085\u2028\u2029]+")
_LINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\f\v]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # Unicode's Cc without the line feed, and Cs
# What a CI runner obeys when it stands in a log: `::error ...::` at the start of a line, `##[error]` anywhere
# (github.com/actions/runner, src/Runner.Common/ActionCommand.cs), `##vso[` and `##teamcity[` alike.
_COMMAND = re.compile(
    r"::(?=(?:error|warning|notice|debug|group|endgroup|echo|add-mask|add-matcher|remove-matcher|add-path|set-env"
    r"|set-output|save-state|stop-commands)\b)",
    re.IGNORECASE,
)
_LOG_COMMAND = re.compile(r"##(?=[A-Za-z]{0,20}\[)")


def terminal(text: str, *, keep_lines: bool = False) -> str:
    """`text` without anything a terminal would obey: control characters shown as U+FFFD, bidi and invisible ones
    dropped, lone surrogates replaced; white space folded to one space, or only line ends made one kind (`keep_lines`).
    What a CI runner would take from a log as a command is broken by a space.
    """
    text = _LINES.sub("\n", text) if keep_lines else _SPACE.sub(" ", text)
    text = _INVISIBLE.sub("", _BIDI.sub("", text))
    return _LOG_COMMAND.sub("## ", _COMMAND.sub(": :", _CONTROL.sub("\ufffd", text)))


QUOTE = 480  # characters of a quote that a report shows
LONGEST = 24_000  # characters of any one text in the HTML report


def html(value: object) -> object:
    """What a template prints, before it is escaped: text without control, bidi and invisible characters, cut when it
    is longer than any report needs. What is already markup, and numbers, stay as they are.
    """
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return cut(terminal(value, keep_lines=True), LONGEST)


def plain(text: str, length: int = QUOTE) -> str:
    """`text` as one line without anything that is obeyed, in at most `length` characters."""
    return cut(terminal(text[: 4 * length]).strip() + ("…" if len(text) > 4 * length else ""), length)


def cut(text: str, length: int = QUOTE) -> str:
    """`text` in at most `length` characters; what was left out is marked with an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def link(url: str) -> str:
    """`url` when a browser may be sent there (http, https, mailto), else nothing."""
    scheme = url.split(":", 1)[0].lower()
    if scheme not in ("http", "https", "mailto") or len(url) > 2000 or terminal(url) != url or " " in url:
        return ""
    return url

"""Makes what a page said harmless in Markdown, XML, CSV and workflow commands."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from disputelint.reports.inert import QUOTE, link, plain

_MARKUP = re.compile(r"[\\`*_~|<>&\[\]$]")
_START = re.compile(r"[-+=#]|\d{1,9}(?=[.)])")
_RUN = re.compile("`+")
# GitHub makes links of these after it has read the Markdown, so that no escape helps; a zero-width space parts them.
_MENTION = re.compile(r"@(?=\w)")
_REFERENCE = re.compile(r"#(?=\d)|(?<=\b[Gg][Hh])-(?=\d)")
_ADDRESS = re.compile(r"(?<=[A-Za-z]):(?=//)|(?<=\b[wW]{3})\.|(?<=\bmailto):|(?<=\bxmpp):", re.IGNORECASE)
_IN_TARGET = {ord(char): f"%{ord(char):02X}" for char in '()<>\\|`"^{}[] '}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2 (Char)
_FORMULA = re.compile("[=+@\\-\t\r\n＝＋＠－−|%]")
_TURNED = re.compile(r"\d[\d.,:/ eE+-]*")
APART = "\u200b"


def markdown(text: str, length: int = QUOTE, *, opens: bool = False) -> str:
    """`text` as one line of GitHub's Markdown that shows it and does nothing: no markup, HTML, link, mention or issue
    reference; fit for a table's cell. At most about twice `length` with its escapes. `opens`: it begins a line.
    """
    said = _escaped(plain(text, length))
    if len(said) > 2 * length:
        said = _escaped(plain(text, 2 * length * length // len(said)))
    return _START.sub(_entity, said, count=1) if opens and _START.match(said) else said


def _escaped(said: str) -> str:
    said = _MENTION.sub("@" + APART, said)
    said = _REFERENCE.sub(lambda found: found[0] + APART, said)
    said = _ADDRESS.sub(lambda found: APART + "." if found[0] == "." else found[0] + APART, said)
    return _MARKUP.sub(_entity, said)


def _entity(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in found[0])


def code(text: str, length: int = 200) -> str:
    """`text` in a code span, fit for a table's cell; as Markdown text when it holds what a cell cannot have in code."""
    said = plain(text, length)
    if not said or "|" in said or "\\" in said:
        return markdown(text, length)
    fence = "`" * (1 + max(map(len, _RUN.findall(said)), default=0))
    gap = " " if said[0] == "`" or said[-1] == "`" else ""
    return f"{fence}{gap}{said}{gap}{fence}"


def fence(text: str, name: str = "") -> str:
    """`text`, whose lines are kept and are ours, in a fenced block that nothing in it can end."""
    marks = "`" * max(3, 1 + max(map(len, _RUN.findall(text)), default=0))
    return f"{marks}{name}\n{text}\n{marks}"


def anchor(text: str, url: str) -> str:
    """A Markdown link; the text alone when a browser must not be sent to `url`. `text` is Markdown already."""
    safe = link(url)
    try:
        good = bool(safe) and bool(urlsplit(safe).netloc)
    except ValueError:
        good = False
    return f"[{text}]({safe.translate(_IN_TARGET)})" if good else text


def xml(text: str, length: int = QUOTE) -> str:
    """`text` as one line without characters that XML 1.0 forbids; the writer escapes the others."""
    return _NOT_XML.sub("\ufffd", plain(text, length))


def cell(text: str, length: int = QUOTE) -> str:
    """`text` as a cell that a spreadsheet shows as it stands: nothing it would calculate (`=`, `+`, `-`, `@` and their
    full-width forms, https://owasp.org/www-community/attacks/CSV_Injection), nothing it would turn into a date or
    shorten as a number. An apostrophe before it says that it is text.
    """
    said = plain(text, length)
    if _FORMULA.match(said) or (_TURNED.fullmatch(said) and not (said.isdecimal() and len(said) < 12)):
        return "'" + said
    return said


def command_data(text: str) -> str:
    """The message of a workflow command: `%`, CR and LF escaped as the runner reads them."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """A property of a workflow command: `:` and `,` are escaped too."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")

"""Under which conditions a line of a template comes out: `if`, `unless`, `case`, loops, in the common template languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disputelint.checker.theme.scan import Code

_WORD = re.compile(r"[-~\s]*(?P<word>[a-zA-Z_]+)[\s(]*(?P<rest>.*?)[-~\s]*$", re.DOTALL)
_OPEN = frozenset(("if", "unless", "case", "for", "foreach", "while", "with", "range", "block", "define", "ifchanged"))
_TURN = frozenset(("elsif", "elseif", "elif", "else", "when"))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of source that comes out under one condition. `subject` is what a `case` is about."""

    start: int
    end: int
    word: str
    condition: str
    subject: str = ""


def statements(codes: Sequence[Code], text: str) -> Iterator[tuple[int, int, str]]:
    """Every statement with where it begins and ends; the lines of a block of code one by one."""
    for code in codes:
        if code.output:
            continue
        said = code.text
        if re.match(r"\s*-?\s*liquid\b", said):
            at = text.find("liquid", code.start) + 6
            for line in text[at : code.end].split("\n"):
                if line.strip():
                    yield at, at + len(line), line.strip()
                at += len(line) + 1
        else:
            yield code.start, code.end, said.strip()


def spans(codes: Sequence[Code], text: str) -> list[Span]:
    """The stretches of a template, in the order in which they end."""
    found: list[Span] = []
    stack: list[tuple[int, str, str, str]] = []  # start, word, condition, subject
    for start, end, said in statements(codes, text):
        match = _WORD.match(said)
        if match is None:
            continue
        word, rest = match["word"].lower(), match["rest"]
        if word in _OPEN and not (word in ("block", "with") and "endblock" not in text and "{{" not in text):
            stack.append((end, word, rest, rest if word == "case" else ""))
        elif word in _TURN and stack:
            begun, before, condition, subject = stack.pop()
            if before != "case":
                found.append(Span(begun, start, before, condition, subject))
            stack.append((end, word, rest, subject))
        elif word.startswith("end") and stack and (word == "end" or word[3:] in _OPEN):
            begun, before, condition, subject = stack.pop()
            found.append(Span(begun, start, before, condition, subject))
    return found


def around(held: Sequence[Span], offset: int) -> list[Span]:
    """The stretches that a place stands in, the innermost first."""
    return sorted((one for one in held if one.start <= offset < one.end), key=lambda one: one.end - one.start)

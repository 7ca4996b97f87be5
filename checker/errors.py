"""Everything that can go wrong because of a person's input or the world, with the exit code it ends in.

DisputelintError            what happened, where, and what to do
├── UsageError              2  the command line
├── ConfigError             2  disputelint.yml, waivers, baseline
├── RuleError               2  a rule, requirement, preset or lexicon file
├── SnapshotError           2  a snapshot or HTML folder that cannot be read
├── BrowserMissing          2  no usable Chromium
├── Interrupted           130  Ctrl-C
└── InternalError           4  a defect of ours

What a shop does (refuses, times out, redirects for ever) is not an error: it becomes a page with a reason code.
"""

from __future__ import annotations

from dataclasses import dataclass

from disputelint.checker.model import Text


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file that a person wrote. Lines and columns count from 1; `source` are the lines around it."""

    file: str
    line: int = 0
    column: int = 0
    source: tuple[tuple[int, str], ...] = ()

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)


class DisputelintError(Exception):
    """Base of all. `code` is a stable id ("E101") for errors in files."""

    exit_code = 4

    def __init__(self, what: Text, *, where: Spot | str = "", hint: Text | None = None, code: str = "") -> None:
        super().__init__(what.en)
        self.what = what
        self.where = where
        self.hint = hint
        self.code = code


class UsageError(DisputelintError):
    """The command line asks for something that does not exist or contradicts itself."""

    exit_code = 2


class ConfigError(DisputelintError):
    """A configuration, waiver or baseline file is wrong."""

    exit_code = 2


class RuleError(DisputelintError):
    """A rule, requirement, preset or lexicon file is wrong."""

    exit_code = 2


class SnapshotError(DisputelintError):
    """A snapshot or a folder of HTML cannot be read."""

    exit_code = 2


class BrowserMissing(DisputelintError):
    """No browser was found; the hint has the commands that mend it."""

    exit_code = 2


class Interrupted(DisputelintError):
    """Somebody pressed Ctrl-C."""

    exit_code = 130


class InternalError(DisputelintError):
    """A defect of disputelint."""

    exit_code = 4


class Several(DisputelintError):
    """More than one error of one kind, told together (all mistakes of a rule folder)."""

    def __init__(self, errors: tuple[DisputelintError, ...]) -> None:
        super().__init__(errors[0].what, where=errors[0].where, hint=errors[0].hint, code=errors[0].code)
        self.errors = errors
        self.exit_code = errors[0].exit_code

"""What every way of failing prints, and its exit code."""

from __future__ import annotations

import sys

import click

from disputelint.checker.cli import errors, output
from disputelint.checker.cli.exit import INTERNAL
from disputelint.checker.cli.session import Session
from disputelint.checker.errors import DisputelintError


def failed(error: BaseException, session: Session) -> int:
    """Print `error` on stderr in the session's language; the exit code comes back. SystemExit keeps its own."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else INTERNAL
    if isinstance(error, (KeyboardInterrupt, click.Abort)):
        error = errors.interrupted()
    if isinstance(error, click.ClickException):
        error = errors.translate(error)
    if isinstance(error, DisputelintError):
        color = output.colored(sys.stderr, session.color)
        output.complain(errors.render(error, session.language, color=color))
        return error.exit_code
    output.complain(errors.internal(error, session))
    return INTERNAL

"""The command line: one file per command; exit codes are decided here only."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def program() -> None:
    """Entry point of `disputelint`: `main`, and the end of the process."""
    from disputelint.checker.cli.ending import at_once
    from disputelint.checker.collector import slow_down

    slow_down()
    at_once(main)


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command line of this process, or `argv`. Leaves by SystemExit with the documented code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words == ["--version"]:  # asked by every CI log and package test: answered without loading anything
        from disputelint import __version__

        print(f"disputelint {__version__}")
        sys.exit(0)
    from disputelint.checker.collector import seldom

    with seldom():  # from the first import on: they make a hundred thousand objects that stay
        from disputelint.checker.cli.output import prepare_streams

        prepare_streams()
        try:
            code = run(words)
        except KeyboardInterrupt:  # while the command line itself was still being loaded, or a second time
            code = 130
    sys.exit(code)


def run(words: Sequence[str]) -> int:
    """Run one command line; the exit code comes back, and nothing is raised."""
    import click

    from disputelint.checker.cli import language
    from disputelint.checker.cli.root import root
    from disputelint.checker.cli.session import Session, color_of

    chosen, explicit = language.choose(
        words, os.environ, language.of_system(os.environ), getattr(sys.stdout, "encoding", "utf-8")
    )
    session = Session(
        language=chosen,
        explicit_language=explicit,
        color=color_of(words, os.environ),
        verbose=bool({"-v", "--verbose"} & set(words)),
    )
    try:
        code = root().main(args=list(words), prog_name="disputelint", standalone_mode=False, obj=session)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except BaseException as error:
        from disputelint.checker.cli.failure import failed

        return failed(error, session)

"""Starts the storefront of a project (`serve:` in the configuration), waits until it answers, stops it at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from disputelint.checker.config.settings import Serve
from disputelint.checker.errors import ConfigError
from disputelint.checker.model.words import Text

WAIT = 90.0  # seconds until the storefront has to answer
PAUSE = 0.3
GRACE = 5.0  # seconds to end by itself


@contextmanager
def served(serve: Serve, folder: Path, wait: float = WAIT) -> Iterator[str]:
    """The URL of the storefront that `serve.command`, run in `folder`, starts.

    Raises ConfigError when the command ends before its URL answers, or the URL does not answer in time.
    """
    # The command is the project's own, written in its configuration to be run by a shell (`npm run dev`).
    windows = sys.platform == "win32"
    process = subprocess.Popen(
        serve.command,
        shell=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        start_new_session=not windows,  # so that its children can be stopped with it
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    try:
        _wait(serve, process, wait)
        yield serve.url
    finally:
        _stop(process)


def _wait(serve: Serve, process: subprocess.Popen[bytes], wait: float) -> None:
    end = time.monotonic() + wait
    while time.monotonic() < end:
        if process.poll() is not None:
            code = process.returncode
            raise ConfigError(
                Text(f"`serve` ended with code {code}", f"`serve` のコマンドがコード{code}で終わりました"),
                where=serve.command,
            )
        if _answers(serve.url):
            return
        time.sleep(PAUSE)
    raise ConfigError(
        Text(
            f"`serve` did not answer at {serve.url} within {wait:.0f} seconds",
            f"`serve` が {wait:.0f}秒以内に {serve.url} で応答しませんでした",
        ),
        where=serve.command,
    )


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=5).close()
    except urllib.error.HTTPError:
        return True  # it is there, whatever it says
    except OSError:
        return False
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the command and everything it started."""
    if sys.platform == "win32":
        with suppress(OSError, subprocess.TimeoutExpired):  # the audit is done; what does not end is not its failure
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
            process.wait(timeout=GRACE)
        return
    for sign in (signal.SIGTERM, signal.SIGKILL):
        end = time.monotonic() + GRACE
        try:
            os.killpg(process.pid, sign)
            while time.monotonic() < end:
                process.poll()  # reaps it, else its group never ends
                os.killpg(process.pid, 0)
                time.sleep(0.02)
        except ProcessLookupError:  # the whole group is gone
            return

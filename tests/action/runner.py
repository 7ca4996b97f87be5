"""A runner that executes the steps of action.yml as GitHub's does, and a GitHub that answers on loopback.

Not the runner's: steps with `uses`. `actions/setup-python` gives the Python named here, the cache keeps nothing.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
_ANY_GIVEN = re.compile(r"\$\{\{\s*((?:inputs[.][a-z-]+ != ''(?: \|\| )?)+)\s*\}\}")
_EXPRESSION = re.compile(r"\$\{\{\s*([a-z]+(?:[.][A-Za-z0-9_-]+)+)\s*\}\}")
# Stands for the Python of the runner: makes no environment and installs nothing, for this one has all that is needed.
_PYTHON = """#!/bin/sh
case "$2" in
  venv) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  pip) echo "$*" >>"{log}"; if [ "$3" = cache ]; then echo "{log}.packages"; fi ;;
  playwright) echo "$*" >>"{log}" ;;
  *) exec "{real}" "$@" ;;
esac
"""


def action() -> dict[str, Any]:
    """action.yml."""
    held: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return held


@dataclass
class Ran:
    """What came of the Action."""

    code: int
    outputs: dict[str, str]
    summary: str
    log: str
    installed: str


@dataclass
class Runner:
    """`folder` is the workspace and all else; `event` the payload; `environ` what the job adds."""

    folder: Path
    api: str = "http://127.0.0.1:9"
    event: dict[str, Any] = field(default_factory=dict)
    environ: dict[str, str] = field(default_factory=dict)

    def github(self) -> dict[str, str]:
        """The variables that GitHub sets."""
        (self.folder / "event.json").write_text(json.dumps(self.event), encoding="utf-8")
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_ACTOR": "mei",
            "GITHUB_API_URL": self.api,
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_REPOSITORY": "kanso/theme",
            "GITHUB_SHA": "1" * 40,
            "GITHUB_RUN_ID": "77",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "RUNNER_TEMP": str(self.folder / "temp"),
            **self.environ,
        }

    def run(self, **given: str) -> Ran:
        """Execute the steps with these inputs (`-` as `_`); after one that fails, only those that always run."""
        made = action()
        inputs = {name: str(one.get("default", "")) for name, one in made["inputs"].items()}
        values = {f"inputs.{name}": value for name, value in inputs.items()}
        for name, value in given.items():
            assert f"inputs.{name.replace('_', '-')}" in values, name
            values[f"inputs.{name.replace('_', '-')}"] = value
        values |= {"github.token": "t0ken", "runner.os": "Linux", "runner.arch": "X64"}
        values["github.run_id"], values["github.run_attempt"], values["github.job"] = "77", "1", "storefront"
        log, code = [], 0
        for step in made["runs"]["steps"]:
            condition, always = str(step.get("if", "")), "always() && "
            if code and not condition.startswith(always):
                continue
            if condition and not self._holds(condition.removeprefix(always), values):
                continue
            if "uses" in step:
                values |= self._used(step)
                continue
            code, said = self._bash(step, values)
            log.append(said)
        prefix = "steps.audit.outputs."
        outputs = {
            name: self._filled(one["value"], values)
            for name, one in made["outputs"].items()
            if f"{prefix}{name}" in values
        }
        summary = self.folder / "summary.md"
        installed = self.folder / "pip.log"
        return Ran(
            code,
            outputs,
            summary.read_text(encoding="utf-8") if summary.exists() else "",
            "\n".join(log),
            installed.read_text(encoding="utf-8") if installed.exists() else "",
        )

    def _used(self, step: dict[str, Any]) -> dict[str, str]:
        if not step["uses"].startswith("actions/setup-python@"):
            return {}
        assert step["with"]["update-environment"] is False  # the caller's Python is left alone
        python = self.folder / "python"
        python.write_text(_PYTHON.format(log=self.folder / "pip.log", real=sys.executable), encoding="utf-8")
        python.chmod(0o755)
        return {f"steps.{step['id']}.outputs.python-path": str(python)}

    def _bash(self, step: dict[str, Any], values: dict[str, str]) -> tuple[int, str]:
        assert step["shell"] == "bash" and "${{" not in step["run"]
        output = self.folder / "output"
        output.write_text("", encoding="utf-8")
        own = {name: self._filled(str(value), values) for name, value in step.get("env", {}).items()}
        ran = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env={**_quiet(), **self.github(), **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=150,
            check=False,
        )
        for line in output.read_text(encoding="utf-8").splitlines():
            name, _, value = line.partition("=")
            values[f"steps.{step.get('id', '?')}.outputs.{name}"] = value
        return ran.returncode, ran.stdout.decode("utf-8")

    @staticmethod
    def _filled(text: str, values: dict[str, str]) -> str:
        given = _ANY_GIVEN.fullmatch(text)
        if given:
            return "true" if any(values[one.split()[0]] for one in given[1].split(" || ")) else "false"
        return _EXPRESSION.sub(lambda found: values.get(found[1], ""), text)

    @staticmethod
    def _holds(condition: str, values: dict[str, str]) -> bool:
        left, sign, right = re.fullmatch(r"(\S+) (==|!=) '(.*)'", condition).groups()  # type: ignore[union-attr]
        return (values.get(left, "") == right) == (sign == "==")


def _quiet() -> dict[str, str]:
    """This environment without what would change the run."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DISPUTELINT_", "INPUT_", "GITHUB_", "PYTEST_"))
    }


def pull_request(number: int = 12, head: str = "kanso/theme", sha: str = "a" * 40) -> dict[str, Any]:
    """The payload of `pull_request`."""
    return {
        "pull_request": {
            "number": number,
            "head": {"sha": sha, "repo": {"full_name": head}},
            "base": {"sha": "b" * 40, "repo": {"full_name": "kanso/theme"}},
        }
    }


@dataclass
class FakeGitHub:
    """Comments of one pull request. `refuse` is the status of every write; `asked` are all requests."""

    url: str = ""
    comments: list[dict[str, Any]] = field(default_factory=list)
    head: str = "a" * 40
    refuse: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)

    def answer(self, method: str, path: str, body: dict[str, Any] | None) -> tuple[int, Any]:
        self.asked.append((method, path))
        bare, _, query = path.partition("?")
        if bare == "/user":
            return 403, {"message": "Resource not accessible by integration"}
        if method != "GET" and self.refuse:
            return self.refuse, {"message": "Resource not accessible by integration"}
        if bare == "/repos/kanso/theme/pulls/12":
            return 200, {"head": {"sha": self.head}}
        if method == "GET" and bare == "/repos/kanso/theme/issues/12/comments":
            page = int(re.search(r"(?<![a-z_])page=(\d+)", query)[1])  # type: ignore[index]
            return 200, self.comments[(page - 1) * 100 : page * 100]
        if method == "POST" and bare == "/repos/kanso/theme/issues/12/comments" and body is not None:
            self.write(body["body"])
            return 201, self.comments[-1]
        held = next((one for one in self.comments if bare == f"/repos/kanso/theme/issues/comments/{one['id']}"), None)
        if method == "PATCH" and held is not None and body is not None:
            held["body"] = body["body"]
            return 200, held
        return 404, {"message": "Not Found"}

    def write(self, body: str, kind: str = "Bot") -> None:
        """Add a comment."""
        self.comments.append(
            {"id": 1000 + len(self.comments), "body": body, "user": {"login": "github-actions[bot]", "type": kind}}
        )


@contextlib.contextmanager
def fake_github() -> Iterator[FakeGitHub]:
    """A GitHub on a free port of loopback."""
    held = FakeGitHub()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            held.tokens.add(self.headers.get("Authorization", ""))
            status, answer = held.answer(self.command, self.path, body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = _do

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    held.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""The pull-request comment that is kept up to date: found by its hidden first line, changed in place.

GitHub REST API, "Issue comments" (docs.github.com/en/rest/issues/comments) and "Pulls". Version 2022-11-28.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any, Final, Literal

from disputelint import __version__

SECONDS: Final = 20.0
PAGES: Final = 30  # of a hundred comments each
Done = Literal["created", "updated", "unchanged", "silent"]


class Refused(Exception):
    """GitHub did not do what it was asked, or was not reached; the words say which."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"HTTP {status}: {said}" if status else said)
        self.status = status


@dataclass(frozen=True, slots=True)
class GitHub:
    """The API of one repository. Nothing but these calls is made with the token."""

    api: str
    repository: str
    token: str

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The decoded answer. Raises Refused."""
        request = urllib.request.Request(
            self.api.rstrip("/") + path,
            data=None if body is None else json.dumps(body).encode("utf-8"),
            method=method,
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {self.token}",
                "Content-Type": "application/json",
                "User-Agent": f"disputelint/{__version__}",
                "X-GitHub-Api-Version": "2022-11-28",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return json.loads(answer.read().decode("utf-8") or "null")
        except urllib.error.HTTPError as problem:
            raise Refused(problem.code, _message(problem)) from None
        except (OSError, ValueError) as problem:
            raise Refused(0, str(problem)[:200]) from None

    def head_of(self, pull_request: int) -> str:
        """The commit at the head of a pull request. Raises Refused."""
        found = self.ask("GET", f"/repos/{self.repository}/pulls/{pull_request}")
        head = found.get("head") if isinstance(found, dict) else None
        return str(head.get("sha", "")) if isinstance(head, dict) else ""

    def say(self, pull_request: int, body: str, *, worth_it: bool = True) -> Done:
        """Change our comment with the first line of `body` to it, or make one. Raises Refused.

        `worth_it` False: a comment that is there is brought up to date, and none is made.
        """
        marker = body.split("\n", 1)[0]
        held = self._ours(pull_request, marker)
        if held is None and not worth_it:
            return "silent"
        if held is None:
            self.ask("POST", f"/repos/{self.repository}/issues/{pull_request}/comments", {"body": body})
            return "created"
        if str(held.get("body", "")).replace("\r\n", "\n").strip() == body.strip():
            return "unchanged"
        self.ask("PATCH", f"/repos/{self.repository}/issues/comments/{int(held['id'])}", {"body": body})
        return "updated"

    def _ours(self, pull_request: int, marker: str) -> dict[str, Any] | None:
        """The comment that begins with the marker and that we wrote: anybody may copy the marker."""
        me = self._login()
        for page in range(1, PAGES + 1):
            query = urllib.parse.urlencode({"per_page": 100, "page": page})
            found = self.ask("GET", f"/repos/{self.repository}/issues/{pull_request}/comments?{query}")
            comments = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
            for one in comments:
                if str(one.get("body", "")).startswith(marker) and _by(one.get("user"), me):
                    return one
            if len(comments) < 100:
                return None
        return None

    def _login(self) -> str:
        """Whose token it is; "" for the token of a job, which may not ask."""
        try:
            found = self.ask("GET", "/user")
        except Refused:
            return ""
        return str(found.get("login", "")) if isinstance(found, dict) else ""


def _by(user: object, me: str) -> bool:
    if not isinstance(user, dict):
        return False
    return user.get("login") == me if me else user.get("type") == "Bot"


def _message(problem: urllib.error.HTTPError) -> str:
    try:
        said = json.loads(problem.read().decode("utf-8", "replace"))
    except (OSError, ValueError):
        return str(problem.reason)[:200]
    return str(said.get("message", problem.reason))[:200] if isinstance(said, dict) else str(problem.reason)[:200]

"""The GitHub job that a run stands in, as its environment tells it (docs.github.com, "Variables reference")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from disputelint.checker.config.secrets import event, withheld

if TYPE_CHECKING:
    from disputelint.reports.comment import Forge

_REPOSITORY = re.compile(r"[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `pull_request` is None when the event is about none; `read_only`: its token may write nothing."""

    server: str  # "https://github.com"
    api: str  # "https://api.github.com"
    repository: str  # "owner/name"
    commit: str  # the head that is audited, not GitHub's trial merge; "" when it is not told
    run_id: str
    pull_request: int | None = None
    read_only: bool = False

    @property
    def forge(self) -> Forge:
        """The addresses that a comment links to."""
        from disputelint.reports.comment import Forge

        home = f"{self.server}/{self.repository}"
        return Forge(
            files=f"{home}/blob/{self.commit}" if self.commit else "",
            run=f"{home}/actions/runs/{self.run_id}" if self.run_id else "",
        )


def job(environ: Mapping[str, str]) -> Job | None:
    """The job of this run; None outside of GitHub Actions.

    After `workflow_run` it is the run that ended before: its commit, its report.
    """
    repository = environ.get("GITHUB_REPOSITORY", "")
    if environ.get("GITHUB_ACTIONS") != "true" or not _REPOSITORY.fullmatch(repository):
        return None
    payload = event(environ)
    commit, run_id = environ.get("GITHUB_SHA", ""), environ.get("GITHUB_RUN_ID", "")
    request, earlier = _part(payload, "pull_request"), _part(payload, "workflow_run")
    if request:
        commit = str(_part(request, "head").get("sha") or commit)
    elif earlier:
        commit, run_id = str(earlier.get("head_sha", "")), str(earlier.get("id", ""))
    number = request.get("number")
    return Job(
        server=environ.get("GITHUB_SERVER_URL") or "https://github.com",
        api=environ.get("GITHUB_API_URL") or "https://api.github.com",
        repository=repository,
        commit=commit if _COMMIT.fullmatch(commit) else "",
        run_id=run_id if run_id.isdigit() else "",
        pull_request=number if isinstance(number, int) else None,
        read_only=bool(withheld(environ)),
    )


def _part(payload: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = payload.get(key)
    return value if isinstance(value, Mapping) else {}

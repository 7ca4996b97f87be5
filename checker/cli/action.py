"""The steps of the GitHub Action (`action.yml`): `python -m disputelint.checker.cli.action [browser|store|audit]`.

`audit` runs `disputelint audit` as the inputs say and hands its report on: outputs, job summary, annotations and the
comment on the pull request. The exit code is that of the audit; nothing that GitHub refuses changes it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from disputelint.checker.cli import action_inputs, exit, output
from disputelint.checker.cli.action_inputs import FILES, NUMBER, PREFIX, Inputs
from disputelint.checker.cli.forge import Job, job
from disputelint.checker.cli.sticky import Done, GitHub, Refused
from disputelint.checker.errors import DisputelintError, UsageError
from disputelint.checker.model import Language, Report
from disputelint.checker.model.words import Text
from disputelint.reports.counts import count
from disputelint.reports.inert_markup import command_data

SUMMARY_LIMIT = 1024 * 1024 - 16  # bytes of a step; GitHub drops what is longer, just under it without a word
Run = Callable[[Sequence[str], Mapping[str, str]], int]
READ_ONLY = Text(
    "The comment was not posted: runs of forks and of Dependabot may not write. It is in the report folder; docs/ci.md"
    " shows the workflow that posts it.",
    "コメントは投稿しませんでした。フォークやDependabotによる実行には書き込み権限がありません。内容は報告フォルダーにあり、"
    "投稿するワークフローは docs/ci.md にあります。",
)
REFUSED = Text(
    "The comment was not posted ({why}). The job needs `permissions: pull-requests: write`. The verdict stands.",
    "コメントを投稿できませんでした（{why}）。ジョブに permissions: pull-requests: write が必要です。判定には影響しません。",
)
NO_REQUEST = Text("The report is of no pull request.", "プルリクエストの報告ではありません。")
DONE: Mapping[Done, Text] = {
    "created": Text("The comment was made.", "コメントを投稿しました。"),
    "updated": Text("The comment was brought up to date.", "コメントを更新しました。"),
    "unchanged": Text("The comment stands as it is.", "コメントに変更はありません。"),
    "silent": Text("Nothing to comment on.", "コメントすることはありません。"),
}
CLOSED = Text(
    "The shop opens with secrets: no page loads are kept for later runs. docs/ci.md says how to keep them all the same.",
    "秘密情報で開くストアのため、ページの表示は次回以降のために保存しません。保存する方法は docs/ja/ci.md にあります。",
)
NO_BROWSER = Text("There is no browser yet.", "ブラウザーはまだありません。")
STRANGE = Text(
    "The report names a pull request whose head is not the commit that was audited; nothing was posted.",
    "報告にあるプルリクエストの先頭が、検査したコミットと一致しません。投稿しませんでした。",
)


def main(words: Sequence[str], environ: MutableMapping[str, str], run: Run | None = None) -> int:
    """Do one step; the exit code comes back. `run` starts `disputelint` (by default as a process of its own)."""
    output.prepare_streams()
    language: Language = "ja" if environ.get(PREFIX + "LANG") == "ja" else "en"
    try:
        if list(words) == ["browser"]:
            return browser(environ, language)
        if list(words) == ["store"]:
            return store(environ, language)
        inputs = action_inputs.read(environ)
        token = environ.get(PREFIX + "TOKEN", "")
        for name in [name for name in environ if name.startswith(PREFIX)]:
            del environ[name]  # the storefront that `serve` starts has no business with them
        if inputs["comment-from"]:
            return post(inputs, environ, token, language)
        return audit(inputs, environ, token, language, run or start)
    except DisputelintError as error:
        said = [error.what.in_(language), error.hint.in_(language) if error.hint else ""]
        _notice("\n".join(part for part in said if part), "error")
        write_outputs(environ, {"exit-code": str(error.exit_code), "verdict": "error"})
        return error.exit_code


def browser(environ: Mapping[str, str], language: Language) -> int:
    """Tell by outputs whether a browser is here, and which one Playwright would fetch and keep where."""
    from importlib import metadata

    from disputelint.checker.crawl.browser import candidates

    found = next(iter(candidates()), None)
    output.result(str(found) if found else NO_BROWSER.in_(language))
    folder = environ.get("PLAYWRIGHT_BROWSERS_PATH") or str(_browsers())
    held = {"found": "true" if found else "false", "playwright": metadata.version("playwright"), "folder": folder}
    write_outputs(environ, held)
    return exit.OK


def store(environ: Mapping[str, str], language: Language) -> int:
    """Tell by the output `folder` where page loads are kept for later runs; it is empty where none are to be.

    Whoever may open a pull request can read the caches of a repository, so that nothing of a shop is kept there that
    opens only with secrets.
    """
    folder, temp = "", environ.get("RUNNER_TEMP", "")
    try:
        inputs = action_inputs.read(environ)
        wanted = temp and not inputs["comment-from"] and not any(one.startswith("--cache-dir") for one in inputs.args)
        if wanted and _closed(environ, inputs["config"]):
            output.result(CLOSED.in_(language))
        elif wanted:
            folder = (Path(temp) / "disputelint-loads").as_posix()
    except DisputelintError:  # the audit tells of wrong inputs and settings
        pass
    write_outputs(environ, {"folder": folder})
    return exit.OK


def _closed(environ: Mapping[str, str], config: str) -> bool:
    """Whether the run gets in with secrets: of inputs, variables, or such as the configuration names."""
    from disputelint.checker.config import Config
    from disputelint.checker.config.load import load

    if environ.get("CLOSED") == "true" or any(environ.get(name) for name in action_inputs.SECRET_VARIABLES):
        return True
    return load({}, Path.cwd(), file=Path(config) if config else None).variables != Config().variables


def _browsers() -> Path:
    """Where Playwright keeps its browsers (playwright.dev/python/docs/browsers, "Managing browser binaries")."""
    if sys.platform == "win32":
        return Path.home() / "AppData" / "Local" / "ms-playwright"
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "ms-playwright"


def start(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Run `disputelint` with `words` as a process of its own."""
    return subprocess.run([sys.executable, "-m", "disputelint", *words], env=dict(environ), check=False).returncode


def audit(inputs: Inputs, environ: Mapping[str, str], token: str, language: Language, run: Run) -> int:
    """Audit as the inputs say, and tell GitHub."""
    from disputelint.checker.cli.serve import served

    inputs.folder.mkdir(parents=True, exist_ok=True)
    for name in (*FILES, NUMBER):
        (inputs.folder / name).unlink(missing_ok=True)  # an earlier run's report is not this one's
    with ExitStack() as stack:
        if inputs.serve is not None:
            stack.enter_context(served(inputs.serve, Path.cwd()))
        code = run(inputs.words(environ.get("STORE", "")), {**environ, **inputs.secrets()})
    report = _report(inputs)
    write_outputs(environ, outputs(inputs, report, code))
    if report is None:
        _tell_failure(environ, inputs, code, language)
        return code
    here = job(environ)
    if inputs.annotations:
        output.result(_text(inputs, "annotations.txt"))
    if inputs.summary:
        summarize(environ, _text(inputs, "summary.md"))
    if here is not None and here.pull_request is not None:
        (inputs.folder / NUMBER).write_text(f"{here.pull_request}\n", encoding="utf-8")
        if inputs.comment:
            comment(here, here.pull_request, token, _text(inputs, "comment.md"), worth_saying(report, code), language)
    return code


def outputs(inputs: Inputs, report: Report | None, code: int) -> dict[str, str]:
    """The Action's outputs by name; without a report, those that hold all the same."""
    held = {"exit-code": str(code), "report-dir": inputs.folder.as_posix()}
    if report is None:
        return {**held, "verdict": "error"}
    counts = count(report)
    sarif = inputs.file("report.sarif") if inputs.sarif else ""
    return {
        **held,
        "verdict": report.verdict,
        "findings": str(counts.findings + counts.baselined),
        "new-findings": str(counts.findings),
        "inconclusive": str(counts.not_judged),
        "pages": str(len({page.url for page in report.pages if page.seen != "unread"})),
        "sarif-file": sarif,
    }


def worth_saying(report: Report, code: int) -> bool:
    """Whether a pull request that has no comment yet should get one: something counts, or was not judged."""
    return code != exit.OK or report.coverage.gate_missed or count(report).findings > 0


def comment(here: Job, number: int, token: str, body: str, worth_it: bool, language: Language) -> None:
    """Bring the comment up to date. What goes wrong is told, and no more."""
    if not token or here.read_only:
        if worth_it:
            _notice(READ_ONLY.in_(language))
        return
    try:
        done = GitHub(here.api, here.repository, token).say(number, body, worth_it=worth_it)
    except Refused as problem:
        _notice(REFUSED.fill(why=str(problem)).in_(language), "warning")
    else:
        output.complain(DONE[done].in_(language))


def post(inputs: Inputs, environ: Mapping[str, str], token: str, language: Language) -> int:
    """Post the comment of a run that could not: its report folder is `comment-from`, this one runs after `workflow_run`.

    Nothing in the folder is trusted: the comment is made again from the report, whose words are shown and do nothing,
    and the pull request has to be the one whose head was audited.
    """
    from disputelint.checker.cli.compare import read_report
    from disputelint.reports.bounds import bounded
    from disputelint.reports.comment import render

    folder = Path(inputs["comment-from"])
    here = job(environ)
    if here is None or not token:
        raise UsageError(
            Text(
                "comment-from works in a GitHub job with a token", "comment-from にはGitHubのジョブとトークンが必要です"
            ),
            where="with: comment-from",
        )
    number = _number(folder / NUMBER)
    if number is None:
        output.complain(NO_REQUEST.in_(language))
        return exit.OK
    report = read_report(folder / "report.json")
    try:
        if not here.commit or GitHub(here.api, here.repository, token).head_of(number) != here.commit:
            _notice(STRANGE.in_(language), "warning")
            return exit.OK
    except Refused as problem:
        _notice(REFUSED.fill(why=str(problem)).in_(language), "warning")
        return exit.OK
    worth_it = worth_saying(report, exit.OK)
    comment(here, number, token, render(bounded(report), language, here.forge), worth_it, language)
    return exit.OK


def summarize(environ: Mapping[str, str], text: str) -> None:
    """Add to the job's summary; one that GitHub would drop is not begun."""
    path = environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    there = Path(path).stat().st_size if Path(path).exists() else 0
    if there + len(text.encode("utf-8")) < SUMMARY_LIMIT:
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(text)


def write_outputs(environ: Mapping[str, str], held: Mapping[str, str]) -> None:
    """Set outputs of the step: `NAME=VALUE`, a line each; no value of ours has a line's end in it."""
    path = environ.get("GITHUB_OUTPUT")
    if path:
        with Path(path).open("a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in held.items())


def _report(inputs: Inputs) -> Report | None:
    from disputelint.checker.cli.compare import read_report

    path = inputs.folder / "report.json"
    return read_report(path) if path.exists() else None


def _text(inputs: Inputs, name: str) -> str:
    path = inputs.folder / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _tell_failure(environ: Mapping[str, str], inputs: Inputs, code: int, language: Language) -> None:
    said = Text(
        f"disputelint made no report (exit {code}); the log of this step says why.",
        f"disputelintは報告を作成できませんでした（終了コード{code}）。理由はこのステップのログをご覧ください。",
    ).in_(language)
    _notice(said, "error")
    if inputs.summary:
        summarize(environ, f"## disputelint\n\n{said}\n")


def _notice(said: str, level: str = "notice") -> None:
    output.result(f"::{level} title=disputelint::{command_data(said)}")


def _number(path: Path) -> int | None:
    try:
        said = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return int(said) if said.isascii() and said.isdigit() and len(said) < 12 else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))

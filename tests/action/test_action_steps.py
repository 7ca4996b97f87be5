"""The Action's steps, executed as a runner would: one whole run, and the audit step alone with a report at hand."""

from __future__ import annotations

import itertools
import json
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from disputelint.checker.cli import action, action_inputs
from disputelint.checker.errors import UsageError
from disputelint.checker.model import Report
from disputelint.reports import render

from .runner import FakeGitHub, Runner, fake_github, pull_request
from .runner import action as parsed


@pytest.fixture
def github() -> Iterator[FakeGitHub]:
    with fake_github() as held:
        yield held


@pytest.fixture
def runner(tmp_path: Path, github: FakeGitHub, monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.chdir(tmp_path)
    return Runner(tmp_path, github.url, pull_request())


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def test_a_whole_run_on_a_local_storefront(runner: Runner, github: FakeGitHub) -> None:
    port = free_port()
    ran = runner.run(
        serve=f'"{sys.executable}" -m disputelint demo --serve --port {port}',
        wait_for=f"http://127.0.0.1:{port}/",
        args="--render none --no-journey --max-products 1 --select refund",
        fail_on="warning",
        storefront_password="0pen-sesame",
        lang="en",
    )
    assert ran.code == 1, ran.log
    assert {name: ran.outputs[name] for name in ("exit-code", "verdict", "report-dir", "sarif-file")} == {
        "exit-code": "1", "verdict": "fail", "report-dir": "disputelint-report",
        "sarif-file": "disputelint-report/report.sarif",
    }  # fmt: skip
    assert all(int(ran.outputs[name]) > 0 for name in ("findings", "new-findings", "pages"))
    assert ran.installed.splitlines()[-1].endswith(str(Path(__file__).resolve().parents[2]))
    assert "--with-deps" not in ran.installed or "found=false" in ran.log
    folder = runner.folder / "disputelint-report"
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    counted = [one for one in report["findings"] if one["verdict"] == "fail" and one["counted"]]
    assert len(counted) == int(ran.outputs["findings"])
    sarif = json.loads((folder / "report.sarif").read_text(encoding="utf-8"))
    assert len(sarif["runs"][0]["results"]) >= int(ran.outputs["findings"])
    assert ran.summary.startswith("## disputelint") and "::warning title=" in ran.log
    (comment,) = github.comments
    assert comment["body"].startswith("<!-- disputelint:comment 127.0.0.1")
    assert "https://github.example/kanso/theme/actions/runs/77" in comment["body"]
    assert "t0ken" not in ran.log and "0pen-sesame" not in ran.log
    assert "0pen-sesame" not in (folder / "report.json").read_text(encoding="utf-8")
    with socket.socket() as again:  # what was served has ended
        assert again.connect_ex(("127.0.0.1", port)) != 0


class Audited:
    """Stands for `disputelint audit`: writes the outputs it is asked for, of the report at hand."""

    def __init__(self, report: Report | None, code: int) -> None:
        self.report, self.code = report, code
        self.words: list[str] = []
        self.environ: dict[str, str] = {}

    def __call__(self, words: Sequence[str], environ: Mapping[str, str]) -> int:
        self.words, self.environ = list(words), dict(environ)
        for before, word in itertools.pairwise(words):
            if before == "--format" and "=" in word and self.report is not None:
                name, _, path = word.partition("=")
                made = render(name, self.report, "en")
                Path(path).write_bytes(made if isinstance(made, bytes) else made.encode("utf-8"))
        return self.code


def step(runner: Runner, audited: Audited, **given: str) -> tuple[int, dict[str, str]]:
    """The audit step in this process: its exit code and outputs."""
    (runner.folder / "output").unlink(missing_ok=True)
    inputs = {f"INPUT_{name.upper()}": value for name, value in {"token": "t0ken", **given}.items()}
    code = action.main(["audit"], {**runner.github(), **inputs}, audited)
    said = (runner.folder / "output").read_text(encoding="utf-8")
    return code, dict(line.split("=", 1) for line in said.splitlines())


def quiet(report: Report) -> Report:
    return replace(report, findings=(), verdict="pass")


def test_the_comment_is_changed_in_place(runner: Runner, github: FakeGitHub, report: Report) -> None:
    for made, code in ((report, 1), (report, 1), (quiet(report), 0)):
        assert step(runner, Audited(made, code), url="shop.example")[0] == code
    (comment,) = github.comments
    assert "nothing to mend" in comment["body"]
    assert [method for method, _ in github.asked if method != "GET"] == ["POST", "PATCH"]
    assert github.tokens == {"Bearer t0ken"}


def test_a_change_without_findings_is_silent(runner: Runner, github: FakeGitHub, report: Report) -> None:
    code, outputs = step(runner, Audited(quiet(report), 0))
    assert (code, outputs["findings"], outputs["verdict"]) == (0, "0", "pass")
    assert github.comments == []


def test_a_marker_that_somebody_else_wrote_is_not_ours(runner: Runner, github: FakeGitHub, report: Report) -> None:
    github.comments += [{"id": at, "body": "hello", "user": {"type": "User"}} for at in range(130)]
    github.write(str(render("comment", report, "en")).splitlines()[0] + "\nmine", kind="User")
    step(runner, Audited(report, 1))
    assert github.comments[130]["body"].endswith("mine") and len(github.comments) == 132


@pytest.mark.parametrize("status", [401, 403, 422, 500])
def test_a_refused_comment_changes_no_verdict(
    runner: Runner, github: FakeGitHub, report: Report, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    github.refuse = status
    assert step(runner, Audited(quiet(report), 0))[0] == 0
    assert step(runner, Audited(report, 1))[0] == 1
    assert f"::warning title=disputelint::The comment was not posted (HTTP {status}" in capsys.readouterr().out


def test_a_github_that_is_not_there_changes_no_verdict(runner: Runner, report: Report) -> None:
    runner.api = "http://127.0.0.1:9"
    assert step(runner, Audited(report, 1))[0] == 1


@pytest.mark.parametrize(
    ("head", "actor"), [("stranger/theme", "stranger"), ("kanso/theme", "dependabot[bot]")], ids=["fork", "dependabot"]
)
def test_a_run_that_may_not_write_leaves_its_comment_in_the_folder(
    runner: Runner, github: FakeGitHub, report: Report, head: str, actor: str
) -> None:
    runner.event, runner.environ = pull_request(head=head), {"GITHUB_ACTOR": actor}
    assert step(runner, Audited(report, 1))[0] == 1
    assert github.asked == []
    assert (runner.folder / "disputelint-report" / "pull-request.txt").read_text(encoding="utf-8") == "12\n"
    assert (runner.folder / "disputelint-report" / "comment.md").exists()


def after_fork(runner: Runner, report: Report, sha: str = "a" * 40) -> None:
    """What a later workflow finds: the folder of a fork's run."""
    runner.event = pull_request(head="stranger/theme")
    step(runner, Audited(report, 1))
    runner.event = {"workflow_run": {"id": 99, "head_sha": sha}}


def test_a_later_workflow_posts_what_a_fork_could_not(runner: Runner, github: FakeGitHub, report: Report) -> None:
    after_fork(runner, report)
    folder = runner.folder / "disputelint-report"
    (folder / "comment.md").write_text("<!-- disputelint:comment x -->\nforged", encoding="utf-8")
    assert step_without_outputs(runner, comment_from="disputelint-report") == 0
    (comment,) = github.comments
    assert "forged" not in comment["body"] and "actions/runs/99" in comment["body"]


def test_a_report_that_names_another_pull_request_is_not_posted(
    runner: Runner, github: FakeGitHub, report: Report
) -> None:
    after_fork(runner, report, sha="c" * 40)
    assert step_without_outputs(runner, comment_from="disputelint-report") == 0
    assert github.comments == []


def step_without_outputs(runner: Runner, **given: str) -> int:
    inputs = {f"INPUT_{name.upper()}": value for name, value in {"token": "t0ken", **given}.items()}
    return action.main(["audit"], {**runner.github(), **inputs}, Audited(None, 4))


def test_outputs_that_were_not_asked_for_are_not_made(
    runner: Runner, github: FakeGitHub, report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    off = dict.fromkeys(("comment", "summary", "annotations", "sarif"), "false")
    code, outputs = step(runner, Audited(report, 1), **off)
    assert code == 1 and outputs["sarif-file"] == "" and github.asked == []
    assert not (runner.folder / "summary.md").exists() and "::error" not in capsys.readouterr().out
    assert not (runner.folder / "disputelint-report" / "report.sarif").exists()


def test_a_run_without_a_report_says_so_and_keeps_its_code(
    runner: Runner, github: FakeGitHub, report: Report, capsys: pytest.CaptureFixture[str]
) -> None:
    step(runner, Audited(report, 1))  # leaves a report
    (runner.folder / "summary.md").unlink()
    code, outputs = step(runner, Audited(None, 4))
    assert (code, outputs["exit-code"], outputs["verdict"]) == (4, "4", "error")
    assert "findings" not in outputs
    assert "made no report (exit 4)" in (runner.folder / "summary.md").read_text(encoding="utf-8")
    assert "::error title=disputelint::" in capsys.readouterr().out


def test_an_input_that_makes_no_sense_is_said_in_an_annotation(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    code, outputs = step(runner, Audited(None, 0), comment="perhaps")
    assert (code, outputs["verdict"]) == (2, "error")
    assert "::error title=disputelint::The input comment is true or false" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [
        {"report-dir": "a\nfindings=0"},
        {"preview-theme-id": "7"},
        {"preview-theme-id": "7&x=1", "url": "shop.example"},
        {"serve": "npm start"},
        {"args": '--select "a'},
        {"sarif": "yes"},
    ],
)
def test_wrong_inputs_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        action_inputs.read({f"INPUT_{name.upper().replace('-', '_')}": value for name, value in wrong.items()})


def words(**given: str) -> list[str]:
    return action_inputs.read({f"INPUT_{name.upper()}": value for name, value in given.items()}).words()


def test_inputs_become_options() -> None:
    said = words(
        url="shop.example", config="c.yml", preset="theme-ci", theme="theme", authorized_by="Mei Tanaka",
        fail_on="warning", on_inconclusive="warn", baseline="known.json", lang="ja", args="--device both --seed 3",
    )  # fmt: skip
    wanted = {
        "--config=c.yml", "--pack=theme-ci", "--theme=theme", "--authorized-by=Mei Tanaka", "--fail-on=warning",
        "--on-inconclusive=warn", "--baseline=known.json", "--lang=ja", "--device", "both",
    }  # fmt: skip
    assert wanted <= set(said)
    assert said[0] == "audit" and said[-2:] == ["--", "shop.example"]
    assert not any(word.startswith("--compare") for word in said)


def test_without_an_address_the_configuration_decides() -> None:
    assert "--" not in words()


def test_a_preview_is_compared_with_the_published_theme() -> None:
    said = words(url="https://shop.example/?x=1", preview_theme_id="77")
    assert said[-1] == "https://shop.example/?x=1&preview_theme_id=77"
    assert "--compare=https://shop.example/?x=1" in said
    assert not any(word.startswith("--compare") for word in words(url="s.example", preview_theme_id="7", baseline="b"))
    assert "--compare=https://old.example" in words(url="s.example", base_url="https://old.example", baseline="b")


def test_secrets_go_by_the_environment_and_not_to_what_is_served(runner: Runner, report: Report) -> None:
    audited = Audited(quiet(report), 0)
    secrets = {"storefront_password": "pw-1", "share_key": "key-2", "basic_auth": "u:pw-3", "headers": "A:4\nB:5"}
    step(runner, audited, url="shop.example", cookies="pass=6", **secrets)
    held = {name: value for name, value in audited.environ.items() if name.startswith("DISPUTELINT_")}
    assert held == {
        "DISPUTELINT_STOREFRONT_PASSWORD": "pw-1", "DISPUTELINT_SHARE_KEY": "key-2", "DISPUTELINT_BASIC_AUTH": "u:pw-3",
        "DISPUTELINT_HEADER": "A:4\nB:5", "DISPUTELINT_COOKIE": "pass=6",
    }  # fmt: skip
    assert not any(name.startswith("INPUT_") for name in audited.environ)
    assert not any(value in word for word in audited.words for value in ("pw-1", "key-2", "pw-3", "pass=6"))


def test_a_summary_that_github_would_drop_is_not_begun(runner: Runner, tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_text("x" * 1000, encoding="utf-8")
    action.summarize({"GITHUB_STEP_SUMMARY": str(path)}, "é" * (action.SUMMARY_LIMIT // 2))
    assert path.stat().st_size == 1000
    action.summarize({"GITHUB_STEP_SUMMARY": str(path)}, "more")
    assert path.read_text(encoding="utf-8").endswith("xmore")


def test_the_browser_step_tells_what_is_there(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    from disputelint.checker.crawl import browser

    for found in ((browser.Browser("Google Chrome"),), ()):
        monkeypatch.setattr(browser, "candidates", lambda held=found: held)
        (runner.folder / "output").unlink(missing_ok=True)
        assert action.main(["browser"], runner.github()) == 0
        said = (runner.folder / "output").read_text(encoding="utf-8").splitlines()
        assert said[0] == f"found={'true' if found else 'false'}" and said[2].endswith("ms-playwright")


def test_every_input_reaches_the_step_under_its_name() -> None:
    made = parsed()
    audit = next(one for one in made["runs"]["steps"] if one.get("id") == "audit")
    passed = {name: value for name, value in audit["env"].items() if name.startswith("INPUT_")}
    assert {value.strip("${} ") for value in passed.values()} == {f"inputs.{name}" for name in made["inputs"]}
    for name, value in passed.items():
        assert value == "${{ inputs." + name.removeprefix("INPUT_").lower().replace("_", "-") + " }}"


def kept_in(runner: Runner, **environ: str) -> str:
    """What the step that says where page loads are kept puts out."""
    (runner.folder / "output").unlink(missing_ok=True)
    assert action.main(["store"], {**runner.github(), **environ}) == 0
    return (runner.folder / "output").read_text(encoding="utf-8").strip().removeprefix("folder=")


def test_page_loads_are_kept_unless_secrets_opened_the_shop(runner: Runner) -> None:
    folder = (runner.folder / "temp" / "disputelint-loads").as_posix()
    assert kept_in(runner, CLOSED="false") == folder
    assert kept_in(runner, CLOSED="true") == kept_in(runner, DISPUTELINT_BASIC_AUTH="a:b") == ""
    assert kept_in(runner, INPUT_ARGS="--cache-dir mine") == kept_in(runner, INPUT_COMMENT_FROM="reports") == ""
    assert kept_in(runner, INPUT_ARGS="'no end") == kept_in(runner, INPUT_CONFIG="nowhere.yml") == ""
    (runner.folder / "disputelint.yml").write_text("access:\n  basic_auth: STAGING_LOGIN\n", encoding="utf-8")
    assert kept_in(runner) == ""


def test_the_audit_is_told_where_page_loads_are_kept(runner: Runner, report: Report) -> None:
    audited = Audited(report, 1)
    action.main(["audit"], {**runner.github(), "STORE": "loads", "INPUT_ARGS": "--max-pages 12"}, audited)
    assert "--cache-dir=loads" in audited.words
    step(runner, audited)
    assert not any(word.startswith("--cache-dir") for word in audited.words)

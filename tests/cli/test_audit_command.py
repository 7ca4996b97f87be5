"""`audit`: outputs, exit codes, settings from flag and environment. The stages themselves are replaced."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from disputelint.checker import audit
from disputelint.checker.config import Config
from disputelint.checker.engine import check
from disputelint.checker.errors import Interrupted, SnapshotError
from disputelint.checker.model import CoverageGap, Report, ReportPage, Text
from disputelint.reports.json import parse, render

SHOP = "http://127.0.0.1:9"
Configs = list[Config]


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Configs]:
    """`audited(report, ...)`: what `audit.run` gives, one after the other; the Configs it was called with come back."""

    def install(*reports: Report | Exception) -> Configs:
        seen: Configs = []

        def run(target: audit.Target, config: Config, **rest: object) -> Report:
            seen.append(config)
            made = reports[min(len(seen), len(reports)) - 1]
            if isinstance(made, Exception):
                raise made
            return made

        monkeypatch.setattr(audit, "run", run)
        monkeypatch.setattr(check, "check", lambda config: None)
        return seen

    return install


@pytest.mark.parametrize(
    "words", [("--gateway", "paypall"), ("--pack", "jpp"), ("--select", "nope"), ("--baseline", "missing.json")]
)
def test_a_mistake_in_the_choice_is_told_before_a_shop_is_read(disputelint, monkeypatch, words) -> None:  # type: ignore[no-untyped-def]
    def refused(*_: object, **__: object) -> Report:
        raise AssertionError("the shop was read")

    monkeypatch.setattr(audit, "run", refused)
    result = disputelint("audit", SHOP, *words)
    assert result.code == 2 and result.err.startswith("error")


def missed(report: Report) -> Report:
    return replace(report, coverage=replace(report.coverage, gate_missed=True), verdict="inconclusive")


def only(report: Report, severity: str) -> Report:
    kept = tuple(f for f in report.findings if f.verdict != "fail" or f.status != "new")
    return replace(report, findings=(*kept, replace(report.findings[0], severity=severity)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("severity", "fail_on", "gate", "extra", "code"),
    [
        ("error", "error", False, [], 1),
        ("warning", "error", False, [], 0),
        ("warning", "warning", False, [], 1),
        ("note", "warning", False, [], 0),
        ("note", "note", False, [], 1),
        ("error", "never", False, [], 0),
        ("note", "error", True, [], 3),
        ("error", "error", True, [], 1),
        ("error", "never", True, [], 3),
        ("note", "error", True, ["--on-inconclusive", "warn"], 0),
        ("error", "error", True, ["--on-inconclusive", "warn"], 1),
    ],
)
def test_exit_codes(disputelint, audited, report, severity, fail_on, gate, extra, code) -> None:  # type: ignore[no-untyped-def]
    made = only(report, severity)
    audited(missed(made) if gate else made)
    result = disputelint("audit", SHOP, "--fail-on", fail_on, *extra)
    assert result.code == code
    assert f"(exit {code})" in result.out.splitlines()[-1]


def test_waived_baselined_and_unsure_findings_do_not_fail(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    first = report.findings[0]
    quiet = (
        replace(first, status="waived"),
        replace(first, status="baselined"),
        replace(first, counted=False),
        replace(first, verdict="inconclusive"),
    )
    audited(replace(report, findings=quiet))
    assert disputelint("audit", SHOP, "--fail-on", "note").code == 0


def test_when_findings_stand_and_pages_were_missed_the_output_says_both(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    audited(missed(report))
    result = disputelint("audit", SHOP)
    assert result.out.startswith("NOT JUDGED")
    assert "fail: findings stand, and required pages were not seen (exit 1)" in result.out


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        (["ok", "ok"], 0),
        (["ok", "missed"], 3),
        (["missed", "fail"], 1),
        (["fail", "crash"], 4),
        (["crash", "usage", "fail"], 2),
        (["usage", "interrupt"], 130),
    ],
)
def test_several_targets_end_in_the_first_code_that_holds(disputelint, audited, report, outcomes, code) -> None:  # type: ignore[no-untyped-def]
    clean = replace(report, findings=())
    made = {
        "ok": clean,
        "missed": missed(clean),
        "fail": report,
        "crash": RuntimeError("x"),
        "usage": SnapshotError(Text("damaged", "破損しています")),
        "interrupt": Interrupted(Text("stopped", "中断しました")),
    }
    audited(*(made[name] for name in outcomes))
    words = [f"http://127.0.0.1:{port}" for port in range(9, 9 + len(outcomes))]
    assert disputelint("audit", *words).code == code


def test_ctrl_c_ends_the_whole_run(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    seen = audited(Interrupted(Text("stopped", "中断しました")), report)
    assert disputelint("audit", "http://127.0.0.1:9", "http://127.0.0.1:10").code == 130
    assert len(seen) == 1


def test_one_broken_target_does_not_lose_the_others(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    audited(SnapshotError(Text("damaged", "破損しています")), report)
    result = disputelint("audit", "http://127.0.0.1:9", "http://127.0.0.1:10")
    assert "damaged" in result.err and "Marumado" in result.out


def test_formats_go_where_they_are_sent(disputelint, here, audited, report) -> None:  # type: ignore[no-untyped-def]
    audited(report)
    result = disputelint("audit", SHOP, "-f", "json=out/report.json", "-f", "terminal")
    assert parse((here / "out" / "report.json").read_text(encoding="utf-8")) == report
    assert "Report      out/report.json" in result.out
    assert f"disputelint audit {SHOP}/ --compare out/report.json" in result.out
    assert "\x1b" not in result.out


def test_json_on_stdout_is_json_alone(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    audited(report)
    result = disputelint("audit", SHOP, "-f", "json")
    assert json.loads(result.out)["schema_version"] == "1"


def test_several_targets_fill_a_folder_or_a_pattern(disputelint, here, audited, report) -> None:  # type: ignore[no-untyped-def]
    audited(report)
    both = ("http://127.0.0.1:9", "http://127.0.0.1:10")
    disputelint("audit", *both, "-f", "json=reports/", "-f", "terminal={name}.txt")
    assert sorted(path.name for path in (here / "reports").iterdir()) == ["127.0.0.1-10.json", "127.0.0.1-9.json"]
    assert (here / "127.0.0.1-9.txt").read_text(encoding="utf-8").startswith("Marumado")


def test_an_output_that_cannot_be_written_is_a_usage_error(disputelint, here, audited, report) -> None:  # type: ignore[no-untyped-def]
    audited(report)
    (here / "taken").write_text("", encoding="utf-8")
    result = disputelint("audit", SHOP, "-f", "json=taken/report.json")
    assert result.code == 2 and "cannot be written" in result.err


def test_flags_and_environment_reach_the_configuration(disputelint, here, audited, report, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    (here / "disputelint.yml").write_text("crawl: {max_pages: 3, rate: 1, seed: 5}\n", encoding="utf-8")
    monkeypatch.setenv("DISPUTELINT_MAX_PAGES", "4")
    monkeypatch.setenv("DISPUTELINT_RATE", "3")
    monkeypatch.setenv("DISPUTELINT_INCLUDE", "*/a/* */b/*")
    monkeypatch.setenv("DISPUTELINT_JOURNEY", "false")
    monkeypatch.setenv("DISPUTELINT_NO_WAIVERS", "1")
    seen = audited(report)
    disputelint(
        "audit",
        SHOP,
        "--rate",
        "0.5",
        "--timeout",
        "2m",
        "--no-images",
        "--select",
        "a,b",
        "--select",
        "c",
        "--market",
        "jp",
    )
    (config,) = seen
    assert (config.crawl.max_pages, config.crawl.rate, config.crawl.seed) == (4, 0.5, 5)
    assert config.crawl.timeout == 120.0 and config.crawl.images is False
    assert config.crawl.include == ("*/a/*", "*/b/*")
    assert config.journey.on is False and config.gate.use_waivers is False
    assert config.choice.select == ("a", "b", "c") and config.storefront.market == "JP"


def test_a_flag_switches_back_on_what_the_environment_switched_off(disputelint, audited, report, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("DISPUTELINT_JOURNEY", "0")
    seen = audited(report)
    disputelint("audit", SHOP, "--journey")
    assert seen[0].journey.on is True


def test_secrets_come_from_the_environment(disputelint, audited, report, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("DISPUTELINT_HEADER", "X-Key: a b c\nX-Two: d:e")
    monkeypatch.setenv("DISPUTELINT_COOKIE", "session=x=y")
    monkeypatch.setenv("DISPUTELINT_BASIC_AUTH", "me:p:w")
    monkeypatch.setenv("DISPUTELINT_STOREFRONT_PASSWORD", "let me in")
    seen = audited(report)
    disputelint("audit", SHOP)
    access = seen[0].access
    assert access.headers == (("X-Key", "a b c"), ("X-Two", "d:e"))
    assert access.cookies == (("session", "x=y"),)
    assert access.basic_auth == ("me", "p:w")
    assert access.storefront_password == "let me in"


def test_secrets_are_shown_nowhere(disputelint, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("DISPUTELINT_STOREFRONT_PASSWORD", "hunter2")
    result = disputelint("audit", "--show-config")
    assert result.code == 0
    assert "hunter2" not in result.out and 'storefront_password = "***"' in result.out


def test_a_password_in_the_address_is_used_and_not_shown(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    seen = audited(report)
    result = disputelint("audit", "http://me:hunter2@127.0.0.1:9/", "-f", "json=r.json", "-f", "terminal")
    assert seen[0].access.basic_auth == ("me", "hunter2")
    assert "hunter2" not in result.out + result.err


def test_asking_for_a_password_without_a_terminal_is_a_usage_error(disputelint) -> None:  # type: ignore[no-untyped-def]
    result = disputelint("audit", SHOP, "--storefront-password")
    assert result.code == 2 and "DISPUTELINT_STOREFRONT_PASSWORD" in result.err


def test_show_config_names_every_source(disputelint, here, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    (here / "disputelint.yml").write_text("crawl:\n  seed: 5\n", encoding="utf-8")
    monkeypatch.setenv("DISPUTELINT_RATE", "3")
    lines = disputelint("audit", "--show-config", "--max-pages", "9").out.splitlines()
    assert any(line.startswith("crawl.seed = 5  # ") and line.endswith("disputelint.yml:2") for line in lines)
    assert "crawl.rate = 3.0  # environment (DISPUTELINT_RATE)" in lines
    assert "crawl.max_pages = 9  # flag (--max-pages)" in lines
    assert 'crawl.device = "desktop"  # default' in lines


def test_without_target_the_configured_shop_is_audited(disputelint, here, audited, report) -> None:  # type: ignore[no-untyped-def]
    (here / "disputelint.yml").write_text("storefront: {url: 'http://127.0.0.1:9/'}\n", encoding="utf-8")
    audited(report)
    assert disputelint("audit").code == 1


def test_language_of_the_configuration_reaches_the_report(disputelint, here, audited, report) -> None:  # type: ignore[no-untyped-def]
    (here / "disputelint.yml").write_text("reports: {language: ja}\n", encoding="utf-8")
    audited(report)
    assert "返品の期限が日数で書かれていない" in disputelint("audit", SHOP).out
    assert "names no number of days" in disputelint("audit", SHOP, "--lang", "en").out


def test_compare_tells_what_changed(disputelint, here, audited, report) -> None:  # type: ignore[no-untyped-def]
    (here / "before.json").write_text(render(replace(report, findings=())), encoding="utf-8")
    audited(report)
    assert "5 new" in disputelint("audit", SHOP, "--compare", "before.json").err


def test_compare_audits_another_address(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    seen = audited(replace(report, findings=()), report)
    result = disputelint("audit", SHOP, "--compare", "http://127.0.0.1:10")
    assert len(seen) == 2 and "5 new" in result.err


def test_what_stood_in_the_base_does_not_fail(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    audited(report, report)
    result = disputelint("audit", SHOP, "--compare", "http://127.0.0.1:10")
    assert result.code == 0 and "No difference." in result.err
    assert "this change brings nothing at or above --fail-on" in result.out


def test_what_the_change_brings_fails_and_is_told_apart(disputelint, here, audited, report) -> None:  # type: ignore[no-untyped-def]
    first, *others = report.findings
    page = ReportPage(first.places[0].page, ("refund_policy",), "rendered", "desktop", "Returns", "en")
    report = replace(report, pages=(page,))
    audited(replace(report, findings=tuple(others)), report)
    assert disputelint("audit", SHOP, "--compare", "http://127.0.0.1:9/old", "-f", "json=r.json").code == 1
    held = parse((here / "r.json").read_text(encoding="utf-8"))
    assert held.compared is not None
    assert [(one.fingerprint, one.cause) for one in held.compared.new] == [(first.fingerprint, "change")]
    assert {one.fingerprint for one in held.findings if one.verdict == "fail" and one.status == "new"} == {
        first.fingerprint
    }


def test_what_opens_the_shop_is_not_told_to_another_host(disputelint, audited, report, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("DISPUTELINT_STOREFRONT_PASSWORD", "0pen-sesame")
    configs = audited(report)
    for base in ("http://127.0.0.1:10", f"{SHOP}/published"):
        disputelint("audit", SHOP, "--compare", base)
    assert [one.access.storefront_password for one in configs] == [None, "0pen-sesame", "0pen-sesame", "0pen-sesame"]


def test_without_a_base_that_can_be_read_the_theme_alone_is_judged(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    gap = CoverageGap("home", "unreachable", Text("It was down", "接続できません"), Text("Try again", "再試行"), True)
    page = ReportPage(f"{SHOP}/", ("home",), "unread", "desktop", "", "", reason="unreachable")
    down = replace(report, findings=(), pages=(page,), coverage=replace(report.coverage, gaps=(gap,)))
    configs = audited(down, report)
    result = disputelint("audit", SHOP, "--compare", "http://127.0.0.1:10", "--baseline", "known.json")
    assert [one.choice.packs for one in configs] == [(), ("theme-ci",)]
    assert [one.gate.baseline for one in configs] == [None, "known.json"]
    assert result.code == 1
    assert "The base 127.0.0.1:10 could not be read" in " ".join(result.out.split())


def test_report_renders_again_in_the_other_language(disputelint, here, report) -> None:  # type: ignore[no-untyped-def]
    (here / "r.json").write_text(render(report), encoding="utf-8")
    japanese = disputelint("report", "r.json", "--lang", "ja")
    assert japanese.code == 0 and "返品の期限が日数で書かれていない" in japanese.out
    assert disputelint("report", "r.json", "-f", "json").out == render(report)


def test_a_damaged_report_is_a_usage_error(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    for text in ("{", "[]", '{"schema_version": "7"}', '{"schema_version": "1", "run": 3}'):
        (here / "r.json").write_text(text, encoding="utf-8")
        assert disputelint("report", "r.json").code == 2


def test_diff_gives_1_on_a_difference(disputelint, here, report) -> None:  # type: ignore[no-untyped-def]
    (here / "a.json").write_text(render(report), encoding="utf-8")
    (here / "b.json").write_text(render(replace(report, findings=())), encoding="utf-8")
    assert disputelint("diff", "a.json", "a.json").code == 0
    different = disputelint("diff", "a.json", "b.json", "-f", "json")
    assert different.code == 1 and len(json.loads(different.out)["findings"]["new"]) == 0


def test_diff_says_when_the_two_were_judged_by_different_rules(disputelint, here, report) -> None:  # type: ignore[no-untyped-def]
    other = replace(report, target=replace(report.target, chosen_because=(Text("Other rules", "別のルール"),)))
    for name, one in (("a.json", report), ("b.json", other)):
        (here / name).write_text(render(one), encoding="utf-8")
    assert "different rules" in disputelint("diff", "a.json", "b.json").err
    assert disputelint("diff", "a.json", "a.json").err == ""


def test_errors_that_do_not_fail_are_not_called_a_pass(disputelint, audited, report) -> None:  # type: ignore[no-untyped-def]
    audited(only(report, "error"), only(report, "note"))
    never = disputelint("audit", SHOP, "--fail-on", "never")
    assert never.code == 0 and "findings stand" in never.out and "pass:" not in never.out
    assert "pass: nothing at or above --fail-on error" in disputelint("audit", SHOP).out


def test_explain_finds_a_fingerprint_by_its_beginning(disputelint, here, report) -> None:  # type: ignore[no-untyped-def]
    (here / "report.json").write_text(render(report), encoding="utf-8")
    assert "What was asked" in disputelint("explain", "a" * 8).out
    assert disputelint("explain", "0" * 20).code == 2


def test_output_survives_a_folder_in_the_place_of_the_report(disputelint, here: Path) -> None:  # type: ignore[no-untyped-def]
    (here / "r.json").mkdir()
    assert disputelint("report", "r.json").code == 2

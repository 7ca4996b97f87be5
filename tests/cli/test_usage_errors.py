"""What a mistake on the command line says, and its exit code."""

import re

import pytest

from disputelint.checker import audit

MISTAKES = [
    (["adit"], 'no command "adit"', "コマンドはありません", "audit"),
    (["rules", "tset"], 'no command "tset"', "コマンドはありません", "test"),
    (["audit", "--max-page", "3", "x.example"], "no option --max-page", "オプションはありません", "--max-pages"),
    (["audit", "--timeout"], "--timeout needs a value", "--timeout には値が必要です", "--help"),
    (["audit", "--open=3", "x.example"], "--open takes no value", "値を付けられません", "--help"),
    (["facts"], "TARGET... is missing", "TARGET... を指定してください", "--help"),
    (["report", "a.json", "b.json"], "Unexpected argument: b.json", "余分な引数です", "--help"),
    (["audit", "--fail-on", "eror", "x.example"], '"eror" is not one of', "使える値", "error"),
    (["audit", "--max-pages", "0", "x.example"], "0 is less than 1", "小さすぎます", ""),
    (["audit", "--max-pages", "x", "x.example"], '"x" is not a whole number', "整数ではありません", ""),
    (["audit", "--rate", "nan", "x.example"], "nan", "nan", ""),
    (["audit", "--timeout", "soon", "x.example"], "not a duration", "時間として読めません", "15m"),
    (["audit", "--now", "tomorrow", "x.example"], "not a date", "日付として読めません", "YYYY-MM-DD"),
    (["audit", "-f", "jsn", "x.example"], 'no format "jsn"', "形式はありません", "json"),
    (["audit", "-f", "json", "-f", "terminal", "x.example"], "Only one format", "1つだけです", "json=report.json"),
    (["audit", "-f", "json=a", "-f", "terminal=a", "x.example"], "one file", "同じファイル", ""),
    (["audit", "-f", "json=a", "x.example", "y.example"], "Several targets", "複数の対象", "{name}"),
    (["audit", "--save", "a.wacz", "x.example", "y.example"], "Several snapshots", "複数の記録", "{name}"),
    (["audit"], "A TARGET is missing", "TARGETを指定してください", "disputelint.yml"),
    (["audit", "--no-config", "-c", "a.yml", "x.example"], "contradict", "同時に使えません", ""),
    (["audit", "-c", "gone.yml", "x.example"], "no such configuration file", "設定ファイルはありません", ""),
    (["audit", "--write-baseline", "x.example"], "needs --baseline", "--baseline FILE が必要です", ""),
    (["audit", "--open", "x.example"], "none is written", "指定されていません", "html=report.html"),
    (["audit", "--accept-new", "x.example"], "goes with --write-baseline", "一緒に使います", ""),
    (
        ["audit", "--header", "X-Key: abc", "x.example"],
        "not taken from the command line",
        "受け取りません",
        "DISPUTELINT_HEADER",
    ),
    (["audit", "--lang", "fr", "x.example"], '"fr" is not one of: en, ja', "使える値：en, ja", ""),
    (["audit", "--market", "Japan", "x.example"], "no country code", "国コードではありません", "JP, US"),
    (["audit", "--market", "uk", "x.example"], "no country code", "国コードではありません", "GB"),
    (["audit", "--gateway", "paypall", "x.example"], 'Unknown gateway "paypall"', "決済サービスはありません", "paypal"),
    (["demo", "--port", "99999"], "99999 is more than 65535", "大きすぎます", ""),
    (["rules", "list", "--topic", "shoes"], 'no "shoes"', "「shoes」はありません", "refund"),
    (["rules", "list", "--reason", "x"], 'no "x"', "「x」はありません", "not_received"),
    (["explain", "0123456789abcdef0123"], "--report FILE", "--report FILE", "report.json"),
    (["explain", "no-such-rule-here"], "no rule", "ルールはありません", ""),
    (["report", "gone.json"], "cannot be read", "読めません", ""),
    (["diff", "gone.json", "gone2.json"], "no such report", "報告も記録もありません", ""),
    (["facts", "--explain", "refund.windw", "x.html"], 'no fact "refund.windw"', "名前はありません", "refund.window"),
    (["rules", "new", "Not Kebab", "--topic", "refund"], "no rule id", "IDとして使えません", "gift-wrap"),
    (["rules", "new", "a-b", "--topic", "refnd"], "no topic", "分野はありません", "refund"),
    (["rules", "new", "a-b"], "--topic is missing", "--topic を指定してください", ""),
]


@pytest.mark.parametrize(("words", "en", "ja", "hint"), MISTAKES, ids=[" ".join(m[0]) for m in MISTAKES])
def test_mistake_is_told_in_both_languages_and_ends_in_2(disputelint, words, en, ja, hint) -> None:  # type: ignore[no-untyped-def]
    result = disputelint(*words)
    assert result.code == 2
    assert en in result.err and hint in result.err
    assert result.out == "" and "Traceback" not in result.err
    if "--lang" not in words:
        japanese = disputelint("--lang", "ja", *words)
        assert japanese.code == 2
        assert ja in japanese.err and "エラー" in japanese.err
        assert "error:" not in japanese.err


def test_a_mistake_in_the_configuration_is_shown_like_a_compilers(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    (here / "disputelint.yml").write_text("fail_on: error\ncrawl:\n  max_page: 3\njourney: false\n", encoding="utf-8")
    result = disputelint("audit", "x.example")
    assert result.code == 2
    assert re.search(
        r'error\[E101\]: Unknown key "max_page".*\n  --> \S*disputelint.yml:3:3\n'
        r"  2 \| crawl:\n  3 \|   max_page: 3\n    \|   \^\n  4 \| journey: false\n  hint: .*max_pages",
        result.err,
    )


def test_the_caret_stands_under_wide_characters_too(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    (here / "disputelint.yml").write_text("storefront: {name: 陶器の店, nmae: x}\n", encoding="utf-8")
    lines = disputelint("audit", "x.example").err.splitlines()
    source = next(line for line in lines if "陶器" in line)
    caret = next(line for line in lines if line.rstrip().endswith("^"))
    from disputelint.reports.width import cells

    assert cells(caret[: caret.index("^")]) == cells(source[: source.index("nmae")])


def test_every_mistake_of_a_file_is_counted(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    (here / "disputelint.yml").write_text("fail_on: never ever\ncolour: red\n", encoding="utf-8")
    assert "2 errors" in disputelint("audit", "x.example").err


def test_an_internal_error_is_one_sentence_and_ends_in_4(disputelint, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("it broke\x1b[2J")

    monkeypatch.setattr(audit, "run", broken)
    result = disputelint("audit", "http://127.0.0.1:9", "--no-journey")
    assert result.code == 4
    assert "inside disputelint" in result.err and "issues" in result.err
    assert "Traceback" not in result.err and "\x1b" not in result.err
    assert "Traceback" in disputelint("audit", "http://127.0.0.1:9", "-v").err
    assert "不具合です" in disputelint("audit", "http://127.0.0.1:9", "--lang", "ja").err


def test_ctrl_c_ends_in_130(disputelint, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    def stopped(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(audit, "run", stopped)
    result = disputelint("audit", "http://127.0.0.1:9")
    assert result.code == 130
    assert "Interrupted" in result.err
    assert disputelint("audit", "http://127.0.0.1:9", "http://127.0.0.1:10").code == 130


def test_ctrl_c_while_the_command_line_is_loaded_ends_in_130_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from disputelint.checker import cli

    def loading(words: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", loading)
    with pytest.raises(SystemExit) as left:
        cli.main(["rules", "list"])
    assert left.value.code == 130


def test_quiet_still_tells_errors(disputelint) -> None:  # type: ignore[no-untyped-def]
    assert "no command" in disputelint("-q", "adit").err


def test_a_wrong_value_in_the_environment_names_the_variable(disputelint, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("DISPUTELINT_FAIL_ON", "worst")
    result = disputelint("audit", "x.example")
    assert result.code == 2
    assert "--> DISPUTELINT_FAIL_ON" in result.err


def test_a_usage_error_is_coloured_as_asked(disputelint, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    assert "\x1b[1;31merror" in disputelint("--color", "always", "adit").err
    assert "\x1b[1;31merror" in disputelint("audit", "--color=always", "--nope").err
    assert "\x1b" not in disputelint("adit").err
    monkeypatch.setenv("DISPUTELINT_COLOR", "always")
    assert "\x1b" not in disputelint("--color", "never", "adit").err

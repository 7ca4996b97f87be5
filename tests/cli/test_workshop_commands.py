"""`rules`, `explain RULE`, `facts`, `demo --serve`, `serve:`; shell completion."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from disputelint.checker.cli.serve import served
from disputelint.checker.config.settings import Serve
from disputelint.checker.errors import ConfigError

REFUND = "<html lang=en><title>Refund policy</title><h1>Refund policy</h1><p>Return it within 30 days of delivery.</p>"


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def test_rules_list_narrowed(disputelint) -> None:  # type: ignore[no-untyped-def]
    rules = json.loads(disputelint("rules", "list", "-f", "json").out)
    refund = json.loads(disputelint("rules", "list", "-f", "json", "--select", "refund").out)
    assert 0 < len(refund) < len(rules)
    assert {rule["topic"] for rule in refund if "refund" not in rule["tags"]} <= {"refund", "checkout"}
    name = refund[0]["id"]
    left = json.loads(disputelint("rules", "list", "-f", "json", "--select", "refund", "--ignore", name).out)
    assert len(left) == len(refund) - 1


def test_rules_list_as_a_table_counts_them(disputelint) -> None:  # type: ignore[no-untyped-def]
    rules = json.loads(disputelint("rules", "list", "-f", "json").out)
    assert f"{len(rules)} rules" in disputelint("rules", "list").out
    assert f"{len(rules)}件のルール" in disputelint("rules", "list", "--lang", "ja").out


def test_show_and_explain_name_who_asks(disputelint) -> None:  # type: ignore[no-untyped-def]
    name = "refund-window-stated"
    for words in (("rules", "show", name), ("explain", name)):
        result = disputelint(*words)
        assert result.code == 0
        assert "Who asks for it" in result.out and "https://" in result.out
        assert "求めている機関" in disputelint(*words, "--lang", "ja").out
    assert disputelint("rules", "show", name, "--source").out.startswith("# yaml-language-server")


def test_a_new_rule_loads_and_is_linted(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    made = disputelint("rules", "new", "gift-wrap-optional", "--topic", "checkout")
    assert made.code == 0
    path = here / made.out.strip()
    assert path.is_file()
    assert disputelint("rules", "lint", "my-rules").code == 0
    assert "1 rule, 2 examples" in disputelint("rules", "test", "my-rules").out
    assert disputelint("rules", "new", "gift-wrap-optional", "--topic", "checkout").code == 2


def test_an_example_that_comes_out_otherwise_gives_1(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    path = here / disputelint("rules", "new", "own-rule", "--topic", "refund").out.strip()
    text = path.read_text(encoding="utf-8").replace("verdict: fail", "verdict: pass")
    path.write_text(text, encoding="utf-8")
    result = disputelint("rules", "test", "my-rules")
    assert result.code == 1
    assert "expected pass, got fail" in result.out


def test_lint_gives_1_and_shows_the_line(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    path = here / disputelint("rules", "new", "own-rule", "--topic", "refund").out.strip()
    path.write_text(path.read_text(encoding="utf-8").replace("severity:", "sevrity:"), encoding="utf-8")
    result = disputelint("rules", "lint", "my-rules")
    assert result.code == 1
    assert "own-rule.yaml:7:1" in result.out and '"severity"' in result.out
    assert disputelint("rules", "test", "my-rules").code == 2


def test_facts_fit_their_schema_in_the_order_given(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    for name in ("b.html", "a.html", "sub/c.txt"):
        (here / name).parent.mkdir(exist_ok=True)
        (here / name).write_text(REFUND, encoding="utf-8")
    result = disputelint("facts", "./b.html", "a.html", "sub")
    assert result.code == 0
    value = json.loads(result.out)
    schema = json.loads(
        resources.files("disputelint.schemas").joinpath("facts.schema.json").read_text(encoding="utf-8")
    )
    jsonschema.Draft202012Validator(schema).validate(value)
    assert [page["source"] for page in value["pages"]] == ["./b.html", "a.html", "sub/c.txt"]
    assert value["pages"][0]["language"] == "en"


def test_kind_is_forced(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    (here / "x.html").write_text(REFUND, encoding="utf-8")
    pages = json.loads(disputelint("facts", "x.html", "--kind", "contact").out)["pages"]
    assert pages[0]["kinds"] == ["contact"]


def test_facts_table_and_explanation_are_harmless_text(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    (here / "x.html").write_text(REFUND.replace("Return", "&#27;[2JReturn\u202e"), encoding="utf-8")
    for words in (("-f", "table"), ("--explain", "refund.window")):
        result = disputelint("facts", "x.html", *words)
        assert result.code == 0 and result.out.startswith("x.html  refund_policy  en")
        assert "\x1b" not in result.out and "\u202e" not in result.out


def test_demo_port_that_is_taken(disputelint) -> None:  # type: ignore[no-untyped-def]
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        result = disputelint("demo", "--serve", "--port", str(held.getsockname()[1]))
    assert result.code == 2 and "--port" in result.err


def test_serve_starts_waits_and_stops(tmp_path: Path) -> None:
    port = free_port()
    command = f'"{sys.executable}" -m http.server {port} --bind 127.0.0.1'
    with served(Serve(command, f"http://127.0.0.1:{port}/"), tmp_path) as url:
        assert urllib.request.urlopen(url, timeout=5).status == 200
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1).close()


def test_serve_that_ends_at_once_is_a_configuration_error(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -c "raise SystemExit(3)"'
    with pytest.raises(ConfigError, match="code 3"), served(Serve(command, "http://127.0.0.1:9/"), tmp_path):
        pass


def test_serve_that_never_answers_is_given_up(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -c "import time; time.sleep(60)"'
    url = f"http://127.0.0.1:{free_port()}/"
    with pytest.raises(ConfigError, match="did not answer"), served(Serve(command, url), tmp_path, wait=1.0):
        pass


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [("disputelint do", 1, "doctor"), ("disputelint audit --fail", 2, "--fail-on"), ("disputelint rules l", 2, "lint")],
)
def test_shell_completion(words: str, number: int, expected: str) -> None:
    environ = {**os.environ, "_DISPUTELINT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(number)}
    code = "from disputelint.checker.cli import main; main([])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environ, check=False, text=True)
    assert f"plain,{expected}" in done.stdout.splitlines()


def test_rules_list_by_authority_topic_reason_severity_and_pack(disputelint) -> None:  # type: ignore[no-untyped-def]
    def listed(*words: str) -> list[dict[str, object]]:
        return list(json.loads(disputelint("rules", "list", "-f", "json", *words).out))

    asked = listed("--authority", "klarna", "--topic", "shipping")
    assert asked and all("klarna" in rule["authorities"] for rule in asked)  # type: ignore[operator]
    assert {rule["topic"] for rule in asked} == {"shipping"}
    both = listed("--reason", "not_received", "--severity", "note")
    assert both and all("not_received" in rule["reasons"] and rule["severity"] == "note" for rule in both)  # type: ignore[operator]
    law = listed("--pack", "de")
    assert law
    named = [rule["authorities"] for rule in law if rule["authorities"]]  # a rule that cites nobody is always active
    assert all(any(str(name)[:2] in ("de", "eu") for name in names) for names in named)  # type: ignore[attr-defined]
    wrong = disputelint("rules", "list", "--authority", "klarma")
    assert wrong.code == 2 and '"klarna"' in wrong.err


OPTIONS = [
    "--topic",
    "product",
    "--page",
    "product",
    "--severity",
    "error",
    "--who",
    "merchandising",
    "--reason",
    "not_as_described",
]


def test_a_new_rule_from_options_asks_for_the_words_given(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    words = ("--title", "Care is explained", "--word", "Wash at 30° (cold)", "--word-ja", "お手入れ：手洗い")
    made = disputelint(
        "rules", "new", "care-guide-given", *OPTIONS, *words, "--requirement", "stripe-product-description"
    )
    assert made.code == 0, made.err
    assert disputelint("rules", "lint", "my-rules").code == 0
    tested = disputelint("rules", "test", "my-rules")
    assert (tested.code, "1 rule, 4 examples" in tested.out) == (0, True), tested.out
    assert (here / "my-rules" / "rule.schema.json").is_file()
    assert disputelint("rules", "list", "--rules", "my-rules", "--select", "care-guide-given").code == 0


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("--topic", "prodct"), "Topics:"),
        (("--topic", "product", "--page", "prodict"), '"product"'),
        (("--topic", "product", "--reason", "not_recieved"), '"not_received"'),
        (("--topic", "product", "--requirement", "stripe-refund-polcy"), '"stripe-refund-policy"'),
    ],
)
def test_what_a_new_rule_cannot_be_is_said(disputelint, words, meant) -> None:  # type: ignore[no-untyped-def]
    told = disputelint("rules", "new", "own-rule", *words)
    assert told.code == 2 and meant in told.err


def test_rules_new_asks_on_a_terminal_until_the_answer_fits(disputelint, here, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    import click

    from disputelint.checker.cli import rules_new

    said = iter(["Gift Wrap", "gift-wrap-named", "gift", "product", "Gift wrap is named", "ギフト包装の案内がある"])
    more = iter(["note", "support", "product", "gift wrap", "ギフト包装", "", ""])
    asked: list[str] = []

    def prompt(question: str, **rest: object) -> str:
        asked.append(question)
        return next(said, None) or next(more)

    monkeypatch.setattr(click, "prompt", prompt)
    terminal = type("Terminal", (), {"isatty": staticmethod(lambda: True)})
    monkeypatch.setattr(rules_new, "sys", type("Sys", (), {"stdin": terminal, "stderr": terminal}))
    made = disputelint("rules", "new", "--lang", "ja")
    assert made.code == 0, made.err
    assert len(asked) == 13 and "ルールのID" in asked[0] and asked[0] == asked[1]
    assert "Gift Wrap" in made.err and made.out.strip().endswith("gift-wrap-named.yaml")
    assert disputelint("rules", "test", "my-rules").code == 0


def test_rules_new_without_an_id_and_without_a_terminal(disputelint) -> None:  # type: ignore[no-untyped-def]
    assert disputelint("rules", "new").code == 2


def test_a_folder_that_the_configuration_names_can_be_named_again(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    disputelint("rules", "new", "own-rule", "--topic", "refund")
    (here / "disputelint.yml").write_text("extends: [recommended, ./my-rules]\n", encoding="utf-8")
    for words in (("my-rules",), ("my-rules/refund/own-rule.yaml",)):
        tested = disputelint("rules", "test", *words)
        assert (tested.code, "1 rule, 2 examples" in tested.out) == (0, True), tested.err

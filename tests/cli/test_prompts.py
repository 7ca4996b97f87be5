"""What is asked of a person on a terminal: permission to walk a shop, and secrets."""

import io
from types import SimpleNamespace

import pytest

from disputelint.checker import audit
from disputelint.checker.cli import permission
from disputelint.checker.cli.permission import with_permission
from disputelint.checker.cli.session import Session
from disputelint.checker.cli.targets import parse
from disputelint.checker.config import Config, Journey, Storefront


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal whose person says yes; the questions."""
    questions: list[str] = []
    # pytest puts its own streams back between a fixture and its test
    monkeypatch.setattr(permission, "sys", SimpleNamespace(stdin=Screen("y\n"), stderr=Screen()))
    monkeypatch.setattr("getpass.getuser", lambda: "mei")

    def confirm(question: str, **rest: object) -> bool:
        questions.append(question)
        return True

    monkeypatch.setattr(permission.click, "confirm", confirm)
    return questions


def test_a_yes_names_who_said_it(asked: list[str]) -> None:
    (target,) = parse(["shop.example"])
    assert with_permission(Config(), target, Session()).storefront.authorized_by == "mei (at the prompt)"
    assert "https://shop.example/" in asked[0] and "nothing is bought" in asked[0]


def test_the_question_is_asked_in_japanese(asked: list[str]) -> None:
    (target,) = parse(["shop.example"])
    with_permission(Config(), target, Session(language="ja"))
    assert "購入はしません" in asked[0]


@pytest.mark.parametrize(
    ("config", "word", "session"),
    [
        (Config(), "http://127.0.0.1:9", Session()),
        (Config(journey=Journey(on=False)), "shop.example", Session()),
        (Config(storefront=Storefront(authorized_by="Mei")), "shop.example", Session()),
        (Config(), "shop.example", Session(quiet=True)),
    ],
)
def test_nobody_is_asked_without_need(asked: list[str], config: Config, word: str, session: Session) -> None:
    (target,) = parse([word])
    assert with_permission(config, target, session) == config
    assert asked == []


def test_without_a_terminal_nobody_is_asked_and_nothing_is_assumed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    (target,) = parse(["shop.example"])
    assert with_permission(Config(), target, Session()).storefront.authorized_by is None


def test_secrets_are_typed_unseen(disputelint, report, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    seen: list[Config] = []

    def run(target: audit.Target, config: Config, **rest: object) -> object:
        seen.append(config)
        return report

    hidden: list[bool] = []

    def prompt(question: str, **how: object) -> str:
        hidden.append(bool(how.get("hide_input")) and bool(how.get("err")))
        return f"typed for {question.split()[0]}"

    monkeypatch.setattr(audit, "run", run)
    monkeypatch.setattr("sys.stdin", Screen())
    monkeypatch.setattr("disputelint.checker.cli.secrets.click.prompt", prompt)
    disputelint("audit", "http://127.0.0.1:9", "--header", "X-Key", "--basic-auth", "me", "--storefront-password")
    access = seen[0].access
    assert access.headers == (("X-Key", "typed for X-Key"),)
    assert access.basic_auth == ("me", "typed for me")
    assert access.storefront_password == "typed for storefront-password"
    assert hidden == [True, True, True]

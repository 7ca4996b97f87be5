"""What a TARGET is taken for."""

from pathlib import Path

import pytest

from disputelint.checker.cli.targets import file_name, is_loopback, masked, parse
from disputelint.checker.errors import UsageError


@pytest.mark.parametrize(
    ("word", "url"),
    [
        ("shop.example", "https://shop.example/"),
        ("shop.example/ja/?x=1#top", "https://shop.example/ja/?x=1"),
        ("shop.example/page.html", "https://shop.example/page.html"),
        ("https://shop.example", "https://shop.example/"),
        ("HTTP://shop.example/A", "http://shop.example/A"),
        ("localhost:8000", "http://localhost:8000/"),
        ("127.0.0.1:8000/x", "http://127.0.0.1:8000/x"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("https://localhost", "https://localhost/"),
        ("shop.localhost", "http://shop.localhost/"),
        ("お店.example", "https://お店.example/"),
        ("intranet:8080", "https://intranet:8080/"),
    ],
)
def test_addresses(word: str, url: str) -> None:
    (target,) = parse([word])
    assert target.is_url and target.text == url


@pytest.mark.parametrize(
    "word",
    [
        "",
        "  ",
        "kansogoods",
        "missing.html",
        "./gone",
        "../gone.wacz",
        "C:\\shops\\gone",
        "ftp://shop.example",
        "file:///tmp/x.html",
        "javascript:alert(1)",
        "https:/shop.example",
        "http//shop.example",
        "https;//shop.example",
        "https://",
        "https://shop.example:port/",
        "shop example",
        "https://[::1",
    ],
)
def test_what_is_neither_a_file_nor_an_address(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError):
        parse([word])


def test_a_typo_in_the_scheme_is_recognised() -> None:
    for word in ("https:/shop.example", "http//shop.example", "https;//shop.example", "https:shop.example"):
        with pytest.raises(UsageError) as raised:
            parse([word])
        assert raised.value.hint is not None
        assert "://shop.example?" in raised.value.hint.en


def test_what_exists_on_disk_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.example").mkdir()
    (target,) = parse(["shop.example"])
    assert not target.is_url


def test_name_and_password_in_an_address_become_basic_authentication() -> None:
    (target,) = parse(["https://me:p%40ss@shop.example/x"])
    assert target.basic_auth == ("me", "p@ss")
    assert target.text == "https://shop.example/x"
    assert "p%40ss" not in target.name
    (bare,) = parse(["me:secret@shop.example"])
    assert bare.basic_auth == ("me", "secret") and bare.text == "https://shop.example/"


@pytest.mark.parametrize(
    "word", ["https://me:secret@shop.example:bad/", "ftp://me:secret@x.example", "me:secret@kanso"]
)
def test_a_password_never_stands_in_an_error(word: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse([word])
    said = f"{raised.value.what} {raised.value.where} {raised.value.hint}"
    assert "secret" not in said


def test_masking() -> None:
    assert masked("https://a:b@x.example/") == "https://***@x.example/"
    assert masked("--fail-on=error") == "--fail-on=error"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1", "a.localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["shop.example", "10.0.0.1", "localhost.example", "128.0.0.1"])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_names_tell_targets_apart() -> None:
    names = [target.name for target in parse(["shop.example/a", "shop.example/b", "Shop.example/c"])]
    assert len({name.lower() for name in names}) == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [("a:b/c", "a-b-c"), ("con", "con_"), ("nul.txt", "nul.txt_"), ("...", "shop"), ("ok ", "ok"), ("日本", "日本")],
)
def test_file_names_are_legal_everywhere(text: str, name: str) -> None:
    assert file_name(text) == name


def test_a_saved_report_is_not_audited_and_snapshots_are_made_of_shops(disputelint, here) -> None:  # type: ignore[no-untyped-def]
    (here / "report.json").write_text("{}", encoding="utf-8")
    (here / "p.html").write_text("<p>Refunds</p>", encoding="utf-8")
    result = disputelint("audit", "report.json")
    assert result.code == 2 and "disputelint report report.json" in result.err
    result = disputelint("audit", "p.html", "--save", "x.wacz")
    assert result.code == 2 and "--save" in result.err

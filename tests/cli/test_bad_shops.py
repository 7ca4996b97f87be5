"""What bad shops, files and settings end in: the exit code, and what it was, where, and what to do, in both languages."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from disputelint.checker.model import Text
from tests.lent import Lent

HOME = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Tea shop</title><h1>Tea shop</h1>"
    "<p>We sell tea, hand picked and packed with care, since 1987.</p><footer>"
    + "".join(
        f"<a href=/{name}>{name}</a> " for name in ("returns", "huge", "alerts", "download", "popups", "sjis", "utf8")
    )
    + "</footer></html>"
)
RETURNS = "<html lang=en><title>Returns</title><h1>Returns</h1><p>Send tea back within 30 days of delivery.</p></html>"
DOOR = "<title>Opening soon</title><form action=/password method=post><input type=password name=password></form>"
CHUNK = b"<p>" + b"x" * 65_000 + b"</p>"


class Bad(BaseHTTPRequestHandler):
    """A shop for each first part of the path; `/good/` stands at the root."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        with contextlib.suppress(ConnectionError, OSError):
            name = self.path.split("?")[0].strip("/").replace(".", "_")
            getattr(self, f"at_{name.split('/')[0] or 'home'}", self.missing)()

    def say(self, status: int, body: str | bytes, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for key, value in ({"Content_Type": "text/html"} | headers).items():
            self.send_header(key.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def missing(self) -> None:
        self.say(404, "<h1>Not found</h1>")

    def at_home(self) -> None:
        self.say(200, HOME)

    def at_returns(self) -> None:
        self.say(200, RETURNS)

    def at_refusing(self) -> None:
        self.say(403, "<h1>Forbidden</h1>")

    def at_busy(self) -> None:
        self.say(429, "slow down", Retry_After="600")

    def at_loop(self) -> None:
        self.say(302, "", Location=self.path)

    def at_closed(self) -> None:
        self.say(200, DOOR) if self.path.endswith("/password") else self.say(302, "", Location="/closed/password")

    def at_empty(self) -> None:
        self.say(200, "")

    def at_huge(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(300 * 1024 * 1024 // len(CHUNK)):
            self.wfile.write(CHUNK)

    def at_alerts(self) -> None:
        self.say(200, "<h1>Alerts</h1><script>for (;;) alert('again')</script>")

    def at_download(self) -> None:
        self.say(200, b"PK", Content_Type="application/octet-stream", Content_Disposition="attachment; filename=a.zip")

    def at_popups(self) -> None:
        self.say(200, "<h1>Popups</h1><p>Buy tea.</p><script>window.open('/returns')</script>")

    def at_sjis(self) -> None:
        page = "<title>返品</title><h1>返品</h1><p>商品到着後7日以内に返品できます。</p>"
        self.say(200, page.encode("shift_jis"), Content_Type="text/html; charset=Shift_JIS")

    def at_utf8(self) -> None:
        self.say(200, b"<meta charset=utf-8><h1>Shipping</h1><p>Tea ships \xff\xfe within 3 days.</p>")


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bad)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def audited(disputelint: Any) -> Callable[..., tuple[int, dict[str, Any]]]:
    def go(target: str, *words: str) -> tuple[int, dict[str, Any]]:
        fixed = ("--no-config", "--no-journey", "--no-images", "-f", "json=r.json", "-f", "terminal")
        render = () if "--render" in words else ("--render", "none")
        result = disputelint("audit", target, *render, *fixed, *words)
        assert "Traceback" not in result.err
        return result.code, json.loads(Path("r.json").read_text(encoding="utf-8"))

    return go


@pytest.mark.parametrize(
    ("target", "reason", "what", "remedy"),
    [
        ("http://no-such-host.invalid/", "unreachable", Text("could not be reached", "接続できません"), "address"),
        ("http://127.0.0.1:1/", "unreachable", Text("could not be reached", "接続できません"), "address"),
        ("https://SHOP/", "tls_error", Text("certificate was not accepted", "証明書"), "certificate"),
        ("http://SHOP/refusing/", "http_refusal", Text("the server refused", "拒否"), "--header"),
        ("http://SHOP/busy/", "http_refusal", Text("the server refused", "拒否"), "--rate"),
        ("http://SHOP/loop/", "redirect_loop", Text("redirects without end", "リダイレクト"), "redirects"),
        ("http://SHOP/closed/", "password_page", Text("password page", "パスワード"), "--storefront-password"),
        ("http://SHOP/download/", "not_html", Text("it is no page", "ページではない"), "page"),
    ],
)
def test_a_shop_that_cannot_be_read_ends_in_3_and_says_why(
    audited: Any, shop: str, target: str, reason: str, what: Text, remedy: str
) -> None:
    target = target.replace("SHOP", shop)
    code, report = audited(target)
    assert (code, report["verdict"]) == (3, "inconclusive")
    assert not [finding["rule"] for finding in report["findings"] if finding["verdict"] == "fail"]
    assert next(gap["reason"] for gap in report["coverage"]["gaps"] if gap["required"]) == reason
    (gap,) = (gap for gap in report["coverage"]["gaps"] if gap["what"].rstrip("/") == target.rstrip("/"))
    assert gap["reason"] == reason and what.en in gap["detail"]["en"] and what.ja in gap["detail"]["ja"]
    assert remedy in gap["remedy"]["en"] and gap["remedy"]["ja"] != gap["remedy"]["en"]


def test_an_empty_page_is_no_shop_and_no_crash(audited: Any, shop: str) -> None:
    code, report = audited(f"http://{shop}/empty/", "--max-pages", "1")
    assert code in (1, 3)
    assert [page["seen"] for page in report["pages"] if page["url"].rstrip("/").endswith("/empty")] == ["fetched"]


def _seen(report: dict[str, Any]) -> dict[str, str]:
    return {page["url"].rpartition("/")[2]: page["reason"] or page["seen"] for page in report["pages"]}


def test_bad_pages_cost_themselves_alone(audited: Any, shop: str) -> None:
    code, report = audited(f"http://{shop}/")
    assert code == 1  # a shop without products: judged by what it lacks
    seen = _seen(report)
    assert {seen[name] for name in ("", "returns", "sjis", "utf8", "alerts", "popups")} == {"fetched"}
    assert (seen["huge"], seen["download"]) == ("too_large", "not_html")
    failed = {finding["rule"] for finding in report["findings"] if finding["verdict"] == "fail"}
    assert "contact-page-present" in failed and "refund-policy-present" not in failed


@pytest.mark.browser
def test_bad_pages_cost_themselves_alone_in_the_browser_too(lent: Lent, audited: Any, shop: str) -> None:
    with lent.to_audits():
        code, report = audited(f"http://{shop}/", "--render", "all")
    assert code == 1
    seen = _seen(report)
    assert {seen[name] for name in ("", "returns", "sjis", "utf8", "popups")} == {"rendered"}
    assert (seen["huge"], seen["download"], seen["alerts"]) == ("too_large", "not_html", "timeout")


RULE = """id: own-rule
title: {{en: T, ja: 題}}
severity: error
expect: {expect}
confidence: high
who: support
reasons: [general]
requirements: []
subject: site
message: {{en: Not said., ja: 記載がありません。}}
fix: {{en: Say it., ja: 記載してください。}}
"""


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("id: own-rule\ntitle: [", 3, "YAML"),
        ("id: own-rule\nid: own-rule\n", 2, "id"),
        (RULE.format(expect="{fact: refund.windw}"), 4, "refund.window"),
        (RULE.format(expect="{text: {pattern: '('}}"), 4, ""),
        ("", 1, ""),
    ],
    ids=["YAML", "twice", "no fact", "no expression", "empty"],
)
def test_a_mistake_in_a_rule_file_ends_in_2_with_its_line(
    disputelint: Any, here: Path, text: str, line: int, said: str
) -> None:
    (here / "mine").mkdir()
    (here / "mine" / "own-rule.yaml").write_text(text, encoding="utf-8")
    (here / "page.html").write_text(RETURNS, encoding="utf-8")
    result = disputelint("audit", "page.html", "--rules", "mine", "--no-config")
    assert result.code == 2 and "Traceback" not in result.err
    assert f"own-rule.yaml:{line}:" in result.err and said in result.err
    japanese = disputelint("--lang", "ja", "audit", "page.html", "--rules", "mine", "--no-config")
    assert japanese.code == 2 and "エラー" in japanese.err and f"own-rule.yaml:{line}:" in japanese.err


def test_a_snapshot_cut_short_ends_in_2_and_says_what_to_do(disputelint: Any, here: Path, shop: str) -> None:
    disputelint("crawl", f"http://{shop}/closed/", "--render", "none", "-o", "shop.wacz")
    whole = (here / "shop.wacz").read_bytes()
    (here / "shop.wacz").write_bytes(whole[: len(whole) // 2])
    result = disputelint("audit", "shop.wacz")
    assert result.code == 2 and result.out == ""
    assert "damaged" in result.err and "shop.wacz" in result.err and "new snapshot" in result.err
    assert "壊れています" in disputelint("--lang", "ja", "audit", "shop.wacz").err

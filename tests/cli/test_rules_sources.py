"""`rules sources`: the age of reviews; exit codes of --check."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

FILL = "The merchant keeps to these terms whenever a buyer asks for it. " * 6
PAGES = {"/here": f"<p>Refunds take ten days.</p><p>{FILL}</p>", "/changed": f"<p>{FILL}</p>"}
REQUIREMENT = """\
- id: stripe-own-{name}
  document: Terms
  url: {url}/{name}
  section: '1'
  strength: must
  summary: {{en: Refunds take at most ten days., ja: 返金は10日以内に行います。}}
  quote: Refunds take ten days
  read: original
  jurisdiction: ''
  reviewed: '{reviewed}'
  checkable: page
  dispute_reasons: []
"""


@pytest.fixture(scope="module")
def site():  # type: ignore[no-untyped-def]
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = PAGES.get(self.path, "").encode()
            status = 200 if data else 403 if self.path == "/shut" else 404
            self.send_response(status)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def own(here, site):  # type: ignore[no-untyped-def]
    def write(*names: str, reviewed: str = "2026-01-10") -> None:
        folder = here / "own" / "requirements"
        folder.mkdir(parents=True, exist_ok=True)
        body = "".join(REQUIREMENT.format(name=name, url=site, reviewed=reviewed) for name in names)
        (folder / "stripe.yaml").write_text(f"authority: stripe\nrequirements:\n{body}", encoding="utf-8")

    return write


CHECK = ("rules", "sources", "stripe-own", "--rules", "own", "--check")


def test_ages_are_counted_and_filtered(disputelint, own) -> None:  # type: ignore[no-untyped-def]
    own("here")
    words = ("rules", "sources", "stripe", "--rules", "own", "--now", "2026-12-01")
    rows = json.loads(disputelint(*words, "-f", "json").out)
    assert rows[0]["id"] == "stripe-own-here" and rows[0]["age_days"] == 325
    assert {row["authority"] for row in rows} == {"stripe"}
    old = json.loads(disputelint(*words, "-f", "json", "--older-than", "324").out)
    assert [row["id"] for row in old] == ["stripe-own-here"]
    assert json.loads(disputelint(*words, "-f", "json", "--older-than", "325").out) == []
    assert "325 days" in disputelint(*words).out and "325日" in disputelint(*words, "--lang", "ja").out


def test_an_authority_that_does_not_exist_is_a_mistake(disputelint) -> None:  # type: ignore[no-untyped-def]
    told = disputelint("rules", "sources", "strip3")
    assert told.code == 2 and '"stripe"' in told.err


@pytest.mark.parametrize(
    ("names", "code", "said"),
    [
        (["here"], 0, "unchanged"),
        (["here", "changed"], 1, "moved to"),  # the quote stands on another page of the authority
        (["changed"], 1, "gone (the page answers"),
        (["nowhere"], 1, "gone (404)"),
        (["shut"], 3, "unreachable (http_refusal)"),
    ],
)
def test_check_says_how_each_source_stands(disputelint, own, names, code, said) -> None:  # type: ignore[no-untyped-def]
    own(*names)
    told = disputelint(*CHECK)
    assert (told.code, said in told.out) == (code, True), told.out


def test_check_as_json(disputelint, own) -> None:  # type: ignore[no-untyped-def]
    own("changed")
    told = disputelint(*CHECK, "-f", "json")
    assert told.code == 1
    assert json.loads(told.out)[0]["check"] == {"state": "gone", "where": "", "detail": "quote"}

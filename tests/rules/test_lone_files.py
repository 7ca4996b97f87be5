"""One policy audited as a file is not told what belongs on other pages, and one that says nothing is told so."""

from __future__ import annotations

from pathlib import Path

from disputelint.checker import audit
from disputelint.checker.config import Config, Storefront

SOUND = """<!doctype html><html lang=en><title>Refund policy</title><main><h1>Refund policy</h1>
<p>You may return unused goods in their original packaging within 30 days of delivery.</p>
<h2>How to return</h2><p>E-mail help@loom-and-latch.com with your order number and we send you the return address.</p>
<p>You pay the return postage. We refund you to your original payment method within 5 business days of receiving the
return. If an item arrives faulty, damaged or wrong, tell us and we replace it or refund you, and pay the postage.</p>
<p>You can cancel your order free of charge until we have sent it.</p></main></html>"""
BARE = """<!doctype html><html lang=en><title>Refund policy</title><main><h1>Refund policy</h1>
<p>We want you to be happy with what you buy. Unused goods may be returned to us in their original packaging, and we
will look at each return with care and answer you as soon as we can.</p></main></html>"""


def errors(folder: Path, name: str, html: str) -> set[str]:
    path = folder / f"{name}.html"
    path.write_text(html, encoding="utf-8")
    report = audit.run(audit.Target(str(path), path), Config(storefront=Storefront(sells=("physical",))))
    return {one.rule for one in report.findings if one.verdict == "fail" and one.severity == "error"}


def test_a_lone_policy_is_judged_by_what_belongs_on_it(tmp_path: Path) -> None:
    assert errors(tmp_path, "refund", SOUND) == set()
    assert {"refund-window-stated", "return-procedure-stated"} <= errors(tmp_path, "returns", BARE)

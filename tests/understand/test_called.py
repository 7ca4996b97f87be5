"""Files saved from a shop join into a site by what they say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from disputelint.checker.config.settings import Config
from disputelint.checker.model import Site
from disputelint.checker.snapshot.files import open_files
from disputelint.checker.understand.site import read

HOME = "<title>Tea shop</title>{base}<h1>Tea shop</h1><footer><a href='{link}'>Returns</a></footer>"
POLICY = "<title>Returns</title>{head}<h1>Returns</h1><p>Send tea back within 30 days of delivery.</p>"
CANONICAL = "<link rel=canonical href='{}'>"


def site(folder: Path, link: str, head: str, base: str = "") -> Site:
    (folder / "index.html").write_text(HOME.format(link=link, base=base), encoding="utf-8")
    (folder / "policy-returns.html").write_text(POLICY.format(head=head), encoding="utf-8")
    return read(open_files([folder]), Config())


@pytest.mark.parametrize(
    ("link", "head", "base"),
    [
        ("/returns/", CANONICAL.format("https://tea.example/returns"), ""),
        ("/returns", CANONICAL.format("/returns/"), ""),
        ("/returns/", "<meta property=og:url content='https://tea.example/returns/'>", ""),
        ("https://tea.example/returns/", CANONICAL.format("https://tea.example/returns/"), ""),
        ("returns/", CANONICAL.format("https://tea.example/returns/"), "<base href='https://tea.example/'>"),
        ("policy-returns.html", "", "<base href='https://tea.example/'>"),
    ],
)
def test_a_link_to_an_address_that_a_file_gives_as_its_own_leads_there(
    tmp_path: Path, link: str, head: str, base: str
) -> None:
    found = site(tmp_path, link, head, base)
    target = next(page for page in found.pages if page.url.endswith("index.html")).links[0].url
    assert found.aliases.get(target, target) == "file:///policy-returns.html"
    assert "refund_policy" in next(page.kinds for page in found.pages if page.url.endswith("returns.html"))


def test_an_address_that_every_file_claims_belongs_to_none(tmp_path: Path) -> None:
    head = CANONICAL.format("https://tea.example/shop")
    (tmp_path / "terms.html").write_text(POLICY.format(head=head), encoding="utf-8")
    assert "file:///shop" not in site(tmp_path, "/shop", head).aliases

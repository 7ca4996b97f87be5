from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from disputelint.checker.errors import SnapshotError
from disputelint.checker.snapshot.files import given_order, open_files
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.records import Load
from disputelint.checker.snapshot.source import LAID_OUT

JAPANESE = "<p>返品は商品到着後30日以内に承ります。送料はお客様のご負担となります。</p>"


def put(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


def only(path: Path) -> Load:
    (load,) = open_snapshot(path).loads
    return load


def test_a_folder_becomes_a_site_whose_root_is_the_folder(tmp_path: Path) -> None:
    put(tmp_path, index_html="<p>home</p>", policies__refund_html="<p>refund</p>", readme_pdf="x", _git__x_html="no")
    put(tmp_path, node_modules__y_html="not ours")
    (tmp_path / "_includes").mkdir()
    (tmp_path / "_includes" / "footer.html").write_text("{% for link in links %}", encoding="utf-8")
    (tmp_path / "node.modules").rename(tmp_path / "node_modules")
    read = open_snapshot(tmp_path)
    assert [load.url for load in read.loads] == ["file:///index.html", "file:///policies/refund.html"]
    assert read.loads[1].source == (tmp_path / "policies" / "refund.html").as_posix()
    assert (read.meta.files, read.meta.target, read.meta.origin) == (True, "file:///index.html", "file://")
    assert read.discovery.complete and read.loads[1].seen == "fetched"
    assert read.loads[1].html() == "<p>refund</p>"


def test_where_a_shop_is_run_is_no_part_of_its_storefront_unless_named(tmp_path: Path) -> None:
    put(tmp_path, index_html="home", badminton_html="rackets", admin__orders_html="Orders")
    for behind in ("admin.html", "order-admin.html", "admin_login.html"):
        (tmp_path / behind).write_text("<h1>Orders</h1>", encoding="utf-8")
    assert [load.url for load in open_snapshot(tmp_path).loads] == ["file:///badminton.html", "file:///index.html"]
    assert only(tmp_path / "admin.html").seen == "fetched"


def test_notes_of_the_builders_are_no_pages_unless_named(tmp_path: Path) -> None:
    put(tmp_path, index_html="home", shipping_md="We ship.", docs__imprint_md="Imprint.")
    (tmp_path / "REFUND_POLICY.md").write_text("Refunds.", encoding="utf-8")
    for note in (
        "README.md",
        "CLAUDE.md",
        "claude.local.md",
        "SEO_PLAN_2026.md",
        "robots.txt",
        "docs/homepage-plan.md",
        "docs/old/b.md",
    ):
        (tmp_path / note).parent.mkdir(exist_ok=True)
        (tmp_path / note).write_text("# Returns within 90 days", encoding="utf-8")
    assert [load.url.removeprefix("file:///") for load in open_snapshot(tmp_path).loads] == [
        "REFUND_POLICY.md", "docs/imprint.md", "index.html", "shipping.md",
    ]  # fmt: skip
    assert only(tmp_path / "README.md").seen == "fetched"


def test_a_folder_of_documents_that_is_the_site_is_read(tmp_path: Path) -> None:
    put(tmp_path, docs__index_md="home", docs__plans_md="Our plans cost 5 euros a month.")
    assert len(open_snapshot(tmp_path).loads) == 2


def test_a_file_that_is_not_text_is_no_page_and_loses_nothing_else(tmp_path: Path) -> None:
    put(
        tmp_path, index_html="<p>home</p>", odd_html="\ufeff<p>marked</p>", paste_html="<p>one\x0btwo</p>" + "<br>" * 30
    )
    (tmp_path / "saved.html").write_bytes(gzip.compress(b"<p>kept as it was sent</p>"))
    read = {load.url.rsplit("/", 1)[1]: load for load in open_snapshot(tmp_path).loads}
    assert {name for name, load in read.items() if load.seen == "unread"} == {"saved.html"}
    assert (read["saved.html"].reason, read["saved.html"].detail) == ("not_html", "not text")
    with pytest.raises(SnapshotError) as caught:
        open_snapshot(tmp_path / "saved.html")
    assert caught.value.code == "E611" and caught.value.hint and "compressed" in caught.value.hint.en


def test_pages_of_several_places_share_a_root_and_keep_the_order_given(tmp_path: Path) -> None:
    put(tmp_path, b__one_html="1", a__two_html="2", a__three_html="3")
    paths = [tmp_path / "b" / "one.html", tmp_path / "a", tmp_path / "b" / "one.html"]
    read = open_files(paths, kind="refund_policy")
    assert [load.url for load in read.loads] == ["file:///a/three.html", "file:///a/two.html", "file:///b/one.html"]
    assert {load.kind_hint for load in read.loads} == {"refund_policy"}
    assert [load.body() for load in given_order(read.loads, paths) if load.body] == ["1", "3", "2"]


def test_a_file_is_also_known_by_the_addresses_a_server_gives_it(tmp_path: Path) -> None:
    put(tmp_path, index_html="", about_html="", about__index_html="", policies__index_html="")
    aliases = {load.url: load.aliases for load in open_files([tmp_path]).loads}
    assert aliases == {
        "file:///index.html": ("file:///", "file:///index"),
        "file:///about.html": ("file:///about", "file:///about/"),
        "file:///about/index.html": ("file:///about/index",),
        "file:///policies/index.html": ("file:///policies", "file:///policies/", "file:///policies/index"),
    }


def test_names_that_a_url_cannot_hold_are_escaped(tmp_path: Path) -> None:
    (tmp_path / "返品 #1.html").write_text("x", encoding="utf-8")
    assert only(tmp_path).url == "file:///%E8%BF%94%E5%93%81%20%231.html"


def test_markdown_is_rendered_with_its_tables_and_raw_html(tmp_path: Path) -> None:
    text = "---\ntitle: Returns, in short\n---\n# Returns\n\nWithin **30 days**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<details>x</details>\n"
    put(tmp_path, refund_md=text)
    html = only(tmp_path / "refund.md").html()
    assert "<h1>Returns</h1>" in html and "<strong>30 days</strong>" in html and "<td>2</td>" in html
    assert "<details>x</details>" in html and "<title>Returns, in short</title>" in html and "title:" not in html


def test_a_template_keeps_its_text_and_loses_its_tags(tmp_path: Path) -> None:
    put(
        tmp_path,
        refund_njk="---\nx: 1\n---\n{% extends 'a' %}\n{# note\nhidden #}<p>Hi {{ name | upper }}, 30 days</p>{%- endblock -%}",
    )
    assert only(tmp_path / "refund.njk").html().split() == ["<p>Hi", ",", "30", "days</p>"]


def test_plain_text_becomes_escaped_paragraphs(tmp_path: Path) -> None:
    put(tmp_path, terms_txt="Returns <30 days> & more\nsecond line\n\n  \nNext")
    html = only(tmp_path / "terms.txt").html()
    assert "<pre>Returns &lt;30 days&gt; &amp; more\nsecond line</pre>\n<pre>Next</pre>" in html


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
@pytest.mark.parametrize("said", [True, False])
def test_the_encoding_is_found_whether_the_page_says_it_or_not(tmp_path: Path, charset: str, said: bool) -> None:
    label = {"cp932": "Shift_JIS", "euc_jp": "EUC-JP"}.get(charset, "utf-8")
    text = (f'<html><meta charset="{label}">' if said else "<html>") + JAPANESE
    (tmp_path / "a.html").write_bytes(text.encode(charset))
    assert JAPANESE in only(tmp_path / "a.html").html()


def test_a_wrong_declaration_gives_way_to_what_the_bytes_are(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(('<meta charset="Shift_JIS">' + JAPANESE).encode("utf-8"))
    (tmp_path / "b.html").write_bytes(('<meta charset="utf-8">' + JAPANESE * 5).encode("cp932"))
    assert JAPANESE in only(tmp_path / "a.html").html()
    assert JAPANESE in only(tmp_path / "b.html").html()


def test_a_few_broken_bytes_do_not_change_the_encoding(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes((JAPANESE * 3).encode("utf-8")[:-5] + b"\xff</p>")
    assert only(tmp_path / "a.html").html().startswith(JAPANESE)


def test_european_text_without_a_declaration_is_read(tmp_path: Path) -> None:
    text = "<p>Rückgabe innerhalb von 30 Tagen – Größe, Maße und Käuferschutz für Österreich</p>"
    (tmp_path / "a.html").write_bytes(text.encode("cp1252"))
    assert only(tmp_path / "a.html").html() == text


def test_a_folder_without_pages_and_a_missing_file_are_said(tmp_path: Path) -> None:
    for paths in ([tmp_path], [tmp_path / "none.html"]):
        with pytest.raises(SnapshotError) as caught:
            open_files(paths)
        assert str(paths[0]) in str(caught.value.where)


def test_a_file_above_the_limit_is_cut_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("disputelint.checker.snapshot.files.LIMIT", 1 << 20)
    (tmp_path / "a.html").write_bytes(b"x" * ((1 << 20) + 5))
    load = only(tmp_path / "a.html")
    assert len(load.html()) == 1 << 20 and load.detail == "cut at 1 MB"


@pytest.mark.parametrize(
    ("suffix", "text"), [("njk", "{{ {% {# " * 40_000), ("md", "---\n" + "{{ " * 20_000), ("html", "\x81" * 500_000)]
)
def test_hostile_sources_cost_no_more_than_their_length(tmp_path: Path, suffix: str, text: str) -> None:
    (tmp_path / f"a.{suffix}").write_bytes(text.encode("latin-1"))
    start = time.process_time()
    only(tmp_path / f"a.{suffix}").html()
    assert time.process_time() - start < 5


def test_a_front_matter_gives_a_page_its_title_and_is_none_of_its_text(tmp_path: Path) -> None:
    put(
        tmp_path,
        refunds_html='---\nlayout: page\ntitle: "Returns & refunds"\n---\n<p>30 days.</p>',
        plain_html="---\nlayout: none\n---\n<title>Own</title>",
        terms_md="---\ntitle: Terms of sale\n---\nWe sell cups.",
    )
    plain, refunds, terms = (load.html() for load in open_snapshot(tmp_path).loads)
    assert refunds == f"{LAID_OUT}<title>Returns &amp; refunds</title><p>30 days.</p>"
    assert plain == "<title>Own</title>"
    assert "<title>Terms of sale</title>" in terms
    assert "layout" not in terms

from __future__ import annotations

import contextlib
import io
import json
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from disputelint.checker.model import Amount, Discovery, Step
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.records import Frame, Layout, Load, Meta, Refusal
from disputelint.checker.snapshot.write import SnapshotWriter

META = Meta(
    target="https://shop.example/", origin="https://shop.example", date="2026-03-04T05:06:07Z", tool_version="1.0"
)
PAGE = "<html><head><title>Shop</title></head><body><p>返品は30日以内</p></body></html>"
DOM = PAGE.replace("<p>", '<p data-dl="0">')
LAYOUT = (Layout(1.5, 2, 300, 20.25, True, 16, 12.6), None, Layout(0, 0, 0, 0, False, 12))
LOAD = Load(
    url="https://shop.example/",
    final_url="https://shop.example/home",
    device="desktop",
    seen="rendered",
    status=200,
    content_type="text/html; charset=shift_jis",
    headers=(("Content-Type", "text/html; charset=shift_jis"), ("Server", "x")),
    redirects=("https://shop.example/",),
    found_by=("target",),
    link_texts=("Home", "ホーム"),
    canonical="https://shop.example/",
    fetched_at="2026-03-04T05:06:08Z",
    requests=("https://cdn.example/a.js",),
    globals=("Shopify",),
    cookies=("cart",),
    frames=(Frame("https://policy.example/", "<p>x</p>", "iframe"),),
    layout=LAYOUT,
    kind_hint="checkout",
    step_hint="review",
    probes={"timers": [{"text": "09:59", "left": 1.5}], "none": None},
    dom=lambda: DOM,
)
STEP = Step(0, "open", "https://shop.example/", "product", amounts=(Amount("Total", "¥1,200", 1200.0, "JPY"),))
REFUSED = Refusal("POST", "https://shop.example/pay", "https://shop.example/checkout", "pay")
FOUND = Discovery(False, ("footer",), (("sitemap", "timeout"),))


def written(path: Path, *loads: Load) -> Path:
    writer = SnapshotWriter(path, META)
    for load in loads:
        writer.add_load(load, PAGE.encode("cp932"))
    writer.add_step(STEP)
    writer.add_refusal(REFUSED)
    writer.add_shot(b"\xff\xd8jpeg")
    return writer.finish(FOUND, META, ("https://shop.example/policies/refund",))


def test_everything_written_is_read_back(tmp_path: Path) -> None:
    mobile = replace(LOAD, device="mobile")
    failed = Load("https://shop.example/a", "https://shop.example/a", "desktop", "unread", 403, reason="http_refusal")
    path = SnapshotWriter(tmp_path / "s.wacz", META)
    path.add_load(mobile, PAGE.encode("cp932"))
    path.add_load(failed)
    path.add_load(LOAD, PAGE.encode("cp932"))
    path.add_step(STEP)
    path.add_refusal(REFUSED)
    shot = path.add_shot(b"\xff\xd8jpeg")
    assert path.add_shot(b"\xff\xd8jpeg") == shot
    file = path.finish(FOUND, replace(META, journey="walked"), ("https://shop.example/policies/refund",))

    read = open_snapshot(file)
    assert read.meta == replace(META, journey="walked")
    assert read.loads == (LOAD, mobile, failed)
    assert read.loads[0].html() == DOM
    assert read.loads[0].body is not None and read.loads[0].body() == PAGE
    assert read.loads[0].raw is not None and read.loads[0].raw() == PAGE.encode("cp932")
    assert tuple(read.loads[0].layout) == LAYOUT
    assert read.loads[2].body is None and read.loads[2].html() == ""
    assert read.steps == (STEP,) and read.refused == (REFUSED,) and read.discovery == FOUND
    assert read.beside_robots == ("https://shop.example/policies/refund",)
    assert read.shots is not None and read.shots(shot) == b"\xff\xd8jpeg" and read.shots("0" * 64) is None
    assert not (tmp_path / "s.wacz.part").exists()


def test_the_wacz_tool_finds_it_valid(tmp_path: Path) -> None:
    wacz = pytest.importorskip("wacz.main")
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert wacz.main(["validate", "-f", str(written(tmp_path / "s.wacz", LOAD))]) == 0, said.getvalue()
    assert "the passed WACZ is valid" in said.getvalue()


def test_other_warc_tools_find_each_record_at_its_index_offset(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    with zipfile.ZipFile(written(tmp_path / "s.wacz", LOAD)) as whole:
        archive = whole.read("archive/data.warc.gz")
        index = [line.split(" ", 2) for line in whole.read("indexes/index.cdx").decode().splitlines()]
    assert [line[0] for line in index] == sorted(line[0] for line in index)
    keys = {key: json.loads(said) for key, _, said in index}
    home = keys["example,shop)/home"]
    record = next(iter(ArchiveIterator(io.BytesIO(archive[int(home["offset"]) :]))))
    assert record.rec_type == "response"
    assert record.http_headers.get_header("Content-Length") == str(len(PAGE.encode("cp932")))
    assert record.content_stream().read() == PAGE.encode("cp932")
    for record in ArchiveIterator(io.BytesIO(archive), check_digests="raise"):
        record.content_stream().read()


def test_the_list_of_pages_holds_titles_as_people_read_them(tmp_path: Path) -> None:
    load = replace(LOAD, dom=lambda: DOM.replace("Shop<", "Pots &amp; Pans\n  &#26085;本<"))
    with zipfile.ZipFile(written(tmp_path / "s.wacz", load)) as whole:
        _, page = map(json.loads, whole.read("pages/pages.jsonl").decode().splitlines())
    assert page["title"] == "Pots & Pans 日本"


def test_an_answer_known_as_text_only_is_kept_as_the_utf8_that_its_header_says(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    writer = SnapshotWriter(tmp_path / "s.wacz", META)
    writer.add_load(replace(LOAD, body=lambda: PAGE, dom=None, layout=()))
    path = writer.finish(FOUND, META)
    with zipfile.ZipFile(path) as whole:
        records = [
            (record.http_headers.get_header("Content-Type"), record.content_stream().read())
            for record in ArchiveIterator(io.BytesIO(whole.read("archive/data.warc.gz")))
            if record.rec_type == "response"
        ]
    assert records == [("text/html; charset=utf-8", PAGE.encode())]
    (load,) = open_snapshot(path).loads
    assert load.headers == LOAD.headers and load.html() == PAGE


def test_an_unfinished_crawl_is_read_up_to_its_last_whole_line(tmp_path: Path) -> None:
    writer = SnapshotWriter(tmp_path / "s.wacz", META)
    writer.add_load(LOAD, PAGE.encode("cp932"))
    writer.add_load(replace(LOAD, url="https://shop.example/z"), PAGE.encode("cp932"))
    writer.close()
    lines = tmp_path / "s.wacz.part" / "disputelint" / "loads.jsonl"
    lines.write_bytes(lines.read_bytes()[:-10])

    read = open_snapshot(tmp_path / "s.wacz.part")
    assert [load.url for load in read.loads] == [LOAD.url]
    assert read.loads[0].html() == DOM
    assert not read.discovery.complete and read.meta.truncated == "interrupted"


def test_a_page_whose_contents_did_not_reach_the_disk_is_unread(tmp_path: Path) -> None:
    writer = SnapshotWriter(tmp_path / "s.wacz", META)
    writer.add_load(LOAD, PAGE.encode("cp932"))
    writer.close()
    archive = tmp_path / "s.wacz.part" / "archive" / "data.warc.gz"
    archive.write_bytes(archive.read_bytes()[:-10])
    (load,) = open_snapshot(tmp_path / "s.wacz.part").loads
    assert (load.seen, load.reason, load.html()) == ("unread", "crashed", "")


def test_two_hundred_loads_are_opened_in_well_under_a_second_of_cpu(tmp_path: Path) -> None:
    writer = SnapshotWriter(tmp_path / "s.wacz", META)
    for number in range(200):
        writer.add_load(replace(LOAD, url=f"https://shop.example/{number}"), PAGE.encode("cp932"))
    path = writer.finish(FOUND, META)
    start = time.process_time()
    assert len(open_snapshot(path).loads) == 200
    assert time.process_time() - start < 1.0

from __future__ import annotations

import base64
import gzip
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest

from disputelint.checker.model import Discovery, Step
from disputelint.checker.snapshot.mask import Mask
from disputelint.checker.snapshot.read import open_snapshot
from disputelint.checker.snapshot.records import Frame, Load, Meta, Refusal
from disputelint.checker.snapshot.write import SnapshotWriter

SECRET = 'p&ss "wört/1+='
USER = "reviewer"
BASIC = base64.b64encode(f"{USER}:{SECRET}".encode()).decode()
SPELLED = (SECRET, quote(SECRET, safe=""), quote(SECRET, safe="").lower(), BASIC, BASIC.rstrip("="))


def test_no_part_holds_a_secret_in_any_spelling(tmp_path: Path) -> None:
    meta = Meta(f"https://shop.example/?t={quote(SECRET, safe='')}", "https://shop.example", "2026-03-04T05:06:07Z")
    told = " | ".join(SPELLED)
    load = Load(
        url=f"https://shop.example/?t={quote(SECRET, safe='')}",
        final_url="https://shop.example/",
        device="desktop",
        seen="rendered",
        headers=(
            ("Set-Cookie", "sid=harmless-looking"),
            ("AUTHORIZATION", "Basic " + BASIC),
            ("cookie", "a=cookievalue"),
            ("X-Echo", told),
        ),
        detail=told,
        frames=(Frame("https://f.example/", told),),
        probes={told: [told]},
        dom=lambda: f"<p>{told}</p>",
    )
    writer = SnapshotWriter(tmp_path / "s.wacz", meta, (USER, SECRET))
    writer.add_load(load, f"<p>{told}</p>".encode())
    writer.add_load(load, f"<p>{told}</p>".encode("utf-16"))
    writer.add_step(Step(0, told, "https://shop.example/", "cart", detail=told))
    writer.add_refusal(Refusal("POST", "https://shop.example/?" + BASIC, "", told))
    path = writer.finish(Discovery(True, (told,)), meta, (told,))

    with zipfile.ZipFile(path) as whole:
        everything = b"".join(whole.read(name) for name in whole.namelist())
        everything += gzip.decompress(whole.read("archive/data.warc.gz"))
    for hidden in (*SPELLED, USER, "harmless-looking", "cookievalue"):
        for charset in ("utf-8", "utf-16-le"):
            assert hidden.encode(charset) not in everything, (hidden, charset)
    assert open_snapshot(path).loads[0].html().startswith("<p>__masked__ | ")


def test_a_folder_that_was_cut_off_holds_no_secret_either(tmp_path: Path) -> None:
    writer = SnapshotWriter(tmp_path / "s.wacz", Meta("https://s.example/", "", "", settings={"k": SECRET}), (SECRET,))
    writer.add_load(Load("u", "u", "desktop", "unread", detail=SECRET))
    writer.close()
    written = b"".join(file.read_bytes() for file in (tmp_path / "s.wacz.part").rglob("*") if file.is_file())
    assert SECRET.encode() not in written


@pytest.mark.parametrize("secret", ["a", "1", "true"])
def test_a_secret_too_short_to_find_leaves_the_page_alone(secret: str) -> None:
    mask = Mask((secret,))
    assert mask.text("a total of 1,100: true") == "a total of 1,100: true"
    assert mask.headers((("X-Preview", secret), ("Cookie", "x"))) == (
        ("X-Preview", secret if secret == "true" else "__masked__"),
    )


def test_words_of_the_format_survive_a_secret_of_the_same_spelling(tmp_path: Path) -> None:
    meta = Meta("https://s.example/", "", "2026-01-01")
    writer = SnapshotWriter(tmp_path / "s.wacz", meta, ("desktop", "rendered", "detail"))
    writer.add_load(Load("u", "u", "desktop", "rendered", detail="desktop"))
    read = open_snapshot(writer.finish(Discovery(True, ()), meta))
    assert (read.loads[0].seen, read.loads[0].device, read.loads[0].detail) == ("rendered", "desktop", "__masked__")

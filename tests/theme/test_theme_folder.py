"""What is read of a theme's folder, and what is not."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from disputelint.checker.errors import UsageError
from disputelint.checker.theme import files, read
from disputelint.checker.theme.index import Theme
from tests.theme.render import THEMES


def write(folder: Path, name: str, text: str | bytes) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))


def test_a_folder_that_does_not_exist_is_the_persons_mistake(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read(str(tmp_path / "nothing"))
    assert caught.value.exit_code == 2 and "nothing" in caught.value.what.en and "nothing" in caught.value.what.ja


def test_a_file_is_no_theme_folder(tmp_path: Path) -> None:
    write(tmp_path, "theme.zip", b"PK")
    with pytest.raises(UsageError, match="is a file"):
        read(str(tmp_path / "theme.zip"))


def test_a_folder_without_templates_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "photo.jpg", b"\xff\xd8")
    with pytest.raises(UsageError, match="no template"):
        read(str(tmp_path))


def test_binary_huge_and_broken_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "index.html", "<p>Good</p>")
    write(tmp_path, "binary.html", b"<p>\0\0</p>")
    write(tmp_path, "latin.html", "<p>Größe</p>".encode("latin-1"))
    write(tmp_path, "huge.html", "<p>x</p>" * 200_000)
    write(tmp_path, "broken.json", '{"sections": {"a": {"type": ')
    write(tmp_path, ".git/secret.html", "<p>no</p>")
    write(tmp_path, "node_modules/x/index.html", "<p>no</p>")
    theme = read(str(tmp_path))
    assert set(theme.folder.sources) == {"index.html", "broken.json"}
    assert theme.items


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "outside/secret.html", "<p>secret</p>")
    write(tmp_path, "theme/index.html", "<p>Good</p>")
    (tmp_path / "theme" / "folder").symlink_to(tmp_path / "outside")
    (tmp_path / "theme" / "file.html").symlink_to(tmp_path / "outside" / "secret.html")
    assert set(read(str(tmp_path / "theme")).folder.sources) == {"index.html"}


def test_files_are_named_from_the_root_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path, "shops/one/theme/index.html", "<p>Good</p>")
    folder = files.read(str(tmp_path / "shops" / "one" / "theme"))
    assert folder.repository_path("index.html") == "shops/one/theme/index.html"


@pytest.mark.parametrize(
    ("name", "system"), [("liquid", "shopify"), ("twig", "eccube"), ("blocks", "woocommerce"), ("jekyll", "jekyll")]
)
def test_a_system_is_recognised_by_its_files(name: str, system: str) -> None:
    assert files.read(str(THEMES / name)).system.id == system


def test_five_hundred_files_are_read_within_a_second(tmp_path: Path) -> None:
    footer = (THEMES / "liquid" / "sections" / "footer.liquid").read_text(encoding="utf-8")
    for number in range(500):
        write(tmp_path, f"sections/part-{number}.liquid", footer.replace("footer", f"part{number}"))
    started = time.process_time()
    theme = read(str(tmp_path))
    _ = (theme.includes, theme.sections, theme.items)
    assert theme.count > 5_000
    assert time.process_time() - started < 2.0  # a quarter of a second when nothing else runs


def test_unclosed_code_and_tags_are_read_to_the_end(tmp_path: Path) -> None:
    write(tmp_path, "layout/theme.liquid", "<div class='a'>{% if x %}<p id=b>One{{ y <b title='\n<i>{% comment %}")
    theme = read(str(tmp_path))
    assert isinstance(theme, Theme)
    assert [element.tag for element in theme.scanned["layout/theme.liquid"].elements][:2] == ["div", "p"]

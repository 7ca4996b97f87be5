"""What `doctor` looks at: each check says what it found, whether that is enough, and what would mend it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

from disputelint import __version__
from disputelint.checker.cli import mend
from disputelint.checker.model.words import Text

State = Literal["ok", "weak", "missing"]  # weak: works, with something lost; missing: an audit cannot run
LEAST_PYTHON = (3, 11)
_JAPANESE_FONTS = {
    "win32": ("C:/Windows/Fonts/YuGothM.ttc", "C:/Windows/Fonts/meiryo.ttc", "C:/Windows/Fonts/msgothic.ttc"),
    "darwin": (
        "/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc",
        "/System/Library/Fonts/Hiragino Sans GB.ttc",
        "/System/Library/Fonts/AquaKana.ttc",
    ),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `mends` are ways to mend it, the surest first."""

    name: Text
    state: State
    found: Text
    mends: tuple[mend.Mend, ...] = ()


def all_checks() -> Iterator[Check]:
    """Every check, in the order in which `doctor` tells them."""
    yield _same("disputelint", __version__)
    yield _python()
    yield _libraries()
    yield browser()
    yield japanese_font()
    yield _writable(Text("Working folder", "作業フォルダー"), Path.cwd())
    yield _writable(Text("Temporary folder", "一時フォルダー"), Path(tempfile.gettempdir()))
    yield _encoding()


def _same(name: str, found: str) -> Check:
    return Check(Text(name, name), "ok", Text(found, found))


def _python() -> Check:
    version = platform.python_version()
    found = f"{version}, {sys.executable}, {platform.platform()}"
    state: State = "ok" if sys.version_info[:2] >= LEAST_PYTHON else "missing"
    return Check(Text("Python", "Python"), state, Text(found, found))


def _libraries() -> Check:
    name = Text("Libraries", "ライブラリー")
    missing: list[str] = []
    for requirement in metadata.requires("disputelint") or ():
        needed, _, marker = requirement.partition(";")
        if "extra" in marker or ("win32" in marker and sys.platform != "win32"):
            continue
        package = needed.split(">")[0].split("=")[0].split("[")[0].strip()
        try:
            metadata.version(package)
        except metadata.PackageNotFoundError:
            missing.append(needed.strip())
    if missing:
        names = ", ".join(missing)
        return Check(name, "missing", Text(f"missing: {names}", f"不足：{names}"), (mend.packages(missing),))
    playwright, click = metadata.version("playwright"), metadata.version("click")
    return Check(
        name,
        "ok",
        Text(
            f"all there (playwright {playwright}, click {click})",
            f"揃っています（playwright {playwright}、click {click}）",
        ),
    )


def browser() -> Check:
    """Whether a Chromium is there, and which one is taken."""
    from disputelint.checker.crawl.browser import candidates, with_version

    name = Text("Browser", "ブラウザー")
    found = [with_version(one) for one in candidates()]
    if not found:
        none = Text("no Chromium, Chrome or Edge", "Chromium、Chrome、Edgeのいずれもありません")
        return Check(name, "missing", none, mend.browser())
    first = f"{found[0]}  {found[0].path}".rstrip()
    others = ", ".join(str(one) for one in found[1:])
    also = Text(f"; also {others}", f"。ほかに {others}") if others else None
    return Check(name, "ok", Text(first + (also.en if also else ""), first + (also.ja if also else "")))


def japanese_font() -> Check:
    """Whether pictures and PDFs of Japanese pages will show letters instead of boxes."""
    name = Text("Japanese font", "日本語フォント")
    found = next((path for path in _JAPANESE_FONTS.get(sys.platform, ()) if Path(path).is_file()), "")
    if not found:
        found = _listed_font()
    if found:
        return Check(name, "ok", Text(found, found))
    none = Text(
        "none found: pictures of Japanese pages would show empty boxes",
        "見つかりません。日本語のページの画像で文字が表示されません",
    )
    return Check(name, "weak", none, mend.japanese_font())


def _listed_font() -> str:
    """The first font that fontconfig lists for Japanese."""
    program = shutil.which("fc-list")
    if program is None:
        return ""
    try:
        said = subprocess.run(
            [program, ":lang=ja", "family"], capture_output=True, timeout=20, check=False, stdin=subprocess.DEVNULL
        ).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError):
        return ""
    return min((line.strip().split(",")[0] for line in said.splitlines() if line.strip()), default="")


def _writable(name: Text, folder: Path) -> Check:
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".disputelint-"):
            pass
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        said = Text(f"{folder} cannot be written to: {reason}", f"{folder} に書き込めません：{reason}")
        return Check(name, "weak", said)
    return Check(name, "ok", Text(f"{folder} can be written to", f"{folder} に書き込めます"))


def _encoding() -> Check:
    name = Text("Terminal output", "端末の出力")
    encoding = getattr(sys.stdout, "encoding", None) or "?"
    try:
        "日本語".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        said = Text(
            f"{encoding}: Japanese cannot be shown; set PYTHONUTF8=1",
            f"{encoding}：日本語を表示できません。PYTHONUTF8=1 を設定してください",
        )
        return Check(name, "weak", said)
    forced = "  PYTHONIOENCODING" if os.environ.get("PYTHONIOENCODING") else ""
    return Check(name, "ok", Text(f"{encoding}{forced}", f"{encoding}{forced}"))

"""What is particular to a platform is data: its name does not stand in the code of theme blame."""

from __future__ import annotations

from pathlib import Path

import disputelint.checker.theme as blame
from disputelint.checker.theme.knowledge import systems

NAMES = ("shopify", "woocommerce", "wordpress", "eccube", "ec-cube", "jekyll", "hugo", "magento", "prestashop")


def test_no_platform_is_named_in_the_code() -> None:
    named = [
        f"{path.name}: {name}"
        for path in Path(blame.__file__).parent.glob("*.py")
        for name in NAMES
        if name in path.read_text(encoding="utf-8").casefold()
    ]
    assert named == []


def test_the_last_system_fits_every_folder() -> None:
    assert [one.id for one in systems() if not one.marks] == ["html"] and systems()[-1].id == "html"

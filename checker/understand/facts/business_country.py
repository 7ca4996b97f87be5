"""The country that a shop says it is in."""

from __future__ import annotations

from disputelint.checker.understand.facts import wording
from disputelint.checker.understand.facts.sheet import Sheet


def named_countries(text: Sheet) -> tuple[str, ...]:
    """Countries named in short lines (addresses, imprints), in page order."""
    found = []
    for block, folded in zip(text.blocks, text.folded, strict=True):
        if len(folded.text) < 160 and block.role not in ("option", "button"):
            found += [code for code, said in wording.choices("business.country_name") if said.search(folded.text)]
        if len(found) > 12:
            break
    return tuple(dict.fromkeys(found))

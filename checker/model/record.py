"""`record`: frozen to the type checker, plain at run time.

The initialiser of a frozen dataclass goes through `object.__setattr__` for every field and takes five to ten times as
long as a plain one. A page has thousands of blocks, links and facts; for these the freezing is left to the type checker,
to which `record` is `dataclasses.dataclass` itself. Equality, hash, `replace` and `fields` are those of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:

    def record(*, frozen: bool, slots: bool):
        """A class decorator; see above."""
        return dataclass(slots=slots, eq=True, unsafe_hash=frozen)


__all__ = ["record"]

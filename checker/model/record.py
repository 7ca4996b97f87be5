"""`record`: frozen to the type checker, plain at run time, and quick to define.

The initialiser of a frozen dataclass goes through `object.__setattr__` for every field and takes five to ten times as
long as a plain one. A page has thousands of blocks, links and facts; for these the freezing is left to the type checker,
to which `record` is `dataclasses.dataclass` itself. Equality, hash, `replace` and `fields` are those of a frozen dataclass.

A dataclass compiles each of its methods from source when it is defined, which for the hundred classes that a command
imports is a fifth of its start-up; of a record only the initialiser is made so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import fields
    from operator import attrgetter
    from reprlib import recursive_repr

    def record(*, frozen: bool, slots: bool):
        """A class decorator; see above."""

        def made(cls):
            own = {name for name in ("__eq__", "__hash__", "__repr__") if name in vars(cls)}
            cls = dataclass(slots=slots, eq=False, repr=False)(cls)
            methods = {**_comparing(cls), "__repr__": _shown(cls)}
            if not frozen:
                methods["__hash__"] = None
            for name in methods.keys() - own:
                setattr(cls, name, methods[name])
            return cls

        return made

    def _comparing(cls):
        """Equality and hash by the fields that count, as `dataclass` has them."""
        names = [field.name for field in fields(cls) if field.compare]
        values = attrgetter(*names) if names else lambda _: ()

        def __eq__(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):
            return hash(values(self))

        return {"__eq__": __eq__, "__hash__": __hash__}

    def _shown(cls):
        """The representation that `dataclass` gives."""
        names = [field.name for field in fields(cls) if field.repr]

        @recursive_repr()
        def __repr__(self):
            said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
            return f"{self.__class__.__qualname__}({said})"

        return __repr__


__all__ = ["record"]

"""`lazily`: a property that is worked out when first asked for and then is an attribute like any other.

It is `functools.cached_property` without its lock, which in Python 3.11 costs more than most of what is worked out here.
A page is understood by one thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from functools import cached_property as lazily
else:

    class lazily:
        """A descriptor; see above. The class that it stands in needs a `__dict__`."""

        def __init__(self, work):
            self.work, self.name, self.__doc__ = work, work.__name__, work.__doc__

        def __get__(self, made, owner=None):
            if made is None:
                return self
            value = made.__dict__[self.name] = self.work(made)
            return value


__all__ = ["lazily"]

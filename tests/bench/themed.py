"""A small shop that can be walked, in a theme of usual weight: that of the storefront that the benchmark measures."""

from __future__ import annotations

from tests.bench import storefront
from tests.shops.counting import Asked, Said
from tests.shops.sections import SectionsShop

_LIKE = 20  # the storefront's product whose reviews the tea has: neither its longest page nor its shortest
_HEAD = (
    "<link rel=stylesheet href=/css/base.css><link rel=stylesheet href=/css/theme.css>"
    "<script src=/js/vendor.js defer></script><script src=/js/theme.js defer></script>"
)


class ThemedShop(SectionsShop):
    """Every page has the theme's menu, style sheets and scripts, which a browser keeps; the product's has reviews."""

    def __init__(self) -> None:
        super().__init__()
        site = storefront.build()
        self._files = {path: said for path, said in site.items() if path.startswith(("/css/", "/js/"))}
        like = site[sorted(path for path in site if path.startswith("/products/"))[_LIKE]].body.decode()
        self._menu = like[like.index("<nav") : like.index("</nav>")] + "</nav>"
        self._reviews = like[like.index('<section class="reviews">') : like.index("</main>")]

    def page(self, title: str, main: str, head: str = "") -> Said:
        """The page of the small shop, in the theme."""
        said = super().page(title, main, _HEAD + head)
        return Said(said.body.replace("<header>", f"<header>{self._menu}", 1))

    def answer(self, asked: Asked) -> Said | None:
        """The theme's files, else what the small shop says."""
        if (file := self._files.get(asked.path)) is not None:
            return Said(file.body.decode(), kind=file.content_type, keep=600)
        said = super().answer(asked)
        if said is not None and asked.path.startswith("/products/"):
            return Said(said.body.replace("</main>", f"{self._reviews}</main>", 1))
        return said

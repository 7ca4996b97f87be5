"""The demo shop's HTML: Jinja templates under `shop/`, filled for one state and language."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import jinja2

from disputelint.checker.demo.catalog import SHOP, Catalog, Product, State, flaws
from disputelint.checker.model import Language, Text


class _Loader(jinja2.BaseLoader):
    """Templates from the package, also out of a zip."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str | None, None]:
        place = SHOP.joinpath(*template.split("/"))
        if not place.is_file():
            raise jinja2.TemplateNotFound(template)
        return place.read_text(encoding="utf-8"), None, None


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    return jinja2.Environment(loader=_Loader(), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)


def yen(amount: int, language: Language, bare: bool) -> str:
    """A price as the shop prints it: 4,180円（税込） in Japanese, JPY 4,180 in English, ¥4,180 where it is flawed."""
    if language == "ja":
        return f"{amount:,}円"
    return f"¥{amount:,}" if bare else f"JPY {amount:,}"


def page(
    template: str,
    *,
    state: State,
    language: Language,
    catalog: Catalog,
    path: str,
    origin: str,
    count: int,
    values: dict[str, Any],
) -> str:
    """The HTML of one page. `path` is without the language prefix; `count` is what the basket holds."""
    seeded = {flaw.id for flaw in flaws()} if state == "flawed" else set()
    known = {flaw.id for flaw in flaws()}

    def flaw(name: str) -> bool:
        if name not in known:
            raise KeyError(name)
        return name in seeded

    def t(en: str, ja: str) -> str:
        return ja if language == "ja" else en

    context = {
        "t": t,
        "tx": lambda text: text.in_(language) if isinstance(text, Text) else text,
        "ja": language == "ja",
        "lang": language,
        "flaw": flaw,
        "yen": lambda amount: yen(amount, language, "bare-yen" in seeded),
        "url": lambda to: ("/ja" + to if to != "/" else "/ja/") if language == "ja" else to,
        "other": lambda: path if language == "ja" else ("/ja" + path if path != "/" else "/ja/"),
        "catalog": catalog,
        "path": path,
        "origin": origin,
        "count": count,
        "product_json": lambda product: product_json(product, language, origin, "markup-price" in seeded),
        **values,
    }
    return _environment().get_template(template).render(context)


def product_json(product: Product, language: Language, origin: str, wrong_price: bool) -> str:
    """The product's JSON-LD (schema.org Product with one Offer)."""
    prefix = "/ja" if language == "ja" else ""
    availability = {"in_stock": "InStock", "out_of_stock": "OutOfStock", "preorder": "PreOrder"}[product.stock]
    price = product.price - 270 if wrong_price and product.handle == "bamboo-whisk" else product.price
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.name.in_(language),
        "description": product.description.in_(language),
        "sku": product.handle.upper(),
        "image": [f"{origin}/images/{product.handle}-{n}.svg" for n in range(1, product.photos + 1)],
        "brand": {"@type": "Brand", "name": "Kawara & Pine"},
        "offers": {
            "@type": "Offer",
            "url": f"{origin}{prefix}/products/{product.handle}",
            "price": str(price),
            "priceCurrency": "JPY",
            "availability": f"https://schema.org/{availability}",
            "itemCondition": "https://schema.org/NewCondition",
        },
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")


def picture(product: Product, number: int) -> str:
    """A drawn stand-in for a photograph, as SVG."""
    shapes = {
        "bowl": "M60 120 Q60 240 160 240 Q260 240 260 120 Z",
        "cloth": "M70 70 H250 V250 Q160 230 70 250 Z",
        "box": "M80 90 H240 V250 H80 Z",
        "stick": "M90 250 L220 60 L236 70 L106 258 Z",
        "kettle": "M70 150 Q70 250 160 250 Q250 250 250 150 Q250 110 160 110 Q70 110 70 150 M110 110 Q160 30 210 110",
    }
    turn = (number - 1) * 12
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 320" width="640" height="640">'
        f'<rect width="320" height="320" fill="#efece4"/><g transform="rotate({turn} 160 160)">'
        f'<path d="{shapes.get(product.shape, shapes["box"])}" fill="{product.colour}" stroke="#2b2b2b" '
        'stroke-opacity=".25" stroke-width="3"/></g></svg>'
    )

"""Renders the small themes of these tests to pages, as their systems would: enough of each, and no more."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

THEMES = Path(__file__).parent / "themes"
POLICY = {
    "refund-policy": (
        "Refund policy",
        "<p>You have 30 days after delivery to return an item, unused and in its packaging. Write to "
        "help@harbourlinen.co.uk; send it to Harbour Linen Ltd, 12 Quay Street, Bristol BS1 4DB.</p><p>We refund you "
        "to your original payment method within 7 days. You pay the return postage unless the goods are faulty.</p>",
    ),
    "privacy-policy": (
        "Privacy policy",
        "<p>Harbour Linen Ltd collects your name, address and order data to fulfil your order and shares them with our "
        "carrier and payment provider. You may ask for deletion at help@harbourlinen.co.uk.</p>",
    ),
    "shipping-policy": (
        "Shipping policy",
        "<p>We ship within 2 business days. Delivery takes 3 to 5 business days in the United Kingdom with Royal Mail "
        "Tracked and is free. You get a tracking number by e-mail.</p>",
    ),
}
CONTACT = (
    "<p>Write to help@harbourlinen.co.uk or call +44 117 496 0123, Monday to Friday, 9 to 17. We answer within one "
    "business day. Harbour Linen Ltd, 12 Quay Street, Bristol BS1 4DB, United Kingdom.</p>"
)
TOWEL = (
    "<p>A tea towel woven from 100% linen in our Bristol mill. Size 50 × 70 cm, natural colour with a blue stripe. Dries "
    "glass without lint, and softens with each wash.</p><p>In the box: one tea towel. Wash at 60 °C.</p>"
)
_SCHEMA = re.compile(r"\{%\s*schema\s*%\}(.*?)\{%\s*endschema\s*%\}", re.DOTALL)


def render(name: str, theme: Path) -> dict[str, str]:
    """The pages of a shop with one of the themes, by their file names."""
    made: dict[str, Callable[[Path], dict[str, str]]] = {
        "liquid": _Sections.pages,
        "twig": _twig,
        "jekyll": _jekyll,
        "blocks": _blocks,
    }
    return made[name](theme)


class _Sections:
    """Sections placed by JSON templates and groups, language files, settings."""

    def __init__(self, theme: Path) -> None:
        from liquid import DictLoader, Environment

        self.theme = theme
        self.texts = json.loads((theme / "locales/en.default.json").read_text(encoding="utf-8"))
        snippets = {
            path.stem: self._plain(path.read_text(encoding="utf-8")) for path in (theme / "snippets").glob("*.liquid")
        }
        self.env = Environment(loader=DictLoader(snippets))
        self.here: dict[str, Any] = {}
        filters: Mapping[str, Callable[..., str]] = {
            "t": self._text,
            "money": lambda value, *_: f"£{int(value) / 100:.2f}",
            "asset_url": lambda value: f"/assets/{value}",
            "stylesheet_tag": lambda value: f'<link rel="stylesheet" href="{value}">',
            "payment_type_svg_tag": lambda value, **_: f'<svg role="img"><title>{value}</title></svg>',
            "form_open": lambda _, kind, *rest, **more: (
                f'<form method="post" action="/cart/add" class="{more["class"]}">'
            ),
            "sections": self._group,
        }
        self.env.filters.update(filters)

    @classmethod
    def pages(cls, theme: Path) -> dict[str, str]:
        """All pages."""
        shop = cls(theme)
        towel = {"title": "Linen tea towel", "url": "/products/tea-towel", "price": 1400, "compare_at_price": None, "id": 1,
                 "description": TOWEL, "media": [{"src": "/towel.jpg", "alt": "The towel"}]}  # fmt: skip
        cart = {"items": [{**towel, "quantity": 2, "final_line_price": 2800}], "total_price": 2800}
        shop.here = {"cart": cart, "collections": {"all": {"products": [towel]}}, "product": towel}
        pages = {
            "index.html": shop.page("index", "Home", {}),
            "products/tea-towel.html": shop.page("product", "Linen tea towel", {}),
            "cart.html": shop.page("cart", "Your cart", {}),
            "pages/contact.html": shop.page("page", "Contact", {"page": {"title": "Contact", "content": CONTACT}}),
        }
        for name, (title, text) in POLICY.items():
            body = f'<div class="shopify-policy__container"><h1>{title}</h1><div class="shopify-policy__body">{text}</div></div>'
            pages[f"policies/{name}.html"] = shop.layout(title, body)
        return pages

    def page(self, template: str, title: str, own: dict[str, Any]) -> str:
        """A page of a template."""
        self.here |= own
        held = json.loads((self.theme / f"templates/{template}.json").read_text(encoding="utf-8"))
        return self.layout(title, self._placed(held, "template--7__"))

    def layout(self, title: str, content: str) -> str:
        """A page with its layout around it."""
        source = self._plain((self.theme / "layout/theme.liquid").read_text(encoding="utf-8"))
        script = "<script>var Shopify = {}; Shopify.theme = {'id': 7};</script>"
        more = {"content_for_layout": content, "page_title": title, "content_for_header": script}
        return str(self.env.from_string(source).render(**self._globals(), **more))

    def _globals(self) -> dict[str, Any]:
        link = [
            {"title": title, "url": url} for title, url in (("All", "/collections/all"), ("Contact", "/pages/contact"))
        ]
        policies = [{"url": f"/policies/{name}", "title": held[0]} for name, held in POLICY.items()]
        shop = {"name": "Harbour Linen", "policies": policies, "shipping_policy": {"url": "/policies/shipping-policy"},
                "enabled_payment_types": ["Visa", "Mastercard", "PayPal"]}  # fmt: skip
        routes = {"root_url": "/", "cart_url": "/cart", "all_products_collection_url": "/collections/all"}
        request = {"locale": {"iso_code": "en"}}
        self.menus = {"main-menu": {"links": link}, "footer": {"links": link}}
        return {"shop": shop, "routes": routes, "request": request, **self.here}

    def _group(self, name: str) -> str:
        held = json.loads((self.theme / f"sections/{name}.json").read_text(encoding="utf-8"))
        return self._placed(held, "sections--8__")

    def _placed(self, held: dict[str, Any], prefix: str) -> str:
        made = []
        for key in held["order"]:
            section = held["sections"][key]
            source = (self.theme / f"sections/{section['type']}.liquid").read_text(encoding="utf-8")
            order = section.get("block_order", [])
            around = self._globals()
            blocks = [
                {"type": one["type"], "settings": self._settings(one)}
                for name in order
                if (one := section["blocks"].get(name)) is not None and not one.get("disabled")
            ]
            own = {"section": {"settings": self._settings(section), "blocks": blocks}}
            body = self.env.from_string(self._plain(source)).render(**around, **own)
            made.append(f'<div id="shopify-section-{prefix}{key}" class="shopify-section">{body}</div>')
        return "".join(made)

    def _settings(self, held: dict[str, Any]) -> dict[str, Any]:
        return {
            name: self.menus.get(value, value) if name == "menu" else value
            for name, value in held.get("settings", {}).items()
        }

    def _text(self, key: str, **said: object) -> str:
        value: Any = self.texts
        for part in key.split("."):
            value = value[part]
        return re.sub(r"\{\{\s*(\w+)\s*\}\}", lambda found: str(said.get(found[1], "")), str(value))

    @staticmethod
    def _plain(source: str) -> str:
        source = _SCHEMA.sub("", source)
        source = re.sub(r"\{%\s*form\s+(.*?)\s*%\}", r"{{ '' | form_open: \1 }}", source)
        source = re.sub(r"\{%\s*sections\s+('[^']+')\s*%\}", r"{{ \1 | sections }}", source)
        return source.replace("{% endform %}", "</form>")


def _twig(theme: Path) -> dict[str, str]:
    """Twig's common ground with Jinja: blocks, inheritance, includes, filters."""
    import jinja2
    import yaml

    root = theme / "app/template/default"
    texts = yaml.safe_load((theme / "app/locale/messages.ja.yaml").read_text(encoding="utf-8"))
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(root), autoescape=True)
    env.filters["trans"] = lambda key: texts[key]
    env.filters["price"] = lambda value: f"￥{value:,}"

    def include(name: str) -> Any:
        return jinja2.utils.markupsafe.Markup(env.get_template(name).render(**around))

    towel = {"name": "麻のふきん", "url": "/products/detail/1.html", "price": 1540, "images": ["towel.jpg"], "id": 1,
             "description_detail": "<p>浅草の工場で織った麻100%のふきんです。大きさは50×70cm、生成りに青い縞です。洗うほどやわらかくなります。</p>"
             "<p>内容：ふきん1枚。60℃で洗えます。</p>"}  # fmt: skip
    laws = [("販売業者", "株式会社港麻布"), ("運営統括責任者", "港 一郎"), ("所在地", "〒111-0032 東京都台東区浅草1-2-3"),
            ("電話番号", "03-3841-2960"), ("メールアドレス", "help@minato-asanuno.co.jp"), ("送料", "全国一律550円"),
            ("支払方法", "クレジットカード、銀行振込"), ("支払時期", "ご注文時"), ("引渡時期", "ご注文から3営業日以内に発送"),
            ("返品", "商品到着後14日以内")]  # fmt: skip
    routes = {
        "homepage": "/",
        "product_list": "/products/detail/1.html",
        "cart_buystep": "/shopping",
        "cart": "/cart.html",
    }
    around: dict[str, Any] = {
        "BaseInfo": {"shop_name": "港麻布"},
        "include": include,
        "asset": lambda name: f"/html/{name}",
        "url": lambda name: routes.get(name, "/" + name.replace("help_", "help/") + ".html"),
        "Products": [towel],
        "Product": towel,
        "Cart": {"CartItems": [{**towel, "quantity": 2, "total": 3080}], "total": 3080},
        "TradeLaws": [{"name": name, "description": text} for name, text in laws],
    }
    pages = {
        "index.html": ("index.twig", "麻布のお店"),
        "products/detail/1.html": ("Product/detail.twig", "麻のふきん"),
        "cart.html": ("Cart/index.twig", "カート"),
        "contact.html": ("Contact/index.twig", "お問い合わせ"),
        **{f"help/{name}.html": (f"Help/{name}.twig", name) for name in ("tradelaw", "guide", "privacy", "about")},
    }
    return {path: env.get_template(file).render(**around, title=title) for path, (file, title) in pages.items()}


def _jekyll(theme: Path) -> dict[str, str]:
    """Front matter, layouts in layouts, includes, data, Markdown."""
    import yaml
    from liquid import DictLoader, Environment
    from markdown_it import MarkdownIt

    def plain(source: str) -> str:
        return re.sub(r"\{%\s*include\s+([\w.-]+)\s*%\}", r"{% include '\1' %}", source)

    def parts(path: Path) -> tuple[dict[str, Any], str]:
        text = path.read_text(encoding="utf-8")
        found = re.match(r"---\n(.*?)---\n", text, re.DOTALL)
        return (yaml.safe_load(found[1]), text[found.end() :]) if found is not None else ({}, text)

    loader = DictLoader(
        {path.name: plain(path.read_text(encoding="utf-8")) for path in (theme / "_includes").iterdir()}
    )
    env = Environment(loader=loader)
    site = yaml.safe_load((theme / "_config.yml").read_text(encoding="utf-8"))
    site["data"] = {"nav": yaml.safe_load((theme / "_data/nav.yml").read_text(encoding="utf-8"))}
    pages: dict[str, str] = {}
    for path in sorted((*theme.glob("*.md"), *theme.glob("*.html"))):
        front, text = parts(path)
        body = env.from_string(plain(text)).render(site=site, page=front)
        body = MarkdownIt().render(body) if path.suffix == ".md" else body
        layout = front.get("layout")
        while layout:
            above, source = parts(theme / f"_layouts/{layout}.html")
            body = env.from_string(plain(source)).render(site=site, page=front, content=body)
            layout = above.get("layout")
        pages[f"{path.stem}.html"] = body
    return pages


def _blocks(theme: Path) -> dict[str, str]:
    """Block templates with parts and patterns, dynamic blocks, and a classic override in PHP."""
    called = {"refund_returns": "refund-policy", "privacy-policy": "privacy-policy"}
    product = {
        "post-title": '<h1 class="wp-block-post-title">Linen tea towel</h1>',
        "post-content": f'<div class="entry-content wp-block-post-content">{TOWEL}</div>',
        "woocommerce/product-price": '<div class="wp-block-woocommerce-product-price" data-block-name='
        '"woocommerce/product-price"><span class="amount">£14.00</span></div>',
        "woocommerce/product-image-gallery": '<div class="wp-block-woocommerce-product-image-gallery">'
        '<img src="/towel.jpg" alt="The towel" width="800" height="800"></div>',
        "woocommerce/add-to-cart-form": '<form class="cart" action="/cart/" method="post"><button type="submit" '
        'name="add-to-cart" class="single_add_to_cart_button">Add to cart</button></form>',
    }
    pages = {
        "index.html": _wp(theme, "front-page", "home", {}),
        "product/tea-towel.html": _wp(theme, "single-product", "single-product woocommerce-page", product),
        "cart.html": _wp(
            theme, "page-cart", "page woocommerce-cart", _said("Cart", _php(theme, "woocommerce/cart/cart.php"))
        ),
        "contact.html": _wp(theme, "page", "page", _said("Contact", CONTACT)),
        "about.html": _wp(theme, "page", "page", _said("About us", "<p>A mill of nine people, since 1987.</p>")),
    }
    for path, name in called.items():
        pages[f"{path}.html"] = _wp(theme, "page", "page", _said(*POLICY[name]))
    return pages


def _said(title: str, text: str) -> dict[str, str]:
    return {
        "post-title": f'<h1 class="wp-block-post-title">{title}</h1>',
        "post-content": f'<div class="entry-content wp-block-post-content">{text}</div>',
    }


def _wp(theme: Path, template: str, classes: str, dynamic: dict[str, str]) -> str:
    shared = {
        "site-title": '<p class="wp-block-site-title"><a href="/">Harbour Linen</a></p>',
        "navigation": '<nav class="wp-block-navigation"><ul><li><a href="/product/tea-towel/">Shop</a></li></ul></nav>',
        "woocommerce/product-new": '<ul class="wc-block-grid"><li><a href="/product/tea-towel/">Linen tea towel</a> £14.00</li></ul>',
    }

    def fill(source: str) -> str:
        def one(found: re.Match[str]) -> str:
            name, slug = found[1], re.search(r'"slug":"([\w/-]+)"', found[2])
            if name == "template-part" and slug is not None:
                return fill((theme / f"parts/{slug[1]}.html").read_text(encoding="utf-8"))
            if name == "pattern" and slug is not None:
                return fill(_php(theme, f"patterns/{slug[1].split('/')[1]}.php"))
            return {**shared, **dynamic}.get(name, "")

        source = re.sub(r"<!--\s*wp:([\w/-]+)(.*?)/-->", one, source)
        return re.sub(r"<!--\s*/?wp:.*?-->", "", source)

    body = fill((theme / f"templates/{template}.html").read_text(encoding="utf-8"))
    head = '<meta charset="utf-8"><meta name="generator" content="WooCommerce 9.4"><title>Harbour Linen</title>'
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body class="{classes}"><div class="wp-site-blocks">{body}</div></body></html>'


def _php(theme: Path, path: str) -> str:
    """A template in PHP of which only printed texts and a few calls are known."""
    known = {
        "$item_name": "Linen tea towel",
        "get_product_subtotal": "£14.00",
        "wc_cart_totals_order_total_html": '<span class="amount">£14.00</span>',
    }

    def code(found: re.Match[str]) -> str:
        said = re.search(r"esc_html_e\(\s*'((?:[^'\\]|\\.)*)'", found[0])
        if said is not None:
            return escape(said[1].replace("\\'", "'"), quote=False)
        return next((value for name, value in known.items() if name in found[0]), "")

    return re.sub(r"<\?php.*?\?>", code, (theme / path).read_text(encoding="utf-8"), flags=re.DOTALL)

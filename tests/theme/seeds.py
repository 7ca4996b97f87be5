"""The faults that are seeded into the small themes."""

from __future__ import annotations

from tests.theme.measuring import Seed

URGENT = "Offer ends in 10 minutes!"
FEW = "Only 2 left!"
VIEWED = "37 people are viewing this right now."
CURE = "Clinically proven to cure arthritis in 3 days."
INCOME = "Earn $5,000 a week from home, guaranteed."
REVIEW = "Leave us a 5-star review and get a £10 gift card."
PENALTY = "Customers who file a chargeback pay a £50 penalty."
FEES = "Additional fees may apply at checkout."
FINAL = "All sales are final. We give no refunds."
LOREM = "Lorem ipsum dolor sit amet, consectetur adipiscing elit."
SHORT = "Returns are accepted within 10 days of delivery."
SOON = "Our new store is coming soon, it is under construction."
PHONE = "Call us: 1-900-555-0199."


def _after(file: str, anchor: str, rule: str, text: str, quote: str, batch: int = 0) -> Seed:
    """A paragraph put in after a place."""
    return Seed(rule, file, anchor, f"{anchor}\n<p>{text}</p>", quote, batch)


def _liquid() -> list[Seed]:
    footer, group = "sections/footer.liquid", "sections/footer-group.json"
    product, texts = "sections/product.liquid", "locales/en.default.json"
    policies = "    {% if section.settings.show_policies %}"
    return [
        Seed("health-claims-supported", "sections/header-group.json", "Woven on the quay since 1987", CURE, "cure arthritis"),
        Seed("income-promises-absent", "templates/index.json", "Kitchen linen that lasts", INCOME, "Earn $5,000"),
        Seed("home-not-under-construction", "templates/index.json", "Woven, washed and sewn under one roof.", SOON, "", 1),
        Seed("offer-deadline-dated", "templates/product.json", "Each piece is checked by hand.", URGENT, "10 minutes"),
        Seed("scarcity-claims-sober", texts, "Return it within 30 days.", FEW, "Only 2 left"),
        _after(product, '<h1 class="product__title">{{ product.title | escape }}</h1>',
               "viewer-and-sales-counters-checked", VIEWED, "37 people", 1),
        Seed("reward-for-good-reviews-absent", texts, "Questions? Write to us, we answer within a day.", REVIEW, "5-star"),
        Seed("no-penalty-for-disputes", group, "A family mill on the quay in Bristol.", PENALTY, "chargeback"),
        _after(product, "{{ 'product.tax' | t }}", "vague-extra-fees-absent", FEES, "Additional fees"),
        Seed("no-unfilled-template", "snippets/consent-note.liquid", "This shop sets no cookies but the cart's.", LOREM, "Lorem"),
        _after("sections/page.liquid", '<article class="page">', "no-unfilled-template", PHONE, "555-0199", 1),
        Seed("returns-accepted", group, "A family mill on the quay in Bristol.", FINAL, "All sales are final", 1),
        Seed("copyright-year-current", footer, "{{ 'now' | date: '%Y' }}", "2019", "2019"),
        _after("sections/cart.liquid", "{{ 'cart.shipping' | t }}</p>", "cart-option-preticked",
               '<label><input type="checkbox" name="wrap" checked> Add gift wrapping for £3.00</label>', "gift wrapping"),
        Seed("no-test-mode", "layout/theme.liquid", "</head>", "<script>Stripe('pk_test_51HxyzABCDEFGHIJKLMN');</script>\n</head>"),
        Seed("refund-policy-linked", group, '"show_policies": true', '"show_policies": false', "", 2),
        Seed("refund-policy-linked", footer, policies, policies.replace("%}", "and false %}"), "", 3),
        Seed("contact-details-complete", "sections/page.liquid", "    {{ page.content }}\n", "", "", 2),
        Seed("refund-window-consistent", texts, "Return it within 30 days.", SHORT, "", 3),
        Seed("trial-terms-on-product", "templates/product.json", "Each piece is checked by hand.", "Start your free trial today.", "", 3),
        Seed("superlatives-backed", "sections/header-group.json", "Woven on the quay since 1987", "The world's best linen", "", 3),
    ]  # fmt: skip


def _jekyll() -> list[Seed]:
    footer, towel = "_includes/footer.html", "tea-towel.md"
    return [
        Seed("health-claims-supported", "apron.md", "In the box: one apron.", CURE, "cure arthritis", 1),
        Seed("income-promises-absent", "index.html", "Kitchen linen that lasts</h1>", INCOME + "</h1>", "Earn $5,000"),
        Seed("home-not-under-construction", "index.html", "Woven, washed and sewn under one roof.", SOON, "", 1),
        Seed("offer-deadline-dated", "_includes/assurance.html", "Each piece is checked by hand.", URGENT, "10 minutes"),
        Seed("scarcity-claims-sober", towel, "In the box: one tea towel.", FEW, "Only 2 left"),
        _after("_layouts/product.html", '<h1 class="product-title">{{ page.title }}</h1>',
               "viewer-and-sales-counters-checked", VIEWED, "37 people", 1),
        Seed("reward-for-good-reviews-absent", footer, "We take Visa, Mastercard and PayPal.", REVIEW, "5-star"),
        Seed("no-penalty-for-disputes", "refunds.md", "## Refunds", PENALTY + "\n\n## Refunds", "chargeback"),
        Seed("vague-extra-fees-absent", "apron.md", "Machine wash at 40 °C and line dry.", FEES, "Additional fees"),
        Seed("no-unfilled-template", "about.md", "We are a family business of nine", LOREM, "Lorem"),
        Seed("no-unfilled-template", "contact.html", "Call +44 117 496 0123", PHONE, "555-0199", 1),
        Seed("returns-accepted", footer, "We take Visa, Mastercard and PayPal.", FINAL, "All sales are final", 1),
        Seed("copyright-year-current", footer, "&copy; 2026", "&copy; 2019", "2019"),
        Seed("no-test-mode", "_layouts/default.html", "</head>", "<script>Stripe('pk_test_51HxyzABCDEFGHIJKLMN');</script>\n</head>"),
        Seed("refund-policy-linked", footer, '    <li><a href="/refunds">Refund policy</a></li>\n', "", "", 2),
        Seed("refund-window-consistent", "_includes/assurance.html", "Each piece is checked by hand.", SHORT, "", 2),
        Seed("trial-terms-on-product", "_layouts/product.html", "Free shipping in the UK, taxes included.", "Start your free trial today.", "", 2),
        Seed("superlatives-backed", "_config.yml", "Woven on the quay", "The world's best linen", "", 2),
        Seed("return-procedure-stated", "refunds.md", "To start a return, write to help@harbourlinen.co.uk; send the goods to Harbour Linen Ltd, 12 Quay Street, Bristol BS1 4DB.\n", "", "", 2),
        Seed("refund-method-stated", "refunds.md", "We refund you to your original payment method within 7 days after we receive the goods.\n", "", "", 2),
        Seed("delivery-time-stated", "shipping.md", "Delivery takes 3 to 5 business days in the United Kingdom with Royal Mail Tracked.", "", "", 1),
        Seed("return-shipping-payer-stated", "refunds.md", "Return shipping is paid by us for faulty goods; otherwise you pay the return postage.\n", "", "", 2),
    ]  # fmt: skip


def _blocks() -> list[Seed]:
    footer, single = "parts/footer.html", "templates/single-product.html"
    return [
        Seed("income-promises-absent", "patterns/hero.php", "Kitchen linen that lasts", INCOME, "Earn $5,000"),
        Seed("home-not-under-construction", "patterns/hero.php", "Woven, washed and sewn under one roof.", SOON, "", 1),
        Seed("offer-deadline-dated", single, "Each piece is checked by hand.", URGENT, "10 minutes"),
        Seed("scarcity-claims-sober", single, "Free shipping in the UK, taxes included.", FEW, "Only 2 left"),
        _after(single, "    <!-- wp:woocommerce/add-to-cart-form /-->", "viewer-and-sales-counters-checked", VIEWED, "37 people", 1),
        Seed("reward-for-good-reviews-absent", footer, "We take Visa, Mastercard and PayPal.", REVIEW, "5-star"),
        Seed("no-penalty-for-disputes", "patterns/mill.php", "A family mill on the quay in Bristol.", PENALTY, "chargeback"),
        _after(single, "  <!-- wp:woocommerce/product-image-gallery /-->", "vague-extra-fees-absent", FEES, "Additional fees"),
        _after("templates/page.html", '  <!-- wp:post-title {"level":1} /-->', "no-unfilled-template", LOREM, "Lorem"),
        Seed("no-unfilled-template", footer, "We take Visa, Mastercard and PayPal.", PHONE, "555-0199", 1),
        Seed("returns-accepted", "patterns/mill.php", "A family mill on the quay in Bristol.", FINAL, "All sales are final", 1),
        Seed("copyright-year-current", footer, "© 2026", "© 2019", "2019"),
        _after("woocommerce/cart/cart.php", '<form class="woocommerce-cart-form" action="/cart/" method="post">', "cart-option-preticked",
               '<label><input type="checkbox" name="wrap" checked> Add gift wrapping for £3.00</label>', "gift wrapping"),
        Seed("surcharge-announced-early", "woocommerce/cart/cart.php", "Shipping is free in the UK.", "A 3% surcharge applies to card payments.", "", 1),
        Seed("refund-policy-linked", footer, '    <li><a href="/refund_returns/">Refund and returns policy</a></li>\n', "", "", 2),
        Seed("contact-details-complete", "templates/page.html", "  <!-- wp:post-content /-->\n", "", "", 3),
        Seed("refund-window-consistent", single, "Each piece is checked by hand.", SHORT, "", 1),
        Seed("trial-terms-on-product", single, "Free shipping in the UK, taxes included.", "Start your free trial today.", "", 2),
        Seed("superlatives-backed", "parts/header.html", "Woven on the quay since 1987", "The world's best linen", "", 2),
        Seed("price-shipping-note-shown", single, "Free shipping in the UK, taxes included.", "Woven in Bristol.", "", 1),
        Seed("copyright-year-current", "patterns/mill.php", "A family mill on the quay in Bristol.", "© 2019 The mill.", "2019", 2),
    ]  # fmt: skip


def _twig() -> list[Seed]:
    footer, detail, texts = (
        "app/template/default/Block/footer.twig",
        "app/template/default/Product/detail.twig",
        "app/locale/messages.ja.yaml",
    )
    guide, top = "app/template/default/Help/guide.twig", "app/template/default/index.twig"
    return [
        Seed("health-claims-supported", "app/template/default/Block/news.twig", "織元から直接お届けします。", "飲むだけでがんが治る水を差し上げます。", "治"),
        Seed("income-promises-absent", texts, "洗うほどやわらかくなる麻です。", "誰でも月収100万円を保証します。", "100万円"),
        Seed("scarcity-claims-sober", detail, "{{ 'front.product.note'|trans }}</p>", "{{ 'front.product.note'|trans }}</p>\n<p>残り2点です。</p>", "残り2点"),
        Seed("viewer-and-sales-counters-checked", texts, "一枚ずつ検品しています。", "現在37人が閲覧中です。", "37人", 2),
        Seed("offer-deadline-dated", detail, '<div class="ec-productRole__price">', '<p>本日限りの特別価格です。</p>\n<div class="ec-productRole__price">', "本日限り"),
        Seed("reward-for-good-reviews-absent", texts, "ご不明な点はお気軽にお尋ねください。", "星5のレビューを書いていただくと500円クーポンを差し上げます。", "星5"),
        Seed("no-penalty-for-disputes", footer, "お支払い方法：クレジットカード（Visa、Mastercard、JCB）、銀行振込", "チャージバックを申請された場合は違約金5万円をいただきます。", "違約金"),
        Seed("no-test-mode", "app/template/default/default_frame.twig", "</head>", "<script>Stripe('pk_test_51HxyzABCDEFGHIJKLMN');</script>\n</head>"),
        Seed("surcharge-announced-early", "app/template/default/Cart/index.twig", "送料は次の画面で加算されます。", "カード決済手数料として3%を申し受けます。", "", 1),
        Seed("returns-accepted", guide, "商品到着後14日以内にご連絡ください。未使用のものに限り返品をお受けします。", "返品・返金は一切お受けできません。", "", 1),
        Seed("copyright-year-current", footer, "copyright (c) {{", "copyright (c) 2019 {{", "2019"),
        Seed("cart-option-preticked", "app/template/default/Cart/index.twig", "送料は次の画面で加算されます。</p>", '送料は次の画面で加算されます。</p>\n<label><input type="checkbox" name="wrap" checked> ギフト包装（300円）を追加する</label>', "ギフト包装"),
        Seed("refund-policy-linked", footer, """            <li class="ec-footerNavi__link"><a href="{{ url('help_guide') }}">返品・返金について</a></li>\n""", "", "", 2),
        Seed("trial-terms-on-product", detail, "送料は全国一律550円です。", "送料は550円です。初月無料でお試しいただけます。", "", 1),
        Seed("legal-notice-linked-from-home", footer, """            <li class="ec-footerNavi__link"><a href="{{ url('help_tradelaw') }}">特定商取引法に基づく表記</a></li>\n""", "", "", 2),
        Seed("price-shipping-note-shown", detail, '            <p class="ec-productRole__shipping">送料は全国一律550円です。</p>\n', "", "", 2),
        Seed("health-claims-supported", top, "織りから縫製まで、ひとつの工場で仕上げています。", "この布で拭くとがんが治ります。", "治", 1),
        Seed("price-includes-tax", texts, "common.tax_include: 税込", "common.tax_include: 税抜", "", 1),
        Seed("refund-window-consistent", detail, "送料は全国一律550円です。", "送料は全国一律550円です。返品は商品到着後30日以内です。", "", 3),
        Seed("superlatives-backed", texts, "一枚ずつ検品しています。", "業界No.1の品質です。", "", 3),
        Seed("return-procedure-stated", guide, """    <p class="ec-guide__steps">お問い合わせフォームからご連絡のうえ、東京都台東区浅草1-2-3 港麻布店まで商品をお送りください。</p>\n""", "", "", 2),
        Seed("vague-extra-fees-absent", detail, "送料は全国一律550円です。", "別途手数料がかかる場合があります。送料は550円です。", "手数料"),
    ]  # fmt: skip


SEEDS = {"liquid": _liquid(), "jekyll": _jekyll(), "blocks": _blocks(), "twig": _twig()}

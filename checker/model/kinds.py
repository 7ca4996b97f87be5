"""What kinds of pages, checkout steps and regions are called inside a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from disputelint.checker.model.words import Text

KIND: Final[Mapping[str, Text]] = {
    "home": Text("home page", "トップページ"),
    "collection": Text("product list", "商品一覧"),
    "product": Text("product page", "商品ページ"),
    "cart": Text("cart", "カート"),
    "checkout": Text("checkout", "購入手続き"),
    "refund_policy": Text("refund policy", "返品・返金ポリシー"),
    "shipping_policy": Text("shipping policy", "配送ポリシー"),
    "privacy": Text("privacy policy", "プライバシーポリシー"),
    "terms": Text("terms", "利用規約"),
    "contact": Text("contact page", "お問い合わせページ"),
    "about": Text("about page", "会社概要"),
    "faq": Text("FAQ", "よくある質問"),
    "legal_notice": Text("legal notice", "特定商取引法に基づく表記"),
    "cancellation": Text("cancellation page", "キャンセルの案内"),
    "order_tracking": Text("order tracking page", "配送状況のページ"),
    "payment_info": Text("payment information", "支払方法の案内"),
    "blog": Text("blog", "ブログ"),
    "other": Text("other page", "その他のページ"),
}
STEP: Final[Mapping[str, Text]] = {
    "entry": Text("first step", "最初の画面"),
    "address": Text("address step", "住所の入力"),
    "shipping": Text("shipping step", "配送方法の選択"),
    "payment": Text("payment step", "支払方法の選択"),
    "review": Text("review before the order", "注文内容の確認"),
    "last": Text("last step before the order", "注文確定前の最終画面"),
}
REGION: Final[Mapping[str, Text]] = {
    "header": Text("header", "ヘッダー"),
    "nav": Text("menu", "メニュー"),
    "main": Text("main part", "本文"),
    "footer": Text("footer", "フッター"),
    "banner": Text("banner", "バナー"),
    "dialog": Text("dialog", "ダイアログ"),
}

# Where pages are looked for.
SOUGHT: Final[Mapping[str, Text]] = {
    "footer": Text("footer", "フッター"),
    "header": Text("header", "ヘッダー"),
    "menus": Text("menus", "メニュー"),
    "sitemap": Text("sitemap", "サイトマップ"),
    "platform_paths": Text("usual addresses of policies", "ポリシーの標準的なURL"),
    "dialogs": Text("dialogs", "ダイアログ"),
    "frames": Text("frames", "埋め込みフレーム"),
}


def page_name(name: str) -> Text:
    """What a page is called that a rule names: a kind, or a step as `checkout.review`. Other names stand as they are."""
    kind, _, step = name.partition(".")
    said = KIND.get(kind) or Text(name, name)
    if not step:
        return said
    return Text("{kind} ({step})", "{kind}（{step}）").fill(kind=said, step=STEP.get(step) or Text(step, step))


def page_names(names: Iterable[str]) -> Text:
    """Several of them, in the order given: "refund policy, FAQ"."""
    held = [page_name(name) for name in names]
    return Text(", ".join(one.en for one in held), "、".join(one.ja for one in held))


def sought_name(name: str) -> Text:
    """What was looked for or looked through: a kind of page, a place; an address stands as it is."""
    return KIND.get(name) or SOUGHT.get(name) or Text(name or "?", name or "?")


def region_names(names: Iterable[str]) -> Text:
    """What regions are called, in the order given."""
    held = [REGION.get(name) or Text(name, name) for name in names]
    return Text(", ".join(one.en for one in held), "、".join(one.ja for one in held))

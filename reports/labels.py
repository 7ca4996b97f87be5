"""Words of the reports: severities, who mends, strengths, states, page kinds, bands."""

from __future__ import annotations

from collections.abc import Mapping

from disputelint.checker.model import Language, Text

SEVERITY: Mapping[str, Text] = {
    "error": Text("ERROR", "エラー"),
    "warning": Text("WARNING", "警告"),
    "note": Text("NOTE", "注記"),
    "not_judged": Text("NOT JUDGED", "判定できず"),
    "waived": Text("ACCEPTED", "了承済み"),
    "baselined": Text("KNOWN", "既知"),
}
WHO: Mapping[str, Text] = {
    "merchandising": Text("Merchandising", "商品担当"),
    "support": Text("Support", "顧客対応"),
    "developer": Text("Developer", "制作担当"),
    "owner": Text("Owner", "店主"),
}
STRENGTH: Mapping[str, Text] = {
    "must": Text("must", "必須"),
    "should": Text("should", "推奨"),
    "advice": Text("advice", "助言"),
}
STATE: Mapping[str, Text] = {
    "not_found": Text("Not found.", "見つかりませんでした。"),
    "not_met": Text("Not met.", "満たされていません。"),
    "not_judged": Text("Not judged.", "判定できませんでした。"),
}
READ_AS: Mapping[str, Text] = {
    "copy": Text("read in a copy", "写しで確認"),
    "excerpt": Text("read in an excerpt", "抜粋で確認"),
    "secondary": Text("secondary source", "二次資料で確認"),
}
# Whose edition of a document was read; a code that is not here stands as it is.
EDITION: Mapping[str, Text] = {
    "AP": Text("Asia/Pacific edition", "アジア太平洋版"),
    "AU": Text("Australian edition", "オーストラリア版"),
    "CA": Text("Canadian edition", "カナダ版"),
    "DO": Text("Dominican edition", "ドミニカ共和国版"),
    "EU": Text("EU edition", "EU版"),
    "GB": Text("UK edition", "英国版"),
    "HK": Text("Hong Kong edition", "香港版"),
    "HR": Text("Croatian edition", "クロアチア版"),
    "MY": Text("Malaysian edition", "マレーシア版"),
    "NZ": Text("New Zealand edition", "ニュージーランド版"),
    "SG": Text("Singapore edition", "シンガポール版"),
    "TW": Text("Taiwan edition", "台湾版"),
    "US": Text("US edition", "米国版"),
}
BAND: Mapping[str, Text] = {
    "high": Text("High", "高い"),
    "elevated": Text("Elevated", "やや高い"),
    "low": Text("Low", "低い"),
}
DEVICE: Mapping[str, Text] = {
    "desktop": Text("as a desktop visitor", "パソコンの画面で確認"),
    "mobile": Text("as a phone visitor", "スマートフォンの画面で確認"),
    "both": Text("as a desktop and as a phone visitor", "パソコンとスマートフォンの画面で確認"),
    "files": Text("from HTML files", "HTMLファイルで確認"),
}
KIND: Mapping[str, Text] = {
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
SOUGHT: Mapping[str, Text] = {
    "footer": Text("footer", "フッター"),
    "header": Text("header", "ヘッダー"),
    "menus": Text("menus", "メニュー"),
    "sitemap": Text("sitemap", "サイトマップ"),
    "platform_paths": Text("usual addresses of policies", "ポリシーの標準的なURL"),
    "dialogs": Text("dialogs", "ダイアログ"),
    "frames": Text("frames", "埋め込みフレーム"),
}
_TRUTH: Mapping[str, Text] = {
    "true": Text("yes", "はい"),
    "false": Text("FALSE", "いいえ"),
    "unknown": Text("UNKNOWN", "不明"),
}


def name_of(missed: str, language: Language) -> str:
    """What a gap of the coverage was about: the name of a kind of page or of a place, else the address as it is."""
    known = KIND.get(missed) or SOUGHT.get(missed)
    return known.in_(language) if known else missed


def edition_of(code: str) -> Text:
    """What an edition of a document is called, for `edition` of a requirement (ISO 3166, EU or AP)."""
    return EDITION.get(code) or Text("{place} edition", "{place}版").fill(place=code)


def truth(value: str) -> Text:
    """A three-valued truth as people read it."""
    return _TRUTH[value]


def word_of(standing: str) -> Text:
    """A severity or standing inside a sentence: "error", "not judged"."""
    held = SEVERITY[standing]
    return Text(held.en.lower(), held.ja)

"""What each reason code says to a person, and what would mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from disputelint.checker.model import ReasonCode, Text

_RETRY = Text(
    "Open the page in a browser; when it works there, audit again.",
    "ブラウザーで開けるか確かめ、開けるようならもう一度検査してください。",
)
_LET_IN = Text(
    "Let the user agent “disputelint” through the firewall or bot protection, or audit from a network it trusts.",
    "ファイアウォールやボット対策で「disputelint」のユーザーエージェントを許可するか、許可された回線から検査してください。",
)
_OPEN = Text(
    "Give access with --storefront-password, --basic-auth, --cookie or --header.",
    "--storefront-password、--basic-auth、--cookie、--header のいずれかでアクセスできるようにしてください。",
)
_AUTHORIZE = Text(
    'Say that the shop is yours or that its owner agreed: --authorized-by "NAME", or storefront.authorized_by.',
    "自分の店舗であること、または店主の同意があることを、--authorized-by「名前」か storefront.authorized_by で示してください。",
)
_AS_TEXT = Text("Write it as text on the page.", "ページ上に文字で記載してください。")
_PRODUCT = Text(
    "Name a product page that can be bought with --include.", "購入できる商品ページを --include で指定してください。"
)

REASONS: Final[Mapping[ReasonCode, tuple[Text, Text]]] = {
    "unreachable": (
        Text("could not be reached", "接続できませんでした"),
        Text(
            "Check the address, and open it in a browser; when it works there, audit again.",
            "アドレスに誤りがないか、ブラウザーで開けるかを確かめ、開けるようならもう一度検査してください。",
        ),
    ),
    "tls_error": (
        Text("its certificate was not accepted", "証明書が受け入れられませんでした"),
        Text("Renew or repair the TLS certificate.", "TLS証明書を更新または修正してください。"),
    ),
    "redirect_loop": (
        Text("it redirects without end", "リダイレクトが終わりません"),
        Text("Mend the redirects.", "リダイレクトの設定を直してください。"),
    ),
    "http_refusal": (Text("the server refused", "サーバーに拒否されました"), _LET_IN),
    "not_found": (
        Text("nothing is there", "ページがありません"),
        Text("Mend the link or publish the page.", "リンクを直すか、ページを公開してください。"),
    ),
    "not_html": (
        Text("it is no page", "ページではない形式です"),
        Text("Link to a page.", "ページへリンクしてください。"),
    ),
    "too_large": (
        Text("it is larger than 20 MB", "20MBを超えています"),
        Text("Make the page smaller.", "ページを小さくしてください。"),
    ),
    "decode_error": (
        Text("its characters could not be decoded", "文字コードを判別できませんでした"),
        Text("Declare the right encoding, best UTF-8.", "正しい文字コード（UTF-8を推奨）を宣言してください。"),
    ),
    "crashed": (Text("the browser crashed on it", "ブラウザーが異常終了しました"), _RETRY),
    "not_understood": (
        Text("it was loaded, but could not be understood", "読み込めましたが、内容を解析できませんでした"),
        Text(
            "This is a fault of disputelint; the rest of the audit stands. Look at the page by hand, and report the fault.",
            "disputelintの不具合です。ほかのページの検査結果はそのまま使えます。このページは手作業で確認し、不具合をご報告ください。",
        ),
    ),
    "timeout": (
        Text("it did not finish in time", "時間内に読み込みが終わりませんでした"),
        Text(
            "Audit again, with a longer --timeout if need be.",
            "必要に応じて --timeout を長くし、もう一度検査してください。",
        ),
    ),
    "bot_wall": (Text("a bot wall stood in the way", "ボット対策の画面に止められました"), _LET_IN),
    "captcha": (Text("a CAPTCHA stood in the way", "CAPTCHAに止められました"), _LET_IN),
    "login_wall": (Text("it asks for a login", "ログインが必要です"), _OPEN),
    "password_page": (Text("the shop is closed by a password page", "パスワードページで閉じられています"), _OPEN),
    "robots_disallowed": (Text("robots.txt forbids it", "robots.txtで禁止されています"), _AUTHORIZE),
    "not_authorized": (Text("nobody authorized the walk", "購入手続きの確認が許可されていません"), _AUTHORIZE),
    "refused_address": (
        Text("it leads to a private address", "内部ネットワークのアドレスです"),
        Text("Link to a public address.", "公開されているアドレスへリンクしてください。"),
    ),
    "no_product_link": (Text("no product was found", "商品が見つかりませんでした"), _PRODUCT),
    "no_add_to_cart": (Text("no product could be added to the cart", "カートに追加できませんでした"), _PRODUCT),
    "no_guest_checkout": (
        Text("the checkout asks for an account", "購入手続きに会員登録が必要です"),
        Text(
            "Allow guest checkout, or give a session with --cookie.",
            "ゲスト購入を許可するか、--cookie でセッションを渡してください。",
        ),
    ),
    "out_of_stock": (Text("the products were out of stock", "商品の在庫がありませんでした"), _PRODUCT),
    "form_gate": (
        Text("a form stood in the way", "入力フォームの先に進めませんでした"),
        Text("Look at that step by hand.", "この手順は手作業で確認してください。"),
    ),
    "wrong_theme": (
        Text("another theme than the preview answered", "プレビューとは別のテーマが表示されました"),
        Text("Check the preview URL and its access.", "プレビューのURLとアクセス権を確かめてください。"),
    ),
    "not_rendered": (
        Text("it was read without a browser", "ブラウザーで描画せずに読みました"),
        Text("Audit with --render all.", "--render all を付けて検査してください。"),
    ),
    "image_text": (Text("its words are a picture", "文字が画像になっています"), _AS_TEXT),
    "pdf_only": (Text("it is a PDF without text", "文字のないPDFです"), _AS_TEXT),
    "third_party_frame": (
        Text("it stands in another site's frame", "外部サイトのフレーム内にあります"),
        Text("Put the text on the shop's own page.", "店舗自身のページに文章を掲載してください。"),
    ),
    "language_unsupported": (
        Text("its language has no wording here", "未対応の言語です"),
        Text(
            "Offer the page in one of the languages read, or look at it by hand.",
            "対応している言語でも掲載するか、手作業で確認してください。",
        ),
    ),
    "page_limit": (
        Text("beyond the limit of pages", "ページ数の上限を超えています"),
        Text("Raise --max-pages or --max-products.", "--max-pages または --max-products を増やしてください。"),
    ),
    "client_missing": (
        Text("a program that would read it is not there", "読み取りに必要なプログラムがありません"),
        Text("Run disputelint doctor.", "disputelint doctor を実行してください。"),
    ),
}

CODE = re.compile(r"HTTP \d{3}|(net::)?ERR_\w+")


def unread(url: str, reason: ReasonCode, detail: str) -> Text:
    """ "Not read: URL (why)". `detail` is what the crawl noted in English; in Japanese the reason speaks for itself."""
    why = REASONS[reason][0]
    code = CODE.fullmatch(detail)
    said_ja = f"{why.ja} {detail}" if code else why.ja
    return Text(f"Not read: {url} ({detail or why.en})", f"読めなかったページ：{url}（{said_ja}）")

from __future__ import annotations

import pytest

from disputelint.checker.understand.language import Spoken, detect, normal_tag
from tests.understand.pages import document

ENGLISH = "You may return any item within 30 days of delivery and we will refund the price that you paid for it."
GERMAN = "Sie können die Ware innerhalb von 14 Tagen nach Erhalt ohne Angabe von Gründen an uns zurücksenden."
POLISH = "Zwroty przyjmujemy w ciągu 14 dni od otrzymania zamówienia, a koszt przesyłki nie jest zwracany przez sklep."


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("", "返品は商品到着後7日以内にご連絡ください。", "ja"),
        ("en", "返品は商品到着後7日以内にご連絡ください。送料はお客様のご負担となります。", "ja"),
        ("ja", "特定商取引法 株式会社緑", "ja"),
        ("en", "注文内容確認 店舗一覧に戻る 合計金額 注文確定 次へ", "ja"),
        ("en", "購物車確認 合計金額 送出訂單 返回商店", "zh-Hant"),
        ("", "退货政策：收到商品后七天内可以申请退款，运费由买家承担。", "zh-Hans"),
        ("", "退貨政策：收到商品後七天內可以申請退款，運費由買家承擔。", "zh-Hant"),
        ("zh-TW", "退貨政策：收到商品後七天內可以申請退款。", "zh-TW"),
        ("", "상품 수령 후 7일 이내에 교환 및 반품이 가능합니다.", "ko"),
        ("", "Ви можете повернути товар протягом 14 днів, якщо він не був у використанні.", "uk"),
        ("", "Вы можете вернуть товар в течение 14 дней, если он не был в употреблении.", "ru"),
        ("en-GB", ENGLISH, "en-GB"),
        ("fr", ENGLISH, "en"),
        ("en", GERMAN, "de"),
        ("en", POLISH, "pl"),
        ("", GERMAN, "de"),
        ("it", "Ciao", "it"),
        ("de", "SKU 12-99 XL", "de"),
    ],
)
def test_the_declared_language_wins_unless_the_words_say_otherwise(declared: str, text: str, expected: str) -> None:
    assert detect(document(f"<main><p>{text}</p></main>", lang=declared)) == expected


def test_a_cart_under_a_menu_of_names_is_in_the_declared_language_and_nobody_guesses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    menu = "".join(f"<li><a href=/{n}>Harbour Shirt {n}</a></li>" for n in range(26)) * 2
    cart = f"<nav><ul>{menu}</ul></nav><main><h1>Your cart is empty</h1><p>You may continue shopping here</p></main>"
    with monkeypatch.context() as patch:
        patch.setattr("disputelint.checker.understand.language._guess", lambda text: pytest.fail("guessed"))
        assert detect(document(cart, lang="en-GB")) == "en-GB"
    monkeypatch.setattr("disputelint.checker.understand.language._guess", lambda text: "guessed")
    assert detect(document(cart, lang="de")) != "de"
    mixed = cart.replace("You may continue", "mund ta ktheni se do me ne ditë")
    assert detect(document(mixed, lang="en")) == "guessed"


def test_what_one_page_proves_holds_for_others_that_declare_the_same_and_do_not_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("disputelint.checker.understand.language._guess", lambda text: "guessed")
    names = "".join(f"<li>Harbour Shirt {n}</li>" for n in range(26))
    cart = document(f"<main><ul>{names}</ul></main>", lang="en")
    prose, german = (document(f"<main><p>{said} {said} {said}</p></main>", lang="en") for said in (ENGLISH, GERMAN))
    spoken = Spoken()
    assert (spoken.of(cart), spoken.of(german), spoken.of(cart)) == ("guessed", "de", "guessed")
    assert (spoken.of(prose), spoken.of(cart), spoken.of(german)) == ("en", "en", "de")
    other = document(f"<main><ul>{names}</ul></main>", lang="fr")
    assert spoken.of(other) == "guessed"


def test_names_in_latin_letters_do_not_make_a_page_latin() -> None:
    page = document("<h1>Смартфон Samsung Galaxy S25 Ultra Black</h1><p>купити в магазині</p>", lang="")
    assert detect(page) == "uk" or detect(page) == "ru"


@pytest.mark.parametrize(
    ("said", "tag"),
    [("en_US.utf8", "en-US"), ("JA", "ja"), ("zh-hant-tw", "zh-Hant-TW"), ("{{ lang }}", ""), ("jp", "ja"), ("", "")],
)
def test_declared_languages_are_written_as_bcp_47_asks(said: str, tag: str) -> None:
    assert normal_tag(said) == tag

"""After BASE: an item page with `{PurchaseButton}`, and the platform's own cart, where one page asks for everything."""

from __future__ import annotations

from .counting import Asked, Said, go
from .japanese import JapaneseShop


class BaseShop(JapaneseShop):
    """The button of the item leads to the cart; the buyer goes on with a mail address and no account of the platform."""

    products = ("/items/12345678",)
    NEVER = ("/order/complete", "/pay", "/account", "/newsletter", "/contact", "/collect", "/pay_id/login")
    asks = ("last_name=姓", "first_name=名", "zip_code=郵便番号", "address=市区町村", "address2=番地・建物名", "tel=電話番号", "mail_address=メールアドレス")  # fmt: skip
    way = ("/order/customer", "/order/method", "/order/confirm")
    order = "/order/complete"
    order_label = "この内容で注文する"

    def answer(self, asked: Asked) -> Said | None:
        path, cart = asked.path, asked.visitor.cart
        if path in self.products:
            form = (
                "<form id=purchaseForm action=/cart/add/12345678 method=post><input type=hidden name=item_id value=12345678>"
                "<label for=amount>数量</label><select id=amount name=amount><option selected>1</option><option>2</option></select>"
                "<div class=purchaseButton><button type=submit class=purchaseButton__btn>カートに入れる</button></div></form>"
            )
            told = "<p class=itemAttention>※この商品は、最短で5日以内にお届けします。</p><a href=/law>特定商取引法に基づく表記</a>"
            return self.page(self.name, f"<div class=itemPrice>{self.money(self.price)} 税込</div>{form}{told}")
        if path == "/cart/add/12345678":
            self.put(asked, asked.form.get("amount", ""))
            return go("/cart")
        if path == "/cart/delete":
            cart.clear()
            return go("/cart")
        if path == "/cart":
            return self._cart(asked)
        if path == "/order/login":
            return self.page(
                "購入手続き",
                "<form action=/pay_id/login method=post><h2>Pay IDでログインして購入</h2><label>メールアドレス<input name=id></label><label>パスワード"
                "<input type=password name=pass></label><button type=submit>ログインする</button></form>"
                "<h2>Pay IDをお持ちでない方</h2><a class=button href=/order/customer>ログインせずに購入する</a>",
            )
        return self.steps(asked)

    def _cart(self, asked: Asked) -> Said:
        if not asked.visitor.cart:
            return self.page("ショッピングカート", "<p>カートに商品が入っていません。</p><a href=/>ショップへ戻る</a>")
        goods = self.money(self.goods(asked))
        line = (
            f"<li class=cartItem><a href=/items/12345678>{self.name}</a><span class=cartItem__price>{self.money(self.price)}</span>"
            f"<select name=amount aria-label=数量><option selected>{asked.visitor.cart['1']}</option></select>"
            "<form action=/cart/delete method=post><button type=submit class=cartItem__delete>削除</button></form></li>"
        )
        total = f"<dl><dt>小計</dt><dd>{goods}</dd></dl><p>送料は次の画面で計算されます。</p>"
        return self.page(
            "ショッピングカート", f"<ul>{line}</ul>{total}<a class=button href=/order/login>購入手続きに進む</a>"
        )

"""After カラーミーショップ: products at `/?pid=`, a basket and a checkout on the platform's own host of the shop."""

from __future__ import annotations

from .counting import Asked, Said, go
from .japanese import JapaneseShop

_HIDDEN = ("user_hash=u", "members_hash=m", "shop_id=PA00000001", "product_id=1", "members_id=", "back_url=/", "reference_token=t", "shop_domain=shop")  # fmt: skip


class ColorMeShop(JapaneseShop):
    """`product_form` posts to `/cart/proxy/basket/items/add`; a buyer without an account goes on from a page that asks."""

    products = ("/?pid=1",)
    cart_path = "/cart/proxy/basket"
    NEVER = (*JapaneseShop.NEVER, "/members", "/checkout/complete", "/mailmaga")
    asks = (
        "name=お名前",
        "kana=フリガナ",
        "mail=メールアドレス",
        "tel=電話番号",
        "postal=郵便番号",
        "address1=市区町村・番地",
    )
    extra = "<label><input type=checkbox name=mailmaga value=1 checked> メルマガを購読する</label>"
    way = ("/customer/input", "/customer/delivery", "/customer/confirm")
    order = "/checkout/complete/order"

    @property
    def platform(self) -> str:
        """The origin of the basket and the checkout: the platform's, as of a shop with a domain of its own."""
        return self.url.replace("127.0.0.1", "localhost")

    def answer(self, asked: Asked) -> Said | None:
        path, cart = asked.path, asked.visitor.cart
        if path == "/" and asked.query.get("pid") == "1":
            hidden = "".join("<input type=hidden name={} value='{}'>".format(*one.split("=", 1)) for one in _HIDDEN)
            form = (
                f"<form name=product_form method=post action={self.platform}/cart/proxy/basket/items/add>{hidden}<table class=add_cart_table><tr><th>販売価格</th>"
                f"<td class=sales_price>{self.money(self.price)}（税込）</td></tr><tr><th>購入数</th><td><input type=text name=product_num value=1></td></tr></table>"
                "<div class=disable_cartin><input class=button type=submit value='カートに入れる'></div></form>"
            )
            return self.page(
                self.name, f"<div class=product_detail_area>{form}<p>山口県の窯元で焼いた湯のみです。</p></div>"
            )
        if path == "/cart/proxy/basket/items/add" and asked.form.get("product_id"):
            self.put(asked, asked.form["product_num"])
            return go(self.cart_path)
        if path == "/cart/proxy/basket/items/delete":
            cart.clear()
            return go(self.cart_path)
        if path == self.cart_path:
            return self._basket(asked)
        if path == "/customer":
            return self.page(
                "ご購入者の確認",
                "<form action=/members/login method=post><h2>会員の方</h2><label>メールアドレス<input name=login_mail></label><label>パスワード"
                "<input type=password name=login_pass></label><button type=submit>ログイン</button></form>"
                "<h2>はじめての方</h2><a class=btn href=/customer/input>会員登録せずに購入する</a> <a href=/members/regist>会員登録する</a>",
            )
        return self.steps(asked)

    def _basket(self, asked: Asked) -> Said:
        if not asked.visitor.cart:
            return self.page("ショッピングカート", "<p>カートの中に商品がありません。</p>")
        pieces, goods = asked.visitor.cart["1"], self.money(self.goods(asked))
        row = (
            f"<tr><td><a href='/?pid=1'>{self.name}</a></td><td>{self.money(self.price)}</td><td><input type=number name=product_num value={pieces} aria-label=数量></td>"
            f"<td>{goods}</td><td><form action=/cart/proxy/basket/items/delete method=post><button type=submit>削除</button></form></td></tr>"
        )
        table = f"<table class=cart_table><tr><th>商品名</th><th>販売価格</th><th>数量</th><th>小計</th><th></th></tr>{row}</table>"
        return self.page(
            "ショッピングカート",
            f"{table}<p class=cart_total>合計金額 {goods}（税込）</p><a class=btn href=/customer>レジに進む</a> <a href=/>買い物を続ける</a>",
        )

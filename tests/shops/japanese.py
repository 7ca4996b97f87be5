"""The base of stand-ins for Japanese platforms: pages that the server sends, one after the other, up to the confirmation."""

from __future__ import annotations

from .counting import Asked, Said, go
from .storefront import Storefront

PREFECTURES = (
    "<option value=''>選択してください</option><option>千葉県</option><option>東京都</option><option>大阪府</option>"
)


class JapaneseShop(Storefront):
    """`asks` are the fields of the buyer's page, as `name=label`; the steps go from one of `way` to the next."""

    language = "ja"
    name = "萩焼の湯のみ"
    price, fee = 2200.0, 660.0
    sign = "¥{:,.0f}"
    cart_name = "カート"
    asks: tuple[str, ...] = ()
    prefecture = "prefecture"
    extra = ""  # of the buyer's page
    way: tuple[str, ...] = ()  # addresses: the buyer's page, delivery and payment, the confirmation
    order = "/order"
    order_label = "注文する"

    def steps(self, asked: Asked) -> Said | None:
        """The pages of `way`."""
        if asked.path not in self.way:
            return None
        if not asked.visitor.cart:
            return go(self.cart_path)
        number = self.way.index(asked.path)
        if asked.method == "POST" and number == 0:
            return (
                go(self.way[1])
                if self.told(asked, *(one.split("=", 1)[0] for one in self.asks), self.prefecture)
                else self._buyer()
            )
        if asked.method == "POST" and number == 1:
            return go(self.way[2]) if self.told(asked, "delivery", "payment") else self._ways()
        return (self._buyer, self._ways, lambda: self._confirm(asked))[number]()

    def _buyer(self) -> Said:
        chosen = (
            f"<label for=pref>都道府県</label><select id=pref name={self.prefecture} required>{PREFECTURES}</select>"
        )
        form = f"<form action={self.way[0]} method=post>{self.fields(*self.asks)}{chosen}{self.extra}<button type=submit>次へ進む</button></form>"
        return self.page("お客様情報の入力", form)

    def _ways(self) -> Said:
        return self.page(
            "配送方法・お支払い方法",
            f"<form action={self.way[1]} method=post><h2>配送方法</h2><label><input type=radio name=delivery value=1> 宅配便（送料 {self.money(self.fee)}）</label>"
            "<h2>お支払い方法</h2><label><input type=radio name=payment value=card> クレジットカード</label>"
            "<label><input type=radio name=payment value=bank> 銀行振込</label><button type=submit>確認画面へ進む</button></form>",
        )

    def _confirm(self, asked: Asked) -> Said:
        goods = self.goods(asked)
        sums = (("商品小計", goods), ("送料", self.fee), ("合計（税込）", goods + self.fee))
        rows = "".join(f"<tr><th>{said}</th><td>{self.money(amount)}</td></tr>" for said, amount in sums)
        return self.page(
            "ご注文内容の確認",
            f"<p>{self.name}</p><table>{rows}</table><p>お支払い方法：銀行振込</p>"
            f"<form action={self.order} method=post><button type=submit>{self.order_label}</button></form><a href={self.way[0]}>変更する</a>",
        )

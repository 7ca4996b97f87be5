"""After STORES: pages that scripts draw, a cart in the browser until the checkout, which asks for everything on one page."""

from __future__ import annotations

from .counting import Asked, Said, data
from .japanese import PREFECTURES, JapaneseShop

_CART = """<div id=app></div><script>
const held = () => JSON.parse(localStorage.getItem('cart') || '[]');
function draw() {
  const pieces = held().length;
  document.getElementById('app').innerHTML = pieces ? `<ul class=cart_list><li><a href=/items/5f0000000000000000000001>NAME</a>
    <span>PRICE</span><label>数量 <input type=number name=quantity value=${pieces}></label><button type=button class=delete>削除する</button></li></ul>
    <dl><dt>小計</dt><dd>PRICE</dd></dl><a class=button href=/checkout>購入手続きへ</a>` : '<p>カートに商品が入っていません</p>';
  const remove = document.querySelector('.delete');
  if (remove) remove.onclick = () => { localStorage.removeItem('cart'); draw(); };
}
draw();
</script>"""
_CHECKOUT = """<p>STORESアカウントをお持ちの方は<a href=/login>ログイン</a>してください。</p><form id=buyer>FIELDS<label for=pref>都道府県</label>
<select id=pref name=prefecture required>OPTIONS</select>
<fieldset><legend>お支払い方法</legend><label><input type=radio name=payment value=card> クレジットカード</label><label><input type=radio name=payment value=bank> 銀行振込</label></fieldset>
<label><input type=checkbox name=newsletter checked> ショップからのメールマガジンを受け取る</label><button type=submit>内容を確認する</button></form>
<section id=confirm hidden><h2>ご注文内容の確認</h2><dl id=sums></dl><button type=button id=order>注文を確定する</button></section><script>
const at = id => document.getElementById(id);
at('buyer').addEventListener('submit', async event => {
  event.preventDefault();
  const said = await (await fetch('/api/checkout/estimate', {method: 'POST', body: new URLSearchParams(new FormData(at('buyer')))})).json();
  if (!said.sums) return;
  at('sums').innerHTML = said.sums.map(([name, sum]) => `<dt>${name}</dt><dd>${sum}</dd>`).join('');
  at('buyer').hidden = true;
  at('confirm').hidden = false;
});
at('order').onclick = () => fetch('/api/orders', {method: 'POST', body: localStorage.getItem('cart')});
</script>"""


class StoresShop(JapaneseShop):
    """Nothing is asked of the server before the buyer's page but pages."""

    products = ("/items/5f0000000000000000000001",)
    NEVER = (*JapaneseShop.NEVER, "/api/orders", "/login")
    asks = (
        "last_name=姓",
        "first_name=名",
        "zipcode=郵便番号",
        "city=市区町村",
        "street=番地",
        "phone=電話番号",
        "email=メールアドレス",
    )

    def answer(self, asked: Asked) -> Said | None:
        path = asked.path
        if path in self.products:
            add = (
                "<button type=button class='button add_cart'>カートに入れる</button><script>document.querySelector('.add_cart').onclick = () => {"
                "localStorage.setItem('cart', JSON.stringify([...JSON.parse(localStorage.getItem('cart') || '[]'), 'a'])); };</script>"
            )
            return self.page(
                self.name,
                f"<p class=item_price>{self.money(self.price)} 税込</p>{add}<p>山口県の窯元で焼いた湯のみです。</p>",
            )
        if path == "/cart":
            return self.page("カート", _CART.replace("NAME", self.name).replace("PRICE", self.money(self.price)))
        if path == "/checkout":
            return self.page(
                "ご購入手続き", _CHECKOUT.replace("FIELDS", self.fields(*self.asks)).replace("OPTIONS", PREFECTURES)
            )
        if path == "/api/checkout/estimate" and self.told(
            asked, *(one.split("=", 1)[0] for one in self.asks), "prefecture", "payment"
        ):
            sums = (("小計", self.price), ("送料", self.fee), ("合計（税込）", self.price + self.fee))
            return data({"sums": [(said, self.money(amount)) for said, amount in sums]})
        return data({}) if path == "/api/checkout/estimate" else None

"""A Japanese storefront: log-in page with a way for guests, kana and split telephone, and a final confirmation page."""

from __future__ import annotations

from .counting import Asked, CountingShop, Said, data, go

PRICE, FEE = 2200, 660
_ADD = """<div class=ec-modal style="display:none"><p>カートに追加しました。</p><a href=/cart>カートへ進む</a></div><script>
  document.querySelector('button.add-cart').addEventListener('click', async (event) => {
    event.preventDefault();
    const form = document.querySelector('#form1');
    await fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))});
    document.querySelector('.ec-modal').style.display = 'block';
  });
</script>"""
FIELDS = (
    ("name][name01", "お名前", "姓"), ("name][name02", "お名前", "名"),
    ("kana][kana01", "お名前（カナ）", "セイ"), ("kana][kana02", "お名前（カナ）", "メイ"),
    ("postal_code", "郵便番号", ""), ("address][addr01", "住所", "市区町村名"), ("address][addr02", "住所", "番地・ビル名"),
    ("tel][tel01", "電話番号", ""), ("tel][tel02", "電話番号", ""), ("tel][tel03", "電話番号", ""),
    ("email][first", "メールアドレス", ""), ("email][second", "メールアドレス", "確認のためもう一度"),
)  # fmt: skip


class ConfirmingShop(CountingShop):
    """Sells one cup. The page before the last goes on with 確認する, the last orders with 注文する."""

    language = "ja"
    products = ("/products/detail/1",)

    def answer(self, asked: Asked) -> Said | None:
        cart, path, told = asked.visitor.cart, asked.path, asked.visitor.told
        if path == "/products/detail/1":
            return self._product()
        if path == "/products/add_cart/1":
            cart["1"] = cart.get("1", 0) + 1
            return data({"done": True})
        if path == "/cart/remove/1":
            cart.clear()
            return go("/cart")
        if path == "/cart":
            return self._cart(cart)
        if path == "/cart/buystep/1":
            return go("/shopping/login" if not told else "/shopping")
        if path.startswith("/shopping"):
            return self._shopping(asked) if cart else go("/cart")
        return None

    def _product(self) -> Said:
        return self.page(
            "萩焼の湯のみ",
            f"<p>通常価格：￥3,000</p><p>販売価格：￥{PRICE:,}（税込）</p><form id=form1 action=/products/add_cart/1 method=post>"
            "<input type=hidden name=product_id value=1><label>数量<input type=number name=quantity value=1></label>"
            f"<button class=add-cart>カートに入れる</button></form><p>山口県の窯元で焼いた湯のみです。</p>{_ADD}",
        )

    def _cart(self, cart: dict[str, int]) -> Said:
        if not cart:
            return self.page("ショッピングカート", "<p>現在カート内に商品はございません。</p>")
        return self.page(
            "ショッピングカート",
            f"<table><tr><th>商品名</th><th>数量</th><th>小計</th></tr><tr><td>萩焼の湯のみ</td><td>{cart['1']}</td><td>￥{PRICE:,}</td>"
            "<td><form action=/cart/remove/1 method=post><button>削除</button></form></td></tr></table>"
            f"<dl><dt>合計</dt><dd>￥{PRICE:,}</dd></dl><a href=/cart/buystep/1>レジに進む</a> <a href=/>お買い物を続ける</a>",
        )

    def _shopping(self, asked: Asked) -> Said | None:
        path, told = asked.path, asked.visitor.told
        if path == "/shopping/login":
            return self.page(
                "ログイン",
                "<form action=/account/login method=post><label>メールアドレス<input name=login_email></label>"
                "<label>パスワード<input type=password name=login_pass></label><button>ログイン</button></form>"
                "<p>ゲスト購入の場合は、会員登録をせずにご購入手続きへ進めます。</p><a href=/shopping/nonmember>ゲスト購入</a>"
                " <a href=/entry>新規会員登録</a>",
            )
        if path == "/shopping/nonmember":
            if asked.method == "POST" and all(asked.form.get(f"nonmember[{name}]") for name, _, _ in FIELDS):
                told.update(asked.form)
                return go("/shopping")
            return self._form()
        if path == "/shopping":
            return self._method()
        if path == "/shopping/confirm":
            return self._confirm() if asked.form.get("payment") else go("/shopping")
        return None

    def _form(self) -> Said:
        fields = "".join(
            f"<label>{label}<input name='nonmember[{name}]' placeholder='{hint}' required></label>"
            for name, label, hint in FIELDS
        )
        return self.page(
            "お客様情報の入力",
            f"<form action=/shopping/nonmember method=post>{fields}<label>都道府県<select name='nonmember[address][pref]' required>"
            "<option value=''>選択してください</option><option value=12>千葉県</option><option value=13>東京都</option></select></label>"
            "<label><input type=checkbox name=mailmagazine checked> メルマガを受け取る</label>"
            "<button>次へ</button> <a href=/cart>戻る</a></form>",
        )

    def _method(self) -> Said:
        return self.page(
            "ご注文手続き",
            "<form action=/shopping/confirm method=post><h2>お支払い方法</h2>"
            "<label><input type=radio name=payment value=1> クレジットカード</label>"
            "<label><input type=radio name=payment value=2> 銀行振込</label>"
            f"{self._sums()}<button>確認する</button> <a href=/cart>カートに戻る</a></form>",
        )

    def _confirm(self) -> Said:
        return self.page(
            "ご注文内容のご確認",
            f"<p>お支払い方法：銀行振込</p>{self._sums()}<form action=/shopping/order method=post><button>注文する</button></form>"
            "<a href=/shopping>ご注文手続きに戻る</a>",
        )

    def _sums(self) -> str:
        return (
            f"<dl><dt>小計</dt><dd>￥{PRICE:,}</dd><dt>送料</dt><dd>￥{FEE:,}</dd>"
            f"<dt>合計</dt><dd>￥{PRICE + FEE:,}（税込）</dd></dl>"
        )

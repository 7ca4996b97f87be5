"""What may be sent: nothing is bought, nothing inside the network is reached."""

from __future__ import annotations

import asyncio

import pytest

from disputelint.checker.crawl.guard import WHY, Guard, control_class, is_writing_link, request_class
from disputelint.checker.crawl.tables import read

SHOP = "https://shop.example"


def why(method: str, path: str, body: str | None = None, armed: str | None = None, walk: bool = True) -> str | None:
    url = path if "://" in path else SHOP + path
    refusal = Guard(SHOP).decide(method, url, "Fetch", SHOP + "/cart", body, walk, armed)
    return refusal.why if refusal else None


@pytest.mark.parametrize("armed", ["add", "update", "remove", "continue", "address", "shipping"])
def test_on_the_walk_a_permitted_control_lets_its_request_pass(armed: str) -> None:
    assert why("POST", "/cart/add.js", "id=1", armed) is None


@pytest.mark.parametrize(
    "path",
    ["/index.php?route=account/wishlist.add", "/wishlist/index/add/", "/api/favorites", "/products/add_favorite/3",
     "/index.php?route=product/compare.add", "/catalog/product_compare/add/"],
)  # fmt: skip
def test_no_control_keeps_a_product_for_later_or_compares_it(path: str) -> None:
    assert why("POST", path, "product_id=1", "add") == "unarmed"
    assert why("POST", "/cart/add?wishlist=0", "id=1", "add") is None


def test_without_a_control_nothing_is_sent() -> None:
    assert why("POST", "/cart/add.js", "id=1") == "unarmed"
    assert why("POST", "/cart/add.js", "id=1", "pay") == "unarmed"
    assert why("POST", "/cart/add.js", "id=1", "add", walk=False) == "write_off_journey"


def test_reckoning_calls_pass_on_the_walk_alone() -> None:
    assert why("POST", "/?wc-ajax=update_order_review", "country=JP") is None
    assert why("POST", "/?wc-ajax=update_order_review", "country=JP", walk=False) == "write_off_journey"


def test_other_hosts_get_nothing_until_they_are_the_shops() -> None:
    guard = Guard(SHOP)
    ask = ("POST", "https://pay.shop.example/checkout/address", "Document", SHOP, "", True, "address")
    refused = guard.decide(*ask)
    assert refused is not None and refused.why == "foreign_host"
    guard.add_host("pay.shop.example")
    assert guard.decide(*ask) is None


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/checkout/place-order", None, "order"),
        ("/?wc-ajax=checkout", "billing_email=a", "order"),
        ("/wp-json/wc/store/v1/checkout", "{}", "order"),
        ("/shopping/checkout", None, "order"),
        ("/checkout/preview/", "action=place_order", "order"),
        ("/internalapi/v1/checkout/order", "{}", "order"),
        ("/graphql", '{"query": "mutation { placeOrder(input: {cart_id: 1}) { order { id } } }"}', "order"),
        ("/graphql", '{"operationName": "SubmitForCompletion", "variables": {}}', "order"),
        ("/graphql", '[{"query": "mutation M($a: Int) { completeCheckout(a: $a) { id } }"}]', "order"),
        ("/rest/V1/guest-carts/abc/payment-information", "{}", "pay"),
        ("/v1/payment_intents/pi_1/confirm", None, "pay"),
        ("/checkout", "card_number=4242", "pay"),
        ("/graphql", '{"query": "mutation { createCustomer(input: {}) { id } }"}', "register"),
        ("/account/register", None, "register"),
        ("/newsletter/subscribe", None, "subscribe"),
        ("/contact", "contact[body]=hello", "contact"),
        ("/contact#contact_form", "form_type=contact&utf8=1", "contact"),
        ("/account/login", "a=b", "register"),
    ],
)
def test_ordering_paying_registering_and_writing_never_pass(path: str, body: str | None, kind: str) -> None:
    assert request_class(SHOP + path, body) == kind
    assert why("POST", path, body, "continue") == kind


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/cart/add", "id=1&quantity=1"),
        ("/basket/add/7/", "quantity=1"),
        ("/checkout/shipping-address/", "first_name=A&line1=B"),
        ("/shopping/confirm", "_token=a"),
        ("/api/cart/mine/items", '{"sku": "tea", "qty": "1"}'),
        ("/rest/V1/guest-carts/abc/shipping-information", "{}"),
        ("/graphql", '{"query": "mutation { setShippingAddressesOnCart(input: {}) { cart { id } } }"}'),
        ("/graphql", '{"query": "query { orderSummary { total } }"}'),
        ("/shopping/nonmember", "name=A"),
    ],
)
def test_the_steps_before_paying_are_not_taken_for_it(path: str, body: str) -> None:
    assert request_class(SHOP + path, body) is None


def test_a_guests_details_are_no_account_when_the_body_proves_it() -> None:
    path = "/index.php?route=checkout/register.save&language=en-gb"
    assert why("POST", path, "account=0&firstname=Jane&agree=1", "address") is None
    for body in (
        "account=1&firstname=Jane",
        "account=0&account=1",
        "firstname=Jane",
        None,
        "account=0&" + "x" * 70_000,
    ):
        assert why("POST", path, body, "address") == "register"
    assert why("POST", "/account/register", "account=0", "address") == "register"
    step = "zip_code=105-0011&address=Chiyoda&mail=buyer%40example.com"
    assert why("POST", "/order/customer", step, "address") is None
    for opens in (step + "&password=s3cret", step + "&create_account=1", "mail=buyer%40example.com"):
        assert why("POST", "/checkout/customer", opens, "address") == "register"
    assert why("POST", "/customer", step, "address") == "register"


def test_the_access_step_sends_to_the_shops_door_alone() -> None:
    assert why("POST", "/password", "password=a", "access", walk=False) is None
    assert why("POST", "/cart/add", "id=1", "access", walk=False) == "unarmed"
    assert why("POST", "https://evil.example/password", "password=a", "access", walk=False) == "unarmed"


@pytest.mark.parametrize(
    "path",
    ["/?add-to-cart=12", "/cart/?remove_item=abc", "/cart/add?id=1", "/account/logout", "/unsubscribe?u=1", "/cart/12:1",
     "/index.php?route=checkout/cart.add", "/my-account/customer-logout/"],
)  # fmt: skip
def test_links_that_write_are_known(path: str) -> None:
    assert is_writing_link(SHOP + path)
    assert why("GET", path, walk=False) == "writing_link"


@pytest.mark.parametrize(
    "path", ["/cart", "/products/cart-additive", "/pages/remove-stains", "/blog/how-to-log-out-in-style-guide", "/?s=add to cart",
             "/collections/all?sort=price", "/policies/refund-policy", "/index.php?route=product/product&product_id=1"],
)  # fmt: skip
def test_links_that_read_are_followed(path: str) -> None:
    assert not is_writing_link(SHOP + path)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost:8080/", "http://10.0.0.5/x", "http://192.168.1.1/", "http://169.254.169.254/latest/",
     "http://[::1]/", "http://[fd00::1]/", "http://[::ffff:10.0.0.1]/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/",
     "http://a.localhost/", "http://100.64.0.1/"],
)  # fmt: skip
def test_a_public_shop_leads_nowhere_inward(url: str) -> None:
    assert why("GET", url) == "private_address"


def test_a_name_that_resolves_inward_is_held_back() -> None:
    guard = Guard(SHOP)
    assert asyncio.run(guard.look_up("localhost.")) == "loopback"
    guard._reach["rebound.example"] = "private"
    refused = guard.decide("GET", "https://rebound.example/x", "Image")
    assert refused is not None and refused.why == "private_address"


def test_a_local_shop_reaches_its_like_but_not_the_cloud_metadata() -> None:
    guard = Guard("http://127.0.0.1:8000")
    assert guard.decide("GET", "http://localhost:9000/") is None
    assert guard.decide("GET", "http://192.168.0.2/") is None
    refused = guard.decide("GET", "http://169.254.169.254/latest/meta-data")
    assert refused is not None and refused.why == "private_address"


def test_other_schemes_are_refused() -> None:
    assert why("GET", "file:///etc/passwd") == "scheme"
    assert why("GET", "data:text/html,x") is None


def test_each_refusal_is_kept_once_and_can_be_said() -> None:
    guard = Guard(SHOP)
    for _ in range(3):
        guard.decide("POST", SHOP + "/collect", "Ping", SHOP + "/")
    assert [(one.method, one.page, one.why) for one in guard.refusals] == [("POST", SHOP + "/", "write_off_journey")]
    assert set(read("guard")["forbidden"]) <= set(WHY)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Place order", "order"), ("Buy now", "order"), ("注文する", "order"), ("この内容で注文する", "order"), ("Complete purchase", "order"),
        ("Zahlungspflichtig bestellen", "order"), ("Passer la commande", "order"), ("Realizar pedido", "order"), ("提交订单", "order"),
        ("Pay now", "pay"), ("Pay $12.00", "pay"), ("Continue with PayPal", "pay"), ("Apple Pay", "pay"), ("支払う", "pay"),
        ("Create account", "register"), ("ログイン", "register"), ("Subscribe", "subscribe"), ("Send message", "contact"), ("送信", "contact"),
        ("Add to cart", "add"), ("カートに入れる", "add"), ("In den Warenkorb", "add"), ("加入购物车", "add"), ("Ajouter au panier", "add"),
        ("Update cart", "update"), ("+", "update"), ("Remove", "remove"), ("×", "remove"),
        ("Continue to payment", "continue"), ("Checkout", "continue"), ("レジに進む", "continue"), ("購入手続きへ", "continue"),
        ("Continue as guest", "continue"), ("Zur Kasse", "continue"), ("確認画面へ", "continue"), ("Continue to shipping", "shipping"),
        ("Ship to this address", "address"), ("Our story", None), ("Payment methods", None),
    ],
)  # fmt: skip
def test_controls_are_classed_by_their_name(name: str, kind: str | None) -> None:
    assert control_class(name) == kind
    assert control_class(f"  {name.upper()} ") == kind
